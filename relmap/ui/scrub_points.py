"""What stands on the line of the scrubber: a point for each session or each year, with its words; nothing is drawn.

Titles are read through the projection of today, so that what is covered now is not named in the past either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from relmap.analysis.lifetimes import Lifetimes
from relmap.analysis.passage import Halt
from relmap.model.source import Source
from relmap.read.choices import value_word
from relmap.read.titles import one_line, title_of
from relmap.ui.looking_back import name_of
from relmap.ui.texts import capital
from relmap.words import say, say_n

_MANY = 4


@dataclass(frozen=True, slots=True)
class Point:
    """One place on the line. `open_` is a place where one can be; others are only seen.

    `label`, a number as a rule, stands below, `word` above it in its colour; `tip` is what hovering says, `spoken`
    what a reader says. `rank` tells whose words come first where there is no room for all: the lowest.
    """

    label: str
    spoken: str
    tip: str = ""
    word: str = ""
    open_: bool = True
    disruption: bool = False
    experience: bool = False
    event: bool = False
    today: bool = False
    rank: int = 2


def session_points(source: Source, halts: Sequence[Halt]) -> list[Point]:
    """A point for each session, and today at the end."""
    return [*(_halt(source, halt) for halt in halts), _today()]


def year_points(source: Source, years: Lifetimes) -> list[Point]:
    """A point for each year, and today at the end."""
    events: dict[int, list[str]] = {}
    for mark in years.marks:
        events.setdefault(mark.year, []).append(title_of(source, mark.id))
    points = [_year(year, events.get(year, [])) for year in range(years.first, years.last + 1)]
    return [*points, _today()]


def _today() -> Point:
    return Point(say("today"), say("today"), say("Today"), today=True, rank=0)


def _halt(source: Source, halt: Halt) -> Point:
    stop = halt.stop
    title = capital(name_of(stop))
    if not halt.held:
        title = say("{session}: {what}", session=title, what=value_word("held", stop.held, "sessions"))
    marked = [*_named(source, say("Disruption"), halt.disruptions), *_named(source, say("New"), halt.experiences)]
    word = say("disruption") if halt.disruptions else say("new experience") if halt.experiences else ""
    return Point(
        str(stop.number) if stop.number is not None else "",
        _spoken(title, halt),
        "\n".join([title, *marked]),
        word,
        open_=halt.held,
        disruption=bool(halt.disruptions),
        experience=bool(halt.experiences),
        rank=1 if halt.held else 3,
    )


def _named(source: Source, what: str, ids: Sequence[str]) -> Iterator[str]:
    for id in ids[:_MANY]:
        yield say("{what}: {title}", what=what, title=one_line(title_of(source, id)))
    if len(ids) > _MANY:
        yield say("and {n} more", n=len(ids) - _MANY)


def _spoken(title: str, halt: Halt) -> str:
    parts = [title]
    if halt.disruptions:
        parts.append(say_n("{n} disruption", "{n} disruptions", len(halt.disruptions)))
    if halt.experiences:
        parts.append(say_n("{n} new experience", "{n} new experiences", len(halt.experiences)))
    return "; ".join(parts)


def _year(year: int, events: Sequence[str]) -> Point:
    return Point(
        str(year),
        "; ".join([str(year), *events]),
        "\n".join([str(year), *events]),
        events[0] if events else "",
        event=bool(events),
    )
