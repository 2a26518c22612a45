"""Every place in a text where a name, a date or a way to reach somebody may still stand.

What is found is only listed, never replaced: a name may be a common word, and two people may share it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from relmap.model.source import Source
from relmap.read.dates_in_text import dates_in
from relmap.read.name_letters import Folded, fold, script
from relmap.read.name_terms import Term, Why, terms_of

_START = 3
_LONGEST_ENDING = 3
_LONGEST_OF_SECRETS = 8
_LONG_ENOUGH = 4
_VOWELS = frozenset("aeiouyаеиоуыэюяіїєαεηιουω")
_REACHED = re.compile(
    r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+|(?<![\w])@\w{2,}|\+?\d(?:[ ()/-]?\d){6,}"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a text, in code points, and why it is listed."""

    start: int
    end: int
    why: Why
    people: tuple[str, ...] = ()
    hidden: bool = False


class NameSearch:
    """Everything to look for in the texts of one case."""

    def __init__(self, source: Source, also: Sequence[str] = (), *, code_names: bool = True) -> None:
        """`source`: the whole case, covered people and names never to be shown included; `also`: further words.

        `code_names`: what people are called where names are not to be read is looked for as well.
        """
        self.terms = terms_of(source, also, code_names=code_names)
        self._by_start: dict[str, list[tuple[str, Term]]] = {}
        for term in self.terms:
            stem = _stem(term)
            self._by_start.setdefault(stem[:_START], []).append((stem, term))
        self._lengths = sorted({len(start) for start in self._by_start})

    def hits(self, typed: str) -> list[Hit]:
        """Every place in a text where something that is looked for stands, in order; none inside another."""
        folded = fold(typed)
        return _outermost((*_dates_and_reach(folded), *self._terms_in(folded)))

    def terms_in(self, typed: str) -> list[Hit]:
        """The same without dates and ways to reach somebody."""
        return _outermost(self._terms_in(fold(typed)))

    def _terms_in(self, folded: Folded) -> Iterator[Hit]:
        for stem, term in self._likely(folded.text):
            if stem in folded.text:
                yield from _hits_of(term, folded)

    def _likely(self, text: str) -> Iterator[tuple[str, Term]]:
        """What begins as something in the text does: of thousands of names a text has a few."""
        starts = {text[at : at + length] for length in self._lengths for at in range(len(text) + 1 - length)}
        for start in starts & self._by_start.keys():
            yield from self._by_start[start]

    def hidden(self, typed: str) -> list[tuple[int, int]]:
        """Where a name never to be shown stands, in order, none inside another."""
        folded = fold(typed)
        hits = (hit for term in self.terms if term.hidden for hit in _hits_of(term, folded))
        return [(hit.start, hit.end) for hit in _outermost(hits)]

    def knows(self, words: str) -> bool:
        """Whether any name stands in these words."""
        return bool(self.terms_in(words))


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
    reached = (match.span() for match in _REACHED.finditer(folded.text))
    whys: Mapping[Why, Iterable[tuple[int, int]]] = {"reach": reached, "date": dates_in(folded)}
    for why, spans in whys.items():
        for first, end in spans:
            place = folded.place(first, end)
            if place is not None:
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
        same = (last.start, last.end) == (hit.start, hit.end)
        people = tuple(dict.fromkeys((*last.people, *hit.people))) if same else last.people or hit.people
        kept[-1] = Hit(last.start, max(last.end, hit.end), last.why, people, last.hidden or hit.hidden)
    return kept
