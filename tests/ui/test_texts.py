from __future__ import annotations

import ast
from pathlib import Path

import pytest

import relmap.edits
from relmap.model.base import Entity, fields_of
from relmap.model.kinds import KINDS
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import LINK_RULES
from relmap.model.notes import Note
from relmap.model.people import CASE_ID, Case, OtherName, Person, Relationship
from relmap.model.placement import Placement
from relmap.model.therapy import Moment, NewExperience, Rating, Rupture, Session
from relmap.store.index import Index
from relmap.ui import texts

EDITS = Path(relmap.edits.__file__).parent


def verbs_in_code() -> set[str]:
    found = set()
    for path in EDITS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "edit":
                found |= {part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)}
    return {verb for verb in found if isinstance(verb, str) and verb != "text"}


def test_every_verb_has_words_for_undo() -> None:
    verbs = verbs_in_code()
    assert "add_person" in verbs
    assert not [verb for verb in verbs if texts.verb_word(verb) == texts.verb_word("no such verb")]


@pytest.mark.parametrize("array", KINDS)
def test_every_kind_field_and_value_has_words(array: str) -> None:
    assert texts.kind_word(array) != texts.kind_word(array, many=True)
    for field in fields_of(KINDS[array]):
        label = texts.field_word(array, field.name)
        assert label
        assert label[0].isupper() or label[0].isdigit()
        for value in (*field.values, *field.suggestions):
            assert texts.value_word(field.name, value, array)
            assert "_" not in texts.value_word(field.name, value, array), "a stored value is no word"


def test_a_value_is_found_by_its_field_alone() -> None:
    assert texts.value_word("state", "left_open") == "left open"
    assert texts.value_word("quality", "warm") == "warm"
    assert texts.value_word("who_adapts", "other") == "the other does"


def test_a_word_of_ones_own_stays_as_it_is() -> None:
    assert texts.value_word("kind", "the_neighbour’s dog", "people") == "the_neighbour’s dog"
    assert texts.value_word("kind", "counters", "people") == "counters"
    assert texts.rating_question("safety") == "safety"


def test_every_link_reads_as_something() -> None:
    assert all(texts.link_word(kind) for kind in LINK_RULES)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1984", "1984"),
        ("1984-03", "March 1984"),
        ("1984-03-05", "5 March 1984"),
        ("1990~", "about 1990"),
        ("1990?", "perhaps 1990"),
        ("1990%", "perhaps about 1990"),
        ("199X", "the 1990s"),
        ("19XX", "the 1900s"),
        ("1984-21", "spring 1984"),
        ("1984/1994", "from 1984 to 1994"),
        ("2019/..", "since 2019"),
        ("../1990", "until 1990"),
        ("1984/unknown", "from 1984, not known until when"),
        ("unknown/1990", "until 1990, not known since when"),
        ("../..", "all along"),
        ("unknown", "not known when"),
        ("not a date", "not a date"),
        ("-0043", "44 BC"),
    ],
)
def test_dates_in_plain_words(edtf: str, words: str) -> None:
    assert texts.date_words(edtf) == words


@pytest.mark.parametrize(
    "edtf",
    ["1984", "1984-03", "1984-03-05", "1990~", "1990?", "1990%", "199X", "19XX", "1984-21", "1984/1994", "2019/..",
     "../1990", "1984/unknown", "unknown/1990", "../..", "unknown", "1984~/1994-06?"],
)  # fmt: skip
def test_dates_are_read_back_from_their_words(edtf: str) -> None:
    assert texts.read_when(texts.date_words(edtf)) == edtf


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        (" 1984 ", "1984"),
        ("1984-1994", "1984/1994"),
        ("1984–1994", "1984/1994"),
        ("Since about  2019", "2019~/.."),
        ("march 1984", "1984-03"),
        ("1990s", "199X"),
        ("from 1994 to 1984", None),
        ("31 February 1984", None),
        ("when I was seven", None),
        ("", None),
        ("about", None),
        ("19", None),
    ],
)
def test_what_people_write_is_read(written: str, edtf: str | None) -> None:
    assert texts.read_when(written) == edtf


