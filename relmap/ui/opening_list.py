"""The list of the opening map: sentences under a few headings, each of which leads to its place on the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from relmap.ui.guard import guarded
from relmap.ui.icons import renderer
from relmap.ui.keys import types_something
from relmap.ui.panels.dress import scaled
from relmap.ui.selection import Selection
from relmap.ui.theme import theme
from relmap.ui.views.rows import ROW, Index, Rows
from relmap.ui.views.writing import card_font, line_height, write, written_height
from relmap.words import say

MOST_LINES = 2
_SIDE = 20
_ICON = 16
_GAP = 10
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """A heading, a sentence that leads to `id`, a sentence that leads nowhere, or the line that shows the rest."""

    id: str
    words: str
    kind: Literal["heading", "line", "plain", "more"] = "line"
    icon: str = ""
    section: str = ""

    @property
    def spoken(self) -> str:
        """Its words for the ear."""
        return self.words


class OpeningRows(Rows):
    """The rows; all but headings can be gone to."""

    @guarded(default=Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        row = row_at(index)
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        whole = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return whole if row.kind == "heading" else whole | Qt.ItemFlag.ItemIsSelectable


def row_at(index: Index) -> OpeningRow | None:
    """The row that stands at an index, or None."""
    row = index.data(ROW) if index.isValid() else None
    return row if isinstance(row, OpeningRow) else None


class OpeningDelegate(QStyledItemDelegate):
    """Paints headings, and sentences with the drawing of their kind before them."""

    @guarded(default=QSize)
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view, row = option.widget, row_at(index)
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        return QSize(width, row_height(row, width) if row is not None else 0)

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = row_at(index)
        if row is None:
            return
        box, state = QRectF(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        if row.kind == "heading":
            inside = box.adjusted(scaled(_SIDE), scaled(12), -scaled(_SIDE), 0)
            write(painter, inside, row.words, card_font(-1, bold=True), theme().colour("faded"), 2)
        else:
            _paint_ground(painter, box, state)
            _paint_line(painter, box, row, mirrored=option.direction == Qt.LayoutDirection.RightToLeft)
        painter.restore()


def row_height(row: OpeningRow, width: int) -> int:
    """How tall a row is in a list of a width."""
    if row.kind == "heading":
        room = width - 2 * scaled(_SIDE)
        return round(written_height(row.words, card_font(-1, bold=True), room, 2)) + scaled(16)
    return round(written_height(row.words, card_font(), width - _indent() - scaled(_SIDE), MOST_LINES)) + scaled(8)


def _indent() -> int:
    return scaled(_SIDE + _ICON + _GAP)


def _paint_ground(painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
    chosen, hovered = bool(state & QStyle.StateFlag.State_Selected), bool(state & QStyle.StateFlag.State_MouseOver)
    if not (chosen or hovered):
        return
    painter.setPen(Qt.PenStyle.NoPen)
    if chosen:
        painter.setPen(QPen(theme().colour("accent"), 2.0))
    painter.setBrush(theme().colour("hover"))
    painter.drawRoundedRect(box.adjusted(scaled(9), 1, -scaled(9), -1), scaled(8), scaled(8))


def _paint_line(painter: QPainter, box: QRectF, row: OpeningRow, *, mirrored: bool) -> None:
    edge, side = _indent(), scaled(_SIDE)
    inside = box.adjusted(side if mirrored else edge, scaled(4), -(edge if mirrored else side), 0)
    colour = theme().colour("ink" if row.kind == "line" else "accent" if row.kind == "more" else "faded")
    if row.icon:
        size = scaled(_ICON)
        left = box.right() - side - size if mirrored else box.left() + side
        top = inside.top() + (line_height(card_font()) - size) / 2
        renderer(row.icon, theme().colour("faded").name()).render(painter, QRectF(left, top, size, size))
    write(painter, inside, row.words, card_font(), colour, MOST_LINES)


class OpeningList(QListView):
    """The sentences. Going to one chooses its thing in the whole window; Enter or a click asks for its place.

    `rest_asked` carries the section of which everything is to be shown.
    """

    asked = Signal(str)
    rest_asked = Signal(str)

    def __init__(self, selection: Selection, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._chosen = selection
        self._rows = OpeningRows(self)
        self.setModel(self._rows)
        self.setItemDelegate(OpeningDelegate(self))
        self.setAccessibleName(say("What changed, what is open, what to ask"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "cards")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._went)
        self.clicked.connect(self._ask)

    @property
    def shown(self) -> Sequence[OpeningRow]:
        """The rows in sight."""
        return [row for row in self._rows.rows if isinstance(row, OpeningRow)]

    def show_rows(self, rows: Sequence[OpeningRow]) -> None:
        """Show other rows, with the current one kept where it still stands at its place."""
        was = self.currentIndex().row()
        if self._rows.show(rows) and 0 <= was < len(rows):
            self.selectionModel().setCurrentIndex(self._rows.index(was, 0), _SELECT)
        self.scheduleDelayedItemsLayout()

    def wanted_height(self, width: int) -> int:
        """How tall it is when nothing has to be scrolled."""
        return sum(row_height(row, width) for row in self.shown) + scaled(8)

    def _went(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = row_at(index)
        if row is not None and row.id and self.hasFocus():
            self._chosen.set([row.id])

    def _ask(self, index: QModelIndex) -> None:
        row = row_at(index)
        if row is not None and row.kind == "more":
            self.rest_asked.emit(row.section)
        elif row is not None and row.id:
            self.asked.emit(row.id)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape or types_something(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        row = row_at(self.currentIndex())
        if row is None or row.kind == "heading":
            first = next((number for number, row in enumerate(self.shown) if row.kind != "heading"), None)
            if first is not None:
                self.setCurrentIndex(self._rows.index(first, 0))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
