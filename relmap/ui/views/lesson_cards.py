"""The cards of the ledger of lessons: as on the map, larger. An affirming one is as large as a diminishing one.

Nothing on a card is said by colour alone; numbers are drawn with their gaps, a rise as plainly as a fall.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from relmap.model.vocabulary import Valence
from relmap.ui.map import pictograms
from relmap.ui.map.lettering import laid_out
from relmap.ui.panels.dress import scaled
from relmap.ui.theme import theme
from relmap.ui.views.lesson_rows import Heading, LessonRow, Number
from relmap.ui.views.rows import CardDelegate
from relmap.ui.views.writing import card_font, line_height, write, written_height

_HIGHEST = 10
_SIDE = 196
_NARROW = 420
_MARGIN = 14


class LessonCard(CardDelegate):
    """Paints a lesson as on the map, larger: its edge, its words, ten marks, and the line of its numbers."""

    def card_height(self, row: LessonRow | Heading, width: int) -> int:
        if isinstance(row, Heading):
            return heading_height(row.spoken)
        side = 0 if width < scaled(_NARROW) else self._side_height(row)
        text = self._text_height(row, self._text_width(width))
        below = self._numbers_height(row) if width < scaled(_NARROW) else 0
        return round(max(side, text + below) + 2 * scaled(_MARGIN))

    def paint_card(self, painter: QPainter, box: QRectF, row: LessonRow | Heading) -> None:
        if isinstance(row, Heading):
            paint_heading(painter, box, row.spoken)
            return
        rightward = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._paint_edge(painter, box, row, rightward=rightward)
        inner = box.adjusted(scaled(_MARGIN) + 6, scaled(_MARGIN), -scaled(_MARGIN), -scaled(_MARGIN))
        if rightward:
            inner = box.adjusted(scaled(_MARGIN), scaled(_MARGIN), -scaled(_MARGIN) - 6, -scaled(_MARGIN))
        if box.width() < scaled(_NARROW):
            foot = self._paint_text(painter, inner, row)
            self._paint_numbers(painter, QRectF(inner.left(), foot, inner.width(), inner.bottom() - foot), row)
            return
        side = scaled(_SIDE)
        near = inner.adjusted(0, 0, -side - scaled(16), 0)
        far = QRectF(inner.right() - side, inner.top(), side, inner.height())
        if rightward:
            near = inner.adjusted(side + scaled(16), 0, 0, 0)
            far = QRectF(inner.left(), inner.top(), side, inner.height())
        self._paint_text(painter, near, row)
        top = far.top()
        if _enough(row):
            spark = QRectF(far.left(), top, far.width(), scaled(40))
            paint_spark(painter, spark, row, rightward=rightward)
            top += scaled(46)
        self._paint_numbers(painter, QRectF(far.left(), top, far.width(), far.bottom() - top), row)

    # measures

    def _text_width(self, width: int) -> float:
        inner = width - 2 * scaled(_MARGIN) - 6
        return inner if width < scaled(_NARROW) else inner - scaled(_SIDE) - scaled(16)

    def _lines(self, row: LessonRow) -> list[tuple[str, float, bool, bool, int]]:
        """Words, size, bold, italic and lines of what stands below the lesson's own words."""
        lines = [(row.gloss, -1.0, False, True, 2), (row.facts, -1.0, True, False, 1)]
        lines += [(row.learned, -1.0, False, False, 2), (row.speaks, -1.0, False, False, 2)]
        return [line for line in lines if line[0]]

    def _text_height(self, row: LessonRow, width: float) -> float:
        height = written_height(row.words, card_font(3, bold=True), width, 3, row.marks) + scaled(4)
        for words, size, bold, italic, most in self._lines(row):
            height += written_height(words, card_font(size, bold=bold, italic=italic), width, most) + 1
        return height

    def _numbers_height(self, row: LessonRow) -> float:
        each = line_height(card_font(-1)) + scaled(10)
        return scaled(6) + sum(each + (line_height(card_font(-2)) if one.whose else 0) for one in row.numbers)

    def _side_height(self, row: LessonRow) -> float:
        return (scaled(46) if _enough(row) else 0) + self._numbers_height(row)

    # parts

    def _paint_edge(self, painter: QPainter, box: QRectF, row: LessonRow, *, rightward: bool) -> None:
        """The coloured edge of the card; a mixed lesson has two colours, as on the map."""
        left = box.right() - 7 if rightward else box.left() + 3
        edge = QRectF(left, box.top() + 10, 4, box.height() - 20)
        painter.setPen(Qt.PenStyle.NoPen)
        if row.valence != "mixed":
            painter.setBrush(theme().stroke(row.valence))
            painter.drawRoundedRect(edge, 2, 2)
            return
        half = QRectF(edge.left(), edge.top(), edge.width(), edge.height() / 2)
        for tone, part in (("diminishing", half), ("affirming", half.translated(0, half.height()))):
            painter.setBrush(theme().stroke(cast("Valence", tone)))
            painter.drawRoundedRect(part, 2, 2)

    def _paint_text(self, painter: QPainter, box: QRectF, row: LessonRow) -> float:
        worn, font = theme(), card_font(3, bold=True)
        top = box.top() + write(painter, box, row.words, font, worn.colour("ink"), 3, row.marks)
        if row.disputed:
            _paint_wave(painter, box, row)
        top += scaled(4)
        for words, size, bold, italic, most in self._lines(row):
            colour = worn.words(row.valence) if bold else worn.colour("faded")
            part = QRectF(box.left(), top, box.width(), box.height())
            top += write(painter, part, words, card_font(size, bold=bold, italic=italic), colour, most) + 1
        return top

    def _paint_numbers(self, painter: QPainter, box: QRectF, row: LessonRow) -> None:
        top = box.top() + scaled(6)
        for one in row.numbers:
            if one.whose:
                part = QRectF(box.left(), top, box.width(), box.height())
                top += write(painter, part, one.whose, card_font(-2), theme().colour("faded"), 1)
            part = QRectF(box.left(), top, box.width(), line_height(card_font(-1)))
            paint_marks(painter, part, one, row.valence)
            top += line_height(card_font(-1)) + scaled(10)


