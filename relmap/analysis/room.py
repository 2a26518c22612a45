"""What happens between the two in the room: every session in order, with its disruptions and how each went on.

A disruption and what helped with it are one thread (disruption and restoration: Beebe & Lachmann 1994; Safran & Muran
2000), however many sessions lie between. It says how many hours a thread stayed open as a fact, and never whether that
is long; only the client's word ends it as "back on track".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from relmap.analysis.oldtimes import OldTime, old_time
from relmap.analysis.threads import is_open
from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.integrity import session_key
from relmap.model.links import Link
from relmap.model.source import Source
from relmap.model.therapy import Moment, NewExperience, Repair, Rupture, Session
from relmap.model.vocabulary import Held, Medium, MomentType, MovedBy, RuptureKind, RuptureState, WhoOfTwo

E = TypeVar("E", bound=Entity)
OPEN_STATES = frozenset({"open", "being_mended"})
"""States in which a disruption still waits for something; the other three are ends, and none of them a failure."""


@dataclass(frozen=True, slots=True)
class Again:
    """What was there again: an old pattern, tie, lesson or role (`target`), and how far back it goes, where known."""

    link: str
    kind: Literal["re_enacts", "here_too"]
    target: str
    text: str | None
    old: OldTime | None


@dataclass(frozen=True, slots=True)
class Mend:
    """One thing that helped with a disruption; `word`: the client said that it is back on track, `score` 0..10."""

    id: str
    rupture: str
    session: str
    what_helped: str | None
    by: WhoOfTwo
    score: int | None
    word: bool


@dataclass(frozen=True, slots=True)
class Disruption:
    """One disruption with all that became of it.

    `mended_by` is the repair at which the client said "back on track". `hours` counts the held sessions after its own
    up to that word, or up to the last one while it is open; None where nobody knows when it was left open.
    """

    id: str
    session: str
    kind: RuptureKind
    moved_by: MovedBy | None
    description: str | None
    therapist_part: str | None
    state: RuptureState
    with_whom: str | None
    again: tuple[Again, ...]
    contexts: tuple[str, ...]
    mends: tuple[Mend, ...]
    mended_by: str | None
    hours: int | None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for something."""
        return self.state in OPEN_STATES


@dataclass(frozen=True, slots=True)
class Marked:
    """A moment in the room; `at` is its time of day."""

    id: str
    type: MomentType
    at: str | None
    noticed_by: WhoOfTwo
    text: str | None
    again: tuple[Again, ...]


@dataclass(frozen=True, slots=True)
class Hour:
    """One session, held or not, with what began in it, what helped in it, and what was newly lived in it."""

    session: str
    number: int | None
    date: str | None
    held: Held
    medium: Medium
    also_present: str | None
    opening: str | None
    closing: str | None
    moments: tuple[Marked, ...]
    disruptions: tuple[Disruption, ...]
    mends: tuple[Mend, ...]
    lived: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoomThread:
    """The whole therapy, oldest hour first."""

    hours: tuple[Hour, ...]

    @property
    def disruptions(self) -> tuple[Disruption, ...]:
        """Every disruption, in the order of the sessions."""
        return tuple(one for hour in self.hours for one in hour.disruptions)

    def disruption(self, id: str) -> Disruption | None:
        """The disruption with this id."""
        return next((one for one in self.disruptions if one.id == id), None)


def room_thread(source: Source) -> RoomThread:
    """The thread of the therapy, as far as it may be seen."""
    sessions = sorted((one for one in source.all(Session) if one.veil == "none"), key=session_key)
    order = {one.id: place for place, one in enumerate(sessions)}
    held = [place for place, one in enumerate(sessions) if one.held == "held"]
    mends = _by(((mend.rupture, mend) for mend in _mends(source, order)), order)
    ruptures = [
        (row.session, _disruption(source, row, mends.get(row.id, ()), _Count(order, held)))
        for row in _open(source, Rupture)
        if row.session in order
    ]
    return RoomThread(tuple(_hours(source, sessions, _grouped(ruptures))))


