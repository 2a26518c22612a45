"""The reduced-identity copy: a sound case of its own in which nothing tells who it was, once a person resolved it."""

from __future__ import annotations

import contextlib
import datetime
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relmap.edits.consents import agree
from relmap.edits.exports import record_export
from relmap.exchange.reading import parse_case
from relmap.exchange.reduced import Plan, consent_words, make_plan, searched_fields
from relmap.exchange.reduced_choices import Choice, NotResolved, NotSound, resolved, unresolved, write_copy
from relmap.exchange.reduced_dates import Shift
from relmap.exchange.reduced_file import NotAList, list_bytes, read_choices
from relmap.model.base import fields_of, plain
from relmap.model.integrity import case_problems
from relmap.model.kinds import KINDS
from relmap.model.lessons import Lesson
from relmap.model.notes import ExportRecord
from relmap.model.people import CASE_ID, Case, OtherName, Person
from relmap.model.seats import clients
from relmap.model.source import Source
from relmap.model.therapy import Rupture, Session
from relmap.read.reduced import copy_words, is_reduced, reminder_words
from relmap.read.whens import date_words
from relmap.store.document import Document
from relmap.store.files import open_document
from relmap.store.index import Index
from tests.casefiles import PASSPHRASE, begun_document
from tests.exchange.cases import Row, cases
from tests.store.test_forgetting import decrypted_pages

UNTIL = datetime.date(2027, 1, 31)
WEEKS = Shift(-7 * 100)

NAMES = ("Zorblatt", "Quillon", "Vexley", "Ymirson", "Dødnavn", "Przybysz")
SECRET = "Dødnavn"
COVERED = "Ymirson"
TEXT = f"Zorblatt and {SECRET} met Vexley’s sister in Quillon, in 1989; {COVERED} knew"


def everybody() -> bytes:
    """A case with a name in every text, dates of every kind, a covered person and a name never to be shown."""
    people = [
        {"id": "me", "name": "Zorblatt", "kind": "self", "seat": "client", "born": "1984-03-12", "note": TEXT},
        {"id": "t", "name": "Przybysz", "kind": "therapist", "seat": "therapist"},
        {"id": "v", "name": "Vexley", "kind": "friend of Zorblatt", "died": "1999", "died_said": "when the wall fell"},
        {"id": "q", "name": "Quillon", "kind": "place"},
        {"id": "y", "name": COVERED, "kind": "sibling", "veil": "full"},
        {"id": "f", "name": "Famous", "kind": "public figure", "born": "1929", "died": "1968"},
    ]
    ties = [
        {"id": "r1", "a": "me", "b": "v", "label": TEXT, "period": "1990/1999"},
        {"id": "r2", "a": "me", "b": "y", "note": "covered with them"},
    ]
    events = [
        {"id": "e1", "title": TEXT, "happened": "1989-11-09", "scope": "historical"},
        {"id": "e2", "title": "we moved", "happened": "1989-11-09"},
    ]
    sessions = [
        {"id": f"s{n}", "number": n, "date": f"2031-03-{n * 7:02}", "started": f"2031-03-{n * 7:02}T10:05:33+01:00"}
        for n in (1, 2)
    ]
    case = {
        "format": "relmap-case",
        "version": 1,
        "case": {"code": "Heron", "started": "2031-03-07", "language": "en"},
        "people": people,
        "names": [
            {"id": "n1", "person": "v", "text": SECRET, "use": "former", "never_show": True},
            {"id": "n2", "person": "v", "text": "Vex", "use": "nickname"},
        ],
        "relationships": ties,
        "sessions": sessions,
        "lessons": [{"id": "l1", "text": TEXT, "told_in": "s1"}],
        "taught": [{"id": "t1", "lesson": "l1", "relationship": "r2", "quote": "covered with the tie"}],
        "ruptures": [{"id": "u1", "session": "s1", "state": "back_on_track", "description": TEXT}],
        "repairs": [{"id": "p1", "rupture": "u1", "session": "s2", "clients_word": True, "veil": "outline"}],
        "life_events": events,
        "contexts": [{"id": "c1", "dimension": "history", "period": "1939/1945"}],
        "links": [{"id": "k1", "kind": "about", "from": "c1", "to": "case"}],
        "consents": [{"id": "o1", "person": "me", "scope": "supervision", "given": "2031-03-07", "words": TEXT}],
        "exports": [{"id": "x1", "at": "2031-04-01T10:00:00Z", "what": "the map", "for_whom": "Vexley"}],
    }
    return json.dumps(case).encode()


@pytest.fixture
def case() -> Index:
    return parse_case(everybody())


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    with contextlib.closing(begun_document(tmp_path / "a.relmap")) as document:
        yield document


