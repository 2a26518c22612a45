"""A report set on sheets: laid out once, painted the same in the preview, in a PDF and by a printer.

A report that should fit on so many sheets is set a little smaller until it does, but never smaller than may be read;
a heading never stands alone at the foot of a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPalette,
    QPen,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from relmap.reports.blocks import Picture, Report
from relmap.ui.guard import guarded
from relmap.ui.paper.sheets import DOTS, FOOT, MARGIN, MM, Sheet, px
from relmap.ui.paper.typesetting import KIND, Kind, Type, Typesetting
from relmap.ui.theme import Theme
from relmap.words import say

LARGEST, STEP = 11.0, 0.5
USUAL = 10.0
"""Points of the text of a page that may be as long as it takes."""
_PICTURE = QTextFormat.ObjectTypes.UserObject.value + 1
_PLACE = QTextFormat.Property.UserProperty + 2
_MOST_TURNS = 400
"""Headings that are moved to the next sheet at most; a report has fewer."""


class Drawing(Protocol):
    """A picture that can be drawn as large as it is wanted."""

    def height(self, width: float) -> float:
        """How high it is at a width, both in points."""
        ...

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint it into `rect`, in the painter's units."""
        ...


class Drawings(Protocol):
    """Where drawings come from."""

    def of(self, picture: Picture) -> Drawing:
        """The drawing of a picture."""
        ...


class SetReport:
    """A report on its sheets. It holds words of the case for as long as it lives."""

    def __init__(self, report: Report, sheet: Sheet, theme: Theme, drawings: Drawings) -> None:
        """Set `report` on as few sheets as it asks for."""
        self.report, self._sheet = report, sheet
        self.theme, self.drawings = theme, drawings
        self.kind = Type(LARGEST if report.sheets is not None else USUAL, report.smallest_pt)
        self._set()
        self._fit(report.sheets)

    @property
    def sheet(self) -> Sheet:
        """The paper it is set on."""
        return self._sheet

    @property
    def language(self) -> str:
        """The language of the report."""
        return self.report.language

    @property
    def count(self) -> int:
        """How many sheets it takes."""
        return max(1, self._text.pageCount())

    @property
    def points(self) -> float:
        """The size of its text."""
        return self.kind.text

    def paint(self, painter: QPainter, place: int) -> None:
        """Paint the sheet `place` (from 0), in points from its left top corner."""
        painter.save()
        painter.setClipRect(QRectF(0.0, 0.0, self._sheet.width, self._sheet.height))
        self._paint_watermark(painter)
        painter.save()
        painter.scale(1 / DOTS, 1 / DOTS)
        height = self._text.pageSize().height()
        painter.translate(0.0, -place * height)
        part = QRectF(0.0, place * height, self._text.pageSize().width(), height)
        self._paint_by_hand(painter, part)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = part
        context.palette = self._palette()
        self._text.documentLayout().draw(painter, context)
        painter.restore()
        self._paint_foot(painter, place)
        painter.restore()

    # setting

    def _fit(self, wanted: int | None) -> None:
        """Set it smaller until it fits; where it cannot, on one sheet more, as large as it fits there."""
        if wanted is None:
            return
        for sheets in (wanted, wanted + 1):
            points = LARGEST
            while points >= self.report.smallest_pt:
                self.kind = Type(points, self.report.smallest_pt)
                self._set()
                if self.count <= sheets:
                    return
                points -= STEP
        self.kind = Type(USUAL, self.report.smallest_pt)
        self._set()

    def _set(self) -> None:
        document = self._text = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        layout = document.documentLayout()
        self._device = _layout_device()
        layout.setPaintDevice(self._device)
        self._objects = _Pictures(self.drawings, document)
        layout.registerHandler(_PICTURE, self._objects)
        setting = Typesetting(document, self.report, self.kind, self.theme, self._objects.put)
        for block in self.report.blocks:
            setting.put(block)
        margin = px(MARGIN)
        frame = document.rootFrame().frameFormat()
        frame.setMargin(margin)
        document.rootFrame().setFrameFormat(frame)
        self._objects.room = (self._sheet.width - 2 * MARGIN, self._sheet.height - 2 * MARGIN)
        document.setPageSize(QSizeF(self._sheet.width * DOTS, self._sheet.height * DOTS))
        self._keep_headings()

    def _keep_headings(self) -> None:
        """Move a heading that stands alone at the foot of a sheet to the next one."""
        for _ in range(_MOST_TURNS):
            block = next(self._lonely(), None)
            if block is None:
                return
            form = block.blockFormat()
            form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).setBlockFormat(form)
            # Qt lays out no more than it thinks has changed, and leaves whole paragraphs behind it without a line.
            self._text.markContentsDirty(block.position(), self._text.characterCount() - block.position())

    def _lonely(self) -> Iterator[QTextBlock]:
        block = self._text.begin()
        while block.isValid():
            if kind_of(block) == Kind.HEADING and self._is_lonely(block):
                yield block
            block = block.next()

    def _is_lonely(self, block: QTextBlock) -> bool:
        after = block.next()
        while after.isValid() and kind_of(after) == Kind.HEADING:
            after = after.next()
        if not after.isValid() or block.blockFormat().pageBreakPolicy():
            return False
        return self._sheet_of(block) != self._sheet_of(after)

    def _sheet_of(self, block: QTextBlock) -> int:
        """The sheet on which the first line of a paragraph stands."""
        box = self._text.documentLayout().blockBoundingRect(block)
        first = block.layout().lineAt(0).rect().top() if block.layout().lineCount() else 0.0
        return int((box.top() + first) // self._text.pageSize().height())

    # painting

    def _palette(self) -> QPalette:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, self.theme.colour("ink"))
        return palette

    def _paint_by_hand(self, painter: QPainter, part: QRectF) -> None:
        """The bars beside quotations and the lines to write on."""
        layout = self._text.documentLayout()
        block = self._text.begin()
        while block.isValid():
            kind = kind_of(block)
            if kind in (Kind.QUOTE, Kind.TO_WRITE_ON):
                box = layout.blockBoundingRect(block)
                if box.bottom() >= part.top() and box.top() <= part.bottom():
                    self._paint_beside(painter, block, box, kind)
            block = block.next()

    def _paint_beside(self, painter: QPainter, block: QTextBlock, box: QRectF, kind: Kind) -> None:
        colour = self.theme.colour("mid" if kind == Kind.TO_WRITE_ON else "accent")
        painter.setPen(QPen(colour, (0.6 if kind == Kind.TO_WRITE_ON else 1.4) * DOTS))
        left, right = MARGIN * DOTS, (self._sheet.width - MARGIN) * DOTS
        if kind == Kind.TO_WRITE_ON:
            painter.drawLine(QPointF(left, box.bottom()), QPointF(right, box.bottom()))
            return
        rightward = block.textDirection() == Qt.LayoutDirection.RightToLeft
        x = right - 2.0 * DOTS if rightward else left + 2.0 * DOTS
        for line in range(block.layout().lineCount()):
            rect = block.layout().lineAt(line).rect().translated(box.topLeft())
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))

    def _paint_foot(self, painter: QPainter, place: int) -> None:
        font = self._font(self.kind.smallest)
        painter.setFont(font)
        painter.setPen(self.theme.colour("faded"))
        height = QFontMetricsF(font).height() + 2.0
        area = QRectF(MARGIN, self._sheet.height - FOOT - height, self._sheet.width - 2 * MARGIN, height)
        rightward = self.report.direction == "rtl"
        begin, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        first, last = (end, begin) if rightward else (begin, end)
        if self.report.footer:
            painter.drawText(area, first | Qt.AlignmentFlag.AlignVCenter, self.report.footer)
        if self.count > 1:
            words = say("{place} of {count}", place=place + 1, count=self.count)
            painter.drawText(area, last | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_watermark(self, painter: QPainter) -> None:
        words = self.report.watermark
        if not words:
            return
        painter.save()
        font = self._font(30.0)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self.theme.colour("ring"))
        painter.translate(self._sheet.width / 2, self._sheet.height / 2)
        painter.rotate(-52.0)
        box = QRectF(-self._sheet.height * 0.48, -90.0, self._sheet.height * 0.96, 180.0)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
        painter.restore()

    def _font(self, points: float) -> QFont:
        """A font for a painter whose unit is a point."""
        font = QFont(self._text.defaultFont())
        font.setPixelSize(max(1, round(points)))
        return font


