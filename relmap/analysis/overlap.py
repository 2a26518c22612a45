"""Footprints against footprints: how much rectangles cover each other, for many at once. It moves nothing."""

from __future__ import annotations

import numpy as np

from relmap.analysis.sheet import Flags, Floats


def _columns(boxes: Floats) -> Floats:
    """Left, top, right and bottom as rows of their own, which arithmetic passes through fastest."""
    return np.ascontiguousarray(boxes.T)


def covered(one: Floats, other: Floats, gap: float = 0.0) -> Floats:
    """The area boxes (rows of left, top, right, bottom) share with each of the others, widened by a gap."""
    left, top, right, bottom = one.T[:, :, None]
    lefts, tops, rights, bottoms = _columns(other)
    wide = np.minimum(right, rights) - np.maximum(left, lefts) + gap
    high = np.minimum(bottom, bottoms) - np.maximum(top, tops) + gap
    area: Floats = np.maximum(wide, 0.0) * np.maximum(high, 0.0)
    return area


def free(one: Floats, other: Floats, gap: float) -> Flags:
    """Which boxes keep at least a gap from every one of the others (rows of NaN are nowhere)."""
    left, top, right, bottom = one.T[:, :, None]
    lefts, tops, rights, bottoms = _columns(other)
    meet = lefts < right + gap
    meet &= rights > left - gap
    meet &= tops < bottom + gap
    meet &= bottoms > top - gap
    clear: Flags = np.logical_not(np.any(meet, axis=1))
    return clear


def overlapping(boxes: Floats, gap: float = 0.0) -> list[tuple[int, int]]:
    """The pairs of rows that cover each other or come nearer than a gap (0: touching is allowed)."""
    found: list[tuple[int, int]] = []
    order = np.argsort(boxes[:, 0], kind="stable")
    lefts = boxes[order, 0]
    for rank, i in enumerate(order.tolist()):
        end = int(np.searchsorted(lefts, boxes[i, 2] + gap, side="left"))
        rest = order[rank + 1 : end]
        high = np.minimum(boxes[rest, 3], boxes[i, 3]) - np.maximum(boxes[rest, 1], boxes[i, 1]) + gap
        found += [(min(i, j), max(i, j)) for j in rest[high > 1e-9].tolist()]
    return found
