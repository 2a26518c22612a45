"""Stronger, more confident, more alive: what each new experience left, three strips of points under each other.

The points belong to different experiences, so no line joins them; what was not asked has no point.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from relmap.analysis.number_words import value_words
from relmap.analysis.numbers import Noted
from relmap.analysis.threads import is_open
from relmap.charts.along import Along, Axis, Collected, session_axis
from relmap.charts.marks import ChartData
from relmap.model.people import Relationship
from relmap.model.seats import clients, own_client
from relmap.model.source import Source
from relmap.model.therapy import NewExperience
from relmap.read.labels import field_word
from relmap.read.sentences import dotted, in_turn, listed, sentence
from relmap.read.titles import partner_title, title_of
from relmap.read.whens import when_words
from relmap.words import say

FELT = ("stronger", "more_confident", "more_alive")
STRIP = 9.0
"""Letters (em) that a strip is tall."""
_APART = 0.7
"""Of the room of a session: what several experiences of one session take together."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One number after one experience; `which` tells whose of two clients it is."""

    place: float
    value: int
    which: int
    mark: int


@dataclass(frozen=True, slots=True)
class FeltStrip:
    """One of the three words with every number given for it."""

    title: str
    points: tuple[Spoken, ...]


@dataclass(frozen=True)
class FeltChart(ChartData):
    """The three strips; `people` are the names of the clients where they are several, by `which`."""

    axis: Axis
    strips: tuple[FeltStrip, ...]
    people: tuple[str, ...]

    def tall_at(self, width_pt: float, size_pt: float) -> float:
        """Three strips and the axis."""
        return (len(FELT) * STRIP + 8.8 + (2.2 if self.people else 0.0)) * size_pt


def read(source: Source, noted: Noted) -> FeltChart:
    """Every experience after which anything was asked."""
    rows = [row for row in source.all(NewExperience) if row.veil == "none" and is_open(source, row.relationship)]
    asked = [row for row in rows if any(getattr(row, name) is not None for name in FELT)]
    places, kept = _places(source, asked), Collected()
    centre = [one.id for one in clients(source)]
    strips = []
    for name in FELT:
        word = field_word("experiences", name)
        points = [
            Spoken(place, getattr(row, name), _which(source, row, centre), _mark(source, row, word, name, kept))
            for row, place in zip(asked, places, strict=True)
            if getattr(row, name) is not None
        ]
        strips.append(FeltStrip(word, tuple(sorted(points, key=lambda point: point.place))))
    title, empty = say("Stronger, more confident, more alive"), None
    if not asked:
        empty = say("Nothing has been said yet of how something new left you. When it has, it will stand here.")
    words = empty or " ".join(_told(source, row) for row in asked)
    people = tuple(title_of(source, id) for id in centre) if len(centre) > 1 else ()
    return FeltChart(
        "felt", title, tuple(kept.marks), words, empty, session_axis(source, places=places), tuple(strips), people
    )


def _places(source: Source, rows: Sequence[NewExperience]) -> list[float]:
    """Where each stands; several of one session stand beside each other in its room."""
    along = Along(source)
    found = [along.place(row.session, row.happened, row.told_in) for row in rows]
    many, seen, apart = Counter(found), Counter[float](), []
    for place in found:
        amount = many[place]
        shift = (seen[place] + 0.5) / amount - 0.5 if amount > 1 else 0.0
        seen[place] += 1
        apart.append(place + shift * _APART)
    return apart


def _which(source: Source, row: NewExperience, centre: Sequence[str]) -> int:
    tie = source.get(row.relationship)
    own = own_client(source, tie) if isinstance(tie, Relationship) else None
    return centre.index(own) if own in centre else 0


def _mark(source: Source, row: NewExperience, word: str, name: str, kept: Collected) -> int:
    number = say("{word}: {value}", word=word, value=value_words(getattr(row, name)))
    return kept.add(dotted((_head(source, row), number)), row.id, row.session)


def _head(source: Source, row: NewExperience) -> str:
    """When, what and with whom."""
    seen = row.session is not None and source.get(row.session) is not None
    when = title_of(source, row.session) if seen and row.session else when_words(row.happened, row.happened_said)
    who = say("with {who}", who=partner_title(source, row.relationship))
    what = listed((title_of(source, row.id), who))
    return say("{when}: {what}", when=when, what=what) if when else what


def _told(source: Source, row: NewExperience) -> str:
    numbers = [
        say("{word}: {value}", word=field_word("experiences", name), value=value_words(getattr(row, name)))
        for name in FELT
    ]
    return sentence(dotted((_head(source, row), in_turn(numbers))))
