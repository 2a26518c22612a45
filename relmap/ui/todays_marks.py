"""Today's marks: what was noted with one key while the session ran, to be completed whenever there is time, or never.

A list over the right edge of the canvas. Choosing a mark shows it in the panel at the side. Below the list stands what
only a conversation can answer: what the client says of a repair, and what a moment that was here too is like.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from relmap.edits.disruptions import hear_word
from relmap.edits.fields import set_field
from relmap.model.columns import Plain
from relmap.model.source import Source
from relmap.model.therapy import Repair
from relmap.read.marked import Marked, is_without_end, likenesses, marked
from relmap.store.document import Document
from relmap.ui.bind import Bindings
from relmap.ui.feed import Feed
from relmap.ui.guard import guarded
from relmap.ui.icons import dress, renderer
from relmap.ui.marks_strip import MARK_LOOKS
from relmap.ui.panels.dress import panel_sheet, plain_label, scaled
from relmap.ui.panels.score import ScoreEditor
from relmap.ui.selection import Selection
from relmap.ui.texts import capital, field_word, kind_word, title_of, value_word
from relmap.ui.theme import Theme, Tone, theme, themes
from relmap.ui.views.rows import CardDelegate, RowList, Rows
from relmap.ui.views.writing import card_font, line_height, write, written_height
from relmap.words import Trouble, say

WIDTH = 320
EASY = QSize(240, 260)
"""In so much room, at ordinary text, it need not cover the buttons beside it."""
_BAR = 12
_FOOT = 10
_KINDS = {"ruptures": "disruption", "repairs": "back_on_track", "experiences": "new"}


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One mark as it is shown: what it is, when it was noted, its words, and what may still be said of it."""

    id: str
    spoken: str
    hour: str
    what: str
    words: str
    like: str
    open: str
    icon: str
    tone: Tone


