"""Paints the marks on a tie, in the order of the sessions: disruptions, what helped, and the client's word.

Each state has a shape of its own. A bolt in a full ring is open; without a ring it is back on track, and the tick
after it says so; in a ring with a gap it was left open; in a square it ended the therapy. A small ring helped, and
the word is still the client's to say. A number counts earlier ones where there are many.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from relmap.ui.map import pictograms
from relmap.ui.map.items import Tie
from relmap.ui.map.lettering import Lettering
from relmap.ui.map.outlines import MARK_RADIUS
from relmap.ui.map.palette import Palette
from relmap.ui.map.shapes import MarkKind, Place, TieMark

_HELPED = 4.5
_GAP_FROM, _GAP_SPAN = 65 * 16, 230 * 16  # in the sixteenths of a degree that Qt counts


def paint_marks(painter: QPainter, tie: Tie, pens: Palette, selected: frozenset[str], lettering: Lettering) -> None:
    """Paint the disruptions and repairs of a line, in the order of the sessions."""
    if tie.look.covered:
        return
    for mark, place in zip(tie.look.marks, tie.marks, strict=True):
        if not selected.isdisjoint(mark.entities):
            painter.setPen(pens.line_pen(pens.accent, 2.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(*place), MARK_RADIUS + 4.5, MARK_RADIUS + 4.5)
        paint_mark(painter, mark.kind, place, pens)
        if mark.kind == "folded":
            _paint_count(painter, mark, place, pens, lettering)


def paint_mark(painter: QPainter, kind: MarkKind, place: Place, pens: Palette) -> None:
    """Paint one mark, without the number of a folded one."""
    painter.save()
    painter.translate(*place)
    _paint_ground(painter, kind, pens)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if kind == "repair":
        painter.setPen(pens.pen("affirming", 2.0))
        painter.drawPath(pictograms.tick())
    elif kind not in ("helped", "folded"):
        painter.setPen(pens.pen("diminishing", 1.9))
        painter.drawPath(pictograms.bolt())
    painter.restore()


def _paint_ground(painter: QPainter, kind: MarkKind, pens: Palette) -> None:
    """What a mark stands on: the form of its ring."""
    middle, ring = QPointF(), QRectF(-MARK_RADIUS, -MARK_RADIUS, 2 * MARK_RADIUS, 2 * MARK_RADIUS)
    painter.setBrush(pens.fill("ink"))
    if kind in ("mended", "left_open"):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(middle, MARK_RADIUS, MARK_RADIUS)
        if kind == "left_open":
            painter.setPen(pens.pen("accent", 1.5))
            painter.drawArc(ring, _GAP_FROM, _GAP_SPAN)
        return
    painter.setPen(pens.pen("accent", 1.5))
    if kind == "ended":
        painter.drawRoundedRect(ring, 2.0, 2.0)
    elif kind == "helped":
        painter.drawEllipse(middle, _HELPED, _HELPED)
    else:
        if kind == "folded":
            painter.drawEllipse(QPointF(0.0, -3.5), MARK_RADIUS - 1.0, MARK_RADIUS - 1.0)
        painter.drawEllipse(middle, MARK_RADIUS, MARK_RADIUS)


def _paint_count(painter: QPainter, mark: TieMark, place: Place, pens: Palette, lettering: Lettering) -> None:
    words = lettering.words("badge", str(mark.count), 4 * MARK_RADIUS)
    painter.setPen(pens.words("accent"))
    words.draw_tight(painter, place[0] - words.width / 2, place[1] - words.height / 2)
