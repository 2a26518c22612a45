"""A round table: which of the free angles each person takes, so that those who belong together sit near.

Pure search on small arrays: begin with a good guess, exchange two people or move one while that helps. It knows
nothing of places or sizes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from relmap.analysis.sheet import Floats, Ints, product, turn

SMALL = 24
MEDIUM = 150
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
        there = apartness(self.angle[still], self.seats)
        cost: Floats = self.dislike + product(self.near[np.ix_(self.loose, still)], there)
        return cost


def apartness(one: Floats, other: Floats) -> Floats:
    """How far apart angles are around the circle (0 to 1)."""
    apart: Floats = np.abs(turn(one[:, None] - other[None, :])) / np.pi
    return apart


def seat(wishes: Wishes, first: Ints) -> Ints:
    """The best seating found from a first one: for each seat, which of the loose people takes it."""
    count = len(first)
    party = _Party(wishes.near[np.ix_(wishes.loose, wishes.loose)], wishes.seats, wishes.price(), first)
    for _ in range(2 * count if count <= MEDIUM else ROUNDS):
        if not party.exchange(1 if count <= MEDIUM else AT_ONCE) and not (count <= SMALL and party.move_one()):
            break
    return np.argsort(party.seat_of)


class _Party:
    """A seating that gets better: who sits where, and what each person would pay in each seat."""

    def __init__(self, near: Floats, seats: Floats, price: Floats, first: Ints) -> None:
        self.near = near
        self.apart = apartness(seats, seats)
        self.price = price
        self.seat_of = np.argsort(first)
        self.pay = price + product(near, self.apart[self.seat_of])

    def exchange(self, limit: int) -> bool:
        """Exchanges the pairs (each person at most once) that gain most; tells whether there were any."""
        paid = self.pay[:, self.seat_of]
        own = np.diag(paid)
        apart = self.apart[np.ix_(self.seat_of, self.seat_of)]
        gain = np.triu(own[:, None] + own - paid - paid.T - 2 * self.near * apart, 1)
        moved: list[int] = []
        for flat in _largest(gain, limit):
            i, j = divmod(flat, len(own))
            if gain[i, j] > 1e-9 and i not in moved and j not in moved:
                moved += [i, j]
        if moved:
            turned = [k for i, j in zip(moved[::2], moved[1::2], strict=True) for k in (j, i)]
            self._reseat(moved, self.seat_of[turned])
        return bool(moved)

    def move_one(self) -> bool:
        """Moves one person to another seat, all between moving up, if that helps; tells whether it did."""
        order = np.argsort(self.seat_of)
        seats = range(len(order))
        tries = np.argsort(np.array([_moved(order, i, j) for i in seats for j in seats]), axis=1)
        cost = self._cost(tries)
        best = int(cost.argmin())
        if cost[best] >= self._cost(self.seat_of[None, :])[0] - 1e-9:
            return False
        self._reseat(list(seats), tries[best])
        return True

    def _reseat(self, people: list[int], seats: Ints) -> None:
        """Gives people new seats and tells all others what that means for them."""
        change = self.apart[seats] - self.apart[self.seat_of[people]]
        self.pay += product(self.near[:, people], change)
        self.seat_of[people] = seats

    def _cost(self, seatings: Ints) -> Floats:
        """What whole seatings (rows of seats by person) cost."""
        apart = self.apart[seatings[:, :, None], seatings[:, None, :]]
        cost: Floats = (self.near * apart).sum(axis=(1, 2)) / 2
        cost += self.price[np.arange(len(self.price)), seatings].sum(axis=1)
        return cost


def _largest(gain: Floats, count: int) -> list[int]:
    """Where the largest gains are, flat, the largest first."""
    if count == 1:
        return [int(gain.argmax())]
    best = np.argpartition(-gain, count, axis=None)[:count]
    ranked: list[int] = best[np.lexsort((best, -gain.ravel()[best]))].tolist()
    return ranked


def _moved(order: Ints, i: int, j: int) -> Ints:
    return np.insert(np.delete(order, i), j, order[i])
