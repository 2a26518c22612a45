"""Whether a case is a reduced-identity copy of another, until when it may be kept, and the words that say so.

A copy says of itself what it is by an export record without a time that stands in it from its first revision on; the
case it was made from has a record with a time, like that of any other export.
"""

from __future__ import annotations

import datetime

from relmap.model.notes import ExportRecord
from relmap.model.people import CASE_ID, Case
from relmap.model.source import Source
from relmap.read.whens import date_words
from relmap.words import say

THIS_FILE = "this file"
"""The form of the record by which a copy says what it is."""


def is_reduced(source: Source) -> bool:
    """Whether this case is itself a reduced-identity copy."""
    return any(record.reduced_identity and record.form == THIS_FILE for record in source.all(ExportRecord))


def copy_words(source: Source) -> str | None:
    """What every picture and page of a reduced-identity copy says of itself; None for any other case."""
    if not is_reduced(source):
        return None
    until = _until(source)
    if until is None:
        return say("Reduced-identity copy. To be erased when it is no longer needed.")
    return say("Reduced-identity copy. To be erased by {day}.", day=date_words(until))


def reminder_words(source: Source, today: datetime.date) -> str | None:
    """What a copy says when it is opened: what it is, and once its day has passed, the reminder; else None."""
    until = _until(source)
    if not is_reduced(source) or until is None or until >= today.isoformat():
        return copy_words(source)
    return say(
        "Reduced-identity copy. It was to be erased by {day}: if it is no longer needed, erase it now. "
        "relmap never erases a file by itself.",
        day=date_words(until),
    )


def _until(source: Source) -> str | None:
    case = source.get(CASE_ID)
    return case.retention_until if isinstance(case, Case) else None
