"""Making something and linking it is one edit, whichever end is new."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from relmap.edits.lessons import add_lesson
from relmap.edits.making import can_make, live_for, make_linked
from relmap.model.lessons import Lesson
from relmap.model.links import Link
from relmap.model.people import Relationship
from relmap.model.therapy import NewExperience
from relmap.store.document import Document
from tests.casefiles import begun_document


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    opened = begun_document(tmp_path / "case.relmap")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("kind", "array", "outward"),
    [("asks_for", "roles", True), ("involves", "patterns", False), ("made_of", "life_events", False),
     ("about", "contexts", False), ("instead", "lessons", True)],
)  # fmt: skip
def test_one_undo_takes_both_back(document: Document, kind: str, array: str, outward: bool) -> None:
    lesson = add_lesson(document, "I am too much")
    before = document.revision
    made = make_linked(document, kind, lesson, array, "some words", outward=outward)  # type: ignore[arg-type]  # typed as text above
    assert document.revision == before + 1
    link = document.all(Link)[0]
    assert {link.from_, link.to} == {lesson, made}
    assert (link.from_ == lesson) is outward
    document.undo()
    assert document.get(made) is None
    assert not document.all(Link)


def test_a_truer_lesson_is_affirming(document: Document) -> None:
    lesson = add_lesson(document, "I am too much")
    made = make_linked(document, "instead", lesson, "lessons", "I am welcome", outward=True)
    assert document.need(Lesson, made).valence == "affirming"


def test_something_lived_belongs_to_a_tie(document: Document) -> None:
    lesson, tie = add_lesson(document, "I am too much"), document.all(Relationship)[0].id
    made = live_for(document, "counters", lesson, "I asked", tie=tie, author="both")
    assert document.need(NewExperience, made).relationship == tie
    assert document.need(NewExperience, made).author == "both"
    assert document.all(Link)[0].to == lesson


def test_some_things_need_more_than_words() -> None:
    assert can_make("roles")
    assert not can_make("experiences")
    assert not can_make("relationships")
