"""Finds words in a case, in any script, wherever they stand in a text.

Texts are compared under NFC and casefold, without combining marks, in memory: 20,000 of them take a few milliseconds,
and no second, searchable copy of anybody's words lies on disk. It reads through a projection, so what is covered is
not found.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from relmap.model.base import Entity, fields_of
from relmap.model.kinds import KINDS
from relmap.read.projection import Delta, Projection

_UNSEARCHED = frozenset({"case", "placements", "exports"})


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
        self._texts: dict[str, tuple[str, tuple[tuple[str, str], ...]]] | None = None
        self._stop = projection.subscribe(self._follow)

    def find(self, words: str, limit: int = 50) -> list[Found]:
        """Where `words` stand: names and titles that begin with them first, each row once; empty for no words."""
        wanted = folded(words.strip())
        if not wanted:
            return []
        hits = list(self._hits(wanted))
        hits.sort(key=lambda hit: (not hit.at_start, _RANK[hit.array]))
        return hits[:limit]

    def close(self) -> None:
        """Stop following, and keep nothing."""
        self._stop()
        self._texts = None

    def _hits(self, wanted: str) -> Iterator[Found]:
        for id, (array, texts) in self._all().items():
            for field, text in texts:
                place = text.find(wanted)
                if place >= 0:
                    yield Found(id, array, field, place == 0)
                    break

    def _all(self) -> Mapping[str, tuple[str, tuple[tuple[str, str], ...]]]:
        if self._texts is None:
            self._texts = {}
            for array, cls in KINDS.items():
                if array not in _UNSEARCHED:
                    self._read(self._projection.all(cls))
        return self._texts

    def _read(self, entities: Iterable[Entity]) -> None:
        for entity in entities:
            texts = tuple(_texts(entity))
            if texts and self._texts is not None and entity.array not in _UNSEARCHED:
                self._texts[entity.id] = (entity.array, texts)

    def _follow(self, delta: Delta) -> None:
        if self._texts is not None:
            for id in delta.touched:
                self._texts.pop(id, None)
            self._read(entity for id in delta.touched if (entity := self._projection.get(id)) is not None)


_RANK = {array: rank for rank, array in enumerate(KINDS)}


def _texts(entity: Entity) -> Iterator[tuple[str, str]]:
    if getattr(entity, "never_show", False):
        return
    for field in fields_of(type(entity)):
        value = getattr(entity, field.attr)
        if field.form in ("text", "open") and value:
            yield field.name, folded(value)
