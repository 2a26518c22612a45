"""Ties as straight segments: which cross each other and which run over a footprint, for many at once."""

from __future__ import annotations

import numpy as np

from relmap.analysis.sheet import Flags, Floats, Ints

TINY = 1e-9


def crossing(one: Floats, other: Floats) -> Flags:
    """Whether segments (rows of x, y, x, y) properly cross each of the others; a shared end is none."""
    ax, ay, bx, by = (one[:, k, None] for k in range(4))
    cx, cy, dx, dy = (other[None, :, k] for k in range(4))
    along_x, along_y = bx - ax, by - ay
    apart = (along_x * (cy - ay) - along_y * (cx - ax)) * (along_x * (dy - ay) - along_y * (dx - ax)) < -TINY
    along_x, along_y = dx - cx, dy - cy
    apart &= (along_x * (ay - cy) - along_y * (ax - cx)) * (along_x * (by - cy) - along_y * (bx - cx)) < -TINY
    return apart


def running_over(segments: Floats, boxes: Floats) -> Flags:
    """Whether each segment passes through the inside of each box (rows of left, top, right, bottom)."""
    start, way = segments[:, None, :2], segments[:, None, 2:] - segments[:, None, :2]
    way = np.where(np.abs(way) < TINY, TINY, way)
    one, other = (boxes[None, :, :2] - start) / way, (boxes[None, :, 2:] - start) / way
    enter = np.minimum(one, other).max(axis=2)
    leave = np.maximum(one, other).min(axis=2)
    inside: Flags = np.maximum(enter, 0.0) < np.minimum(leave, 1.0) - TINY
    return inside


def count_crossings(places: Floats, pairs: Ints) -> int:
    """How many pairs of ties cross in a drawing with straight lines."""
    if not len(pairs):
        return 0
    segments = np.concatenate((places[pairs[:, 0]], places[pairs[:, 1]]), axis=1)
    total = 0
    for start in range(0, len(segments), 512):
        total += int(crossing(segments[start : start + 512], segments).sum())
    return total // 2
