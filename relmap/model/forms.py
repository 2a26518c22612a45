"""Whether one value fits the form of its field: a score, a date, a text. Rules between things live in `integrity`."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from relmap.model.base import Field
from relmap.model.when import is_when
from relmap.words import say

ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
LONGEST_TEXT = 100_000
LARGEST_NUMBER = 1_000_000
FARTHEST = 1e7
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def form_problem(field: Field, value: Any) -> str | None:
    """One sentence on what is wrong with a field's value, or None."""
    if value is None:
        return None if field.nullable else say("This must be given.")
    return _CHECKS[field.form](field, value)


def _text(field: Field, value: Any) -> str | None:
    if not isinstance(value, str):
        return say("This must be text.")
    if len(value) >= LONGEST_TEXT:
        return say("This text is longer than {limit} characters.", limit=LONGEST_TEXT)
    if _UNWRITABLE.search(value):
        return say("This text holds a character that cannot be written.")
    return None


def _id(field: Field, value: Any) -> str | None:
    if isinstance(value, str) and ID.fullmatch(value):
        return None
    return say("An id is 1 to 64 letters, digits, _ or -.")


def _ids(field: Field, value: Any) -> str | None:
    if not isinstance(value, list | tuple):
        return say("This must be a list of ids.")
    if len(set(map(str, value))) != len(value):
        return say("An id stands twice in this list.")
    return next((problem for one in value if (problem := _id(field, one))), None)


def _closed(field: Field, value: Any) -> str | None:
    if isinstance(value, str) and value in field.values:
        return None
    return say("This must be one of: {values}.", values=", ".join(field.values))


def _when(field: Field, value: Any) -> str | None:
    if isinstance(value, str) and is_when(value):
        return None
    return say("This must be a date like 1984, 1984-03, 1990~, 1984/1994 or 2019/.. (EDTF).")


def _date(field: Field, value: Any) -> str | None:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) and _reads(datetime.date, value):
        return None
    return say("This must be a day like 2026-01-14.")


def _time(field: Field, value: Any) -> str | None:
    if isinstance(value, str) and (_reads(datetime.time, value) or _reads(datetime.datetime, value)):
        return None
    return say("This must be a time like 10:05 or 2026-01-14T10:05.")


def _reads(kind: type[datetime.date] | type[datetime.time], value: str) -> bool:
    try:
        kind.fromisoformat(value)
    except ValueError:
        return False
    return True


def _whole(value: Any, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _score(field: Field, value: Any) -> str | None:
    return None if _whole(value, 0, 10) else say("This must be a whole number from 0 to 10, or null.")


def _number(field: Field, value: Any) -> str | None:
    return None if _whole(value, 0, LARGEST_NUMBER) else say("This must be a whole number, 0 or more.")


def _flag(field: Field, value: Any) -> str | None:
    return None if isinstance(value, bool) else say("This must be true or false.")


def _coordinate(field: Field, value: Any) -> str | None:
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    if fits and math.isfinite(value) and abs(value) <= FARTHEST:
        return None
    return say("This must be a number of scene units.")


_CHECKS: Mapping[str, Callable[[Field, Any], str | None]] = {
    "id": _id,
    "ref": _id,
    "refs": _ids,
    "subject": _id,
    "text": _text,
    "open": _text,
    "closed": _closed,
    "when": _when,
    "date": _date,
    "time": _time,
    "score": _score,
    "flag": _flag,
    "number": _number,
    "coordinate": _coordinate,
}
