"""A way of connecting keeps every time it was lived, the first one first by either clock, and hides what is covered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from relmap.analysis.repertoire import repertoire, way_of
from relmap.exchange.reading import parse_case
from relmap.model.base import Entity
from relmap.model.links import Link
from relmap.model.therapy import NewExperience, Session, WayOfConnecting
from relmap.resources import resource
from tests.analysis.looked_at import looked_at, people


def lived(number: int, tie: str, **values: object) -> list[Entity]:
    return [
        NewExperience(id=f"x{number}", relationship=tie, ordinal=number, **values),
        Link(id=f"k{number}", kind="uses", from_=f"x{number}", to="w1", ordinal=number),
    ]


WAYS: list[Entity] = [WayOfConnecting(id="w1", state="tried", ordinal=1), WayOfConnecting(id="w2", ordinal=2)]
HOURS: list[Entity] = [Session(id="s1", number=1, date="2026-01-14"), Session(id="s2", number=2, date="2026-01-21")]


def test_the_first_time_is_first_by_its_own_date_or_else_its_sessions() -> None:
    rows = [
        *lived(1, "r_mum", session="s2"),
        *lived(2, "r_dad", session="s1"),
        *lived(3, "r_mum", happened="1998~", session="s2"),
        *lived(4, "r_okoye"),
        *lived(5, "r_okoye", happened="unknown"),
    ]
    case = looked_at([*people("mum", "dad", "okoye"), *WAYS, *HOURS, *rows])
    way = way_of(case, "w1")
    assert way is not None
    assert way.first is not None
    assert [use.experience for use in way.uses] == ["x3", "x2", "x1", "x4", "x5"]
    assert (way.first.happened, way.first.session) == ("1998~", "s2")
    assert way.ties == ("r_mum", "r_dad", "r_okoye"), "each tie once"


def test_a_way_never_lived_has_no_first_time() -> None:
    way = way_of(looked_at([*people("mum"), *WAYS]), "w2")
    assert way is not None
    assert way.first is None
    assert way.ties == ()
    assert way.state == "imagined"


@given(st.lists(st.tuples(st.sampled_from(("r_mum", "r_dad")), st.sampled_from(("none", "outline", "full")))))
def test_what_is_covered_is_no_use(drawn: list[tuple[str, str]]) -> None:
    rows = [row for n, (tie, veil) in enumerate(drawn) for row in lived(n, tie, veil=veil)]
    case = looked_at([*people("mum", "dad"), *WAYS, *rows])
    way = way_of(case, "w1")
    assert way is not None
    assert [use.experience for use in way.uses] == [f"x{n}" for n, (_, veil) in enumerate(drawn) if veil == "none"]


def test_with_somebody_covered_nothing_was_lived() -> None:
    covered = people("mum", "dad")
    mum = next(one for one in covered if one.id == "mum")
    for veil in ("outline", "full"):
        mum.veil = veil
        way = way_of(looked_at([*covered, *WAYS, *lived(1, "r_mum"), *lived(2, "r_dad")]), "w1")
        assert way is not None
        assert way.ties == ("r_dad",)


def test_a_covered_way_is_not_told() -> None:
    for veil in ("outline", "full"):
        rows = [WayOfConnecting(id="w1", veil=veil), WayOfConnecting(id="w2")]
        case = looked_at([*people("mum"), *rows])
        assert [way.way for way in repertoire(case)] == ["w2"]
        assert way_of(case, "w1") is None


def test_the_demo_has_ways_of_each_state() -> None:
    ways = repertoire(looked_at(parse_case(resource("demo", "heron.json"))))
    assert {way.state for way in ways} == {"imagined", "tried", "mine"}
    assert any(len(way.ties) > 1 for way in ways)
