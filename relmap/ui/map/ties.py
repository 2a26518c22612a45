"""Paints lines: strokes by quality, the taper towards more power, ends, labels, and dates.

All lines are painted here in one go, grouped by pen; none is an item of Qt's. What a line is made of is worked out
when it is first painted after it has moved. Far out every line is a straight hair, drawn in bulk.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPolygonF

from relmap.ui.map import pictograms
from relmap.ui.map.captions import LABEL_ROOM
from relmap.ui.map.curves import Course, wedge, zigzag
from relmap.ui.map.items import Tie
from relmap.ui.map.lettering import Lettering
from relmap.ui.map.palette import Palette
from relmap.ui.map.shapes import Place, Style, TieLook, Tone

_WIDTHS: Mapping[Style, float] = {"warm": 2.6, "plain": 1.6, "room": 1.9, "distant": 2.0}
_USUAL_WIDTH = 2.2
_THIN = 1.15
_THIN_STRENGTH = 0.7
_FAINT_STRENGTH = 0.4
_DISTANT_DASH = (9.0, 7.0)
_LINK_DASH = (6.0, 5.0)
_SOFT_WIDTH = 9.0
_ROOM_APART = 3.0
_GAP = 11.0
_BAR = 7.5
_STITCH = 5.0
_ARROW_LENGTH = 10.0
_ARROW_HALF = 4.3
_BAR_END = 9.0
_BENT_STEPS = 8


@dataclass(frozen=True, slots=True)
class Parts:
    """What one line is made of, in scene units."""

    stroke: QPainterPath
    straight: QLineF | None
    taper: QPolygonF | None
    across: QPainterPath | None
    head: QPolygonF | None
    bar: QLineF | None


def parts_of(tie: Tie) -> Parts:
    """The parts of a line where it now runs."""
    if not isinstance(tie.parts, Parts):
        tie.parts = _make(tie.look, tie.course)
    return tie.parts


def stroke_pen(look: TieLook, pens: Palette, *, plain: bool = True) -> QPen:
    """The pen of a line's stroke; thin lines are fainter too, so that the rest stands out, and some yet more so."""
    arc = bool(look.ends)
    width = _THIN if look.thin and not (arc and plain) else _WIDTHS.get(look.style, _USUAL_WIDTH)
    dash = _DISTANT_DASH if look.style == "distant" else _LINK_DASH if look.dashed or look.covered else ()
    strength = (1.0 if plain else _FAINT_STRENGTH) if arc else _THIN_STRENGTH if look.thin else 1.0
    return pens.pen(_tone(look), width, dash, strength=strength)


def paint_tapers(painter: QPainter, ties: Iterable[Tie], pens: Palette) -> None:
    """Paint the wedges that widen towards whoever has more power."""
    painter.setPen(Qt.PenStyle.NoPen)
    for tie in ties:
        if tie.look.taper and not tie.look.covered:
            taper = parts_of(tie).taper
            if taper is not None:
                painter.setBrush(pens.power_soft if tie.look.style == "distant" else pens.power)
                painter.drawConvexPolygon(taper)


def paint_soft(painter: QPainter, ties: Iterable[Tie], pens: Palette) -> None:
    """Paint the soft wide ground of warm lines."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for tie in ties:
        if tie.look.style == "warm" and not tie.look.covered:
            painter.setPen(pens.pen(tie.look.tone, _SOFT_WIDTH, strength=0.2))
            painter.drawPath(parts_of(tie).stroke)


def paint_chosen(painter: QPainter, ties: Iterable[Tie], pens: Palette) -> None:
    """Paint the accent ground of selected lines."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for tie in ties:
        for width, strength in ((11.0, 0.25), (7.0, 0.45)):
            painter.setPen(pens.pen("accent", width, strength=strength))
            painter.drawPath(plain_path(tie.course))


def _always(_tie: Tie) -> bool:
    return True


