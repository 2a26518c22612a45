"""Pages for tests: reports of a few blocks, how they are set, and how two independent readers read their PDF."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from relmap.reports.blocks import Block, Direction, Picture, Report
from relmap.ui.folio.bound import Bound
from relmap.ui.folio.sheet import SHEETS, paper_theme
from relmap.ui.paper.set_report import Drawing, SetReport

TURNING = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))
"""Signs by which a reader says which way a line runs; nobody wrote them."""


class Square:
    """A picture that is a square of one colour."""

    def height(self, width: float) -> float:
        return width

    def parts(self, width: float, height: float) -> tuple[Drawing, ...]:
        return (self,)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(rect, QColor("#2F6F73"))


class Squares:
    """Squares for every picture."""

    def of(self, picture: Picture) -> Drawing:
        return Square()


def page(*blocks: Block, language: str = "en", direction: Direction = "ltr", sheets: int | None = None) -> Report:
    return Report("A page", language, direction, blocks, "at the foot", None, sheets)


def set_page(report: Report) -> SetReport:
    return SetReport(report, SHEETS["A4"], paper_theme(), Squares())


def painted(bound: Bound, place: int = 0, zoom: float = 1.0) -> QImage:
    """A sheet as dots, on white."""
    image = QImage((bound.sheet.size * zoom).toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(zoom, zoom)
    bound.paint(painter, place)
    painter.end()
    return image


def read_by_poppler(pdf: bytes, path: Path) -> list[str]:
    """The lines of a PDF as poppler's pdftotext reads them, without the signs it puts in itself."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.fail("pdftotext (poppler-utils) is needed to read PDFs back")
    path.write_bytes(pdf)
    done = subprocess.run([program, "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    text = done.stdout.decode().translate(TURNING).replace("\f", "\n")
    return [line.strip() for line in text.split("\n") if line.strip()]


def read_by_pdfium(pdf: bytes) -> str:
    """All text of a PDF as PDFium reads it."""
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def is_made_of(text: str) -> bool:
    """Whether a text is as it is written, and not in the presentation forms that fonts draw."""
    return all(not unicodedata.decomposition(sign).startswith("<") for sign in text)
