"""Paints a whole timeline: the axis, rows with their headings, today, what belongs together, words under the hand.

It is given everything it needs and remembers nothing; it answers where each mark was painted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from relmap.ui.map.lettering import laid_out
from relmap.ui.map.palette import Palette
from relmap.ui.panels.dress import scaled
from relmap.ui.texts import date_words
from relmap.ui.views.time_axis import Axis, Tick, ticks
from relmap.ui.views.time_board import Band, Board
from relmap.ui.views.time_marks import Mark
from relmap.ui.views.time_paint import paint_around, paint_mark
from relmap.ui.views.time_signs import Brushes
from relmap.ui.views.writing import card_font, line_height, write
from relmap.words import say

_WIDEST_WORDS = 340
_MOST_LINES = 7
Hits = list[tuple[QRectF, Mark]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be painted. `size` of the viewport; `down`: how far it is scrolled; `at`: where the pointer is."""

    board: Board
    titles: Mapping[str, str]
    axis: Axis
    size: tuple[int, int]
    down: int
    today: float
    chosen: frozenset[str]
    hovered: Mark | None
    at: tuple[float, float]
    focused: bool
    pens: Palette

    @property
    def plot(self) -> QRectF:
        """Where marks are."""
        heads, top = self.board.measures.heads, self.board.measures.axis
        return QRectF(heads, top, self.size[0] - heads, self.size[1] - top)


def paint_sheet(painter: QPainter, sheet: Sheet) -> Hits:
    """Paint everything; the boxes of the marks on the viewport, those painted last at the end."""
    painter.fillRect(0, 0, *sheet.size, sheet.pens.paper)
    if not sheet.board.bands:
        _paint_nothing(painter, sheet)
        return []
    found = ticks(sheet.axis, sheet.plot.width(), _tick_room)
    _paint_grid(painter, sheet, found)
    hits = _paint_rows(painter, sheet)
    _paint_heads(painter, sheet)
    _paint_axis(painter, sheet, found)
    if sheet.hovered is not None:
        _paint_hovered(painter, sheet, sheet.hovered)
    if sheet.focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(sheet.pens.accent, 2.0))
        painter.drawRoundedRect(QRectF(1.0, 1.0, sheet.size[0] - 2.0, sheet.size[1] - 2.0), 4.0, 4.0)
    return hits


def _tick_room(date: str) -> float:
    return QFontMetricsF(card_font(-2)).horizontalAdvance(date_words(date))