class TodaysMarks(QFrame):
    """The marks of one session.

    `opened`: show a mark in the panel at the side; `likened`: say what it is like; `left`: the list goes; `told` and
    `trouble`: sentences for the message line.
    """

    opened = Signal(str)
    likened = Signal(str)
    left = Signal()
    told = Signal(str)
    trouble = Signal(str)
    resized = Signal()

    def __init__(self, document: Document, feed: Feed, selection: Selection, canvas: QWidget) -> None:
        """Wait, hidden, over `canvas`."""
        super().__init__(canvas)
        self.setObjectName("sheet")
        self.setAutoFillBackground(True)
        self.setAccessibleName(say("Today’s marks"))
        self._document, self._selection = document, selection
        self._feed: Feed | None = feed
        self._session = ""
        self._bindings = Bindings(document, feed.projection, self)
        self._title = plain_label("", "heading")
        self._title.setWordWrap(False)
        self._empty = plain_label("", "faded")
        self.list = _MarkList(Rows(self), _MarkCards(), selection, say("Today’s marks"), self)
        self._foot_scroll = _Foot(self)
        self._foot = self._foot_scroll.page
        self._foot_of: tuple[str, ...] = ()
        self._lay_out()
        self.list.asked.connect(self.opened)
        feed.changed.connect(self._follow)
        selection.changed.connect(self._show_foot)
        themes().changed.connect(self._wear)
        self._wear(theme())
        self.hide()

    def show_session(self, session: str | None, *, running: bool) -> None:
        """Show the marks of a session, or that there is none."""
        self._session = session or ""
        name = title_of(self._source, session) if session is not None and self._source is not None else ""
        self._title.setText(say("Today’s marks") if running or not name else say("Marks of {session}", session=name))
        self.renew()

    def renew(self) -> None:
        """Look again at what is noted."""
        source = self._source
        if source is None:
            return
        found = marked(self._document, source, self._session) if self._session else ()
        self.list.show_rows([_row(source, mark) for mark in found])
        self.list.setVisible(bool(found))
        self._empty.setVisible(not found)
        self._empty.setText(say("Nothing was marked. While a session runs, H, X, =, N and V mark a moment."))
        self._show_foot()
        self.resized.emit()

    def is_at_ease(self, room: QSize) -> bool:
        """Whether it can be read in so much room without much scrolling."""
        return room.width() >= scaled(EASY.width()) and room.height() >= scaled(EASY.height())

    def fit(self, room: QSize) -> QSize:
        """The size it wants in so much room."""
        width = min(scaled(WIDTH), room.width())
        wanted = self._head.sizeHint().height() + self._column.spacing() * 3 + _FOOT
        inside = width - 2 * self._column.contentsMargins().left()
        parts = (self.list, self._empty, self._foot_scroll)
        wanted += sum(part.heightForWidth(inside) for part in parts if not part.isHidden())
        self.list.set_room(inside, all_in_sight=wanted <= room.height(), most=room.height() // 3)
        return QSize(width, min(wanted, room.height()))

    def focus_first(self) -> None:
        """Give the list the keyboard."""
        target = self.list if self.list.isVisibleTo(self) else self._close
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> bool:
        """Store what is not stored yet."""
        return self._bindings.flush()

    def put_away(self) -> None:
        """Go, and keep no word."""
        self.left.emit()
        self.hide()
        self._forget()
        self.resized.emit()

    def close_case(self) -> None:
        """Keep no word of the case any longer."""
        if self._feed is not None:
            self._feed.changed.disconnect(self._follow)
            self._feed = None
        self.hide()
        self._forget()
        self._bindings.forget()

    # inside

    @property
    def _source(self) -> Source | None:
        return self._feed.projection if self._feed is not None else None

    def _lay_out(self) -> None:
        self._close = QToolButton(self)
        self._close.setAccessibleName(say("Put the list away"))
        self._close.setToolTip(say("Put the list away (Esc)"))
        dress(self._close, "x")
        self._close.clicked.connect(self.put_away)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(14, 8, 8, 0)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._close)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 1, _FOOT)
        self._column.setSpacing(4)
        self._column.addLayout(self._head)
        self._column.addWidget(self.list, 1)
        self._empty.setContentsMargins(14, 0, 14, 0)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._foot_scroll)
        self._foot_box = QVBoxLayout(self._foot)
        self._foot_box.setContentsMargins(14, 4, 14, 2)
        self._foot_box.setSpacing(6)
        self._foot_scroll.hide()

    def _forget(self) -> None:
        self._session = ""
        self._empty_foot()
        self.list.show_rows(())
        self._title.setText("")

    def _follow(self, delta: object) -> None:
        if self.isVisible():
            self._bindings.follow(delta)  # type: ignore[arg-type]  # a Delta, which a signal cannot say
            self.renew()

    def _wear(self, worn: Theme) -> None:
        self.setStyleSheet(panel_sheet(worn, themes().text_scale))
        self.list.scheduleDelayedItemsLayout()

    # what only a conversation can answer

    def _show_foot(self, _ids: object = None) -> None:
        id, source = self._selection.only or "", self._source
        rows = self.list.model()
        listed = isinstance(rows, Rows) and rows.row_of(id) is not None
        wanted: tuple[str, ...] = ()
        if listed and source is not None and not source.read_only:
            row = source.get(id)
            if isinstance(row, Repair) and row.veil == "none":
                wanted = ("repair", id, str(row.clients_word))
            elif is_without_end(source, id):
                wanted = ("open", id)
        if wanted == self._foot_of:
            return
        self._empty_foot()
        self._foot_of = wanted
        if wanted[:1] == ("repair",):
            self._ask_word(id, said=wanted[2] == "True")
        elif wanted:
            self._ask_end(id)
        self._foot_scroll.setVisible(bool(wanted))
        self.resized.emit()

    def _empty_foot(self) -> None:
        self._foot_of = ()
        self._bindings.release(self._foot)
        while (item := self._foot_box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _ask_word(self, repair: str, *, said: bool) -> None:
        back, not_yet = QPushButton(say("back on track")), QPushButton(say("not yet"))
        back.setCheckable(True)
        back.setChecked(said)
        holder = QWidget(self._foot)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for button, word in ((back, True), (not_yet, False)):
            button.setAccessibleName(say("The client says: {word}", word=button.text()))
            button.clicked.connect(lambda _on=False, word=word: self._hear(repair, word))
            row.addWidget(button)
        score = ScoreEditor(say("How much back on track?"), "affirming")
        self._bindings.bind(repair, "back_on_track", score, lambda value: self._hear_score(repair, value))
        self._foot_box.addWidget(plain_label(say("The client says"), "heading"))
        self._foot_box.addWidget(holder)
        self._foot_box.addWidget(score)
        self._go_round(back, not_yet, score.line)

    def _ask_end(self, moment: str) -> None:
        button = QPushButton(say("What is it like?"), self._foot)
        button.setToolTip(say("Then click a pattern, a person, a tie, a lesson or a role on the map"))
        button.clicked.connect(lambda: self.likened.emit(moment))
        self._foot_box.addWidget(button)
        self._go_round(button)

    def _go_round(self, *asked: QWidget) -> None:
        """Let Tab go from the list to what is asked below it, and then to the button that puts all away."""
        for before, after in pairwise((self.list, *asked, self._close)):
            QWidget.setTabOrder(before, after)

    def _hear(self, repair: str, said: bool) -> None:
        try:
            hear_word(self._document, repair, said)
        except Trouble as trouble:
            self.trouble.emit(str(trouble))
            return
        if said:
            self.told.emit(say("Back on track, in the client’s word."))
        else:
            self.told.emit(say("Not yet, says the client. It may take its time."))
        self._foot_of = ()  # a click on what was said already changes nothing, and must not look as if it did
        self._show_foot()
        self.focus_first()

    def _hear_score(self, repair: str, value: Plain) -> None:
        row = self._document.need(Repair, repair)
        if isinstance(value, int):
            hear_word(self._document, repair, row.clients_word, score=value)
        else:
            set_field(self._document, repair, "back_on_track", None)

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.resized.emit()
        return super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)


