"""A small list that opens below a button: type to narrow it, Enter to take, Esc to leave it be.

It may also take new words, where something can be made from them. It is no dialog: a click elsewhere closes it. It
holds titles only for as long as it is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from relmap.read.search import folded
from relmap.ui.guard import guarded
from relmap.ui.panels.dress import plain_label, scaled
from relmap.words import say

_ID = Qt.ItemDataRole.UserRole
_NEW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick: what is given back, and what is read."""

    id: str
    words: str


class Pick(QFrame):
    """Says `picked(id)`, or `made(words)` where new words may be given; closes itself."""

    picked = Signal(str)
    made = Signal(str)

    def __init__(self, parent: QWidget, title: str, choices: Sequence[Choice], *, new: str | None = None) -> None:
        """`new`: how the line reads that makes something of the typed words, as "new lesson"; None to allow none."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("pick")
        self._choices, self._new = choices, new
        self._line = QLineEdit()
        self._line.setObjectName("find")
        self._line.setAccessibleName(title)
        self._line.setPlaceholderText(say("type new words, or choose") if new else say("type to find"))
        self._list = QListWidget()
        self._list.setAccessibleName(title)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.addWidget(plain_label(title, "heading"))
        box.addWidget(self._line)
        box.addWidget(self._list)
        self._line.textChanged.connect(self._narrow)
        self._line.installEventFilter(self)
        self._list.itemClicked.connect(self._take)
        self._list.itemActivated.connect(self._take)
        self._narrow("")

    def open_below(self, widget: QWidget) -> None:
        """Show it below `widget`, inside the screen, ready to type."""
        self.resize(max(scaled(260), widget.width()), scaled(300))
        corner = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        room = widget.screen().availableGeometry()
        left = max(room.left(), min(corner.x(), room.right() - self.width()))
        top = (
            corner.y() if corner.y() + self.height() <= room.bottom() else corner.y() - self.height() - widget.height()
        )
        self.move(left, max(room.top(), top))
        self.show()
        self._line.setFocus()

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self._line:
            return self._typed_key(event)
        return super().eventFilter(watched, event)

    def _typed_key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if event.key() in steps:
            row = self._list.currentRow() + steps[Qt.Key(event.key())]
            self._list.setCurrentRow(max(0, min(self._list.count() - 1, row)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self._list.currentItem()
            if item is not None:
                self._take(item)
        else:
            return False
        return True

    def _narrow(self, typed: str) -> None:
        wanted = folded(typed.strip())
        self._list.clear()
        for choice in self._choices:
            if wanted in folded(choice.words):
                item = QListWidgetItem(choice.words)
                item.setData(_ID, choice.id)
                self._list.addItem(item)
        if self._new is not None and typed.strip():
            item = QListWidgetItem(say("{new}: “{words}”", new=self._new, words=typed.strip()))
            item.setData(_NEW, typed.strip())
            self._list.addItem(item)
        self._list.setCurrentRow(0 if wanted else -1)

    def _take(self, item: QListWidgetItem) -> None:
        id, new = item.data(_ID), item.data(_NEW)
        self.close()
        if new is not None:
            self.made.emit(new)
        else:
            self.picked.emit(id)
