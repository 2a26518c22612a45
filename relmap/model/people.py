"""The case itself, its people, their other names, and the ties between them."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from relmap.model import columns as c
from relmap.model.base import Entity
from relmap.model.vocabulary import (
    PERSON_KINDS,
    CaseStatus,
    Modality,
    NameUse,
    Quality,
    Seat,
    TieState,
    WhoAdapts,
)

CASE_ID = "case"
"""The id of the one Case row; a context about it is about the therapy."""


class Case(Entity):
    """The case: one row, whose id is always `case`."""

    __tablename__ = "case"
    code: Mapped[str | None] = c.text()
    modality: Mapped[Modality] = c.closed(Modality, "individual")
    status: Mapped[CaseStatus] = c.closed(CaseStatus, "open")
    started: Mapped[str | None] = c.when()
    ended: Mapped[str | None] = c.when()
    retention_until: Mapped[str | None] = c.date()
    language: Mapped[str | None] = c.text()


class Person(Entity):
    """Somebody, or something, that mattered: a person, an animal, an institution, a faith."""

    __tablename__ = "people"
    name: Mapped[str | None] = c.text()
    kind: Mapped[str] = c.open_list(PERSON_KINDS, "unknown")
    seat: Mapped[Seat] = c.closed(Seat, "none")
    pronouns: Mapped[str | None] = c.text()
    born: Mapped[str | None] = c.when()
    born_said: Mapped[str | None] = c.text()
    died: Mapped[str | None] = c.when()
    died_said: Mapped[str | None] = c.text()
    note: Mapped[str | None] = c.text()
    language: Mapped[str | None] = c.text()


class OtherName(Entity):
    """A further name of a person; a former name may be marked never to be shown."""

    __tablename__ = "names"
    person: Mapped[str] = c.reference("people", required=True)
    text: Mapped[str | None] = c.text()
    use: Mapped[NameUse] = c.closed(NameUse, "given")
    never_show: Mapped[bool] = c.flag()


class Relationship(Entity):
    """One tie between two people, with a life in time; a pair may have several."""

    __tablename__ = "relationships"
    a: Mapped[str] = c.reference("people", required=True)
    b: Mapped[str] = c.reference("people", required=True)
    label: Mapped[str | None] = c.text()
    period: Mapped[str | None] = c.when()
    period_said: Mapped[str | None] = c.text()
    state: Mapped[TieState] = c.closed(TieState, "ongoing")
    quality: Mapped[Quality | None] = c.closed(Quality)
    who_adapts: Mapped[WhoAdapts | None] = c.closed(WhoAdapts)
    experienced_by: Mapped[str | None] = c.reference("people")
    note: Mapped[str | None] = c.text()
