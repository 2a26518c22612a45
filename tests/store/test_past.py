"""The past: any moment as it was, written by nobody, told once, and right whatever goes on in the present."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path
from typing import Any

import pytest

from relmap.edits import fields, lessons, people, removing, roles, things
from relmap.model.base import OutsideEdit, fields_of
from relmap.model.kinds import KINDS
from relmap.model.people import Person
from relmap.model.seats import main_tie
from relmap.store.document import Document
from relmap.store.journal import Change, replay
from relmap.store.past import Past
from tests.casefiles import empty_document, tables
from tests.everykind import one_of_each

SECRET = "zugunruhe"


def live(document: Document) -> dict[int, Any]:
    """Some edits of every sort; revision → the case right after it."""
    snapshots = {document.revision: tables(document)}

    def did(result: Any) -> Any:
        snapshots[document.revision] = tables(document)
        return result

    mum = did(people.add_person(document, "Mum"))
    tie = main_tie(document, mum)
    assert tie is not None
    lesson = did(lessons.add_lesson(document, "one", taught_by=[tie.id]))
    did(roles.add_role(document, "two", played_in=[tie.id]))
    for name, value in (("text", "three"), ("held_by", [mum])):
        fields.set_field(document, lesson, name, value)
        did(lesson)
    did(removing.remove(document, [mum]))
    did(document.undo())
    did(document.undo())
    did(document.redo())
    did(document.redo())
    did(document.undo())
    did(things.add_note(document, mum, "four"))
    return snapshots


def test_every_moment_is_reached_from_every_other(document: Document) -> None:
    snapshots = live(document)
    past = Past(document)
    for start in snapshots:
        for end in snapshots:
            past.seek(start)
            past.seek(end)
            assert tables(past) == snapshots[end]
            assert past.revision == end
    past.seek(0)
    assert tables(past) == {}


def test_the_past_knows_who_referred_to_what_and_in_which_order(document: Document) -> None:
    referring: dict[int, dict[str, frozenset[str]]] = {}
    order: dict[int, list[str]] = {}

    def remember(changes: object) -> None:
        ids = [entity.id for cls in KINDS.values() for entity in document.all(cls)]
        order[document.revision] = ids
        referring[document.revision] = {id: document.referrers(id) for id in ids}

    document.subscribe(remember)
    live(document)
    past = Past(document)
    for revision in (*referring, *reversed(referring)):
        past.seek(revision)
        assert [entity.id for cls in KINDS.values() for entity in past.all(cls)] == order[revision]
        assert {id: past.referrers(id) for id in order[revision]} == referring[revision]


def test_a_move_is_told_once_with_the_exact_difference(document: Document) -> None:
    snapshots = live(document)
    past, told = Past(document), list[tuple[Change, ...]]()
    past.subscribe(told.append)
    moves = [0, *snapshots, *reversed(snapshots), 0, max(snapshots)]
    for revision in moves:
        moved, count = tables(past), len(told)
        changes = past.seek(revision)
        assert told[count:] == ([changes] if changes else [])
        assert bool(changes) == (moved != tables(past))
        back = [change.inverse() for change in changes]
        assert _applied(tables(past), back) == moved
        for change in changes:
            if change.before is not None and change.after is not None:
                assert all(change.before[name] != change.after[name] for name in change.after)


def _applied(rows: dict[str, dict[str, Any]], changes: list[Change]) -> dict[str, dict[str, Any]]:
    whole = [Change(array, id, None, row) for array, ids in rows.items() for id, row in ids.items()]
    return dict(replay([*whole, *changes]))


def test_the_past_stays_where_it_is_while_the_case_goes_on(document: Document) -> None:
    snapshots = live(document)
    revision = document.revision
    past, told = Past(document), list[object]()
    past.subscribe(told.append)
    mum = people.add_person(document, "Dad")
    fields.set_field(document, mum, "name", "Papa")
    document.undo()
    assert (past.revision, tables(past), told) == (revision, snapshots[revision], [])
    past.seek(document.revision)
    assert tables(past) == tables(document)


def test_a_past_that_nobody_holds_is_gone_and_hears_nothing(document: Document) -> None:
    past = Past(document)
    gone = weakref.ref(past)
    del past
    gc.collect()
    assert gone() is None
    people.add_person(document, "Mum")
    assert len(document._subscribers._subscribers) == 0


def test_typing_does_not_merge_into_a_revision_that_is_looked_at(document: Document) -> None:
    mum = people.add_person(document, "Mum")
    past = Past(document)
    fields.set_field(document, mum, "note", "a")
    past.seek(document.revision)
    seen, there = document.revision, tables(document)
    fields.set_field(document, mum, "note", "ab")
    assert document.revision == seen + 1
    assert tables(past) == there
    past.seek(0)
    past.seek(seen)
    assert tables(past) == there


def test_what_was_erased_is_erased_from_a_past_that_was_open(document: Document) -> None:
    snapshots = live(document)
    mum = people.add_person(document, SECRET)
    fields.set_field(document, mum, "note", SECRET)
    past, told = Past(document), list[tuple[Change, ...]]()
    past.subscribe(told.append)
    there = tables(past)
    removing.erase(document, [mum])
    (changes,) = told
    assert SECRET not in str(tables(past))
    assert past.seek(document.revision) == ()
    assert tables(past) == tables(document)
    assert {change.id for change in changes} == {id for rows in there.values() for id in rows} - {
        id for rows in tables(past).values() for id in rows
    }
    for revision in range(document.revision + 1):
        past.seek(revision)
        assert SECRET not in str(tables(past))
        if revision in snapshots:
            assert tables(past) == snapshots[revision]


@pytest.mark.parametrize("revision", [-1, 99])
def test_there_is_no_moment_outside_the_journal(document: Document, revision: int) -> None:
    past = Past(document)
    with pytest.raises(ValueError, match="no revision"):
        past.seek(revision)
    assert tables(past) == tables(document)


def test_nothing_of_the_past_can_be_written_even_inside_an_edit(document: Document) -> None:
    past = Past(document)
    person = past.all(Person)[0]
    for field in fields_of(Person):
        with pytest.raises(OutsideEdit), document.edit("test"):
            setattr(person, field.attr, getattr(person, field.attr))
    assert past.read_only


def test_every_kind_and_field_comes_back_from_the_past(tmp_path: Path) -> None:
    document = empty_document(tmp_path / "every.relmap")
    ids = one_of_each(document, SECRET)
    whole = tables(document)
    past = Past(document)
    assert tables(past) == whole
    past.seek(0)
    assert tables(past) == {}
    past.seek(1)
    assert tables(past) == whole
    assert [past.need(KINDS[array], id).id for array, id in ids.items()] == list(ids.values())
    document.close()
