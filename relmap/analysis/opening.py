"""What a case has to say when it is opened: what changed last time and since, what is open, what is to be asked.

It says so of a case with a session that was held; a new one has nothing to say. What was left open or ended the
therapy is an end that was found, and no news.
"""

from __future__ import annotations

from dataclasses import dataclass

from relmap.analysis.changes import Changes, what_changed
from relmap.model.integrity import session_key
from relmap.model.notes import Note
from relmap.model.source import Source
from relmap.model.therapy import Rupture, Session
from relmap.read.projection import Projection
from relmap.store.document import Document

_WAITING = ("open", "being_mended")


@dataclass(frozen=True, slots=True)
class Opening:
    """The changes, the ids of the disruptions that wait, the latest first, and of the notes to be asked about."""

    changes: Changes
    disruptions: tuple[str, ...]
    ask_later: tuple[str, ...]


def opening(document: Document, projection: Projection) -> Opening | None:
    """What there is to say at the opening, as `projection` may tell it; None before the first session was held."""
    if not any(one.held == "held" and one.id != document.running for one in document.all(Session)):
        return None
    return Opening(what_changed(document, projection), waiting(projection), to_ask(projection))


def waiting(source: Source) -> tuple[str, ...]:
    """The disruptions that are open or being mended, the latest first."""
    open_ = [one for one in source.all(Rupture) if one.veil == "none" and one.state in _WAITING]
    return tuple(one.id for one in sorted(open_, key=lambda one: _when(source, one), reverse=True))


def to_ask(source: Source) -> tuple[str, ...]:
    """The notes that are to be asked about, in the order they were written."""
    return tuple(note.id for note in source.all(Note) if note.ask_later and note.veil == "none")


def _when(source: Source, rupture: Rupture) -> tuple[object, ...]:
    session = source.get(rupture.session)
    return (session_key(session) if isinstance(session, Session) else (), rupture.ordinal)
