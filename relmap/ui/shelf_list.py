"""The list of the cases in a folder: what each file is called, and when it was last changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QDate, QLocale, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTreeView, QWidget

from relmap.ui.guard import guarded
from relmap.ui.mnemonics import escaped
from relmap.ui.shelf import ShelvedCase
from relmap.words import say

_ROWS = 6
Index = QModelIndex | QPersistentModelIndex


class ShelfModel(QAbstractTableModel):
    """A row for each case: its name, and the day it was changed or why it cannot be opened."""

    def __init__(self, cases: Sequence[ShelvedCase], parent: QWidget) -> None:
        """Hold `cases`."""
        super().__init__(parent)
        self.cases = tuple(cases)

    @guarded(default=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.cases)

    @guarded(default=0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as above
        return 0 if parent.isValid() else 2

    @guarded(default=None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        case = self.cases[index.row()]
        when = case.unfit or _day(case)
        if role == Qt.ItemDataRole.DisplayRole:
            return when if index.column() else case.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return say("{name}, {when}", name=case.name, when=when)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value
        return None

    @guarded(default=Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        unfit = self.cases[index.row()].unfit
        return Qt.ItemFlag.ItemIsSelectable | (Qt.ItemFlag.NoItemFlags if unfit else Qt.ItemFlag.ItemIsEnabled)


class ShelfList(QTreeView):
    """`chosen` carries the file that was clicked or entered, `erase_asked` one that is to be erased."""

    chosen = Signal(object)
    erase_asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("shelf")
        self.setAccessibleName(say("Cases in this folder"))
        self.setRootIsDecorated(False)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setItemsExpandable(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.clicked.connect(self._choose)

    def show_cases(self, cases: Sequence[ShelvedCase]) -> None:
        """List these, and stand on the first."""
        old = self.model()
        self.setModel(ShelfModel(cases, self))
        if old is not None:
            old.deleteLater()
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setFixedHeight(min(len(cases), _ROWS) * self.sizeHintForRow(0) + 2 * self.frameWidth() + 2)
        if cases:
            self.setCurrentIndex(self.model().index(0, 0))

    @property
    def current(self) -> Path | None:
        """The file it stands on."""
        model, index = self.model(), self.currentIndex()
        return model.cases[index.row()].path if isinstance(model, ShelfModel) and index.isValid() else None

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and self.current is not None:
            self.erase_asked.emit(self.current)
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEnabled and self.current is not None:
            self.chosen.emit(self.current)

    def _show_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        path, menu = self.current, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(escaped(say("Erase this case…"))).triggered.connect(lambda: self.erase_asked.emit(path))
        menu.popup(self.viewport().mapToGlobal(at))


def _day(case: ShelvedCase) -> str:
    day = case.changed
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy") if day is not None else ""
