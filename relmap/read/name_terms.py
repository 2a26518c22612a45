"""What is looked for in texts that others may read: every name of everybody, in parts and as also spelled.

Covered people and names never to be shown are looked for too; of the latter it is noted that they may not be printed.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from relmap.model.people import CASE_ID, Case, OtherName, Person
from relmap.model.seats import clients
from relmap.model.source import Source
from relmap.read.name_letters import fold, fold_words, script

Why = Literal["name", "part", "form", "asked", "code", "date", "reach", "said"]
"""A whole name, a part of one, a word that may be a form of one, a word typed by the therapist, the case's own code, a
date, a way to reach somebody, or a time in the client's own words."""

_WORDS = re.compile(r"[^\s\-‐-―־.,;/&()“”\"]+")
_MOST_WORDS = 5
_SMALL_WORDS = re.compile(
    "the|an?|of|in|on|at|by|to|for|and|or|with|from|my|our|your|his|her|mrs?|ms|miss|dr|prof|st|sir|"
    "der|die|das|de[nms]?|eine?|und|im|am|zu[mr]|vo[mn]|van|dell?a?|d[aiu]|dos?|las?|les?|[dly]|el|los|il|lo|gli|"
    "et?|al|bin|ibn|ben|abu|frau|herr"
)
"""Words that belong to many names and to every text: as a part of a name they tell nothing."""
_ONESELF = re.compile("me|myself|i|ich|ik|je|moi|yo|io|eu|ja|jag|jeg|mina|я|аз|εγω|אני|انا|我|私|나")
"""What clients are called on their own map, and who else calls themselves so."""
_APOSTROPHES = re.compile("['’‘‛ʼʻ]")
_HYPHENS = re.compile(r"[-‐-―־]")
_SPELLED_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ß": "ss"}
_LONGEST_TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words to look for. `people`: whose they are; `hidden`: they may not be printed anywhere.

    `exact`: a single letter as it is written, for every text is full of it otherwise.
    """

    text: str
    people: tuple[str, ...]
    why: Why
    hidden: bool = False
    exact: str | None = None


def terms_of(source: Source, also: Sequence[str] = (), *, code_names: bool = True) -> tuple[Term, ...]:
    """All there is to look for in a whole case, and `also` these words; code names only if they are names here."""
    return _merged((*_of_people(source, code_names=code_names), *_of_case(source), *_asked(also)))


def _of_people(source: Source, *, code_names: bool) -> Iterator[Term]:
    oneself = {one.id for one in clients(source)} | {one.id for one in source.all(Person) if one.kind == "self"}
    for person in source.all(Person):
        if person.id not in oneself or not _ONESELF.fullmatch(fold_words(person.name or "")):
            yield from _of_name(person.name, person.id)
    for name in source.all(OtherName):
        if code_names or name.use != "code":
            yield from _of_name(name.text, name.person, hidden=name.never_show)


def _of_case(source: Source) -> Iterator[Term]:
    case = source.get(CASE_ID)
    if isinstance(case, Case) and case.code and fold_words(case.code):
        yield Term(fold_words(case.code), (), "code")


def _asked(also: Iterable[str]) -> Iterator[Term]:
    for words in also:
        if fold_words(words):
            yield Term(fold_words(words), (), "asked")


def _of_name(name: str | None, person: str, *, hidden: bool = False) -> Iterator[Term]:
    """A name, as it may also be spelled, and its parts, but for small words such as "von"."""
    for spelled in _spellings(name or ""):
        if not (whole := fold_words(spelled)):
            continue
        exact = unicodedata.normalize("NFKC", spelled.strip()) if len(whole) == 1 else None
        yield Term(whole, (person,), "name", hidden, exact)
        for part in _parts(spelled):
            if fold_words(part) != whole:
                yield Term(fold_words(part), (person,), "part", hidden)
        for part in _parts_without_spaces(spelled.strip()):
            yield Term(fold_words(part), (person,), "part", hidden, part if len(part) == 1 else None)


def _parts(name: str) -> list[str]:
    """What may stand for a name: its first word, its last, all that are written large, and words that follow there."""
    places = [match.span() for match in _WORDS.finditer(name) if len(fold_words(match[0])) > 1]
    words = [name[start:end] for start, end in places]
    telling = [word for word in words if not _SMALL_WORDS.fullmatch(fold_words(word))]
    parts = [word for word in telling if word in (telling[0], telling[-1]) or not word[0].islower()]
    parts += [part[:-2] for part in parts if len(part) > 3 and fold_words(part).endswith("'s")]
    if len(places) <= _MOST_WORDS:  # St. Brigid's, of St. Brigid's School
        pairs = itertools.combinations(range(len(places)), 2)
        runs = [name[places[first][0] : places[last][1]] for first, last in pairs]
        parts += [run for run in runs if any(part in run for part in parts)]
    return parts


def large_words(words: str) -> list[str]:
    """The words that are written with a large first letter, but for small ones such as "The".

    What is written in letters that are neither large nor small is among them.
    """
    large = (word for word in _WORDS.findall(words) if not word[0].islower())
    return [word for word in large if not _SMALL_WORDS.fullmatch(fold_words(word))]


def _parts_without_spaces(name: str) -> Iterator[str]:
    """Family and given name of a name in Chinese, Japanese or Korean letters, which stand together."""
    yield from (word for word in _WORDS.findall(name) if len(word) == 1 and _is_together(word))
    if not name.isalpha() or not _is_together(name) or not 2 <= len(name) <= _LONGEST_TOGETHER:
        return
    yield name[:1]
    if len(name) > 2:
        yield name[-2:]
    if len(name) == _LONGEST_TOGETHER:
        yield name[:2]


def _is_together(word: str) -> bool:
    """Whether it is written in letters that stand without spaces, of which one may be a whole name."""
    return script(fold(word).text[:1]) in ("CJK", "HANGUL")


def _spellings(name: str) -> Iterator[str]:
    """A name as it may be written: Müller, Mueller and Muller; Anne-Marie and Annemarie; 李 明 and 李明."""
    yield name
    lower = name.casefold()
    out = "".join(_SPELLED_OUT.get(letter, letter) for letter in unicodedata.normalize("NFC", lower))
    if out != unicodedata.normalize("NFC", lower):
        yield out.title()
    if len(name) > _LONGEST_TOGETHER and (short := re.sub("([aou])e", r"\1", lower)) != lower:
        yield short.title()
    if _HYPHENS.search(name):
        yield _HYPHENS.sub("", name)
    if _APOSTROPHES.search(name):
        yield _APOSTROPHES.sub("", name)
    words = name.split()
    if len(words) > 1 and all(map(_is_together, words)):
        yield "".join(words)


def _merged(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Each text once, with everybody who is called so; one that is shown as somebody's name is no secret."""
    merged: dict[str, Term] = {}
    for term in terms:
        old = merged.get(term.text)
        merged[term.text] = term if old is None else _both(old, term)
    return tuple(merged.values())


def _both(one: Term, other: Term) -> Term:
    people = tuple(dict.fromkeys((*one.people, *other.people)))
    why = other.why if other.why == "name" else one.why
    return Term(one.text, people, why, one.hidden and other.hidden, one.exact or other.exact)
