"""A lesson's life: who taught it and how, what it asked for, how true it felt, and what was lived against and for it.

It is the thread along which a diminishing belief is disproved by experience (Weiss 1993), or an affirming one carried
on. Everything in it is in the case; nothing is averaged, smoothed or guessed, and what was not asked stays None.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from relmap.model.base import Entity
from relmap.model.integrity import session_order
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.patterns import LifeEvent
from relmap.model.people import Person, Relationship
from relmap.model.roles import Played, Role
from relmap.model.seats import client, clients
from relmap.model.source import Source
from relmap.model.therapy import Moment, NewExperience, Rating, Rupture, Session
from relmap.model.vocabulary import HowTaught, LessonState, Valence
from relmap.model.when import is_when, span

E = TypeVar("E", bound=Entity)
Speaks = Literal["against", "for", "both"]
Noted = Callable[[str], str | None]
"""The day (ISO) on which a row was first stored, where that is known."""
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
class Felt:
    """One person's own number (None: not asked), by the id of the rating."""

    id: str
    rater: str | None
    value: int | None


@dataclass(frozen=True, slots=True)
class Stop:
    """A session that was held, a day between two of them, or today, with every number given then; often none."""

    session: str | None
    number: int | None
    date: str | None
    felt: tuple[Felt, ...]
    today: bool = False

    def of(self, rater: str | None) -> Felt | None:
        """The last number that somebody gave here, or None where they were not asked."""
        return next((felt for felt in reversed(self.felt) if felt.rater == rater), None)


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


def unknown_day(id: str) -> None:
    """For a case of which nobody knows when its rows were stored."""


