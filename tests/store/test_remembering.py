"""What a source remembers is forgotten whenever the case changes, and nothing is remembered inside an edit."""

from __future__ import annotations

import gc
from pathlib import Path

from relmap.edits import fields, people
from relmap.model.people import Person
from relmap.model.seats import clients
from relmap.model.source import Source
from relmap.read.projection import Projection
from relmap.store.collector import paused
from relmap.store.document import Document
from relmap.store.index import Index
from relmap.store.past import Past
from tests.casefiles import begun_document


def many(source: Source) -> int:
    return source.remember("people", lambda: len(source.all(Person)))


def test_every_change_makes_a_case_forget(document: Document) -> None:
    projection, past = Projection(document, "therapist"), Past(document)
    looking_back = Projection(past, "therapist")
    sources: tuple[Source, ...] = (document, projection)
    for _ in range(2):
        before = [many(source) for source in sources]
        people.add_person(document, "Mum")
        assert [many(source) for source in sources] == [number + 1 for number in before]
    for step, expected in ((document.undo, 3), (document.redo, 4), (document.reload, 4)):
        step()
        assert [many(source) for source in sources] == [expected] * 2
    for revision, expected in ((1, 2), (document.revision, 4), (0, 0)):
        past.seek(revision)
        assert (many(past), many(looking_back)) == (expected, expected)
    projection.close()
    looking_back.close()


def test_an_answer_is_kept_until_then(document: Document) -> None:
    projection, past = Projection(document, "therapist"), Past(document)
    for source in (document, projection, past):
        asked = list[int]()
        for _ in range(3):
            source.remember("how often", lambda asked=asked: asked.append(1))  # type: ignore[misc]
        assert len(asked) == 1
    projection.close()


def test_inside_an_edit_the_answer_is_asked_for_each_time(document: Document) -> None:
    before = many(document)
    with document.edit("test"):
        document.add(Person())
        assert many(document) == before + 1
        document.add(Person())
        assert many(document) == before + 2
    assert many(document) == before + 2


def test_rows_without_a_file_are_asked_each_time() -> None:
    one, other = Person(seat="client"), Person(seat="none")
    source = Index([one, other])
    assert clients(source) == (one,)
    other.seat = "client"
    assert clients(source) == (one, other)


def test_a_closed_case_remembers_nothing(tmp_path: Path) -> None:
    document = begun_document(tmp_path / "case.relmap")
    assert clients(document)
    document.close()
    assert clients(document) == ()


def test_who_takes_the_clients_seat_is_seen_at_once(document: Document) -> None:
    mum = people.add_person(document, "Mum")
    assert len(clients(document)) == 1
    fields.set_field(document, mum, "seat", "client")
    assert [person.id for person in clients(document)][1:] == [mum]


def test_what_comes_into_being_while_the_collector_pauses_is_old_at_once_and_still_collected() -> None:
    gc.collect()
    frozen = gc.get_freeze_count()
    with paused():
        assert not gc.isenabled()
        made = [[number] for number in range(5000)]
        made[0].append(made)  # type: ignore[arg-type]  # a ring, which only the collector can free
    assert gc.isenabled()
    assert gc.get_freeze_count() == frozen
    assert gc.get_count()[0] < 1000
    young = {id(one) for generation in (0, 1) for one in gc.get_objects(generation)}
    assert not young & {id(one) for one in made}
    del made
    assert gc.collect() > 5000
