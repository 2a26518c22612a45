"""Sessions: one key begins and one ends; what is said in between belongs to them, whatever happens to the program."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from relmap.edits import fields, people, removing, sessions
from relmap.model.integrity import RuleBroken
from relmap.model.therapy import Session
from relmap.store.document import Document
from tests.casefiles import begun_document, reopened, tables
from tests.edits.conftest import Things

NOW = datetime.datetime.now()
TODAY = NOW.date().isoformat()


def _running(document: Document) -> str | None:
    return document.running


def test_a_session_begins_with_the_day_the_hour_and_the_next_number(case: Things) -> None:
    done = case.does(lambda: sessions.begin_session(case.document, medium="video", now=NOW))
    assert done.added == {"sessions": [done.answer]}
    session = case.document.need(Session, done.answer)
    assert (session.number, session.date, session.started, session.medium, session.held, session.ended) == (
        2, TODAY, NOW.strftime("%H:%M"), "video", "held", None,
    )  # fmt: skip
    assert case.document.running == done.answer
    assert case.document.revisions()[-1].session == done.answer
    assert case.does_nothing(lambda: sessions.begin_session(case.document)) == done.answer


def test_a_session_that_was_noted_for_today_is_the_one_that_begins(case: Things) -> None:
    document = case.document
    planned = sessions.note_session(document, day=TODAY, held="held")
    fields.set_field(document, planned, "medium", "phone")
    sessions.note_session(document, day=TODAY, held="cancelled")
    done = case.does(lambda: sessions.begin_session(document, now=NOW))
    assert (done.answer, set(done.changed[planned]), done.added) == (planned, {"started"}, {})
    assert document.need(Session, planned).medium == "phone"


def test_a_session_ends_with_the_clients_words(case: Things) -> None:
    document = case.document
    assert case.does_nothing(lambda: sessions.end_session(document)) is None
    session = sessions.begin_session(document, now=NOW)
    mum = people.add_person(document, "Dad")
    done = case.does(lambda: sessions.end_session(document, closing="It could be said.", now=NOW))
    assert (done.answer, done.changed) == (
        session,
        {session: {"ended": NOW.strftime("%H:%M"), "closing": "It could be said."}},
    )
    assert document.running is None
    after = people.add_person(document, "Eve")
    assert [row.told_in for row in (document.get(mum), document.get(after)) if row] == [session, None]


def test_words_that_were_there_stay_when_a_session_ends_without_any(case: Things) -> None:
    document = case.document
    session = sessions.begin_session(document, now=NOW)
    fields.set_field(document, session, "closing", "Typed before")
    sessions.end_session(document, closing="  ")
    assert document.need(Session, session).closing == "Typed before"


@pytest.mark.parametrize("held", ["held", "cancelled", "no_show", "hour_kept"])
def test_any_day_can_be_noted_and_none_begins_by_it(case: Things, held: str) -> None:
    done = case.does(lambda: sessions.note_session(case.document, day="2026-01-14", held=held))  # type: ignore[arg-type]
    session = case.document.need(Session, done.answer)
    assert (session.number, session.date, session.held, session.started) == (2, "2026-01-14", held, None)
    assert case.document.running is None
    stamps = {revision.session for revision in case.document.revisions() if revision.verb == "note_session"}
    assert stamps == ({done.answer, None} if held == "held" else {None})  # to bring it back belongs to no session


def test_a_day_that_is_none_is_refused(case: Things) -> None:
    before = tables(case.document)
    with pytest.raises(RuleBroken):
        sessions.note_session(case.document, day="tomorrow", held="held")
    assert tables(case.document) == before


def test_undo_and_redo_let_a_session_run_and_stop(case: Things) -> None:
    document = case.document
    session = sessions.begin_session(document, now=NOW)
    sessions.end_session(document)
    for step, runs in ((document.undo, True), (document.undo, False), (document.redo, True), (document.redo, False)):
        assert step()
        assert document.running == (session if runs else None)
    assert [revision.session for revision in document.revisions()[-6:]] == [session] * 6


def test_a_session_that_is_no_longer_held_or_not_there_does_not_run(case: Things) -> None:
    document = case.document
    session = sessions.begin_session(document, now=NOW)
    fields.set_field(document, session, "held", "hour_kept")
    assert document.running is None
    document.undo()
    with pytest.raises(RuleBroken):
        fields.set_field(document, session, "started", "noon")
    assert _running(document) == session
    removing.remove(document, [session])
    assert _running(document) is None


def test_a_case_that_is_opened_again_in_mid_session_goes_on_with_it(tmp_path: Path) -> None:
    document = begun_document(tmp_path / "case.relmap")
    session = sessions.begin_session(document, now=NOW)
    document = reopened(document)
    assert _running(document) == session
    assert document.need(Session, session).ended is None
    sessions.end_session(document)
    document = reopened(document)
    assert _running(document) is None
    document.close()


def test_a_session_left_without_an_end_long_ago_does_not_run(tmp_path: Path) -> None:
    document = begun_document(tmp_path / "case.relmap")
    left = sessions.begin_session(document, now=NOW - datetime.timedelta(hours=13))
    assert document.running is None
    document = reopened(document)
    assert document.running is None
    assert document.need(Session, left).ended is None
    again = sessions.begin_session(document, now=NOW)
    assert again != left
    assert _running(document) == again
    document.close()
