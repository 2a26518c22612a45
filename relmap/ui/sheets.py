"""Sheets over the canvas that ask for something and can be left at any time: here, another passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from relmap.store.document import Document
from relmap.store.vault import Key
from relmap.ui.guard import guarded
from relmap.ui.jobs import Job
from relmap.ui.passphrase import NewPassphrase, PassphraseField
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
        self._old = PassphraseField(say("The passphrase until now"), self)
        self._new = NewPassphrase(self)
        self._old.entered.connect(self._new.setFocus)
        self._job: Job | None = None
        self._complaint = QLabel(self)
        self._complaint.setWordWrap(True)
        self._complaint.setTextFormat(Qt.TextFormat.PlainText)
        change, keep = QPushButton(say("Change it"), self), QPushButton(say("Keep the old one"), self)
        change.setProperty("look", "primary")
        change.clicked.connect(self._change)
        self._button = change
        keep.clicked.connect(self._leave)
        self._new.entered.connect(self._change)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(keep)
        row.addWidget(change)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        for part in (title, self._old, self._new, self._complaint):
            column.addWidget(part)
        column.addLayout(row)
        self.hide()

    def begin(self) -> None:
        """Ask from the start."""
        self._forget()
        self._complaint.clear()
        self.show()
        self._old.take_focus()

    def close_jobs(self) -> None:
        """Wait for work under way."""
        self._new.close_jobs()
        if self._job is not None:
            self._job.wait()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _change(self) -> None:
        """Work the key out beside the window, because that takes its time by intention."""
        if self._job is not None:
            return
        complaint = say("Type the passphrase until now.") if not self._old.text() else self._new.complaint()
        self._complaint.setText(complaint or say("One moment: the new key is being worked out."))
        if complaint:
            return
        old, new, document = self._old.text(), self._new.text(), self._document
        self._button.setEnabled(False)
        self._job = Job(lambda progress, cancelled: document.key_in_place_of(old, new), self)
        self._job.done.connect(self._take)
        self._job.failed.connect(self._fail)
        self._job.ended.connect(self._end)
        self._job.start()

    def _take(self, key: Key | None) -> None:
        if key is None:
            self._complaint.setText(say("This is not the passphrase of this case. Nothing was changed."))
            self._old.select()
            return
        try:
            self._document.change_key(key)
        except Trouble as trouble:
            self._complaint.setText(str(trouble))
            return
        self._leave()
        self.told.emit(say("The passphrase was changed. Backups made before still open with the old one."))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Trouble):
            raise error
        self._complaint.setText(str(error))

    def _end(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()  # it knows both passphrases
        self._button.setEnabled(True)

    def _leave(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._forget()
        self.left.emit()
        self.hide()

    def _forget(self) -> None:
        self._old.clear()
        self._new.clear()
