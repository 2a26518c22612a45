"""How fast and how calm the layout is. By hand: `python -m tests.bench_arrange`.

Speed is printed as a share of its budget, calm as a share of the crossings that the same things have in places by
chance.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from relmap.analysis.arrange import Edge, arrange, free_place
from tests.analysis.layouts import Things, card, collisions, crossings, crowd, demo, of_cards, person, random_places

CASES: dict[str, tuple[Things, float]] = {
    "demo, 14 people and 30 cards": (demo(), 300),
    "66 people, 60 cards": (crowd(66, 60), 300),
    "200 things": (crowd(66, 133), 300),
    "200 things, 600 links": (crowd(66, 133, 600), 300),
    "2,000 things, 6,000 links": (crowd(66, 1933, 6000), 3000),
    "2,000 things, 700 of them people": (crowd(700, 1299, 6000), 3000),
}


def best(action: Callable[[], object], times: int) -> float:
    """The shortest of some runs, in milliseconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        found.append((time.perf_counter() - start) * 1000)
    return min(found)


def calm(things: Things) -> str:
    nodes, edges = things
    places, chance = arrange(nodes, edges), {**random_places(nodes), "me": (0.0, 0.0)}
    share = crossings(nodes, edges, places) / max(crossings(nodes, edges, chance), 1)
    pairs = collisions(nodes, places)
    return f"crossings {share:.2f} of chance, {len(of_cards(pairs, nodes))} cards and {len(pairs)} pairs in all collide"


def one_new_thing(things: Things) -> str:
    nodes, edges = things
    places = arrange(nodes, edges)
    there = [replace(node, place=places.get(node.id, node.place)) for node in nodes]
    ties = [*edges, Edge("new", "p1"), Edge("new", "p2")]
    lesson = best(lambda: free_place(card("new"), there, ties), 5)
    someone = best(lambda: free_place(person("new", None), there, edges), 5)
    return f"one new lesson {lesson:.1f} ms, person {someone:.1f} ms"


def main() -> None:
    for name, (things, budget) in CASES.items():
        took = best(partial(arrange, *things), 3)
        print(f"{name}: {took:.0f} ms, {took / budget:.2f} of its budget")
        print(f"    {calm(things)}; {one_new_thing(things)}")


if __name__ == "__main__":
    main()
