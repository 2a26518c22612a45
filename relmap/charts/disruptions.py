"""Disruptions and repairs along the therapy, each with how long it stayed open, as a fact.

Only the client's word ends one as back on track; one that is open runs on to the last session, as calmly as the rest.
One that was left open, or ended the therapy, is drawn as what it is: no failure, and of no known length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from relmap.analysis.numbers import Noted
from relmap.analysis.room import Disruption, Hour, Mend, room_thread
from relmap.analysis.room_words import disruption_facts, mend_facts, session_words, state_words
from relmap.charts.along import Axis, Collected, Tick
from relmap.charts.marks import ChartData
from relmap.model.source import Source
from relmap.model.vocabulary import RuptureState
from relmap.read.sentences import dotted, sentence
from relmap.read.titles import capital, quoted, title_of
from relmap.read.whens import date_words
from relmap.words import say

ROW = 3.6
"""Letters (em) that one disruption is tall: a line of words and a line of time."""


@dataclass(frozen=True, slots=True)
class Helped:
    """Something that helped, at its session; `word`: there the client said that it is back on track."""

    place: float
    word: bool
    mark: int


@dataclass(frozen=True, slots=True)
class Open:
    """One disruption: where it began, until where it was open (None: nobody knows), and how it stands in `words`."""

    first: float
    last: float | None
    state: RuptureState
    title: str
    words: str
    mark: int
    helped: tuple[Helped, ...]


@dataclass(frozen=True)
class DisruptionsChart(ChartData):
    """Every disruption in the order of the sessions, a row each."""

    axis: Axis
    rows: tuple[Open, ...]

    def tall_at(self, width_pt: float, size_pt: float) -> float:
        """A row for each, the axis, and a line that says what the signs are."""
        return (max(len(self.rows), 1) * ROW + 10.6) * size_pt

    @property
    def pieces(self) -> int:
        """A row is not cut."""
        return len(self.rows)

    def piece(self, first: int, last: int) -> DisruptionsChart:
        """Those disruptions alone."""
        return replace(self, rows=self.rows[first:last])


def read(source: Source, noted: Noted) -> DisruptionsChart:
    """The thread of the room, as far as it may be seen."""
    thread = room_thread(source)
    place = {hour.session: float(n) for n, hour in enumerate(thread.hours)}
    last, kept = max(len(thread.hours) - 1.0, 0.0), Collected()
    rows = tuple(_row(source, one, place, last, kept) for one in thread.disruptions)
    empty = None
    if not rows:
        empty = say(
            "No disruption has been marked. When something between you is off, it may stand here, and be mended."
        )
    words = empty or " ".join(_told(source, one) for one in thread.disruptions)
    title = say("Disruptions and what mended them")
    return DisruptionsChart("disruptions", title, tuple(kept.marks), words, empty, _axis(thread.hours), rows)


def _axis(hours: Sequence[Hour]) -> Axis:
    ticks = tuple(
        Tick(float(n), str(hour.number if hour.number is not None else n + 1))
        for n, hour in enumerate(hours)
        if hour.held == "held"
    )
    days = [date_words(hour.date) if hour.date is not None else "" for hour in hours if hour.held == "held"]
    return Axis(ticks, 0.0, max(len(hours) - 1.0, 0.0), days[0] if days else "", days[-1] if days else "")


def _row(source: Source, one: Disruption, place: dict[str, float], last: float, kept: Collected) -> Open:
    began = place[one.session]
    title, words = _title(source, one), state_words(source, one)
    told = say("{when}: {what}", when=session_words(source, one.session), what=dotted((title, words)))
    mark = kept.add(told, one.id, one.session)
    helped = tuple(
        Helped(place[mend.session], mend.id == one.mended_by, _helped(source, one, mend.id, kept)) for mend in one.mends
    )
    word = next((mend for mend in one.mends if mend.id == one.mended_by), None)
    ends = place[word.session] if word is not None else last if one.is_open else None
    return Open(began, ends, one.state, title, words, mark, helped)


def _helped(source: Source, one: Disruption, id: str, kept: Collected) -> int:
    mend = next(mend for mend in one.mends if mend.id == id)
    words = _mend_words(source, one, mend)
    words += [say("Back on track, says the client")] if id == one.mended_by else []
    return kept.add(dotted(words), id, mend.session)


def _mend_words(source: Source, one: Disruption, mend: Mend) -> list[str]:
    """In which session something helped, with what, who made the step, and what it was."""
    return [session_words(source, mend.session), mend_facts(source, one, mend), mend.what_helped or ""]


def _title(source: Source, one: Disruption) -> str:
    """What happened, else what it was like."""
    if one.description:
        return quoted(title_of(source, one.id))
    return capital(disruption_facts(source, one)) or say("A disruption, without words yet")


def _told(source: Source, one: Disruption) -> str:
    parts = [
        session_words(source, one.session),
        disruption_facts(source, one),
        quoted(one.description) if one.description else "",
        *(dotted(_mend_words(source, one, mend)) for mend in one.mends),
        state_words(source, one),
    ]
    return sentence(capital(dotted(parts)))
