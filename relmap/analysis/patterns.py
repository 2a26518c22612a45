"""The patterns as they were told: the loop in the client's words, its stories, and everyone each is seen with.

A story shows its pattern in the tie in which it was lived, so that tie counts as one it is seen with (CCRT, Luborsky
1977). Nothing is counted up or weighed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from relmap.analysis.threads import is_open
from relmap.model.base import Entity
from relmap.model.integrity import session_order
from relmap.model.links import Link
from relmap.model.patterns import Episode, Pattern
from relmap.model.source import Source
from relmap.model.therapy import Moment, Rupture, Session
from relmap.model.when import is_when, span
from relmap.read.reminders import only_seen_here

E = TypeVar("E", bound=Entity)

STEPS = ("wish", "expected", "response_of_other", "response_of_self", "toward_self", "aftermath")
"""The fields of a pattern in the order in which it goes round."""
UNDATED = math.inf


@dataclass(frozen=True, slots=True)
class Told:
    """One story: with whom, when in life and when it was told, and its words."""

    episode: str
    relationship: str
    narrative: str | None
    happened: str | None
    happened_said: str | None
    told_in: str | None


@dataclass(frozen=True, slots=True)
class Loop:
    """A pattern: its steps as (field, words or None), its stories, whom it is seen with, and when it was here.

    `only_here`: it came back in the room and was seen in no other tie so far.
    """

    pattern: str
    steps: tuple[tuple[str, str | None], ...]
    stories: tuple[Told, ...]
    seen_with: tuple[str, ...]
    here: tuple[str, ...]
    only_here: bool


def loops(source: Source) -> tuple[Loop, ...]:
    """Every pattern that may be seen, in the order in which it was said."""
    return tuple(_loop(source, pattern) for pattern in source.all(Pattern) if pattern.veil == "none")


def loose_stories(source: Source) -> tuple[Told, ...]:
    """The stories that belong to no pattern, in order."""
    rows = source.all(Episode)
    return tuple(_told(row) for row in rows if row.pattern is None and _may_tell(source, row))


def seen_with(source: Source, pattern: str) -> tuple[str, ...]:
    """The ties a pattern is seen with, by a link or by a story, in the order of the ties; nothing that is covered."""
    links = {link.to for link in rows_at(source, pattern, Link) if link.kind == "shown_with" and link.from_ == pattern}
    lived = {story.relationship for story in _stories(source, pattern)}
    return in_order(source, links | lived)


def here(source: Source, thing: str) -> tuple[str, ...]:
    """The sessions in which a thing came back between client and therapist, by a moment or a disruption, in order."""
    marks = [source.get(link.from_) for link in rows_at(source, thing, Link) if _is_here(link, thing)]
    found = {one.session for one in marks if isinstance(one, Moment | Rupture) and one.veil == "none"}
    order = session_order(source) if found else {}
    return tuple(sorted((id for id in found if is_open(source, id)), key=lambda id: order[id]))


def first_moment(source: Source, happened: str | None, session: str | None) -> float:
    """The year, with its fraction, at which something lived stands: its own date, else its session's; else UNDATED."""
    sitting = source.get(session) if session is not None else None
    day = sitting.date if isinstance(sitting, Session) else None
    for text in (happened, day):
        if text is not None and is_when(text):
            known = [bound for bound in (span(text).first, span(text).last) if math.isfinite(bound)]
            if known:
                return known[0]
    return UNDATED


def rows_at(source: Source, id: str, cls: type[E]) -> list[E]:
    """The rows of a class that refer to a thing and are not covered, in order."""
    rows = (source.get(other) for other in source.referrers(id))
    return sorted((row for row in rows if isinstance(row, cls) and row.veil == "none"), key=_ordinal)


def in_order(source: Source, ties: set[str]) -> tuple[str, ...]:
    """Those of some ties that may be told of, in the order in which they were said."""
    seen = (source.get(tie) for tie in ties if is_open(source, tie))
    return tuple(tie.id for tie in sorted((tie for tie in seen if tie is not None), key=_ordinal))


def _loop(source: Source, pattern: Pattern) -> Loop:
    return Loop(
        pattern.id,
        tuple((step, getattr(pattern, step)) for step in STEPS),
        tuple(_told(row) for row in _by_life(source, _stories(source, pattern.id))),
        seen_with(source, pattern.id),
        here(source, pattern.id),
        only_seen_here(source, pattern.id),
    )


def _stories(source: Source, pattern: str) -> list[Episode]:
    rows = rows_at(source, pattern, Episode)
    return [row for row in rows if row.pattern == pattern and _may_tell(source, row)]


def _by_life(source: Source, rows: Sequence[Episode]) -> list[Episode]:
    """Stories by when they were lived; those without a date last, as they were told."""
    return sorted(rows, key=lambda row: (first_moment(source, row.happened, None), row.ordinal))


def _may_tell(source: Source, row: Episode) -> bool:
    return row.veil == "none" and is_open(source, row.relationship)


def _told(row: Episode) -> Told:
    return Told(row.id, row.relationship, row.narrative, row.happened, row.happened_said, row.told_in)


def _is_here(link: Link, thing: str) -> bool:
    return link.kind in ("re_enacts", "here_too") and link.to == thing


def _ordinal(entity: Entity) -> int:
    return entity.ordinal
