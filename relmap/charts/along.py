"""The sessions as an axis, and numbers along it: where each stands, whose it is, and where nobody asked.

The axis counts the sessions that were held. A number given between two of them stands between them; one given since
the last stands after it. A line joins only numbers with no unasked session between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from relmap.analysis.number_words import stop_title, value_words
from relmap.analysis.numbers import Felt, Stop, room
from relmap.analysis.threads import Line
from relmap.charts.marks import Mark
from relmap.model.source import Source
from relmap.read.sentences import in_turn
from relmap.read.titles import title_of
from relmap.read.whens import date_words
from relmap.words import say

BEFORE = -1.0
"""Where on the axis life before the therapy stands."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One session on the axis, by its number or, where it has none, by its place."""

    place: float
    words: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The held sessions, from `first` to `last`; `begins` and `ends` are the days of the first and the last."""

    ticks: tuple[Tick, ...]
    first: float
    last: float
    begins: str = ""
    ends: str = ""

    @property
    def is_before(self) -> bool:
        """Whether it has room for life before the therapy."""
        return self.first < 0 and bool(self.ticks)


@dataclass(frozen=True, slots=True)
class Dot:
    """A number at its place; `mark` counts along the marks of the chart."""

    place: float
    value: int
    mark: int


@dataclass(frozen=True, slots=True)
class Series:
    """One person's numbers: `runs` are those with no gap between them. `which` is 0 for the first person, 1, ..."""

    name: str
    which: int
    runs: tuple[tuple[Dot, ...], ...]

    @property
    def last(self) -> Dot | None:
        """The newest number."""
        return self.runs[-1][-1] if self.runs else None


@dataclass
class Collected:
    """The marks of a chart while it is read."""

    marks: list[Mark] = field(default_factory=list)

    def add(self, words: str, thing: str | None = None, session: str | None = None) -> int:
        """Keep a mark and tell its number."""
        self.marks.append(Mark(words, thing, session))
        return len(self.marks) - 1


def session_axis(source: Source, *, places: Sequence[float] = ()) -> Axis:
    """The axis of the held sessions, with room for everything at `places`."""
    held = list(room(source).held.values())
    ticks = tuple(Tick(float(n), str(one.number if one.number is not None else n + 1)) for n, one in enumerate(held))
    days = [date_words(one.date) if one.date is not None else "" for one in held]
    first, last = min([0.0, *places]), max([float(len(held) - 1), 0.0, *places])
    return Axis(ticks, first, last, days[0] if days else "", days[-1] if days else "")


def places_of(stops: Sequence[Stop]) -> tuple[float, ...]:
    """Where each stop stands on the axis of held sessions."""
    found: list[float] = []
    at = -1
    for number, stop in enumerate(stops):
        if stop.session is not None:
            at += 1
            found.append(float(at))
            continue
        before = next((n for n in range(number, 0, -1) if stops[n - 1].session is not None), 0)
        after = next((n for n in range(number, len(stops)) if stops[n].session is not None), len(stops))
        found.append(at + (number - before + 1) / (after - before + 1))
    return tuple(found)


def place_between(stops: Sequence[Stop], place: float | None) -> float:
    """Where on the axis something stands that was placed along stops, halves lying between two of them."""
    if place is None:
        return BEFORE
    at = places_of(stops)
    low = int(place // 1)
    if low < 0:
        return -0.5
    if place == low:
        return at[low]
    return (at[low] + at[low + 1]) / 2 if low + 1 < len(at) else at[low] + 0.5


def series_of(
    source: Source, stops: Sequence[Stop], raters: Sequence[str | None], thing: str, title: str, kept: Collected
) -> tuple[Series, ...]:
    """Everybody's numbers about a thing, a mark for each; `title` begins the words of each mark, where there is one."""
    found = []
    for which, rater in enumerate(raters):
        name = _whose(source, rater, raters)
        runs = tuple(_runs(source, stops, rater, _Telling(thing, title, name, kept)))
        if runs:
            found.append(Series(name, which, runs))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Telling:
    thing: str
    title: str
    name: str
    kept: Collected

    def dot(self, source: Source, place: float, stop: Stop, felt: Felt) -> Dot:
        """A number and its mark."""
        assert felt.value is not None
        number = value_words(felt.value)
        told = say("{who}: {number}", who=self.name, number=number) if self.name else number
        words = say("{when}: {what}", when=stop_title(source, stop), what=told)
        title = say("{title} · {words}", title=self.title, words=words) if self.title else words
        return Dot(place, felt.value, self.kept.add(title, self.thing, stop.session))


def _runs(source: Source, stops: Sequence[Stop], rater: str | None, tell: _Telling) -> Iterator[tuple[Dot, ...]]:
    run: list[Dot] = []
    for place, stop in zip(places_of(stops), stops, strict=True):
        felt = stop.of(rater)
        if felt is not None and felt.value is not None:
            run.append(tell.dot(source, place, stop, felt))
        elif felt is not None or stop.session is not None:
            if run:
                yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _whose(source: Source, rater: str | None, raters: Sequence[str | None]) -> str:
    """Whose numbers they are, where several people can have given some."""
    return title_of(source, rater) if rater is not None and len(raters) > 1 else ""


def told(source: Source, stops: Sequence[Stop], raters: Sequence[str | None]) -> str:
    """Everybody's numbers, one after the other; sessions in a row in which nobody asked are said together."""
    found = []
    for rater in raters:
        if all(stop.of(rater) is None for stop in stops) and rater != raters[0]:
            continue
        name, words = _whose(source, rater, raters), in_turn(_told(source, stops, rater))
        found.append(say("{who}: {words}", who=name, words=words) if name else words)
    return in_turn(found)


def _told(source: Source, stops: Sequence[Stop], rater: str | None) -> Iterator[str]:
    gap: list[Stop] = []
    for stop in stops:
        felt = stop.of(rater)
        value = felt.value if felt is not None else None
        if value is None:
            gap += [stop] if felt is not None or stop.session is not None else []
            continue
        yield from _told_gap(source, gap)
        gap = []
        yield say("{when}: {what}", when=stop_title(source, stop), what=value_words(value))
    yield from _told_gap(source, gap)


def _told_gap(source: Source, gap: Sequence[Stop]) -> Iterator[str]:
    if gap:
        first, last = stop_title(source, gap[0]), stop_title(source, gap[-1])
        when = first if len(gap) == 1 else say("{first} to {last}", first=first, last=last)
        yield say("{when}: {what}", when=when, what=value_words(None))


class Along:
    """Where things stand on the axis of the held sessions."""

    def __init__(self, source: Source) -> None:
        sessions = room(source)
        self._stops = tuple(sessions.held.values())
        self._line = Line(sessions, self._stops)

    def place(self, session: str | None, happened: str | None = None, told_in: str | None = None) -> float:
        """By its session, its day in life, or when it was told; `BEFORE` where none of them says."""
        return place_between(self._stops, self._line.place(session, happened, told_in))
