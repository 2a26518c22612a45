"""What was agreed and still holds."""

from __future__ import annotations

from relmap.model.notes import Consent
from relmap.model.seats import clients
from relmap.model.source import Source
from relmap.model.vocabulary import ConsentScope


def agreed(source: Source, person: str, scope: ConsentScope) -> bool:
    """Whether a person has agreed to something and not withdrawn it."""
    found = (source.get(id) for id in source.referrers(person))
    rows = (row for row in found if isinstance(row, Consent) and (row.person, row.scope) == (person, scope))
    return any(row.given is not None and row.withdrawn is None for row in rows)


def no_secrets(source: Source) -> bool:
    """Whether two clients have agreed that neither keeps secrets from the other: every one of them has."""
    people = clients(source)
    return len(people) > 1 and all(agreed(source, person.id, "no_secrets") for person in people)
