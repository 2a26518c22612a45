"""A round table: which of the free angles each person takes, so that those who belong together sit near.

Pure search on small arrays: begin with a good guess, exchange two people or move one while that helps. It knows
nothing of places or sizes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from relmap.analysis.sheet import Floats, Ints, turn

SMALL = 24
MEDIUM = 150
LARGE = 900
ROUNDS = 12
AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Wishes:
    """What people want: `near` each other (symmetric), and how little they like each seat.

    `angle` holds the angles of everybody in `near` (those who have none yet: NaN), `loose` who is to be seated,
    `seats` the free angles in order, `dislike` a row per loose person and a column per seat.
    """

    near: Floats
    angle: Floats
    loose: Ints
    seats: Floats
    dislike: Floats

    def price(self) -> Floats:
        """What each loose person would pay in each seat for those who stay, and for the seat itself."""
        still = ~np.isnan(self.angle)
        cost: Floats = self.dislike + self.near[np.ix_(self.loose, still)] @ apartness(self.angle[still], self.seats)
        return cost


def apartness(one: Floats, other: Floats) -> Floats:
    """How far apart angles are around the circle (0 to 1)."""
    apart: Floats = np.abs(turn(one[:, None] - other[None, :])) / np.pi
    return apart


def seat(wishes: Wishes, guesses: list[Ints]) -> Ints:
    """The best seating found from some guesses: for each seat, which of the loose people takes it."""
    near = wishes.near[np.ix_(wishes.loose, wishes.loose)]
    apart, price = apartness(wishes.seats, wishes.seats), wishes.price()
    best, kept = np.inf, guesses[0]
    for guess in guesses:
        order = _improve(near, apart, price, guess.copy())
        cost = _cost(near, apart, price, order[None, :])[0]
        if cost < best - 1e-9:
            best, kept = float(cost), order
    return kept


def _cost(near: Floats, apart: Floats, price: Floats, orders: Ints) -> Floats:
    """What whole seatings (rows of people by seat) cost."""
    between = near[orders[:, :, None], orders[:, None, :]]
    cost: Floats = (between * apart).sum(axis=(1, 2)) / 2 + price[orders, np.arange(len(apart))].sum(axis=1)
    return cost


def _improve(near: Floats, apart: Floats, price: Floats, order: Ints) -> Ints:
    count = len(order)
    for _ in range(2 * count if count <= MEDIUM else ROUNDS if count <= LARGE else 0):
        if _exchange(near, apart, price, order):
            continue
        moved = _move_one(near, apart, price, order) if count <= SMALL else order
        if moved is order:
            break
        order = moved
    return order


def _exchange(near: Floats, apart: Floats, price: Floats, order: Ints) -> bool:
    """Exchanges the two people (or, at a large table, the few pairs) that gain most; tells whether any did."""
    among = near[np.ix_(order, order)]
    pay = among @ apart + price[order]
    own = np.diag(pay)
    gain = np.triu(own[:, None] + own[None, :] - pay - pay.T - 2 * among * apart, 1)
    moved: set[int] = set()
    for flat in _largest(gain, 1 if len(order) <= MEDIUM else AT_ONCE):
        i, j = divmod(flat, len(order))
        if gain[i, j] > 1e-9 and i not in moved and j not in moved:
            order[[i, j]] = order[[j, i]]
            moved |= {i, j}
    return bool(moved)


def _largest(gain: Floats, count: int) -> list[int]:
    """Where the largest gains are, flat, the largest first."""
    if count == 1:
        return [int(gain.argmax())]
    best = np.argpartition(-gain, count, axis=None)[:count]
    ranked: list[int] = best[np.lexsort((best, -gain.ravel()[best]))].tolist()
    return ranked


def _move_one(near: Floats, apart: Floats, price: Floats, order: Ints) -> Ints:
    """The seating after the best move of one person to another seat, all between moving up; the same if none helps."""
    tries = np.array([_moved(order, i, j) for i in range(len(order)) for j in range(len(order))])
    cost = _cost(near, apart, price, tries)
    best = int(cost.argmin())
    return tries[best] if cost[best] < _cost(near, apart, price, order[None, :])[0] - 1e-9 else order


def _moved(order: Ints, i: int, j: int) -> Ints:
    rest = np.delete(order, i)
    return np.insert(rest, j, order[i])
