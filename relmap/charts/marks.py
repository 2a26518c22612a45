"""What every chart is before it is drawn: its title, its marks with the words behind them, and the whole in sentences.

No colour, no place on a sheet and no matplotlib: a reader who hears the words of a chart has all that its picture has.
"""

from __future__ import annotations

from dataclasses import dataclass

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
