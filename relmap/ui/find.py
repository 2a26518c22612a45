"""Find or do: one box for everything on the map and every command of the window.

Results appear below it as they are typed for; arrows choose, Enter goes there or does it, Esc goes back to the map.
Words of the case are found through the projection, so what is covered is not found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from relmap.read.projection import Projection
from relmap.read.search import Search, folded
from relmap.read.titles import shown_title
from relmap.ui.actions import Actions, hint_of
from relmap.ui.guard import guarded
from relmap.ui.icons import icon
from relmap.ui.keys import left_to_the_window, types_something
from relmap.ui.texts import kind_word
from relmap.words import say

MOST = 30
WIDEST = 520
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Result:
    """One line: its words, what it is, its icon, and what choosing it does."""

    words: str
    kind: str
    icon: str
    choose: Callable[[], object]


class Results(QAbstractListModel):
    """The lines below the box."""

    def __init__(self, parent: QWidget) -> None:
        """Begin with none."""
        super().__init__(parent)
        self._results: tuple[Result, ...] = ()

    def show(self, results: Sequence[Result]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._results = tuple(results)
        self.endResetModel()

    def result(self, row: int) -> Result | None:
        """The line in a row, or None."""
        return self._results[row] if 0 <= row < len(self._results) else None

    @guarded(default=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._results)

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        result = self.result(index.row()) if index.isValid() else None
        if result is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return say("{words}  ·  {kind}", words=result.words, kind=result.kind) if result.kind else result.words
        return icon(result.icon) if role == Qt.ItemDataRole.DecorationRole and result.icon else None


class FindBox(QLineEdit):
    """The box; `chosen` carries the id of a thing that was found."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, projection: Projection, actions: Actions, parent: QWidget) -> None:
        """Search `projection` and the commands of `actions`."""
        super().__init__(parent)
        self._projection, self._actions = projection, actions
        self._search = Search(projection)
        self._model = Results(self)
        self._popup = _Popup(parent.window(), self._model, self)
        self.setPlaceholderText(say("Find or do…"))
        self.setAccessibleName(say("Find or do"))
        self.setClearButtonEnabled(False)
        self.setMinimumWidth(130)
        self.setMaximumWidth(WIDEST)
        self.textChanged.connect(self._find)
        self._popup.picked.connect(self._choose)

    @property
    def results(self) -> Results:
        """The lines that are shown."""
        return self._model

    def begin(self) -> None:
        """Take the focus, ready for other words."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._find()

    def close_search(self) -> None:
        """Keep nothing of the case."""
        self._search.close()
        self._model.show(())
        self.clear()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(max(self._popup.row, 0))
        elif key == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._popup.hide()

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if types_something(event):
                event.accept()
                return True
            if left_to_the_window(event, can_undo=self.isUndoAvailable(), can_redo=self.isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)

    def _find(self) -> None:
        words = self.text()
        self._model.show([*self._things(words), *self._commands(words)][:MOST] if words.strip() else ())
        self._popup.show_below(self, self._model.rowCount())

    def _things(self, words: str) -> list[Result]:
        found = self._search.find(words, MOST)
        titles = {hit.id: shown_title(self._projection, hit.id) for hit in found}
        return [Result(titles[hit.id], kind_word(hit.array), "", self._go(hit.id)) for hit in found]

    def _go(self, id: str) -> Callable[[], object]:
        return lambda: self.chosen.emit(id)

    def _commands(self, words: str) -> list[Result]:
        wanted = folded(words.strip())
        fitting = [c for c in self._actions.commands if wanted in folded(c.words) and c.available()]
        fitting.sort(key=lambda command: folded(command.words) != wanted)  # what is called exactly so comes first
        return [Result(hint_of(command), "", command.icon, command.run) for command in fitting]

    def _choose(self, row: int) -> None:
        result = self._model.result(row)
        if result is not None:
            self.put_away()
            result.choose()

    def put_away(self) -> None:
        """Forget what was looked for, and go."""
        self.clear()
        self._popup.hide()
        self.left.emit()


class _Popup(QFrame):
    picked = Signal(int)

    def __init__(self, window: QWidget, model: Results, box: FindBox) -> None:
        super().__init__(window)
        self.setObjectName("popup")
        self.setAutoFillBackground(True)
        self._list = QListView(self)
        self._list.setModel(model)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(say("Results"))
        self._list.clicked.connect(lambda index: self.picked.emit(index.row()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)
        self._box = box
        self.hide()

    @property
    def row(self) -> int:
        """The chosen line, or -1."""
        return self._list.currentIndex().row()

    def step(self, by: int) -> None:
        """Choose the next or previous line."""
        count = self._list.model().rowCount()
        if count:
            row = max(0, min(count - 1, self.row + by))
            self._list.setCurrentIndex(self._list.model().index(row, 0))

    def show_below(self, box: QWidget, count: int) -> None:
        """Stand below the box, as tall as its lines."""
        if not count or not box.hasFocus():
            self.hide()
            return
        window = box.window()
        at = box.mapTo(window, QPoint(0, box.height() + 4))
        width = max(box.width(), 420)
        row = max(self._list.sizeHintForRow(0), 32)
        height = min(row * count + 12, window.height() - at.y() - 20)
        left = max(8, min(at.x(), window.width() - width - 8))
        self.setGeometry(left, at.y(), width, height)
        self._list.setCurrentIndex(self._list.model().index(0, 0))
        self.show()
        self.raise_()
