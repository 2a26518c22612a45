"""Marks of the moment: one key each while a session runs, no words and no question; the words may come later."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Literal

from relmap.edits.adding import add
from relmap.edits.disruptions import add_repair
from relmap.edits.sessions import clock, local
from relmap.model.integrity import session_order
from relmap.model.seats import client, therapist, ties_between
from relmap.model.therapy import Moment, NewExperience, Rupture
from relmap.store.document import Document
from relmap.words import Trouble, say

MarkKind = Literal["here_too", "disruption", "back_on_track", "new", "heard", "that_was_off"]


class NoSession(Trouble):
    """A moment was marked while no session runs."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(say("No session is running, so nothing was marked. Begin one first."))


class NothingOpen(Trouble):
    """Something was said to have helped, and there is no disruption that it could have helped with."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(say("No disruption is open, so nothing was marked."))


class NoTherapyTie(Trouble):
    """Something new was marked in a case without a tie between client and therapist."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(say("There is no tie between client and therapist on this map, so nothing was marked."))


def mark(document: Document, kind: MarkKind, *, tie: str | None = None, now: datetime.datetime | None = None) -> str:
    """Mark a moment of the running session. Returns the id of what was made.

    A moment, a disruption, what helped with the latest one that is not mended, or something newly lived in `tie` (the
    therapy, where none is given). Raises NoSession, NothingOpen or NoTherapyTie, and then nothing was changed.
    """
    session = document.running
    if session is None:
        raise NoSession
    return _MARKS[kind](document, session, tie, clock(local(now)))


def _here_too(document: Document, session: str, tie: str | None, at: str) -> str:
    with document.edit("mark_here_too"):
        return add(document, Moment, session=session, type="here_too", at=at, noticed_by="both", author="both").id


def _heard(document: Document, session: str, tie: str | None, at: str) -> str:
    with document.edit("mark_heard"):
        return add(document, Moment, session=session, type="heard", at=at).id


def _that_was_off(document: Document, session: str, tie: str | None, at: str) -> str:
    with document.edit("mark_off"):
        return add(document, Moment, session=session, type="that_was_off", at=at).id


def _disruption(document: Document, session: str, tie: str | None, at: str) -> str:
    with document.edit("mark_disruption"):
        return add(document, Rupture, session=session, author="both").id


def _back_on_track(document: Document, session: str, tie: str | None, at: str) -> str:
    rupture = _latest_open(document, session)
    if rupture is None:
        raise NothingOpen
    with document.edit("mark_repair"):
        return add_repair(document, rupture, session=session)


def _new(document: Document, session: str, tie: str | None, at: str) -> str:
    where = tie or _therapy_tie(document)
    with document.edit("mark_new"):
        return add(document, NewExperience, relationship=where, session=session).id


_MARKS: Mapping[MarkKind, Callable[[Document, str, str | None, str], str]] = {
    "here_too": _here_too,
    "disruption": _disruption,
    "back_on_track": _back_on_track,
    "new": _new,
    "heard": _heard,
    "that_was_off": _that_was_off,
}


def _latest_open(document: Document, session: str) -> str | None:
    order = session_order(document)
    waiting = [
        rupture
        for rupture in document.all(Rupture)
        if rupture.state in ("open", "being_mended") and order[rupture.session] <= order[session]
    ]
    return max(waiting, key=lambda one: (order[one.session], one.ordinal)).id if waiting else None


def _therapy_tie(document: Document) -> str:
    one, host = client(document), therapist(document)
    ties = ties_between(document, one.id, host.id) if one is not None and host is not None else ()
    if not ties:
        raise NoTherapyTie
    return ties[0].id
