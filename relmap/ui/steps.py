"""Work that has to be done on the window's own thread, bit by bit, so that the window goes on answering meanwhile."""

from __future__ import annotations

import math
import time
from collections.abc import Generator
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from relmap.ui.guard import attempted

_SLICE = 0.03
"""Seconds of work between two looks at what the person does."""


T = TypeVar("T")


def finished(work: Generator[float, None, T]) -> T:
    """The answer of work that is done bit by bit, when it is all done at once."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            answer: T = end.value
            return answer


class Steps(QObject):
    """Runs a generator that yields how far it is (0 to 1); says `done(answer)` or `failed(error)`, then `ended`."""

    done = Signal(object)
    failed = Signal(object)
    progress = Signal(float)
    ended = Signal()

    def __init__(self, work: Generator[float, None, Any], parent: QObject) -> None:
        """Prepare the work; `start` begins it."""
        super().__init__(parent)
        self._work: Generator[float, None, Any] | None = work
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._tick)

    def start(self, at_once: float = 0.0) -> None:
        """Begin; `at_once`: so many seconds of it before anything else, which is all of it where it is short."""
        self._go_on(at_once)
        if self._work is not None:
            self._timer.start()

    def finish(self) -> None:
        """Do the rest now."""
        self._go_on(math.inf)

    def cancel(self) -> None:
        """Stop; what was begun is cleared away."""
        work, self._work = self._work, None
        self._timer.stop()
        if work is not None:
            work.close()
            self.ended.emit()

    def _tick(self) -> None:
        self._go_on(_SLICE)

    def _go_on(self, seconds: float) -> None:
        if self._work is None:
            return
        answer, error = attempted(lambda: self._slice(seconds))
        if error is not None:
            self._finish()
            self.failed.emit(error)
            self.ended.emit()
        elif answer is not None:
            self._finish()
            self.done.emit(answer[0])
            self.ended.emit()

    def _slice(self, seconds: float) -> tuple[Any] | None:
        """Work for a while; the answer once there is one."""
        assert self._work is not None
        until = time.monotonic() + seconds
        while True:
            try:
                far = next(self._work)
            except StopIteration as end:
                return (end.value,)
            if time.monotonic() >= until:
                self.progress.emit(far)
                return None

    def _finish(self) -> None:
        self._timer.stop()
        self._work = None
