"""How people and ties are drawn: shapes by who they are, strokes by quality, the taper towards more power."""

from __future__ import annotations

import unicodedata
from typing import Literal

from relmap.model.people import CASE_ID, Person, Relationship
from relmap.model.vocabulary import PLACE_KINDS, SECTORS
from relmap.model.when import year_of
from relmap.read.choices import value_word
from relmap.ui.map import spoken
from relmap.ui.map.drafts import Draft, Drawn, is_covered, stored_place
from relmap.ui.map.look_marks import marks_on
from relmap.ui.map.shapes import Badge, NodeLook, Pictogram, Shape, Style, TieLook, Tone
from relmap.ui.map.sight import Sight
from relmap.words import say

COUPLE_APART = 70.0
"""Half the distance between the circles of two clients."""
_APART = 0.16
_ACCOUNTS_APART = 1.1
_IN_THE_ROOM = ("therapist", "co_therapist")
_GONE = ("lost",)
_PICTURES: dict[str, Pictogram] = {
    "institution": "institution",
    "group": "group",
    "community": "community",
    "place": "place",
    "faith": "faith",
}


def line_id(tie: Relationship, sight: Sight) -> str:
    """The Look id of a tie's line; a second circle has the tie's own id, so its line has another."""
    return f"{tie.id}:line" if _is_second(tie, sight) else tie.id


def draw_person(sight: Sight, person: Person) -> Drawn:
    """A person's circle or square."""
    if person.id in sight.clients:
        yield _client(sight, person)
        return
    tie = _clients_tie(sight, person)
    shape = _shape(person)
    covered = is_covered(person)
    look = NodeLook(
        person.id,
        shape,
        tone=_ring_tone(shape, tie),
        title=_shown_name(person) or "",
        initial=initial(_shown_name(person)),
        subtitle="" if covered else _subtitle(sight, person, tie),
        badges=() if covered else badges(sight, *_about(sight, person, tie)),
        pictogram=_PICTURES.get(person.kind, ""),
        dashed=person.died is not None or (tie is not None and tie.state in _GONE),
        disputed=person.disputed,
        covered=covered,
        kind=person.array,
        spoken=say("someone who is covered") if covered else spoken.of_person(sight, person, tie),
    )
    closeness = sight.closeness(tie) if tie is not None else None
    yield Draft(look, stored_place(sight, person.id), closeness, sector=sector_of(person))


def sector_of(person: Person) -> str | None:
    """The part of life somebody belongs to, where that can be told; the therapist's is the room itself."""
    return "here" if person.seat == "therapist" else SECTORS.get(person.kind)


def draw_tie(sight: Sight, tie: Relationship) -> Drawn:
    """A tie's line, and the second circle where it is a further tie with the same person."""
    if sight.person(tie.a) is None or sight.person(tie.b) is None:
        return
    second = _is_second(tie, sight)
    if second:
        yield _second_circle(sight, tie)
    between_others = not sight.is_clients(tie)
    whose = sight.whose((tie.experienced_by,) if tie.experienced_by is not None else None)
    style, tone, dashed = stroke_of(sight, tie)
    yield TieLook(
        line_id(tie, sight),
        sight.near_end(tie),
        tie.id if second else sight.far_end(tie),
        style,
        tone,
        0 if between_others else taper(sight, tie),
        curve=_bend(sight, tie) if between_others else 0.0,
        dashed=dashed,
        label=(tie.label or whose) if between_others else "",
        marks=marks_on(sight, tie),
        covered=is_covered(tie),
        disputed=tie.disputed,
        kind=tie.array,
        spoken=spoken.of_tie(sight, tie),
        subject=tie.id,
    )


def _bend(sight: Sight, tie: Relationship) -> float:
    """How far a tie between two others is bowed; the accounts of two clients to either side of the straight line."""
    if tie.a not in sight.clients or tie.b not in sight.clients:
        return _APART * sight.rank(tie)
    rank, count = sight.rank(tie), sight.count(tie)
    return 0.0 if count == 1 else _ACCOUNTS_APART * (rank - (count - 1) / 2)


def stroke_of(sight: Sight, tie: Relationship) -> tuple[Style, Tone, bool]:
    """How the line of a tie is drawn: its style, its tone, and whether it is dashed because it has not begun."""
    style: Style = "room" if sight.is_room(tie) else tie.quality or "plain"
    return style, _line_tone(style), tie.state == "not_started"


