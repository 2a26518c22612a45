"""The picture of who taught which lesson, or asked for which role: names across, words down, a shape in each cell."""

from __future__ import annotations

from relmap.charts.matrix import HEAD, NAMES, ROW, Cell, Glyph, MatrixChart
from relmap.charts.shapes import Shape
from relmap.charts.sheet import Sheet

_SHAPES: dict[Glyph, Shape] = {"diminishing": "card", "affirming": "circle", "mixed": "diamond", "role": "ticket"}


def draw_matrix(sheet: Sheet, data: MatrixChart) -> None:
    """The columns in as many blocks below each other as the width asks for."""
    top = sheet.title(data.title) + 0.8 * sheet.em
    for block in data.blocks(sheet.width, sheet.em):
        _Block(sheet, data, block, top).draw()
        top += data.tall(block) * sheet.em
    if data.foot:
        sheet.words(data.foot, (0.5 * sheet.em, top), role="faded", room=sheet.width - sheet.em)


class _Block:
    """Some columns, and the rows that have a cell in them."""

    def __init__(self, sheet: Sheet, data: MatrixChart, block: range, top: float) -> None:
        self._sheet, self._data, self._block, self._top = sheet, data, block, top
        self._left = data.gutter(sheet.width, sheet.em)
        self._wide = data.column(sheet.width, sheet.em)

    def draw(self) -> None:
        """Rows with thin lines, the names over them, and the cells."""
        em = self._sheet.em
        begin = self._top + NAMES * em
        y = begin + 1.0 * em
        cells: dict[int, list[Cell]] = {}
        for cell in self._data.cells:
            if cell.column in self._block:
                cells.setdefault(cell.row, []).append(cell)
        for word, rows in self._data.rows_in(self._block):
            if word:
                self._sheet.words(word, (0.5 * em, y + 0.2 * em), role="faded", bold=True)
                y += HEAD * em
            for row in rows:
                self._row(row, cells.get(row, []), y)
                y += ROW * em
        self._names(begin, y - 0.8 * em)

    def _x(self, column: int) -> float:
        return self._left + (column - self._block.start + 0.5) * self._wide

    def _row(self, number: int, cells: list[Cell], y: float) -> None:
        sheet, row, em = self._sheet, self._data.rows[number], self._sheet.em
        right = self._x(self._block.stop - 1) + self._wide / 2
        sheet.line([(self._left, y), (right, y)], "ring", 0.8)
        wide = sheet.words(row.title, (0.5 * em, y), room=self._left - 1.4 * em)
        sheet.spot(row.mark, 0.0, y - ROW * em / 2, 0.5 * em + wide, y + ROW * em / 2)
        for cell in cells:
            at = (self._x(cell.column) + cell.aside * self._wide, y)
            full = row.glyph if row.glyph == "role" else f"{row.glyph}_ground"
            fill = full if cell.told else "paper"
            sheet.shape(_SHAPES[row.glyph], at, 0.55 * em, row.glyph, fill, 1.3)
            sheet.spot_round(cell.mark, at, 0.9 * em)

    def _names(self, top: float, bottom: float) -> None:
        em = self._sheet.em
        for number in self._block:
            column, x = self._data.columns[number], self._x(number)
            self._sheet.line([(x, top - 0.3 * em), (x, bottom)], "ring", 0.8)
            self._sheet.words(column.title, (x, top - 0.8 * em), room=(NAMES - 1.2) * em, upright=True)
            half = self._wide / 2
            self._sheet.spot(column.mark, x - half, self._top, x + half, top - 0.4 * em)
