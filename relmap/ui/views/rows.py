"""Lists of a view: rows in a Qt model, cards painted for them, and a list that chooses and asks like the map does.

A row is a plain frozen value with the id it stands for and its words for the ear; what else it carries is the view's
own, and so is the way it is painted (`CardDelegate.paint_card`). Nothing here reads a case.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from relmap.ui.guard import guarded
from relmap.ui.panels.dress import scaled
from relmap.ui.selection import Selection
from relmap.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class Row(Protocol):
    """One line of a list: the id it stands for (empty for a heading), and everything it shows, in words."""

    @property
    def id(self) -> str: ...
    @property
    def spoken(self) -> str: ...


class Rows(QAbstractListModel):
    """The rows of a list, in order."""

    def __init__(self, parent: QWidget) -> None:
        """Begin with none."""
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows

    def show(self, rows: Sequence[Row]) -> bool:
        """Show other rows; where the ids are the same, only what differs is told. True where it began anew."""
        before, after = self._rows, tuple(rows)
        if [row.id for row in before] != [row.id for row in after]:
            self.beginResetModel()
            self._rows = after
            self.endResetModel()
            return True
        self._rows = after
        for number, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                index = self.index(number, 0)
                self.dataChanged.emit(index, index)
        return False

    def row_of(self, id: str) -> int | None:
        """The number of the first row that stands for an id, or None."""
        return next((number for number, row in enumerate(self._rows) if row.id == id), None)

    @guarded(default=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        return row.spoken if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None

    @guarded(default=Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = super().flags(index)
        heading = index.isValid() and not self._rows[index.row()].id
        return Qt.ItemFlag.ItemIsEnabled if heading else plain


class CardDelegate(QStyledItemDelegate):
    """Paints each row as a card; a view says how tall one is and what stands on it."""

    GAP = 8
    EDGE = 22

    def card_height(self, row: Any, width: int) -> int:
        """How tall the card of a row is at a width."""
        raise NotImplementedError

    def paint_card(self, painter: QPainter, box: QRectF, row: Any) -> None:
        """Paint what stands on the card; `box` is its inside."""
        raise NotImplementedError

    @guarded(default=QSize)
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        return QSize(width, self.card_height(index.data(ROW), width - 2 * scaled(self.EDGE)) + scaled(self.GAP))

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, rect, state = index.data(ROW), QRect(option.rect), option.state
        edge = scaled(self.EDGE)
        box = QRectF(rect).adjusted(edge, 0, -edge, -scaled(self.GAP))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        if row.id:
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            _paint_ground(painter, box, chosen=chosen, hovered=bool(state & QStyle.StateFlag.State_MouseOver))
        self.paint_card(painter, box, row)
        painter.restore()


def _paint_ground(painter: QPainter, box: QRectF, *, chosen: bool, hovered: bool) -> None:
    worn = theme()
    painter.setBrush(worn.colour("hover" if hovered and not chosen else "panel"))
    painter.setPen(QPen(worn.colour("accent" if chosen else "line"), 2.0 if chosen else 1.0))
    inset = 1.0 if chosen else 0.5
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), scaled(10), scaled(10))


class RowList(QListView):
    """A list of cards. Going to a row chooses it in the whole window; Enter or a double click asks for the map."""

    asked = Signal(str)

    def __init__(self, model: Rows, delegate: CardDelegate, selection: Selection, words: str, parent: QWidget) -> None:
        """`words`: what the list is called aloud."""
        super().__init__(parent)
        self._rows, self._chosen = model, selection
        self.setModel(model)
        self.setItemDelegate(delegate)
        delegate.setParent(self)
        self.setAccessibleName(words)
        self.setProperty("look", "cards")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._went)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._ask)
        selection.changed.connect(self._follow)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows, keeping the place and what is chosen."""
        at = self.verticalScrollBar().value()
        if self._rows.show(rows):
            self._follow(self._chosen.ids)
            self.verticalScrollBar().setValue(at)

    def go_to(self, id: str) -> bool:
        """Bring the row of an id into sight and make it the current one; False where there is none."""
        number = self._rows.row_of(id)
        if number is None:
            return False
        self.setCurrentIndex(self._rows.index(number, 0))
        return True

    def _follow(self, ids: object) -> None:
        chosen = self._chosen.only
        number = self._rows.row_of(chosen) if chosen else None
        if number is None:
            self.selectionModel().clearSelection()
        elif self.currentIndex().row() != number or not self.selectionModel().isSelected(self.currentIndex()):
            index = self._rows.index(number, 0)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _went(self, index: QModelIndex, _before: QModelIndex) -> None:
        id = self._id(index)
        if id and self.hasFocus():
            self._chosen.set([id])

    def _clicked(self, index: QModelIndex) -> None:
        id = self._id(index)
        if id:
            self._chosen.set([id])

    def _ask(self, index: QModelIndex) -> None:
        id = self._id(index)
        if id:
            self.asked.emit(id)

    def _id(self, index: QModelIndex) -> str:
        row = index.data(ROW) if index.isValid() else None
        return row.id if row is not None else ""

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rowCount():
            first = next((number for number, row in enumerate(self._rows.rows) if row.id), 0)
            self.setCurrentIndex(self._rows.index(first, 0))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
