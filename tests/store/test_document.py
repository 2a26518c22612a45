"""The document: one way in, one transaction, one telling; nothing half done, said twice or left behind."""

from __future__ import annotations

import gc
import logging
import weakref
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update

from relmap.edits import fields, people, removing
from relmap.model.base import Entity, OutsideEdit
from relmap.model.integrity import RuleBroken
from relmap.model.people import CASE_ID, Case, Person, Relationship
from relmap.store import errors
from relmap.store.document import Document
from relmap.store.journal import Change, compose
from relmap.store.past import Past
from tests.casefiles import begun_document, reopened, tables

SECRET = "zugunruhe"


def test_writing_outside_an_edit_raises_at_that_line(document: Document) -> None:
    person = document.all(Person)[0]
    for write in (
        lambda: setattr(person, "name", SECRET),
        lambda: document.add(Person(name="x")),
        lambda: document.remove(person),
    ):
        with pytest.raises(OutsideEdit) as caught:
            write()
        assert SECRET not in str(caught.value)
    assert person.name is None


@pytest.mark.parametrize("make", [insert, update, delete])
def test_bulk_statements_would_pass_the_journal_by_and_raise(document: Document, make: object) -> None:
    with pytest.raises(OutsideEdit), document.edit("test"):
        document._orm.execute(make(Person))  # type: ignore[operator]  # the store's own session, on purpose


def test_an_error_inside_an_edit_undoes_all_of_it(document: Document) -> None:
    before, revision, told = tables(document), document.revision, list[object]()
    document.subscribe(told.append)
    with pytest.raises(ZeroDivisionError):
        _fail_halfway(document)
    assert (tables(document), document.revision, told) == (before, revision, [])
    again = reopened(document)
    assert tables(again) == before
    again.close()


def _fail_halfway(document: Document) -> None:
    with document.edit("test"):
        document.need(Case, CASE_ID).code = "changed"
        document.add(Person(name="new"))
        document.remove(document.all(Relationship)[0])
        raise ZeroDivisionError


def test_a_bracket_inside_a_bracket_joins_it(document: Document) -> None:
    told: list[tuple[Change, ...]] = []
    document.subscribe(told.append)
    revision = document.revision
    with document.edit("outer"):
        people.add_person(document, "Mum")
        people.add_person(document, "Dad")
    assert document.revision == revision + 1
    assert len(told) == 1
    assert document.undo_verb == "outer"
    assert document.undo()
    assert len(document.all(Person)) == 2


def test_an_edit_that_changes_nothing_is_no_edit(document: Document) -> None:
    revision, told = document.revision, list[object]()
    document.subscribe(told.append)
    with document.edit("nothing"):
        person = document.all(Person)[0]
        person.name = person.name
    fields.set_field(document, person.id, "name", None)
    assert (document.revision, told) == (revision, [])


def test_subscribers_hear_each_edit_once_and_after_it_is_stored(document: Document) -> None:
    heard: list[tuple[str, int]] = []

    def first(changes: tuple[Change, ...]) -> None:
        heard.append(("first", document.revision))
        if len(heard) == 1:
            people.add_person(document, "from a subscriber")

    document.subscribe(first)
    stop = document.subscribe(lambda changes: heard.append(("second", len(changes))))
    revision = document.revision
    people.add_person(document, "Mum")
    assert heard == [("first", revision + 1), ("second", 2), ("first", revision + 2), ("second", 2)]
    stop()
    people.add_person(document, "Dad")
    assert heard[-1] == ("first", revision + 3)


def test_typing_in_one_field_is_one_revision_until_somebody_looks(document: Document) -> None:
    person = people.add_person(document, "M")
    revision = document.revision
    for name in ("Mu", "Mum", "Mumm"):
        fields.set_field(document, person, "name", name)
    assert document.revision == revision + 1
    fields.set_field(document, person, "note", "other field")
    fields.set_field(document, person, "name", "Mother")
    assert document.revision == revision + 3
    Past(document)
    fields.set_field(document, person, "name", "Mamma")
    assert document.revision == revision + 4
    assert document.undo()
    assert document.need(Person, person).name == "Mother"


def test_typing_does_not_merge_into_what_was_undone_and_redone(document: Document) -> None:
    person = people.add_person(document, "A")
    fields.set_field(document, person, "name", "B")
    document.undo()
    document.redo()
    fields.set_field(document, person, "name", "C")
    document.undo()
    assert document.need(Person, person).name == "B"


