"""Dates of a life in plain words: what the client said, and what an EDTF text means.

The calendar words stand here; which texts are dates at all is for `model.when` to say.
"""

from __future__ import annotations

import re

from relmap.model.when import is_when
from relmap.words import say

_POINT = re.compile(r"(-?[\dX]{4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?([~?%]?)")


def when_words(edtf: str | None, said: str | None = None) -> str:
    """A date in plain words, the client's own phrase first: `“when I was seven” (about 1984)`. Empty for no date."""
    date = date_words(edtf) if edtf else ""
    if not said:
        return date
    phrase = say("“{words}”", words=said.strip())
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


def _interval(start: str, end: str) -> str:
    begins = start not in ("..", "", "unknown")
    ends = end not in ("..", "", "unknown")
    if begins and ends:
        return say("from {start} to {end}", start=_point(start), end=_point(end))
    if begins:
        since = say("since {start}", start=_point(start))
        return since if end == ".." else say("from {start}, not known until when", start=_point(start))
    return say("until {end}", end=_point(end)) if ends else say("not known when")


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
