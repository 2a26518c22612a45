"""The ends and the signs of a timeline's marks: how sure a date is, and what kind of thing has it, each by its shape.

A sure end is cut straight, an approximate one goes over into the paper, an open one is an arrow, and where nobody
knows there are three dots. The signs are those of the map, made small.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QLinearGradient, QPainter, QPainterPath, QPolygonF

from relmap.analysis.stretch import Edge, Stretch
from relmap.ui.map import pictograms
from relmap.ui.map.curves import Course
from relmap.ui.map.items import Tie
from relmap.ui.map.palette import Palette, with_alpha
from relmap.ui.map.shapes import TieLook
from relmap.ui.map.ties import paint_soft, paint_strokes
from relmap.ui.panels.dress import scaled
from relmap.ui.views.time_marks import Glyph, Mark

_FADE = 26.0
_USUAL = 14.0
"""The size the signs below are drawn for."""


@dataclass(frozen=True, slots=True)
class Brushes:
    """What the painters of marks work with: pens of the theme, the font of small words, and how large a glyph is."""

    pens: Palette
    font: QFont
    size: float

    @property
    def half(self) -> float:
        """Half the height of a glyph."""
        return self.size / 2


# ends


def is_band(mark: Mark) -> bool:
    """Whether it is drawn as a band: a context, what lasted, and what happened to many."""
    at = mark.at
    lasting = mark.glyph == "event" and at is not None and (at.lane == "history" or not at.at.moment)
    return mark.glyph == "band" or lasting


def paint_ends(painter: QPainter, body: QRectF, at: Stretch, brushes: Brushes, mark: Mark) -> None:
    """Paint both ends of a mark's body."""
    y = body.center().y()
    for x, edge, side in ((body.left(), at.begins, -1.0), (body.right(), at.ends, 1.0)):
        _END[edge](painter, QPointF(x, y), side, brushes, mark, body)


def _sure(painter: QPainter, at: QPointF, side: float, brushes: Brushes, mark: Mark, body: QRectF) -> None:
    if not is_band(mark) or body.width() < brushes.size:
        painter.setPen(brushes.pens.pen(mark.tone, 1.8))
        half = body.height() / 2
        painter.drawLine(QLineF(at.x(), at.y() - half, at.x(), at.y() + half))


def _fade(painter: QPainter, at: QPointF, side: float, brushes: Brushes, mark: Mark, body: QRectF) -> None:
    """Let an end go over into the paper."""
    reach = min(scaled(_FADE), body.width() * 0.5)
    paper, clear = brushes.pens.paper, with_alpha(brushes.pens.paper, 0.0)
    wash = QLinearGradient(QPointF(at.x() - side * reach, 0), QPointF(at.x() + side, 0))
    wash.setColorAt(0.0, clear)
    wash.setColorAt(1.0, paper)
    over = 1.0 if is_band(mark) else 3.5  # no further, or it would wash out the line above or below
    box = QRectF(QPointF(at.x() - side * reach, body.top() - over), QPointF(at.x() + side * 3.0, body.bottom() + over))
    painter.fillRect(box.normalized(), QBrush(wash))


def _open(painter: QPainter, at: QPointF, side: float, brushes: Brushes, mark: Mark, body: QRectF) -> None:
    arrow(painter, at, side, brushes, mark)


def _unknown(painter: QPainter, at: QPointF, side: float, brushes: Brushes, mark: Mark, body: QRectF) -> None:
    dots(painter, at, side, brushes, mark)


_END: Mapping[Edge, Callable[[QPainter, QPointF, float, Brushes, Mark, QRectF], None]] = {
    "sure": _sure,
    "about": _fade,
    "open": _open,
    "unknown": _unknown,
}


def arrow(painter: QPainter, at: QPointF, side: float, brushes: Brushes, mark: Mark) -> None:
    """Paint an open end: it goes on, to the left (`side` -1) or to the right (+1)."""
    half = brushes.half * 0.6
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brushes.pens.solid(mark.tone))
    tip, back = at.x() + side * (half * 1.3), at.x() - side * 1.0
    painter.drawPolygon(QPolygonF([QPointF(tip, at.y()), QPointF(back, at.y() - half), QPointF(back, at.y() + half)]))


