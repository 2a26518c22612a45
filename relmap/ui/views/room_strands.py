"""The threads beside the rows of the room view: in which lane each disruption's line runs, and what stands on it where.

A line begins at its disruption, passes every row between, and ends at the client's word, at its last trace, or not at
all: one that is open runs on to the newest row. Lanes are shared where lines do not meet. Nothing here knows Qt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from relmap.analysis.room import Disruption

Sign = Literal["", "bolt", "helped", "tick"]
Beyond = Literal["", "line", "left", "ended"]
MOST_LANES = 7
"""Lanes beside each other; where more lines run at once, they share the last one."""


_ENDS: Mapping[str, Beyond] = {
    "open": "line",
    "being_mended": "line",
    "left_open": "left",
    "ended_the_therapy": "ended",
}


@dataclass(frozen=True, slots=True)
class Strand:
    """What one thread shows beside one row: its sign there, and how it goes on `above` and `below` it."""

    disruption: str
    lane: int
    sign: Sign
    above: Beyond
    below: Beyond
    open: bool
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Line:
    """One thread among the rows: its signs by row, and the rows it runs between."""

    one: Disruption
    signs: Mapping[int, Sign]
    first: int
    last: int

    def strand(self, row: int, lane: int, *, newest_first: bool) -> Strand:
        """What it shows beside a row."""
        oldest, newest = (self.last, self.first) if newest_first else (self.first, self.last)
        members = frozenset((self.one.id, *(mend.id for mend in self.one.mends)))
        older: Beyond = "" if row == oldest else "line"
        newer: Beyond = _ENDS.get(self.one.state, "") if row == newest else "line"
        above, below = (newer, older) if newest_first else (older, newer)
        return Strand(self.one.id, lane, self.signs.get(row, ""), above, below, self.one.is_open, members)


def strands(
    ids: Sequence[str], disruptions: Iterable[Disruption], *, newest_first: bool
) -> tuple[dict[int, tuple[Strand, ...]], int]:
    """The strands beside each row (by its number), and how many lanes they need; `ids` are those of the rows."""
    at = {id: number for number, id in enumerate(ids) if id}
    newest = 0 if newest_first else len(ids) - 1
    lines = [line for one in disruptions if (line := _line(one, at, newest)) is not None]
    beside: dict[int, list[Strand]] = {}
    ends: list[int] = []
    for line in sorted(lines, key=lambda line: line.first):
        lane = _lane(ends, line)
        for row in range(line.first, line.last + 1):
            beside.setdefault(row, []).append(line.strand(row, lane, newest_first=newest_first))
    return {row: tuple(found) for row, found in beside.items()}, len(ends)


def _line(one: Disruption, at: Mapping[str, int], newest: int) -> _Line | None:
    signs: dict[int, Sign] = {at[mend.id]: _sign(one, mend.id) for mend in one.mends if mend.id in at}
    if one.id in at:
        signs[at[one.id]] = "bolt"
    if not signs:
        return None
    reach = [*signs, newest] if one.is_open else list(signs)
    return _Line(one, signs, min(reach), max(reach))


def _sign(one: Disruption, mend: str) -> Sign:
    return "tick" if mend == one.mended_by else "helped"


def _lane(ends: list[int], line: _Line) -> int:
    """The first lane that is free where a line begins; a new one, as long as there may be more."""
    free = next((lane for lane, end in enumerate(ends) if end < line.first), None)
    if free is None and len(ends) < MOST_LANES:
        ends.append(line.last)
        return len(ends) - 1
    lane = free if free is not None else MOST_LANES - 1
    ends[lane] = max(ends[lane], line.last)
    return lane
