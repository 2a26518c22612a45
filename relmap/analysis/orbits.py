"""Places for people: on the ring of their closeness, near their angle, clear of one another.

The ring is a promise, so a person never leaves the band of their closeness; when a band is too full for all
its labels they spread within it as evenly as they can. People without a rating go where there is room. A
second tie's circle touches the first. Cards come later.
"""

from __future__ import annotations

import math

import numpy as np

from relmap.analysis.overlap import covered
from relmap.analysis.sheet import GAP, Beat, Floats, Sheet, boxes_at, from_polar, polar, turn
from relmap.model.geometry import ASPECT, PERSON_RADIUS, STEP, ring

BAND = STEP / 2 - 1.0
WITHIN = (0.0, -BAND / 2, BAND / 2, -BAND, BAND)
MIDDLE = 5
STEPS = 96
CORE = 2 * PERSON_RADIUS + 4.0


def place_people(sheet: Sheet, people: list[int], angle: Floats, beat: Beat) -> None:
    """Gives every loose person a place, the nearest to the client first, then mends what collides."""
    far = np.array([_ring_of(sheet, i) for i in people])
    loose = [k for k, i in enumerate(people) if not sheet.still[i]]
    loose.sort(key=lambda k: (sheet.nodes[people[k]].closeness is None, round(float(far[k])), k))
    outer = _outer(sheet, people)
    orbit = _Orbit(sheet, outer)
    for count, k in enumerate(loose):
        if count % 16 == 0:
            beat(0.1 + 0.2 * count / len(loose))
        orbit.put(people[k], float(angle[k]))
    for _ in range(3 if len(people) <= 150 else 1):
        beat(0.3)
        again = [k for k in loose if orbit.covers(people[k])]
        for k in again:
            orbit.put(people[k], float(angle[k]))
        if not again:
            break


def _ring_of(sheet: Sheet, person: int) -> float:
    closeness = sheet.nodes[person].closeness
    return ring(MIDDLE if closeness is None else closeness)


def _outer(sheet: Sheet, people: list[int]) -> float:
    """The ring distance within which all people find room, if those without a rating go outwards."""
    wide = sheet.half[people] * 2 + 2 * GAP
    return max(ring(0), math.sqrt(2.0 * float(wide.prod(axis=1).sum()) / (math.pi * ASPECT)))


def settle_person(sheet: Sheet, person: int, angle: float) -> None:
    """Gives one person the calmest place near an angle."""
    _Orbit(sheet, _outer(sheet, sheet.of_kind("person"))).put(person, angle)


class _Orbit:
    """Tries places around the client for one person at a time and takes the calmest."""

    def __init__(self, sheet: Sheet, outer: float) -> None:
        self.sheet = sheet
        self.free_rings = np.arange(ring(8), outer + STEP, STEP)
        self.turns = np.linspace(0.0, 2 * np.pi, STEPS, endpoint=False)

    def put(self, person: int, angle: float) -> None:
        """Moves a person to the place that costs least, given all others."""
        sheet = self.sheet
        sheet.at[person] = math.nan
        rings, aside = self._rings(person)
        places = from_polar(np.repeat(rings, STEPS), np.tile(self.turns + angle, len(rings)))
        cost = np.repeat(aside, STEPS) + np.tile((turn(self.turns) / 0.3) ** 2, len(rings))
        cost += self._crowding(person, places)
        sheet.at[person] = places[int(cost.argmin())]

    def covers(self, person: int) -> bool:
        """Whether a placed person comes too near to something else."""
        sheet = self.sheet
        others = [i for i in np.flatnonzero(sheet.placed()).tolist() if i != person]
        return bool(covered(sheet.boxes([person]), sheet.boxes(others), GAP).any())

    def _rings(self, person: int) -> tuple[Floats, Floats]:
        closeness = self.sheet.nodes[person].closeness
        if closeness is None:
            return self.free_rings, np.abs(self.free_rings - ring(MIDDLE)) / STEP * 0.6
        aside = np.array(WITHIN)
        return ring(closeness) + aside, 0.2 * (aside / BAND) ** 2

    def _crowding(self, person: int, places: Floats) -> Floats:
        """What a person would cover at each place, and whose ties would run over whom."""
        sheet = self.sheet
        reach = np.abs(places).max(axis=0) + sheet.half[person] + GAP
        others = np.flatnonzero(sheet.placed())
        boxes = sheet.boxes(others)
        others = others[(np.abs(boxes[:, :2] + boxes[:, 2:]) / 2 < reach + sheet.half[others]).all(axis=1)]
        there = sheet.boxes(others)
        here = boxes_at(places, sheet.half[person], sheet.below[person])
        area = covered(here, there, GAP)
        cost = 30.0 * area / (4 * sheet.half[person].prod()) + 3.0 * (area > 0)
        apart = np.hypot(*(places[:, None, :] - sheet.at[others][None, :, :]).transpose(2, 0, 1))
        cost += 40.0 * np.maximum(0.0, 1.0 - apart / CORE)
        total: Floats = cost.sum(axis=1) + 1.2 * self._behind(places, sheet.at[others])
        return total

    def _behind(self, places: Floats, others: Floats) -> Floats:
        """How far people stand behind one another, so that the tie of the farther runs over the nearer."""
        far, angle = polar(places)
        distance, where = polar(others)
        nearer = np.maximum(np.minimum(far[:, None], distance[None, :]), 1.0)
        width = (PERSON_RADIUS + 8.0) / nearer
        result: Floats = np.where(
            distance[None, :] > 1.0,
            np.maximum(0.0, 1.0 - np.abs(turn(angle[:, None] - where[None, :])) / width),
            0.0,
        ).sum(axis=1)
        return result
