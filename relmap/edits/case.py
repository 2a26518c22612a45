"""Verbs on the case itself."""

from __future__ import annotations

from relmap.edits.adding import add, words
from relmap.edits.placing import put
from relmap.model.people import CASE_ID, Case, Person, Relationship
from relmap.store.document import Document

BESIDE = (0.0, 190.0)
"""Where the therapist stands at first, in scene units; an arrangement may find another place."""


def begin(document: Document, *, code: str | None = None, language: str | None = None) -> None:
    """Give an empty file what every map begins with: the case, the client, the therapist and the tie between them."""
    with document.edit("begin_case", origin=True):
        add(document, Case, id=CASE_ID, code=words(code), language=language, author="therapist")
        client = add(document, Person, kind="self", seat="client")
        therapist = add(document, Person, kind="therapist", seat="therapist", author="therapist")
        add(document, Relationship, a=client.id, b=therapist.id)
        put(document, therapist.id, BESIDE, "other")
