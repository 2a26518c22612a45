"""The view of this room: what happens between the two, as one thread through the whole therapy.

Every hour in order, held or not; each disruption with its line running on to where the client said back on track, now
or many sessions later. What stands in a row is changed in the panel at the side.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmap.edits.sessions import note_session
from relmap.model.vocabulary import Held
from relmap.ui.views.chips import ChipList
from relmap.ui.views.page import Page, PageContext
from relmap.ui.views.room_card import RoomCard
from relmap.ui.views.room_choices import RoomChoices
from relmap.ui.views.room_rows import Order, RoomRow, Show, room_rows
from relmap.ui.views.rows import RowList, Rows
from relmap.words import say


class RoomPage(Page):
    """The thread of the therapy; `shown` is what of it is in sight."""

    shown: Show = "all"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Begin with everything, oldest first."""
        self.clock: Callable[[], datetime.date] = datetime.date.today
        super().__init__(context, parent)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        self.choices = RoomChoices(self)
        self.choices.shows.connect(self.show_only)
        self.choices.noted.connect(self.note_hour)
        column.insertWidget(1, self.choices)
        for before, after in pairwise((self.order_box, *self.choices.stops(), self.list)):
            QWidget.setTabOrder(before, after)

    def title(self) -> str:
        return say("This room")

    def orders(self) -> Sequence[tuple[str, str]]:
        return ("oldest", say("Oldest first")), ("newest", say("Newest first"))

    def body(self) -> QWidget:
        self.rows = Rows(self)
        self.card = RoomCard(self.selection)
        self.list = ChipList(self.rows, self.card, self.selection, say("The thread of the therapy"), self)
        self.list.asked.connect(self.asked)
        return self.list

    def renew(self) -> bool:
        order: Order = "newest" if self.order == "newest" else "oldest"
        found = room_rows(self.source, self.wanted, self.shown, order)
        self.list.show_rows(found.rows)
        self.list.scheduleDelayedItemsLayout()
        self.choices.offer(anything=found.anything, can_write=self.can_write)
        return bool(found.rows)

    def empty_words(self) -> tuple[str, str]:
        return _empty()[self.shown]

    def forget(self) -> None:
        self.rows.show(())
        self.card.forget()

    def focus_body(self) -> None:
        """Give the keyboard to the thread: where somebody was, else at the latest hour."""
        if self.rows.row_of(self.selection.only or "") is None:
            latest = self._latest_hour()
            if latest is not None:
                self.selection.set([latest])
                self.list.go_to(latest)
                self.list.scrollTo(self.list.currentIndex(), RowList.ScrollHint.PositionAtTop)
        super().focus_body()

    # what can be asked of it

    def show_only(self, show: Show) -> None:
        """Show only one kind of thing, or everything."""
        self.shown = show
        self.choices.choose(show)
        self.look_again()

    def note_hour(self, held: Held) -> None:
        """Write down an hour of today that did not take place; its day can be changed at the side."""
        session = note_session(self.document, day=self.clock().isoformat(), held=held)
        self.show_only("all")
        self.selection.set([session])
        self.list.go_to(session)

    # inside

    def _latest_hour(self) -> str | None:
        hours = [row.id for row in self.rows.rows if isinstance(row, RoomRow) and row.kind == "hour"]
        if not hours:
            return None
        return hours[0] if self.order == "newest" else hours[-1]


def _empty() -> dict[Show, tuple[str, str]]:
    back = say("Choose “Everything” to see the whole thread.")
    return {
        "all": (
            say("The thread of this therapy begins with its first hour"),
            say("F5 begins a session. What happens between you, and what helps, will stand here in its order."),
        ),
        "disruptions": (say("No disruption has been noted"), back),
        "open": (say("Nothing waits to be mended"), back),
        "heard": (say("Nobody has marked “I felt heard” yet"), say("V marks it while a session runs.")),
        "here_too": (say("Nothing has been found here too yet"), say("H marks it while a session runs.")),
    }
