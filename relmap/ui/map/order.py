"""The order in which the keyboard goes through a map: people first, then what was learned, then the marks on ties."""

from __future__ import annotations

from relmap.ui.map.scene import MapScene
from relmap.ui.map.shapes import NodeLook, TieLook

_ORDER = ("client", "therapist", "person", "place", "second", "lesson", "role", "experience", "pattern", "event")


def things_in_order(scene: MapScene) -> list[str]:
    """The ids of everything that has a place."""
    looks = [look for look in scene.looks() if isinstance(look, NodeLook)]
    rank = {shape: place for place, shape in enumerate(_ORDER)}
    looks.sort(key=lambda look: rank.get(look.shape, len(rank)))
    return list(dict.fromkeys(look.entity for look in looks))


def marks_in_order(scene: MapScene) -> list[str]:
    """The ids of the disruptions and repairs that stand on ties."""
    ties = (look for look in scene.looks() if isinstance(look, TieLook))
    return [mark.subject for look in ties for mark in look.marks]
