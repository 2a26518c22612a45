"""One session on one page: how it opened, what was said and marked in it, what helped, and what to take home.

It says what is in the record of that hour and nothing about it. An hour that did not take place has a page as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relmap.analysis.room import Hour, room_thread
from relmap.model.source import Source
from relmap.model.therapy import NewExperience, Session
from relmap.read.choices import value_word
from relmap.read.titles import capital
from relmap.read.whens import clock_words
from relmap.reports.asking import finished, names_of, names_question, session_question
from relmap.reports.blocks import Block, Facts, Heading, Report, Words
from relmap.reports.experiences import experience_blocks
from relmap.reports.hours import disruption_blocks, mend_blocks, moment_blocks, numbers_given
from relmap.reports.naming import told_apart
from relmap.reports.questions import Answers, Given, Question, text_of
from relmap.reports.said import notes_of, said_in
from relmap.reports.telling import case_footer, has_words, how_to_read, report, section, session_title, spoken
from relmap.words import say


def questions(source: Source) -> tuple[Question, ...]:
    """Which session, and by which names."""
    return (session_question(source), names_question())


def read(source: Source, answers: Answers, given: Given) -> Report:
    """The page of a session; a kind page where there is none, or where it may not be seen."""
    which, names = questions(source)
    case, called, chosen = source, names_of(answers, names), text_of(answers, which)
    source = told_apart(case, called)
    footer = case_footer(source, given.today)
    thread = room_thread(source)
    hour = next((one for one in thread.hours if one.session == chosen), None)
    if hour is None:
        title = say("A session")
        return report(source, title, (Heading(1, title), _nothing(thread.hours)), footer=footer)
    title = capital(session_title(source, hour.session))
    blocks = (Heading(1, title), how_to_read(source), *hour_blocks(source, hour))
    return finished(case, report(source, title, blocks, footer=footer), called, given)


def _nothing(hours: Sequence[Hour]) -> Words:
    if hours:
        return Words(say("There is nothing to be shown of this session."))
    return Words(say("There is no session here yet. Its page will be made when you have met."))


def hour_blocks(source: Source, hour: Hour) -> Iterator[Block]:
    """All there is of an hour, in the order in which it is lived."""
    row = source.need(Session, hour.session)
    yield from _held(hour)
    yield from _facts(row)
    told = tuple(_told(source, hour, row))
    yield from told
    if not told and hour.held == "held":
        yield Words(say("Nothing was written down in this session. That you met is here all the same."))


def _told(source: Source, hour: Hour, row: Session) -> Iterator[Block]:
    if has_words(hour.opening):
        yield from section(say("How it opened"), tuple(spoken(row, hour.opening or "")))
    yield from section(say("What was said"), said_in(source, hour.session))
    moments = tuple(block for one in hour.moments for block in moment_blocks(source, one))
    yield from section(say("Moments"), moments)
    yield from section(say("Disruptions, and what helped"), tuple(_disruptions(source, hour)))
    yield from section(say("Something new"), tuple(_lived(source, hour)))
    yield from section(say("Numbers that were given"), numbers_given(source, hour.session))
    yield from section(say("Notes"), notes_of(source, hour.session))
    if has_words(hour.closing):
        yield from section(say("A closing line"), tuple(spoken(row, hour.closing or "")))
    if has_words(row.note):
        yield from section(say("What to take home"), (Words(row.note or ""),))


def _held(hour: Hour) -> Iterator[Block]:
    if hour.held != "held":
        yield Words(say("It did not take place: {why}.", why=value_word("held", hour.held, "sessions")))


def _facts(row: Session) -> Iterator[Block]:
    rows = []
    if row.started and row.ended:
        rows.append(
            (say("When"), say("from {start} to {end}", start=clock_words(row.started), end=clock_words(row.ended)))
        )
    elif row.started:
        rows.append((say("When"), say("from {start} on", start=clock_words(row.started))))
    if row.held == "held":
        rows.append((say("How we met"), value_word("medium", row.medium, "sessions")))
    if has_words(row.also_present):
        rows.append((say("Also there"), row.also_present or ""))
    if rows:
        yield Facts(tuple(rows))


def _disruptions(source: Source, hour: Hour) -> Iterator[Block]:
    """Those that began in this hour, whole; then what helped in it with one of an earlier hour."""
    thread, own = room_thread(source), {one.id for one in hour.disruptions}
    for one in hour.disruptions:
        yield from disruption_blocks(source, one, notes=False)
    for mend in hour.mends:
        if mend.rupture not in own:
            yield from mend_blocks(source, mend, of=thread.disruption(mend.rupture))


def _lived(source: Source, hour: Hour) -> Iterator[Block]:
    for id in hour.lived:
        yield from experience_blocks(source, source.need(NewExperience, id))