def _hours(source: Source, sessions: Sequence[Session], broken: Mapping[str, list[Disruption]]) -> Iterator[Hour]:
    moments = _grouped((row.session, _marked(source, row)) for row in _open(source, Moment))
    lived = _grouped(
        (row.session, row.id)
        for row in _open(source, NewExperience)
        if row.session is not None and is_open(source, row.relationship)
    )
    told = {one.id for rows in broken.values() for one in rows}
    helped = _grouped((mend.session, mend) for mend in _mends(source, {one.id: 0 for one in sessions}))
    for one in sessions:
        yield Hour(
            one.id,
            one.number,
            one.date,
            one.held,
            one.medium,
            one.also_present,
            one.opening,
            one.closing,
            tuple(sorted(moments.get(one.id, ()), key=lambda moment: (moment.at is None, moment.at or ""))),
            tuple(broken.get(one.id, ())),
            tuple(mend for mend in helped.get(one.id, ()) if mend.rupture in told),
            tuple(lived.get(one.id, ())),
        )


class _Count:
    """How many hours that were held lie between two sessions."""

    def __init__(self, order: Mapping[str, int], held: Sequence[int]) -> None:
        self._order, self._held = order, held

    def between(self, first: str, last: str | None) -> int:
        """After `first` up to and with `last`; None is the last there is."""
        start = self._order[first]
        end = self._order[last] if last is not None else len(self._order)
        return sum(start < place <= end for place in self._held)


def _disruption(source: Source, row: Rupture, mends: Sequence[Mend], count: _Count) -> Disruption:
    word = next((mend for mend in reversed(mends) if mend.word), None) if row.state == "back_on_track" else None
    hours = None
    if word is not None:
        hours = count.between(row.session, word.session)
    elif row.state in OPEN_STATES:
        hours = count.between(row.session, None)
    return Disruption(
        row.id,
        row.session,
        row.kind,
        row.moved_by,
        row.description,
        row.therapist_part,
        row.state,
        row.with_,
        tuple(again(source, row.id)),
        tuple(_contexts(source, row.id)),
        tuple(mends),
        word.id if word is not None else None,
        hours,
    )


def _mends(source: Source, known: Mapping[str, int]) -> Iterator[Mend]:
    for row in _open(source, Repair):
        broken = source.get(row.rupture)
        if row.session in known and broken is not None and broken.veil == "none":
            yield Mend(row.id, row.rupture, row.session, row.what_helped, row.by, row.back_on_track, row.clients_word)


def _marked(source: Source, row: Moment) -> Marked:
    return Marked(row.id, row.type, row.at, row.noticed_by, row.text, tuple(again(source, row.id)))


def again(source: Source, id: str) -> Iterator[Again]:
    """What was there again in a moment or a disruption, in the order in which it was said."""
    for row in _links(source, id):
        if row.from_ == id and row.kind in ("re_enacts", "here_too") and is_open(source, row.to):
            kind: Literal["re_enacts", "here_too"] = "re_enacts" if row.kind == "re_enacts" else "here_too"
            yield Again(row.id, kind, row.to, row.text, old_time(source, row.to))


def _contexts(source: Source, id: str) -> Iterator[str]:
    for row in _links(source, id):
        context = source.get(row.from_) if row.kind == "about" and row.to == id else None
        if isinstance(context, Context) and context.veil == "none":
            yield context.id


def _links(source: Source, id: str) -> list[Link]:
    rows = (source.get(other) for other in source.referrers(id))
    return sorted((row for row in rows if isinstance(row, Link) and row.veil == "none"), key=lambda row: row.ordinal)


def _open(source: Source, cls: type[E]) -> Iterator[E]:
    return (row for row in source.all(cls) if row.veil == "none")


T = TypeVar("T")


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """What belongs to each key, in order."""
    groups: dict[str, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _by(pairs: Iterable[tuple[str, Mend]], order: Mapping[str, int]) -> dict[str, list[Mend]]:
    """The repairs of each disruption, in the order of their sessions."""
    groups = _grouped(pairs)
    for mends in groups.values():
        mends.sort(key=lambda mend: order[mend.session])
    return groups
