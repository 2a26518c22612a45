"""Where errors end: a sentence for what a person can meet, a quiet notice for a bug.

A bug's notice holds the kind of error and the place in the program, nothing that was typed: the words of an exception
often are the client's.
"""

from __future__ import annotations

import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from relmap import NAME, __version__
from relmap.ui.later import later
from relmap.words import Trouble, say

_PLACES = 6


def report_of(error: BaseException) -> str:
    """The kind of an error and where it came from, file and line, without its message."""
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([f"relmap {__version__}: {type(error).__name__}", *places])


class CrashNotice(QWidget):
    """A small window that says a bug was met; work can go on."""

    def __init__(self, report: str) -> None:
        """Show `report`, which must not hold a word of a case."""
        from PySide6.QtCore import Qt  # here, because to load it takes as long as to build the first window

        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(NAME)
        self.report = report
        words = QLabel(
            say(
                "Something in relmap went wrong. Everything up to your last change is saved. You can go on; if it "
                "happens again, close the case and open it anew."
            ),
            self,
        )
        words.setWordWrap(True)
        places = QLabel(report, self)
        places.setTextFormat(Qt.TextFormat.PlainText)
        places.setProperty("look", "small")
        places.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy, go_on = QPushButton(say("Copy this report"), self), QPushButton(say("Go on"), self)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        go_on.clicked.connect(self.close)
        go_on.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(words)
        column.addWidget(places)
        column.addLayout(row)
        self.resize(520, self.sizeHint().height())


def forget_last_error() -> None:
    """Python keeps the last error that nobody caught, and with it everything of the window that it happened in."""
    for name in ("last_type", "last_value", "last_traceback", "last_exc"):
        if hasattr(sys, name):
            delattr(sys, name)


class ErrorBoundary(QObject):
    """Takes every error that nobody caught, from any thread, to one notice. `trouble` carries a plain sentence."""

    trouble = Signal(str)
    _met = Signal(object)

    def __init__(self, app: QApplication) -> None:
        """Become the application's last resort."""
        super().__init__(app)
        self._notice: CrashNotice | None = None
        self._met.connect(self._show_soon)

    def install(self) -> None:
        """Take over from Python's own hooks."""
        sys.excepthook = self._from_main
        threading.excepthook = self._from_thread

    def _from_main(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
        else:
            self._met.emit(error)

    def _from_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self._met.emit(what.exc_value)

    def _show_soon(self, error: BaseException) -> None:
        later(self, lambda: self._show(error))  # Qt may be in the middle of something

    def _show(self, error: BaseException) -> None:
        forget_last_error()
        if isinstance(error, Trouble):
            self.trouble.emit(str(error))
            return
        if self._notice is None:
            self._notice = CrashNotice(report_of(error))
            self._notice.destroyed.connect(self._closed)
            self._notice.show()

    def _closed(self) -> None:
        self._notice = None
