"""Sheets over the canvas that ask for something and can be left at any time: here, another passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from relmap.store.document import Document
from relmap.ui.guard import guarded
from relmap.ui.passphrase import NewPassphrase
from relmap.words import Trouble, say


class PassphraseSheet(QFrame):
    """Asks for a new passphrase and gives it to the case; `told` carries what became of it, `left` that it goes."""

    told = Signal(str)
    left = Signal()

    def __init__(self, document: Document, canvas: QWidget) -> None:
        """Wait, hidden, over `canvas`."""
        super().__init__(canvas)
        self.setObjectName("sheet")
        self.setAutoFillBackground(True)
        self.setAccessibleName(say("Change the passphrase"))
        self._document = document
        title = QLabel(say("Another passphrase"), self)
        title.setProperty("look", "title")
        self._new = NewPassphrase(self)
        self._complaint = QLabel(self)
        self._complaint.setWordWrap(True)
        self._complaint.setTextFormat(Qt.TextFormat.PlainText)
        change, keep = QPushButton(say("Change it"), self), QPushButton(say("Keep the old one"), self)
        change.setProperty("look", "primary")
        change.clicked.connect(self._change)
        keep.clicked.connect(self._leave)
        self._new.entered.connect(self._change)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(keep)
        row.addWidget(change)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        for part in (title, self._new, self._complaint):
            column.addWidget(part)
        column.addLayout(row)
        self.hide()

    def begin(self) -> None:
        """Ask from the start."""
        self._new.clear()
        self._complaint.clear()
        self.show()
        self._new.setFocus()

    def close_jobs(self) -> None:
        """Wait for work under way."""
        self._new.close_jobs()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _change(self) -> None:
        complaint = self._new.complaint()
        if not complaint:
            complaint = self._changed(self._new.text())
        self._complaint.setText(complaint)

    def _changed(self, passphrase: str) -> str:
        try:
            self._document.change_passphrase(passphrase)
        except Trouble as trouble:
            return str(trouble)
        self._leave()
        self.told.emit(say("The passphrase was changed. Backups made before still open with the old one."))
        return ""

    def _leave(self) -> None:
        self._new.clear()
        self.left.emit()
        self.hide()
