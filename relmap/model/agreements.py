"""What was agreed, and what of that still holds."""

from __future__ import annotations

from relmap.model.notes import Consent
from relmap.model.seats import clients
from relmap.model.source import Source
from relmap.model.vocabulary import ConsentScope


def agreements_of(source: Source, person: str, scope: ConsentScope) -> tuple[Consent, ...]:
    """Every agreement of a person to one thing, in order, those withdrawn since among them."""
    found = (source.get(id) for id in source.referrers(person))
    rows = (row for row in found if isinstance(row, Consent) and (row.person, row.scope) == (person, scope))
    return tuple(sorted(rows, key=lambda row: row.ordinal))


def holding(source: Source, person: str, scope: ConsentScope) -> Consent | None:
    """The agreement of a person to one thing that still holds, or None."""
    rows = agreements_of(source, person, scope)
    return next((row for row in reversed(rows) if row.given is not None and row.withdrawn is None), None)


def no_secrets(source: Source) -> bool:
    """Whether two clients have agreed that neither keeps secrets from the other: every one of them has."""
    people = clients(source)
    return len(people) > 1 and all(holding(source, person.id, "no_secrets") for person in people)
