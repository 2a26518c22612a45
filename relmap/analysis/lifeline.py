"""A life on one axis: everything that has a date, each thing once, and apart from it what is not dated yet.

It carries ids, years and the manner of each end, never sentences. An end that is only about right, that is open, or
that nobody knows stays what it is; a thing without a date is never given one. The words in which a date was said
("when I was about seven") stay in the fields that `TIMES` names.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from relmap.analysis.stretch import Stretch, either_end, interval_of, settled, stretch_of
from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.integrity import session_order
from relmap.model.lessons import Taught
from relmap.model.links import Link
from relmap.model.patterns import Episode, LifeEvent
from relmap.model.people import Case, Person, Relationship
from relmap.model.roles import Played
from relmap.model.seats import clients
from relmap.model.source import Source
from relmap.model.therapy import NewExperience, Rating, Session
from relmap.model.vocabulary import PLACE_KINDS

Lane = Literal["history", "events", "people", "therapy"]

TIMES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "people": (("born", "born_said"), ("died", "died_said")),
    "relationships": (("period", "period_said"),),
    "taught": (("period", "period_said"),),
    "played": (("period", "period_said"),),
    "contexts": (("period", "period_said"),),
    "episodes": (("happened", "happened_said"),),
    "experiences": (("happened", "happened_said"),),
    "life_events": (("happened", "happened_said"),),
    "sessions": (("date", ""),),
    "case": (("started", ""), ("ended", "")),
}
"""Kind → its dates in life, each with the field that keeps how it was said (empty where there is none)."""

_IN_THE_ROOM = ("therapist", "co_therapist")


@dataclass(frozen=True, slots=True)
class Beyond:
    """How a tie goes on after a death: until when, and whether it is still going on."""

    first: float
    last: float
    open: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """One thing with a date. `row` is the person or tie it belongs to, empty where it has no row of its own.

    `made` are the lessons and ties that a life event led to; `matters_for` is what a context is about; `told` is the
    place of its session among the sessions, -1 outside them.
    """

    id: str
    array: str
    lane: Lane
    at: Stretch
    row: str = ""
    beyond: Beyond | None = None
    made: tuple[str, ...] = ()
    matters_for: tuple[str, ...] = ()
    told: int = -1
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class Undated:
    """One thing that could have a date and has none; what was said of it may still stand there."""

    id: str
    array: str
    said: bool
    told: int = -1
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class Lifeline:
    """Everything with a date from `first` to `last` (years with fractions), in the order of the dates."""

    first: float
    last: float
    today: float
    dated: tuple[Dated, ...] = ()
    undated: tuple[Undated, ...] = ()
    lived: tuple[float, float] | None = None
    """From the client's birth until today, where it is known."""

    @property
    def therapy(self) -> tuple[float, float] | None:
        """The years of the therapy, where anything of it is dated."""
        stretches = [one.at for one in self.dated if one.lane == "therapy"]
        return (min(at.first for at in stretches), max(at.last for at in stretches)) if stretches else None


def lifeline(source: Source, today: float) -> Lifeline:
    """Put on the axis what may be seen of a case; `today` is a year with its fraction."""
    order = dict(session_order(source))
    found = [(thing, replace(thing, told=order.get(told or "", -1))) for thing, told in _things(source)]
    things = [thing for _, thing in found]
    years = [year if math.isfinite(year) else today for thing in things for year in (thing.at.first, thing.at.last)]
    first, last = _range(years, today)
    dated = sorted((_settled(source, thing, first, today) for thing in things), key=_by_date)
    last = max([last, *(math.ceil(thing.beyond.last) for thing in dated if thing.beyond)])
    return Lifeline(first, last, today, tuple(dated), tuple(_undated(source, order)), _lived(source, today))


def when_of(source: Source, entity: Entity) -> Stretch | None:
    """When a thing was in life, by its own date alone; None where it has none that can be read."""
    if isinstance(entity, Person):
        in_the_room = entity.seat == "client" and not entity.died
        return (interval_of if in_the_room else either_end)(entity.born, entity.died)
    if isinstance(entity, Case):
        return interval_of(entity.started, entity.ended)
    if isinstance(entity, NewExperience):
        return stretch_of(entity.happened) or _in_the_room(source, entity)
    times = TIMES.get(entity.array)
    return stretch_of(getattr(entity, times[0][0])) if times else None


def row_of(source: Source, tie: str) -> str:
    """The row a tie belongs to: whom a client has it with, or the tie itself between two others."""
    entity = source.get(tie)
    if not isinstance(entity, Relationship):
        return tie
    centre = {one.id for one in clients(source)}
    if (entity.a in centre) == (entity.b in centre):
        return entity.id
    return entity.b if entity.a in centre else entity.a


def may_show(source: Source, id: str) -> bool:
    """Whether a thing is there and not covered; what hangs on a covered thing is not in a projection at all."""
    entity = source.get(id)
    return entity is not None and entity.veil == "none"


# what is dated


def _things(source: Source) -> Iterator[tuple[Dated, str | None]]:
    """Everything dated, with open and unknown ends still at infinity, and the session it was told in."""
    for entity in _candidates(source):
        at = when_of(source, entity)
        if at is not None:
            yield _thing(source, entity, at), entity.told_in


