"""The things a layout places and the sheet it works on: footprints, places and ties as arrays.

`Node` and `Edge` are what callers give; `Sheet` is the working copy that the steps of `arrange` fill in, one
place after the other. It knows nothing of persons' stories, only of sizes, rings and who belongs to whom.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from relmap.model.geometry import ASPECT

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]
Place = tuple[float, float]
GAP = 10.0
STEADY = 200_000
UNKNOWN = (math.nan, math.nan)


class Cancelled(Exception):
    """The caller no longer wants the layout."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing on the map, measured in scene units.

    `width` and `height` are its whole footprint, label included. `place` is the centre of its circle or
    card; the footprint's centre lies `below` that. People with a `closeness` (0 to 10) keep its ring.
    """

    id: str
    width: float
    height: float
    below: float = 0.0
    kind: Literal["client", "person", "second", "card"] = "card"
    closeness: int | None = None
    place: Place | None = None
    fixed: bool = False
    sector: str | None = None
    joined_to: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie between two things; a larger `weight` (above 0) pulls them nearer."""

    a: str
    b: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Beat:
    """Tells how far the work is (0 to 1) and stops it when it is no longer wanted."""

    progress: Callable[[float], None] | None = None
    cancelled: Callable[[], bool] | None = None

    def part(self, start: float, end: float) -> Beat:
        """The same for one part of the work."""
        progress = self.progress
        if progress is None:
            return self
        return Beat(lambda fraction: progress(start + (end - start) * fraction), self.cancelled)

    def __call__(self, fraction: float) -> None:
        """Raises Cancelled if the caller asked for it."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        if self.progress is not None:
            self.progress(min(1.0, fraction))


@dataclass(slots=True)
class Sheet:
    """Arrays over all things: `at` holds places (NaN while unplaced), `pairs` the ties as index pairs."""

    nodes: tuple[Node, ...]
    at: Floats
    half: Floats
    below: Floats
    still: Flags
    pairs: Ints
    weights: Floats
    ties: list[list[tuple[int, float]]]

    def of_kind(self, *kinds: str) -> list[int]:
        """The indexes of the things of some kinds, in the order given."""
        return [i for i, node in enumerate(self.nodes) if node.kind in kinds]

    def placed(self) -> Flags:
        """Which things have a place already."""
        return ~np.isnan(self.at[:, 0])

    def boxes(self, which: Ints | Sequence[int]) -> Floats:
        """The footprints of some placed things as rows of left, top, right, bottom."""
        index = np.asarray(which, dtype=np.intp)
        return boxes_at(self.at[index], self.half[index], self.below[index])


def boxes_at(places: Floats, half: Floats, below: Floats | float) -> Floats:
    """Footprints at places as rows of left, top, right, bottom."""
    boxes = np.empty((len(places), 4))
    boxes[:, 0], boxes[:, 1] = places[:, 0], places[:, 1] + below
    boxes[:, 2:] = boxes[:, :2] + half
    boxes[:, :2] -= half
    return boxes


def sheet_of(nodes: Iterable[Node], edges: Iterable[Edge]) -> Sheet:
    """A sheet with only the client and what is fixed; repeated ids count once, loose ends not at all."""
    kept = tuple({node.id: node for node in reversed(tuple(nodes))}.values())[::-1]
    pairs, weights = _merge(kept, edges)
    ties: list[list[tuple[int, float]]] = [[] for _ in kept]
    for (a, b), weight in zip(pairs.tolist(), weights.tolist(), strict=True):
        ties[a].append((b, weight))
        ties[b].append((a, weight))
    half = np.array([(_size(node.width) / 2, _size(node.height) / 2) for node in kept]).reshape(-1, 2)
    still = np.array([node.fixed and _known(node.place) for node in kept], dtype=bool)
    at = np.array([node.place if held else UNKNOWN for node, held in zip(kept, still, strict=True)])
    below = np.array([node.below for node in kept], dtype=float)
    sheet = Sheet(kept, at.reshape(-1, 2).astype(float), half, below, still, pairs, weights, ties)
    _seat_clients(sheet)
    return sheet


def _size(length: float) -> float:
    return length if math.isfinite(length) and length > 1.0 else 1.0


def _known(place: Place | None) -> bool:
    return place is not None and all(map(math.isfinite, place))


def _merge(nodes: Sequence[Node], edges: Iterable[Edge]) -> tuple[Ints, Floats]:
    """Each tie once, with its weights summed; ties to nowhere or to oneself are left out."""
    index = {node.id: i for i, node in enumerate(nodes)}
    found: dict[tuple[int, int], float] = {}
    for edge in edges:
        a, b = index.get(edge.a), index.get(edge.b)
        if a is None or b is None or a == b or not edge.weight > 0:
            continue
        key = (a, b) if a < b else (b, a)
        found[key] = found.get(key, 0.0) + min(edge.weight, 1e6)
    return np.array(list(found), dtype=np.intp).reshape(-1, 2), np.array(list(found.values()), dtype=float)


def _seat_clients(sheet: Sheet) -> None:
    """One client sits at the centre, two or more side by side around it."""
    seats = [i for i in sheet.of_kind("client") if not sheet.still[i]]
    width = sum(2 * sheet.half[i, 0] + GAP for i in seats) - GAP
    x = -width / 2
    for i in seats:
        sheet.at[i] = (x + sheet.half[i, 0], 0.0)
        x += 2 * sheet.half[i, 0] + GAP


def polar(places: Floats) -> tuple[Floats, Floats]:
    """Ring distances and angles (radians, clockwise on the screen, 0 to the right) of places."""
    x, y = places[..., 0] / ASPECT, places[..., 1]
    return np.hypot(x, y), np.arctan2(y, x)


def from_polar(far: Floats | float, angle: Floats | float) -> Floats:
    """Places at ring distances and angles."""
    return np.stack((ASPECT * far * np.cos(angle), far * np.sin(angle)), axis=-1)


def turn(angle: Floats) -> Floats:
    """Angles brought into -pi to pi."""
    wrapped: Floats = (angle + np.pi) % (2 * np.pi) - np.pi
    return wrapped


def product(one: Floats, other: Floats) -> Floats:
    """A matrix product in pieces too small to be shared among threads, whose start would take longer than the work."""
    wide = max(1, min(other.shape[1], STEADY // max(4 * one.shape[1], 1)))
    high = max(4, STEADY // max(one.shape[1] * wide, 1))
    if len(one) <= high and other.shape[1] <= wide:
        return one @ other
    result = np.empty((len(one), other.shape[1]))
    for top in range(0, len(one), high):
        for left in range(0, other.shape[1], wide):
            result[top : top + high, left : left + wide] = one[top : top + high] @ other[:, left : left + wide]
    return result
