"""Work that takes longer than a blink, on a thread of its own, with progress and a way to stop it.

The work itself is a plain function that knows nothing of Qt; its answer comes back on the window's thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from relmap.ui.guard import attempted, guarded

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


class Job(QObject):
    """One piece of work: `work(progress, cancelled)`; says `done(answer)` or `failed(error)`, then `ended()`."""

    done = Signal(object)
    failed = Signal(object)
    progress = Signal(float)
    ended = Signal()

    def __init__(self, work: Callable[[Progress, Cancelled], Any], parent: QObject | None = None) -> None:
        """Prepare the work; `start` begins it."""
        super().__init__(parent)
        self._stop = threading.Event()
        self._thread = _Worker(work, self._stop, self)
        self._thread.progressed.connect(self.progress)
        self._thread.finished.connect(self._finish)

    def start(self) -> Job:
        """Begin; returns the job itself."""
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Ask the work to stop; its answer is no longer wanted."""
        self._stop.set()

    def wait(self) -> None:
        """Cancel and wait until the thread has ended: before its window goes."""
        self.cancel()
        self._thread.wait()

    @property
    def answer(self) -> Any:
        """The answer of the work, once its thread has ended; None until then and after an error."""
        return self._thread.answer if self._thread.isFinished() else None

    def _finish(self) -> None:
        if not self._stop.is_set():
            if self._thread.error is not None:
                self.failed.emit(self._thread.error)
            else:
                self.done.emit(self._thread.answer)
        self.ended.emit()


class _Worker(QThread):
    progressed = Signal(float)

    def __init__(self, work: Callable[[Progress, Cancelled], Any], stop: threading.Event, parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._stop_asked = work, stop
        self.answer: Any = None
        self.error: Exception | None = None

    @guarded
    def run(self) -> None:
        self.answer, self.error = attempted(lambda: self._work(self.progressed.emit, self._stop_asked.is_set))
