"""Covering: anybody may make it thicker; only the client takes it off, in a session; undo knows nothing of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from relmap.edits import fields, people, removing, sessions, things, veiling
from relmap.edits.adding import add
from relmap.model.integrity import RuleBroken
from relmap.model.notes import Consent
from relmap.model.people import Person
from relmap.model.seats import client
from relmap.read.covered import covered
from relmap.store.document import Document
from tests.casefiles import begun_document, reopened


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    opened = begun_document(tmp_path / "case.relmap")
    yield opened
    opened.close()


@pytest.fixture
def mum(document: Document) -> str:
    return people.add_person(document, "Mum")


def veil_of(document: Document, id: str) -> str:
    return document.need(Person, id).veil


def partner(document: Document) -> tuple[str, str]:
    """The two clients of a couple."""
    one = client(document)
    assert one is not None
    other = people.add_person(document, "Lev")
    fields.set_field(document, other, "seat", "client")
    return one.id, other


def agree(document: Document, *people_: str) -> None:
    with document.edit("agree"):
        for person in people_:
            add(document, Consent, person=person, scope="no_secrets", given="2026-01-14")


def test_a_cover_is_an_outline_first_and_can_only_get_thicker(document: Document, mum: str) -> None:
    assert veiling.cover(document, [mum]) == (mum,)
    assert veil_of(document, mum) == "outline"
    assert veiling.cover(document, [mum], "full") == (mum,)
    assert veiling.cover(document, [mum], "outline") == ()
    assert veil_of(document, mum) == "full"


def test_undo_and_redo_pass_it_over(document: Document, mum: str) -> None:
    veiling.cover(document, [mum])
    assert document.undo_verb == "add_person"
    assert document.undo()
    assert document.get(mum) is None
    assert document.redo()
    assert veil_of(document, mum) == "outline"


def test_it_does_not_take_what_could_be_redone_away(document: Document, mum: str) -> None:
    dad = people.add_person(document, "Dad")
    document.undo()
    veiling.cover(document, [mum])
    assert document.redo_verb == "add_person"
    document.redo()
    assert document.get(dad) is not None


def test_what_was_removed_comes_back_as_covered_as_it_went(document: Document, mum: str) -> None:
    veiling.cover(document, [mum], "full")
    removing.remove(document, [mum])
    document = reopened(document)
    document.undo()
    assert veil_of(document, mum) == "full"
    document.close()


def test_it_is_taken_off_only_in_a_session(document: Document, mum: str) -> None:
    veiling.cover(document, [mum])
    before = document.revision
    with pytest.raises(veiling.NotInSession):
        veiling.uncover(document, [mum])
    assert document.revision == before
    session = sessions.begin_session(document)
    veiling.uncover(document, [mum])
    assert veil_of(document, mum) == "none"
    assert document.revisions()[-1].session == session


def test_a_slip_is_taken_back_at_once_and_later_not(document: Document, mum: str) -> None:
    veiling.cover(document, [mum])
    veiling.cover(document, [mum], "full")
    assert veiling.take_back_cover(document)
    assert veil_of(document, mum) == "outline"
    assert not veiling.take_back_cover(document)
    veiling.cover(document, [mum], "full")
    people.add_person(document, "Dad")
    assert not veiling.take_back_cover(document)
    assert veil_of(document, mum) == "full"


def test_no_other_edit_touches_a_cover(document: Document, mum: str) -> None:
    veiling.cover(document, [mum])
    for name, value in (("veil", "none"), ("veil", "full"), ("veiled_by", mum)):
        with pytest.raises(KeyError):
            fields.set_field(document, mum, name, value)
    with pytest.raises(RuleBroken), document.edit("change"):
        document.need(Person, mum).veil = "none"
    assert veil_of(document, mum) == "outline"


def test_those_in_the_middle_and_the_case_are_never_covered(document: Document) -> None:
    one = client(document)
    assert one is not None
    assert veiling.cover(document, [one.id, "case", "nobody"]) == ()


def test_what_one_of_two_covers_only_they_uncover(document: Document, mum: str) -> None:
    noor, lev = partner(document)
    sessions.begin_session(document)
    veiling.cover(document, [mum], by=noor)
    for by in (lev, None):
        with pytest.raises(veiling.SomebodyElses):
            veiling.uncover(document, [mum], by=by)
    veiling.uncover(document, [mum], by=noor)
    assert veil_of(document, mum) == "none"


def test_no_secrets_needs_both_of_them_and_switches_covers_of_one_off(document: Document, mum: str) -> None:
    noor, lev = partner(document)
    agree(document, noor)
    veiling.cover(document, [mum], by=noor)
    agree(document, lev)
    dad = people.add_person(document, "Dad")
    with pytest.raises(veiling.NoSecrets):
        veiling.cover(document, [dad], by=noor)
    assert veiling.cover(document, [dad]) == (dad,)
    assert veil_of(document, mum) == "outline"
    consent = document.all(Consent)[0].id
    fields.set_field(document, consent, "withdrawn", "2026-03-01")
    assert veiling.cover(document, [dad], "full", by=noor) == (dad,)


def test_what_is_covered_is_listed_with_its_day_and_not_what_hangs_on_it(document: Document, mum: str) -> None:
    things.add_note(document, mum, "a note")
    veiling.cover(document, [mum], "full")
    (one,) = covered(document)
    today = datetime.datetime.now().date().isoformat()
    assert (one.id, one.array, one.how, one.since, one.by) == (mum, "people", "full", today, None)
