"""The course of a line between two bodies: ends, bend, sampled points, zigzag and taper. Plain geometry, no Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from relmap.ui.map.grid import Box
from relmap.ui.map.outlines import Body, edge
from relmap.ui.map.shapes import Place

ZIGZAG_STEP = 16.5
_ZIGZAG_RISE = 4.6
_TAPER_NARROW = 1.2
_TAPER_WIDE = 13.0
_STRAIGHT = 1e-3
_BEND_STEPS = 10
_SHORT = 420.0


@dataclass(frozen=True, slots=True)
class Course:
    """A line from `start` to `end`; bent ones have a `bend`, the control point of a quadratic curve."""

    start: Place
    end: Place
    bend: Place | None

    @property
    def length(self) -> float:
        """The straight distance between the ends."""
        return math.hypot(self.end[0] - self.start[0], self.end[1] - self.start[1])

    def at(self, t: float) -> Place:
        """The point a share `t` (0..1) of the way along."""
        (x0, y0), (x1, y1) = self.start, self.end
        if self.bend is None:
            return x0 + (x1 - x0) * t, y0 + (y1 - y0) * t
        bx, by = self.bend
        s = 1.0 - t
        a, b, c = s * s, 2.0 * s * t, t * t
        return a * x0 + b * bx + c * x1, a * y0 + b * by + c * y1

    def arrival(self) -> Place:
        """The direction (unit vector) in which it reaches its end."""
        return _unit(self.end, self.bend if self.bend is not None else self.start)

    def points(self) -> list[Place]:
        """A few points along it, ends included: enough to draw near it, cut it in boxes, and measure distances."""
        if self.bend is None:
            return [self.start, self.end]
        return [self.at(step / _BEND_STEPS) for step in range(_BEND_STEPS + 1)]

    def boxes(self, margin: float) -> list[Box]:
        """Boxes that together cover it, each `margin` wider on every side; one is enough for a short line."""
        if self.length <= _SHORT:
            return [self._one_box(margin)]
        pieces: list[Box] = []
        for here, there in pairwise(self.points()):
            pieces.extend(_piece_boxes(here, there, margin))
        return pieces

    def _one_box(self, margin: float) -> Box:
        (left, top), (right, bottom) = self.start, self.end
        if left > right:
            left, right = right, left
        if top > bottom:
            top, bottom = bottom, top
        if self.bend is not None:
            x, y = self.bend
            left, right = min(left, x), max(right, x)
            top, bottom = min(top, y), max(bottom, y)
        return left - margin, top - margin, right + margin, bottom + margin

    def distance(self, x: float, y: float) -> float:
        """How far a point is from it."""
        points = self.points()
        return min(_to_segment(x, y, p, q) for p, q in pairwise(points))


def course(a: Place, body_a: Body, b: Place, body_b: Body, curve: float, gap: float = 0.0) -> Course:
    """The line from the outline of one body to that of another; `gap` units are left free before the second.

    `curve` bends it away from the middle of the map by a share of its length; below 0 towards it.
    """
    dx, dy = b[0] - a[0], b[1] - a[1]
    if abs(curve) < _STRAIGHT:
        from_a, from_b = edge(body_a, dx, dy), edge(body_b, -dx, -dy, gap)
        return Course((a[0] + from_a[0], a[1] + from_a[1]), (b[0] + from_b[0], b[1] + from_b[1]), None)
    bend = _bend(a, dx, dy, curve)
    from_a = edge(body_a, bend[0] - a[0], bend[1] - a[1])
    from_b = edge(body_b, bend[0] - b[0], bend[1] - b[1], gap)
    return Course((a[0] + from_a[0], a[1] + from_a[1]), (b[0] + from_b[0], b[1] + from_b[1]), bend)


def _bend(a: Place, dx: float, dy: float, curve: float) -> Place:
    x, y = a[0] + dx / 2, a[1] + dy / 2
    side = 1.0 if -x * dy + y * dx >= 0.0 else -1.0
    return x - dy * curve * side, y + dx * curve * side


def zigzag(line: Course) -> list[Place]:
    """The points of a zigzag along a line, with a short plain piece at each end."""
    length = line.length
    teeth = max(2, round((length - ZIGZAG_STEP) / ZIGZAG_STEP))
    ux, uy = _unit(line.end, line.start)
    points = [line.start]
    for tooth in range(teeth + 1):
        t = (tooth + 0.5) / (teeth + 1)
        x, y = line.at(t)
        rise = _ZIGZAG_RISE if tooth % 2 else -_ZIGZAG_RISE
        points.append((x - uy * rise, y + ux * rise))
    points.append(line.end)
    return points


def wedge(line: Course, taper: int) -> list[Place]:
    """The four corners of a taper that widens towards the end with more power (+1 the end, -1 the start)."""
    ux, uy = _unit(line.end, line.start)
    at_start = _TAPER_WIDE if taper < 0 else _TAPER_NARROW
    at_end = _TAPER_WIDE if taper > 0 else _TAPER_NARROW
    (x0, y0), (x1, y1) = line.start, line.end
    return [
        (x0 - uy * at_start, y0 + ux * at_start),
        (x1 - uy * at_end, y1 + ux * at_end),
        (x1 + uy * at_end, y1 - ux * at_end),
        (x0 + uy * at_start, y0 - ux * at_start),
    ]


def mark_shares(count: int, length: float, spacing: float) -> list[float]:
    """Where `count` marks stand on a line (shares 0..1): round its middle, closer together when there are many."""
    if count == 0 or length <= 0.0:
        return [0.5] * count
    step = min(spacing / length, 0.86 / max(1, count - 1)) if count > 1 else 0.0
    return [0.5 + (index - (count - 1) / 2) * step for index in range(count)]


def _unit(to: Place, start: Place) -> Place:
    dx, dy = to[0] - start[0], to[1] - start[1]
    length = math.hypot(dx, dy)
    return (dx / length, dy / length) if length > 1e-9 else (1.0, 0.0)


def _piece_boxes(p: Place, q: Place, margin: float) -> list[Box]:
    across = max(abs(q[0] - p[0]), abs(q[1] - p[1]))
    parts = max(1, min(16, math.ceil(across / 240.0)))
    boxes: list[Box] = []
    x, y = p
    for part in range(1, parts + 1):
        nx, ny = p[0] + (q[0] - p[0]) * part / parts, p[1] + (q[1] - p[1]) * part / parts
        left, right = (x, nx) if x < nx else (nx, x)
        top, bottom = (y, ny) if y < ny else (ny, y)
        boxes.append((left - margin, top - margin, right + margin, bottom + margin))
        x, y = nx, ny
    return boxes


def _to_segment(x: float, y: float, p: Place, q: Place) -> float:
    dx, dy = q[0] - p[0], q[1] - p[1]
    square = dx * dx + dy * dy
    t = 0.0 if square < 1e-12 else max(0.0, min(1.0, ((x - p[0]) * dx + (y - p[1]) * dy) / square))
    return math.hypot(x - p[0] - dx * t, y - p[1] - dy * t)
