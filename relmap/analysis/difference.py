"""What differs between two times of a case, thing by thing: added, changed, moved by hand, or gone.

A rating, a name or a note of its own is a change of what it is about. What was only arranged has not moved. It
carries ids, never words.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from relmap.model.base import plain
from relmap.model.contexts import Context
from relmap.model.kinds import KINDS
from relmap.model.lessons import Lesson
from relmap.model.patterns import LifeEvent, Pattern
from relmap.model.people import Person, Relationship
from relmap.model.placement import Placement
from relmap.model.roles import Role
from relmap.model.source import Source
from relmap.model.therapy import Moment, NewExperience, Repair, Rupture, WayOfConnecting

_THINGS = (
    Person, Relationship, Lesson, Role, Pattern, LifeEvent, Moment, Rupture, Repair, NewExperience, WayOfConnecting,
    Context,
)  # fmt: skip
_OF: Mapping[str, str] = {
    "names": "person",
    "taught": "lesson",
    "played": "role",
    "episodes": "pattern",
    "ratings": "subject",
    "links": "from",
    "notes": "subject",
}
"""Rows that are not seen by themselves: the kind, and the field that says what they are about."""
Rows = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Difference:
    """The ids of the things that are on one side only, or not alike on both; each in one set only."""

    added: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.changed or self.moved or self.gone)

    @property
    def all(self) -> frozenset[str]:
        """Everything that differs."""
        return self.added | self.changed | self.moved | self.gone


def difference(earlier: Source, later: Source) -> Difference:
    """What the later time has that the earlier had not, has otherwise, or has no more.

    A tie that came with somebody, or went with them, is not counted beside them.
    """
    before, after = _things(earlier), _things(later)
    both = before.keys() & after.keys()
    touched = {id for id in both if before[id] != after[id]} | _told_otherwise(_rows(earlier), _rows(later))
    changed = touched & both
    moved = (_moved(earlier, later) & both) - changed
    added, gone = _without_their_ties(after, after.keys() - both), _without_their_ties(before, before.keys() - both)
    return Difference(added, frozenset(changed), frozenset(moved), gone)


def _without_their_ties(things: Rows, ids: Set[str]) -> frozenset[str]:
    return frozenset(id for id in ids if not {things[id].get("a"), things[id].get("b")} & ids)


def _things(source: Source) -> Rows:
    return {entity.id: plain(entity) for cls in _THINGS for entity in source.all(cls)}


def _rows(source: Source) -> Rows:
    return {entity.id: {**plain(entity), "of": array} for array in _OF for entity in source.all(KINDS[array])}


def _told_otherwise(before: Rows, after: Rows) -> set[str]:
    """What the rows are about that came, went or differ."""
    differ = [id for id in before.keys() | after.keys() if before.get(id) != after.get(id)]
    rows = [rows[id] for id in differ for rows in (before, after) if id in rows]
    return {str(row[_OF[str(row["of"])]]) for row in rows}


def _moved(earlier: Source, later: Source) -> set[str]:
    """What somebody put elsewhere."""
    before = {row.subject: (row.x, row.y) for row in earlier.all(Placement)}
    return {
        row.subject
        for row in later.all(Placement)
        if row.author != "other" and row.subject in before and before[row.subject] != (row.x, row.y)
    }
