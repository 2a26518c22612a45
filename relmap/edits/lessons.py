"""Verbs on lessons and on who taught them."""

from __future__ import annotations

from collections.abc import Iterable

from relmap.edits.adding import add, words
from relmap.edits.placing import put
from relmap.edits.removing import remove
from relmap.model.lessons import Lesson, Taught
from relmap.model.removal import links_broken_by
from relmap.model.vocabulary import Author, Valence
from relmap.store.document import Document


def add_lesson(
    document: Document,
    text: str,
    *,
    valence: Valence = "diminishing",
    taught_by: Iterable[str] = (),
    place: tuple[float, float] | None = None,
    author: Author = "client",
) -> str:
    """Add a lesson in the words it was said in; `taught_by` are tie ids. Returns its id."""
    with document.edit("add_lesson"):
        lesson = add(document, Lesson, text=words(text), valence=valence, author=author)
        for tie in taught_by:
            add(document, Taught, lesson=lesson.id, relationship=tie, author=author)
        if place is not None:
            put(document, lesson.id, place)
    return lesson.id


def teach(document: Document, lesson: str, tie: str, *, author: Author = "client") -> str:
    """Say that a tie taught a lesson; once is enough. Returns the id of that row."""
    known = taught_by(document, lesson, tie)
    if known is not None:
        return known.id
    with document.edit("teach"):
        return add(document, Taught, lesson=lesson, relationship=tie, author=author).id


def taught_by(document: Document, lesson: str, tie: str) -> Taught | None:
    """The row that says a tie taught a lesson, or None."""
    rows = (document.get(id) for id in document.referrers(lesson) & document.referrers(tie))
    return next((row for row in rows if isinstance(row, Taught)), None)


def set_valence(document: Document, lesson: str, valence: Valence) -> tuple[str, ...]:
    """Change a lesson's valence, letting go of the links it would break; returns those (see `links_broken_by`)."""
    broken = links_broken_by(document, lesson, valence)
    with document.edit("set_valence"):
        if broken:
            remove(document, broken)
        document.need(Lesson, lesson).valence = valence
    return broken
