"""How fast the charts are, each beside matplotlib drawing the same marks bare. By hand: `python -m tests.bench charts`.

The limit puts the same points, lines, boxes and texts on a figure in the plainest way and lets Agg draw it. What is
measured begins with the case: it is read, laid out, and drawn by Agg as well.
"""

from __future__ import annotations

import logging
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.figure import Figure as Sheet
from matplotlib.text import Text

from relmap.charts.catalogue import CHARTS
from relmap.charts.drawing import draw
from relmap.charts.look import ChartLook
from relmap.charts.marks import ChartData
from relmap.model.source import Source
from tests.charts.pictures import POINTS, demo, long, look, read
from tests.figures import Figure, times

WIDTH, BUDGET = 720.0, 1.5


@dataclass(frozen=True)
class Bare:
    """The marks of a chart, and nothing of what they mean."""

    size: tuple[float, float]
    points: list[tuple[Any, float, Any]]
    lines: list[tuple[Any, float]]
    boxes: list[Any]
    texts: list[tuple[float, float, str]]

    def draw(self) -> None:
        """Draw them."""
        sheet = Sheet(figsize=self.size, dpi=POINTS)
        canvas = FigureCanvasAgg(sheet)
        axes = sheet.add_axes((0, 0, 1, 1), xlim=(0, self.size[0] * POINTS), ylim=(self.size[1] * POINTS, 0))
        axes.set_axis_off()
        for path, area, places in self.points:
            paths = PathCollection([path], sizes=[area], offsets=places, offset_transform=axes.transData)
            axes.add_collection(paths, autolim=False)
        for segments, width in self.lines:
            axes.add_collection(LineCollection(segments, linewidths=width), autolim=False)
        for corners in self.boxes:
            axes.add_collection(PolyCollection(corners), autolim=False)
        for x, y, words in self.texts:
            axes.text(x, y, words, fontsize=9.0, parse_math=False)
        canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib leaves it open


def bare(data: ChartData, worn: ChartLook) -> Bare:
    """The marks of a chart as they were drawn."""
    sheet = _drawn(data, worn)
    kept = Bare((float(sheet.get_figwidth()), float(sheet.get_figheight())), [], [], [], [])
    for artist in sheet.artists:
        if isinstance(artist, PathCollection):
            kept.points.append((artist.get_paths()[0], float(artist.get_sizes()[0]), artist.get_offsets()))
        elif isinstance(artist, LineCollection):
            kept.lines.append((artist.get_segments(), float(np.atleast_1d(artist.get_linewidth())[0])))
        elif isinstance(artist, PolyCollection):
            kept.boxes.append([path.vertices for path in artist.get_paths()])
        elif isinstance(artist, Text):
            kept.texts.append((*artist.get_position(), artist.get_text()))
    return kept


def _drawn(data: ChartData, worn: ChartLook) -> Sheet:
    sheet = Sheet(figsize=(WIDTH / POINTS, data.size(WIDTH) / POINTS), dpi=POINTS)
    canvas = FigureCanvasAgg(sheet)
    draw(sheet, data, worn)
    canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib leaves it open
    return sheet


def whole(source: Source, key: str, worn: ChartLook) -> None:
    """A chart from the case to the picture."""
    _drawn(read(source, key), worn)


def figures() -> Iterator[Figure]:
    """All figures of this file."""
    warnings.simplefilter("ignore")  # Agg's letters lack some scripts, which Qt's do not
    logging.disable(logging.WARNING)
    worn = ChartLook(look().colours, "DejaVu Sans")
    with tempfile.TemporaryDirectory() as folder:
        for name, source in (("demo", demo()), ("66 people, 84 sessions", long(Path(folder)))):
            for kind in CHARTS:
                data = read(source, kind.key)
                if data.empty is None:
                    limit = times(bare(data, worn).draw, 7)[0]
                    found = times(partial(whole, source, kind.key, worn), 7)[0]
                    yield Figure(f"chart {kind.key}, {name}", found, BUDGET, limit)
