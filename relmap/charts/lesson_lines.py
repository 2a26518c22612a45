"""How true a lesson felt over the sessions, one lesson at large or all of them side by side.

What was newly lived against or for a lesson, and where it was there again, stands along the same sessions. Nothing is
averaged, smoothed or drawn through a gap, and no lesson is measured against another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from relmap.analysis.ledger import lessons_ledger
from relmap.analysis.numbers import Noted
from relmap.analysis.threads import LessonLife, Lived, lesson_life
from relmap.charts.along import Axis, Collected, Series, place_between, places_of, series_of, session_axis, told
from relmap.charts.marks import LEAST_PT, ChartData
from relmap.model.lessons import Lesson
from relmap.model.source import Source
from relmap.model.vocabulary import Valence
from relmap.read.choices import value_word
from relmap.read.sentences import dotted, sentences
from relmap.read.titles import capital, shown_title, title_of
from relmap.read.whens import when_words
from relmap.words import say

_READ_AT = 21.0
"""Letters (em) that a small picture is wide at least."""
_SMALL_TALL = 10.5
SIGN_ROW = 1.7
"""Letters (em) that the words of one sign are tall."""
_GAP = 2.4


@dataclass(frozen=True, slots=True)
class Sign:
    """Something along the sessions that is no number: lived against or for the lesson, or there again."""

    place: float
    kind: Literal["against", "for", "both", "here_too"]
    words: str
    mark: int


@dataclass(frozen=True, slots=True)
class LessonLine:
    """One lesson along the sessions. `mark` is that of the lesson; `gaps` are unasked sessions, first and last."""

    lesson: str
    title: str
    valence: Valence
    valence_word: str
    mark: int
    series: tuple[Series, ...]
    signs: tuple[Sign, ...]
    gaps: tuple[tuple[float, float], ...]
    newest: str


@dataclass(frozen=True)
class LessonChart(ChartData):
    """One lesson at large."""

    axis: Axis
    line: LessonLine | None

    def tall_at(self, width_pt: float, size_pt: float) -> float:
        """About a third of its width, and as tall as its words need."""
        signs = SIGN_ROW * len(self.line.signs) if self.line is not None else 0.0
        return max(14.0 * size_pt, min(0.3 * width_pt, 26.0 * size_pt)) + (10.0 + signs) * size_pt

    @property
    def pieces(self) -> int:
        """The numbers stand in every part; the words of the signs go on in the next."""
        return max(len(self.line.signs), 1) if self.line is not None else 1

    def piece(self, first: int, last: int) -> LessonChart:
        """The numbers, with those signs alone."""
        assert self.line is not None
        return replace(self, line=replace(self.line, signs=self.line.signs[first:last]))


@dataclass(frozen=True)
class LessonsChart(ChartData):
    """All lessons, a small picture each."""

    axis: Axis
    lines: tuple[LessonLine, ...]
    beside: int = 0
    """How many small pictures a part of the whole may set beside each other; 0: as many as fit."""

    def columns(self, width_pt: float, size_pt: float = LEAST_PT) -> int:
        """How many small pictures stand beside each other."""
        fit = int((width_pt + _GAP * size_pt) // ((_READ_AT + _GAP) * size_pt))
        return max(1, min(fit, self.beside or len(self.lines), 4))

    def tall(self, size_pt: float = LEAST_PT) -> float:
        """How tall one small picture is (points), with the room under it."""
        return _SMALL_TALL * size_pt

    def tall_at(self, width_pt: float, size_pt: float) -> float:
        """As many rows as it needs."""
        rows = -(-len(self.lines) // self.columns(width_pt, size_pt))
        return max(rows, 1) * self.tall(size_pt) + 5.0 * size_pt

    @property
    def pieces(self) -> int:
        """It may be cut between any two lessons; a row is always filled first."""
        return len(self.lines)

    def piece(self, first: int, last: int) -> LessonsChart:
        """Those lessons alone, as wide as in the whole."""
        return replace(self, lines=self.lines[first:last], beside=self.beside or len(self.lines))


def subjects(source: Source) -> tuple[tuple[str, str], ...]:
    """The lessons that may be seen."""
    return tuple((one.id, title_of(source, one.id)) for one in source.all(Lesson) if one.veil == "none")


def read_one(source: Source, chosen: tuple[str, ...], noted: Noted) -> LessonChart:
    """One lesson, the first where none was chosen."""
    known = [id for id, _ in subjects(source)]
    lesson = next((id for id in chosen if id in known), known[0] if known else None)
    if lesson is None:
        empty = say("No lesson has been told yet. What somebody learned with others about themselves will stand here.")
        title = say("A lesson over the sessions")
        return LessonChart("lesson", title, (), empty, empty, session_axis(source), None)
    life, kept = lesson_life(source, lesson, noted), Collected()
    line = _line(source, life, kept, alone=True)
    title = shown_title(source, lesson)
    unasked = None if _has_something(life) else _not_asked(title)
    words = _told_life(source, life) if unasked is None else unasked
    return LessonChart("lesson", title, tuple(kept.marks), words, unasked, _axis(source, [line]), line)


def read_all(source: Source, noted: Noted) -> LessonsChart:
    """All lessons, in the order in which they were said."""
    lives, kept = [line.life for line in lessons_ledger(source, noted)], Collected()
    lines = [_line(source, life, kept, alone=False) for life in lives]
    title, empty = say("All lessons, side by side"), None
    if not lines:
        empty = say("No lesson has been told yet. Each one will have its own small picture here.")
    words = empty or " ".join(_told_life(source, life) for life in lives)
    return LessonsChart("lessons", title, tuple(kept.marks), words, empty, _axis(source, lines), tuple(lines))


def _not_asked(title: str) -> str:
    return say("Nobody has asked yet how true {lesson} feels. That is no number, and none is needed.", lesson=title)


def _has_something(life: LessonLife) -> bool:
    return any(felt.value is not None for stop in life.stops for felt in stop.felt) or bool(life.lived or life.here_too)


def _axis(source: Source, lines: Sequence[LessonLine]) -> Axis:
    places = [dot.place for line in lines for one in line.series for run in one.runs for dot in run]
    return session_axis(source, places=[*places, *(sign.place for line in lines for sign in line.signs)])


def _line(source: Source, life: LessonLife, kept: Collected, *, alone: bool) -> LessonLine:
    title, valence = shown_title(source, life.lesson), value_word("valence", life.valence, "lessons")
    newest = _newest(life)
    mark = kept.add(dotted((title, valence, newest)), life.lesson)
    series = series_of(source, life.stops, life.raters, life.lesson, "" if alone else title, kept)
    signs = tuple(_signs(source, life, kept)) if alone else ()
    gaps = tuple(_gaps(life))
    return LessonLine(life.lesson, title, life.valence, valence, mark, series, signs, gaps, newest)


def _newest(life: LessonLife) -> str:
    """The newest number of the one who gave any; with several people the lines themselves bear their names."""
    values = [felt.value for stop in life.stops for felt in stop.felt if felt.value is not None]
    if not values:
        return say("not asked yet")
    return say("{value} of 10", value=values[-1]) if len(life.raters) == 1 else ""


def _signs(source: Source, life: LessonLife, kept: Collected) -> Iterator[Sign]:
    for lived in life.lived:
        words = say("{way}: {what}", way=_way(lived.speaks), what=title_of(source, lived.id))
        place = place_between(life.stops, lived.place)
        yield Sign(place, lived.speaks, words, kept.add(_told_lived(source, lived), lived.id, lived.session))
    for again in life.here_too:
        words = say("here too: {what}", what=title_of(source, again.id))
        place = place_between(life.stops, again.place)
        mark = kept.add(_when(title_of(source, again.session), words), again.id, again.session)
        yield Sign(place, "here_too", words, mark)


def _way(speaks: Literal["against", "for", "both"]) -> str:
    kinds = {"against": ("counters",), "for": ("supports",), "both": ("counters", "supports")}[speaks]
    words = [value_word("kind", kind, "links") for kind in kinds]
    return words[0] if len(words) == 1 else say("{one} and {other}", one=words[0], other=words[1])


def _told_lived(source: Source, lived: Lived) -> str:
    """When something was lived, which way it speaks, and what it was."""
    seen = lived.session is not None and source.get(lived.session) is not None
    when = (
        title_of(source, lived.session) if seen and lived.session else when_words(lived.happened, lived.happened_said)
    )
    return _when(when, say("{way}: {what}", way=_way(lived.speaks), what=title_of(source, lived.id)))


def _when(when: str, words: str) -> str:
    return capital(say("{when}: {what}", when=when, what=words) if when else words)


def _gaps(life: LessonLife) -> Iterator[tuple[float, float]]:
    """Sessions in a row in which nobody gave a number."""
    run: list[float] = []
    for place, stop in zip(places_of(life.stops), life.stops, strict=True):
        if any(felt.value is not None for felt in stop.felt):
            if run:
                yield run[0], run[-1]
            run = []
        elif stop.session is not None:
            run.append(place)
    if run:
        yield run[0], run[-1]


def _told_life(source: Source, life: LessonLife) -> str:
    lesson, valence = shown_title(source, life.lesson), value_word("valence", life.valence, "lessons")
    numbers = told(source, life.stops, life.raters) or say("not asked yet")
    told_so = say("{lesson} ({valence}), how true it felt: {numbers}", lesson=lesson, valence=valence, numbers=numbers)
    also = [_told_lived(source, one) for one in life.lived]
    also += [
        _when(title_of(source, one.session), say("here too: {what}", what=title_of(source, one.id)))
        for one in life.here_too
    ]
    return sentences((told_so, *also))
