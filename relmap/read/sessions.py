"""Where the story of a case stopped at each session, and when something was first noted.

The journal says it: each revision carries the session it was made in. The map at a session is the map right after the
last of those; what is done between sessions belongs to none.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from relmap.model.integrity import session_key
from relmap.model.privacy import Audience
from relmap.model.therapy import Session
from relmap.read.projection import Projection
from relmap.store.document import Document
from relmap.store.journal import Revision
from relmap.store.past import Past


@dataclass(frozen=True, slots=True)
class Stop:
    """One session of the therapy, held or not, and the revision that shows the map as it stood when it was over."""

    session: str
    number: int | None
    date: str | None
    held: str
    revision: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """The revisions made in one session: the first and the last."""

    first: int
    last: int


def stops(document: Document) -> tuple[Stop, ...]:
    """Every session in order. Nothing changed in one in which nothing was written: it stops where that before did.

    Sessions before anything was written in any stop where the case stood then.
    """
    made = stretches(document.revisions())
    stop = min((stretch.first for stretch in made.values()), default=document.revision + 1) - 1
    found = []
    for session in sorted(document.all(Session), key=session_key):
        stop = made[session.id].last if session.id in made else stop
        found.append(Stop(session.id, session.number, session.date, session.held, stop))
    return tuple(found)


def stretches(revisions: Iterable[Revision]) -> dict[str, Stretch]:
    """Each session in which anything was written → the first and last revision made in it."""
    found: dict[str, Stretch] = {}
    for revision in revisions:
        if revision.session is not None:
            begun = found.get(revision.session)
            found[revision.session] = Stretch(begun.first if begun else revision.number, revision.number)
    return found


def noted_at(document: Document, id: str) -> datetime.datetime | None:
    """The local time at which a row was first stored; None for one that never was."""
    first = document.first_revision(id)
    return None if first is None else datetime.datetime.fromisoformat(first.at).astimezone()


@contextmanager
def as_it_stood(document: Document, audience: Audience, revision: int) -> Iterator[Projection]:
    """The case right after a revision, as an audience may see it today, for as long as the block lasts."""
    past = Past(document)
    past.seek(revision)
    seen = Projection(past, audience)
    try:
        yield seen
    finally:
        seen.close()
