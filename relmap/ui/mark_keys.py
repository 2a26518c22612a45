"""The keys of the marks in every view, and not over the map alone: what happens in the room waits for no view.

Over the map they are keys of the canvas. Here they work wherever no words are typed, and only while they are wanted.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from relmap.ui.actions import Actions


class MarkKeys(QObject):
    """The keys of some commands, over every widget that was added."""

    def __init__(self, actions: Actions, names: Sequence[str], parent: QObject) -> None:
        """Begin switched off, over nothing."""
        super().__init__(parent)
        self._actions, self._names = actions, names
        self._shortcuts: list[QShortcut] = []
        self._wanted = False

    def add(self, widget: QWidget) -> None:
        """Let the keys work over a widget and all that is in it."""
        for name in self._names:
            for key in self._actions.action(name).shortcuts():
                shortcut = QShortcut(key, widget)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.setAutoRepeat(False)
                shortcut.setEnabled(self._wanted)
                shortcut.activated.connect(partial(self._actions.run, name))
                self._shortcuts.append(shortcut)

    def switch(self, wanted: bool) -> None:
        """Let them work, or leave their letters to whoever has the keyboard."""
        self._wanted = wanted
        for shortcut in self._shortcuts:
            shortcut.setEnabled(wanted)
