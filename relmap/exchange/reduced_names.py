"""Who is called what in a reduced-identity copy, and every place in its texts where a name may still stand.

Pseudonyms are bound to people: two people of one name have two, and one person has one wherever they are met. What is
found in a text is only listed here, never replaced: a name may be a common word, and two people may share it.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from relmap.exchange.reduced_letters import Folded, fold, fold_words, script
from relmap.model.people import CASE_ID, Case, OtherName, Person
from relmap.model.seats import clients
from relmap.model.source import Source
from relmap.model.vocabulary import PERSON_KINDS
from relmap.read.choices import value_word
from relmap.read.titles import capital
from relmap.words import say

Why = Literal["name", "part", "form", "asked", "code", "date", "reach", "said"]
"""A whole name, a part of one, a word that may be a form of one, a word typed by the therapist, the case's own code, a
date, a way to reach somebody, or a time in the client's own words."""

_WORDS = re.compile(r"[^\s\-‐‑.,;/&()“”\"]+")
_MOST_WORDS = 5
_SMALL_WORDS = re.compile(
    "the|an?|of|in|on|at|by|to|for|and|or|with|from|my|our|your|his|her|mrs?|ms|miss|dr|prof|st|sir|"
    "der|die|das|de[nms]?|eine?|und|im|am|zu[mr]|vo[mn]|van|dell?a?|d[aiu]|dos?|las?|les?|[dly]|el|los|il|lo|gli|"
    "et?|al|bin|ibn|ben|abu|frau|herr"
)
"""Words that belong to many names and to every text: as a part of a name they tell nothing."""
_ONESELF = re.compile("me|myself|i|ich|ik|je|moi|yo|io|eu|ja|jag|jeg|mina|я|аз|εγω|אני|انا|我|私|나")
"""What clients are called on their own map, and who else calls themselves so."""
_HYPHENS = re.compile(r"[-‐‑]")
_LONGEST_ENDING = 3
_LONGEST_OF_SECRETS = 8
_LONG_ENOUGH = 4
_VOWELS = frozenset("aeiouyаеиоуыэюяіїєαεηιουω")
_SPELLED_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ß": "ss"}
_DATES = re.compile(r"(?<!\d)(?:\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|(?:1[5-9]|20)\d\d)(?!\d)|(?<!\w)'\d\d(?!\w)")
_REACHED = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+|(?<![\w])@\w{2,}|\+?\d(?:[ ()/-]?\d){6,}")


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


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a text, in code points, and why it is listed."""

    start: int
    end: int
    why: Why
    people: tuple[str, ...] = ()
    hidden: bool = False


class Names:
    """Everything to look for in the texts of one case."""

    def __init__(self, source: Source, also: Sequence[str] = ()) -> None:
        """`source`: the whole case, covered people and names never to be shown included; `also`: further words."""
        self.terms = _merged((*_of_people(source), *_of_case(source), *_asked(also)))
        self._stems = [(_stem(term), term) for term in self.terms]

    def hits(self, typed: str) -> list[Hit]:
        """Every place in a text where something that is looked for stands, in order; none inside another."""
        folded = fold(typed)
        found = list(_dates_and_reach(folded))
        for stem, term in self._stems:
            if stem in folded.text:
                found.extend(_hits_of(term, folded))
        return _outermost(found)

    def hidden(self, typed: str) -> list[tuple[int, int]]:
        """Where a name never to be shown stands, however little of it the list of places shows."""
        folded = fold(typed)
        return [(hit.start, hit.end) for term in self.terms if term.hidden for hit in _hits_of(term, folded)]

    def knows(self, words: str) -> bool:
        """Whether any name stands in these words."""
        return any(hit.why not in ("date", "reach") for hit in self.hits(words))


def pseudonyms(source: Source, names: Names, people: Sequence[Person]) -> dict[str, str]:
    """The id of each of `people` with a name → what they are called in the copy: who they are, and a letter."""
    given: dict[str, str] = {}
    letters = _letters()
    centre = [one.id for one in clients(source)]
    seats = Counter(_called(person, centre) for person in people)
    for person in people:
        if person.name is None:
            continue
        called = _called(person, centre)
        alone = seats[called] == 1 and (person.id in centre or person.seat == "therapist")
        pseudonym = called if alone else say("{who} {letter}", who=called, letter=next(letters))
        while not alone and names.knows(pseudonym.removeprefix(called)):  # somebody is really called so
            pseudonym = say("{who} {letter}", who=called, letter=next(letters))
        given[person.id] = pseudonym
    return given


def _called(person: Person, centre: Sequence[str]) -> str:
    if person.id in centre:
        return say("Client")
    if person.seat == "therapist":
        return say("Therapist")
    if person.kind in PERSON_KINDS and person.kind not in ("self", "unknown"):
        return capital(value_word("kind", person.kind, "people"))
    return say("Person")


def _letters() -> Iterator[str]:
    count = 0
    while True:
        count += 1
        left, letters = count, ""
        while left:
            left, one = divmod(left - 1, 26)
            letters = chr(ord("A") + one) + letters
        yield letters


# what is looked for


def _of_people(source: Source) -> Iterator[Term]:
    oneself = {one.id for one in clients(source)} | {one.id for one in source.all(Person) if one.kind == "self"}
    for person in source.all(Person):
        if person.id not in oneself or not _ONESELF.fullmatch(fold_words(person.name or "")):
            yield from _of_name(person.name, person.id)
    for name in source.all(OtherName):
        yield from _of_name(name.text, name.person, hidden=name.never_show)


def _of_case(source: Source) -> Iterator[Term]:
    code = source.need(Case, CASE_ID).code
    if code and fold_words(code):
        yield Term(fold_words(code), (), "code")


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
            yield Term(fold_words(part), (person,), "part", hidden)


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


def _parts_without_spaces(name: str) -> Iterator[str]:
    """Family and given name of a name in Chinese, Japanese or Korean letters, which stand together."""
    if not name.isalpha() or script(fold(name).text[:1]) not in ("CJK", "HANGUL") or not 2 < len(name) <= _LONG_ENOUGH:
        return
    yield name[-2:]
    if len(name) == _LONG_ENOUGH:
        yield name[:2]


def _spellings(name: str) -> Iterator[str]:
    """A name as it may be written: Müller, Mueller and Muller; Anne-Marie and Annemarie."""
    yield name
    lower = name.casefold()
    out = "".join(_SPELLED_OUT.get(letter, letter) for letter in unicodedata.normalize("NFC", lower))
    if out != unicodedata.normalize("NFC", lower):
        yield out.title()
    if len(name) > _LONG_ENOUGH and (short := re.sub("([aou])e", r"\1", lower)) != lower:
        yield short.title()
    if _HYPHENS.search(name):
        yield _HYPHENS.sub("", name)


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


# where it stands


def _hits_of(term: Term, folded: Folded) -> Iterator[Hit]:
    text, sought = folded.text, term.text
    stem = _stem(term)
    at = text.find(stem)
    while at >= 0:
        hit = _hit_at(term, folded, at, len(sought)) if text.startswith(sought, at) else None
        hit = hit or _form_at(term, folded, at)
        if hit is not None:
            yield hit
        at = text.find(stem, at + 1)


def _hit_at(term: Term, folded: Folded, at: int, length: int) -> Hit | None:
    place = folded.place(at, at + length)
    if place is None or not folded.stands_alone(at, at + length):
        return None
    if term.exact is not None and unicodedata.normalize("NFKC", folded.typed[slice(*place)]) != term.exact:
        return None
    return Hit(*place, term.why, term.people, term.hidden)


def _form_at(term: Term, folded: Folded, at: int) -> Hit | None:
    """A word that begins like a name and has an ending, as in "Annas", "Анны"; written large, but for a mere "s"."""
    if len(term.text) < 2 or term.exact is not None:
        return None
    length = _length_of_form(term, folded, at)
    place = folded.place(at, at + length) if length and folded.stands_alone(at, at + length) else None
    if place is None:
        return None
    mere_s = folded.text[at : at + length] == term.text + "s"
    long_enough = len(term.text) >= _LONG_ENOUGH and (term.hidden or folded.typed[place[0]].isupper())
    return Hit(*place, "form", term.people, term.hidden) if mere_s or long_enough else None


def _length_of_form(term: Term, folded: Folded, at: int) -> int:
    """How long the name with an ending is that stands here; 0 where none does."""
    name, stem = len(term.text), len(_stem(term))
    if folded.text.startswith(term.text, at):
        ending = folded.ends_with(at + name, _LONGEST_OF_SECRETS if term.hidden else _LONGEST_ENDING)
        return name + ending if ending else 0
    latin = script(term.text[0]) == "LATIN"  # Anne and Anny are forms of Anna, annual is not
    ending = folded.ends_with(at + stem, _LONGEST_ENDING - latin)
    return stem + ending if ending else 0


def _stem(term: Term) -> str:
    """What every form of a name begins with: the name, but for its last vowel (in Greek also a σ) if it is long."""
    text = term.text
    if len(text) < _LONG_ENOUGH or " " in text or term.exact is not None:
        return text
    if script(text[-1]) == "GREEK" and text[-1] == "σ":
        text = text[:-1]
    return text[:-1] if text[-1] in _VOWELS else term.text


def _dates_and_reach(folded: Folded) -> Iterator[Hit]:
    whys: Mapping[Why, re.Pattern[str]] = {"reach": _REACHED, "date": _DATES}
    for why, pattern in whys.items():
        for match in pattern.finditer(folded.text):
            place = folded.place(*match.span())
            if place is not None and folded.text[match.start() : match.end()].strip():
                yield Hit(*place, why)


_FIRST: Mapping[Why, int] = {"name": 0, "code": 1, "asked": 2, "part": 3, "date": 4, "reach": 5, "form": 6, "said": 7}


def _outermost(hits: Iterable[Hit]) -> list[Hit]:
    """The hits without those inside another; of those that cross, one that spans them all."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, _FIRST[hit.why])):
        last = kept[-1] if kept else None
        if last is None or hit.start >= last.end:
            kept.append(hit)
            continue
        people = last.people or hit.people
        kept[-1] = Hit(last.start, max(last.end, hit.end), last.why, people, last.hidden or hit.hidden)
    return kept
