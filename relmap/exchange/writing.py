"""A case as exchange text: every row and field in order, what stands at its default left out, the same text each time.

This is the way out and the client's own copy, so it holds everything of the case, covered things with their veils
included. It never holds the journal or process notes. Whoever needs what one audience may see hands in a `Projection`.
"""

from __future__ import annotations

import json
from typing import Any

from relmap.model.base import Entity, Field, fields_of, to_plain
from relmap.model.kinds import KINDS
from relmap.model.people import CASE_ID, Case
from relmap.model.source import Source

FORMAT = "relmap-case"
VERSION = 1


def export_case(source: Source) -> dict[str, Any]:
    """The case as the JSON value of an exchange file."""
    case: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    for array, cls in KINDS.items():
        rows = [_row(entity) for entity in source.all(cls)]
        if cls is Case:
            case[array] = rows[0] if rows else {}
        elif rows:
            case[array] = rows
    return case


def case_bytes(source: Source) -> bytes:
    """The exchange file, UTF-8."""
    return (json.dumps(export_case(source), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _row(entity: Entity) -> dict[str, Any]:
    values = ((field, to_plain(getattr(entity, field.attr))) for field in fields_of(type(entity)))
    return {field.name: value for field, value in values if not _goes_without_saying(field, value)}


def _goes_without_saying(field: Field, value: Any) -> bool:
    if field.form == "id":
        return bool(value == CASE_ID)
    return not field.required and value == field.default
