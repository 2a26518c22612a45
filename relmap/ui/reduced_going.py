"""The last page of a reduced-identity copy: for whom it is, until when it may be kept, and its own passphrase."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from relmap.ui.panels.dress import plain_label
from relmap.ui.passphrase import NewPassphrase
from relmap.ui.texts import date_words, read_when
from relmap.words import say


class Going(QWidget):
    """What is asked before the copy is written; `entered`: Enter in the last field."""

    entered = Signal()

    def __init__(self, until: datetime.date, parent: QWidget) -> None:
        """Propose `until`."""
        super().__init__(parent)
        self.whom = QLineEdit(self)
        self.whom.setAccessibleName(say("For whom is it?"))
        self.until = QLineEdit(date_words(until.isoformat()), self)
        self.until.setAccessibleName(say("To be erased by"))
        self.passphrase = NewPassphrase(self)
        self.passphrase.entered.connect(self.entered)
        self.left_out = plain_label("", "faded")
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        kept = say("To be erased by (the copy reminds of it; relmap erases nothing by itself)")
        form.addRow(
            plain_label(say("For whom is it? (for the list of what has left this case; may stay empty)")), self.whom
        )
        form.addRow(plain_label(kept), self.until)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(form)
        own = say("A passphrase of its own, to be told on another way than the file:")
        column.addWidget(plain_label(own))
        column.addWidget(self.passphrase)
        column.addWidget(self.left_out)
        column.addStretch(1)

    @property
    def day(self) -> datetime.date | None:
        """Until when it may be kept; None where no day is written there."""
        try:
            return datetime.date.fromisoformat(read_when(self.until.text()) or "")
        except ValueError:
            return None

    def complaint(self) -> str:
        """Why it cannot be written yet, in one sentence; empty when it can."""
        if self.day is None:
            return say("Write the day by which it is to be erased, as 31 January 2027.")
        if self.day <= datetime.date.today():
            return say("The day by which it is to be erased is not to come. Write a later one.")
        return self.passphrase.complaint()

    def forget(self) -> None:
        """Keep nothing that was typed."""
        self.passphrase.clear()
        self.whom.clear()
