"""The measures of the map: rings of closeness and the sizes of things, in scene units.

The client is at (0, 0) and y grows downwards. Rings are ellipses, because screens are wide; "distance" is measured
along them. This is the one place that knows the figures; it draws nothing.
"""

from __future__ import annotations

import math

ASPECT = 1.3
NEAREST = 85.0
STEP = 38.0
CLIENT_RADIUS = 35.0
PERSON_RADIUS = 31.0
SECOND_RADIUS = 20.0


def distance(x: float, y: float) -> float:
    """How far a point is from the client, in ring units (0 or more)."""
    return math.hypot(x / ASPECT, y)


def ring(closeness: float) -> float:
    """The ring distance of a closeness between 0 (far) and 10 (near)."""
    return NEAREST + STEP * (10.0 - closeness)


def closeness_at(x: float, y: float) -> int:
    """The closeness 0..10 whose ring lies nearest to a point."""
    return max(0, min(10, round(10.0 - (distance(x, y) - NEAREST) / STEP)))


def settle(x: float, y: float, closeness: int) -> tuple[float, float]:
    """The point nearest to (x, y), along its ray from the client, that reads as `closeness`."""
    far = distance(x, y)
    if far < 1e-9:
        return 0.0, -ring(closeness)
    inner, outer = ring(closeness) - STEP / 2, ring(closeness) + STEP / 2
    scale = max(inner, min(outer, far)) / far
    return x * scale, y * scale
