"""What is itself covered: asked for only on the client's own behalf, because nobody else is told of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from relmap.model.kinds import KINDS
from relmap.model.vocabulary import Veil
from relmap.store.document import Document


@dataclass(frozen=True, slots=True)
class CoveredThing:
    """One covered thing: its kind, how it is covered, the day since when, and by which of two clients (None: both)."""

    id: str
    array: str
    how: Veil
    since: str | None
    by: str | None


def covered(document: Document) -> tuple[CoveredThing, ...]:
    """Everything that is itself covered, kind by kind; what only hangs on it is not named."""
    return tuple(
        CoveredThing(row.id, row.array, row.veil, _since(document, row.id), row.veiled_by)
        for cls in KINDS.values()
        for row in document.all(cls)
        if row.veil != "none"
    )


def _since(document: Document, id: str) -> str | None:
    """The day on which it was covered last; None where that is not known, as of an import."""
    story = [(number, change) for number, change in document.story(id) if change.after and "veil" in change.after]
    number = next((number for number, change in reversed(story) if change.before is not None), None)
    if number is None:
        return None
    at = next(revision.at for revision in document.revisions() if revision.number == number)
    return datetime.datetime.fromisoformat(at).astimezone().date().isoformat()
