"""From what is dated to what is drawn and read aloud: a shape, a tone, a label and a sentence for each thing.

A mark is a plain value: it carries words and ids, no entity, so that nothing outlives a turn of the event loop. The
shapes and strokes are those of the map.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from relmap.analysis.lifeline import TIMES, Dated, Lifeline, Undated
from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.lessons import Lesson, Taught
from relmap.model.patterns import Episode, LifeEvent
from relmap.model.people import CASE_ID, Person, Relationship
from relmap.model.roles import Played
from relmap.model.seats import ties_between
from relmap.model.source import Source
from relmap.model.therapy import NewExperience, Session
from relmap.ui.map.look_people import stroke_of
from relmap.ui.map.shapes import Style, Tone
from relmap.ui.map.sight import Sight
from relmap.ui.texts import capital, kind_word, partner_title, quoted, things_named, title_of, value_word, when_words
from relmap.words import say

Glyph = Literal["tie", "life", "band", "event", "lesson", "role", "story", "new", "session", "case"]

_GLYPHS: dict[str, Glyph] = {
    "people": "life",
    "relationships": "tie",
    "contexts": "band",
    "life_events": "event",
    "taught": "lesson",
    "played": "role",
    "episodes": "story",
    "experiences": "new",
    "sessions": "session",
    "case": "case",
}
_TONES: dict[str, Tone] = {
    "contexts": "context",
    "played": "role",
    "experiences": "new",
    "sessions": "accent",
    "case": "accent",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing as it is drawn, listed and spoken. `subjects`: every id that stands for it when it is chosen.

    `at` is None where it has no date. `leads_to` are the ids of what was made of it, or for what it matters.
    """

    id: str
    array: str
    at: Dated | None
    glyph: Glyph
    tone: Tone
    title: str
    label: str
    when: str
    about: str
    spoken: str
    subjects: frozenset[str]
    leads_to: frozenset[str]
    style: Style = "plain"
    dashed: bool = False
    hollow: bool = False
    told: int = -1


def marks_of(source: Source, line: Lifeline) -> tuple[Mark, ...]:
    """A mark for everything that is dated, in order, then for everything that is not."""
    sight = Sight(source)
    things: tuple[Dated | Undated, ...] = (*line.dated, *line.undated)
    return tuple(_mark(source, sight, one) for one in things)


def row_title(source: Source, row: str) -> str:
    """The name of a row: a person, or the two whose tie it is."""
    return title_of(source, row)


def _mark(source: Source, sight: Sight, one: Dated | Undated) -> Mark:
    entity = source.get(one.id)
    assert entity is not None  # it was read a moment ago, in the same turn
    dated = one if isinstance(one, Dated) else None
    title, when = _title(source, entity), _when(source, entity, dated)
    about = _about(source, entity, dated)
    style, tone, dashed = _stroke(sight, entity)
    parts = (title, capital(_kind(entity)), when, about)
    return Mark(
        id=one.id,
        array=one.array,
        at=dated,
        glyph=_GLYPHS[one.array],
        tone=tone,
        title=title,
        label=_label(source, entity, title, dated),
        when=when,
        about=about,
        spoken=". ".join(part for part in parts if part),
        subjects=_subjects(entity),
        leads_to=frozenset((*dated.made, *dated.matters_for)) if dated else frozenset(),
        style=style,
        dashed=dashed,
        hollow=isinstance(entity, Session) and entity.held != "held",
        told=one.told,
    )


def _title(source: Source, entity: Entity) -> str:
    if isinstance(entity, Relationship):
        return partner_title(source, entity.id)
    if isinstance(entity, Taught):
        return quoted(title_of(source, entity.lesson))
    if isinstance(entity, Played):
        return title_of(source, entity.role)
    if isinstance(entity, Context) and entity.description:
        return say("{what}: {words}", what=capital(title_of(source, entity.id)), words=entity.description)
    if entity.id == CASE_ID:
        return say("the therapy")
    title = title_of(source, entity.id)
    return capital(title) if isinstance(entity, Session | Context) else title


