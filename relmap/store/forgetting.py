"""Takes erased rows out of the journal, so that no earlier wording and no mention of them is left.

Used only inside the edit that erases (`Document.forget`). What once hung on an erased row and is gone already goes with
it; a living row that once pointed to it is written as if it had always pointed where it points now.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from relmap.model.base import Field, reference_fields, to_plain
from relmap.model.columns import Plain
from relmap.model.kinds import KINDS
from relmap.model.source import Source
from relmap.store.journal import Row, all_images, forget_in_revisions, map_images


def forget(connection: Connection, ids: frozenset[str], present: Source) -> None:
    """Rewrite the journal as if the rows `ids` had never been; `present` is the case without them."""
    gone = set(ids)
    images = list(all_images(connection))
    found = True
    while found:
        hanging = {id for array, id, row in images if id not in gone and _hangs(array, id, row, gone, present)}
        found = bool(hanging)
        gone |= hanging

    def rewrite(array: str, id: str, row: Mapping[str, Plain]) -> Row | None:
        return None if id in gone else _without(array, id, row, gone, present)

    map_images(connection, rewrite)
    forget_in_revisions(connection, gone)


def _hangs(array: str, id: str, row: Mapping[str, Plain], gone: set[str], present: Source) -> bool:
    if present.get(id) is not None:
        return False
    return any(not field.nullable and row.get(field.name) in gone for field in _references(array))


def _without(array: str, id: str, row: Mapping[str, Plain], gone: set[str], present: Source) -> Row:
    kept = dict(row)
    for field in _references(array):
        value = kept.get(field.name)
        if isinstance(value, list):
            kept[field.name] = [one for one in value if one not in gone] or None
        elif value in gone:
            kept[field.name] = _now(field, id, present)
    return kept


def _now(field: Field, id: str, present: Source) -> Plain:
    entity = present.get(id)
    return None if entity is None else to_plain(getattr(entity, field.attr))


def _references(array: str) -> tuple[Field, ...]:
    return reference_fields(KINDS[array])