def _enough(row: LessonRow) -> bool:
    return sum(value is not None for value in row.spark) > 1


def heading_height(words: str) -> int:
    """How tall a heading between cards is."""
    return round(line_height(card_font(bold=True)) + scaled(12))


def paint_heading(painter: QPainter, box: QRectF, words: str) -> None:
    """A heading between cards."""
    at = box.adjusted(0, scaled(10), 0, 0)
    write(painter, at, words, card_font(bold=True), theme().colour("faded"), 1)


def _paint_wave(painter: QPainter, box: QRectF, row: LessonRow) -> None:
    """The wavy line under words that are not quite right."""
    block = laid_out(row.words, card_font(3, bold=True), box.width(), 3, row.marks)
    left = block.left_within(box.left(), box.right())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme().stroke("diminishing"), 1.2))
    for x, baseline, width in block.lines():
        painter.drawPath(pictograms.wave(left + x, box.top() + baseline + 3.0, width))


def paint_marks(painter: QPainter, box: QRectF, number: Number, valence: Valence) -> None:
    """Ten small marks, as many full as the number says, and the number in words beside them; none where not asked."""
    worn, font = theme(), card_font(-1)
    rightward = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    wide, step, tall = scaled(6), scaled(8), scaled(4)
    taken = _HIGHEST * step
    if number.value is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        full, soft = worn.stroke(valence), worn.stroke(valence)
        soft.setAlphaF(0.22)
        for mark in range(_HIGHEST):
            painter.setBrush(full if mark < number.value else soft)
            x = box.right() - mark * step - wide if rightward else box.left() + mark * step
            painter.drawRoundedRect(QRectF(x, box.center().y() - tall / 2, wide, tall), 2, 2)
    at = box.adjusted(taken + scaled(6), 0, 0, 0)
    if rightward:
        at = box.adjusted(0, 0, -taken - scaled(6), 0)
    if number.value is None:
        at = box
    block = laid_out(number.words, font, at.width(), 1)
    painter.setPen(worn.colour("ink" if number.value is not None else "faded"))
    block.draw(painter, at.right() - block.span if rightward else at.left(), at.top())


def paint_spark(painter: QPainter, box: QRectF, row: LessonRow, *, rightward: bool) -> None:
    """The numbers over the sessions: gaps stay gaps, a rise is drawn as plainly as a fall."""
    worn = theme()
    painter.setPen(QPen(worn.colour("ring"), 1))
    room = box.adjusted(scaled(4), scaled(4), -scaled(4), -scaled(4))
    for y in (room.top(), room.bottom()):
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
    points = _points(row.spark, room, rightward=rightward)
    painter.setPen(QPen(worn.stroke(row.valence), 1.5))
    for one, other in pairwise(points):
        if one is not None and other is not None:
            painter.drawLine(one, other)
    painter.setBrush(worn.colour("panel"))
    radius = scaled(2.4) if len(points) <= 2 * _HIGHEST else scaled(1.6)
    for point in points:
        if point is not None:
            painter.drawEllipse(point, radius, radius)


def _points(values: Sequence[int | None], room: QRectF, *, rightward: bool) -> list[QPointF | None]:
    step = room.width() / max(1, len(values) - 1)
    found: list[QPointF | None] = []
    for number, value in enumerate(values):
        x = room.right() - number * step if rightward else room.left() + number * step
        found.append(None if value is None else QPointF(x, room.bottom() - room.height() * value / _HIGHEST))
    return found
