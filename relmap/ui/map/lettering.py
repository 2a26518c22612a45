"""Words on the map: laid out once, drawn often, in any script and either direction, elided to the room they have.

The stored text is never touched; only what is shown is shortened. Sizes are in scene units. All text is plain text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextLine, QTextOption

Voice = Literal["me", "initial", "name", "line", "card", "number", "ticket", "badge", "label", "small", "pill", "ring"]
"""What words are on the map; each has its size and weight."""

_LONGEST_SHOWN = 400
_ELLIPSIS = "…"

_FONTS: Mapping[Voice, tuple[int, QFont.Weight, bool]] = {
    "me": (20, QFont.Weight.Bold, False),
    "initial": (19, QFont.Weight.DemiBold, False),
    "name": (14, QFont.Weight.DemiBold, False),
    "line": (12, QFont.Weight.Normal, False),
    "card": (14, QFont.Weight.Medium, False),
    "number": (12, QFont.Weight.Normal, False),
    "ticket": (13, QFont.Weight.DemiBold, False),
    "badge": (11, QFont.Weight.DemiBold, False),
    "label": (12, QFont.Weight.Normal, True),
    "small": (11, QFont.Weight.Normal, False),
    "pill": (13, QFont.Weight.Medium, False),
    "ring": (11, QFont.Weight.Normal, False),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A laid-out block `span` wide, its longest line `width`; `shortened` says that not all of the text is shown."""

    layout: QTextLayout
    width: float
    height: float
    span: float
    rightward: bool
    shortened: bool

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw with the painter's pen, the block's left top at (x, y)."""
        self.layout.draw(painter, QPointF(x, y))

    def draw_tight(self, painter: QPainter, x: float, y: float) -> None:
        """Draw so that the ink of the first line starts at x, whichever way it runs."""
        start = self.layout.lineAt(0).naturalTextRect().left() if self.layout.lineCount() else 0.0
        self.layout.draw(painter, QPointF(x - start, y))

    def left_within(self, left: float, right: float) -> float:
        """Where the block starts between two edges: at the left one, or so that it ends at the right one."""
        return right - self.span if self.rightward else left

    def lines(self) -> list[tuple[float, float, float]]:
        """Left, baseline and width of each line's ink, from the block's left top."""
        found = []
        for index in range(self.layout.lineCount()):
            line = self.layout.lineAt(index)
            rect = line.naturalTextRect()
            found.append((rect.left(), line.y() + line.ascent(), rect.width()))
        return found


class Lettering:
    """The fonts of one map. `family` is that of the application unless another is given."""

    def __init__(self, family: str | None = None) -> None:
        self._family = family
        self._fonts = {voice: _font(family, *form) for voice, form in _FONTS.items()}
        self._metrics = {voice: QFontMetricsF(font) for voice, font in self._fonts.items()}

    def font(self, voice: Voice) -> QFont:
        """The font of a voice."""
        return self._fonts[voice]

    def enlarged(self, size: float) -> QFont:
        """The font of names at a size in scene units, for a map that is seen from far."""
        return _font(self._family, round(size), QFont.Weight.DemiBold, False)

    def width(self, voice: Voice, text: str) -> float:
        """How wide a text is on one line."""
        return self._metrics[voice].horizontalAdvance(shown(text))

    def line_height(self, voice: Voice) -> float:
        """The height of one line."""
        return self._metrics[voice].height()

    def words(
        self,
        voice: Voice,
        text: str,
        room: float,
        lines: int = 1,
        quotes: tuple[str, str] = ("", ""),
        centred: bool = False,
    ) -> Words:
        """Lay out `text` between `quotes` in at most `lines` lines of `room` units; a closing mark is never elided."""
        return laid_out(text, self._fonts[voice], room, lines, quotes, centred=centred)


def laid_out(
    text: str,
    font: QFont,
    room: float,
    lines: int = 1,
    quotes: tuple[str, str] = ("", ""),
    *,
    centred: bool = False,
) -> Words:
    """Lay out `text` between `quotes` in at most `lines` lines of `room` units; a closing mark is never elided."""
    body = quotes[0] + shown(text) + quotes[1]
    layout = _layout(body, font, centred)
    start = _break(layout, room, lines)
    if start is None:
        span = _balance(layout, room, lines) if layout.lineCount() > 1 else room
        return _block(layout, span, shortened=False)
    tail = _from_utf16(body, start)
    ending = _ELLIPSIS + quotes[1]
    metrics = QFontMetricsF(font)
    beside = metrics.horizontalAdvance(quotes[1])
    fits = metrics.elidedText(tail, Qt.TextElideMode.ElideRight, room - beside - 1.0)
    kept = fits.rstrip(_ELLIPSIS).rstrip() if fits.endswith(_ELLIPSIS) else fits
    layout = _layout(body[: len(body) - len(tail)] + kept + ending, font, centred)
    _break(layout, room, lines, last_unbroken=True)
    return _block(layout, room, shortened=True)


def shown(text: str) -> str:
    """A text as one paragraph without needless space, cut to what could ever be seen at once."""
    return " ".join(text[: 4 * _LONGEST_SHOWN].split())[:_LONGEST_SHOWN]


def is_rightward(text: str) -> bool:
    """Whether a text runs from right to left, by its first strong character."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _font(family: str | None, pixels: int, weight: QFont.Weight, italic: bool) -> QFont:
    font = QFont(family) if family is not None else QFont()
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _layout(text: str, font: QFont, centred: bool) -> QTextLayout:
    layout = QTextLayout(text, font)
    start = Qt.AlignmentFlag.AlignRight if is_rightward(text) else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter if centred else start)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    return layout


def _break(layout: QTextLayout, room: float, lines: int, *, last_unbroken: bool = False) -> int | None:
    """Break into lines; the UTF-16 index at which the last line starts when not all of the text fits, else None."""
    layout.beginLayout()
    top = 0.0
    last = 0
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        last = line.textStart()
        _set_width(line, room, last_unbroken and number == lines - 1)
        line.setPosition(QPointF(0.0, top))
        top += line.height()
    rest = layout.createLine()
    overflow = rest.isValid()
    layout.endLayout()
    return last if overflow else None


def _balance(layout: QTextLayout, room: float, lines: int) -> float:
    """Break where the lines come out about equally long, as many as before; the width that does it."""
    count = layout.lineCount()
    narrow, wide = room * 0.5, room
    for _ in range(5):
        middle = (narrow + wide) / 2
        if _break(layout, middle, lines) is None and layout.lineCount() == count:
            wide = middle
        else:
            narrow = middle
    _break(layout, wide, lines)
    return wide


def _set_width(line: QTextLine, room: float, unbroken: bool) -> None:
    line.setLineWidth(room)
    if unbroken:
        line.setNumColumns(100_000, room)


def _block(layout: QTextLayout, span: float, *, shortened: bool) -> Words:
    lines = [layout.lineAt(index) for index in range(layout.lineCount())]
    width = max((line.naturalTextWidth() for line in lines), default=0.0)
    height = sum(line.height() for line in lines)
    return Words(layout, width, height, span, is_rightward(layout.text()), shortened)


def _from_utf16(text: str, index: int) -> str:
    return text.encode("utf-16-le")[2 * index :].decode("utf-16-le", "ignore")
