"""Invented things to lay out, and what is asked of every layout: no collisions, rings kept, ties that rarely cross."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from relmap.analysis.arrange import Edge, Node
from relmap.analysis.crossings import count_crossings
from relmap.analysis.overlap import overlapping
from relmap.analysis.sheet import Place, sheet_of

Things = tuple[list[Node], list[Edge]]
CARDS = {"lesson": (170.0, 62.0), "role": (130.0, 28.0), "experience": (180.0, 52.0), "chip": (120.0, 28.0)}
SECTORS = ("family", "work", "school", "faith", "friends")
ME = Node("me", 76, 76, kind="client", place=(0.0, 0.0), fixed=True)


def person(name: str, closeness: int | None = 5, sector: str | None = None, width: float = 84.0) -> Node:
    return Node(name, width, 98, below=18, kind="person", closeness=closeness, sector=sector)


def card(name: str, kind: str = "lesson") -> Node:
    return Node(name, *CARDS[kind])


def demo() -> Things:
    """About what the demo case asks for: 14 people, one with a second tie, and 30 cards."""
    closeness = (6, 3, 7, 6, 2, 1, 5, 3, 6, 8, 6, 2, 4, 7)
    sectors = (*["family"] * 5, "school", "school", "work", "work", "friends", "friends", "faith", "faith", "here")
    people = [person(f"p{k}", c, s) for k, (c, s) in enumerate(zip(closeness, sectors, strict=True))]
    second = Node("second", 60, 60, below=10, kind="second", joined_to="p4")
    kinds = [*["lesson"] * 8, *["role"] * 5, *["experience"] * 7, *["chip"] * 10]
    cards = [card(f"c{k}", kind) for k, kind in enumerate(kinds)]
    edges = [Edge(f"c{k}", f"p{(5 * k + step) % 14}") for k in range(28) for step in range(1 + k % 3)]
    edges += [Edge("c14", "c0"), Edge("c15", "c0"), Edge("c3", "c9"), Edge("c8", "second")]
    return [ME, *people, second, *cards], edges


def crowd(people: int, cards: int, edges: int = 0, seed: int = 1) -> Things:
    """Many people and cards; cards belong to people who sit near one another, more or less."""
    dice = random.Random(seed)
    nodes = [ME, person("p0", 7, "here")]
    nodes += [
        person(f"p{k}", dice.choice([None, *range(10)]), dice.choice(SECTORS), dice.randint(64, 110))
        for k in range(1, people)
    ]
    nodes += [card(f"c{k}", dice.choice(list(CARDS))) for k in range(cards)]
    ties = []
    for k in range(cards):
        middle = dice.randrange(people)
        ties += [Edge(f"c{k}", f"p{(middle + dice.randint(-3, 3)) % people}") for _ in range(dice.randint(1, 3))]
    while len(ties) < edges:
        ties.append(Edge(dice.choice(nodes).id, dice.choice(nodes).id))
    return nodes, ties


def random_places(nodes: Sequence[Node]) -> dict[str, Place]:
    """Places by chance, in a field about as large as a layout's."""
    dice = random.Random(7)
    reach = 60.0 * len(nodes) ** 0.5 + 200.0
    return {node.id: (dice.uniform(-1.3 * reach, 1.3 * reach), dice.uniform(-reach, reach)) for node in nodes}


def spokes(nodes: Sequence[Node]) -> list[Edge]:
    """The ties of all people to the client."""
    return [Edge("me", node.id) for node in nodes if node.kind in ("person", "second")]


def crossings(nodes: Sequence[Node], edges: Sequence[Edge], places: Mapping[str, Place]) -> int:
    """How many ties cross, those to the client included."""
    sheet = sheet_of(nodes, [*edges, *spokes(nodes)])
    at = np.array([_where(node, places) for node in sheet.nodes]).reshape(-1, 2)
    return count_crossings(at, sheet.pairs)


def collisions(nodes: Sequence[Node], places: Mapping[str, Place]) -> list[tuple[str, str]]:
    """Pairs whose footprints cover each other, but for a second circle and the person it touches."""
    boxes = []
    for node in nodes:
        x, y = _where(node, places)
        y += node.below
        boxes.append((x - node.width / 2, y - node.height / 2, x + node.width / 2, y + node.height / 2))
    pairs = [(nodes[i], nodes[j]) for i, j in overlapping(np.array(boxes).reshape(-1, 4))]
    return [(a.id, b.id) for a, b in pairs if a.joined_to != b.id and b.joined_to != a.id]


def of_cards(pairs: Sequence[tuple[str, str]], nodes: Sequence[Node]) -> list[tuple[str, str]]:
    """Those of the pairs in which there is a loose card."""
    loose = {node.id for node in nodes if node.kind == "card" and not node.fixed}
    return [pair for pair in pairs if loose & set(pair)]


def _where(node: Node, places: Mapping[str, Place]) -> Place:
    place = places.get(node.id, node.place)
    assert place is not None, node.id
    return place


def rising(numbers: Sequence[float]) -> bool:
    return all(one <= other for one, other in pairwise(numbers))
