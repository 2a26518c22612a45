"""The one table of commands of a window: shortcuts, menus, tooltips, the add strip and the find box are made from it.

A command is words, a key and a function. Single letters work only while the canvas has the focus, so that they can be
typed everywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from relmap.ui.icons import dress
from relmap.ui.mnemonics import escaped
from relmap.words import say

_READING = frozenset({"view", "time", "look", "about"})
"""The groups in which no command changes the case."""


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do. `checked` makes it one that is on or off; `canvas` binds its key to the canvas.

    `reads`: it only reads, so that it can be done while the past is shown; those of some groups all do.
    """

    name: str
    words: str
    run: Callable[[], object]
    key: str = ""
    icon: str = ""
    group: str = ""
    canvas: bool = False
    available: Callable[[], bool] = _always
    checked: Callable[[], bool] | None = None
    reads: bool = False

    @property
    def writes(self) -> bool:
        """Whether it may change the case, and needs the present for it."""
        return not self.reads and self.group not in _READING


class Actions(QObject):
    """The commands of one window as Qt actions, by name."""

    def __init__(self, commands: Iterable[Command], window: QWidget, canvas: QWidget) -> None:
        """Bind the keys to `window`, those of the canvas to `canvas`."""
        super().__init__(window)
        self.refuses: Callable[[], bool] | None = None
        self._only: frozenset[str] | None = None
        self._commands = {command.name: command for command in commands}
        self._actions = {name: self._action(command) for name, command in self._commands.items()}
        for name, action in self._actions.items():
            (canvas if self._commands[name].canvas else window).addAction(action)

    @property
    def commands(self) -> Sequence[Command]:
        """Every command that can be done by who has the map, in the order of the table."""
        return tuple(command for command in self._commands.values() if self._is_open(command))

    def restrict(self, names: Iterable[str] | None) -> None:
        """Let only these be done until None lifts that: nothing else runs, by key, menu or name."""
        self._only = frozenset(names) if names is not None else None
        self.renew()

    def action(self, name: str) -> QAction:
        """The action of a command; its icon is painted when it is first asked for."""
        action, drawing = self._actions[name], self._commands[name].icon
        if drawing and action.icon().isNull():
            dress(action, drawing)
        return action

    def run(self, name: str) -> None:
        """Do a command, if it is available now; one that writes, unless `refuses` says that nothing can be written."""
        command = self._commands[name]
        if not self._is_open(command):
            return
        if command.available() and not (command.writes and self.refuses is not None and self.refuses()):
            command.run()

    def renew(self) -> None:
        """Look again at what is available and what is on."""
        for name, command in self._commands.items():
            action = self._actions[name]
            action.setEnabled(self._is_open(command) and command.available())
            if command.checked is not None:
                action.setChecked(command.checked())

    def menu(self, groups: Iterable[str], parent: QWidget) -> QMenu:
        """A menu of the commands of some groups, a line between groups."""
        menu = QMenu(parent)
        menu.aboutToShow.connect(self.renew)
        for group in groups:
            for command in self.commands:
                if command.group == group:
                    menu.addAction(self.action(command.name))
            menu.addSeparator()
        return menu

    def _is_open(self, command: Command) -> bool:
        return self._only is None or command.name in self._only

    def _action(self, command: Command) -> QAction:
        action = QAction(escaped(command.words), self)
        action.setToolTip(hint_of(command))
        action.setCheckable(command.checked is not None)
        action.setIconVisibleInMenu(command.checked is None)  # or the picture would stand where the check mark belongs
        if command.key:
            action.setShortcuts([QKeySequence(key) for key in command.key.split("|")])
            context = Qt.ShortcutContext.WidgetShortcut if command.canvas else Qt.ShortcutContext.WindowShortcut
            action.setShortcutContext(context)
            action.setAutoRepeat(not command.canvas or not command.writes)  # a letter held down is still one letter
        action.triggered.connect(lambda: self.run(command.name))
        return action


def hint_of(command: Command) -> str:
    """The command's words and its key, for a tooltip."""
    key = QKeySequence(command.key.split("|")[0]).toString(QKeySequence.SequenceFormat.NativeText)
    return say("{words} ({key})", words=command.words, key=key) if key else command.words
