"""The spoken sentence of everything on the map: what a screen reader says, from what the audience may see.

Plain and without pronouns: "Mum, parent, close 4 of 10, strained; taught 2 lessons". What is covered only says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.patterns import LifeEvent, Pattern
from relmap.model.people import CASE_ID, Person, Relationship
from relmap.model.ratings import current_rating
from relmap.model.roles import Played, Role
from relmap.model.therapy import Moment, NewExperience, Repair, Rupture, WayOfConnecting
from relmap.model.vocabulary import RuptureState
from relmap.model.when import year_of
from relmap.read.choices import value_word
from relmap.ui.map.arcs import arc_dates
from relmap.ui.map.sight import Sight
from relmap.words import say, say_n


def of_person(sight: Sight, person: Person, tie: Relationship | None) -> str:
    """What is said of a person, with their main tie to the client."""
    kind = value_word("kind", person.kind, "people") if person.kind not in ("unknown", "self") else ""
    facts = [_title(sight, person), kind]
    if person.died and (year := year_of(person.died)):
        facts.append(say("died {year}", year=year))
    if tie is not None and tie.veil == "none":
        closeness = sight.closeness(tie)
        if closeness is not None:
            facts.append(say("close {value} of 10", value=closeness))
        facts.append(value_word("quality", tie.quality, "relationships") if tie.quality else "")
    here = (CASE_ID,) if person.id == sight.therapist else ()
    facts.extend(_contexts(sight, person.id, *((tie.id,) if tie is not None else ()), *here))
    return _sentence(facts, _asked_of(sight, tie))


def of_tie(sight: Sight, tie: Relationship) -> str:
    """What is said of a tie, or of the second circle that stands for one."""
    if tie.veil != "none":
        return say("a tie that is covered")
    facts = [say("tie: {name}", name=_title(sight, tie))]
    facts.append(value_word("quality", tie.quality, "relationships") if tie.quality else "")
    whose = sight.whose((tie.experienced_by,) if tie.experienced_by is not None else None)
    facts.append(say("as {name} sees it", name=whose) if whose else "")
    facts.extend(_closeness(sight, tie))
    facts.extend(_contexts(sight, tie.id, *((CASE_ID,) if sight.is_room(tie) else ())))
    return _sentence(facts, _asked_of(sight, tie))


def _closeness(sight: Sight, tie: Relationship) -> list[str]:
    """How close its client feels; in a tie between two clients, what each of them says."""
    closeness = sight.closeness(tie)
    if closeness is not None:
        return [say("close {value} of 10", value=closeness)]
    if tie.a not in sight.clients or tie.b not in sight.clients:
        return []
    return [say("{name}: close {value} of 10", name=name, value=n) for name, n in sight.numbers(tie.id, "closeness")]


def _held(sight: Sight, held_by: tuple[str, ...] | None) -> str:
    whose = sight.whose(held_by)
    return say("of {name}", name=whose) if whose else ""


def of_lesson(sight: Sight, lesson: Lesson) -> str:
    """What is said of a lesson."""
    facts = [
        _title(sight, lesson),
        say("{valence} lesson", valence=value_word("valence", lesson.valence, "lessons")),
        _held(sight, lesson.held_by),
    ]
    if len(sight.clients) > 1:
        numbers = sight.numbers(lesson.id, "true_today")
        facts.extend(say("{name}: feels true {value} of 10", name=name, value=number) for name, number in numbers)
    else:
        rating = current_rating(sight.source, lesson.id, "true_today")
        if rating is not None and rating.value is not None:
            facts.append(say("feels true {value} of 10", value=rating.value))
    with_whom = [sight.partner(row.relationship) for row in sight.referring(lesson.id, Taught) if row.veil == "none"]
    learned = [say("learned with {names}", names=", ".join(with_whom))] if with_whom else []
    return _sentence([*facts, *_contexts(sight, lesson.id)], learned)


def of_role(sight: Sight, role: Role) -> str:
    """What is said of a role."""
    rows = [row for row in sight.referring(role.id, Played) if row.veil == "none"]
    with_whom = [sight.partner(row.relationship) for row in rows]
    played = [say("played with {names}", names=", ".join(with_whom))] if with_whom else []
    state = value_word("state", role.state, "roles")
    facts = [_title(sight, role), say("role"), _held(sight, role.held_by), state]
    return _sentence([*facts, *_contexts(sight, role.id)], played)


def of_experience(sight: Sight, lived: NewExperience) -> str:
    """What is said of a new experience."""
    facts = [_title(sight, lived), say("new experience"), sight.partner(lived.relationship)]
    facts.extend(_contexts(sight, lived.id))
    against = [
        value_word("kind", link.kind, "links") + " " + sight.title(link.to)
        for link in sight.referring(lived.id, Link)
        if link.kind in ("counters", "supports") and link.from_ == lived.id and link.veil == "none"
    ]
    return _sentence(facts, against)


def of_pattern(sight: Sight, pattern: Pattern) -> str:
    """What is said of a pattern."""
    seen = [
        sight.partner(link.to)
        for link in sight.referring(pattern.id, Link)
        if link.kind == "shown_with" and link.veil == "none"
    ]
    return _sentence(
        [_title(sight, pattern), say("pattern"), *_contexts(sight, pattern.id)],
        [say("seen with {names}", names=", ".join(seen))] * bool(seen),
    )


def of_thing(sight: Sight, entity: LifeEvent | Moment | WayOfConnecting | Entity) -> str:
    """What is said of anything else with a place: its title and what it is."""
    kinds = {
        "life_events": say("life event"),
        "moments": say("moment in the room"),
        "ways": say("way of connecting"),
        "contexts": say("context"),
    }
    facts = [_title(sight, entity), kinds.get(entity.array, "")]
    if isinstance(entity, WayOfConnecting):
        facts.append(value_word("state", entity.state, "ways"))
    if isinstance(entity, LifeEvent) and (year := year_of(entity.happened)):
        facts.append(year)
    if isinstance(entity, Context):
        facts.append(_standing(entity))
        return _sentence(facts, _matters_for(sight, entity))
    return _sentence([*facts, *_contexts(sight, entity.id)], [])


def of_link(sight: Sight, row: Taught | Played | Link | NewExperience) -> str:
    """What is said of a line between two things."""
    if row.veil != "none":
        return say("a line that is covered")
    if isinstance(row, NewExperience):
        return say(
            "{what}, lived with {who}",
            what=_title(sight, row),
            who=sight.partner(row.relationship),
        )
    if isinstance(row, Link):
        reads = value_word("kind", row.kind, "links")
        line = say("{one} – {reads} – {other}", one=sight.title(row.from_), reads=reads, other=_end(sight, row))
        if row.kind in ("here_too", "re_enacts"):
            line = _sentence([line], arc_dates(sight, row))
        return say("{line}: {words}", line=line, words=row.text) if row.text else line
    if isinstance(row, Taught):
        return say(
            "{lesson}, learned with {who}",
            lesson=sight.title(row.lesson),
            who=sight.partner(row.relationship),
        )
    return say("{role}, with {who}", role=sight.title(row.role), who=sight.partner(row.relationship))


def of_mark(sight: Sight, mark: Rupture | Repair) -> str:
    """What is said of a disruption, with where it stands, or of what helped, on a tie."""
    if isinstance(mark, Rupture):
        state = value_word("state", mark.state, "ruptures")
        return _sentence([say("disruption"), sight.title(mark.session), _title(sight, mark)], [state])
    kind = say("back on track, says the client") if mark.clients_word else say("what helped")
    return _sentence([kind, sight.title(mark.session), _title(sight, mark)], [])


def of_earlier(sight: Sight, ruptures: Sequence[Rupture]) -> str:
    """What is said of several earlier disruptions that are one mark: how many, and where they stand."""
    states = Counter(rupture.state for rupture in ruptures)
    counted = [
        say("{n} {state}", n=states[state], state=value_word("state", state, "ruptures"))
        for state in get_args(RuptureState)
        if states[state]
    ]
    number = len(ruptures)
    return _sentence([say_n("{n} earlier disruption", "{n} earlier disruptions", number)], counted)


def _end(sight: Sight, link: Link) -> str:
    return sight.partner(link.to) if sight.stand(link.to) != link.to else sight.title(link.to)


def _title(sight: Sight, entity: Entity) -> str:
    return sight.title(entity.id)


def _contexts(sight: Sight, *ids: str) -> list[str]:
    """What matters for some things, each with the standing it gives: `class (less power)`."""
    return [_context(context) for context in sight.contexts_about(*ids)]


def _context(context: Context) -> str:
    what, standing = value_word("dimension", context.dimension, "contexts"), _standing(context)
    return say("{what} ({standing})", what=what, standing=standing) if standing else what


def _standing(context: Context) -> str:
    """The standing a context gives, and to whom where it is not the client; empty where nobody said."""
    if context.standing is None:
        return ""
    standing = value_word("standing", context.standing, "contexts")
    if context.held_by == "client":
        return standing
    return say("{standing}, {who}", standing=standing, who=value_word("held_by", context.held_by, "contexts"))


def _matters_for(sight: Sight, context: Context) -> list[str]:
    links = [link for link in sight.referring(context.id, Link) if link.kind == "about" and link.from_ == context.id]
    ends = [say("the therapy") if link.to == CASE_ID else _end(sight, link) for link in links if link.veil == "none"]
    return [say("matters for {names}", names=", ".join(ends))] if ends else []


def _asked_of(sight: Sight, tie: Relationship | None) -> list[str]:
    """What a tie taught and which roles it asked for, counted."""
    if tie is None:
        return []
    taught = sum(1 for _ in sight.referring(tie.id, Taught))
    played = sum(1 for _ in sight.referring(tie.id, Played))
    lived = sum(1 for _ in sight.referring(tie.id, NewExperience))
    counted = [
        say_n("taught {n} lesson", "taught {n} lessons", taught) if taught else "",
        say_n("asked for {n} role", "asked for {n} roles", played) if played else "",
        say_n("{n} new experience", "{n} new experiences", lived) if lived else "",
    ]
    return [part for part in counted if part]


def _sentence(facts: Iterable[str], then: Iterable[str]) -> str:
    head = ", ".join(fact for fact in facts if fact)
    tail = ", ".join(then)
    return f"{head}; {tail}" if tail else head
