"""The story so far holds everybody and everything that may be told, in the order in which it came up."""

from __future__ import annotations

from pathlib import Path

from relmap.model.base import Entity
from relmap.model.lessons import Lesson, Taught
from relmap.model.notes import Note
from relmap.model.patterns import Pattern
from relmap.model.people import Person, Relationship
from relmap.model.roles import Played, Role
from relmap.model.source import Source
from relmap.model.therapy import NewExperience, Rupture, Session, WayOfConnecting
from relmap.read.titles import title_of
from relmap.reports.blocks import Items
from relmap.reports.telling import in_told_order
from tests.couplecase import couple_case
from tests.reports.readings import (
    demo,
    everything,
    facts,
    grid,
    headings,
    long,
    page,
    pictures,
    quotes,
    seen,
    small,
    under,
)

CHAPTERS = [
    "The map", "Who mattered", "What was learned", "Roles", "Patterns and stories", "Life and times",
    "What matters around it", "Disruptions, and what helped", "Here too", "Something new", "Ways of connecting",
    "In closing lines",
]  # fmt: skip


def items(source: Source, title: str) -> list[str]:
    blocks = under(page(source, "story"), "Who mattered", title)
    return [item for block in blocks if isinstance(block, Items) for item in block.items]


def test_the_demo_has_every_chapter() -> None:
    report = page(demo(), "story")
    assert headings(report, 2) == CHAPTERS
    assert facts(report.blocks[:4]) == {
        "Began": "14 January 2026",
        "Met": "in 13 sessions",
        "How it stands": "under way",
    }


def test_everything_that_may_be_told_is_in_it() -> None:
    source = demo()
    words = everything(page(source, "story"))
    for cls, attr in (
        (Lesson, "text"), (Role, "name"), (Pattern, "name"), (NewExperience, "description"),
        (Rupture, "description"), (WayOfConnecting, "name"), (Session, "closing"), (Person, "note"),
    ):  # fmt: skip
        for row in source.all(cls):
            value = getattr(row, attr)
            if row.veil == "none" and value and title_of(source, row.id) != "me":
                assert value in words, value


def test_relationships_stand_in_the_order_in_which_they_came_up() -> None:
    found = headings(page(demo(), "story"), 3)
    assert found[:9] == [
        "Dana", "Mum", "Sam (partner)", "Dad", "Kit", "Mum and Dad", "Gran Ada", "The church in the hall",
        "Dad · as my pastor",
    ]  # fmt: skip


def test_two_ties_with_one_person_have_what_is_theirs() -> None:
    assert items(demo(), "Dad") == [
        "Learned: “Love has to be earned” (it was rewarded)",
        "Learned: “I have to disappear to be loved” (not quite)",
        "Learned: “Onye aghala nwanne ya” (it was shown)",
        "Asked for the role: The invisible one",
        "Something new: I told Dad who Sam is",
    ]
    assert items(demo(), "Dad · as my pastor") == [
        "Learned: “I am welcome as I am” (it was said)",
        "Asked for the role: The one with good news",
    ]
    both = quotes(under(page(demo(), "story"), "Who mattered", "Dad"))
    again = quotes(under(page(demo(), "story"), "Who mattered", "Dad · as my pastor"))
    assert both[0].startswith("Telephone engineer in the week")
    assert again == ["On Sundays he shone. I sat in the third row to get some."]


def test_a_lesson_says_its_newest_number_and_when_it_was_given() -> None:
    blocks = under(page(demo(), "story"), "What was learned")
    assert quotes(blocks)[:3] == ["My needs are too much", "Love has to be earned", "I am welcome as I am"]
    rows = [Person(id="me", kind="self", seat="client"), Lesson(id="l", text="No")]
    assert facts(under(page(seen(rows), "story"), "What was learned")) == {"How true it felt": "not asked"}


def test_the_disruptions_say_where_they_stand() -> None:
    blocks = under(page(demo(), "story"), "Disruptions, and what helped")
    assert "We leave this open. Neither of us thinks it is nothing." in quotes(blocks)
    assert facts(blocks)["Where it stands"] == "Left open"
    assert everything(page(demo(), "story")).count("says the client") >= 4


def test_what_was_newly_lived_says_of_which_lessons_it_speaks() -> None:
    last = facts(under(page(demo(), "story"), "Something new"))
    assert last["Of which lessons"] == "speaks for “I am welcome as I am”"
    assert last["A way of connecting"] == "Be angry and stay in the room"


def test_the_ways_stand_in_a_table() -> None:
    table = grid(under(page(demo(), "story"), "Ways of connecting"))
    assert table.header == ("A way of connecting", "How much it is mine", "Lived with", "First")
    assert table.rows[0] == ("Say it while it is still small", "mine", "Dana", "18 February 2026")
    assert ("Take first, once", "imagined", "not yet", "not yet") in table.rows


def test_closing_lines_and_pictures_can_be_left_out() -> None:
    report = page(demo(), "story", lines=False, pictures=False)
    assert headings(report, 2) == CHAPTERS[1:-1]
    assert pictures(report) == []
    assert [one.key for one in pictures(page(demo(), "story"))] == [
        "map",
        "lessons",
        "disruptions",
        "felt",
        "repertoire",
    ]


