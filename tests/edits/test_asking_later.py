"""What is kept to be asked later: marked in one step on anything, and settled without losing a word."""

from __future__ import annotations

import pytest

from relmap.edits.asking_later import ask_later, asked_later, settle
from relmap.edits.things import add_note
from relmap.model.kinds import KINDS
from relmap.model.notes import Note
from tests.edits.conftest import Things


def test_anything_is_marked_in_one_step(case: Things) -> None:
    for array, cls in KINDS.items():
        for row in list(case.document.all(cls)):
            if array not in ("notes", "placements"):
                done = case.does(lambda row=row: ask_later(case.document, row.id))  # type: ignore[misc]  # now
                assert done.added == {"notes": [done.answer]}
                note = case.document.need(Note, done.answer)
                assert (note.subject, note.text, note.ask_later, note.author) == (row.id, None, True, "therapist")
                assert asked_later(case.document, row.id) == (note.id,)


def test_what_is_marked_stays_marked_once(case: Things) -> None:
    id = ask_later(case.document, case.mum)
    revision = case.document.revision
    assert ask_later(case.document, case.mum) == id
    assert case.document.revision == revision


def test_settling_keeps_words_and_drops_what_had_none(case: Things) -> None:
    bare = ask_later(case.document, case.mum)
    worded = add_note(case.document, case.sam, "What did he say then?", ask_later=True)
    assert case.does(lambda: settle(case.document, bare)).removed == {"notes": [bare]}
    settle(case.document, worded)
    assert case.document.need(Note, worded).text == "What did he say then?"
    assert asked_later(case.document, case.mum) == asked_later(case.document, case.sam) == ()
    case.document.undo()
    case.document.undo()
    assert asked_later(case.document, case.mum) == (bare,)
    assert asked_later(case.document, case.sam) == (worded,)


def test_what_something_refers_to_stays_when_it_is_settled(case: Things) -> None:
    bare = ask_later(case.document, case.mum)
    add_note(case.document, bare, "Why later?")
    settle(case.document, bare)
    assert case.document.need(Note, bare).ask_later is False


def test_only_a_note_is_settled(case: Things) -> None:
    with pytest.raises(KeyError):
        settle(case.document, case.mum)
