"""How every new row is made: with whose words it is, and in which session it was said."""

from __future__ import annotations

from typing import Any, TypeVar

from relmap.model.base import Entity
from relmap.model.vocabulary import Author
from relmap.store.document import Document

E = TypeVar("E", bound=Entity)


def add(document: Document, cls: type[E], *, author: Author = "client", **values: Any) -> E:
    """Add a row of `cls`, told in the running session unless `values` say otherwise; belongs inside an edit."""
    values.setdefault("told_in", document.running)
    return document.add(cls(author=author, **values))


def words(text: str | None) -> str | None:
    """What was typed, or None where nothing but space was."""
    return text if text and text.strip() else None
