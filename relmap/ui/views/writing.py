"""Words painted on a card of a view: wrapped into a few lines, cut with an ellipsis, in their own direction."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from relmap.ui.map.lettering import laid_out
from relmap.ui.theme import themes, ui_font

_NO_QUOTES = ("", "")


def card_font(size: float = 0.0, *, bold: bool = False, italic: bool = False) -> QFont:
    """The font of the program, so many pixels larger or smaller, growing with the text."""
    scale = themes().text_scale
    font = ui_font(scale)
    font.setPixelSize(round(font.pixelSize() + size * scale))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setItalic(italic)
    return font


def line_height(font: QFont) -> float:
    """How tall one line is."""
    return QFontMetricsF(font).height()


def written_height(words: str, font: QFont, width: float, most: int = 3, quotes: tuple[str, str] = _NO_QUOTES) -> float:
    """How tall words are in at most so many lines of a width."""
    if not words or most == 1:
        return line_height(font) if words else 0.0
    return laid_out(words, font, width, most, quotes).height


def write(
    painter: QPainter,
    box: QRectF,
    words: str,
    font: QFont,
    colour: QColor,
    most: int = 3,
    quotes: tuple[str, str] = _NO_QUOTES,
) -> float:
    """Paint words at the top of a box, in at most so many lines, between quotation marks; returns their height."""
    if not words:
        return 0.0
    block = laid_out(words, font, box.width(), most, quotes)
    painter.setPen(colour)
    block.draw(painter, block.left_within(box.left(), box.right()), box.top())
    return block.height
