"""A side and what is made by it: next to each other, or one below the other in one sheet that scrolls.

Where a window is narrow or its letters are large there is no room for both, and what is made goes first: it takes the
whole width, and of the list at the side only a box is left.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from relmap.ui.guard import guarded
from relmap.ui.panels.dress import scaled
from relmap.ui.views.side import Side

_ROOM_FOR_BOTH = 780
_LOWEST = 220


class SideAndSheet(QScrollArea):
    """Holds both; `turned` when they are laid out the other way."""

    turned = Signal()

    def __init__(self, side: Side, made: QWidget, parent: QWidget) -> None:
        """Begin with both next to each other."""
        super().__init__(parent)
        self._side, self._made, self._size = side, made, QSize()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setMinimumHeight(1)
        whole = self._whole = QWidget()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, whole)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(0)
        self._both.addWidget(side)
        self._both.addWidget(made, 1)
        self.setWidget(whole)
        for ground in (whole, self.viewport()):
            ground.setAutoFillBackground(False)  # the page shines through
        self.setFocusProxy(side)

    @property
    def narrow(self) -> bool:
        """Whether one is below the other."""
        return self._side.narrow

    def fit(self, size: QSize | None = None) -> None:
        """Lay both out for the room there is; `size`: of all that is made, where it does not scroll by itself."""
        if size is not None:
            self._size = size
        narrow, room = self.width() < scaled(_ROOM_FOR_BOTH), self.viewport().size()
        changed = narrow != self._side.narrow
        self._side.fit(narrow=narrow, widest=room.width())
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._both.setDirection(way)
        least = self._size if self._size.isValid() else QSize(0, max(scaled(_LOWEST), round(0.9 * room.height())))
        self._made.setMinimumSize(least if narrow else QSize(0, 0))
        if changed:
            self.turned.emit()

    def show_part(self, part: QWidget, box: QRect) -> None:
        """Bring a box of something in here into sight."""
        middle = part.mapTo(self._whole, box.center())
        self.ensureVisible(middle.x(), middle.y(), 60, 80)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
