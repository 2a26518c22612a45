"""A couple: Noor and Lev, each with an account of their tie, a lesson of one, numbers of both, their disruption."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from relmap.edits import case, fields, lessons, marks, people, rating, roles, sessions
from relmap.model.seats import clients, ties_between
from relmap.store.document import Document
from tests.casefiles import empty_document


@dataclass(frozen=True)
class Couple:
    """The case and the ids of what is in it."""

    document: Document
    noor: str
    lev: str
    hers: str
    his: str
    dad: str
    dads_tie: str
    lesson: str
    role: str
    disruption: str


def couple_case(path: Path, names: tuple[str | None, str | None] = ("Noor", "Lev")) -> Couple:
    """Make it in an encrypted file of its own; a session runs."""
    document = empty_document(path)
    case.begin(document, code="Wren", couple=True)
    noor, lev = (one.id for one in clients(document))
    for id, name in zip((noor, lev), names, strict=True):
        if name is not None:
            fields.set_field(document, id, "name", name)
    hers, his = (tie.id for tie in ties_between(document, noor, lev))
    fields.set_field(document, hers, "quality", "warm")
    fields.set_field(document, his, "quality", "strained")
    dad = people.add_person(document, "Dad", kind="parent", of=lev, place=(330.0, 120.0))
    (dads_tie,) = (tie.id for tie in ties_between(document, lev, dad))
    lesson = lessons.add_lesson(document, "I must not need anything", taught_by=[dads_tie], place=(420.0, -120.0))
    role = roles.add_role(document, "The strong one", played_in=[dads_tie], place=(420.0, 40.0))
    for id in (lesson, role):
        fields.set_field(document, id, "held_by", [lev])
    sessions.begin_session(document)
    rating.rate(document, lesson, "true_today", 8, rated_by=lev)
    rating.rate(document, lesson, "true_today", 3, rated_by=noor)
    rating.rate(document, dads_tie, "closeness", 2)
    disruption = marks.mark(document, "disruption")
    fields.set_field(document, disruption, "with", lev)
    return Couple(document, noor, lev, hers, his, dad, dads_tie, lesson, role, disruption)
