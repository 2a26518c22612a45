"""The small sheet for words typed straight onto the map: Enter takes them, Esc drops them, leaving it keeps them.

It floats over the canvas at the place its words will stand. It knows no verb: whoever opens it is handed the words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from relmap.ui.guard import guarded
from relmap.words import say

WIDTH = 260
LINES = 3
MARGIN = 6


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked for: the prompt, the words there already, choices (value, word) and which of them is chosen.

    `take(words, choice)` is called with words that are more than space; it returns True to go on with more words.
    """

    prompt: str
    take: Callable[[str, str], bool]
    words: str = ""
    choices: Sequence[tuple[str, str]] = ()
    choice: str = ""
    one_line: bool = False


class WordsEditor(QFrame):
    """One sheet for a canvas; `closed` is said when it goes."""

    closed = Signal()

    def __init__(self, canvas: QWidget) -> None:
        """Wait, hidden, over `canvas`."""
        super().__init__(canvas)
        self.setObjectName("words")
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._asking: Asking | None = None
        self._edit = _Edit(self)
        self._edit.setTabChangesFocus(True)
        self._edit.entered.connect(self._enter)
        self._edit.escaped.connect(self.drop)
        self._edit.left.connect(self._leave)
        self._edit.cycled.connect(self._cycle)
        self._edit.textChanged.connect(self._grow)
        self._choices = QButtonGroup(self)
        self._choices.setExclusive(True)
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(4)
        layout.addWidget(self._edit)
        layout.addLayout(self._row)
        self.hide()

    @property
    def asking(self) -> bool:
        """Whether words are being asked for."""
        return self._asking is not None

    def ask(self, asking: Asking, at: QPoint) -> None:
        """Ask for words, with the sheet's middle at a point of the canvas; words typed before are kept first."""
        self.keep()
        self._asking = asking
        self._edit.setPlaceholderText(asking.prompt)
        self._edit.setAccessibleName(asking.prompt)
        self._edit.setPlainText(asking.words)
        self._edit.moveCursor(QTextCursor.MoveOperation.End)
        self._edit.selectAll()
        self._show_choices(asking)
        self._grow()
        self.show()
        self.raise_()
        self.place(at)
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self, at: QPoint) -> None:
        """Move the sheet's middle to a point of the canvas, and keep it whole inside."""
        canvas = self.parentWidget()
        if canvas is not None:
            box = QRect(QPoint(), self.size())
            box.moveCenter(at)
            room = canvas.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            box.moveRight(min(box.right(), room.right()))
            box.moveBottom(min(box.bottom(), room.bottom()))
            box.moveLeft(max(box.left(), room.left()))
            box.moveTop(max(box.top(), room.top()))
            self.move(box.topLeft())

    def keep(self) -> None:
        """Take what has been typed, as leaving the sheet does."""
        if self._asking is not None:
            self._take(more=False)

    def drop(self) -> None:
        """Let go of what has been typed."""
        if self._asking is not None:
            self._asking = None
            self.hide()
            self.closed.emit()

    def _enter(self) -> None:
        self._take(more=True)

    def _leave(self) -> None:
        if self._asking is not None and not self._holds_focus():
            self._take(more=False)

    def _holds_focus(self) -> bool:
        focus: QWidget | None = self.window().focusWidget()
        return focus is not None and focus is not self._edit and self.isAncestorOf(focus)

    def _take(self, *, more: bool) -> None:
        asking, words = self._asking, self._edit.toPlainText()
        if asking is None:
            return
        self._asking = None
        said = words != asking.words and bool(words.strip() or asking.words)
        goes_on = asking.take(words, self._choice()) if said else False
        if not (more and goes_on):  # else the asker has asked again
            self._asking = None
            self.hide()
            self.closed.emit()

    def _choice(self) -> str:
        button = self._choices.checkedButton()
        return str(button.property("value")) if button is not None else ""

    def _show_choices(self, asking: Asking) -> None:
        for button in self._choices.buttons():
            self._choices.removeButton(button)
            self._row.removeWidget(button)
            button.deleteLater()
        for value, word in asking.choices:
            button = QToolButton(self)
            button.setText(word)
            button.setProperty("value", value)
            button.setCheckable(True)
            button.setChecked(value == asking.choice)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setToolTip(say("Ctrl+↓ changes it"))
            self._choices.addButton(button)
            self._row.addWidget(button)

    def _cycle(self, step: int) -> None:
        buttons = self._choices.buttons()
        if buttons:
            now = [button.isChecked() for button in buttons].index(True)
            buttons[(now + step) % len(buttons)].setChecked(True)

    def _grow(self) -> None:
        height = self._edit.height_for_words(1 if self._asking and self._asking.one_line else LINES)
        self._edit.setFixedSize(WIDTH, height)
        self.adjustSize()


class _Edit(QPlainTextEdit):
    entered = Signal()
    escaped = Signal()
    left = Signal()
    cycled = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def height_for_words(self, lines: int) -> int:
        wanted = max(1, min(lines, int(self.document().size().height())))
        margins = self.contentsMargins()
        frame = margins.top() + margins.bottom() + int(2 * self.document().documentMargin())
        return self.fontMetrics().lineSpacing() * wanted + frame + 4

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif modifiers & Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.cycled.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # letters typed here are words, never commands
            return True
        return super().event(event)
