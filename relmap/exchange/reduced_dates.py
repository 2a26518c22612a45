"""Dates moved by one secret offset of whole weeks, each at its own precision, so that intervals stay as they are.

A year moves by whole years, a month by whole months, a season by whole seasons, and a day, with its weekday, by exactly
the offset. A decade or century hides an offset of a few years anyway and moves only where the offset is that large.
The offset is drawn anew for each copy, lives as long as the `Shift` that holds it, and is written nowhere.
"""

from __future__ import annotations

import datetime
import re
import secrets
from dataclasses import dataclass

from relmap.model.when import is_when

FEWEST_WEEKS, MOST_WEEKS = 53, 521
"""The copy lies one to ten years before the case: never in the future, where nothing has been said yet."""

_DAYS_OF_A_YEAR = 365.2425
_CYCLE = 400
"""Years after which the calendar repeats itself, weekdays included."""
_POINT = re.compile(r"(-?)(\d\d[\dX]{2})(?:-(\d\d|XX))?(?:-(\d\d|XX))?([?~%]?)")
_OPEN = ("..", "", "unknown")
_FIRST_SEASON = 21
_YEAR = 4
_LATEST_YEAR = 9999


@dataclass(frozen=True, slots=True, repr=False)
class Shift:
    """An offset in days, a whole number of weeks; not shown by `repr`."""

    days: int

    def when(self, text: str) -> str:
        """An EDTF text, moved; `unknown` where it would leave the calendar."""
        moved = self._interval(*text.split("/")) if text.count("/") == 1 else self._point(text)
        return moved if is_when(moved) else "unknown"

    def date(self, text: str) -> str | None:
        """A calendar day, moved; None where it would leave the calendar."""
        try:
            return (datetime.date.fromisoformat(text) + datetime.timedelta(days=self.days)).isoformat()
        except (ValueError, OverflowError):
            return None

    def year(self, year: int) -> int:
        """A year, moved by whole years."""
        return year + self._steps(1)

    def _interval(self, start: str, end: str) -> str:
        moved = f"{self._point(start)}/{self._point(end)}"
        if is_when(moved):
            return moved
        digits = min(_precision(start), _precision(end))  # rounding turned it round: both at the coarser precision
        return f"{self._point(_coarser(start, digits))}/{self._point(_coarser(end, digits))}"

    def _point(self, text: str) -> str:
        match = _POINT.fullmatch(text)
        if match is None:
            return text
        sign, years, month, day, doubt = match.groups()
        if "X" in years:
            return self._decades(sign, years, month, day) + doubt
        year = -int(years) if sign else int(years)
        if month is None or month == "XX":
            moved = _year(self.year(year))
            return moved + (f"-{month}" if month else "") + (f"-{day}" if day else "") + doubt
        if int(month) >= _FIRST_SEASON:
            return self._parts(year, int(month) - _FIRST_SEASON, 4, _FIRST_SEASON) + doubt
        if day is None or day == "XX":
            return self._parts(year, int(month) - 1, 12, 1) + (f"-{day}" if day else "") + doubt
        return self._day(year, int(month), int(day)) + doubt

    def _decades(self, sign: str, years: str, month: str | None, day: str | None) -> str:
        known = years.rstrip("X")
        moved = int(sign + known) + round(self._steps(1) / 10 ** (_YEAR - len(known)))
        written = f"{'-' if moved < 0 else ''}{abs(moved):0{len(known)}}{'X' * (_YEAR - len(known))}"
        return written + (f"-{month}" if month else "") + (f"-{day}" if day else "")

    def _parts(self, year: int, part: int, parts: int, first: int) -> str:
        moved, left = divmod(year * parts + part + self._steps(parts), parts)
        return f"{_year(moved)}-{left + first:02}"

    def _day(self, year: int, month: int, day: int) -> str:
        cycles = (_CYCLE * 2 - year) // _CYCLE  # Python's calendar begins with year 1; relmap's does not
        try:
            moved = datetime.date(year + cycles * _CYCLE, month, day) + datetime.timedelta(days=self.days)
        except (ValueError, OverflowError):
            return "unknown"
        return f"{_year(moved.year - cycles * _CYCLE)}-{moved.month:02}-{moved.day:02}"

    def _steps(self, parts: int) -> int:
        """The offset in whole years, seasons or months."""
        return round(self.days * parts / _DAYS_OF_A_YEAR)


def secret_shift() -> Shift:
    """A new offset that nobody knows."""
    weeks = FEWEST_WEEKS + secrets.randbelow(MOST_WEEKS - FEWEST_WEEKS + 1)
    return Shift(-7 * weeks)


def _year(year: int) -> str:
    if abs(year) > _LATEST_YEAR:
        return "unknown"
    return f"{'-' if year < 0 else ''}{abs(year):04}"


def _precision(text: str) -> int:
    """How much of a date is known: 2 a century, 3 a decade, 4 a year, more for what lies within; open ends most."""
    match = _POINT.fullmatch(text)
    if match is None:
        return 9
    _, years, month, day, _ = match.groups()
    known = len(years.rstrip("X"))
    if known < _YEAR or month in (None, "XX"):
        return known
    if int(month) >= _FIRST_SEASON:
        return _YEAR  # a season lies across two months and years
    return _YEAR + 1 if day in (None, "XX") else _YEAR + 2


def _coarser(text: str, digits: int) -> str:
    match = _POINT.fullmatch(text)
    if match is None:
        return text
    sign, years, month, _, doubt = match.groups()
    if digits > _YEAR:
        return f"{sign}{years}-{month}{doubt}"
    return sign + years[:digits] + "X" * (_YEAR - digits) + doubt
