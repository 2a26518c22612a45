"""What every view of the rail has in common: a heading, a filter, an order, a body, and a kind word where it is empty.

A page follows a feed, the present or the past, and looks again only while it is seen. It holds ids; what is chosen in
it is chosen in the whole window, so that the panel at the side shows it. It never writes by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from relmap.model.source import Source
from relmap.model.vocabulary import Author
from relmap.read.projection import Delta
from relmap.read.search import folded
from relmap.store.document import Document
from relmap.ui.feed import Feed
from relmap.ui.guard import guarded
from relmap.ui.icons import dress
from relmap.ui.in_sight import InSight
from relmap.ui.keys import left_to_the_window, types_something
from relmap.ui.leaving import Leaving
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import plain_label, scaled
from relmap.ui.selection import Selection
from relmap.ui.theme import themes
from relmap.ui.views.choice_box import ChoiceBox
from relmap.words import say

_SIGN_FROM = 420  # a page so wide has room in its head for the sign of the map, and from
_NARROWEST_FILTER = 100
_SPELT_FROM = 860  # here on for its words as well


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a page works with: where verbs write, what may be seen, what is chosen, whose words come next, ways out."""

    document: Document
    feed: Feed
    selection: Selection
    author: Callable[[], Author]
    leaving: Leaving


