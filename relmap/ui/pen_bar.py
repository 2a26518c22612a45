"""The slim bar over the map while the client has the pen: whose it is now, a few large buttons, and the way back."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from relmap.ui.actions import Actions
from relmap.ui.panels.dress import scaled
from relmap.words import say

THUMB = 52
"""How large what a finger touches is, in pixels."""


class PenBar(QFrame):
    """Buttons for some commands, each with its word; hidden while the therapist has the map."""

    def __init__(self, actions: Actions, names: Iterable[str], last: str, parent: QWidget) -> None:
        """`names`: the commands at the left; `last`: the one that gives the map back."""
        super().__init__(parent)
        self.setObjectName("top_bar")
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setProperty("look", "case")
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._buttons = [_large(actions, name, self) for name in (*names, last)]
        self._buttons[-1].setProperty("look", "give_back")
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
        for button in self._buttons:
            button.setMinimumHeight(scaled(THUMB))


def _large(actions: Actions, name: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setDefaultAction(actions.action(name))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
