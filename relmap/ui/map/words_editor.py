"""The small sheet for words typed straight onto the map: Enter takes them, Esc drops them, leaving it keeps them.

It floats over the canvas at the place its words will stand. It knows no verb: whoever opens it is handed the words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

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
from relmap.ui.keys import left_to_the_window, types_something
from relmap.words import say

WIDTH = 260
LINES = 3
MARGIN = 6


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked for: the prompt, the words there already, choices (value, word) and which of them is chosen.

    `take(words, choice)` is called with words that are new; it returns False when they could not be stored, and they
    then stay in the sheet. `then` follows when they were given with Enter: it may ask for more.
    """

    prompt: str
    take: Callable[[str, str], bool]
    words: str = ""
    choices: Sequence[tuple[str, str]] = ()
    choice: str = ""
    one_line: bool = False
    then: Callable[[], None] | None = None


class WordsEditor(QFrame):
    """One sheet for a canvas; `given_back` is said when it goes with the focus, which the canvas then needs."""

    given_back = Signal()

    def __init__(self, canvas: QWidget) -> None:
        """Wait, hidden, over `canvas`."""
        super().__init__(canvas)
        self.setObjectName("words")
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._asking: Asking | None = None
        self._edit = _Edit(self)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a click on a choice leaves the focus in the words
        self.setFocusProxy(self._edit)
        self._edit.entered.connect(self._enter)
        self._edit.passed.connect(self.keep)
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
        """Ask for words, with the sheet's middle at a point of the canvas; words typed before are kept first.

        Where those cannot be stored, they stay and nothing else is asked.
        """
        if not self.keep():
            self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
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

    def keep(self) -> bool:
        """Take what has been typed, as leaving the sheet does; False when it could not be stored, and stays."""
        return self._take() != "refused"

    def drop(self) -> None:
        """Let go of what has been typed."""
        if self._asking is not None:
            self._asking = None
            self._close()

    def _enter(self) -> None:
        asking = self._asking
        if self._take() == "said" and asking is not None and asking.then is not None:
            asking.then()

    def _leave(self) -> None:
        if not self._holds_focus():
            self._take()

    def _holds_focus(self) -> bool:
        focus: QWidget | None = self.window().focusWidget()
        return focus is not None and focus is not self._edit and self.isAncestorOf(focus)

    def _take(self) -> Literal["nothing", "said", "refused"]:
        """Hand over what was said and close, unless it could not be stored."""
        asking, words = self._asking, self._edit.toPlainText()
        if asking is None:
            return "nothing"
        if asking.one_line:
            words = " ".join(words.splitlines())  # pasted, as a rule
        self._asking = None  # whatever happens meanwhile, these words are taken once
        said = words != asking.words and bool(words.strip() or asking.words)
        stored = False
        try:
            stored = not said or asking.take(words, self._choice())
        finally:
            if not stored:
                self._asking = asking
        if not stored:
            return "refused"
        self._close()
        return "said" if said else "nothing"

    def _close(self) -> None:
        if self._edit.hasFocus():
            self.given_back.emit()
        self.hide()
        self._edit.clear()

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
    passed = Signal()
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
    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002  # Qt names it
        self.passed.emit()
        return True

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if types_something(event):
                event.accept()  # letters typed here are words, never commands
                return True
            words = self.document()
            if left_to_the_window(event, can_undo=words.isUndoAvailable(), can_redo=words.isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)