class _MarkList(RowList):
    """As tall as its cards, where there is room."""

    def set_room(self, width: int, *, all_in_sight: bool, most: int) -> None:
        """Scroll only where not all is in sight; the tallest card always is, in at most so many pixels."""
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if all_in_sight else policy.ScrollBarAsNeeded)
        self.setMinimumHeight(min(max(self._heights(width - _BAR), default=0), most))

    @guarded(default=0)
    def heightForWidth(self, width: int) -> int:
        return sum(self._heights(width)) + 2

    def _heights(self, width: int) -> list[int]:
        cards = self.itemDelegate()
        rows = self.model()
        if not isinstance(cards, _MarkCards) or not isinstance(rows, Rows):
            return []
        inside = width - 2 * scaled(cards.EDGE)
        return [cards.card_height(row, inside) + scaled(cards.GAP) for row in rows.rows]

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.selectionModel().hasSelection():
            self.scrollTo(self.currentIndex())


class _Foot(QScrollArea):
    """What stands below the list; it scrolls where there is little room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.page = QWidget()
        self.setWidget(self.page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    @guarded(default=0)
    def heightForWidth(self, width: int) -> int:
        column = self.page.layout()
        if column is None:
            return 0
        wraps = column.hasHeightForWidth()  # a lone button has no height for a width
        wanted = column.totalHeightForWidth(width) if wraps else column.totalSizeHint().height()
        return max(wanted, self.minimumSizeHint().height())

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.heightForWidth(self.width()))

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(80), scaled(60))


class _MarkCards(CardDelegate):
    EDGE = 12
    GAP = 6

    def card_height(self, row: Any, width: int) -> int:
        room = width - scaled(56)
        height = line_height(card_font(bold=True))
        height += written_height(row.words, card_font(), room, 2) + written_height(row.like, card_font(-1), room, 2)
        height += written_height(row.open, card_font(-2), room, 2)
        return round(height) + scaled(16)

    def paint_card(self, painter: QPainter, box: QRectF, row: Any) -> None:
        worn = theme()
        side, pad = scaled(20), scaled(8)
        rightward = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = box.right() - pad - side if rightward else box.left() + pad
        renderer(row.icon, worn.words(row.tone).name()).render(painter, QRectF(left, box.top() + pad, side, side))
        near, far = (pad, scaled(40)) if rightward else (scaled(40), pad)
        inside = box.adjusted(near, pad, -far, -pad)
        hour = QRectF(inside)
        painter.setPen(worn.colour("faded"))
        painter.setFont(card_font(-1))
        aside = Qt.AlignmentFlag.AlignLeft if rightward else Qt.AlignmentFlag.AlignRight
        painter.drawText(hour, int(aside | Qt.AlignmentFlag.AlignTop), row.hour)
        beside = painter.fontMetrics().horizontalAdvance(row.hour) + scaled(6)
        head = inside.adjusted(beside, 0, 0, 0) if rightward else inside.adjusted(0, 0, -beside, 0)
        y = write(painter, head, row.what, card_font(bold=True), worn.colour("ink"), 1)
        y += write(painter, inside.adjusted(0, y, 0, 0), row.words, card_font(), worn.colour("ink"), 2)
        y += write(painter, inside.adjusted(0, y, 0, 0), row.like, card_font(-1), worn.words("room"), 2)
        write(painter, inside.adjusted(0, y, 0, 0), row.open, card_font(-2), worn.colour("faded"), 2)


def _row(source: Source, mark: Marked) -> MarkRow:
    entity = source.get(mark.id)
    moment = mark.array == "moments"
    what = capital(value_word("type", mark.kind, "moments") if moment else kind_word(mark.array))
    field = {"moments": "text", "repairs": "what_helped"}.get(mark.array, "description")
    said = entity is not None and (entity.veil != "none" or bool(getattr(entity, field)))
    words = title_of(source, mark.id) if said else ""
    hour = mark.at.isoformat("minutes") if mark.at is not None else ""
    like, open_ = _like(source, mark.id), _still_open(source, mark)
    icon, tone = MARK_LOOKS.get(_KINDS.get(mark.array, mark.kind), MARK_LOOKS["other"])
    spoken = ", ".join(part for part in (hour, what, words, like, open_) if part)
    return MarkRow(mark.id, spoken, hour, what, words, like, open_, icon, tone)


def _like(source: Source, id: str) -> str:
    """What a moment or a disruption is like, or what a repair is to mend; empty where that was not said."""
    row = source.get(id)
    if row is None or row.veil != "none":
        return ""
    if isinstance(row, Repair):
        return say("To mend: {what}", what=title_of(source, row.rupture))
    ends = likenesses(source, id)
    return say("Like: {what}", what=", ".join(title_of(source, end) for end in ends)) if ends else ""


def _still_open(source: Source, mark: Marked) -> str:
    """What may still be said of a mark, in a line; empty where nothing is open."""
    fields = [field_word(mark.array, name) for name in mark.empty]
    if is_without_end(source, mark.id):
        fields.insert(0, say("What is it like?"))
    row = source.get(mark.id)
    if isinstance(row, Repair) and row.veil == "none" and not row.clients_word:
        fields.insert(0, say("The client’s word"))
    return say("Still open: {fields}", fields=" · ".join(fields)) if fields else ""
