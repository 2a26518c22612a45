"""The life of one lesson on paper: who taught it and how, what it asked for, how true it felt, what was lived since.

It follows the thread of `analysis.threads` and keeps its order. Every number stands as it was given, by whom; where
nobody asked, the page says so, and hours in a row without a number share a line. Nothing says whether that is good.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relmap.analysis.numbers import Noted, Stop, unknown_day
from relmap.analysis.threads import Asking, Bearing, HereToo, LessonLife, Lived, Teaching, lesson_life
from relmap.model.lessons import Lesson
from relmap.model.patterns import LifeEvent
from relmap.model.source import Source
from relmap.model.therapy import NewExperience
from relmap.read.choices import value_word
from relmap.read.titles import capital, whole_title
from relmap.read.whens import when_words
from relmap.reports.asking import finished, lesson_question, names_of, names_question
from relmap.reports.blocks import Block, Facts, Grid, Heading, Items, Report, Words
from relmap.reports.experiences import experience_blocks
from relmap.reports.lines import notes_on, taught_facts, thing_title
from relmap.reports.naming import told_apart
from relmap.reports.pictures import Charts
from relmap.reports.questions import Answers, Given, Question, flag_of, text_of
from relmap.reports.telling import (
    case_footer,
    facts_line,
    how_to_read,
    is_couple,
    of_ten,
    rater_words,
    report,
    section,
    session_title,
    spoken_lesson,
    tie_words,
    whose,
)
from relmap.words import say


def questions(source: Source) -> tuple[Question, ...]:
    """Which lesson, with its chart or without, and by which names."""
    return (
        lesson_question(source),
        Question("chart", say("With a chart of how true it felt"), "flag", default=True),
        names_question(),
    )


def read(source: Source, answers: Answers, given: Given) -> Report:
    """The life of a lesson; a kind page where there is none, or where it may not be seen."""
    which, chart, names = questions(source)
    chosen, called = text_of(answers, which), names_of(answers, names)
    case, source = source, told_apart(source, called)
    footer = case_footer(source, given.today)
    title = say("The life of a lesson")
    lesson = source.get(chosen)
    if not isinstance(lesson, Lesson) or lesson.veil != "none":
        return report(source, title, (Heading(1, title), _nothing(chosen)), footer=footer)
    pictures = Charts(given.noted, called) if flag_of(answers, chart) else None
    blocks = (Heading(1, title), how_to_read(source), *lesson_blocks(source, lesson.id, given.noted, charts=pictures))
    return finished(case, report(source, title, blocks, footer=footer), called, given)


def _nothing(chosen: str) -> Words:
    """Why there is no story: there is no lesson yet, or the one that was asked for may not be seen."""
    if chosen:
        return Words(say("There is nothing to be shown of this lesson."))
    return Words(say("There is no lesson on the map yet. One begins with a sentence that somebody once taught."))


def lesson_blocks(
    source: Source, lesson: str, noted: Noted = unknown_day, *, level: int = 2, charts: Charts | None = None
) -> tuple[Block, ...]:
    """One lesson with its whole story, under headings from `level` on; `charts`: with its chart."""
    row = source.need(Lesson, lesson)
    said = spoken_lesson(source, row, also=(standing_words(source, row),))
    return (*said, *lesson_story(source, lesson, noted, level=level, charts=charts))


def lesson_story(
    source: Source, lesson: str, noted: Noted = unknown_day, *, level: int = 2, charts: Charts | None = None
) -> tuple[Block, ...]:
    """The story of a lesson without its words."""
    life = lesson_life(source, lesson, noted)
    picture = charts.of(source, "lesson", lesson) if charts is not None else ()
    return (
        *section(say("Where it comes from"), tuple(_origin(source, life)), level),
        *section(say("What it asked for"), tuple(_asked(source, life)), level),
        *section(say("How true it felt"), (*picture, *number_blocks(source, life)), level),
        *section(say("What was lived since"), tuple(_lived(source, life)), level),
        *section(say("Here too"), _here_too(source, life.here_too), level),
        *section(say("A truer lesson"), tuple(_truer(source, life)), level),
        *section(say("Notes"), tuple(notes_on(source, lesson)), level),
    )


def standing_words(source: Source, lesson: Lesson) -> str:
    """What a lesson does, what it is about, where it stands now, and when it was first said."""
    about = value_word("about", lesson.about, "lessons") if lesson.about else ""
    said = session_title(source, lesson.told_in)
    return facts_line(
        (
            value_word("valence", lesson.valence, "lessons"),
            say("about {what}", what=about) if about else "",
            say("now {state}", state=value_word("state", lesson.state, "lessons")),
            say("first said in {session}", session=said) if said else "",
        )
    )


# where it comes from


def _origin(source: Source, life: LessonLife) -> Iterator[Block]:
    for one in life.taught:
        yield Words(capital(taught_facts(source, one)))
        if one.quote and one.quote.strip():
            yield Words(one.quote, quote=True)
            yield Words(_quote_of(source, one), small=True)
    for made in life.made_of:
        event, when = source.get(made.event), when_words(made.happened, made.happened_said)
        what = whole_title(source, made.event)
        yield Words(say("Made of: {what}, {when}", what=what, when=when) if when else say("Made of: {what}", what=what))
        if made.text:
            yield Words(made.text)
        if isinstance(event, LifeEvent) and event.what_it_meant:
            yield Words(event.what_it_meant, quote=True)
    if not life.taught and not life.made_of:
        yield Words(say("Nobody has been named yet with whom it was learned."))


def _quote_of(source: Source, one: Teaching) -> str:
    """What was said stands as it was remembered: the other's words, through whoever told them."""
    row = source.get(one.id)
    told = whose(row) if row is not None else ""
    remembered = say("What was said, as it is remembered")
    return facts_line((remembered, told))


