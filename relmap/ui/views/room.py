"""The view of this room: what happens between the two, as one thread through the whole therapy.

Every hour in order, held or not; each disruption with its line running on to where the client said back on track, now
or many sessions later. What stands in a row is changed in the panel at the side.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from relmap.edits.sessions import note_session
from relmap.model.vocabulary import Held
from relmap.ui.icons import dress
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import scaled
from relmap.ui.panels.flow import Flow
from relmap.ui.panels.tile import Tile
from relmap.ui.texts import capital, value_word
from relmap.ui.views.chips import ChipList
from relmap.ui.views.page import Page, PageContext
from relmap.ui.views.room_card import RoomCard
from relmap.ui.views.room_rows import SHOWS, Order, Show, room_rows
from relmap.ui.views.rows import Rows
from relmap.words import say

_NOT_HERE: tuple[Held, ...] = ("cancelled", "no_show", "hour_kept")


class RoomPage(Page):
    """The thread of the therapy; `shown` is what of it is in sight."""

    shown: Show = "all"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Begin with everything, oldest first."""
        self.clock: Callable[[], datetime.date] = datetime.date.today
        super().__init__(context, parent)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        self._line = self._choices()
        column.insertWidget(1, self._line)

    def title(self) -> str:
        return say("This room")

    def orders(self) -> Sequence[tuple[str, str]]:
        return ("oldest", say("Oldest first")), ("newest", say("Newest first"))

    def body(self) -> QWidget:
        self.rows = Rows(self)
        self.list = ChipList(
            self.rows, RoomCard(self.selection), self.selection, say("The thread of the therapy"), self
        )
        self.list.asked.connect(self.asked)
        return self.list

    def renew(self) -> bool:
        order: Order = "newest" if self.order == "newest" else "oldest"
        found = room_rows(self.source, self.wanted, self.shown, order)
        self.list.show_rows(found.rows)
        self.list.scheduleDelayedItemsLayout()
        self._renew_choices(found.open, anything=found.anything)
        return bool(found.rows)

    def empty_words(self) -> tuple[str, str]:
        if self.shown == "all":
            return (
                say("The thread of this therapy begins with its first hour"),
                say("F5 begins a session. What happens between you, and what helps, will stand here in its order."),
            )
        return _nothing()[self.shown]

    def forget(self) -> None:
        self.rows.show(())

    # what can be asked of it

    def show_only(self, show: Show) -> None:
        """Show only one kind of thing, or everything."""
        self.shown = show
        self.tiles[show].setChecked(True)
        self.look_again()

    def note_hour(self, held: Held) -> None:
        """Write down an hour of today that did not take place; its day can be changed at the side."""
        session = note_session(self.document, day=self.clock().isoformat(), held=held)
        self.show_only("all")
        self.selection.set([session])
        self.list.go_to(session)

    # inside

    def _choices(self) -> QWidget:
        """What is shown, and the hours that did not take place."""
        line, left = QWidget(self), QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(scaled(22), 0, scaled(22), scaled(8))
        flow, group = Flow(left), QButtonGroup(self)
        self.tiles: dict[Show, Tile] = {}
        for show, words in SHOWS:
            tile = self.tiles[show] = Tile(words(), "room")
            tile.make_choice()
            tile.setChecked(show == self.shown)
            tile.clicked.connect(partial(self._choose, show))
            group.addButton(tile)
            flow.addWidget(tile)
        row.addWidget(left, 1)
        row.addWidget(self._adding())
        return line

    def _choose(self, show: Show, _checked: bool = False) -> None:
        self.show_only(show)

    def _adding(self) -> QToolButton:
        button = self.adding = QToolButton()
        button.setText(escaped(say("An hour that did not take place")))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setProperty("look", "quiet")
        dress(button, "plus", size=16)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for held in _NOT_HERE:
            action = menu.addAction(escaped(capital(value_word("held", held, "sessions"))))
            action.triggered.connect(partial(self._note, held))
        button.setMenu(menu)
        return button

    def _note(self, held: Held, _checked: bool = False) -> None:
        self.note_hour(held)

    def _renew_choices(self, open_: int, *, anything: bool) -> None:
        self.adding.setEnabled(self.can_write)
        for tile in self.tiles.values():
            tile.setVisible(anything)


def _nothing() -> dict[Show, tuple[str, str]]:
    back = say("Choose “Everything” to see the whole thread.")
    return {
        "disruptions": (say("No disruption has been noted"), back),
        "open": (say("Nothing waits to be mended"), back),
        "heard": (say("Nobody has marked “I felt heard” yet"), say("V marks it while a session runs.")),
        "here_too": (say("Nothing has been found here too yet"), say("H marks it while a session runs.")),
    }