def suggested(plan: Plan) -> dict[str, Choice]:
    return {one.key: Choice("suggested", one.suggestions[0]) for one in plan.residue}


def words_in(source: Source) -> str:
    return json.dumps([plain(row) for cls in KINDS.values() for row in source.all(cls)], ensure_ascii=False)


def test_nothing_tells_who_it_was(case: Index) -> None:
    plan = make_plan(case, shift=WEEKS)
    copy = resolved(plan, suggested(plan), UNTIL)
    words = words_in(copy)
    for told in (*NAMES, "Vex", "Heron", "wall", "1989", "1984", "2031", "10:05:33", "+01:00"):
        assert told not in words, told
    assert not list(case_problems(copy))
    ids = {row.id for row in case} - {CASE_ID}
    assert not ids & {row.id for row in copy}
    assert not any(f'"{id}"' in words for id in ids)


def test_what_is_covered_stays_behind_with_what_hangs_on_it(case: Index) -> None:
    plan = make_plan(case)
    assert not plan.rows.keys() & {"y", "r2", "t1", "p1", "n1", "n2", "o1", "x1"}
    assert [row.state for row in resolved(plan, suggested(plan), UNTIL).all(Rupture)] == ["being_mended"]


def test_what_is_somebody_elses_does_not_become_the_clients() -> None:
    row = json.loads(everybody())
    row["lessons"] = [{"id": "l1", "held_by": ["y"]}, {"id": "l2", "held_by": ["me", "y"]}]
    row["taught"] = []
    row["ratings"] = [
        {"id": f"g{by}", "subject": "l2", "dimension": "true_today", "rated_by": by} for by in ("y", "me")
    ]
    row["ruptures"][0] |= {"with": "y", "state": "open"}
    case = parse_case(json.dumps(row).encode())
    plan = make_plan(case)
    assert not plan.rows.keys() & {"l1", "gy", "u1"}
    assert plan.rows.keys() >= {"l2", "gme"}
    (lesson,) = [one for one in plan.rows.values() if isinstance(one, Lesson)]
    assert lesson.held_by == (plan.rows["me"].id,)


def test_dates_are_moved_together_and_public_ones_left_out(case: Index) -> None:
    plan = make_plan(case, shift=WEEKS)
    rows = {id: plain(row) for id, row in plan.rows.items()}
    assert rows["me"]["born"] == "1982-04-12"
    assert rows["e2"]["happened"] == "1987-12-10"
    assert (rows["e1"]["happened"], rows["c1"]["period"], rows["f"]["born"], rows["f"]["died"]) == (None,) * 4
    assert [rows[id]["date"] for id in ("s1", "s2")] == ["2029-04-06", "2029-04-13"]
    assert rows["s1"]["started"] == "10:05"
    assert rows["case"]["started"] == "2029-04-06"
    assert resolved(plan, suggested(plan), UNTIL).need(Case, CASE_ID).retention_until == "2027-01-31"


def test_a_date_in_words_moves_as_the_same_date_in_a_field_does() -> None:
    """Else the two beside each other would tell the offset."""
    mum = Person(id="m", name="Mum", born="1961-04-12", note="She was born 12 April 1961, or in May 1962.")
    plan = make_plan(Index([Case(id="case"), mum]), shift=WEEKS)
    moved = WEEKS.when("1961-04-12")
    assert plain(plan.rows["m"])["born"] == moved
    assert [one.suggestions for one in plan.residue] == [
        (date_words(moved),), (date_words(WEEKS.when("1962-05")),),
    ]  # fmt: skip


def test_each_place_is_listed_with_its_text(case: Index) -> None:
    plan = make_plan(case)
    texts = [one for one in plan.residue if (one.row, one.field) == ("me", "note")]
    assert [one.found for one in texts] == ["Zorblatt", None, "Vexley", "Quillon", "1989", COVERED]
    friend = texts[1].suggestions
    assert [one.suggestions for one in texts][:4] == [("Client",), friend, friend, ("Place B",)]
    assert (friend, texts[5].suggestions) == (("Person A",), ("somebody",))  # no word of who is covered
    assert {one.field for one in plan.residue if one.row == "v"} == {"kind", "died_said"}


def test_a_name_never_to_be_shown_stands_in_no_list(case: Index) -> None:
    plan = make_plan(case)
    assert any(one.found is None for one in plan.residue)
    listed = list_bytes(plan).decode()
    for one in plan.residue:
        listed += f"{one.found}{one.before}{one.after}{one.suggestions}"
    assert SECRET not in listed
    assert SECRET not in str(plan.unknown)


