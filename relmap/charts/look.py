"""What a chart is drawn with: the colours of the theme by their roles, and the letters. It knows no matplotlib."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from relmap.charts.marks import LEAST_PT

_WIDE, _NARROW, _USUAL = 1.0, 0.3, 0.56
_SPARE = 1.02
_MARKS = {"“": "”", "„": "“", "«": "»", "‘": "’", "「": "」", "『": "』", "‹": "›", "”": "”"}
_SLIM = frozenset("ijlIftr.,:;'|!()[]“”‘’· ")


def rough_width(words: str, size_pt: float) -> float:
    """About how wide words are (points), where nobody can measure them; rather too wide."""
    return size_pt * sum(_letter(sign) for sign in words)


def _letter(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF":
        return _WIDE
    return _NARROW if sign in _SLIM else 0.7 if sign.isupper() or sign in "mwMW…—" else _USUAL


@dataclass(frozen=True, slots=True)
class ChartLook:
    """Colours ("#rrggbb") by role, the letters, and how wide words are (points) at a size.

    Roles are those of `[colours]` in a theme, and each of its `[tones]` as `role` (the stroke), `role_ground` and
    `role_ink`. All letters have `size_pt`.
    """

    colours: Mapping[str, str]
    family: str = "sans-serif"
    size_pt: float = LEAST_PT
    dark: bool = False
    measure: Callable[[str, float], float] = field(default=rough_width, compare=False)

    def colour(self, role: str) -> str:
        """The colour of a role; raises KeyError for one the theme has not."""
        return self.colours[role]

    def wide(self, words: str) -> float:
        """How much room words take (points), with a little to spare for a renderer that rounds."""
        return _SPARE * self.measure(words, self.size_pt)

    def elided(self, words: str, room: float, *, closing: str | None = None) -> str:
        """The words that fit into `room` (points), whole words where there are any, an ellipsis where more were.

        Words in quotation marks stay in them; `closing` is the mark where they were opened before.
        """
        if self.wide(words) <= room:
            return words
        tail = _closing(words) if closing is None else closing
        parts = words.split(" ")
        count = self._most(len(parts) - 1, lambda n: _short(_first_of(parts, n), tail), room)
        if count:
            return _short(_first_of(parts, count), tail)
        return _short(parts[0][: self._most(len(parts[0]) - 1, lambda n: _short(parts[0][:n], tail), room)], tail)

    def lines(self, words: str, room: float, most: int) -> tuple[str, ...]:
        """The words on at most so many lines, the last one elided; what is written without spaces breaks anywhere."""
        found: list[str] = []
        rest = words.split(" ")
        while rest and len(found) < most - 1:
            count = self._most(len(rest), partial(_first_of, rest), room)
            if count:
                found.append(_first_of(rest, count))
                rest = rest[count:]
                continue
            signs = max(1, self._most(len(rest[0]), partial(_letters_of, rest[0]), room))
            found.append(rest[0][:signs])
            rest = [rest[0][signs:], *rest[1:]]
        return (*found, *((self.elided(" ".join(rest), room, closing=_closing(words)),) if rest else ()))

    def _most(self, amount: int, words: Callable[[int], str], room: float) -> int:
        """Of how many parts, at most `amount`, the words fit; found by halves, since longer words are wider."""
        return bisect_right(range(1, amount + 1), room, key=lambda n: self.wide(words(n)))


def _first_of(parts: Sequence[str], count: int) -> str:
    return " ".join(parts[:count])


def _letters_of(words: str, count: int) -> str:
    return words[:count]


def _short(words: str, tail: str) -> str:
    return words.rstrip(" ,;:·.…") + "…" + tail


def _closing(words: str) -> str:
    """The mark that closes words which are wholly in quotation marks."""
    return words[-1] if words and _MARKS.get(words[0]) == words[-1] else ""
