"""Where things stood first: the journal knows it, and it keeps them still when somebody looks back beyond that."""

from __future__ import annotations

from relmap.model.placement import Placement
from relmap.store.document import Document

Place = tuple[float, float]


def first_places(document: Document) -> dict[str, Place]:
    """The place that each thing was first given, by the id of the thing, in scene units."""
    found: dict[str, Place] = {}
    for _, change in document.changes(1, document.revision):
        if change.array == Placement.__tablename__ and change.before is None and change.after is not None:
            subject, x, y = (change.after[name] for name in ("subject", "x", "y"))
            if isinstance(subject, str) and isinstance(x, int | float) and isinstance(y, int | float):
                found.setdefault(subject, (float(x), float(y)))
    return found
