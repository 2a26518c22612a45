"""What changed in the last session and since: the difference of two snapshots, told without what is covered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from relmap.analysis.changes import Changes, Line, what_changed
from relmap.edits import fields, lessons, marks, people, placing, rating, removing, sessions, things
from relmap.model.base import fields_of
from relmap.model.kinds import KINDS
from relmap.model.seats import main_tie
from relmap.read.projection import Projection
from relmap.read.sessions import as_it_stood
from relmap.store.document import Document
from relmap.ui.texts import title_of
from tests.casefiles import begun_document, reopened, set_cover
from tests.histories import Told, histories, in_order, live

Tables = dict[str, dict[str, Any]]


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    opened = begun_document(tmp_path / "case.relmap")
    yield opened
    opened.close()


def changed(document: Document) -> Changes:
    projection = Projection(document, "therapist")
    found = what_changed(document, projection)
    projection.close()
    return found


def told(lines: tuple[Line, ...]) -> set[tuple[str, str, frozenset[str]]]:
    assert len({line.id for line in lines}) == len(lines)
    return {(line.id, line.what, frozenset(line.fields)) for line in lines}


def difference(before: Tables, after: Tables, without: str) -> set[tuple[str, str, frozenset[str]]]:
    """The lines that lead from one snapshot to another, found by looking at nothing else."""
    was = {id: row for rows in before.values() for id, row in rows.items() if id != without}
    now = {id: row for rows in after.values() for id, row in rows.items() if id != without}
    places = set(before.get("placements", {})) | set(after.get("placements", {}))
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for id in (was.keys() | now.keys()) - places:
        if id not in was or id not in now:
            found[id] = ("added" if id in now else "removed", frozenset())
        elif names := frozenset(name for name in now[id] if now[id][name] != was[id][name]) - {"ordinal"}:
            found[id] = ("changed", names)
    for id in places:
        at = [(row["subject"], row["x"], row["y"]) for row in (was.get(id), now.get(id)) if row]
        subject = at[0][0]
        if subject in was and subject in now and (len(at) == 1 or at[0] != at[1]):
            _, names = found.get(subject, ("", frozenset()))
            found[subject] = ("changed", names | {"place"})
    return {(id, what, names) for id, (what, names) in found.items()}


@settings(max_examples=40)
@given(history=histories())
def test_it_is_the_difference_between_the_snapshots(
    history: list[tuple[str, list[int]]], tmp_path_factory: object
) -> None:
    document = begun_document(tmp_path_factory.mktemp("case") / "case.relmap")  # type: ignore[attr-defined]
    seen = live(document, history)
    document = reopened(document)
    held = [one.id for one in in_order(document) if one.held == "held" and one.id != document.running]
    found = changed(document)
    if held:
        first, last, now = _bounds(document, seen, held[-1])
        assert told(found.last_time) == difference(seen.cases[first], seen.cases[last], held[-1])
        assert told(found.since) == difference(seen.cases[last], seen.cases[max(last, now)], held[-1])
    else:
        assert found == Changes()
    document.close()


def _bounds(document: Document, seen: Told, session: str) -> tuple[int, int, int]:
    """The revisions before the session, after it, and before the one that runs now."""
    made = [number for number, sat in seen.sat_in.items() if sat == session]
    running = [number for number, sat in seen.sat_in.items() if sat is not None and sat == document.running]
    return made[0] - 1, made[-1], running[0] - 1 if running else document.revision


@settings(max_examples=40)
@given(history=histories(covers=True))
def test_no_word_of_what_is_covered_is_in_any_title(
    history: list[tuple[str, list[int]]], tmp_path_factory: object
) -> None:
    document = begun_document(tmp_path_factory.mktemp("case") / "case.relmap")  # type: ignore[attr-defined]
    live(document, history)
    projection = Projection(document, "client")
    found = what_changed(document, projection)
    titles = []
    for line in (*found.last_time, *found.since):
        with ExitStack() as stack:
            source: Projection = projection
            if line.title_from is not None:
                source = stack.enter_context(as_it_stood(document, "client", line.title_from))
            row = source.get(line.id)
            assert row is not None
            assert row.veil == "none"
            titles.append(title_of(source, line.id))
    told = " ".join(titles)
    assert not [word for word in _covered_words(document) if word in told]
    projection.close()
    document.close()


def _covered_words(document: Document) -> set[str]:
    """Every wording that a thing which is covered, or was when it went, ever had; and the notes on it."""
    images: dict[str, list[Any]] = {}
    for _, change in document.changes(1, document.revision):
        images.setdefault(change.id, []).extend(image for image in (change.before, change.after) if image)
    last = {id: {name: value for image in rows for name, value in image.items()} for id, rows in images.items()}
    covered = {id for id, row in last.items() if row["veil"] != "none"}
    covered |= {id for id, row in last.items() if row.get("subject") in covered}
    texts = [value for id in covered for image in images[id] for value in image.values()]
    return {text for text in texts if isinstance(text, str) and text.startswith("word")}


def test_a_quiet_session_changed_nothing(document: Document) -> None:
    session = sessions.begin_session(document)
    sessions.end_session(document, closing="I would rather not talk today.")
    fields.set_field(document, session, "note", "We sat.")
    assert changed(document) == Changes(session)


def test_what_was_done_and_taken_back_changed_nothing(document: Document) -> None:
    session = sessions.begin_session(document)
    people.add_person(document, "Mum")
    document.undo()
    sessions.end_session(document)
    mum = people.add_person(document, "Mum")
    removing.remove(document, [mum])
    assert changed(document) == Changes(session)


def test_without_a_session_there_is_nothing_to_compare_with(document: Document) -> None:
    people.add_person(document, "Mum")
    sessions.note_session(document, day="2026-01-14", held="cancelled")
    assert changed(document) == Changes()


def test_what_was_added_outside_a_session_is_told_apart(document: Document) -> None:
    session = sessions.begin_session(document)
    lesson = lessons.add_lesson(document, "one", place=(1.0, 2.0))
    marked = marks.mark(document, "heard")
    sessions.end_session(document)
    fields.set_field(document, lesson, "text", "two")
    placing.move(document, {lesson: (3.0, 4.0)})
    rating.rate(document, lesson, "true_today", 3)
    missed = sessions.note_session(document, day="2026-01-14", held="no_show")
    found = changed(document)
    assert (found.session, [(line.id, line.what) for line in found.last_time]) == (
        session,
        [(lesson, "added"), (marked, "added")],
    )
    lines = [(line.array, line.what, line.fields, line.title_from) for line in found.since]
    assert lines == [
        ("lessons", "changed", ("text", "place"), None),
        ("sessions", "added", (), None),
        ("ratings", "added", (), None),
    ]
    assert missed in {line.id for line in found.since}


def test_what_is_done_in_the_session_that_runs_is_neither(document: Document) -> None:
    first = sessions.begin_session(document)
    sessions.end_session(document)
    between = people.add_person(document, "between")
    sessions.begin_session(document)
    people.add_person(document, "now")
    found = changed(document)
    assert (found.session, found.last_time) == (first, ())
    assert between in {line.id for line in found.since}
    assert len(found.since) == 2  # the person and their tie


def test_a_row_that_is_gone_has_a_title_where_it_stood(document: Document) -> None:
    mum = people.add_person(document, "Mum")
    sessions.begin_session(document)
    dad = people.add_person(document, "Dad")
    removing.remove(document, [mum])
    sessions.end_session(document)
    removing.remove(document, [dad])
    found = changed(document)
    titled = [line for line in (*found.last_time, *found.since) if line.array == "people"]
    assert [(line.id, line.what) for line in titled] == [(mum, "removed"), (dad, "added"), (dad, "removed")]
    for line in titled:
        assert line.title_from is not None
        with as_it_stood(document, "therapist", line.title_from) as then:
            assert then.get(line.id) is not None


def _in_two_sessions(document: Document, veil: str, *, early: bool) -> tuple[str, ...]:
    """Things that come, change and go in a session and after it, all of them hanging on one that is covered."""
    mum, note = people.add_person(document, "Mum"), ""
    tie = main_tie(document, mum)
    assert tie is not None
    lesson = lessons.add_lesson(document, "one", taught_by=[tie.id])
    note = things.add_note(document, mum, "gone soon")
    if early:
        set_cover(document, mum, veil)
    sessions.begin_session(document)
    removing.remove(document, [note])
    second = things.add_note(document, mum, "new")
    rating.rate(document, tie.id, "closeness", 4)
    placing.move(document, {mum: (9.0, 9.0)})
    sessions.end_session(document)
    fields.set_field(document, mum, "name", "Mama")
    removing.remove(document, [second])
    if not early:
        set_cover(document, mum, veil)
    return mum, tie.id, lesson


@pytest.mark.parametrize("veil", ["outline", "full"])
@pytest.mark.parametrize("early", [True, False])
@pytest.mark.parametrize("gone", [True, False])
@pytest.mark.parametrize("audience", ["therapist", "client"])
def test_nothing_is_told_of_what_is_covered(
    document: Document, veil: str, early: bool, gone: bool, audience: Any
) -> None:
    mum, *_ = _in_two_sessions(document, veil, early=early)
    if gone:
        removing.remove(document, [mum])
    projection = Projection(document, audience)
    found = what_changed(document, projection)
    projection.close()
    assert (found.last_time, found.since) == ((), ())


def test_what_is_uncovered_is_told_again(document: Document) -> None:
    mum, *_ = _in_two_sessions(document, "full", early=False)
    set_cover(document, mum, "none")
    found = changed(document)
    assert [line.array for line in found.last_time] == ["people", "ratings", "notes", "notes"]
    assert [(line.array, line.what) for line in found.since] == [("people", "changed"), ("notes", "removed")]


def test_a_covered_session_is_not_named(document: Document) -> None:
    session = sessions.begin_session(document)
    mum = people.add_person(document, "Mum")
    sessions.end_session(document)
    set_cover(document, session, "full")
    found = changed(document)
    assert found.session is None
    assert mum in {line.id for line in found.last_time}


def test_lines_stand_kind_by_kind_and_fields_in_their_order(document: Document) -> None:
    first, second = lessons.add_lesson(document, "one"), lessons.add_lesson(document, "two")
    mum = people.add_person(document, "Mum")
    sessions.begin_session(document)
    for id, name, value in ((second, "gloss", "x"), (second, "text", "y"), (first, "gloss", "z"), (mum, "note", "w")):
        fields.set_field(document, id, name, value)
    sessions.end_session(document)
    found = changed(document).last_time
    assert [(line.id, line.fields) for line in found] == [
        (mum, ("note",)), (first, ("gloss",)), (second, ("text", "gloss")),
    ]  # fmt: skip
    names = [field.name for field in fields_of(KINDS["lessons"])]
    assert names.index("text") < names.index("gloss")
