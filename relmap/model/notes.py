"""Shared notes, what was agreed, and what left the file."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from relmap.model import columns as c
from relmap.model.base import Entity
from relmap.model.vocabulary import ConsentScope


class Note(Entity):
    """A shared note on anything; it can be marked to be asked about later."""

    __tablename__ = "notes"
    subject: Mapped[str] = c.subject()
    text: Mapped[str | None] = c.text()
    ask_later: Mapped[bool] = c.flag()


class Consent(Entity):
    """What a person agreed to, when and in whose words; a withdrawn consent is kept as withdrawn."""

    __tablename__ = "consents"
    person: Mapped[str] = c.reference("people", required=True)
    scope: Mapped[ConsentScope] = c.closed(ConsentScope, "record")
    given: Mapped[str | None] = c.date()
    withdrawn: Mapped[str | None] = c.date()
    words: Mapped[str | None] = c.text()


class ExportRecord(Entity):
    """That something left the encrypted file: when, what, in which form, for whom."""

    __tablename__ = "exports"
    at: Mapped[str | None] = c.time()
    what: Mapped[str | None] = c.text()
    form: Mapped[str | None] = c.text()
    for_whom: Mapped[str | None] = c.text()
    reduced_identity: Mapped[bool] = c.flag()
