"""The journal: changes compose and turn back as they should, and the log alone leads to the tables."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from relmap.edits import fields, lessons, people, removing
from relmap.model.base import fields_of
from relmap.model.kinds import KINDS
from relmap.model.seats import main_tie
from relmap.store.document import Document
from relmap.store.journal import Change, compose, replay
from tests.casefiles import reopened, sit, tables

Rows = dict[str, dict[str, Any]]

FIELDS = ("text", "gloss", "ordinal")
IDS = ("a", "b", "c")
VALUES = st.sampled_from([None, "one", "two", 0, False])


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[Change], list[Rows]]:
    """Some changes one after another, as flushes write them, and the rows after each."""
    rows: Rows = {}
    changes, moments = list[Change](), [dict(rows)]
    for _ in range(draw(st.integers(0, 12))):
        change = draw(_one(rows))
        if change is not None:
            changes.append(change)
            rows = _applied(rows, [change])
            moments.append(rows)
    return changes, moments


@st.composite
def _one(draw: st.DrawFn, rows: Rows) -> Change | None:
    id = draw(st.sampled_from(IDS))
    whole = {name: draw(VALUES) for name in FIELDS}
    if id not in rows:
        return Change("lessons", id, None, whole)
    if draw(st.booleans()):
        return Change("lessons", id, dict(rows[id]), None)
    after = {name: value for name, value in whole.items() if not _same(rows[id][name], value) and draw(st.booleans())}
    return Change("lessons", id, {name: rows[id][name] for name in after}, after) if after else None


def _same(one: object, other: object) -> bool:
    return bool(one == other)


def _applied(rows: Rows, changes: list[Change] | tuple[Change, ...]) -> Rows:
    """The rows after some changes; every `before` has to be what is there."""
    rows = {id: dict(row) for id, row in rows.items()}
    for change in changes:
        if change.before is None:
            assert change.id not in rows
        elif change.after is None:
            assert rows[change.id] == change.before
        else:
            assert {name: rows[change.id][name] for name in change.before} == change.before
        if change.after is None:
            del rows[change.id]
        else:
            rows[change.id] = {**rows.get(change.id, {}), **change.after}
    return rows


@given(life=lives(), cut=st.integers(0, 12))
def test_composed_changes_do_what_both_do_one_after_the_other(life: tuple[list[Change], list[Rows]], cut: int) -> None:
    changes, moments = life
    cut = min(cut, len(changes))
    first, second = compose((), changes[:cut]), compose((), changes[cut:])
    assert _applied(_applied({}, first), second) == moments[-1]
    assert _applied({}, compose(first, second)) == moments[-1]
    assert compose(compose((), first), second) == compose(first, compose((), second))


@given(life=lives(), start=st.integers(0, 12))
def test_a_composition_holds_each_row_once_and_only_what_differs(
    life: tuple[list[Change], list[Rows]], start: int
) -> None:
    changes, moments = life
    start = min(start, len(changes))
    whole = compose((), changes[start:])
    assert len({change.id for change in whole}) == len(whole)
    before, after = moments[start], moments[-1]
    assert {change.id for change in whole} == {id for id in IDS if before.get(id) != after.get(id)}
    for change in whole:
        if change.before is not None and change.after is not None:
            assert change.before.keys() == change.after.keys()
            assert all(not _same(change.before[name], change.after[name]) for name in change.after)
        else:
            assert set((change.before or change.after or {}).keys()) == set(FIELDS)


@given(life=lives(), start=st.integers(0, 12))
def test_the_inverse_takes_back_and_the_inverse_of_that_is_the_change(
    life: tuple[list[Change], list[Rows]], start: int
) -> None:
    changes, moments = life
    start = min(start, len(changes))
    back = [change.inverse() for change in reversed(changes[start:])]
    assert _applied(moments[-1], back) == moments[start]
    assert [change.inverse() for change in reversed(back)] == changes[start:]
    assert compose((), [*changes[start:], *back]) == ()


@given(life=lives())
def test_replaying_leads_to_the_rows(life: tuple[list[Change], list[Rows]]) -> None:
    changes, moments = life
    assert replay(changes) == ({"lessons": moments[-1]} if moments[-1] else {})


def test_an_update_stores_only_the_changed_columns_and_an_addition_all(document: Document) -> None:
    lesson = lessons.add_lesson(document, "one")
    fields.set_field(document, lesson, "gloss", "two")
    removing.remove(document, [lesson])
    added, updated, removed = (change for _, change in document.story(lesson))
    columns = {field.name for field in fields_of(KINDS["lessons"])} | {"ordinal"}
    assert (added.before, set(added.after or ())) == (None, columns)
    assert (updated.before, updated.after) == ({"gloss": None}, {"gloss": "two"})
    assert (set(removed.before or ()), removed.after) == (columns, None)
    assert added.after | updated.after == removed.before  # type: ignore[operator]  # both are rows, as said above


def test_a_story_tells_every_wording_with_its_session(document: Document) -> None:
    lesson = lessons.add_lesson(document, "one")
    with document.edit("test"):
        session = document.add(KINDS["sessions"](number=1)).id
    sit(document, session)
    fields.set_field(document, lesson, "text", "two")
    document.undo()
    fields.set_field(document, lesson, "text", "three")
    document = reopened(document)
    stored = {revision.number: revision for revision in document.revisions()}
    story = [
        (stored[number].verb, stored[number].kind, (change.after or {})["text"])
        for number, change in document.story(lesson)
    ]
    assert story == [
        ("add_lesson", "edit", "one"),
        ("change_words", "edit", "two"),
        ("change_words", "undo", "one"),
        ("change_words", "edit", "three"),
    ]
    sessions = [stored[number].session for number, _ in document.story(lesson)]
    assert sessions[0] is None
    assert len(set(sessions[1:])) == 1
    assert document.story("nowhere") == []
    document.close()


def test_the_changes_of_some_revisions_lead_from_one_to_the_other(document: Document) -> None:
    mum = people.add_person(document, "Mum")
    middle, there = document.revision, tables(document)
    tie = main_tie(document, mum)
    assert tie is not None
    lessons.add_lesson(document, "one", taught_by=[tie.id])
    removing.remove(document, [mum])
    rows = [Change(array, id, None, row) for array, ids in there.items() for id, row in ids.items()]
    later = [change for _, change in document.changes(middle + 1, document.revision)]
    assert replay([*rows, *later]) == tables(document)
    assert document.changes(document.revision + 1, 99) == []
    assert [number for number, _ in document.changes(1, 99)] == sorted(number for number, _ in document.changes(1, 99))


def test_every_character_comes_back_from_the_journal(document: Document) -> None:
    words = '\u2028 e\u0301 é 👩🏽‍👧 \U0010ffff \x7f "quoted" back\\slash\r\n\ttab <b>&amp; אמא'
    lesson = lessons.add_lesson(document, words)
    removing.remove(document, [lesson])
    document = reopened(document)
    assert document.undo()
    assert tables(document)["lessons"][lesson]["text"] == words
    document.close()


def test_the_journal_is_json_in_plain_words(document: Document) -> None:
    people.add_person(document, "Mum")
    with document._vault.engine.connect() as connection:
        rows = connection.execute(text("SELECT before, after FROM changes")).all()
    images = [json.loads(image) for row in rows for image in row if image is not None]
    assert {type(value) for image in images for value in image.values()} <= {str, int, float, bool, type(None), list}
