"""Handing over the pen: the client drives the one screen, with large targets and only what is theirs to do.

One key gives it to them and takes it back. What was covered can be uncovered only here: by the client, in a session.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from relmap.edits import veiling
from relmap.edits.fields import set_field
from relmap.model.seats import clients
from relmap.settings import Settings
from relmap.store.document import Document
from relmap.ui.actions import Actions
from relmap.ui.add_strip import AddStrip
from relmap.ui.canvas import Canvas
from relmap.ui.client_card import ClientCard
from relmap.ui.covered_sheet import CoveredSheet
from relmap.ui.feed import Feed
from relmap.ui.later import later
from relmap.ui.map.desk_view import DeskView
from relmap.ui.map.tools import MapTools
from relmap.ui.pages import MAP, Pages
from relmap.ui.panels.dress import scaled
from relmap.ui.panels.inspector import Inspector
from relmap.ui.pen_bar import PenBar
from relmap.ui.rail import Rail
from relmap.ui.selection import Selection
from relmap.ui.texts import title_of
from relmap.ui.times import Times
from relmap.ui.top_bar import TopBar
from relmap.ui.veils import Veils
from relmap.words import Trouble, say

PEN = "pen"
_STRIP = 54
"""How high the buttons that add are for a finger, in pixels."""
CLIENTS_OWN = frozenset(
    {
        *("person", "tie", "lesson", "role", "pattern", "experience", "life_event", "context"),
        *("mark_here_too", "mark_disruption", "mark_back", "mark_new", "mark_heard", "mark_off"),
        *("earlier", "later", "earlier_in_life", "later_in_life", "play", "today", "life", "absent_hidden"),
        *("undo", "redo", "author", "words", "fit", "zoom_in", "zoom_out", "legend", "larger", "smaller"),
        *("cover_selection", "covered", "cover", "agreements", PEN),
    }
)
"""What a client may do: the table of the interface's keys says so, and this is all of it."""


class Desk(Protocol):
    """What is handed over: the therapist's window."""

    actions_: Actions
    canvas: Canvas
    document: Document
    feed: Feed
    inspector: Inspector
    pages: Pages
    rail: Rail
    selection: Selection
    settings: Settings
    strip: AddStrip
    times: Times
    tools: MapTools
    top_bar: TopBar
    veils: Veils
    view: DeskView

    def author(self) -> str: ...
    def set_author(self, author: str) -> None: ...
    def keep_words(self) -> bool: ...


class Pen(QObject):
    """Who has the map. `changed` says whether it is the client."""

    changed = Signal(bool)

    def __init__(self, desk: QObject) -> None:
        """The therapist has it."""
        super().__init__(desk)
        self.with_client = False
        self.holder: str | None = None

    def furnish(self, desk: Desk, parent: QWidget) -> PenBar:
        """Make the bar for the top, and what floats over the map."""
        self._desk = desk
        desk.veils.whose = lambda: self.holder
        self.bar = PenBar(desk.actions_, _bar(), parent)
        self.card = ClientCard(desk.document, desk.feed, desk.selection, lambda: "client", desk.canvas)
        self.sheet = CoveredSheet(desk.document, desk.canvas)
        self.card.not_quite.connect(self._dispute)
        self.card.cover_wanted.connect(lambda id: desk.veils.cover([id], by=self.holder))
        self.card.uncover_wanted.connect(self._uncover)
        self.card.resized.connect(desk.canvas.lay_out)
        self.sheet.uncover_wanted.connect(self._uncover)
        self.sheet.left.connect(desk.view.setFocus)
        desk.selection.changed.connect(self._show_card)
        desk.times.looking.shown.connect(self._show_card)
        return self.bar

    # what the commands do

    def toggle(self) -> None:
        """Hand the pen over, or take it back."""
        if self.with_client:
            self.take_back()
        else:
            self.ask()

    def ask(self) -> None:
        """Hand the pen over; where there are two clients, ask to whom."""
        people = clients(self._desk.feed.projection)
        if len(people) < 2:
            self.hand_over(None)
            return
        choices: list[tuple[str, Callable[[], object]]] = [
            (title_of(self._desk.feed.projection, one.id), partial(self.hand_over, one.id)) for one in people
        ]
        choices.append((say("Both of them"), lambda: self.hand_over(None)))
        self._desk.canvas.messages.tell(say("Whose hands is it for?"), choices, stays=True)

    def hand_over(self, holder: str | None) -> None:
        """Give the map to the client; `holder` is which one, where there are two."""
        desk = self._desk
        if self.with_client or not desk.keep_words():
            return
        desk.tools.escape()
        desk.pages.show(MAP)
        desk.canvas.put_sheets_away()
        self.holder = holder
        self.card.set_holder(holder)
        self._set(True)
        name = title_of(desk.feed.projection, holder) if holder is not None else ""
        self.bar.show_whose(name)
        desk.set_author("client")
        desk.canvas.messages.tell(say("Touch, drag, pinch; hold to see who else. F12 gives it back."))

    def take_back(self) -> None:
        """Give the map back to the therapist."""
        desk = self._desk
        if not self.with_client or not desk.keep_words():
            return
        desk.tools.escape()
        self.card.show_thing("")
        desk.canvas.put_sheets_away()
        self.holder = None
        self._set(False)
        desk.canvas.messages.tell(say("The therapist has the pen again."))

    def show_covered(self) -> None:
        """Show the client what is covered."""
        self.sheet.begin(self.holder)
        self._desk.canvas.show_sheet(self.sheet)
        self.sheet.focus_first()

    def flush(self) -> bool:
        """Store what is being given; False where it could not be."""
        return self.card.flush()

    def close_case(self) -> None:
        """Keep no word of the case."""
        self.sheet.close_case()
        self.card.close_case()

    # inside

    def _set(self, with_client: bool) -> None:
        desk = self._desk
        self.with_client = with_client
        desk.actions_.restrict(CLIENTS_OWN if with_client else None)
        desk.tools.only_own = with_client
        desk.tools.holder = self.holder
        desk.rail.setVisible(not with_client)
        desk.top_bar.setVisible(not with_client)
        self.bar.setVisible(with_client)
        desk.inspector.setVisible(not with_client and desk.settings.inspector_shown)
        desk.strip.set_least(scaled(_STRIP) if with_client else 0)
        self._show_card()
        desk.canvas.lay_out()
        later(desk.view, desk.view.fit)  # once the map has its new room
        desk.view.setFocus()
        self.changed.emit(with_client)

    def _show_card(self, _what: object = None) -> None:
        desk = self._desk
        shown = self.with_client and not desk.times.looking.away
        self.card.show_thing((desk.selection.only or "") if shown else "")
        if self.card.shown_id:
            desk.canvas.show_sheet(self.card)
        elif not self.card.isHidden():
            self.card.hide()
            desk.canvas.lay_out()

    def _dispute(self, id: str) -> None:
        entity = self._desk.feed.projection.get(id)
        if entity is not None:
            self._attempt(lambda: set_field(self._desk.document, id, "disputed", not entity.disputed))

    def _uncover(self, id: str) -> None:
        if self._attempt(lambda: veiling.uncover(self._desk.document, [id], by=self.holder)):
            self.sheet.renew()

    def _attempt(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except Trouble as trouble:
            self._desk.canvas.messages.tell(str(trouble), stays=True)
            return False
        return True


def _bar() -> dict[str, str]:
    return {
        "undo": say("Undo"),
        "redo": say("Redo"),
        "covered": say("What I have covered"),
        "cover": say("Cover"),
        PEN: say("Give it back"),
    }
