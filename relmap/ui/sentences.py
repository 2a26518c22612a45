"""Sentences with things of the case in them, as words and chips in the order a language has them in.

A view paints them, a panel shows them as buttons, and read out they are a plain sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from relmap.model.lessons import Lesson
from relmap.model.source import Source
from relmap.ui.texts import partner_title, quoted, title_of
from relmap.ui.theme import Tone
from relmap.ui.tones import tone_of

_HOLE = "\0"


@dataclass(frozen=True, slots=True)
class Chip:
    """A thing that can be gone to, by the words it is shown with. Without an id it is only words."""

    id: str
    words: str
    tone: Tone = "plain"


DOT = Chip("", "·")
"""Stands between two sentences of one line."""


def thing_chip(source: Source, id: str) -> Chip:
    """Anything as a chip in its tone, a lesson's words in quotation marks."""
    entity, words = source.get(id), title_of(source, id)
    tone = tone_of(entity) if entity is not None else "plain"
    return Chip(id, quoted(words) if isinstance(entity, Lesson) and entity.text else words, tone)


def tie_chips(source: Source, ties: Iterable[str]) -> list[Chip]:
    """Ties as chips, each by whom it is with."""
    return [Chip(tie, partner_title(source, tie)) for tie in ties]


def hole(name: str) -> str:
    """What stands in a sentence where the chips of that name will be."""
    return f"{_HOLE}{name}{_HOLE}"


def sentence(words: str, **chips: Sequence[Chip]) -> tuple[Chip, ...]:
    """A sentence with a `hole` for each name, as words and chips in the order the language has them in."""
    parts = words.split(_HOLE)
    pieces: list[Chip] = []
    for number, part in enumerate(parts):
        if number % 2:
            pieces.extend(chips[part])
        else:
            pieces.extend(Chip("", word) for word in part.split())
    return tuple(pieces)


def read_out(pieces: Iterable[Chip]) -> str:
    """What words and chips say; several chips in a row with commas between them."""
    told = ""
    before: Chip | None = None
    for piece in pieces:
        comma = before is not None and before.id and piece.id
        told += ("," if comma else "") + ("" if not told or closes(piece) else " ") + piece.words
        before = piece
    return told


def closes(piece: Chip) -> bool:
    """Whether it is a mark that belongs to the words before it."""
    return not piece.id and piece.words[:1] in ",.;:!?"
