"""The ending: two maps, each lesson with its story, what mended and what did not, letters; always kind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from relmap.edits import fields, people, sessions
from relmap.model.base import Entity
from relmap.model.lessons import Lesson
from relmap.model.notes import Note
from relmap.model.people import Case, Person, Relationship
from relmap.model.source import Source
from relmap.model.therapy import NewExperience, Repair, Rupture, Session
from relmap.read.projection import Projection
from relmap.read.sessions import as_it_stood, stops
from relmap.reports.blocks import Break, Heading, Space, Words
from relmap.reports.catalogue import kind
from relmap.reports.questions import Given
from tests.casefiles import begun_document
from tests.couplecase import couple_case
from tests.reports.readings import (
    demo,
    everything,
    facts,
    headings,
    page,
    pictures,
    plain,
    quotes,
    seen,
    told,
    under,
)

ROOM: list[Entity] = [
    Person(id="me", kind="self", seat="client"),
    Person(id="t", name="Dana", kind="therapist", seat="therapist", ordinal=1),
    Relationship(id="r", a="me", b="t"),
]


def hour(number: int, closing: str | None = None) -> Session:
    return Session(id=f"s{number}", number=number, date=f"2026-01-{number:02}", closing=closing, ordinal=number)


def test_the_demo_has_every_chapter() -> None:
    report = page(demo(), "ending")
    assert headings(report, 2) == [
        "The map", "The lessons, with their whole story", "Ways of connecting", "Disruptions, and what became of them",
        "The client’s letter", "The therapist’s letter", "What the client takes along",
        "What the therapist takes along",
    ]  # fmt: skip
    assert headings(report, 3)[:2] == ["“My needs are too much”", "“Love has to be earned”"]


def test_every_lesson_has_its_whole_story() -> None:
    report = page(demo(), "ending")
    blocks = under(report, "The lessons, with their whole story", "“My needs are too much”")
    assert "I was angry, and she stayed" in quotes(blocks)
    assert "People who love me want to know" in quotes(blocks)


def test_a_lesson_is_not_said_twice_unless_its_heading_cannot_hold_it() -> None:
    report = page(demo(), "ending")
    story = "The lessons, with their whole story"
    assert quotes(under(report, story, "“My needs are too much”"))[0] == "Not now, love. I've had everybody today."
    assert quotes(under(report, story, "“Onye aghala nwanne ya”"))[0] == "Onye aghala nwanne ya"
    words = "I must never, not once, not even when it would cost nobody anything, ask for what I need"
    report = page(seen([*ROOM, Lesson(id="l", text=words)]), "ending")
    assert quotes(report.blocks) == [words]
    assert headings(report, 3)[0].endswith("…")


def test_disruptions_stand_by_what_became_of_them() -> None:
    report = page(demo(), "ending")
    became = "Disruptions, and what became of them"
    assert [one for one in headings(report, 3) if one in ("Still open", "Left open") or "track" in one] == [
        "Back on track, says the client", "Still open", "Left open",
    ]  # fmt: skip
    assert any("boathouse" in text for text in quotes(under(report, became, "Still open")))
    assert any("new fee" in text for text in quotes(under(report, became, "Left open")))


def test_only_the_clients_word_says_back_on_track() -> None:
    """Ten of ten from the therapist mends nothing."""
    rows = [
        *ROOM, hour(1),
        Rupture(id="u", session="s1", state="being_mended", description="The hour was moved."),
        Repair(id="q", rupture="u", session="s1", by="therapist", back_on_track=10, what_helped="I said so."),
    ]  # fmt: skip
    report = page(seen(rows), "ending")
    assert "Back on track, says the client" not in headings(report)
    assert facts(under(report, "Disruptions, and what became of them"))["Where it stands"] == "Still open, being mended"
    assert "says that it is back on track" not in everything(report)


def test_a_therapy_that_broke_off_has_as_kind_a_page() -> None:
    rows = [
        Case(id="case", status="ended_by_client", started="2026-01", ended="2026-02"),
        *ROOM, hour(1, "It could be said."), hour(2),
        Rupture(id="u", session="s2", state="ended_the_therapy", description="She looked at the clock."),
    ]  # fmt: skip
    report = page(seen(rows), "ending")
    assert "What was made in it is here all the same, and stays." in everything(report)
    assert "Last met: session 2, 2 January 2026." in everything(report)
    assert facts(report.blocks[:4]) == {
        "Began": "January 2026",
        "Ended": "February 2026",
        "Met": "in 2 sessions",
        "How it stands": "ended by the client",
    }
    became = "Disruptions, and what became of them"
    assert quotes(under(report, became, "It ended the therapy")) == ["She looked at the clock."]
    assert "What is open may stay open. It has its place here." in plain(under(report, became))
    assert len(under(report, "The client’s letter")) == len(under(report, "The therapist’s letter")) == 1


def test_one_that_was_ended_together_says_nothing_of_breaking_off() -> None:
    rows = [Case(id="case", status="closed"), *ROOM, hour(1)]
    report = page(seen(rows), "ending")
    assert "all the same" not in everything(report)
    assert facts(report.blocks)["How it stands"] == "ended together"
    assert "What is open" not in everything(report)


def test_one_that_goes_on_elsewhere_says_so() -> None:
    rows = [Case(id="case", status="transferred"), *ROOM]
    assert "The work goes on with somebody else." in everything(page(seen(rows), "ending"))


def test_a_letter_is_typed_or_has_lines_to_write_on() -> None:
    report = page(seen(ROOM), "ending", letter_client="Dear Dana,\nthank you.", along_therapist="The heron.")
    assert under(report, "The client’s letter") == [Words("Dear Dana,\nthank you.")]
    assert under(report, "The therapist’s letter") == [Space(12)]
    assert under(report, "What the client takes along") == [Space(4)]
    assert under(report, "What the therapist takes along") == [Words("The heron.")]
    assert under(page(seen(ROOM), "ending", letter_client=" \n "), "The client’s letter") == [Space(12)]


def test_the_letters_begin_on_a_sheet_of_their_own() -> None:
    report = page(demo(), "ending")
    place = report.blocks.index(Break())
    assert report.blocks[place + 1] == Heading(2, "The client’s letter")
    assert report.blocks.count(Break()) == 1


def test_a_letter_that_is_kept_as_a_note_can_be_chosen() -> None:
    notes = [
        Note(id="n", subject="case", text="Dear R., it was an honour.", author="therapist"),
        Note(id="hidden", subject="case", text="Hush", veil="full"),
        Note(id="other", subject="me", text="About me"),
    ]
    source = seen([Case(id="case"), *ROOM, *notes])
    asked = {question.key: question for question in kind("ending").questions(source)}
    assert [value for value, _ in asked["note_therapist"].options] == ["by_hand", "n"]
    report = page(source, "ending", note_therapist="n", letter_therapist="not this")
    assert quotes(under(report, "The therapist’s letter")) == ["Dear R., it was an honour."]
    assert "not this" not in everything(report)
    assert "Hush" not in everything(page(source, "ending", note_therapist="hidden"))
    assert "note_client" not in {question.key for question in kind("ending").questions(seen(ROOM))}


def test_of_a_couple_each_writes(tmp_path: Path) -> None:
    couple = couple_case(tmp_path / "couple.relmap")
    found = headings(page(couple.document, "ending"), 2)
    assert found[-6:] == [
        "A letter from Noor", "A letter from Lev", "The therapist’s letter",
        "What Noor takes along", "What Lev takes along", "What the therapist takes along",
    ]  # fmt: skip
    assert "A letter from client 2" in headings(page(couple.document, "ending", names="code"), 2)
    couple.document.close()


def test_the_first_map_stands_before_the_last_and_holds_what_it_held_then(tmp_path: Path) -> None:
    document = begun_document(tmp_path / "case.relmap")
    people.add_person(document, "Mum", kind="parent")
    sessions.begin_session(document)
    dad = people.add_person(document, "Dad", kind="parent")
    sessions.end_session(document)
    first = stops(document)[0].revision
    people.add_person(document, "Kit", kind="sibling")
    fields.set_field(document, dad, "name", "Father")
    source = Projection(document, "export")
    given = Given(None, first_map=first, then=lambda revision: as_it_stood(document, "export", revision))
    report = told(source, "ending", {}, given)
    then, now = pictures(report)
    assert (then.at, now.at) == (first, None)
    assert headings(report, 2)[:2] == ["The first map", "The last map"]
    assert ("Dad: parent" in then.alt, "Kit" in then.alt) == (True, False)
    assert ("Father: parent" in now.alt, "Kit: sibling" in now.alt) == (True, True)
    coded, _ = pictures(told(source, "ending", {"names": "code"}, given))
    assert coded.code_names
    assert "Parent 1: parent" in coded.alt
    assert "Mum" not in coded.alt
    assert pictures(told(source, "ending", {"pictures": False}, given)) == []
    source.close()
    document.close()


def test_what_is_covered_today_is_not_in_the_first_map_either(tmp_path: Path) -> None:
    document = begun_document(tmp_path / "case.relmap")
    sessions.begin_session(document)
    mum = people.add_person(document, "Mum", kind="parent")
    people.add_person(document, "Dad", kind="parent")
    sessions.end_session(document)
    first = stops(document)[0].revision
    with document.edit("cover", stands=True):
        document.need(Person, mum).veil = "full"
    source = Projection(document, "export")
    given = Given(first_map=first, then=lambda revision: as_it_stood(document, "export", revision))
    words = everything(told(source, "ending", {}, given))
    assert ("Mum" in words, "Dad" in words) == (False, True)
    source.close()
    document.close()


def test_a_first_map_with_nothing_on_it_is_left_out() -> None:
    @contextmanager
    def then(_revision: int) -> Iterator[Source]:
        yield seen(ROOM[:1])

    rows = [*ROOM, Person(id="mum", name="Mum", ordinal=2)]
    report = told(seen(rows), "ending", {}, Given(first_map=1, then=then))
    assert [one.at for one in pictures(report)] == [None]
    assert "The map" in headings(report, 2)


def test_what_speaks_of_no_lesson_is_not_forgotten() -> None:
    rows = [*ROOM, NewExperience(id="x", relationship="r", description="I laughed.")]
    assert quotes(under(page(seen(rows), "ending"), "Something new besides")) == ["I laughed."]
