"""The verb behind every field that is edited in place."""

from __future__ import annotations

from typing import Any

from relmap.edits.case import set_modality
from relmap.edits.disruptions import hear_word
from relmap.edits.lessons import set_valence
from relmap.model.base import field_named, from_plain
from relmap.model.columns import Plain
from relmap.model.lessons import Lesson
from relmap.model.people import Case
from relmap.model.therapy import Repair
from relmap.store.document import Document

_COVERS = ("veil", "veiled_by")


def set_field(document: Document, id: str, name: str, value: Plain) -> None:
    """Set one field (by its exchange name) of a row. Typing on within a minute is one revision.

    Raises KeyError for an unknown row or field, for the id and for covers, which have verbs of their own
    (`edits.veiling`); RuleBroken for a value that does not fit.
    """
    entity = document.get(id)
    field = field_named(type(entity), name) if entity is not None else None
    if entity is None or field is None or field.form == "id":
        raise KeyError(name)
    new: Any = from_plain(value)
    if getattr(entity, field.attr) == new:
        return
    if field.attr in _COVERS:
        raise KeyError(name)
    if isinstance(entity, Lesson) and name == "valence":
        set_valence(document, id, new)
        return
    if isinstance(entity, Case) and name == "modality":
        set_modality(document, new)
        return
    if isinstance(entity, Repair) and name == "clients_word":
        hear_word(document, id, new)
        return
    with document.edit("change_words" if field.form == "text" else "change", merge=f"{id}:{name}"):
        setattr(entity, field.attr, new)
