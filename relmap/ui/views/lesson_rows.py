"""The ledger of lessons as rows: the words as they were spoken, how true they feel today, and what speaks to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from relmap.analysis.ledger import ASKED, Group, LessonLine, LessonOrder, Newest, lessons_in_order, lessons_ledger
from relmap.analysis.number_words import stop_title
from relmap.analysis.numbers import Noted, unknown_day
from relmap.model.lessons import Lesson
from relmap.model.people import Case
from relmap.model.source import Source
from relmap.model.vocabulary import Valence
from relmap.read.search import folded
from relmap.ui.map.quotes import Marks, marks_for
from relmap.ui.texts import capital, partner_title, quoted, title_of, value_word
from relmap.words import say, say_n


@dataclass(frozen=True, slots=True)
class Number:
    """Somebody's newest number (None: nobody asked), in words with when it was given; whose, where several rate."""

    value: int | None
    words: str
    whose: str = ""


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson as its card shows it; `spark` are one person's numbers over the sessions, with their gaps."""

    id: str
    words: str
    marks: Marks
    gloss: str
    valence: Valence
    facts: str
    learned: str
    speaks: str
    numbers: tuple[Number, ...]
    spark: tuple[int | None, ...]
    disputed: bool = False

    @property
    def spoken(self) -> str:
        """All that is on the card, in words."""
        numbers = [
            say("{who}: {number}", who=one.whose, number=one.words) if one.whose else one.words for one in self.numbers
        ]
        facts = (quoted(self.words), self.gloss, self.facts, *numbers, self.learned, self.speaks)
        return " · ".join(fact for fact in facts if fact)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the rows below it share."""

    spoken: str
    id: str = ""


def lesson_rows(
    source: Source, wanted: str, order: str, valence: Valence | None, noted: Noted = unknown_day
) -> list[LessonRow | Heading]:
    """The lessons with these words and of this kind, in an order, under headings where they are grouped."""
    lines = [line for line in lessons_ledger(source, noted) if valence in (None, line.life.valence)]
    rows = {line.lesson: _row(source, line) for line in lines}
    found = [line for line in lines if wanted in folded(rows[line.lesson].spoken)]
    grouped = lessons_in_order(found, cast("LessonOrder", order or "told"))
    return [row for group in grouped for row in _with_heading(source, group, order, rows)]


def _with_heading(
    source: Source, group: Group[LessonLine], order: str, rows: dict[str, LessonRow]
) -> Iterator[LessonRow | Heading]:
    heading = _heading(source, group.key, order)
    if heading:
        yield Heading(capital(heading))
    yield from (rows[line.lesson] for line in group.lines)


def _heading(source: Source, key: str, order: str) -> str:
    if order == "felt":
        return say("the most felt first") if key == ASKED else say("not asked yet")
    if order == "taught":
        return partner_title(source, key) if key else say("nobody named yet")
    return value_word("state", key, "lessons") if order == "state" and key else ""


def _row(source: Source, line: LessonLine) -> LessonRow:
    lesson = source.need(Lesson, line.lesson)
    cases = source.all(Case)
    language = lesson.language or (cases[0].language if cases else None)
    facts = [value_word("valence", lesson.valence, "lessons"), value_word("state", lesson.state, "lessons")]
    if lesson.disputed:
        facts.append(say("not quite"))
    if lesson.author != "client":
        facts.append(say("words of {who}", who=value_word("author", lesson.author)))
    words = lesson.text or title_of(source, lesson.id)
    rater, stops = line.life.raters[0], line.life.stops if len(line.life.raters) == 1 else ()
    return LessonRow(
        lesson.id,
        words,
        marks_for(words, language) if lesson.text else ("", ""),
        lesson.gloss or "",
        lesson.valence,
        " · ".join(facts),
        _learned(source, line),
        _speaks(line),
        _numbers(source, line),
        tuple(felt.value if (felt := stop.of(rater)) is not None else None for stop in stops),
        lesson.disputed,
    )


def _learned(source: Source, line: LessonLine) -> str:
    names = [partner_title(source, row.relationship) for row in line.life.taught]
    return say("learned with {names}", names=", ".join(names)) if names else ""


def _speaks(line: LessonLine) -> str:
    against, pro = line.speaking("against"), line.speaking("for")
    told = []
    if against:
        told.append(say_n("{n} experience speaks against it", "{n} experiences speak against it", against))
    if pro:
        told.append(say_n("{n} experience speaks for it", "{n} experiences speak for it", pro))
    return " · ".join(told)


def _numbers(source: Source, line: LessonLine) -> tuple[Number, ...]:
    """One for each who could be asked; whose, where there are several."""
    newest = {one.felt.rater: one for one in line.newest}
    several = len(line.life.raters) > 1
    found = []
    for rater in line.life.raters:
        whose = title_of(source, rater) if several and rater is not None else ""
        one = newest.get(rater)
        number = Number(None, say("not asked yet"), whose)
        found.append(number if one is None else Number(one.felt.value, _told(source, one), whose))
    return tuple(found)


def _told(source: Source, newest: Newest) -> str:
    number = say("{value} of 10", value=newest.felt.value)
    if newest.today:
        return number
    return say("{number}, {when}", number=number, when=stop_title(source, newest.stop))
