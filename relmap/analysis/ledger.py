"""The ledgers: every lesson with what there is to say of it in a line, and every role with what it asked in each tie.

Affirming lessons stand beside diminishing ones and are counted alike. Nothing is weighed: a lesson nobody asked about
has no number, and stands where that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar, get_args

from relmap.analysis.numbers import Felt, Noted, Stop, unknown_day
from relmap.analysis.threads import LessonLife, is_open, lesson_life
from relmap.model.lessons import Lesson
from relmap.model.roles import Played, Role
from relmap.model.source import Source
from relmap.model.vocabulary import LessonState, RoleState

Row = TypeVar("Row")
LessonOrder = Literal["told", "felt", "taught", "state"]
RoleOrder = Literal["told", "state"]


@dataclass(frozen=True, slots=True)
class Newest:
    """Somebody's newest number for a lesson; `today`: it is of the last hour or given since."""

    felt: Felt
    stop: Stop
    today: bool


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson, its life, and the newest number of each rater who was asked."""

    life: LessonLife
    newest: tuple[Newest, ...]

    @property
    def lesson(self) -> str:
        """The id of the lesson."""
        return self.life.lesson

    def speaking(self, how: Literal["against", "for"]) -> int:
        """How many experiences speak against it, or for it."""
        return sum(lived.speaks in (how, "both") for lived in self.life.lived)


@dataclass(frozen=True, slots=True)
class RolePlayed:
    """A role in one tie: pressure, cost and what it kept safe; `id` is the row that says so."""

    id: str
    relationship: str
    pressure: str | None
    cost: str | None
    kept_safe: str | None
    period: str | None
    period_said: str | None


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role and every tie that asked for it."""

    role: str
    state: RoleState
    other_pole: str | None
    ties: tuple[RolePlayed, ...]


@dataclass(frozen=True, slots=True)
class Group(Generic[Row]):
    """Lines that stand together, under the id or value they share; an empty one where they share nothing."""

    key: str
    lines: tuple[Row, ...]


ASKED, NOT_ASKED = "asked", "not_asked"
"""The groups of lessons with a number and without one."""


def lessons_ledger(source: Source, noted: Noted = unknown_day) -> tuple[LessonLine, ...]:
    """Every lesson that may be seen, in the order in which they were said; `noted` as for `lesson_life`."""
    lessons = (lesson for lesson in source.all(Lesson) if lesson.veil == "none")
    return tuple(_line(lesson_life(source, lesson.id, noted)) for lesson in lessons)


def roles_ledger(source: Source) -> tuple[RoleLine, ...]:
    """Every role that may be seen, in the order in which they were said, with the ties in which it was played."""
    return tuple(_role(source, role) for role in source.all(Role) if role.veil == "none")


def lessons_in_order(lines: Sequence[LessonLine], order: LessonOrder) -> tuple[Group[LessonLine], ...]:
    """The lines as told, the most felt first, by who taught them first, or by where they stand now."""
    if order == "felt":
        asked = sorted((line for line in lines if _most(line) is not None), key=lambda line: -(_most(line) or 0))
        unasked = [line for line in lines if _most(line) is None]
        return _without_empty(((ASKED, asked), (NOT_ASKED, unasked)))
    if order == "taught":
        return _grouped(lines, _first_teacher, last="")
    if order == "state":
        return _by_value(lines, lambda line: line.life.state, get_args(LessonState))
    return _without_empty((("", lines),))


def roles_in_order(lines: Sequence[RoleLine], order: RoleOrder) -> tuple[Group[RoleLine], ...]:
    """The roles as told, or by whether they are still played."""
    if order == "state":
        return _by_value(lines, lambda line: line.state, get_args(RoleState))
    return _without_empty((("", lines),))


def _line(life: LessonLife) -> LessonLine:
    found = (_newest(life, rater) for rater in life.raters)
    return LessonLine(life, tuple(newest for newest in found if newest is not None))


def _newest(life: LessonLife, rater: str | None) -> Newest | None:
    """Somebody's last number; one that is of an earlier hour than the last is not today's."""
    last_hour = max((place for place, stop in enumerate(life.stops) if stop.session is not None), default=0)
    for place in range(len(life.stops) - 1, -1, -1):
        felt = life.stops[place].of(rater)
        if felt is not None and felt.value is not None:
            return Newest(felt, life.stops[place], today=place >= last_hour)
    return None


def _most(line: LessonLine) -> int | None:
    numbers = [newest.felt.value for newest in line.newest if newest.felt.value is not None]
    return max(numbers, default=None)


def _first_teacher(line: LessonLine) -> str:
    return line.life.taught[0].relationship if line.life.taught else ""


def _role(source: Source, role: Role) -> RoleLine:
    rows = (source.get(id) for id in source.referrers(role.id))
    played = [row for row in rows if isinstance(row, Played) and row.veil == "none" and row.role == role.id]
    ties = tuple(
        RolePlayed(row.id, row.relationship, row.pressure, row.cost, row.kept_safe, row.period, row.period_said)
        for row in sorted(played, key=lambda row: row.ordinal)
        if is_open(source, row.relationship)
    )
    return RoleLine(role.id, role.state, role.other_pole, ties)


def _grouped(lines: Iterable[Row], key: Callable[[Row], str], last: str) -> tuple[Group[Row], ...]:
    """Lines under what they share, in the order of its first line; those under `last` at the end."""
    groups: dict[str, list[Row]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    ordered = sorted(groups.items(), key=lambda group: group[0] == last)
    return tuple(Group(name, tuple(found)) for name, found in ordered)


def _by_value(lines: Sequence[Row], value: Callable[[Row], str], values: Sequence[str]) -> tuple[Group[Row], ...]:
    return _without_empty((one, [line for line in lines if value(line) == one]) for one in values)


def _without_empty(groups: Iterable[tuple[str, Sequence[Row]]]) -> tuple[Group[Row], ...]:
    return tuple(Group(key, tuple(lines)) for key, lines in groups if lines)
