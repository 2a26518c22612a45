"""Notices that nobody has touched the program for a while, and that the computer has slept.

It looks at the events of the program's own few windows, not at those of every widget, and at two clocks: the one that
goes on while a computer sleeps runs ahead of the one that does not. It decides nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from relmap.ui.guard import guarded

_LOOKS_MS = 5000
SLEPT = 30.0
"""Seconds by which the clocks have to differ anew: setting a clock right takes less."""
WARNS = 60.0
"""Seconds before the end at which that is said."""
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
        QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TabletMove, QEvent.Type.TabletPress,
        QEvent.Type.NativeGesture,
    }
)  # fmt: skip


def seconds() -> float:
    """A clock that only goes on."""
    return time.monotonic()


def asleep() -> float:
    """How far the clock that goes on in sleep is ahead of the one that does not; differences alone mean anything."""
    boot_time = getattr(time, "CLOCK_BOOTTIME", None)
    if boot_time is not None:
        return time.clock_gettime(boot_time) - time.monotonic()
    return time.time() - time.monotonic()


class Stillness(QObject):
    """`nearly`: still for all but a minute of the time; `touched`: not any longer. `still`: all of it. `slept`."""

    nearly = Signal()
    touched = Signal()
    still = Signal()
    slept = Signal()

    def __init__(self, minutes: Callable[[], float], parent: QObject) -> None:
        """Look every few seconds; `minutes` says how long still is, and 0 that it is never said."""
        super().__init__(parent)
        self._minutes = minutes
        self.clock, self.asleep = seconds, asleep
        self._warned = self._said = False
        self._last = self._looked = self.clock()
        self._slept = self.asleep()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)

    def begin(self) -> None:
        """Look from now on."""
        self._last = self._looked = self.clock()
        self._slept = self.asleep()
        quarter = round(self._minutes() * 60_000 / 4)
        self._timer.start(min(_LOOKS_MS, quarter or _LOOKS_MS))

    def end(self) -> None:
        """Look no longer."""
        self._timer.stop()

    def look(self) -> None:
        """Say what is to be said now."""
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)
        now, slept = self.clock(), self.asleep()
        gap, self._looked = now - self._looked, now
        grown, self._slept = slept - self._slept, slept
        if grown > SLEPT or gap > SLEPT + _LOOKS_MS / 1000:
            self.slept.emit()
            return
        whole, still = self._minutes() * 60, now - self._last
        if whole <= 0:
            return
        if still >= whole:
            if not self._said:
                self._said = True
                self.still.emit()
        elif still >= whole - min(WARNS, whole / 2) and not self._warned:
            self._warned = True
            self.nearly.emit()

    def touch(self) -> None:
        """Somebody is there."""
        self._last, self._said = self.clock(), False
        if self._warned:
            self._warned = False
            self.touched.emit()

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return False

    def _watch(self, window: QWindow | None) -> None:
        """Once more does no harm: Qt keeps one entry."""
        if window is not None:
            window.installEventFilter(self)
