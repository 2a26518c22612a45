"""What every chart is before it is drawn: its title, its marks with the words behind them, and the whole in sentences.

No colour, no place on a sheet and no matplotlib: a reader who hears the words of a chart has all that its picture has.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from relmap.words import say

G = TypeVar("G")
LEAST_PT = 9.0
"""No word of a chart is set smaller, on paper or on a screen."""

EMPTY = 9.0
"""Letters (em) that a chart with nothing in it yet is tall: its title and a kind sentence."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that can be pointed at in a chart: its words, what it leads to, and the session it belongs to."""

    words: str
    thing: str | None = None
    session: str | None = None


@dataclass(frozen=True)
class ChartData:
    """A chart as data. `words` says all of it; `empty` is a kind sentence where there is nothing to draw yet."""

    key: str
    title: str
    marks: tuple[Mark, ...]
    words: str
    empty: str | None

    def size(self, width_pt: float, size_pt: float = LEAST_PT) -> float:
        """How tall its picture should be (points) at a width and with letters of a size."""
        return self.tall_at(width_pt, size_pt) if self.empty is None else EMPTY * size_pt

    def tall_at(self, width_pt: float, size_pt: float) -> float:
        """How tall the picture is where there is something to draw (points)."""
        raise NotImplementedError

    @property
    def pieces(self) -> int:
        """Between how many rows it may be cut."""
        return 1

    def piece(self, first: int, last: int) -> ChartData:
        """The same chart with those of its rows alone, from `first` up to `last`."""
        return self

    def parts(self, width_pt: float, height_pt: float, size_pt: float = LEAST_PT) -> tuple[ChartData, ...]:
        """The chart in parts that are no taller than a sheet has room, cut between rows; a row is not cut itself."""
        if self.empty is not None or self.size(width_pt, size_pt) <= height_pt:
            return (self,)
        found = self._cut(width_pt, height_pt, size_pt)
        if len(found) == 1:
            return found
        titles = (
            say("{title} ({place} of {count})", title=self.title, place=n, count=len(found))
            for n in range(1, len(found) + 1)
        )
        return tuple(replace(part, title=title) for part, title in zip(found, titles, strict=True))

    def _cut(self, width_pt: float, height_pt: float, size_pt: float) -> tuple[ChartData, ...]:
        found: list[ChartData] = []
        first, count = 0, self.pieces
        while first < count:
            ends = range(first + 1, count + 1)
            fit = bisect_right(ends, height_pt, key=lambda end: self.piece(first, end).size(width_pt, size_pt))
            last = ends[max(fit, 1) - 1]
            found.append(self.piece(first, last))
            first = last
        return tuple(found)


def of_groups(
    groups: Sequence[tuple[str, tuple[G, ...]]], first: int, last: int
) -> tuple[tuple[str, tuple[G, ...]], ...]:
    """The rows from `first` up to `last`, counted through all groups, each group under its word."""
    found, begin = [], 0
    for word, rows in groups:
        kept = rows[max(first - begin, 0) : max(last - begin, 0)]
        if kept:
            found.append((word, kept))
        begin += len(rows)
    return tuple(found)
