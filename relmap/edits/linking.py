"""Verbs on links between things."""

from __future__ import annotations

from relmap.edits.adding import add, words
from relmap.model.links import Link
from relmap.model.vocabulary import Author, LinkKind
from relmap.store.document import Document


def link(
    document: Document,
    kind: LinkKind,
    source: str,
    target: str,
    *,
    text: str | None = None,
    author: Author = "client",
) -> str:
    """Link two things; the same link is not made twice. Raises RuleBroken where the kinds do not fit.

    Returns the id of the link.
    """
    known = link_between(document, kind, source, target)
    if known is not None:
        return known.id
    with document.edit("link"):
        return add(document, Link, kind=kind, from_=source, to=target, text=words(text), author=author).id


def link_between(document: Document, kind: LinkKind, source: str, target: str) -> Link | None:
    """The link of a kind from one thing to another, or None."""
    rows = (document.get(id) for id in document.referrers(source) & document.referrers(target))
    return next(
        (row for row in rows if isinstance(row, Link) and (row.kind, row.from_, row.to) == (kind, source, target)),
        None,
    )
