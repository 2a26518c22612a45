"""How lessons, roles, new experiences, patterns, life events, ways, moments and contexts are drawn."""

from __future__ import annotations

from collections.abc import Mapping

from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.lessons import Lesson
from relmap.model.links import Link
from relmap.model.patterns import LifeEvent, Pattern
from relmap.model.people import Case, Relationship
from relmap.model.ratings import current_rating
from relmap.model.roles import Role
from relmap.model.therapy import Moment, NewExperience, Session, WayOfConnecting
from relmap.model.when import year_of
from relmap.read.choices import value_word
from relmap.ui.map import spoken
from relmap.ui.map.drafts import Draft, Drawn, stored_place
from relmap.ui.map.look_people import badges, initial
from relmap.ui.map.quotes import marks_for
from relmap.ui.map.shapes import NodeLook, Shape, TieLook, Tone
from relmap.ui.map.sight import Sight
from relmap.words import say

_COVERED_SHAPES: Mapping[str, Shape] = {
    "lessons": "lesson",
    "roles": "role",
    "experiences": "experience",
    "patterns": "pattern",
    "life_events": "event",
    "ways": "way",
    "moments": "moment",
    "contexts": "context",
}


def draw_covered(sight: Sight, entity: Entity) -> Drawn:
    """The empty outline that is left of a thing the client covered."""
    look = NodeLook(
        entity.id,
        _COVERED_SHAPES[entity.array],
        covered=True,
        kind=entity.array,
        spoken=say("something that is covered"),
    )
    yield Draft(look, stored_place(sight, entity.id))


def draw_lesson(sight: Sight, lesson: Lesson) -> Drawn:
    """A card with the words in quotation marks."""
    score, score_text = _score(sight, lesson)
    look = NodeLook(
        lesson.id,
        "lesson",
        tone=lesson.valence,
        title=lesson.text or sight.title(lesson.id),
        quotes=marks_for(lesson.text, lesson.language or _language(sight)) if lesson.text else ("", ""),
        badges=badges(sight, lesson.id),
        score=score,
        score_text=score_text,
        dashed=lesson.state == "resting",
        disputed=lesson.disputed,
        whose=sight.whose(lesson.held_by),
        kind=lesson.array,
        spoken=spoken.of_lesson(sight, lesson),
    )
    yield Draft(look, stored_place(sight, lesson.id))


def _score(sight: Sight, lesson: Lesson) -> tuple[int | None, str]:
    """The number a lesson's marks show, and what stands beside them; two clients' numbers are named, never averaged."""
    if len(sight.clients) < 2:
        rating = current_rating(sight.source, lesson.id, "true_today")
        score = rating.value if rating is not None else None
        return score, (say("{value}/10", value=score) if score is not None else "")
    numbers = sight.numbers(lesson.id, "true_today")
    said = " · ".join(say("{name} {value}", name=initial(name), value=number) for name, number in numbers)
    return (numbers[0][1] if len(numbers) == 1 else None), said


def draw_role(sight: Sight, role: Role) -> Drawn:
    """A ticket; one that was set down has a dashed edge."""
    yield _chip(sight, role, "role", "role", spoken.of_role(sight, role), dashed=role.state == "set_down")


def draw_experience(sight: Sight, lived: NewExperience) -> Drawn:
    """A pill with a sprout, and its line to whom it was lived with."""
    look = NodeLook(
        lived.id,
        "experience",
        tone="new",
        title=sight.title(lived.id) if not lived.description else lived.description,
        subtitle=_when_and_where(sight, lived),
        badges=badges(sight, lived.id),
        disputed=lived.disputed,
        kind=lived.array,
        spoken=spoken.of_experience(sight, lived),
    )
    yield Draft(look, stored_place(sight, lived.id))
    yield TieLook(
        f"{lived.id}:with",
        lived.id,
        sight.stand(lived.relationship),
        tone="accent",
        curve=0.12,
        thin=True,
        kind=lived.array,
        spoken=spoken.of_link(sight, lived),
        subject=lived.id,
    )


def draw_pattern(sight: Sight, pattern: Pattern) -> Drawn:
    """A loop chip."""
    yield _chip(sight, pattern, "pattern", "ink", spoken.of_pattern(sight, pattern))


def draw_life_event(sight: Sight, event: LifeEvent) -> Drawn:
    """A chip with a diamond, and the year if it is known."""
    year = year_of(event.happened)
    title = sight.title(event.id)
    words = say("{title}, {year}", title=title, year=year) if year else title
    yield _chip(sight, event, "event", "faded", spoken.of_thing(sight, event), words=words)


def draw_way(sight: Sight, way: WayOfConnecting) -> Drawn:
    """A chip with two rings, once it was used or put somewhere; dashed while it is only imagined."""
    place = stored_place(sight, way.id)
    if place is not None or any(link.to == way.id for link in sight.referring(way.id, Link)):
        yield _chip(sight, way, "way", "affirming", spoken.of_thing(sight, way), dashed=way.state == "imagined")


def draw_moment(sight: Sight, moment: Moment) -> Drawn:
    """A small circle at the therapist's side for a moment that is linked to something; others stay in their session."""
    linked = any(link.from_ == moment.id for link in sight.referring(moment.id, Link))
    if linked and sight.therapist is not None:
        look = NodeLook(
            moment.id,
            "moment",
            tone="accent",
            disputed=moment.disputed,
            attached=sight.therapist,
            kind=moment.array,
            spoken=spoken.of_thing(sight, moment),
        )
        yield Draft(look, turn=_turn(sight, moment))


def draw_context(sight: Sight, context: Context) -> Drawn:
    """A badge with a triangle of its own, where it is not already one on what it is about."""
    if not sight.is_badge(context.id):
        words = value_word("dimension", context.dimension, "contexts")
        yield _chip(sight, context, "context", "context", spoken.of_thing(sight, context), words=words)


def _chip(
    sight: Sight,
    entity: Role | Pattern | LifeEvent | WayOfConnecting | Context,
    shape: Shape,
    tone: Tone,
    sentence: str,
    *,
    words: str | None = None,
    dashed: bool = False,
) -> Draft:
    name = getattr(entity, "name", None)
    look = NodeLook(
        entity.id,
        shape,
        tone=tone,
        title=words or name or sight.title(entity.id),
        badges=badges(sight, entity.id),
        dashed=dashed,
        disputed=entity.disputed,
        whose=sight.whose(entity.held_by) if isinstance(entity, Role) else "",
        kind=entity.array,
        spoken=sentence,
    )
    return Draft(look, stored_place(sight, entity.id))


def _when_and_where(sight: Sight, lived: NewExperience) -> str:
    session = sight.get(lived.session)
    facts = []
    if isinstance(session, Session):
        facts.append(sight.title(session.id))
    elif year := year_of(lived.happened):
        facts.append(year)
    tie = sight.get(lived.relationship)
    if isinstance(tie, Relationship) and sight.is_room(tie):
        facts.append(say("in the room"))
    return " · ".join(facts)


def _language(sight: Sight) -> str | None:
    cases = sight.source.all(Case)
    return cases[0].language if cases else None


def _turn(sight: Sight, moment: Moment) -> int:
    """The number of a moment among those that are drawn."""
    turn = 0
    for each in sight.source.all(Moment):
        if each.id == moment.id:
            return turn
        turn += any(link.from_ == each.id for link in sight.referring(each.id, Link))
    return turn
