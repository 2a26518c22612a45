"""Code names in place of names, for what goes where others may read it: by id, never by looking for a name in a text.

A person's own name for the case is used where there is one, else who they are to the client ("parent"), numbered where
several would be called so. What was *said* is left as it was said: which of it still holds a name is listed, so that
the two can decide, and nothing is put in its place behind their backs.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeVar, cast

from relmap.model.base import Entity, copy_of
from relmap.model.people import OtherName, Person
from relmap.model.seats import clients
from relmap.model.source import Source
from relmap.model.vocabulary import PERSON_KINDS
from relmap.read.choices import value_word
from relmap.read.titles import title_of
from relmap.reports.blocks import Report, texts
from relmap.words import say

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
            groups.setdefault(_plain(one.name or ""), []).append(one)
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


def names_left(source: Source, report: Report) -> tuple[tuple[str, str], ...]:
    """Each text of a report in which a name still stands, as (name, text); `source` is the case with its names.

    A part of a name counts where it is written with its large letter.
    """
    said = _Said(texts(report))
    names = set(_names(source))
    parts = {part for name in names for part in _parts(name)} - names
    found = [(place, name) for name in sorted(names | parts) for place in said.with_name(name)]
    return tuple(
        (name, said.texts[place])
        for place, name in sorted(found, key=lambda one: one[0])
        if name in names or _composed(name) in _composed(said.texts[place])
    )


class _Said:
    """Texts, each once, by the words in them: so that many names are looked for in many texts quickly."""

    def __init__(self, said: Iterable[str]) -> None:
        self.texts = tuple(dict.fromkeys(said))
        self._plain = [_plain(text) for text in self.texts]
        self._with: dict[str, list[int]] = {}
        for place, words in enumerate(self._plain):
            for word in set(_WORD.findall(words)):
                self._with.setdefault(word, []).append(place)

    def with_name(self, name: str) -> Iterator[int]:
        """The places of the texts in which a name stands."""
        plain = _plain(name)
        stands_in = _finder(plain)
        return (place for place in self._likely(plain) if stands_in(self._plain[place]))

    def _likely(self, plain: str) -> Iterable[int]:
        """Where to look: everywhere for a name that may be joined to other letters, else where its first word is."""
        words = _WORD.findall(plain)
        if not words or _JOINING.match(plain) or not _has_spaces_between_words(plain):
            return range(len(self.texts))
        first = words[0]
        return sorted({*self._with.get(first, ()), *self._with.get(f"{first}s", ())})


def told_of_names(source: Source, report: Report, names: Names) -> str:
    """For the one who makes a page with code names: which names still stand in what was said."""
    if names != "code":
        return ""
    left = list(dict.fromkeys(name for name, _ in names_left(source, report)))
    return say("These names still stand in what was said: {names}.", names=", ".join(left)) if left else ""


def _names(source: Source) -> Iterator[str]:
    """Every name of everybody; what says no more than that it is oneself is none."""
    for person in source.all(Person):
        if person.veil == "none" and person.name and _plain(person.name) not in ("", _plain(say("me"))):
            yield person.name.strip()
    for name in source.all(OtherName):
        if name.veil == "none" and name.use != "code" and name.text and name.text.strip():
            yield name.text.strip()


def _parts(name: str) -> Iterator[str]:
    """Each word of a name that is a name by itself, as Okoye is in Dr. Okoye."""
    words = [word.strip(".,’'") for word in name.split()]
    if len(words) > 1:
        yield from (word for word in words if word[:1].isupper() and word.casefold() not in _NO_NAMES)


_NO_NAMES = frozenset(
    (
        "the",
        "a",
        "an",
        "of",
        "and",
        "my",
        "our",
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "sir",
        "st",
        "der",
        "die",
        "von",
    )
)
"""Words that stand in names, and by themselves name nobody."""


def holds(text: str, name: str) -> bool:
    """Whether a name stands in a text as a word of its own, in any case or Unicode form: Ann is not in annual.

    It is found with what some languages join to it: an s behind it, a Hebrew or Arabic "and", "to" or "the" before it.
    """
    return _finder(_plain(name))(_plain(text))


def _finder(name: str) -> Callable[[str], bool]:
    """Whether a name stands in a text; both as they are compared."""
    if not name:
        return lambda words: False
    if not _has_spaces_between_words(name):
        return lambda words: name in words
    joined = _JOINED if _JOINING.match(name) else ""
    pattern = re.compile(rf"(?<!\w){joined}{re.escape(name)}s?(?!\w)")
    return lambda words: name in words and pattern.search(words) is not None


def _composed(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _plain(text: str) -> str:
    """As words are compared: in one Unicode form, without case and accents, with single spaces."""
    decomposed = unicodedata.normalize("NFKD", _composed(text).casefold())
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).split())


_WORD = re.compile(r"\w+")
_JOINING = re.compile("[\u0590-\u06ff]")
_JOINED = "[\u05d5\u05d4\u05d1\u05dc\u05de\u05e9\u05db\u0648\u0641\u0628\u0644\u0643\u0627]{0,4}"
"""Letters that Hebrew and Arabic write together with the word that follows."""


def _has_spaces_between_words(name: str) -> bool:
    """Chinese, Japanese, Thai, Khmer and Burmese are written without: there a name is found inside a row of letters."""
    return not any(first <= sign <= last for sign in name for first, last in _WITHOUT_SPACES)


_WITHOUT_SPACES = (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u3040", "\u9fff"))
