"""The page of a session holds what is of that hour, all of it, and nothing that was said later."""

from __future__ import annotations

import pytest

from relmap.model.base import Entity
from relmap.model.lessons import Lesson, Taught
from relmap.model.people import Person, Relationship
from relmap.model.therapy import Moment, NewExperience, Rating, Repair, Rupture, Session
from relmap.model.vocabulary import Held
from relmap.reports.blocks import Items
from relmap.reports.catalogue import kind
from tests.reports.readings import (
    demo,
    everything,
    facts,
    grid,
    headings,
    long,
    page,
    plain,
    quotes,
    seen,
    small,
    under,
)

PEOPLE: list[Entity] = [
    Person(id="me", kind="self", seat="client"),
    Person(id="t", name="Dana", kind="therapist", seat="therapist", ordinal=1),
    Person(id="mum", name="Mum", kind="parent", ordinal=2, told_in="s1"),
    Relationship(id="r_t", a="me", b="t"),
    Relationship(id="r", a="me", b="mum", ordinal=1),
]
TWO_HOURS: list[Entity] = [
    Session(id="s1", number=1, date="2026-01-14"),
    Session(id="s2", number=2, date="2026-01-21"),
]


def test_it_is_of_the_last_session_that_was_held() -> None:
    rows = [*TWO_HOURS, Session(id="s3", number=3, date="2026-01-28", held="no_show")]
    assert page(seen(rows), "session").title == "Session 2, 21 January 2026"
    assert page(seen(rows), "session", session="s3").title == "Session 3, 28 January 2026"


def test_an_hour_of_the_demo_from_beginning_to_end() -> None:
    report = page(demo(), "session", session="s6")
    assert headings(report, 2) == [
        "How it opened", "What was said", "Moments", "Disruptions, and what helped", "Something new",
        "Numbers that were given", "Notes", "A closing line", "What to take home",
    ]  # fmt: skip
    assert facts(report.blocks)["How we met"] == "by video"
    assert quotes(under(report, "How it opened")) == ["I'm in the car. It's the only door that shuts."]
    assert quotes(under(report, "A closing line")) == ["So you did notice."]
    assert list(plain(under(report, "What to take home"))) == ["By video from the hospital car park."]
    assert quotes(under(report, "Something new")) == ["I said it was not fine, and the hour came back"]
    assert facts(under(report, "Something new"))["Afterwards"] == "Stronger 5 of 10 · more alive 4 of 10"


def test_what_helped_with_a_disruption_of_an_earlier_hour_says_with_which() -> None:
    blocks = under(page(demo(), "session", session="s6"), "Disruptions, and what helped")
    assert quotes(blocks) == ["Being asked how it was. And the hour was already back at two before she asked."]
    (line,) = small(blocks)
    assert "with the disruption of session 5, 11 February 2026" in line
    assert "back on track: 8 of 10 · the client says that it is back on track" in line


def test_whose_words_and_not_quite_stand_with_them() -> None:
    blocks = under(page(demo(), "session", session="s6"), "What was said", "Lessons")
    assert quotes(blocks) == ["I have to disappear to be loved"]
    (line,) = small(blocks)
    assert line.startswith("Words of the therapist · not quite, says the client · diminishing")


def test_what_was_said_later_is_not_on_the_page() -> None:
    """The lesson was said in the first session; that Dr. Okoye taught it too was said in the sixth."""
    first, sixth = page(demo(), "session", session="s1"), page(demo(), "session", session="s6")
    assert "My needs are too much" in quotes(first.blocks)
    assert "Dr. Okoye" not in everything(first)
    (added,) = [block for block in under(sixth, "What was said", "Lessons") if isinstance(block, Items)]
    (line,) = added.items
    assert line.startswith("“My needs are too much”: learned with Dr. Okoye · it was rewarded · since about 2019: ")
    assert line.endswith("“You're the one I don't have to worry about.”")


