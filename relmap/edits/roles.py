"""Verbs on roles and on where they were played."""

from __future__ import annotations

from collections.abc import Iterable

from relmap.edits.adding import add, words
from relmap.edits.placing import put
from relmap.model.roles import Played, Role
from relmap.model.vocabulary import Author
from relmap.store.document import Document


def add_role(
    document: Document,
    name: str,
    *,
    played_in: Iterable[str] = (),
    place: tuple[float, float] | None = None,
    author: Author = "client",
) -> str:
    """Add a role; `played_in` are tie ids. Returns its id."""
    with document.edit("add_role"):
        role = add(document, Role, name=words(name), author=author)
        for tie in played_in:
            add(document, Played, role=role.id, relationship=tie, author=author)
        if place is not None:
            put(document, role.id, place)
    return role.id


def play(
    document: Document,
    role: str,
    tie: str,
    *,
    pressure: str | None = None,
    cost: str | None = None,
    kept_safe: str | None = None,
    author: Author = "client",
) -> str:
    """Say that a role was played in a tie: what pressed, what it cost, what it kept safe. Returns the row's id."""
    known = played_in(document, role, tie)
    if known is not None:
        return known.id
    with document.edit("play"):
        row = add(document, Played, role=role, relationship=tie, author=author)
        row.pressure, row.cost, row.kept_safe = words(pressure), words(cost), words(kept_safe)
    return row.id


def played_in(document: Document, role: str, tie: str) -> Played | None:
    """The row that says a role was played in a tie, or None."""
    rows = (document.get(id) for id in document.referrers(role) & document.referrers(tie))
    return next((row for row in rows if isinstance(row, Played)), None)
