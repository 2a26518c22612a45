"""A lesson's life: who taught it and how, what it asked for, how true it felt, and what was lived against and for it.

It is the thread along which a diminishing belief is disproved by experience (Weiss 1993), or an affirming one carried
on. Everything in it is in the case; nothing is averaged, smoothed or guessed, and what was not asked stays None.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from relmap.analysis.numbers import Noted, Room, Stop, raters_of, refer_to, room, stops_of, unknown_day
from relmap.model.base import Entity
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.patterns import LifeEvent
from relmap.model.people import Relationship
from relmap.model.roles import Played, Role
from relmap.model.source import Source
from relmap.model.therapy import Moment, NewExperience, Rupture
from relmap.model.vocabulary import HowTaught, LessonState, Valence
from relmap.model.when import Span, is_when, span

E = TypeVar("E", bound=Entity)
Speaks = Literal["against", "for", "both"]
TRUE_TODAY = "true_today"
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Teaching:
    """A tie that taught the lesson, and how; `id` is the row that says so."""

    id: str
    relationship: str
    how: HowTaught
    period: str | None
    period_said: str | None
    quote: str | None
    told_in: str | None


@dataclass(frozen=True, slots=True)
class Bearing:
    """What a role asked, cost and kept safe in a tie that taught the lesson too; `id` is the row that says so."""

    id: str
    relationship: str
    pressure: str | None
    cost: str | None
    kept_safe: str | None


@dataclass(frozen=True, slots=True)
class Asking:
    """A role that the lesson asks for, and what it was like in the ties they share."""

    link: str
    role: str
    text: str | None
    shared: tuple[Bearing, ...]


@dataclass(frozen=True, slots=True)
class MadeOf:
    """A life event that the lesson was made of."""

    link: str
    event: str
    happened: str | None
    happened_said: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Lived:
    """An experience that speaks against or for the lesson, with the links that say so.

    `place` counts along the stops, halves lying between two of them; None is life before the therapy, or no known day.
    """

    id: str
    relationship: str
    speaks: Speaks
    links: tuple[str, ...]
    words: tuple[str, ...]
    session: str | None
    happened: str | None
    happened_said: str | None
    told_in: str | None
    place: float | None


@dataclass(frozen=True, slots=True)
class Truer:
    """A truer lesson in place of an older one, and the words of the link; `lesson` is the other one of the two."""

    link: str
    lesson: str
    text: str | None


@dataclass(frozen=True, slots=True)
class HereToo:
    """A moment or a disruption in the room in which the lesson was there again; `place` as in `Lived`."""

    link: str
    id: str
    session: str
    text: str | None
    place: float | None


@dataclass(frozen=True, slots=True)
class LessonLife:
    """One line through time. `raters` are those who gave numbers, clients first; each has a line of their own."""

    lesson: str
    valence: Valence
    state: LessonState
    told_in: str | None
    taught: tuple[Teaching, ...]
    made_of: tuple[MadeOf, ...]
    asks: tuple[Asking, ...]
    raters: tuple[str | None, ...]
    stops: tuple[Stop, ...]
    lived: tuple[Lived, ...]
    here_too: tuple[HereToo, ...]
    truer: tuple[Truer, ...]
    older: tuple[Truer, ...]


def lesson_life(source: Source, lesson: str, noted: Noted = unknown_day) -> LessonLife:
    """The life of a lesson, as far as it may be seen. Raises KeyError where there is no such lesson.

    `noted` tells of a number that was given between sessions whether another session has been held since.
    """
    entity = source.need(Lesson, lesson)
    rows = refer_to(source, lesson)
    taught = tuple(_teaching(row) for row in rows if isinstance(row, Taught) and is_open(source, row.relationship))
    stops = stops_of(source, lesson, TRUE_TODAY, noted)
    line = Line(room(source), stops)
    links = [row for row in rows if isinstance(row, Link)]
    return LessonLife(
        lesson,
        entity.valence,
        entity.state,
        entity.told_in,
        tuple(sorted(taught, key=lambda one: begins(one.period))),
        tuple(sorted(_made_of(source, links, lesson), key=lambda one: begins(one.happened))),
        tuple(_asks(source, links, lesson, frozenset(one.relationship for one in taught))),
        raters_of(source, stops),
        stops,
        tuple(sorted(_lived(source, links, lesson, line), key=_when_lived)),
        tuple(_here_too(source, links, lesson, line)),
        tuple(Truer(row.id, row.to, row.text) for row in _links(source, links, "instead", start=lesson)),
        tuple(Truer(row.id, row.from_, row.text) for row in _links(source, links, "instead", end=lesson)),
    )


def is_open(source: Source, id: str) -> bool:
    """Whether a thing may be told of: it is there and not covered, and neither is anybody at the ends of a tie."""
    entity = source.get(id)
    if entity is None or entity.veil != "none":
        return False
    return not isinstance(entity, Relationship) or (is_open(source, entity.a) and is_open(source, entity.b))


def begins(when: str | None) -> tuple[bool, float]:
    """What puts life dates in order: those that are not known come last."""
    if when is None or not is_when(when):
        return True, 0.0
    known = [bound for bound in (span(when).first, span(when).last) if math.isfinite(bound)]
    return (False, known[0]) if known else (True, 0.0)


def _teaching(row: Taught) -> Teaching:
    return Teaching(row.id, row.relationship, row.how, row.period, row.period_said, row.quote, row.told_in)


# what hangs on it by links


def _links(source: Source, rows: Sequence[Link], kind: str, *, start: str = "", end: str = "") -> Iterator[Link]:
    """The links of a kind that begin at `start`, or end at `end`, with what may be told of at the other end."""
    for row in rows:
        fits = row.kind == kind and (row.from_ == start if start else row.to == end)
        if fits and is_open(source, row.to if start else row.from_):
            yield row


def _seen(source: Source, cls: type[E], id: str) -> E | None:
    entity = source.get(id)
    return entity if isinstance(entity, cls) else None


def _made_of(source: Source, links: Sequence[Link], lesson: str) -> Iterator[MadeOf]:
    for link in _links(source, links, "made_of", end=lesson):
        event = _seen(source, LifeEvent, link.from_)
        if event is not None:
            yield MadeOf(link.id, event.id, event.happened, event.happened_said, link.text)


def _asks(source: Source, links: Sequence[Link], lesson: str, teachers: frozenset[str]) -> Iterator[Asking]:
    for link in _links(source, links, "asks_for", start=lesson):
        if _seen(source, Role, link.to) is not None:
            played = (row for row in refer_to(source, link.to) if isinstance(row, Played))
            shared = (row for row in played if row.role == link.to and row.relationship in teachers)
            bearings = (Bearing(row.id, row.relationship, row.pressure, row.cost, row.kept_safe) for row in shared)
            yield Asking(link.id, link.to, link.text, tuple(bearings))


def _lived(source: Source, links: Sequence[Link], lesson: str, line: Line) -> Iterator[Lived]:
    told: dict[str, list[Link]] = {}
    for kind in ("counters", "supports"):
        for link in _links(source, links, kind, end=lesson):
            told.setdefault(link.from_, []).append(link)
    for id, rows in told.items():
        lived = _seen(source, NewExperience, id)
        if lived is not None:
            yield Lived(
                id,
                lived.relationship,
                _speaks({row.kind for row in rows}),
                tuple(row.id for row in rows),
                tuple(row.text for row in rows if row.text),
                lived.session,
                lived.happened,
                lived.happened_said,
                lived.told_in,
                line.place(lived.session, lived.happened, lived.told_in),
            )


def _speaks(kinds: set[str]) -> Speaks:
    if len(kinds) > 1:
        return "both"
    return "against" if "counters" in kinds else "for"


def _when_lived(lived: Lived) -> tuple[float, tuple[bool, float]]:
    """Life before the therapy first, what has no day at the end of that, then along the stops."""
    return (-1.0 if lived.place is None else lived.place), begins(lived.happened)


def _here_too(source: Source, links: Sequence[Link], lesson: str, line: Line) -> Iterator[HereToo]:
    found = []
    for link in _links(source, links, "here_too", end=lesson):
        there = source.get(link.from_)
        if isinstance(there, Moment | Rupture):
            at = line.place(there.session, None, there.told_in)
            found.append(HereToo(link.id, there.id, there.session, link.text, at))
    yield from sorted(found, key=lambda one: -1.0 if one.place is None else one.place)


# where along the stops


class Line:
    """Where along the stops something stands."""

    def __init__(self, room: Room, stops: Sequence[Stop]) -> None:
        self._at: Mapping[str, int] = {stop.session: n for n, stop in enumerate(stops) if stop.session is not None}
        self._order = room.order
        self._is_empty = not stops
        self._days = [
            (span(stop.date).first, number)
            for number, stop in enumerate(stops)
            if stop.date is not None and is_when(stop.date)
        ]

    def place(self, session: str | None, happened: str | None, told_in: str | None) -> float | None:
        """By its session; else by its day in life, where that is known well enough; else by when it was told."""
        if self._is_empty:
            return None
        if session is not None and session in self._order:
            return self._by_session(session)
        if happened is not None and is_when(happened) and self._days:
            when = span(happened)
            if when.last < self._days[0][0]:
                return None
            if when.first >= self._days[0][0] and not self._is_vague(when):
                return self._by_day(when)
        return self._by_session(told_in) if told_in in self._order and told_in is not None else None

    def _by_session(self, session: str) -> float:
        if session in self._at:
            return float(self._at[session])
        here = self._order[session]
        before = [number for other, number in self._at.items() if self._order[other] < here]
        return max(before) + _HALF if before else -_HALF

    def _is_vague(self, when: Span) -> bool:
        """Whether there was a session in the middle of it, so that nobody knows which side of it is meant."""
        return any(when.first < day <= when.last for day, _ in self._days)

    def _by_day(self, when: Span) -> float:
        number, there = max((number, date) for date, number in self._days if date <= when.first)
        return float(number) if there == when.first == when.last else number + _HALF
