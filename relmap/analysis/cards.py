"""Places for cards: beside, between or outward of those they belong to, never over anything.

One card at a time tries some hundred places and takes the one with the shortest ties, the fewest crossings
and the clearest ground; afterwards each may move once more, knowing where the others went. Very large maps
use `shelves`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from relmap.analysis.crossings import crossing, running_over
from relmap.analysis.overlap import free
from relmap.analysis.sheet import GAP, Beat, Flags, Floats, Ints, Sheet, boxes_at, from_polar, polar
from relmap.model.geometry import ring

CROSSING = 110.0
UNDER = 150.0
OVER = 130.0
INWARD = 60.0
KEPT = 40
LOOSE_ANGLE = math.radians(40)
ASIDE = np.radians([0, -9, 9, -18, 18, -28, 28, -40, 40, -55, 55, -75, 75])
DIRECTIONS = np.stack((np.cos(np.arange(16) * np.pi / 8), np.sin(np.arange(16) * np.pi / 8)), axis=1)


@dataclass(slots=True)
class Table:
    """What is on the map while cards are laid: the sheet and the straight ties between placed things."""

    sheet: Sheet
    spokes: Ints

    def segments(self, without: int) -> Floats:
        """All ties between placed things except those of one card."""
        sheet = self.sheet
        here = sheet.placed()
        here[without] = False
        pairs = sheet.pairs[here[sheet.pairs].all(axis=1)] if len(sheet.pairs) else sheet.pairs
        ties = np.concatenate((sheet.at[pairs[:, 0]], sheet.at[pairs[:, 1]]), axis=1)
        spokes = self.spokes[here[self.spokes]]
        rays = np.concatenate((np.zeros((len(spokes), 2)), sheet.at[spokes]), axis=1)
        return np.concatenate((rays, ties))


def place_cards(sheet: Sheet, beat: Beat) -> None:
    """Gives every loose card a place."""
    table = Table(sheet, spokes(sheet))
    order = laying_order(sheet)
    for count, card in enumerate(order):
        beat(0.35 + 0.35 * count / len(order))
        lay(table, card)
    for count, card in enumerate(order):
        beat(0.7 + 0.3 * count / len(order))
        lay(table, card)


def spokes(sheet: Sheet) -> Ints:
    """Those whose tie to the client is drawn."""
    return np.array(sheet.of_kind("person", "second"), dtype=np.intp)


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
    return sorted(
        cards, key=lambda i: (depth[i] if depth[i] >= 0 else last, -len(sheet.ties[i]), -size[i], i)
    )


def lay(table: Table, card: int) -> None:
    """Puts one card on the calmest free place, given everything else."""
    sheet = table.sheet
    before = sheet.at[card].copy()
    sheet.at[card] = math.nan
    others = np.flatnonzero(sheet.placed())
    owners = [(other, weight) for other, weight in sheet.ties[card] if not math.isnan(sheet.at[other, 0])]
    ends = sheet.at[[other for other, _ in owners]].reshape(-1, 2)
    weights = np.minimum(np.array([weight for _, weight in owners]), 3.0)
    boxes = sheet.boxes(others)
    tries = candidates(sheet, card, [other for other, _ in owners], before)
    tries = tries[free(boxes_at(tries, sheet.half[card], sheet.below[card]), boxes, GAP)]
    if not len(tries):
        tries = np.array([[0.0, boxes[:, 3].max() + sheet.half[card, 1] + GAP - sheet.below[card]]])
    cost = pull(tries, ends, weights)
    nearest = np.argsort(cost, kind="stable")[:KEPT]
    tries, cost = tries[nearest], cost[nearest]
    own = np.isin(others, [other for other, _ in owners])
    cost += disturbance(sheet, card, tries, ends, table.segments(card), boxes[~own])
    sheet.at[card] = tries[int(cost.argmin())]


def candidates(sheet: Sheet, card: int, owners: list[int], before: Floats) -> Floats:
    """Places worth trying: around each owner, between them, and outward."""
    ends = sheet.at[owners].reshape(-1, 2)
    found = [] if math.isnan(before[0]) else [before[None, :]]
    found += [beside(sheet, card, owner) for owner in owners[:4]]
    if len(owners) > 1:
        found.append(ends.mean(axis=0) + _grid(sheet.half[card]))
    found.append(outward(sheet, ends))
    return np.concatenate(found)


def beside(sheet: Sheet, card: int, owner: int) -> Floats:
    """Places around one thing, just clear of it and farther out."""
    sum_half = sheet.half[card] + sheet.half[owner] + GAP + 2.0
    reach = 1.0 / np.maximum(np.abs(DIRECTIONS) / sum_half, 1e-9).max(axis=1)
    centre = sheet.at[owner] + (0.0, sheet.below[owner] - sheet.below[card])
    away = reach[None, :] + np.array([4.0, 30.0, 70.0, 120.0])[:, None]
    places: Floats = (centre + away[:, :, None] * DIRECTIONS[None, :, :]).reshape(-1, 2)
    return places


def _grid(half: Floats) -> Floats:
    steps = np.arange(-4, 5)
    x, y = np.meshgrid(steps * half[0], steps * half[1] * 1.5)
    return np.stack((x.ravel(), y.ravel()), axis=1)


def outward(sheet: Sheet, ends: Floats) -> Floats:
    """Places along and beside the ray through the middle of the owners, to beyond everything."""
    far, angle = polar(ends.mean(axis=0)) if len(ends) else (np.float64(ring(0)), np.float64(LOOSE_ANGLE))
    placed = sheet.at[sheet.placed()]
    last = max(float(polar(placed)[0].max(initial=0.0)), ring(0)) + 200.0
    away = np.linspace(min(float(far) + 30.0, last), last, 14)
    return from_polar(np.tile(away, len(ASIDE)), np.repeat(angle + ASIDE, len(away)))


def pull(tries: Floats, ends: Floats, weights: Floats) -> Floats:
    """What the length and direction of its ties cost a card at each place."""
    far = polar(tries)[0]
    if not len(ends):
        return far
    way = tries[:, None, :] - ends[None, :, :]
    length = np.hypot(way[:, :, 0], way[:, :, 1])
    out = ends / np.maximum(np.hypot(ends[:, 0], ends[:, 1]), 1.0)[:, None]
    facing = (way * out[None, :, :]).sum(axis=2) / np.maximum(length, 1.0)
    cost: Floats = ((length + INWARD * (1.0 - facing) / len(ends)) * weights).sum(axis=1) + 0.08 * far
    return cost


def disturbance(
    sheet: Sheet, card: int, tries: Floats, ends: Floats, segments: Floats, boxes: Floats
) -> Floats:
    """What a card at each place would cross, lie on, or send its ties across."""
    here = boxes_at(tries, sheet.half[card], sheet.below[card])
    segments = segments[_near(segments, tries, ends, sheet.half[card])]
    cost: Floats = UNDER * running_over(segments, here).sum(axis=0)
    if not len(ends):
        return cost
    shape = (len(tries), len(ends))
    ties = np.concatenate((np.repeat(tries, len(ends), axis=0), np.tile(ends, (len(tries), 1))), axis=1)
    cost += CROSSING * np.sum(crossing(ties, segments).reshape(*shape, -1), axis=(1, 2))
    cost += OVER * np.sum(running_over(ties, boxes).reshape(*shape, -1), axis=(1, 2))
    return cost


def _near(segments: Floats, tries: Floats, ends: Floats, half: Floats) -> Flags:
    """Which ties come into the region that a card and its own ties can touch."""
    reach = np.concatenate((tries - half, tries + half, ends))
    low, high = reach.min(axis=0), reach.max(axis=0)
    one, other = segments[:, :2], segments[:, 2:]
    inside: Flags = ((np.minimum(one, other) < high) & (np.maximum(one, other) > low)).all(axis=1)
    return inside
