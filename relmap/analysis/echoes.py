"""Echoes: ties that share a lesson, a role or a pattern, and what of it came back in the room. Observations only.

Each says that the same words stand in two places and nothing more: no score, no strength, no guess at why. They come
in the order in which things were said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from relmap.analysis.patterns import here, in_order, seen_with
from relmap.model.base import Entity
from relmap.model.lessons import Lesson, Taught
from relmap.model.patterns import Pattern
from relmap.model.people import Person
from relmap.model.roles import Played, Role
from relmap.model.seats import ties_of
from relmap.model.source import Source
from relmap.read.reminders import room_ties

SharedKind = Literal["lessons", "roles", "patterns"]
TWO = 2


@dataclass(frozen=True, slots=True)
class Echo:
    """A lesson, role or pattern that several ties share, or a tie outside the room and the room itself.

    `ties` in the order they were said; `here` are the sessions in which it came back between client and therapist.
    """

    array: SharedKind
    thing: str
    ties: tuple[str, ...]
    here: tuple[str, ...]

    def beside(self, tie: str) -> tuple[str, ...]:
        """The other ties that share it."""
        return tuple(other for other in self.ties if other != tie)


def echoes(source: Source) -> tuple[Echo, ...]:
    """Every echo: lessons, then roles, then patterns, each in the order in which they were said."""
    return source.remember("echoes", lambda: tuple(_echoes(source)))


def echoes_of(source: Source, id: str) -> tuple[Echo, ...]:
    """The echoes a tie, or any tie of a person, takes part in.

    Of a lesson, role or pattern: the echoes of other things that at least two of its ties share too, with only those
    ties in them. Empty for anything else.
    """
    entity = source.get(id)
    if entity is None or entity.veil != "none":
        return ()
    if isinstance(entity, Lesson | Role | Pattern):
        return _beside_thing(source, entity)
    own = {tie.id for tie in ties_of(source, id)} if isinstance(entity, Person) else {id}
    return tuple(echo for echo in echoes(source) if own & set(echo.ties))


def _beside_thing(source: Source, entity: Entity) -> tuple[Echo, ...]:
    ties = frozenset(_ties(source, entity))
    found = []
    for echo in echoes(source):
        shared = tuple(tie for tie in echo.ties if tie in ties)
        if echo.thing != entity.id and len(shared) >= TWO:
            found.append(Echo(echo.array, echo.thing, shared, echo.here))
    return tuple(found)


def _echoes(source: Source) -> Iterable[Echo]:
    room = room_ties(source)
    for array, cls in _KINDS:
        for entity in source.all(cls):
            ties = _ties(source, entity) if entity.veil == "none" else ()
            came_back = here(source, entity.id) if ties else ()
            if len(ties) >= TWO or (came_back and not room.issuperset(ties)):
                yield Echo(array, entity.id, ties, came_back)


def _ties(source: Source, entity: Entity) -> tuple[str, ...]:
    if isinstance(entity, Pattern):
        return seen_with(source, entity.id)
    rows = (source.get(other) for other in source.referrers(entity.id))
    seen = [row for row in rows if isinstance(row, Taught | Played) and row.veil == "none"]
    return in_order(source, {row.relationship for row in seen})


_KINDS: tuple[tuple[SharedKind, type[Entity]], ...] = (("lessons", Lesson), ("roles", Role), ("patterns", Pattern))
