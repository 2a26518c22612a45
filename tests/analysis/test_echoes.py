"""Echoes find every pair of ties that shares something, nothing else, and nothing that is covered."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from relmap.analysis.echoes import Echo, echoes, echoes_of
from relmap.exchange.reading import parse_case
from relmap.model.base import Entity
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.patterns import Episode, Pattern
from relmap.model.people import Relationship
from relmap.model.roles import Played, Role
from relmap.model.therapy import Moment, Rupture, Session
from relmap.model.vocabulary import Veil
from relmap.resources import resource
from relmap.store.index import Index
from tests.analysis.looked_at import looked_at, people

NAMES = ("mum", "dad", "okoye")
TIES = ("r_dana", *(f"r_{name}" for name in NAMES))
THINGS = ("l1", "l2", "o1", "p1", "p2")
VEILS: tuple[Veil, ...] = ("none", "none", "none", "outline", "full")

joins = st.sets(st.tuples(st.sampled_from(THINGS), st.sampled_from(TIES)), max_size=14)


def join(number: int, thing: str, tie: str, veil: Veil = "none") -> Entity:
    id = f"j{number}"
    if thing.startswith("l"):
        return Taught(id=id, lesson=thing, relationship=tie, veil=veil, ordinal=number)
    if thing.startswith("o"):
        return Played(id=id, role=thing, relationship=tie, veil=veil, ordinal=number)
    if number % 2:
        return Episode(id=id, pattern=thing, relationship=tie, veil=veil, ordinal=number)
    return Link(id=id, kind="shown_with", from_=thing, to=tie, veil=veil, ordinal=number)


def things() -> list[Entity]:
    made: list[Entity] = [Lesson(id="l1", ordinal=1), Lesson(id="l2", ordinal=2), Role(id="o1", ordinal=1)]
    return [*made, Pattern(id="p1", ordinal=1), Pattern(id="p2", ordinal=2)]


def hours() -> list[Entity]:
    """A disruption in session 1 and a moment in session 2, that may be here too."""
    return [
        Session(id="s2", number=2, ordinal=1),
        Session(id="s1", number=1, ordinal=2),
        Rupture(id="u1", session="s1", ordinal=1),
        Moment(id="m1", session="s2", type="here_too", ordinal=1),
    ]


def came_back(number: int, mark: str, thing: str) -> Link:
    kind = "re_enacts" if mark == "u1" and thing.startswith("p") else "here_too"
    return Link(id=f"h{number}", kind=kind, from_=mark, to=thing, ordinal=number)


@given(joins)
def test_every_pair_that_shares_something_is_found_and_nothing_else(drawn: set[tuple[str, str]]) -> None:
    rows = [join(n, thing, tie) for n, (thing, tie) in enumerate(sorted(drawn))]
    found = echoes(looked_at([*people(*NAMES), *things(), *rows]))
    pairs = {(echo.thing, pair) for echo in found for pair in combinations(echo.ties, 2)}
    assert pairs == {
        (thing, pair) for thing in THINGS for pair in combinations(TIES, 2) if {(thing, tie) for tie in pair} <= drawn
    }
    assert [echo.thing for echo in found] == [thing for thing in THINGS if thing in {echo.thing for echo in found}]


@given(joins, st.sets(st.tuples(st.sampled_from(("u1", "m1")), st.sampled_from(THINGS)), max_size=5))
def test_what_came_back_in_the_room_echoes_a_tie_outside_it(
    drawn: set[tuple[str, str]], back: set[tuple[str, str]]
) -> None:
    rows: list[Entity] = [join(n, thing, tie) for n, (thing, tie) in enumerate(sorted(drawn))]
    rows += [came_back(n, mark, thing) for n, (mark, thing) in enumerate(sorted(back))]
    found = {echo.thing: echo for echo in echoes(looked_at([*people(*NAMES), *things(), *hours(), *rows]))}
    for thing in THINGS:
        ties = [tie for tie in TIES if (thing, tie) in drawn]
        sessions = tuple(s for mark, s in (("u1", "s1"), ("m1", "s2")) if (mark, thing) in back)
        assert (thing in found) == (len(ties) > 1 or bool(sessions and set(ties) - {"r_dana"}))
        if thing in found:
            assert found[thing].here == sessions


@given(joins, st.data())
def test_nothing_covered_is_in_an_echo(drawn: set[tuple[str, str]], data: st.DataObject) -> None:
    rows: list[Entity] = [*people(*NAMES), *things(), *hours(), came_back(0, "u1", "p1"), came_back(1, "m1", "l1")]
    rows += [join(n, thing, tie) for n, (thing, tie) in enumerate(sorted(drawn))]
    for row in rows:
        if row.id not in ("case", "me"):
            row.veil = data.draw(st.sampled_from(VEILS), label=row.id)
    plainly = Index(rows)
    found = echoes(looked_at(rows))
    named = {id for echo in found for id in (echo.thing, *echo.ties, *echo.here)}
    for id in named:
        entity = plainly.get(id)
        assert entity is not None
        assert entity.veil == "none"
        if isinstance(entity, Relationship):
            assert all(end is not None and end.veil == "none" for end in map(plainly.get, (entity.a, entity.b)))
    joined = {(row.lesson, row.relationship) for row in rows if isinstance(row, Taught) and row.veil == "none"}
    assert all((echo.thing, tie) in joined for echo in found if echo.array == "lessons" for tie in echo.ties)


def test_a_tie_hears_its_own_echoes_and_a_person_those_of_all_their_ties() -> None:
    pastor = Relationship(id="r_pastor", a="me", b="dad", label="pastor", ordinal=9)
    rows = [join(0, "l1", "r_mum"), join(1, "l1", "r_pastor"), join(2, "o1", "r_dad"), join(3, "o1", "r_okoye")]
    case = looked_at([*people(*NAMES), pastor, *things(), *rows])
    taught = Echo("lessons", "l1", ("r_mum", "r_pastor"), ())
    role = Echo("roles", "o1", ("r_dad", "r_okoye"), ())
    assert echoes_of(case, "r_mum") == (taught,)
    assert echoes_of(case, "dad") == (taught, role)
    assert taught.beside("r_mum") == ("r_pastor",)


def test_a_thing_hears_what_else_its_ties_share() -> None:
    rows = [join(n, thing, tie) for n, (thing, tie) in enumerate(
        [("l1", "r_mum"), ("l1", "r_okoye"), ("o1", "r_mum"), ("o1", "r_dad"), ("o1", "r_okoye"), ("l2", "r_mum")]
    )]  # fmt: skip
    case = looked_at([*people(*NAMES), *things(), *rows])
    assert echoes_of(case, "l1") == (Echo("roles", "o1", ("r_mum", "r_okoye"), ()),)
    assert echoes_of(case, "l2") == ()
    assert echoes_of(case, "nobody") == ()


def test_the_demo_has_each_kind_of_echo() -> None:
    case = looked_at(parse_case(resource("demo", "heron.json")))
    found = echoes(case)
    assert {echo.array for echo in found} == {"lessons", "roles", "patterns"}
    fine = next(echo for echo in found if echo.thing == "p_fine")
    assert fine.ties == ("r_mum", "r_dad", "r_okoye")
    assert fine.here, "it came back between client and therapist"
    assert all(echo.thing != "p_thank_you" for echo in found), "it is only seen here so far"
