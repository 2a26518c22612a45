"""A date as a stretch of an axis: where it begins and ends, and how sure each end is.

It reads EDTF through `model.when` and keeps apart what that text keeps apart: an end that is about right (`~`, `?`,
`X`), one that is open (`..`), and one that nobody knows (empty, or `unknown`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from relmap.model.when import span

Edge = Literal["sure", "about", "open", "unknown"]
_DOUBTS = "~?%X"
_NOBODY_KNOWS = ("", "unknown")


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `first` to `last`, in years with fractions; infinite at an open end until it is `settled`.

    An unknown end takes no room: it is where the other end is. `moment`: one date, no time between two.
    """

    first: float
    last: float
    begins: Edge = "sure"
    ends: Edge = "sure"
    moment: bool = False

    @property
    def is_about(self) -> bool:
        """Whether any of its ends is only about right."""
        return "about" in (self.begins, self.ends)


@lru_cache(maxsize=4096)
def stretch_of(text: str | None) -> Stretch | None:
    """What an EDTF text covers; None where there is none, where it cannot be read, and where nobody knows."""
    if not text or text == "unknown":
        return None
    begins, slash, ends = text.partition("/")
    if slash:
        return _between(text, begins, ends)
    try:
        bounds = span(text)
    except ValueError:
        return None
    edge = _edge(text)
    return Stretch(bounds.first, bounds.last, edge, edge, moment=True)


def interval_of(begins: str | None, ends: str | None) -> Stretch | None:
    """From one date to another, open where there is no second; None without a first."""
    first, last = stretch_of(begins), stretch_of(ends)
    if first is None:
        return None
    if last is None:
        return replace(first, last=math.inf, ends="open", moment=False)
    return Stretch(first.first, max(first.first, last.last), first.begins, last.ends)


def either_end(begins: str | None, ends: str | None) -> Stretch | None:
    """A life of which either end may be known, with nothing said of the other; None where neither is."""
    first, last = stretch_of(begins), stretch_of(ends)
    if first is None:
        return replace(last, begins="unknown", moment=False) if last is not None else None
    if last is None:
        return replace(first, ends="unknown", moment=False)
    return Stretch(first.first, max(first.first, last.last), first.begins, last.ends)


def settled(at: Stretch, first: float, today: float) -> Stretch:
    """The same with finite ends: what is open goes back to `first`, or on until `today`."""
    last = today if at.last == math.inf else at.last
    last = first if last == -math.inf else last
    if at.first == -math.inf:
        return replace(at, first=min(first, last), last=last)
    if at.first == math.inf:
        return replace(at, first=last, last=last)
    return replace(at, last=max(last, at.first))


def _between(text: str, begins: str, ends: str) -> Stretch | None:
    if begins in _NOBODY_KNOWS and ends in _NOBODY_KNOWS:
        return None
    try:
        bounds = span(text)
        first = span(ends).first if begins in _NOBODY_KNOWS and ends != ".." else bounds.first
        last = span(begins).last if ends in _NOBODY_KNOWS and begins != ".." else bounds.last
    except ValueError:
        return None
    if begins in _NOBODY_KNOWS and ends == "..":
        first = math.inf
    if ends in _NOBODY_KNOWS and begins == "..":
        last = -math.inf
    return Stretch(first, last, _edge(begins), _edge(ends))


def _edge(text: str) -> Edge:
    if text == "..":
        return "open"
    if text in _NOBODY_KNOWS:
        return "unknown"
    return "about" if any(mark in text for mark in _DOUBTS) else "sure"
