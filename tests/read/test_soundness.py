"""A case that was changed behind its back is found out: each row, by its id, without a word of it."""

from __future__ import annotations

import pytest

from relmap.edits import lessons, people, rating, removing
from relmap.model.kinds import KINDS
from relmap.model.people import CASE_ID
from relmap.read.soundness import soundness_problems
from relmap.store.document import Document
from relmap.store.errors import Damaged
from tests.casefiles import reopened

SECRET = "zugunruhe"


def meddled(document: Document, sql: str, *values: object) -> Document:
    """The case after somebody wrote into its tables by hand."""
    document._vault.driver.execute("PRAGMA foreign_keys = OFF")
    document._vault.driver.execute(sql, values)
    return reopened(document)


def test_a_case_that_was_lived_is_sound(document: Document) -> None:
    mum = people.add_person(document, "Mum")
    rating.rate(document, mum, "closeness", 3)
    document.undo()
    removing.erase(document, [mum])
    assert list(soundness_problems(document)) == []


@pytest.mark.parametrize(
    ("sql", "field"),
    [
        ("UPDATE lessons SET text = ? WHERE id = ?", None),
        ("UPDATE lessons SET valence = ? WHERE id = ?", "valence"),
        ("UPDATE lessons SET told_in = ? WHERE id = ?", "told_in"),
        ("UPDATE lessons SET disputed = ? WHERE id = ?", None),
        ("DELETE FROM lessons WHERE ? IS NOT NULL AND id = ?", None),
    ],
)
def test_a_row_that_was_changed_by_hand_is_named(document: Document, sql: str, field: str | None) -> None:
    lesson = lessons.add_lesson(document, "one")
    value: object = True if "disputed" in sql else SECRET
    document = meddled(document, sql, value, lesson)
    problems = list(soundness_problems(document))
    assert {problem.id for problem in problems} == {lesson}
    assert {problem.array for problem in problems} == {"lessons"}
    assert [problem.field for problem in problems] == ([field, None] if field else [None])
    assert not [problem for problem in problems if SECRET in problem.sentence]
    document.close()


def test_a_journal_that_was_cut_is_found_out(document: Document) -> None:
    people.add_person(document, "Mum")
    rows = sum(len(document.all(cls)) for cls in KINDS.values())
    document = meddled(document, "DELETE FROM changes")
    assert len(list(soundness_problems(document))) == rows
    document.close()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE revisions SET kind = 'undo'",
        "UPDATE revisions SET kind = 'redo', of = 99",
        "UPDATE lessons SET held_by = ?",
        "UPDATE lessons SET text = CAST(x'ff41' AS TEXT)",
    ],
)
def test_what_cannot_even_be_read_is_damage(document: Document, sql: str) -> None:
    lessons.add_lesson(document, "one")
    with pytest.raises(Damaged) as caught:
        meddled(document, sql, *([SECRET] if "?" in sql else []))
    assert SECRET not in str(caught.value)


def test_a_journal_that_cannot_be_read_is_damage(document: Document) -> None:
    lesson = lessons.add_lesson(document, "one")
    document = meddled(document, "UPDATE changes SET after = ? WHERE entity = ?", SECRET, lesson)
    before = document.revision
    for read in (lambda: list(soundness_problems(document)), lambda: document.story(lesson), document.undo):
        with pytest.raises(Damaged):
            read()
    assert document.revision == before
    document.close()


def test_a_case_without_a_row_of_its_own_is_no_case(document: Document) -> None:
    document = meddled(document, 'DELETE FROM "case"')
    assert (CASE_ID, "case") in {(problem.id, problem.array) for problem in soundness_problems(document)}
    document.close()
