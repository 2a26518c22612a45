"""The ending: the first map and the last, each lesson with its whole story, what mended and what did not, two letters.

It is as kind to a therapy that broke off as to one that was ended together: nothing in it counts as not finished. What
nobody has typed yet has lines to write on by hand. What is typed stands on this page alone and is not kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from relmap.analysis.room import Disruption, room_thread
from relmap.analysis.threads import is_open
from relmap.model.lessons import Lesson
from relmap.model.notes import Note
from relmap.model.people import CASE_ID
from relmap.model.seats import clients
from relmap.model.source import Source
from relmap.model.therapy import NewExperience
from relmap.read.reminders import room_ties, speaks_of_nothing
from relmap.read.titles import one_line, title_of
from relmap.reports.asking import finished, names_of, names_question
from relmap.reports.blocks import Block, Break, Heading, Report, Space, Words
from relmap.reports.experiences import experience_blocks
from relmap.reports.hours import disruption_blocks
from relmap.reports.lesson_life import lesson_story, standing_words
from relmap.reports.lines import thing_title
from relmap.reports.map_words import is_on_the_map
from relmap.reports.naming import Names, told_apart
from relmap.reports.pictures import Charts, map_picture
from relmap.reports.questions import Answers, Given, Question, flag_of, text_of
from relmap.reports.repertoire_words import repertoire_blocks
from relmap.reports.telling import (
    case_footer,
    has_words,
    how_to_read,
    in_told_order,
    report,
    section,
    spoken,
    spoken_lesson,
)
from relmap.reports.therapy import how_it_ended, therapy_facts
from relmap.words import say, spoken_language

LETTER_LINES, ALONG_LINES = 12, 4
"""Lines to write on by hand; two letters fit on a sheet."""
BY_HAND = "by_hand"
_THERAPIST = "therapist"


@dataclass(frozen=True, slots=True)
class _Writer:
    """One of those who write: the client, each of two, or the therapist; `who` is empty where the role says it."""

    key: str
    who: str = ""

    @property
    def letter(self) -> str:
        """The heading of their letter."""
        if self.who:
            return say("A letter from {who}", who=self.who)
        return say("The therapist’s letter") if self.key == _THERAPIST else say("The client’s letter")

    @property
    def along(self) -> str:
        """The heading of what they take along."""
        if self.who:
            return say("What {who} takes along", who=self.who)
        return say("What the therapist takes along") if self.key == _THERAPIST else say("What the client takes along")


def questions(source: Source) -> tuple[Question, ...]:
    """With pictures or without, the letters and what each takes along, and by which names."""
    asked = [Question("pictures", say("With the first and the last map"), "flag", default=True)]
    notes = _notes(source)
    for one in _writers(source):
        if notes:
            asked.append(_note_question(one, notes))
        asked.append(Question(f"letter_{one.key}", one.letter, "text", hint=_hint()))
        asked.append(Question(f"along_{one.key}", one.along, "text"))
    return (*asked, names_question())


def _hint() -> str:
    return say("What is typed here stands on this page alone. Where it stays empty there are lines to write by hand.")


def _note_question(one: _Writer, notes: tuple[tuple[str, str], ...]) -> Question:
    here = say("typed below, or written by hand")
    words = say("{letter}: where it is", letter=one.letter)
    return Question(f"note_{one.key}", words, "one", ((BY_HAND, here), *notes), BY_HAND)


def _notes(source: Source) -> tuple[tuple[str, str], ...]:
    """Notes about the therapy as a whole, of which one may be a letter that is kept in the case."""
    about = {CASE_ID, *room_ties(source)}
    rows = [row for row in source.all(Note) if row.veil == "none" and row.subject in about and has_words(row.text)]
    return tuple((row.id, say("the note “{words}”", words=one_line(row.text or ""))) for row in rows)


def _writers(source: Source) -> tuple[_Writer, ...]:
    """Each client, named where there are several, and the therapist."""
    centre = [one for one in clients(source) if one.veil == "none"]
    if len(centre) < 2:
        return _Writer("client"), _Writer(_THERAPIST)
    several = (_Writer(f"client_{place}", title_of(source, one.id)) for place, one in enumerate(centre, start=1))
    return (*several, _Writer(_THERAPIST))


def read(source: Source, answers: Answers, given: Given) -> Report:
    """The ending; where next to nothing was written down, there is room for the letters all the same."""
    asked = {question.key: question for question in questions(source)}
    names = names_of(answers, asked["names"])
    ending = _Ending(source, given, names)
    title = say("The ending")
    case = ending.source
    blocks = (
        Heading(1, title),
        how_to_read(case),
        *therapy_facts(case),
        *how_it_ended(case),
        *ending.chapters(pictures=flag_of(answers, asked["pictures"])),
        *_letters(case, answers, asked),
    )
    return finished(source, report(case, title, blocks, footer=case_footer(case, given.today)), names, given)


class _Ending:
    """The chapters of one case, as people are called on the page."""

    def __init__(self, today: Source, given: Given, names: Names) -> None:
        self.source = told_apart(today, names)
        self._today, self._given, self._names = today, given, names
        self._charts = Charts(given.noted, names)

    def chapters(self, *, pictures: bool) -> Iterator[Block]:
        """All of them, those that are empty left out."""
        if pictures:
            yield from self._maps()
        yield from section(say("The lessons, with their whole story"), tuple(self._lessons(charts=pictures)))
        yield from section(say("Something new besides"), tuple(self._lived()))
        yield from section(say("Ways of connecting"), repertoire_blocks(self.source))
        yield from section(say("Disruptions, and what became of them"), tuple(self._disruptions()))

    def _maps(self) -> Iterator[Block]:
        first, last = tuple(self._first_map()), tuple(self._last_map())
        if first and last:
            yield from section(say("The first map"), first)
            yield from section(say("The last map"), last)
        else:
            yield from section(say("The map"), last)

    def _first_map(self) -> Iterator[Block]:
        at, then = self._given.first_map, self._given.then
        if at is None or then is None:
            return
        with then(at) as earlier:
            if is_on_the_map(earlier):
                yield Words(say("As it stood after the first session."), small=True)
                yield map_picture(told_apart(earlier, self._names, self._today), self._names, at=at)

    def _last_map(self) -> Iterator[Block]:
        if is_on_the_map(self.source):
            yield map_picture(self.source, self._names)

    def _lessons(self, *, charts: bool) -> Iterator[Block]:
        lessons = in_told_order(self.source, (row for row in self.source.all(Lesson) if row.veil == "none"))
        if lessons and charts:
            yield from self._charts.of(self.source, "lessons")
        for lesson in lessons:
            title = one_line(thing_title(self.source, lesson.id))
            said = tuple(spoken_lesson(self.source, lesson, also=(standing_words(self.source, lesson),)))
            yield Heading(3, title)
            yield from said[_is_said_by(title, lesson) :]
            yield from lesson_story(self.source, lesson.id, self._given.noted, level=4)

    def _lived(self) -> Iterator[Block]:
        """What speaks of no lesson, and so stands in no lesson's story."""
        rows = [row for row in self.source.all(NewExperience) if row.veil == "none"]
        told = [row for row in rows if is_open(self.source, row.relationship)]
        for lived in in_told_order(self.source, (row for row in told if speaks_of_nothing(self.source, row.id))):
            yield from experience_blocks(self.source, lived)

    def _disruptions(self) -> Iterator[Block]:
        found = room_thread(self.source).disruptions
        open_ = [one for one in found if one.state != "back_on_track"]
        yield from self._group(say("Back on track, says the client"), [one for one in found if one not in open_])
        yield from self._group(say("Still open"), [one for one in open_ if one.is_open])
        yield from self._group(say("Left open"), [one for one in open_ if one.state == "left_open"])
        yield from self._group(say("It ended the therapy"), [one for one in open_ if one.state == "ended_the_therapy"])
        if open_:
            yield Words(say("What is open may stay open. It has its place here."))

    def _group(self, title: str, found: list[Disruption]) -> Iterator[Block]:
        blocks = tuple(block for one in found for block in disruption_blocks(self.source, one))
        yield from section(title, blocks, 3)


