"""The thread of the therapy holds every disruption and repair once and in order, and counts hours without a verdict."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmap.analysis.oldtimes import OldTime, old_time
from relmap.analysis.room import Disruption, RoomThread, room_thread
from relmap.exchange.reading import parse_case
from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.integrity import problems
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.patterns import Episode, Pattern
from relmap.model.people import Case, Person, Relationship
from relmap.model.roles import Played, Role
from relmap.model.therapy import Moment, NewExperience, Repair, Rupture, Session
from relmap.read.projection import Projection
from relmap.resources import resource
from relmap.store.index import Index
from tests.casefiles import begun_document

HELD = ("held", "held", "held", "cancelled", "no_show", "hour_kept")
STATES = ("open", "being_mended", "back_on_track", "left_open", "ended_the_therapy")


def room(*more: Entity) -> Index:
    """A client, a therapist, a mother and the ties between them, and more."""
    rows: list[Entity] = [
        Case(id="case"),
        Person(id="me", kind="self", seat="client", ordinal=1),
        Person(id="t", kind="therapist", seat="therapist", ordinal=2),
        Person(id="mum", name="Mum", ordinal=3),
        Relationship(id="r_t", a="me", b="t", ordinal=1),
        Relationship(id="r_mum", a="me", b="mum", period="1989/..", ordinal=2),
    ]
    return Index([*rows, *more])


def hours(count: int) -> list[Session]:
    """So many held sessions, one a week."""
    return [Session(id=f"s{n}", number=n, ordinal=n) for n in range(1, count + 1)]


def only(thread: RoomThread) -> Disruption:
    (one,) = thread.disruptions
    return one


@st.composite
def therapies(draw: st.DrawFn) -> Index:
    """A therapy with disruptions anywhere and repairs in the same session or any later one, stored in any order."""
    count = draw(st.integers(0, 9))
    numbers = draw(st.permutations(range(1, count + 1)))
    rows: list[Entity] = [
        Session(id=f"s{number}", number=number, held=draw(st.sampled_from(HELD)), ordinal=place)
        for place, number in enumerate(numbers)
    ]
    for n in range(draw(st.integers(0, 6)) if count else 0):
        began = draw(st.integers(1, count))
        rows.append(Rupture(id=f"u{n}", session=f"s{began}", state=draw(st.sampled_from(STATES)), ordinal=n))
        rows += [
            Repair(
                id=f"q{n}_{m}",
                rupture=f"u{n}",
                session=f"s{draw(st.integers(began, count))}",
                clients_word=draw(st.booleans()),
                ordinal=draw(st.integers(0, 99)),
            )
            for m in range(draw(st.integers(0, 4)))
        ]
    return room(*rows)


@given(therapies())
def test_every_disruption_and_every_repair_is_there_once_and_in_order(source: Index) -> None:
    thread = room_thread(source)
    place = {hour.session: number for number, hour in enumerate(thread.hours)}
    assert [hour.number for hour in thread.hours] == sorted(one.number or 0 for one in source.all(Session))
    assert Counter(one.id for one in thread.disruptions) == Counter(row.id for row in source.all(Rupture))
    told = [mend.id for one in thread.disruptions for mend in one.mends]
    shown = [mend.id for hour in thread.hours for mend in hour.mends]
    assert Counter(told) == Counter(shown) == Counter(row.id for row in source.all(Repair))
    for hour in thread.hours:
        assert {one.session for one in hour.disruptions} <= {hour.session}
        assert {mend.session for mend in hour.mends} <= {hour.session}
    for one in thread.disruptions:
        assert all(mend.rupture == one.id for mend in one.mends)
        places = [place[one.session], *(place[mend.session] for mend in one.mends)]
        assert all(before <= after for before, after in pairwise(places))


@given(therapies())
def test_only_a_word_of_the_client_ends_a_thread_on_track(source: Index) -> None:
    thread = room_thread(source)
    held = [hour.held == "held" for hour in thread.hours]
    place = {hour.session: number for number, hour in enumerate(thread.hours)}
    for one in thread.disruptions:
        words = [mend for mend in one.mends if mend.word]
        if one.state == "back_on_track" and words:
            assert one.mended_by == words[-1].id
            assert one.hours == sum(held[place[one.session] + 1 : place[words[-1].session] + 1])
        else:
            assert one.mended_by is None
            assert one.hours == (sum(held[place[one.session] + 1 :]) if one.is_open else None)


@given(therapies())
def test_what_stands_before_a_change_at_the_end_does_not_change(source: Index) -> None:
    rows = [*source.all(Session), *source.all(Rupture), *source.all(Repair)]
    later = Session(id="later", number=99, ordinal=99)
    more = room_thread(room(*rows, later))
    assert [hour.session for hour in more.hours[:-1]] == [hour.session for hour in room_thread(source).hours]
    assert not more.hours[-1].disruptions


def test_no_session_is_an_empty_thread() -> None:
    assert room_thread(room()).hours == ()
    assert room_thread(Index([])).hours == ()


def test_back_on_track_six_sessions_later() -> None:
    source = room(
        *hours(9),
        Rupture(id="u", session="s2", state="back_on_track", ordinal=1),
        Repair(id="q1", rupture="u", session="s4", ordinal=1),
        Repair(id="q2", rupture="u", session="s8", clients_word=True, back_on_track=7, ordinal=2),
    )
    one = only(room_thread(source))
    assert (one.mended_by, one.hours, one.is_open) == ("q2", 6, False)
    assert [mend.score for mend in one.mends] == [None, 7]


def test_hours_that_did_not_take_place_are_there_and_not_counted() -> None:
    rows = hours(5)
    source = room(
        *rows[:2],
        Session(id="away", number=3, held="no_show", ordinal=3),
        *rows[3:],
        Rupture(id="u", session="s1", ordinal=1),
    )
    thread = room_thread(source)
    assert [hour.held for hour in thread.hours] == ["held", "held", "no_show", "held", "held"]
    assert only(thread).hours == 3


@pytest.mark.parametrize("state", ["left_open", "ended_the_therapy"])
def test_an_honest_end_has_no_number_of_hours_because_nobody_noted_when(state: str) -> None:
    one = only(room_thread(room(*hours(6), Rupture(id="u", session="s2", state=state, ordinal=1))))
    assert one.hours is None
    assert not one.is_open


def test_old_patterns_contexts_and_moments_are_told_with_it() -> None:
    source = room(
        *hours(2),
        Pattern(id="p", name="I say fine", ordinal=1),
        Episode(
            id="e", pattern="p", relationship="r_mum", happened="1998~", happened_said="when I was nine", ordinal=1
        ),
        Episode(id="here", pattern="p", relationship="r_t", happened="1997", ordinal=2),
        Context(id="c", dimension="race", ordinal=1),
        Rupture(id="u", session="s1", ordinal=1),
        Moment(id="m", session="s1", type="here_too", at="14:20", ordinal=1),
        NewExperience(id="x", relationship="r_t", session="s2", ordinal=1),
        Link(id="k1", kind="re_enacts", from_="u", to="p", ordinal=1),
        Link(id="k2", kind="here_too", from_="u", to="r_mum", ordinal=2),
        Link(id="k3", kind="here_too", from_="m", to="p", text="again", ordinal=3),
        Link(id="k4", kind="about", from_="c", to="u", ordinal=4),
    )
    first, second = room_thread(source).hours
    (one,) = first.disruptions
    assert one.contexts == ("c",)
    assert [(each.kind, each.target) for each in one.again] == [("re_enacts", "p"), ("here_too", "r_mum")]
    assert [each.old for each in one.again] == [OldTime("1998~", "when I was nine"), OldTime("1989/..", None)]
    assert [(each.target, each.text) for each in first.moments[0].again] == [("p", "again")]
    assert second.lived == ("x",)


def test_an_old_time_is_the_earliest_that_was_told_and_none_is_made_up() -> None:
    source = room(
        Lesson(id="l", text="Wait", ordinal=1),
        Taught(id="t1", lesson="l", relationship="r_mum", period_said="when I was small", ordinal=1),
        Taught(id="t2", lesson="l", relationship="r_mum", period="1999", ordinal=2),
        Taught(id="t3", lesson="l", relationship="r_mum", period="1995/1999", ordinal=3),
        Role(id="o", name="The caretaker", ordinal=1),
        Played(id="y", role="o", relationship="r_mum", ordinal=1),
    )
    assert old_time(source, "l") == OldTime("1995/1999", None)
    assert old_time(source, "o") is None
    assert old_time(source, "r_t") is None
    assert old_time(source, "nobody") is None


@pytest.mark.parametrize("covered", ["u", "q", "s2", "p", "k"])
def test_what_the_client_covered_is_nowhere_in_the_thread(tmp_path: Path, covered: str) -> None:
    document = begun_document(tmp_path / "case.relmap")
    with document.edit("test"):
        for row in hours(3):
            document.add(row)
        document.add(Pattern(id="p", name="I say fine"))
        document.add(Rupture(id="u", session="s1"))
        document.add(Repair(id="q", rupture="u", session="s2"))
        document.add(Link(id="k", kind="re_enacts", from_="u", to="p"))
    for veil in ("outline", "full"):
        with document.edit("cover", stands=True):
            entity = document.get(covered)
            assert entity is not None
            entity.veil = veil
        projection = Projection(document, "therapist")
        assert covered not in _ids(room_thread(projection))
        projection.close()
    document.close()


def _ids(thread: RoomThread) -> set[str]:
    found = {hour.session for hour in thread.hours} | {mend.id for hour in thread.hours for mend in hour.mends}
    for one in thread.disruptions:
        found |= {one.id, *(mend.id for mend in one.mends), *(each.link for each in one.again)}
        found |= {each.target for each in one.again}
    return found


def test_the_story_that_comes_with_the_program() -> None:
    source = parse_case(resource("demo", "heron.json"))
    assert not list(problems(source, [row.id for row in source.all(Rupture)]))
    thread = room_thread(source)
    assert [one.id for one in thread.disruptions] == ["u_name", "u_hour", "u_cup", "u_ask_me", "u_path", "u_fee"]
    name, hour, cup, ask, path, fee = thread.disruptions
    assert (name.mended_by, name.hours) == ("q_name", 6)
    assert (ask.mended_by, ask.hours) == ("q_ask_me", 0)
    assert (path.state, path.mended_by) == ("open", None)
    assert (hour.mended_by, hour.hours) == ("q_hour", 1)
    assert (cup.mended_by, cup.hours, len(cup.mends)) == ("q_cup", 3, 3)
    assert (fee.state, fee.mended_by, fee.hours) == ("left_open", None, None)
    assert thread.disruption("u_cup") is not None
    assert thread.disruption("nothing") is None
