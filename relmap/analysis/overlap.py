"""Footprints against footprints: how much rectangles cover each other, for many at once. It moves nothing."""

from __future__ import annotations

import numpy as np

from relmap.analysis.sheet import Flags, Floats


def covered(one: Floats, other: Floats, gap: float = 0.0) -> Floats:
    """The area boxes (rows of left, top, right, bottom) share with each of the others, widened by a gap."""
    wide = np.minimum(one[:, None, 2], other[None, :, 2]) - np.maximum(one[:, None, 0], other[None, :, 0]) + gap
    high = np.minimum(one[:, None, 3], other[None, :, 3]) - np.maximum(one[:, None, 1], other[None, :, 1]) + gap
    area: Floats = np.maximum(wide, 0.0) * np.maximum(high, 0.0)
    return area


def free(one: Floats, other: Floats, gap: float) -> Flags:
    """Which of `one` keep at least a gap from every one of `other`."""
    if not len(other):
        return np.ones(len(one), dtype=bool)
    meet = one[:, None, 0] < other[None, :, 2] + gap
    meet &= one[:, None, 2] > other[None, :, 0] - gap
    meet &= one[:, None, 1] < other[None, :, 3] + gap
    meet &= one[:, None, 3] > other[None, :, 1] - gap
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
