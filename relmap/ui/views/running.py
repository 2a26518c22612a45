"""Where words and chips stand in a running line that wraps, each script in its own direction.

A line runs as its own words do. Words of the other direction in the midst of it, as when somebody's phrase is quoted,
are read their own way round; a chip is a piece by itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from relmap.ui.panels.dress import scaled
from relmap.ui.sentences import Chip, closes
from relmap.ui.views.writing import line_height


@dataclass(frozen=True, slots=True)
class Placed:
    """A chip, or words, where it stands on a card."""

    chip: Chip
    box: QRectF


def place(pieces: Iterable[Chip], room: QRectF, font: QFont, *, rightward: bool = False) -> tuple[Placed, ...]:
    """Where words and chips stand in a running line as wide as `room`, from its top, in the order they are read.

    `rightward`: it runs from right to left where its own words do not say.
    """
    read = tuple(pieces)
    metrics = QFontMetricsF(font)
    height, end = line_height(font) + scaled(8), room.right() - metrics.horizontalAdvance(",")
    placed: list[Placed] = []
    left, top = room.left(), room.top()
    for piece in read:
        width = metrics.horizontalAdvance(piece.words) + (2 * scaled(10) if piece.id else 0) + 1
        width = min(width, end - room.left())
        start = left + (_gap(placed[-1].chip, piece, metrics) if placed else 0.0)
        if placed and start + width > end + 0.5 and not closes(piece):
            start, top = room.left(), top + height + scaled(3)
        placed.append(Placed(piece, QRectF(start, top, width, height)))
        left = start + width
    ways = [way for piece in read if not piece.id and (way := direction(piece.words)) is not None]
    base = ways[0] if ways else rightward
    turned = [one for _, line in groupby(placed, key=lambda one: one.box.top()) for one in _turned(list(line), base)]
    return tuple(replace(one, box=_mirrored(one.box, room.left(), room.right())) if base else one for one in turned)


def placed_height(placed: Sequence[Placed]) -> float:
    """How tall what was placed is; 0 for nothing."""
    return placed[-1].box.bottom() - placed[0].box.top() if placed else 0.0


def direction(words: str) -> bool | None:
    """Whether words run from right to left, by their first strong character; None where they have none."""
    for character in words:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return None


def _turned(line: list[Placed], base: bool) -> list[Placed]:
    """A line with each run of words against its direction turned round, in its own place."""
    done = list(line)
    for first, last in _runs(line, base):
        left, right = line[first].box.left(), line[last].box.right()
        for number in range(first, last + 1):
            done[number] = replace(line[number], box=_mirrored(line[number].box, left, right))
    return done


def _runs(line: Sequence[Placed], base: bool) -> list[tuple[int, int]]:
    """The first and last of each run of words that go against the direction of a line."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for number, one in enumerate(line):
        way = None if one.chip.id else direction(one.chip.words)
        against = not one.chip.id and way is not None and way != base
        if against:
            start = number if start is None else start
            runs = [*(run for run in runs if run[0] != start), (start, number)]
        elif one.chip.id or way is not None:
            start = None
    return runs


def _gap(before: Chip, piece: Chip, metrics: QFontMetricsF) -> float:
    """What stands between two pieces of a line."""
    if closes(piece):
        return 0.0
    return scaled(6) if before.id or piece.id else metrics.horizontalAdvance(" ")


def _mirrored(box: QRectF, left: float, right: float) -> QRectF:
    return box.translated(left + right - box.left() - box.right(), 0)
