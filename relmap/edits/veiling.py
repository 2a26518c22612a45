"""Covering and uncovering: whoever the map is about may cover anything, and nobody else uncovers it.

Undo and redo pass these edits over, so that no step back can show what somebody wished not to be seen. A cover can be
made thicker at any time; it is taken off only in a session, in which the client is there to do it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from relmap.model.agreements import no_secrets
from relmap.model.base import Entity
from relmap.model.people import CASE_ID, Person
from relmap.model.seats import clients
from relmap.store.document import Document
from relmap.words import Trouble, say

How = Literal["outline", "full"]
COVER, UNCOVER, SLIP = "cover", "uncover", "take_back_cover"


class NotInSession(Trouble):
    """Something was to be uncovered while no session runs."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(say("What is covered is uncovered only while a session runs. It is still there, and covered."))


class SomebodyElses(Trouble):
    """Something was to be uncovered that another one of two clients has covered."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(say("Somebody else has covered this, and only they can uncover it. It stays as it is."))


class NoSecrets(Trouble):
    """One of two clients wanted to cover something alone, though they have agreed on no secrets."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(
            say("You have agreed to keep no secrets from each other. The two of you can cover it together.")
        )


def cover(document: Document, ids: Iterable[str], how: How = "outline", *, by: str | None = None) -> tuple[str, ...]:
    """Cover things, leaving an outline or nothing at all; never thinner than they are. Returns what was covered.

    `by`: which of two clients wishes it so; None is both, or the only one. Those in the middle of the map, the case
    and what is covered so already are left. Raises NoSecrets, and then nothing was changed.
    """
    several = len(clients(document)) > 1
    holder = by if several else None
    if holder is not None and no_secrets(document):
        raise NoSecrets
    wanted = [entity for id in ids if (entity := document.get(id)) is not None and _may_be(document, entity, how)]
    if wanted:
        with document.edit(COVER, stands=True):
            for entity in wanted:
                entity.veiled_by = entity.veiled_by if entity.veil != "none" else holder
                entity.veil = how
    return tuple(entity.id for entity in wanted)


def uncover(document: Document, ids: Iterable[str], *, by: str | None = None) -> None:
    """Take the covers of things off, in a session. `by`: which of two clients does it.

    Raises NotInSession, or SomebodyElses where the other one covered it, and then nothing was changed.
    """
    wanted = [entity for id in ids if (entity := document.get(id)) is not None and entity.veil != "none"]
    if document.running is None:
        raise NotInSession
    if any(not is_own(document, entity, by) for entity in wanted):
        raise SomebodyElses
    with document.edit(UNCOVER, stands=True):
        _lift(wanted)


def take_back_cover(document: Document) -> bool:
    """Take the very last edit back, where it was a cover and nothing came after it: a slip of the finger."""
    last = next(iter(document.revisions()[-1:]), None)
    if last is None or last.verb != COVER:
        return False
    before = {change.id: change.before for _, change in document.changes(last.number, last.number)}
    with document.edit(SLIP, stands=True):
        for id, row in before.items():
            entity = document.get(id)
            if entity is not None and row is not None:
                entity.veil = row.get("veil", entity.veil)  # type: ignore[assignment]  # as it was stored
                entity.veiled_by = row.get("veiled_by", entity.veiled_by)  # type: ignore[assignment]  # as above
    return True


def is_own(document: Document, entity: Entity, by: str | None) -> bool:
    """Whether a cover is one that `by` may take off."""
    return entity.veiled_by in (None, by) or len(clients(document)) < 2


def _may_be(document: Document, entity: Entity, how: How) -> bool:
    if entity.id == CASE_ID or (isinstance(entity, Person) and entity.seat == "client"):
        return False
    return entity.veil == "none" or (entity.veil == "outline" and how == "full")


def _lift(entities: Iterable[Entity]) -> None:
    for entity in entities:
        entity.veil, entity.veiled_by = "none", None
