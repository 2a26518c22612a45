"""Verbs on links between things."""

from __future__ import annotations

from relmap.edits.adding import add, words
from relmap.model.links import Link
from relmap.model.patterns import Pattern
from relmap.model.people import Person
from relmap.model.seats import main_tie
from relmap.model.therapy import Rupture
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


def here_too(document: Document, source: str, target: str, *, author: Author = "both") -> str:
    """Tie a moment or a disruption to what was there long before: a pattern, a tie, a lesson or a role.

    A person stands for their main tie. Returns the id of the link; raises RuleBroken where it cannot be made.
    """
    tie = main_tie(document, target) if isinstance(document.get(target), Person) else None
    again = isinstance(document.get(source), Rupture) and isinstance(document.get(target), Pattern)
    with document.edit("here_too"):
        return link(document, "re_enacts" if again else "here_too", source, tie.id if tie else target, author=author)


def link_between(document: Document, kind: LinkKind, source: str, target: str) -> Link | None:
    """The link of a kind from one thing to another, or None."""
    rows = (document.get(id) for id in document.referrers(source) & document.referrers(target))
    return next(
        (row for row in rows if isinstance(row, Link) and (row.kind, row.from_, row.to) == (kind, source, target)),
        None,
    )
