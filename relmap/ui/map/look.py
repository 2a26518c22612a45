"""From a case to its map: which Looks stand for which entity, and which of them a change touches.

It reads through a projection, so it can only show what the audience may see, and it never writes. After a change
only the Looks that the change can have touched are made anew, and only those that differ are handed on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from relmap.model.base import Entity, ids_in
from relmap.model.contexts import Context
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.patterns import Episode, LifeEvent, Pattern
from relmap.model.people import CASE_ID, Case, Person, Relationship
from relmap.model.placement import Placement
from relmap.model.roles import Played, Role
from relmap.model.seats import ties_between, ties_of
from relmap.model.source import Source
from relmap.model.therapy import Moment, NewExperience, Rating, Repair, Rupture, Session, WayOfConnecting
from relmap.ui.map.drafts import Draft, Drawn, is_covered
from relmap.ui.map.look_links import draw_link, draw_played, draw_taught
from relmap.ui.map.look_people import draw_person, draw_tie
from relmap.ui.map.look_words import (
    draw_context,
    draw_covered,
    draw_experience,
    draw_lesson,
    draw_life_event,
    draw_moment,
    draw_pattern,
    draw_role,
    draw_way,
)
from relmap.ui.map.places import Places
from relmap.ui.map.shapes import Look, NodeLook, TieLook
from relmap.ui.map.sight import Sight

_DRAWN: Mapping[type[Entity], Callable[[Sight, Any], Drawn]] = {
    Person: draw_person,
    Relationship: draw_tie,
    Lesson: draw_lesson,
    Role: draw_role,
    NewExperience: draw_experience,
    Pattern: draw_pattern,
    LifeEvent: draw_life_event,
    WayOfConnecting: draw_way,
    Moment: draw_moment,
    Context: draw_context,
    Taught: draw_taught,
    Played: draw_played,
    Link: draw_link,
}
_LINES = (Person, Relationship, Taught, Played, Link)
"""These draw their own outline when they are covered."""
_BEHIND = (Rating, Placement, Rupture, Repair, Episode)
"""These have no Look of their own but are seen on others."""
_DATING = (Session, Taught, Played, Episode)
"""These tell when something was, here or long before."""
_HOPS = 2


class Looks:
    """The Looks of one source, kept up to date."""

    def __init__(self, source: Source, places: Places | None = None) -> None:
        """Read `source`; `places` is given where several sources are shown on one map."""
        self._source = source
        self._places = places or Places()
        self._of: dict[str, dict[str, Look]] = {}
        self._refers: dict[str, frozenset[str]] = {}
        self._on_ties: set[str] = set()
        self._seats: tuple[tuple[str, ...], str | None] = ((), None)

    def all(self) -> list[Look]:
        """Every Look there is, made anew."""
        self._of.clear()
        self._refers.clear()
        entities = [entity for cls in _DRAWN for entity in self._source.all(cls)]
        changed, _ = self._redraw(Sight(self._source), [entity.id for entity in entities])
        for entity in [*entities, *(entity for cls in _BEHIND for entity in self._source.all(cls))]:
            self._note(entity)
        return changed

    def take_over(self, other: Looks) -> None:
        """Begin with the Looks of another source that is alike, but for what `update` is told next."""
        self._of = {id: dict(held) for id, held in other._of.items()}
        self._refers = dict(other._refers)
        self._on_ties = set(other._on_ties)
        self._seats = other._seats

    def now(self) -> list[Look]:
        """Every Look as it was last made."""
        return [look for held in self._of.values() for look in held.values()]

    def update(self, ids: Iterable[str]) -> tuple[list[Look], list[str]]:
        """The Looks that differ, and the Look ids that are gone, after these entities changed, came or went."""
        sight = Sight(self._source)
        seats = (sight.clients, sight.therapist)
        ids = list(ids)
        if seats != self._seats or any(isinstance(self._source.get(id), Case) for id in ids):
            touched = {entity.id for cls in _DRAWN for entity in self._source.all(cls)} | self._of.keys()
        else:
            touched = self._touched(sight, ids)
        result = self._redraw(sight, touched)
        for id in ids:
            entity = self._source.get(id)
            if entity is not None:
                self._note(entity)
            else:
                self._refers.pop(id, None)
        return result

    def _touched(self, sight: Sight, ids: Iterable[str]) -> set[str]:
        """The entities whose Looks a change of `ids` may touch."""
        touched: set[str] = set()
        for id in ids:
            touched |= {id} | self._neighbours(id, _HOPS) | self._source.referrers(id) | self._titled_by(id)
            entity = self._source.get(id)
            if id in self._on_ties or isinstance(entity, Rupture | Repair | Session):
                touched |= self._marked_ties(sight)
                touched |= self._tie_with(getattr(entity, "with_", None), sight)
            ends = self._refers.get(id, frozenset()) | (_ends(entity) if entity is not None else frozenset())
            people = [end for end in ends if isinstance(self._source.get(end), Person)]
            if len(people) == 2:
                touched |= self._pair(*people)
            touched |= self._dated_by(id, ends)
            for end in ends:  # a context's other links are drawn or not, as it becomes a badge or a chip
                if isinstance(self._source.get(end), Context):
                    touched |= self._source.referrers(end)
        if CASE_ID in touched:
            touched |= self._marked_ties(sight) | ({sight.therapist} if sight.therapist is not None else set())
        return touched

    def _dated_by(self, id: str, ends: frozenset[str]) -> set[str]:
        """The lines of what is here too that show a date this row tells: of its session, or of the old thing."""
        entity = self._source.get(id)
        if entity is not None and not isinstance(entity, _DATING):
            return set()
        rows = (self._source.get(other) for other in self._source.referrers(id))
        began = {row.id for row in rows if isinstance(row, Moment | Rupture) and row.session == id}
        old = {end for end in ends if isinstance(self._source.get(end), Lesson | Role | Pattern)}
        lines = {line for end in began | old for line in self._source.referrers(end)}
        return {line for line in lines if isinstance(self._source.get(line), Link)}

    def _marked_ties(self, sight: Sight) -> set[str]:
        """The ties that carry disruptions or may."""
        carrying = {look.entity for held in self._of.values() for look in held.values() if _has_marks(look)}
        return carrying | {tie.id for tie in self._source.all(Relationship) if sight.is_room(tie)}

    def _titled_by(self, id: str) -> set[str]:
        """What speaks of a thing by name: all that hangs on it, or on a person's ties, and the other ends."""
        entity = self._source.get(id)
        if isinstance(entity, Person):
            return self._hanging_on(tie.id for tie in ties_of(self._source, id))
        if entity is None or isinstance(entity, Session):
            return set()
        return self._hanging_on([id], _HOPS if isinstance(entity, Context) else 1)

    def _hanging_on(self, ids: Iterable[str], hops: int = 1) -> set[str]:
        """What refers to some things, and its other ends, which may name them."""
        rows = {row for id in ids for row in self._source.referrers(id)}
        return rows | {end for row in rows for end in self._neighbours(row, hops)}

    def _neighbours(self, id: str, hops: int) -> set[str]:
        entity = self._source.get(id)
        ends = set(self._refers.get(id, ()))
        if entity is not None:
            ends |= _ends(entity)
        if hops > 1:
            for end in tuple(ends):
                ends |= self._neighbours(end, hops - 1)
        return ends

    def _pair(self, a: str, b: str) -> set[str]:
        """The ties of two people and everything that hangs on them."""
        ties = {tie.id for tie in ties_between(self._source, a, b)}
        return {a, b} | ties | self._hanging_on(ties)

    def _tie_with(self, person: str | None, sight: Sight) -> set[str]:
        if person is None:
            return set()
        return {tie.id for tie in sight.referring(person, Relationship)}

    def _note(self, entity: Entity) -> None:
        self._refers[entity.id] = frozenset(_ends(entity))
        if isinstance(entity, Rupture | Repair):
            self._on_ties.add(entity.id)

    def _redraw(self, sight: Sight, ids: Iterable[str]) -> tuple[list[Look], list[str]]:
        self._seats = (sight.clients, sight.therapist)
        drawn = {id: list(self._draw(sight, id)) for id in dict.fromkeys(ids)}
        drafts = [each for parts in drawn.values() for each in parts if isinstance(each, Draft)]
        drafts += self._attached_to({draft.look.id for draft in drafts}, sight, drawn)
        lines = {id: [each for each in parts if isinstance(each, TieLook)] for id, parts in drawn.items()}
        others = [look for id, held in self._of.items() if id not in drawn for look in held.values()]
        known = {look.id: look for look in others if isinstance(look, NodeLook)}
        ties = [look for look in others if isinstance(look, TieLook)]
        ties += [line for each in lines.values() for line in each]
        placed = {look.id: look for look in self._places.settle(drafts, known, ties)}
        return self._swap(drawn, placed)

    def _draw(self, sight: Sight, id: str) -> Drawn:
        entity = self._source.get(id)
        painter = _DRAWN.get(type(entity)) if entity is not None else None
        if entity is None or painter is None:
            return iter(())
        return (
            draw_covered(sight, entity)
            if is_covered(entity) and not isinstance(entity, _LINES)
            else painter(sight, entity)
        )

    def _attached_to(self, hosts: set[str], sight: Sight, drawn: dict[str, list[Draft | TieLook]]) -> list[Draft]:
        """Redraw what is attached to redrawn hosts too, so that it follows them."""
        more: list[Draft] = []
        for id, held in self._of.items():
            if id not in drawn and any(isinstance(look, NodeLook) and look.attached in hosts for look in held.values()):
                drawn[id] = list(self._draw(sight, id))
                more += [each for each in drawn[id] if isinstance(each, Draft)]
        return more

    def _swap(
        self, drawn: Mapping[str, list[Draft | TieLook]], placed: Mapping[str, NodeLook]
    ) -> tuple[list[Look], list[str]]:
        """Keep the new Looks instead of the old; what differs, and what is gone."""
        changed: list[Look] = []
        gone: set[str] = set()
        for id, parts in drawn.items():
            old = self._of.pop(id, {})
            new = {look.id: look for part in parts if (look := _look(part, placed)) is not None}
            gone |= old.keys() - new.keys()
            changed += [look for key, look in new.items() if old.get(key) != look]
            if new:
                self._of[id] = new
        here = {look.id for look in changed}
        return changed, sorted(gone - here)


def looks(source: Source) -> list[Look]:
    """Every Look of a case, once."""
    return Looks(source).all()


def _look(part: Draft | TieLook, placed: Mapping[str, NodeLook]) -> Look | None:
    return part if isinstance(part, TieLook) else placed.get(part.look.id)


def _has_marks(look: Look) -> bool:
    return isinstance(look, TieLook) and bool(look.marks)


def _ends(entity: Entity) -> set[str]:
    """What an entity refers to, apart from who said it and when."""
    return {id for field, id in ids_in(entity) if field.attr not in ("told_in", "veiled_by", "held_by", "rated_by")}
