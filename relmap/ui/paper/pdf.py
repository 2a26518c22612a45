"""Sheets as the bytes of a PDF: drawn by Qt, with the letters told, and nothing in the file's own data."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from relmap.ui.paper.recording import Piece, Recorder
from relmap.ui.paper.text_layer import with_text_layer

DOTS_PER_POINT = 10
"""How finely a place on the sheet is told."""

Paint = Callable[[QPainter], None]
"""Paints one sheet, in points from its left top corner."""


def pdf_bytes(sheets: Sequence[tuple[QSizeF, Paint]], language: str) -> bytes:
    """A PDF of one sheet or more, each of its own size in points; `language` (BCP 47) is said in it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(72 * DOTS_PER_POINT)
    writer.setCreator("")
    writer.setPageLayout(_layout(sheets[0][0]))
    painter = QPainter(writer)
    for place, (size, paint) in enumerate(sheets):
        if place:
            writer.setPageLayout(_layout(size))
            writer.newPage()
        _paint(painter, paint)
    painter.end()
    heard = [_heard(size, paint) for size, paint in sheets]
    buffer.close()
    return with_text_layer(bytes(QByteArray(buffer.data()).data()), heard, language)


def _layout(size: QSizeF) -> QPageLayout:
    page = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    return QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF())


def _paint(painter: QPainter, paint: Paint) -> None:
    painter.save()
    painter.scale(DOTS_PER_POINT, DOTS_PER_POINT)
    paint(painter)
    painter.restore()


def _heard(size: QSizeF, paint: Paint) -> tuple[Piece, ...]:
    width, height = (round(side * DOTS_PER_POINT) for side in (size.width(), size.height()))
    recorder = Recorder(width, height, 72 * DOTS_PER_POINT)
    painter = QPainter(recorder)
    _paint(painter, paint)
    painter.end()
    return recorder.pieces
