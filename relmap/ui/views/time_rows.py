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
    """A mark and its line, counted from the top of its row. `early`: its words stand before it, for room."""

    mark: Mark
    line: int
    early: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the picture: a lane of its own, a person, or a tie between two others."""

    key: str
    lane: Lane
    places: tuple[Place, ...]
    lines: int


def rows_of(
    marks: Iterable[Mark],
    years: tuple[float, float],
    *,
    first: frozenset[str] = frozenset(),
    last: frozenset[str] = frozenset(),
) -> tuple[Row, ...]:
    """The rows from top to bottom: history, events, people by when they came, and the therapy at the end.

    `years` is the whole time that is shown. `first` and `last` are the rows that stand before and after all other
    people, whenever they came.
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


def _row(key: tuple[Lane, str], marks: Sequence[Mark], years: tuple[float, float]) -> Row:
    lane, row = key
    room = ROOM_FOR_WORDS * (years[1] - years[0])
    gap = _FEWEST_YEARS * (years[1] - years[0])
    lives = [mark for mark in marks if mark.glyph == "life" or lane == "therapy"]
    ties = [mark for mark in marks if mark.glyph == "tie"]
    rest = [mark for mark in marks if mark not in lives and mark not in ties]
    places = [Place(mark, 0) for mark in lives]
    places += _packed(ties, lambda mark: (_first(mark), _last(mark) + gap, False))
    below = max((place.line + 1 for place in places), default=0)
    packed = _packed(rest, lambda mark: _with_words(mark, room, years[1]))
    places += [Place(place.mark, below + place.line, place.early) for place in packed]
    return Row(row or lane, lane, tuple(places), max((place.line + 1 for place in places), default=1))


def _packed(marks: Iterable[Mark], taken: Callable[[Mark], tuple[float, float, bool]]) -> list[Place]:
    """Each mark on the first line that is free where it begins; `taken` is from when until when, and if `early`."""
    free: list[float] = []
    placed = []
    for begins, ends, early, _, mark in sorted((*taken(mark), number, mark) for number, mark in enumerate(marks)):
        line = next((number for number, year in enumerate(free) if year <= begins), len(free))
        if line == len(free):
            free.append(0.0)
        free[line] = ends
        placed.append(Place(mark, line, early))
    return placed


def _with_words(mark: Mark, room: float, end: float) -> tuple[float, float, bool]:
    """The years a mark takes with its words: after it, inside it, or, where the time ends soon, before it."""
    first, last = _first(mark), _last(mark)
    if last - first >= room or first + room <= end or not mark.label:
        return first, max(last, first + room if mark.label else first), False
    return first - room, last, True


def _first(mark: Mark) -> float:
    return mark.at.at.first if mark.at is not None else 0.0


def _last(mark: Mark) -> float:
    if mark.at is None:
        return 0.0
    return max(mark.at.at.last, mark.at.beyond.last if mark.at.beyond else mark.at.at.last)
