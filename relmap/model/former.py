"""Names never to be shown: which of a person's names are so today, however they were written.

A person who was called by such a name when an hour took place is called by the name of today when looking back.
"""

from __future__ import annotations

import unicodedata

from relmap.model.people import OtherName
from relmap.model.source import Source


def unshown_names(source: Source, person: str) -> frozenset[str]:
    """The names of a person that are never to be shown, as `is_among` compares them."""
    rows = (source.get(id) for id in source.referrers(person))
    names = (row for row in rows if isinstance(row, OtherName) and row.person == person and row.never_show)
    return frozenset(_compared(row.text) for row in names if row.text)


def is_among(words: str | None, names: frozenset[str]) -> bool:
    """Whether these words are one of the names, in any case, spacing or Unicode form."""
    return bool(words and names) and _compared(words or "") in names


def _compared(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
