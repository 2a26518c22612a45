"""What all pages say alike: whose words, when and in which hour, a number or that it was not asked, and kind silences.

Nothing here counts people up, weighs, or judges. Words that somebody spoke stand as they were spoken, in their own
language, with what it means beside them; words the client called "not quite" say so wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from relmap.analysis.numbers import room
from relmap.analysis.room_words import session_words
from relmap.model.base import Entity
from relmap.model.integrity import session_key
from relmap.model.lessons import Lesson
from relmap.model.people import Case, Person, Relationship
from relmap.model.seats import clients
from relmap.model.source import Source
from relmap.model.therapy import Session
from relmap.model.vocabulary import PERSON_KINDS
from relmap.read.choices import value_word
from relmap.read.sentences import dotted, listed
from relmap.read.titles import capital, partner_title, title_of
from relmap.read.whens import date_words
from relmap.reports.blocks import Block, Direction, Heading, Items, Report, Words
from relmap.words import say, spoken_language

_RTL = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"))
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
E = TypeVar("E", bound=Entity)


def report(source: Source, title: str, blocks: Iterable[Block], *, footer: str = "") -> Report:
    """A report, read in the language and from the side of its own words; what was spoken names its language."""
    language = tag(spoken_language()) or "en"
    case = _said_language(source) or language
    said = tuple(_in_language(_steady(block), language, case) for block in blocks)
    return Report(_unturned(title), language, direction_of(language), said, _unturned(footer))


def _steady(block: Block) -> Block:
    """A block whose own words no sign in a name can turn round; what is quoted, or has a cell, stands by itself."""
    if isinstance(block, Heading) or (isinstance(block, Words) and not block.quote):
        return replace(block, text=_unturned(block.text))
    if isinstance(block, Items):
        return Items(tuple(map(_unturned, block.items)))
    return block


def _unturned(words: str) -> str:
    """Words without the unseen signs that make all that follows be read from the other side."""
    return _TURNING.sub("", words)


def _in_language(block: Block, page: str, case: str) -> Block:
    """Words with the language they are in, where it is not that of the page; what is quoted is in that of the case."""
    if not isinstance(block, Words):
        return block
    own = tag(block.lang) or (case if block.quote else page)
    return replace(block, lang=None if own.casefold() == page.casefold() else own)


def case_language(source: Source) -> str:
    """The language of the case (BCP 47); English where none was said."""
    return _said_language(source) or "en"


def _said_language(source: Source) -> str | None:
    row = case_row(source)
    return tag(row.language if row is not None else None)


def tag(language: str | None) -> str | None:
    """A language as a page can name it (BCP 47), or None where what was typed is none."""
    return language if language is not None and _TAG.fullmatch(language) else None


def direction_of(language: str) -> Direction:
    """From which side a language is written."""
    parts = language.replace("_", "-").casefold().split("-")
    if len(parts) > 1 and len(parts[1]) == len("arab"):
        return "rtl" if parts[1] in ("arab", "hebr", "syrc", "thaa", "nkoo") else "ltr"
    return "rtl" if parts[0] in _RTL else "ltr"


def case_row(source: Source) -> Case | None:
    """The one row of the case, or None in a file without one."""
    return next((row for row in source.all(Case) if row.veil == "none"), None)


def case_footer(source: Source, day: str | None) -> str:
    """What stands at the foot of each sheet: what the case is called, and the day (ISO) it was made."""
    row = case_row(source)
    parts = [row.code if row is not None and row.code else "", date_words(day) if day else ""]
    return dotted(parts)


def is_couple(source: Source) -> bool:
    """Whether there is more than one client, so that it has to be said whose something is."""
    return len(clients(source)) > 1


def how_to_read(source: Source) -> Words:
    """The line under a title that says whose words the quotation marks hold."""
    if is_couple(source):
        return Words(say("Words in quotation marks are the clients’ own, unless it says whose they are."), small=True)
    return Words(say("Words in quotation marks are the client’s own, unless it says whose they are."), small=True)


# words that somebody spoke


def spoken(
    entity: Entity, text: str, *, lang: str | None = None, gloss: str | None = None, also: Iterable[str] = ()
) -> Iterator[Block]:
    """Words as they were spoken, with what they mean where they stand in another language, and whose they are.

    `also`: short facts that belong to them, in the same small line.
    """
    yield Words(text, lang=tag(lang), quote=True)
    if gloss and gloss.strip():
        yield Words(say("In other words: {gloss}", gloss=gloss), small=True)
    if line := facts_line((whose(entity), *also)):
        yield Words(line, small=True)


def spoken_or(
    entity: Entity, text: str | None, kindly: Callable[[], str], *, also: Iterable[str] = ()
) -> Iterator[Block]:
    """Words as they were spoken; where there are none yet, what it is, said kindly."""
    if has_words(text):
        yield from spoken(entity, text or "", also=also)
        return
    yield Words(kindly())
    if line := facts_line((whose(entity), *also)):
        yield Words(line, small=True)


def has_words(text: str | None) -> bool:
    """Whether anything was said."""
    return text is not None and bool(text.strip())


def spoken_lesson(source: Source, lesson: Lesson, *, also: Iterable[str] = ()) -> Iterator[Block]:
    """A lesson in its own words; one without words says so kindly."""
    held = held_words(source, lesson.held_by)
    if has_words(lesson.text):
        text = lesson.text or ""
        yield from spoken(lesson, text, lang=lesson.language, gloss=lesson.gloss, also=(held, *also))
    else:
        yield from spoken_or(lesson, None, lambda: say("A lesson that has no words yet."), also=(held, *also))


def whose(entity: Entity) -> str:
    """Whose words these are where they are not the client's, and that the client says "not quite" where so."""
    parts = []
    if entity.author != "client":
        parts.append(say("words of {who}", who=author_word(entity.author)))
    if entity.disputed:
        parts.append(not_quite())
    return dotted(parts)


