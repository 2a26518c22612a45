"""The client's own list of what they have covered: a kind and a day each, the words only while they hold a button.

It exists only while the client has the pen. Nothing of it is left when it goes.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from relmap.read.covered import CoveredThing, Unveiled, covered
from relmap.store.document import Document
from relmap.ui.guard import guarded
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import plain_label, scaled
from relmap.ui.texts import capital, date_words, kind_word, title_of
from relmap.words import say

WIDTH = 520


class CoveredSheet(QFrame):
    """`uncover_wanted` carries the id of a thing; `left`: the sheet goes."""

    uncover_wanted = Signal(str)
    left = Signal()

    def __init__(self, document: Document, canvas: QWidget) -> None:
        """Wait, hidden, over `canvas`."""
        super().__init__(canvas)
        self.setObjectName("sheet")
        self.setAutoFillBackground(True)
        self.setAccessibleName(say("What I have covered"))
        self._document = document
        self._holder: str | None = None
        title = plain_label(say("What I have covered"), "title")
        self._kind_words = plain_label("", "faded")
        self._rows = QWidget(self)
        self._box = QVBoxLayout(self._rows)
        self._box.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea(self)
        scroll.setWidget(self._rows)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll = scroll
        close = QPushButton(say("Close"), self)
        close.setProperty("look", "thumb")
        close.setAutoDefault(True)
        close.clicked.connect(self.put_away)
        self._close = close
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for widget in (title, self._kind_words, scroll, close):
            column.addWidget(widget)
        self.hide()

    def begin(self, holder: str | None) -> None:
        """Show what `holder` has covered, and what was covered for everybody."""
        self._holder = holder
        self._fill()

    def renew(self) -> None:
        """Look again."""
        if self.isVisible():
            self._fill()
            self.focus_first()

    def put_away(self) -> None:
        """Hide, and keep nothing."""
        self.hide()
        self.left.emit()

    def focus_first(self) -> None:
        """Give the first button the keyboard."""
        buttons = self._rows.findChildren(QPushButton)
        (buttons[0] if buttons else self._close).setFocus()

    def close_case(self) -> None:
        """Keep no word of the case."""
        self._empty()

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._empty()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    # inside

    def _fill(self) -> None:
        self._empty()
        things = [thing for thing in covered(self._document) if thing.by in (None, self._holder)]
        self._kind_words.setText(_kind_words(bool(things), in_session=self._document.running is not None))
        for thing in things:
            self._box.addWidget(_Row(self._document, thing, self))
        self._box.addStretch(1)
        self._scroll.setMinimumHeight(min(self._rows.sizeHint().height() + 4, scaled(380)) if things else 0)
        self.setMinimumWidth(scaled(WIDTH))

    def _empty(self) -> None:
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class _Row(QFrame):
    """One covered thing."""

    def __init__(self, document: Document, thing: CoveredThing, sheet: CoveredSheet) -> None:
        super().__init__(sheet)
        self.setProperty("look", "ruled")
        kind = capital(kind_word(thing.array))
        day = date_words(thing.since) if thing.since else ""
        self._plain = say("{kind}, covered on {day}", kind=kind, day=day) if day else kind
        self._label = QLabel(self._plain, self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        look = QPushButton(escaped(say("Hold to see")), self)
        look.setAccessibleDescription(self._plain)
        look.pressed.connect(partial(self._show, document, thing.id))
        look.released.connect(self._hide)
        lift = QPushButton(escaped(say("Uncover it")), self)
        lift.setAccessibleDescription(self._plain)
        lift.setEnabled(document.running is not None)
        lift.clicked.connect(lambda: sheet.uncover_wanted.emit(thing.id))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.addWidget(self._label, 1)
        for button in (look, lift):
            button.setProperty("look", "thumb")
            button.setAutoDefault(True)
            row.addWidget(button)

    def _show(self, document: Document, id: str) -> None:
        self._label.setText(title_of(Unveiled(document), id))

    def _hide(self) -> None:
        self._label.setText(self._plain)


def _kind_words(anything: bool, *, in_session: bool) -> str:
    if not anything:
        return say("Nothing is covered. You can cover anything on the map; it is kept, and nobody sees it.")
    if in_session:
        return say("It is kept, and nobody sees it. You alone decide when it is uncovered.")
    return say("It is kept, and nobody sees it. It can be uncovered while a session runs.")
