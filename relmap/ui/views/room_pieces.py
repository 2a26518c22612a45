"""What was there again in the room, and what matters there, as words and chips in a running line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relmap.analysis.room import Again
from relmap.analysis.room_words import old_words
from relmap.model.people import Relationship
from relmap.model.source import Source
from relmap.ui.sentences import Chip, thing_chip, tie_chips
from relmap.words import say


def again_pieces(source: Source, again: Sequence[Again]) -> tuple[Chip, ...]:
    """What was there again, each with how far back it goes."""
    return tuple(_again(source, again))


def context_pieces(source: Source, contexts: Sequence[str]) -> tuple[Chip, ...]:
    """The contexts that matter for it."""
    if not contexts:
        return ()
    return (*_words(say("What matters here:")), *(thing_chip(source, id) for id in contexts))


def _again(source: Source, again: Sequence[Again]) -> Iterator[Chip]:
    if again:
        yield from _words(say("Here too:"))
    for number, each in enumerate(again):
        if number:
            yield Chip("", ";")
        tie = isinstance(source.get(each.target), Relationship)
        yield from tie_chips(source, [each.target]) if tie else [thing_chip(source, each.target)]
        old = old_words(each.old)
        if old:
            yield from _words(say("· {when}", when=old))


def _words(words: str) -> Iterator[Chip]:
    return (Chip("", word) for word in words.split())