def test_one_session_is_a_story() -> None:
    rows: list[Entity] = [
        Person(id="me", kind="self", seat="client"),
        Person(id="mum", name="Mum", kind="parent", ordinal=1),
        Relationship(id="r", a="me", b="mum"),
        Session(id="s", number=1, date="2026-01-14", closing="It could be said."),
    ]
    report = page(seen(rows), "story")
    assert headings(report, 2) == ["The map", "Who mattered", "In closing lines"]
    assert [block for block in under(report, "Who mattered") if isinstance(block, Items)] == [Items(("Mum: Parent",))]
    assert facts(report.blocks) == {"Began": "14 January 2026", "Met": "in 1 session"}
    assert small(under(report, "In closing lines")) == ["Session 1, 14 January 2026"]


def test_a_long_therapy_is_whole() -> None:
    source = long()
    words = everything(page(source, "story"))
    for number in range(2, 66):
        assert f"Person {number}" in words
    assert len(quotes(under(page(source, "story"), "In closing lines"))) == 84
    assert len(quotes(under(page(source, "story"), "What was learned"))) == 24


def test_of_a_couple_each_account_is_told(tmp_path: Path) -> None:
    couple = couple_case(tmp_path / "couple.relmap")
    report = page(couple.document, "story")
    titles = headings(report, 3)
    words = everything(report)
    assert "Lev and Dad, told by Lev" in titles
    assert "Noor and Lev, told by Noor: Warm" in words
    assert "Noor and Lev, told by Lev: Strained" in words
    assert facts(under(report, "What was learned"))["How true it felt"].startswith("Noor 3 of 10, session 1")
    assert "Lev 8 of 10, session 1" in facts(under(report, "What was learned"))["How true it felt"]
    couple.document.close()


def test_things_stand_where_they_came_up() -> None:
    """What was told between two sessions stands after what was told before it."""
    rows = [
        Session(id="s1", number=1), Session(id="s2", number=2, ordinal=1),
        Lesson(id="late", text="3", told_in="s2", ordinal=1), Lesson(id="early", text="1", told_in="s1", ordinal=2),
        Lesson(id="between", text="2", ordinal=3), Lesson(id="first", text="0", ordinal=0),
    ]  # fmt: skip
    source = seen(rows)
    assert [row.id for row in in_told_order(source, source.all(Lesson))] == ["first", "early", "between", "late"]


def test_a_role_without_a_word_is_told_with_whom_it_was_played() -> None:
    rows = [
        Person(id="me", kind="self", seat="client"),
        Person(id="mum", name="Mum", ordinal=1),
        Relationship(id="r", a="me", b="mum"),
        Role(id="o"),
        Played(id="p", role="o", relationship="r", cost="  "),
    ]
    blocks = under(page(seen(rows), "story"), "Roles")
    assert facts(blocks) == {"With": "Mum"}
    assert "A role that has no name yet." in everything(page(seen(rows), "story"))


def test_not_quite_stands_in_lists_and_in_the_words_of_the_map_too() -> None:
    rows = [
        Person(id="me", kind="self", seat="client"),
        Person(id="mum", name="Mum", ordinal=1),
        Relationship(id="r", a="me", b="mum"),
        Role(id="o", name="The strong one", disputed=True, author="therapist"),
        Played(id="p", role="o", relationship="r"),
        WayOfConnecting(id="w", name="Ask first", disputed=True),
    ]
    report = page(seen(rows), "story")
    (map_picture,) = (one for one in pictures(report) if one.kind == "map")
    assert "The strong one (not quite): a role" in map_picture.alt
    assert "Ask first (not quite): a way of connecting" in map_picture.alt
    assert [block for block in under(report, "Who mattered", "Mum") if isinstance(block, Items)] == [
        Items(("Asked for the role: The strong one (not quite)",))
    ]
    assert small(under(report, "Roles")) == ["Words of the therapist · not quite, says the client · still played"]
    assert grid(report.blocks).rows[0][0] == "Ask first (not quite, says the client)"


def test_notes_on_somebody_stand_with_them_and_covered_ones_nowhere() -> None:
    rows = [
        Person(id="me", kind="self", seat="client"),
        Person(id="mum", name="Mum", ordinal=1),
        Relationship(id="r", a="me", b="mum"),
        Note(id="n", subject="mum", text="Ask her about the sea."),
        Note(id="h", subject="r", text="Hush", veil="full"),
    ]
    report = page(seen(rows), "story")
    assert quotes(under(report, "Who mattered", "Mum")) == ["Ask her about the sea."]
    assert "Hush" not in everything(report)


def test_who_taught_it_and_is_covered_is_not_named() -> None:
    rows = [
        Person(id="me", kind="self", seat="client"),
        Person(id="mum", name="Mum", veil="full", ordinal=1),
        Relationship(id="r", a="me", b="mum"),
        Lesson(id="l", text="No"),
        Taught(id="t", lesson="l", relationship="r"),
    ]
    assert "Mum" not in everything(page(seen(rows), "story"))
    assert quotes(page(seen(rows), "story").blocks) == ["No"]


def test_somebody_whose_only_tie_is_an_outline_is_still_there() -> None:
    rows = [
        Person(id="me", kind="self", seat="client"),
        Person(id="mum", name="Olga", kind="parent", ordinal=1),
        Relationship(id="r", a="me", b="mum", veil="outline"),
    ]
    blocks = under(page(seen(rows), "story"), "Who mattered")
    assert [item for block in blocks if isinstance(block, Items) for item in block.items] == ["Olga: Parent"]
