"""What existed in which year of a life, as it is known now: the second clock.

A date that nobody has given, and an end that is only about right, always count as there: nothing is said to be absent
that may have been. Death ends contact and not the relationship, so neither the dead nor their ties ever go. What was
lived or learned stays once it has come. It carries ids and years, never words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.patterns import Episode, LifeEvent, Pattern
from relmap.model.people import Person, Relationship
from relmap.model.roles import Played, Role
from relmap.model.seats import clients, ties_of
from relmap.model.source import Source
from relmap.model.therapy import Moment, NewExperience, Repair, Rupture, Session, WayOfConnecting
from relmap.model.when import ALWAYS, Span, span

_EARLIEST = 1500
"""A history may be older, but a slider over it would show nothing of a life."""
_LONGEST = 140
"""More years than this before the client's birth, or the first tie, are left to the timeline."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A life event on the line of years."""

    id: str
    year: int


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """When everything was there, `first` to `last` the years worth a slider.

    `turns` are the years in which anything comes or goes; none at all mean that nothing is dated.
    """

    spans: Mapping[str, Span]
    first: int
    last: int
    turns: tuple[int, ...]
    marks: tuple[Mark, ...]

    def absent(self, year: int) -> frozenset[str]:
        """The ids of what did not exist in a year, as known now."""
        return frozenset(id for id, at in self.spans.items() if year + 1 <= at.first or at.last < year)

    def next_turn(self, year: int) -> int:
        """The next year in which anything comes or goes; the last year after all of them."""
        return next((turn for turn in self.turns if turn > year), self.last)


def lifetimes(source: Source, today: int) -> Lifetimes:
    """The lifetimes of all that may be seen; `today` is the present year."""
    spans = _Spans(source).all()
    years = sorted({year for at in spans.values() for year in _turns(at) if _EARLIEST <= year <= today})
    first = _first_year(source, years, today)
    turns = tuple(year for year in years if year >= first)
    events = ((event.id, _span(event.happened)) for event in source.all(LifeEvent))
    marks = tuple(Mark(id, math.floor(at.first)) for id, at in events if math.isfinite(at.first))
    shown = sorted((mark for mark in marks if first <= mark.year <= today), key=lambda mark: mark.year)
    return Lifetimes(spans, first, today, turns, tuple(shown))


def absent(source: Source, year: int) -> frozenset[str]:
    """The ids of what did not exist in a year, as known now; what has no date always exists."""
    return lifetimes(source, max(year, _EARLIEST)).absent(year)


def _first_year(source: Source, years: list[int], today: int) -> int:
    """Where the slider begins: the first year in which anything comes, unless that is ages before this life."""
    if not years:
        return today
    people = [_span(person.born).first for person in clients(source)]
    born = [math.floor(year) for year in people if math.isfinite(year)]
    return max(years[0], min(born, default=today) - _LONGEST)


def _turns(at: Span) -> Iterator[int]:
    if math.isfinite(at.first):
        yield math.floor(at.first)
    if math.isfinite(at.last):
        yield math.floor(at.last) + 1


