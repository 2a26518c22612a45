"""Finds words in a case, in any script, wherever they stand in a text.

Texts are compared under NFC and casefold, without combining marks, in memory: 20,000 of them take a few milliseconds,
and no second, searchable copy of anybody's words lies on disk. It reads through a projection, so what is covered is
not found.
"""

from __future__ import annotations

import heapq
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from relmap.model.base import Entity, fields_of
from relmap.model.kinds import KINDS
from relmap.model.people import OtherName
from relmap.read.projection import Delta, Projection

_UNSEARCHED = frozenset({"case", "placements", "exports"})
_ARRAYS = tuple(KINDS)
_RANK = {array: rank for rank, array in enumerate(_ARRAYS)}
_Texts = tuple[int, int, tuple[tuple[str, str], ...]]
"""Rank of the kind, ordinal, and (field, folded text) of each text."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place where the words stand: the row, its array, the field, and whether the text begins with them."""

    id: str
    array: str
    field: str
    at_start: bool


def folded(text: str) -> str:
    """A text as it is compared."""
    if text.isascii():
        return text.casefold()
    marked = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).casefold())
    bare = "".join(c for c in marked if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


class Search:
    """The texts of a projection, ready to be searched; follows its changes."""

    def __init__(self, projection: Projection) -> None:
        """Read nothing yet: the first search does."""
        self._projection = projection
        self._texts: dict[str, _Texts] | None = None
        self._stop = projection.subscribe(self._follow)

    def find(self, words: str, limit: int = 50) -> list[Found]:
        """Where `words` stand, each row once: those that begin with them first, then by kind and order.

        Empty for no words.
        """
        wanted = folded(words.strip())
        if not wanted:
            return []
        best = heapq.nsmallest(limit, self._hits(wanted))
        return [Found(id, _ARRAYS[rank], field, not inside) for inside, rank, _, id, field in best]

    def close(self) -> None:
        """Stop following, and keep nothing."""
        self._stop()
        self._texts = None

    def _hits(self, wanted: str) -> Iterator[tuple[bool, int, int, str, str]]:
        for id, (rank, ordinal, texts) in self._all().items():
            for field, text in texts:
                place = text.find(wanted)
                if place >= 0:
                    yield place > 0, rank, ordinal, id, field
                    break

    def _all(self) -> Mapping[str, _Texts]:
        if self._texts is None:
            self._texts = {}
            for cls in KINDS.values():
                self._read(self._projection.all(cls))
        return self._texts

    def _read(self, entities: Iterable[Entity]) -> None:
        for entity in entities:
            texts = _texts(entity)
            if texts and self._texts is not None:
                self._texts[entity.id] = (_RANK[entity.array], entity.ordinal, texts)

    def _follow(self, delta: Delta) -> None:
        if self._texts is not None:
            for id in delta.touched:
                self._texts.pop(id, None)
            self._read(entity for id in delta.touched if (entity := self._projection.get(id)) is not None)


def _texts(entity: Entity) -> tuple[tuple[str, str], ...]:
    if isinstance(entity, OtherName) and entity.never_show:
        return ()
    values = ((name, getattr(entity, attr)) for name, attr in _searched(type(entity)))
    return tuple([(name, folded(value)) for name, value in values if value])


@cache
def _searched(cls: type[Entity]) -> tuple[tuple[str, str], ...]:
    """The fields of a kind that hold words: (name, attribute)."""
    if cls.__tablename__ in _UNSEARCHED:
        return ()
    return tuple((field.name, field.attr) for field in fields_of(cls) if field.form in ("text", "open"))
