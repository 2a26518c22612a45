"""The marks of a session in the order they were noted, and sessions that nobody ended."""

from __future__ import annotations

import datetime

import pytest

from relmap.edits import disruptions, linking, marks, sessions, things
from relmap.model.therapy import Moment, Repair, Rupture, Session
from relmap.read.left_behind import left_behind
from relmap.read.marked import is_without_end, likenesses, marked, marks_of, session_of_marks
from relmap.read.projection import Projection
from relmap.store.document import Document
from tests.casefiles import sit

KINDS: tuple[marks.MarkKind, ...] = ("disruption", "heard", "back_on_track", "new", "here_too", "that_was_off")


def test_marks_stand_in_the_order_they_were_noted(document: Document) -> None:
    session = sessions.begin_session(document)
    made = [marks.mark(document, kind) for kind in KINDS]
    found = marked(document, document, session)
    assert [mark.id for mark in found] == made
    assert [mark.kind for mark in found] == ["ruptures", "heard", "repairs", "experiences", "here_too", "that_was_off"]
    assert None not in [mark.at for mark in found]
    assert {row.id for row in marks_of(document, session)} == set(made)


def test_what_is_said_is_not_open_any_more(document: Document) -> None:
    session = sessions.begin_session(document)
    broken = marks.mark(document, "disruption")
    assert marked(document, document, session)[0].empty == ("description", "moved_by")
    with document.edit("test"):
        document.need(Rupture, broken).moved_by = "therapist"
    assert marked(document, document, session)[0].empty == ("description",)


def test_what_is_covered_says_nothing_of_what_is_empty(document: Document) -> None:
    session = sessions.begin_session(document)
    broken = marks.mark(document, "disruption")
    with document.edit("cover", stands=True):
        document.need(Rupture, broken).veil = "outline"
    seen = Projection(document, "therapist")
    assert [mark.empty for mark in marked(document, seen, session)] == [()]
    seen.close()


def test_a_mark_of_another_session_is_not_listed(document: Document) -> None:
    first = sessions.begin_session(document)
    marks.mark(document, "heard")
    sit(document, None)
    second = sessions.begin_session(document)
    assert first != second
    assert marked(document, document, second) == ()
    assert len(marked(document, document, first)) == 1


def test_what_was_written_down_on_another_day_has_no_hour(document: Document) -> None:
    session = sessions.note_session(document, day="2026-01-14", held="held")
    with document.edit("test"):
        row = document.add(Rupture(session=session))
        with_hour = document.add(Moment(session=session, at="10:05"))
    hours = {mark.id: mark.at for mark in marked(document, document, session)}
    assert hours == {row.id: None, with_hour.id: datetime.time(10, 5)}


def test_here_too_is_without_an_end_until_it_was_said_what_it_is_like(document: Document) -> None:
    sessions.begin_session(document)
    moment, broken = marks.mark(document, "here_too"), marks.mark(document, "disruption")
    pattern = things.add_pattern(document, "Useful, then gone")
    assert is_without_end(document, moment)
    assert not is_without_end(document, broken)
    linking.here_too(document, moment, pattern)
    linking.here_too(document, broken, pattern)
    assert not is_without_end(document, moment)
    assert likenesses(document, moment) == likenesses(document, broken) == [pattern]
    assert likenesses(document, pattern) == []


def test_the_session_of_the_marks(document: Document) -> None:
    assert session_of_marks(document) is None
    past = sessions.note_session(document, day="2026-01-14", held="held")
    sessions.note_session(document, day="2026-01-21", held="cancelled")
    assert session_of_marks(document) == past
    running = sessions.begin_session(document)
    assert session_of_marks(document) == running
    sessions.end_session(document)
    assert session_of_marks(document) == running


def test_repairs_keep_their_own_session(document: Document) -> None:
    sessions.begin_session(document)
    broken = marks.mark(document, "disruption")
    sit(document, None)
    later = sessions.begin_session(document)
    repair = disruptions.add_repair(document, broken)
    assert [mark.id for mark in marked(document, document, later)] == [repair]
    assert document.need(Repair, repair).rupture == broken


# sessions without an end


def begun_on(document: Document, day: str, hour: str = "10:00") -> str:
    """A session that was begun and never ended, moved to another day."""
    session = sessions.begin_session(document)
    with document.edit("test"):
        row = document.need(Session, session)
        row.date, row.started = day, hour
    assert document.running is None
    return session


def test_none_is_left_behind(document: Document) -> None:
    assert left_behind(document) is None
    sessions.begin_session(document)
    assert left_behind(document) is None
    sessions.end_session(document)
    assert left_behind(document) is None
    sessions.note_session(document, day="2026-01-14", held="held")
    assert left_behind(document) is None


def test_the_latest_is_offered_first(document: Document) -> None:
    begun_on(document, "2026-01-14")
    second = begun_on(document, "2026-01-21")
    found = left_behind(document)
    assert found is not None
    assert (found.session, found.last) == (second, None)
    with document.edit("test"):
        document.need(Session, second).ended = "10:50"
    found = left_behind(document)
    assert found is not None
    assert found.session != second


def test_one_that_turns_out_not_to_have_taken_place_is_no_question(document: Document) -> None:
    session = begun_on(document, "2026-01-14")
    with document.edit("test"):
        document.need(Session, session).held = "cancelled"
    assert left_behind(document) is None


def test_the_last_entry_is_the_last_within_its_hours(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    session = sessions.begin_session(document)
    marks.mark(document, "heard")
    at = datetime.datetime.fromisoformat(document.revisions()[-1].at).astimezone().replace(tzinfo=None)
    much_later = datetime.datetime.now() + datetime.timedelta(days=3)
    monkeypatch.setattr("relmap.store.document._now", lambda: much_later)
    with document.edit("test", session=session):  # on another day, and yet stamped with it
        document.need(Session, session).note = "a line"
    found = left_behind(document)
    assert found is not None
    assert found.last is not None
    assert found.last - at < datetime.timedelta(minutes=1)
