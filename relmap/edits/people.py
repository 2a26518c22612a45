"""Verbs on people and their ties."""

from __future__ import annotations

from relmap.edits.adding import add, words
from relmap.edits.placing import put
from relmap.model.people import OtherName, Person, Relationship
from relmap.model.seats import client
from relmap.model.vocabulary import Author, NameUse
from relmap.store.document import Document

UNNAMED = "?"
Place = tuple[float, float]


def add_person(
    document: Document,
    name: str | None,
    *,
    kind: str = "unknown",
    of: str | None = None,
    place: Place | None = None,
    author: Author = "client",
) -> str:
    """Add a person with their tie to a client, `of` or else the first; `?` or nothing is somebody without a name.

    Returns the person's id.
    """
    with document.edit("add_person"):
        centre = document.need(Person, of) if of is not None else client(document)
        given = words(name.strip() if name else None)
        person = add(document, Person, name=None if given == UNNAMED else given, kind=kind, author=author)
        if centre is not None:
            add(document, Relationship, a=centre.id, b=person.id, author=author)
        if place is not None:
            put(document, person.id, place)
    return person.id


def add_tie(document: Document, a: str, b: str, *, author: Author = "client") -> str:
    """Tie two people, once more where they are tied already. Returns the tie's id."""
    with document.edit("add_tie"):
        return add(document, Relationship, a=a, b=b, author=author).id


def add_other_name(
    document: Document, person: str, text: str, *, use: NameUse = "given", never_show: bool = False
) -> str:
    """Give a person a further name; a former one can be marked never to be shown. Returns its id."""
    with document.edit("add_other_name"):
        return add(document, OtherName, person=person, text=words(text), use=use, never_show=never_show).id