def _candidates(source: Source) -> Iterator[Entity]:
    kinds = (Person, Relationship, Taught, Played, Context, Episode, NewExperience, LifeEvent, Session, Case)
    for cls in kinds:
        for entity in source.all(cls):
            if may_show(source, entity.id):
                yield entity


def _thing(source: Source, entity: Entity, at: Stretch) -> Dated:
    plain = Dated(entity.id, entity.array, _lane(entity), at, ordinal=entity.ordinal)
    if isinstance(entity, Person):
        return replace(plain, row=entity.id)
    if isinstance(entity, Relationship):
        return replace(plain, row=row_of(source, entity.id))
    if isinstance(entity, Taught | Played | Episode | NewExperience):
        return replace(plain, row=row_of(source, entity.relationship))
    if isinstance(entity, LifeEvent):
        return replace(plain, made=_linked(source, entity.id, "made_of"))
    if isinstance(entity, Context):
        return replace(plain, matters_for=_linked(source, entity.id, "about"))
    return plain


def _lane(entity: Entity) -> Lane:
    if isinstance(entity, Context):
        return "history"
    if isinstance(entity, LifeEvent):
        return "history" if entity.scope == "historical" else "events"
    return "therapy" if isinstance(entity, Session | Case) else "people"


def _linked(source: Source, id: str, kind: str) -> tuple[str, ...]:
    rows = (row for other in source.referrers(id) if isinstance(row := source.get(other), Link))
    there = sorted((row for row in rows if row.kind == kind and row.from_ == id), key=lambda row: row.ordinal)
    return tuple(dict.fromkeys(row.to for row in there if may_show(source, row.to)))


def _in_the_room(source: Source, lived: NewExperience) -> Stretch | None:
    """The day of the session in which something was lived with the therapist: that is when it happened."""
    who, session = source.get(row_of(source, lived.relationship)), source.get(lived.session or "")
    seated = isinstance(who, Person) and who.seat in _IN_THE_ROOM
    return stretch_of(session.date) if seated and isinstance(session, Session) else None


def _range(years: list[float], today: float) -> tuple[float, float]:
    """Whole years round everything; this year where there is nothing."""
    if not years:
        return math.floor(today), math.floor(today) + 1.0
    first, last = math.floor(min(years)), math.ceil(max(*years, today))
    return float(first), float(max(last, first + 1))


def _settled(source: Source, thing: Dated, first: float, today: float) -> Dated:
    settled_thing = replace(thing, at=settled(thing.at, first, today))
    if thing.array != "relationships":
        return settled_thing
    return _past_a_death(source, settled_thing, today)


def _past_a_death(source: Source, thing: Dated, today: float) -> Dated:
    """A death ends contact, not the relationship: split a tie there, and say until when it goes on."""
    tie = source.need(Relationship, thing.id)
    died = _death(source, tie)
    if died is None:
        return thing
    death = died.last
    at, goes_on = thing.at, tie.state == "continues_after_death"
    own = at.last if at.last > math.floor(death) + 1.0 else -math.inf  # a tie that ended in that year ended with it
    until = max([*_later(source, tie), own, today if goes_on else -math.inf])
    begins = max(death, at.first)
    if until <= begins:
        return thing
    is_open = goes_on or (at.ends == "open" and until == at.last)
    if at.last > begins:
        at = replace(at, last=begins, ends=died.ends, moment=False)
    return replace(thing, at=at, beyond=Beyond(begins, until, is_open))


def _death(source: Source, tie: Relationship) -> Stretch | None:
    """The first known death of the two, where it has a year."""
    died = [stretch_of(one.died) for id in (tie.a, tie.b) if isinstance(one := source.get(id), Person)]
    known = [at for at in died if at is not None and math.isfinite(at.last)]
    return min(known, key=lambda at: at.last, default=None)


def _later(source: Source, tie: Relationship) -> Iterator[float]:
    """When something was lived or rated in a tie."""
    for id in source.referrers(tie.id):
        row = source.get(id)
        at = None
        if isinstance(row, Rating) and row.value is not None and row.veil == "none":
            session = source.get(row.session or "")
            at = stretch_of(session.date) if isinstance(session, Session) else None
        elif isinstance(row, NewExperience) and row.veil == "none":
            at = when_of(source, row)
        if at is not None and math.isfinite(at.last):
            yield at.last


# what is not


def _undated(source: Source, order: Mapping[str, int]) -> Iterator[Undated]:
    for entity in _candidates(source):
        if when_of(source, entity) is None and _could_have_a_date(entity):
            said = any(getattr(entity, name) for _, name in TIMES[entity.array] if name)
            yield Undated(entity.id, entity.array, said, order.get(entity.told_in or "", -1), entity.ordinal)


def _could_have_a_date(entity: Entity) -> bool:
    """A place is not born, the helpers' years are not asked, and the case as a whole needs no reminder."""
    if isinstance(entity, Person):
        return entity.kind not in PLACE_KINDS and entity.seat in ("none", "client")
    return not isinstance(entity, Case)


def _lived(source: Source, today: float) -> tuple[float, float] | None:
    born = [stretch_of(one.born) for one in clients(source) if one.veil == "none"]
    years = [at.first for at in born if at is not None and math.isfinite(at.first)]
    return (min(years), max(today, min(years) + 1.0)) if years else None


def _by_date(thing: Dated) -> tuple[float, float, str, int]:
    return thing.at.first, thing.at.last, thing.array, thing.ordinal
