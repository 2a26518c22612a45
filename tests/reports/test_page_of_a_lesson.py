"""The life of a lesson on paper: every number as it was given, gaps as gaps, two people's numbers side by side."""

from __future__ import annotations

from pathlib import Path

from relmap.analysis.numbers import unknown_day
from relmap.charts.catalogue import chart
from relmap.edits import rating
from relmap.model.base import Entity
from relmap.model.lessons import Lesson
from relmap.model.links import Link
from relmap.model.people import Person
from relmap.model.therapy import Rating, Session
from relmap.reports.blocks import Words
from tests.couplecase import couple_case
from tests.reports.readings import (
    demo,
    everything,
    facts,
    grid,
    headings,
    page,
    pictures,
    plain,
    quotes,
    seen,
    small,
    under,
)

HOURS: list[Entity] = [
    Session(id=f"s{n}", number=n, date=f"2026-01-{7 * n:02}", held="held", ordinal=n) for n in range(1, 5)
]
CLIENT = Person(id="me", kind="self", seat="client")


def rated(n: int, session: str | None, value: int | None) -> Rating:
    return Rating(
        id=f"g{n}", subject="l", dimension="true_today", session=session, value=value, rated_by="me", ordinal=n
    )


def test_numbers_stand_as_they_were_given_and_gaps_share_a_line() -> None:
    lesson = Lesson(id="l", text="No", told_in="s1")
    rows = [CLIENT, *HOURS, lesson, rated(1, "s1", 9), rated(2, "s4", 10)]
    found = grid(page(seen(rows), "lesson").blocks)
    assert found.header == ("When", "As it was said")
    assert found.rows == (
        ("Session 1, 7 January 2026", "9 of 10"),
        ("Session 2, 14 January 2026 to session 3, 21 January 2026", "not asked"),
        ("Session 4, 28 January 2026", "10 of 10"),
    )


def test_nought_is_a_number_and_not_asked_is_none() -> None:
    rows = [CLIENT, *HOURS, Lesson(id="l", text="No", told_in="s3"), rated(1, "s3", 0), rated(2, "s4", None)]
    assert grid(page(seen(rows), "lesson").blocks).rows == (
        ("Session 3, 21 January 2026", "0 of 10"),
        ("Session 4, 28 January 2026", "not asked"),
    )


def test_where_nobody_asked_there_is_neither_a_table_nor_a_chart() -> None:
    report = page(seen([CLIENT, *HOURS, Lesson(id="l", text="No"), rated(1, "s1", None)]), "lesson")
    assert pictures(report) == []
    assert list(plain(under(report, "How true it felt"))) == [
        "Nobody has asked yet how true it feels. That is not the same as nought."
    ]


def test_the_chart_says_in_words_what_the_chart_says() -> None:
    source = demo()
    (picture,) = pictures(page(source, "lesson", lesson="l_earned"))
    assert (picture.kind, picture.key, picture.subject) == ("chart", "lesson", "l_earned")
    assert "session 4: 9 of 10" in picture.alt
    assert picture.alt.startswith("“Love has to be earned” (diminishing)")
    (bare,) = pictures(page(source, "lesson", lesson="l_needs"))
    shown = chart("lesson").read(source, ("l_needs",), unknown_day).words
    assert bare.alt == shown
    assert pictures(page(source, "lesson", chart=False)) == []


def test_the_numbers_of_a_couple_stand_side_by_side(tmp_path: Path) -> None:
    couple = couple_case(tmp_path / "couple.relmap")
    rating.rate(couple.document, couple.lesson, "true_today", None, rated_by=couple.noor)
    report = page(couple.document, "lesson")
    assert grid(report.blocks).header == ("When", "Lev")
    rating.rate(couple.document, couple.lesson, "true_today", 3, rated_by=couple.noor)
    found = grid(page(couple.document, "lesson").blocks)
    assert (found.header, found.rows[0][1:]) == (("When", "Noor", "Lev"), ("3 of 10", "8 of 10"))
    assert "Held by Lev" in small(report.blocks)[1]
    assert "Learned with Lev and Dad, told by Lev" in everything(report)
    couple.document.close()


def test_words_in_another_language_stand_in_it_with_what_they_mean() -> None:
    report = page(demo(), "lesson", lesson="l_nwanne")
    first = next(block for block in report.blocks if isinstance(block, Words) and block.quote)
    assert (first.text, first.lang) == ("Onye aghala nwanne ya", "ig")
    assert "In other words: Nobody leaves their own behind" in small(report.blocks)
    assert "Words of both together · held by Gran Ada, Dad, me" in everything(report)
    assert [block.lang for block in page(demo(), "lesson").blocks if isinstance(block, Words) and block.lang] == []


def test_its_story_goes_from_where_it_comes_from_to_what_came_in_its_place() -> None:
    report = page(demo(), "lesson", lesson="l_needs")
    assert headings(report) == [
        "The life of a lesson", "Where it comes from", "What it asked for", "How true it felt", "What was lived since",
        "A truer lesson",
    ]  # fmt: skip
    assert quotes(under(report, "A truer lesson")) == ["People who love me want to know"]
    assert quotes(under(report, "What was lived since")) == [
        "I said it was not fine, and the hour came back",
        "I was angry, and she stayed",
        "I asked Sam for help",
        "I said no to the rota, and she sat down",
    ]
    assert facts(under(report, "What it asked for"))["What it kept safe"] == (
        "The only other face like mine on that corridor"
    )
    assert "It came in the place of “My needs are too much”." in everything(
        page(demo(), "lesson", lesson="l_want_to_know")
    )


def test_a_note_on_a_lesson_stands_at_its_end() -> None:
    blocks = under(page(demo(), "lesson", lesson="l_disappear"), "Notes")
    assert quotes(blocks) == ["Not “disappear”. More like being furniture: useful, and there."]
    assert small(blocks) == ["A note · session 6, 18 February 2026 · to be asked about later"]


def test_a_truer_lesson_that_is_covered_is_not_told_of() -> None:
    rows = [
        Lesson(id="l", text="No"),
        Lesson(id="truer", text="Hush", valence="affirming", veil="full"),
        Link(id="k", kind="instead", from_="l", to="truer"),
    ]
    report = page(seen(rows), "lesson")
    assert "A truer lesson" not in headings(report)
    assert "Hush" not in everything(report)


def test_a_lesson_that_may_not_be_seen_does_not_say_that_there_is_none() -> None:
    rows = [Lesson(id="l", text="No", veil="full"), Lesson(id="k", text="Yes", ordinal=1)]
    assert "no lesson on the map yet" not in everything(page(seen(rows), "lesson", lesson="l"))
    assert "There is nothing to be shown of this lesson." in everything(page(seen(rows), "lesson", lesson="l"))
    assert "no lesson on the map yet" in everything(page(seen([]), "lesson"))
