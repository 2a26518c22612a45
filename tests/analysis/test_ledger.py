"""The ledgers hold every lesson and every role once, in any order, and say of no lesson what nobody asked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from relmap.analysis.ledger import (
    NOT_ASKED,
    LessonLine,
    LessonOrder,
    RoleOrder,
    lessons_in_order,
    lessons_ledger,
    roles_in_order,
    roles_ledger,
)
from relmap.exchange.reading import parse_case
from relmap.model.base import Entity
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.people import Case, Person, Relationship
from relmap.model.roles import Played, Role
from relmap.model.therapy import NewExperience, Rating, Session
from relmap.model.vocabulary import LessonState
from relmap.resources import resource
from relmap.store.index import Index

LESSON_ORDERS: tuple[LessonOrder, ...] = ("told", "felt", "taught", "state")
ROLE_ORDERS: tuple[RoleOrder, ...] = ("told", "state")
STATES: tuple[LessonState, ...] = ("live", "questioned", "loosening", "resting")


def room(*more: Entity) -> Index:
    people = [Person(id="me", kind="self", seat="client"), Person(id="mum", name="Mum"), Person(id="dad", name="Dad")]
    ties = [Relationship(id=f"r_{who}", a="me", b=who, ordinal=n) for n, who in enumerate(("mum", "dad"), start=1)]
    sessions = [Session(id=f"s{n}", number=n, ordinal=n) for n in (1, 2)]
    return Index([Case(id="case"), *people, *ties, *sessions, *more])


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[LessonLine, ...]:
    rows: list[Entity] = []
    for n in range(draw(st.integers(0, 7))):
        rows.append(Lesson(id=f"l{n}", state=draw(st.sampled_from(STATES)), ordinal=n + 1))
        value = draw(st.one_of(st.none(), st.integers(0, 10)))
        if value is not None:
            session = draw(st.sampled_from(("s1", "s2", None)))
            rows.append(
                Rating(id=f"g{n}", subject=f"l{n}", dimension="true_today", value=value, session=session, ordinal=n)
            )
        rows += [
            Taught(id=f"t{n}{tie}", lesson=f"l{n}", relationship=tie, ordinal=n)
            for tie in draw(st.sets(st.sampled_from(("r_mum", "r_dad"))))
        ]
    return lessons_ledger(room(*rows))


@given(ledgers(), st.sampled_from(LESSON_ORDERS))
def test_in_every_order_each_lesson_stands_once(lines: tuple[LessonLine, ...], order: LessonOrder) -> None:
    shown = [line.lesson for group in lessons_in_order(lines, order) for line in group.lines]
    assert sorted(shown) == sorted(line.lesson for line in lines)


@given(ledgers())
def test_the_most_felt_come_first_and_what_nobody_asked_stands_apart(lines: tuple[LessonLine, ...]) -> None:
    groups = {group.key: group.lines for group in lessons_in_order(lines, "felt")}
    unasked = groups.pop(NOT_ASKED, ())
    assert all(not line.newest for line in unasked)
    felt = [line.newest[0].felt.value for group in groups.values() for line in group]
    assert felt == sorted(felt, key=lambda value: -(value if value is not None else -1))
    assert None not in felt


def test_a_number_of_an_earlier_hour_is_not_todays() -> None:
    case = room(
        Lesson(id="l1", ordinal=1),
        Lesson(id="l2", ordinal=2),
        Rating(id="g1", subject="l1", dimension="true_today", value=0, session="s1", ordinal=1),
        Rating(id="g2", subject="l2", dimension="true_today", value=4, session="s2", ordinal=2),
    )
    earlier, now = (line.newest[0] for line in lessons_ledger(case))
    assert (earlier.felt.value, earlier.stop.session, earlier.today) == (0, "s1", False)
    assert (now.felt.value, now.stop.session, now.today) == (4, "s2", True)


def test_what_speaks_both_ways_counts_for_both() -> None:
    case = room(
        Lesson(id="l", valence="mixed"),
        NewExperience(id="x", relationship="r_mum"),
        NewExperience(id="y", relationship="r_mum"),
        Link(id="k1", kind="counters", from_="x", to="l"),
        Link(id="k2", kind="supports", from_="x", to="l"),
        Link(id="k3", kind="supports", from_="y", to="l"),
    )
    (line,) = lessons_ledger(case)
    assert (line.speaking("against"), line.speaking("for")) == (1, 2)


def test_by_whom_it_was_taught_and_untaught_last() -> None:
    case = room(
        Lesson(id="alone", ordinal=1),
        Lesson(id="a", ordinal=2),
        Lesson(id="b", ordinal=3),
        Taught(id="t1", lesson="a", relationship="r_dad"),
        Taught(id="t2", lesson="b", relationship="r_dad", period="1999"),
        Taught(id="t3", lesson="b", relationship="r_mum", period="1985"),
    )
    groups = lessons_in_order(lessons_ledger(case), "taught")
    assert [(group.key, [line.lesson for line in group.lines]) for group in groups] == [
        ("r_dad", ["a"]),
        ("r_mum", ["b"]),
        ("", ["alone"]),
    ]


def test_every_role_stands_there_with_each_tie_also_where_there_is_none() -> None:
    case = room(
        Role(id="o1", name="The caretaker", state="set_down", ordinal=1),
        Role(id="o2", name="The invisible one", other_pole="The seen", ordinal=2),
        Played(id="p1", role="o1", relationship="r_dad", cost="Me", ordinal=2),
        Played(id="p2", role="o1", relationship="r_mum", ordinal=1),
        Played(id="p3", role="o1", relationship="r_mum", veil="full", ordinal=3),
    )
    one, other = roles_ledger(case)
    assert [(tie.relationship, tie.cost) for tie in one.ties] == [("r_mum", None), ("r_dad", "Me")]
    assert (other.other_pole, other.ties) == ("The seen", ())
    for order in ROLE_ORDERS:
        groups = roles_in_order((one, other), order)
        assert {line.role for group in groups for line in group.lines} == {"o1", "o2"}
    assert [group.key for group in roles_in_order((one, other), "state")] == ["still_played", "set_down"]


def test_the_demo_has_a_line_for_every_lesson_and_role_that_may_be_seen() -> None:
    case = parse_case(resource("demo", "heron.json"))
    lines = {line.lesson: line for line in lessons_ledger(case)}
    assert lines.keys() == {lesson.id for lesson in case.all(Lesson) if lesson.veil == "none"}
    assert lines["l_needs"].speaking("against") == 4
    assert lines["l_disappear"].newest[0].today is False
    assert sum(len(line.ties) for line in roles_ledger(case)) == len(case.all(Played))
