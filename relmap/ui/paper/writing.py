"""Pages as files: PDF, a web page, or a text for a word processor. Each is made bit by bit and lands whole."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QPainter,
    QTextCursor,
    QTextDocument,
    QTextDocumentWriter,
    QTextImageFormat,
)

from relmap.exchange.landing import write_file
from relmap.reports.blocks import Picture, Words
from relmap.reports.html import html_bytes
from relmap.ui.folio.bound import Bound
from relmap.ui.folio.sheet import px
from relmap.ui.paper.set_report import Drawing, SetReport, picture_parts, picture_width
from relmap.ui.paper.typesetting import PutPart, Typesetting
from relmap.words import Trouble, say

_SHARPNESS = 200 / 72
"""Dots per point of a picture that has to be dots."""
_MOST_DOTS = 12_000_000
"""A chart of a thousand rows is drawn with fewer dots: it took minutes."""
_ODT = QByteArray(b"ODF")

Writing = Generator[float, None, bytes]


def write_bound(bound: Bound, path: Path, *, replace: bool = True) -> Generator[float, None, None]:
    """Write pages in the form that the suffix of `path` names; yields how far it is.

    Raises Trouble for a form that these pages do not have, NotWritten, and AlreadyExists unless `replace`.
    """
    from relmap.ui.folio.pdf import pdf_steps  # which loads a library of its own

    forms: Mapping[str, Callable[[], Writing]] = {".pdf": lambda: pdf_steps(bound)}
    if isinstance(bound, SetReport):
        forms = {**forms, ".html": lambda: _html(bound), ".odt": lambda: _odt(bound)}
    if path.suffix.lower() not in forms:
        raise Trouble(say("The name must end in {forms}. Nothing was written.", forms=", ".join(forms)))
    data = yield from forms[path.suffix.lower()]()
    write_file(path, data, replace=replace)


def _html(bound: SetReport) -> Writing:
    pictures = [block for block in bound.report.blocks if isinstance(block, Picture)]
    drawn: dict[Picture, bytes] = {}
    for place, picture in enumerate(pictures):
        yield 0.9 * place / len(pictures)
        drawn[picture] = _png(bound, picture)
    yield 0.9
    return html_bytes(bound.report, drawn.__getitem__)


def _odt(bound: SetReport) -> Writing:
    """The same text once more, without sheets and with pictures as dots: a word processor sets it anew."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    setting = Typesetting(document, bound.report, bound.kind, bound.theme, partial(_images, document, bound))
    said = (Words(bound.report.watermark),) if bound.report.watermark else ()
    blocks = (*said, *bound.report.blocks)
    for place, block in enumerate(blocks):
        setting.put(block)
        if isinstance(block, Picture):
            setting.put(Words(block.alt, small=True))  # a word processor has no place of its own for it
        yield 0.8 * (place + 1) / len(blocks)
    setting.done()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QTextDocumentWriter(buffer, _ODT).write(document):
        raise Trouble(say("The text could not be written in this form. The case is safe; choose another form."))
    buffer.close()
    return bytes(QByteArray(buffer.data()).data())


def _images(document: QTextDocument, bound: SetReport, picture: Picture) -> Iterator[PutPart]:
    """Ways to put a picture into a text, in parts that have room on a sheet."""
    for part in picture_parts(bound.drawings, picture, bound.room):
        yield partial(_put_image, document, part, picture_width(picture, bound.room))


def _put_image(document: QTextDocument, drawing: Drawing, width: float, cursor: QTextCursor) -> None:
    size, name = QSizeF(width, drawing.height(width)), f"picture-{cursor.position()}.png"
    image = _image(drawing, size)
    document.addResource(QTextDocument.ResourceType.ImageResource.value, name, image)
    form = QTextImageFormat()
    form.setName(name)
    form.setWidth(px(size.width()))
    form.setHeight(px(size.height()))
    cursor.insertImage(form)


def _png(bound: SetReport, picture: Picture) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing, width = bound.drawings.of(picture), picture_width(picture, bound.room)
    if not QImageWriter(buffer, QByteArray(b"PNG")).write(_image(drawing, QSizeF(width, drawing.height(width)))):
        raise Trouble(say("A picture on the page could not be made. The case is safe; choose another form."))
    buffer.close()
    return bytes(QByteArray(buffer.data()).data())


def _image(drawing: Drawing, size: QSizeF) -> QImage:
    """A drawing as dots, of a size in points."""
    sharpness = min(_SHARPNESS, (_MOST_DOTS / (size.width() * size.height())) ** 0.5)
    image = QImage((size * sharpness).toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(sharpness, sharpness)
    drawing.paint(painter, QRectF(0.0, 0.0, size.width(), size.height()))
    painter.end()
    return image
