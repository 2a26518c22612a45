"""Who else, where else: all that belongs with a thing on the map, for the moment when the rest is faded."""

from __future__ import annotations

from relmap.model.base import ids_in
from relmap.model.lessons import Taught
from relmap.model.links import Link
from relmap.model.patterns import Episode
from relmap.model.people import Person, Relationship
from relmap.model.roles import Played
from relmap.model.seats import clients, ties_of
from relmap.model.source import Source
from relmap.model.therapy import NewExperience

_JOINING = (Taught, Played, Link, Episode)


def related(source: Source, id: str) -> frozenset[str]:
    """The thing, what joins it to others, those others, and the people of the ties reached; empty if unknown."""
    entity = source.get(id)
    if entity is None:
        return frozenset()
    starts = {id, *(tie.id for tie in ties_of(source, id))} if isinstance(entity, Person) else {id}
    found = set(starts)
    for start in starts:
        found |= _next_to(source, start)
    for reached in tuple(found):
        found |= _people_of(source, reached)
    return frozenset(found | ({one.id for one in clients(source)} if isinstance(entity, Person) else set()))


def _next_to(source: Source, id: str) -> set[str]:
    found: set[str] = set()
    for other in source.referrers(id):
        entity = source.get(other)
        if isinstance(entity, _JOINING):
            found.add(other)
            found |= {end for field, end in ids_in(entity) if field.form != "refs" and field.attr not in _STAMPS}
        elif isinstance(entity, NewExperience):
            found.add(other)
    entity = source.get(id)
    if isinstance(entity, NewExperience):
        found.add(entity.relationship)
    return found


_STAMPS = frozenset({"told_in", "veiled_by"})


def _people_of(source: Source, id: str) -> set[str]:
    entity = source.get(id)
    if isinstance(entity, NewExperience):
        return {entity.relationship} | _people_of(source, entity.relationship)
    return {entity.a, entity.b} if isinstance(entity, Relationship) else set()
