"""The map as a picture: PNG, SVG or PDF, the whole map with a margin and its legend below.

It draws what is in the scene and nothing else, sharply, with real text in SVG and PDF, and puts no name of anybody
into the file's own data. A scene in colours for paper is made for it, so that a dark window exports a light page.
"""

from __future__ import annotations

import threading
from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from relmap.ui.folio.sheet import Sheet
from relmap.ui.map.grid import Box
from relmap.ui.map.legend import LegendSheet, entries
from relmap.ui.map.scene import MapScene
from relmap.ui.steps import finished
from relmap.ui.theme import Theme
from relmap.words import Trouble, say

MARGIN = 40.0
NARROWEST = 560.0
LARGEST_PIXELS = 30_000_000
_SHARPNESS = 2.0
_LEGEND_GAP = 30.0
_EMPTY = QRectF(-220.0, -160.0, 440.0, 320.0)
_POINTS = 0.75
"""Points of paper per scene unit."""

FORMS = (".png", ".svg", ".pdf")
_LOOK = 0.01
"""Seconds between two looks whether a picture is encoded."""
Writing = Generator[float, None, bytes]


class PictureTrouble(Trouble):
    """The picture could not be made."""


def render_map(scene: MapScene, painter: QPainter, rect: QRectF, *, legend: bool = True) -> None:
    """Paint the whole map of a scene as large as it fits in `rect`, its legend below; text stays text."""
    sheet = MapSheet(scene, legend=legend)
    scale = min(rect.width() / sheet.size.width(), rect.height() / sheet.size.height())
    painter.save()
    painter.translate(rect.center())
    painter.scale(scale, scale)
    painter.translate(-sheet.size.width() / 2, -sheet.size.height() / 2)
    sheet.paint(painter)
    painter.restore()


def picture_steps(
    scene: MapScene,
    path: Path,
    theme: Theme,
    *,
    legend: bool = True,
    watermark: str | None = None,
    language: str = "en",
) -> Generator[float, None, None]:
    """Write the map to a file, whose suffix says the form, bit by bit; yields how far it is (0 to 1).

    `watermark`: what the picture says of itself, above the map; `language`: that of the case (BCP 47). Raises
    PictureTrouble for another suffix or a full disk.
    """
    data = yield from _drawing(scene, path.suffix.lower(), theme, legend=legend, watermark=watermark, language=language)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise PictureTrouble(
            say("The picture could not be written there. The case is safe; choose another folder.")
        ) from error


def picture_bytes(
    scene: MapScene, form: str, theme: Theme, *, legend: bool = True, watermark: str | None = None, language: str = "en"
) -> bytes:
    """The map as the bytes of a picture; `form` is `.png`, `.svg` or `.pdf`. Raises PictureTrouble for any other."""
    return finished(_drawing(scene, form, theme, legend=legend, watermark=watermark, language=language))


def _drawing(
    scene: MapScene, form: str, theme: Theme, *, legend: bool, watermark: str | None, language: str
) -> Generator[float, None, bytes]:
    writers = {".png": _png, ".svg": _svg, ".pdf": _pdf}
    if form not in writers:
        raise PictureTrouble(say("A map can be written as .png, .svg or .pdf; choose one of these."))
    page = MapScene(theme)
    try:
        page.apply(scene.looks())
        page.ground = scene.ground
        yield 0.3
        return (yield from writers[form](MapSheet(page, legend=legend, watermark=watermark, language=language)))
    finally:
        page.deleteLater()


