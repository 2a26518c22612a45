"""Where one sheet ends and the next begins: a long text, laid out in one piece, is cut between its lines.

A heading goes with what it heads, the head of a table with its first row and again onto the next sheet, and no line of
a paragraph stands alone. A cut never goes through a line, a row or a picture, unless one is higher than a sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of the text that is not cut: its upper and lower edge.

    `holds`: the next one is to stand on the same sheet. `begins`: a new sheet is wanted here. `head`: the edges of the
    head of the table that it belongs to, which is shown again where a sheet begins within the table.
    """

    top: float
    bottom: float
    holds: bool = False
    begins: bool = False
    head: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """What stands on one sheet: from an edge of the text to another, below a head that is shown again."""

    top: float
    bottom: float
    head: tuple[float, float] | None = None


def slices(strips: Sequence[Strip], room: float) -> tuple[Slice, ...]:
    """The sheets of a text, each at most `room` high."""
    found: list[Slice] = []
    first = 0
    while first < len(strips):
        last = _last(strips, first, room)
        found.append(Slice(strips[first].top, strips[last].bottom, strips[first].head))
        first = last + 1
    return tuple(found)


def _last(strips: Sequence[Strip], first: int, room: float) -> int:
    """The last strip of the sheet that begins with `first`."""
    head = strips[first].head
    left = room - (head[1] - head[0] if head is not None else 0.0)
    after = first + 1
    while after < len(strips) and not strips[after].begins and strips[after].bottom - strips[first].top <= left:
        after += 1
    if after == len(strips) or strips[after].begins:
        return after - 1
    kept = after
    while kept > first and strips[kept - 1].holds:
        kept -= 1
    return (kept if kept > first else after) - 1
