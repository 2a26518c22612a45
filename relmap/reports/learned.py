"""What was learned, on paper: each lesson in its words, with whom it was learned and how true it feels.

Lessons that sustain stand beside those that diminished, as they came up. Only the newest number is said here, with the
hour it is of; the chart beside it and the life of the lesson hold all the others.
"""

from __future__ import annotations

from collections.abc import Iterator

from relmap.analysis.ledger import LessonLine, Newest, lessons_ledger
from relmap.analysis.numbers import Noted
from relmap.model.lessons import Lesson
from relmap.model.source import Source
from relmap.read.choices import value_word
from relmap.read.sentences import in_turn, listed
from relmap.reports.blocks import Block, Facts
from relmap.reports.lesson_life import when_given
from relmap.reports.lines import links_from, thing_title
from relmap.reports.telling import (
    in_told_order,
    is_couple,
    of_ten,
    rater_words,
    session_title,
    spoken_lesson,
    tie_words,
)
from relmap.words import say


def lessons_learned(source: Source, noted: Noted) -> tuple[Block, ...]:
    """Every lesson that may be seen, in the order in which they came up."""
    lines = {line.lesson: line for line in lessons_ledger(source, noted)}
    lessons = in_told_order(source, (row for row in source.all(Lesson) if row.id in lines))
    return tuple(block for lesson in lessons for block in _lesson_blocks(source, lesson, lines[lesson.id]))


def _lesson_blocks(source: Source, lesson: Lesson, line: LessonLine) -> Iterator[Block]:
    said = session_title(source, lesson.told_in)
    also = (
        value_word("valence", lesson.valence, "lessons"),
        say("now {state}", state=value_word("state", lesson.state, "lessons")),
        say("first said in {session}", session=said) if said else "",
    )
    yield from spoken_lesson(source, lesson, also=also)
    ties = list(dict.fromkeys(one.relationship for one in line.life.taught))
    truer = [thing_title(source, link.to) for link in links_from(source, lesson.id, "instead")]
    facts = (
        (say("Learned with"), listed([tie_words(source, tie) for tie in ties])),
        (say("How true it felt"), _numbers(source, line)),
        (say("A truer lesson"), listed(truer)),
    )
    yield Facts(tuple((label, text) for label, text in facts if text))


def _numbers(source: Source, line: LessonLine) -> str:
    if not line.newest:
        return of_ten(None)
    return in_turn(_number(source, newest) for newest in line.newest)


def _number(source: Source, newest: Newest) -> str:
    value, when = of_ten(newest.felt.value), when_given(source, newest.stop)
    if is_couple(source):
        who = rater_words(source, newest.felt.rater)
        return say("{who} {value}, {when}", who=who, value=value, when=when)
    return say("{value}, {when}", value=value, when=when)