def dots(painter: QPainter, at: QPointF, side: float, brushes: Brushes, mark: Mark) -> None:
    """Paint an end that nobody knows."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brushes.pens.solid(mark.tone if mark.glyph != "life" else "faded"))
    for step, radius in enumerate((1.7, 1.4, 1.1)):
        painter.drawEllipse(QPointF(at.x() + side * (6.0 + 6.0 * step), at.y()), radius, radius)


# signs


def paint_sign(painter: QPainter, mark: Mark, at: QPointF, brushes: Brushes, *, hollow: bool) -> None:
    """Paint the sign of a mark's kind; `hollow`: its date is only about right, or it was not held."""
    pens, scale = brushes.pens, brushes.size / _USUAL
    painter.save()
    painter.translate(at)
    painter.scale(scale, scale)
    painter.setPen(pens.pen(mark.tone, 1.4, (2.2, 2.2) if hollow else ()))
    painter.setBrush(pens.paper if hollow else pens.fill(mark.tone))
    _SIGNS[mark.glyph](painter, mark, pens, hollow)
    painter.restore()


def _event_sign(painter: QPainter, mark: Mark, pens: Palette, hollow: bool) -> None:
    painter.setBrush(pens.paper if hollow else pens.solid(mark.tone))
    painter.drawPolygon(pictograms.diamond())


def _context_sign(painter: QPainter, mark: Mark, pens: Palette, hollow: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pens.solid(mark.tone))
    painter.drawPolygon(pictograms.triangle())


def _lesson_sign(painter: QPainter, mark: Mark, pens: Palette, hollow: bool) -> None:
    painter.drawRoundedRect(QRectF(-7.0, -4.5, 14.0, 9.0), 2.0, 2.0)
    painter.fillRect(QRectF(-7.0, -3.5, 3.0, 7.0), pens.solid(mark.tone))


def _role_sign(painter: QPainter, mark: Mark, pens: Palette, hollow: bool) -> None:
    painter.drawPath(pictograms.ticket(8.0, 4.5))


def _story_sign(painter: QPainter, mark: Mark, pens: Palette, hollow: bool) -> None:
    bubble = QPainterPath(QPointF(-2.0, 3.0))
    bubble.lineTo(-4.0, 6.5)
    bubble.lineTo(2.0, 3.0)
    bubble.lineTo(6.0, 3.0)
    bubble.lineTo(6.0, -5.0)
    bubble.lineTo(-6.0, -5.0)
    bubble.lineTo(-6.0, 3.0)
    bubble.closeSubpath()
    painter.drawPath(bubble)


def _new_sign(painter: QPainter, mark: Mark, pens: Palette, hollow: bool) -> None:
    painter.scale(0.72, 0.72)
    painter.setPen(pens.pen("new", 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(pictograms.sprout_stem())
    painter.setBrush(pens.paper if hollow else pens.solid("new"))
    painter.drawPath(pictograms.sprout_leaves())


def _tie_sign(painter: QPainter, mark: Mark, pens: Palette, hollow: bool) -> None:
    """A short piece of the tie, in the manner of its quality."""
    tie = Tie(TieLook(mark.id, "", "", mark.style, mark.tone, dashed=mark.dashed), 0)
    tie.course = Course((-12.0, 0.0), (12.0, 0.0), None)
    paint_soft(painter, [tie], pens)
    paint_strokes(painter, [tie], pens)


def _life_sign(painter: QPainter, mark: Mark, pens: Palette, hollow: bool) -> None:
    painter.setPen(pens.line_pen(pens.theme.colour("distant"), 1.6))
    painter.setBrush(pens.paper)
    painter.drawEllipse(QPointF(0.0, 0.0), 5.0, 5.0)


def _session_sign(painter: QPainter, mark: Mark, pens: Palette, hollow: bool) -> None:
    painter.setBrush(pens.paper if mark.hollow else pens.solid(mark.tone))
    painter.drawEllipse(QPointF(0.0, 0.0), 4.0, 4.0)


_SIGNS: Mapping[Glyph, Callable[[QPainter, Mark, Palette, bool], None]] = {
    "band": _context_sign,
    "event": _event_sign,
    "lesson": _lesson_sign,
    "role": _role_sign,
    "story": _story_sign,
    "new": _new_sign,
    "tie": _tie_sign,
    "life": _life_sign,
    "session": _session_sign,
    "case": _session_sign,
}
