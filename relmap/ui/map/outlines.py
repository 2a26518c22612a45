"""The bodies of things: how large each shape is and where a line meets its outline. Plain geometry, no Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

from relmap.model.geometry import CLIENT_RADIUS, PERSON_RADIUS, SECOND_RADIUS
from relmap.ui.map.shapes import ROUND_SHAPES, Shape

CLIENT_RING = 5.0
"""How far the client's outer ring lies outside the inner one."""
MARK_RADIUS = 9.5
"""The radius of a disruption's or a repair's mark on a tie."""

_ROUND = {
    "client": CLIENT_RADIUS + CLIENT_RING,
    "person": PERSON_RADIUS,
    "therapist": PERSON_RADIUS,
    "second": SECOND_RADIUS,
    "moment": 15.0,
}
_BOXES: dict[str, tuple[float, float, float]] = {
    "place": (54.0, 44.0, 9.0),
    "lesson": (170.0, 62.0, 10.0),
    "experience": (180.0, 52.0, 26.0),
    "role": (0.0, 28.0, 14.0),
    "pattern": (0.0, 30.0, 15.0),
    "event": (0.0, 34.0, 6.0),
    "context": (0.0, 24.0, 12.0),
    "way": (0.0, 28.0, 9.0),
}
_CHIP_MARGINS = {"role": 44.0, "pattern": 48.0, "event": 44.0, "context": 38.0, "way": 44.0}
CHIP_WIDEST = 232.0
_CHIP_NARROWEST = 64.0


@dataclass(frozen=True, slots=True)
class Body:
    """The outline of a thing round its middle: a circle, or a box with rounded corners."""

    half_width: float
    half_height: float
    corner: float

    @property
    def reach(self) -> float:
        """The radius of the circle round it."""
        return max(self.half_width, self.half_height)


POINT = Body(0.0, 0.0, 0.0)
MARK = Body(MARK_RADIUS, MARK_RADIUS, MARK_RADIUS)


def body(shape: Shape, words: float = 0.0) -> Body:
    """The body of a shape; `words` is the width of a chip's text in scene units."""
    if shape in ROUND_SHAPES:
        radius = _ROUND[shape]
        return Body(radius, radius, radius)
    width, height, corner = _BOXES[shape]
    if width == 0.0:
        width = max(_CHIP_NARROWEST, min(CHIP_WIDEST, words + _CHIP_MARGINS[shape]))
    return Body(width / 2, height / 2, corner)


def chip_room(shape: Shape) -> float:
    """How wide a chip's text may be before it elides; 0 for shapes of a fixed width."""
    return CHIP_WIDEST - _CHIP_MARGINS[shape] if shape in _CHIP_MARGINS else 0.0


def edge(here: Body, dx: float, dy: float, gap: float = 0.0) -> tuple[float, float]:
    """Where a ray from the middle of a body in the direction (dx, dy) leaves it, `gap` units outside."""
    length = math.hypot(dx, dy)
    if length < 1e-9:
        return 0.0, 0.0
    ux, uy = dx / length, dy / length
    far = _leaves(here, ux, uy) + gap
    return ux * far, uy * far


def _leaves(here: Body, ux: float, uy: float) -> float:
    w, h, corner = here.half_width, here.half_height, here.corner
    if corner >= w and corner >= h:
        return corner
    far = min(w / abs(ux) if abs(ux) > 1e-9 else math.inf, h / abs(uy) if abs(uy) > 1e-9 else math.inf)
    cx, cy = w - corner, h - corner
    if corner <= 0.0 or abs(ux) * far <= cx or abs(uy) * far <= cy:
        return far
    along = abs(ux) * cx + abs(uy) * cy
    return along + math.sqrt(max(0.0, along * along - cx * cx - cy * cy + corner * corner))


def outside(here: Body, dx: float, dy: float) -> float:
    """How far a point lies outside a body (negative inside); (dx, dy) is measured from its middle."""
    x = abs(dx) - (here.half_width - here.corner)
    y = abs(dy) - (here.half_height - here.corner)
    return math.hypot(max(x, 0.0), max(y, 0.0)) + min(max(x, y), 0.0) - here.corner
