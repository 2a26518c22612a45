"""A lesson's life holds what the case holds: every number and every experience once, and nothing where nobody asked."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmap.analysis.threads import LessonLife, lesson_life
from relmap.exchange.reading import parse_case
from relmap.model.base import Entity
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.patterns import LifeEvent
from relmap.model.people import Case, Person, Relationship
from relmap.model.ratings import current_rating
from relmap.model.roles import Played, Role
from relmap.model.therapy import Moment, NewExperience, Rating, Session
from relmap.resources import resource
from relmap.store.index import Index

DAYS = ("2024-01-10", "2024-01-17", "2024-01-24", "2024-01-31", "2024-02-07", "2024-02-14", "2024-02-21", "2024-02-28")


def room(*more: Entity, second_client: bool = False) -> Index:
    """A client, a therapist, two ties and a lesson, and more."""
    rows: list[Entity] = [
        Case(id="case"),
        Person(id="me", kind="self", seat="client", ordinal=1),
        Person(id="t", kind="therapist", seat="therapist", ordinal=2),
        Person(id="mum", name="Mum", ordinal=3),
        Relationship(id="r_t", a="me", b="t", ordinal=1),
        Relationship(id="r_mum", a="me", b="mum", ordinal=2),
        Lesson(id="l", text="My needs are too much", valence="mixed", ordinal=1),
        Lesson(id="other", text="Another", ordinal=2),
    ]
    if second_client:
        rows.append(Person(id="you", name="You", seat="client", ordinal=4))
    return Index([*rows, *more])


def held(number: int, **values: str) -> Session:
    return Session(id=f"s{number}", number=number, date=DAYS[number - 1], ordinal=number, **values)


def rating(n: int, session: str | None, value: int | None, by: str | None = "me", subject: str = "l") -> Rating:
    return Rating(
        id=f"g{n}", subject=subject, dimension="true_today", session=session, value=value, rated_by=by, ordinal=n
    )


def numbers(life: LessonLife, rater: str | None = "me") -> list[int | None]:
    return [felt.value if (felt := stop.of(rater)) is not None else None for stop in life.stops]


@st.composite
def cases(draw: st.DrawFn) -> Index:
    """A therapy of any length, with numbers and experiences anywhere in it."""
    count = draw(st.integers(0, len(DAYS)))
    kinds = draw(st.lists(st.sampled_from(("held", "held", "cancelled", "no_show")), min_size=count, max_size=count))
    sessions = [held(number, held=kind) for number, kind in enumerate(kinds, start=1)]
    in_room = [session.id for session in sessions if session.held == "held"]
    ratings: list[Rating] = []
    claimed: set[tuple[str | None, str]] = set()
    for n in range(draw(st.integers(0, 12))):
        session = draw(st.sampled_from([None, *in_room]))
        by = draw(st.sampled_from(("me", "you")))
        if session is None or (session, by) not in claimed:
            claimed.add((session, by))
            value = draw(st.one_of(st.none(), st.integers(0, 10)))
            ratings.append(rating(n + 1, session, value, by, subject=draw(st.sampled_from(("l", "l", "other")))))
    return room(*sessions, *ratings, *_lived(draw, sessions), *_moments(draw, sessions), second_client=True)


def _moments(draw: st.DrawFn, sessions: list[Session]) -> list[Entity]:
    """Moments in any session, held or not, in which the lesson was there again."""
    rows: list[Entity] = []
    for n, session in enumerate(sessions):
        if draw(st.booleans()):
            rows.append(Moment(id=f"m{n}", session=session.id, ordinal=n))
            rows.append(Link(id=f"h{n}", kind="here_too", from_=f"m{n}", to="l", ordinal=100 + n))
    return rows


def _lived(draw: st.DrawFn, sessions: list[Session]) -> list[Entity]:
    rows: list[Entity] = []
    told = [None, *(session.id for session in sessions)]
    for n in range(draw(st.integers(0, 6))):
        happened = draw(st.sampled_from((None, "1985", "2024", "2024-01-24", "2024-01-26", "2030", "unknown")))
        rows.append(
            NewExperience(
                id=f"x{n}",
                relationship=draw(st.sampled_from(("r_t", "r_mum"))),
                session=draw(st.sampled_from(told)),
                told_in=draw(st.sampled_from(told)),
                happened=happened,
                ordinal=n + 1,
            )
        )
        for kind in draw(st.sets(st.sampled_from(("counters", "supports")))):
            target = draw(st.sampled_from(("l", "l", "other")))
            rows.append(Link(id=f"k{n}{kind}", kind=kind, from_=f"x{n}", to=target, ordinal=2 * n + len(kind) % 2))
    return rows


@given(cases())
def test_every_number_of_the_lesson_is_there_once_and_no_other(case: Index) -> None:
    life = lesson_life(case, "l")
    shown = Counter((felt.id, felt.value, felt.rater) for stop in life.stops for felt in stop.felt)
    given_ = Counter((row.id, row.value, row.rated_by) for row in case.all(Rating) if row.subject == "l")
    assert shown == given_


@given(cases())
def test_every_experience_is_there_once_with_each_link_that_says_so(case: Index) -> None:
    life = lesson_life(case, "l")
    links = [row for row in case.all(Link) if row.to == "l" and row.kind != "here_too"]
    assert Counter(lived.id for lived in life.lived) == Counter({row.from_ for row in links})
    assert Counter(id for lived in life.lived for id in lived.links) == Counter(row.id for row in links)
    for lived in life.lived:
        kinds = {row.kind for row in links if row.from_ == lived.id}
        assert lived.speaks == ("both" if len(kinds) == 2 else "against" if "counters" in kinds else "for")


@given(cases())
def test_every_moment_is_there_once(case: Index) -> None:
    shown = [(one.link, one.id) for one in lesson_life(case, "l").here_too]
    assert sorted(shown) == sorted((row.id, row.from_) for row in case.all(Link) if row.kind == "here_too")


@given(cases())
def test_the_stops_are_the_held_sessions_in_order_and_what_nobody_asked_stays_none(case: Index) -> None:
    life = lesson_life(case, "l")
    there = [stop.session for stop in life.stops if stop.session is not None]
    assert there == [session.id for session in case.all(Session) if session.held == "held"]
    asked = {(row.session, row.rated_by) for row in case.all(Rating) if row.subject == "l"}
    for stop in life.stops:
        for rater in ("me", "you"):
            if (stop.session, rater) not in asked:
                assert stop.of(rater) is None
        assert stop.session is not None or stop.felt, "only what was given makes a stop between sessions"
    assert sum(stop.today for stop in life.stops) <= 1
    assert not any(stop.today for stop in life.stops[:-1])


@given(cases())
def test_the_last_number_is_the_one_that_the_map_shows(case: Index) -> None:
    life = lesson_life(case, "l")
    for rater in ("me", "you"):
        newest = current_rating(case, "l", "true_today", rater)
        last = next((felt for stop in reversed(life.stops) if (felt := stop.of(rater)) is not None), None)
        asked_since = any(row.session is None for row in case.all(Rating))
        if not asked_since:
            assert (last.id if last is not None else None) == (newest.id if newest is not None else None)


@given(cases())
def test_an_experience_stands_at_its_session_or_beside_it(case: Index) -> None:
    life = lesson_life(case, "l")
    places = {stop.session: float(number) for number, stop in enumerate(life.stops)}
    for lived in life.lived:
        if lived.session is not None and lived.session in places:
            assert lived.place == places[lived.session]
        elif lived.place is not None:
            assert -0.5 <= lived.place < len(life.stops)
    for one, other in pairwise(life.lived):
        assert (one.place if one.place is not None else -1.0) <= (other.place if other.place is not None else -1.0)


def test_a_lesson_that_was_only_said_has_a_life_without_anything_in_it() -> None:
    life = lesson_life(room(), "l")
    assert not any((life.stops, life.lived, life.taught, life.asks, life.truer))
    assert life.raters == ("me",)


def test_there_is_no_life_of_what_is_no_lesson() -> None:
    with pytest.raises(KeyError):
        lesson_life(room(), "mum")


def test_a_gap_stays_a_gap_and_a_rise_is_a_number_like_any_other() -> None:
    case = room(held(1), held(2), held(3), held(4), rating(1, "s1", 9), rating(2, "s3", 0), rating(3, "s4", 8))
    assert numbers(lesson_life(case, "l")) == [9, None, 0, 8]


def test_a_number_given_since_the_last_session_is_how_it_is_today() -> None:
    life = lesson_life(room(held(1), rating(1, "s1", 9), rating(2, None, 4)), "l")
    assert numbers(life) == [9, 4]
    assert [stop.today for stop in life.stops] == [False, True]
    assert life.stops[-1].session is None


def test_a_number_given_between_two_sessions_stands_between_them() -> None:
    case = room(
        held(1), held(2), held(3), rating(1, "s1", 9), rating(2, None, 5), rating(3, "s2", 7, subject="other"),
        rating(4, "s3", 6),
    )  # fmt: skip
    life = lesson_life(case, "l")
    assert [stop.session for stop in life.stops] == ["s1", None, "s2", "s3"]
    assert numbers(life) == [9, 5, None, 6]
    assert not any(stop.today for stop in life.stops)


def test_two_clients_keep_their_own_lines() -> None:
    case = room(held(1), held(2), rating(1, "s1", 9), rating(2, "s1", 2, "you"), rating(3, "s2", 3, "you"),
                second_client=True)  # fmt: skip
    life = lesson_life(case, "l")
    assert life.raters == ("me", "you")
    assert numbers(life, "me") == [9, None]
    assert numbers(life, "you") == [2, 3]


def test_a_number_by_nobody_in_particular_is_the_first_clients() -> None:
    life = lesson_life(room(held(1), rating(1, "s1", 9, by=None)), "l")
    assert life.raters == ("me",)
    assert numbers(life) == [9]


def test_experiences_stand_by_session_else_by_their_day_else_by_when_they_were_told() -> None:
    def lived(id: str, **values: str | None) -> tuple[Entity, Entity]:
        return (
            NewExperience(id=id, relationship="r_mum", **values),
            Link(id=f"k_{id}", kind="counters", from_=id, to="l"),
        )

    case = room(
        held(1), held(2, held="cancelled"), held(3),
        *lived("in_room", session="s3", happened="1985"),
        *lived("cancelled", session="s2"),
        *lived("long_ago", happened="1985", told_in="s3"),
        *lived("between", happened="2024-01-12", told_in="s3"),
        *lived("that_day", happened="2024-01-24"),
        *lived("some_time", happened="2024", told_in="s3"),
        *lived("told", told_in="s1"),
        *lived("unknown"),
        *lived("two_weeks", happened="2024-01-11/2024-01-20"),
        *lived("around_the_third", happened="2024-01-12/2024-02", told_in="s1"),
        *lived("around_it_untold", happened="2024-01-12/2024-02"),
        *lived("from_that_day_on", happened="2024-01-24/2024-01-26"),
        *lived("after_them", happened="2024-03"),
    )  # fmt: skip
    places = {one.id: one.place for one in lesson_life(case, "l").lived}
    assert places == {
        "in_room": 1.0,
        "cancelled": 0.5,
        "long_ago": None,
        "between": 0.5,
        "that_day": 1.0,
        "some_time": 1.0,
        "told": 0.0,
        "unknown": None,
        "two_weeks": 0.5,
        "around_the_third": 0.0,
        "around_it_untold": None,
        "from_that_day_on": 1.5,
        "after_them": 1.5,
    }


def test_who_taught_it_comes_in_the_order_of_life_and_undated_last() -> None:
    taught = [("t1", None), ("t2", "2019/.."), ("t3", "1995~/2007"), ("t4", "unknown"), ("t5", "../1990")]
    rows = [
        Taught(id=id, lesson="l", relationship="r_mum", period=period, ordinal=n)
        for n, (id, period) in enumerate(taught)
    ]
    order = [one.id for one in lesson_life(room(*rows), "l").taught]
    assert order == ["t5", "t3", "t2", "t1", "t4"]


def test_a_role_tells_what_it_was_in_the_ties_it_shares_with_the_lesson_only() -> None:
    case = room(
        Taught(id="t1", lesson="l", relationship="r_mum"),
        Role(id="o", name="The caretaker"),
        Played(id="p1", role="o", relationship="r_mum", pressure="She goes quiet", cost="Me", kept_safe="Home"),
        Played(id="p2", role="o", relationship="r_t", pressure="Elsewhere"),
        Link(id="k", kind="asks_for", from_="l", to="o"),
    )
    (asked,) = lesson_life(case, "l").asks
    assert asked.role == "o"
    assert [(one.id, one.pressure, one.cost, one.kept_safe) for one in asked.shared] == [
        ("p1", "She goes quiet", "Me", "Home")
    ]


def test_what_is_covered_is_in_no_life() -> None:
    case = room(
        Session(id="s1", number=1, veil="outline"),
        Person(id="gone", veil="full"),
        Relationship(id="r_gone", a="me", b="gone"),
        Taught(id="t1", lesson="l", relationship="r_gone"),
        Taught(id="t2", lesson="l", relationship="r_mum", veil="outline"),
        NewExperience(id="x", relationship="r_mum", veil="outline"),
        Link(id="k", kind="counters", from_="x", to="l"),
        LifeEvent(id="e", veil="outline"),
        Link(id="k2", kind="made_of", from_="e", to="l"),
    )
    life = lesson_life(case, "l")
    assert not any((life.stops, life.taught, life.lived, life.made_of))


def test_the_demo_tells_the_whole_life_of_its_first_lesson() -> None:
    case = parse_case(resource("demo", "heron.json"))
    life = lesson_life(case, "l_needs")
    assert [one.relationship for one in life.taught] == ["r_mum", "r_okoye"]
    assert [one.role for one in life.asks] == ["o_caretaker"]
    assert {one.relationship for one in life.asks[0].shared} == {"r_mum", "r_okoye"}
    assert numbers(life)[:5] == [9, 9, None, 8, 9]
    assert [one.id for one in life.lived] == ["x_hour_back", "x_angry", "x_asked_sam", "x_rota"]
    assert [one.lesson for one in life.truer] == ["l_want_to_know"]
    assert {one.event for one in life.made_of} == {"ev_dad_dies", "ev_walk"}
    back = lesson_life(case, "l_sent_back")
    assert [one.id for one in back.here_too] == ["m_three_examples"]
    assert [one.lesson for one in lesson_life(case, "l_want_to_know").older] == ["l_needs"]


def test_a_moment_says_where_it_stands() -> None:
    case = room(held(1), held(2), Moment(id="m", session="s2"), Link(id="k", kind="here_too", from_="m", to="l"))
    (here,) = lesson_life(case, "l").here_too
    assert (here.id, here.session, here.place) == ("m", "s2", 1.0)


def test_by_the_day_it_was_noted_a_number_is_not_todays_where_a_session_came_after_it() -> None:
    case = room(held(1), held(2), rating(1, "s1", 9), rating(2, None, 4))
    assert [stop.session for stop in lesson_life(case, "l").stops] == ["s1", "s2", None]
    life = lesson_life(case, "l", noted=lambda id: "2024-01-12")
    assert [stop.session for stop in life.stops] == ["s1", None, "s2"]
    assert not any(stop.today for stop in life.stops)
    since = lesson_life(case, "l", noted=lambda id: "2024-01-18")
    assert since.stops[-1].today