def _label(source: Source, entity: Entity, title: str, dated: Dated | None) -> str:
    """What is written in the picture: an event with what was made of it, and a tie's own label where it has one.

    Nobody's name is written twice: it stands before the row.
    """
    if isinstance(entity, Person | Session) or entity.id == CASE_ID:
        return ""
    if isinstance(entity, Relationship):
        several = len(ties_between(source, entity.a, entity.b)) > 1
        return entity.label or "" if several else ""
    if isinstance(entity, LifeEvent) and dated is not None and dated.made:
        return say("{event} → {things}", event=title, things=things_named(source, dated.made))
    return capital(title_of(source, entity.id)) if isinstance(entity, Context) else title


def _kind(entity: Entity) -> str:
    kind = kind_word(entity.array)
    if isinstance(entity, LifeEvent):
        return say("{kind}, {scope}", kind=kind, scope=value_word("scope", entity.scope, entity.array))
    if isinstance(entity, Session) and entity.held != "held":
        return say("{kind}, {scope}", kind=kind, scope=value_word("held", entity.held, entity.array))
    return kind


def _when(source: Source, entity: Entity, dated: Dated | None) -> str:
    """When it was, in plain words, the client's own phrase first."""
    if isinstance(entity, Person):
        return _life(entity)
    if entity.id == CASE_ID:
        started, ended = getattr(entity, "started", None), getattr(entity, "ended", None)
        return when_words(f"{started}/{ended}" if ended else f"{started}/..") if started else say("not dated yet")
    name, said = TIMES[entity.array][0]
    date = getattr(entity, name)
    if date is None and isinstance(entity, NewExperience) and dated is not None:
        session = source.get(entity.session or "")
        date = session.date if isinstance(session, Session) else None
    words = when_words(date, getattr(entity, said) if said else None)
    return words if dated is not None else ", ".join(part for part in (words, say("not dated yet")) if part)


def _life(person: Person) -> str:
    parts = []
    if person.born or person.born_said:
        parts.append(say("born {when}", when=when_words(person.born, person.born_said)))
    if person.died or person.died_said:
        parts.append(say("died {when}", when=when_words(person.died, person.died_said)))
    return ", ".join(parts) or say("not dated yet")


def _about(source: Source, entity: Entity, dated: Dated | None) -> str:
    """What belongs to it in words: with whom, what it meant, what was made of it, for what it matters."""
    if isinstance(entity, Taught | Played | NewExperience | Episode):
        return say("With {who}", who=partner_title(source, entity.relationship))
    if isinstance(entity, LifeEvent):
        made = things_named(source, dated.made if dated else ())
        return say("What I made of it: {things}", things=made) if made else entity.what_it_meant or ""
    if isinstance(entity, Context):
        things = things_named(source, dated.matters_for if dated else ())
        return say("Matters for {things}", things=things) if things else ""
    if isinstance(entity, Relationship):
        return _tie_words(entity, dated)
    return ""


def _tie_words(tie: Relationship, dated: Dated | None) -> str:
    parts = [value_word("quality", tie.quality, "relationships")] if tie.quality else []
    parts.append(value_word("state", tie.state, "relationships"))
    if dated is not None and dated.beyond is not None and tie.state != "continues_after_death":
        parts.append(say("went on after the death"))
    return capital(", ".join(parts))


def _subjects(entity: Entity) -> frozenset[str]:
    """A lesson chosen elsewhere is seen where it was taught, a role where it was played."""
    extra = {"taught": ("lesson",), "played": ("role",)}.get(entity.array, ())
    return frozenset((entity.id, *(getattr(entity, name) for name in extra)))


def _stroke(sight: Sight, entity: Entity) -> tuple[Style, Tone, bool]:
    if isinstance(entity, Relationship):
        return stroke_of(sight, entity)
    if isinstance(entity, Taught):
        lesson = sight.get(entity.lesson)
        return "plain", lesson.valence if isinstance(lesson, Lesson) else "mixed", False
    return "plain", _TONES.get(entity.array, "ink"), False
