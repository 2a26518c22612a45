"""Entities that the case no longer holds cannot be written by mistake, and an id never changes."""

from __future__ import annotations

import pytest

from relmap.edits import fields, people, removing
from relmap.model.base import OutsideEdit
from relmap.model.integrity import RuleBroken
from relmap.model.lessons import Lesson
from relmap.model.people import Person
from relmap.store.document import Document
from relmap.store.journal import Change
from tests.casefiles import reopened, tables


def _cannot_be_written(person: Person) -> None:
    with pytest.raises(OutsideEdit):
        person.name = "x"


def test_what_was_removed_cannot_be_written(document: Document) -> None:
    person = document.need(Person, people.add_person(document, "Mum"))
    removing.remove(document, [person.id])
    _cannot_be_written(person)
    assert document.undo()
    _cannot_be_written(person)
    with document.edit("test"):
        _cannot_be_written(person)
        document.need(Person, person.id).name = "Mother"
    assert person.name == "Mum"


def test_what_was_held_before_an_edit_failed_cannot_be_written(document: Document) -> None:
    person = document.need(Person, people.add_person(document, "Mum"))
    with pytest.raises(RuleBroken), document.edit("test"):
        person.died = "nonsense"
    _cannot_be_written(person)
    assert document.need(Person, person.id).died is None


def test_what_was_held_of_a_closed_case_cannot_be_written(document: Document) -> None:
    person = document.need(Person, people.add_person(document, "Mum"))
    document = reopened(document)
    _cannot_be_written(person)
    document.close()


def test_an_id_is_for_ever(document: Document) -> None:
    person = people.add_person(document, "Mum")
    with pytest.raises(OutsideEdit), document.edit("test"):
        document.need(Person, person).id = "other"
    with pytest.raises(OutsideEdit), document.edit("test"):
        document.add(Person(id="new")).id = "other"
    with pytest.raises(KeyError):
        fields.set_field(document, person, "id", "other")
    assert document.need(Person, person).id == person


def test_a_row_that_goes_and_comes_again_in_one_edit_has_changed_only_where_it_differs(document: Document) -> None:
    with document.edit("test"):
        first = document.add(Lesson(id="lesson", text="one", gloss="same"))
    before, told = tables(document), list[tuple[Change, ...]]()
    document.subscribe(told.append)
    with document.edit("test"):
        document.remove(first)
        document.add(Lesson(id="lesson", text="two", gloss="same", ordinal=first.ordinal))
    assert told == [(Change("lessons", "lesson", {"text": "one"}, {"text": "two"}),)]
    after = tables(document)
    document = reopened(document)
    assert tables(document) == after
    assert document.undo()
    assert tables(document) == before
    document.close()


def test_what_is_typed_back_leaves_no_trace_in_a_revision(document: Document) -> None:
    with document.edit("test"):
        lesson = document.add(Lesson(text="one"))
    for text in ("on", "o", "on"):
        fields.set_field(document, lesson.id, "text", text)
    ((_, change),) = document.changes(document.revision, document.revision)
    assert (change.before, change.after) == ({"text": "one"}, {"text": "on"})
