"""Paints things with a place: circles, squares, cards, tickets, pills and chips, with their words and badges.

The painters are dumb: a Look says everything. Below a legible size neither words nor decoration are drawn, and far
out a thing is a dot in its tone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath

from relmap.ui.icons import renderer
from relmap.ui.map import pictograms
from relmap.ui.map.captions import BADGE_HEIGHT, BADGE_MARGIN, LABEL_ROOM
from relmap.ui.map.items import Node
from relmap.ui.map.lettering import Words, shown
from relmap.ui.map.outlines import CLIENT_RING
from relmap.ui.map.palette import Palette
from relmap.ui.map.shapes import JOINABLE_SHAPES, ROUND_SHAPES, Shape

RIM_WIDTH = 1.9
_GLOWS = (13.0, 10.0, 7.0, 4.0)
_DASH = (7.0, 5.0)
_VEIL_DASH = (3.0, 5.0)
_CARD_EDGE = 4.0
_SMALL_MARGIN = 16.0
_TEN = 10


def paint_halo(painter: QPainter, node: Node, pens: Palette) -> None:
    """Lay paper under the words below a thing, so that no line strikes through them."""
    rows = node.caption.rows
    if rows:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pens.halo)
        for left, top, right, bottom in rows:
            painter.drawRoundedRect(QRectF(node.x + left, node.y + top, right - left, bottom - top), 5.0, 5.0)


def paint_node(painter: QPainter, node: Node, pens: Palette) -> None:
    """Paint a thing in full, words included."""
    painter.translate(node.x, node.y)
    if node.look.covered:
        _covered(painter, node, pens)
    else:
        _PAINTERS[node.look.shape](painter, node, pens)
        _below(painter, node, pens)
    painter.translate(-node.x, -node.y)


def paint_dot(painter: QPainter, node: Node, pens: Palette) -> None:
    """Paint only where a thing is and its tone: for far out."""
    painter.setPen(pens.pen(node.look.tone, 1.0, cosmetic=True))
    painter.setBrush(pens.fill("ink" if node.look.shape in JOINABLE_SHAPES else node.look.tone))
    w, h = node.body.half_width, node.body.half_height
    if node.look.shape in ROUND_SHAPES:
        painter.drawEllipse(QPointF(node.x, node.y), w, h)
    else:
        painter.drawRect(QRectF(node.x - w, node.y - h, 2 * w, 2 * h))


def paint_bare(painter: QPainter, node: Node, pens: Palette, *, initials: bool) -> None:
    """Paint the shape of a thing and at most its initial: other words would be too small to read."""
    look, body = node.look, node.body
    if look.covered:
        paint_node(painter, node, pens)
        return
    painter.translate(node.x, node.y)
    painter.setPen(pens.pen(look.tone, RIM_WIDTH, _DASH if look.dashed else ()))
    painter.setBrush(pens.fill("ink" if look.shape in JOINABLE_SHAPES else look.tone))
    if look.shape == "client":
        _client(painter, node, pens)
    elif look.shape in ROUND_SHAPES:
        painter.drawEllipse(QPointF(0.0, 0.0), body.half_width, body.half_width)
    elif look.shape == "role":
        painter.drawPath(pictograms.ticket(body.half_width, body.half_height))
    else:
        painter.drawRoundedRect(_rect(node), body.corner, body.corner)
    if look.shape == "lesson":
        _edge(painter, node, pens, _rect(node))
    elif initials and look.shape in JOINABLE_SHAPES and look.shape != "client":
        _inside(painter, node, pens)
    painter.translate(-node.x, -node.y)


def paint_small_words(painter: QPainter, node: Node, pens: Palette, font: QFont) -> None:
    """Write a thing's title in a font that is large for the map: below a circle, inside a card, shortened to fit."""
    look, body, metrics = node.look, node.body, QFontMetricsF(font)
    if look.covered or not look.title or look.shape in ("client", "moment"):
        return
    round_one = look.shape in JOINABLE_SHAPES
    room = 3.2 * body.half_width if round_one else 2.0 * body.half_width - _SMALL_MARGIN
    top = node.y + (body.half_height if round_one else -metrics.height() / 2)
    words = metrics.elidedText(shown(look.title), Qt.TextElideMode.ElideRight, room)
    painter.setFont(font)
    painter.setPen(pens.ink)
    at = QRectF(node.x - room / 2, top, room, metrics.height())
    painter.drawText(at, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, words)


