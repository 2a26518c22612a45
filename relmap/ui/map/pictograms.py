"""The small drawings on the map that are our own: bolt, tick, sprout, loop, triangle, wave and the ticket's outline.

Each is a path round (0, 0) in scene units, made once, so that it is as sharp on paper as on a screen. Pictures of
places come from the shipped icons.
"""

from __future__ import annotations

import math
from functools import cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from relmap.ui.map.shapes import Pictogram

PICTURES: dict[Pictogram, str] = {
    "institution": "landmark",
    "school": "school",
    "group": "users",
    "community": "orbit",
    "place": "house",
    "faith": "sparkles",
}
_WAVE = 6.0


@cache
def bolt() -> QPainterPath:
    """A small broken bolt, to be stroked: a disruption."""
    return _line((1.8, -6.2), (-3.2, 0.6), (2.9, -0.6), (-1.8, 6.2))


@cache
def tick() -> QPainterPath:
    """A tick, to be stroked: a repair."""
    return _line((-4.4, 0.4), (-1.3, 3.6), (4.4, -3.4))


@cache
def triangle() -> QPolygonF:
    """A small triangle that stands on its base: power and context."""
    return QPolygonF([QPointF(0.0, -4.0), QPointF(4.2, 3.6), QPointF(-4.2, 3.6)])


@cache
def diamond() -> QPolygonF:
    """A small diamond: something that happened."""
    return QPolygonF([QPointF(0.0, -5.4), QPointF(5.4, 0.0), QPointF(0.0, 5.4), QPointF(-5.4, 0.0)])


@cache
def loop() -> QPainterPath:
    """A round arrow, to be stroked: what comes again."""
    path = QPainterPath()
    path.arcMoveTo(QRectF(-5.5, -5.5, 11.0, 11.0), 60.0)
    path.arcTo(QRectF(-5.5, -5.5, 11.0, 11.0), 60.0, 292.0)
    path.moveTo(6.4, -7.0)
    path.lineTo(6.0, -2.2)
    path.lineTo(1.4, -2.9)
    return path


@cache
def sprout_leaves() -> QPainterPath:
    """Two leaves, to be filled: something new."""
    path = QPainterPath(QPointF(0.2, 1.6))
    path.cubicTo(-1.6, -5.6, -6.4, -7.6, -10.2, -7.4)
    path.cubicTo(-10.6, -2.6, -7.0, 2.4, 0.2, 1.6)
    path.closeSubpath()
    path.moveTo(0.4, 3.6)
    path.cubicTo(1.2, -2.4, 5.4, -4.8, 10.2, -4.4)
    path.cubicTo(10.2, 0.4, 6.6, 4.6, 0.4, 3.6)
    path.closeSubpath()
    return path


@cache
def sprout_stem() -> QPainterPath:
    """The stem of the sprout, to be stroked."""
    return _line((0.2, 0.6), (0.2, 10.0))


@cache
def echo() -> QPainterPath:
    """Two arcs round a point, to be stroked: here too."""
    path = QPainterPath()
    for radius in (3.4, 6.8):
        path.arcMoveTo(QRectF(-radius, -radius, 2 * radius, 2 * radius), -60.0)
        path.arcTo(QRectF(-radius, -radius, 2 * radius, 2 * radius), -60.0, 120.0)
    path.addEllipse(QPointF(-1.0, 0.0), 0.9, 0.9)
    path.translate(-2.0, 0.0)
    return path


@cache
def ticket(half_width: float, half_height: float) -> QPainterPath:
    """A ticket with pointed ends."""
    point = half_height * 0.62
    w, h = half_width, half_height
    corners = ((-w, 0), (point - w, -h), (w - point, -h), (w, 0), (w - point, h), (point - w, h))
    path = _line(*corners)
    path.closeSubpath()
    return path


def wave(x: float, y: float, width: float) -> QPainterPath:
    """A wavy line from (x, y) to the right, to be stroked: disputed words."""
    path = QPainterPath(QPointF(x, y))
    count = max(2, math.ceil(width / _WAVE))
    for step in range(count):
        rise = 2.4 if step % 2 else -2.4
        left = x + step * _WAVE
        path.quadTo(left + _WAVE / 2, y + rise, left + _WAVE, y)
    return path


def _line(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for x, y in points[1:]:
        path.lineTo(x, y)
    return path
