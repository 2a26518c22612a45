"""Code names in place of names, for what goes where others may read it: by id, never by looking for a name in a text.

A person's own name for the case is used where there is one, else who they are to the client ("parent"), numbered where
several would be called so. What was *said* is left as it was said: which of it still holds a name is listed, so that
the two can decide, and nothing is put in its place behind their backs.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, TypeVar, cast

from relmap.model.base import Entity, copy_of
from relmap.model.people import OtherName, Person
from relmap.model.seats import clients
from relmap.model.source import Source
from relmap.model.vocabulary import PERSON_KINDS
from relmap.read.choices import value_word
from relmap.reports.blocks import Report, texts
from relmap.words import say

E = TypeVar("E", bound=Entity)
T = TypeVar("T")
Names = Literal["names", "code"]


def named(source: Source, names: Names) -> Source:
    """The case with people called by their names, or by their code names."""
    return CodeNamed(source) if names == "code" else source


class CodeNamed:
    """A `Source` in which everybody bears a code name; all else is as it is in `source`."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._names = code_names(source)
        self._answers: dict[str, object] = {}

    @property
    def revision(self) -> int:
        """The revision it shows."""
        return self._source.revision

    @property
    def read_only(self) -> bool:
        """It cannot be written."""
        return True

    def get(self, id: str) -> Entity | None:
        """The entity with this id, a person by their code name; no other name of theirs is there."""
        entity = self._source.get(id)
        if entity is None or (isinstance(entity, OtherName) and entity.use != "code"):
            return None
        return self._called(entity)

    def need(self, cls: type[E], id: str) -> E:
        """The entity with this id and class; raises KeyError when there is none."""
        return self._called(self._source.need(cls, id))

    def all(self, cls: type[E]) -> Sequence[E]:
        """Every entity of a class; of the other names only the code names."""
        found = [self._called(entity) for entity in self._source.all(cls)]
        return [one for one in found if not isinstance(one, OtherName) or one.use == "code"]

    def referrers(self, id: str) -> frozenset[str]:
        """The ids of those that refer to this one."""
        return self._source.referrers(id)

    def remember(self, question: str, answer: Callable[[], T]) -> T:
        """Answers of its own: those of the source bear the names."""
        if question not in self._answers:
            self._answers[question] = answer()
        return cast("T", self._answers[question])

    def _called(self, entity: E) -> E:
        if isinstance(entity, Person) and entity.veil == "none":
            return cast("E", copy_of(entity, name=self._names.get(entity.id)))
        return entity


def code_names(source: Source) -> Mapping[str, str | None]:
    """Person → what to call them where names are not to be read; None where they need no name, as the client."""
    own = {row.person: row.text for row in source.all(OtherName) if row.use == "code" and row.veil == "none"}
    centre = {one.id for one in clients(source)}
    needed = [
        one
        for one in source.all(Person)
        if one.name and one.veil == "none" and not own.get(one.id) and one.id not in centre and one.seat != "therapist"
    ]
    kinds = {one.id: _kind(one) for one in needed}
    many = Counter(kinds.values())
    seen: Counter[str] = Counter()
    found: dict[str, str | None] = {id: text for id, text in own.items() if text}
    for one in needed:
        kind = kinds[one.id]
        seen[kind] += 1
        found[one.id] = kind if many[kind] == 1 else say("{who} {number}", who=kind, number=seen[kind])
    return found


def _kind(person: Person) -> str:
    """Who they are to the client: a word of the list alone, for what was typed may be a name."""
    if person.kind == "unknown" or person.kind not in PERSON_KINDS:
        return say("somebody")
    return value_word("kind", person.kind, "people")


def names_left(source: Source, report: Report) -> tuple[tuple[str, str], ...]:
    """Each text of a report in which a name still stands, as (name, text); `source` is the case with its names."""
    names = sorted(set(_names(source)))
    return tuple((name, text) for text in dict.fromkeys(texts(report)) for name in names if holds(text, name))


def _names(source: Source) -> Iterator[str]:
    for person in source.all(Person):
        if person.veil == "none" and person.name and person.name.strip():
            yield person.name.strip()
    for name in source.all(OtherName):
        if name.veil == "none" and name.use != "code" and name.text and name.text.strip():
            yield name.text.strip()


def holds(text: str, name: str) -> bool:
    """Whether a name stands in a text as a word of its own, in any case or Unicode form: Ann is not in annual."""
    words, wanted = _plain(text), _plain(name)
    if not wanted:
        return False
    if not _has_spaces_between_words(wanted):
        return wanted in words
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", words) is not None


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).split())


def _has_spaces_between_words(name: str) -> bool:
    """Chinese, Japanese and Thai are written without: there a name is found inside a row of letters."""
    return not any("\u0e00" <= sign <= "\u0eff" or "\u3040" <= sign <= "\u9fff" for sign in name)