def _is_said_by(title: str, lesson: Lesson) -> bool:
    """Whether a heading already holds the whole of a lesson; one in another language is said again, with its name."""
    here = lesson.language is None or lesson.language.casefold() == spoken_language().casefold()
    return here and has_words(lesson.text) and (lesson.text or "") in title


# letters, and what each takes along


def _letters(source: Source, answers: Answers, asked: dict[str, Question]) -> Iterator[Block]:
    """The letters on a sheet of their own, that can be given away; then what each takes along."""
    writers = _writers(source)
    yield Break()
    for one in writers:
        yield Heading(2, one.letter)
        yield from _letter(source, one, answers, asked)
    for one in writers:
        yield Heading(2, one.along)
        yield from _typed(text_of(answers, asked[f"along_{one.key}"]), ALONG_LINES)


def _letter(source: Source, one: _Writer, answers: Answers, asked: dict[str, Question]) -> Iterator[Block]:
    question = asked.get(f"note_{one.key}")
    note = source.get(text_of(answers, question)) if question is not None else None
    if isinstance(note, Note) and note.veil == "none" and has_words(note.text):
        yield from spoken(note, note.text or "")
    else:
        yield from _typed(text_of(answers, asked[f"letter_{one.key}"]), LETTER_LINES)


def _typed(text: str, lines: int) -> Iterator[Block]:
    """What was typed, or room to write it by hand."""
    yield Words(text.strip()) if has_words(text) else Space(lines)
