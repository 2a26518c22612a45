"""Paints the plan of a lesson's life, in the shapes and colours of the map. It decides and remembers nothing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from relmap.ui.map import pictograms
from relmap.ui.map.items import Node, Tie
from relmap.ui.map.lettering import Lettering
from relmap.ui.map.nodes import paint_node, paint_selected
from relmap.ui.map.palette import Palette
from relmap.ui.map.ties import paint_strokes
from relmap.ui.views.life_plan import Box, Dot, Plan, Stem

_FIRST, _SECOND = 0, 1
_RADIUS = 4.6


def paint_plan(
    painter: QPainter, plan: Plan, pens: Palette, lettering: Lettering, selected: frozenset[str], cursor: int | None
) -> None:
    """Paint everything; what is selected has the outline of the map, what the keyboard is at a frame."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    nodes = {look.id: Node(look, number, lettering) for number, look in enumerate(plan.nodes)}
    _paint_columns(painter, plan, pens, selected, nodes)
    _paint_line(painter, plan, pens)
    _paint_ties(painter, plan, nodes, pens)
    _paint_graph(painter, plan, pens, lettering)
    for stem in plan.stems:
        _paint_stem(painter, stem, pens)
    for node in nodes.values():
        if node.look.id in selected:
            paint_selected(painter, node, pens)
        paint_node(painter, node, pens)
    _paint_small(painter, plan, pens)
    _paint_notes(painter, plan, pens, lettering)
    if cursor is not None and cursor < len(plan.spots):
        _paint_cursor(painter, plan.spots[cursor].box, pens)


def _rect(box: Box, grown: float = 0.0) -> QRectF:
    return QRectF(box.x - grown, box.y - grown, box.width + 2 * grown, box.height + 2 * grown)


