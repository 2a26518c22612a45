"""The sheets as they will be, one below the other: what is seen here is the page itself, painted by the same hand."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from relmap.ui.folio.bound import Bound
from relmap.ui.guard import guarded
from relmap.ui.theme import theme
from relmap.words import say, say_n

_GAP = 18.0
_WIDEST = 1.6
"""Pixels per point at most."""
_KEPT = 8
"""Sheets that are kept painted."""


class Preview(QAbstractScrollArea):
    """Shows what is bound; holds nothing of it once it is told to forget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("preview")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(say("The page as it will be"))
        self._bound: Bound | None = None
        self._painted: dict[int, QPixmap] = {}

    @property
    def bound(self) -> Bound | None:
        """What is shown."""
        return self._bound

    def show_bound(self, bound: Bound, words: str) -> None:
        """Show sheets; `words` say all of them for ears. The place stays where there is still a sheet."""
        self._bound = bound
        self._painted.clear()
        count = say_n("{n} sheet", "{n} sheets", bound.count)
        self.setAccessibleDescription(f"{count}. {words}")
        self._measure()
        self.viewport().update()

    def forget(self) -> None:
        """Keep no word of the case."""
        self._bound = None
        self._painted.clear()
        self.setAccessibleDescription("")
        self.viewport().update()

    # painting

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme().colour("rail"))
        if self._bound is None:
            return
        for place in range(self._bound.count):
            box = self._box(place)
            if box.intersects(QRectF(self.viewport().rect())):
                painter.drawPixmap(box.topLeft().toPoint(), self._sheet(place))
                painter.setPen(theme().colour("line"))
                painter.drawRect(box.toRect().adjusted(-1, -1, 0, 0))
        self._keep_few()

    def _sheet(self, place: int) -> QPixmap:
        if place not in self._painted:
            assert self._bound is not None
            ratio, zoom = self.devicePixelRatioF(), self._zoom()
            size = self._box(place).size()
            pixmap = QPixmap((size * ratio).toSize())
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(QColor(Qt.GlobalColor.white))
            painter = QPainter(pixmap)
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            painter.scale(zoom, zoom)
            self._bound.paint(painter, place)
            painter.end()
            self._painted[place] = pixmap
        return self._painted[place]

    def _keep_few(self) -> None:
        seen = {place for place in self._painted if self._box(place).intersects(QRectF(self.viewport().rect()))}
        for place in [place for place in self._painted if place not in seen][: max(0, len(self._painted) - _KEPT)]:
            del self._painted[place]

    # where the sheets are

    def _zoom(self) -> float:
        assert self._bound is not None
        room = max(80.0, self.viewport().width() - 2 * _GAP)
        return float(min(_WIDEST, room / self._bound.sheet.width))

    def _box(self, place: int) -> QRectF:
        assert self._bound is not None
        zoom = self._zoom()
        size = self._bound.sheet.size * zoom
        top = _GAP + place * (size.height() + _GAP) - self.verticalScrollBar().value()
        return QRectF(QPointF((self.viewport().width() - size.width()) / 2, top), size)

    def _measure(self) -> None:
        if self._bound is None:
            return
        height = self._bound.sheet.height * self._zoom()
        whole = _GAP + self._bound.count * (height + _GAP)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, round(whole - self.viewport().height())))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(max(20, self.viewport().height() // 12))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        bar = self.verticalScrollBar()
        part = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self._painted.clear()
        self._measure()
        bar.setValue(round(part * bar.maximum()))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        moves = {
            Qt.Key.Key_Down: bar.value() + bar.singleStep(),
            Qt.Key.Key_Up: bar.value() - bar.singleStep(),
            Qt.Key.Key_PageDown: bar.value() + bar.pageStep(),
            Qt.Key.Key_PageUp: bar.value() - bar.pageStep(),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: bar.maximum(),
        }
        if event.key() in moves:
            bar.setValue(moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(520, 600)

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(180, 120)
