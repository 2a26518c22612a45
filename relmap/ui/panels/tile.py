"""A button that stands for a thing of the case: a rounded chip, or a card with a line below its words.

It wraps instead of cutting, takes its direction from its own words, and is coloured by a tone of the theme, which is
never all that tells what it is. `Delete`, or the cross that shows under the pointer or the focus, lets go of it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from relmap.ui.guard import guarded
from relmap.ui.map.lettering import is_rightward
from relmap.ui.panels.dress import scaled
from relmap.ui.theme import Tone, theme
from relmap.words import say


class Tile(QAbstractButton):
    """A chip (`card` false) hugs its words; a card takes the whole width and may have a second, smaller line."""

    let_go = Signal()

    def __init__(self, words: str, tone: Tone = "plain", *, line: str = "", card: bool = False) -> None:
        """Show `words` as plain text, and `line` below them on a card."""
        super().__init__()
        self._words, self._line, self._tone, self._card = words, line, tone, card
        self._removable = False
        self._heights: dict[tuple[float, int, bool], float] = {}
        self._colour_when_checked = False
        self.setAccessibleName(words)
        self.setAccessibleDescription(line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        wide = QSizePolicy.Policy.Ignored if card else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(wide, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    @property
    def is_card(self) -> bool:
        """Whether it takes the whole width."""
        return self._card

    def make_choice(self) -> None:
        """Make it one of several to choose from: it has its colour only while it is chosen."""
        self.setCheckable(True)
        self._colour_when_checked = True

    def make_removable(self) -> None:
        """Let `Delete` and the cross say `let_go`."""
        self._removable = True
        self.setToolTip(say("Delete lets go of it; it can be undone."))

    # measures

    @guarded(default=True)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(default=0)
    def heightForWidth(self, width: int) -> int:
        return round(self._text_height(width - self._sides()) + 2 * self._pad())

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        widest = max(QFontMetricsF(font).horizontalAdvance(text) for text, font in self._lines(self.isCheckable()))
        width = round(widest + 2) + self._sides()
        return QSize(max(width, 2 * self._pad() + scaled(22)), self.heightForWidth(width))

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(40), scaled(28))

    def _pad(self) -> int:
        return scaled(10 if self._card else 7)

    def _sides(self) -> int:
        return 2 * scaled(13) + self._room_for_cross()

    def _room_for_cross(self) -> int:
        return scaled(14) if self._removable and self._card else 0

    def _lines(self, bold: bool = False) -> list[tuple[str, QFont]]:
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.Bold if bold or self.isChecked() else QFont.Weight.Medium)
        small = QFont(self.font())
        small.setPixelSize(max(9, self.font().pixelSize() - scaled(2)))
        return [(self._words, strong), *([(self._line, small)] if self._line else [])]

    def _text_height(self, width: float) -> float:
        """How tall the words are at a width: layouts ask again and again, and laying words out is slow."""
        how = (width, self.font().pixelSize(), self.isChecked())
        if how not in self._heights:
            self._heights[how] = sum(_laid(text, font, width, centred=False)[1] for text, font in self._lines())
        return self._heights[how]

    # acting

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._is_ours(event.key()):
            event.accept()  # before a shortcut of the window takes it
            return True
        return super().event(event)

    def _is_ours(self, key: int) -> bool:
        pressing = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        return pressing or (self._removable and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._removable:
            self.let_go.emit()
        else:
            super().keyPressEvent(event)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._removable and self.isDown() and self._cross().contains(event.position()):
            self.setDown(False)
            self.let_go.emit()
        else:
            super().mouseReleaseEvent(event)

    @guarded
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    # painting

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_words(painter)
        if self._removable and (self.hasFocus() or self.underMouse()):
            self._paint_cross(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        worn = theme()
        box = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        radius = scaled(9) if self._card else min(box.height() / 2, scaled(14))
        painter.setPen(QPen(worn.stroke(self._shown_tone()), 2.0 if self.isChecked() else 1.2))
        painter.setBrush(worn.colour("hover") if self.isDown() else worn.ground(self._shown_tone()))
        painter.drawRoundedRect(box, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(worn.colour("focus"), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius + 1.5, radius + 1.5)

    def _shown_tone(self) -> Tone:
        return "plain" if self._colour_when_checked and not self.isChecked() else self._tone

    def _paint_words(self, painter: QPainter) -> None:
        worn = theme()
        width = self.width() - self._sides()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = scaled(13) + (self._room_for_cross() if mirrored else 0)
        top = (self.height() - self._text_height(width)) / 2
        for number, (text, font) in enumerate(self._lines()):
            layout, height = _laid(text, font, width, centred=not self._card)
            painter.setPen(worn.colour("faded") if number else self._ink())
            layout.draw(painter, QPointF(left, top))
            top += height

    def _ink(self) -> QColor:
        worn = theme()
        tone = self._shown_tone()
        return worn.colour("ink") if self._card or tone == "plain" else worn.words(tone)

    def _cross(self) -> QRectF:
        size = scaled(24 if self._card else 16)
        rightward = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 0 if rightward else self.width() - size
        return QRectF(left, (self.height() - size) / 2, size, size)

    def _paint_cross(self, painter: QPainter) -> None:
        centre, arm = self._cross().center(), scaled(6) / 2
        painter.setPen(QPen(theme().colour("faded"), 1.6))
        painter.drawLine(centre - QPointF(arm, arm), centre + QPointF(arm, arm))
        painter.drawLine(centre - QPointF(arm, -arm), centre + QPointF(arm, -arm))


def _laid(text: str, font: QFont, width: float, *, centred: bool) -> tuple[QTextLayout, float]:
    """The text in lines of at most `width`, and how high they are."""
    rightward = is_rightward(text)
    side = Qt.AlignmentFlag.AlignRight if rightward else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter if centred else side | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rightward else Qt.LayoutDirection.LeftToRight)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    height = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, height
