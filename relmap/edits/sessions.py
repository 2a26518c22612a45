"""Verbs on sessions: begun and ended with one key each, or noted afterwards, also those that were not held."""

from __future__ import annotations

import datetime

from relmap.edits.adding import add, words
from relmap.model.base import new_id
from relmap.model.sittings import running_session
from relmap.model.therapy import Session
from relmap.model.vocabulary import Held, Medium
from relmap.store.document import Document


def begin_session(document: Document, *, medium: Medium = "room", now: datetime.datetime | None = None) -> str:
    """Begin a session, unless one runs already; one that was noted for today and not begun is that one. Its id."""
    time = local(now)
    running = document.running or running_session(document, time)
    if running is not None:
        return running
    today = time.date().isoformat()
    session = _waiting(document, today) or Session(number=_next_number(document), date=today, author="both")
    with document.edit("begin_session", session=session.id):
        if document.get(session.id) is None:
            document.add(session)
        session.started = clock(time)
        if medium != "room":
            session.medium = medium
    return session.id


def end_session(document: Document, *, closing: str | None = None, now: datetime.datetime | None = None) -> str | None:
    """End the running session, with the client's last words where they say some. Its id; None where none runs."""
    time = local(now)
    running = document.running or running_session(document, time)
    if running is None:
        return None
    with document.edit("end_session", session=running):
        session = document.need(Session, running)
        session.ended = clock(time)
        session.closing = words(closing) or session.closing
    return running


def note_session(document: Document, *, day: str, held: Held) -> str:
    """Write down a session of another `day` (`2026-01-14`), held or not. Returns its id."""
    id = new_id()
    own = id if held == "held" else None  # so that looking back finds it where it was noted
    with document.edit("note_session", session=document.running or own):
        add(document, Session, id=id, number=_next_number(document), date=day, held=held, author="both")
    return id


def local(now: datetime.datetime | None) -> datetime.datetime:
    """A time, or this very moment, as a local time without its zone."""
    if now is None or now.tzinfo is not None:
        return (now or datetime.datetime.now(datetime.UTC)).astimezone().replace(tzinfo=None)
    return now


def clock(time: datetime.datetime) -> str:
    """A time of day as it is written down: to the minute."""
    return time.strftime("%H:%M")


def _waiting(document: Document, today: str) -> Session | None:
    waiting = (one for one in document.all(Session) if one.date == today and one.held == "held")
    return next((one for one in waiting if one.started is None and one.ended is None), None)


def _next_number(document: Document) -> int:
    return max((one.number or 0 for one in document.all(Session)), default=0) + 1
