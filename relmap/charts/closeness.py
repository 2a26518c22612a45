"""How close chosen ties were over the sessions, each on a strip of its own: ten is near, nought is far.

Ties are never laid over each other or counted together. Of a couple each gives numbers of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from relmap.analysis.numbers import Noted, raters_of, stops_of
from relmap.analysis.threads import is_open
from relmap.charts.along import Axis, Collected, Series, series_of, session_axis, told
from relmap.charts.marks import ChartData
from relmap.model.people import Relationship
from relmap.model.source import Source
from relmap.model.therapy import Rating
from relmap.read.titles import partner_title
from relmap.words import say

CLOSENESS = "closeness"
FEW = 8
"""How many ties are shown where none were chosen."""
STRIP = 6.6
"""Letters (em) that a strip is tall."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One tie, and everybody's numbers for it; `mark` is that of the tie itself."""

    tie: str
    title: str
    mark: int
    series: tuple[Series, ...]


@dataclass(frozen=True)
class ClosenessChart(ChartData):
    """The chosen ties, a strip each."""

    axis: Axis
    strips: tuple[Strip, ...]

    def tall_at(self, width_pt: float, size_pt: float) -> float:
        """A strip for each tie."""
        return (max(len(self.strips), 1) * STRIP + 8.8) * size_pt

    @property
    def pieces(self) -> int:
        """A strip is not cut."""
        return len(self.strips)

    def piece(self, first: int, last: int) -> ClosenessChart:
        """Those strips alone."""
        return replace(self, strips=self.strips[first:last])


def subjects(source: Source) -> tuple[tuple[str, str], ...]:
    """The ties that may be seen, by whom they are with."""
    ties = [one for one in source.all(Relationship) if is_open(source, one.id)]
    return tuple((one.id, partner_title(source, one.id)) for one in ties)


def read(source: Source, chosen: tuple[str, ...], noted: Noted) -> ClosenessChart:
    """The chosen ties in the order in which they were said; none chosen means the first few with a number."""
    wanted = frozenset(chosen) or _first_rated(source)
    kept, strips, sentences = Collected(), [], []
    for tie, title in subjects(source):
        if tie in wanted:
            stops = stops_of(source, tie, CLOSENESS, noted)
            raters = raters_of(source, stops)
            mark = kept.add(title, tie)
            strips.append(Strip(tie, title, mark, series_of(source, stops, raters, tie, title, kept)))
            numbers = told(source, stops, raters) or say("not asked yet")
            sentences.append(say("{who}: {words}.", who=title, words=numbers))
    places = [dot.place for strip in strips for one in strip.series for run in one.runs for dot in run]
    empty = None if strips else _empty()
    words = empty or " ".join([say("Closeness, from 0 (far) to 10 (near)."), *sentences])
    title = say("Closeness over the sessions")
    return ClosenessChart(
        "closeness", title, tuple(kept.marks), words, empty, session_axis(source, places=places), tuple(strips)
    )


def _first_rated(source: Source) -> frozenset[str]:
    ratings = (row for row in source.all(Rating) if row.dimension == CLOSENESS and row.veil == "none")
    rated = {row.subject for row in ratings if row.value is not None}
    return frozenset([tie for tie, _ in subjects(source) if tie in rated][:FEW])


def _empty() -> str:
    return say("No closeness has been rated yet. Dragging somebody nearer or farther on the map does it.")
