"""What people are called in a reduced-identity copy: bound to people, never to names.

Two people of one name have two pseudonyms, and one person has one wherever they are met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from relmap.model.people import Person
from relmap.model.seats import clients
from relmap.model.source import Source
from relmap.model.vocabulary import PERSON_KINDS
from relmap.read.choices import value_word
from relmap.read.names_in_text import NameSearch
from relmap.read.titles import capital
from relmap.words import say


def pseudonyms(source: Source, names: NameSearch, people: Sequence[Person]) -> dict[str, str]:
    """The id of each of `people` with a name → what they are called in the copy: who they are, and a letter."""
    given: dict[str, str] = {}
    letters = _letters()
    centre = [one.id for one in clients(source)]
    seats = Counter(_called(person, centre) for person in people)
    for person in people:
        if person.name is None:
            continue
        called = _called(person, centre)
        alone = seats[called] == 1 and (person.id in centre or person.seat == "therapist")
        pseudonym = called if alone else say("{who} {letter}", who=called, letter=next(letters))
        while not alone and names.knows(pseudonym.removeprefix(called)):  # somebody is really called so
            pseudonym = say("{who} {letter}", who=called, letter=next(letters))
        given[person.id] = pseudonym
    return given


def _called(person: Person, centre: Sequence[str]) -> str:
    if person.id in centre:
        return say("Client")
    if person.seat == "therapist":
        return say("Therapist")
    if person.kind in PERSON_KINDS and person.kind not in ("self", "unknown"):
        return capital(value_word("kind", person.kind, "people"))
    return say("Person")


def _letters() -> Iterator[str]:
    count = 0
    while True:
        count += 1
        left, letters = count, ""
        while left:
            left, one = divmod(left - 1, 26)
            letters = chr(ord("A") + one) + letters
        yield letters
