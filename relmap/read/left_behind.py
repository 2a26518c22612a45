"""Sessions that were begun here and never ended: the program may have crashed, or nobody thought of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from relmap.model.integrity import session_key
from relmap.model.sittings import LONGEST, started_at
from relmap.model.therapy import Session
from relmap.store.document import Document


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A session without an end, and the local time of the last thing noted in it; None where there was nothing."""

    session: str
    last: datetime.datetime | None


def left_behind(document: Document) -> LeftBehind | None:
    """The latest session that was begun with a key, has no end and does not run any more, or None."""
    begun = {revision.session for revision in document.revisions() if revision.verb == "begin_session"}
    waiting = [
        one
        for one in document.all(Session)
        if one.id in begun and one.id != document.running and one.held == "held"
        if one.started is not None and one.ended is None
    ]
    if not waiting:
        return None
    session = max(waiting, key=session_key)
    return LeftBehind(session.id, _last_entry(document, session))


def _last_entry(document: Document, session: Session) -> datetime.datetime | None:
    begun = started_at(session)
    times = [
        datetime.datetime.fromisoformat(revision.at).astimezone().replace(tzinfo=None)
        for revision in document.revisions()
        if revision.session == session.id and revision.verb != "begin_session"
    ]
    noted = [time for time in times if begun is not None and begun <= time < begun + LONGEST]
    return max(noted, default=None)
