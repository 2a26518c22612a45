"""A chart on a printer's sheets: on as many as it needs, never set smaller, and read back whole."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from relmap.ui.charts.saving import MARGIN, ChartPaper
from relmap.ui.figures.drawing import ChartDrawing
from relmap.ui.folio.pdf import pdf_bytes
from relmap.ui.folio.sheet import SHEETS, paper_theme
from tests.charts.pictures import long, read
from tests.ui.paper.sheaf import painted, read_by_poppler


def test_a_tall_chart_takes_several_sheets_and_every_row_is_read_back(tmp_path: Path, light: object) -> None:
    paper = ChartPaper(read(long(tmp_path), "life"), "en", SHEETS["A4"])
    assert paper.count > 1
    lines = read_by_poppler(pdf_bytes(paper), tmp_path / "life.pdf")
    people = [line for line in lines if line.startswith("Person ")]
    assert sorted(people) == sorted({f"Person {number}" for number in range(2, 66)})


def test_letters_on_a_sheet_are_as_large_as_anywhere(tmp_path: Path, light: object) -> None:
    """Each sheet is its part of the chart dot for dot, at the size of its letters."""
    data, sheet = read(long(tmp_path), "life"), SHEETS["A4"]
    paper = ChartPaper(data, "en", sheet)
    parts = data.parts(sheet.width - 2 * MARGIN, sheet.height - 2 * MARGIN)
    assert paper.count == len(parts)
    for place, part in enumerate(parts):
        drawing = ChartDrawing(part, paper_theme())
        width = sheet.width - 2 * MARGIN
        alone = QImage(sheet.size.toSize(), QImage.Format.Format_RGB32)
        alone.fill(QColor("white"))
        painter = QPainter(alone)
        painter.translate(MARGIN, MARGIN)
        drawing.paint(painter, QRectF(0.0, 0.0, width, drawing.height(width)))
        painter.end()
        assert painted(paper, place) == alone


def test_a_chart_of_its_own_size_is_one_sheet(tmp_path: Path, light: object) -> None:
    paper = ChartPaper(read(long(tmp_path), "life"), "en")
    assert paper.count == 1
    assert paper.sheet.height > SHEETS["A4"].height
