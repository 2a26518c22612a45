"""Sheets as the bytes of a PDF: drawn by Qt, with the letters told, and nothing in the file's own data."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from relmap.ui.folio.bound import Bound
from relmap.ui.folio.recording import Piece, Recorder
from relmap.ui.folio.sheet import DOTS, Sheet
from relmap.ui.folio.text_layer import text_layer_steps
from relmap.ui.steps import finished


def pdf_bytes(bound: Bound) -> bytes:
    """All sheets as a PDF."""
    return finished(pdf_steps(bound))


def pdf_steps(bound: Bound) -> Generator[float, None, bytes]:
    """The same bit by bit: yields how far it is (0 to 1), and returns the bytes at the end."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(72 * DOTS)
    writer.setCreator("")
    writer.setPageLayout(_layout(bound.sheet))
    painter = QPainter(writer)
    heard = []
    try:
        for place in range(bound.count):
            if place:
                writer.newPage()
            _paint(painter, bound, place)
            heard.append(_heard(bound, place))
            yield (place + 1) / bound.count * 0.7
    finally:
        painter.end()  # before its writer goes, also where nobody wants the page any more
    buffer.close()
    telling = text_layer_steps(bytes(QByteArray(buffer.data()).data()), heard, bound.language)
    while True:
        try:
            yield 0.7 + 0.3 * next(telling)
        except StopIteration as end:
            return bytes(end.value)


def _layout(sheet: Sheet) -> QPageLayout:
    page = QPageSize(sheet.size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    return QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF())


def _paint(painter: QPainter, bound: Bound, place: int) -> None:
    painter.save()
    painter.scale(DOTS, DOTS)
    bound.paint(painter, place)
    painter.restore()


def _heard(bound: Bound, place: int) -> tuple[Piece, ...]:
    width, height = (round(side * DOTS) for side in (bound.sheet.width, bound.sheet.height))
    recorder = Recorder(width, height, 72 * DOTS)
    painter = QPainter(recorder)
    _paint(painter, bound, place)
    painter.end()
    return recorder.pieces
