"""Looks that have no place yet: what the mappers of each kind make, and what the placing step turns into Looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from relmap.model.base import Entity
from relmap.model.placement import Placement
from relmap.ui.map.shapes import NodeLook, Place, TieLook
from relmap.ui.map.sight import Sight


@dataclass(frozen=True, slots=True)
class Draft:
    """A thing on the map before its place is known.

    `stored` is where it was put; `closeness` binds it to a ring; `turn` is the number of an attached circle among
    those of its host; `sector` is the part of life somebody belongs to.
    """

    look: NodeLook
    stored: Place | None = None
    closeness: int | None = None
    fixed: bool = False
    turn: int = 0
    sector: str | None = None


Drawn = Iterator[Draft | TieLook]


def stored_place(sight: Sight, id: str) -> Place | None:
    """Where a thing was put by hand or by an arrangement."""
    for placement in sight.referring(id, Placement):
        if placement.subject == id:
            return placement.x, placement.y
    return None


def is_covered(entity: Entity) -> bool:
    """Whether only an outline of it is left."""
    return entity.veil != "none"
