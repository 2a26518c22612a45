"""Texts as names are looked for in them: without case, accents and Unicode forms, each letter knowing where it stands.

What is found in a folded text is a place in the text as it was typed, code point for code point, so that what is put
there replaces exactly the letters that were found. Where a script puts spaces between words a name is a whole word
(Ann is not in annual); where it does not, or writes "to" and "and" onto the name, it is found anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_ALIKE = {
    "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
    "’": "'", "‘": "'", "‛": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'", "′": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "־": "-",
}  # fmt: skip
"""Letters and marks that are written for one another and that no Unicode form brings together."""
_UNSPACED = frozenset(
    {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "JAVANESE"}
)
_PREFIXING = frozenset({"HEBREW", "ARABIC", "SYRIAC"})
"""Scripts that write small words onto the name that follows."""
_SHORTEST_INSIDE = 3
_SPACES = re.compile(r"\s\s")
_PLAIN = str.maketrans({"`": "'"} | dict.fromkeys("\t\n\r\v\f\x1c\x1d\x1e\x1f", " "))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `starts[n]`: where in the typed text the letter that folded to `text[n]` stands."""

    text: str
    starts: Sequence[int]
    typed: str

    def place(self, first: int, end: int) -> tuple[int, int] | None:
        """Where `text[first:end]` stands as typed, marks that belong to its last letter included; None inside one."""
        if first and self.starts[first - 1] == self.starts[first]:
            return None
        if end < len(self.starts) and self.starts[end] == self.starts[end - 1]:
            return None
        last = self.starts[end - 1] + 1
        stop = self.starts[end] if end < len(self.starts) else len(self.typed)
        while last < stop and unicodedata.combining(self.typed[last]):
            last += 1
        return self.starts[first], last

    def stands_alone(self, first: int, end: int) -> bool:
        """Whether what stands there is a word of its own, as its script understands that."""
        return not (self._joined(first - 1, first, end - first) or self._joined(end, end - 1, end - first))

    def ends_with(self, end: int, longest: int) -> int:
        """How many letters of the same script follow, if they are a word's end of at most `longest`; 0 if they do not.

        A letter that begins a word is never one of them.
        """
        after = end
        while after < len(self.text) and after - end <= longest and _same_script(self.text[end - 1], self.text[after]):
            after += 1
        return after - end if after - end <= longest else 0

    def _joined(self, outside: int, inside: int, length: int) -> bool:
        if not 0 <= outside < len(self.text):
            return False
        here = script(self.text[inside])
        if here in _UNSPACED or (here in _PREFIXING and length >= _SHORTEST_INSIDE):
            return False
        return _same_script(self.text[inside], self.text[outside])


def fold(typed: str) -> Folded:
    """A text as it is compared."""
    if typed.isascii() and not _SPACES.search(typed):
        return Folded(typed.casefold().translate(_PLAIN), range(len(typed)), typed)
    letters: list[str] = []
    starts: list[int] = []
    for place, letter in enumerate(typed):
        for one in _folded_letter(letter):
            if one == " " and letters and letters[-1] == " ":
                continue
            letters.append(one)
            starts.append(place)
    return Folded("".join(letters), tuple(starts), typed)


def fold_words(words: str) -> str:
    """Words to look for, folded, without spaces around them."""
    return fold(words).text.strip()


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    if letter.isspace():
        return " "
    if unicodedata.category(letter) == "Cf":  # joiners, soft hyphens, marks of direction: nobody sees them
        return ""
    folded = []
    for one in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold()):
        if one.isdecimal():
            folded.append(str(unicodedata.decimal(one)))
        elif not unicodedata.combining(one):
            folded.append(" " if one.isspace() else _ALIKE.get(one, one))
    return "".join(folded)


@lru_cache(maxsize=4096)
def script(letter: str) -> str:
    """The script of a folded letter, such as LATIN; empty for what is no letter."""
    if not letter.isalpha():
        return ""
    return unicodedata.name(letter, "").partition(" ")[0]


def _same_script(one: str, other: str) -> bool:
    return script(one) != "" and script(one) == script(other)
