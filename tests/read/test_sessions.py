"""Where each session stopped is where the case stood when it was over; when a thing was first noted is remembered."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from relmap.edits import fields, lessons, people, removing, sessions
from relmap.exchange.importing import import_case
from relmap.exchange.reading import parse_case
from relmap.model.therapy import Session
from relmap.read.projection import Projection
from relmap.read.sessions import Stop, as_it_stood, noted_at, stops
from relmap.store.document import Document
from relmap.store.past import Past
from tests.casefiles import begun_document, reopened, tables
from tests.histories import histories, in_order, live
from tests.longcase import long_case


def test_each_session_stops_where_it_ended_whatever_is_done_between(document: Document) -> None:
    mum = people.add_person(document, "Mum")
    seen = {}
    for words in ("one", "two", "three"):
        id = sessions.begin_session(document)
        fields.set_field(document, mum, "note", words)
        document.undo()
        document.redo()
        sessions.end_session(document)
        seen[id] = tables(document)
        fields.set_field(document, mum, "note", "between")
        people.add_person(document, "between")
        document.undo()
    past = Past(document)
    found = stops(document)
    assert [stop.number for stop in found] == [1, 2, 3]
    for stop in found:
        past.seek(stop.revision)
        assert tables(past) == seen[stop.session]
        assert (stop.date, stop.held) == (document.need(Session, stop.session).date, "held")
    assert found[-1].revision < document.revision


@settings(max_examples=40)
@given(history=histories())
def test_every_stop_shows_what_the_session_left(history: list[tuple[str, list[int]]], tmp_path_factory: object) -> None:
    document = begun_document(tmp_path_factory.mktemp("case") / "case.relmap")  # type: ignore[attr-defined]
    told = live(document, history)
    document = reopened(document)
    last = {session: number for number, session in told.sat_in.items() if session is not None}
    stop = min((n for n, session in told.sat_in.items() if session is not None), default=document.revision + 1) - 1
    past = Past(document)
    found = stops(document)
    assert [one.session for one in found] == [session.id for session in in_order(document)]
    for one in found:
        stop = last.get(one.session, stop)
        past.seek(one.revision)
        assert tables(past) == told.cases[stop]
    document.close()


def test_a_session_in_which_nothing_was_written_stops_where_that_before_did(document: Document) -> None:
    people.add_person(document, "before all")
    before = document.revision
    first = sessions.note_session(document, day="2026-01-01", held="cancelled")
    second = sessions.begin_session(document)
    sessions.end_session(document)
    ended = document.revision
    people.add_person(document, "between")
    third = sessions.note_session(document, day="2026-01-20", held="no_show")
    assert [(stop.session, stop.revision) for stop in stops(document)] == [
        (first, before + 1), (second, ended), (third, ended),
    ]  # fmt: skip


def test_sessions_before_anything_was_written_in_one_stop_at_today(document: Document) -> None:
    id = sessions.note_session(document, day="2026-01-01", held="cancelled")
    assert stops(document) == (Stop(id, 1, "2026-01-01", "cancelled", document.revision),)


def test_a_session_that_was_resumed_stops_where_it_ended_at_last(document: Document) -> None:
    id = sessions.begin_session(document)
    sessions.end_session(document)
    people.add_person(document, "after")
    document.undo()
    document.undo()
    assert document.running == id
    people.add_person(document, "resumed")
    sessions.end_session(document)
    people.add_person(document, "after")
    (stop,) = stops(document)
    assert stop.revision == document.revision - 1


def test_the_sessions_of_an_imported_case_hold_what_was_told_until_then(tmp_path: Path) -> None:
    source = tmp_path / "long.json"
    source.write_text(json.dumps(long_case()), encoding="utf-8")
    import_case(parse_case(source), tmp_path / "long.relmap", "a heron stands still")
    from relmap.store.files import open_document

    document = open_document(tmp_path / "long.relmap", "a heron stands still")
    past = Past(document)
    for place, stop in enumerate(stops(document), start=1):
        past.seek(stop.revision)
        assert [session.number for session in past.all(Session)] == list(range(1, place + 1))
        assert past.get(stop.session) is not None
    document.close()


def test_when_a_thing_was_first_noted_is_a_local_time(document: Document) -> None:
    before = datetime.datetime.now().astimezone()
    lesson = lessons.add_lesson(document, "one")
    after = datetime.datetime.now().astimezone()
    fields.set_field(document, lesson, "text", "two")
    removing.remove(document, [lesson])
    document.undo()
    at = noted_at(document, lesson)
    assert at is not None
    assert before <= at <= after
    assert at.utcoffset() == before.utcoffset()
    assert noted_at(document, "nobody") is None


@pytest.mark.parametrize("veil", ["none", "outline", "full"])
def test_the_case_as_it_stood_keeps_the_covers_of_today(document: Document, veil: str) -> None:
    mum = people.add_person(document, "Mum")
    revision = document.revision
    fields.set_field(document, mum, "name", "Mama")
    fields.set_field(document, mum, "veil", veil)
    with as_it_stood(document, "therapist", revision) as then:
        assert isinstance(then, Projection)
        seen = then.get(mum)
        assert (seen is None) == (veil == "full")
        assert getattr(seen, "name", None) == ("Mum" if veil == "none" else None)
