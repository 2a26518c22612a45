"""A report set on sheets: laid out once, painted the same in the preview, in a PDF and by a printer.

A report that should fit on so many sheets is set a little smaller until it does, but never smaller than may be read;
a heading never stands alone at the foot of a sheet.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from functools import partial
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
from relmap.ui.folio.sheet import DOTS, FOOT, MARGIN, MM, Sheet
from relmap.ui.guard import guarded
from relmap.ui.paper.breaking import Slice, slices
from relmap.ui.paper.strips import strips_of
from relmap.ui.paper.typesetting import PAD, Kind, PutPart, Type, Typesetting, kind_of
from relmap.ui.steps import finished
from relmap.ui.theme import Theme
from relmap.words import say

LARGEST, STEP = 11.0, 0.5
USUAL = 10.0
"""Points of the text of a page that may be as long as it takes."""
_PICTURE = QTextFormat.ObjectTypes.UserObject.value + 1
_PLACE = QTextFormat.Property.UserProperty + 2
_MOST = 0.86
"""Of the height of a sheet: the most a picture takes, so that its heading and a line above it stand on it as well."""
_OVERHANG = 4.0 * MM * DOTS
"""How far a letter may reach beyond the width of the text."""


class Drawing(Protocol):
    """A picture that can be drawn as large as it is wanted."""

    def height(self, width: float) -> float:
        """How high it is at a width, both in points."""
        ...

    def parts(self, width: float, height: float) -> Sequence[Drawing]:
        """The whole in parts that are no higher at a width, both in points, as far as it can be cut."""
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

    def __init__(self, report: Report, sheet: Sheet, theme: Theme, drawings: Drawings, *, at_once: bool = True) -> None:
        """Set `report` on as few sheets as it asks for; without `at_once` nothing is set before `steps` has run."""
        self.report, self._sheet = report, sheet
        self.theme, self.drawings = theme, drawings
        self.kind = Type(LARGEST if report.sheets is not None else USUAL, report.smallest_pt)
        self._slices: tuple[Slice, ...] = ()
        if at_once:
            finished(self.steps())

    @property
    def sheet(self) -> Sheet:
        """The paper it is set on."""
        return self._sheet

    @property
    def room(self) -> QSizeF:
        """What a sheet has between its margins, in points."""
        return QSizeF(self._sheet.width - 2 * MARGIN, self._sheet.height - 2 * MARGIN)

    @property
    def language(self) -> str:
        """The language of the report."""
        return self.report.language

    @property
    def count(self) -> int:
        """How many sheets it takes."""
        return max(1, len(self._slices))

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
        painter.translate(MARGIN, MARGIN)
        painter.scale(1 / DOTS, 1 / DOTS)
        if place < len(self._slices):
            part = self._slices[place]
            if part.head is not None:
                self._paint_part(painter, *part.head)
                painter.translate(0.0, part.head[1] - part.head[0])
            self._paint_part(painter, part.top, part.bottom)
        painter.restore()
        self._paint_foot(painter, place)
        painter.restore()

    # setting

    def steps(self) -> Generator[float, None, None]:
        """Set it, bit by bit; yields how far it is (0 to 1).

        One that should fit is set smaller until it does; where it cannot, on one sheet more, as large as it fits there.
        """
        wanted = self.report.sheets
        if wanted is None:
            yield from self._set(USUAL)
            return
        for sheets in (wanted, wanted + 1):
            points = LARGEST
            while points >= self.report.smallest_pt:
                yield from self._set(points)
                if self.count <= sheets:
                    return
                points -= STEP
        yield from self._set(USUAL)

    def _set(self, points: float) -> Generator[float, None, None]:
        self.kind = Type(points, self.report.smallest_pt)
        document = self._text = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        layout = document.documentLayout()
        self._device = _layout_device()
        layout.setPaintDevice(self._device)
        room = self.room
        self._objects = _Pictures(self.drawings, document, room)
        layout.registerHandler(_PICTURE, self._objects)
        setting = Typesetting(document, self.report, self.kind, self.theme, self._objects.parts)
        for number, block in enumerate(self.report.blocks):
            setting.put(block)
            yield 0.5 * number / len(self.report.blocks)
        setting.done()
        document.setTextWidth(room.width() * DOTS)
        reading = strips_of(document, PAD * points * DOTS, room.height() * DOTS)
        while True:
            try:
                yield 0.5 + 0.5 * next(reading)
            except StopIteration as end:
                self._slices = slices(end.value, room.height() * DOTS)
                return

    # painting

    def _palette(self) -> QPalette:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, self.theme.colour("ink"))
        return palette

    def _paint_part(self, painter: QPainter, top: float, bottom: float) -> None:
        """Paint the text from one of its edges to another, the first at the painter's place."""
        painter.save()
        painter.translate(0.0, -top)
        part = QRectF(0.0, top, self._text.textWidth(), bottom - top)
        painter.setClipRect(part.adjusted(-_OVERHANG, 0.0, _OVERHANG, 0.0), Qt.ClipOperation.IntersectClip)
        self._paint_by_hand(painter, part)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = part.adjusted(0.0, 1.0, 0.0, -1.0)  # else a line that only touches it is drawn unseen
        context.palette = self._palette()
        self._text.documentLayout().draw(painter, context)
        painter.restore()

    def _paint_by_hand(self, painter: QPainter, part: QRectF) -> None:
        """The bars beside quotations and the lines to write on."""
        layout = self._text.documentLayout()
        block = self._text.findBlock(max(0, layout.hitTest(part.topLeft(), Qt.HitTestAccuracy.FuzzyHit)))
        while block.isValid():
            kind, box = kind_of(block), layout.blockBoundingRect(block)
            if box.top() > part.bottom():
                return
            if kind in (Kind.QUOTE, Kind.TO_WRITE_ON) and box.bottom() >= part.top():
                self._paint_beside(painter, block, box, kind)
            block = block.next()

    def _paint_beside(self, painter: QPainter, block: QTextBlock, box: QRectF, kind: Kind) -> None:
        colour = self.theme.colour("mid" if kind == Kind.TO_WRITE_ON else "accent")
        painter.setPen(QPen(colour, (0.6 if kind == Kind.TO_WRITE_ON else 1.4) * DOTS))
        right = self._text.textWidth()
        if kind == Kind.TO_WRITE_ON:
            painter.drawLine(QPointF(0.0, box.bottom() - DOTS), QPointF(right, box.bottom() - DOTS))
            return
        rightward = block.textDirection() == Qt.LayoutDirection.RightToLeft
        x = right - 2.0 * DOTS if rightward else 2.0 * DOTS
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

    def __init__(self, drawings: Drawings, parent: QTextDocument, room: QSizeF) -> None:
        super().__init__(parent)
        self._drawings, self._room = drawings, room
        self._placed: list[tuple[Picture, Drawing]] = []

    def parts(self, picture: Picture) -> Iterator[PutPart]:
        """Ways to put a picture at a cursor: one, or one for each part of what is too high for a sheet."""
        for part in picture_parts(self._drawings, picture, self._room):
            yield partial(self._put, picture, part)

    def _put(self, picture: Picture, part: Drawing, cursor: QTextCursor) -> None:
        form = QTextCharFormat()
        form.setObjectType(_PICTURE)
        form.setProperty(_PLACE, len(self._placed))
        self._placed.append((picture, part))
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
        width = picture_width(picture, self._room)
        height, most = drawing.height(width), _MOST * self._room.height()
        if height > most > 0:
            width, height = width * most / height, most
        return QSizeF(width, height)


def picture_width(picture: Picture, room: QSizeF) -> float:
    """How wide a picture is on a sheet, in points."""
    return min(picture.width_mm * MM, room.width())


def picture_parts(drawings: Drawings, picture: Picture, room: QSizeF) -> Sequence[Drawing]:
    """The drawings of a picture, each of which has room on a sheet."""
    width = picture_width(picture, room)
    return drawings.of(picture).parts(width, _MOST * room.height())


def _layout_device() -> QImage:
    """A device as fine as a text is laid out; nothing is painted on it."""
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    for setter in (image.setDotsPerMeterX, image.setDotsPerMeterY):
        setter(round(72 * DOTS / 0.0254))
    return image
