"""Who sits beside whom: the order of the people around the client, and from it an angle for each.

People of one sector share one stretch of the circle; within it those who share lessons and roles come next to
each other, so that ties stay short and cross little. Things fixed by hand take up their own stretch.
Distances are not decided here.
"""

from __future__ import annotations

import cmath
import math

import numpy as np

from relmap.analysis.seating import Wishes, apartness, seat
from relmap.analysis.sheet import Flags, Floats, Ints, Sheet, polar, product, turn

# Degrees clockwise on the screen from the right: where each sector would like to be around the client.
SECTORS = {
    "here": 90,
    "community": 150,
    "family": 215,
    "faith": 270,
    "school": 305,
    "work": 345,
    "friends": 35,
}
BINS = 720
CARD_NEED = 0.3
ADOPTED = 0.05
MOST = 900
NARROW, WIDE = 0.35, 1.2
HERE = math.pi / 2


def affinity(sheet: Sheet, people: list[int]) -> Floats:
    """How strongly each two people belong together: by direct ties, and by cards that few others share."""
    rank = _ranks(sheet, people)
    near = np.zeros((len(people), len(people)))
    owners = [_owners(sheet, rank, i) if node.kind == "card" else None for i, node in enumerate(sheet.nodes)]
    for shared in owners:
        if shared is not None:
            near[np.ix_(shared[0], shared[0])] += shared[1][:, None] * shared[1] * shared[2]
    for (a, b), weight in zip(sheet.pairs.tolist(), sheet.weights.tolist(), strict=True):
        one, other = owners[a], owners[b]
        if rank[a] >= 0 and rank[b] >= 0:
            near[rank[a], rank[b]] += 2 * weight
        elif one is not None and other is not None:
            near[np.ix_(one[0], other[0])] += weight * one[1][:, None] * other[1]
    near = (near + near.T) / 2
    np.fill_diagonal(near, 0.0)
    busy = np.sqrt(np.maximum(near.sum(axis=1), 1.0))
    even: Floats = near / busy[:, None] / busy[None, :]
    return even


def _ranks(sheet: Sheet, people: list[int]) -> Ints:
    """For each thing, which of `people` it is (a second circle is its person), or -1."""
    rank = np.full(len(sheet.nodes), -1, dtype=np.intp)
    rank[people] = np.arange(len(people))
    by_id = {sheet.nodes[i].id: k for k, i in enumerate(people)}
    for i in sheet.of_kind("second"):
        if rank[i] < 0:
            rank[i] = by_id.get(sheet.nodes[i].joined_to or "", -1)
    return rank


def _owners(sheet: Sheet, rank: Ints, card: int) -> tuple[Ints, Floats, float]:
    """The people a card is tied to, each one's share of all its ties, and how much they weigh together."""
    ties = [(rank[other], weight) for other, weight in sheet.ties[card] if rank[other] >= 0]
    total = max(sum(weight for _, weight in sheet.ties[card]), 1.0)
    who = np.array([person for person, _ in ties], dtype=np.intp)
    return who, np.array([weight for _, weight in ties]) / total, total


def needs(sheet: Sheet, people: list[int]) -> Floats:
    """How much of the circle each person asks for, in persons: more for many cards of their own."""
    rank = _ranks(sheet, people)
    need = np.ones(len(people))
    for card in sheet.of_kind("card"):
        owners = [int(rank[other]) for other, _ in sheet.ties[card] if rank[other] >= 0]
        if owners:
            need[owners] += CARD_NEED / len(owners)
    return np.minimum(need, 4.0)


def angles(sheet: Sheet, people: list[int], loyalty: float) -> Floats:
    """An angle for each of `people`; those who are still keep theirs.

    `loyalty` (about 0 to 0.5) weighs keeping to one's sector against sitting near those with whom one shares most.
    """
    if not people:
        return np.zeros(0)
    still = sheet.still[people]
    angle = np.where(still, polar(np.nan_to_num(sheet.at[people]))[1], math.nan)
    loose = np.flatnonzero(~still)
    if not len(loose):
        return angle
    few = len(people) <= MOST
    near = affinity(sheet, people) if few else np.zeros((len(people), 0))
    group, anchor, named = _groups(sheet, people, near, angle)
    order = np.lexsort((loose, group[loose], _from_here(anchor[loose])))
    room, need = _room(angle[still]), needs(sheet, people)[loose]
    if few:
        seats = _slots(np.ones(len(loose)), room, anchor[loose][order])
        near += 2.5 * loyalty * _together(group, named)
        care = loyalty * _strength(anchor[loose]) * named[loose]
        dislike = care[:, None] * apartness(anchor[loose], seats)
        order = seat(Wishes(near, angle, loose, seats, dislike), order)
    angle[loose[order]] = _slots(need[order], room, anchor[loose[order]])
    return angle


def _together(group: Ints, named: Flags) -> Floats:
    """How much people of one sector want to stay together: less each, the more they are."""
    same = ((group[:, None] == group[None, :]) & named).astype(float)
    together: Floats = same / np.maximum(same.sum(axis=1), 1.0)
    np.fill_diagonal(together, 0.0)
    return together