def _paint_columns(
    painter: QPainter, plan: Plan, pens: Palette, selected: frozenset[str], nodes: dict[str, Node]
) -> None:
    """A wash behind the selected sessions and numbers, which have no outline of their own."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pens.soft("accent"))
    for spot in plan.spots:
        if spot.id in selected and spot.id not in nodes:
            painter.drawRoundedRect(_rect(spot.box, 2.0), 6.0, 6.0)


def _paint_line(painter: QPainter, plan: Plan, pens: Palette) -> None:
    """The one line through time; an arrow at its end where a truer lesson follows."""
    painter.setPen(pens.pen(plan.tone, 2.2))
    painter.drawLine(QPointF(plan.start, plan.base), QPointF(plan.end, plan.base))
    if plan.arrow:
        tip, back = plan.end, 9.0 if plan.from_right else -9.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pens.solid(plan.tone))
        corners = (QPointF(tip, plan.base), QPointF(tip + back, plan.base - 5.0), QPointF(tip + back, plan.base + 5.0))
        painter.drawPolygon(QPolygonF(corners))


def _paint_ties(painter: QPainter, plan: Plan, nodes: dict[str, Node], pens: Palette) -> None:
    ties = []
    for number, look in enumerate(plan.ties):
        a, b = nodes.get(look.a), nodes.get(look.b)
        if a is not None and b is not None:
            tie = Tie(look, number)
            tie.lead(a.place, a.body, b.place, b.body)
            ties.append(tie)
    paint_strokes(painter, ties, pens)


def _paint_graph(painter: QPainter, plan: Plan, pens: Palette, lettering: Lettering) -> None:
    if plan.graph is not None:
        painter.setPen(QPen(pens.line, 1.0))
        for y in (plan.graph.y, plan.graph.bottom):
            painter.drawLine(QPointF(plan.graph.x, y), QPointF(plan.graph.right, y))
    painter.setPen(QPen(pens.faded, 1.0, Qt.PenStyle.DotLine))
    for one, other in plan.hairs:
        painter.drawLine(QPointF(*one), QPointF(*other))
    _paint_ticks(painter, plan, pens, lettering)
    for first, second in plan.joins:
        painter.setPen(_series_pen(plan, plan.dots[first].series, pens))
        painter.drawLine(QPointF(*plan.dots[first].at), QPointF(*plan.dots[second].at))
    for dot in plan.dots:
        _paint_dot(painter, dot, plan, pens, lettering)


def _series_pen(plan: Plan, series: int, pens: Palette) -> QPen:
    return pens.pen(plan.tone, 1.8, (5.0, 4.0) if series else ())


def _paint_ticks(painter: QPainter, plan: Plan, pens: Palette, lettering: Lettering) -> None:
    """The sessions on the line: full where somebody was asked, hollow where nobody was."""
    for tick in plan.ticks:
        painter.setPen(pens.line_pen(pens.stroke(plan.tone), 1.3))
        painter.setBrush(pens.solid(plan.tone) if tick.asked else pens.paper)
        painter.drawEllipse(QPointF(tick.x, plan.base), 3.2, 3.2)
        if tick.label:
            words = lettering.words("small", tick.label, 80.0)
            painter.setPen(pens.faded)
            words.draw_tight(painter, tick.x - words.width / 2, plan.base - 9.0 - words.height)


def _paint_dot(painter: QPainter, dot: Dot, plan: Plan, pens: Palette, lettering: Lettering) -> None:
    """A number: a round dot, for a second person a square one, each further one a diamond."""
    at = QPointF(*dot.at)
    painter.setPen(pens.line_pen(pens.stroke(plan.tone), 1.8))
    painter.setBrush(pens.panel)
    if dot.series == _FIRST:
        painter.drawEllipse(at, _RADIUS, _RADIUS)
    elif dot.series == _SECOND:
        painter.drawRect(QRectF(at.x() - _RADIUS, at.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS))
    else:
        painter.drawPolygon(pictograms.diamond().translated(at))
    if dot.label:
        words = lettering.words("number", str(dot.value), 40.0)
        below = dot.series > _FIRST
        top = at.y() + _RADIUS + 1.0 if below else at.y() - _RADIUS - 2.0 - words.height
        painter.setPen(pens.ink)
        words.draw_tight(painter, at.x() - words.width / 2, top)


def _paint_stem(painter: QPainter, stem: Stem, pens: Palette) -> None:
    """From a pill up to the line: ending in a bar where it speaks against, in an arrow where it speaks for."""
    painter.setPen(pens.pen("new", 1.7))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(*point) for point in stem.points]))
    x, y = stem.points[0]
    if stem.end in ("bar", "both"):
        painter.setPen(pens.pen("new", 3.4))
        painter.drawLine(QPointF(x - 6.0, y + 4.5), QPointF(x + 6.0, y + 4.5))
    if stem.end in ("arrow", "both"):
        tip = y + (8.0 if stem.end == "both" else 4.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pens.solid("new"))
        painter.drawPolygon(QPolygonF([QPointF(x, tip), QPointF(x - 4.5, tip + 9.0), QPointF(x + 4.5, tip + 9.0)]))


def _paint_small(painter: QPainter, plan: Plan, pens: Palette) -> None:
    """Diamonds of life events, and sprouts of experiences that have no room for their words."""
    for at in plan.diamonds:
        painter.setPen(QPen(pens.panel, 2.0))
        painter.setBrush(pens.solid("faded"))
        painter.drawPolygon(pictograms.diamond().translated(QPointF(*at)))
    for x, y in plan.sprouts:
        painter.save()
        painter.translate(x, y)
        painter.scale(0.75, 0.75)
        painter.setPen(pens.pen("new", 2.0))
        painter.drawPath(pictograms.sprout_stem())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pens.solid("new"))
        painter.drawPath(pictograms.sprout_leaves())
        painter.restore()


def _paint_notes(painter: QPainter, plan: Plan, pens: Palette, lettering: Lettering) -> None:
    for note in plan.notes:
        words = lettering.words(note.voice, note.text, note.box.width, note.lines, note.quotes, note.centred)
        colour: QColor = pens.ink if note.ink == "ink" else pens.faded
        painter.setPen(colour)
        left = note.box.x + (note.box.width - words.span) / 2 if note.centred else note.box.x
        words.draw(painter, left, note.box.y)


def _paint_cursor(painter: QPainter, box: Box, pens: Palette) -> None:
    painter.setPen(QPen(pens.accent, 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(_rect(box, 4.0), 8.0, 8.0)
