"""Lines about people, ties and lessons, for lists and for what stands beside the words somebody spoke."""

from __future__ import annotations

from collections.abc import Iterator

from relmap.analysis.threads import Teaching, is_open
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.notes import Note
from relmap.model.people import CASE_ID, Person, Relationship
from relmap.model.ratings import closeness_of, current_rating
from relmap.model.seats import clients
from relmap.model.source import Source
from relmap.model.therapy import Rupture
from relmap.read.choices import value_word
from relmap.read.sentences import dotted, listed
from relmap.read.titles import quoted, title_of, whole_title
from relmap.read.whens import when_words
from relmap.reports.blocks import Block
from relmap.reports.telling import (
    begun,
    facts_line,
    has_words,
    of_ten,
    session_title,
    spoken,
    tie_words,
)
from relmap.words import say


def person_words(person: Person) -> str:
    """Who somebody is to the client, and the dates of their life, as far as they are known."""
    kind = value_word("kind", person.kind, "people") if person.kind not in ("unknown", "self") else ""
    born, died = when_words(person.born, person.born_said), when_words(person.died, person.died_said)
    return facts_line(
        (
            kind,
            person.pronouns or "",
            say("born {when}", when=born) if born else "",
            say("died {when}", when=died) if died else "",
        )
    )


def tie_facts(source: Source, tie: Relationship, *, close: bool = True) -> str:
    """How a tie is, since when, and, where `close`, how close it feels today."""
    return facts_line(
        (
            quoted(tie.label or "") if has_words(tie.label) else "",
            value_word("quality", tie.quality, "relationships") if tie.quality else "",
            value_word("state", tie.state, "relationships") if tie.state != "ongoing" else "",
            when_words(tie.period, tie.period_said),
            closeness_words(source, tie) if close else "",
            _adapting(tie),
        )
    )


def _adapting(tie: Relationship) -> str:
    if tie.who_adapts is None:
        return ""
    return say("who does the adapting: {who}", who=value_word("who_adapts", tie.who_adapts, "relationships"))


def closeness_words(source: Source, tie: Relationship) -> str:
    """The newest number for how close it feels, of each client who was asked; empty where nobody was."""
    ends = [one for one in clients(source) if one.id in (tie.a, tie.b)]
    if len(ends) < len(clients(source)) or len(ends) == 1:
        rating = closeness_of(source, tie)
        value = rating.value if rating is not None else None
        return say("close {value}", value=of_ten(value)) if value is not None else ""
    numbers = ((one, current_rating(source, tie.id, "closeness", one.id)) for one in ends)
    return listed(
        [
            say("{who}: close {value}", who=title_of(source, one.id), value=of_ten(rating.value))
            for one, rating in numbers
            if rating is not None and rating.value is not None
        ]
    )


def subject_words(source: Source, id: str) -> str:
    """What something is about: a tie by whom it is with, a lesson in its words, anything else by its name."""
    row = source.get(id)
    if isinstance(row, Relationship):
        return tie_words(source, id)
    if isinstance(row, Rupture):
        return say("the disruption of {session}", session=session_title(source, row.session))
    return thing_title(source, id)


def matter_words(source: Source, id: str) -> str:
    """For what a context matters, the therapy itself included."""
    return say("the therapy") if id == CASE_ID else subject_words(source, id)


def line_about(source: Source, title: str, *facts: str) -> str:
    """Somebody or something, and short facts about it."""
    told, who = dotted(facts), begun(source, title)
    return say("{who}: {facts}", who=who, facts=told) if told else who


def taught_facts(source: Source, one: Teaching | Taught) -> str:
    """With whom it was learned, how, and when, to stand inside a line."""
    how = value_word("how", one.how, "taught") if one.how != "not_sure" else ""
    learned = say("learned with {who}", who=tie_words(source, one.relationship))
    return dotted((learned, how, when_words(one.period, one.period_said)))


def thing_title(source: Source, id: str) -> str:
    """A thing in a sentence with all its words: a lesson's in quotation marks; whatever is "not quite" says so."""
    row, title = source.get(id), whole_title(source, id)
    if isinstance(row, Lesson) and row.veil == "none" and has_words(row.text):
        title = quoted(title)
    if row is None or row.veil != "none" or not row.disputed:
        return title
    return say("{what} (not quite)", what=title)


def links_from(source: Source, id: str, kind: str) -> list[Link]:
    """The links of a kind that begin at a thing and end at one that may be told of, in the order they were said."""
    rows = (source.get(other) for other in source.referrers(id))
    links = [row for row in rows if isinstance(row, Link) and row.veil == "none"]
    fits = [row for row in links if (row.from_, row.kind) == (id, kind) and is_open(source, row.to)]
    return sorted(fits, key=lambda row: row.ordinal)


def speaks_words(source: Source, experience: str) -> list[str]:
    """For and against which lessons something that was lived speaks."""
    against = [thing_title(source, link.to) for link in links_from(source, experience, "counters")]
    favour = [thing_title(source, link.to) for link in links_from(source, experience, "supports")]
    return [
        *(say("speaks against {lesson}", lesson=lesson) for lesson in against),
        *(say("speaks for {lesson}", lesson=lesson) for lesson in favour),
    ]


def notes_on(source: Source, id: str) -> Iterator[Block]:
    """The shared notes on a thing, in the order in which they were written."""
    rows = (source.get(other) for other in source.referrers(id))
    notes = [row for row in rows if isinstance(row, Note) and row.veil == "none" and row.subject == id]
    for note in sorted(notes, key=lambda note: note.ordinal):
        if has_words(note.text):
            later = say("to be asked about later") if note.ask_later else ""
            also = (say("a note"), session_title(source, note.told_in), later)
            yield from spoken(note, note.text or "", also=also)
