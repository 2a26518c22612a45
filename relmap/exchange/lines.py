"""On which line of a JSON text a place stands; asked only when there is something to complain about."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping

from relmap.exchange.refusing import place_of

LARGEST_TEXT = 20_000_000
"""Characters; the lines of a larger file are not looked up."""

_TOKEN = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[\[\]{},\n]')
_DEEP = 3


def lines_of(text: str, places: Collection[str]) -> Mapping[str, int]:
    """Place → line (from 1), for those of `places` that are found; `text` must be valid JSON."""
    if len(text) > LARGEST_TEXT:
        return {}
    walk = _Walk(frozenset(places))
    for token in _TOKEN.finditer(text):
        walk.step(token)
    return {place: line for place in places if (line := walk.line_of(place)) is not None}


class _Walk:
    """Where the reading stands: the path of keys and positions, and the line."""

    def __init__(self, wanted: frozenset[str]) -> None:
        # The outermost place of each wanted one is wanted too, to fall back on.
        self._wanted = wanted | {place.partition("[")[0] for place in wanted}
        self._path: list[str | int] = []
        self._line = 1
        self._found: dict[str, int] = {}

    def step(self, token: re.Match[str]) -> None:
        mark, key, colon = token[0][0], token[1], token[2]
        if mark == "\n":
            self._line += 1
        elif mark == '"':
            if colon is not None:
                self._at_key(key)
                self._line += colon.count("\n")
        elif mark in "[{":
            self._note()
            self._path.append(0 if mark == "[" else "")
        elif mark in "]}":
            self._path.pop()
        elif isinstance(self._path[-1], int):
            self._path[-1] += 1

    def line_of(self, place: str) -> int | None:
        row, outermost = place.partition(".")[0], place.partition("[")[0]
        return next((self._found[one] for one in (place, row, outermost) if one in self._found), None)

    def _at_key(self, key: str) -> None:
        if len(self._path) <= _DEEP:
            self._path[-1] = json.loads(key) if "\\" in key else key[1:-1]
            self._note()

    def _note(self) -> None:
        if self._path and len(self._path) <= _DEEP:
            place = place_of(self._path)
            if place in self._wanted:
                self._found[place] = self._line
