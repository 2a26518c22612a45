"""How fast and how calm the layout is. By hand: `python -m tests.bench arrange`.

Calm is the number of crossings, as a share of those that the same things have in places by chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from relmap.analysis.arrange import Edge, arrange, free_place
from tests.analysis.layouts import Things, card, collisions, crossings, crowd, demo, of_cards, person, random_places
from tests.figures import Figure, times

CASES: dict[str, tuple[Things, float]] = {
    "demo, 14 people and 30 cards": (demo(), 300),
    "66 people, 60 cards": (crowd(66, 60), 300),
    "200 things": (crowd(66, 133), 300),
    "200 things, 600 links": (crowd(66, 133, 600), 300),
    "2,000 things, 6,000 links": (crowd(66, 1933, 6000), 3000),
    "2,000 things, 700 of them people": (crowd(700, 1299, 6000), 3000),
}


def calm(things: Things) -> Iterator[tuple[str, float]]:
    """What makes a layout calm or not, and how much of it there is."""
    nodes, edges = things
    places, chance = arrange(nodes, edges), {**random_places(nodes), "me": (0.0, 0.0)}
    pairs = collisions(nodes, places)
    yield "crossings, of chance", crossings(nodes, edges, places) / max(crossings(nodes, edges, chance), 1)
    yield "pairs that collide", len(pairs)
    yield "cards that collide", len(of_cards(pairs, nodes))


def one_new_thing(things: Things) -> tuple[float, float]:
    """How long it takes to place one new lesson, and one new person."""
    nodes, edges = things
    places = arrange(nodes, edges)
    there = [replace(node, place=places.get(node.id, node.place)) for node in nodes]
    ties = [*edges, Edge("new", "p1"), Edge("new", "p2")]
    lesson = times(lambda: free_place(card("new"), there, ties))[0]
    return lesson, times(lambda: free_place(person("new", None), there, edges))[0]


def figures() -> Iterator[Figure]:
    """All figures of this file."""
    for name, (things, budget) in CASES.items():
        yield Figure(f"arrange {name}", times(partial(arrange, *things), 3)[0], budget)
        for what, amount in calm(things):
            yield Figure(f"  {what}", amount, unit="")
        lesson, someone = one_new_thing(things)
        yield Figure("  place of one new lesson", lesson)
        yield Figure("  place of one new person", someone)
