"""What somebody agrees to, and takes back: each agreement is a row of its own, kept as withdrawn when it is."""

from __future__ import annotations

import datetime

from relmap.edits.adding import add, words
from relmap.model.agreements import holding
from relmap.model.notes import Consent
from relmap.model.people import Person
from relmap.model.vocabulary import ConsentScope
from relmap.store.document import Document


def agree(
    document: Document, person: str, scope: ConsentScope, *, said: str | None = None, day: str | None = None
) -> str:
    """Write down that a person agrees to something today, or on a `day`, in their own words. Returns its id.

    What they have agreed to already, and not withdrawn, is that row. Raises KeyError where there is no such person.
    """
    document.need(Person, person)
    held = holding(document, person, scope)
    if held is not None:
        return held.id
    with document.edit("agree"):
        return add(document, Consent, person=person, scope=scope, given=day or _today(), words=words(said)).id


def withdraw(document: Document, consent: str, *, day: str | None = None) -> None:
    """Write down that an agreement is withdrawn today, or on a `day`. It is kept; what is withdrawn stays so."""
    row = document.need(Consent, consent)
    if row.withdrawn is None:
        with document.edit("withdraw"):
            row.withdrawn = day or _today()


def _today() -> str:
    return datetime.datetime.now().date().isoformat()  # the day as the people in the room count it