def test_closeness_of_another_hour_is_not_on_the_page() -> None:
    rows = [
        *PEOPLE, *TWO_HOURS,
        Relationship(id="r2", a="me", b="mum", label="as my boss", told_in="s1", ordinal=2),
        Rating(id="g", subject="r2", dimension="closeness", session="s2", value=9, rated_by="me"),
    ]  # fmt: skip
    first, second = (page(seen(rows), "session", session=id) for id in ("s1", "s2"))
    assert "Mum · as my boss" in everything(first)
    assert "9 of 10" not in everything(first)
    assert grid(second.blocks).rows == (("Mum · as my boss", "closeness", "9 of 10"),)


def test_a_number_is_as_it_was_given_and_not_asked_is_not_nought() -> None:
    rows = [
        *PEOPLE, *TWO_HOURS, Lesson(id="l", text="No"),
        Rating(id="a", subject="l", dimension="true_today", session="s2", value=None, rated_by="me"),
        Rating(id="b", subject="r", dimension="closeness", session="s2", value=0, rated_by="me", ordinal=1),
        Rating(id="c", subject="r", dimension="how it smells", session="s2", value=10, rated_by="me", ordinal=2),
    ]  # fmt: skip
    assert grid(page(seen(rows), "session").blocks).rows == (
        ("“No”", "how true it feels today", "not asked"),
        ("Mum", "closeness", "0 of 10"),
        ("Mum", "how it smells", "10 of 10"),
    )


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ("cancelled", "It did not take place: cancelled."),
        ("no_show", "It did not take place: the client did not come."),
        ("hour_kept", "It did not take place: the hour was kept open."),
    ],
)
def test_an_hour_that_did_not_take_place_has_a_page(held: Held, words: str) -> None:
    rows = [Session(id="s", number=7, held=held, note="Slept through.")]
    report = page(seen(rows), "session")
    assert words in plain(report.blocks)
    assert "How we met" not in facts(report.blocks)
    assert "Slept through." in plain(under(report, "What to take home"))


def test_a_quiet_hour_is_said_kindly() -> None:
    assert "Nothing was written down in this session." in everything(page(seen(TWO_HOURS), "session"))
    rows = [*TWO_HOURS, Moment(id="m", session="s2", type="heard")]
    report = page(seen(rows), "session")
    assert "Nothing was written down" not in everything(report)
    assert list(plain(under(report, "Moments"))) == ["Felt heard"]


def test_marks_without_a_word_are_whole() -> None:
    rows = [
        *PEOPLE, *TWO_HOURS,
        Moment(id="m", session="s2", type="silence", noticed_by="therapist", at="14:05"),
        Rupture(id="u", session="s2"),
        Repair(id="q", rupture="u", session="s2"),
        NewExperience(id="x", relationship="r", session="s2"),
    ]  # fmt: skip
    words = everything(page(seen(rows), "session"))
    assert "A silence · 14:05 · noticed by the therapist" in words
    assert "A disruption that has no words yet." in words
    assert "A step that has no words yet." in words
    assert "Something new, without words yet" in words
    assert "Still open" in words


def test_who_else_was_there_and_when() -> None:
    rows = [
        Session(id="s", number=1, date="2026-01-14", started="14:00", ended="14:50", also_present="Sam", medium="phone")
    ]
    assert facts(page(seen(rows), "session").blocks) == {
        "When": "from 14:00 to 14:50",
        "How we met": "by phone",
        "Also there": "Sam",
    }


def test_a_teacher_who_is_covered_takes_the_teaching_along() -> None:
    mum = Person(id="mum", name="Mum", kind="parent", veil="full")
    rows = [*(row for row in PEOPLE if row.id != "mum"), mum, *TWO_HOURS, Lesson(id="l", text="No", told_in="s1")]
    rows.append(Taught(id="w", lesson="l", relationship="r", quote="Hush", told_in="s1"))
    report = page(seen(rows), "session", session="s1")
    assert quotes(report.blocks) == ["No"]
    assert "Mum" not in everything(report)
    assert "Hush" not in everything(report)


def test_every_hour_of_a_long_therapy_can_be_chosen() -> None:
    source = long()
    (which, _) = kind("session").questions(source)
    assert [value for value, _ in which.options] == [f"s{number}" for number in range(84, 0, -1)]
    assert which.default == "s84"
    assert page(source, "session", session="s9").title == "Session 9, 5 March 2024"
    assert "Withdrawal" in everything(page(source, "session", session="s9")).title()
