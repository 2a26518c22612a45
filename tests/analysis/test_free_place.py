"""One new thing finds a calm place without moving anything: near its own, on its ring, on the empty side."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from relmap.analysis.arrange import Edge, Node, arrange, free_place
from relmap.model.geometry import PERSON_RADIUS, SECOND_RADIUS, closeness_at, distance, ring
from tests.analysis.layouts import ME, card, collisions, demo, person


def standing(name: str, x: float, y: float, closeness: int | None = 5) -> Node:
    return replace(person(name, closeness), place=(x, y), fixed=True)


def laid_demo() -> tuple[list[Node], list[Edge]]:
    nodes, edges = demo()
    places = arrange(nodes, edges)
    return [replace(node, place=places.get(node.id, node.place)) for node in nodes], edges


def test_the_first_person_on_an_empty_map() -> None:
    assert closeness_at(*free_place(person("mum", 7), [ME], [])) == 7
    x, y = free_place(person("mum", None), [ME], [])
    assert ring(8) <= distance(x, y) <= ring(2)


def test_a_new_person_goes_to_the_emptiest_side() -> None:
    there = [ME, *(standing(f"p{k}", -240.0 + 30 * k, -220.0 + 110 * k) for k in range(5))]
    x, _ = free_place(person("new", None), there, [])
    assert x > 0


def test_a_new_person_keeps_the_ring_and_covers_nobody() -> None:
    nodes, edges = laid_demo()
    for closeness in (1, 4, 7):
        new = person("new", closeness)
        place = free_place(new, nodes, edges)
        assert closeness_at(*place) == closeness
        assert collisions([*nodes, new], {"new": place}) == []


def test_a_new_therapist_goes_to_the_bottom() -> None:
    x, y = free_place(person("t", 6, "here"), [ME, standing("mum", -200, -100), standing("sam", 200, -100)], [])
    assert y > abs(x)


def test_people_added_one_after_the_other_spread_around() -> None:
    there = [ME]
    for k in range(8):
        new = person(f"p{k}", None)
        there.append(replace(new, place=free_place(new, there, [])))
    assert collisions(there, {}) == []
    around = sorted(math.atan2(y, x / 1.3) for x, y in (node.place or (0.0, 0.0) for node in there[1:]))
    assert max(after - before for before, after in pairwise(around)) < math.pi / 2


def test_a_new_lesson_lies_near_those_who_taught_it_and_outside() -> None:
    there = [ME, standing("mum", -230, -120), standing("dad", -300, 60), standing("sam", 250, 40)]
    place = free_place(card("new"), there, [Edge("new", "mum"), Edge("new", "dad")])
    assert math.dist(place, (-230, -120)) + math.dist(place, (-300, 60)) < 420
    assert place[0] < 0
    assert collisions([*there, card("new")], {"new": place}) == []


def test_a_new_lesson_in_a_full_map_covers_nothing() -> None:
    nodes, edges = laid_demo()
    place = free_place(card("new"), nodes, [*edges, Edge("new", "p0"), Edge("new", "p7")])
    assert collisions([*nodes, card("new")], {"new": place}) == []


def test_a_card_of_nobody_lies_outside_the_rings() -> None:
    nodes, edges = laid_demo()
    assert distance(*free_place(card("new"), nodes, edges)) > ring(0)


def test_a_second_circle_touches_its_person() -> None:
    new = Node("again", 40, 40, kind="second", joined_to="dad")
    place = free_place(new, [ME, standing("dad", -300, 60)], [])
    assert math.dist(place, (-300, 60)) == pytest.approx(PERSON_RADIUS + SECOND_RADIUS, abs=0.1)
    assert math.dist(place, (0, 0)) > 300


def test_a_client_sits_at_the_centre() -> None:
    assert free_place(replace(ME, fixed=False, place=None), [], []) == (0.0, 0.0)
