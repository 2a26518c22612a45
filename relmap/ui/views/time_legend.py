"""What the ends and lines of the timeline mean, each drawn as it is drawn there, with its words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from relmap.analysis.lifeline import Beyond, Dated
from relmap.analysis.stretch import Edge, Stretch
from relmap.ui.guard import guarded
from relmap.ui.map.palette import Palette
from relmap.ui.panels.dress import scaled
from relmap.ui.theme import theme
from relmap.ui.views.time_marks import Glyph, Mark
from relmap.ui.views.time_paint import Slot, paint_mark
from relmap.ui.views.time_signs import Brushes
from relmap.ui.views.writing import card_font, line_height
from relmap.words import say

_SAMPLE = 46
_GAP = 10
_BETWEEN = 18
Sample = tuple[str, Mark]


class TimeLegend(QWidget):
    """Samples with words, in as many lines as they need."""

    def __init__(self, parent: QWidget) -> None:
        """Show all there is to explain."""
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(say("Legend"))
        self.setAccessibleDescription(". ".join(words for words, _ in _samples()))

    @guarded(default=True)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(default=0)
    def heightForWidth(self, width: int) -> int:
        return round(max(box.bottom() for _, _, box in self._placed(width)) + scaled(8))

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        width = self.width() or scaled(400)
        return QSize(width, self.heightForWidth(width))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        worn = theme()
        brushes = Brushes(Palette(worn), card_font(-2), scaled(14))
        for words, mark, box in self._placed(self.width()):
            left, right = box.left() + scaled(8), box.left() + scaled(_SAMPLE)
            half = (left + right) / 2
            right -= scaled(16) if mark.at is not None and mark.at.at.ends == "unknown" else 0
            beyond = (half, right) if mark.at is not None and mark.at.beyond is not None else None
            sight = (-4000.0, 4000.0)
            slot = Slot(left, half if beyond else right, box.center().y(), sight, right, beyond=beyond)
            paint_mark(painter, mark, slot, brushes)
            painter.setFont(brushes.font)
            painter.setPen(worn.colour("faded"))
            at = box.adjusted(scaled(_SAMPLE + _GAP), 0, 0, 0)
            beside = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
            painter.drawText(at, beside, words)

    def _placed(self, width: int) -> list[tuple[str, Mark, QRectF]]:
        font, edge = card_font(-2), scaled(22)
        line, x, y = line_height(font) + scaled(8), float(edge), 0.0
        placed = []
        for words, mark in _samples():
            wide = scaled(_SAMPLE + _GAP) + QFontMetricsF(font).horizontalAdvance(words) + scaled(_BETWEEN)
            if x > edge and x + wide > width - edge:
                x, y = float(edge), y + line
            placed.append((words, mark, QRectF(x, y, wide, line)))
            x += wide
        return placed


def _samples() -> tuple[Sample, ...]:
    return (
        (say("a date that is sure"), _mark("tie", "sure")),
        (say("about then"), _mark("tie", "about")),
        (say("goes on"), _mark("tie", "open")),
        (say("not known until when"), _mark("tie", "unknown")),
        (say("goes on after a death"), _mark("tie", "sure", beyond=True)),
        (say("something about then"), _mark("event", "about", moment=True)),
        (say("somebody’s life"), _mark("life", "sure")),
    )


def _mark(glyph: Glyph, ends: Edge, *, moment: bool = False, beyond: bool = False) -> Mark:
    begins: Edge = "about" if moment else "sure"
    at = Dated(
        "", "", "people", Stretch(0.0, 1.0, begins, ends, moment), beyond=Beyond(0.5, 1.0, True) if beyond else None
    )
    return Mark("", "", at, glyph, "ink", "", "", "", "", "", frozenset(), frozenset(), style="steady")
