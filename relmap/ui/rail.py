"""The rail at the left edge: the views there are, and preferences and help at its foot."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from relmap import NAME
from relmap.ui.actions import Actions, Command
from relmap.ui.guard import guarded
from relmap.ui.icons import dress

WIDTH = 76
_GAP, _NARROW_GAP = 8, 2
Style = Qt.ToolButtonStyle


class Rail(QFrame):
    """Buttons with an icon over a word; those of `views` at the top, those of `foot` at the bottom."""

    def __init__(self, actions: Actions, views: Iterable[str], foot: Iterable[str], parent: QWidget) -> None:
        """Show commands of the table."""
        super().__init__(parent)
        self.setObjectName("rail")
        self._buttons: list[QToolButton] = []
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(6, 12, 6, 10)
        column.setSpacing(_GAP)
        mark = QLabel(NAME[0], self)
        mark.setObjectName("mark")
        mark.setAccessibleName(NAME)
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(10)
        table = {command.name: command for command in actions.commands}
        for name in views:
            column.addWidget(self._with(_button(actions, table[name], self)))
        column.addStretch(1)
        for name in foot:
            column.addWidget(self._with(_button(actions, table[name], self)))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the words would be cut, only the icons stand; their tooltips and spoken names stay."""
        super().resizeEvent(event)
        self._wear(Style.ToolButtonTextUnderIcon)
        self._column.setSpacing(_GAP)
        if self._is_too_high():
            self._wear(Style.ToolButtonIconOnly)
        if self._is_too_high():
            self._column.setSpacing(_NARROW_GAP)

    def _is_too_high(self) -> bool:
        self._column.invalidate()
        return self._column.totalSizeHint().height() > self.height()

    def _with(self, button: QToolButton) -> QToolButton:
        self._buttons.append(button)
        return button

    def _wear(self, style: Style) -> None:
        for button in self._buttons:
            button.setToolButtonStyle(style)


def _button(actions: Actions, command: Command, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setProperty("look", "rail")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setIconSize(QSize(20, 20))
    button.setDefaultAction(actions.action(command.name))
    button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
    dress(button, command.icon)
    return button
