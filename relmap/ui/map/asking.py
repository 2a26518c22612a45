"""What is asked when something is added to the map, and the verb its words go to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from relmap.edits import lessons, people, roles, things
from relmap.model.people import Person, Relationship
from relmap.model.seats import client, main_tie, therapist, ties_of
from relmap.model.vocabulary import Author, Valence
from relmap.store.document import Document
from relmap.ui.map.shapes import Place, Shape
from relmap.words import say

Addable = Literal["person", "lesson", "role", "pattern", "experience", "life_event", "context"]


@dataclass(frozen=True, slots=True)
class Addition:
    """How one kind of thing is added; `verb` takes (document, words, choice, place, author) and returns the id."""

    shape: Shape
    prompt: str
    verb: Callable[[Document, str, str, Place, Author], str]
    choices: tuple[tuple[str, str], ...] = ()
    asks_who: bool = True
    one_line: bool = False


def addition(what: Addable) -> Addition:
    """How to add one kind of thing, in the reader's language."""
    return _ADDITIONS[what]()


def lived_with(document: Document, selected: tuple[str, ...]) -> str | None:
    """The tie a new experience belongs to at first: the selected person's or tie, else this room."""
    for id in selected:
        entity = document.get(id)
        if isinstance(entity, Relationship):
            return entity.id
        if isinstance(entity, Person) and (tie := main_tie(document, id)) is not None:
            return tie.id
    host = therapist(document) or client(document)
    ties = ties_of(document, host.id) if host is not None else ()
    return ties[0].id if ties else None


def title_field(array: str) -> str | None:
    """The field that holds the words a thing of this kind shows on the map, or None."""
    return _TITLES.get(array)


_TITLES: Mapping[str, str] = {
    "people": "name",
    "relationships": "label",
    "lessons": "text",
    "taught": "quote",
    "roles": "name",
    "played": "pressure",
    "patterns": "name",
    "life_events": "title",
    "moments": "text",
    "ruptures": "description",
    "repairs": "what_helped",
    "experiences": "description",
    "ways": "name",
    "contexts": "description",
    "links": "text",
    "notes": "text",
}


def _person() -> Addition:
    def verb(document: Document, words: str, choice: str, place: Place, author: Author) -> str:
        return people.add_person(document, words, of=choice or None, place=place, author=author)

    return Addition("person", say("A name, then Enter"), verb, asks_who=False, one_line=True)


def _lesson() -> Addition:
    def verb(document: Document, words: str, choice: str, place: Place, author: Author) -> str:
        valence = cast("Valence", choice or "diminishing")
        return lessons.add_lesson(document, words, valence=valence, place=place, author=author)

    choices = (
        ("diminishing", say("diminishing")),
        ("affirming", say("affirming")),
        ("mixed", say("mixed")),
    )
    return Addition("lesson", say("The lesson, in the words as spoken"), verb, choices)


def _role() -> Addition:
    def verb(document: Document, words: str, choice: str, place: Place, author: Author) -> str:
        return roles.add_role(document, words, place=place, author=author)

    return Addition("role", say("The role, as they would call it"), verb, one_line=True)


def _pattern() -> Addition:
    def verb(document: Document, words: str, choice: str, place: Place, author: Author) -> str:
        return things.add_pattern(document, words, place=place, author=author)

    return Addition("pattern", say("The pattern, as they would call it"), verb, one_line=True)


def _experience() -> Addition:
    def verb(document: Document, words: str, choice: str, place: Place, author: Author) -> str:
        return things.add_experience(document, words, tie=choice, place=place, author=author)

    return Addition("experience", say("What happened that was new"), verb)


def _life_event() -> Addition:
    def verb(document: Document, words: str, choice: str, place: Place, author: Author) -> str:
        return things.add_life_event(document, words, place=place, author=author)

    return Addition("event", say("What happened"), verb)


def _context() -> Addition:
    def verb(document: Document, words: str, choice: str, place: Place, author: Author) -> str:
        return things.add_context(document, words, about=choice or None, place=place, author=author)

    return Addition("context", say("Class, race, culture, gender, money …"), verb, one_line=True)


_ADDITIONS: Mapping[str, Callable[[], Addition]] = {
    "person": _person,
    "lesson": _lesson,
    "role": _role,
    "pattern": _pattern,
    "experience": _experience,
    "life_event": _life_event,
    "context": _context,
}
