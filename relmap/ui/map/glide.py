"""Motion that explains: moves things smoothly from where they were to where they belong."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QObject, QVariantAnimation

from relmap.ui.map.shapes import Place


class Glide(QObject):
    """One movement at a time; `show` is told the places of each step, `done` that it is over."""

    def __init__(self, show: Callable[[Mapping[str, Place]], None], done: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._show = show
        self._done = done
        self._start: Mapping[str, Place] = {}
        self._goal: Mapping[str, Place] = {}
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._animation.valueChanged.connect(self._step)
        self._animation.finished.connect(self._finish)

    @property
    def running(self) -> bool:
        """Whether something is moving."""
        return self._animation.state() == QAbstractAnimation.State.Running

    def start(self, start: Mapping[str, Place], goal: Mapping[str, Place], ms: int) -> None:
        """Move each id from its start to its goal within `ms` milliseconds."""
        self._start, self._goal = dict(start), dict(goal)
        self._animation.setDuration(ms)
        self._step(0.0)
        self._animation.start()

    def stop(self) -> None:
        """End it now, with everything where it belongs."""
        if self.running:
            self._animation.stop()
            self._finish()

    def _step(self, share: float) -> None:
        places = {}
        for id, (x, y) in self._start.items():
            gx, gy = self._goal[id]
            places[id] = (x + (gx - x) * share, y + (gy - y) * share)
        self._show(places)

    def _finish(self) -> None:
        self._start, self._goal = {}, {}
        self._done()
