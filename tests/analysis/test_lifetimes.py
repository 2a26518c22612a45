"""What existed in which year, as it is known now: what nobody dated always did, and death ends no tie."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmap.analysis.lifetimes import absent, lifetimes
from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.patterns import Episode, LifeEvent, Pattern
from relmap.model.people import Person, Relationship
from relmap.model.roles import Played, Role
from relmap.model.therapy import NewExperience, Rupture, Session
from relmap.store.index import Index

ME = Person(id="me", seat="client")


def case(*rows: Entity) -> Index:
    """A case with a client in it, to be read only."""
    return Index([ME, *rows])


def tie(id: str = "r", **fields: object) -> Iterable[Entity]:
    """Somebody and the tie with them."""
    return Person(id="p", name="Pat"), Relationship(id=id, a="me", b="p", **fields)


def test_what_has_no_date_is_always_there() -> None:
    source = case(*tie(), Lesson(id="l", text="x"), Taught(id="t", lesson="l", relationship="r"))
    assert absent(source, 1600) == frozenset()
    assert lifetimes(source, 2026).turns == ()


def test_a_tie_is_there_in_its_period_and_the_person_with_it() -> None:
    source = case(*tie(period="1990/1999"))
    assert {year: "r" in absent(source, year) for year in (1989, 1990, 1999, 2000)} == {
        1989: True, 1990: False, 1999: False, 2000: True,
    }  # fmt: skip
    assert {"r", "p"} <= absent(source, 1989)
    assert absent(source, 1995) == frozenset()


def test_a_second_tie_keeps_the_person_there() -> None:
    source = case(*tie(period="1990/1999"), Relationship(id="r2", a="me", b="p", period="2005/.."))
    assert absent(source, 2010) == {"r"}
    assert absent(source, 1995) == {"r2"}


@pytest.mark.parametrize("died", ["2011", "2011-11-03", "2011~"])
@pytest.mark.parametrize("period", ["1990/2011", "1990/2011-11", "1990/.."])
def test_death_ends_no_tie(died: str, period: str) -> None:
    source = case(Person(id="p", died=died), Relationship(id="r", a="me", b="p", period=period))
    assert absent(source, 2020) == frozenset()


def test_a_tie_that_ended_long_before_a_death_has_ended() -> None:
    source = case(Person(id="p", died="2011"), Relationship(id="r", a="me", b="p", period="1990/2000"))
    assert "r" in absent(source, 2005)


def test_a_tie_said_to_go_on_goes_on() -> None:
    source = case(*tie(period="1990/2000", state="continues_after_death"))
    assert absent(source, 2005) == frozenset()


def test_nobody_is_there_before_they_were_born() -> None:
    source = case(Person(id="p", born="1993-02"), Relationship(id="r", a="me", b="p"))
    assert absent(source, 1992) == {"p", "r"}
    assert absent(source, 1993) == frozenset()


def test_a_tie_is_no_older_than_the_client_who_is_always_there() -> None:
    source = Index([Person(id="me", seat="client", born="1980"), Person(id="p"), Relationship(id="r", a="me", b="p")])
    assert absent(source, 1979) == {"p", "r"}


def test_a_year_that_is_about_right_is_no_reason_to_be_absent() -> None:
    source = case(*tie(period="1990~/.."))
    assert absent(source, 1989) == frozenset()
    assert "r" in absent(source, 1987)


def test_a_lesson_is_there_once_it_was_taught_and_stays() -> None:
    source = case(
        *tie(period="1985/1999"),
        Lesson(id="l", text="x"),
        Taught(id="t", lesson="l", relationship="r", period="1990/1995"),
    )
    assert {"l", "t"} <= absent(source, 1989)
    assert absent(source, 1992) == frozenset()
    assert absent(source, 1997) == {"t"}
    assert absent(source, 2020) == {"t", "r", "p"}


def test_a_role_is_there_while_it_is_played() -> None:
    source = case(*tie(), Role(id="o", name="x"), Played(id="y", role="o", relationship="r", period="1990/1995"))
    assert [absent(source, year) for year in (1989, 1992, 1996)] == [{"o", "y"}, frozenset(), {"o", "y"}]


def test_what_happened_is_there_from_then_on() -> None:
    source = case(
        *tie(),
        LifeEvent(id="e", title="x", happened="2000/2001"),
        Session(id="s", number=1, date="2026-01-14"),
        NewExperience(id="x1", relationship="r", session="s"),
        NewExperience(id="x2", relationship="r", session="s", happened="2010"),
        Rupture(id="u", session="s"),
        Pattern(id="a", name="x"),
        Episode(id="i", pattern="a", relationship="r", happened="2003"),
    )
    assert absent(source, 1999) == {"e", "x1", "x2", "u", "a", "i"}
    assert absent(source, 2005) == {"x1", "x2", "u"}
    assert absent(source, 2010) == {"x1", "u"}
    assert absent(source, 2026) == frozenset()


def test_a_context_has_its_period_and_a_link_both_its_ends() -> None:
    source = case(
        *tie(period="1990/.."), Context(id="c", dimension="class", period="2000/2005"),
        Link(id="k", kind="about", from_="c", to="r"),
    )  # fmt: skip
    assert absent(source, 1995) == {"c", "k"}
    assert absent(source, 2003) == frozenset()
    assert absent(source, 2006) == {"c", "k"}


def test_the_slider_begins_where_anything_begins() -> None:
    source = case(*tie(period="1990/1999"), LifeEvent(id="e", title="x", happened="1965"))
    years = lifetimes(source, 2026)
    assert (years.first, years.last) == (1965, 2026)
    assert years.turns == (1965, 1990, 2000)
    assert [(mark.id, mark.year) for mark in years.marks] == [("e", 1965)]
    assert [years.next_turn(year) for year in (1965, 1990, 1995, 2000)] == [1990, 2000, 2000, 2026]


def test_a_history_ages_ago_does_not_stretch_the_slider() -> None:
    years = lifetimes(case(LifeEvent(id="e", title="x", happened="0900"), *tie(period="1990/..")), 2026)
    assert years.first == 1990


@given(st.integers(1900, 2030), st.integers(1900, 2030), st.integers(1890, 2040))
def test_a_period_is_left_out_exactly_outside_it(begin: int, end: int, year: int) -> None:
    begin, end = min(begin, end), max(begin, end)
    source = case(*tie(period=f"{begin}/{end}"))
    assert ("r" in absent(source, year)) == (not begin <= year <= end)
