"""The hour at the desk: beginning and ending a session, marking its moments, and what is left of one afterwards.

Here the chip, the round buttons, the list of today's marks and the two sheets are wired to their verbs. Which session
runs is told by the case alone, so that a crash, an undo or another opening cannot get it wrong.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from time import monotonic
from typing import cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from relmap.edits import fields, marks, placing, sessions
from relmap.edits.marks import MarkKind
from relmap.model.seats import therapist
from relmap.model.sittings import started_at
from relmap.model.therapy import Moment, Rupture, Session
from relmap.model.vocabulary import Held
from relmap.read.left_behind import LeftBehind, left_behind
from relmap.read.marked import marks_of, session_of_marks
from relmap.store.document import Document
from relmap.ui.actions import Actions
from relmap.ui.canvas import Canvas
from relmap.ui.ending_sheet import EndingSheet
from relmap.ui.feed import Feed
from relmap.ui.map.landing import landing
from relmap.ui.map.tools import MapTools
from relmap.ui.mark_keys import MarkKeys
from relmap.ui.marks_strip import MarksStrip
from relmap.ui.noting_sheet import NotingSheet
from relmap.ui.selection import Selection
from relmap.ui.session_chip import SessionChip
from relmap.ui.texts import capital, date_words, title_of
from relmap.ui.todays_marks import TodaysMarks
from relmap.words import Trouble, say

RESTING = ("begin_session", "session_details", "todays_marks", "note_session")
RUNNING = ("session_details", "todays_marks", "end_session", "note_session")
_MINUTE = 60
_TWICE = 1.0
"""Seconds. A key struck again so soon was struck twice by a nervous hand, and means one mark."""


class Hour(QObject):
    """`opened`: show a thing in the panel at the side. `left`: what floated goes, and the keyboard with it."""

    opened = Signal(str)
    left = Signal()

    def __init__(
        self, document: Document, feed: Feed, selection: Selection, tools: MapTools, canvas: Canvas, parent: QObject
    ) -> None:
        """Follow `document`; nothing is shown before `furnish`."""
        super().__init__(parent)
        self._document, self._feed = document, feed
        self._selection, self._tools, self._canvas = selection, tools, canvas
        self._messages = canvas.messages
        self.ending = EndingSheet(document, feed, canvas)
        self.noting = NotingSheet(canvas)
        self.marks = TodaysMarks(document, feed, selection, canvas)
        self.chip: SessionChip | None = None
        self.strip: MarksStrip | None = None
        self._keys: MarkKeys | None = None
        self._shown: str | None = None
        self._last: tuple[MarkKind, int, float] | None = None
        self._follows = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.renew)
        self._wire()

    def furnish(self, actions: Actions, bar: QWidget) -> SessionChip:
        """Make the chip for the bar and the round buttons over the canvas."""
        self.chip = SessionChip(actions, "begin_session", RESTING, RUNNING, bar)
        self.strip = MarksStrip(actions, _marks(), "todays_marks", self._canvas)
        self._keys = MarkKeys(actions, [*(name for name, _ in _marks().values()), "todays_marks"], self)
        self._keys.add(self.marks)
        self._canvas.page_came.connect(self._keys.add)
        self._canvas.set_side(self.strip, self.marks)
        self._shown = self._document.running
        self.renew()
        return self.chip

    def _wire(self) -> None:
        self._feed.changed.connect(self._follow)
        self.ending.ended.connect(self._finish)
        self.noting.noted.connect(self._note)
        self.marks.opened.connect(self.opened)
        self.marks.likened.connect(self.liken)
        self.marks.told.connect(self._messages.tell)
        self.marks.trouble.connect(self._complain)
        for floating in (self.ending, self.noting, self.marks):
            floating.left.connect(self.left)
        for growing in (self.marks, self.ending):
            growing.resized.connect(self._canvas.lay_out)

    # sessions

    @property
    def running(self) -> str | None:
        """The session that runs now."""
        return self._document.running

    def begin(self) -> None:
        """Begin a session, or say kindly that one runs."""
        if self._is_past():
            return
        running = self._document.running
        if running is not None:
            self._messages.tell(say("{session} runs already. F6 ends it.", session=self._name(running)))
            return
        view = self._canvas.view
        whole = view.shows_all()
        id = self._done(lambda: sessions.begin_session(self._document))
        if id is not None:
            if whole and not view.shows_all():  # the round buttons must not hide what was in sight
                view.fit()
            self._messages.tell(say("{session} begins.", session=self._name(id)))

    def end(self) -> None:
        """Ask the two things that may be asked at the end; asked already, end."""
        running = self._document.running
        if self._is_past():
            return
        if running is None:
            choices = ((say("Begin session"), self.begin),)
            self._messages.tell(say("No session is running."), choices)
        elif self.ending.isVisible() and self.ending.session == running:
            self._finish()
        else:
            self.ending.begin(running)
            self._canvas.show_sheet(self.ending)
            self.ending.focus_first()

    def details(self) -> None:
        """Show the running or last session in the panel at the side."""
        session = session_of_marks(self._document)
        if session is None:
            self._messages.tell(say("There is no session yet. F5 begins one."))
        else:
            self.opened.emit(session)

    def note(self) -> None:
        """Open the sheet for an hour that did not take place here."""
        if not self._is_past():
            self.noting.begin()
            self._canvas.show_sheet(self.noting)
            self.noting.focus_first()

    def resume(self) -> None:
        """Say quietly that a session runs on, or that one was never ended."""
        running = self._document.running
        if running is not None:
            self._messages.tell(say("{session} runs on.", session=self._name(running)))
            return
        waiting = left_behind(self._document)
        if waiting is not None:
            self._ask_to_close(waiting)

    # marks

    def mark(self, kind: MarkKind) -> None:
        """Mark this moment, with one key and no word."""
        if self._is_past():
            return
        now = sessions.local(None)
        broken = self._document.get(self._selection.only or "")
        if kind == "here_too" and isinstance(broken, Rupture):
            self.liken(broken.id)
            return
        if self._document.running is None:
            self._offer_session(kind)
            return
        if self._marked_just_now(kind, now):
            return
        id = self._done(lambda: self._noted(kind, now))
        if id is None:
            return
        self._last = kind, self._document.revision, monotonic()
        at = sessions.clock(now)
        if kind == "here_too" and self._canvas.shows_map:
            self._arm(id, say("Here too noted, {time}. Click what it is like; Esc leaves that for later.", time=at))
        else:
            self._messages.tell(_noted_words(kind, at), ((say("Open it"), lambda: self.opened.emit(id)),))

    def liken(self, id: str) -> None:
        """Let the next click on the map say what a moment or a disruption is like."""
        if not self._is_past():
            self._arm(id, say("Click the pattern, person, tie, lesson or role that this is like; Esc leaves it."))

    def show_marks(self) -> None:
        """Show the marks of the running or last session, or put them away."""
        if self.marks.isVisible():
            self.marks.put_away()
            return
        self.marks.show_session(session_of_marks(self._document), running=self._document.running is not None)
        self.marks.show()
        self.marks.raise_()
        self._canvas.lay_out()
        self.marks.focus_first()

    @property
    def shows_marks(self) -> bool:
        """Whether the list of marks is in sight."""
        return self.marks.isVisible()

    # following

    def renew(self, _feed: object = None) -> None:
        """Show what runs now, and look again at the next full minute."""
        if self.chip is None or self.strip is None:
            return
        now = sessions.local(None)
        running = self._document.running
        session = self._feed.projection.get(running) if running is not None else None
        begun = started_at(session) if isinstance(session, Session) else None
        if isinstance(session, Session) and begun is not None:
            self.chip.show_running(self._name(session.id), int((now - begun).total_seconds()) // _MINUTE)
            self.strip.show_count(len(marks_of(self._feed.projection, session.id)))
            self._timer.start((_MINUTE - now.second) * 1000)
        else:
            self.chip.show_none()
            self._timer.stop()
        self._show_strip()
        if running != self._shown:
            before, self._shown = self._shown, running
            self._change_session(running)
            waiting = left_behind(self._document) if running is None else None
            if waiting is not None and waiting.session == before:  # half a day has gone by, and nobody ended it
                self._ask_to_close(waiting)

    def flush(self) -> bool:
        """Store what is being typed; False where something could not be, and still stands there."""
        stored = [self.ending.flush(), self.marks.flush()]
        return all(stored)

    def close_case(self) -> None:
        """Keep no word of the case."""
        self._timer.stop()
        if self._follows:
            self._follows = False
            self._feed.changed.disconnect(self._follow)
        self.ending.close_case()
        self.marks.close_case()

    # inside

    def _is_past(self) -> bool:
        """Whether this is the past, in which nothing happens any more; that is said then."""
        if self._tools.read_only:
            self._messages.tell(say("You are looking back. Go back to today first."))
        return self._tools.read_only

    def _name(self, id: str) -> str:
        return capital(title_of(self._document, id))

    def _done(self, verb: Callable[[], str]) -> str | None:
        """Do something that is stored and give its id; None where it could not be, and that was said."""
        try:
            return verb()
        except marks.NothingOpen as nothing:
            self._messages.tell(str(nothing))
        except Trouble as trouble:
            self._complain(str(trouble))
        return None

    def _complain(self, sentence: str) -> None:
        self._messages.tell(sentence, ((say("All right"), self._messages.clear),), stays=True)

    def _noted(self, kind: MarkKind, now: datetime.datetime) -> str:
        if kind != "new":
            return marks.mark(self._document, kind, now=now)
        host = therapist(self._document)
        at = landing(self._tools.scene, "experience", [host.id] if host is not None else [])
        with self._document.edit("mark_new"):
            id = marks.mark(self._document, kind, now=now)
            placing.put(self._document, id, at, "other")
        return id

    def _offer_session(self, kind: MarkKind) -> None:
        if kind == "new":
            self._tools.add("experience")
            return
        words = say("No session is running. F5 begins one; then one key marks a moment.")
        self._messages.tell(words, ((say("Begin session"), self.begin),))

    def _marked_just_now(self, kind: MarkKind, now: datetime.datetime) -> bool:
        """Whether this is the same mark once more: a key struck twice, or a "here too" that waits for its end still."""
        if kind == "here_too" and self._canvas.shows_map:
            moment = self._document.get(self._tools.likening)
            return isinstance(moment, Moment) and moment.at == sessions.clock(now)
        last, revision, at = self._last or ("", -1, 0.0)
        return last == kind and revision == self._document.revision and monotonic() - at < _TWICE

    def _arm(self, id: str, words: str) -> None:
        if not self._canvas.shows_map:
            self.opened.emit(id)
            return
        self._tools.arm_here_too(id, words)

    def _finish(self) -> None:
        session = self.ending.session
        if not self.ending.flush():
            return
        self.ending.put_away()
        id = self._done(lambda: sessions.end_session(self._document) or session)
        if id is not None:
            self._messages.tell(say("{session} is over. Ctrl+Z goes on with it.", session=self._name(id)))

    def _note(self, day: str, held: str) -> None:
        id = self._done(lambda: sessions.note_session(self._document, day=day, held=cast("Held", held)))
        if id is not None:
            self.opened.emit(id)
            self._messages.tell(say("Written down for {day}.", day=date_words(day)))

    def _ask_to_close(self, waiting: LeftBehind) -> None:
        session, last = waiting.session, waiting.last
        look = (say("By hand"), lambda: self.opened.emit(session))
        choices = [look, (say("Later"), self._messages.clear)]
        if last is not None:
            at = sessions.clock(last)
            choices.insert(0, (say("Ended at {time}", time=at), lambda: self._close_at(session, at)))
        row = self._document.need(Session, session)
        day = date_words(row.date) if row.date else say("an earlier day")
        words = say("{session} of {day} was never ended.", session=self._name(session), day=day)
        self._messages.tell(words, choices, stays=True)

    def _close_at(self, session: str, time: str) -> None:
        def close() -> str:
            with self._document.edit("end_session", session=session):
                fields.set_field(self._document, session, "ended", time)
            return session

        if self._done(close) is not None:
            self._messages.tell(say("{session} ended at {time}.", session=self._name(session), time=time))

    def _follow(self, delta: object) -> None:
        self._tools.let_go_of(delta)  # type: ignore[arg-type]  # a Delta, which a signal cannot say
        self.renew()

    def _change_session(self, running: str | None) -> None:
        """Another session runs than before, or none: what was open over the old one goes."""
        if self.ending.isVisible() and self.ending.session != running:
            self.ending.put_away()
        if self.marks.isVisible():
            self.marks.show_session(session_of_marks(self._document), running=running is not None)

    def _show_strip(self) -> None:
        wanted = self._document.running is not None and not self._tools.read_only
        if self._tools.read_only and self.marks.isVisible():
            self.marks.put_away()
        if self.strip is not None and self._keys is not None and self.strip.wanted != wanted:
            self.strip.wanted = wanted
            self._keys.switch(wanted)
            self._canvas.lay_out()


def _marks() -> dict[str, tuple[str, str]]:
    return {
        "here_too": ("mark_here_too", say("Here too")),
        "disruption": ("mark_disruption", say("Disruption")),
        "back_on_track": ("mark_back", say("Back on track?")),
        "new": ("mark_new", say("Something new")),
        "heard": ("mark_heard", say("I felt heard")),
    }


def _noted_words(kind: MarkKind, at: str) -> str:
    words = {
        "here_too": say("Here too noted, {time}. Ctrl+Z takes it back.", time=at),
        "disruption": say("Disruption noted, {time}. Ctrl+Z takes it back.", time=at),
        "back_on_track": say("Back on track? noted, {time}. Only the client can say that it is.", time=at),
        "new": say("Something new noted, {time}. Ctrl+Z takes it back.", time=at),
        "heard": say("“I felt heard” noted, {time}. Ctrl+Z takes it back.", time=at),
        "that_was_off": say("“That was off” noted, {time}. Ctrl+Z takes it back.", time=at),
    }
    return words[kind]
