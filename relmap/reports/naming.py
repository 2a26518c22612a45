"""Code names in place of names, for what goes where others may read it: by id, never by looking for a name in a text.

A person's own name for the case is used where there is one, else who they are to the client ("parent"), numbered where
several would be called so. What was *said* is left as it was said: which of it still holds a name is listed, so that
the two can decide, and nothing is put in its place behind their backs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeVar, cast

from relmap.model.base import Entity, copy_of
from relmap.model.people import OtherName, Person
from relmap.model.seats import clients
from relmap.model.source import Source
from relmap.model.vocabulary import PERSON_KINDS
from relmap.read.choices import value_word
from relmap.read.name_letters import fold_words
from relmap.read.name_terms import Why, large_words
from relmap.read.names_in_text import Hit, NameSearch
from relmap.read.sentences import listed
from relmap.read.titles import title_of
from relmap.words import say, say_n

E = TypeVar("E", bound=Entity)
T = TypeVar("T")
Names = Literal["names", "code"]


def named(source: Source, names: Names, today: Source | None = None) -> Source:
    """The case with people called by their names, or by their code names.

    `today`: the case as it is now, where `source` is the past, so that everybody has one code name in both.
    """
    return Renamed(source, code_names(today or source), code=True) if names == "code" else source


def told_apart(source: Source, names: Names, today: Source | None = None) -> Source:
    """The same for pages of words, where two people of one name stand in no two places: each says who they are."""
    source, today = named(source, names, today), named(today or source, names)
    same = names_of_several(today)
    return Renamed(source, same) if same else source


class Renamed:
    """A `Source` in which people are called otherwise; all else is as it is in `source`."""

    def __init__(self, source: Source, names: Mapping[str, str | None], *, code: bool = False) -> None:
        """`names`: what to call whom. `code`: everybody else bears no name at all, and no other name but such a one."""
        self._source, self._names, self._code = source, names, code
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
        """The entity with this id; where code names are meant, no other name of a person is there."""
        entity = self._source.get(id)
        return None if entity is None or self._is_left_out(entity) else self._called(entity)

    def need(self, cls: type[E], id: str) -> E:
        """The entity with this id and class; raises KeyError when there is none."""
        return self._called(self._source.need(cls, id))

    def all(self, cls: type[E]) -> Sequence[E]:
        """Every entity of a class; where code names are meant, of the other names only those."""
        return [self._called(entity) for entity in self._source.all(cls) if not self._is_left_out(entity)]

    def referrers(self, id: str) -> frozenset[str]:
        """The ids of those that refer to this one."""
        return self._source.referrers(id)

    def remember(self, question: str, answer: Callable[[], T]) -> T:
        """Answers of its own: those of the source bear the names."""
        if question not in self._answers:
            self._answers[question] = answer()
        return cast("T", self._answers[question])

    def _is_left_out(self, entity: Entity) -> bool:
        return self._code and isinstance(entity, OtherName) and entity.use != "code"

    def _called(self, entity: E) -> E:
        if not isinstance(entity, Person) or entity.veil != "none":
            return entity
        if not self._code and entity.id not in self._names:
            return entity
        return cast("E", copy_of(entity, name=self._names.get(entity.id)))


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


def names_of_several(source: Source) -> Mapping[str, str]:
    """Person → what to call them where somebody else is called the same: their name, and who they are."""
    centre = {one.id for one in clients(source)}
    groups: dict[str, list[Person]] = {}
    for one in source.all(Person):
        if one.veil == "none" and (one.name or not (one.id in centre or one.seat == "therapist")):
            groups.setdefault(fold_words(one.name or ""), []).append(one)
    return {id: name for group in groups.values() if len(group) > 1 for id, name in _apart(source, group, centre)}


def _apart(source: Source, group: Sequence[Person], centre: set[str]) -> Iterator[tuple[str, str]]:
    """Each by who they are, numbered where that is the same too; a client alone among them keeps the plain name."""
    kinds = ["" if one.id in centre or one.kind == "unknown" else _own_kind(one) for one in group]
    seen: Counter[str] = Counter()
    for one, kind in zip(group, kinds, strict=True):
        seen[kind] += 1
        if one.id in centre and sum(other.id in centre for other in group) == 1:
            continue
        number = str(seen[kind]) if kinds.count(kind) > 1 or not kind else ""
        yield one.id, say("{name} ({which})", name=title_of(source, one.id), which=f"{kind} {number}".strip())


def _own_kind(person: Person) -> str:
    return value_word("kind", person.kind, "people")


def _kind(person: Person) -> str:
    """Who they are to the client: a word of the list alone, for what was typed may be a name."""
    if person.kind == "unknown" or person.kind not in PERSON_KINDS:
        return say("somebody")
    return value_word("kind", person.kind, "people")


def names_left(source: Source, said: Iterable[str], everybody: NameSearch) -> tuple[tuple[str | None, str], ...]:
    """Each text in which a name still stands, as (the name as it stands there, text).

    `source`: what may be exported; `everybody`: the names of the whole case. Of a name that is not to be shown, or of
    somebody who is covered, it is said only that it stands there: as None. A part of a name, or one with an ending,
    counts where it is written with its large letter.
    """
    found = (
        (text, hit) for text in dict.fromkeys(said) for hit in everybody.terms_in(text) if _is_name(source, text, hit)
    )
    shown = ((text[hit.start : hit.end] if _may_be_told(source, hit) else None, text) for text, hit in found)
    return tuple(dict.fromkeys(shown))


def _is_name(source: Source, text: str, hit: Hit) -> bool:
    """Whether a name, or what may be a part or a form of one, is a name here: "Night" is none of "The night nurse"."""
    if hit.why not in _NAMES:
        return False
    if hit.why == "name" or hit.hidden:
        return True
    large = _begins(large_words(text[hit.start : hit.end]))
    names = list(_names(source, hit))
    named = _begins(word for name in names for word in large_words(name))
    small = _begins(word for name in names for word in name.split() if word[0].islower())
    return bool(large - (small - named))


def _begins(words: Iterable[str]) -> set[str]:
    """How words begin, so far as a name and a form of it are alike."""
    return {fold_words(word)[:_BEGINNING] for word in words}


def _names(source: Source, hit: Hit) -> Iterator[str]:
    """What those who may be meant are called."""
    for row in (source.get(other) for id in hit.people for other in (id, *source.referrers(id))):
        if isinstance(row, Person):
            yield row.name or ""
        elif isinstance(row, OtherName):
            yield row.text or ""


def _may_be_told(source: Source, hit: Hit) -> bool:
    """Whether it is the name of somebody who may be seen."""
    people = (source.get(id) for id in hit.people)
    return not hit.hidden and any(isinstance(one, Person) and one.veil == "none" for one in people)


_MANY = 20
"""So many names that are left are said by themselves."""
_BEGINNING = 3
"""Letters by which words are compared: a name and its forms begin alike."""
_NAMES: frozenset[Why] = frozenset({"name", "part", "form"})


def _these(names: Sequence[str]) -> str:
    """Some names in a sentence; of very many the first, and how many more."""
    first, more = listed(names[:_MANY]), len(names) - _MANY
    if more <= 0:
        return say("These names still stand in what was said: {names}.", names=first)
    return say_n(
        "These names still stand in what was said: {names}, and {n} more.",
        "These names still stand in what was said: {names}, and {n} more.",
        more,
        names=first,
    )


def told_of_names(source: Source, said: Iterable[str], everybody: NameSearch | None) -> str:
    """For the one who makes a page with code names: which names still stand in what was said.

    `everybody`: the names of the whole case; None where only those are looked for that may be exported.
    """
    left = names_left(source, said, everybody or NameSearch(source, code_names=False))
    names: dict[str, str] = {}
    for name in (name for name, _ in left if name is not None):
        names.setdefault(fold_words(name), name)
    sentences = [_these(list(names.values()))] if names else []
    if any(name is None for name, _ in left):
        sentences.append(say("A name that is not to be shown still stands in what was said."))
    return " ".join(sentences)
