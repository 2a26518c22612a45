"""The verbs for what is not for today: marking a thing to be asked about later, and having asked."""

from __future__ import annotations

from relmap.edits.adding import add
from relmap.model.notes import Note
from relmap.model.vocabulary import Author
from relmap.store.document import Document


def asked_later(document: Document, subject: str) -> tuple[str, ...]:
    """The notes that ask about a thing later."""
    return tuple(note.id for note in document.all(Note) if note.subject == subject and note.ask_later)


def ask_later(document: Document, subject: str, *, author: Author = "therapist") -> str:
    """Mark anything to be asked about later, without a word; marked already, it stays so. Returns the note's id."""
    marked = asked_later(document, subject)
    if marked:
        return marked[0]
    with document.edit("ask_later"):
        return add(document, Note, subject=subject, ask_later=True, author=author).id


def settle(document: Document, note: str) -> None:
    """It was asked, or need not be: the note stays with its words, and goes where it never had any.

    One that something else refers to stays as well.
    """
    with document.edit("settle"):
        row = document.need(Note, note)
        row.ask_later = False
        if row.text is None and not document.referrers(note):
            document.remove(row)
