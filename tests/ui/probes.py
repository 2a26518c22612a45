"""Everything a window says, by each way there is to hear or see it: for tests of what must not be said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QBuffer,
    QByteArray,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QAccessible, QAction, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QComboBox, QCompleter, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from relmap.ui.map import lettering

_ROLES = (*(Qt.ItemDataRole(number) for number in range(14)), Qt.ItemDataRole.UserRole)
_ASKED = ("text", "toPlainText", "placeholderText", "currentText", "title", "windowIconText", "iconText")
_DEPTH, _MOST = 30, 400


def said_by(window: QWidget) -> Iterator[str]:
    """What stands in a window's widgets, actions, models and completers, and what a screen reader is told."""
    for one in (window, *window.findChildren(QObject)):
        yield one.objectName()
        if isinstance(one, QWidget):
            yield from _of_widget(one)
        if isinstance(one, QAction):
            yield from (one.text(), one.toolTip(), one.statusTip(), one.whatsThis(), one.iconText())
        if isinstance(one, QCompleter):
            yield from (one.completionPrefix(), *in_model(one.completionModel()))
        if isinstance(one, QAbstractItemModel):
            yield from in_model(one)
    yield from spoken(QAccessible.queryAccessibleInterface(window))


def in_model(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    """Every value of a model, in every role, all the way down."""
    above = parent if parent is not None else QModelIndex()
    for row in range(min(model.rowCount(above), _MOST)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(above)):
            index = model.index(row, column, above)
            yield from (repr(index.data(role)) for role in _ROLES)
            if not isinstance(model, QAbstractListModel) and model.rowCount(index):
                yield from in_model(model, index)


def spoken(interface: Any, depth: int = 0) -> Iterator[str]:
    """What a screen reader is told, all the way down."""
    if interface is None or not interface.isValid() or depth > _DEPTH:
        return
    for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help):
        yield interface.text(kind)
    for place in range(min(interface.childCount(), _MOST)):
        yield from spoken(interface.child(place), depth + 1)


def drawn_on(window: QWidget, size: QSize | None = None) -> str:
    """The words a window paints, in the order it paints them."""
    data = QByteArray()
    buffer = QBuffer(data)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setViewBox(QRect(QPoint(), size or window.size()))
    painter = QPainter(generator)
    window.render(painter, QPoint())
    painter.end()
    return bytes(data.data()).decode()


def listen_to_painting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every word that relmap’s own painting lays out or draws from now on."""
    words: list[str] = []
    lay_out, draw = lettering._layout, QPainter.drawText

    def listening(text: str, *rest: Any) -> Any:
        words.append(text)
        return lay_out(text, *rest)

    def drawing(painter: QPainter, *rest: Any) -> Any:
        words.extend(one for one in rest if isinstance(one, str))
        return draw(painter, *rest)

    monkeypatch.setattr(lettering, "_layout", listening)
    monkeypatch.setattr(QPainter, "drawText", drawing)
    return words


def _of_widget(widget: QWidget) -> Iterator[str]:
    yield from (widget.windowTitle(), widget.windowFilePath(), widget.toolTip(), widget.statusTip(), widget.whatsThis())
    yield from (widget.accessibleName(), widget.accessibleDescription())
    for name in _ASKED:
        ask = getattr(widget, name, None)
        if callable(ask):
            yield str(ask())
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QLineEdit | QLabel):
        yield widget.selectedText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    for name in ("look", "value", "author", "words"):
        yield str(widget.property(name))
