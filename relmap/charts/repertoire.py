"""Ways of connecting as they came: when each was first spoken of, every time it was lived, and where it stands now.

Imagined, tried and mine are places and no ladder: a way may go from any to any. Where the journal knows when a way was
moved, that is when; else a way is imagined until it was first lived and tried since; where it stands today is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from relmap.analysis.numbers import Noted
from relmap.analysis.repertoire import Use, Way, repertoire
from relmap.charts.along import BEFORE, Along, Axis, Collected, session_axis
from relmap.charts.marks import ChartData, of_groups
from relmap.model.source import Source
from relmap.model.vocabulary import WayState
from relmap.read.choices import value_word
from relmap.read.journalled import Journalled, Moved
from relmap.read.sentences import dotted, listed, sentence
from relmap.read.titles import capital, partner_title, title_of
from relmap.read.whens import date_words, when_words
from relmap.words import say

ROW, HEAD = 2.4, 2.6
"""Letters (em) that a way is tall, and the word over each group."""
STATES: tuple[WayState, ...] = get_args(WayState)


@dataclass(frozen=True, slots=True)
class Lived:
    """One time a way was lived."""

    place: float
    mark: int


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a way stood from a place on; `mark` is that of its being moved there, where the journal knows of one."""

    place: float
    state: WayState
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class WayRow:
    """A way: where it stood since when, and every time it was lived; `mark` is that of the way."""

    way: str
    name: str
    state: WayState
    stages: tuple[Stage, ...]
    lived: tuple[Lived, ...]
    mark: int

    @property
    def places(self) -> tuple[float, ...]:
        """Every place there is something at."""
        return (*(one.place for one in self.lived), *(one.place for one in self.stages))


@dataclass(frozen=True)
class RepertoireChart(ChartData):
    """The ways, by where they stand now: the word for it, and those that stand there."""

    axis: Axis
    groups: tuple[tuple[str, tuple[WayRow, ...]], ...]

    def tall_at(self, width_pt: float, size_pt: float) -> float:
        """A row for each way and a line for each group."""
        rows = sum(len(rows) for _, rows in self.groups)
        return (max(rows, 1) * ROW + len(self.groups) * HEAD + 9.0) * size_pt

    @property
    def pieces(self) -> int:
        """A way is not cut."""
        return sum(len(rows) for _, rows in self.groups)

    def piece(self, first: int, last: int) -> RepertoireChart:
        """Those ways alone."""
        return replace(self, groups=of_groups(self.groups, first, last))


def read(source: Source, noted: Noted) -> RepertoireChart:
    """Every way that may be seen."""
    ways, kept, along = repertoire(source), Collected(), Along(source)
    found = [_row(source, way, along, kept, _moves(source, noted, way.way)) for way in ways]
    places = [place for row in found for place in row.places]
    groups = tuple(
        (capital(value_word("state", state, "ways")), rows)
        for state in STATES
        if (rows := tuple(row for row in found if row.state == state))
    )
    empty = None
    if not ways:
        empty = say("No way of connecting has been named yet. Imagined, tried or your own, they will stand here.")
    words = empty or " ".join(_told(source, way, _moves(source, noted, way.way)) for way in ways)
    title = say("Ways of connecting, as they came")
    axis = session_axis(source, places=places)
    return RepertoireChart("repertoire", title, tuple(kept.marks), words, empty, axis, groups)


def _moves(source: Source, noted: Noted, way: str) -> tuple[Moved, ...]:
    """When a way was moved from one state to another, where the journal can be asked; in the past, only until then."""
    return noted.moves(way, "state", source.revision) if isinstance(noted, Journalled) else ()


def _row(source: Source, way: Way, along: Along, kept: Collected, moves: Sequence[Moved]) -> WayRow:
    name = title_of(source, way.way)
    mark = kept.add(f"{name} · {say('today: {state}', state=value_word('state', way.state, 'ways'))}", way.way)
    lived = [
        Lived(along.place(use.session, use.happened), kept.add(_use(source, name, use), use.experience, use.session))
        for use in way.uses
    ]
    ordered = tuple(sorted(lived, key=lambda one: one.place))
    stages = _stages(source, way, along, kept, moves, ordered) if moves else _facts(source, way, along, ordered)
    return WayRow(way.way, name, way.state, tuple(stages), ordered, mark)


def _stages(
    source: Source, way: Way, along: Along, kept: Collected, moves: Sequence[Moved], lived: Sequence[Lived]
) -> Iterator[Stage]:
    """Where a way stood from the first that is known of it, and since each move."""
    known = [along.place(moves[0].session, moves[0].day), *(one.place for one in lived[:1])]
    said = _said(source, way, along)
    yield Stage(min([*known, said] if said is not None else known), _state(moves[0].before))
    for move in moves:
        words = say("{way} · {when}", way=title_of(source, way.way), when=_moved(source, move))
        session = move.session if move.session is not None and source.get(move.session) is not None else None
        yield Stage(along.place(session, move.day), _state(move.after), kept.add(words, way.way, session))


def _facts(source: Source, way: Way, along: Along, lived: Sequence[Lived]) -> Iterator[Stage]:
    """What is known without a journal: when it was first spoken of, and when it was first lived."""
    said = _said(source, way, along)
    if said is not None and (not lived or said < lived[0].place):
        yield Stage(said, "imagined")
    if lived:
        yield Stage(lived[0].place, "tried")


def _said(source: Source, way: Way, along: Along) -> float | None:
    entity = source.get(way.way)
    place = along.place(entity.told_in) if entity is not None and entity.told_in else BEFORE
    return place if place > BEFORE else None


def _state(value: str | None) -> WayState:
    return next((state for state in STATES if state == value), "imagined")


def _moved(source: Source, move: Moved) -> str:
    """When it was moved, and where to."""
    seen = move.session is not None and source.get(move.session) is not None
    when = title_of(source, move.session) if seen and move.session else date_words(move.day)
    return say("{when}: {what}", when=when, what=value_word("state", _state(move.after), "ways"))


def _use(source: Source, name: str, use: Use) -> str:
    return dotted((name, _lived(source, use)))


def _lived(source: Source, use: Use) -> str:
    """When, with whom and what."""
    who = say("with {who}", who=partner_title(source, use.relationship))
    when = title_of(source, use.session) if use.session else when_words(use.happened, use.happened_said)
    what = listed((title_of(source, use.experience), who))
    return say("{when}: {what}", when=when, what=what) if when else what


def _told(source: Source, way: Way, moves: Sequence[Moved]) -> str:
    entity = source.get(way.way)
    known = entity is not None and entity.told_in is not None and source.get(entity.told_in) is not None
    first = title_of(source, entity.told_in) if known and entity is not None and entity.told_in else ""
    parts = [
        title_of(source, way.way),
        say("first spoken of in {session}", session=first) if first else "",
        *(_lived(source, use) for use in way.uses),
        *(_moved(source, move) for move in moves),
        say("today: {state}", state=value_word("state", way.state, "ways")),
    ]
    return sentence(capital(dotted(parts)))