def not_quite() -> str:
    """That the client did not find themselves in these words."""
    return say("not quite, says the client")


def author_word(author: str) -> str:
    """Whose words: the client and the therapist together where both."""
    return say("both together") if author == "both" else value_word("author", author)


def held_words(source: Source, held_by: tuple[str, ...] | None) -> str:
    """Whose lesson or role it is, where somebody said and it is not plain; empty else."""
    seen = [id for id in held_by or () if _is_seen(source, id)]
    centre = [one.id for one in clients(source)]
    if not seen or (seen == centre and len(centre) == 1):
        return ""
    return say("held by {people}", people=listed([title_of(source, id) for id in seen]))


def account_words(source: Source, tie: Relationship) -> str:
    """Whose account of a tie it is, where there are several clients; empty where that is plain."""
    if not is_couple(source):
        return ""
    teller = tie.experienced_by
    if teller is None:
        ends = [one.id for one in clients(source) if one.id in (tie.a, tie.b)]
        teller = ends[0] if ends else None
    if teller is None or not _is_seen(source, teller):
        return ""
    return say("told by {who}", who=title_of(source, teller))


def tie_words(source: Source, tie: str) -> str:
    """With whom, and whose account where two have one each: `Dad`, or `Noor and Lev, told by Lev`."""
    row, title = source.get(tie), partner_title(source, tie)
    account = account_words(source, row) if isinstance(row, Relationship) else ""
    return say("{tie}, {account}", tie=title, account=account) if account else title


def rater_words(source: Source, rater: str | None) -> str:
    """Whose number it is."""
    person = source.get(rater) if rater is not None else None
    return title_of(source, person.id) if isinstance(person, Person) else say("the client")


def _is_seen(source: Source, id: str) -> bool:
    entity = source.get(id)
    return entity is not None and entity.veil == "none"


# when, how much, and nothing


def session_title(source: Source, session: str | None) -> str:
    """A session by its number and its day; empty where it may not be seen."""
    row = source.get(session) if session is not None else None
    if not isinstance(row, Session) or row.veil != "none":
        return ""
    return session_words(source, row.id)


def sessions_of(source: Source, *, held: bool = False) -> tuple[Session, ...]:
    """The sessions that may be seen, in order; only those that took place where `held`."""
    seen = (one for one in source.all(Session) if one.veil == "none")
    return tuple(sorted((one for one in seen if not held or one.held == "held"), key=session_key))


def in_told_order(source: Source, rows: Iterable[E]) -> list[E]:
    """Things as they came up in the therapy; one that was told between sessions stands with those before it."""
    order, so_far = room(source).order, -1
    placed: list[tuple[int, E]] = []
    for row in sorted(rows, key=lambda row: row.ordinal):
        so_far = order.get(row.told_in or "", so_far)
        placed.append((so_far, row))
    return [row for _, row in sorted(placed, key=lambda one: one[0])]


def of_ten(value: int | None) -> str:
    """A number as it was given; where nobody asked, that it was not asked, which is never 0."""
    return say("not asked") if value is None else say("{value} of 10", value=value)


def facts_line(parts: Iterable[str]) -> str:
    """Short facts in a line, the first with a large letter; those that are empty left out."""
    return capital(dotted(parts))


def section(title: str, blocks: Sequence[Block], level: int = 2) -> tuple[Block, ...]:
    """A heading and what stands under it; nothing where nothing would."""
    return (Heading(level, title), *blocks) if blocks else ()


def begun(source: Source, text: str) -> str:
    """A text with its first letter large, unless it is somebody's name, which is written as they write it."""
    small = source.remember("reports: names that begin small", lambda: tuple(_small_names(source)))
    return text if text.startswith(small) else capital(text)


def _small_names(source: Source) -> Iterator[str]:
    """Names that begin with a small letter, but for what a code name calls somebody."""
    ours = {value_word("kind", kind, "people").split()[0] for kind in PERSON_KINDS}
    ours |= {say("somebody"), say("someone without a name").split()[0]}
    for one in source.all(Person):
        name = one.name or ""
        if one.veil == "none" and name.strip() and capital(name) != name and name.split()[0] not in ours:
            yield name
