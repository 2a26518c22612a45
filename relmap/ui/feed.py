"""A projection's one Qt signal: every view of a window listens here, and nowhere else."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from relmap.read.projection import Delta, Projection


class Feed(QObject):
    """Says `changed(Delta)` after each change that the projection's audience can see."""

    changed = Signal(object)

    def __init__(self, projection: Projection, parent: QObject | None = None) -> None:
        """Follow `projection` for as long as this object lives."""
        super().__init__(parent)
        self.projection = projection
        self._stop = projection.subscribe(self._pass_on)

    def close(self) -> None:
        """Stop following."""
        self._stop()

    def _pass_on(self, delta: Delta) -> None:
        self.changed.emit(delta)
