"""The canvas of the desk: the map, and what floats over its edges. It only places things; it decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from relmap.ui.add_strip import AddStrip
from relmap.ui.guard import guarded
from relmap.ui.map.desk_view import DeskView
from relmap.ui.messages import Messages

EDGE = 14


class Canvas(QFrame):
    """A map view with an add strip at its foot, messages above that, a legend in a corner and sheets over it all."""

    def __init__(self, view: DeskView, parent: QWidget) -> None:
        """Hold `view`."""
        super().__init__(parent)
        self.view = view
        self.messages = Messages(self)
        self._strip: AddStrip | None = None
        self._legend: QWidget | None = None
        self._sheets: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view)
        self.messages.resized.connect(self.lay_out)

    def set_strip(self, strip: AddStrip) -> None:
        """Float `strip` over the foot."""
        self._strip = strip
        self.lay_out()

    def set_legend(self, legend: QWidget) -> None:
        """Float `legend` in the lower left corner."""
        self._legend = legend
        self.lay_out()

    def show_sheet(self, sheet: QWidget) -> None:
        """Float a sheet over the map, in the middle above the strip."""
        if sheet not in self._sheets:
            self._sheets.append(sheet)
        sheet.adjustSize()
        sheet.show()
        sheet.raise_()
        self.lay_out()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def lay_out(self) -> None:
        """Put everything that floats in its place."""
        foot = self.height() - EDGE
        if self._strip is not None:
            size = self._strip.fit(self.width() - 2 * EDGE)
            self._strip.setGeometry(QRect(QPoint((self.width() - size.width()) // 2, foot - size.height()), size))
            foot -= size.height() + EDGE // 2
        if not self.messages.isHidden():
            size = self.messages.wanted_size(self.width() - 2 * EDGE)
            self.messages.setGeometry(QRect(QPoint((self.width() - size.width()) // 2, foot - size.height()), size))
        self._lay_out_legend()
        self._lay_out_sheets()
        below = self.height() - foot
        self.view.set_insets(QMargins(0, 0, 0, below))

    def _lay_out_legend(self) -> None:
        if self._legend is None:
            return
        wanted = self._legend.sizeHint()
        foot = self.height() - EDGE
        if self._strip is not None and self._strip.x() < 2 * EDGE + wanted.width():
            foot = self._strip.y() - EDGE // 2  # no room beside the strip: stand above it
        size = wanted.boundedTo(QSize(self.width() // 2, foot - EDGE))
        self._legend.setGeometry(QRect(QPoint(EDGE, foot - size.height()), size))

    def _lay_out_sheets(self) -> None:
        for sheet in self._sheets:
            size = sheet.sizeHint().expandedTo(QSize(360, 0)).boundedTo(self.size())
            at = QPoint((self.width() - size.width()) // 2, max(EDGE, (self.height() - size.height()) // 3))
            sheet.setGeometry(QRect(at, size))