def _paint_grid(painter: QPainter, sheet: Sheet, found: list[Tick]) -> None:
    plot = sheet.plot
    painter.setPen(QPen(sheet.pens.ring, 1.0))
    for tick in found:
        x = round(plot.left() + tick.x) + 0.5
        painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()))
    today = plot.left() + sheet.axis.x(sheet.today)
    if plot.left() <= today <= plot.right():
        painter.setPen(QPen(sheet.pens.accent, 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(today, plot.top(), today, plot.bottom()))


def _paint_rows(painter: QPainter, sheet: Sheet) -> Hits:
    plot, font = sheet.plot, card_font(-2)
    brushes = Brushes(sheet.pens, font, scaled(14))
    painter.save()
    painter.setClipRect(plot)
    painter.translate(plot.left(), plot.top() - sheet.down)
    shift = (plot.left(), plot.top() - sheet.down)
    related = _related(sheet)
    hits: Hits = []
    for band in sheet.board.between(sheet.down, sheet.down + plot.height()):
        _paint_rule(painter, sheet, band, plot.width())
        for place in band.row.places:
            slot = sheet.board.slot(band, place, sheet.axis, plot.width())
            furthest = slot.beyond[1] if slot.beyond else slot.right
            if furthest < -plot.width() or slot.left > plot.width():
                continue
            box = paint_mark(painter, place.mark, slot, brushes)
            if place.mark.subjects & sheet.chosen:
                paint_around(painter, box, brushes, chosen=True)
            elif place.mark.subjects & related:
                paint_around(painter, box, brushes, chosen=False)
            hits.append((box.translated(*shift).intersected(plot), place.mark))
    painter.restore()
    return [(box, mark) for box, mark in hits if not box.isEmpty()]


def _related(sheet: Sheet) -> frozenset[str]:
    """What was made of the chosen event, or for what the chosen context matters; and the other way round."""
    found: set[str] = set()
    for mark in sheet.board.marks():
        if mark.subjects & sheet.chosen:
            found |= mark.leads_to
        elif mark.leads_to & sheet.chosen:
            found.add(mark.id)
    return frozenset(found)


def _paint_rule(painter: QPainter, sheet: Sheet, band: Band, width: float) -> None:
    y = band.top + band.height
    painter.setPen(QPen(sheet.pens.line if _ends_lane(sheet, band) else sheet.pens.ring, 1.0))
    painter.drawLine(QLineF(-sheet.board.measures.heads, y, width, y))


def _ends_lane(sheet: Sheet, band: Band) -> bool:
    later = next((other for other in sheet.board.bands if other.top > band.top), None)
    return later is None or later.row.lane != band.row.lane


def _paint_heads(painter: QPainter, sheet: Sheet) -> None:
    measures, plot = sheet.board.measures, sheet.plot
    painter.save()
    painter.setClipRect(QRectF(0.0, plot.top(), measures.heads, plot.height()))
    painter.fillRect(QRectF(0.0, plot.top(), measures.heads, plot.height()), sheet.pens.paper)
    painter.translate(0.0, plot.top() - sheet.down)
    for band in sheet.board.between(sheet.down, sheet.down + plot.height()):
        font = card_font(-1, bold=True)
        lane = band.row.lane != "people"
        box = QRectF(scaled(22), band.top + measures.pad, measures.heads - scaled(30), band.height)
        words = sheet.titles.get(band.row.key, "")
        most = max(1, int((band.height - measures.pad) / line_height(font)))
        write(painter, box, words, font, sheet.pens.faded if lane else sheet.pens.ink, most=min(most, 3))
        y = band.top + band.height
        painter.setPen(QPen(sheet.pens.line if _ends_lane(sheet, band) else sheet.pens.ring, 1.0))
        painter.drawLine(QLineF(scaled(22), y, measures.heads, y))
    painter.restore()
    painter.setPen(QPen(sheet.pens.line, 1.0))
    painter.drawLine(QLineF(measures.heads, 0, measures.heads, sheet.size[1]))


def _paint_axis(painter: QPainter, sheet: Sheet, found: list[Tick]) -> None:
    measures, plot = sheet.board.measures, sheet.plot
    font = card_font(-2)
    painter.save()
    painter.fillRect(QRectF(0, 0, sheet.size[0], measures.axis), sheet.pens.paper)
    painter.setPen(QPen(sheet.pens.line, 1.0))
    painter.drawLine(QLineF(0, measures.axis, sheet.size[0], measures.axis))
    painter.setClipRect(QRectF(measures.heads, 0, plot.width(), measures.axis))
    now = _today_box(sheet)
    for tick in found:
        words = laid_out(date_words(tick.date), font, 400.0)
        box = QRectF(
            plot.left() + tick.x - words.width / 2, (measures.axis - words.height) / 2, words.width, words.height
        )
        cut = box.left() < plot.left() or box.right() > plot.right()
        if not cut and (now is None or not box.adjusted(-4, 0, 4, 0).intersects(now)):
            painter.setPen(sheet.pens.faded)
            words.draw_tight(painter, box.left(), box.top())
    if now is not None:
        painter.setPen(sheet.pens.accent)
        painter.setFont(card_font(-2, bold=True))
        painter.drawText(now, Qt.AlignmentFlag.AlignCenter, say("today"))
    painter.restore()


def _today_box(sheet: Sheet) -> QRectF | None:
    """Where the word `today` stands on the axis, if that day is in sight."""
    plot = sheet.plot
    x = plot.left() + sheet.axis.x(sheet.today)
    if not plot.left() <= x <= plot.right():
        return None
    width = QFontMetricsF(card_font(-2, bold=True)).horizontalAdvance(say("today")) + 8.0
    left = min(max(x - width / 2, plot.left()), plot.right() - width)
    return QRectF(left, 0.0, width, sheet.board.measures.axis)


def _paint_hovered(painter: QPainter, sheet: Sheet, mark: Mark) -> None:
    """Say everything about a mark beside the pointer, as plain text."""
    room, pad = min(scaled(_WIDEST_WORDS), sheet.size[0] * 0.7), scaled(10)
    blocks = [
        laid_out(words, font, room, _MOST_LINES)
        for words, font in ((mark.title, card_font(bold=True)), (mark.when, card_font(-1)), (mark.about, card_font(-1)))
        if words
    ]
    width, height = max(block.width for block in blocks) + 2 * pad, sum(block.height for block in blocks) + 2 * pad
    x = min(max(sheet.at[0] + 14.0, 4.0), sheet.size[0] - width - 4.0)
    y = sheet.at[1] + 18.0 if sheet.at[1] + 18.0 + height < sheet.size[1] else sheet.at[1] - height - 8.0
    painter.setPen(QPen(sheet.pens.line, 1.0))
    painter.setBrush(sheet.pens.panel)
    painter.drawRoundedRect(QRectF(x, max(y, 2.0), width, height), scaled(8), scaled(8))
    top = max(y, 2.0) + pad
    for number, block in enumerate(blocks):
        painter.setPen(sheet.pens.ink if number == 0 else sheet.pens.faded)
        block.draw_tight(painter, x + pad, top) if not block.rightward else block.draw(
            painter, x + width - pad - block.span, top
        )
        top += block.height


def _paint_nothing(painter: QPainter, sheet: Sheet) -> None:
    """A kind word where nothing has a date yet."""
    title, font = card_font(4, bold=True), card_font()
    words = (
        (say("Nothing has a date yet"), title, sheet.pens.ink),
        (
            say("A year, or words like “when I was seven”, can be added wherever something is shown."),
            font,
            sheet.pens.faded,
        ),
    )
    room = min(sheet.size[0] - scaled(60), scaled(460))
    blocks = [(laid_out(text, used, room, 3, centred=True), colour) for text, used, colour in words]
    top = (sheet.size[1] - sum(block.height for block, _ in blocks)) / 2
    for block, colour in blocks:
        painter.setPen(colour)
        block.draw(painter, (sheet.size[0] - block.span) / 2, top)
        top += block.height + scaled(4)
