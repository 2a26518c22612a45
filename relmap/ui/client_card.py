"""What the client can do with the one thing they have chosen, while they have the pen: rate it, dispute it, cover it.

Large enough for fingers. It decides nothing: a number is stored by the panel's own part, everything else is asked for.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from relmap.model.base import Entity
from relmap.model.lessons import Lesson
from relmap.model.people import Person, Relationship
from relmap.model.seats import main_tie
from relmap.model.source import Source
from relmap.model.vocabulary import Author
from relmap.read.projection import Delta
from relmap.store.document import Document
from relmap.ui.bind import Bindings
from relmap.ui.feed import Feed
from relmap.ui.guard import guarded
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.desk import Desk
from relmap.ui.panels.dress import panel_sheet, plain_label, scaled
from relmap.ui.panels.felt import Felt
from relmap.ui.panels.rated import Rated
from relmap.ui.panels.section import Section
from relmap.ui.selection import Selection
from relmap.ui.texts import capital, title_of
from relmap.ui.theme import themes
from relmap.words import say

WIDTH, MOST = 340, 560


class ClientCard(QFrame):
    """About one thing. `not_quite`, `cover_wanted` and `uncover_wanted` carry its id; `resized`: another size fits."""

    not_quite = Signal(str)
    cover_wanted = Signal(str)
    uncover_wanted = Signal(str)
    resized = Signal()

    def __init__(
        self, document: Document, feed: Feed, selection: Selection, author: Callable[[], Author], canvas: QWidget
    ) -> None:
        """Wait, hidden, over `canvas`."""
        super().__init__(canvas)
        self.setObjectName("sheet")
        self.setProperty("beside", True)
        self.setAutoFillBackground(True)
        self.setAccessibleName(say("What is chosen"))
        self._feed, self._selection = feed, selection
        self._bindings = Bindings(document, feed.projection, self)
        self._desk = Desk(document, feed.projection, selection, self._bindings, author)
        self._id = ""
        self._shape: object = None
        self._sections: list[Section] = []
        self._page: QWidget | None = None
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(self._scroll)
        feed.changed.connect(self._follow)
        self.hide()

    @property
    def shown_id(self) -> str:
        """The id of what it is about; empty for nothing."""
        return self._id

    def show_thing(self, id: str) -> None:
        """Be about another thing; an empty id puts it away."""
        entity = self._desk.source.get(id) if id else None
        shape = (id, entity.veil, entity.disputed) if entity is not None else None
        if shape == self._shape:
            return
        self._bindings.flush()
        self._id, self._shape = (id if entity is not None else ""), shape
        self._build(entity)
        self.resized.emit()

    def set_holder(self, holder: str | None) -> None:
        """Ask only this one of two clients for numbers."""
        self._desk.rater = holder

    def flush(self) -> bool:
        """Store what is being given; False where it could not be."""
        return self._bindings.flush()

    def close_case(self) -> None:
        """Keep no word of the case."""
        self._feed.changed.disconnect(self._follow)
        self.show_thing("")
        self._bindings.forget()

    # inside

    def _follow(self, delta: Delta) -> None:
        self._bindings.follow(delta)
        if self._id and self._id in delta.touched:
            self.show_thing(self._id if self._desk.source.get(self._id) is not None else "")
        for section in self._sections:
            section.refresh()

    def _build(self, entity: Entity | None) -> None:
        old, self._page, self._sections = self._page, None, []
        if old is not None:
            self._bindings.release(old)
            self._scroll.takeWidget()
            old.hide()
            old.deleteLater()
        if entity is None:
            return
        worn = themes()
        self.setStyleSheet(panel_sheet(worn.current, worn.text_scale))
        self._page = QWidget()
        box = QVBoxLayout(self._page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(plain_label(capital(title_of(self._desk.source, entity.id)), "static_title"))
        if entity.veil == "none":
            self._fill(box, entity)
        else:
            self._fill_covered(box, entity.id)
        box.addStretch(1)
        self._page.setFixedWidth(scaled(WIDTH) - 46)
        self._scroll.setWidget(self._page)
        for section in self._sections:
            section.refresh()
        self.setFixedWidth(scaled(WIDTH))
        self._page.installEventFilter(self)
        self._measure()

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A section may have more to show once it is in sight."""
        if watched is self._page and event.type() == QEvent.Type.LayoutRequest:
            self._measure()
        return super().eventFilter(watched, event)

    def _measure(self) -> None:
        box = self._page.layout() if self._page is not None else None
        if self._page is None or not isinstance(box, QBoxLayout):
            return
        height = min(_height_of(self._page, box), scaled(MOST))
        if height != self._scroll.minimumHeight():
            self._scroll.setMinimumHeight(height)
            self.resized.emit()

    def _fill(self, box: QVBoxLayout, entity: Entity) -> None:
        self._sections = list(_numbers(self._desk, entity))
        for section in self._sections:
            box.addWidget(section)
        words, id = (say("It fits again") if entity.disputed else say("Not quite")), entity.id
        row = QHBoxLayout()
        row.setSpacing(10)
        self._offer(row, words, lambda: self.not_quite.emit(id))
        self._offer(row, say("Cover it"), lambda: self.cover_wanted.emit(id))
        box.addLayout(row)

    def _fill_covered(self, box: QVBoxLayout, id: str) -> None:
        box.addWidget(plain_label(say("You have covered this. Only you uncover it, while a session runs.")))
        self._offer(box, say("Uncover it"), lambda: self.uncover_wanted.emit(id))
        self._offer(box, say("Leave nothing at all of it"), lambda: self.cover_wanted.emit(id))

    def _offer(self, box: QBoxLayout, words: str, act: Callable[[], object]) -> None:
        button = QPushButton(escaped(words), self._page)
        button.setProperty("look", "thumb")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoDefault(True)
        button.clicked.connect(act)
        box.addWidget(button)


def _numbers(desk: Desk, entity: Entity) -> list[Section]:
    """The questions that only the client answers with a number."""
    if isinstance(entity, Lesson):
        return [Rated(desk, entity.id, "true_today")]
    if entity.array == "experiences":
        return [Felt(desk, entity.id)]
    tie = _tie_of(desk.source, entity)
    return [Rated(desk, tie, "closeness")] if tie is not None else []


def _tie_of(source: Source, entity: Entity) -> str | None:
    if isinstance(entity, Relationship):
        return entity.id
    tie = main_tie(source, entity.id) if isinstance(entity, Person) and entity.seat != "client" else None
    return tie.id if tie is not None and tie.veil == "none" else None


def _height_of(page: QWidget, box: QBoxLayout) -> int:
    """How high a page is at its width, dressed as it will be."""
    for part in (page, *page.findChildren(QWidget)):
        part.ensurePolished()
    box.activate()
    wide = page.maximumWidth()
    hint = box.totalSizeHint().height()
    return max(hint, box.totalHeightForWidth(wide) if box.hasHeightForWidth() else 0) + 2
