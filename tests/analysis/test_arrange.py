"""The calm layout keeps its promises: rings, no collisions, what is fixed stays, few crossings, the same every time."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import pytest

from relmap.analysis.arrange import Cancelled, Edge, Node, arrange
from relmap.analysis.sheet import Place
from relmap.model.geometry import PERSON_RADIUS, SECOND_RADIUS, closeness_at, distance, ring
from tests.analysis.layouts import (
    ME,
    Things,
    card,
    collisions,
    crossings,
    crowd,
    demo,
    of_cards,
    person,
    random_places,
    rising,
)


def off_their_ring(nodes: list[Node], places: dict[str, Place]) -> list[str]:
    rated = [node for node in nodes if node.kind == "person" and node.closeness is not None and node.id in places]
    return [node.id for node in rated if closeness_at(*places[node.id]) != node.closeness]


CASES = {
    "demo": demo(),
    "66 people": crowd(66, 60),
    "200 things": crowd(66, 133, 600),
    "many cards": crowd(20, 300),
    "many people": crowd(200, 40),
}


@pytest.fixture(scope="module", params=CASES)
def laid(request: pytest.FixtureRequest) -> tuple[Things, dict[str, Place]]:
    things = CASES[request.param]
    return things, arrange(*things)


def test_everything_loose_gets_a_place(laid: tuple[Things, dict[str, Place]]) -> None:
    (nodes, _), places = laid
    assert set(places) == {node.id for node in nodes if not node.fixed}
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places.values())


def test_people_keep_their_ring(laid: tuple[Things, dict[str, Place]]) -> None:
    (nodes, _), places = laid
    assert off_their_ring(nodes, places) == []
    rated = [node for node in nodes if node.kind == "person" and node.closeness is not None]
    assert all(abs(distance(*places[node.id]) - ring(node.closeness or 0)) <= 19 for node in rated)


def test_cards_cover_nothing(laid: tuple[Things, dict[str, Place]]) -> None:
    (nodes, _), places = laid
    assert of_cards(collisions(nodes, places), nodes) == []


def test_nothing_covers_anything_on_a_map_with_room() -> None:
    nodes, edges = demo()
    assert collisions(nodes, arrange(nodes, edges)) == []


def test_circles_stay_apart_even_where_rings_are_full() -> None:
    nodes, edges = crowd(66, 60)
    places = [place for name, place in arrange(nodes, edges).items() if name.startswith("p")]
    nearest = min(math.dist(one, other) for one, other in combinations(places, 2))
    assert nearest > 2 * PERSON_RADIUS


def test_a_ring_with_too_many_is_filled_evenly() -> None:
    nodes = [ME, *(person(f"p{k}", 9) for k in range(24))]
    places = arrange(nodes, [])
    assert off_their_ring(nodes, places) == []
    around = sorted(math.atan2(y, x / 1.3) for x, y in places.values())
    gaps = [after - before for before, after in zip(around, [*around[1:], around[0] + 2 * math.pi], strict=True)]
    assert max(gaps) < 4 * (2 * math.pi / 24)


@pytest.mark.parametrize(("things", "share"), [(demo(), 0.25), (crowd(66, 60), 0.35), (crowd(30, 30), 0.35)])
def test_ties_cross_far_less_than_by_chance(things: Things, share: float) -> None:
    nodes, edges = things
    by_chance = crossings(nodes, edges, {**random_places(nodes), "me": (0.0, 0.0)})
    assert crossings(nodes, edges, arrange(nodes, edges)) < share * by_chance


def test_the_same_things_lie_the_same_way_every_time() -> None:
    nodes, edges = demo()
    first = arrange(nodes, edges)
    moved = [node if node.fixed else replace(node, place=(5.0, 5.0)) for node in nodes]
    assert arrange(nodes, edges) == first
    assert arrange(moved, edges) == first


def test_what_is_fixed_never_moves_and_is_avoided() -> None:
    nodes, edges = demo()
    by_hand = {"p1": (-250.0, 40.0), "p9": (160.0, -60.0), "c0": (0.0, -170.0), "c16": (-60.0, 240.0)}
    nodes = [replace(node, place=by_hand[node.id], fixed=True) if node.id in by_hand else node for node in nodes]
    places = arrange(nodes, edges)
    assert not set(by_hand) & set(places)
    assert collisions(nodes, places) == []
    assert off_their_ring(nodes, places) == []


def test_a_layout_that_is_fixed_needs_nothing_more() -> None:
    nodes, edges = demo()
    places = arrange(nodes, edges)
    assert arrange([replace(node, place=places.get(node.id, node.place), fixed=True) for node in nodes], edges) == {}


def test_the_therapist_sits_at_the_bottom_and_family_to_the_upper_left() -> None:
    nodes, edges = demo()
    places = arrange(nodes, edges)
    x, y = places["p13"]
    assert y > 3 * abs(x)
    family = [places[f"p{k}"] for k in range(5)]
    assert sum(x for x, _ in family) < 0


def test_sectors_stay_together_when_nothing_pulls_them_apart() -> None:
    sectors = ("family", "work", "school", "friends")
    nodes = [ME, *(person(f"{sector}{k}", 3 + k, sector) for k in range(4) for sector in sectors)]
    places = arrange(nodes, [])
    around = sorted(places, key=lambda name: math.atan2(places[name][1], places[name][0] / 1.3))
    names = [name.rstrip("0123") for name in around]
    borders = sum(one != other for one, other in zip(names, [*names[1:], names[0]], strict=True))
    assert borders == len(sectors)


def test_people_who_share_much_sit_side_by_side() -> None:
    nodes = [ME, *(person(f"p{k}", 4) for k in range(12)), *(card(f"c{k}", "role") for k in range(18))]
    edges = [Edge(f"c{k}", name) for k in range(18) for name in (f"p{k % 6}", f"p{11 - k % 6}")]
    places = arrange(nodes, edges)
    angle = {name: math.atan2(y, x / 1.3) for name, (x, y) in places.items()}
    for k in range(6):
        apart = abs(math.remainder(angle[f"p{k}"] - angle[f"p{11 - k}"], 2 * math.pi))
        assert apart < 2.5 * (2 * math.pi / 12)


def test_a_card_lies_near_and_outward_of_its_only_person() -> None:
    nodes = [ME, *(person(f"p{k}", 5) for k in range(6)), card("lesson")]
    places = arrange(nodes, [Edge("lesson", "p2")])
    near, owner = places["lesson"], places["p2"]
    assert math.dist(near, owner) < 220
    assert distance(*near) > distance(*owner)


def test_a_second_circle_touches_its_person() -> None:
    nodes, edges = demo()
    places = arrange(nodes, edges)
    touching = PERSON_RADIUS + SECOND_RADIUS
    assert math.dist(places["second"], places["p4"]) == pytest.approx(touching, abs=0.1)
    fixed = [replace(node, fixed=True, place=places["p4"]) if node.id == "p4" else node for node in nodes]
    assert math.dist(arrange(fixed, edges)["second"], places["p4"]) == pytest.approx(touching, abs=0.1)


def test_a_second_circle_without_its_person_is_a_person() -> None:
    alone = Node("second", 60, 60, kind="second", joined_to="nobody")
    assert set(arrange([ME, alone], [])) == {"second"}


def test_almost_nothing_on_the_map() -> None:
    assert arrange([], []) == {}
    assert arrange([ME], []) == {}
    assert arrange([replace(ME, fixed=False, place=None)], []) == {"me": (0.0, 0.0)}
    assert collisions([ME, person("p")], arrange([ME, person("p")], [])) == []
    assert len(arrange([card("only")], [])) == 1
    assert distance(*arrange([ME, card("lesson")], [])["lesson"]) > 100


def test_two_clients_sit_side_by_side() -> None:
    couple = [replace(ME, id=name, fixed=False, place=None) for name in ("one", "other")]
    places = arrange(couple, [])
    assert places["one"] == (-places["other"][0], 0.0)
    assert collisions(couple, places) == []


def test_loose_ends_and_repeats_do_no_harm() -> None:
    nodes = [ME, person("p"), person("p", 2), person("q", None), card("c"), card("c")]
    edges = [
        Edge("c", "p"),
        Edge("p", "c"),
        Edge("c", "c"),
        Edge("c", "nobody"),
        Edge("p", "q", -1.0),
        Edge("c", "q", 0),
    ]
    places = arrange(nodes, edges)
    assert set(places) == {"p", "q", "c"}
    assert places == arrange([ME, person("p"), person("q", None), card("c")], [Edge("c", "p", 2.0)])


def test_islands_are_laid_out_too() -> None:
    nodes = [ME, person("p"), *(card(f"c{k}") for k in range(8))]
    places = arrange(nodes, [Edge("c0", "c1"), Edge("c1", "c2"), Edge("c3", "c4")])
    assert collisions(nodes, places) == []


@pytest.mark.parametrize("things", [demo(), crowd(20, 300), crowd(200, 40)])
def test_progress_rises_to_the_end(things: Things) -> None:
    heard: list[float] = []
    arrange(*things, progress=heard.append)
    assert rising(heard)
    assert heard[0] == 0.0
    assert heard[-1] == 1.0
    assert len(heard) > 10


@pytest.mark.parametrize("calls", [0, 5, 20])
@pytest.mark.parametrize("things", [demo(), crowd(20, 300), crowd(200, 40)])
def test_a_layout_can_be_cancelled(things: Things, calls: int) -> None:
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > calls

    with pytest.raises(Cancelled):
        arrange(*things, cancelled=cancelled)
    assert len(asked) == calls + 1
