"""Verbs that bring the other things onto the map: patterns, stories, new experiences, life events and so on."""

from __future__ import annotations

from relmap.edits.adding import add, words
from relmap.edits.linking import link
from relmap.edits.placing import put
from relmap.model.contexts import Context
from relmap.model.notes import Note
from relmap.model.patterns import Episode, LifeEvent, Pattern
from relmap.model.seats import therapist
from relmap.model.therapy import NewExperience, WayOfConnecting
from relmap.model.vocabulary import Author
from relmap.store.document import Document

Place = tuple[float, float]


def add_pattern(document: Document, name: str, *, place: Place | None = None, author: Author = "client") -> str:
    """Add a pattern by its name. Returns its id."""
    with document.edit("add_pattern"):
        pattern = add(document, Pattern, name=words(name), author=author)
        if place is not None:
            put(document, pattern.id, place)
    return pattern.id


def add_episode(
    document: Document,
    pattern: str | None,
    *,
    relationship: str,
    narrative: str | None = None,
    author: Author = "client",
) -> str:
    """Add a told story, of a pattern or on its own; the pattern is then seen with that tie too. Returns its id."""
    with document.edit("add_episode"):
        if pattern is not None:
            link(document, "shown_with", pattern, relationship, author=author)
        story = add(
            document, Episode, pattern=pattern, relationship=relationship, narrative=words(narrative), author=author
        )
    return story.id


def add_experience(
    document: Document,
    description: str,
    *,
    tie: str,
    place: Place | None = None,
    author: Author = "client",
) -> str:
    """Add something newly lived in a tie, with anybody, the therapist and the dead included. Returns its id."""
    with document.edit("add_experience"):
        lived = add(
            document,
            NewExperience,
            description=words(description),
            relationship=tie,
            session=document.running,
            author=author,
        )
        if place is not None:
            put(document, lived.id, place)
    return lived.id


def add_life_event(document: Document, title: str, *, place: Place | None = None, author: Author = "client") -> str:
    """Add something that happened. Returns its id."""
    with document.edit("add_life_event"):
        event = add(document, LifeEvent, title=words(title), author=author)
        if place is not None:
            put(document, event.id, place)
    return event.id


def add_context(
    document: Document,
    dimension: str,
    *,
    about: str | None = None,
    place: Place | None = None,
    author: Author = "client",
) -> str:
    """Add a social or historical context, and attach it to a thing (`case` for the therapy). Returns its id.

    What is attached to the therapist is the therapist's own standing.
    """
    host = therapist(document)
    whose: Author = "therapist" if host is not None and about == host.id else "client"
    with document.edit("add_context"):
        context = add(document, Context, dimension=dimension.strip(), held_by=whose, author=author)
        if about is not None:
            link(document, "about", context.id, about, author=author)
        if place is not None:
            put(document, context.id, place)
    return context.id


def add_way(document: Document, name: str, *, author: Author = "client") -> str:
    """Add a way of connecting, imagined until it is tried. Returns its id."""
    with document.edit("add_way"):
        return add(document, WayOfConnecting, name=words(name), author=author).id


def add_note(document: Document, subject: str, text: str, *, ask_later: bool = False, author: Author = "client") -> str:
    """Add a shared note on anything. Returns its id."""
    with document.edit("add_note"):
        return add(document, Note, subject=subject, text=words(text), ask_later=ask_later, author=author).id
