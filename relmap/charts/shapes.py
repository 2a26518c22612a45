"""The small shapes of the map, for charts: each is told by its outline, so that no colour is needed to tell them apart.

All are about two units across, round the origin, and y goes upwards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Literal

from matplotlib.path import Path

Shape = Literal[
    "circle",
    "square",
    "diamond",
    "card",
    "ticket",
    "sprout",
    "bolt",
    "tick",
    "stitch",
    "bars",
    "badge",
    "sheet",
    "half",
]
LINES: frozenset[Shape] = frozenset({"tick", "stitch", "bars"})
"""Shapes that are strokes alone and have no inside."""
_KAPPA = 0.5523
"""How far the handles of a quarter of a circle reach."""


@cache
def path_of(shape: Shape) -> Path:
    """The outline of a shape."""
    if shape == "circle":
        return Path.unit_circle()
    if shape == "half":
        return _half()
    if shape == "sprout":
        return _sprout()
    if shape in LINES:
        return _strokes(shape)
    return _polygon(_CORNERS[shape])


_CORNERS: dict[Shape, Sequence[tuple[float, float]]] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "card": ((-1.25, -0.85), (1.25, -0.85), (1.25, 0.85), (-1.25, 0.85)),
    "diamond": ((0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)),
    "ticket": ((-1.45, 0.0), (-0.85, -0.85), (0.85, -0.85), (1.45, 0.0), (0.85, 0.85), (-0.85, 0.85)),
    "badge": ((-1.1, -0.8), (1.1, -0.8), (0.0, 1.1)),
    "bolt": ((0.35, 1.35), (-0.85, -0.15), (-0.05, -0.15), (-0.35, -1.35), (0.85, 0.25), (0.05, 0.25)),
    "sheet": ((-0.8, -1.0), (0.8, -1.0), (0.8, 0.45), (0.25, 1.0), (-0.8, 1.0)),
}
_STROKES: dict[Shape, Sequence[Sequence[tuple[float, float]]]] = {
    "tick": (((-0.9, 0.05), (-0.25, -0.75), (1.0, 0.9)),),
    "stitch": (((-0.7, -0.8), (0.7, 0.8)), ((-0.7, 0.8), (0.7, -0.8))),
    "bars": (((-0.4, -1.0), (-0.4, 1.0)), ((0.4, -1.0), (0.4, 1.0))),
}


def _polygon(corners: Sequence[tuple[float, float]]) -> Path:
    points = [*corners, corners[0]]
    return Path(points, [Path.MOVETO, *[Path.LINETO] * (len(points) - 2), Path.CLOSEPOLY])


def _strokes(shape: Shape) -> Path:
    points = [point for stroke in _STROKES[shape] for point in stroke]
    codes = [Path.MOVETO if n == 0 else Path.LINETO for stroke in _STROKES[shape] for n in range(len(stroke))]
    return Path(points, codes)


def _sprout() -> Path:
    """Two leaves on a stem, closed into one outline."""
    left, right = ((-1.3, 0.35), (-0.95, 1.25)), ((1.3, 0.35), (0.95, 1.25))
    points = [(-0.14, -1.2), (-0.14, -0.1), left[0], left[1], (0.0, 0.35), right[1], right[0], (0.14, -0.1)]
    points += [(0.14, -1.2), (-0.14, -1.2)]
    curve = Path.CURVE4
    return Path(
        points, [Path.MOVETO, Path.LINETO, curve, curve, curve, curve, curve, curve, Path.LINETO, Path.CLOSEPOLY]
    )


def _half() -> Path:
    """The lower half of a circle."""
    angles = [math.pi + math.pi * n / 24 for n in range(25)]
    return _polygon([(math.cos(angle), math.sin(angle)) for angle in angles])
