"""A lesson's life in words, in the order of time: for the list beneath the picture, and for whoever points at it.

It reads only what the source shows, says what is there and what nobody asked, and draws no conclusion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from relmap.analysis.number_words import stop_title
from relmap.analysis.numbers import Felt, Stop
from relmap.analysis.threads import Asking, Bearing, HereToo, LessonLife, Lived, MadeOf, Teaching, Truer, begins
from relmap.model.source import Source
from relmap.model.therapy import NewExperience
from relmap.ui.texts import (
    capital,
    field_word,
    link_word,
    partner_title,
    quoted,
    title_of,
    value_word,
    when_words,
)
from relmap.words import say

Part = Literal["taught", "made_of", "asks", "felt", "gap", "lived", "here_too", "truer", "older", "lesson"]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing of a life in words: the id it stands for, when it was, what it says, and what else there is to it."""

    id: str
    part: Part
    when: str
    title: str
    line: str = ""

    @property
    def spoken(self) -> str:
        """All of it in one sentence."""
        facts = [say("{when}: {what}", when=self.when, what=self.title) if self.when else self.title, self.line]
        return capital(" · ".join(fact for fact in facts if fact))


def events(source: Source, life: LessonLife) -> tuple[Event, ...]:
    """Everything in a life, in the order of time; sessions in a row in which nobody asked are one line."""
    return tuple(_events(source, life))


def in_life(life: LessonLife) -> tuple[MadeOf | Teaching | Lived | HereToo | Truer, ...]:
    """What belongs to the time before the sessions, or has no place in them, in the order of life; undated last."""
    dated: list[tuple[tuple[bool, float], MadeOf | Teaching | Lived | HereToo | Truer]] = []
    dated += [(begins(row.period), row) for row in life.taught]
    dated += [(begins(row.happened), row) for row in life.made_of]
    dated += [(begins(row.happened), row) for row in life.lived if row.place is None]
    dated += [((True, 1.0), row) for row in life.here_too if row.place is None]
    dated += [((True, 2.0), row) for row in life.older]
    return tuple(row for _, row in sorted(dated, key=lambda pair: pair[0]))


def _events(source: Source, life: LessonLife) -> Iterator[Event]:
    yield from (_of(source, row) for row in in_life(life))
    for row in life.asks:
        yield of_asking(source, row)
        yield from (of_bearing(source, row, bearing) for bearing in row.shared)
    yield from _along_the_stops(source, life)
    yield from (of_truer(source, row) for row in life.truer)


def _of(source: Source, row: MadeOf | Teaching | Lived | HereToo | Truer) -> Event:
    if isinstance(row, MadeOf):
        return of_event(source, row)
    if isinstance(row, Teaching):
        return of_teaching(source, row)
    if isinstance(row, Lived):
        return of_lived(source, row)
    return of_here_too(source, row) if isinstance(row, HereToo) else of_older(source, row)


def _along_the_stops(source: Source, life: LessonLife) -> Iterator[Event]:
    gap: list[Stop] = []
    yield from _at(source, life, -1)
    for place, stop in enumerate(life.stops):
        there = list(_at(source, life, place))
        if not stop.felt:
            gap.append(stop)
        if stop.felt or there:
            yield from _told_gap(source, gap)
            gap = []
        yield from (of_felt(source, life, stop, felt) for felt in stop.felt)
        yield from there
    yield from _told_gap(source, gap)


def _at(source: Source, life: LessonLife, place: int) -> Iterator[Event]:
    """What was there again, and what was lived, in a session or after it, before the next."""
    there: list[tuple[float, int, HereToo | Lived]] = []
    there += [(row.place, 0, row) for row in life.here_too if row.place is not None]
    there += [(row.place, 1, row) for row in life.lived if row.place is not None]
    here = [row for row in there if place <= row[0] < place + 1]
    yield from (_of(source, row) for _, _, row in sorted(here, key=lambda each: each[:2]))


def _told_gap(source: Source, gap: Sequence[Stop]) -> Iterator[Event]:
    if gap:
        first, last = gap[0], gap[-1]
        when = stop_title(source, first)
        if first is not last:
            when = say("{first} to {last}", first=when, last=stop_title(source, last))
        yield Event(first.session or "", "gap", when, say("not asked"))


# each thing


