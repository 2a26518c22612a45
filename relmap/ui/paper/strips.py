"""Reads from a text that is laid out which parts of it are not to be cut: lines, rows of tables, pictures."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAbstractTextDocumentLayout, QTextBlock, QTextCursor, QTextDocument, QTextTable

from relmap.ui.paper.breaking import Strip
from relmap.ui.paper.typesetting import Kind, kind_of

_TOGETHER = 3
"""A paragraph of so many lines is not cut at all; of a longer one two lines stay together at either end."""
_EACH = 40
"""Paragraphs between two looks at what the person does."""


def strips_of(document: QTextDocument, pad: float, room: float) -> Generator[float, None, tuple[Strip, ...]]:
    """Every strip, from the top down, bit by bit: yields how far it is (0 to 1) and returns them at the end.

    `pad` is the room above and below the words of a row; `room` the height of a sheet, in the units of the layout.
    """
    layout = document.documentLayout()
    found: list[Strip] = []
    block, count, end = document.begin(), 0, max(1, document.characterCount())
    while block.isValid():
        table = _table_at(block)
        if table is not None:
            found += _of_table(layout, table, pad, room)
            block = table.lastCursorPosition().block().next()
        else:
            found += _of_paragraph(layout, block)
            block = block.next()
        count += 1
        if count % _EACH == 0 and block.isValid():
            yield block.position() / end
    return tuple(found)


def _table_at(block: QTextBlock) -> QTextTable | None:
    """The table a paragraph stands in."""
    return QTextCursor(block).currentTable()


def _of_paragraph(layout: QAbstractTextDocumentLayout, block: QTextBlock) -> Iterator[Strip]:
    kind, begins = kind_of(block), bool(block.blockFormat().pageBreakPolicy())
    box = layout.blockBoundingRect(block)
    if kind == Kind.TO_WRITE_ON:
        yield Strip(box.top(), box.bottom(), begins=begins)
        return
    if not block.text().strip():
        return
    lines = _lines(block, box)
    count = len(lines)
    for number, (top, bottom) in enumerate(lines):
        is_last = number == count - 1
        holds = _holds(block, kind) if is_last else count <= _TOGETHER or number in (0, count - 2)
        yield Strip(top, bottom, kind == Kind.HEADING or holds, begins and number == 0)


def _holds(block: QTextBlock, kind: Kind) -> bool:
    """Whether what follows a paragraph belongs to it."""
    if kind == Kind.QUOTE:
        return kind_of(block.next()) == Kind.ASIDE
    return kind == Kind.HEADING or block.text().rstrip().endswith(":")


def _lines(block: QTextBlock, box: QRectF) -> list[tuple[float, float]]:
    layout = block.layout()
    rects = [layout.lineAt(number).rect().translated(box.topLeft()) for number in range(layout.lineCount())]
    return [(rect.top(), rect.bottom()) for rect in rects]


def _of_table(layout: QAbstractTextDocumentLayout, table: QTextTable, pad: float, room: float) -> Iterator[Strip]:
    headed, begins = table.format().headerRowCount() > 0, bool(table.format().pageBreakPolicy())
    head: tuple[float, float] | None = None
    for row in range(table.rows()):
        cells = [_cell_lines(layout, table, row, column) for column in range(table.columns())]
        highest = max(cells, key=lambda lines: lines[-1][1] - lines[0][0])
        top = min(lines[0][0] for lines in cells) - pad
        bottom = max(lines[-1][1] for lines in cells) + pad
        is_head = headed and row == 0
        if bottom - top > room / 2:
            yield from _of_high_row(highest, top, bottom, head)
        else:
            yield Strip(top, bottom, is_head, begins and row == 0, head)
        if is_head:
            head = (top, bottom)


def _of_high_row(
    lines: list[tuple[float, float]], top: float, bottom: float, head: tuple[float, float] | None
) -> Iterator[Strip]:
    """A row that may be cut between the lines of its highest cell."""
    for number, (above, below) in enumerate(lines):
        first, last = number == 0, number == len(lines) - 1
        yield Strip(top if first else above, bottom if last else below, first, head=head)


def _cell_lines(
    layout: QAbstractTextDocumentLayout, table: QTextTable, row: int, column: int
) -> list[tuple[float, float]]:
    cell = table.cellAt(row, column)
    block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
    found: list[tuple[float, float]] = []
    while block.isValid():
        box = layout.blockBoundingRect(block)
        found += _lines(block, box) or [(box.top(), box.bottom())]
        if block == last:
            break
        block = block.next()
    return found