def _strength(anchor: Floats) -> Floats:
    """How much it matters that people keep to their sector: very much for whoever is in the room."""
    here = np.abs(turn(anchor - HERE)) < 1e-6
    return np.where(here, 100.0, 1.0)


def _from_here(anchor: Floats) -> Floats:
    """Anchors as a rank clockwise, beginning just before the bottom so that 'here' comes first."""
    result: Floats = np.round((anchor - math.radians(75)) % (2 * np.pi), 6)
    return result


def _groups(sheet: Sheet, people: list[int], near: Floats, angle: Floats) -> tuple[Ints, Floats, Flags]:
    """Each person's group, the angle where it would like to be, and whether it is a sector with a name."""
    names = [sheet.nodes[i].sector or "" for i in people]
    known = sorted({name for name in names if name}, key=lambda name: (SECTORS.get(name, 999), name))
    number = {name: k for k, name in enumerate([*known, ""])}
    group = np.array([number[name] for name in names], dtype=np.intp)
    others = [k for k, name in enumerate(known) if name != "here"]
    if others and near.shape[1]:
        pull = product(near, (group[:, None] == np.array(others)).astype(float))
        adopted = (group == len(known)) & (pull.max(axis=1) > ADOPTED)
        group[adopted] = np.array(others)[pull.argmax(axis=1)][adopted]
    return group, _anchors([*known, ""], group, angle)[group], group < len(known)


def _anchors(known: list[str], group: Ints, angle: Floats) -> Floats:
    """Each group's wish: with those already there, else where it usually is, else in the widest gap."""
    found: dict[int, float] = {}
    for k, name in enumerate(known):
        there = angle[(group == k) & ~np.isnan(angle)]
        if len(there):
            found[k] = math.atan2(np.sin(there).sum(), np.cos(there).sum())
        elif name in SECTORS:
            found[k] = math.radians(SECTORS[name])
    for k in range(len(known)):
        if k not in found and (group == k).any():
            found[k] = _widest_gap([*found.values(), math.pi / 2])
    return np.array([found.get(k, 0.0) for k in range(len(known))])


def _widest_gap(taken: list[float]) -> float:
    around = sorted(angle % (2 * math.pi) for angle in taken)
    gaps = [
        (after - before, before) for before, after in zip(around, [*around[1:], around[0] + 2 * math.pi], strict=True)
    ]
    width, start = max(gaps, key=lambda gap: (round(gap[0], 6), -gap[1]))
    return start + width / 2


def _room(taken: Floats) -> Floats:
    """How free each small stretch of the circle is (0 to 1), given the angles of those who stay."""
    bins = (np.arange(BINS) + 0.5) * 2 * np.pi / BINS
    room = np.ones(BINS)
    for angle in taken.tolist():
        room = np.minimum(room, np.clip(np.abs(turn(bins - angle)) / 0.25, 0.02, 1.0))
    return room


def _slots(need: Floats, room: Floats, anchor: Floats) -> Floats:
    """An angle for each person of an ordered circle: free room by need, turned to suit the anchors."""
    share = (np.cumsum(need) - need / 2) / need.sum()
    total = np.concatenate(([0.0], np.cumsum(room)))
    edges = np.linspace(0.0, 2 * np.pi, BINS + 1)
    shifts = np.arange(0.0, 1.0, 1 / 360)
    tries = np.interp((share[None, :] + shifts[:, None]) % 1.0, total / total[-1], edges)
    cost = ((1.0 - np.cos(tries - anchor)) * _strength(anchor)).sum(axis=1)
    best: Floats = tries[int(cost.argmin())]
    return best


def quiet_angle(sheet: Sheet, person: int) -> float:
    """The direction with the fewest things, rather in a new person's sector and near their ties."""
    tries = np.linspace(0.0, 2 * np.pi, 72, endpoint=False) - np.pi / 2
    there = sheet.placed()
    far, angle = polar(sheet.at[there])
    weight = np.where([node.kind == "card" for node in sheet.nodes], 0.4, 1.0)[there] * (far > 1.0)
    apart = turn(tries[:, None] - angle[None, :]) ** 2
    crowd = np.exp(-apart / NARROW**2) + np.exp(-apart / WIDE**2)
    cost = product(crowd, weight[:, None])[:, 0] - (np.exp(-1j * tries) * _wish(sheet, person)).real
    return float(tries[int(np.round(cost, 9).argmin())])


def _wish(sheet: Sheet, person: int) -> complex:
    """Where a new person would rather be, as a direction: with their ties, their sector, or just at the top."""
    sector = sheet.nodes[person].sector
    near = [i for i, _ in sheet.ties[person] if np.hypot(*sheet.at[i]) > 1.0]
    if not near and sector and sector != "here":
        near = [i for i, node in enumerate(sheet.nodes) if node.sector == sector and sheet.still[i]]
    if near:
        return complex(np.exp(1j * polar(sheet.at[near])[1]).mean())
    if sector in SECTORS:
        return cmath.rect(1.0, math.radians(SECTORS[sector]))
    return cmath.rect(0.2, -math.pi / 2)
