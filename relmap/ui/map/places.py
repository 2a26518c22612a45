"""Where things stand: where they were put, else a calm free place that is found once and kept while the map is open.

A rated person keeps to the ring of their closeness, a second circle and a moment to their host. Nothing is written.
In the past a thing that had not been put anywhere yet stands where it was first put: it does not jump because somebody
looks back.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from relmap.analysis.arrange import Edge, Node, arrange, free_place
from relmap.model.geometry import PERSON_RADIUS, SECOND_RADIUS, settle
from relmap.ui.map.drafts import Draft
from relmap.ui.map.outlines import body
from relmap.ui.map.shapes import JOINABLE_SHAPES, NodeLook, Place, TieLook

FEW = 3
"""More new things than this are arranged together."""
MOST = 700
"""More than this are only laid out in rows; an arrangement can be asked for."""
_NAME_WIDTH, _LINE_WIDTH = 7.6, 6.2
_WIDEST = 184.0
_MOMENT_TURNS = (-28.0, 28.0, 152.0, 208.0, -62.0, 242.0, 62.0, 118.0)
_SECOND_TURN = 48.0
_TOUCHING = 1.4
_CROWDED = 132.0
"""How wide somebody with moments at their side is."""
_ROW = 8

Kind = Literal["client", "person", "second", "card"]


class Places:
    """The places of one map. All that a map shows, the present and the past, shares what was found once."""

    def __init__(self, found: dict[str, Place] | None = None, first: Mapping[str, Place] | None = None) -> None:
        """`found` is kept up to date; `first` is where things stood first, for a time at which they had no place."""
        self._found: dict[str, Place] = {} if found is None else found
        self._first = first or {}

    def settle(self, drafts: Sequence[Draft], known: Mapping[str, NodeLook], ties: Iterable[TieLook]) -> list[NodeLook]:
        """Looks for drafts; `known` is all that already stands on the map, `ties` all its lines."""
        drafted = {draft.look.id for draft in drafts}
        around = [look for id, look in known.items() if id not in drafted]
        lost = [draft for draft in drafts if self._base(draft) is None and draft.look.shape != "moment"]
        if any(not draft.look.attached for draft in lost):
            self._find(lost, drafts, around, ties)
        placed = {draft.look.id: self._placed(draft) for draft in drafts if not draft.look.attached}
        hosts = {look.id: look for look in around} | placed
        looks = list(placed.values())
        looks.extend(_beside(draft, hosts, self._base(draft)) for draft in drafts if draft.look.attached)
        return looks

    def _base(self, draft: Draft) -> Place | None:
        if draft.stored is not None:
            return draft.stored
        return self._first.get(draft.look.entity) or self._found.get(draft.look.id)

    def _placed(self, draft: Draft) -> NodeLook:
        x, y = self._base(draft) or (0.0, 0.0)
        if draft.closeness is not None and not draft.fixed:
            x, y = settle(x, y, draft.closeness)
        return replace(draft.look, x=x, y=y)

    def _find(
        self,
        lost: Sequence[Draft],
        drafts: Sequence[Draft],
        around: Sequence[NodeLook],
        ties: Iterable[TieLook],
    ) -> None:
        """Find a place for everything that has none."""
        crowded = {look.attached for look in (*around, *(draft.look for draft in drafts)) if look.shape == "moment"}
        nodes = [_node(look, (look.x, look.y), crowded) for look in around if look.shape != "moment"]
        nodes += [
            _node(draft.look, self._base(draft), crowded, draft.closeness, draft.sector)
            for draft in drafts
            if draft.look.shape != "moment"
        ]
        ids = {node.id for node in nodes}
        edges = [Edge(tie.a, tie.b) for tie in ties if tie.a in ids and tie.b in ids]
        if len(lost) > MOST:
            self._found |= _in_rows(lost)
        elif len(lost) > FEW:
            self._found |= arrange(nodes, edges)
        else:
            self._find_singly([draft.look.id for draft in lost], nodes, edges)

    def _find_singly(self, ids: Sequence[str], nodes: list[Node], edges: Sequence[Edge]) -> None:
        for id in ids:
            there = [node for node in nodes if node.place is not None]
            new = next(node for node in nodes if node.id == id)
            place = self._found[id] = free_place(new, there, edges)
            nodes = [replace(each, place=place, fixed=True) if each is new else each for each in nodes]


def _node(
    look: NodeLook,
    place: Place | None,
    crowded: Collection[str],
    closeness: int | None = None,
    sector: str | None = None,
) -> Node:
    """A thing as the layout measures it; the width of words is estimated, which is enough here."""
    here = body(look.shape, _NAME_WIDTH * len(look.title))
    width, height = 2 * here.half_width, 2 * here.half_height
    words = min(_WIDEST, max(_NAME_WIDTH * len(look.title), _LINE_WIDTH * len(look.subtitle)))
    label = (26.0 if look.badges else 0.0) + (18.0 if look.disputed else 0.0)
    kind: Kind = "card"
    if look.shape == "second":
        kind, width = "second", width + words
    elif look.shape in JOINABLE_SHAPES:
        kind = "client" if look.shape == "client" else "person"
        width = max(width, words, _CROWDED if look.id in crowded else 0.0)
        label += (24.0 if look.title else 0.0) + (16.0 if look.subtitle else 0.0)
    return Node(
        look.id,
        width,
        height + label,
        label / 2,
        kind,
        closeness,
        place,
        fixed=place is not None,
        sector=sector,
        joined_to=look.attached or None,
    )


def _beside(draft: Draft, hosts: Mapping[str, NodeLook], base: Place | None) -> NodeLook:
    """An attached circle at the side of its host."""
    look = draft.look
    host = hosts.get(look.attached)
    if host is None:
        return replace(look, x=0.0, y=0.0)
    if look.shape == "moment":
        angle = math.radians(_MOMENT_TURNS[draft.turn % len(_MOMENT_TURNS)])
        reach = PERSON_RADIUS + body("moment").half_width + 3.0 + 32.0 * (draft.turn // len(_MOMENT_TURNS))
    else:
        angle, reach = _second_angle(draft, host, base), PERSON_RADIUS + SECOND_RADIUS
    x, y = host.x + reach * math.cos(angle), host.y + reach * math.sin(angle)
    return replace(look, x=x, y=y, side="left" if x < host.x else "right")


def _second_angle(draft: Draft, host: NodeLook, base: Place | None) -> float:
    """Where a second circle touches the first: where it was put, else outward and rather above, off the tie."""
    touch = PERSON_RADIUS + SECOND_RADIUS
    if base is not None:
        dx, dy = base[0] - host.x, base[1] - host.y
        if 1.0 < math.hypot(dx, dy) <= _TOUCHING * touch:
            return math.atan2(dy, dx)
    outward = math.atan2(host.y, host.x) if (host.x, host.y) != (0.0, 0.0) else -math.pi / 2
    turn = math.radians(_SECOND_TURN * (1 + draft.turn // 2))
    sides = sorted((outward - turn, outward + turn), key=math.sin)
    return sides[draft.turn % 2]


def _in_rows(drafts: Sequence[Draft]) -> dict[str, Place]:
    """Rows below the rings."""
    columns = max(_ROW, math.ceil(math.sqrt(len(drafts))))
    return {
        draft.look.id: ((number % columns - columns / 2) * 220.0, 620.0 + number // columns * 120.0)
        for number, draft in enumerate(drafts)
    }