class Page(QFrame):
    """One view of the rail; `asked` carries the id of a thing whose place on the map somebody wants to see."""

    asked = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Follow the context's feed."""
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(self.title())
        self.document, self.selection, self.author = context.document, context.selection, context.author
        self.leaving = context.leaving
        self._feed: Feed | None = context.feed
        self._stale = True
        self.head = QHBoxLayout()
        self.filter_box = _FilterBox(self)
        self.order_box = ChoiceBox(self, say("Order"))
        self.to_map = self._map_button()
        self._stack = InSight(self)
        self._empty = _Empty(self)
        self._lay_out()
        context.feed.changed.connect(self._follow)
        self.filter_box.textChanged.connect(self.look_again)
        self.order_box.activated.connect(self.look_again)
        context.selection.changed.connect(self.renew_chosen)
        themes().changed.connect(self._wear)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self.leaving.stop_and_say():
            super().keyPressEvent(event)

    # what a view says of itself

    def title(self) -> str:
        """What the view is called."""
        raise NotImplementedError

    def orders(self) -> Sequence[tuple[str, str]]:
        """The orders that can be chosen, as (key, words); none where there is only one."""
        return ()

    def body(self) -> QWidget:
        """The list or picture of the view, made once."""
        raise NotImplementedError

    def renew(self) -> bool:
        """Fill the body from `source`, under `wanted` and `order`; False where there is nothing to show."""
        raise NotImplementedError

    def empty_words(self) -> tuple[str, str]:
        """A title and a kind sentence for when there is nothing at all."""
        raise NotImplementedError

    def forget(self) -> None:
        """Keep no word of the case in the body."""
        raise NotImplementedError

    def forget_unseen(self) -> None:
        """Keep no word of the case in those parts of the body that are not in sight."""

    def print_it(self) -> bool:
        """Ask for a printer for what is in sight; False where this view is printed as a page of its words."""
        return False

    # what a view works with

    @property
    def source(self) -> Source:
        """What may be seen now: the present or the past."""
        assert self._feed is not None
        return self._feed.projection

    @property
    def can_write(self) -> bool:
        """Whether this is the present."""
        return self._feed is not None and not self._feed.projection.read_only

    @property
    def wanted(self) -> str:
        """The words of the filter as they are compared; empty for everything."""
        return folded(self.filter_box.text().strip())

    @property
    def order(self) -> str:
        """The key of the chosen order; empty where there is only one."""
        return str(self.order_box.currentData() or "")

    def look_at(self, feed: Feed) -> None:
        """Follow another feed, as that of the past."""
        if self._feed is not None:
            self._feed.changed.disconnect(self._follow)
        self._feed = feed
        feed.changed.connect(self._follow)
        self._follow(None)

    def close_case(self) -> None:
        """Keep no word of the case any longer."""
        if self._feed is not None:
            self._feed.changed.disconnect(self._follow)
            self._feed = None
        self.filter_box.setText("")  # which, unlike clear(), leaves nothing to undo
        self.forget()

    def look_again(self, _: object = None) -> None:
        """Fill the body anew, if anybody sees it."""
        if self._feed is None:
            return
        self._stale = not self.isVisible()
        if not self._stale:
            found = self.renew()
            if not found:
                self._empty.show_words(*(self._nothing_found() if self.wanted else self.empty_words()))
            self._stack.setCurrentIndex(0 if found else 1)
            self.renew_chosen()

    def fit_head(self) -> None:
        """Show the way to the map in words, as a sign, or, where the head is too narrow or away, not at all."""
        style, wide = Qt.ToolButtonStyle, self.width()
        spelt = wide >= scaled(_SPELT_FROM)
        self.to_map.setToolButtonStyle(style.ToolButtonTextBesideIcon if spelt else style.ToolButtonIconOnly)
        self.to_map.setVisible(wide >= scaled(_SIGN_FROM) and not self.filter_box.isHidden())

    def renew_chosen(self, _: object = None) -> None:
        """Look again at what can be done with the chosen thing."""
        chosen = self.selection.only if self._feed is not None else None
        self.to_map.setEnabled(chosen is not None and self.source.get(chosen) is not None)

    def focus_body(self) -> None:
        """Give the keyboard to the list or picture."""
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    # inside

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = plain_label(self.title(), "title")
        title.setWordWrap(False)
        self.head.setContentsMargins(scaled(22), scaled(14), scaled(22), scaled(10))
        self.head.setSpacing(scaled(10))
        title.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)  # what is beside it gives way
        self.head.addWidget(title)
        self.head.addStretch(1)
        self.head.addWidget(self.filter_box, 2)
        for key, words in self.orders():
            self.order_box.addItem(escaped(words), key)
        self.order_box.setVisible(bool(self.orders()))
        self.head.addWidget(self.order_box)
        self.head.addWidget(self.to_map)
        column.addLayout(self.head)
        column.addWidget(self._stack, 1)
        self._stack.addWidget(self.body())
        self._stack.addWidget(self._empty)

    def _map_button(self) -> QToolButton:
        """The way that can be seen; Enter and a double click are the quick ones."""
        words = say("Show on the map")
        button = QToolButton(self)
        button.setText(escaped(words))
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setProperty("look", "quiet")
        button.setEnabled(False)
        dress(button, "map")
        button.clicked.connect(lambda: self.asked.emit(self.selection.only or ""))
        return button

    def _nothing_found(self) -> tuple[str, str]:
        return say("Nothing here has these words"), say("Clear the filter to see everything again.")

    def _follow(self, delta: Delta | None) -> None:
        if delta is not None and delta.covers:  # nothing covered is kept where it is in no sight now
            if self.isVisible():
                self.forget_unseen()
            else:
                self.forget()
        self._stale = True
        self.look_again()

    def _wear(self, _theme: object) -> None:
        self.head.setContentsMargins(scaled(22), scaled(14), scaled(22), scaled(10))
        self._follow(None)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.look_again()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_head()


class _FilterBox(QLineEdit):
    """Words to look for in this view; Esc clears them, Down goes to what was found."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.setPlaceholderText(say("Filter…"))
        self.setAccessibleName(say("Filter"))
        self.setClearButtonEnabled(False)
        self.setMinimumWidth(_NARROWEST_FILTER)
        self.setMaximumWidth(320)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._page.focus_body()
        else:
            super().keyPressEvent(event)

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if types_something(event):
                event.accept()
                return True
            if left_to_the_window(event, can_undo=self.isUndoAvailable(), can_redo=self.isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)


class _Empty(QScrollArea):
    """A title and a sentence in the middle of the page, which scroll where it is too low for them."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setMinimumHeight(1)  # on a low page the choices above it keep their room
        self._title, self._sentence = plain_label("", "title"), plain_label("", "faded")
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(scaled(22), scaled(4), scaled(22), scaled(4))
        column.addStretch(2)
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(3)
        self.setWidget(sheet)
        for ground in (sheet, self.viewport()):
            ground.setAutoFillBackground(False)  # the page shines through

    def show_words(self, title: str, sentence: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