def test_the_clients_own_phrase_comes_first() -> None:
    assert texts.when_words("1984~", "when I was about seven") == "“when I was about seven” (about 1984)"
    assert texts.when_words(None, "long ago") == "“long ago”"
    assert texts.when_words(None, "“before the rains”, Gran said") == "“before the rains”, Gran said"
    assert texts.when_words("1936~", "«avant la pluie»") == "«avant la pluie» (about 1936)"
    assert texts.when_words(None) == ""


def case(*more: Entity) -> Index:
    return Index(
        [
            Case(id=CASE_ID, code="Heron"),
            Person(id="me", kind="self", seat="client", ordinal=1),
            Person(id="dad", name="Father", kind="parent", ordinal=2),
            Relationship(id="r1", a="me", b="dad", ordinal=1),
            Relationship(id="r2", a="me", b="dad", label="pastor", ordinal=2),
            *more,
        ]
    )


def test_titles_of_people_and_ties() -> None:
    source = case(
        Person(id="x", ordinal=3),
        Person(id="dad2", name="Father", ordinal=4),
        Person(id="t", seat="therapist", kind="therapist", ordinal=5),
        Relationship(id="r3", a="dad", b="x", ordinal=3),
    )
    assert texts.title_of(source, "me") == "me"
    assert texts.title_of(source, "t") == "the therapist"
    assert texts.title_of(source, "x") == "someone without a name"
    assert texts.title_of(source, "dad2") == texts.title_of(source, "dad") == "Father"
    assert texts.title_of(source, "r1") == "Father and me"
    assert texts.partner_title(source, "r1") == "Father"
    assert texts.partner_title(source, "r2") == "Father · pastor"
    assert texts.partner_title(source, "r3") == "Father and someone without a name"


def test_a_label_is_told_only_where_two_people_have_several_ties() -> None:
    source = case(
        Person(id="mum", name="Mum", ordinal=3), Relationship(id="r4", a="me", b="mum", label="stormy", ordinal=4)
    )
    assert texts.partner_title(source, "r4") == "Mum"
    assert texts.title_of(source, "r4") == "Mum and me"
    assert texts.title_of(source, "r2") == "Father and me · pastor"


def test_what_is_covered_or_never_shown_has_no_words() -> None:
    source = case(
        Person(id="secret", name="Nobody must know", veil="outline", ordinal=3),
        OtherName(id="n", person="dad", text="Old name", use="former", never_show=True),
        Relationship(id="r9", a="me", b="secret", label="also secret", veil="full", ordinal=9),
    )
    assert texts.title_of(source, "secret") == "covered"
    assert texts.title_of(source, "r9") == "covered"
    assert texts.partner_title(source, "r9") == "covered"
    assert "Old" not in texts.title_of(source, "n")
    assert texts.title_of(source, "nothing") == "something that is not shown"


def test_titles_stay_on_one_short_line() -> None:
    source = case(Lesson(id="l", text="Never  \n be\tthe one who needs. " * 3000), Lesson(id="e"))
    title = texts.title_of(source, "l")
    assert title.startswith("Never be the one")
    assert title.endswith("…")
    assert len(title) <= 72
    assert "\n" not in title
    assert texts.title_of(source, "e") == "a lesson without words yet"


def test_every_kind_has_a_title() -> None:
    source = case(
        Lesson(id="l", text="Love has to be earned"),
        Taught(id="t", lesson="l", relationship="r2"),
        Session(id="s", number=5),
        Moment(id="m", session="s", type="heard"),
        Rupture(id="u", session="s"),
        NewExperience(id="e", relationship="r1"),
        Rating(id="g", subject="l", dimension="true_today", value=0),
        Note(id="n", subject="l"),
        Placement(id="p", subject="l", x=0, y=0),
    )
    assert texts.title_of(source, CASE_ID) == "Heron"
    assert texts.title_of(source, "t") == "Love has to be earned, learned with Father · pastor"
    assert texts.title_of(source, "m") == "felt heard"
    assert texts.title_of(source, "u") == "a disruption in session 5"
    assert texts.title_of(source, "g") == "how true it feels today: 0 of 10"
    assert texts.title_of(source, "p") == "the place of Love has to be earned"
