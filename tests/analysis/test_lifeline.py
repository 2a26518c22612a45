"""A life on one axis: every dated thing once, inside the range, and what has no date apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmap.analysis.lifeline import Dated, Lifeline, lifeline
from relmap.analysis.stretch import Stretch, either_end, settled, stretch_of
from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.patterns import Episode, LifeEvent
from relmap.model.people import Case, Person, Relationship
from relmap.model.roles import Played, Role
from relmap.model.therapy import NewExperience, Rating, Session
from relmap.model.when import is_when
from relmap.store.index import Index
from tests.exchange.cases import WHENS

TODAY = 2026.5
PERIODS = [
    "1984/1994",
    "2019/..",
    "../1990",
    "1990/",
    "1990/unknown",
    "unknown/1990",
    "../..",
    "unknown/..",
    "1984~/1990?",
]
DATES = st.one_of(st.none(), WHENS, st.sampled_from(PERIODS), st.just("no date at all"))


def on_axis(*entities: Entity, today: float = TODAY) -> Lifeline:
    for number, entity in enumerate(entities):
        entity.ordinal = number
    return lifeline(Index(entities), today)


def people(**client: Any) -> list[Entity]:
    return [
        Person(id="me", seat="client", **client),
        Person(id="mum", kind="parent"),
        Person(id="t", seat="therapist"),
    ]


def tie(**values: Any) -> Relationship:
    return Relationship(id="r", a="me", b="mum", **values)


def thing(line: Lifeline, id: str) -> Dated:
    (found,) = [one for one in line.dated if one.id == id]
    return found


def ids(things: Sequence[Any]) -> list[str]:
    return [one.id for one in things]


@st.composite
def lives(draw: Any) -> list[Entity]:
    """A small case with dates of every kind, at everything that can have one."""

    def when() -> str | None:
        date: str | None = draw(DATES)
        return date

    return [
        Case(id="case", started=when(), ended=when()),
        Session(id="s", number=1, date=draw(st.sampled_from([None, "2026-01-14"]))),
        Person(id="me", seat="client", born=when(), died=when()),
        Person(id="mum", kind="parent", born=when(), died=when()),
        Person(id="t", seat="therapist"),
        Relationship(id="r", a="me", b="mum", period=when(), state=draw(st.sampled_from(["ended", "ongoing"]))),
        Relationship(id="room", a="me", b="t", period=when()),
        Lesson(id="l", text="x"),
        Taught(id="tg", lesson="l", relationship="r", period=when()),
        Role(id="o"),
        Played(id="pl", role="o", relationship="r", period=when()),
        Context(id="c", dimension="class", period=when()),
        Episode(id="ep", relationship="r", happened=when()),
        LifeEvent(id="ev", happened=when(), scope=draw(st.sampled_from(["personal", "family", "historical"]))),
        NewExperience(id="x", relationship="room", session=draw(st.sampled_from([None, "s"])), happened=when()),
        NewExperience(id="y", relationship="r", session="s", happened=when()),
    ]


@given(lives(), st.floats(1900.0, 2100.0))
def test_every_thing_is_dated_once_or_stands_apart(life: list[Entity], today: float) -> None:
    line = on_axis(*life, today=today)
    shown = [*ids(line.dated), *ids(line.undated)]
    assert len(shown) == len(set(shown))
    may_be_silent = {"t", "case", "l", "o"}
    assert {entity.id for entity in life} - may_be_silent <= set(shown)
    assert not set(ids(line.undated)) & may_be_silent


@given(lives(), st.floats(1900.0, 2100.0))
def test_spans_lie_inside_the_range_in_order(life: list[Entity], today: float) -> None:
    line = on_axis(*life, today=today)
    assert line.first < line.last
    for one in line.dated:
        reach = [one.at.first, one.at.last, *([one.beyond.first, one.beyond.last] if one.beyond else [])]
        assert all(line.first <= year <= line.last for year in reach), one
        assert one.at.first <= one.at.last
        assert one.beyond is None or one.beyond.first < one.beyond.last
    assert [one.at.first for one in line.dated] == sorted(one.at.first for one in line.dated)


@given(lives())
def test_nothing_without_a_date_is_given_one(life: list[Entity]) -> None:
    line = on_axis(*life)
    by_id = {entity.id: entity for entity in life}
    for one in line.dated:
        entity = by_id[one.id]
        dates = [getattr(entity, name, None) for name in ("born", "died", "period", "happened", "date", "started")]
        in_the_room = one.id == "x" and getattr(by_id["s"], "date", None) and getattr(entity, "session", None)
        assert in_the_room or any(date and is_when(date) and date != "unknown" for date in dates), one


@pytest.mark.parametrize(
    ("text", "first", "last", "begins", "ends"),
    [
        ("1984/1994", 1984, 1994.9999, "sure", "sure"),
        ("1990~", 1990, 1990.9999, "about", "about"),
        ("199X", 1990, 1999.999, "about", "about"),
        ("../1990", -math.inf, 1990.9999, "open", "sure"),
        ("2019/..", 2019, math.inf, "sure", "open"),
        ("1990/", 1990, 1990.9999, "sure", "unknown"),
        ("unknown/1990", 1990, 1990.9999, "unknown", "sure"),
        ("1984~/1994", 1984, 1994.9999, "about", "sure"),
    ],
)
def test_ends_are_what_was_said(text: str, first: float, last: float, begins: str, ends: str) -> None:
    at = stretch_of(text)
    assert at is not None
    assert [at.first, at.last] == pytest.approx([first, last])
    assert (at.begins, at.ends) == (begins, ends)


@pytest.mark.parametrize("text", [None, "", "unknown", "/", "unknown/", "1994/1984", "soon"])
def test_what_nobody_knows_is_no_date(text: str | None) -> None:
    assert stretch_of(text) is None


def reach(text: str) -> tuple[float, float]:
    """From when until when a date is drawn on an axis that begins in 1950."""
    at = stretch_of(text)
    assert at is not None
    at = settled(at, 1950, TODAY)
    return at.first, at.last


def test_open_ends_go_as_far_as_the_axis_and_unknown_ones_nowhere() -> None:
    assert reach("../1990")[0] == 1950
    assert reach("2019/..") == (2019, TODAY)
    assert reach("2040/..") == (2040, 2040)
    assert reach("../..") == (1950, TODAY)
    assert reach("unknown/..") == (TODAY, TODAY)
    born = either_end("1961", None)
    assert born == Stretch(1961, 1961.9999, "sure", "unknown")


def test_a_death_ends_contact_and_not_the_tie() -> None:
    dead = Person(id="mum", died="2011-11")
    me = Person(id="me", seat="client")
    gone_on = thing(on_axis(me, dead, tie(period="1989/..", state="continues_after_death")), "r")
    assert gone_on.at.last < 2012
    assert gone_on.beyond is not None
    assert gone_on.beyond.open
    assert gone_on.beyond.last == TODAY


def test_what_is_lived_or_rated_after_a_death_carries_the_tie_on() -> None:
    dead, me = Person(id="mum", died="2011-11"), Person(id="me", seat="client")
    bond = tie(period="1989/2011", state="ended")
    assert thing(on_axis(me, dead, bond), "r").beyond is None, "ended in the year of the death"
    session = Session(id="s", number=1, date="2026-01-14")
    rated = Rating(id="g", subject="r", dimension="closeness", value=4, session="s")
    not_asked = Rating(id="h", subject="r", dimension="closeness", value=None, session="s")
    assert thing(on_axis(me, dead, bond, session, not_asked), "r").beyond is None
    beyond = thing(on_axis(me, dead, bond, session, rated), "r").beyond
    assert beyond is not None
    assert beyond.last == pytest.approx(2026, abs=0.1)
    assert not beyond.open
    lived = NewExperience(id="x", relationship="r", happened="2020")
    beyond = thing(on_axis(me, dead, bond, lived), "r").beyond
    assert beyond is not None
    assert beyond.last == pytest.approx(2021, abs=0.01)


def test_a_tie_with_somebody_long_dead_is_all_beyond() -> None:
    dead, me = Person(id="mum", died="1969"), Person(id="me", seat="client")
    found = thing(on_axis(me, dead, tie(period="1990/2000")), "r")
    assert found.beyond is not None
    assert (found.at.first, found.at.last, found.beyond.first) == (1990, 1990, 1990)


def test_a_life_event_carries_what_was_made_of_it() -> None:
    line = on_axis(
        *people(),
        tie(),
        Lesson(id="l", text="x"),
        LifeEvent(id="ev", happened="1967/1970", scope="historical"),
        Link(kind="made_of", from_="ev", to="l"),
        Link(kind="made_of", from_="ev", to="r"),
    )
    event = thing(line, "ev")
    assert (event.lane, event.made) == ("history", ("l", "r"))
    assert "r" in ids(line.undated)


def test_what_is_lived_in_the_room_has_the_day_of_its_session() -> None:
    session = Session(id="s", number=1, date="2026-01-14")
    ties = [tie(), Relationship(id="room", a="me", b="t")]
    here = NewExperience(id="x", relationship="room", session="s")
    told = NewExperience(id="y", relationship="r", session="s")
    line = on_axis(*people(), *ties, session, here, told)
    assert thing(line, "x").at.first == pytest.approx(2026, abs=0.1)
    assert "y" in ids(line.undated)


def test_rows_are_the_people_a_client_has_ties_with() -> None:
    between = Relationship(id="r2", a="mum", b="t", period="1990")
    line = on_axis(*people(), tie(period="1990"), between, Taught(id="tg", lesson="l", relationship="r", period="1991"))
    assert {one.id: one.row for one in line.dated} == {"r": "mum", "r2": "r2", "tg": "mum"}


def test_a_thing_that_is_covered_is_nowhere() -> None:
    line = on_axis(*people(born="1990"), tie(period="1990", veil="outline"), LifeEvent(id="ev", veil="outline"))
    assert ids(line.dated) == ["me"]
    assert ids(line.undated) == ["mum"]


def test_nothing_at_all_is_this_year() -> None:
    line = on_axis()
    assert (line.first, line.last, line.dated, line.undated) == (2026, 2027, (), ())
    assert (line.therapy, line.lived) == (None, None)


def test_the_therapy_and_the_life_are_known() -> None:
    line = on_axis(*people(born="1989-05"), Case(id="case", started="2026-01"), Session(id="s", date="2026-02-01"))
    assert line.therapy is not None
    assert line.therapy[0] == pytest.approx(2026)
    assert line.lived is not None
    assert line.lived[1] == TODAY


def test_somebody_in_the_room_lives_and_of_others_nothing_is_said() -> None:
    line = on_axis(Person(id="me", seat="client", born="1989"), Person(id="mum", born="1961"))
    assert (thing(line, "me").at.ends, thing(line, "me").at.last) == ("open", TODAY)
    assert thing(line, "mum").at.ends == "unknown"


def test_a_death_that_is_about_right_ends_contact_about_then() -> None:
    dead, me = Person(id="mum", died="1990?"), Person(id="me", seat="client")
    found = thing(on_axis(me, dead, tie(period="1980/..", state="continues_after_death")), "r")
    assert found.at.ends == "about"
