"""Where the rows of a timeline stand and where each mark is in them: pixels from rows, years and the size of the text.

It holds marks and no widget; the picture paints through it and asks it what lies where.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from relmap.ui.panels.dress import scaled
from relmap.ui.views.time_axis import Axis
from relmap.ui.views.time_marks import Mark
from relmap.ui.views.time_paint import Slot
from relmap.ui.views.time_rows import Place, Row

_APART = 10.0
"""Pixels between the words of a mark and what comes next on its line, with letters of the usual size."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Pixels: the height of a line, the room above and below the lines of a row, and the width of the headings."""

    line: float
    pad: float
    heads: float
    axis: float


@dataclass(frozen=True, slots=True)
class Band:
    """A row where it stands: from `top` (below the axis, before scrolling) for `height` pixels."""

    row: Row
    top: float
    height: float


class Board:
    """The rows in their places."""

    def __init__(self, rows: Sequence[Row], measures: Measures, room: float = 0.0) -> None:
        """Stack the rows; `room` is how many years the words of a mark may take."""
        self.measures, self.room = measures, room
        self.bands: tuple[Band, ...] = tuple(_stacked(rows, measures))
        beside = [pair for band in self.bands for pair in _neighbours(band.row)]
        self._next = {id(place): _begins(later) - room * later.early for place, later in beside}
        self._ended = {id(later): _ends(place) for place, later in beside}

    @property
    def height(self) -> float:
        """How tall all rows are together."""
        return self.bands[-1].top + self.bands[-1].height if self.bands else 0.0

    def between(self, top: float, bottom: float) -> Iterator[Band]:
        """The rows that are in sight."""
        return (band for band in self.bands if band.top < bottom and band.top + band.height > top)

    def marks(self) -> Iterator[Mark]:
        """Every mark, row by row from the top."""
        return (place.mark for band in self.bands for place in band.row.places)

    def place_of(self, ids: frozenset[str]) -> tuple[Band, Place] | None:
        """The first place of a mark that stands for one of these ids: its own before that of others."""
        found = [(band, place) for band in self.bands for place in band.row.places if place.mark.subjects & ids]
        return next((pair for pair in found if pair[1].mark.id in ids), found[0] if found else None)

    def _words_from(self, place: Place, axis: Axis) -> float | None:
        at = place.mark.at
        if place.mark.glyph == "tie":
            ended = self._ended.get(id(place))
            return axis.x(ended) + scaled(_APART) if ended is not None else 0.0
        return axis.x(at.at.first - self.room) + scaled(_APART) if place.early and at is not None else None

    def line_y(self, band: Band, place: Place) -> float:
        """The middle of a place's line."""
        return band.top + self.measures.pad + (place.line + 0.5) * self.measures.line

    def slot(self, band: Band, place: Place, axis: Axis, width: float) -> Slot:
        """Where a place is on an axis whose left edge is at 0, in `width` pixels in sight."""
        at = place.mark.at
        assert at is not None  # only what is dated has a place
        later = self._next.get(id(place))
        beyond = (axis.x(at.beyond.first), axis.x(at.beyond.last)) if at.beyond is not None else None
        return Slot(
            axis.x(at.at.first),
            axis.x(at.at.last),
            self.line_y(band, place),
            (0.0, width),
            axis.x(later) - scaled(_APART) - self.measures.line / 2 if later is not None else width,
            self._words_from(place, axis),
            beyond,
        )


def _stacked(rows: Sequence[Row], measures: Measures) -> Iterator[Band]:
    top = 0.0
    for row in rows:
        height = row.lines * measures.line + 2 * measures.pad
        yield Band(row, top, height)
        top += height


def _neighbours(row: Row) -> Iterator[tuple[Place, Place]]:
    """Each place with the next one on its line; somebody's life lies under the rest of a line."""
    for number in range(row.lines):
        there = (place for place in row.places if place.line == number and place.mark.glyph not in ("life", "case"))
        yield from pairwise(sorted(there, key=_begins))


def _begins(place: Place) -> float:
    at = place.mark.at
    if at is None:
        return 0.0
    return (at.at.first + at.at.last) / 2 if at.at.moment else at.at.first


def _ends(place: Place) -> float:
    at = place.mark.at
    if at is None:
        return 0.0
    return max(at.at.last, at.beyond.last) if at.beyond is not None else at.at.last
