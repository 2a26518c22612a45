"""The marks of one session: what was noted with a single key, when, and what may still be said of it.

Nothing here asks for anything: a mark without a word is whole. It names the fields that stand empty, so that a list
can offer them, and never how many there should be.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass

from relmap.model.base import Entity
from relmap.model.integrity import session_key
from relmap.model.links import Link
from relmap.model.source import Source
from relmap.model.therapy import Moment, NewExperience, Repair, Rupture, Session
from relmap.read.sessions import noted_at
from relmap.store.document import Document

_MAY_BE_SAID: Mapping[str, tuple[str, ...]] = {
    "moments": ("text",),
    "ruptures": ("description", "moved_by"),
    "repairs": ("what_helped",),
    "experiences": ("description", "happened_instead"),
}


@dataclass(frozen=True, slots=True)
class Marked:
    """One mark: its id, its kind (a moment's type, else the array), the hour it was noted, and its empty fields."""

    id: str
    array: str
    kind: str
    at: datetime.time | None
    empty: tuple[str, ...]


def session_of_marks(document: Document) -> str | None:
    """The running session, else the last one that was held, or None."""
    if document.running is not None:
        return document.running
    held = [session for session in document.all(Session) if session.held == "held"]
    return max(held, key=session_key).id if held else None


def marked(document: Document, source: Source, session: str) -> tuple[Marked, ...]:
    """The marks of a session that `source` shows, in the order they were noted."""
    day = getattr(source.get(session), "date", None)
    found = [(noted_at(document, row.id), row) for row in marks_of(source, session)]
    found.sort(key=lambda one: one[0].timestamp() if one[0] is not None else math.inf)
    return tuple(_mark(row, _hour(row, noted, day)) for noted, row in found)


def marks_of(source: Source, session: str) -> list[Entity]:
    """The rows that are marks of a session, in no order."""
    rows = (source.get(id) for id in source.referrers(session))
    return [
        row for row in rows if isinstance(row, Moment | Rupture | Repair | NewExperience) and row.session == session
    ]


def is_without_end(source: Source, id: str) -> bool:
    """Whether it was only said that something is here too, and not yet what it is like."""
    entity = source.get(id)
    return isinstance(entity, Moment) and entity.type == "here_too" and not likenesses(source, id)


def likenesses(source: Source, id: str) -> list[str]:
    """What a moment or a disruption was said to be like, in the order it was said."""
    rows = (source.get(one) for one in source.referrers(id))
    links = [row for row in rows if isinstance(row, Link) and row.from_ == id and row.kind in ("here_too", "re_enacts")]
    return [link.to for link in sorted(links, key=lambda link: link.ordinal)]


def _mark(row: Entity, at: datetime.time | None) -> Marked:
    kind = row.type if isinstance(row, Moment) else row.array
    open_ = row.veil == "none"  # what is covered says nothing of what is under it
    empty = tuple(name for name in _MAY_BE_SAID[row.array] if open_ and getattr(row, name) is None)
    return Marked(row.id, row.array, kind, at, empty)


def _hour(row: Entity, noted: datetime.datetime | None, day: str | None) -> datetime.time | None:
    """The hour of a mark; what was written down on another day has none."""
    if isinstance(row, Moment) and row.at is not None:
        return datetime.datetime.fromisoformat(row.at).time() if "T" in row.at else datetime.time.fromisoformat(row.at)
    if noted is None or (day is not None and noted.date().isoformat() != day):
        return None
    return noted.time().replace(second=0, microsecond=0, tzinfo=None)
