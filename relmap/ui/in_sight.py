"""A stack that asks for the room of the one page in sight: what nobody sees presses nothing together."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from relmap.ui.guard import guarded


class InSight(QStackedWidget):
    """Qt's own asks for the room of its widest page, for as long as it is there."""

    def __init__(self, parent: QWidget) -> None:
        """Begin with no page."""
        super().__init__(parent)
        self.currentChanged.connect(lambda _: self.updateGeometry())

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.sizeHint().expandedTo(self.minimumSizeHint()) if page is not None else QSize()

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint().expandedTo(page.minimumSize()) if page is not None else QSize()
