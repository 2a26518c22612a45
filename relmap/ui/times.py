"""Ties what looks back to everything that shows a case: map, panel, pages, tools and the bar at the bottom.

The wiring stands here and not in the window, which knows only that there are other times than today.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from relmap.settings import Settings
from relmap.store.document import Document
from relmap.ui.actions import Actions
from relmap.ui.arranging import Arranging
from relmap.ui.canvas import Canvas
from relmap.ui.compare import Compare, Style
from relmap.ui.feed import Feed
from relmap.ui.looking_back import LookingBack
from relmap.ui.map.scene import MapScene
from relmap.ui.map.tools import MapTools
from relmap.ui.pages import Pages
from relmap.ui.panels.inspector import Inspector
from relmap.ui.past_banner import PastBanner
from relmap.ui.scrubber import Scrubber, no_sessions, no_years
from relmap.words import say


class Desk(Protocol):
    """What shows a case: the therapist's window."""

    actions_: Actions
    arranging: Arranging
    canvas: Canvas
    inspector: Inspector
    pages: Pages
    scene: MapScene
    settings: Settings
    tools: MapTools


class Times(QObject):
    """The times of one window: its commands, its scrubber, and the words that say which time is shown."""

    def __init__(self, document: Document, feed: Feed, keep_words: Callable[[], bool], desk: QObject) -> None:
        """Begin at today; `keep_words` stores what is being typed, and says whether it could."""
        super().__init__(desk)
        self.looking = LookingBack(document, feed, keep_words, self)
        self._document, self._today = document, feed
        self._compare: Compare | None = None

    def furnish(self, desk: Desk, parent: QWidget) -> Scrubber:
        """Let the desk follow where this looks; gives the bar for its foot."""
        self._desk = desk
        banner = PastBanner(desk.canvas)
        banner.back_wanted.connect(self.looking.to_today)
        desk.canvas.set_banner(banner)
        desk.actions_.refuses = self.refuse
        desk.tools.refused.connect(self.refuse)
        self.looking.shown.connect(self._show)
        self.looking.dropped.connect(desk.scene.drop)
        self.looking.moved.connect(self._say_where)
        self.looking.played.connect(lambda on: desk.actions_.renew())
        self.looking.refreshed.connect(desk.actions_.renew)
        desk.pages.shown.connect(self._viewed)
        self._scrubber = Scrubber(self.looking, self._today.projection, desk.actions_, parent)
        self._scrubber.renew()
        return self._scrubber

    # what the commands do

    def earlier(self) -> None:
        """Go one session back."""
        self._step(-1)

    def later(self) -> None:
        """Go one session on, or back to today."""
        self._step(1)

    def earlier_in_life(self) -> None:
        """Go one year of life back."""
        self._step_life(-1)

    def later_in_life(self) -> None:
        """Go one year of life on, or back to today."""
        self._step_life(1)

    def leave(self) -> None:
        """Stop what plays; else come back to today."""
        if self.looking.playing:
            self.looking.pause()
        else:
            self.looking.to_today()

    def switch_clock(self) -> None:
        """Move by the other clock."""
        self.looking.set_clock("sessions" if self.looking.clock == "life" else "life")

    def switch_hiding(self) -> None:
        """Leave out what was not there, or show it as a ghost."""
        self.looking.hide_absent(not self.looking.hides_absent)

    def compare(self) -> None:
        """Show two times side by side: the one that is looked at, and today."""
        desk, looking = self._desk, self.looking
        looking.pause()
        if self.comparing:
            self._leave_comparison()
            return
        if self._compare is None:
            self._compare = Compare(self._document, looking, self._today.projection.audience, desk.canvas)
            self._compare.left.connect(self._leave_comparison)
        self._compare.begin(Style(desk.scene.ground, desk.scene.found), looking.stop)
        desk.inspector.hide()  # two maps need its room
        desk.canvas.show_page(self._compare)
        desk.canvas.say_where("")
        desk.actions_.renew()

    @property
    def comparing(self) -> bool:
        """Whether two times stand side by side."""
        return self._compare is not None and self._compare.isVisible()

    def has_sessions(self) -> bool:
        """Whether there is a session to go to."""
        return any(halt.held for halt in self.looking.halts)

    def has_a_way(self) -> bool:
        """Whether there is anywhere to go by the clock that goes."""
        return bool(self.looking.lifetimes.turns) if self.looking.clock == "life" else self.has_sessions()

    def refuse(self) -> bool:
        """Whether nothing can be written now; it says so then, and offers the way back."""
        if self.looking.away:
            words = say("This is another time: it can be read, not changed. Today can be changed.")
            self._desk.canvas.messages.tell(words, ((say("Back to today"), self.looking.to_today),))
        return self.looking.away

    def lacks(self, id: str) -> bool:
        """Whether a thing of today is not there at the time that is shown; it says so then."""
        missing = self.looking.away and self.looking.feed.projection.get(id) is None
        if missing:
            words = say("That was not there yet at this time.")
            self._desk.canvas.messages.tell(words, ((say("Back to today"), self.looking.to_today),))
        return missing

    def close_case(self) -> None:
        """Stop, and keep nothing of the case: all that shows it lets go of the past first."""
        self.looking.to_today()
        self._desk.scene.unfollow()
        self._scrubber.close_case()
        if self._compare is not None:
            self._compare.close_case()
        self._desk.canvas.say_where("")
        self.looking.close()

    # inside

    def _step(self, by: int) -> None:
        if self.has_sessions():
            self.looking.step(by)
        else:
            self._desk.canvas.messages.tell(no_sessions())

    def _step_life(self, by: int) -> None:
        if self.looking.lifetimes.turns:
            self.looking.step_life(by)
        else:
            self._desk.canvas.messages.tell(no_years())

    def _leave_comparison(self) -> None:
        self._desk.pages.show(self._desk.pages.current)

    def _viewed(self, _view: str) -> None:
        """Another view came into sight, perhaps instead of a comparison."""
        self._desk.inspector.setVisible(self._desk.settings.inspector_shown)
        self._say_where()

    def _show(self, feed: Feed) -> None:
        desk = self._desk
        desk.arranging.cancel()
        desk.tools.look_at(feed.projection)
        desk.scene.follow(feed, self.looking.first, self.looking.differs)
        desk.inspector.look_at(feed)
        desk.pages.look_at(feed)
        desk.canvas.messages.clear()

    def _say_where(self) -> None:
        self._desk.scene.set_absence(self.looking.absence)
        if self.comparing and self._compare is not None:
            self._compare.show_stop(self.looking.stop)
        else:
            self._desk.canvas.say_where(self.looking.sentence)
        self._desk.actions_.renew()


def mirrored() -> bool:
    """Whether this language is read from right to left, so that earlier is to the right."""
    return QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
