"""Code names are put in by id and never by looking for a name in a text; names that stand in a text are listed."""

from __future__ import annotations

import unicodedata

import pytest

from relmap.model.base import Entity, copy_of
from relmap.model.lessons import Lesson
from relmap.model.people import OtherName, Person, Relationship
from relmap.model.source import Source
from relmap.model.vocabulary import NameUse
from relmap.read.names_in_text import NameSearch
from relmap.read.titles import partner_title, title_of
from relmap.reports.blocks import Grid, Heading, Items, Picture, Report, Words, texts
from relmap.reports.naming import code_names, named, names_left, told_apart
from relmap.reports.questions import Answer, Given
from tests.analysis.looked_at import Still
from tests.reports.readings import KEYS, demo, everything, page, quotes, rows_of, seen, told


def person(id: str, name: str | None, kind: str = "unknown", ordinal: int = 9) -> Person:
    return Person(id=id, name=name, kind=kind, ordinal=ordinal)


def other(id: str, whose: str, text: str, use: NameUse, *, never: bool = False) -> OtherName:
    return OtherName(id=id, person=whose, text=text, use=use, never_show=never)


def holds(text: str, name: str) -> bool:
    source = seen([person("a", name)])
    return bool(names_left(source, [text], NameSearch(source)))


ROOM: list[Entity] = [
    Person(id="me", name="Rosa", kind="self", seat="client"),
    Person(id="t", name="Dana", kind="therapist", seat="therapist", ordinal=1),
]


def test_everybody_bears_their_code_name_or_who_they_are() -> None:
    rows = [
        *ROOM,
        person("a", "Ann", "parent"),
        person("b", "Bo", "friend", 10),
        person("c", "Bo", "friend", 11),
        person("d", "Will", "godmother of Ann", 12),
        person("e", None, "sibling", 13),
        person("f", "Otto", "boss", 14),
        other("n", "f", "the owl", "code"),
        other("m", "a", "Annie", "nickname"),
    ]
    source = named(seen(rows), "code")
    titles = {id: title_of(source, id) for id in "abcdef"}
    assert titles == {
        "a": "parent", "b": "friend 1", "c": "friend 2", "d": "somebody", "e": "someone without a name", "f": "the owl",
    }  # fmt: skip
    assert (title_of(source, "me"), title_of(source, "t")) == ("me", "the therapist")
    assert [row.text for row in source.all(OtherName)] == ["the owl"]
    assert source.get("m") is None


def test_by_their_names_nothing_is_changed() -> None:
    source = seen([*ROOM, person("a", "Ann")])
    assert named(source, "names") is source
    assert told_apart(source, "names") is source


def test_what_was_said_is_not_touched() -> None:
    """A word that is also a name stays a word, and a name that was said stays said."""
    rows = [*ROOM, person("w", "Will", "friend"), Lesson(id="l", text="Will is strong, says Will. I will not ask.")]
    report = page(seen(rows), "story", names="code")
    assert quotes(report.blocks) == ["Will is strong, says Will. I will not ask."]
    assert report.told == "These names still stand in what was said: Will."


def test_a_tie_bears_the_code_names_of_its_people() -> None:
    rows = [*ROOM, person("a", "Ann", "parent"), Relationship(id="r", a="me", b="a")]
    assert partner_title(named(seen(rows), "code"), "r") == "parent"


def test_the_past_calls_everybody_as_today_does() -> None:
    """In the first hour there was one parent; today there are two, and each keeps their number."""
    first = seen([*ROOM, person("b", "Ben", "parent")])
    today = seen([*ROOM, person("a", "Ann", "parent", 8), person("b", "Ben", "parent")])
    assert title_of(named(first, "code"), "b") == "parent"
    assert title_of(named(first, "code", today), "b") == "parent 2"
    assert title_of(told_apart(first, "code", today), "b") == "parent 2"


def test_a_name_of_several_is_told_apart_in_the_past_as_today() -> None:
    first = seen([*ROOM, person("b", "Sam", "friend")])
    today = seen([*ROOM, person("a", "Sam", "partner"), person("b", "Sam", "friend")])
    assert title_of(told_apart(first, "names", today), "b") == "Sam (friend)"


