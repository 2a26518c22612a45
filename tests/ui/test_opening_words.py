"""The sentences of the opening map: one for every kind, every field and every way a row can change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from relmap.analysis.changes import PLACE, Line, What
from relmap.model.base import fields_of
from relmap.model.kinds import KINDS
from relmap.model.notes import Note
from relmap.model.people import OtherName
from relmap.model.therapy import Rupture
from relmap.store.document import Document
from relmap.ui.icons import renderer
from relmap.ui.opening_words import ICONS, ask_words, line_words, open_words, session_words
from tests.casefiles import empty_document
from tests.everykind import one_of_each, words_of

TOLD = [array for array in KINDS if array != "placements"]


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Document]:
    document = empty_document(tmp_path / "case.relmap")
    one_of_each(document, "Heron")
    yield document
    document.close()


def row(case: Document, array: str) -> str:
    return case.all(KINDS[array])[0].id


def is_a_sentence(words: str) -> bool:
    return bool(words.strip()) and "\n" not in words and "{" not in words and "None" not in words


@pytest.mark.parametrize("array", TOLD)
@pytest.mark.parametrize("what", ["added", "removed"])
def test_what_came_and_what_went_is_a_sentence(case: Document, array: str, what: What) -> None:
    assert is_a_sentence(line_words(case, Line(row(case, array), array, what)))


@pytest.mark.parametrize("array", TOLD)
def test_every_field_that_changes_is_told_in_words(case: Document, array: str) -> None:
    fields = [field.name for field in fields_of(KINDS[array]) if field.form != "id"]
    for names in ([name] for name in (*fields, PLACE)):
        words = line_words(case, Line(row(case, array), array, "changed", tuple(names)))
        assert is_a_sentence(words), names
        assert "_" not in words.replace(words_of(array, "Heron"), ""), words
    everything = line_words(case, Line(row(case, array), array, "changed", (*fields, PLACE)))
    assert is_a_sentence(everything)
    assert everything.endswith("another place")


@pytest.mark.parametrize("array", ["people", "lessons", "roles", "patterns", "experiences", "repairs", "notes"])
def test_the_things_own_words_are_in_it(case: Document, array: str) -> None:
    assert words_of(array, "Heron") in line_words(case, Line(row(case, array), array, "added"))


@pytest.mark.parametrize("array", TOLD)
def test_every_kind_has_a_drawing(array: str) -> None:
    assert renderer(ICONS[array], "#000000").isValid()


def test_a_name_that_is_never_shown_is_not_told(case: Document) -> None:
    with case.edit("test"):
        case.all(OtherName)[0].never_show = True
    for what in ("added", "removed"):
        assert words_of("names", "Heron") not in line_words(case, Line(row(case, "names"), "names", what))


def test_how_a_disruption_stands_comes_first(case: Document) -> None:
    broken = case.all(Rupture)[0]
    assert open_words(case, broken.id) == "Session 3 · open: Heron ruptures said"
    with case.edit("test"):
        broken.description = None
    assert open_words(case, broken.id) == "A disruption in session 3, without words yet · open"


def test_what_is_asked_says_about_whom(case: Document) -> None:
    note = case.all(Note)[0]
    assert ask_words(case, note.id) == "Heron people said: Heron notes said"
    with case.edit("test"):
        note.text = None
    assert ask_words(case, note.id) == "About Heron people said"
    with case.edit("test"):
        note.subject = "case"
    assert ask_words(case, note.id) == "A note without words"


def test_a_session_by_number_and_day(case: Document) -> None:
    assert session_words(case, row(case, "sessions")) == "session 3, 14 January 2026"
    assert session_words(case, None) == "the last session"


def test_nothing_is_said_of_what_is_not_there(case: Document) -> None:
    assert line_words(case, Line("gone", "people", "added")) == "something that is not shown"
