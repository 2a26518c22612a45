"""How far back something goes that is here too: the date in life of an old tie, pattern, lesson or role, where known.

Only what was said counts: the period of a tie, the earliest told story of a pattern, the earliest time a lesson was
taught or a role was played. What happened between client and therapist is no old time of a pattern. No date is made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from relmap.analysis.threads import begins, is_open
from relmap.model.base import Entity
from relmap.model.lessons import Lesson, Taught
from relmap.model.patterns import Episode, Pattern
from relmap.model.people import Relationship
from relmap.model.roles import Played, Role
from relmap.model.seats import therapist
from relmap.model.source import Source


@dataclass(frozen=True, slots=True)
class OldTime:
    """A date in life (EDTF) and how it was said; one of the two may be missing."""

    when: str | None
    said: str | None


def old_time(source: Source, id: str) -> OldTime | None:
    """How far back an old tie, pattern, lesson or role goes, as far as it may be seen; None where nothing was said."""
    known = [time for time in _times(source, source.get(id)) if time.when or time.said]
    return min(known, key=lambda time: begins(time.when)) if known else None


def _times(source: Source, entity: Entity | None) -> Iterator[OldTime]:
    if isinstance(entity, Relationship) and is_open(source, entity.id):
        yield OldTime(entity.period, entity.period_said)
    elif isinstance(entity, Pattern | Lesson | Role):
        for id in sorted(source.referrers(entity.id)):
            yield from _told_by(source, source.get(id), entity)


def _told_by(source: Source, row: Entity | None, entity: Entity) -> Iterator[OldTime]:
    if row is None or row.veil != "none":
        return
    if isinstance(row, Taught | Played) and is_open(source, row.relationship):
        yield OldTime(row.period, row.period_said)
    elif isinstance(row, Episode) and row.pattern == entity.id and _is_of_old(source, row.relationship):
        yield OldTime(row.happened, row.happened_said)


def _is_of_old(source: Source, tie: str) -> bool:
    return is_open(source, tie) and not _in_the_room(source, tie)


def _in_the_room(source: Source, tie: str) -> bool:
    row, host = source.get(tie), therapist(source)
    return isinstance(row, Relationship) and host is not None and host.id in (row.a, row.b)
