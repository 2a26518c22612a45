"""Which mark stands in which row and on which line of it, so that no two cover each other, however far one zooms.

Rows are told from years alone and not from pixels: they stay where they are while somebody zooms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from relmap.analysis.lifeline import Lane
from relmap.ui.views.time_marks import Mark

ROOM_FOR_WORDS = 0.2
"""Share of the whole time that a mark's words take beside it."""
_FEWEST_YEARS = 0.02


@dataclass(frozen=True, slots=True)
class Place:
    """A mark and its line, counted from the top of its row."""

    mark: Mark
    line: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the picture: a lane of its own, a person, or a tie between two others."""

    key: str
    lane: Lane
    places: tuple[Place, ...]
    lines: int


def rows_of(
    marks: Iterable[Mark], years: float, *, first: frozenset[str] = frozenset(), last: frozenset[str] = frozenset()
) -> tuple[Row, ...]:
    """The rows from top to bottom: history, events, people by when they came, and the therapy at the end.

    `first` and `last` are the rows that stand before and after all other people, whenever they came.
    """
    found: dict[tuple[Lane, str], list[Mark]] = {}
    for mark in marks:
        if mark.at is not None:
            found.setdefault((mark.at.lane, mark.at.row), []).append(mark)

    def order(key: tuple[Lane, str]) -> tuple[int, int, float]:
        lane, row = key
        ties = [mark for mark in found[key] if mark.array == "relationships"] or found[key]
        place = 0 if row in first else 2 if row in last else 1
        return _LANES.index(lane), place, min(_first(mark) for mark in ties)

    return tuple(_row(key, found[key], years) for key in sorted(found, key=order))


_LANES: Sequence[Lane] = ("history", "events", "people", "therapy")


def _row(key: tuple[Lane, str], marks: Sequence[Mark], years: float) -> Row:
    lane, row = key
    lives = [mark for mark in marks if mark.glyph == "life" or lane == "therapy"]
    ties = [mark for mark in marks if mark.glyph == "tie"]
    rest = [mark for mark in marks if mark not in lives and mark not in ties]
    places = [Place(mark, 0) for mark in lives]
    tied = _packed(ties, lambda mark: _last(mark) + _FEWEST_YEARS * years)
    places += [Place(mark, line) for mark, line in tied]
    below = max((place.line + 1 for place in places), default=0)
    packed = _packed(rest, lambda mark: max(_last(mark), _first(mark) + ROOM_FOR_WORDS * years))
    places += [Place(mark, below + line) for mark, line in packed]
    return Row(row or lane, lane, tuple(places), max((place.line + 1 for place in places), default=1))


def _packed(marks: Iterable[Mark], end: Callable[[Mark], float]) -> list[tuple[Mark, int]]:
    """Each mark on the first line that is free where it begins."""
    free: list[float] = []
    placed = []
    for mark in sorted(marks, key=_first):
        line = next((number for number, year in enumerate(free) if year <= _first(mark)), len(free))
        if line == len(free):
            free.append(0.0)
        free[line] = end(mark)
        placed.append((mark, line))
    return placed


def _first(mark: Mark) -> float:
    return mark.at.at.first if mark.at is not None else 0.0


def _last(mark: Mark) -> float:
    if mark.at is None:
        return 0.0
    return max(mark.at.at.last, mark.at.beyond.last if mark.at.beyond else mark.at.at.last)
