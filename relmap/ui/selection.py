"""What is selected in a window, by id: shared by the map, the inspector and the search box."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from relmap.read.projection import Delta


class Selection(QObject):
    """The selected ids, in the order they were chosen; says `changed(tuple)` when they differ."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with nothing selected."""
        super().__init__(parent)
        self._ids: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """What is selected."""
        return self._ids

    @property
    def only(self) -> str | None:
        """The one selected id, where it is one."""
        return self._ids[0] if len(self._ids) == 1 else None

    def set(self, ids: Iterable[str]) -> None:
        """Select exactly these."""
        chosen = tuple(dict.fromkeys(ids))
        if chosen != self._ids:
            self._ids = chosen
            self.changed.emit(chosen)

    def toggle(self, id: str) -> None:
        """Select one more, or let it go."""
        self.set(one for one in (*self._ids, id) if one != id) if id in self._ids else self.set((*self._ids, id))

    def clear(self) -> None:
        """Select nothing."""
        self.set(())

    def follow(self, delta: Delta) -> None:
        """Let go of what is no longer there."""
        gone = frozenset(delta.removed)
        self.set(id for id in self._ids if id not in gone)
