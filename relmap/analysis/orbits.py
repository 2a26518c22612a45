"""Places for people: on the ring of their closeness, near their angle, clear of one another.

The ring is a promise, so a person never leaves the band of their closeness; when a band is too full for all
its labels they spread within it as evenly as they can. People without a rating go where there is room. A
second tie's circle touches the first. Cards come later.
"""

from __future__ import annotations

import math

import numpy as np

from relmap.analysis.overlap import covered
from relmap.analysis.sheet import GAP, Beat, Floats, Sheet, boxes_at, from_polar
from relmap.model.geometry import ASPECT, PERSON_RADIUS, STEP, ring

BAND = STEP / 2 - 1.0
WITHIN = np.array([0.0, -BAND / 2, BAND / 2, -BAND, BAND])
MIDDLE = 5
ROUNDS = 4
NUDGE = 0.011
TOUCH = 6.0
CIRCLES = 80.0
RINGS = 4
NEAR_TURNS = np.linspace(-1.0, 1.0, 31)
FAR_TURNS = np.concatenate((np.linspace(-np.pi, -1.07, 32), np.linspace(1.07, np.pi, 32)))
CORE = 2 * PERSON_RADIUS + 4.0


def place_people(sheet: Sheet, people: list[int], angle: Floats, beat: Beat) -> None:
    """Gives every loose person a place, the nearest to the client first, then mends what collides."""
    wish = dict(zip(people, angle.tolist(), strict=True))
    loose = [i for i in people if not sheet.still[i]]
    loose.sort(key=lambda i: (sheet.nodes[i].closeness is None, -(sheet.nodes[i].closeness or 0)))
    orbit = _Orbit(sheet, _outer(sheet, people))
    for count, person in enumerate(loose):
        if count % 16 == 0:
            beat(0.7 * count / len(loose))
        orbit.put(person, wish[person])
    _mend(orbit, loose, wish, beat)


def _mend(orbit: _Orbit, loose: list[int], wish: dict[int, float], beat: Beat) -> None:
    """Lets people who collide look again from slightly turned angles, the last first, until all are clear."""
    before = len(loose) + 1
    for count in range(ROUNDS):
        beat(0.7 + 0.3 * count / ROUNDS)
        colliding = [person for person in reversed(loose) if orbit.covers(person)]
        if len(colliding) >= before:
            break
        before = len(colliding)
        for person in colliding:
            orbit.put(person, wish[person] + NUDGE * (count + 1))


def _outer(sheet: Sheet, people: list[int]) -> float:
    """The ring distance within which all people find room, if those without a rating go outwards."""
    wide = sheet.half[people] * 2 + 2 * GAP
    return max(ring(0), math.sqrt(2.0 * float(wide.prod(axis=1).sum()) / (math.pi * ASPECT)))


def settle_person(sheet: Sheet, person: int, angle: float) -> None:
    """Gives one person the calmest place near an angle."""
    _Orbit(sheet, _outer(sheet, sheet.of_kind("person")), touch=25.0).put(person, angle)


class _Orbit:
    """Tries places around the client for one person at a time and takes the calmest."""

    def __init__(self, sheet: Sheet, outer: float, touch: float = TOUCH) -> None:
        self.sheet = sheet
        self.touch = touch
        self.free_rings = np.arange(ring(8), outer + STEP, STEP)

    def put(self, person: int, angle: float) -> None:
        """Moves a person to the place that costs least, given all others; looks far away only if it must."""
        sheet = self.sheet
        sheet.at[person] = math.nan
        best, place = math.inf, sheet.at[person]
        for rings, aside, turns in self._regions(person):
            astray = (turns / 0.3) ** 2
            if best <= aside.min() + astray.min():
                continue
            places = from_polar(np.repeat(rings, len(turns)), np.tile(turns + angle, len(rings)))
            cost = self._crowding(person, places) + (aside[:, None] + astray).ravel()
            if cost.min() < best:
                best, place = float(cost.min()), places[int(cost.argmin())]
        sheet.at[person] = place

    def _regions(self, person: int) -> list[tuple[Floats, Floats, Floats]]:
        """Where a person may be, the likeliest first: rings, what it costs to be on them, and turns."""
        closeness = self.sheet.nodes[person].closeness
        if closeness is not None:
            rings, aside = ring(closeness) + WITHIN, 0.2 * (WITHIN / BAND) ** 2
            return [(rings, aside, NEAR_TURNS), (rings, aside, FAR_TURNS)]
        aside = np.abs(self.free_rings - ring(MIDDLE)) / STEP * 0.6
        order = np.argsort(aside, kind="stable")
        some = [order[i : i + RINGS] for i in range(0, len(order), RINGS)]
        return [(self.free_rings[few], aside[few], turns) for turns in (NEAR_TURNS, FAR_TURNS) for few in some]

    def covers(self, person: int) -> bool:
        """Whether a placed person comes too near to something else."""
        sheet = self.sheet
        others = np.flatnonzero(sheet.placed())
        others = others[others != person]
        return bool(covered(sheet.boxes([person]), sheet.boxes(others), GAP).any())

    def _crowding(self, person: int, places: Floats) -> Floats:
        """What a person would cover at each place, and whose ties would run over whom."""
        sheet = self.sheet
        others = np.flatnonzero(sheet.placed())
        cost = 1.2 * _behind(places, sheet.at[others])
        reach = (
            sheet.half[person] + sheet.half[others] + GAP + np.abs(sheet.below[person] - sheet.below[others])[:, None]
        )
        low, high = places.min(axis=0), places.max(axis=0)
        others = others[((sheet.at[others] > low - reach) & (sheet.at[others] < high + reach)).all(axis=1)]
        here = boxes_at(places, sheet.half[person], sheet.below[person])
        area = covered(here, sheet.boxes(others), GAP)
        cost += ((30.0 / (4 * sheet.half[person].prod())) * area + self.touch * (area > 0)).sum(axis=1)
        apart = _squares(places, sheet.at[others])
        cost += CIRCLES * np.maximum(0.0, 1.0 - apart / CORE**2).sum(axis=1)
        return cost


def _squares(one: Floats, other: Floats) -> Floats:
    """Squared distances between all places of two lists."""
    across = one[:, :1] - np.ascontiguousarray(other[:, 0])
    down = one[:, 1:] - np.ascontiguousarray(other[:, 1])
    squares: Floats = across * across + down * down
    return squares


def _behind(places: Floats, others: Floats) -> Floats:
    """How far people stand behind one another, so that the tie of the farther runs over the nearer."""
    far, distance = np.hypot(*places.T), np.hypot(*others.T)
    one, other = places / far[:, None], np.ascontiguousarray((others / np.maximum(distance, 1.0)[:, None]).T)
    aside = np.abs(one[:, :1] * other[1:] - one[:, 1:] * other[:1]) * np.minimum(far[:, None], distance[None, :])
    hidden = np.maximum(0.0, 1.0 - aside / (PERSON_RADIUS + 8.0))
    behind: Floats = (hidden * ((one @ other > 0.0) & (distance > 1.0))).sum(axis=1)
    return behind
