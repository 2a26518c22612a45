"""Any small map at all: the layout's promises hold, and a new thing always finds a free place."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from relmap.analysis.arrange import Edge, Node, arrange, free_place
from relmap.model.geometry import distance, ring
from tests.analysis.layouts import CARDS, ME, SECTORS, Things, card, collisions, of_cards, person


@st.composite
def things(draw: st.DrawFn) -> Things:
    """Up to 25 things, some fixed anywhere, tied at random."""
    nodes = [ME]
    for k in range(draw(st.integers(0, 12))):
        closeness = draw(st.none() | st.integers(0, 10))
        nodes.append(person(f"p{k}", closeness, draw(st.sampled_from([None, "here", *SECTORS]))))
    people = len(nodes) - 1
    for k in range(draw(st.integers(0, 2)) if people else 0):
        host = f"p{draw(st.integers(0, people - 1))}"
        nodes.append(Node(f"s{k}", 60, 60, below=10, kind="second", joined_to=host))
    nodes += [card(f"c{k}", draw(st.sampled_from(list(CARDS)))) for k in range(draw(st.integers(0, 10)))]
    place = st.tuples(st.floats(-700, 700), st.floats(-700, 700))
    still = draw(st.lists(st.sampled_from(nodes[1:]), max_size=4, unique_by=id)) if len(nodes) > 1 else []
    fixed = {node.id: draw(place) for node in still}
    nodes = [replace(node, place=fixed[node.id], fixed=True) if node.id in fixed else node for node in nodes]
    ends = st.sampled_from([node.id for node in nodes])
    weight = st.floats(0.1, 5)
    return nodes, draw(st.lists(st.builds(Edge, ends, ends, weight), max_size=30))


@settings(max_examples=60)
@given(things())
def test_any_map_is_laid_out(case: Things) -> None:
    nodes, edges = case
    places = arrange(nodes, edges)
    assert set(places) == {node.id for node in nodes if not node.fixed}
    assert of_cards(collisions(nodes, places), nodes) == []
    for node in nodes:
        if node.kind == "person" and node.closeness is not None and not node.fixed:
            assert abs(distance(*places[node.id]) - ring(node.closeness)) <= 19


@settings(max_examples=40)
@given(things(), st.sampled_from(["lesson", "role"]), st.data())
def test_a_new_card_covers_nothing(case: Things, kind: str, data: st.DataObject) -> None:
    nodes, edges = case
    places = arrange(nodes, edges)
    there = [replace(node, place=places.get(node.id, node.place), fixed=True) for node in nodes]
    owners = data.draw(st.lists(st.sampled_from([node.id for node in nodes]), max_size=3))
    place = free_place(card("new", kind), there, [*edges, *(Edge("new", owner) for owner in owners)])
    assert of_cards(collisions([*there, card("new", kind)], {"new": place}), [card("new", kind)]) == []
