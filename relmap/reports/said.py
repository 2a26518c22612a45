"""What was said in one session, kind by kind: people and ties, lessons, roles, patterns, stories, events, ways, notes.

It is what the record stamps with that session. Marks of the moment, numbers and new experiences stand elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from relmap.analysis.ledger import RoleLine, roles_ledger
from relmap.analysis.patterns import Loop, loops, loose_stories
from relmap.analysis.threads import is_open
from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.notes import Note
from relmap.model.patterns import LifeEvent
from relmap.model.people import Person, Relationship
from relmap.model.source import Source
from relmap.model.therapy import WayOfConnecting
from relmap.read.choices import value_word
from relmap.read.titles import title_of, whole_title
from relmap.reports.blocks import Block, Items, Words
from relmap.reports.lines import line_about, person_words, subject_words, taught_facts, thing_title, tie_facts
from relmap.reports.telling import (
    facts_line,
    has_words,
    section,
    spoken,
    spoken_lesson,
    tie_words,
    whose,
)
from relmap.reports.things import (
    context_blocks,
    event_blocks,
    pattern_blocks,
    role_blocks,
    story_blocks,
)
from relmap.words import say

E = TypeVar("E", bound=Entity)
LEVEL = 3


def said_in(source: Source, session: str) -> tuple[Block, ...]:
    """What was first said in a session, under a heading for each kind."""
    parts = (
        (say("People"), _people(source, session)),
        (say("Relationships"), _ties(source, session)),
        (say("Lessons"), _lessons(source, session)),
        (say("Roles"), _roles(source, session)),
        (say("Patterns and stories"), _patterns(source, session)),
        (say("Life and times"), _life(source, session)),
        (say("What matters around it"), _contexts(source, session)),
        (say("Ways of connecting"), _ways(source, session)),
    )
    return tuple(block for title, blocks in parts for block in section(title, tuple(blocks), LEVEL))


def _rows(source: Source, cls: type[E], session: str) -> list[E]:
    """The rows of a kind that were said in a session and may be seen."""
    return [row for row in source.all(cls) if row.told_in == session and row.veil == "none"]


def _is_of(source: Source, id: str, session: str) -> bool:
    row = source.get(id)
    return row is not None and row.told_in == session


# people and ties


def _people(source: Source, session: str) -> Iterator[Block]:
    lines = [
        line_about(source, title_of(source, one.id), person_words(one), whose(one))
        for one in _rows(source, Person, session)
    ]
    if lines:
        yield Items(tuple(lines))


def _ties(source: Source, session: str) -> Iterator[Block]:
    ties = [tie for tie in _rows(source, Relationship, session) if is_open(source, tie.id)]
    if ties:
        yield Items(tuple(_tie_line(source, tie) for tie in ties))


def _tie_line(source: Source, tie: Relationship) -> str:
    return line_about(source, tie_words(source, tie.id), tie_facts(source, tie, close=False), whose(tie))


# lessons


def _lessons(source: Source, session: str) -> Iterator[Block]:
    """Lessons and with whom each was learned, as far as that was said there; then what came to earlier ones."""
    taught: dict[str, list[str]] = {}
    for row in _rows(source, Taught, session):
        if is_open(source, row.relationship) and is_open(source, row.lesson):
            taught.setdefault(row.lesson, []).append(_taught_words(source, row))
    for lesson in _rows(source, Lesson, session):
        valence = value_word("valence", lesson.valence, "lessons")
        yield from spoken_lesson(source, lesson, also=(valence, *taught.pop(lesson.id, ())))
    added = [
        say("{lesson}: {words}", lesson=thing_title(source, id), words=words)
        for id, rows in taught.items()
        for words in rows
    ]
    added += [_truer(source, link) for link in _truer_links(source, session)]
    if added:
        yield Items(tuple(added))


def _taught_words(source: Source, row: Taught) -> str:
    line = taught_facts(source, row)
    return say("{line}: “{words}”", line=line, words=row.quote) if has_words(row.quote) else line


def _truer_links(source: Source, session: str) -> list[Link]:
    links = [link for link in _rows(source, Link, session) if link.kind == "instead"]
    return [link for link in links if is_open(source, link.from_) and is_open(source, link.to)]


def _truer(source: Source, link: Link) -> str:
    return say(
        "A truer lesson in the place of {lesson}: {truer}",
        lesson=thing_title(source, link.from_),
        truer=thing_title(source, link.to),
    )


# roles, patterns, stories


def _roles(source: Source, session: str) -> Iterator[Block]:
    """Roles that were named, and ties in which a role was seen, as far as either was said there."""
    for line in roles_ledger(source):
        ties = tuple(one for one in line.ties if _is_of(source, one.id, session))
        if ties or _is_of(source, line.role, session):
            yield from role_blocks(source, RoleLine(line.role, line.state, line.other_pole, ties))


def _patterns(source: Source, session: str) -> Iterator[Block]:
    for loop in loops(source):
        stories = tuple(one for one in loop.stories if one.told_in == session)
        if _is_of(source, loop.pattern, session):
            yield from pattern_blocks(source, replace(loop, stories=stories, seen_with=(), here=(), only_here=False))
        elif stories:
            yield Words(_pattern_again(source, loop))
            for story in stories:
                yield from story_blocks(source, story)
    for story in loose_stories(source):
        if story.told_in == session:
            yield from story_blocks(source, story)


def _pattern_again(source: Source, loop: Loop) -> str:
    return say("A story that shows the pattern {pattern}:", pattern=thing_title(source, loop.pattern))


# the rest


def _life(source: Source, session: str) -> Iterator[Block]:
    for event in _rows(source, LifeEvent, session):
        yield from event_blocks(source, event)


def _contexts(source: Source, session: str) -> Iterator[Block]:
    for context in _rows(source, Context, session):
        yield from context_blocks(source, context)


def _ways(source: Source, session: str) -> Iterator[Block]:
    for way in _rows(source, WayOfConnecting, session):
        yield from spoken(way, whole_title(source, way.id))


def notes_of(source: Source, session: str) -> tuple[Block, ...]:
    """The notes that were written in a session or about it, each with what it is about."""
    rows = [note for note in source.all(Note) if note.veil == "none" and session in (note.told_in, note.subject)]
    return tuple(block for note in rows for block in _note(source, note, session))


def _note(source: Source, note: Note, session: str) -> Iterator[Block]:
    subject = source.get(note.subject)
    if subject is None or subject.veil != "none":
        return
    about = "" if note.subject == session else say("about {what}", what=subject_words(source, note.subject))
    later = say("to be asked about later") if note.ask_later else ""
    if has_words(note.text):
        yield from spoken(note, note.text or "", also=(about, later))
    elif later:
        yield Words(facts_line((about, later)))
