"""The sheet at the end of a session: two things may be said, and neither has to be.

A closing line in the client's words, and what to take home, which is the session's shared note. Both are stored while
they are typed, like everything in the panel at the side, so that nothing is lost whichever way the sheet goes.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from relmap.read.projection import Delta
from relmap.store.document import Document
from relmap.ui.bind import Bindings
from relmap.ui.feed import Feed
from relmap.ui.guard import guarded
from relmap.ui.panels.dress import plain_label, scaled
from relmap.ui.panels.editors import WordsEditor
from relmap.ui.panels.paper import Paper
from relmap.words import say

MARGIN = 20
WIDTH = 460


class EndingSheet(QFrame):
    """`ended`: the session is over, by Enter or the button. `left`: the sheet goes, and the keyboard with it."""

    ended = Signal()
    left = Signal()
    resized = Signal()

    def __init__(self, document: Document, feed: Feed, canvas: QWidget) -> None:
        """Wait, hidden, over `canvas`."""
        super().__init__(canvas)
        self.setObjectName("sheet")
        self.setAutoFillBackground(True)
        self.setAccessibleName(say("End of the session"))
        self._bindings = Bindings(document, feed.projection, self)
        self._feed: Feed | None = feed
        self._session = ""
        self._fields: QWidget | None = None
        title = QLabel(say("End of the session"), self)
        title.setProperty("look", "title")
        self._hint = plain_label(say("Both may stay empty. Enter ends the session, Esc goes on with it."), "small")
        go_on, end = QPushButton(say("Go on"), self), QPushButton(say("End the session"), self)
        end.setProperty("look", "primary")
        go_on.clicked.connect(self.go_on)
        end.clicked.connect(self.ended)
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        self._row.addWidget(go_on)
        self._row.addWidget(end)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MARGIN, 16, MARGIN, 16)
        self._column.setSpacing(10)
        self._column.addWidget(title)
        self._column.addWidget(self._hint)
        self._column.addLayout(self._row)
        feed.changed.connect(self._follow)
        self.hide()

    @property
    def session(self) -> str:
        """The session whose end is asked about; empty while the sheet is away."""
        return self._session

    def begin(self, session: str) -> None:
        """Ask about the end of a session."""
        if session != self._session:
            self._let_go()
            self._session = session
            self._fields = self._asked(session)
            self._column.insertWidget(1, self._fields)

    def focus_first(self) -> None:
        """Give the first of the two the keyboard."""
        papers = self._papers()
        if papers:
            papers[0].setFocus(Qt.FocusReason.OtherFocusReason)
            papers[0].moveCursor(QTextCursor.MoveOperation.End)  # the line may have been begun earlier

    def flush(self) -> bool:
        """Store what is being typed; False where it could not be, and it still stands there."""
        return self._bindings.flush()

    def go_on(self) -> None:
        """Keep what was said, and go on with the session."""
        if self.flush():
            self.put_away()

    def put_away(self) -> None:
        """Go, with everything stored that can be."""
        self.left.emit()
        self.hide()
        self._let_go()

    def close_case(self) -> None:
        """Keep no word of the case."""
        if self._feed is not None:
            self._feed.changed.disconnect(self._follow)
            self._feed = None
        self.hide()
        self._let_go()
        self._bindings.forget()

    # inside

    def _asked(self, session: str) -> QWidget:
        fields = QWidget(self)
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for name, question, spoken in (
            ("closing", say("A closing line, in the client’s words"), True),
            ("note", say("What to take home"), False),
        ):
            editor = WordsEditor(question, one_line=True, spoken=spoken)
            label = plain_label(question, "heading")
            label.setBuddy(editor.paper)
            editor.paper.installEventFilter(self)
            self._bindings.bind(session, name, editor)
            column.addWidget(label)
            column.addWidget(editor)
        return fields

    def _papers(self) -> list[Paper]:
        editors = self._fields.findChildren(WordsEditor) if self._fields is not None else []
        return [editor.paper for editor in editors]

    def _let_go(self) -> None:
        fields, self._fields, self._session = self._fields, None, ""
        if fields is not None:
            self._bindings.release(fields)
            self._column.removeWidget(fields)
            fields.hide()
            fields.deleteLater()

    def _follow(self, delta: Delta) -> None:
        self._bindings.follow(delta)
        if self._session in delta.removed:
            self.put_away()

    # what Qt asks

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self.ended.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.go_on()
                return True
        return super().eventFilter(watched, event)

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.resized.emit()
        return super().event(event)

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        canvas = self.parentWidget()
        room = canvas.width() - 2 * MARGIN if canvas is not None else scaled(WIDTH)
        width = min(scaled(WIDTH), room)
        return QSize(width, self._column.totalHeightForWidth(width))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go_on()
        else:
            super().keyPressEvent(event)
