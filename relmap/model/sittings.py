"""Which session is running, told from its row alone, so that a crash, an undo or another opening cannot get it wrong.

A session is begun by a time in `started` and over by one in `ended`. One that was never ended is left behind after
half a day: nobody sits that long, and what is said next week must not be stamped with it. Times are local.
"""

from __future__ import annotations

import datetime

from relmap.model.integrity import session_key
from relmap.model.source import Source
from relmap.model.therapy import Session

LONGEST = datetime.timedelta(hours=12)
"""After this a session without an end does not run any more."""
_SLACK = datetime.timedelta(minutes=2)
"""How far a clock may be set back under a session that runs."""


def running_session(source: Source, now: datetime.datetime) -> str | None:
    """The id of the last held session that was begun within the last twelve hours and has no end, or None."""
    running = [session for session in source.all(Session) if runs(session, now)]
    return max(running, key=session_key).id if running else None


def runs(session: Session, now: datetime.datetime) -> bool:
    """Whether a session runs at `now`, a local time or one with its zone."""
    if session.held != "held" or session.ended is not None or session.started is None:
        return False
    begun = started_at(session)
    return begun is not None and -_SLACK <= _local(now) - begun < LONGEST


def started_at(session: Session) -> datetime.datetime | None:
    """When a session began, as a local time without a zone; None where its day or hour is not known."""
    return _moment(session.date, session.started)


def ended_at(session: Session) -> datetime.datetime | None:
    """When a session ended; a time of day before its beginning is one after midnight."""
    begun, over = started_at(session), _moment(session.date, session.ended)
    if begun is None or over is None or over >= begun:
        return over
    return over + datetime.timedelta(days=1)


def _moment(date: str | None, time: str | None) -> datetime.datetime | None:
    if time is None:
        return None
    if "-" in time[:5] or "T" in time:  # a day and an hour; an hour alone has neither
        return _local(datetime.datetime.fromisoformat(time))
    if date is None:
        return None
    return _local(datetime.datetime.combine(datetime.date.fromisoformat(date), datetime.time.fromisoformat(time)))


def _local(time: datetime.datetime) -> datetime.datetime:
    return time if time.tzinfo is None else time.astimezone().replace(tzinfo=None)