def test_whoever_is_covered_has_no_code_name() -> None:
    rows = [*ROOM, person("a", "Ann", "parent"), Person(id="b", name="Ben", kind="parent", veil="outline")]
    assert code_names(seen(rows)) == {"a": "parent"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ann rang.", "Ann"),
        ("ANN!", "ann"),
        ("It was Ann’s.", "Ann"),
        ("Anns Buch", "Ann"),
        ("(Ann)", "Ann"),
        ("I will", "Will"),
        ("Rene\u0301 came", "René"),
        ("René came", "Rene\u0301"),
        ("Zoe came", "Zoë"),
        ("Ｓａｍ", "Sam"),
        ("Gran  \n Ada", "Gran Ada"),
        ("ודנה אמרה", "דנה"),
        ("لأحمد", "أحمد"),
        ("أم نور", "أم نور"),
        ("妈妈说奶奶来了", "奶奶"),
        ("ถึงสมชายแล้ว", "สมชาย"),
        ("ß: Strasse", "Straße"),
    ],
)
def test_a_name_that_stands_in_a_text_is_found(text: str, name: str) -> None:
    assert holds(text, name)
    assert holds(unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", name))


@pytest.mark.parametrize(
    ("text", "name"),
    [("the annual report", "Ann"), ("Emma came", "Em"), ("them", "Em"), ("Ann", "Anna"), ("willing", "Will"),
     ("", "Ann"), ("Ann", ""), ("Ann", " "), ("Bjorn", "Jo")],
)  # fmt: skip
def test_a_name_inside_another_word_is_not(text: str, name: str) -> None:
    assert not holds(text, name)


def test_a_part_of_a_name_is_a_name_too_where_it_is_written_like_one() -> None:
    words = "The church knows, Okoye does, and Gran. I will be strong in school. Hall or not. Church!"
    rows = [
        *ROOM, person("a", "Dr. Okoye", "boss"), person("b", "Gran Ada", "grandparent", 10),
        person("c", "The church in the hall", "faith", 11), person("d", "Will Strong", "friend", 12),
        person("e", "St. Brigid's School", "institution", 13), Lesson(id="l", text=words),
    ]  # fmt: skip
    assert page(seen(rows), "lesson", names="code").told == "These names still stand in what was said: Okoye, Gran."


def test_names_that_are_left_are_listed_with_each_text_they_stand_in() -> None:
    rows = [*ROOM, person("a", "Ann", "friend"), person("b", "Em", "friend"), other("n", "a", "Nan", "nickname")]
    rows += [other("o", "a", "Bea", "former", never=True), other("c", "b", "the wren", "code")]
    report = Report(
        "Ann",
        "en",
        "ltr",
        (
            Heading(2, "annual"),
            Words("Emma, Em"),
            Items(("Nan", "the wren")),
            Grid(("a", "b"), (("Bea", "Rosa"),), ""),
            Picture("map", "map", "Dana", 10.0),
        ),
    )
    left = names_left(seen(rows), texts(report), NameSearch(Still(rows), code_names=False))
    assert left == (
        ("Ann", "Ann"), ("Em", "Emma, Em"), ("Nan", "Nan"), (None, "Bea"), ("Rosa", "Rosa"), ("Dana", "Dana"),
    )  # fmt: skip


def test_a_name_that_is_not_to_be_shown_is_told_of_and_not_named() -> None:
    """Neither a name that is never to be shown nor that of somebody covered is said; that one stands there is."""
    never = [person("a", "Ann", "friend"), other("o", "a", "Bea", "former", never=True)]
    covered = [Person(id="q", name="Quill", kind="friend", veil="full", ordinal=12)]
    said = Lesson(id="l", text="Bea and Quill laughed.")
    sentence = "A name that is not to be shown still stands in what was said."
    for hidden in (never, covered):
        assert _told_of_names([*ROOM, *hidden, said], "code") == sentence
        assert _told_of_names([*ROOM, *hidden, said], "names") == ""
        zoe = [person("z", "Zoe"), Lesson(id="k", text="Zoe too")]
        both = _told_of_names([*ROOM, *hidden, said, *zoe], "code")
        assert both == f"These names still stand in what was said: Zoe. {sentence}"


def _told_of_names(rows: list[Entity], names: str) -> str:
    """What the maker of the story is told, where the names of the whole case are looked for."""
    given = Given(everybody=lambda: NameSearch(Still(rows), code_names=False))
    return told(seen(rows), "story", {"names": names}, given).told


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("O‘Neil came", "O'Neil"), ("ONeil came", "O’Neil"), ("Anne–Marie", "Anne-Marie"),
        ("with Marie", "Anne‐Marie"), ("김민수가 왔다", "김민수"), ("민수가 왔다", "김민수"), ("_Ann_", "Ann"),
        ("Annas Mutter", "Anna"), ("у Анны", "Анна"), ("Müllers", "Mueller"), ("A­nn", "Ann"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(text: str, name: str) -> None:
    assert holds(text, name)


def _with_strange_names() -> Source:
    """The demo, where everybody is called by a word that was never said."""
    rows = []
    for row in rows_of(demo()):
        if isinstance(row, Person) and row.name:
            rows.append(copy_of(row, name=f"Zyx{row.id}"))
        elif isinstance(row, OtherName) and row.use != "code":
            rows.append(copy_of(row, text=f"Zyx{row.id}"))
        else:
            rows.append(row)
    return seen(rows)


@pytest.mark.parametrize("key", KEYS)
def test_no_name_stands_in_what_the_page_itself_says(key: str) -> None:
    source = _with_strange_names()
    for lesson, session in (("l_nwanne", "s14"), ("l_needs", "s6")):
        answers: dict[str, Answer] = {"lesson": lesson, "session": session, "map": True}
        coded = told(source, key, {**answers, "names": "code"})
        assert "zyx" not in everything(coded).casefold()
        assert "Zyx" not in coded.told
        assert "Zyx" in everything(told(source, key, {**answers, "names": "names"}))


def test_the_story_in_code_names_names_nobody_in_its_headings() -> None:
    source = demo()
    report = page(source, "story", names="code")
    names = {one.name for one in source.all(Person) if one.name and one.name not in ("me",)}
    for heading in (block.text for block in report.blocks if isinstance(block, Heading)):
        assert not any(holds(heading, name) for name in names), heading
    assert "the therapist" in everything(report)
