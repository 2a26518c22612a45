"""The legend in its corner of the canvas: a small button, and above it, when wanted, what shapes and lines mean."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget

from relmap.ui.guard import guarded
from relmap.ui.map.legend import Legend
from relmap.ui.map.scene import MapScene

PADDING = 4
BAR = 16


class LegendCorner(QFrame):
    """Shows the legend of `scene` while it is open."""

    def __init__(self, scene: MapScene, action: QAction, canvas: QWidget) -> None:
        """Float over `canvas`; `action` opens and closes it."""
        super().__init__(canvas)
        self.setObjectName("legend")
        self.setAutoFillBackground(True)
        self._legend = Legend(scene)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self._legend)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._button = QToolButton(self)
        self._button.setDefaultAction(action)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(PADDING // 2)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_open(False)

    def set_open(self, shown: bool) -> None:
        """Show what the shapes mean, or only the button."""
        self._scroll.setVisible(shown)
        self.updateGeometry()

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        button = self._button.sizeHint() + QSize(2 * PADDING, 2 * PADDING)
        if self._scroll.isHidden():
            return button
        legend = self._legend.sizeHint()
        width = max(legend.width() + BAR + 2 * PADDING, button.width())
        return QSize(width, legend.height() + button.height() + PADDING)
