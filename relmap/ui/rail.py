"""The rail at the left edge: the views there are, and preferences and help at its foot."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from relmap import NAME
from relmap.ui.actions import Actions, Command
from relmap.ui.icons import dress

WIDTH = 76


class Rail(QFrame):
    """Buttons with an icon over a word; those of `views` at the top, those of `foot` at the bottom."""

    def __init__(self, actions: Actions, views: Iterable[str], foot: Iterable[str], parent: QWidget) -> None:
        """Show commands of the table."""
        super().__init__(parent)
        self.setObjectName("rail")
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 12, 6, 10)
        column.setSpacing(8)
        mark = QLabel(NAME[0], self)
        mark.setObjectName("mark")
        mark.setAccessibleName(NAME)
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(10)
        table = {command.name: command for command in actions.commands}
        for name in views:
            column.addWidget(_button(actions, table[name], self))
        column.addStretch(1)
        for name in foot:
            column.addWidget(_button(actions, table[name], self))


def _button(actions: Actions, command: Command, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setProperty("look", "rail")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setIconSize(QSize(20, 20))
    button.setDefaultAction(actions.action(command.name))
    button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
    dress(button, command.icon)
    return button
