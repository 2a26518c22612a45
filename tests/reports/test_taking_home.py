"""The page to take home: what the client picked, in code names, and no word on it of where it comes from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from relmap.edits.consents import agree, withdraw
from relmap.model.base import Entity
from relmap.model.lessons import Lesson
from relmap.model.people import Person, Relationship
from relmap.model.source import Source
from relmap.model.therapy import NewExperience, Session
from relmap.reports.blocks import Facts, Items, Space
from relmap.reports.catalogue import kind
from relmap.reports.questions import Question
from tests.casefiles import begun_document
from tests.couplecase import couple_case
from tests.reports.readings import (
    chinese,
    demo,
    everything,
    facts,
    headings,
    hebrew,
    long,
    page,
    pictures,
    quotes,
    seen,
    small,
    under,
)

GIVEN_AWAY = re.compile(r"therap|session|client|counsel|relmap|Heron|Dana\b|disruption|lesson|case\b", re.IGNORECASE)


def asked(source: Source) -> dict[str, Question]:
    return {question.key: question for question in kind("take_home").questions(source)}


@pytest.mark.parametrize("source", [demo(), hebrew(), chinese(), long()], ids=["demo", "hebrew", "chinese", "long"])
def test_nothing_on_it_says_where_it_comes_from(source: Source) -> None:
    """With whatever is ticked but the map, in the words of the page; the long case calls its lessons so itself."""
    every = {key: tuple(value for value, _ in one.options) for key, one in asked(source).items() if one.kind == "ticks"}
    for answers in ({}, every, {"write": True}):
        report = page(source, "take_home", **answers)
        own = [*quotes(report.blocks), *(text for value, text in facts(report.blocks).items() if value != "With")]
        for text in set(everything(report).split("\n")) - set(own):
            assert not GIVEN_AWAY.search(text), text
        assert report.footer == ""
        assert report.watermark is None


def test_it_should_fit_on_one_sheet_in_letters_that_read_well() -> None:
    report = page(demo(), "take_home")
    assert (report.sheets, report.smallest_pt) == (1, 9.0)


def test_a_short_choice_is_made_before_anybody_chooses() -> None:
    """Truer lessons, what was newly lived out in life before what was lived in the room, tried ways, the last line."""
    source = demo()
    found = asked(source)
    assert found["truer"].default == ("l_welcome", "l_want_to_know", "l_hold")
    assert found["lessons"].default == ()
    assert found["new"].default == ("x_gran_told", "x_told_dad", "x_rota")
    assert found["ways"].default == ("w_small", "w_angry", "w_ask")
    assert found["closing"].default == "s16"
    assert (found["map"].default, found["safe"].default, found["names"].default) == (False, False, "code")
    report = page(source, "take_home")
    assert headings(report, 2) == [
        "What is true as well",
        "What I have lived",
        "Ways to be with others",
        "A line to keep",
    ]
    assert quotes(under(report, "A line to keep")) == ["Not mended. Still here. Can that be a thing?"]


def test_only_what_is_there_is_asked_for() -> None:
    assert list(asked(seen([]))) == ["safe", "map", "own", "write", "title", "names"]
    rows = [Lesson(id="a", text="No"), Lesson(id="b", text=" "), Lesson(id="c", text="Hush", veil="full")]
    assert [value for value, _ in asked(seen(rows))["lessons"].options] == ["a"]
    assert "truer" not in asked(seen(rows))


def test_exactly_what_was_picked_stands_on_it() -> None:
    nothing: dict[str, tuple[str, ...]] = {"truer": (), "new": (), "ways": ()}
    report = page(demo(), "take_home", closing="none", lessons=("l_nwanne",), **nothing)
    assert headings(report, 2) == ["What I learned once"]
    assert quotes(report.blocks) == ["Onye aghala nwanne ya"]
    assert small(report.blocks) == ["In other words: Nobody leaves their own behind · found together"]
    report = page(demo(), "take_home", closing="s6", lessons=(), **nothing)
    assert quotes(report.blocks) == ["So you did notice."]


def test_where_nothing_is_picked_there_is_room_to_write() -> None:
    report = page(demo(), "take_home", closing="none", truer=(), new=(), ways=())
    assert "There is room here for what you want to keep." in everything(report)
    assert [block.lines for block in report.blocks if isinstance(block, Space)] == [8]


def test_words_of_others_say_so_without_saying_whose() -> None:
    report = page(demo(), "take_home", lessons=("l_disappear",))
    assert small(under(report, "What I learned once")) == ["Somebody else’s words · not quite"]


def test_people_bear_code_names_and_whoever_listens_is_not_named_at_all() -> None:
    report = page(demo(), "take_home", new=("x_rota", "x_angry", "x_told_dad"))
    blocks = under(report, "What I have lived")
    assert [dict(block.rows).get("With") for block in blocks if isinstance(block, Facts)] == [None, "Parent 2", "Boss"]
    named = under(page(demo(), "take_home", new=("x_rota", "x_told_dad"), names="names"), "What I have lived")
    assert [dict(block.rows).get("With") for block in named if isinstance(block, Facts)] == ["Dad", "Dr. Okoye"]


def test_whoever_makes_it_is_told_what_still_gives_something_away() -> None:
    report = page(demo(), "take_home", new=("x_told_dad",), ways=(), truer=())
    assert report.told.startswith("Nobody has said yet that it is safe to have this page at home.")
    assert report.told.endswith("These names still stand in what was said: Dad, Sam.")
    assert report.told not in everything(report)
    assert "safe" not in page(demo(), "take_home", safe=True).told
    assert page(demo(), "take_home", safe=True, names="names").told == ""


def test_an_agreement_that_was_taken_back_is_told(tmp_path: Path) -> None:
    document = begun_document(tmp_path / "case.relmap")
    assert "agreed" not in page(document, "take_home").told
    one = agree(document, next(row.id for row in document.all(Person) if row.seat == "client"), "take_home")
    assert "agreed" not in page(document, "take_home").told
    withdraw(document, one)
    assert "Taking pages home was agreed to once, and taken back: me." in page(document, "take_home").told
    document.close()


def test_the_top_says_what_was_typed_or_next_to_nothing() -> None:
    assert page(demo(), "take_home").title == "My page"
    assert page(demo(), "take_home", title="  For the kitchen ").title == "For the kitchen"
    assert page(demo(), "take_home", title=" \n").title == "My page"


def test_a_line_of_ones_own_stands_first_and_lines_to_write_on_last() -> None:
    report = page(demo(), "take_home", own="Ask first.", write=True)
    assert quotes(report.blocks)[0] == "Ask first."
    assert isinstance(report.blocks[-1], Space)


def test_the_map_comes_along_if_it_is_wished_and_in_the_same_names() -> None:
    assert pictures(page(demo(), "take_home")) == []
    (code,) = pictures(page(demo(), "take_home", map=True))
    assert (code.kind, code.key, code.at, code.code_names) == ("map", "map", None, True)
    assert "Dr. Okoye" not in re.sub("“[^”]*”", "", code.alt).replace("with Dr. Okoye", "")
    assert "Boss: boss, strained" in code.alt
    assert headings(page(demo(), "take_home", map=True), 2)[-1] == "My map"
    (named,) = pictures(page(demo(), "take_home", map=True, names="names"))
    assert not named.code_names
    assert "Dr. Okoye: boss, strained" in named.alt
    assert pictures(page(seen([]), "take_home", map=True)) == []


def test_ways_say_how_much_they_are_ones_own() -> None:
    blocks = under(page(demo(), "take_home", ways=("w_first", "w_small")), "Ways to be with others")
    (ways,) = [block for block in blocks if isinstance(block, Items)]
    assert ways.items == ("Say it while it is still small (mine)", "Take first, once (imagined)")


def test_of_a_couple_it_says_whose_lesson_it_is(tmp_path: Path) -> None:
    couple = couple_case(tmp_path / "couple.relmap")
    report = page(couple.document, "take_home", lessons=(couple.lesson,))
    assert small(report.blocks) == ["Held by client 2"]
    assert small(page(couple.document, "take_home", lessons=(couple.lesson,), names="names").blocks) == ["Held by Lev"]
    couple.document.close()


def test_a_story_without_words_is_not_offered() -> None:
    rows = [
        Person(id="me", kind="self", seat="client"),
        Person(id="mum", name="Mum", ordinal=1),
        Relationship(id="r", a="me", b="mum"),
        NewExperience(id="x", relationship="r"),
        NewExperience(id="y", relationship="r", description="I rang her", ordinal=1),
        Session(id="s", number=1, closing="  "),
    ]
    found = asked(seen(rows))
    assert found["new"].options == (("y", "I rang her"),)
    assert "closing" not in found


def test_nobody_of_the_room_and_no_therapist_of_once_is_named_on_it() -> None:
    """Who somebody was lived it with would say where the page comes from."""
    told = [
        ("co", Person(id="co", name="Cora", kind="unknown", seat="co_therapist", ordinal=3)),
        ("in", Person(id="in", name="Ines", kind="unknown", seat="interpreter", ordinal=4)),
        ("old", Person(id="old", name="Olaf", kind="therapist", ordinal=5)),
        ("pal", Person(id="pal", name="Pia", kind="friend", ordinal=6)),
    ]
    rows: list[Entity] = [
        Person(id="me", kind="self", seat="client"),
        Person(id="t", kind="therapist", seat="therapist"),
    ]
    for n, (id, one) in enumerate(told):
        rows += [one, Relationship(id=f"r_{id}", a="me", b=id, ordinal=n)]
        rows.append(NewExperience(id=f"x_{id}", relationship=f"r_{id}", description=f"said it to {n}", ordinal=n))
    picked = ("x_co", "x_in", "x_old", "x_pal")
    for names, friend in (("code", "Friend"), ("names", "Pia")):
        report = page(seen(rows), "take_home", names=names, new=picked)
        with_whom = [row for block in report.blocks if isinstance(block, Facts) for row in block.rows]
        assert with_whom == [("With", friend)]
