"""What is itself covered: asked for only on the client's own behalf, because nobody else is told of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from relmap.model.base import Entity, copy_of
from relmap.model.kinds import KINDS
from relmap.model.vocabulary import Veil
from relmap.store.document import Document

E = TypeVar("E", bound=Entity)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CoveredThing:
    """One covered thing: its kind, how it is covered, the day since when, and by which of two clients (None: both)."""

    id: str
    array: str
    how: Veil
    since: str | None
    by: str | None


class Unveiled:
    """A case as though nothing were covered: for the eyes of whoever has covered it, while they hold a button."""

    read_only = True

    def __init__(self, document: Document) -> None:
        """Look at `document`."""
        self._document = document

    @property
    def revision(self) -> int:
        """The revision it shows."""
        return self._document.revision

    def get(self, id: str) -> Entity | None:
        """The entity with this id, without its cover, or None."""
        entity = self._document.get(id)
        return None if entity is None else copy_of(entity, veil="none")

    def need(self, cls: type[E], id: str) -> E:
        """The entity with this id and class; raises KeyError when there is none."""
        return cast("E", copy_of(self._document.need(cls, id), veil="none"))

    def all(self, cls: type[E]) -> Sequence[E]:
        """Every entity of a class, in order."""
        return [cast("E", copy_of(entity, veil="none")) for entity in self._document.all(cls)]

    def referrers(self, id: str) -> frozenset[str]:
        """The ids of those that refer to this one."""
        return self._document.referrers(id)

    def remember(self, question: str, answer: Callable[[], T]) -> T:
        """The answer, asked for each time."""
        return answer()


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
