"""What a moment in the room may be like: a pattern, a tie, a lesson or a role from long before, found at a click.

A person stands for their main tie. The two in the room stand for none: what is here too has been somewhere else.
"""

from __future__ import annotations

from relmap.model.people import Person, Relationship
from relmap.model.seats import main_tie, therapist, ties_of
from relmap.model.source import Source

_OLD = frozenset({"patterns", "relationships", "lessons", "roles"})


def can_be_like(source: Source, id: str) -> bool:
    """Whether a moment in the room may be tied to this."""
    entity = source.get(id)
    if entity is None or entity.veil != "none":
        return False
    if isinstance(entity, Person):
        tie = main_tie(source, id)
        return entity.seat not in ("client", "therapist") and tie is not None and _is_elsewhere(source, tie)
    if isinstance(entity, Relationship):
        return _is_elsewhere(source, entity)
    return entity.array in _OLD


def where_it_happens(source: Source) -> str:
    """The tie that is this room, from which a line to something old begins; empty where there is none."""
    host = therapist(source)
    ties = ties_of(source, host.id) if host is not None else ()
    return ties[0].id if ties else ""


def _is_elsewhere(source: Source, tie: Relationship) -> bool:
    host = therapist(source)
    return host is None or host.id not in (tie.a, tie.b)
