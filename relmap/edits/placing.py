"""Verbs on where things stand: moved by hand, nearer or farther, or arranged all at once."""

from __future__ import annotations

from collections.abc import Mapping

from relmap.edits.rating import set_rating
from relmap.model.placement import Placement
from relmap.model.vocabulary import Author
from relmap.store.document import Document

Place = tuple[float, float]


def put(document: Document, id: str, place: Place, author: Author = "both") -> None:
    """Put one thing at a place; belongs inside an edit. What an arrangement put somewhere has the author `other`."""
    found = placement_of(document, id)
    if found is None:
        document.add(Placement(subject=id, x=place[0], y=place[1], author=author, told_in=document.running))
    else:
        found.x, found.y, found.author = place[0], place[1], author


def placement_of(document: Document, id: str) -> Placement | None:
    """The stored place of a thing, or None."""
    rows = (document.get(other) for other in document.referrers(id))
    return next((row for row in rows if isinstance(row, Placement) and row.subject == id), None)


def move(document: Document, places: Mapping[str, Place], *, closeness: Mapping[str, int] | None = None) -> None:
    """Put things where they were dragged; `closeness` rates the ties (id → 0..10) that came nearer or went farther."""
    with document.edit("move"):
        for id, place in places.items():
            put(document, id, place)
        for tie, value in (closeness or {}).items():
            set_rating(document, tie, "closeness", value)


def arrange(document: Document, places: Mapping[str, Place], *, first: bool = False) -> None:
    """Put many things at once, as one edit; what is then moved by hand stays at the next arrangement.

    `first`: the places a case has never had; that is nobody's doing, so there is nothing to undo.
    """
    with document.edit("arrange", origin=first):
        for id, place in places.items():
            put(document, id, place, "other")