def paint_selected(painter: QPainter, node: Node, pens: Palette) -> None:
    """Outline a selected thing in the accent colour, with a line of paper between."""
    for grown, pen in ((3.0, pens.line_pen(pens.paper, 3.0)), (5.2, pens.line_pen(pens.accent, 2.2))):
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline(node, grown))


def paint_glow(painter: QPainter, node: Node, pens: Palette) -> None:
    """A soft light behind a thing, a little larger than it: it is seen in grey as well."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pens.glow)
    for grown in _GLOWS:
        painter.drawPath(outline(node, grown))


def outline(node: Node, grown: float = 0.0) -> QPainterPath:
    """The outline of a thing, `grown` units larger on every side."""
    w, h = node.body.half_width + grown, node.body.half_height + grown
    path = QPainterPath()
    if node.look.shape in ROUND_SHAPES:
        path.addEllipse(QPointF(node.x, node.y), w, h)
    elif node.look.shape == "role":
        path = pictograms.ticket(w + grown * 0.5, h).translated(node.x, node.y)
    else:
        corner = node.body.corner + grown
        path.addRoundedRect(QRectF(node.x - w, node.y - h, 2 * w, 2 * h), corner, corner)
    return path


def _person(painter: QPainter, node: Node, pens: Palette) -> None:
    look, r = node.look, node.body.half_width
    painter.setPen(pens.pen(look.tone, RIM_WIDTH, _DASH if look.dashed else ()))
    painter.setBrush(pens.fill("ink"))
    painter.drawEllipse(QPointF(0.0, 0.0), r, r)
    _inside(painter, node, pens)


def _client(painter: QPainter, node: Node, pens: Palette) -> None:
    r = node.body.half_width
    painter.setPen(pens.line_pen(pens.ink, 1.3))
    painter.setBrush(pens.fill("ink"))
    painter.drawEllipse(QPointF(0.0, 0.0), r, r)
    painter.setPen(pens.line_pen(pens.ink, 2.8))
    painter.drawEllipse(QPointF(0.0, 0.0), r - CLIENT_RING, r - CLIENT_RING)
    _inside(painter, node, pens)


def _place(painter: QPainter, node: Node, pens: Palette) -> None:
    look = node.look
    painter.setPen(pens.pen(look.tone, RIM_WIDTH, _DASH if look.dashed else ()))
    painter.setBrush(pens.fill("ink"))
    painter.drawRoundedRect(_rect(node), node.body.corner, node.body.corner)
    picture = pictograms.PICTURES.get(look.pictogram)
    if picture is None:
        _inside(painter, node, pens)
    else:
        renderer(picture, pens.ink.name()).render(painter, QRectF(-12.0, -12.0, 24.0, 24.0))


def _inside(painter: QPainter, node: Node, pens: Palette) -> None:
    words = node.caption.inside
    if words is not None:
        painter.setPen(pens.ink)
        words.draw(painter, -node.body.half_width, -words.height / 2)


def _lesson(painter: QPainter, node: Node, pens: Palette) -> None:
    look, rect = node.look, _rect(node)
    painter.setPen(pens.pen(look.tone, 1.4, (5.0, 4.0) if look.dashed else ()))
    painter.setBrush(pens.fill(look.tone))
    painter.drawRoundedRect(rect, node.body.corner, node.body.corner)
    _edge(painter, node, pens, rect)
    words = node.caption.title
    if words is not None:
        left = words.left_within(rect.left() + 16.0, rect.right() - 12.0)
        top = rect.top() + _card_top(words) if look.score_text else -words.height / 2
        painter.setPen(pens.ink)
        words.draw(painter, left, top)
        if look.disputed:
            _dispute(painter, words, left, top, pens)
    if look.score_text:
        _score(painter, node, pens, rect)


def _card_top(words: Words) -> float:
    """Where the words of a card with marks begin: one line stands a little lower than two."""
    return 13.0 if words.layout.lineCount() == 1 else 6.0


def _edge(painter: QPainter, node: Node, pens: Palette, rect: QRectF) -> None:
    """The coloured edge of a card; a mixed lesson has two colours."""
    edge = QRectF(rect.left(), rect.top() + 10.0, _CARD_EDGE, rect.height() - 20.0)
    painter.setPen(Qt.PenStyle.NoPen)
    if node.look.tone != "mixed":
        painter.setBrush(pens.solid(node.look.tone))
        painter.drawRoundedRect(edge, 2.0, 2.0)
        return
    half = QRectF(edge.left(), edge.top(), edge.width(), edge.height() / 2)
    painter.setBrush(pens.solid("diminishing"))
    painter.drawRoundedRect(half, 2.0, 2.0)
    painter.setBrush(pens.solid("affirming"))
    painter.drawRoundedRect(half.translated(0.0, half.height()), 2.0, 2.0)


def _score(painter: QPainter, node: Node, pens: Palette, rect: QRectF) -> None:
    """Ten small marks and the number: how true it feels today; of two clients' numbers only the words."""
    score = node.look.score
    left, y = rect.left() + 16.0, rect.bottom() - 14.0
    painter.setPen(Qt.PenStyle.NoPen)
    for mark in range(_TEN) if score is not None else ():
        painter.setBrush(pens.solid(node.look.tone) if mark < (score or 0) else pens.soft(node.look.tone))
        painter.drawRoundedRect(QRectF(left + mark * 9.0, y, 7.0, 4.0), 2.0, 2.0)
    number = node.lettering.words("number", node.look.score_text, 60.0 if score is not None else 140.0)
    painter.setPen(pens.faded)
    number.draw_tight(painter, rect.right() - 11.0 - number.width, y + 2.0 - number.height / 2)


