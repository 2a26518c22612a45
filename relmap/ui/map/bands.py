"""Paints the band round everyone a selected pattern is seen with: a soft ground, and an edge round each of them.

The ground lies under everything else. The edge lies over the lines, or a crowd of them would hide it; it is what tells
the band where colours cannot be told apart, and keeps its width on the screen when the map is seen from far.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from relmap.ui.map.items import Node, Tie
from relmap.ui.map.nodes import outline
from relmap.ui.map.palette import Palette
from relmap.ui.map.ties import plain_path

_ROUND = 7.5  # with half of the widest edge no more than what a thing repaints around it
_ALONG = 6.0
_EDGE, _WIDEST_EDGE = 2.2, 3.0
_NEAR = 0.8
_FILL_STRENGTH = 0.2


def paint_bands(painter: QPainter, bands: Iterable[tuple[Tie, Node]], pens: Palette) -> None:
    """Lay the soft ground along the lines to everyone, and round them."""
    pen = pens.pen("accent", 2 * _ALONG, strength=_FILL_STRENGTH)
    for tie, node in bands:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(plain_path(tie.course))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.brush())
        painter.drawPath(outline(node, _ROUND))


def paint_band_edges(painter: QPainter, bands: Iterable[tuple[Tie, Node]], pens: Palette) -> None:
    """Draw the edge of the band round everyone."""
    scale = painter.worldTransform().m11()
    wide = _EDGE if scale >= _NEAR else min(_WIDEST_EDGE, _EDGE * _NEAR / scale)
    painter.setPen(pens.pen("accent", round(wide, 1)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for _, node in bands:
        painter.drawPath(outline(node, _ROUND))
