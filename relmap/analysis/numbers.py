"""One person's own numbers for a thing along the sessions, as they were given: gaps stay gaps, nothing is smoothed.

The stops are the sessions that were held; a number given between two of them, or since the last, has a stop of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from relmap.model.base import Entity
from relmap.model.integrity import session_order
from relmap.model.people import Person
from relmap.model.seats import client, clients
from relmap.model.source import Source
from relmap.model.therapy import Rating, Session

Noted = Callable[[str], str | None]
"""The day (ISO) on which a row was first stored, where that is known."""


def unknown_day(id: str) -> None:
    """For a case of which nobody knows when its rows were stored."""


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


def raters_of(source: Source, stops: Sequence[Stop]) -> tuple[str | None, ...]:
    """Whose numbers there can be: every client, then whoever else gave one; nobody in particular without a client."""
    seats = [person.id for person in clients(source)]
    gave = dict.fromkeys(felt.rater for stop in stops for felt in stop.felt)
    return (*seats, *(one for one in gave if one not in seats)) or (None,)


def stops_of(source: Source, subject: str, dimension: str, noted: Noted = unknown_day) -> tuple[Stop, ...]:
    """The held sessions in order with the numbers given in each for anything, and those given between them."""
    rows = (row for row in refer_to(source, subject) if isinstance(row, Rating))
    ratings = [row for row in rows if (row.subject, row.dimension) == (subject, dimension)]
    held = room(source).held
    given: dict[str, list[Felt]] = {}
    between: list[Rating] = []
    for rating in ratings:
        if rating.session is not None and rating.session in held:
            given.setdefault(rating.session, []).append(_felt(source, rating))
        else:
            between.append(rating)
    stops = [replace(bare, felt=tuple(given[id])) if id in given else bare for id, bare in held.items()]
    return _with_days_between(source, stops, between, noted)


@dataclass(frozen=True)
class Room:
    """What is asked of the sessions again and again: their order; those held that may be seen, without any number."""

    order: Mapping[str, int]
    held: Mapping[str, Stop]


def room(source: Source) -> Room:
    """The sessions of a case, read once after each change."""
    return source.remember("numbers: sessions", lambda: _read_room(source))


def _read_room(source: Source) -> Room:
    order = session_order(source)
    seen = (one for one in source.all(Session) if one.veil == "none" and one.held == "held")
    held = sorted(seen, key=lambda one: order[one.id])
    return Room(order, {one.id: Stop(one.id, one.number, one.date, ()) for one in held})


def _felt(source: Source, rating: Rating) -> Felt:
    first = client(source)
    rater = rating.rated_by if rating.rated_by is not None else first.id if first is not None else None
    known = rater is not None and isinstance(source.get(rater), Person)
    return Felt(rating.id, rater if known else None, rating.value)


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


def refer_to(source: Source, id: str) -> list[Entity]:
    """What refers to a thing and is not covered, in the order in which it was said."""
    rows = (source.get(other) for other in source.referrers(id))
    return sorted((row for row in rows if row is not None and row.veil == "none"), key=lambda row: row.ordinal)
