"""The one place that decides who sees what.

What the client covered is not drawn, listed, counted or found while anybody looks; it is not deleted. Covering hides
what hangs on the covered thing too. A name marked *never show* is never seen outside its own field. Both are wishes of
today: looking back lifts no cover, and what the client has uncovered is uncovered in the past as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol

from relmap.model.base import Entity, copy_of, ids_in
from relmap.model.former import is_among, unshown_names
from relmap.model.kinds import KINDS
from relmap.model.links import Link
from relmap.model.people import OtherName, Person
from relmap.model.source import Source

Audience = Literal["therapist", "client", "export"]
Cover = Literal["outline", "full"]

_MENTIONS = frozenset({"told_in", "veiled_by", "held_by", "experienced_by", "rated_by", "with_"})
"""Fields that mention somebody without hanging on them."""


class Lasting(Source, Protocol):
    """A case, or how it once stood, of which one can ask what is wished of a thing today."""

    def today(self, id: str) -> Entity | None:
        """The entity as it is now, or as it was last."""

    @property
    def present(self) -> Source:
        """The case as it is now."""


WISHES = frozenset({"veil", "never_show"})
"""The fields in which such a wish stands."""


def as_wished(entity: Entity, source: Lasting) -> Entity:
    """An entity of the past with the wishes of today in place of those of then; one of today as it is."""
    today = source.today(entity.id)
    if today is None or today is entity:
        return entity
    same = entity.veil == today.veil  # nearly always, and it is asked of every row of the past: no loop, no dictionary
    if isinstance(entity, OtherName) and isinstance(today, OtherName):
        same = same and entity.never_show == today.never_show
        return entity if same else copy_of(entity, veil=today.veil, never_show=today.never_show)
    if isinstance(entity, Person) and isinstance(today, Person) and entity.name != today.name:
        unshown = is_among(entity.name, unshown_names(source.present, entity.id))
        return copy_of(entity, veil=today.veil, name=today.name if unshown else entity.name)
    return entity if same else copy_of(entity, veil=today.veil)


def own_cover(entity: Entity, audience: Audience) -> Cover | None:
    """How an entity itself is kept from an audience: veiled by the client, or a name never to be shown."""
    if isinstance(entity, OtherName) and entity.never_show and audience != "therapist":
        return "full"
    if entity.veil == "none":
        return None
    return "full" if isinstance(entity, Link) else entity.veil  # of a link, an outline would say as much as the link


def own_covers(source: Lasting, audience: Audience) -> dict[str, Cover]:
    """Every entity that is itself kept from an audience, and how; a wish of today holds for the past too."""
    today = (source.today(entity.id) for cls in KINDS.values() for entity in source.all(cls))
    return {entity.id: cover for entity in today if entity and (cover := own_cover(entity, audience)) is not None}


def spread(source: Source, own: Mapping[str, Cover]) -> dict[str, Cover]:
    """All that is covered, given what is covered itself: what hangs on it is covered too, by the thicker cover."""
    covered: dict[str, Cover] = {}
    waiting = list(own.items())
    while waiting:
        id, cover = waiting.pop()
        if covered.get(id) in (cover, "full"):
            continue
        covered[id] = cover
        for other in source.referrers(id):
            entity = source.get(other)
            if entity is not None and _hangs_on(entity, id):
                spreading = _cover_of_what_hangs(entity, cover)
                waiting.extend(((other, spreading),) if spreading else ())
    return covered


def _cover_of_what_hangs(entity: Entity, cover: Cover) -> Cover | None:
    """An outline keeps its place, and its ties as outlines; everything else that hangs on it is gone."""
    if cover == "outline" and entity.array == "placements":
        return None
    return "outline" if cover == "outline" and entity.array == "relationships" else "full"


def _hangs_on(entity: Entity, id: str) -> bool:
    return any(target == id and field.attr not in _MENTIONS for field, target in ids_in(entity))