def paint_strokes(
    painter: QPainter, ties: Iterable[Tie], pens: Palette, *, plain: Callable[[Tie], bool] = _always
) -> None:
    """Paint the lines themselves with what crosses and ends them; `plain`: whether one that may be faint is not."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    last: QPen | None = None
    for tie in ties:
        look, parts = tie.look, parts_of(tie)
        pen = stroke_pen(look, pens, plain=plain(tie))
        if pen is not last:
            painter.setPen(pen)
            last = pen
        if parts.straight is not None:
            painter.drawLine(parts.straight)
        else:
            painter.drawPath(parts.stroke)
        if parts.across is not None:
            painter.setPen(pens.pen(look.tone, 2.4 if look.style == "broken" else 1.5))
            painter.drawPath(parts.across)
            last = None
        if look.end != "none":
            head = pens.solid(look.tone) if plain(tie) else painter.pen().brush()
            _paint_end(painter, parts, head, pens.pen(look.tone, 3.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            last = None


def paint_hairs(painter: QPainter, ties: Iterable[Tie], pens: Palette) -> None:
    """Paint every line straight and thin, in bulk: for far out, where nothing else can be seen."""
    groups: dict[tuple[Tone, bool], list[QLineF]] = {}
    for tie in ties:
        look = tie.look
        groups.setdefault((_tone(look), look.dashed or look.style == "distant"), []).append(tie.chord)
    for (tone, faint), lines in groups.items():
        painter.setPen(pens.pen(tone, 1.0, cosmetic=True, strength=0.55 if faint else 1.0))
        painter.drawLines(lines)


def paint_dates(painter: QPainter, tie: Tie, pens: Palette, lettering: Lettering) -> None:
    """Write when it was in the room, and how far back the old thing goes, on a little paper."""
    x, y = tie.dates_at
    lines = [lettering.words("small", words, LABEL_ROOM, 1) for words in tie.look.dates]
    width, height = max(words.width for words in lines), sum(words.height for words in lines)
    top = y - height / 2
    painter.setPen(pens.pen(tie.look.tone, 1.0, strength=0.5))
    painter.setBrush(pens.panel)
    painter.drawRoundedRect(QRectF(x - width / 2 - 6.0, top - 2.0, width + 12.0, height + 4.0), 6.0, 6.0)
    painter.setPen(pens.words(tie.look.tone))
    for words in lines:
        words.draw_tight(painter, x - words.width / 2, top)
        top += words.height


def paint_label(painter: QPainter, tie: Tie, pens: Palette, lettering: Lettering) -> None:
    """Write what a line is about where there is room for it, on a little paper."""
    if tie.look.covered or tie.label_at is None:
        return
    words, (x, y) = tie.label_words(lettering), tie.label_at
    rect = QRectF(x - words.width / 2 - 4.0, y - words.height / 2, words.width + 8.0, words.height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pens.halo)
    painter.drawRoundedRect(rect, 5.0, 5.0)
    painter.setPen(pens.words(tie.look.tone))
    words.draw_tight(painter, x - words.width / 2, rect.top())
    if tie.look.disputed:
        painter.setPen(pens.pen("diminishing", 1.1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(pictograms.wave(x - words.width / 2, rect.bottom() - 1.0, words.width))


def _tone(look: TieLook) -> Tone:
    return "faded" if look.covered else look.tone


def _paint_end(painter: QPainter, parts: Parts, brush: QBrush, bar_pen: QPen) -> None:
    if parts.head is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.drawConvexPolygon(parts.head)
    elif parts.bar is not None:
        painter.setPen(bar_pen)
        painter.drawLine(parts.bar)


def _make(look: TieLook, line: Course) -> Parts:
    style: Style = "plain" if look.covered else look.style
    straight = None
    across = None
    if style == "strained":
        stroke = _through(zigzag(line))
    elif style in ("broken", "mended"):
        stroke, across = _gapped(line, mended=style == "mended")
    elif style == "room":
        stroke = _double(line)
    else:
        stroke = plain_path(line)
        straight = QLineF(*line.start, *line.end) if line.bend is None else None
    taper = _polygon(wedge(line, look.taper)) if look.taper else None
    head = _arrow(line) if look.end == "arrow" else None
    return Parts(stroke, straight, taper, across, head, _end_bar(line) if look.end == "bar" else None)


def plain_path(line: Course) -> QPainterPath:
    """A line as it runs, without what crosses or ends it."""
    path = QPainterPath(QPointF(*line.start))
    if line.bend is None:
        path.lineTo(*line.end)
    else:
        path.quadTo(*line.bend, *line.end)
    return path


def _gapped(line: Course, *, mended: bool) -> tuple[QPainterPath, QPainterPath]:
    """A line with a gap in its middle, and what stands there: two bars, or a stitch that joins it again."""
    share = min(0.3, _GAP / max(line.length, 1.0))
    path = _through([line.at(step / _BENT_STEPS * (0.5 - share)) for step in range(_BENT_STEPS + 1)])
    rest = [line.at(0.5 + share + step / _BENT_STEPS * (0.5 - share)) for step in range(_BENT_STEPS + 1)]
    path.addPath(_through(rest))
    (x0, y0), (x1, y1) = line.at(0.5 - share), line.at(0.5 + share)
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    across = QPainterPath()
    if not mended:
        for x, y in ((x0, y0), (x1, y1)):
            across.moveTo(x - uy * _BAR, y + ux * _BAR)
            across.lineTo(x + uy * _BAR, y - ux * _BAR)
        return path, across
    across.moveTo(x0, y0)
    across.lineTo(x1, y1)
    for step in range(4):
        x, y = x0 + (x1 - x0) * (step + 0.5) / 4, y0 + (y1 - y0) * (step + 0.5) / 4
        across.moveTo(x - uy * _STITCH - ux * 1.6, y + ux * _STITCH - uy * 1.6)
        across.lineTo(x + uy * _STITCH + ux * 1.6, y - ux * _STITCH + uy * 1.6)
    return path, across


def _double(line: Course) -> QPainterPath:
    ax, ay = line.arrival()
    path = QPainterPath()
    for side in (-_ROOM_APART, _ROOM_APART):
        path.addPath(plain_path(line).translated(-ay * side, ax * side))
    return path


def _arrow(line: Course) -> QPolygonF:
    ux, uy = line.arrival()
    x, y = line.end
    back_x, back_y = x - ux * _ARROW_LENGTH, y - uy * _ARROW_LENGTH
    sides = [(back_x - uy * s, back_y + ux * s) for s in (-_ARROW_HALF, _ARROW_HALF)]
    return _polygon([(x, y), *sides])


def _end_bar(line: Course) -> QLineF:
    ux, uy = line.arrival()
    x, y = line.end
    return QLineF(x - uy * _BAR_END, y + ux * _BAR_END, x + uy * _BAR_END, y - ux * _BAR_END)


def _through(points: list[Place]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(*point)
    return path


def _polygon(points: list[Place]) -> QPolygonF:
    return QPolygonF([QPointF(*point) for point in points])