class MapSheet:
    """The page of a picture in scene units: what it says of itself, the map, a gap, the legend."""

    def __init__(self, scene: MapScene, *, legend: bool, watermark: str | None = None, language: str = "en") -> None:
        self._scene, self.language = scene, language
        bounds = scene.bounds()
        self._bare = bounds.isEmpty()
        area = (_EMPTY if self._bare else bounds).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        spare = max(0.0, NARROWEST - area.width()) / 2
        self._area = area.adjusted(-spare, 0.0, spare, 0.0)
        lines = entries(scene.looks(), scene.ground) if legend else []
        self._legend = LegendSheet(lines, scene.pens, scene.board.lettering) if lines else None
        width = self._area.width()
        below = self._legend.height(width - 2 * MARGIN) + _LEGEND_GAP + MARGIN if self._legend is not None else 0.0
        room = width - 2 * MARGIN
        self._watermark = scene.board.lettering.words("card", watermark, room, 2) if watermark else None
        self._top = self._watermark.height + MARGIN if self._watermark is not None else 0.0
        self.size = QSizeF(width, self._top + self._area.height() + below)

    def paint(self, painter: QPainter) -> None:
        """Paint it with its left top at (0, 0)."""
        painter.fillRect(QRectF(0.0, 0.0, self.size.width(), self.size.height()), self._scene.pens.paper)
        area = self._area
        if self._watermark is not None:
            painter.setPen(self._scene.pens.ink)
            self._watermark.draw(painter, MARGIN, MARGIN / 2)
        painter.save()
        painter.translate(0.0, self._top)
        painter.setClipRect(QRectF(0.0, 0.0, area.width(), area.height()), Qt.ClipOperation.IntersectClip)
        painter.translate(-area.left(), -area.top())
        box: Box = (area.left(), area.top(), area.right(), area.bottom())
        for _ in self._scene.painting(painter, [box], box, 1.0):
            pass
        painter.restore()
        if self._bare:
            self._say_kindly(painter)
        if self._legend is not None:
            self._legend.paint(painter, MARGIN, self._top + area.height() + _LEGEND_GAP, self.size.width() - 2 * MARGIN)

    def _say_kindly(self, painter: QPainter) -> None:
        words = self._scene.board.lettering.words("name", say("Nothing is on this map yet."), NARROWEST)
        painter.setPen(self._scene.pens.faded)
        words.draw_tight(painter, (self.size.width() - words.width) / 2, self._top + self._area.height() / 2)


def _png(sheet: MapSheet) -> Writing:
    pixels = sheet.size.width() * sheet.size.height()
    sharpness = min(_SHARPNESS, (LARGEST_PIXELS / pixels) ** 0.5)
    image = QImage((sheet.size * sharpness).toSize(), QImage.Format.Format_RGB32)
    if image.isNull():
        raise PictureTrouble(say("The map is too large for a picture; write it as .pdf or .svg instead."))
    painter = QPainter(image)
    painter.scale(sharpness, sharpness)
    sheet.paint(painter)
    painter.end()
    yield 0.4
    buffer = _buffer()
    written: list[bool] = []
    encoding = threading.Thread(target=lambda: written.append(QImageWriter(buffer, QByteArray(b"PNG")).write(image)))
    encoding.start()  # the longest part of it, and the only one that may be done elsewhere
    while encoding.is_alive():
        encoding.join(_LOOK)
        yield 0.5
    if written != [True]:
        raise PictureTrouble(
            say("The picture could not be made. The case is safe; try a drawing (.svg) or a page (.pdf).")
        )
    return _bytes_of(buffer)


def _svg(sheet: MapSheet) -> Writing:
    yield 0.4
    buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    size = sheet.size.toSize()
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(say("Map"))
    generator.setDescription("")
    painter = QPainter(generator)
    sheet.paint(painter)
    painter.end()
    return _bytes_of(buffer)


def _pdf(sheet: MapSheet) -> Writing:
    from relmap.ui.folio.pdf import pdf_steps  # which loads a library of its own

    return (yield from pdf_steps(_Page(sheet)))


class _Page:
    """The picture as the one sheet of a PDF."""

    count = 1

    def __init__(self, picture: MapSheet) -> None:
        self._picture = picture
        self.sheet = Sheet("", picture.size.width() * _POINTS, picture.size.height() * _POINTS)
        self.language = picture.language

    def paint(self, painter: QPainter, _place: int) -> None:
        """Paint it, in points."""
        painter.scale(_POINTS, _POINTS)
        self._picture.paint(painter)


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _bytes_of(buffer: QBuffer) -> bytes:
    buffer.close()
    return bytes(QByteArray(buffer.data()).data())
