"""Listens to what is drawn on a sheet: every piece of text, in the order in which it is drawn, letter by letter.

Qt keeps in a PDF which *glyphs* it drew, not which *letters* they stand for: a ligature, an Arabic form or a Chinese
sign comes back as another letter than was written. What is heard here lets `text_layer` say it right.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import (
    QFont,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QTextItem,
    QTextLayout,
    QTextOption,
)

from relmap.ui.guard import guarded

Metric = QPaintDevice.PaintDeviceMetric
_FIXED = {Metric.PdmDevicePixelRatio: 1, Metric.PdmNumColors: 2**24, Metric.PdmDepth: 32}
_RIM = 0.2
"""Of the height of a line: what touches a sheet by less is not on it."""
SOFT_HYPHEN = "\u00ad"
"""Drawn at the end of a line only."""
_DOTS = (Metric.PdmDpiX, Metric.PdmDpiY, Metric.PdmPhysicalDpiX, Metric.PdmPhysicalDpiY)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text as it was drawn: for each glyph the letters it begins to stand for, "" where it goes on.

    Readers of a PDF take its letters in the order in which they are seen, and turn round what is written from right
    to left; where several letters stand in one glyph of such a piece, they are told in that order.
    """

    text: str
    letters: tuple[str, ...]
    unseen: bool = False
    """Whether it lies outside of what is painted there, and is not to be in the file either."""


class Recorder(QPaintDevice):
    """A sheet that keeps the text drawn on it and nothing else. Its size and sharpness are those of another device."""

    def __init__(self, width: int, height: int, dots_per_inch: int) -> None:
        """A sheet of `width` × `height` dots."""
        super().__init__()
        self._size = QRect(0, 0, width, height)
        self._dots = dots_per_inch
        self._engine = _Listener()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Every piece of text that was drawn, in order."""
        return tuple(self._engine.pieces)

    @guarded
    def paintEngine(self) -> QPaintEngine:
        return self._engine

    @guarded(default=0)
    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        if metric in _DOTS:
            return self._dots
        if metric in _FIXED:
            return _FIXED[metric]
        sizes = {Metric.PdmWidth: self._size.width(), Metric.PdmHeight: self._size.height()}
        if metric in sizes:
            return sizes[metric]
        lengths = {Metric.PdmWidthMM: self._size.width(), Metric.PdmHeightMM: self._size.height()}
        if metric in lengths:
            return round(lengths[metric] / self._dots * 25.4)
        return super().metric(metric)  # how many dots a pixel has, in Qt's own way to say it


class _Listener(QPaintEngine):
    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.pieces: list[Piece] = []
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    @guarded
    def drawTextItem(self, place: QPointF | QPoint | object, item: QTextItem) -> None:
        text = item.text()
        if text == SOFT_HYPHEN and not item.width():
            self._go_on_with(text)
            return
        key = (text, item.font().key())
        if key not in self._known:
            letters = letters_of_glyphs(text, item.font())
            turned = bool(item.renderFlags() & QTextItem.RenderFlag.RightToLeft)
            self._known[key] = tuple(letter[::-1] for letter in letters) if turned else letters
        self.pieces.append(Piece(text, self._known[key], self._is_unseen(place, item)))

    def _is_unseen(self, place: object, item: QTextItem) -> bool:
        painter = self.painter()
        if not painter.hasClipping() or not isinstance(place, QPointF | QPoint):
            return False
        height = item.ascent() + item.descent()
        box = QRectF(place.x(), place.y() - item.ascent(), max(item.width(), 1.0), height)
        inside = box.adjusted(0.0, _RIM * height, 0.0, -_RIM * height)
        return not painter.clipBoundingRect().intersects(inside)

    def _go_on_with(self, text: str) -> None:
        """Letters that have no glyph of their own belong to the glyph before them."""
        if self.pieces and self.pieces[-1].letters:
            last = self.pieces[-1]
            letters = (*last.letters[:-1], last.letters[-1] + text)
            self.pieces[-1] = Piece(last.text + text, letters, last.unseen)

    @guarded(default=True)
    def begin(self, _device: QPaintDevice) -> bool:
        return True

    @guarded(default=True)
    def end(self) -> bool:
        return True

    @guarded
    def updateState(self, _state: QPaintEngineState) -> None:
        """Nothing of how it is drawn matters."""

    @guarded
    def drawPath(self, *_: object, **__: object) -> None:
        """No text."""

    @guarded
    def drawPolygon(self, *_: object, **__: object) -> None:
        """No text."""

    @guarded
    def drawImage(self, *_: object, **__: object) -> None:
        """No text."""

    @guarded
    def drawPixmap(self, *_: object, **__: object) -> None:
        """No text."""

    @guarded
    def drawTiledPixmap(self, *_: object, **__: object) -> None:
        """No text."""

    @guarded(default=QPaintEngine.Type.User)
    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User


def letters_of_glyphs(text: str, font: QFont) -> tuple[str, ...]:
    """For each glyph of a text, in the order of the text, the letters that begin with it; "" for one that goes on."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    runs = line.glyphRuns(-1, -1, QTextLayout.GlyphRunRetrievalFlag.RetrieveAll)
    places = sorted(place for run in runs for place in run.stringIndexes())
    return _spread(text, places)


def _spread(text: str, places: list[int]) -> tuple[str, ...]:
    """The letters from each place to the next; places count units of UTF-16, several glyphs can share one."""
    units = text.encode("utf-16-le")
    marks = [*sorted(set(places)), len(units) // 2]
    if not places:
        return ()
    upto = dict(itertools.pairwise(marks))
    letters, seen = [], -1
    for place in places:
        piece = units[2 * place : 2 * upto[place]].decode("utf-16-le", "surrogatepass") if place != seen else ""
        letters.append(piece)
        seen = place
    return tuple(letters)