def taper(sight: Sight, tie: Relationship) -> Literal[-1, 0, 1]:
    """Who has more power: +1 the far end, -1 the client's, 0 not said.

    What the client said about standing in a context goes before who adapts to whom.
    """
    subjects = (tie.id, CASE_ID) if sight.is_room(tie) else (tie.id,)
    balance = 0
    for context in sight.contexts_about(*subjects):
        if context.held_by != "both" and context.standing in ("more_power", "less_power"):
            holder = -1 if context.held_by == "client" else 1
            balance += holder if context.standing == "more_power" else -holder
    if balance == 0:
        balance = {"client": 1, "other": -1}.get(tie.who_adapts or "", 0)
    return 0 if balance == 0 else 1 if balance > 0 else -1


def badges(sight: Sight, *ids: str) -> tuple[Badge, ...]:
    """One badge for all contexts that matter for some things; none where there are none."""
    contexts = sight.contexts_about(*ids)
    if not contexts:
        return ()
    words = dict.fromkeys(value_word("dimension", context.dimension, "contexts") for context in contexts)
    return (Badge(" · ".join(words), tuple(context.id for context in contexts)),)


def _shown_name(person: Person) -> str | None:
    """The name to draw; an unnamed therapist is called that."""
    return person.name or (say("Therapist") if person.seat == "therapist" and person.veil == "none" else None)


def initial(name: str | None) -> str:
    """The first letter of a name with the marks that belong to it; `?` for somebody unnamed."""
    text = (name or "").strip()
    if not text:
        return "?"
    end = 1
    while end < len(text) and (unicodedata.combining(text[end]) or text[end] in "\u200d\ufe0f"):
        end += 2 if text[end] == "\u200d" else 1
    return text[:end].upper() if text[0].isalpha() else text[:end]


def _client(sight: Sight, person: Person) -> Draft:
    count, number = len(sight.clients), sight.clients.index(person.id)
    look = NodeLook(
        person.id,
        "client",
        title=sight.title(person.id),
        initial=initial(person.name),
        badges=badges(sight, person.id),
        disputed=person.disputed,
        covered=is_covered(person),
        kind=person.array,
        spoken=spoken.of_person(sight, person, None),
    )
    place = ((2 * number - count + 1) * COUPLE_APART if count > 1 else 0.0, 0.0)
    return Draft(look, place, fixed=True)


def _second_circle(sight: Sight, tie: Relationship) -> Draft:
    host = sight.person(sight.far_end(tie))
    covered = is_covered(tie) or (host is not None and is_covered(host))
    look = NodeLook(
        tie.id,
        "second",
        tone=_ring_tone("second", tie),
        initial=initial(tie.label) if tie.label else initial(host.name if host is not None else None),
        subtitle="" if covered else tie.label or "",
        badges=() if covered else badges(sight, tie.id),
        dashed=tie.state in _GONE,
        disputed=tie.disputed,
        covered=covered,
        attached=sight.far_end(tie),
        kind=tie.array,
        spoken=spoken.of_tie(sight, tie),
    )
    return Draft(look, stored_place(sight, tie.id), turn=sight.rank(tie) - 1)


def _is_second(tie: Relationship, sight: Sight) -> bool:
    return sight.is_clients(tie) and sight.rank(tie) > 0


def _clients_tie(sight: Sight, person: Person) -> Relationship | None:
    ties = sight.referring(person.id, Relationship)
    return next((tie for tie in ties if sight.is_clients(tie) and sight.rank(tie) == 0), None)


def _shape(person: Person) -> Shape:
    if person.seat in _IN_THE_ROOM:
        return "therapist"
    return "place" if person.kind in PLACE_KINDS else "person"


def _ring_tone(shape: Shape, tie: Relationship | None) -> Tone:
    if shape == "therapist":
        return "accent"
    return "warm" if tie is not None and tie.quality == "warm" else "ink"


def _line_tone(style: Style) -> Tone:
    tones: dict[Style, Tone] = {"warm": "warm", "distant": "faded", "room": "accent", "plain": "faded"}
    return tones.get(style, "ink")


def _subtitle(sight: Sight, person: Person, tie: Relationship | None) -> str:
    """One line below the name: the tie's own label first; without pronouns."""
    if tie is not None and tie.label:
        return tie.label
    if tie is not None and sight.is_room(tie):
        return say("this room")
    facts = [value_word("quality", tie.quality, "relationships") if tie is not None and tie.quality else ""]
    began = year_of(tie.period) if tie is not None else None
    if person.died and (year := year_of(person.died)):
        facts.append(say("died {year}", year=year))
    elif began and person.kind == "partner":
        facts = [say("partner since {year}", year=began.split("–")[0])]
    if not any(facts) and person.kind not in ("unknown", "self"):
        facts = [value_word("kind", person.kind, "people")]
    return " · ".join(fact for fact in facts if fact)


def _about(sight: Sight, person: Person, tie: Relationship | None) -> list[str]:
    """What a context must be about to be a badge on this person."""
    subjects = [person.id, *([tie.id] if tie is not None else [])]
    return [*subjects, CASE_ID] if person.id == sight.therapist else subjects
