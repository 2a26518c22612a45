"""The JSON Schema of the exchange format, made from the mapped classes so that the two cannot drift.

It says what a schema can: kinds, fields, forms and closed lists. What it cannot say (ids that lead somewhere, EDTF,
the rules between things) is checked by `exchange.reading`. The published copy lies in `resources/schema/`.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from typing import Any

from relmap.exchange.writing import FORMAT, VERSION
from relmap.model.base import Entity, Field, fields_of
from relmap.model.forms import FARTHEST, ID, LARGEST_NUMBER, LONGEST_TEXT
from relmap.model.kinds import KINDS
from relmap.model.people import CASE_ID, Case

Schema = dict[str, Any]

_ID: Schema = {"type": "string", "pattern": f"^{ID.pattern}$"}
_TEXT: Schema = {"type": "string", "maxLength": LONGEST_TEXT - 1, "pattern": "^[^\\u0000]*$"}


def case_schema() -> Schema:
    """The schema of an exchange file, JSON Schema 2020-12."""
    arrays = {array: _case() if cls is Case else _array(cls) for array, cls in KINDS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:relmap:case:{VERSION}",
        "title": "A relmap case",
        "type": "object",
        "properties": {"format": {"const": FORMAT}, "version": {"const": VERSION}, **arrays},
        "required": ["format", "version", "case"],
        "additionalProperties": False,
    }


def schema_text() -> str:
    """The published file."""
    return json.dumps(case_schema(), ensure_ascii=False, indent=1) + "\n"


def _array(cls: type[Entity]) -> Schema:
    return {"type": "array", "items": _object(cls)}


def _case() -> Schema:
    schema = _object(Case)
    schema["properties"]["id"] = {"const": CASE_ID}
    schema["required"].remove("id")
    return schema


def _object(cls: type[Entity]) -> Schema:
    fields = fields_of(cls)
    return {
        "type": "object",
        "description": inspect.cleandoc(cls.__doc__ or "").partition("\n")[0],
        "properties": {field.name: _value(field) for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def _value(field: Field) -> Schema:
    schema = dict(_FORMS[field.form](field))
    if field.nullable:
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
        else:
            schema["type"] = [schema["type"], "null"]
    if not field.required:
        schema["default"] = field.default
    return schema


def _reference(field: Field) -> Schema:
    return _ID if field.target is None else {**_ID, "description": f"an id of {field.target}"}


def _ids(field: Field) -> Schema:
    return {"type": "array", "items": _reference(field), "uniqueItems": True}


def _subject(field: Field) -> Schema:
    return {**_ID, "description": "an id of any kind"}


def _open(field: Field) -> Schema:
    return {**_TEXT, "description": "any text", "examples": list(field.suggestions)}


def _when(field: Field) -> Schema:
    return {"type": "string", "description": "EDTF level 0 or 1", "examples": ["1984", "1990~", "2019/.."]}


_DATE: Schema = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_FORMS: Mapping[str, Callable[[Field], Schema]] = {
    "id": lambda _: _ID,
    "ref": _reference,
    "refs": _ids,
    "subject": _subject,
    "text": lambda _: _TEXT,
    "open": _open,
    "closed": lambda field: {"enum": list(field.values)},
    "when": _when,
    "date": lambda _: _DATE,
    "time": lambda _: {"type": "string", "description": "10:05, or a date and time (ISO 8601)"},
    "score": lambda _: {"type": "integer", "minimum": 0, "maximum": 10},
    "flag": lambda _: {"type": "boolean"},
    "number": lambda _: {"type": "integer", "minimum": 0, "maximum": LARGEST_NUMBER},
    "coordinate": lambda _: {"type": "number", "minimum": -FARTHEST, "maximum": FARTHEST},
}
