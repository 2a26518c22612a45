"""Something done a little later, if whoever it is for still stands by then.

Qt's own single shot keeps what it was to call for ever where its receiver goes first, and with it a window and every
word in it; a timer that is the receiver's child goes with the receiver.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(owner: QObject, act: Callable[[], object], ms: int = 0) -> None:
    """Call `act` after `ms` milliseconds, or never where `owner` is gone by then."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(act)
    timer.timeout.connect(timer.deleteLater)
    timer.start(ms)
