"""Who is in the room: the clients at the centre, the therapist, and the tie that is *this room*."""

from __future__ import annotations

from relmap.model.people import Person, Relationship
from relmap.model.source import Source


def clients(source: Source) -> tuple[Person, ...]:
    """The people in a client's seat; where nobody is seated, whoever is the self of the case."""
    return source.remember("clients", lambda: _clients(source))


def _clients(source: Source) -> tuple[Person, ...]:
    people = source.all(Person)
    seated = tuple(person for person in people if person.seat == "client")
    return seated or tuple(person for person in people if person.kind == "self")[:1]


def client(source: Source) -> Person | None:
    """The first client, who stands at the centre and is meant where nobody is named."""
    found = clients(source)
    return found[0] if found else None


def therapist(source: Source) -> Person | None:
    """The therapist in the room, or None."""
    return next((person for person in source.all(Person) if person.seat == "therapist"), None)


def ties_between(source: Source, one: str, other: str) -> tuple[Relationship, ...]:
    """The ties of two people, in order; the first is their main tie."""
    found = [
        tie
        for id in source.referrers(one) & source.referrers(other)
        if isinstance(tie := source.get(id), Relationship) and {tie.a, tie.b} == {one, other}
    ]
    return tuple(sorted(found, key=lambda tie: tie.ordinal))


def ties_of(source: Source, person: str) -> tuple[Relationship, ...]:
    """Every tie of a person, in order."""
    found = [
        tie
        for id in source.referrers(person)
        if isinstance(tie := source.get(id), Relationship) and person in (tie.a, tie.b)
    ]
    return tuple(sorted(found, key=lambda tie: tie.ordinal))


def own_client(source: Source, tie: Relationship) -> str | None:
    """Which client a tie is of, where it is of one alone; None for a tie between two clients, or of none."""
    ends = [one.id for one in clients(source) if one.id in (tie.a, tie.b)]
    return ends[0] if len(ends) == 1 else None


def main_tie(source: Source, person: str) -> Relationship | None:
    """A person's first tie with a client, else their first tie, or None."""
    centre = {one.id for one in clients(source)}
    ties = ties_of(source, person)
    return next((tie for tie in ties if {tie.a, tie.b} & centre - {person}), ties[0] if ties else None)
