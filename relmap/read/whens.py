"""Dates of a life in plain words: what the client said, and what an EDTF text means.

The calendar words stand here; which texts are dates at all is for `model.when` to say.
"""

from __future__ import annotations

import re

from relmap.model.when import is_when
from relmap.words import say

_POINT = re.compile(r"(-?[\dX]{4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?([~?%]?)")
_COULD_BE_EDTF = re.compile(r"[-0-9X~?%/.]+|unknown")
"""Words are sorted out before `is_when`, which is slow for what is no date."""
_HOLE = "\0"
"""Stands where a date would, in the words that are turned round to read what somebody wrote."""

_MARKS = ("“", "„", "«", "»", '"')
"""A phrase that begins with one of these was written down in its own quotation marks and gets no second ones."""


def when_words(edtf: str | None, said: str | None = None) -> str:
    """A date in plain words, the client's own phrase first: `“when I was seven” (about 1984)`. Empty for no date."""
    date = date_words(edtf) if edtf else ""
    if not said:
        return date
    phrase = said.strip()
    if not phrase.startswith(_MARKS):
        phrase = say("“{words}”", words=phrase)
    return say("{phrase} ({date})", phrase=phrase, date=date) if date else phrase


def date_words(edtf: str) -> str:
    """What an EDTF text means; a text that is no date is given back as it is."""
    if edtf == "unknown":
        return say("not known when")
    if not is_when(edtf):
        return edtf
    if "/" in edtf:
        return _interval(*edtf.split("/"))
    return _point(edtf)


def year_words(year: int) -> str:
    """A year of the calendar, before our era too; of year 0 on, as EDTF counts them."""
    return date_words(f"{year:05d}" if year < 0 else f"{year:04d}")


def clock_words(time: str) -> str:
    """The hour and minute of a time (ISO), with its day before it or without."""
    return time.partition("T")[2][:5] if "T" in time else time[:5]


def _interval(start: str, end: str) -> str:
    if start == end == "..":
        return say("all along")
    begins = start not in ("..", "", "unknown")
    ends = end not in ("..", "", "unknown")
    if begins and ends:
        return say("from {start} to {end}", start=_point(start), end=_point(end))
    if begins:
        since = say("since {start}", start=_point(start))
        return since if end == ".." else say("from {start}, not known until when", start=_point(start))
    if not ends:
        return say("not known when")
    until = say("until {end}", end=_point(end))
    return until if start == ".." else say("until {end}, not known since when", end=_point(end))


def _point(text: str) -> str:
    match = _POINT.fullmatch(text)
    if match is None:
        return text
    year, month, day, doubt = match.groups()
    words = _calendar(_year(year), month, day)
    if doubt == "~":
        return say("about {date}", date=words)
    if doubt == "?":
        return say("perhaps {date}", date=words)
    return say("perhaps about {date}", date=words) if doubt == "%" else words


def _year(text: str) -> str:
    if text.endswith("XX"):
        return say("the {century}00s", century=text[:-2])
    if text.endswith("X"):
        return say("the {decade}0s", decade=text[:-1])
    number = int(text)
    return say("{year} BC", year=1 - number) if number <= 0 else str(number)


def _calendar(year: str, month: str | None, day: str | None) -> str:
    if month is None or month == "XX":
        return year
    name = _months().get(month, month)
    if day is None or day == "XX":
        return say("{month} {year}", month=name, year=year)
    return say("{day} {month} {year}", day=int(day), month=name, year=year)


def _months() -> dict[str, str]:
    return {
        "01": say("January"),
        "02": say("February"),
        "03": say("March"),
        "04": say("April"),
        "05": say("May"),
        "06": say("June"),
        "07": say("July"),
        "08": say("August"),
        "09": say("September"),
        "10": say("October"),
        "11": say("November"),
        "12": say("December"),
        "21": say("spring"),
        "22": say("summer"),
        "23": say("autumn"),
        "24": say("winter"),
    }


def read_when(text: str) -> str | None:
    """The EDTF text of what somebody wrote: EDTF itself, or the words of `date_words`; None where it is neither."""
    written = " ".join(text.split())
    if _COULD_BE_EDTF.fullmatch(written) and is_when(written):
        return written
    return _read_interval(written) or _read_point(written)


def _read_interval(text: str) -> str | None:
    if text.casefold() == say("not known when").casefold():
        return "unknown"
    if text.casefold() == say("all along").casefold():
        return "../.."
    for template, shape in (
        (say("from {start}, not known until when", start=_HOLE), "{0}/unknown"),
        (say("until {end}, not known since when", end=_HOLE), "unknown/{0}"),
        (say("from {start} to {end}", start=_HOLE, end=_HOLE), "{0}/{1}"),
        (say("since {start}", start=_HOLE), "{0}/.."),
        (say("until {end}", end=_HOLE), "../{0}"),
        (f"{_HOLE}–{_HOLE}", "{0}/{1}"),
        (f"{_HOLE} - {_HOLE}", "{0}/{1}"),
        (f"{_HOLE}-{_HOLE}", "{0}/{1}"),
    ):
        parts = [_read_point(part) for part in _holes(template, text)]
        if parts and None not in parts and is_when(shape.format(*parts)):
            return shape.format(*parts)
    return None


def _read_point(text: str) -> str | None:
    if _COULD_BE_EDTF.fullmatch(text) and "/" not in text and is_when(text):
        return text
    for template, mark in (
        (say("perhaps about {date}", date=_HOLE), "%"),
        (say("about {date}", date=_HOLE), "~"),
        (say("perhaps {date}", date=_HOLE), "?"),
    ):
        for inner in _holes(template, text):
            point = _read_point(inner)
            return point + mark if point is not None and is_when(point + mark) else None
    found = _read_decade(text) or _read_calendar(text)
    return found if found is not None and is_when(found) else None


def _read_decade(text: str) -> str | None:
    for template, shape, digits in (
        (say("the {century}00s", century=_HOLE), "{0}XX", 2),
        (say("the {decade}0s", decade=_HOLE), "{0}X", 3),
        (f"{_HOLE}0s", "{0}X", 3),
    ):
        for number in _holes(template, text):
            if number.isdecimal() and len(number) == digits:
                return shape.format(number)
    return None


def _read_calendar(text: str) -> str | None:
    full = _holes(say("{day} {month} {year}", day=_HOLE, month=_HOLE, year=_HOLE), text)
    day, name, year = full or ("", *(_holes(say("{month} {year}", month=_HOLE, year=_HOLE), text) or ("", "")))
    month = next((key for key, word in _months().items() if word.casefold() == name.casefold()), None)
    if month is None:
        return None
    return f"{year}-{month}-{int(day):02}" if day.isdecimal() else f"{year}-{month}"


def _holes(template: str, text: str) -> tuple[str, ...]:
    """What stands in the holes of a template; empty where the text is not made like it."""
    pattern = re.escape(template).replace(re.escape(_HOLE), "(.+)")
    match = re.fullmatch(pattern, text, re.IGNORECASE)
    return match.groups() if match else ()
