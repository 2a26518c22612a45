"""The way from the desk to a reduced-identity copy, and what a copy says of itself when it is opened.

What was resolved is kept while the case is open, so that locking the screen or a call in between costs nothing.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from relmap.edits.exports import record_export
from relmap.read.reduced import reminder_words
from relmap.settings import Settings
from relmap.store.document import Document
from relmap.ui.canvas import Canvas
from relmap.words import Trouble, say


class Desk(Protocol):
    """Where a copy is made: the therapist's window."""

    canvas: Canvas
    document: Document
    settings: Settings

    def keep_words(self) -> bool: ...
    def say_welcome(self, words: str) -> None: ...
    def say_trouble(self, sentence: str) -> None: ...


class Reducing(QObject):
    """Opens the window for a copy; nothing of that is loaded before somebody asks."""

    def __init__(self, desk: QObject) -> None:
        """Nothing to make before `furnish`."""
        super().__init__(desk)

    def furnish(self, desk: Desk, window: QWidget) -> None:
        """Make copies of the case of this desk; if it is one itself, say so."""
        self._desk, self._window = desk, window
        self._kept: object | None = None
        self._sheet: QDialog | None = None
        words = reminder_words(desk.document, datetime.date.today())
        if words is not None:
            desk.say_welcome(words)

    def begin(self) -> None:
        """Open the window for a copy."""
        from relmap.ui.reduced_sheet import Kept, ReducedSheet

        self._desk.keep_words()
        if not isinstance(self._kept, Kept):
            self._kept = Kept()
        sheet = ReducedSheet(self._desk.document, self._kept, self._desk.settings.last_folder, self._window)
        sheet.written.connect(self._record)
        sheet.finished.connect(self._let_go)
        self._sheet = sheet
        sheet.open()
        sheet.begin()

    def close_case(self) -> None:
        """Keep no word of the case."""
        if self._sheet is not None:
            self._sheet.reject()
        self._kept = None

    def _let_go(self) -> None:
        self._sheet = None

    def _record(self, path: Path, whom: str) -> None:
        words = say(
            "“{name}” is the reduced-identity copy, encrypted with its own passphrase. It is not anonymous.",
            name=path.name,
        )
        try:
            record_export(
                self._desk.document,
                what=say("a reduced-identity copy"),
                form="relmap",
                for_whom=whom,
                reduced_identity=True,
            )
        except Trouble as trouble:
            self._desk.say_trouble(f"{words} {trouble}")
            return
        self._desk.canvas.messages.tell(words)
