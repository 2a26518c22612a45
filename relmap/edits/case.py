"""Verbs on the case itself."""

from __future__ import annotations

from relmap.edits.adding import add, words
from relmap.edits.placing import put
from relmap.model.people import CASE_ID, Case, Person, Relationship
from relmap.model.seats import clients, therapist
from relmap.model.vocabulary import Modality
from relmap.store.document import Document

BESIDE = (0.0, 190.0)
"""Where the therapist stands at first, in scene units; an arrangement may find another place."""


def begin(document: Document, *, code: str | None = None, language: str | None = None, couple: bool = False) -> None:
    """Give an empty file what every map begins with: the case, the client, the therapist and the tie between them.

    A couple has a second client.
    """
    with document.edit("begin_case", origin=True):
        add(document, Case, id=CASE_ID, code=words(code), language=language, author="therapist")
        client = add(document, Person, kind="self", seat="client")
        host = add(document, Person, kind="therapist", seat="therapist", author="therapist")
        add(document, Relationship, a=client.id, b=host.id)
        put(document, host.id, BESIDE, "other")
        if couple:
            _make_couple(document)


def set_modality(document: Document, modality: Modality) -> None:
    """Say who comes. Where a couple comes and one client is there, the second one joins; nobody is ever taken away."""
    with document.edit("change"):
        document.need(Case, CASE_ID).modality = modality
        if modality == "couple" and len(clients(document)) == 1:
            _make_couple(document)


def _make_couple(document: Document) -> None:
    """A second client, each one's own account of their tie, and the second one's tie to the therapist."""
    first, host = clients(document)[0], therapist(document)
    first.seat = "client"
    document.need(Case, CASE_ID).modality = "couple"
    second = add(document, Person, kind="partner", seat="client")
    for whose in (first.id, second.id):
        add(document, Relationship, a=first.id, b=second.id, experienced_by=whose)
    if host is not None:
        add(document, Relationship, a=second.id, b=host.id)
