"""Finds what lies near a place without looking at everything: a grid of cells in a few sizes.

Long things go into coarse cells and short ones into fine cells, so that a map with one hub and ten thousand things is
searched as fast as a small one. It knows neither Qt nor what it holds.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from math import floor
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in scene units."""

_FINEST = 256.0
_RATIO = 4.0
_LEVELS = 5
_SPAN = 6.0

_Key = tuple[int, int]


class Grid(Generic[T]):
    """Holds things by the boxes they touch."""

    def __init__(self) -> None:
        self._cells: tuple[dict[_Key, set[T]], ...] = tuple({} for _ in range(_LEVELS))
        self._keys: dict[T, tuple[int, tuple[_Key, ...]]] = {}

    def put(self, thing: T, boxes: Iterable[Box], length: float) -> None:
        """Put `thing`, which touches `boxes` and is `length` long, anew."""
        level = _level(length)
        size = _FINEST * _RATIO**level
        keys = tuple({key for box in boxes for key in _keys(box, size)})
        old = self._keys.get(thing)
        if old is not None:
            self.drop(thing)
        self._keys[thing] = level, keys
        cells = self._cells[level]
        for key in keys:
            held = cells.get(key)
            if held is None:
                cells[key] = {thing}
            else:
                held.add(thing)

    def drop(self, thing: T) -> None:
        """Forget `thing`; nothing happens when it is not there."""
        level, keys = self._keys.pop(thing, (0, ()))
        cells = self._cells[level]
        for key in keys:
            held = cells[key]
            held.discard(thing)
            if not held:
                del cells[key]

    def near(self, box: Box) -> set[T]:
        """Everything that may touch `box`, and perhaps a little more."""
        found: set[T] = set()
        for level, cells in enumerate(self._cells):
            if cells:
                _gather(cells, box, _FINEST * _RATIO**level, found)
        return found

    def __contains__(self, thing: object) -> bool:
        return thing in self._keys

    def __iter__(self) -> Iterator[T]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def clear(self) -> None:
        """Forget everything."""
        self._keys.clear()
        for cells in self._cells:
            cells.clear()


def _level(length: float) -> int:
    level, size = 0, _FINEST
    while level < _LEVELS - 1 and length > size * _SPAN:
        level, size = level + 1, size * _RATIO
    return level


def _keys(box: Box, size: float) -> Iterable[_Key]:
    left, top = floor(box[0] / size), floor(box[1] / size)
    right, bottom = floor(box[2] / size), floor(box[3] / size)
    if left == right and top == bottom:
        return ((left, top),)
    return [(column, row) for column in range(left, right + 1) for row in range(top, bottom + 1)]


def _gather(cells: dict[_Key, set[T]], box: Box, size: float, found: set[T]) -> None:
    left, top = floor(box[0] / size), floor(box[1] / size)
    right, bottom = floor(box[2] / size), floor(box[3] / size)
    if (right - left + 1) * (bottom - top + 1) > len(cells):
        for (column, row), held in cells.items():
            if left <= column <= right and top <= row <= bottom:
                found |= held
        return
    for column in range(left, right + 1):
        for row in range(top, bottom + 1):
            held_here = cells.get((column, row))
            if held_here:
                found |= held_here
