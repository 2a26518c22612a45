"""The map as a poster: one large picture over several sheets of a home printer, with marks where to cut and glue.

Neighbouring sheets share a strip, so that a cut that is not quite straight loses nothing. Each sheet says its place.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from relmap.reports.blocks import Direction
from relmap.ui.folio.sheet import MM, Sheet
from relmap.ui.map.picture import MapSheet
from relmap.ui.theme import Theme, install_fonts
from relmap.words import say

EDGE = 10 * MM
"""The rim of a sheet on which no home printer prints."""
SHARED = 8 * MM
"""The strip that two neighbouring sheets share."""
_MARK = 5 * MM


@dataclass(frozen=True, slots=True)
class Tiling:
    """So many sheets beside each other and above each other."""

    across: int
    down: int
    sheet: Sheet

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the whole poster, in points."""
        width = self.across * (self.sheet.width - 2 * EDGE) - (self.across - 1) * SHARED
        height = self.down * (self.sheet.height - 2 * EDGE) - (self.down - 1) * SHARED
        return width, height


def tiling(sheets: int, shape: float, sheet: Sheet) -> Tiling:
    """How at most so many sheets show a picture largest, whose width is `shape` times its height."""
    best, best_scale = Tiling(1, 1, sheet), 0.0
    for turned in (sheet, sheet.turned()):
        for across in range(1, sheets + 1):
            for down in range(1, sheets // across + 1):
                one = Tiling(across, down, turned)
                width, height = one.size
                scale = min(width / shape, height)
                if scale > best_scale * 1.001:
                    best, best_scale = one, scale
    return best


class SetPoster:
    """A poster on its sheets, row by row. It holds words of the case for as long as it lives."""

    def __init__(self, picture: MapSheet, tiled: Tiling, theme: Theme, words: PosterWords) -> None:
        """Cut `picture` into sheets."""
        self._picture, self._tiled, self._theme, self._words = picture, tiled, theme, words

    @property
    def sheet(self) -> Sheet:
        """The paper, upright or on its side."""
        return self._tiled.sheet

    @property
    def count(self) -> int:
        """How many sheets."""
        return self._tiled.across * self._tiled.down

    @property
    def language(self) -> str:
        """The language of the case."""
        return self._words.language

    def paint(self, painter: QPainter, place: int) -> None:
        """Paint the sheet `place` (from 0): its part of the map, the marks to cut along, and its place."""
        down, across = divmod(place, self._tiled.across)
        room = QRectF(EDGE, EDGE, self.sheet.width - 2 * EDGE, self.sheet.height - 2 * EDGE)
        painter.save()
        painter.setClipRect(room)
        painter.translate(
            EDGE - across * (room.width() - SHARED),
            EDGE - down * (room.height() - SHARED),
        )
        self._paint_whole(painter)
        painter.restore()
        if self.count > 1:
            self._paint_marks(painter, room)
        self._paint_place(painter, room, across, down)

    def _paint_whole(self, painter: QPainter) -> None:
        width, height = self._tiled.size
        size = self._picture.size
        scale = min(width / size.width(), height / size.height())
        painter.translate((width - scale * size.width()) / 2, (height - scale * size.height()) / 2)
        painter.scale(scale, scale)
        self._picture.paint(painter)

    def _paint_marks(self, painter: QPainter, room: QRectF) -> None:
        """A short cross at each corner, outside the picture: cut from one to the next."""
        painter.setPen(QPen(self._theme.colour("faded"), 0.5))
        for x, y in ((room.left(), room.top()), (room.right(), room.top()), (room.left(), room.bottom()),
                     (room.right(), room.bottom())):  # fmt: skip
            out_x = -_MARK if x == room.left() else _MARK
            out_y = -_MARK if y == room.top() else _MARK
            painter.drawLine(QPointF(x, y), QPointF(x + out_x, y))
            painter.drawLine(QPointF(x, y), QPointF(x, y + out_y))

    def _paint_place(self, painter: QPainter, room: QRectF, across: int, down: int) -> None:
        words = [self._words.watermark or "", self._words.footer]
        if self.count > 1:
            words.append(
                say(
                    "row {row} of {rows}, sheet {column} of {columns}",
                    row=down + 1, rows=self._tiled.down, column=across + 1, columns=self._tiled.across,
                )
            )  # fmt: skip
        font = QFont(install_fonts())
        font.setPixelSize(9)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        painter.setFont(font)
        painter.setPen(self._theme.colour("faded"))
        line = QRectF(room.left() + 2 * _MARK, room.bottom() + 1.0, room.width() - 4 * _MARK, EDGE - 10.0)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, " · ".join(part for part in words if part))


@dataclass(frozen=True, slots=True)
class PosterWords:
    """What stands at the foot of each sheet, and in which language."""

    language: str
    direction: Direction
    footer: str = ""
    watermark: str | None = None


def smallest_words(tiled: Tiling, picture: MapSheet, words: float) -> float:
    """How large words of `words` scene units are on the poster, in points."""
    width, height = tiled.size
    return math.floor(words * min(width / picture.size.width(), height / picture.size.height()) * 10) / 10