def test_a_new_edit_forgets_what_could_be_redone(document: Document) -> None:
    people.add_person(document, "Mum")
    document.undo()
    assert document.redo_verb == "add_person"
    people.add_person(document, "Dad")
    assert [document.redo_verb, document.undo_verb] == [None, "add_person"]
    assert not document.redo()


def test_undo_does_not_pass_the_beginning(document: Document) -> None:
    assert document.undo_verb is None
    assert not document.undo()
    assert document.get(CASE_ID) is not None


def test_a_closed_document_keeps_nothing(tmp_path: Path) -> None:
    document = begun_document(tmp_path / "c.relmap")
    people.add_person(document, SECRET)
    watched = [weakref.ref(entity) for entity in document.all(Person)]
    document.close()
    del document
    gc.collect()
    assert [ref() for ref in watched if ref() is not None] == []


def test_no_error_and_no_log_holds_a_word_of_the_case(
    document: Document, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    person = people.add_person(document, SECRET)
    shown = [repr(document.get(person)), repr(document.changes(1, document.revision))]
    attempts = (
        lambda: fields.set_field(document, person, "died", SECRET),
        lambda: document.need(Relationship, person),
        lambda: fields.set_field(document, person, "note", SECRET * 20_000),
        lambda: _twice(document, person),
        lambda: _straight_into_the_database(document),
    )
    for attempt in attempts:
        with pytest.raises((RuleBroken, KeyError, ValueError, errors.StoreError)) as caught:
            attempt()
        error: BaseException | None = caught.value
        while error is not None:
            shown.append(f"{error!r} {error}")
            error = error.__cause__ or error.__context__
    out = capsys.readouterr()
    assert SECRET not in "".join([*shown, caplog.text, out.out, out.err])


def _twice(document: Document, person: str) -> None:
    with document.edit("test"):
        document.add(Person(id=person, name=SECRET))


def _straight_into_the_database(document: Document) -> None:
    with document.edit("test"):
        document._orm.connection().exec_driver_sql("INSERT INTO people (id, name) VALUES (?, ?)", ("x", SECRET))


def test_changes_compose_to_what_they_do_together() -> None:
    added = Change("people", "a", None, {"name": "M", "note": None})
    renamed = Change("people", "a", {"name": "M"}, {"name": "Mum"})
    noted = Change("people", "a", {"note": None}, {"note": "n"})
    gone = Change("people", "a", {"name": "Mum", "note": "n"}, None)
    (whole,) = compose((added,), (renamed, noted))
    assert (whole.before, whole.after) == (None, {"name": "Mum", "note": "n"})
    (both,) = compose((renamed,), (noted,))
    assert (both.before, both.after) == ({"name": "M", "note": None}, {"name": "Mum", "note": "n"})
    assert compose((), (added, renamed, noted, gone)) == ()
    assert compose((renamed,), (renamed.inverse(),)) == ()
    (removed,) = compose((), (renamed, noted, gone))
    assert (removed.before, removed.after) == ({"name": "M", "note": None}, None)
    assert both.inverse().inverse() == both


def test_the_past_cannot_be_written_and_stays_right_while_the_case_goes_on(document: Document) -> None:
    mum = people.add_person(document, "Mum")
    then, snapshot = document.revision, tables(document)
    past, told = Past(document), list[tuple[Change, ...]]()
    past.subscribe(told.append)
    fields.set_field(document, mum, "name", "Mother")
    removing.remove(document, [mum])
    past.seek(document.revision)
    assert past.get(mum) is None
    past.seek(then)
    assert tables(past) == snapshot
    assert len(told) == 2
    person = past.need(Person, mum)
    assert past.referrers(mum)
    with pytest.raises(OutsideEdit):
        person.name = "x"
    for outside in (-1, document.revision + 1):
        with pytest.raises(ValueError, match="no revision"):
            past.seek(outside)


def test_a_removed_thing_comes_back_whole_and_in_its_place(document: Document) -> None:
    ids = [people.add_person(document, name) for name in ("Mum", "Dad", "Ada")]
    before = [entity.id for entity in document.all(Person)]
    removing.remove(document, [ids[1]])
    document = reopened(document)
    document.undo()
    assert [entity.id for entity in document.all(Person)] == before
    assert all(isinstance(document.get(id), Entity) for id in ids)
    document.close()