def lesson_life(source: Source, lesson: str, noted: Noted = unknown_day) -> LessonLife:
    """The life of a lesson, as far as it may be seen. Raises KeyError where there is no such lesson.

    `noted` tells of a number that was given between sessions whether another session has been held since.
    """
    entity = source.need(Lesson, lesson)
    rows = _rows(source, lesson)
    taught = tuple(_teaching(row) for row in rows if isinstance(row, Taught) and is_open(source, row.relationship))
    stops = stops_of(source, lesson, TRUE_TODAY, noted)
    line = _Line(_room(source), stops)
    links = [row for row in rows if isinstance(row, Link)]
    return LessonLife(
        lesson,
        entity.valence,
        entity.state,
        entity.told_in,
        tuple(sorted(taught, key=lambda one: begins(one.period))),
        tuple(sorted(_made_of(source, links, lesson), key=lambda one: begins(one.happened))),
        tuple(_asks(source, links, lesson, frozenset(one.relationship for one in taught))),
        _raters(source, stops),
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


def _rows(source: Source, id: str) -> list[Entity]:
    """What refers to a thing and is not covered, in the order in which it was said."""
    rows = (source.get(other) for other in source.referrers(id))
    return sorted((row for row in rows if row is not None and row.veil == "none"), key=lambda row: row.ordinal)


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
            played = (row for row in _rows(source, link.to) if isinstance(row, Played))
            shared = (row for row in played if row.role == link.to and row.relationship in teachers)
            bearings = (Bearing(row.id, row.relationship, row.pressure, row.cost, row.kept_safe) for row in shared)
            yield Asking(link.id, link.to, link.text, tuple(bearings))


def _lived(source: Source, links: Sequence[Link], lesson: str, line: _Line) -> Iterator[Lived]:
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


def _here_too(source: Source, links: Sequence[Link], lesson: str, line: _Line) -> Iterator[HereToo]:
    found = []
    for link in _links(source, links, "here_too", end=lesson):
        there = source.get(link.from_)
        if isinstance(there, Moment | Rupture):
            at = line.place(there.session, None, there.told_in)
            found.append(HereToo(link.id, there.id, there.session, link.text, at))
    yield from sorted(found, key=lambda one: -1.0 if one.place is None else one.place)


# the numbers


def _raters(source: Source, stops: Sequence[Stop]) -> tuple[str | None, ...]:
    """Whose numbers there are: clients first, in their order; where nobody gave one, the first client."""
    seats = [person.id for person in clients(source)]
    gave = dict.fromkeys(felt.rater for stop in stops for felt in stop.felt)
    ordered = [one for one in seats if one in gave]
    others = [one for one in gave if one not in ordered]
    return tuple(ordered + others) or (seats[0] if seats else None,)


def stops_of(source: Source, subject: str, dimension: str, noted: Noted = unknown_day) -> tuple[Stop, ...]:
    """The held sessions in order with the numbers given in each for anything, and those given between them."""
    rows = (row for row in _rows(source, subject) if isinstance(row, Rating))
    ratings = [row for row in rows if (row.subject, row.dimension) == (subject, dimension)]
    held = _room(source).held
    given: dict[str, list[Felt]] = {}
    between: list[Rating] = []
    for rating in ratings:
        if rating.session is not None and rating.session in held:
            given.setdefault(rating.session, []).append(_felt(source, rating))
        else:
            between.append(rating)
    stops = [Stop(id, number, date, tuple(given.get(id, ()))) for id, (number, date) in held.items()]
    return _with_days_between(source, stops, between, noted)


@dataclass(frozen=True)
class _Room:
    """What every life asks of the sessions: their order, and number and date of those held that may be seen."""

    order: Mapping[str, int]
    held: Mapping[str, tuple[int | None, str | None]]


def _room(source: Source) -> _Room:
    return source.remember("threads: sessions", lambda: _read_room(source))


def _read_room(source: Source) -> _Room:
    order = session_order(source)
    seen = (one for one in source.all(Session) if one.veil == "none" and one.held == "held")
    held = sorted(seen, key=lambda one: order[one.id])
    return _Room(order, {one.id: (one.number, one.date) for one in held})


def _felt(source: Source, rating: Rating) -> Felt:
    first = client(source)
    rater = rating.rated_by if rating.rated_by is not None else first.id if first is not None else None
    known = _seen(source, Person, rater) if rater is not None else None
    return Felt(rating.id, known.id if known is not None else None, rating.value)


def _with_days_between(
    source: Source, held: Sequence[Stop], between: Sequence[Rating], noted: Noted
) -> tuple[Stop, ...]:
    """The stops, with a stop of its own for every number given between sessions: after the one before which it came."""
    if not between:
        return tuple(held)
    gaps: dict[int, list[Stop]] = {}
    after = _Gaps(source, held, noted)
    for rating in between:
        there = gaps.setdefault(after.gap(rating), [])
        felt = _felt(source, rating)
        if there and all(other.rater != felt.rater for other in there[-1].felt):
            there[-1] = Stop(None, None, None, (*there[-1].felt, felt), there[-1].today)
        else:
            there.append(Stop(None, None, None, (felt,)))
    stops = list(gaps.get(0, ()))
    for number, stop in enumerate(held, start=1):
        stops += [stop, *gaps.get(number, ())]
    return _marked_today(stops, bool(gaps.get(len(held))))


def _marked_today(stops: list[Stop], given_since: bool) -> tuple[Stop, ...]:
    """The last number given since the last session is how it is today."""
    if given_since:
        last = stops[-1]
        stops[-1] = Stop(None, None, None, last.felt, today=True)
    return tuple(stops)


class _Gaps:
    """Between which sessions a number was given: by the numbers of the whole case that came before and after it.

    Where none came after it, by the day on which it was noted.
    """

    def __init__(self, source: Source, held: Sequence[Stop], noted: Noted) -> None:
        place = {stop.session: number for number, stop in enumerate(held, start=1)}
        self._days = [stop.date for stop in held]
        self._noted = noted
        self._told = place
        self._rated = [
            (rating.ordinal, place[rating.session]) for rating in source.all(Rating) if rating.session in place
        ]

    def gap(self, rating: Rating) -> int:
        """After how many of the held sessions it was given."""
        if rating.told_in in self._told:
            return self._told[rating.told_in]
        before = [place for ordinal, place in self._rated if ordinal < rating.ordinal]
        after = [place for ordinal, place in self._rated if ordinal > rating.ordinal]
        if not after:
            return self._until(self._noted(rating.id))
        return max(before) if before else min(after) - 1

    def _until(self, day: str | None) -> int:
        """How many sessions were held up to a day; all of them where it is not known."""
        later = (
            number for number, date in enumerate(self._days) if day is not None and date is not None and date > day
        )
        return next(later, len(self._days))


class _Line:
    """Where along the stops something stands."""

    def __init__(self, room: _Room, stops: Sequence[Stop]) -> None:
        self._at: Mapping[str, int] = {stop.session: n for n, stop in enumerate(stops) if stop.session is not None}
        self._order = room.order
        self._days = [
            (span(stop.date).first, number)
            for number, stop in enumerate(stops)
            if stop.date is not None and is_when(stop.date)
        ]

    def place(self, session: str | None, happened: str | None, told_in: str | None) -> float | None:
        """By its session; else by its day in life, where that is known well enough; else by when it was told."""
        if session is not None and session in self._order:
            return self._by_session(session)
        if happened is not None and is_when(happened) and self._days:
            when = span(happened)
            if when.last < self._days[0][0]:
                return None
            if when.first >= self._days[0][0]:
                return self._by_day(when.first)
        return self._by_session(told_in) if told_in in self._order and told_in is not None else None

    def _by_session(self, session: str) -> float:
        if session in self._at:
            return float(self._at[session])
        here = self._order[session]
        before = [number for other, number in self._at.items() if self._order[other] < here]
        return max(before) + _HALF if before else -_HALF

    def _by_day(self, day: float) -> float:
        number, there = max((number, date) for date, number in self._days if date <= day)
        return float(number) if there == day else number + _HALF
