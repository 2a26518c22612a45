"""Looking back: which time the window shows, the present, the case at the end of a session, or a year of life.

It owns the one past of a window and moves it; the views follow its feed as they follow that of the present. Nothing
can be written while it looks back. The past costs as much as the case itself, so it is let go of a while after
somebody has come back to today.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from relmap.analysis.lifetimes import Lifetimes, lifetimes
from relmap.analysis.passage import Halt, passage
from relmap.read.projection import Delta, Projection
from relmap.read.sessions import Stop, stops
from relmap.read.standing import Place, first_places
from relmap.read.whens import date_words
from relmap.store.document import Document
from relmap.store.past import Past
from relmap.ui.feed import Feed
from relmap.ui.map.absence import NOTHING_ABSENT, Absence
from relmap.words import say

Clock = Literal["sessions", "life"]
KEPT_MS = 120_000
"""How long a past is kept after somebody came back from it."""
PLAY_MS = 1000
_ON_THE_WAY = frozenset({"sessions", "ruptures", "experiences"})
"""The kinds that are seen on the way through the therapy."""


class LookingBack(QObject):
    """Where in time a window is.

    `shown` carries the feed to follow from now on, `dropped` one that will not be shown any more, `moved` says that
    the time differs, `refreshed` that the stops or years do, `played` whether it goes on by itself.
    """

    shown = Signal(object)
    dropped = Signal(object)
    moved = Signal()
    refreshed = Signal()
    played = Signal(bool)

    def __init__(self, document: Document, feed: Feed, flush: Callable[[], bool], parent: QObject) -> None:
        """Begin at today, which `feed` shows; `flush` stores what is being typed, and says whether it could."""
        super().__init__(parent)
        self._document, self._today, self._flush = document, feed, flush
        self._past: Past | None = None
        self._feed: Feed | None = None
        self._halts: tuple[Halt, ...] | None = None
        self._lifetimes: Lifetimes | None = None
        self.first: Mapping[str, Place] = {}
        self.differs: frozenset[str] | None = None
        self.clock: Clock = "sessions"
        self.stop: Stop | None = None
        self.year: int | None = None
        self.hides_absent = False
        self._play = _timer(self, PLAY_MS, self._play_on, once=False)
        self._kept = _timer(self, KEPT_MS, self._let_go, once=True)
        feed.changed.connect(self._present_changed)

    # where it is

    @property
    def away(self) -> bool:
        """Whether something else than today is shown, which can only be read."""
        return self.stop is not None or self.year is not None

    @property
    def past(self) -> Past | None:
        """The past that is shown, for others who look at it with eyes of their own; None while it is today."""
        return self._past if self.away else None

    @property
    def feed(self) -> Feed:
        """The feed of what is shown."""
        return self._feed if self.away and self._feed is not None else self._today

    @property
    def playing(self) -> bool:
        """Whether it goes on by itself."""
        return self._play.isActive()

    @property
    def halts(self) -> tuple[Halt, ...]:
        """The sessions there are on the way to today, in order."""
        if self._halts is None:
            self._halts = passage(self._today.projection, stops(self._document), self._document.running)
        return self._halts

    @property
    def lifetimes(self) -> Lifetimes:
        """The years of the life clock, and what was there in them."""
        if self._lifetimes is None:
            self._lifetimes = lifetimes(self._today.projection, datetime.datetime.now().year)
        return self._lifetimes

    @property
    def absence(self) -> Absence:
        """What was not there in the year that is shown."""
        if self.year is None:
            return NOTHING_ABSENT
        return Absence(self.lifetimes.absent(self.year), self.hides_absent)

    @property
    def sentence(self) -> str:
        """Where it is, in words; empty for today."""
        if self.stop is not None:
            return say("As it stood at the end of {session}. It can be read, not changed.", session=name_of(self.stop))
        if self.year is not None:
            return say("What was there in {year}, as it is known now. It can be read, not changed.", year=self.year)
        return ""

    # moving

    def go_to_session(self, stop: Stop | None) -> bool:
        """Show the case as it stood at the end of a session; None is today. False where typing could not be stored."""
        if stop is None:
            self.to_today()
            return True
        return self._go(stop, None)

    def life(self, year: int | None) -> bool:
        """Show what was there in a year of life; None is today. False where typing could not be stored."""
        if year is None:
            self.to_today()
            return True
        return self._go(None, max(self.lifetimes.first, min(self.lifetimes.last, year)))

    def to_today(self) -> None:
        """Show the present again, which can be changed."""
        self.pause()
        if self.away:
            self.stop = self.year = None
            self.shown.emit(self._today)
            self.moved.emit()
            self._kept.start()

    def step(self, by: int) -> None:
        """Go on by one session that was held, or back; after the last comes today. It does not play any longer."""
        self.pause()
        self._step(by)

    def _step(self, by: int) -> None:
        held = [halt.stop for halt in self.halts if halt.held]
        here = next((place for place, stop in enumerate(held) if stop == self.stop), len(held))
        there = max(0, here + by)
        if held and (there != here or self.year is not None):
            self.go_to_session(held[there] if there < len(held) else None)

    def step_life(self, by: int) -> None:
        """Go on by a year, or back; after this year comes today. It does not play any longer."""
        self.pause()
        years = self.lifetimes
        if not years.turns:
            return
        there = (years.last + 1 if self.year is None else self.year) + by
        self.life(None if there > years.last else there)

    def set_clock(self, clock: Clock) -> None:
        """Move by sessions or by years of life from now on."""
        if clock != self.clock:
            self.to_today()
            self.clock = clock
            self.refreshed.emit()

    def hide_absent(self, hidden: bool) -> None:
        """Leave out what was not there, or show it as a ghost."""
        if hidden != self.hides_absent:
            self.hides_absent = hidden
            self.moved.emit()

    # playing

    def play(self) -> None:
        """Go on by itself until today, from the beginning when it is today already; or stop that."""
        if self.playing:
            self.pause()
        elif self._has_a_way():
            if not self.away:
                self._go_to_the_beginning()
            if self.away:
                self._play.start()
                self.played.emit(True)

    def pause(self) -> None:
        """Stay where it is."""
        if self.playing:
            self._play.stop()
            self.played.emit(False)

    def close(self) -> None:
        """Stop, and keep nothing of the case. Nothing may follow the feed of the past any more."""
        self.pause()
        self._kept.stop()
        self._today.changed.disconnect(self._present_changed)
        self.stop = self.year = self._lifetimes = None
        self._halts = ()
        self._let_go()

    # inside

    def _has_a_way(self) -> bool:
        if self.clock == "life":
            return bool(self.lifetimes.turns)
        return any(halt.held for halt in self.halts)

    def _go_to_the_beginning(self) -> None:
        if self.clock == "life":
            self.life(self.lifetimes.first)
        else:
            self.go_to_session(next(halt.stop for halt in self.halts if halt.held))

    def _play_on(self) -> None:
        if self.year is None:
            self._step(1)
        else:
            last = self.year >= self.lifetimes.last
            self.life(None if last else self.lifetimes.next_turn(self.year))
        if not self.away:
            self.pause()

    def _go(self, stop: Stop | None, year: int | None) -> bool:
        if not self.away and not self._flush():
            return False
        self._kept.stop()
        was_away, self.stop, self.year = self.away, stop, year
        self.clock = "life" if year is not None else "sessions"
        self._seek(stop.revision if stop is not None else self._document.revision)
        if not was_away:
            self.shown.emit(self._feed)
        self.moved.emit()
        return True

    def _seek(self, revision: int) -> None:
        if self._past is None:
            self.first = first_places(self._document)
            self._past = Past(self._document)
            self.differs = frozenset(change.id for change in self._past.seek(revision))
            self._feed = Feed(Projection(self._past, self._today.projection.audience), self)
        else:
            self.differs = None
            self._past.seek(revision)

    def _present_changed(self, delta: Delta) -> None:
        """Today went on: playing stops, and what is shown stays, unless its session was taken away."""
        self.pause()
        self._halts = self._lifetimes = None
        if self.stop is not None:
            self._find_again(self.stop.session)
        elif self.year is not None and self._past is not None:
            self._past.seek(self._document.revision)
            self.moved.emit()
        if self.clock == "life" or delta.removed or any(self._is_on_the_way(id) for id in delta.touched):
            self.refreshed.emit()

    def _is_on_the_way(self, id: str) -> bool:
        row = self._today.projection.get(id)
        return row is not None and row.array in _ON_THE_WAY

    def _find_again(self, session: str) -> None:
        stop = next((halt.stop for halt in self.halts if halt.stop.session == session), None)
        if stop is None:
            self.to_today()
        elif stop != self.stop:
            self.stop = stop
            self._seek(stop.revision)
            self.moved.emit()

    def _let_go(self) -> None:
        feed, self._feed, self._past = self._feed, None, None
        self.first = {}
        if feed is not None:
            self.dropped.emit(feed)
            feed.close()
            feed.projection.close()
            feed.deleteLater()


def name_of(stop: Stop) -> str:
    """A session in the middle of a sentence: its number and its date, as far as they are known."""
    date = date_words(stop.date) if stop.date else ""
    if stop.number is not None and date:
        return say("session {number}, {date}", number=stop.number, date=date)
    if stop.number is not None:
        return say("session {number}", number=stop.number)
    return say("the session of {date}", date=date) if date else say("a session without a date")


def _timer(parent: QObject, ms: int, act: Callable[[], None], *, once: bool) -> QTimer:
    timer = QTimer(parent)
    timer.setInterval(ms)
    timer.setSingleShot(once)
    timer.timeout.connect(act)
    return timer
