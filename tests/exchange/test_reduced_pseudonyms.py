"""What people are called in a reduced-identity copy: bound to each of them, and never what somebody else is called."""

from __future__ import annotations

from relmap.exchange.reduced_pseudonyms import pseudonyms
from relmap.exchange.reduced_unknown import written_like_names
from relmap.model.people import Case, Person
from relmap.model.vocabulary import Seat
from relmap.read.names_in_text import NameSearch
from relmap.store.index import Index


def test_pseudonyms_belong_to_people() -> None:
    seats: tuple[Seat, ...] = ("client", "therapist", "none", "none", "none")
    kinds = ("self", "therapist", "parent", "parent", "the one from the bus")
    names = ("R.", "Dana", "Sam", "Sam", None)
    rows = zip(seats, kinds, names, strict=True)
    people = [Person(id=f"p{n}", seat=s, kind=k, name=name, ordinal=n) for n, (s, k, name) in enumerate(rows)]
    case = Index([Case(id="case"), *people])
    assert pseudonyms(case, NameSearch(case), people) == {
        "p0": "Client",
        "p1": "Therapist",
        "p2": "Parent A",
        "p3": "Parent B",
    }


def test_two_clients_are_told_apart_and_nobody_is_called_as_somebody_is() -> None:
    people = [Person(id="a", name="Mo", seat="client"), Person(id="b", name="Lu", seat="client")]
    case = Index([Case(id="case"), *people, Person(id="c", name="C", kind="friend"), Person(id="d", name="D")])
    called = pseudonyms(case, NameSearch(case), case.all(Person))
    assert (called["a"], called["b"]) == ("Client A", "Client B")
    assert called["c"] == "Friend E"


def test_words_written_like_names_are_offered() -> None:
    names = NameSearch(Index([Case(id="case"), Person(id="p0", name="Kit")]))
    texts = ["I met Kit and Nour in Lagos. Then we ate", "The Sea, said Nour’s mother", "the sea"]
    assert written_like_names((text, names.hits(text)) for text in texts) == ("Nour", "Lagos")
