"""The one place that decides who sees what.

What the client covered is not drawn, listed, counted or found while anybody looks; it is not deleted. Covering hides
what hangs on the covered thing too. A name marked *never show* is never seen outside its own field.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from relmap.model.base import Entity, ids_in
from relmap.model.kinds import KINDS
from relmap.model.people import OtherName
from relmap.model.source import Source

Audience = Literal["therapist", "client", "export"]
Cover = Literal["outline", "full"]

_MENTIONS = frozenset({"told_in", "veiled_by", "held_by", "experienced_by", "rated_by", "with_"})
"""Fields that mention somebody without hanging on them."""


def covers(source: Source) -> Mapping[str, Cover]:
    """What is covered, and how: the veiled things as the client chose, what hangs on them wholly."""
    covered: dict[str, Cover] = {
        entity.id: entity.veil for cls in KINDS.values() for entity in source.all(cls) if entity.veil != "none"
    }
    waiting = list(covered)
    while waiting:
        id = waiting.pop()
        for other in source.referrers(id):
            entity = source.get(other)
            if entity is None or other in covered or not _hangs_on(entity, id):
                continue
            cover = _cover_of_what_hangs(entity, covered[id])
            if cover is not None:
                covered[other] = cover
                waiting.append(other)
    return covered


def _cover_of_what_hangs(entity: Entity, cover: Cover) -> Cover | None:
    """An outline keeps its place, and its ties as outlines; everything else that hangs on it is gone."""
    if cover == "outline" and entity.array == "placements":
        return None
    return "outline" if cover == "outline" and entity.array == "relationships" else "full"


def _hangs_on(entity: Entity, id: str) -> bool:
    return any(target == id and field.attr not in _MENTIONS for field, target in ids_in(entity))


WITHHELD = (OtherName,)
"""Classes of which single rows may be kept from an audience for what they are."""


def withheld(entity: Entity, audience: Audience) -> bool:
    """Whether an entity is kept from an audience for what it is, whatever covers it."""
    return isinstance(entity, OtherName) and entity.never_show and audience != "therapist"
