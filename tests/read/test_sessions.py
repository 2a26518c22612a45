"""Where each session stopped is where the case stood when it was over; when a thing was first noted is remembered."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from relmap.edits import fields, lessons, people, removing, sessions
from relmap.exchange.importing import import_case, told_order
from relmap.exchange.reading import parse_case
from relmap.model.people import Person
from relmap.model.therapy import Rupture, Session
from relmap.read.projection import Projection
from relmap.read.sessions import Stop, as_it_stood, noted_at, stops
from relmap.resources import resource
from relmap.store.document import Document
from relmap.store.files import open_document
from relmap.store.past import Past
from tests.casefiles import PASSPHRASE, begun_document, reopened, set_cover, tables
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


@pytest.mark.parametrize("which", ["demo", "long"])
def test_the_sessions_of_an_imported_case_hold_what_was_told_until_then(tmp_path: Path, which: str) -> None:
    source = tmp_path / "case.json"
    demo = Path(resource("demo", "heron.json")).read_text(encoding="utf-8")
    source.write_text(demo if which == "demo" else json.dumps(long_case()), encoding="utf-8")
    case = parse_case(source)
    import_case(case, tmp_path / "case.relmap", PASSPHRASE)
    document = open_document(tmp_path / "case.relmap", PASSPHRASE)
    told, whole = told_order(case), tables(case)
    past = Past(document)
    last = sessions.begin_session(document)  # it is lived on
    fields.set_field(document, document.all(Person)[0].id, "note", "new")
    *imported, lived = stops(document)
    for place, stop in enumerate(imported, start=1):
        past.seek(stop.revision)
        seen = tables(past)
        assert {id for rows in seen.values() for id in rows} == {id for id in told if told[id] <= place}
        for array, rows in seen.items():
            for id, row in rows.items():
                asked = set(row) - ({"ordinal", "state"} if array == "ruptures" else {"ordinal"})
                assert {name: row[name] for name in asked} == {name: whole[array][id][name] for name in asked}
    assert (lived.session, lived.revision) == (last, document.revision)
    document.close()


@pytest.mark.parametrize("state", ["open", "back_on_track"])
def test_a_disruption_of_an_imported_case_is_open_until_the_session_of_the_clients_word(
    tmp_path: Path, state: str
) -> None:
    rows = {
        "case": {},
        "sessions": [{"id": f"s{number}", "number": number} for number in (1, 2, 3)],
        "ruptures": [{"id": "u1", "session": "s1", "state": state}],
        "repairs": [{"id": "q1", "rupture": "u1", "session": "s3", "clients_word": True}],
    }
    (tmp_path / "case.json").write_text(json.dumps({"format": "relmap-case", "version": 1, **rows}), encoding="utf-8")
    import_case(parse_case(tmp_path / "case.json"), tmp_path / "case.relmap", PASSPHRASE)
    document = open_document(tmp_path / "case.relmap", PASSPHRASE)
    past, seen = Past(document), []
    for stop in stops(document):
        past.seek(stop.revision)
        seen.append(past.need(Rupture, "u1").state)
    assert seen == ["open", "open", state]
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
    set_cover(document, mum, veil)
    with as_it_stood(document, "therapist", revision) as then:
        assert isinstance(then, Projection)
        seen = then.get(mum)
        assert (seen is None) == (veil == "full")
        assert getattr(seen, "name", None) == ("Mum" if veil == "none" else None)