def _role(painter: QPainter, node: Node, pens: Palette) -> None:
    look = node.look
    painter.setPen(pens.pen(look.tone, 1.5, (5.0, 4.0) if look.dashed else ()))
    painter.setBrush(pens.fill(look.tone))
    painter.drawPath(pictograms.ticket(node.body.half_width, node.body.half_height))
    _chip_words(painter, node, pens, 0.0)


def _experience(painter: QPainter, node: Node, pens: Palette) -> None:
    rect = _rect(node)
    painter.setPen(pens.pen(node.look.tone, 1.5))
    painter.setBrush(pens.fill(node.look.tone))
    painter.drawRoundedRect(rect, node.body.corner, node.body.corner)
    _sprout(painter, pens, rect.left() + 26.0, 0.0)
    title, line = node.caption.title, node.caption.subtitle
    height = sum(words.height - 1.5 for words in (title, line) if words is not None)
    top, left, right = -height / 2 - 0.5, rect.left() + 45.0, rect.right() - 12.0
    if title is not None:
        left = title.left_within(left, right)
        painter.setPen(pens.ink)
        title.draw(painter, left, top)
        if node.look.disputed:
            _dispute(painter, title, left, top, pens)
        top += title.height - 1.5
    if line is not None:
        painter.setPen(pens.faded)
        line.draw(painter, line.left_within(rect.left() + 45.0, right), top)


def _sprout(painter: QPainter, pens: Palette, x: float, y: float) -> None:
    painter.translate(x, y)
    painter.setPen(pens.pen("new", 2.0))
    painter.drawPath(pictograms.sprout_stem())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pens.solid("new"))
    painter.drawPath(pictograms.sprout_leaves())
    painter.translate(-x, -y)


def _pattern(painter: QPainter, node: Node, pens: Palette) -> None:
    rect = _chip(painter, node, pens)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _small(painter, pictograms.loop(), rect.left() + 18.0, pens, node, 1.7)
    _chip_words(painter, node, pens, 9.0)


def _event(painter: QPainter, node: Node, pens: Palette) -> None:
    rect = _chip(painter, node, pens)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pens.solid(node.look.tone))
    painter.drawPolygon(pictograms.diamond().translated(rect.left() + 17.0, 0.0))
    _chip_words(painter, node, pens, 8.0)


def _context(painter: QPainter, node: Node, pens: Palette) -> None:
    rect = _chip(painter, node, pens)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pens.solid(node.look.tone))
    painter.drawPolygon(pictograms.triangle().translated(rect.left() + 14.0, 0.0))
    _chip_words(painter, node, pens, 6.0)


def _way(painter: QPainter, node: Node, pens: Palette) -> None:
    rect = _chip(painter, node, pens)
    painter.setPen(pens.pen(node.look.tone, 1.7))
    for x in (13.0, 21.0):
        painter.drawEllipse(QPointF(rect.left() + x, 0.0), 5.0, 5.0)
    _chip_words(painter, node, pens, 9.0)