def test_a_secret_is_masked_wherever_the_shown_text_is_cut() -> None:
    note = "Robin " + "Ann Marie " * 30 + "Robin"
    secrets = (
        OtherName(id="n", person="b", text="Ann Marie", never_show=True),
        OtherName(id="m", person="b", text="Marie", never_show=True),
    )
    plan = make_plan(Index([Case(id="case"), Person(id="b", name="Robin", note=note), *secrets]))
    shown = "".join(f"{one.before}{one.found}{one.after}" for one in plan.residue)
    assert "Robin" in shown
    assert not {word for word in ("Ann", "Mari", "arie") if word in shown}


def test_nothing_is_written_while_anything_is_unresolved(case: Index, tmp_path: Path) -> None:
    plan = make_plan(case)
    choices = suggested(plan)
    del choices[plan.residue[0].key]
    with pytest.raises(NotResolved, match="1 place is still"):
        write_copy(plan, choices, UNTIL, tmp_path / "copy.relmap", "four words of it")
    assert not (tmp_path / "copy.relmap").exists()


def test_each_place_can_be_resolved_otherwise(case: Index) -> None:
    plan = make_plan(case)
    places = [one.key for one in plan.residue if (one.row, one.field) == ("me", "note")]
    choices = suggested(plan) | {
        places[0]: Choice("words", "She"),
        places[3]: Choice("leave"),
        places[4]: Choice("words", "that year"),
    }
    note = plain(resolved(plan, choices, UNTIL).get(plan.rows["me"].id) or case.need(Person, "me"))["note"]
    assert str(note).startswith("She and ")
    assert "in Quillon, in that year;" in str(note)


def test_a_text_that_goes_needs_no_further_look(case: Index) -> None:
    plan = make_plan(case)
    choices = suggested(plan)
    places = [one.key for one in plan.residue if (one.row, one.field) == ("l1", "text")]
    for key in places[1:]:
        del choices[key]
    choices[places[0]] = Choice("remove")
    assert not unresolved(plan, choices)
    assert [lesson.text for lesson in resolved(plan, choices, UNTIL).all(Lesson)] == [None]


def test_own_words_hold_no_name_either(case: Index) -> None:
    plan = make_plan(case)
    choices = suggested(plan) | {plan.residue[0].key: Choice("words", "my friend vexley")}
    with pytest.raises(NotSound, match="place 1 hold a name"):
        resolved(plan, choices, UNTIL)


def test_two_people_of_one_name_are_told_apart_by_who_chooses() -> None:
    case = Index(
        [
            Case(id="case"),
            Person(id="a", name="Sam", kind="partner"),
            Person(id="b", name="Sam", kind="friend", note="Sam"),
        ]
    )
    plan = make_plan(case)
    (one,) = plan.residue
    assert one.suggestions == ("Partner A", "Friend B")
    assert unresolved(plan, {one.key: Choice("suggested")}) == (one,)
    copy = resolved(plan, {one.key: Choice("suggested", "Friend B")}, UNTIL)
    assert [person.note for person in copy.all(Person)] == [None, "Friend B"]


def test_the_written_copy_is_a_case_that_says_what_it_is(case: Index, tmp_path: Path) -> None:
    path = tmp_path / "copy.relmap"
    plan = make_plan(case)
    write_copy(plan, suggested(plan), UNTIL, path, "four words of it")
    with contextlib.closing(open_document(path, "four words of it")) as copy:
        assert is_reduced(copy)
        assert copy_words(copy) == "Reduced-identity copy. To be erased by 31 January 2027."
        assert reminder_words(copy, UNTIL) == copy_words(copy)
        assert "was to be erased" in str(reminder_words(copy, UNTIL + datetime.timedelta(days=1)))
        assert "Reduced-identity copy" in str(copy.need(Case, CASE_ID).code)
        assert [session.number for session in copy.all(Session)] == [1, 2]


def test_no_name_and_no_date_is_in_the_pages_of_the_copy(case: Index, tmp_path: Path) -> None:
    path = tmp_path / "copy.relmap"
    plan = make_plan(case, shift=WEEKS)
    write_copy(plan, suggested(plan), UNTIL, path, PASSPHRASE)
    pages = decrypted_pages(path).decode("utf-8", "replace")
    assert "Client" in pages
    for told in (*NAMES, "2031-03", "1989-11", "10:05:33", "when the wall", '"me"', "Heron"):
        assert told not in pages, told


def test_the_case_it_was_made_from_is_no_copy(document: Document) -> None:
    record_export(document, what="a copy", form="relmap", reduced_identity=True)
    assert not is_reduced(document)
    assert copy_words(document) is None
    assert reminder_words(document, UNTIL) is None


def test_it_asks_whether_supervision_was_agreed_to(document: Document) -> None:
    assert "the client agrees" in str(consent_words(document))
    (client,) = clients(document)
    agree(document, client.id, "supervision")
    assert consent_words(document) is None


