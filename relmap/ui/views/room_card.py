"""Paints the rows of the room: the line of the therapy with its hours, the thread of each disruption, and the words.

A broken bolt begins a thread and a tick ends it where the client said back on track; what helped on the way is a dot.
A thread that is open runs on, one that was left open ends in an open ring, one that ended the therapy at a bar: each
has its own shape, and the words beside it say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from relmap.ui.guard import guarded
from relmap.ui.icons import renderer
from relmap.ui.map import pictograms
from relmap.ui.marks_strip import MARK_LOOKS
from relmap.ui.panels.dress import scaled
from relmap.ui.selection import Selection
from relmap.ui.theme import ColourRole, theme, themes
from relmap.ui.views.chips import ChipCard
from relmap.ui.views.room_rows import Para, RoomRow, Voice
from relmap.ui.views.room_strands import Beyond, Sign, Strand
from relmap.ui.views.rows import ROW, Index
from relmap.ui.views.running import Placed, place, placed_height
from relmap.ui.views.writing import card_font, line_height, write, written_height

_SPINE = 12
_FIRST_LANE = 34
_LANE, _NARROW_LANE, _ALL_LANES = 20, 12, 84
_GUTTER_END = 26
_WIDEST = 1.3
_PAD = 12
_ICON = 26
_GAP_IN = 3
_RADIUS = 9.0
_MOST: Mapping[Voice, int] = {"title": 3, "plain": 4, "faded": 2, "state": 2}
_ICONS: Mapping[str, str] = {
    **{kind: icon for kind, (icon, _) in MARK_LOOKS.items()},
    "context_raised": "triangle",
    "gift": "heart-handshake",
    "silence": "ellipsis",
}


@dataclass(frozen=True, slots=True)
class _Gutter:
    """Where the lines of a row stand: `x` from the start side, and the height of its sign."""

    rect: QRectF
    sign: float
    rightward: bool

    def at(self, x: float) -> float:
        """The place so far from the start side."""
        return round(self.rect.right()) - _beside(x) if self.rightward else round(self.rect.left()) + _beside(x)


class RoomCard(ChipCard):
    """Paints a row: the lines at its side, its words, and its chips."""

    GAP = 6

    def __init__(self, selection: Selection) -> None:
        """Mark the thread and the chip that are chosen."""
        super().__init__(selection)
        self._measured: dict[str, tuple[RoomRow, int, int]] = {}
        themes().changed.connect(self.forget)

    def forget(self) -> None:
        """Keep no row, and no measure of one."""
        self._measured.clear()

    def card_height(self, row: RoomRow, width: int) -> int:
        """How tall the card of a row is; a row that is as it was is not measured again."""
        known = self._measured.get(row.id)
        if known is None or known[1] != width or known[0] != row:
            known = self._measured[row.id] = (row, width, self._measure(row, width))
        return known[2]

    def _measure(self, row: RoomRow, width: int) -> int:
        inner = width - self._gutter(row) - self._indent(row) - 2 * scaled(_PAD)
        heights = [_height(para, inner) for para in row.paras]
        text = sum(heights) + scaled(_GAP_IN) * (len(heights) - 1)
        chips = placed_height(place(row.pieces, QRectF(0, 0, inner, 0), card_font(-1)))
        return round(text + (chips + scaled(6) if chips else 0) + 2 * self._pad(row))

    def placed(self, row: RoomRow, box: QRectF, *, rightward: bool) -> tuple[Placed, ...]:
        if not row.pieces:
            return ()
        inner = self._inner(row, box, rightward=rightward)
        top = inner.top() + sum(_height(para, inner.width()) + scaled(_GAP_IN) for para in row.paras) + scaled(3)
        room = QRectF(inner.left(), top, inner.width(), 0)
        return place(row.pieces, room, card_font(-1), rightward=rightward)

    def paint_card(self, painter: QPainter, box: QRectF, row: RoomRow) -> None:
        rightward = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inner = self._inner(row, box, rightward=rightward)
        top = inner.top()
        for para in row.paras:
            write(painter, QRectF(inner.left(), top, inner.width(), 0), *_set(para, faint=row.faint))
            top += _height(para, inner.width()) + scaled(_GAP_IN)
        self.paint_row(painter, self.placed(row, box, rightward=rightward), card_font(-1))
        icon = _icon(row)
        if icon:
            size = scaled(17)
            left = inner.right() + scaled(_ICON) - size if rightward else inner.left() - scaled(_ICON)
            where = QRectF(left, inner.top() + (line_height(card_font()) - size) / 2, size, size)
            renderer(icon, theme().colour("new" if row.kind == "lived" else "accent").name()).render(painter, where)

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: RoomRow = index.data(ROW)
        rightward = option.direction == Qt.LayoutDirection.RightToLeft
        box = self.inside(option.rect)
        card = self._card(row, box, rightward=rightward)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        if row.id:
            _paint_ground(painter, card, row, option.state)
        sign = card.top() + self._pad(row) + line_height(card_font(bold=True)) / 2
        whole = QRectF(option.rect)
        gutter = _Gutter(QRectF(box.left(), whole.top(), box.width(), whole.height()), sign, rightward)
        self._paint_lines(painter, gutter, row, first=index.row() == 0, last=index.row() == _count(index) - 1)
        self.paint_card(painter, box, row)
        painter.restore()

    # measures

    def _pad(self, row: RoomRow) -> int:
        return scaled(_PAD - 2 if row.kind in ("disruption", "mend") else 6)

    def _gutter(self, row: RoomRow) -> int:
        return _beside(_lane_at(row.lanes - 1, row.lanes) + _GUTTER_END) if row.lanes else _beside(_FIRST_LANE)

    def _indent(self, row: RoomRow) -> int:
        return scaled(_ICON) if _icon(row) else 0

    def _card(self, row: RoomRow, box: QRectF, *, rightward: bool) -> QRectF:
        gutter = self._gutter(row)
        return box.adjusted(0, 0, -gutter, 0) if rightward else box.adjusted(gutter, 0, 0, 0)

    def _inner(self, row: RoomRow, box: QRectF, *, rightward: bool) -> QRectF:
        pad, indent = scaled(_PAD), self._indent(row)
        inner = self._card(row, box, rightward=rightward).adjusted(pad, self._pad(row), -pad, -self._pad(row))
        return inner.adjusted(0, 0, -indent, 0) if rightward else inner.adjusted(indent, 0, 0, 0)

    # lines

    def _paint_lines(self, painter: QPainter, gutter: _Gutter, row: RoomRow, *, first: bool, last: bool) -> None:
        _paint_spine(painter, gutter, row, first=first, last=last)
        chosen = self._chosen.only or ""
        for strand in row.beside:
            _paint_strand(painter, gutter, strand, row.lanes, chosen=chosen in strand.members)


def _beside(pixels: float) -> int:
    """A length beside the words: it grows with them, but not so far that it takes their room."""
    return round(pixels * min(themes().text_scale, _WIDEST))


def _lane_at(lane: int, lanes: int) -> float:
    """How far from the start side a lane runs; many lanes stand closer."""
    return _FIRST_LANE + lane * max(_NARROW_LANE, min(_LANE, _ALL_LANES / lanes))


def _count(index: Index) -> int:
    return int(index.model().rowCount())


def _icon(row: RoomRow) -> str:
    return "sprout" if row.kind == "lived" else _ICONS.get(row.type, "circle-dot") if row.kind == "moment" else ""


def _set(para: Para, *, faint: bool = False) -> tuple[str, QFont, QColor, int, tuple[str, str]]:
    """A paragraph as it is written: words, font, colour, lines and marks."""
    roles: Mapping[Voice, ColourRole] = {"title": "ink", "plain": "ink", "faded": "faded", "state": "accent"}
    colour = theme().colour("faded" if faint else roles[para.voice])
    return para.words, _font(para), colour, _MOST[para.voice], para.quotes


def _font(para: Para) -> QFont:
    if para.voice == "faded":
        return card_font(0 if para.quotes[0] else -1)
    return card_font(bold=para.voice in ("title", "state"))


def _height(para: Para, width: float) -> float:
    return written_height(para.words, _font(para), width, _MOST[para.voice], para.quotes)


def _paint_ground(painter: QPainter, card: QRectF, row: RoomRow, state: QStyle.StateFlag) -> None:
    worn = theme()
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    raised = row.kind in ("disruption", "mend")
    if not (raised or chosen or hovered):
        return
    painter.setBrush(worn.colour("hover" if hovered and not chosen else "panel"))
    painter.setPen(QPen(worn.colour("accent" if chosen else "line"), 2.0 if chosen else 1.0))
    inset = 1.0 if chosen else 0.5
    painter.drawRoundedRect(card.adjusted(inset, inset, -inset, -inset), scaled(10), scaled(10))


def _paint_spine(painter: QPainter, gutter: _Gutter, row: RoomRow, *, first: bool, last: bool) -> None:
    """The double line of the therapy, and a ring for each hour; a dashed one where it did not take place."""
    worn, x = theme(), gutter.at(_SPINE)
    top = gutter.sign if first else gutter.rect.top()
    bottom = gutter.sign if last else gutter.rect.bottom()
    painter.setPen(QPen(worn.colour("room"), 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    for side in (-2.0, 2.0):
        painter.drawLine(QPointF(x + side, top), QPointF(x + side, bottom))
    if row.kind == "hour":
        style = Qt.PenStyle.DotLine if row.faint else Qt.PenStyle.SolidLine
        painter.setPen(QPen(worn.colour("faded" if row.faint else "room"), 1.8, style))
        painter.setBrush(worn.colour("paper"))
        radius = _beside(5 if row.faint else 6)
        painter.drawEllipse(QPointF(x, gutter.sign), radius, radius)


def _paint_strand(painter: QPainter, gutter: _Gutter, strand: Strand, lanes: int, *, chosen: bool) -> None:
    """One thread beside one row: its line up and down, how it ends, and its sign."""
    worn = theme()
    x = gutter.at(_lane_at(strand.lane, lanes))
    pen = QPen(worn.colour("accent" if chosen or strand.open else "edge"), 3.2 if chosen else 1.8)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    for beyond, edge in ((strand.above, gutter.rect.top()), (strand.below, gutter.rect.bottom())):
        if beyond:
            _paint_way(painter, QPointF(x, gutter.sign), edge, beyond, pen)
    _paint_sign(painter, QPointF(x, gutter.sign), strand.sign, pen)


def _paint_way(painter: QPainter, start: QPointF, edge: float, beyond: Beyond, pen: QPen) -> None:
    """A line from the sign to the edge of the row, or to its own end: an open ring, or a bar."""
    painter.setPen(pen)
    reach = _beside(22) if edge > start.y() else -_beside(18)
    end = QPointF(start.x(), edge if beyond == "line" else start.y() + reach)
    painter.drawLine(start, end)
    if beyond == "left":
        painter.setBrush(theme().colour("paper"))
        painter.drawEllipse(end, _beside(4), _beside(4))
    elif beyond == "ended":
        painter.drawLine(end - QPointF(_beside(7), 0), end + QPointF(_beside(7), 0))


def _paint_sign(painter: QPainter, at: QPointF, sign: Sign, pen: QPen) -> None:
    if not sign:
        return
    worn = theme()
    if sign == "helped":
        painter.setPen(pen)
        painter.setBrush(worn.colour("panel"))
        painter.drawEllipse(at, _beside(5), _beside(5))
        return
    painter.setPen(QPen(worn.colour("accent"), 1.5))
    painter.setBrush(worn.colour("panel"))
    painter.drawEllipse(at, _beside(_RADIUS), _beside(_RADIUS))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(worn.stroke("diminishing" if sign == "bolt" else "affirming"), 1.9))
    painter.save()
    painter.translate(at)
    painter.scale(_beside(90) / 100, _beside(90) / 100)
    painter.drawPath(pictograms.bolt() if sign == "bolt" else pictograms.tick())
    painter.restore()
