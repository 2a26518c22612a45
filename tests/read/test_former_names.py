"""A name never to be shown is not shown in the past either: there the name of today stands."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from relmap.edits import fields, people
from relmap.model.people import Person
from relmap.model.privacy import Audience
from relmap.read.projection import Projection
from relmap.read.search import Search
from relmap.store.document import Document
from relmap.store.past import Past
from relmap.ui.panels.wordings import earlier_wordings
from tests.casefiles import begun_document

THEN = "Renée  Xyzzy"


@pytest.fixture
def document(tmp_path: Path) -> Document:
    """A case with nobody but the two of them."""
    return begun_document(tmp_path / "case.relmap")


def renamed(document: Document) -> tuple[str, list[int]]:
    """The person, and the revisions after each name."""
    person = people.add_person(document, THEN)
    revisions = [document.revision]
    for name in ("Max", "Alex"):
        with document.edit("test"):
            document.need(Person, person).name = name
        revisions.append(document.revision)
    return person, revisions


@pytest.mark.parametrize("audience", ["therapist", "client", "export"])
@pytest.mark.parametrize("written", [THEN, THEN.upper(), unicodedata.normalize("NFD", THEN), " renée xyzzy "])
def test_looking_back_shows_the_name_of_today(document: Document, audience: Audience, written: str) -> None:
    person, revisions = renamed(document)
    past = Past(document)
    seen = Projection(past, audience)
    past.seek(revisions[0])
    assert seen.need(Person, person).name == THEN, "nobody has asked for it yet"
    people.add_other_name(document, person, written, use="former", never_show=True)
    past, names = Past(document), []
    seen = Projection(past, audience)
    for revision in revisions:
        past.seek(revision)
        names.append(seen.need(Person, person).name)
        assert not [row for row in seen.all(Person) if row.name and "xyzzy" in row.name.lower()]
        assert not Search(seen).find("xyzzy")
    assert names == ["Alex", "Max", "Alex"]
    document.close()


def test_it_is_no_earlier_wording(document: Document) -> None:
    person, _ = renamed(document)
    assert [one.words for one in earlier_wordings(document, person)] == ["Max", THEN]
    name = people.add_other_name(document, person, THEN, use="former", never_show=True)
    fields.set_field(document, name, "text", "Renée")
    assert [one.words for one in earlier_wordings(document, person)] == ["Max", THEN], "another name is meant now"
    fields.set_field(document, name, "text", THEN)
    assert [one.words for one in earlier_wordings(document, person)] == ["Max"]
    assert not earlier_wordings(document, name)
    document.close()
