"""The verb that takes rows of another file in."""

from __future__ import annotations

from collections.abc import Iterable

from relmap.model.base import Entity
from relmap.model.therapy import Rupture
from relmap.store.document import Document


def take_in(document: Document, rows: Iterable[Entity], *, session: str | None, mended: Iterable[str] = ()) -> None:
    """Add new rows with their ids and order, as told in `session`; the disruptions `mended` are now back on track.

    Undo does not pass it. Raises RuleBroken, and then nothing was added.
    """
    with document.edit("import_case", origin=True, session=session):
        for row in rows:
            document.add(row)
        for id in mended:
            document.need(Rupture, id).state = "back_on_track"