# what it asked for


def _asked(source: Source, life: LessonLife) -> Iterator[Block]:
    for asking in life.asks:
        yield Words(_asking_words(source, asking))
        if asking.text:
            yield Words(asking.text)
        for bearing in asking.shared:
            yield from bearing_blocks(source, bearing)


def _asking_words(source: Source, asking: Asking) -> str:
    return say("The role it asks for: {role}", role=whole_title(source, asking.role))


def bearing_blocks(source: Source, one: Bearing) -> Iterator[Block]:
    """What a role asked, cost and kept safe in a tie."""
    facts = (
        (say("With"), tie_words(source, one.relationship)),
        (say("What staying connected asked"), one.pressure),
        (say("What it cost"), one.cost),
        (say("What it kept safe"), one.kept_safe),
    )
    rows = tuple((label, text) for label, text in facts if text)
    row = source.get(one.id)
    yield Facts(rows)
    if row is not None and whose(row):
        yield Words(whose(row), small=True)


# how true it felt


def number_blocks(source: Source, life: LessonLife) -> tuple[Block, ...]:
    """The numbers as a table: each as it was given, by whom; hours in a row without one share a line."""
    if all(felt.value is None for stop in life.stops for felt in stop.felt):
        return (Words(say("Nobody has asked yet how true it feels. That is not the same as nought.")),)
    raters = [rater for rater in life.raters if _gave(life, rater) or not is_couple(source)]
    several = len(raters) > 1 or is_couple(source)
    columns = tuple(rater_words(source, rater) for rater in raters) if several else (say("As it was said"),)
    header = (say("When"), *columns)
    rows = tuple(_number_rows(source, since_said(source, life), raters))
    words = say("How true it felt, from 0 to 10, as it was said each time. Where nobody asked, it says so.")
    return (Grid(header, rows, words),)


def _gave(life: LessonLife, rater: str | None) -> bool:
    return any((felt := stop.of(rater)) is not None and felt.value is not None for stop in life.stops)


def since_said(source: Source, life: LessonLife) -> Sequence[Stop]:
    """The stops from the hour in which the lesson was said, or from its first number where that was earlier."""
    for place, stop in enumerate(life.stops):
        if stop.felt or (stop.session is not None and stop.session == life.told_in):
            return life.stops[place:]
    return life.stops


def _number_rows(source: Source, stops: Sequence[Stop], raters: Sequence[str | None]) -> Iterator[tuple[str, ...]]:
    quiet: list[Stop] = []
    for stop in stops:
        given = [stop.of(rater) for rater in raters]
        if all(felt is None or felt.value is None for felt in given):
            quiet.append(stop)
            continue
        yield from _quiet_row(source, quiet, len(raters))
        quiet = []
        yield (stop_words(source, stop), *(of_ten(felt.value if felt is not None else None) for felt in given))
    yield from _quiet_row(source, quiet, len(raters))


def _quiet_row(source: Source, quiet: Sequence[Stop], columns: int) -> Iterator[tuple[str, ...]]:
    if not quiet:
        return
    when = stop_words(source, quiet[0])
    if len(quiet) > 1:
        when = say("{first} to {last}", first=when, last=when_given(source, quiet[-1]))
    yield (when, *([of_ten(None)] * columns))


def stop_words(source: Source, stop: Stop) -> str:
    """Where along the sessions a number was given."""
    return capital(when_given(source, stop))


def when_given(source: Source, stop: Stop) -> str:
    """The same, to stand inside a line."""
    if stop.session is not None:
        return session_title(source, stop.session) or say("a session")
    return say("since the last session") if stop.today else say("between two sessions")


# what was lived since, and where it came back


def _lived(source: Source, life: LessonLife) -> Iterator[Block]:
    for one in life.lived:
        row = source.get(one.id)
        if isinstance(row, NewExperience):
            yield Words(_speaks(one))
            yield from experience_blocks(source, row, lessons=False)
            yield from (Words(text) for text in one.words)


def _speaks(lived: Lived) -> str:
    if lived.speaks == "both":
        return say("It speaks against the lesson, and for it:")
    return say("It speaks against the lesson:") if lived.speaks == "against" else say("It speaks for the lesson:")


def _here_too(source: Source, found: Sequence[HereToo]) -> tuple[Block, ...]:
    lines = tuple(
        facts_line((session_title(source, one.session), whole_title(source, one.id), one.text or "")) for one in found
    )
    return (Items(lines),) if lines else ()


def _truer(source: Source, life: LessonLife) -> Iterator[Block]:
    for one in life.truer:
        lesson = source.get(one.lesson)
        if isinstance(lesson, Lesson):
            yield Words(say("In its place came:"))
            yield from spoken_lesson(source, lesson)
            if one.text:
                yield Words(one.text)
    for one in life.older:
        yield Words(say("It came in the place of {lesson}.", lesson=thing_title(source, one.lesson)))
