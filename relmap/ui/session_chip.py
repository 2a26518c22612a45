"""The chip in the top bar that says whether a session runs, and for how long; it begins one, and offers the rest.

It moves once a minute and never draws attention to itself: no seconds, no colour that turns, no end of the hour that
it would know of.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from relmap.ui.actions import Actions
from relmap.ui.guard import guarded
from relmap.ui.icons import dress
from relmap.ui.mnemonics import escaped
from relmap.words import say, say_n

HOUR = 60


class SessionChip(QToolButton):
    """A button while no session runs, a menu while one does. It shows what it is told and knows no case."""

    def __init__(
        self, actions: Actions, begin: str, resting: Iterable[str], running: Iterable[str], parent: QWidget
    ) -> None:
        """`begin`: the command of a click; `resting` and `running`: those offered without and with a session."""
        super().__init__(parent)
        self.setProperty("look", "session")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._begin = actions.action(begin)
        self._menus = {False: self._menu(actions, resting), True: self._menu(actions, running)}
        self._compact = False
        self._running: tuple[str, int] | None = None
        self._worn: object = None
        self.clicked.connect(self._click)
        self._show()

    def show_running(self, title: str, minutes: int) -> None:
        """A session of this short title runs since so many minutes."""
        self._running = title, max(0, minutes)
        self._show()

    def show_none(self) -> None:
        """No session runs."""
        self._running = None
        self._show()

    def set_compact(self, compact: bool) -> None:
        """Show as little as it takes, where there is no room."""
        if compact != self._compact:
            self._compact = compact
            self._show()

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()  # its first click has begun a session, and need not open the menu of it

    # inside

    def _menu(self, actions: Actions, names: Iterable[str]) -> QMenu:
        menu = QMenu(self)
        menu.aboutToShow.connect(actions.renew)
        for name in names:
            menu.addAction(actions.action(name))
        return menu

    def _show(self) -> None:
        running = self._running is not None
        if self._worn != running:
            self._worn = running
            self._wear(running)
        if self._running is None:
            self.setText("" if self._compact else escaped(say("Begin session")))
            self.setAccessibleName(say("Begin session"))
        else:
            title, minutes = self._running
            clock = f"{minutes // HOUR:02}:{minutes % HOUR:02}"
            words = clock if self._compact else say("{session} · {time}", session=title, time=clock)
            self.setText(escaped(words))
            since = say_n("{n} minute so far", "{n} minutes so far", minutes)
            self.setAccessibleName(say("{session} runs, {since}", session=title, since=since))
        self.setToolTip("" if running and not self._compact else self.accessibleName())

    def _wear(self, running: bool) -> None:
        popup = QToolButton.ToolButtonPopupMode
        self.setPopupMode(popup.InstantPopup if running else popup.MenuButtonPopup)
        self.setMenu(self._menus[running])
        self.setProperty("running", running)
        dress(self, "dot" if running else "play", "affirming" if running else "ink")
        self.style().unpolish(self)
        self.style().polish(self)

    def _click(self) -> None:
        if self._running is None:
            self._begin.trigger()
