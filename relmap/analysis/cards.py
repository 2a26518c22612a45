"""Places for cards: beside, between or outward of those they belong to, never over anything.

One card at a time tries some hundred places and takes the one with the shortest ties, the fewest crossings and the
clearest ground, given where the others lie already.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from relmap.analysis.crossings import Segments, crossing, running_over, segments_of
from relmap.analysis.overlap import free
from relmap.analysis.sheet import GAP, Beat, Floats, Ints, Sheet, boxes_at, from_polar, polar
from relmap.model.geometry import ASPECT, ring

# What things cost, in scene units of tie length.
CROSSING = 110.0
UNDER = 150.0
ON_SPOKE = 260.0
OVER = 130.0
INWARD = 60.0
OUTSIDE = 2.5
ROOMY = 2.0
CHUNK = 16
LOOK = 96
ENDS = 5
LOOSE_ANGLE = math.radians(40)
ASIDE = np.radians([0, -9, 9, -18, 18, -28, 28, -40, 40, -55, 55, -75, 75])
DIRECTIONS = np.stack((np.cos(np.arange(16) * np.pi / 8), np.sin(np.arange(16) * np.pi / 8)), axis=1)
AWAY = np.array([4.0, 30.0, 70.0, 120.0])
STEPS = np.stack(np.meshgrid(np.arange(-4, 5), np.arange(-4, 5) * 1.5), axis=-1).reshape(-1, 2)


class Table:
    """What lies on the map while cards are laid: all footprints and straight ties, NaN where not placed yet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        spokes = np.array(sheet.of_kind("person", "second"), dtype=np.intp)
        self.boxes = boxes_at(sheet.at, sheet.half, sheet.below)
        rays = np.concatenate((np.zeros((len(spokes), 2)), sheet.at[spokes]), axis=1)
        a, b = sheet.pairs[:, 0], sheet.pairs[:, 1]
        self.rows = np.concatenate((rays, np.concatenate((sheet.at[a], sheet.at[b]), axis=1)))
        self.own: list[list[tuple[int, int]]] = [[] for _ in sheet.nodes]
        for row, (one, other) in enumerate(sheet.pairs.tolist(), start=len(spokes)):
            self.own[one].append((row, 0))
            self.own[other].append((row, 2))
        self.hides = np.where(np.arange(len(self.rows)) < len(spokes), ON_SPOKE, UNDER)
        area = float(4 * sheet.half.prod(axis=1).sum())
        self.edge = max(ring(1), math.sqrt(ROOMY * area / (math.pi * ASPECT)))
        self.calm = min(1.0, (60.0 / max(len(self.rows), 1)) ** 0.5)

    def put(self, card: int, place: Floats) -> None:
        """Moves a card, or takes it off the table with a place of NaN."""
        sheet = self.sheet
        sheet.at[card] = place
        self.boxes[card] = boxes_at(sheet.at[[card]], sheet.half[[card]], sheet.below[[card]])[0]
        for row, side in self.own[card]:
            self.rows[row, side : side + 2] = place

    def lay(self, card: int, kept: int) -> None:
        """Puts a card on the calmest free place given all else; weighs the `kept` likeliest with care."""
        sheet = self.sheet
        before = sheet.at[card].copy()
        self.put(card, np.full(2, math.nan))
        owners, weights = self._owners(card)
        ends = sheet.at[owners].reshape(-1, 2)
        tries = candidates(sheet, card, owners, before)
        cost = pull(tries, ends, weights, self.edge)
        order = self._first_free(card, tries, np.argsort(cost, kind="stable"), kept)
        tries, cost = tries[order], cost[order]
        if not len(tries):
            tries, cost = self._last_resort(card), np.zeros(1)
        self.put(card, self._ground(card, owners, tries).calmest(tries, cost))

    def _owners(self, card: int) -> tuple[list[int], Floats]:
        """The placed things a card is tied to, the strongest first, and how strongly."""
        ties = [tie for tie in self.sheet.ties[card] if not math.isnan(self.sheet.at[tie[0], 0])]
        ties = sorted(ties, key=lambda tie: (-tie[1], tie[0]))[:ENDS]
        return [other for other, _ in ties], np.minimum([weight for _, weight in ties], 3.0)

    def _first_free(self, card: int, tries: Floats, order: Ints, kept: int) -> Ints:
        """The first places of an order where the card would lie clear of everything; at least `kept` if there are."""
        sheet, found, enough = self.sheet, [order[:0]], 0
        for start in range(0, len(order), LOOK):
            some = order[start : start + LOOK]
            here = boxes_at(tries[some], sheet.half[card], sheet.below[card])
            found.append(some[free(here, self.boxes, GAP)])
            enough += len(found[-1])
            if enough >= kept:
                break
        return np.concatenate(found)[:kept]

    def _last_resort(self, card: int) -> Floats:
        """Below everything, where there is always room."""
        sheet = self.sheet
        return np.array([[0.0, np.nanmax(self.boxes[:, 3]) + sheet.half[card, 1] + GAP - sheet.below[card]]])

    def _ground(self, card: int, owners: list[int], tries: Floats) -> Ground:
        sheet = self.sheet
        half, ends = sheet.half[card], sheet.at[owners].reshape(-1, 2)
        reach = np.concatenate((tries - half, tries + half, ends))
        low, high = reach.min(axis=0), reach.max(axis=0)
        one, other = self.rows[:, :2], self.rows[:, 2:]
        near = ((np.minimum(one, other) < high) & (np.maximum(one, other) > low)).all(axis=1)
        close = ((self.boxes[:, :2] < high) & (self.boxes[:, 2:] > low)).all(axis=1)
        close[owners] = False
        ties, hides = segments_of(self.rows[near]), self.hides[near]
        return Ground(half, float(sheet.below[card]), ends, ties, hides, self.boxes[close], self.calm)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a card of a size must reckon with: the ends of its own ties, the other ties, and the footprints."""

    half: Floats
    below: float
    ends: Floats
    ties: Segments
    hides: Floats
    boxes: Floats
    calm: float

    def calmest(self, tries: Floats, cost: Floats) -> Floats:
        """The best of places ordered by `cost`; stops when no later one can be better."""
        best, place = math.inf, np.array(tries[0])
        for start in range(0, len(tries), CHUNK):
            if cost[start] >= best:
                break
            some = slice(start, start + CHUNK)
            total = cost[some] + self.disturbance(tries[some])
            k = int(total.argmin())
            if total[k] < best:
                best, place = float(total[k]), tries[start + k]
        return place

    def disturbance(self, tries: Floats) -> Floats:
        """What a card at each place would cross, lie on, or send its ties across."""
        here = boxes_at(tries, self.half, self.below)
        cost: Floats = self.calm * (self.hides @ running_over(self.ties, here))
        count = len(self.ends)
        if not count:
            return cost
        rows = np.empty((len(tries), count, 4))
        rows[:, :, :2], rows[:, :, 2:] = tries[:, None, :], self.ends
        own = segments_of(rows.reshape(-1, 4))
        each = CROSSING * crossing(own, self.ties).sum(axis=1) + OVER * running_over(own, self.boxes).sum(axis=1)
        cost += self.calm * each.reshape(-1, count).sum(axis=1)
        return cost


def place_cards(sheet: Sheet, beat: Beat) -> None:
    """Gives every loose card a place."""
    table = Table(sheet)
    order = laying_order(sheet)
    kept = max(16, min(64, 2600 // max(len(order), 1)))
    for count, card in enumerate(order):
        beat(count / len(order))
        table.lay(card, kept)


def laying_order(sheet: Sheet) -> list[int]:
    """Loose cards, those tied to people first, then those tied to such cards; large ones before small."""
    depth = np.where(sheet.placed(), 0, -1)
    ring_now, level = np.flatnonzero(depth == 0).tolist(), 0
    while ring_now:
        level += 1
        ring_now = sorted({other for i in ring_now for other, _ in sheet.ties[i] if depth[other] < 0})
        depth[ring_now] = level
    cards = [i for i in sheet.of_kind("card") if not sheet.still[i]]
    last = int(depth.max(initial=0)) + 1
    size = sheet.half.prod(axis=1)
    return sorted(cards, key=lambda i: (depth[i] if depth[i] >= 0 else last, -len(sheet.ties[i]), -size[i], i))


def candidates(sheet: Sheet, card: int, owners: list[int], before: Floats) -> Floats:
    """Places worth trying: around each owner, between them, and outward."""
    ends = sheet.at[owners].reshape(-1, 2)
    found = [] if math.isnan(before[0]) else [before[None, :]]
    ways = DIRECTIONS if len(owners) < 3 else DIRECTIONS[::2]
    found += [beside(sheet, card, owner, ways) for owner in owners]
    if len(owners) > 1:
        found.append(ends.mean(axis=0) + STEPS * sheet.half[card])
    found.append(outward(sheet, ends))
    return np.concatenate(found)


def beside(sheet: Sheet, card: int, owner: int, ways: Floats) -> Floats:
    """Places around one thing, just clear of it and farther out."""
    sum_half = sheet.half[card] + sheet.half[owner] + GAP + 2.0
    reach = 1.0 / np.maximum(np.abs(ways) / sum_half, 1e-9).max(axis=1)
    centre = sheet.at[owner] + (0.0, sheet.below[owner] - sheet.below[card])
    away = reach[None, :] + AWAY[:, None]
    places: Floats = (centre + away[:, :, None] * ways[None, :, :]).reshape(-1, 2)
    return places


def outward(sheet: Sheet, ends: Floats) -> Floats:
    """Places along and beside the ray through the middle of the owners, to beyond everything."""
    far, angle = polar(ends.mean(axis=0)) if len(ends) else (np.float64(ring(0)), np.float64(LOOSE_ANGLE))
    placed = sheet.at[sheet.placed()]
    last = max(float(polar(placed)[0].max(initial=0.0)), ring(0)) + 200.0
    away = np.linspace(min(float(far) + 30.0, last), last, 14)
    return from_polar(np.tile(away, len(ASIDE)), np.repeat(angle + ASIDE, len(away)))


def pull(tries: Floats, ends: Floats, weights: Floats, edge: float) -> Floats:
    """What the length and direction of its ties cost a card at each place, and how far out it lies."""
    far = np.hypot(tries[:, 0] / ASPECT, tries[:, 1])
    if not len(ends):
        return far
    across, down = tries[:, :1] - ends[:, 0], tries[:, 1:] - ends[:, 1]
    length = np.hypot(across, down)
    out = ends.T / np.maximum(np.hypot(ends[:, 0], ends[:, 1]), 1.0)
    facing = (across * out[0] + down * out[1]) / np.maximum(length, 1.0)
    cost: Floats = (length + (INWARD / len(ends)) * (1.0 - facing)) @ weights
    cost += 0.08 * far + OUTSIDE * np.maximum(0.0, far - edge)
    return cost