def of_teaching(source: Source, row: Teaching) -> Event:
    """Who taught it, how, when, and the words that were said."""
    who = partner_title(source, row.relationship)
    how = [value_word("how", row.how, "taught"), quoted(row.quote) if row.quote else ""]
    when = when_words(row.period, row.period_said)
    return Event(row.id, "taught", when, say("learned with {who}", who=who), _joined(how))


def of_event(source: Source, row: MadeOf) -> Event:
    """A life event that it was made of."""
    title = say("{event}: what I made of it", event=title_of(source, row.event))
    when = when_words(row.happened, row.happened_said)
    return Event(row.event, "made_of", when, title, quoted(row.text) if row.text else "")


def of_asking(source: Source, row: Asking) -> Event:
    """A role it asks for."""
    title = say("it asks for the role {role}", role=quoted(title_of(source, row.role)))
    return Event(row.role, "asks", "", title, quoted(row.text) if row.text else "")


def of_bearing(source: Source, row: Asking, bearing: Bearing) -> Event:
    """What a role asked, cost and kept safe in one tie."""
    told = (("pressure", bearing.pressure), ("cost", bearing.cost), ("kept_safe", bearing.kept_safe))
    words = [say("{field}: {words}", field=field_word("played", name), words=text) for name, text in told if text]
    who = partner_title(source, bearing.relationship)
    title = say("{role}, with {who}", role=title_of(source, row.role), who=who)
    return Event(bearing.id, "asks", "", title, _joined(words))


def of_felt(source: Source, life: LessonLife, stop: Stop, felt: Felt) -> Event:
    """One number, and whose it is where several gave one."""
    number = say("not asked") if felt.value is None else say("felt true {value} of 10", value=felt.value)
    whose = title_of(source, felt.rater) if felt.rater is not None and len(life.raters) > 1 else ""
    title = say("{who}: {number}", who=whose, number=number) if whose else number
    return Event(felt.id, "felt", stop_title(source, stop), title)


def of_gap(source: Source, stop: Stop) -> Event:
    """A session in which nobody asked."""
    return Event(stop.session or "", "gap", stop_title(source, stop), say("not asked"))


def of_lived(source: Source, row: Lived) -> Event:
    """An experience: which way it speaks, with whom, what was feared and what happened instead."""
    lived = source.get(row.id)
    if not isinstance(lived, NewExperience):
        return Event(row.id, "lived", "", title_of(source, row.id))
    told = [
        say("with {who}", who=partner_title(source, row.relationship)),
        _field("feared", lived.feared),
        _field("happened_instead", lived.happened_instead),
        *(quoted(words) for words in row.words),
    ]
    title = say("{way}: {what}", way=speaks_word(row), what=title_of(source, row.id))
    return Event(row.id, "lived", when_lived(source, row), title, _joined(told))


def when_lived(source: Source, row: Lived) -> str:
    """The session of an experience, else its day in life."""
    if row.session is not None and source.get(row.session) is not None:
        return title_of(source, row.session)
    return when_words(row.happened, row.happened_said)


def speaks_word(row: Lived) -> str:
    """Which way an experience speaks."""
    kinds = {"against": ("counters",), "for": ("supports",), "both": ("counters", "supports")}[row.speaks]
    words = [link_word(kind) for kind in kinds]
    return words[0] if len(words) == 1 else say("{one} and {other}", one=words[0], other=words[1])


def of_here_too(source: Source, row: HereToo) -> Event:
    """A moment or a disruption in which it was there again."""
    title = say("here too: {what}", what=title_of(source, row.id))
    return Event(row.id, "here_too", title_of(source, row.session), title, quoted(row.text) if row.text else "")


def of_truer(source: Source, row: Truer) -> Event:
    """The truer lesson in place of it."""
    title = say("a truer lesson: {lesson}", lesson=quoted(title_of(source, row.lesson)))
    return Event(row.lesson, "truer", "", title, quoted(row.text) if row.text else "")


def of_older(source: Source, row: Truer) -> Event:
    """The older lesson in whose place it stands."""
    title = say("in place of the older lesson {lesson}", lesson=quoted(title_of(source, row.lesson)))
    return Event(row.lesson, "older", "", title, quoted(row.text) if row.text else "")


def _field(name: str, text: str | None) -> str:
    return say("{field}: {words}", field=field_word("experiences", name), words=text) if text else ""


def _joined(facts: Sequence[str]) -> str:
    return " · ".join(fact for fact in facts if fact)
