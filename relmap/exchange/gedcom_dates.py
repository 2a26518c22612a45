"""What GEDCOM says of a day, as EDTF where that can say it; else it is kept as it was said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from relmap.model.when import is_when

if TYPE_CHECKING:
    from ged4py.date import DateValue

_SPOKEN = (
    (re.compile(r"^GREGORIAN ", re.I), ""),
    (re.compile(r"^(?:ABOUT|CIRCA|CA) ", re.I), "ABT "),
)
_LONGEST = 200
_FIRST_YEAR, _LAST_YEAR = 100, 9999
"""A year of fewer digits is rather a day or a slip."""


def when_of(text: str) -> str | None:
    """The EDTF text of a GEDCOM date, or None where it is a phrase, another calendar or nonsense."""
    from ged4py.date import DateValue

    words = " ".join(text[:_LONGEST].replace(".", "").split())
    for habit, meant in _SPOKEN:
        words = habit.sub(meant, words)
    return _edtf(DateValue.parse(words))


def when_read(value: DateValue) -> tuple[str | None, str | None]:
    """A date that ged4py read, as EDTF or None, and what was said where EDTF cannot tell it."""
    from ged4py.date import DateValuePhrase

    if isinstance(value, DateValuePhrase):
        when, said = when_of(value.phrase or ""), str(value)
    else:
        when, said = _edtf(value), str(value)
    return when, None if when is not None else said[:_LONGEST] or None


def _edtf(value: Any) -> str | None:
    from ged4py.date import DateValueTypes as Kind

    kind = value.kind
    if kind in (Kind.RANGE, Kind.PERIOD):
        first, last = _day(value.date1), _day(value.date2)
        found = f"{first}/{last}" if first and last else None
    elif kind is Kind.PHRASE or not (day := _day(value.date)):
        found = None
    elif kind in (Kind.BEFORE, Kind.TO):
        found = f"../{day}"
    elif kind in (Kind.AFTER, Kind.FROM):
        found = f"{day}/.."
    else:
        found = f"{day}~" if kind in (Kind.ABOUT, Kind.CALCULATED, Kind.ESTIMATED) else day
    return found if found is not None and is_when(found) else None


def _day(date: Any) -> str | None:
    from ged4py.calendar import GregorianDate

    if not isinstance(date, GregorianDate) or date.bc or not _FIRST_YEAR <= date.year <= _LAST_YEAR:
        return None
    if date.month and date.month_num is None:
        return None
    parts = [f"{date.year:04d}", f"{date.month_num:02d}" if date.month else "", f"{date.day:02d}" if date.day else ""]
    return "-".join(part for part in parts if part)
