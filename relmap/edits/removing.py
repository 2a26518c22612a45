"""The verb that takes things away, and erasing for good."""

from __future__ import annotations

from collections.abc import Iterable

from relmap.model.removal import RemovalPlan, removal_plan
from relmap.model.therapy import Rupture
from relmap.store.document import Document


def remove(document: Document, ids: Iterable[str]) -> RemovalPlan:
    """Remove things with all that cannot stand without them; undo brings everything back. Returns what went."""
    plan = removal_plan(document, ids)
    with document.edit("remove"):
        for id, attr in plan.emptied:
            _empty(document, id, attr, frozenset(plan.removed))
        for id in plan.unmended:
            document.need(Rupture, id).state = "being_mended"
        for id in reversed(plan.removed):
            entity = document.get(id)
            if entity is not None:
                document.remove(entity)
    return plan


def erase(document: Document, ids: Iterable[str]) -> RemovalPlan:
    """Remove things for good, from the journal and the file's pages too. Nothing before it can be undone any more."""
    with document.edit("erase", origin=True):
        plan = remove(document, ids)
        document.forget(plan.removed)
    return plan


def _empty(document: Document, id: str, attr: str, gone: frozenset[str]) -> None:
    entity = document.get(id)
    if entity is not None:
        value = getattr(entity, attr)
        left = tuple(one for one in value if one not in gone) if isinstance(value, tuple) else None
        setattr(entity, attr, left or None)