class _Pictures(QPyTextObject):
    """Pictures in a text: how large each is, and its painting."""

    def __init__(self, drawings: Drawings, parent: QTextDocument) -> None:
        super().__init__(parent)
        self._drawings = drawings
        self._placed: list[tuple[Picture, Drawing]] = []
        self.room = (0.0, 0.0)

    def put(self, cursor: QTextCursor, picture: Picture) -> None:
        """Put a picture at the cursor."""
        form = QTextCharFormat()
        form.setObjectType(_PICTURE)
        form.setProperty(_PLACE, len(self._placed))
        self._placed.append((picture, self._drawings.of(picture)))
        cursor.insertText("\ufffc", form)

    @guarded(default=QSizeF(1.0, 1.0))
    def intrinsicSize(self, _document: QTextDocument, _place: int, form: QTextFormat) -> QSizeF:
        return self._size(form) * DOTS

    @guarded
    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, _document: QTextDocument, _place: int, form: QTextFormat
    ) -> None:
        _, drawing = self._placed[int(form.property(_PLACE))]
        painter.save()
        box = QRectF(rect)
        painter.translate(box.topLeft())
        painter.scale(DOTS, DOTS)
        drawing.paint(painter, QRectF(QPointF(0.0, 0.0), box.size() / DOTS))
        painter.restore()

    def _size(self, form: QTextFormat) -> QSizeF:
        """As wide as it asks, but never wider or higher than the sheet has room."""
        picture, drawing = self._placed[int(form.property(_PLACE))]
        width = min(picture.width_mm * MM, self.room[0])
        height = drawing.height(width)
        most = self.room[1] * 0.86  # so that its heading and a line above it stand on the same sheet
        if height > most > 0:
            width, height = width * most / height, most
        return QSizeF(width, height)


def kind_of(block: QTextBlock) -> Kind:
    """What a paragraph is."""
    value = block.blockFormat().property(KIND)
    return Kind(value) if isinstance(value, int) else Kind.PLAIN


def _layout_device() -> QImage:
    """A device as fine as a text is laid out; nothing is painted on it."""
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    for setter in (image.setDotsPerMeterX, image.setDotsPerMeterY):
        setter(round(72 * DOTS / 0.0254))
    return image
