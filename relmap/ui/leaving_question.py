"""The question before anything is saved outside the case: what that means, and, for the record, for whom it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from relmap.words import say

WIDTH = 440


class LeavingQuestion(QDialog):
    """Says what leaves the encryption; `then` gets what was typed, once somebody goes on. It may stay empty."""

    def __init__(
        self, title: str, words: str, then: Callable[[str], None], window: QWidget, on: str | None = None
    ) -> None:
        """Ask over `window`; `open` shows it. `on`: the words of the button that goes on."""
        super().__init__(window)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._then = then
        told = QLabel(words, self)
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setWordWrap(True)
        told.setMinimumWidth(WIDTH)
        asked = QLabel(say("For whom is it? (for the list of what has left this case; may stay empty)"), self)
        asked.setWordWrap(True)
        self.whom = QLineEdit(self)
        self.whom.setAccessibleName(say("For whom is it?"))
        asked.setBuddy(self.whom)
        column = QVBoxLayout(self)
        for part in (told, asked, self.whom):
            column.addWidget(part)
        column.addLayout(self._buttons(on or say("Choose where…")))
        self.accepted.connect(self._go_on)
        self.whom.setFocus()

    def _buttons(self, on: str) -> QHBoxLayout:
        leave, go_on = QPushButton(say("Not now"), self), QPushButton(on, self)
        go_on.setDefault(True)
        go_on.setProperty("look", "primary")
        leave.clicked.connect(self.reject)
        go_on.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(go_on)
        return row

    def _go_on(self) -> None:
        self._then(self.whom.text())
        self.whom.clear()
