"""The whole map in sentences, for those who do not see the picture: everything on it, in the order it was said.

It says what each thing is and with whom it belongs, and leaves out how it is drawn. What is covered is not told of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from relmap.analysis.ledger import roles_ledger
from relmap.analysis.patterns import loops
from relmap.analysis.repertoire import repertoire
from relmap.analysis.threads import is_open
from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.lessons import Lesson, Taught
from relmap.model.patterns import LifeEvent
from relmap.model.people import Person, Relationship
from relmap.model.ratings import current_rating
from relmap.model.seats import clients, ties_of
from relmap.model.source import Source
from relmap.model.therapy import NewExperience
from relmap.read.choices import value_word
from relmap.read.sentences import listed
from relmap.read.titles import title_of
from relmap.read.whens import when_words
from relmap.reports.lines import closeness_words, links_from, matter_words, speaks_words, thing_title
from relmap.reports.telling import begun, is_couple, of_ten, tie_words
from relmap.words import say

E = TypeVar("E", bound=Entity)


def map_words(source: Source) -> str:
    """The map, a line for each thing on it; a kind sentence where there is nothing."""
    middle = listed([title_of(source, one.id) for one in clients(source) if one.veil == "none"])
    lines = [begun(source, line) for part in _PARTS for line in part(source)]
    if not lines:
        return say("The map. There is only the middle yet, and room around it.")
    first = say("The map. In the middle: {who}.", who=middle) if middle else say("The map.")
    return "\n".join((first, *lines))


def is_on_the_map(source: Source) -> bool:
    """Whether anything stands on the map besides its middle."""
    return any(line for part in _PARTS for line in part(source))


def _seen(source: Source, cls: type[E]) -> list[E]:
    return [row for row in source.all(cls) if row.veil == "none"]


def _sentence(head: str, *facts: str) -> str:
    told = [fact for fact in facts if fact]
    return say("{head}: {facts}.", head=head, facts=", ".join(told)) if told else say("{head}.", head=head)


def _people(source: Source) -> Iterator[str]:
    centre = {one.id for one in clients(source)}
    for one in _seen(source, Person):
        if one.id in centre:
            continue
        kind = value_word("kind", one.kind, "people") if one.kind not in ("unknown", "self") else ""
        died = say("died {when}", when=when_words(one.died)) if one.died else ""
        ties = [tie for tie in ties_of(source, one.id) if {tie.a, tie.b} & centre and is_open(source, tie.id)]
        yield _sentence(title_of(source, one.id), kind, died, *(_tie(source, tie, of=len(ties)) for tie in ties))


def _tie(source: Source, tie: Relationship, of: int) -> str:
    """How a tie is; by its name too where somebody has several."""
    quality = value_word("quality", tie.quality, "relationships") if tie.quality else ""
    facts = ", ".join(part for part in (quality, closeness_words(source, tie)) if part)
    if of < 2 and not is_couple(source):
        return facts
    return say("{tie} ({facts})", tie=tie_words(source, tie.id), facts=facts) if facts else tie_words(source, tie.id)


def _others(source: Source) -> Iterator[str]:
    """Ties that no client, or every client, is in."""
    centre = {one.id for one in clients(source)}
    for tie in _seen(source, Relationship):
        if len({tie.a, tie.b} & centre) != 1 and is_open(source, tie.id):
            quality = value_word("quality", tie.quality, "relationships") if tie.quality else ""
            yield _sentence(tie_words(source, tie.id), quality, closeness_words(source, tie))


def _lessons(source: Source) -> Iterator[str]:
    for lesson in _seen(source, Lesson):
        valence = say("{valence} lesson", valence=value_word("valence", lesson.valence, "lessons"))
        truer = [link.to for link in links_from(source, lesson.id, "instead")]
        yield _sentence(
            thing_title(source, lesson.id),
            valence,
            _how_true(source, lesson.id),
            _with(say("learned with"), source, _ties_in(source, lesson.id)),
            say("a truer lesson {lesson}", lesson=listed([thing_title(source, id) for id in truer])) if truer else "",
        )


def _how_true(source: Source, lesson: str) -> str:
    centre = clients(source)
    if len(centre) < 2:
        rating = current_rating(source, lesson, "true_today")
        value = rating.value if rating is not None else None
        return say("feels true {value}", value=of_ten(value)) if value is not None else ""
    rated = ((one, current_rating(source, lesson, "true_today", one.id)) for one in centre)
    return listed(
        [
            say("{who}: feels true {value}", who=title_of(source, one.id), value=of_ten(rating.value))
            for one, rating in rated
            if rating is not None and rating.value is not None
        ]
    )


def _ties_in(source: Source, lesson: str) -> list[str]:
    rows = (source.get(id) for id in source.referrers(lesson))
    taught = [row for row in rows if isinstance(row, Taught) and row.veil == "none"]
    return [
        row.relationship for row in sorted(taught, key=lambda row: row.ordinal) if is_open(source, row.relationship)
    ]


def _with(words: str, source: Source, ties: Sequence[str]) -> str:
    if not ties:
        return ""
    return say("{words} {people}", words=words, people=listed([tie_words(source, tie) for tie in dict.fromkeys(ties)]))


def _roles(source: Source) -> Iterator[str]:
    for line in roles_ledger(source):
        ties = [one.relationship for one in line.ties]
        state = value_word("state", line.state, "roles")
        yield _sentence(thing_title(source, line.role), say("a role"), state, _with(say("played with"), source, ties))


def _patterns(source: Source) -> Iterator[str]:
    for loop in loops(source):
        seen = _with(say("seen with"), source, loop.seen_with)
        yield _sentence(thing_title(source, loop.pattern), say("a pattern"), seen)


def _experiences(source: Source) -> Iterator[str]:
    for lived in _seen(source, NewExperience):
        if is_open(source, lived.relationship):
            who = _with(say("with"), source, (lived.relationship,))
            yield _sentence(thing_title(source, lived.id), say("something new"), who, *speaks_words(source, lived.id))


def _ways(source: Source) -> Iterator[str]:
    for way in repertoire(source):
        state = value_word("state", way.state, "ways")
        yield _sentence(thing_title(source, way.way), say("a way of connecting"), state)


def _events(source: Source) -> Iterator[str]:
    for event in _seen(source, LifeEvent):
        when = when_words(event.happened, event.happened_said)
        yield _sentence(thing_title(source, event.id), say("a life event"), when)


def _contexts(source: Source) -> Iterator[str]:
    for context in _seen(source, Context):
        what = value_word("dimension", context.dimension, "contexts")
        standing = value_word("standing", context.standing, "contexts") if context.standing else ""
        about = [matter_words(source, link.to) for link in links_from(source, context.id, "about")]
        yield _sentence(what, standing, say("matters for {what}", what=listed(about)) if about else "")


_PARTS = (_people, _others, _lessons, _roles, _patterns, _experiences, _ways, _events, _contexts)
