"""The five round buttons that mark a moment of the running session: an icon, a word and a key for each.

They stand at the right edge of the map, large enough for a thumb that nobody looks at. A double click marks once.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFont, QFontMetrics, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QSizePolicy, QToolButton, QWidget

from relmap.ui.actions import Actions
from relmap.ui.guard import guarded
from relmap.ui.icons import dress, renderer
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import scaled
from relmap.ui.theme import BASE_SIZE, Tone, theme, themes, ui_font
from relmap.words import say_n

MARK_LOOKS: Mapping[str, tuple[str, Tone]] = {
    "here_too": ("locate-fixed", "room"),
    "disruption": ("zap", "diminishing"),
    "back_on_track": ("check", "affirming"),
    "new": ("sprout", "new"),
    "heard": ("ear", "room"),
    "that_was_off": ("message-circle", "diminishing"),
    "other": ("circle-dot", "plain"),
}
"""Kind of mark → its icon and its colour, here and in the list of today's marks."""

SMALLEST = 44
LARGEST = 60
GAP = 4


class MarksStrip(QFrame):
    """The marks by button, and the list of those there are; `wanted` while a session runs."""

    def __init__(self, actions: Actions, marks: Mapping[str, tuple[str, str]], listing: str, parent: QWidget) -> None:
        """`marks`: kind → its command and its words; `listing`: the command that opens the list."""
        super().__init__(parent)
        self.setObjectName("marks")
        self.setAutoFillBackground(True)
        self.wanted = False
        self._buttons = [_Round(actions.action(name), words, kind, self) for kind, (name, words) in marks.items()]
        self._count = QToolButton(self)
        self._count.setProperty("look", "count")
        self._count.setToolTip(actions.action(listing).toolTip())
        self._count.clicked.connect(actions.action(listing).trigger)
        dress(self._count, "list")
        self._count.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._count.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._count.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._number = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(6, 8, 6, 6)
        self._grid.setSpacing(GAP)
        self.show_count(0)
        self.fit(10_000)

    def show_count(self, number: int) -> None:
        """Say how many marks the session has."""
        self._number = number
        self._count.setText(str(number))
        self._count.setAccessibleName(say_n("{n} mark today, show it", "{n} marks today, show them", number))

    def fit(self, height: int) -> QSize:
        """Arrange the buttons for a canvas of this height; the size it then wants."""
        large = max(SMALLEST, min(scaled(SMALLEST), LARGEST))
        for words, circle, columns in ((True, large, 1), (False, large, 1), (False, SMALLEST, 1), (False, SMALLEST, 2)):
            self._arrange(words=words, circle=circle, columns=columns)
            if self._grid.sizeHint().height() <= height:
                break
        return self._grid.sizeHint()

    def _arrange(self, *, words: bool, circle: int, columns: int) -> None:
        for place, button in enumerate(self._buttons):
            button.show_as(words=words, circle=circle)
            self._grid.addWidget(button, place // columns, place % columns, Qt.AlignmentFlag.AlignHCenter)
        self._grid.addWidget(self._count, len(self._buttons), 0, 1, columns)
        self._grid.activate()


class _Round(QAbstractButton):
    """A circle with an icon, its key at the rim, and its word below where there is room."""

    def __init__(self, action: QAction, words: str, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._drawing, self._tone = MARK_LOOKS[kind]
        self._words = words
        self._key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._shows_words, self._circle = True, SMALLEST
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it was
        self.setText(escaped(self._words))
        self.setAccessibleName(self._words)
        self.setToolTip(action.toolTip())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(action.trigger)

    def show_as(self, *, words: bool, circle: int) -> None:
        """With or without the word, the circle this wide."""
        self._shows_words, self._circle = words, circle
        self.updateGeometry()
        self.update()

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        side = self._circle + 6
        wide = self._circle + self._key_box().width() + 4
        if not self._shows_words:
            return QSize(wide, side)
        words = self._word_box()
        return QSize(max(wide, words.width() + 4), side + words.height() + 2)

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()  # its first click has marked the moment; a second mark would be none

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF((self.width() - self._circle) / 2, 3, self._circle, self._circle)
        touched = self.isDown() or self.underMouse()
        painter.setBrush(worn.ground(self._tone) if not self.isDown() else worn.colour("pressed"))
        painter.setPen(QPen(worn.stroke(self._tone), 2.4 if touched else 1.4))
        painter.drawEllipse(box)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(worn.colour("focus"), 2.0))
            painter.drawEllipse(box.adjusted(-2.5, -2.5, 2.5, 2.5))
        side = self._circle * 0.46
        middle = box.center()
        drawing = renderer(self._drawing, worn.words(self._tone).name())
        drawing.render(painter, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side))
        self._paint_key(painter, box)
        if self._shows_words:
            painter.setFont(_small_font())
            painter.setPen(worn.colour("ink"))
            below = QRect(0, self._circle + 7, self.width(), self.height() - self._circle - 7)
            painter.drawText(below, _WRAPPED, self._words)

    def _paint_key(self, painter: QPainter, circle: QRectF) -> None:
        worn = theme()
        cap = QRectF(self._key_box())
        cap.moveCenter(QPointF(circle.right() - 1, 0))
        cap.moveBottom(circle.bottom() + 2)
        painter.setBrush(worn.colour("panel"))
        painter.setPen(QPen(worn.colour("line"), 1.0))
        painter.drawRoundedRect(cap, 5, 5)
        painter.setPen(worn.colour("ink"))
        painter.setFont(self._key_font())
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)

    def _key_font(self) -> QFont:
        font = _small_font(-1)
        font.setPixelSize(min(font.pixelSize(), round(self._circle * 0.3)))
        return font

    def _key_box(self) -> QRect:
        metrics = QFontMetrics(self._key_font())
        return QRect(0, 0, max(metrics.height(), metrics.horizontalAdvance(self._key) + 8), metrics.height())

    def _word_box(self) -> QRect:
        metrics = QFontMetrics(_small_font())
        return metrics.boundingRect(QRect(0, 0, scaled(78), 1000), _WRAPPED, self._words)


_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)


def _small_font(more: int = 0) -> QFont:
    font = ui_font(themes().text_scale)
    font.setPixelSize(round((BASE_SIZE - 2 + more) * themes().text_scale))
    font.setWeight(QFont.Weight.Medium)
    return font
