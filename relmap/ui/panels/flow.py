"""Two layouts for words of any length: things in a row that go on in the next line, and equal columns.

Both ask for a height by their width, so nothing is cut at large text or in a narrow panel.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from relmap.ui.guard import guarded


class _Items(QLayout):
    """A layout that keeps its items in a list, and its height to `_arrange`."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self.setContentsMargins(QMargins(0, 0, 0, 0))
        self._gap = gap
        self._items: list[QLayoutItem] = []

    @guarded
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @guarded(default=0)
    def count(self) -> int:
        return len(self._items)

    @guarded
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @guarded
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @guarded(default=lambda: Qt.Orientation(0))
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @guarded(default=True)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(default=0)
    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    @guarded
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        widths = [item.sizeHint().width() for item in self._shown()]
        width = sum(widths) + self._gap * max(0, len(widths) - 1)
        return QSize(width, max((item.sizeHint().height() for item in self._shown()), default=0))

    @guarded(default=QSize)
    def minimumSize(self) -> QSize:
        width = max((item.minimumSize().width() for item in self._shown()), default=0)
        return QSize(width, max((item.minimumSize().height() for item in self._shown()), default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rightward(self) -> bool:
        parent = self.parentWidget()
        return parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _put(self, item: QLayoutItem, box: QRect, within: QRect) -> None:
        if self._rightward():
            box.moveLeft(within.left() + within.right() - box.right())
        item.setGeometry(box)

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        raise NotImplementedError


class Flow(_Items):
    """Things side by side, as wide as they like, going on in the next line; `spread`: the last keeps to the end."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6, *, spread: bool = False) -> None:
        """`gap` in pixels, between things and between lines."""
        super().__init__(parent, gap)
        self._spread = spread

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        top = rect.top()
        for line in self._lines(rect.width()):
            heights = [_height(item, width) for item, width in line]
            tallest = max(heights)
            left = rect.left()
            for number, ((item, width), height) in enumerate(zip(line, heights, strict=True)):
                if self._spread and number == len(line) - 1 > 0:
                    left = rect.right() + 1 - width
                if place:
                    self._put(item, QRect(left, top + (tallest - height) // 2, width, height), rect)
                left += width + self._gap
            top += tallest + self._gap
        return max(0, top - self._gap - rect.top())

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, int]]]:
        lines: list[list[tuple[QLayoutItem, int]]] = []
        used = 0
        for item in self._shown():
            width = max(item.minimumSize().width(), min(item.sizeHint().width(), room))
            if not lines or used + self._gap + width > room:
                lines.append([])
                used = -self._gap
            lines[-1].append((item, width))
            used += self._gap + width
        return lines


class Columns(_Items):
    """Things of equal width, as many side by side as there is room for."""

    def __init__(self, narrowest: int, parent: QWidget | None = None, gap: int = 12) -> None:
        """No column is narrower than `narrowest` pixels, unless there is only one."""
        super().__init__(parent, gap)
        self._narrowest = narrowest

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        items = self._shown()
        room = rect.width() + self._gap
        columns = max(1, min(len(items), room // (self._narrowest + self._gap)))
        width = room // columns - self._gap
        top = rect.top()
        for start in range(0, len(items), columns):
            row = items[start : start + columns]
            height = max(_height(item, width) for item in row)
            if place:
                for number, item in enumerate(row):
                    self._put(item, QRect(rect.left() + number * (width + self._gap), top, width, height), rect)
            top += height + self._gap
        return max(0, top - self._gap - rect.top())


def _height(item: QLayoutItem, width: int) -> int:
    wanted = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
    return max(wanted, item.minimumSize().height())


def empty(layout: QLayout) -> None:
    """Take everything out of a layout, and let it go once the event that asked for it is over."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
