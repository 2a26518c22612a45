"""When something was, in life: EDTF level 0 and 1 text, checked and put in order.

The everyday forms (a year, a month, a day, and spans of them, approximate or uncertain or not) are read here at once;
the others go to the `edtf` package, which is slow. `unknown` is a date too: it has no bounds.
"""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass
from functools import lru_cache

_SIMPLE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[?~%]?")
_YEAR = re.compile(r"-?\d{2}[\dX]{2}")
_LEVEL_1 = re.compile(
    r"-?[0-9]{2}([0-9]{2}|[0-9]X|XX)[?~%]?|-?[0-9]{4}-([0-9]{2}|XX|[0-9]{2}-([0-9]{2}|XX)|XX-XX)[?~%]?"
)
_SEASONS = ("21", "22", "23", "24")
_OPEN = ("..", "")
_LEAP = 4


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The first and last moment a date may mean, in years with fractions; infinite where open."""

    first: float
    last: float

    def contains(self, year: float) -> bool:
        """Whether a moment lies inside."""
        return self.first <= year <= self.last


ALWAYS = Span(-math.inf, math.inf)


@lru_cache(maxsize=4096)
def span(text: str) -> Span:
    """The span that an EDTF text means. Raises ValueError where it is not EDTF level 0 or 1."""
    if text == "unknown":
        return ALWAYS
    if text.count("/") == 1:
        start, end = text.split("/")
        return _interval(start, end)
    return _point(text)


def is_when(text: str) -> bool:
    """Whether a text is EDTF level 0 or 1 (or `unknown`)."""
    try:
        span(text)
    except ValueError:
        return False
    return True


def year_of(text: str | None) -> str | None:
    """The year (or years) of a date as a person writes it: `1984`, `about 1990`, `1984–1994`; None where unknown."""
    if text is None or not is_when(text) or text == "unknown":
        return None
    years = [(_YEAR.match(side) or [""])[0] for side in text.split("/")]
    return "–".join(years) if any(years) else None


def _interval(start: str, end: str) -> Span:
    first = -math.inf if start in (*_OPEN, "unknown") else _point(start).first
    last = math.inf if end in (*_OPEN, "unknown") else _point(end).last
    if first > last:
        raise ValueError("an interval ends before it begins")
    return Span(first, last)


def _point(text: str) -> Span:
    simple = _SIMPLE.fullmatch(text)
    if simple is None or simple[2] in _SEASONS:
        return _unusual(text)
    return _calendar(*simple.groups())


def _calendar(year: str, month: str | None, day: str | None) -> Span:
    number = int(year)
    if month is None:
        return Span(number, number + 0.9999)
    shift = 0 if number else _LEAP  # the calendar of Python has no year 0, which is a leap year as well
    first = datetime.date(number + shift, int(month), int(day or 1))
    if day is not None:
        return Span(_fraction(first) - shift, _fraction(first) - shift)
    after = first.replace(day=28) + datetime.timedelta(days=4)
    return Span(_fraction(first) - shift, _fraction(after - datetime.timedelta(days=after.day)) - shift)


def _fraction(day: datetime.date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _unusual(text: str) -> Span:
    if _LEVEL_1.fullmatch(text) is None:  # the package knows level 2 too, and stumbles over what it does not know
        raise ValueError("not EDTF level 0 or 1")
    import edtf  # slow to import; needed for few dates

    try:
        parsed = edtf.parse_edtf(text)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
    except (edtf.EDTFParseException, TypeError, ValueError, OverflowError) as error:
        raise ValueError("not EDTF level 0 or 1") from error
    return Span(lower[0] + (lower[1] - 1) / 12, upper[0] + upper[1] / 12 - 0.001)
