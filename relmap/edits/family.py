"""The verb that takes people of a family tree in: those who were ticked, and the ties between them, in one edit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from relmap.edits.adding import add, words
from relmap.model.people import Person, Relationship
from relmap.model.seats import client
from relmap.store.document import Document


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be taken in; `key` names them among the newcomers only. `born`, `died`: EDTF."""

    key: str
    name: str | None
    kind: str = "unknown"
    born: str | None = None
    born_said: str | None = None
    died: str | None = None
    died_said: str | None = None
    dead: bool = False


def import_people(
    document: Document, people: Iterable[Newcomer], ties: Iterable[tuple[str, str]] = (), *, self_key: str | None = None
) -> tuple[str, ...]:
    """Add people, each tied to the first client, and `ties` between them by key, in one edit. Returns their ids.

    `self_key` is the client among them: nobody is made for it.
    """
    ids: dict[str, str] = {}
    with document.edit("import_people"):
        centre = client(document)
        for one in people:
            if one.key != self_key and one.key not in ids:
                ids[one.key] = _add_one(document, one, centre)
        for a, b in dict.fromkeys(ties):
            if a in ids and b in ids and a != b:
                add(document, Relationship, a=ids[a], b=ids[b])
    return tuple(ids.values())


def _add_one(document: Document, one: Newcomer, centre: Person | None) -> str:
    person = add(document, Person, name=words(one.name), kind=one.kind)
    person.born, person.born_said = one.born, words(one.born_said)
    person.died = "unknown" if one.dead and one.died is None else one.died
    person.died_said = words(one.died_said)
    if centre is not None:
        add(document, Relationship, a=centre.id, b=person.id)
    return person.id
