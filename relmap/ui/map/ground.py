"""What lies under everything: the paper, the rings of closeness, named sectors, and the shade of the context layer."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from relmap.model.geometry import ASPECT, distance, ring
from relmap.ui.map.grid import Box
from relmap.ui.map.items import Node
from relmap.ui.map.lettering import Lettering
from relmap.ui.map.palette import Palette
from relmap.words import say

DRAWN_RINGS = (9, 6, 3, 0)
"""The closenesses whose rings are drawn."""
_LABEL_ANGLE = math.radians(38.0)
_SECTOR_ROOM = 150.0
SHADE_REACH = 46.0
"""How far round a thing the shade goes, in scene units."""
_SHORE = 1.3
_SHORE_STRENGTH = 0.4


@dataclass(frozen=True, slots=True)
class Ground:
    """What is shown under everything."""

    rings: bool = True
    sectors: tuple[str, ...] = ()
    context: bool = False

    def with_rings(self, shown: bool) -> Ground:
        """The same with or without rings."""
        return replace(self, rings=shown)

    def with_sectors(self, names: tuple[str, ...]) -> Ground:
        """The same with these sectors."""
        return replace(self, sectors=names)

    def with_context(self, shown: bool) -> Ground:
        """The same with or without the context layer."""
        return replace(self, context=shown)


def paint_ground(
    painter: QPainter,
    box: Box,
    ground: Ground,
    nodes: Iterable[Node],
    pens: Palette,
    lettering: Lettering,
    *,
    words: bool,
) -> None:
    """Paint the paper and what is drawn on it, inside `box`; `nodes` are those whose context may shade it."""
    painter.fillRect(QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1]), pens.paper)
    if ground.context:
        _paint_shade(painter, nodes, pens)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if ground.sectors:
        _paint_sectors(painter, ground.sectors, pens, lettering, words=words)
    if ground.rings:
        _paint_rings(painter, box, pens, lettering, words=words)


def _paint_shade(painter: QPainter, nodes: Iterable[Node], pens: Palette) -> None:
    """Shade the ground round things to which a context matters, as land on a map: one shore, however many there are.

    The shore lies under the land, so that where two meet none runs between them; it is seen in greys as well.
    """
    shaded = [node for node in nodes if (node.look.badges or node.look.shape == "context") and not node.look.covered]
    painter.setPen(Qt.PenStyle.NoPen)
    shore = pens.pen("context", 1.0, strength=_SHORE_STRENGTH).color()
    for colour, reach in ((shore, SHADE_REACH + _SHORE), (pens.shade, SHADE_REACH)):
        painter.setBrush(colour)
        for node in shaded:
            painter.drawEllipse(QPointF(node.x, node.y), node.body.half_width + reach, node.body.half_height + reach)


def _paint_rings(painter: QPainter, box: Box, pens: Palette, lettering: Lettering, *, words: bool) -> None:
    painter.setPen(pens.line_pen(pens.ring, 1.5, cosmetic=True))
    nearest, farthest = _reach(box)
    for closeness in DRAWN_RINGS:
        radius = ring(closeness)
        if nearest <= radius <= farthest:
            painter.drawEllipse(QPointF(0.0, 0.0), radius * ASPECT, radius)
    if words:
        for closeness, text in ((DRAWN_RINGS[0], say("close")), (DRAWN_RINGS[-1], say("far"))):
            _ring_word(painter, ring(closeness), text, pens, lettering)


def _reach(box: Box) -> tuple[float, float]:
    """The smallest and the largest ring distance in a box."""
    left, top, right, bottom = box
    near_x, near_y = max(left, min(0.0, right)), max(top, min(0.0, bottom))
    far_x, far_y = max(abs(left), abs(right)), max(abs(top), abs(bottom))
    return distance(near_x, near_y) - 2.0, distance(far_x, far_y) + 2.0


def _ring_word(painter: QPainter, radius: float, text: str, pens: Palette, lettering: Lettering) -> None:
    words = lettering.words("ring", text, 90.0)
    x, y = radius * ASPECT * math.cos(_LABEL_ANGLE), radius * math.sin(_LABEL_ANGLE)
    rect = QRectF(x - words.width / 2 - 5.0, y - words.height / 2, words.width + 10.0, words.height)
    painter.fillRect(rect, pens.paper)
    painter.setPen(pens.faded)
    words.draw_tight(painter, x - words.width / 2, rect.top())


def _paint_sectors(
    painter: QPainter, names: tuple[str, ...], pens: Palette, lettering: Lettering, *, words: bool
) -> None:
    inner, outer = ring(10), ring(0) + 60.0
    step = 2 * math.pi / len(names)
    for number, name in enumerate(names):
        angle = -math.pi / 2 + number * step
        c, s = math.cos(angle), math.sin(angle)
        painter.setPen(pens.line_pen(pens.line, 1.2, cosmetic=True))
        painter.drawLine(QPointF(inner * ASPECT * c, inner * s), QPointF(outer * ASPECT * c, outer * s))
        if words:
            middle = angle + step / 2
            x, y = outer * ASPECT * math.cos(middle), outer * math.sin(middle)
            block = lettering.words("name", name, _SECTOR_ROOM)
            painter.setPen(pens.faded)
            block.draw_tight(painter, x - block.width / 2, y - block.height / 2)
