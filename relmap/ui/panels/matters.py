"""What matters here: the contexts of a thing, and of what stands in the same panel with it."""

from __future__ import annotations

from relmap.model.links import Link
from relmap.model.people import CASE_ID, Relationship
from relmap.model.seats import therapist
from relmap.ui.panels.desk import Desk
from relmap.ui.panels.linked import Linked, linked

ABOUT_IT = ("about", False)
"""The link that `MattersHere` shows, as (kind, outward)."""


class MattersHere(Linked):
    """The contexts of several things that stand in one panel, as of a person and their tie; new ones go to the first.

    Each is shown once. The tie of this room shows what matters for the therapy as a whole, too.
    """

    def __init__(self, desk: Desk, *ids: str) -> None:
        """Of the things `ids`, the one first that "+" is about."""
        self._all = ids
        super().__init__(desk, ids[0], "about", outward=False)

    def rows(self) -> list[tuple[Link, str]]:
        found: dict[str, Link] = {}
        for id in self._all:
            for row, context in linked(self.desk.source, id, "about", outward=False):
                found.setdefault(context, row)
        return [(row, context) for context, row in found.items()]


def matters_in_tie(desk: Desk, tie: str, *others: str) -> MattersHere:
    """What matters in a tie, and for `others` that are shown with it."""
    source = desk.source
    entity, helper = source.get(tie), therapist(source)
    of_the_room = isinstance(entity, Relationship) and helper is not None and helper.id in (entity.a, entity.b)
    return MattersHere(desk, tie, *others, *((CASE_ID,) if of_the_room else ()))