def _moment(painter: QPainter, node: Node, pens: Palette) -> None:
    r = node.body.half_width
    painter.setPen(pens.pen(node.look.tone, 1.6))
    painter.setBrush(pens.fill(node.look.tone))
    painter.drawEllipse(QPointF(0.0, 0.0), r, r)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _small(painter, pictograms.echo(), 0.0, pens, node, 1.6)


def _chip(painter: QPainter, node: Node, pens: Palette) -> QRectF:
    look, rect = node.look, _rect(node)
    painter.setPen(pens.pen(look.tone, 1.5, (5.0, 4.0) if look.dashed else ()))
    painter.setBrush(pens.fill(look.tone))
    painter.drawRoundedRect(rect, node.body.corner, node.body.corner)
    return rect


def _small(painter: QPainter, path: QPainterPath, x: float, pens: Palette, node: Node, width: float) -> None:
    painter.setPen(pens.pen(node.look.tone, width))
    painter.translate(x, 0.0)
    painter.drawPath(path)
    painter.translate(-x, 0.0)


def _chip_words(painter: QPainter, node: Node, pens: Palette, shift: float) -> None:
    words = node.caption.title
    if words is None:
        return
    left, top = shift - words.width / 2, -words.height / 2
    painter.setPen(pens.words(node.look.tone))
    words.draw_tight(painter, left, top)
    if node.look.disputed:
        _dispute(painter, words, left, top, pens)


def _below(painter: QPainter, node: Node, pens: Palette) -> None:
    """Name, line, badges and remark below a thing."""
    caption = node.caption
    if caption.box is None:
        return
    painter.translate(*caption.shift)
    top, bottom = caption.box[1] + 1.0 - caption.shift[1], caption.box[3] - 2.0 - caption.shift[1]
    if node.look.shape in JOINABLE_SHAPES:
        for words, colour in ((caption.title, pens.ink), (caption.subtitle, pens.faded)):
            if words is not None:
                painter.setPen(colour)
                words.draw(painter, -LABEL_ROOM / 2, top)
                if node.look.disputed and words is caption.title:
                    _dispute(painter, words, -LABEL_ROOM / 2, top, pens)
                top += words.height
    for words, left in caption.badges:
        _badge(painter, words, left, caption.badge_top, pens)
    if caption.remark is not None:
        painter.setPen(pens.faded)
        caption.remark.draw_tight(painter, -caption.remark.width / 2, bottom - caption.remark.height)
    painter.translate(-caption.shift[0], -caption.shift[1])


def _badge(painter: QPainter, words: Words, left: float, top: float, pens: Palette) -> None:
    rect = QRectF(left, top, words.width + BADGE_MARGIN, BADGE_HEIGHT)
    painter.setPen(pens.pen("context", 1.3))
    painter.setBrush(pens.fill("context"))
    painter.drawRoundedRect(rect, BADGE_HEIGHT / 2, BADGE_HEIGHT / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pens.solid("context"))
    painter.drawPolygon(pictograms.triangle().translated(left + 12.0, top + BADGE_HEIGHT / 2))
    painter.setPen(pens.words("context"))
    words.draw(painter, left + 20.0, top + (BADGE_HEIGHT - words.height) / 2)


def _dispute(painter: QPainter, words: Words, x: float, y: float, pens: Palette) -> None:
    """A wavy line under words that the client said are not quite right."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pens.pen("diminishing", 1.1))
    for left, baseline, width in words.lines():
        painter.drawPath(pictograms.wave(x + left, y + baseline + 2.6, width))


def _covered(painter: QPainter, node: Node, pens: Palette) -> None:
    """Nothing but an outline."""
    painter.setPen(pens.pen("faded", 1.5, _VEIL_DASH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline(node).translated(-node.x, -node.y))


def _rect(node: Node) -> QRectF:
    w, h = node.body.half_width, node.body.half_height
    return QRectF(-w, -h, 2 * w, 2 * h)


_PAINTERS: Mapping[Shape, Callable[[QPainter, Node, Palette], None]] = {
    "client": _client,
    "person": _person,
    "therapist": _person,
    "second": _person,
    "place": _place,
    "lesson": _lesson,
    "role": _role,
    "experience": _experience,
    "pattern": _pattern,
    "event": _event,
    "context": _context,
    "moment": _moment,
    "way": _way,
}


def by_tone(nodes: Iterable[Node]) -> list[Node]:
    """Nodes in groups of one tone, so that pens change seldom."""
    return sorted(nodes, key=lambda node: (node.look.tone, node.order))
