"""Verbs that make a thing and link it to another in one edit, so that one undo takes both back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from relmap.edits.lessons import add_lesson
from relmap.edits.linking import link
from relmap.edits.roles import add_role
from relmap.edits.things import add_context, add_experience, add_life_event, add_pattern, add_way
from relmap.model.vocabulary import Author, LinkKind
from relmap.store.document import Document


class _Maker(Protocol):
    def __call__(self, document: Document, words: str, /, *, author: Author) -> str: ...


def _affirming(document: Document, words: str, /, *, author: Author) -> str:
    return add_lesson(document, words, valence="affirming", author=author)


_MAKERS: Mapping[str, tuple[str, _Maker]] = {
    "lessons": ("add_lesson", add_lesson),
    "roles": ("add_role", add_role),
    "patterns": ("add_pattern", add_pattern),
    "life_events": ("add_life_event", add_life_event),
    "contexts": ("add_context", add_context),
    "ways": ("add_way", add_way),
}


def can_make(array: str) -> bool:
    """Whether a thing of a kind can be made from words alone."""
    return array in _MAKERS


def make_linked(
    document: Document,
    kind: LinkKind,
    known: str,
    array: str,
    words: str,
    *,
    outward: bool,
    author: Author = "client",
) -> str:
    """Make a thing of kind `array` from words, linked from `known` (`outward`) or to it. Returns its id.

    A truer lesson is made affirming. Raises KeyError where words alone are not enough (see `can_make`).
    """
    verb, maker = _MAKERS[array]
    if kind == "instead" and outward:
        maker = _affirming
    elif array == "contexts" and not outward:
        maker = partial(add_context, about=known)  # whose standing it is depends on whom it is about
    return _joined(document, verb, kind, known, lambda: maker(document, words, author=author), outward=outward)


def live_for(
    document: Document, kind: LinkKind, lesson: str, words: str, *, tie: str, author: Author = "client"
) -> str:
    """Add something newly lived in a tie that speaks for or against a lesson. Returns its id."""

    def lived() -> str:
        return add_experience(document, words, tie=tie, author=author)

    return _joined(document, "add_experience", kind, lesson, lived, outward=False)


def _joined(
    document: Document, verb: str, kind: LinkKind, known: str, make: Callable[[], str], *, outward: bool
) -> str:
    with document.edit(verb):
        made = make()
        source, target = (known, made) if outward else (made, known)
        link(document, kind, source, target)
    return made
