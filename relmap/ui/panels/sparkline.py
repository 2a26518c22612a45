"""A rating over the sessions, drawn as it was given: gaps stay gaps, a rise is drawn as plainly as a fall.

Nothing is averaged, smoothed or coloured by direction. A session in which something new was lived is a filled dot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from relmap.analysis.number_words import stop_title
from relmap.analysis.numbers import Noted, stops_of, unknown_day
from relmap.model.links import Link
from relmap.model.source import Source
from relmap.model.therapy import NewExperience
from relmap.ui.guard import guarded
from relmap.ui.panels.dress import scaled
from relmap.ui.theme import Tone, theme
from relmap.words import say

_HIGHEST = 10


@dataclass(frozen=True, slots=True)
class Point:
    """One session that was held: its title, the number given then (None: not asked), and whether something was new."""

    title: str
    value: int | None
    new: bool


def ratings_over_time(
    source: Source, subject: str, dimension: str, rater: str | None, noted: Noted = unknown_day
) -> tuple[Point, ...]:
    """The number of each held session, oldest first, and those given between them or since; `noted` as for a life.

    `rater` is whose numbers they are; ratings without a rater count as the first client's.
    """
    new = frozenset(_newly_lived(source, subject))
    points: list[Point] = []
    for stop in stops_of(source, subject, dimension, noted):
        felt = stop.of(rater)
        if felt is not None or stop.session is not None:
            value = felt.value if felt is not None else None
            points.append(Point(stop_title(source, stop), value, stop.session in new))
    return tuple(points)


def _newly_lived(source: Source, subject: str) -> Iterator[str]:
    for id in source.referrers(subject):
        link = source.get(id)
        if isinstance(link, Link) and link.to == subject and link.kind in ("counters", "supports"):
            lived = source.get(link.from_)
            if isinstance(lived, NewExperience) and lived.session is not None:
                yield lived.session


class Sparkline(QWidget):
    """A small drawing of points from 0 to 10; said aloud as a sentence."""

    def __init__(self, tone: Tone = "plain") -> None:
        """`tone` colours the line."""
        super().__init__()
        self._tone = tone
        self._points: Sequence[Point] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_points(self, points: Sequence[Point]) -> None:
        """Draw these, oldest first."""
        self._points = points
        self.setAccessibleName(say("Over the sessions"))
        self.setAccessibleDescription(spoken(points))
        self.setToolTip(spoken(points))
        self.update()

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(scaled(120), scaled(58))

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(60), scaled(58))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_scale(painter)
        stroke = worn.colour("accent") if self._tone == "plain" else worn.stroke(self._tone)
        painter.setPen(QPen(stroke, 1.6))
        for one, other in zip(self._places(), self._places()[1:], strict=False):
            if one is not None and other is not None:
                painter.drawLine(one, other)
        radius = scaled(3) + 0.5
        for place, point in zip(self._places(), self._points, strict=True):
            if place is not None:
                painter.setPen(QPen(worn.colour("new") if point.new else stroke, 1.5))
                painter.setBrush(worn.colour("new") if point.new else worn.colour("panel"))
                painter.drawEllipse(place, radius, radius)
        painter.end()

    def _paint_scale(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme().colour("ring"), 1.0))
        for number in (0, _HIGHEST):
            y = self._y(number)
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))

    def _places(self) -> list[QPointF | None]:
        box = QRectF(self.rect()).adjusted(scaled(5), 0, -scaled(5), 0)
        step = box.width() / max(1, len(self._points) - 1)
        rightward = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        places: list[QPointF | None] = []
        for number, point in enumerate(self._points):
            x = box.right() - number * step if rightward else box.left() + number * step
            places.append(None if point.value is None else QPointF(x, self._y(point.value)))
        return places

    def _y(self, value: int) -> float:
        room = self.height() - 2 * scaled(6)
        return scaled(6) + room * (1 - value / _HIGHEST)


def spoken(points: Sequence[Point]) -> str:
    """The points as words: `session 1: 9, session 2: not asked`."""
    said = [
        say("{when}: {value}", when=point.title, value=say("not asked") if point.value is None else point.value)
        for point in points
    ]
    return "; ".join(said)
