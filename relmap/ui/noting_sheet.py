"""The sheet for an hour that was not sat here: one that was cancelled, missed or kept, or one of another day."""

from __future__ import annotations

import datetime
from typing import get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from relmap.model.vocabulary import Held
from relmap.ui.guard import guarded
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import plain_label
from relmap.ui.texts import capital, date_words, read_when, value_word
from relmap.words import say

_ORDER: tuple[Held, ...] = ("cancelled", "no_show", "hour_kept", "held")
assert set(_ORDER) == set(get_args(Held))


class NotingSheet(QFrame):
    """`noted(day, held)` when it is meant; `left` when the sheet goes."""

    noted = Signal(str, str)
    left = Signal()

    def __init__(self, canvas: QWidget) -> None:
        """Wait, hidden, over `canvas`."""
        super().__init__(canvas)
        self.setObjectName("sheet")
        self.setAutoFillBackground(True)
        self.setAccessibleName(say("Note an hour"))
        title = QLabel(say("Note an hour"), self)
        title.setProperty("look", "title")
        self._held = QComboBox(self)
        for held in _ORDER:
            self._held.addItem(escaped(_words(held)), held)
        self._day = QLineEdit(self)
        self._complaint = plain_label("", "complaint")
        note, leave = QPushButton(say("Write it down"), self), QPushButton(say("Leave it"), self)
        note.setProperty("look", "primary")
        note.clicked.connect(self._note)
        leave.clicked.connect(self._leave)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(note)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(title)
        for question, field in ((say("What became of it"), self._held), (say("Day"), self._day)):
            label = plain_label(question, "heading")
            label.setBuddy(field)
            field.setAccessibleName(question)
            column.addWidget(label)
            column.addWidget(field)
        column.addWidget(self._complaint)
        column.addLayout(row)
        self.hide()

    def begin(self) -> None:
        """Ask anew, for an hour that was cancelled today."""
        self._held.setCurrentIndex(0)
        self._day.setText(date_words(datetime.date.today().isoformat()))
        self._complain("")

    def focus_first(self) -> None:
        """Give the keyboard to what happened to the hour."""
        self._held.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._note()
        else:
            super().keyPressEvent(event)

    def _note(self) -> None:
        day = _day_in(self._day.text())
        if day is None:
            self._complain(say("A day such as 2026-01-14, or 14 January 2026"))
            self._day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._leave()
        self.noted.emit(day, str(self._held.currentData()))

    def _complain(self, sentence: str) -> None:
        self._complaint.setText(sentence)
        self._complaint.setVisible(bool(sentence))
        self.adjustSize()

    def _leave(self) -> None:
        self.left.emit()
        self.hide()


def _words(held: Held) -> str:
    return say("It took place") if held == "held" else capital(value_word("held", held, "sessions"))


def _day_in(text: str) -> str | None:
    """The day that was written, as `2026-01-14`, or None."""
    found = read_when(text.strip())
    try:
        return datetime.date.fromisoformat(found).isoformat() if found else None
    except ValueError:
        return None
