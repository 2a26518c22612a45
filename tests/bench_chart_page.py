"""How fast charts are as the window shows them, each beside matplotlib drawing the same marks bare.

By hand: `python -m tests.bench chart_page`. The limit is that of `bench_charts`; what is measured reads the case, lays
the chart out in Qt's letters and paints it by Qt.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from relmap.charts.catalogue import CHARTS
from relmap.charts.look import ChartLook
from relmap.model.source import Source
from relmap.ui.figures.drawing import ChartDrawing
from relmap.ui.theme import theme
from tests.bench_charts import BUDGET, WIDTH, bare
from tests.charts.pictures import demo, long, look, read
from tests.figures import Figure, times


def shown(source: Source, key: str) -> QImage:
    """A chart from the case to the dots of a screen."""
    drawing = ChartDrawing(read(source, key), theme())
    height = drawing.height(WIDTH)
    image = QImage(round(WIDTH), round(height), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))
    painter = QPainter(image)
    drawing.paint(painter, QRectF(0.0, 0.0, WIDTH, height))
    painter.end()
    return image


def figures() -> Iterator[Figure]:
    """All figures of this file."""
    app = QApplication.instance() or QApplication([])
    warnings.simplefilter("ignore")  # Agg's letters lack some scripts, which Qt's do not
    worn = ChartLook(look().colours, "DejaVu Sans")
    with tempfile.TemporaryDirectory() as folder:
        for name, source in (("demo", demo()), ("66 people, 84 sessions", long(Path(folder)))):
            for kind in CHARTS:
                data = read(source, kind.key)
                if data.empty is None:
                    limit = times(bare(data, worn).draw, 7)[0]
                    found = times(partial(shown, source, kind.key), 7)[0]
                    yield Figure(f"chart {kind.key} on screen, {name}", found, BUDGET, limit)
    del app
