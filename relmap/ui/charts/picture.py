"""A chart as a widget: seen, pointed at, clicked, and walked along with the arrow keys.

What is chosen in it is chosen in the whole window. It is painted once, and again only when the chart, its width or the
colours are others; it holds words only for as long as a chart is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPicture,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from relmap.charts.marks import ChartData, Mark
from relmap.ui.guard import guarded
from relmap.ui.selection import Selection
from relmap.ui.theme import theme, themes
from relmap.ui.views.word_sheet import WordSheet
from relmap.words import say

if TYPE_CHECKING:
    from relmap.charts.drawing import Drawn

LETTERS_PT = 10.0
_PIXELS_PER_POINT = 1.3
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_LEAPS = {Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_RIM = 3.0
_MOST_DOTS = 24_000_000
"""A chart with more of them is kept as strokes."""


class ChartPicture(QWidget):
    """A painted chart. `asked` carries the id of something whose place on the map somebody wants to see.

    `reached` carries the box of the mark that the keyboard has come to; `copied` when the whole is wanted as a picture.
    """

    asked = Signal(str)
    reached = Signal(QRect)
    copied = Signal()

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        """Choose in `selection`; show nothing yet."""
        super().__init__(parent)
        self._selection = selection
        self._data: ChartData | None = None
        self._drawn: Drawn | None = None
        self._painted: QPixmap | QPicture | None = None
        self._room = 0
        self._worn: tuple[object, ...] = ()
        self._cursor: int | None = None
        self._words = WordSheet(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._speak()
        selection.changed.connect(self._follow)

    @property
    def data(self) -> ChartData | None:
        """The chart that is shown; None where none is."""
        return self._data

    @property
    def mark(self) -> Mark | None:
        """Where the keyboard is."""
        if self._drawn is None or self._cursor is None or self._cursor >= len(self._drawn.spots):
            return None
        return self._drawn.spots[self._cursor].mark

    @property
    def words(self) -> str:
        """The words that stand beside the mark that is pointed at; empty where none is."""
        return self._words.words

    def show_chart(self, data: ChartData, room: int) -> None:
        """Show a chart in a room so wide (pixels). The keyboard stays where there is still such a mark."""
        from relmap.ui.figures.drawing import ChartDrawing  # which loads matplotlib, and so does
        from relmap.ui.figures.painter import paint_figure

        worn = (room, theme(), themes().text_scale, self.devicePixelRatioF())
        if data == self._data and worn == self._worn:
            return
        before = self.mark
        zoom = _PIXELS_PER_POINT * themes().text_scale
        width = max(room, 1) / zoom
        drawing = ChartDrawing(data, theme(), LETTERS_PT)
        figure, self._drawn = drawing.drawn(width)
        self._data, self._room, self._worn = data, room, worn
        size = QSize(round(width * zoom), round(drawing.height(width) * zoom))
        self._painted = self._blank(size)
        painter = QPainter(self._painted)
        painter.fillRect(QRectF(0.0, 0.0, size.width(), size.height()), theme().colour("paper"))
        paint_figure(figure, painter, QRectF(0.0, 0.0, size.width(), size.height()))
        painter.end()
        self.setFixedSize(size)
        same = (n for n, spot in enumerate(self._drawn.spots) if before is not None and spot.mark == before)
        self._cursor = next(same, None)
        self._words.hide()
        self._speak()
        self.update()

    def forget(self) -> None:
        """Keep no word of the case."""
        self._data = self._drawn = self._painted = self._cursor = None
        self._worn = ()
        self._words.hide()
        self._speak()
        self.update()

    def box_of(self, number: int) -> QRect:
        """What a mark takes of the widget."""
        if self._drawn is None:
            return QRect()
        spot, width, height = self._drawn.spots[number], self.width(), self.height()
        left, top = spot.x0 * width, (1.0 - spot.y1) * height
        box = QRectF(left, top, (spot.x1 - spot.x0) * width, (spot.y1 - spot.y0) * height)
        return box.adjusted(-_RIM, -_RIM, _RIM, _RIM).toRect()

    def go(self, number: int, *, choose: bool = True) -> None:
        """Bring the keyboard to a mark, and choose what it stands for."""
        if self._drawn is None or not self._drawn.spots:
            return
        self._cursor = max(0, min(number, len(self._drawn.spots) - 1))
        mark = self._drawn.spots[self._cursor].mark
        self._speak()
        self.reached.emit(self.box_of(self._cursor))
        if mark.thing and choose:
            self._selection.set([mark.thing])
        self._words.show_beside(self.box_of(self._cursor), mark.words)
        self.update()

    # inside

    def _follow(self, _ids: object) -> None:
        """Go to what was chosen elsewhere, where there is a mark of it."""
        chosen, mark = self._selection.only, self.mark
        if self._drawn is None or chosen is None or (mark is not None and mark.thing == chosen):
            return
        found = next((n for n, spot in enumerate(self._drawn.spots) if spot.mark.thing == chosen), None)
        if found is not None:
            self._cursor = found
            self._speak()
            self.update()

    def _blank(self, size: QSize) -> QPixmap | QPicture:
        """What a chart of a size is kept in: dots, or its strokes where there would be too many dots."""
        ratio = self.devicePixelRatioF()
        dots = (size.toSizeF() * ratio).toSize()
        if dots.width() * dots.height() > _MOST_DOTS:
            return QPicture()
        pixmap = QPixmap(dots)
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _speak(self) -> None:
        """Be called by what the keyboard is at; the whole chart in words is its description."""
        mark, data = self.mark, self._data
        self.setAccessibleName(mark.words if mark is not None else data.title if data is not None else say("A chart"))
        self.setAccessibleDescription(data.words if data is not None else "")

    def _number_at(self, event: QMouseEvent) -> int | None:
        if self._drawn is None or not self.width() or not self.height():
            return None
        at = event.position()
        mark = self._drawn.hit(at.x() / self.width(), 1.0 - at.y() / self.height())
        same = [n for n, spot in enumerate(self._drawn.spots) if spot.mark is mark]
        return min(same, key=lambda n: (QPointF(self.box_of(n).center()) - at).manhattanLength(), default=None)

    def _ask(self) -> None:
        mark = self.mark
        if mark is not None and mark.thing:
            self.asked.emit(mark.thing)

    # what Qt asks

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event)
        self.setCursor(Qt.CursorShape.ArrowCursor if number is None else Qt.CursorShape.PointingHandCursor)
        if number is None or self._drawn is None:
            self._words.hide()
        else:
            self._words.show_beside(self.box_of(number), self._drawn.spots[number].mark.words)

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._words.hide()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event)
        if event.button() == Qt.MouseButton.LeftButton and number is not None:
            self.go(number)

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._number_at(event) is not None:
            self._ask()

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_ours(event):
            event.accept()  # before a shortcut of the window takes it
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange and self._data is not None:
            self.show_chart(self._data, self._room)
        return super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _is_ours(event) or self._drawn is None:
            super().keyPressEvent(event)
            return
        key, last = Qt.Key(event.key()), len(self._drawn.spots) - 1
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        elif key in _ENDS:
            self.go(0 if key == Qt.Key.Key_Home else last)
        else:
            self.go(0 if self._cursor is None else self._cursor + {**_STEPS, **_LEAPS}[key])

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_tab = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if self._cursor is None and event.reason() in by_tab:
            self.go(0, choose=False)
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._words.hide()
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._painted is None or self._drawn is None:
            return
        painter = QPainter(self)
        if isinstance(self._painted, QPicture):
            painter.drawPicture(0, 0, self._painted)
        else:
            painter.drawPixmap(0, 0, self._painted)
        if self._cursor is not None and self.mark is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().colour("focus"), 2.0 if self.hasFocus() else 1.0))
            painter.drawRoundedRect(self.box_of(self._cursor).intersected(self.rect().adjusted(1, 1, -1, -1)), 4.0, 4.0)


def _is_ours(event: QKeyEvent) -> bool:
    known = {*_STEPS, *_LEAPS, *_ENDS, Qt.Key.Key_Return, Qt.Key.Key_Enter}
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return (plain and event.key() in known) or event.matches(QKeySequence.StandardKey.Copy)
