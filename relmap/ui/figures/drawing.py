"""A chart drawn as large as it is wanted: on a screen, in a picture, on a page. It loads matplotlib."""

from __future__ import annotations

from matplotlib.figure import Figure
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from relmap.charts.drawing import Drawn, draw
from relmap.charts.look import ChartLook
from relmap.charts.marks import LEAST_PT, ChartData
from relmap.ui.figures.painter import paint_figure, words_width
from relmap.ui.theme import Theme

POINTS_PER_INCH = 72.0


def chart_look(theme: Theme, size_pt: float = LEAST_PT) -> ChartLook:
    """What charts look like in a theme, with letters of a size in points."""
    colours = {role: colour.name() for role, colour in theme.colours.items()}
    return ChartLook(colours, size_pt=size_pt, dark=theme.dark, measure=words_width)


class ChartDrawing:
    """One chart in one theme."""

    def __init__(self, data: ChartData, theme: Theme, size_pt: float = LEAST_PT) -> None:
        """Draw `data` with letters of `size_pt` points."""
        self.data, self._theme = data, theme
        self._look = chart_look(theme, size_pt)

    def height(self, width: float) -> float:
        """How high it is at a width, both in points."""
        return float(self.data.size(width, self._look.size_pt))

    def parts(self, width: float, height: float) -> tuple[ChartDrawing, ...]:
        """The chart in parts that are no higher at a width, both in points; a row is not cut."""
        size = self._look.size_pt
        return tuple(ChartDrawing(part, self._theme, size) for part in self.data.parts(width, height, size))

    def drawn(self, width: float) -> tuple[Figure, Drawn]:
        """The chart on a figure `width` points wide, and where its marks are."""
        figure = Figure(figsize=(width / POINTS_PER_INCH, self.height(width) / POINTS_PER_INCH))
        return figure, draw(figure, self.data, self._look)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint it into `rect`, whose units are points."""
        figure, _ = self.drawn(rect.width())
        paint_figure(figure, painter, rect)
