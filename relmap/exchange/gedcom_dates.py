"""What GEDCOM says of a day, as EDTF where that can say it; else it is kept as it was said."""

from __future__ import annotations

import re

from relmap.model.when import is_when

_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_DAY = re.compile(r"(?:(?:(\d{1,2}) )?([A-Z]{3}) )?(\d{3,4})(?:/\d\d)?")
_ABOUT = {"ABT": "~", "EST": "~", "CAL": "~", "ABOUT": "~", "CIRCA": "~", "CA": "~"}
_LONGEST = 200


def when_of(text: str) -> str | None:
    """The EDTF text of a GEDCOM date, or None where it is a phrase, another calendar or nonsense."""
    words = " ".join(text[:_LONGEST].upper().replace(".", "").split()).removeprefix("@#DGREGORIAN@ ")
    words = re.sub(r"^INT (.*?) ?\(.*\)$", r"\1", words).removeprefix("GREGORIAN ")
    found = _spoken(words)
    return found if found is not None and is_when(found) else None


def _spoken(words: str) -> str | None:
    if between := re.fullmatch(r"(?:BET|FROM) (.+?) (?:AND|TO) (.+)", words):
        return _span(_day(between[1]), _day(between[2]))
    first, _, rest = words.partition(" ")
    if first in ("BEF", "TO"):
        return f"../{day}" if (day := _day(rest)) else None
    if first in ("AFT", "FROM"):
        return f"{day}/.." if (day := _day(rest)) else None
    if first in _ABOUT:
        return f"{day}~" if (day := _day(rest)) else None
    return _day(words)


def _span(first: str | None, last: str | None) -> str | None:
    return f"{first}/{last}" if first and last else None


def _day(words: str) -> str | None:
    found = _DAY.fullmatch(words)
    if found is None or (found[2] and found[2] not in _MONTHS):
        return None
    parts = [f"{int(found[3]):04d}"]
    if found[2]:
        parts.append(f"{_MONTHS[found[2]]:02d}")
    if found[1]:
        parts.append(f"{int(found[1]):02d}")
    return "-".join(parts)
