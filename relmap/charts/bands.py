"""A life and its times as bands on one axis of years: history and context, events, each tie, and the therapy.

An end that is only about right, that is open, or that nobody knows stays what it is. What has no date is never given
one; it is named under the picture.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from relmap.analysis.lifeline import TIMES, Dated, Lane, Lifeline, lifeline, row_of
from relmap.analysis.numbers import Noted
from relmap.analysis.stretch import Edge
from relmap.charts.along import Collected
from relmap.charts.marks import LEAST_PT, ChartData, of_groups
from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.lessons import Lesson, Taught
from relmap.model.patterns import LifeEvent
from relmap.model.people import CASE_ID, Person, Relationship
from relmap.model.roles import Played
from relmap.model.seats import clients, ties_between
from relmap.model.source import Source
from relmap.model.therapy import NewExperience, Session
from relmap.model.when import span
from relmap.read.choices import value_word
from relmap.read.sentences import in_turn, listed, sentences
from relmap.read.titles import capital, one_line, partner_title, shown_title, things_named, title_of
from relmap.read.whens import when_words
from relmap.words import say, say_n

Glyph = Literal["context", "event", "tie", "life", "diminishing", "affirming", "mixed", "role", "story", "new", "room"]
LINE, PAD, HEAD = 1.5, 0.6, 2.8
"""Letters (em): how tall each line of a row is, the room under a row, and the word over each lane."""
_APART = 1 / 40
"""Of the whole time: what a sign takes, so that none covers another."""
_WORDS = 0.3
"""Of the whole width: the most that the names of the rows take."""
_LANES: tuple[Lane, ...] = ("history", "events", "people", "therapy")
_GLYPHS: dict[str, Glyph] = {
    "contexts": "context",
    "life_events": "event",
    "relationships": "tie",
    "people": "life",
    "played": "role",
    "episodes": "story",
    "experiences": "new",
    "sessions": "room",
    "case": "room",
}


@dataclass(frozen=True, slots=True)
class Band:
    """From when until when, in years, on which line of its row. `beyond`: how far a tie went on after a death."""

    glyph: Glyph
    first: float
    last: float
    begins: Edge
    ends: Edge
    moment: bool
    beyond: float | None
    mark: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class BandRow:
    """A row of the picture: its name, and the bands and signs on it."""

    title: str
    bands: tuple[Band, ...]
    mark: int

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return max((band.line + 1 for band in self.bands), default=1)

    @property
    def tall(self) -> float:
        """How tall it is, in letters (em)."""
        return self.lines * LINE + PAD

    def cut(self, lines: Sequence[int]) -> BandRow:
        """Those of its lines alone, which follow each other."""
        if len(lines) == self.lines:
            return self
        return replace(
            self, bands=tuple(replace(band, line=band.line - lines[0]) for band in self.bands if band.line in lines)
        )


@dataclass(frozen=True)
class BandsChart(ChartData):
    """The lanes with their rows; `undated` names what has no date yet."""

    first: float
    last: float
    lanes: tuple[tuple[str, tuple[BandRow, ...]], ...]
    undated: str

    def gutter(self, width_pt: float, size_pt: float = LEAST_PT) -> float:
        """The room for the names of the rows (points)."""
        return min(_WORDS * width_pt, 22.0 * size_pt)

    def tall_at(self, width_pt: float, size_pt: float) -> float:
        """A row for each, a word over each lane, the axis, and what is not dated."""
        rows = sum(row.tall for _, rows in self.lanes for row in rows)
        return (rows + len(self.lanes) * HEAD + (10.2 if self.undated else 8.6)) * size_pt

    @property
    def pieces(self) -> int:
        """It may be cut between any two lines, also of one row."""
        return sum(row.lines for _, rows in self.lanes for row in rows)

    def piece(self, first: int, last: int) -> BandsChart:
        """Those lines alone; a row that goes on has its name again, and what has no date stands under the last."""
        lines = tuple(
            (word, tuple((row, line) for row in rows for line in range(row.lines))) for word, rows in self.lanes
        )
        lanes = []
        for word, kept in of_groups(lines, first, last):
            rows = dict.fromkeys(row for row, _ in kept)
            lanes.append((word, tuple(row.cut([line for one, line in kept if one is row]) for row in rows)))
        return replace(self, lanes=tuple(lanes), undated=self.undated if last >= self.pieces else "")


def read(source: Source, noted: Noted, today: datetime.date | None = None) -> BandsChart:
    """Everything in a life that has a date, as known on a day."""
    now = span((today or datetime.datetime.now().astimezone().date()).isoformat()).first
    line, kept = lifeline(source, now), Collected()
    lanes = tuple((_lane_word(lane), rows) for lane in _LANES if (rows := tuple(_rows(source, line, lane, kept))))
    shown = {one.row for one in line.dated if one.row}
    without = [one.id for one in line.undated if row_of(source, one.id) not in shown]
    names = {_undated_key(source, id): _title(source, source.get(id)) for id in without}
    undated = say("Not dated yet: {things}", things=listed(names.values())) if names else ""
    empty = None
    if not lanes:
        empty = say("Nothing has a date yet. A year, or “when I was about seven”, is enough to stand here.")
    words = " ".join((empty or " ".join(_told(lanes, kept)), sentences((undated,)))).strip()
    title = say("My life and its times")
    return BandsChart("life", title, tuple(kept.marks), words, empty, line.first, line.last, lanes, undated)


def _undated_key(source: Source, id: str) -> str:
    """What is named once under the picture: somebody with their tie, a lesson or a role with all who taught it."""
    entity = source.get(id)
    if isinstance(entity, Taught):
        return entity.lesson
    return entity.role if isinstance(entity, Played) else row_of(source, id)


def _lane_word(lane: Lane) -> str:
    return {
        "history": say("History and context"),
        "events": say("Life events"),
        "people": say("People"),
        "therapy": say("The therapy"),
    }[lane]


def _told(lanes: Sequence[tuple[str, Sequence[BandRow]]], kept: Collected) -> Iterator[str]:
    for word, rows in lanes:
        told = [kept.marks[band.mark].words for row in rows for band in row.bands]
        yield say("{lane}: {things}.", lane=word, things=in_turn(told))


def _rows(source: Source, line: Lifeline, lane: Lane, kept: Collected) -> Iterator[BandRow]:
    things = [one for one in line.dated if one.lane == lane]
    if lane == "people":
        yield from _people(source, things, kept, _APART * (line.last - line.first))
    elif lane == "therapy":
        yield from _therapy(source, things, kept)
    else:
        for one in things:
            band = _band(source, one, kept)
            yield BandRow(_title(source, source.get(one.id)), (band,), band.mark)


def _therapy(source: Source, things: Sequence[Dated], kept: Collected) -> Iterator[BandRow]:
    """The therapy as it is dated, and all its sessions as one band: what each of them held stands in other charts."""
    for one in things:
        if one.array == "case":
            band = _band(source, one, kept)
            yield BandRow(say("The therapy"), (band,), band.mark)
    sessions = [one for one in things if one.array == "sessions" and _was_held(source, one.id)]
    if sessions:
        first, last = sessions[0], max(sessions, key=lambda one: one.at.last)
        days = [_when(source, source.get(one.id)) for one in (first, last)]
        when = say("from {start} to {end}", start=days[0], end=days[1]) if first is not last else days[0]
        words = say_n("{n} session, {when}", "{n} sessions, {when}", len(sessions), when=when)
        mark = kept.add(words, first.id, first.id)
        band = Band("room", first.at.first, last.at.last, "sure", "sure", first is last, None, mark)
        yield BandRow(say("Sessions"), (band,), mark)


def _was_held(source: Source, id: str) -> bool:
    session = source.get(id)
    return isinstance(session, Session) and session.held == "held"


def _people(source: Source, things: Sequence[Dated], kept: Collected, apart: float) -> Iterator[BandRow]:
    """A row for each person, or tie between two others: clients first, who sits in the room last, else as they came."""
    rows: dict[str, list[Dated]] = {}
    for one in things:
        rows.setdefault(one.row, []).append(one)
    centre = {one.id for one in clients(source)}
    seated = {one.id for one in source.all(Person) if one.seat in ("therapist", "co_therapist")}

    def order(row: str) -> tuple[int, float]:
        ties = [one for one in rows[row] if one.array == "relationships"] or rows[row]
        return 0 if row in centre else 2 if row in seated else 1, min(one.at.first for one in ties)

    for row in sorted(rows, key=order):
        mark = kept.add(title_of(source, row), row)
        bands = [_band(source, one, kept) for one in rows[row]]
        lives = [band for band in bands if band.glyph == "life"]
        ties = _packed([band for band in bands if band.glyph == "tie"], apart)
        signs = [band for band in bands if band.glyph not in ("life", "tie")]
        moments = _packed([band for band in signs if band.moment], apart)
        below = max((band.line + 1 for band in (*ties, *moments)), default=0)
        spans = _packed([band for band in signs if not band.moment], apart, below)
        yield BandRow(capital(title_of(source, row)), (*lives, *ties, *moments, *spans), mark)


def _packed(bands: Sequence[Band], apart: float, below: int = 0) -> list[Band]:
    """Each on the first line of its row, under so many, that is free where it begins."""
    free: list[float] = []
    placed = []
    for band in sorted(bands, key=lambda band: band.first):
        line = next((number for number, year in enumerate(free) if year <= band.first), len(free))
        end = band.first if band.moment else max(band.last, band.beyond or band.last)
        free[line : line + 1] = [end + apart]
        placed.append(replace(band, line=below + line))
    return placed


def _band(source: Source, one: Dated, kept: Collected) -> Band:
    entity = source.get(one.id)
    glyph = _glyph(source, entity, one)
    session = one.id if one.array == "sessions" else None
    mark = kept.add(_words(source, entity, one), one.id, session)
    beyond = one.beyond.last if one.beyond is not None else None
    return Band(glyph, one.at.first, one.at.last, one.at.begins, one.at.ends, one.at.moment, beyond, mark)


def _glyph(source: Source, entity: Entity | None, one: Dated) -> Glyph:
    if isinstance(entity, Taught):
        lesson = source.get(entity.lesson)
        return lesson.valence if isinstance(lesson, Lesson) else "mixed"
    return _GLYPHS[one.array]


def _words(source: Source, entity: Entity | None, one: Dated) -> str:
    parts = [_title(source, entity), _when(source, entity)]
    if isinstance(entity, Relationship):
        parts.append(value_word("state", entity.state, "relationships"))
        if one.beyond is not None and entity.state != "continues_after_death":
            parts.append(say("went on after the death"))
    if isinstance(entity, Taught | Played | NewExperience):
        parts.insert(1, say("with {who}", who=partner_title(source, entity.relationship)))
    if isinstance(entity, LifeEvent) and one.made:
        parts.append(say("what I made of it: {things}", things=things_named(source, one.made)))
    if one.matters_for:
        parts.append(say("matters for {things}", things=things_named(source, one.matters_for)))
    return listed(parts)


def _title(source: Source, entity: Entity | None) -> str:
    """What a thing is called in a row of its own."""
    if entity is None:
        return ""
    if isinstance(entity, Relationship):
        several = len(ties_between(source, entity.a, entity.b)) > 1
        return title_of(source, entity.id) if several else partner_title(source, entity.id)
    if isinstance(entity, Taught):
        return shown_title(source, entity.lesson)
    if isinstance(entity, Played):
        return title_of(source, entity.role)
    if entity.id == CASE_ID:
        return say("The therapy")
    title = capital(title_of(source, entity.id))
    if isinstance(entity, Context) and entity.description:
        return say("{what}: {words}", what=title, words=one_line(entity.description))
    return title


def _when(source: Source, entity: Entity | None) -> str:
    """Its date in plain words, the client's own phrase first."""
    if isinstance(entity, Person):
        parts = []
        if entity.born or entity.born_said:
            parts.append(say("born {when}", when=when_words(entity.born, entity.born_said)))
        if entity.died or entity.died_said:
            parts.append(say("died {when}", when=when_words(entity.died, entity.died_said)))
        return listed(parts)
    if entity is None or entity.array == "case":
        started, ended = getattr(entity, "started", None), getattr(entity, "ended", None)
        return when_words(f"{started}/{ended or '..'}") if started else ""
    name, said = TIMES[entity.array][0]
    date = getattr(entity, name)
    if date is None and isinstance(entity, NewExperience):
        session = source.get(entity.session or "")
        date = session.date if isinstance(session, Session) else None
    return when_words(date, getattr(entity, said) if said else None)
