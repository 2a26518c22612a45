"""Rows that were only read are at rest; the first write wakes one, and nothing else about it is different."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from relmap.edits import fields, people, removing
from relmap.model.base import OutsideEdit
from relmap.model.integrity import RuleBroken
from relmap.model.kinds import KINDS
from relmap.model.people import Person
from relmap.model.resting import home_of
from relmap.store.document import Document
from relmap.store.past import Past
from tests.casefiles import empty_document, reopened, tables
from tests.everykind import one_of_each


@pytest.fixture
def every(tmp_path: Path) -> Iterator[Document]:
    """One row of every kind, read from the file."""
    opened = empty_document(tmp_path / "every.relmap")
    one_of_each(opened, "word")
    opened = reopened(opened)
    yield opened
    opened.close()


def at_rest(document: Document) -> int:
    """How many rows the session does not know yet."""
    rows = [entity for cls in KINDS.values() for entity in document.all(cls)]
    assert len(rows) - len(document._orm.identity_map) == len([row for row in rows if home_of(row)])
    return len(rows) - len(document._orm.identity_map)


def test_reading_wakes_nothing_and_tells_every_value_in_its_own_type(tmp_path: Path) -> None:
    document = empty_document(tmp_path / "every.relmap")
    one_of_each(document, "word")
    before = {id: {name: (type(value), value) for name, value in row.items()} for id, row in _rows(document).items()}
    document = reopened(document)
    after = {id: {name: (type(value), value) for name, value in row.items()} for id, row in _rows(document).items()}
    assert after == before
    assert at_rest(document) == len(before)
    Past(document)
    assert at_rest(document) == len(before)
    document.close()


def _rows(document: Document) -> dict[str, dict[str, object]]:
    return {id: dict(row) for rows in tables(document).values() for id, row in rows.items()}


@pytest.mark.parametrize("array", KINDS)
def test_a_row_wakes_when_it_is_written_and_stores_that_field_alone(every: Document, array: str) -> None:
    (entity,) = every.all(KINDS[array])
    total = at_rest(every)
    fields.set_field(every, entity.id, "disputed", True)
    assert at_rest(every) == total - 1
    ((_, change),) = every.changes(every.revision, every.revision)
    assert (change.before, change.after) == ({"disputed": False}, {"disputed": True})
    with pytest.raises(OutsideEdit):
        entity.disputed = False
    again = reopened(every)
    assert again.undo()
    again.close()


def test_a_row_at_rest_cannot_be_written_outside_an_edit(every: Document) -> None:
    (person,) = every.all(Person)
    for name in ("name", "id", "ordinal", "veil"):
        with pytest.raises(OutsideEdit):
            setattr(person, name, "x")
    with pytest.raises(OutsideEdit), every.edit("test"):
        person.id = "x"
    assert every.need(Person, person.id).name == "word people said"


def test_a_row_at_rest_can_be_removed_and_comes_back(every: Document) -> None:
    (person,) = every.all(Person)
    before = tables(every)
    removing.remove(every, [person.id])
    assert every.all(Person) == []
    assert every.undo()
    assert tables(every) == before


def test_rows_of_a_case_that_was_read_again_or_closed_do_not_wake(every: Document) -> None:
    (person,) = every.all(Person)
    with pytest.raises(RuleBroken):
        fields.set_field(every, person.id, "died", "nonsense")
    (fresh,) = every.all(Person)
    with pytest.raises(OutsideEdit), every.edit("test"):
        person.name = "x"
    every.reload()
    with every.edit("test"):
        with pytest.raises(OutsideEdit):
            fresh.name = "x"
        every.need(Person, fresh.id).name = "y"
    (last,) = every.all(Person)
    reopened(every).close()
    with pytest.raises(OutsideEdit):
        last.name = "x"
    assert (person.name, fresh.name, last.name) == ("word people said", "word people said", "y")


def test_two_open_cases_keep_to_themselves(every: Document, document: Document) -> None:
    (person,) = every.all(Person)
    with document.edit("test"), pytest.raises(OutsideEdit):
        person.name = "x"
    with every.edit("one"), document.edit("other"):
        person.name = "here"
        document.all(Person)[0].name = "there"
    assert every.need(Person, person.id).name == "here"
    assert every.undo_verb == "one"
    assert document.undo_verb == "other"


def test_an_edit_of_one_of_many_wakes_only_what_it_writes(document: Document) -> None:
    for number in range(20):
        people.add_person(document, str(number))
    document = reopened(document)
    total = at_rest(document)
    people.add_person(document, "new")
    fields.set_field(document, document.all(Person)[5].id, "name", "x")
    assert at_rest(document) == total - 1
    document.close()
