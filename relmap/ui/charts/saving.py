"""A chart outside the case: as a picture, a drawing or a page, on light paper, with nothing in the file's own data."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from relmap.charts.catalogue import chart
from relmap.charts.marks import ChartData
from relmap.exchange.landing import write_file
from relmap.read.journalled import Journalled
from relmap.read.projection import Projection
from relmap.read.reduced import copy_words
from relmap.reports.naming import told_apart
from relmap.reports.telling import case_language
from relmap.store.document import Document
from relmap.ui.figures.drawing import ChartDrawing
from relmap.ui.folio.sheet import Sheet, paper_theme
from relmap.ui.theme import install_fonts
from relmap.words import Trouble, say

WIDTH = 720.0
MARGIN = 18.0
_WATERMARK, _WATERMARK_SIZE = 24.0, 12
_SHARPNESS = 2.0
_MOST_PIXELS = 12_000_000
"""A chart of a thousand rows is drawn with fewer dots: it took minutes."""


def chart_of(document: Document, key: str, subjects: tuple[str, ...]) -> ChartPaper:
    """A chart of a case as an export may show it today. Raises KeyError for a kind there is not."""
    with closing(Projection(document, "export")) as source:
        data = chart(key).read(told_apart(source, "names"), subjects, Journalled(document))
        return ChartPaper(data, case_language(source), watermark=copy_words(source))


class ChartPaper:
    """One chart: on one sheet of its own size, or on as many of a printer's as it needs."""

    def __init__(
        self, data: ChartData, language: str, sheet: Sheet | None = None, *, watermark: str | None = None
    ) -> None:
        """Show `data`, which is what an export may show, in a case of this language (BCP 47).

        `watermark`: what the chart says of itself, above it.
        """
        self._theme = paper_theme()
        self._watermark = watermark
        self._top = MARGIN + (_WATERMARK if watermark else 0.0)
        whole = ChartDrawing(data, self._theme)
        self.data, self._language = data, language
        own = Sheet("", WIDTH + 2 * MARGIN, whole.height(WIDTH) + self._top + MARGIN)
        self._sheet = own if sheet is None else sheet
        self._parts = (whole,) if sheet is None else whole.parts(self._room.width(), self._room.height())

    @property
    def sheet(self) -> Sheet:
        """The paper."""
        return self._sheet

    @property
    def count(self) -> int:
        """How many sheets; a chart that is too tall for one is cut between its rows, never set smaller."""
        return len(self._parts)

    @property
    def language(self) -> str:
        """The language of the case."""
        return self._language

    @property
    def _room(self) -> QRectF:
        """Where on a sheet the chart stands."""
        return QRectF(MARGIN, self._top, self._sheet.width - 2 * MARGIN, self._sheet.height - self._top - MARGIN)

    def paint(self, painter: QPainter, place: int = 0) -> None:
        """Paint the sheet `place` (from 0), in points from the left top corner."""
        painter.fillRect(QRectF(0.0, 0.0, self._sheet.width, self._sheet.height), self._theme.colour("paper"))
        room = self._room
        if self._watermark is not None:
            font = QFont(install_fonts())
            font.setPixelSize(_WATERMARK_SIZE)
            painter.setFont(font)
            painter.setPen(self._theme.colour("ink"))
            line = QRectF(MARGIN, MARGIN, room.width(), _WATERMARK)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft, self._watermark)
        self._parts[place].paint(painter, room)

    def image(self) -> QImage:
        """The chart as dots."""
        sharpness = min(_SHARPNESS, (_MOST_PIXELS / (self._sheet.width * self._sheet.height)) ** 0.5)
        image = QImage((self._sheet.size * sharpness).toSize(), QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.scale(sharpness, sharpness)
        self.paint(painter)
        painter.end()
        return image

    def write(self, path: Path, *, replace: bool = True) -> None:
        """Write it in the form its suffix names. Raises Trouble for another, NotWritten, and AlreadyExists."""
        writers = {".png": self._png, ".svg": self._svg, ".pdf": self._pdf}
        writer = writers.get(path.suffix.lower())
        if writer is None:
            raise Trouble(say("The name must end in .png, .svg or .pdf. Nothing was written."))
        write_file(path, writer(), replace=replace)

    def _png(self) -> bytes:
        buffer = _buffer()
        QImageWriter(buffer, QByteArray(b"PNG")).write(self.image())
        return _bytes_of(buffer)

    def _svg(self) -> bytes:
        buffer, size = _buffer(), self._sheet.size.toSize()
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(size)
        generator.setViewBox(QRect(0, 0, size.width(), size.height()))
        generator.setTitle(say("Chart"))
        generator.setDescription("")
        painter = QPainter(generator)
        self.paint(painter)
        painter.end()
        return _bytes_of(buffer)

    def _pdf(self) -> bytes:
        from relmap.ui.folio.pdf import pdf_bytes

        return pdf_bytes(self)


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _bytes_of(buffer: QBuffer) -> bytes:
    buffer.close()
    return bytes(QByteArray(buffer.data()).data())
