"""The rows of a timeline's list: a thing with its sign, its words, when it was and what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from relmap.ui.map.palette import Palette
from relmap.ui.panels.dress import scaled
from relmap.ui.theme import theme
from relmap.ui.views.rows import CardDelegate
from relmap.ui.views.time_marks import Mark
from relmap.ui.views.time_signs import Brushes, paint_sign
from relmap.ui.views.writing import card_font, line_height, write, written_height
from relmap.words import say

_PAD = 8
_SIGN_ROOM = 34


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A mark as a row of the list; `apart`: among those that are not dated yet, which need not say so each."""

    mark: Mark
    apart: bool = False

    @property
    def id(self) -> str:
        """The id of the thing."""
        return self.mark.id

    @property
    def spoken(self) -> str:
        """Everything the row shows, in words."""
        return self.mark.spoken


@dataclass(frozen=True, slots=True)
class Heading:
    """Words between the rows."""

    spoken: str
    id: str = ""


def heading(words: str) -> Heading:
    """A heading in the list."""
    return Heading(words)


class TimeCard(CardDelegate):
    """Title, date, and one line of what belongs to it."""

    GAP = 6

    def card_height(self, row: Any, width: int) -> int:
        if isinstance(row, Heading):
            return round(line_height(card_font(bold=True)) + scaled(10))
        room = width - scaled(_SIGN_ROOM + 12)
        heights = (written_height(words, card_font(*form), room, most) for words, form, most in _lines(row))
        return round(sum(heights) + 2 * scaled(_PAD))

    def paint_card(self, painter: QPainter, box: QRectF, row: Any) -> None:
        worn = theme()
        if isinstance(row, Heading):
            write(painter, box.adjusted(0, scaled(8), 0, 0), row.spoken, card_font(bold=True), worn.colour("faded"), 1)
            return
        inside = box.adjusted(scaled(_SIGN_ROOM), scaled(_PAD), -scaled(12), -scaled(_PAD))
        sign = QPointF(box.left() + scaled(18), inside.top() + line_height(card_font()) / 2)
        paint_sign(painter, row.mark, sign, Brushes(Palette(worn), card_font(), scaled(14)), hollow=False)
        top = inside.top()
        for number, (words, form, most) in enumerate(_lines(row)):
            line = QRectF(inside.left(), top, inside.width(), inside.height())
            colour = worn.colour("ink" if number == 0 else "faded")
            font = card_font(form[0])
            top += write(painter, line, words, font, colour, most)


def _lines(row: TimeRow) -> tuple[tuple[str, tuple[float], int], ...]:
    mark = row.mark
    when = "" if row.apart and mark.when == say("not dated yet") else mark.when
    lines = ((mark.title, (0.0,), 2), (when, (-1.0,), 2), (mark.about, (-1.0,), 2))
    return tuple(line for line in lines if line[0])
