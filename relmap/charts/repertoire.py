"""Ways of connecting as they came: when each was first spoken of, every time it was lived, and where it stands now.

Imagined, tried and mine are places and no ladder. When a way was first lived is known from the experiences; that it is
"mine" is known as of today alone, and is drawn there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from relmap.analysis.numbers import Noted
from relmap.analysis.repertoire import Use, Way, repertoire
from relmap.charts.along import BEFORE, Along, Axis, Collected, session_axis
from relmap.charts.marks import ChartData
from relmap.model.source import Source
from relmap.model.vocabulary import WayState
from relmap.read.choices import value_word
from relmap.read.titles import capital, partner_title, title_of
from relmap.read.whens import when_words
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
class WayRow:
    """A way: first spoken of at `said` (None: nobody noted when), lived at `lived`; `mark` is that of the way."""

    way: str
    name: str
    state: WayState
    said: float | None
    lived: tuple[Lived, ...]
    mark: int


@dataclass(frozen=True)
class RepertoireChart(ChartData):
    """The ways, by where they stand now: the word for it, and those that stand there."""

    axis: Axis
    groups: tuple[tuple[str, tuple[WayRow, ...]], ...]

    def tall_at(self, width_pt: float, size_pt: float) -> float:
        """A row for each way and a line for each group."""
        rows = sum(len(rows) for _, rows in self.groups)
        return (max(rows, 1) * ROW + len(self.groups) * HEAD + 9.0) * size_pt


def read(source: Source, noted: Noted) -> RepertoireChart:
    """Every way that may be seen."""
    ways, kept, along = repertoire(source), Collected(), Along(source)
    found = [_row(source, way, along, kept) for way in ways]
    places = [place for row in found for place in _places(row)]
    groups = tuple(
        (capital(value_word("state", state, "ways")), rows)
        for state in STATES
        if (rows := tuple(row for row in found if row.state == state))
    )
    empty = None
    if not ways:
        empty = say("No way of connecting has been named yet. Imagined, tried or your own, they will stand here.")
    words = empty or " ".join(_told(source, way) for way in ways)
    title = say("Ways of connecting, as they came")
    axis = session_axis(source, places=places)
    return RepertoireChart("repertoire", title, tuple(kept.marks), words, empty, axis, groups)


def _places(row: WayRow) -> list[float]:
    return [*(lived.place for lived in row.lived), *([row.said] if row.said is not None else [])]


def _row(source: Source, way: Way, along: Along, kept: Collected) -> WayRow:
    entity = source.get(way.way)
    said = along.place(entity.told_in) if entity is not None and entity.told_in else BEFORE
    name = title_of(source, way.way)
    mark = kept.add(f"{name} · {capital(value_word('state', way.state, 'ways'))}", way.way)
    lived = [
        Lived(along.place(use.session, use.happened), kept.add(_use(source, name, use), use.experience, use.session))
        for use in way.uses
    ]
    ordered = tuple(sorted(lived, key=lambda one: one.place))
    return WayRow(way.way, name, way.state, said if said > BEFORE else None, ordered, mark)


def _use(source: Source, name: str, use: Use) -> str:
    return f"{name} · {_lived(source, use)}"


def _lived(source: Source, use: Use) -> str:
    """When, with whom and what."""
    who = say("with {who}", who=partner_title(source, use.relationship))
    when = title_of(source, use.session) if use.session else when_words(use.happened, use.happened_said)
    what = f"{title_of(source, use.experience)}, {who}"
    return say("{when}: {what}", when=when, what=what) if when else what


def _told(source: Source, way: Way) -> str:
    entity = source.get(way.way)
    known = entity is not None and entity.told_in is not None and source.get(entity.told_in) is not None
    first = title_of(source, entity.told_in) if known and entity is not None and entity.told_in else ""
    parts = [
        title_of(source, way.way),
        say("first spoken of in {session}", session=first) if first else "",
        *(_lived(source, use) for use in way.uses),
        say("today: {state}", state=value_word("state", way.state, "ways")),
    ]
    return capital(" · ".join(part for part in parts if part)) + "."
