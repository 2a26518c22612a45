"""The sheet of what has left this case: each export with its day, what it was, in which form and for whom."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QPushButton, QVBoxLayout, QWidget

from relmap.model.notes import ExportRecord
from relmap.read.projection import Delta
from relmap.ui.feed import Feed
from relmap.ui.guard import guarded
from relmap.ui.panels.dress import plain_label, scaled
from relmap.ui.texts import date_words
from relmap.words import say

WIDTH, HEIGHT = 600, 320


class ExportsSheet(QFrame):
    """Read only: a record stands, as the file does that it is about. `left`: the sheet goes."""

    left = Signal()

    def __init__(self, feed: Feed, canvas: QWidget) -> None:
        """Wait, hidden, over `canvas`."""
        super().__init__(canvas)
        self.setObjectName("sheet")
        self.setAutoFillBackground(True)
        self.setAccessibleName(say("What has left this case"))
        self._feed = feed
        self.list = QListWidget(self)
        self.list.setAccessibleName(say("What has left this case"))
        self.list.setWordWrap(True)
        self.list.setMinimumSize(scaled(WIDTH), scaled(HEIGHT))
        close = QPushButton(say("Close"), self)
        close.setAutoDefault(True)
        close.clicked.connect(self.put_away)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(plain_label(say("What has left this case"), "title"))
        column.addWidget(
            plain_label(say("Files written outside the encryption. relmap does not know where they are now."), "faded")
        )
        column.addWidget(self.list, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        feed.changed.connect(self._follow)
        self.hide()

    def begin(self) -> None:
        """List every record, the newest first."""
        self.list.clear()
        records = self._feed.projection.all(ExportRecord)
        for record in reversed(records):
            self.list.addItem(export_words(record))
        if not records:
            self.list.addItem(say("Nothing has left this case through relmap."))
        self.list.setCurrentRow(0)

    def focus_first(self) -> None:
        """Give the list the keyboard."""
        self.list.setFocus()

    def put_away(self) -> None:
        """Hide, and keep nothing."""
        self.hide()
        self.list.clear()
        self.left.emit()

    def close_case(self) -> None:
        """Keep no word of the case."""
        self._feed.changed.disconnect(self._follow)
        self.hide()
        self.list.clear()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _follow(self, delta: Delta) -> None:
        if self.isVisible() and delta:
            self.begin()


def export_words(record: ExportRecord) -> str:
    """One record in a line."""
    parts = [_moment(record.at), record.what or say("something")]
    if record.form:
        parts.append(record.form.upper())
    if record.reduced_identity:
        parts.append(say("reduced identity"))
    line = " · ".join(parts)
    return say("{what}, for: {whom}", what=line, whom=record.for_whom) if record.for_whom else line


def _moment(at: str | None) -> str:
    try:
        time = datetime.datetime.fromisoformat(at or "")
    except ValueError:
        return at or say("an unknown day")
    local = time.astimezone() if time.tzinfo else time
    return say("{day}, {time}", day=date_words(local.date().isoformat()), time=local.strftime("%H:%M"))
