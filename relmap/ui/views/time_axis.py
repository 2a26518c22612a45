"""Years and pixels: where a year is drawn, and which years are written so that no two labels touch.

Time runs from left to right in every script, as it does on the scrubber: a mirrored axis would turn the past into the
future for whoever reads both kinds of script. Only words keep their own direction. Plain arithmetic, no Qt.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

FINEST = 4000.0
"""Pixels a year, at most: a day is then about eleven wide."""
GAP = 14.0
"""Pixels between two labels, at least."""
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
_MONTH_STEPS = (1, 3, 6)
_MONTHS = 12
_LAST_YEAR = 9999
_MONTH_STARTS = tuple((datetime.date(2001, month, 1).timetuple().tm_yday - 1) / 366 for month in range(1, 13))


@dataclass(frozen=True, slots=True)
class Axis:
    """`first` is the year at the left edge, `scale` the pixels a year takes."""

    first: float
    scale: float

    def x(self, year: float) -> float:
        """Where a year is, in pixels from the left edge."""
        return (year - self.first) * self.scale

    def year(self, x: float) -> float:
        """Which year is at a pixel."""
        return self.first + x / self.scale

    def zoomed(self, factor: float, x: float, coarsest: float) -> Axis:
        """`factor` times finer, with the year at `x` where it is; not coarser than `coarsest`."""
        scale = min(max(self.scale * factor, coarsest), max(FINEST, coarsest))
        return Axis(self.year(x) - x / scale, scale)

    def held(self, first: float, last: float, width: float) -> Axis:
        """The same, moved so that it leaves the years from `first` to `last` no further than it must."""
        latest = last - width / self.scale
        return replace(self, first=min(max(self.first, first), max(first, latest)))


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the picture with its words; `month` is 1..12, or 0 where only the year is meant."""

    x: float
    year: int
    month: int

    @property
    def date(self) -> str:
        """What it says, as a date (EDTF)."""
        year = f"-{-self.year:04}" if self.year < 0 else f"{self.year:04}"
        return f"{year}-{self.month:02}" if self.month else year


def fitted(first: float, last: float, width: float) -> Axis:
    """The axis that shows exactly these years."""
    return Axis(first, min(max(width, 1.0) / max(last - first, 1e-6), FINEST))


def ticks(axis: Axis, width: float, room: Callable[[str], float]) -> list[Tick]:
    """The lines to draw between 0 and `width`, as dense as their labels allow; `room` is how wide a label is."""
    first, last = axis.year(0.0), axis.year(width)
    found: list[Tick] = []
    for found in _ever_coarser(axis, first, last):
        if _stand_apart([tick for tick in found if -GAP <= tick.x <= width + GAP], room):
            break
    return [tick for tick in found if 0.0 <= tick.x <= width and abs(tick.year) <= _LAST_YEAR]


def _stand_apart(found: list[Tick], room: Callable[[str], float]) -> bool:
    widths = [room(tick.date) for tick in found]
    free = zip(found, found[1:], widths, widths[1:], strict=False)
    return all(two.x - one.x >= (wide_one + wide_two) / 2 + GAP for one, two, wide_one, wide_two in free)


def _ever_coarser(axis: Axis, first: float, last: float) -> Iterator[list[Tick]]:
    if last - first < 2 * _MONTHS:
        for step in _MONTH_STEPS:
            yield list(_months(axis, first, last, step))
    for years in _STEPS:
        if (last - first) / years < 200:  # more lines than that could have no labels
            yield list(_years(axis, first, last, years))


def _months(axis: Axis, first: float, last: float, step: int) -> Iterator[Tick]:
    for year in range(math.floor(first) - 1, math.ceil(last) + 2):
        for month in range(1, _MONTHS + 1, step):
            yield Tick(axis.x(year + _MONTH_STARTS[month - 1]), year, month if step < _MONTHS else 0)


def _years(axis: Axis, first: float, last: float, step: int) -> Iterator[Tick]:
    start = math.floor(first / step) * step
    for year in range(start, math.ceil(last) + step + 1, step):
        yield Tick(axis.x(year), year, 0)
