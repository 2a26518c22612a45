"""The map as nodes and edges, for the forms that other programs read: what an export may show, and nothing else.

A graph has no edge that ends at another edge. What happens in a tie (a lesson taught, a role played, a link to the
tie) is therefore drawn from the people of that tie who are not clients, or from the client where there are no others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.patterns import LifeEvent, Pattern
from relmap.model.people import Person, Relationship
from relmap.model.placement import Placement
from relmap.model.ratings import closeness_of
from relmap.model.roles import Played, Role
from relmap.model.source import Source
from relmap.model.therapy import NewExperience, WayOfConnecting
from relmap.words import say

Value = str | float | int
NODES: tuple[tuple[type[Entity], str, tuple[str, ...]], ...] = (
    (Person, "name", ("kind", "seat", "pronouns", "born", "died")),
    (Lesson, "text", ("valence", "about", "state")),
    (Role, "name", ("other_pole", "state")),
    (Pattern, "name", ()),
    (NewExperience, "description", ("happened",)),
    (LifeEvent, "title", ("happened", "scope")),
    (WayOfConnecting, "name", ("state",)),
    (Context, "description", ("dimension", "standing")),
)
"""Each kind of node, the field that is its label, and the fields that go along."""
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing on the map; `kind` is its array, `place` its centre in scene units, or None."""

    id: str
    kind: str
    label: str
    values: dict[str, Value]
    place: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two nodes; `kind` is `tie`, `taught`, `played` or the kind of a link."""

    id: str
    kind: str
    source: str
    target: str
    values: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Graph:
    """Every node and every edge between them, in the order of the case."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def read_graph(source: Source) -> Graph:
    """The map of what `source` shows; give it a projection for exports."""
    places = {one.subject: (one.x, one.y) for one in source.all(Placement)}
    nodes = tuple(_nodes(source, places))
    known = {node.id for node in nodes}
    edges = (edge for edge in _edges(source) if edge.source in known and edge.target in known)
    return Graph(nodes, tuple(edges))


def left_out_of_graphs() -> str:
    """What the graph forms leave out, in a sentence."""
    return say(
        "It holds the people, ties, lessons, roles, patterns, new experiences, ways, life events and contexts of the "
        "map. It leaves out sessions, disruptions, numbers other than closeness, notes, stories, other names, "
        "agreements and everything covered."
    )


def fit_for_xml(text: str) -> str:
    """A text in which XML can be written: what it has no letter for becomes U+FFFD."""
    return _UNFIT.sub("\ufffd", text)


def _nodes(source: Source, places: dict[str, tuple[float, float]]) -> Iterator[Node]:
    for cls, label, fields in NODES:
        for one in source.all(cls):
            values = {name: value for name in fields if (value := getattr(one, name)) is not None}
            yield Node(one.id, cls.__tablename__, getattr(one, label) or "?", values, places.get(one.id))


def _edges(source: Source) -> Iterator[Edge]:
    for tie in source.all(Relationship):
        yield Edge(tie.id, "tie", tie.a, tie.b, _tie_values(source, tie))
    for taught in source.all(Taught):
        for number, person in enumerate(_ends(source, taught.relationship)):
            yield Edge(_numbered(taught.id, number), "taught", person, taught.lesson, {"how": taught.how})
    for played in source.all(Played):
        for number, person in enumerate(_ends(source, played.relationship)):
            yield Edge(_numbered(played.id, number), "played", played.role, person)
    for link in source.all(Link):
        pairs = [(a, b) for a in _ends(source, link.from_) for b in _ends(source, link.to)]
        for number, (a, b) in enumerate(pairs):
            yield Edge(_numbered(link.id, number), link.kind, a, b)
    for lived in source.all(NewExperience):
        for number, person in enumerate(_ends(source, lived.relationship)):
            yield Edge(f"{lived.id}.with.{number + 1}", "lived_with", lived.id, person)


def _tie_values(source: Source, tie: Relationship) -> dict[str, Value]:
    fields = ("label", "period", "state", "quality", "who_adapts")
    values: dict[str, Value] = {name: value for name in fields if (value := getattr(tie, name)) is not None}
    rating = closeness_of(source, tie)
    if rating is not None and rating.value is not None:
        values["closeness"] = rating.value
    return values


def _ends(source: Source, id: str) -> tuple[str, ...]:
    tie = source.get(id)
    if not isinstance(tie, Relationship):
        return (id,)
    people = [one for end in (tie.a, tie.b) if isinstance(one := source.get(end), Person)]
    others = tuple(one.id for one in people if one.seat != "client")
    return others or tuple(one.id for one in people)


def _numbered(id: str, number: int) -> str:
    """An id for each of several edges of one row, with a dot, which no id of a row has."""
    return f"{id}.{number + 1}" if number else id
