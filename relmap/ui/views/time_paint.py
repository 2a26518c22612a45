"""Paints the marks of a timeline in the shapes and strokes of the map, each with its words.

A moment that is only about right is a hollow sign on a fading line; a tie after a death is dotted, with no bar under
it. Nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from relmap.analysis.stretch import Stretch
from relmap.ui.map.curves import Course
from relmap.ui.map.items import Tie
from relmap.ui.map.lettering import laid_out
from relmap.ui.map.palette import with_alpha
from relmap.ui.map.shapes import TieLook
from relmap.ui.map.ties import paint_soft, paint_strokes
from relmap.ui.views.time_marks import Glyph, Mark
from relmap.ui.views.time_signs import Brushes, arrow, dots, is_band, paint_ends, paint_sign

_BEYOND = 0.45
"""How strong a tie is drawn after a death."""
_SHORTEST_WORDS = 30.0
_AT_LEAST = 3.0
_MOST_OF_A_BAR = 0.45
"""More of a tie's bar than that its words may not hide."""
_OFF_SCREEN = 60.0


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a mark is painted: its ends, the middle of its line, the width in sight, and the room for its words.

    `words_from`: where its words may begin, if they stand before it; those of a tie do so where there is room.
    """

    left: float
    right: float
    y: float
    sight: tuple[float, float]
    words_until: float
    words_from: float | None = None
    beyond: tuple[float, float] | None = None

    @property
    def seen(self) -> tuple[float, float]:
        """Its ends, no further out of sight than an end needs."""
        low, high = self.sight[0] - _OFF_SCREEN, self.sight[1] + _OFF_SCREEN
        return min(max(self.left, low), high), max(min(self.right, high), low)


def paint_mark(painter: QPainter, mark: Mark, slot: Slot, brushes: Brushes) -> QRectF:
    """Paint one mark with its words; what it covers is what can be clicked."""
    body = _PAINTERS[mark.glyph](painter, mark, slot, brushes)
    return body.united(_paint_words(painter, mark, body, slot, brushes))


def paint_around(painter: QPainter, box: QRectF, brushes: Brushes, *, chosen: bool) -> None:
    """Outline what is chosen; lay a soft band, with a dashed rim, round what belongs to it."""
    grown = box.adjusted(-3.0, -1.5, 3.0, 1.5)
    accent = brushes.pens.accent
    painter.setBrush(Qt.BrushStyle.NoBrush if chosen else with_alpha(accent, 0.14))
    pen = QPen(accent, 2.0 if chosen else 1.2, Qt.PenStyle.SolidLine if chosen else Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.drawRoundedRect(grown, 5.0, 5.0)


# what marks are made of


def _stretch_of(mark: Mark) -> Stretch:
    assert mark.at is not None  # only what is dated is painted
    return mark.at.at


def _body(left: float, right: float, y: float, half: float) -> QRectF:
    return QRectF(left, y - half, max(right - left, _AT_LEAST), 2 * half)


def _paint_tie(painter: QPainter, mark: Mark, slot: Slot, brushes: Brushes) -> QRectF:
    at, (left, right) = _stretch_of(mark), slot.seen
    if mark.at is not None and mark.at.beyond is not None:
        _paint_beyond(painter, mark, slot, brushes, is_open=mark.at.beyond.open)
    body = _body(left, max(right, left + brushes.size), slot.y, brushes.half * 0.9)
    painter.fillRect(body, with_alpha(brushes.pens.stroke(mark.tone), 0.13))
    _stroke(painter, mark, body, brushes)
    paint_ends(painter, body, at, brushes, mark)
    if slot.beyond is not None:
        return body.united(_body(slot.beyond[0], min(slot.beyond[1], slot.sight[1]), slot.y, brushes.half * 0.9))
    return body


def _stroke(painter: QPainter, mark: Mark, body: QRectF, brushes: Brushes) -> None:
    """The line of a tie in the manner of its quality, as on the map."""
    tie = Tie(TieLook(mark.id, "", "", mark.style, mark.tone, dashed=mark.dashed), 0)
    y = body.center().y()
    tie.course = Course((body.left() + 1.0, y), (max(body.right() - 1.0, body.left() + 2.0), y), None)
    paint_soft(painter, [tie], brushes.pens)
    paint_strokes(painter, [tie], brushes.pens)


def _paint_beyond(painter: QPainter, mark: Mark, slot: Slot, brushes: Brushes, *, is_open: bool) -> None:
    """After a death: the same tie in a lighter manner, dotted, with no bar under it."""
    if slot.beyond is None:
        return
    left = max(slot.beyond[0], slot.sight[0] - _OFF_SCREEN)
    right = min(slot.beyond[1], slot.sight[1] + _OFF_SCREEN)
    body = _body(left, right, slot.y, brushes.half * 0.9)
    pen = QPen(brushes.pens.stroke(mark.tone), 1.6, Qt.PenStyle.DotLine, Qt.PenCapStyle.RoundCap)
    painter.setOpacity(_BEYOND + 0.2)
    painter.setPen(pen)
    painter.drawLine(QLineF(body.left(), slot.y, body.right(), slot.y))
    if is_open:
        arrow(painter, QPointF(body.right(), slot.y), 1.0, brushes, mark)
    painter.setOpacity(1.0)


def _paint_band(painter: QPainter, mark: Mark, slot: Slot, brushes: Brushes) -> QRectF:
    """A band of the time in which something mattered or lasted; its small sign stands at its beginning."""
    left, right = slot.seen
    body = _body(left, max(right, left + 2 * brushes.half + 6.0), slot.y, brushes.half + 2.0)
    painter.setPen(brushes.pens.pen(mark.tone, 1.2))
    painter.setBrush(brushes.pens.fill(mark.tone))
    painter.drawRoundedRect(body, 4.0, 4.0)
    paint_ends(painter, body, _stretch_of(mark), brushes, mark)
    x = min(max(body.left(), slot.sight[0]) + brushes.half + 4.0, body.right() - brushes.half)
    paint_sign(painter, mark, QPointF(x, slot.y), brushes, hollow=False)
    return body


def _paint_event(painter: QPainter, mark: Mark, slot: Slot, brushes: Brushes) -> QRectF:
    return (_paint_band if is_band(mark) else _paint_moment)(painter, mark, slot, brushes)


def _paint_moment(painter: QPainter, mark: Mark, slot: Slot, brushes: Brushes) -> QRectF:
    """A sign at the middle of the time it may have been; with a line over that time where it is long enough to see."""
    at, (left, right) = _stretch_of(mark), slot.seen
    middle = (left + right) / 2 if at.moment else left
    if right - left > brushes.size or at.begins == "open" or at.ends == "open":
        body = _body(left, right, slot.y, 1.0)
        painter.fillRect(body, with_alpha(brushes.pens.stroke(mark.tone), 0.55))
        paint_ends(painter, body.adjusted(0, -5, 0, 5), at, brushes, mark)
    paint_sign(painter, mark, QPointF(middle, slot.y), brushes, hollow=at.is_about or mark.hollow)
    reach = brushes.half + 2.0
    return QRectF(middle - reach, slot.y - reach, 2 * reach, 2 * reach).united(
        _body(left, right, slot.y, reach) if right - left > brushes.size else QRectF()
    )


def _paint_life(painter: QPainter, mark: Mark, slot: Slot, brushes: Brushes) -> QRectF:
    """A thin line from birth to death: a small ring where it begins, a dashed one where it ended."""
    at, (left, right) = _stretch_of(mark), slot.seen
    pen = brushes.pens.line_pen(brushes.pens.theme.colour("distant"), 1.3)
    painter.setPen(pen)
    y, r = slot.y, brushes.half * 0.5
    if right - left > brushes.size or "unknown" not in (at.begins, at.ends):
        painter.drawLine(QLineF(left, y, right, y))
    painter.setBrush(brushes.pens.paper)
    for x, edge, gone in ((left, at.begins, False), (right, at.ends, True)):
        if edge == "unknown":
            continue
        if edge == "open":
            arrow(painter, QPointF(x, y), 1.0 if gone else -1.0, brushes, mark)
            painter.setBrush(brushes.pens.paper)
            continue
        shown = QPen(pen.color(), 1.4, Qt.PenStyle.DotLine if gone or edge == "about" else Qt.PenStyle.SolidLine)
        painter.setPen(shown)
        painter.drawEllipse(QPointF(x, y), r, r)
    body = _body(left, right, y, brushes.half * 0.6)
    for edge, side in ((at.begins, -1.0), (at.ends, 1.0)):
        if edge == "unknown":
            dots(painter, QPointF(right if side > 0 else left, y), side, brushes, mark)
    return body.adjusted(-r, 0, r, 0)


def _paint_case(painter: QPainter, mark: Mark, slot: Slot, brushes: Brushes) -> QRectF:
    left, right = slot.seen
    body = _body(left, right, slot.y, brushes.half * 0.7)
    painter.fillRect(body, with_alpha(brushes.pens.stroke("accent"), 0.13))
    for shift in (-2.0, 2.0):
        painter.setPen(brushes.pens.pen("accent", 1.6))
        painter.drawLine(QLineF(body.left(), slot.y + shift, body.right(), slot.y + shift))
    paint_ends(painter, body, _stretch_of(mark), brushes, mark)
    return body


def _paint_session(painter: QPainter, mark: Mark, slot: Slot, brushes: Brushes) -> QRectF:
    x, r = (slot.left + slot.right) / 2, brushes.half * 0.55
    painter.setPen(brushes.pens.pen("accent", 1.4, (2.0, 2.0) if mark.hollow else ()))
    painter.setBrush(brushes.pens.paper if mark.hollow else brushes.pens.solid("accent"))
    painter.drawEllipse(QPointF(x, slot.y), r, r)
    return QRectF(x - r - 1.0, slot.y - r - 3.0, 2 * r + 2.0, 2 * r + 6.0)


_PAINTERS: Mapping[Glyph, Callable[[QPainter, Mark, Slot, Brushes], QRectF]] = {
    "tie": _paint_tie,
    "life": _paint_life,
    "band": _paint_band,
    "event": _paint_event,
    "lesson": _paint_moment,
    "role": _paint_moment,
    "story": _paint_moment,
    "new": _paint_moment,
    "session": _paint_session,
    "case": _paint_case,
}


# words


def _paint_words(painter: QPainter, mark: Mark, body: QRectF, slot: Slot, brushes: Brushes) -> QRectF:
    """Words beside a sign, or inside a band, in sight as long as any of it is; returns what they cover."""
    if not mark.label:
        return body
    left, until = _words_room(mark, body, slot, brushes)
    if until - left < _SHORTEST_WORDS:
        return body
    words = laid_out(mark.label, brushes.font, until - left, 1)
    if slot.words_from is not None and until <= body.left():
        left = until - words.width
    box = QRectF(left, slot.y - words.height / 2, words.width, words.height)
    inside = is_band(mark) and body.left() < left < body.right()
    if not inside:
        painter.fillRect(box.adjusted(-2.0, 0.0, 2.0, 0.0), brushes.pens.halo)
    painter.setPen(brushes.pens.words(mark.tone) if inside else brushes.pens.ink)
    words.draw_tight(painter, box.left(), box.top())
    return box


def _words_room(mark: Mark, body: QRectF, slot: Slot, brushes: Brushes) -> tuple[float, float]:
    """From where to where words may run."""
    if slot.words_from is not None:
        room = max(slot.words_from, slot.sight[0] + 8.0), body.left() - 6.0
        if mark.glyph != "tie" or room[1] - room[0] > _width(mark, brushes):
            return room
    edge, until = slot.sight[0], min(slot.words_until, slot.sight[1] - 6.0)
    if mark.glyph == "tie":
        left = max(body.left(), edge) + 8.0
        hides = _width(mark, brushes) > _MOST_OF_A_BAR * (body.right() - left)
        return left, left if hides else min(until, body.right() - 4.0)
    if is_band(mark):
        left, right = max(body.left(), edge) + 2 * brushes.half + 8.0, min(body.right() - 6.0, slot.sight[1])
        beside = until - body.right()
        return (left, right) if right - left >= min(_width(mark, brushes), beside) else (body.right() + 6.0, until)
    left, right = slot.seen
    moment = _stretch_of(mark).moment
    middle = (left + right) / 2 if moment else left
    if moment and middle < edge:
        return edge, edge  # words stay with their sign
    return max(middle + brushes.half + 6.0, edge + 8.0), until


def _width(mark: Mark, brushes: Brushes) -> float:
    return QFontMetricsF(brushes.font).horizontalAdvance(mark.label) + 1.0
