"""The drawings of a report: maps of the present and of the past, and charts, each drawn when its place is set.

A map of the past is the map as it stood, seen through today's covers and names. Nothing here is kept when the report
is gone.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from relmap.analysis.numbers import Noted
from relmap.charts.catalogue import chart
from relmap.model.source import Source
from relmap.read.sessions import as_it_stood
from relmap.reports.blocks import Picture
from relmap.reports.naming import Names, told_apart
from relmap.store.document import Document
from relmap.ui.map.look import looks
from relmap.ui.map.picture import MapSheet
from relmap.ui.map.scene import MapScene
from relmap.ui.paper.set_report import Drawing
from relmap.ui.theme import Theme


class MapDrawing:
    """The map of a source. Its legend would be too small to read on a page; the words beside it say what is there."""

    def __init__(self, source: Source, theme: Theme) -> None:
        """Draw what `source` holds now; it is not asked again."""
        self._scene = MapScene(theme)
        self._scene.show(looks(source))
        self._sheet = MapSheet(self._scene, legend=False)

    def height(self, width: float) -> float:
        """How high it is at a width."""
        return width * self._sheet.size.height() / self._sheet.size.width()

    def parts(self, _width: float, _height: float) -> tuple[MapDrawing, ...]:
        """A map is not cut; where it is too high it is drawn smaller."""
        return (self,)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint it into `rect`."""
        painter.save()
        painter.translate(rect.topLeft())
        scale = rect.width() / self._sheet.size.width()
        painter.scale(scale, scale)
        self._sheet.paint(painter)
        painter.restore()


class CaseDrawings:
    """Draws pictures of one case as an export may show it."""

    def __init__(self, document: Document, source: Source, theme: Theme, noted: Noted) -> None:
        """`source`: what of the document may be exported."""
        self._document, self._source, self._theme, self._noted = document, source, theme, noted
        self._drawn: dict[Picture, Drawing] = {}

    def of(self, picture: Picture) -> Drawing:
        """The drawing of a picture, made once."""
        if picture not in self._drawn:
            self._drawn[picture] = self._map(picture) if picture.kind == "map" else self._chart(picture)
        return self._drawn[picture]

    def _chart(self, picture: Picture) -> Drawing:
        from relmap.ui.figures.drawing import ChartDrawing  # which loads matplotlib

        source = told_apart(self._source, "code" if picture.code_names else "names")
        subjects = () if picture.subject is None else (picture.subject,)
        return ChartDrawing(chart(picture.key).read(source, subjects, self._noted), self._theme)

    def _map(self, picture: Picture) -> MapDrawing:
        names: Names = "code" if picture.code_names else "names"
        if picture.at is None:
            return MapDrawing(told_apart(self._source, names), self._theme)
        with as_it_stood(self._document, "export", picture.at) as then:
            return MapDrawing(told_apart(then, names, self._source), self._theme)
