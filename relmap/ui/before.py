"""What comes before the hour: the opening map, and what was marked to be asked about later.

Here the opening sheet is wired to the desk. It shows itself when a case opens and no session runs, and goes when one
begins, when somebody clicks on the map, arms a tool, or looks at another view or another time.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Signal

from relmap.edits import asking_later
from relmap.model.notes import Note
from relmap.model.vocabulary import Author
from relmap.store.document import Document
from relmap.ui.actions import Actions
from relmap.ui.canvas import Canvas
from relmap.ui.feed import Feed
from relmap.ui.guard import guarded
from relmap.ui.hour import Hour
from relmap.ui.map.desk_view import DeskView
from relmap.ui.map.scene import MapScene
from relmap.ui.map.tools import MapTools
from relmap.ui.opening import OpeningSheet
from relmap.ui.pages import MAP, Pages
from relmap.ui.selection import Selection
from relmap.ui.texts import title_of
from relmap.ui.times import Times
from relmap.words import say, say_n


class Desk(Protocol):
    """What shows a case: the therapist's window."""

    actions_: Actions
    canvas: Canvas
    hour: Hour
    pages: Pages
    scene: MapScene
    times: Times
    tools: MapTools
    view: DeskView

    def author(self) -> Author: ...


class Before(QObject):
    """The opening of one window. `asked`: a thing is to be shown on the map. `left`: the keyboard is free again."""

    asked = Signal(str)
    left = Signal()

    def __init__(self, document: Document, feed: Feed, selection: Selection, desk: QObject) -> None:
        """Nothing is shown before `furnish` and `open`."""
        super().__init__(desk)
        self._document, self._feed, self._selection = document, feed, selection
        self._holds_still = False

    def furnish(self, desk: Desk) -> None:
        """Make the sheet over the desk's canvas."""
        self._desk = desk
        self.sheet = OpeningSheet(self._document, self._feed, self._selection, desk.canvas)
        self.sheet.asked.connect(self.asked)
        self.sheet.left.connect(self.left)
        self.sheet.begin_asked.connect(desk.hour.begin)
        self.sheet.set_off.connect(desk.scene.set_aglow)
        self.sheet.resized.connect(desk.canvas.lay_out)
        self.sheet.went.connect(self._make_whole)
        self.sheet.list.addAction(desk.actions_.action("ask_later"))
        desk.tools.escaped.connect(self.sheet.put_away)
        desk.tools.armed.connect(self._make_room)
        desk.times.looking.shown.connect(self.sheet.put_away)
        desk.pages.shown.connect(self._follow_page)
        for watched in (desk.view.viewport(), desk.tools.editor):
            watched.installEventFilter(self)
        self._feed.changed.connect(self._follow)

    # what the commands do

    def open(self) -> None:
        """Show what there is to say, if there is anything, without taking the keyboard."""
        if self._document.running is None and self.sheet.renew():
            self._desk.canvas.show_sheet(self.sheet)

    def what_changed(self) -> None:
        """Go to the list of what changed; bring it back first, if need be."""
        if self._desk.times.looking.away:
            self._desk.times.looking.to_today()
        if not self._desk.canvas.shows_map:
            self._desk.pages.show(MAP)
        if not self.sheet.renew():
            words = say("There is nothing to look back on yet. After the first session it is told here what changed.")
            self._desk.canvas.messages.tell(words)
            return
        self._desk.canvas.show_sheet(self.sheet)
        self.sheet.focus_first()

    def ask_later(self) -> None:
        """Mark what is selected to be asked about later; marked already, it is settled."""
        ids = self._selection.ids
        if not ids:
            return
        marked = self._marks()
        with self._document.edit("settle" if marked else "ask_later"):
            for note in marked:
                asking_later.settle(self._document, note)
            for id in () if marked else ids:
                asking_later.ask_later(self._document, id, author=self._desk.author())
        self._desk.canvas.messages.tell(self._told(ids, settled=bool(marked)))

    @property
    def marked(self) -> bool:
        """Whether something selected is to be asked about later."""
        return bool(self._marks())

    def close_case(self) -> None:
        """Keep no word of the case."""
        self._feed.changed.disconnect(self._follow)
        for watched in (self._desk.view.viewport(), self._desk.tools.editor):
            watched.removeEventFilter(self)
        self.sheet.close_case()

    # inside

    def _marks(self) -> tuple[str, ...]:
        found: list[str] = []
        for id in self._selection.ids:
            row = self._feed.projection.get(id)
            own = [id] if isinstance(row, Note) and row.ask_later else asking_later.asked_later(self._document, id)
            found += [note for note in own if note not in found]
        return tuple(found)

    def _told(self, ids: tuple[str, ...], *, settled: bool) -> str:
        if settled:
            return say("Nothing more to ask there. Ctrl+Z takes it back.")
        if len(ids) > 1:
            return say_n("Kept to ask later: {n} thing.", "Kept to ask later: {n} things.", len(ids))
        return say("Kept to ask later: {what}", what=title_of(self._feed.projection, ids[0]))

    def _make_room(self, armed: str) -> None:
        if armed:
            self._put_away_still()

    def _put_away_still(self) -> None:
        """Put the sheet away and move nothing: somebody's hand is on the map."""
        self._holds_still = True
        self.sheet.put_away()
        self._holds_still = False

    def _make_whole(self) -> None:
        """Give the map the room of the sheet that went, if all of it was in sight beside it."""
        view = self._desk.view
        whole = view.shows_all()
        self._desk.canvas.lay_out()
        if whole and not self._holds_still:
            view.fit()

    def _follow_page(self, name: str) -> None:
        if name != MAP:
            self.sheet.put_away()

    def _follow(self, _delta: object) -> None:
        if self._document.running is not None:
            self.sheet.put_away()

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        clicked = event.type() == QEvent.Type.MouseButtonPress and watched is self._desk.view.viewport()
        if clicked or (event.type() == QEvent.Type.Show and watched is self._desk.tools.editor):
            self._put_away_still()
        return super().eventFilter(watched, event)
