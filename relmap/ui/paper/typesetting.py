"""Puts the blocks of a report into a text document: plain words in the sizes of the page, tables, lists, pictures.

Words are never taken as markup. What is drawn around them by hand (the bar beside a quotation, the lines to write on)
is marked on the paragraph and painted by `set_report`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextListFormat,
    QTextOption,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from relmap.reports.blocks import Block, Break, Facts, Grid, Heading, Items, Picture, Report, Space, Words
from relmap.ui.folio.sheet import DOTS, MM, px
from relmap.ui.map.quotes import marks_for
from relmap.ui.theme import Theme, install_fonts

KIND = QTextFormat.Property.UserProperty + 1
"""The property of a paragraph that holds its Kind."""
LINE_TO_WRITE_ON = 9 * MM
_BAR_INDENT = 10.0
PAD = 0.22
"""The room above and below the words of a row, in letters (em)."""
_LABELS = 27
"""The part of the width that the labels of facts take, in hundredths."""
_LEVELS = (1.9, 1.32, 1.12, 1.0)
_SMALL = 0.9

PutPart = Callable[[QTextCursor], None]
PictureParts = Callable[[Picture], Iterable[PutPart]]


class Kind(IntEnum):
    """What a paragraph is, where more than its words is painted."""

    PLAIN = 0
    HEADING = 1
    QUOTE = 2
    TO_WRITE_ON = 3
    PICTURE = 4
    ASIDE = 5


def kind_of(block: QTextBlock) -> Kind:
    """What a paragraph is."""
    value = block.blockFormat().property(KIND)
    return Kind(value) if isinstance(value, int) else Kind.PLAIN


@dataclass(frozen=True, slots=True)
class Type:
    """The sizes of a page, in points: its text, its small text, never below the smallest that may be read."""

    text: float
    smallest: float

    @property
    def small(self) -> float:
        """Points of what stands beside the text."""
        return max(self.smallest, self.text * _SMALL)

    def heading(self, level: int) -> float:
        """Points of a heading."""
        return self.text * _LEVELS[min(level, len(_LEVELS)) - 1]


class Typesetting:
    """Fills one document; blocks come in order."""

    def __init__(self, document: QTextDocument, report: Report, kind: Type, theme: Theme, parts: PictureParts) -> None:
        """Set `report` in sizes of `kind`; `parts` are the ways to put a picture in at a cursor, part by part."""
        self._type, self._theme, self._parts = kind, theme, parts
        on_sheets = document.documentLayout().paintDevice() is not None
        self._unit = DOTS if on_sheets else px(1.0)
        self._family = install_fonts()
        self._language = report.language
        rightward = report.direction == "rtl"
        self._direction = Qt.LayoutDirection.RightToLeft if rightward else Qt.LayoutDirection.LeftToRight
        document.setDefaultFont(self.font(kind.text))
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # else Qt asks no paragraph for its own
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        self._cursor = QTextCursor(document)
        self._edit = QTextCursor(document)
        self._edit.beginEditBlock()  # else the whole text is laid out anew with every block
        self._unused = self._first = True
        self._breaks = False

    def font(self, points: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The page's font; unhinted, so that it is as wide on a screen as on paper."""
        font = QFont(self._family)
        font.setPointSizeF(points)
        font.setWeight(weight)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def done(self) -> None:
        """Everything was put."""
        self._edit.endEditBlock()

    def put(self, block: Block) -> None:
        """Put one block at the end."""
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Words):
            self._words(block)
        elif isinstance(block, Items):
            self._items(block)
        elif isinstance(block, Facts):
            self._facts(block)
        elif isinstance(block, Grid):
            self._grid(block)
        elif isinstance(block, Picture):
            self._picture(block)
        elif isinstance(block, Space):
            self._space(block)
        elif isinstance(block, Break):
            self._breaks = not self._first

    # one kind of block each

    def _heading(self, block: Heading) -> None:
        above = 0.0 if self._first else (1.5 if block.level > 1 else 2.2) * self._type.text
        points, top = self._type.heading(block.level), block.level == 1
        ink = self._theme.colour("ink" if block.level != 2 else "accent")
        self._begin(Kind.HEADING, above=above, below=(0.7 if top else 0.35) * self._type.text, level=block.level)
        self._write(block.text, self._chars(points, QFont.Weight.DemiBold, QBrush(ink)))

    def _words(self, block: Words) -> None:
        points = self._type.small if block.small else self._type.text
        ink = QBrush(self._theme.colour("faded" if block.small else "ink"))
        kind = Kind.QUOTE if block.quote else Kind.ASIDE if block.small else Kind.PLAIN
        text = block.text
        if block.quote:
            opening, closing = marks_for(text, block.lang or self._language)
            text = f"{opening}{text}{closing}"
        self._begin(kind, above=0.25 * self._type.text if block.quote else 0.0, below=0.4 * self._type.text, own=True)
        self._write(text, self._chars(points, QFont.Weight.Medium if block.quote else QFont.Weight.Normal, ink))

    def _items(self, block: Items) -> None:
        form = QTextListFormat()
        form.setStyle(QTextListFormat.Style.ListDisc)
        form.setIndent(1)
        listed = None
        for item in block.items:
            self._begin(Kind.PLAIN, above=0.0, below=0.25 * self._type.text, own=True)
            if listed is None:
                listed = self._cursor.createList(form)
            else:
                listed.add(self._cursor.block())
            self._write(item, self._chars(self._type.text))

    def _facts(self, block: Facts) -> None:
        if not block.rows:
            return
        widths = (_LABELS, 100 - _LABELS)
        table = self._table(len(block.rows), widths)
        for row, pair in enumerate(block.rows):
            for column, text in enumerate(pair):
                ink = QBrush(self._theme.colour("ink" if column else "faded"))
                self._cell(table, row, column, text, self._chars(self._type.text, ink=ink))
        self._leave(table)

    def _grid(self, block: Grid) -> None:
        table = self._table(len(block.rows) + 1, (100 // len(block.header),) * len(block.header), headed=True)
        faded = QBrush(self._theme.colour("faded"))
        for column, text in enumerate(block.header):
            self._cell(table, 0, column, text, self._chars(self._type.small, QFont.Weight.DemiBold, faded), ruled=True)
        for row, texts in enumerate(block.rows, 1):
            for column, text in enumerate(texts):
                self._cell(table, row, column, text, self._chars(self._type.text), ruled=True)
        self._leave(table)

    def _picture(self, block: Picture) -> None:
        for put in self._parts(block):
            self._begin(Kind.PICTURE, above=0.4 * self._type.text, below=0.6 * self._type.text)
            put(self._cursor)

    def _space(self, block: Space) -> None:
        for _ in range(block.lines):
            self._begin(Kind.TO_WRITE_ON, above=0.0, below=0.0)

    # paragraphs and cells

    def _begin(self, kind: Kind, *, above: float, below: float, level: int = 0, own: bool = False) -> None:
        """A new paragraph; `own`: its words decide from which side it is read."""
        form = QTextBlockFormat()
        form.setProperty(KIND, int(kind))
        form.setTopMargin(px(above))
        form.setBottomMargin(px(below))
        form.setHeadingLevel(level)
        form.setLineHeight(118.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto if own else self._direction)
        if kind == Kind.QUOTE:
            form.setLeftMargin(_BAR_INDENT * self._unit)  # these two alone Qt does not scale to the device
            form.setRightMargin(_BAR_INDENT * self._unit)
        elif kind == Kind.TO_WRITE_ON:
            form.setLineHeight(px(LINE_TO_WRITE_ON), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        elif kind == Kind.PICTURE:
            form.setLineHeight(100.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        if self._breaks:
            form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            self._breaks = False
        if self._unused:
            self._cursor.setBlockFormat(form)
        else:
            self._cursor.insertBlock(form)
        self._unused = self._first = False

    def _write(self, text: str, form: QTextCharFormat) -> None:
        self._cursor.setBlockCharFormat(form)  # the sign of a list wears it
        self._cursor.insertText(one_paragraph(text), form)

    def _chars(
        self, points: float, weight: QFont.Weight = QFont.Weight.Normal, ink: QBrush | None = None
    ) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(self.font(points, weight))
        form.setForeground(ink or QBrush(self._theme.colour("ink")))
        return form

    def _table(self, rows: int, widths: tuple[int, ...], *, headed: bool = False) -> QTextTable:
        form = QTextTableFormat()
        form.setBorder(0)
        form.setBorderCollapse(True)
        form.setCellPadding(px(0.0))
        form.setCellSpacing(0)
        form.setTopMargin(px(0.2 * self._type.text))
        form.setBottomMargin(px(0.7 * self._type.text))
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setLayoutDirection(self._direction)
        lengths = [QTextLength(QTextLength.Type.PercentageLength, width) for width in widths]
        form.setColumnWidthConstraints(lengths)
        form.setHeaderRowCount(1 if headed else 0)
        if self._breaks:
            form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            self._breaks = False
        self._first = False
        return self._cursor.insertTable(rows, len(widths), form)

    def _cell(
        self, table: QTextTable, row: int, column: int, text: str, form: QTextCharFormat, *, ruled: bool = False
    ) -> None:
        cell = table.cellAt(row, column)
        pads = QTextTableCellFormat()
        pads.setTopPadding(px(PAD * self._type.text))
        pads.setBottomPadding(px(PAD * self._type.text))
        rightward = self._direction == Qt.LayoutDirection.RightToLeft
        (pads.setLeftPadding if rightward else pads.setRightPadding)(px(0.8 * self._type.text))
        if ruled:
            pads.setBottomBorder(px(0.6))
            pads.setBottomBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
            pads.setBottomBorderBrush(QBrush(self._theme.colour("line")))
        cell.setFormat(pads)
        cursor = cell.firstCursorPosition()
        block = QTextBlockFormat()
        block.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto if text else self._direction)
        block.setAlignment(Qt.AlignmentFlag.AlignRight if rightward else Qt.AlignmentFlag.AlignLeft)
        block.setAlignment(block.alignment() | Qt.AlignmentFlag.AlignAbsolute)
        cursor.setBlockFormat(block)
        cursor.insertText(one_paragraph(text), form)

    def _leave(self, table: QTextTable) -> None:
        """Go on after a table; Qt keeps an empty paragraph there, which takes no room."""
        self._cursor = table.lastCursorPosition()
        self._cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        self._unused = True


def one_paragraph(text: str) -> str:
    """The same words with their line ends inside one paragraph; nothing else of them is touched."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\u2028".join(lines)
