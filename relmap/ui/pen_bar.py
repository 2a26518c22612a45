"""The slim bar over the map while the client has the pen: whose it is now, a few large buttons, and the way back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from relmap.ui.actions import Actions
from relmap.ui.guard import guarded
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import scaled
from relmap.words import say

_Style = Qt.ToolButtonStyle
_ROOM_FOR_WORDS = 190


_GAP = "\N{EN SPACE}"
"""Between an icon and its word."""


class PenBar(QFrame):
    """Buttons for some commands, each with its word; hidden while the therapist has the map."""

    def __init__(self, actions: Actions, buttons: Mapping[str, str], parent: QWidget) -> None:
        """`buttons`: command → its word here, the one that gives the map back last."""
        super().__init__(parent)
        self.setObjectName("top_bar")
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setProperty("look", "case")
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._buttons = [_large(actions.action(name), words, self) for name, words in buttons.items()]
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(10)
        row.addWidget(self._words, 1)
        for button in self._buttons:
            row.addWidget(button)
        self.hide()

    def show_whose(self, name: str) -> None:
        """Say in whose hands the map is; an empty name is the one client there is."""
        words = say("The map is in {name}’s hands", name=name) if name else say("The map is in your hands")
        self._words.setText(words)
        self._words.setAccessibleName(words)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for words, the icons stand alone; the last button keeps its word longest."""
        super().resizeEvent(event)
        for worded in range(len(self._buttons), -1, -1):
            for place, button in enumerate(reversed(self._buttons)):
                button.setToolButtonStyle(
                    _Style.ToolButtonTextBesideIcon if place < worded else _Style.ToolButtonIconOnly
                )
            wanted = sum(button.sizeHint().width() + 10 for button in self._buttons)
            if wanted + scaled(_ROOM_FOR_WORDS) <= self.width():
                return


def _large(action: QAction, words: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setProperty("look", "thumb")
    button.setText(_GAP + escaped(words))
    button.setAccessibleName(words)
    button.setToolTip(action.toolTip())
    button.setIcon(action.icon())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(action.trigger)
    action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
    return button
