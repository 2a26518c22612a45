"""Finds written dates in a text: in figures, with a month's name in any of some seventy languages, and years alone.

A date is one place as a whole, so that nothing of it stays behind when it is replaced. What a date means is told only
where that is plain; "3/4/2019" is a date that is read otherwise in other countries.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache

from relmap.model.when import is_when
from relmap.read.name_letters import Folded, fold, fold_words
from relmap.resources import resource

_DAY = r"(?<![\d.,])(?P<day>\d{1,2})(?:st|nd|rd|th|er|re|[ºoa.])?"
_YEAR = r"(?P<year>\d{4}|'?\d\d)(?!\d)"
_LETTER = r"[^\W\d_]"
_WORD = rf"(?<!\w)(?P<month>{_LETTER}{{3,14}})\.?"
_BETWEEN = r"(?:\s{0,2}[-/.,]\s{0,2}|\s{1,2})(?:(?:of|de|del|den|do|di|d')\s{0,2})?"
_IN_WORDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}{_BETWEEN}{_WORD}{_BETWEEN}{_YEAR}",
        rf"{_WORD}\s{{1,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th|[ºoa.])?,?\s{{1,2}}{_YEAR}",
        rf"(?<!\d)(?P<year>\d{{4}})[.,]?\s{{1,2}}{_WORD}\s{{1,2}}(?P<day>\d{{1,2}})(?!\d)",
        rf"{_WORD}{_BETWEEN}(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<year>\d{{4}})[.,]?\s{{1,2}}{_WORD}(?!\w)",
        rf"{_DAY}{_BETWEEN}{_WORD}(?!\w)",
        rf"{_WORD}\s{{1,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\w)",
    )
)
"""Folded dates with a word in them: day, month, year in the orders in which they are written."""
_WITH_SIGNS = tuple(
    re.compile(rf"(?:(?P<year>\d{{2,4}})\s?{y}\s?)?(?P<month>\d{{1,2}})\s?{m}(?:\s?(?P<day>\d{{1,2}})\s?{d})?")
    for y, m, d in (("年", "月", "(?:日|号|號)"), tuple(fold_words(sign) for sign in ("년", "월", "일")))
)
_IN_FIGURES = re.compile(r"(?<!\d)(?:\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|(?:1[5-9]|20)\d\d)(?!\d)|(?<!\w)'\d\d(?!\w)")
_CERTAIN = frozenset(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mai", "maj"])
"""Short names that are a month's without a year beside them; "2 out of 3" holds no October."""
_SHORT = 3
_PREFIXED = "בלמשו"
"""Letters that Hebrew writes onto the month: in, to, from."""


def dates_in(folded: Folded) -> Iterator[tuple[int, int]]:
    """From where to where (in the folded text) a date may stand, some of them inside others."""
    text = folded.text
    if not any(sign.isdigit() for sign in text):
        return
    yield from (match.span() for match in _IN_FIGURES.finditer(text))
    for pattern in _WITH_SIGNS:
        yield from (match.span() for match in pattern.finditer(text))
    for pattern in _IN_WORDS:
        yield from (match.span() for match in pattern.finditer(text) if _is_date(match))


def edtf_of(words: str) -> str | None:
    """What a written date means (EDTF), to the day or the month; None where that is not plain."""
    text = fold(words).text.strip()
    if is_when(text) and text.count("-") == len("--"):
        return text
    for pattern in (*_IN_WORDS, *_WITH_SIGNS):
        match = pattern.fullmatch(text)
        found = _meant(match) if match is not None else None
        if found is not None:
            return found
    return None


def _is_date(match: re.Match[str]) -> bool:
    """Whether it holds a month's name; beside a day and a whole year any word may be one, in some other language."""
    parts = match.groupdict()
    word, year = _month_word(parts["month"]), parts.get("year")
    if word is None:
        return year is not None and len(year) == len("2000") and parts.get("day") is not None
    return year is not None or len(word) > _SHORT or word in _CERTAIN


def _meant(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year, day = parts.get("year"), parts.get("day")
    if year is None or len(year) != len("2000"):
        return None
    word = _month_word(parts["month"])
    month = int(parts["month"]) if parts["month"].isdigit() else _months()[word] if word is not None else 0
    text = f"{year}-{month:02}" + (f"-{int(day):02}" if day is not None else "")
    return text if month and is_when(text) else None


def _month_word(word: str) -> str | None:
    """The month's name that a word is, a Hebrew prefix left off; None for another word."""
    names = _months()
    if word in names:
        return word
    return word[1:] if word[0] in _PREFIXED and word[1:] in names else None


@cache
def _months() -> Mapping[str, int]:
    """Folded names of months, long and short, as they are written alone and beside a day; 0 where two months share one.

    The names are those of the Unicode CLDR.
    """
    with resource("calendar", "months.json").open(encoding="utf-8") as file:
        table: dict[str, int] = json.load(file)
    return table