class _Spans:
    """When each thing was there, found once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._known: dict[str, Span] = {}

    def all(self) -> dict[str, Span]:
        """The span of everything that was not always there."""
        for cls in _KINDS:
            for entity in self._source.all(cls):
                self._known[entity.id] = self._of(entity)
        return {id: at for id, at in self._known.items() if at != ALWAYS}

    def of(self, id: str | None) -> Span:
        """The span of a thing; always for what is unknown or covered."""
        entity = self._source.get(id) if id is not None else None
        if entity is None:
            return ALWAYS
        if entity.id not in self._known:
            self._known[entity.id] = self._of(entity)
        return self._known[entity.id]

    def _of(self, entity: Entity) -> Span:
        rule = _KINDS.get(type(entity))
        return rule(self, entity) if rule is not None and entity.veil == "none" else ALWAYS

    def person(self, person: Person) -> Span:
        """Somebody is there from their birth; before and after the ties they are on the map for, they are not."""
        if person in clients(self._source):
            return ALWAYS
        ties = [self.tie(tie) for tie in ties_of(self._source, person.id)]
        here = _union(ties) if ties else ALWAYS
        return Span(max(here.first, _span(person.born).first), here.last)

    def tie(self, tie: Relationship) -> Span:
        """A tie's own period, which neither begins before a birth nor ends with a death."""
        at = _span(tie.period)
        people = [one for id in (tie.a, tie.b) if isinstance(one := self._source.get(id), Person)]
        born = max((_span(one.born).first for one in people), default=-math.inf)
        died = min((_span(one.died).first for one in people if one.died), default=math.inf)
        goes_on = tie.state == "continues_after_death" or at.last >= died - 1.0
        return Span(max(at.first, born), math.inf if goes_on or "/" not in (tie.period or "") else at.last)

    def within_tie(self, row: Taught | Played) -> Span:
        """Teaching and playing have their own period, inside that of the tie."""
        tie, own = self.of(row.relationship), _span(row.period)
        return Span(max(tie.first, own.first), min(tie.last, own.last))

    def lesson(self, lesson: Lesson) -> Span:
        """A lesson is there from when it was first taught, and stays."""
        return self._since(row.id for row in self._rows(lesson, Taught))

    def role(self, role: Role) -> Span:
        """A role is there while it is played in any tie."""
        played = [self.of(row.id) for row in self._rows(role, Played)]
        return _union(played) if played else ALWAYS

    def pattern(self, pattern: Pattern) -> Span:
        """A pattern is there from the first tie or story in which it was seen."""
        links = [row for row in self._rows(pattern, Link) if row.kind == "shown_with" and row.from_ == pattern.id]
        seen = [row.to for row in links] + [row.id for row in self._rows(pattern, Episode)]
        return self._since(seen)

    def way(self, way: WayOfConnecting) -> Span:
        """A way of connecting is there from when it was first used; one that was never used is only imagined."""
        return self._since(row.from_ for row in self._rows(way, Link) if row.kind == "uses" and row.to == way.id)

    def experience(self, lived: NewExperience) -> Span:
        """From when it was lived: its own date, or that of the session."""
        return _since(_span(lived.happened)) if lived.happened else self.in_session(lived)

    def in_session(self, row: NewExperience | Moment | Rupture | Repair) -> Span:
        """From the session on."""
        session = self._source.get(row.session) if row.session is not None else None
        return _since(_span(session.date)) if isinstance(session, Session) else ALWAYS

    def link(self, link: Link) -> Span:
        """A link needs both its ends, but for something about the whole case."""
        a, b = self.of(link.from_), self.of(link.to)
        return Span(max(a.first, b.first), min(a.last, b.last))

    def _since(self, ids: Iterable[str]) -> Span:
        """From the first of some things on."""
        first = min((self.of(id).first for id in ids), default=-math.inf)
        return Span(first, math.inf)

    def _rows(self, entity: Entity, cls: type[Any]) -> list[Any]:
        return [row for id in self._source.referrers(entity.id) if isinstance(row := self._source.get(id), cls)]


_KINDS: Mapping[type[Entity], Callable[[_Spans, Any], Span]] = {
    Relationship: _Spans.tie,
    Person: _Spans.person,
    Taught: _Spans.within_tie,
    Played: _Spans.within_tie,
    Lesson: _Spans.lesson,
    Role: _Spans.role,
    Episode: lambda spans, row: _since(_span(row.happened)),
    Pattern: _Spans.pattern,
    LifeEvent: lambda spans, row: _since(_span(row.happened)),
    NewExperience: _Spans.experience,
    WayOfConnecting: _Spans.way,
    Moment: _Spans.in_session,
    Rupture: _Spans.in_session,
    Repair: _Spans.in_session,
    Context: lambda spans, row: _span(row.period) if "/" in (row.period or "") else _since(_span(row.period)),
    Link: _Spans.link,
}


def _span(text: str | None) -> Span:
    """What a date means, at its most generous; always where there is none, or none that can be read."""
    try:
        at = span(text) if text else ALWAYS
    except ValueError:
        return ALWAYS
    doubt = 1.0 if text and any(mark in text for mark in "~?%") else 0.0
    return Span(at.first - doubt, at.last + doubt)


def _since(at: Span) -> Span:
    return Span(at.first, math.inf)


def _union(spans: Iterable[Span]) -> Span:
    spans = list(spans)
    return Span(min(at.first for at in spans), max(at.last for at in spans))
