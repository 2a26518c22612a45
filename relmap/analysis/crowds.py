"""Places when there are very many things: people evenly around their rings, all else on shelves around them.

Here the search that weighs every crossing would take too long, and order calms more than nearness: things lie in rows
and columns, near those they belong to, never over one another. Small maps do without.
"""

from __future__ import annotations

import math

import numpy as np

from relmap.analysis.orbits import BAND
from relmap.analysis.overlap import free
from relmap.analysis.sheet import GAP, Beat, Floats, Sheet, boxes_at, from_polar
from relmap.model.geometry import ASPECT, ring

SPARE = 1.08
ROUNDS = 2
TRIED = 6
ROWS = 128
SMOOTH = 20
FINE = 720
LOOSE_ANGLE = math.radians(40)


def spread_rings(sheet: Sheet, people: list[int], angle: Floats) -> None:
    """Puts loose rated people on their rings in the order of their angles, as evenly as each ring allows."""
    rated = [k for k, i in enumerate(people) if sheet.nodes[i].closeness is not None and not sheet.still[i]]
    for closeness in sorted({sheet.nodes[people[k]].closeness or 0 for k in rated}):
        members = [k for k in rated if sheet.nodes[people[k]].closeness == closeness]
        members.sort(key=lambda k: (float(angle[k]) % (2 * math.pi), k))
        who = [people[k] for k in members]
        sheet.at[who] = _even(sheet, who, closeness, angle[members])


def _even(sheet: Sheet, who: list[int], closeness: int, wish: Floats) -> Floats:
    """Places on one ring, in order, alternately a little nearer and farther, clear of what is fixed there."""
    around = np.linspace(0.0, 2 * np.pi, FINE, endpoint=False)
    here = boxes_at(from_polar(ring(closeness), around), sheet.half[who].max(axis=0), float(sheet.below[who].max()))
    clear = around[free(here, sheet.boxes(np.flatnonzero(sheet.still)), GAP)]
    clear = clear if len(clear) >= len(who) else around
    seats = (np.arange(len(who)) * len(clear)) // len(who)
    drift = float(np.angle(np.exp(1j * (wish - clear[seats])).sum())) if len(who) > 1 else float(wish[0])
    shift = int(np.searchsorted(clear, drift % (2 * np.pi)))
    aside = BAND * np.where(np.arange(len(who)) % 2, 1.0, -1.0) * (len(who) > 1)
    return from_polar(ring(closeness) + aside, clear[(seats + shift) % len(clear)])


def ideals(sheet: Sheet, members: list[int]) -> Floats:
    """Where members would lie if there were room: amid those they are tied to, the unplaced ones included."""
    at, known = np.nan_to_num(sheet.at), sheet.placed()
    a, b = sheet.pairs[:, 0], sheet.pairs[:, 1]
    load = np.zeros(len(at))
    np.add.at(load, a, sheet.weights)
    np.add.at(load, b, sheet.weights)
    for _ in range(SMOOTH):
        drawn = np.zeros_like(at)
        np.add.at(drawn, a, at[b] * sheet.weights[:, None])
        np.add.at(drawn, b, at[a] * sheet.weights[:, None])
        at = np.where(known[:, None], at, drawn / np.maximum(load, 1e-9)[:, None])
    at[load == 0.0] = from_polar(10 * ring(0), LOOSE_ANGLE)
    return at[members]


def shelve(sheet: Sheet, members: list[int], ideal: Floats, beat: Beat) -> None:
    """Gives each of `members` a place of its own in rows and columns around what is placed already."""
    if not members:
        return
    shelf = _Shelf(sheet, members)
    shelf.fill(ideal)
    for done in range(ROUNDS * len(members)):
        if done % 32 == 0:
            beat(done / (ROUNDS * len(members)))
        shelf.better(done % len(members))


class _Shelf:
    """A grid of free slots, and which member lies in which."""

    def __init__(self, sheet: Sheet, members: list[int]) -> None:
        self.sheet = sheet
        self.members = members
        self.slots = _slots(sheet, members)
        self.inside = np.full(len(self.slots), -1, dtype=np.intp)
        self.slot_of = np.full(len(members), -1, dtype=np.intp)
        self.others = [np.array([j for j, _ in sheet.ties[i]], dtype=np.intp) for i in members]
        self.pulls = [np.array([weight for _, weight in sheet.ties[i]]) for i in members]

    def fill(self, ideal: Floats) -> None:
        """Gives every member the free slot nearest to its ideal place, the innermost members first."""
        far = np.hypot(ideal[:, 0] / ASPECT, ideal[:, 1])
        taken = np.zeros(len(self.slots))
        for k in np.argsort(far, kind="stable").tolist():
            away = np.hypot(self.slots[:, 0] - ideal[k, 0], self.slots[:, 1] - ideal[k, 1]) + taken
            slot = int(away.argmin())
            taken[slot] = math.inf
            self._put(k, slot)

    def better(self, k: int) -> None:
        """Moves a member to a free slot, or exchanges it with another, if that shortens the ties of both."""
        here = int(self.slot_of[k])
        cost = self._cost(k, self.slots)
        for slot in np.argpartition(cost, min(TRIED, len(cost) - 1))[:TRIED].tolist():
            gain, other = float(cost[here] - cost[slot]), int(self.inside[slot])
            if gain > 0.0 and other >= 0:
                gain += float(np.diff(self._cost(other, self.slots[[here, slot]]))[0])
            if gain > 1e-6:
                self.inside[here] = -1
                self._put(k, slot)
                if other >= 0:
                    self._put(other, here)
                return

    def _put(self, k: int, slot: int) -> None:
        self.inside[slot], self.slot_of[k] = k, slot
        i = self.members[k]
        self.sheet.at[i] = self.slots[slot] - (0.0, self.sheet.below[i])

    def _cost(self, k: int, places: Floats) -> Floats:
        """How long a member's ties would be at some places."""
        ends = self.sheet.at[self.others[k]]
        length = np.hypot(places[:, :1] - ends[:, 0], places[:, 1:] - ends[:, 1])
        cost: Floats = length @ self.pulls[k] + 0.05 * np.hypot(places[:, 0], places[:, 1])
        return cost


def _slots(sheet: Sheet, members: list[int]) -> Floats:
    """Free centres of a grid, the nearest to the client first, somewhat more than there are members."""
    half = sheet.half[members].max(axis=0)
    wanted = int(len(members) * SPARE) + 4
    boxes = sheet.boxes(np.flatnonzero(sheet.placed()))
    reach = math.sqrt(wanted * float((2 * half + GAP).prod()) / (math.pi * ASPECT))
    while True:
        grid = _grid(2 * half + GAP, reach)
        clear = [free(boxes_at(grid[i : i + ROWS], half, 0.0), boxes, GAP) for i in range(0, len(grid), ROWS)]
        grid = grid[np.concatenate(clear)]
        if len(grid) >= wanted:
            return grid[:wanted]
        reach *= 1.15


def _grid(pitch: Floats, reach: float) -> Floats:
    """The points of a grid within an ellipse, the nearest to the client first."""
    columns, rows = math.ceil(reach * ASPECT / pitch[0]), math.ceil(reach / pitch[1])
    across, down = np.arange(-columns, columns + 1) * pitch[0], np.arange(-rows, rows + 1) * pitch[1]
    grid = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
    far = np.hypot(grid[:, 0] / ASPECT, grid[:, 1])
    order = np.argsort(far, kind="stable")
    inner: Floats = grid[order[far[order] <= reach]]
    return inner
