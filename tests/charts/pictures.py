"""Cases to draw charts of, and pictures that are measured with matplotlib's own letters, which only tests do."""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from relmap.analysis.numbers import unknown_day
from relmap.charts.catalogue import chart
from relmap.charts.drawing import Drawn, draw
from relmap.charts.look import ChartLook
from relmap.charts.marks import ChartData
from relmap.exchange.reading import parse_case
from relmap.model.source import Source
from relmap.resources import resource
from relmap.ui.figures.drawing import chart_look
from relmap.ui.theme import ThemeName, load_theme
from tests.longcase import long_case

Box = tuple[float, float, float, float]
POINTS, FINE = 72, 3
"""Points of an inch, and how many pixels each is measured with."""


def demo() -> Source:
    """The demo case as it is shipped."""
    return parse_case(resource("demo", "heron.json"))


def long(folder: Path) -> Source:
    """66 people and 84 sessions."""
    path = folder / "long.json"
    path.write_text(json.dumps(long_case()), encoding="utf-8")
    return parse_case(path)


def read(source: Source, key: str, *subjects: str) -> ChartData:
    return chart(key).read(source, subjects, unknown_day)


@cache
def measured(words: str, size: float) -> float:
    """How wide words are in the letters that the figure is written with."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own letters lack some scripts
        wide, _, _ = text_to_path.get_text_width_height_descent(words, FontProperties(size=size), ismath=False)
    return float(wide)


def look(theme: ThemeName = "light", size_pt: float = 9.0) -> ChartLook:
    """What the program draws charts with, but in matplotlib's own letters."""
    return replace(chart_look(load_theme(theme), size_pt), family="DejaVu Sans", measure=measured)


@dataclass(frozen=True)
class Picture:
    """A drawn chart."""

    figure: Figure
    drawn: Drawn
    data: ChartData

    @property
    def texts(self) -> list[Text]:
        return [one for one in self.figure.artists if isinstance(one, Text)]

    @property
    def words(self) -> list[str]:
        return [one.get_text() for one in self.texts]

    def boxes(self) -> list[tuple[str, Box]]:
        """Each text and its box in points, from the lower left corner."""
        canvas = self.figure.canvas
        assert isinstance(canvas, FigureCanvasAgg)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]  # matplotlib leaves it open
            found = [(one.get_text(), one.get_window_extent(renderer)) for one in self.texts]
        return [(words, (box.x0 / FINE, box.y0 / FINE, box.x1 / FINE, box.y1 / FINE)) for words, box in found]

    def strokes(self, role: str, width: float) -> list[list[tuple[float, float]]]:
        """The lines of a colour and width, as points."""
        wanted = look().colour(role).casefold()
        return [
            [(float(x), float(y)) for x, y in segment]
            for one in self.figure.artists
            if isinstance(one, LineCollection) and np.allclose(one.get_linewidth(), width) and _hex(one) == wanted
            for segment in one.get_segments()
        ]


def _hex(collection: LineCollection) -> str:
    red, green, blue = (round(255 * float(part)) for part in np.asarray(collection.get_colors())[0][:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


def picture(data: ChartData, width: float = 720.0, size_pt: float = 9.0, theme: ThemeName = "light") -> Picture:
    """Draw a chart as tall as it wants to be at a width."""
    figure = Figure(figsize=(width / POINTS, data.size(width, size_pt) / POINTS), dpi=POINTS * FINE)
    FigureCanvasAgg(figure)
    return Picture(figure, draw(figure, data, look(theme, size_pt)), data)
