"""Ties as straight segments: which cross each other and which run over a footprint, for many at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from relmap.analysis.sheet import Flags, Floats, Ints, product

# Products of two areas (scene units to the fourth) below this are rounding: the ends lie on the line.
TINY = 1.0
CHUNK = 512


@dataclass(frozen=True, slots=True)
class Segments:
    """Segments with what their tests need: both ends as (x, y, 1) and the line through them.

    The product of `line` with an end is 0 on the line and has a sign beside it. Rows of NaN meet nothing.
    """

    start: Floats
    end: Floats
    line: Floats


def segments_of(rows: Floats) -> Segments:
    """Segments from rows of x, y, x, y."""
    start, end, line = (np.ones((len(rows), 3)) for _ in range(3))
    start[:, :2], end[:, :2] = rows[:, :2], rows[:, 2:]
    line[:, 0] = rows[:, 1] - rows[:, 3]
    line[:, 1] = rows[:, 2] - rows[:, 0]
    line[:, 2] = rows[:, 0] * rows[:, 3] - rows[:, 2] * rows[:, 1]
    return Segments(start, end, line)


def crossing(one: Segments, other: Segments) -> Flags:
    """Whether each of `one` properly crosses each of `other`; a shared end is no crossing."""
    apart: Flags = product(one.line, other.start.T) * product(one.line, other.end.T) < -TINY
    apart &= product(one.start, other.line.T) * product(one.end, other.line.T) < -TINY
    return apart


def running_over(segments: Segments, boxes: Floats) -> Flags:
    """Whether each segment passes through the inside of each box (rows of left, top, right, bottom)."""
    middle, reach = (segments.start + segments.end) / 2, np.abs(segments.end - segments.start) / 2
    centre = np.ones((3, len(boxes)))
    centre[:2] = (boxes[:, :2] + boxes[:, 2:]).T / 2
    half = np.ascontiguousarray((boxes[:, 2:] - boxes[:, :2]).T) / 2
    inside: Flags = np.abs(middle[:, :1] - centre[:1]) < reach[:, :1] + half[:1]
    inside &= np.abs(middle[:, 1:2] - centre[1:2]) < reach[:, 1:2] + half[1:]
    inside &= np.abs(product(segments.line, centre)) < product(np.abs(segments.line[:, :2]), half)
    return inside


def count_crossings(places: Floats, pairs: Ints) -> int:
    """How many pairs of ties cross in a drawing with straight lines."""
    rows = np.concatenate((places[pairs[:, 0]], places[pairs[:, 1]]), axis=1)
    everything = segments_of(rows)
    starts = range(0, len(rows), CHUNK)
    return sum(int(crossing(segments_of(rows[i : i + CHUNK]), everything).sum()) for i in starts) // 2
