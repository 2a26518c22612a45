"""The calm layout: where everything on the map goes, and where one new thing goes.

Pure functions from things and ties to places; nothing here is random, stored or drawn. People keep the ring
of their closeness, things fixed by hand never move, and footprints (labels included) keep clear of one
another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from relmap.analysis.around import angles, quiet_angle
from relmap.analysis.calm import unrest
from relmap.analysis.cards import Table, place_cards
from relmap.analysis.crowds import ideals, shelve, spread_rings
from relmap.analysis.orbits import place_people, settle_person
from relmap.analysis.polish import polish
from relmap.analysis.seconds import join, place_seconds, roomy
from relmap.analysis.sheet import Beat, Cancelled, Edge, Node, Place, Sheet, from_polar, sheet_of
from relmap.model.geometry import ring

KEPT = 48
MANY_PEOPLE = 150
MANY_CARDS = 250
MANY_TIES = 1500
LOYALTIES = (0.15, 0.3)
ENOUGH = 400
DRAFTS = 0.6

__all__ = ["Cancelled", "Edge", "Node", "arrange", "free_place"]


def arrange(
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> dict[str, Place]:
    """A place for everything that is not fixed, by id. The same things and ties always give the same places.

    `progress` hears fractions from 0 to 1; raises Cancelled soon after `cancelled` answers yes.
    """
    beat = Beat(progress, cancelled)
    beat(0.0)
    sheet = sheet_of(nodes, edges)
    sheet = _calmest(sheet, beat)
    beat(1.0)
    return {
        node.id: (round(x, 2), round(y, 2))
        for node, (x, y), still in zip(sheet.nodes, sheet.at.tolist(), sheet.still.tolist(), strict=True)
        if not still
    }


def _calmest(sheet: Sheet, beat: Beat) -> Sheet:
    """The calmest of some layouts: small maps try several, large ones the likeliest only."""
    tries = LOYALTIES[: max(1, min(len(LOYALTIES), ENOUGH // max(len(sheet.nodes) + len(sheet.pairs), 1)))]
    done = []
    for count, loyalty in enumerate(tries):
        done.append(replace(sheet, at=sheet.at.copy()))
        lay_out(done[-1], loyalty, beat.part(DRAFTS * count / len(tries), DRAFTS * (count + 1) / len(tries)))
    best = min(done, key=unrest) if len(done) > 1 else done[0]
    polish(best, beat.part(DRAFTS, 1.0))
    return best


def lay_out(sheet: Sheet, loyalty: float, beat: Beat) -> None:
    """Fills a sheet: people around the client, then second circles, then cards; shelves where there are too many."""
    people = _people(sheet)
    angle = angles(sheet, people, loyalty)
    many = len(people) > MANY_PEOPLE
    if many:
        spread_rings(sheet, people, angle)
        unrated = [k for k, i in enumerate(people) if np.isnan(sheet.at[i, 0])]
        ideal = from_polar(ring(5), angle[unrated])
        shelve(sheet, [people[k] for k in unrated], ideal, beat.part(0.2, 0.4))
    else:
        place_people(roomy(sheet), people, angle, beat.part(0.1, 0.4))
    place_seconds(sheet)
    cards = [i for i in sheet.of_kind("card") if not sheet.still[i]]
    if len(cards) > MANY_CARDS or len(sheet.pairs) > MANY_TIES:
        shelve(sheet, cards, ideals(sheet, cards), beat.part(0.4, 1.0))
    else:
        place_cards(sheet, beat.part(0.4, 1.0))


def _people(sheet: Sheet) -> list[int]:
    """Those who get a place of their own: people, and second ties whose first is not on the map."""
    known = {node.id for node in sheet.nodes if node.kind == "person"}
    return [
        i
        for i, node in enumerate(sheet.nodes)
        if node.kind == "person" or (node.kind == "second" and node.joined_to not in known)
    ]


def free_place(node: Node, neighbours: Iterable[Node], edges: Iterable[Edge]) -> Place:
    """A calm free place for one new thing among everything that has its place already; nothing else moves.

    A card comes near those it is tied to, a person onto their ring (or half-way out) on the emptiest side,
    a second circle beside the first.
    """
    there = [replace(other, fixed=True) for other in neighbours if other.id != node.id]
    sheet = sheet_of([*there, replace(node, fixed=False)], edges)
    new = len(sheet.nodes) - 1
    hosts = [i for i, other in enumerate(sheet.nodes) if other.id == node.joined_to and sheet.still[i]]
    if node.kind == "second" and hosts:
        sheet.at[new] = join(sheet, new, hosts[0])
    elif node.kind in ("person", "second"):
        settle_person(sheet, new, quiet_angle(sheet, new))
    elif node.kind == "card":
        Table(sheet).lay(new, KEPT)
    x, y = sheet.at[new].tolist()
    return round(x, 2), round(y, 2)
