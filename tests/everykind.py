"""One row of every kind, with every field filled: for tests that must hold for all of the model."""

from __future__ import annotations

from typing import Any

from relmap.model.base import Entity, Field, fields_of
from relmap.model.contexts import Context
from relmap.model.kinds import KINDS
from relmap.model.links import Link
from relmap.model.people import CASE_ID, Case
from relmap.store.document import Document

VALUES = {
    "when": "1984~",
    "date": "2026-01-14",
    "time": "10:05",
    "score": 7,
    "number": 3,
    "coordinate": 12.5,
}


def one_of_each(document: Document, word: str) -> dict[str, str]:
    """Fill an empty document: array → id of its row. Every text of a row is `word` and the name of its array."""
    ids = {array: CASE_ID if cls is Case else f"{array}-1" for array, cls in KINDS.items()}
    with document.edit("test"):
        for array, cls in KINDS.items():
            document.add(cls(id=ids[array], **_values(cls, word, ids)))
    return ids


def words_of(array: str, word: str) -> str:
    """What the texts of the row of a kind say."""
    return f"{word} {array} said"


def _values(cls: type[Entity], word: str, ids: dict[str, str]) -> dict[str, Any]:
    values = {field.attr: _value(cls, field, word, ids) for field in fields_of(cls) if field.form != "id"}
    values |= {"veiled_by": None}
    if cls is Link:
        values |= {"kind": "about", "from_": ids[Context.__tablename__], "to": ids["relationships"]}
    return values


def _value(cls: type[Entity], field: Field, word: str, ids: dict[str, str]) -> Any:
    if field.form in ("text", "open"):
        return words_of(cls.__tablename__, word)
    if field.form == "ref":
        return ids[field.target or ""]
    if field.form == "refs":
        return (ids[field.target or ""],)
    if field.form == "subject":
        return ids["people"]
    if field.form == "flag":
        return field.attr not in ("never_show", "disputed")
    return VALUES.get(field.form, field.default)
