"""What can be undone and redone: a fold over the journal, the same whenever and however often it is done."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmap.edits import fields, people, removing
from relmap.model.people import Person
from relmap.store import document as document_module
from relmap.store.document import Document
from relmap.store.history import History
from relmap.store.journal import Revision, RevisionKind
from tests.casefiles import reopened, tables


def revision(number: int, kind: RevisionKind, of: int | None = None, verb: str = "v") -> Revision:
    """A revision of a kind."""
    return Revision(number, "2026-01-14T10:05:00+00:00", verb, kind, of, None, None)


@given(acts=st.lists(st.sampled_from(["edit", "undo", "redo", "origin", "merge"]), max_size=30))
def test_the_stacks_are_those_of_any_editor(acts: list[RevisionKind]) -> None:
    history, undo, redo = History(), list[int](), list[int]()
    log: list[Revision] = []
    for act in acts:
        number = len(log) + 1
        if (act == "undo" and not undo) or (act == "redo" and not redo):
            continue
        if act == "undo":
            redo.append(undo[-1])
            log.append(revision(number, act, undo.pop()))
        elif act == "redo":
            undo.append(redo[-1])
            log.append(revision(number, act, redo.pop()))
        elif act in ("edit", "origin"):
            redo.clear()
            undo = [] if act == "origin" else [*undo, number]
            log.append(revision(number, act))
        elif not log or log[-1].kind != "edit":
            continue
        history.append(log[-1])
        again = History(log)
        for one in (history, again):
            assert (one.next_undo.number if one.next_undo else None) == (undo[-1] if undo else None)
            assert (one.next_redo.number if one.next_redo else None) == (redo[-1] if redo else None)
            assert one.last == log[-1]
            assert one.revisions == tuple(log)


def test_an_empty_history_has_nothing() -> None:
    history = History()
    assert (history.last, history.next_undo, history.next_redo, history.revisions) == (None, None, None, ())


def test_everything_is_undone_and_redone_across_closings(document: Document) -> None:
    moments = [tables(document)]
    mum = people.add_person(document, "Mum")
    moments.append(tables(document))
    fields.set_field(document, mum, "note", "one")
    moments.append(tables(document))
    removing.remove(document, [mum])
    moments.append(tables(document))
    for moment in reversed(moments[:-1]):
        document = reopened(document)
        assert document.undo()
        assert tables(document) == moment
    assert not document.undo()
    for moment in moments[1:]:
        document = reopened(document)
        assert document.redo()
        assert tables(document) == moment
    assert not document.redo()
    document = reopened(document)
    assert (document.undo_verb, document.redo_verb) == ("remove", None)
    assert len(document.revisions()) == 10
    document.close()


def test_a_new_edit_after_an_undo_forgets_the_redo_also_after_opening_again(document: Document) -> None:
    people.add_person(document, "Mum")
    people.add_person(document, "Dad")
    document.undo()
    document = reopened(document)
    people.add_person(document, "Ada")
    document = reopened(document)
    assert not document.redo()
    document.undo()
    assert [person.name for person in document.all(Person)][2:] == ["Mum"]
    document.close()


def test_an_origin_is_a_floor(document: Document) -> None:
    people.add_person(document, "Mum")
    with document.edit("import_case", origin=True):
        document.add(Person(name="imported"))
    assert (document.undo_verb, document.undo()) == (None, False)
    people.add_person(document, "Dad")
    document = reopened(document)
    assert document.undo()
    assert not document.undo()
    assert document.all(Person)[-1].name == "imported"
    document.close()


@pytest.mark.parametrize(("seconds", "revisions"), [(0, 1), (59, 1), (61, 2)])
def test_typing_merges_for_a_minute(
    document: Document, monkeypatch: pytest.MonkeyPatch, seconds: int, revisions: int
) -> None:
    mum = people.add_person(document, "M")
    before = document.revision
    fields.set_field(document, mum, "name", "Mu")
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)
    monkeypatch.setattr(document_module, "_now", lambda: later)
    fields.set_field(document, mum, "name", "Mum")
    assert document.revision == before + revisions
    assert document.undo()
    assert document.need(Person, mum).name == ("M" if revisions == 1 else "Mu")


def test_typing_in_another_session_is_another_revision(document: Document) -> None:
    mum = people.add_person(document, "M")
    fields.set_field(document, mum, "name", "Mu")
    before = document.revision
    with document.edit("change_words", merge=f"{mum}:name", session="elsewhere"):
        document.need(Person, mum).name = "Mum"
    assert document.revision == before + 1
    assert [one.session for one in document.revisions()][-2:] == [None, "elsewhere"]


def test_typing_merges_across_a_closing_and_undoes_as_one(document: Document) -> None:
    mum = people.add_person(document, "M")
    fields.set_field(document, mum, "name", "Mu")
    revision = document.revision
    document = reopened(document)
    fields.set_field(document, mum, "name", "Mum")
    assert document.revision == revision
    document = reopened(document)
    assert document.undo()
    assert document.need(Person, mum).name == "M"
    document.close()


def test_typing_on_after_an_undo_is_a_revision_of_its_own(document: Document) -> None:
    mum = people.add_person(document, "M")
    fields.set_field(document, mum, "name", "Mu")
    document.undo()
    fields.set_field(document, mum, "name", "Mum")
    document.undo()
    assert document.need(Person, mum).name == "M"
    document.redo()
    assert document.need(Person, mum).name == "Mum"


def test_typing_back_to_the_beginning_can_still_be_undone(document: Document) -> None:
    mum = people.add_person(document, "M")
    fields.set_field(document, mum, "name", "Mu")
    fields.set_field(document, mum, "name", "M")
    assert document.undo()
    assert document.need(Person, mum).name == "Mu"
    assert document.undo()
    assert document.need(Person, mum).name == "M"
    assert document.undo_verb == "add_person"