def test_choices_come_back_from_the_list(case: Index, tmp_path: Path) -> None:
    plan = make_plan(case)
    value = json.loads(list_bytes(plan))
    value["places"][0] |= {"do": "words", "words": "She"}
    value["places"][1]["do"] = "remove"
    value["places"][2] |= {"do": "leave", "found": "another text by now"}
    (tmp_path / "list.json").write_text(json.dumps(value), "utf-8")
    again = make_plan(case)
    chosen = read_choices(again, tmp_path / "list.json")
    assert chosen == {plan.residue[0].key: Choice("words", "She"), plan.residue[1].key: Choice("remove")}


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"format": "relmap-reduced-identity", "places": [{}]}', '{"format": "x", "places": []}']
)
def test_what_is_no_list_is_refused(case: Index, tmp_path: Path, text: str) -> None:
    (tmp_path / "list.json").write_text(text, "utf-8")
    with pytest.raises(NotAList, match="Nothing was written"):
        read_choices(make_plan(case), tmp_path / "list.json")


def test_dates_in_the_list_do_not_tell_the_offset(case: Index) -> None:
    places = json.loads(list_bytes(make_plan(case)))["places"]
    assert [place["suggestions"] for place in places if place["why"] in ("date", "said")] == [[]] * sum(
        place["why"] in ("date", "said") for place in places
    )


def assert_moved(case: Source, plan: Plan) -> None:
    """Every date is moved by the same offset, or left out."""
    for id, moved in plan.rows.items():
        row = case.get(id)
        assert row is not None
        for field in fields_of(type(row)):
            old, new = getattr(row, field.attr), getattr(moved, field.attr)
            if field.form == "when" and old is not None and new is not None:
                assert new == WEEKS.when(old)
            elif field.form == "date" and old is not None and field.name != "retention_until":
                assert new == WEEKS.date(old)


@settings(deadline=None, max_examples=30)
@given(cases(), st.data())
def test_any_case_becomes_a_sound_copy(row: Row, data: st.DataObject) -> None:
    case = parse_case(json.dumps(row).encode())
    plan = make_plan(case, shift=WEEKS)
    doings = st.sampled_from([Choice("leave"), Choice("remove"), Choice("words", "…")])
    assert_moved(case, plan)
    copy = resolved(
        plan, {one.key: data.draw(doings | st.just(suggested(plan)[one.key])) for one in plan.residue}, UNTIL
    )
    assert not list(case_problems(copy))
    ids = {entity.id for entity in case if len(entity.id) > 5} - {CASE_ID}
    assert not ids & {entity.id for entity in copy}
    assert all(entity.veil == "none" and entity.veiled_by is None for entity in copy)
    assert [record.form for record in copy.all(ExportRecord)] == ["this file"]


@settings(deadline=None, max_examples=30)
@given(cases())
def test_no_name_is_left_once_all_is_replaced(row: Row) -> None:
    for number, person in enumerate(row.get("people", ())):
        person["name"] = f"{NAMES[number]}-Nn"
    text = " ".join(f"{name}s {name.upper()}" for name in NAMES)
    for array, rows in row.items():
        for one in rows if isinstance(rows, list) and array not in ("exports", "names") else ():
            fields = {field.name for field in fields_of(KINDS[array]) if field.form == "text"} - {"name", "language"}
            one.update(dict.fromkeys(fields, text))
    case = parse_case(json.dumps(row).encode())
    plan = make_plan(case)
    words = words_in(resolved(plan, suggested(plan), UNTIL))
    named = [person.name for person in case.all(Person)]
    assert not [name for name in named if name and name.partition("-")[0].casefold() in words.casefold()]


def test_every_text_of_every_kind_is_looked_through() -> None:
    """A field of words that is added to the model is looked through without anybody thinking of it."""
    skipped = {("people", "name")}
    for array, cls in KINDS.items():
        if array in ("case", "names", "consents", "exports"):
            continue
        required = {field.attr: "x" for field in fields_of(cls) if field.required and field.form != "coordinate"}
        texts = [field for field in fields_of(cls) if field.form in ("text", "open")]
        numbers = {field.attr: 0.0 for field in fields_of(cls) if field.form == "coordinate"}
        entity = cls(**(required | numbers | {field.attr: "Zorblatt!" for field in texts}))
        found = {(array, field.name) for field, _ in searched_fields(entity)}
        assert found | skipped >= {(array, field.name) for field in texts}


def test_what_stands_as_the_language_of_the_case_is_searched(document: Document) -> None:
    value = json.loads(everybody())
    value["case"]["language"] = f"the dialect of {value['people'][1]['name']}"
    plan = make_plan(parse_case(json.dumps(value).encode()))
    assert [one.found for one in plan.residue if (one.row, one.field) == ("case", "language")]
