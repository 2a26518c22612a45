"""The line of the scrubber: points in order, one of them the present place; dragged, clicked, or moved by key.

It is a slider, so that readers of the screen speak it; it knows nothing of sessions, years or any case but the words
of its points. It reads from right to left where the language does.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from relmap.ui.guard import guarded
from relmap.ui.panels.dress import scaled
from relmap.ui.scrub_points import Point
from relmap.ui.theme import BASE_SIZE, ColourRole, theme, themes
from relmap.words import say

_GAP = 7
"""Pixels between the words of two points, at the least."""
_ROOMY, _CLOSE = 13.0, 5.0
"""Pixels between two points above which each is a circle, and above which each is a dot."""
_LONGEST_WORD = 170
_UNITS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
"""Numbers thin out to multiples of these."""


class ScrubLine(QSlider):
    """Says `chosen(index)` when somebody goes to another point."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        """Show nothing yet."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.points: Sequence[Point] = ()
        self._shown = 0
        self._told = False
        self._measured = (0, 0, 0.0), QRectF()
        self.setMinimum(0)
        self.setMaximum(0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._valued)

    def show_points(self, points: Sequence[Point], index: int, spoken: str) -> None:
        """Show other points, with the present place at `index`; `spoken` is what the line is."""
        self.points = points
        self._shown = index
        self.setAccessibleName(spoken)
        self._set(index, max(0, len(points) - 1))
        self.show_place(index)

    def show_place(self, index: int) -> None:
        """Show that the present place is another."""
        self._shown = index
        self._set(index, self.maximum())
        words = self.points[index].spoken if 0 <= index < len(self.points) else ""
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, words))
        self.update()

    def forget(self) -> None:
        """Keep no word."""
        self.points, self._shown = (), 0
        self._set(0, 0)
        self.setAccessibleDescription("")
        QToolTip.hideText()

    def place_of(self, index: int) -> QPointF:
        """Where a point is, in pixels."""
        box = self._box()
        share = index / max(1, len(self.points) - 1)
        x = box.right() - share * box.width() if self._mirrored() else box.left() + share * box.width()
        return QPointF(x, box.center().y())

    def nearest(self, x: float) -> int:
        """The point nearest to a pixel at which one can be."""
        open_ = [index for index, point in enumerate(self.points) if point.open_]
        return min(open_, key=lambda index: abs(self.place_of(index).x() - x), default=0)

    def labels(self) -> Iterator[tuple[int, QRectF, str]]:
        """The words below the line that have room, with their places."""
        metrics = QFontMetricsF(self._font())
        widest = max((metrics.horizontalAdvance(point.label) for point in self.points), default=0.0) + _GAP
        unit = next((unit for unit in _UNITS if unit * self._step() >= widest), 10 * _UNITS[-1])
        shown = [
            (index, point.label)
            for index, point in enumerate(self.points)
            if point.today or index == self._shown or _is_round(point.label, unit)
        ]
        yield from self._with_room(metrics, shown, below=True)

    def words(self) -> Iterator[tuple[int, QRectF, str]]:
        """The words above the line that have room, with their places."""
        metrics = QFontMetricsF(self._font())
        cut = [
            (i, metrics.elidedText(self.points[i].word, Qt.TextElideMode.ElideRight, scaled(_LONGEST_WORD)))
            for i in self._worded()
        ]
        yield from self._with_room(metrics, cut, below=False)

    # what Qt asks

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(scaled(280), scaled(66))

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(110), scaled(66))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("line"), scaled(3), c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(self.place_of(0), self.place_of(len(self.points) - 1))
        order = sorted(range(len(self.points)), key=lambda index: (index == self._shown, self._weight(index)))
        for index in order:
            self._paint_point(painter, index)
        self._paint_words(painter)
        painter.end()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.points:
            self.setSliderDown(True)
            self._choose(self.nearest(event.position().x()))
        event.accept()

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._choose(self.nearest(event.position().x()))
        event.accept()

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)
        event.accept()

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event)
            return True
        return super().event(event)

    # inside

    def _tell(self, event: QHelpEvent) -> None:
        near = range(len(self.points))
        index = min(near, key=lambda each: abs(self.place_of(each).x() - event.pos().x()), default=None)
        if index is None or abs(self.place_of(index).x() - event.pos().x()) > max(scaled(12), self._step()):
            QToolTip.hideText()
            return
        lines = (html.escape(line) for line in self.points[index].tip.splitlines())
        QToolTip.showText(event.globalPos(), f"<qt>{'<br>'.join(lines)}</qt>", self)

    def _valued(self, value: int) -> None:
        """A key or the wheel went to another point; those where one cannot be are passed over."""
        if self._told or value == self._shown or not self.points:
            return
        ahead = range(value, len(self.points)) if value > self._shown else range(value, -1, -1)
        there = next((index for index in ahead if self.points[index].open_), self._shown)
        if there != value:
            self.setValue(there)
        else:
            self._choose(there)

    def _set(self, index: int, most: int) -> None:
        """Be told where it is, which is nobody's choice."""
        self._told = True
        self.setMaximum(most)
        self.setValue(index)
        self._told = False

    def _choose(self, index: int) -> None:
        if index != self._shown:
            self.show_place(index)
            self.chosen.emit(index)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _box(self) -> QRectF:
        size = (self.width(), self.height(), themes().text_scale)
        if self._measured[0] != size:
            side = scaled(22)
            box = QRectF(self.rect()).adjusted(side, scaled(16), -side, -scaled(18))
            self._measured = size, box
        return self._measured[1]

    def _step(self) -> float:
        return self._box().width() / max(1, len(self.points) - 1)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round((BASE_SIZE - 2) * themes().text_scale))
        return font

    def _weight(self, index: int) -> int:
        point = self.points[index]
        return (point.event or point.disruption) + 2 * point.experience + 4 * point.today

    def _with_room(
        self, metrics: QFontMetricsF, words: Sequence[tuple[int, str]], *, below: bool
    ) -> Iterator[tuple[int, QRectF, str]]:
        """Those words that cover no others: of the present place and today first."""
        taken: list[QRectF] = []
        line = self._box()
        top = line.bottom() + scaled(1) if below else line.top() - metrics.height()
        for index, text in sorted(words, key=lambda each: self._turn(each[0])):
            width = metrics.horizontalAdvance(text) + 1
            left = max(0.0, min(self.width() - width, self.place_of(index).x() - width / 2))
            box = QRectF(left, top, width, metrics.height())
            spaced = box.adjusted(-_GAP, 0, _GAP, 0)
            if text and not any(spaced.intersects(other) for other in taken):
                taken.append(box)
                yield index, box, text

    def _turn(self, index: int) -> tuple[int, int]:
        return (0 if index == self._shown else 1 + self.points[index].rank), index

    def _paint_point(self, painter: QPainter, index: int) -> None:
        point, at, worn = self.points[index], self.place_of(index), theme()
        marked = point.disruption or point.experience or point.event
        if index == self._shown:
            self._paint_here(painter, at)
        elif not point.open_:
            self._paint_tick(painter, at)
        elif point.event:
            painter.setPen(QPen(worn.colour("faded"), 1.6))
            painter.setBrush(worn.colour("panel"))
            half = scaled(4)
            painter.drawPolygon([at + QPointF(*way) for way in ((-half, 0), (0, -half), (half, 0), (0, half))])
        elif point.today:
            _ring(painter, at, scaled(7), "accent", 2.0)
        elif not marked and self._step() > scaled(_ROOMY):
            _ring(painter, at, scaled(5), "edge", 1.6)
        elif not marked and not self._crowded:
            _dot(painter, at, scaled(2), "edge")
        if marked and not point.event:
            self._paint_mark(painter, point, at, here=index == self._shown)

    def _worded(self) -> Iterator[int]:
        """The points with words of their own; where marks stand close, only one of each kind, far apart, and this."""
        worded = [index for index, point in enumerate(self.points) if point.word]
        if self._crowded:
            rings = [index for index in worded if self.points[index].disruption]
            dots = [index for index in worded if not self.points[index].disruption]
            worded = sorted({*rings[:1], *dots[-1:], *(index for index in worded if index == self._shown)})
        yield from worded

    @property
    def _crowded(self) -> bool:
        return self._step() < scaled(_CLOSE)

    def _paint_mark(self, painter: QPainter, point: Point, at: QPointF, *, here: bool) -> None:
        """A ring for a disruption, a filled dot for a new experience, one round the other for both."""
        grown = scaled(5) if here else 0
        if self._crowded and not here:  # close together they stand small, rings above the line and dots below it
            lane = QPointF(0, scaled(5))
            if point.disruption:
                _ring(painter, at - lane, scaled(3), "diminishing", 1.6)
            if point.experience:
                _dot(painter, at + lane, scaled(3), "new")
            return
        if point.disruption:
            _ring(painter, at, scaled(6) + grown, "diminishing", 2.4, filled=not here)
        if point.experience and not here:
            _dot(painter, at, scaled(3) if point.disruption else scaled(6), "new")
        elif point.experience:
            _ring(painter, at, scaled(9) + (scaled(5) if point.disruption else scaled(2)), "new", 2.4, filled=False)

    def _paint_here(self, painter: QPainter, at: QPointF) -> None:
        if self.hasFocus():
            _ring(painter, at, scaled(12), "focus", 2.0)
        _dot(painter, at, scaled(9), "accent")

    def _paint_tick(self, painter: QPainter, at: QPointF) -> None:
        """An hour that was not held: small and hollow."""
        painter.setPen(QPen(theme().colour("edge"), 1.2))
        painter.setBrush(theme().colour("panel"))
        width, height = (scaled(4), scaled(9)) if not self._crowded else (scaled(2), scaled(5))
        painter.drawRoundedRect(QRectF(at.x() - width / 2, at.y() - height / 2, width, height), 1, 1)

    def _paint_words(self, painter: QPainter) -> None:
        worn, font = theme(), self._font()
        for index, box, text in self.labels():
            font.setBold(index == self._shown)
            painter.setFont(font)
            painter.setPen(worn.colour("ink" if index == self._shown else "faded"))
            painter.drawText(box.adjusted(-4, 0, 4, 0), Qt.AlignmentFlag.AlignCenter, text)
        font.setBold(False)
        painter.setFont(font)
        for index, box, text in self.words():
            point = self.points[index]
            role: ColourRole = "faded" if point.event else "diminishing_ink" if point.disruption else "new_ink"
            painter.setPen(worn.colour(role))
            painter.drawText(box.adjusted(-4, 0, 4, 0), Qt.AlignmentFlag.AlignCenter, text)


def line_name(years: bool) -> str:
    """What the line is called."""
    return say("The years of this life") if years else say("The sessions")


def _is_round(label: str, unit: int) -> bool:
    return label.removeprefix("-").isdecimal() and int(label) % unit == 0


def _ring(
    painter: QPainter, at: QPointF, radius: float, role: ColourRole, width: float, *, filled: bool = True
) -> None:
    painter.setPen(QPen(theme().colour(role), width))
    painter.setBrush(theme().colour("panel") if filled else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, radius, radius)


def _dot(painter: QPainter, at: QPointF, radius: float, role: ColourRole) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().colour(role))
    painter.drawEllipse(at, radius, radius)
