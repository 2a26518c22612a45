"""The part of a life that runs along the sessions: numbers with their gaps and rises, and what was lived there.

A number stands where it was given, and is joined to the next only where the next session has one too. A session in
which nobody asked has its place and no number.
"""

from __future__ import annotations

from dataclasses import dataclass

from relmap.analysis.numbers import Stop
from relmap.analysis.threads import Lived
from relmap.model.therapy import Session
from relmap.ui.map.shapes import NodeLook
from relmap.ui.views import life_words
from relmap.ui.views.life_layout import EDGE, ENDS, LANE_TOP, PILL, Layout, write_rows
from relmap.ui.views.life_plan import Box, Dot, Lanes, Note, Spot, Stem, Tick, labelled
from relmap.words import say

TOP = 40.0
GRAPH = 140.0
OVER_LINE = 36.0
MOMENT_ROW = 40.0
_AXIS = 74.0
_CLOSEST, _NEAR, _CLOSE, _WIDEST = 15.0, 20.0, 34.0, 104.0
_ROOMY = 620.0
_LANE = 60.0
_MOST_LANES = 4
_NUMBER_ROOM, _LABEL_ROOM, _LAST_ROOM = 17.0, 26.0, 34.0
_MOMENT = 15.0
_HIGHEST = 10


@dataclass(frozen=True)
class Axis:
    """Where the stops stand: `start` is the first, each next one `spacing` further."""

    start: float
    spacing: float
    count: int

    @property
    def end(self) -> float:
        """Where the last one stands."""
        return self.start + self.spacing * (self.count - 1)

    def x(self, place: float) -> float:
        """Where a place along the stops is."""
        return max(self.start - 22.0, self.start + self.spacing * place)


def head_room(*, here_too: bool) -> float:
    """How far the line lies below the top of the picture, so that the numbers stand above it."""
    return TOP + GRAPH + OVER_LINE + (MOMENT_ROW if here_too else 0.0)


def lay_out_sessions(layout: Layout, card: float, below: float, tail: float, width: float) -> float:
    """The sessions right of the lesson's card, in what is left of `width` or beyond; returns where the line ends."""
    axis = _axis(len(layout.life.stops), card + _AXIS, width - tail - EDGE)
    _scale(layout, axis)
    _ticks(layout, axis)
    _numbers(layout, axis)
    spots: list[tuple[float, int, Spot]] = [*_stop_spots(layout, axis), *_moments(layout, axis)]
    spots += _experiences(layout, axis, below)
    for _, _, spot in sorted(spots, key=lambda each: each[:2]):
        layout.plan.spot(spot.event, spot.box)
    return axis.end


def _axis(count: int, start: float, end: float) -> Axis:
    spacing = (end - start) / (count - 1) if count > 1 else _WIDEST
    if spacing < _NEAR:  # where not all of it can be in sight, it may as well have room
        spacing = max(_CLOSEST, min(_CLOSE, _ROOMY / count))
    return Axis(start, min(_WIDEST, spacing), count)


def _y(layout: Layout, value: int) -> float:
    return layout.plan.base - OVER_LINE - GRAPH * value / _HIGHEST


def _scale(layout: Layout, axis: Axis) -> None:
    """The lines of 0 and 10 with their numbers, and what is asked."""
    top, base = _y(layout, _HIGHEST), layout.plan.base
    left = axis.start - 22.0
    layout.plan.graph = Box(left, top, max(axis.end - left + 16.0, 60.0), GRAPH)
    for value in (0, _HIGHEST):
        box = Box(left - 26.0, _y(layout, value) - 8.0, 22.0, 16.0)
        layout.plan.notes.append(Note(str(value), box, "number", "faded"))
    _beside(layout, say("how true it felt"), left - 30.0, top - 8.0)
    if any(stop.session is not None for stop in layout.life.stops):
        _beside(layout, say("session"), left - 4.0, base - 25.0)


def _beside(layout: Layout, words: str, right: float, top: float) -> None:
    """Small words that end at a point, before what they name."""
    room = layout.lettering.width("small", words) + 2.0
    layout.plan.notes.append(Note(words, Box(right - room, top, room, 16.0), "small", "faded"))


def _ticks(layout: Layout, axis: Axis) -> None:
    stops = layout.life.stops
    room = max(layout.lettering.width("small", _label(layout, stop)) for stop in stops) + 8.0
    named = frozenset(labelled(len(stops), axis.spacing, max(room, _LABEL_ROOM), max(room, _LAST_ROOM)))
    for number, stop in enumerate(stops):
        asked = any(felt.value is not None for felt in stop.felt)
        label = _label(layout, stop) if number in named else ""
        layout.plan.ticks.append(Tick(axis.x(number), asked, label))


def _label(layout: Layout, stop: Stop) -> str:
    session = layout.source.get(stop.session) if stop.session is not None else None
    if isinstance(session, Session):
        return str(session.number) if session.number is not None else "·"
    return say("today") if stop.today else "·"


def _numbers(layout: Layout, axis: Axis) -> None:
    plan = layout.plan
    for series, rater in enumerate(layout.life.raters):
        before: int | None = None
        written = -1000.0
        for number, stop in enumerate(layout.life.stops):
            here = [felt.value for felt in stop.felt if felt.rater == rater and felt.value is not None]
            for value in here:
                x = axis.x(number)
                label = x - written >= _NUMBER_ROOM or number == axis.count - 1
                written = x if label else written
                plan.dots.append(Dot((x, _y(layout, value)), value, series, label))
                if before is not None:
                    plan.joins.append((before, len(plan.dots) - 1))
                before = len(plan.dots) - 1
            before = before if here else None
    if not plan.dots:
        _not_asked_yet(layout, axis)
    elif len(layout.life.raters) > 1:
        _name_the_lines(layout)


def _not_asked_yet(layout: Layout, axis: Axis) -> None:
    middle = (axis.start + axis.end) / 2 + (30.0 if axis.count == 1 else 0.0)
    write_rows(layout, middle, _y(layout, 6), [("line", say("not asked yet"), "faded", 2, ("", ""))])


def _name_the_lines(layout: Layout) -> None:
    """Whose line is whose, at the last number of each."""
    for series, rater in enumerate(layout.life.raters):
        last = next((dot for dot in reversed(layout.plan.dots) if dot.series == series), None)
        if last is not None and rater is not None:
            name = layout.sight.title(rater)
            room = min(layout.lettering.width("line", name) + 4.0, 120.0)
            box = Box(last.at[0] + 10.0, last.at[1] - 8.0, room, 16.0)
            layout.plan.notes.append(Note(name, box, "line", "faded", centred=False))


def _stop_spots(layout: Layout, axis: Axis) -> list[tuple[float, int, Spot]]:
    top, base, spots = _y(layout, _HIGHEST) - 8.0, layout.plan.base, []
    for number, stop in enumerate(layout.life.stops):
        column = Box(axis.x(number) - axis.spacing / 2, top, axis.spacing, base + 8.0 - top)
        if not stop.felt:
            spots.append((float(number), 0, Spot(life_words.of_gap(layout.source, stop), column)))
        for felt in stop.felt:
            alone = len(stop.felt) == 1 or felt.value is None
            at = Box(axis.x(number) - 9.0, _y(layout, felt.value or 0) - 9.0, 18.0, 18.0)
            event = life_words.of_felt(layout.source, layout.life, stop, felt)
            spots.append((float(number), 0, Spot(event, column if alone else at)))
    return spots


def _moments(layout: Layout, axis: Axis) -> list[tuple[float, int, Spot]]:
    """Moments in which it was there again, above the numbers, each with a line down to its session."""
    spots: list[tuple[float, int, Spot]] = []
    y, last = _y(layout, _HIGHEST) - MOMENT_ROW - 4.0, -1000.0
    for row in layout.life.here_too:
        if row.place is not None:
            x = max(axis.x(row.place), last + 2 * _MOMENT + 3.0)
            last = x
            layout.plan.put(NodeLook(row.id, "moment", tone="accent"), x, y)
            layout.plan.hairs.append(((x, y + _MOMENT), (axis.x(row.place), layout.plan.base)))
            box = Box(x - _MOMENT, y - _MOMENT, 2 * _MOMENT, 2 * _MOMENT)
            spots.append((row.place, 1, Spot(life_words.of_here_too(layout.source, row), box)))
    return spots


def _experiences(layout: Layout, axis: Axis, below: float) -> list[tuple[float, int, Spot]]:
    """Pills below the line, each with a stem to where it stands; where there is no room for one, its sprout."""
    lanes = Lanes(PILL[0], below + 12.0, _MOST_LANES)
    spots: list[tuple[float, int, Spot]] = []
    counted: dict[float, int] = {}
    for number, row in reversed(tuple(enumerate(layout.life.lived))):
        if row.place is None:
            continue
        turn = counted[row.place] = counted.get(row.place, -1) + 1
        x = axis.x(row.place) - 11.0 * turn
        room = lanes.place(x)
        event = life_words.of_lived(layout.source, row)
        box = _pill(layout, row, x, turn, room) if room is not None else _sprout(layout, x)
        spots.append((row.place, 2 + number, Spot(event, box)))
    return spots


def _pill(layout: Layout, row: Lived, x: float, turn: int, room: tuple[int, float]) -> Box:
    lane, left = room
    base, stem = layout.plan.base, left + 26.0
    top = base + LANE_TOP + lane * _LANE
    elbow = base + max(12.0, 36.0 - 7.0 * turn)
    way = ((x, base), (x, top)) if stem == x else ((x, base), (x, elbow), (stem, elbow), (stem, top))
    layout.plan.stems.append(Stem(way, ENDS[row.speaks]))
    look = layout.look(layout.source.get(row.id))
    if look is not None:
        layout.plan.put(look, left + PILL[0] / 2, top + PILL[1] / 2)
    return Box(left, top, *PILL)


def _sprout(layout: Layout, x: float) -> Box:
    y = layout.plan.base + 15.0
    layout.plan.sprouts.append((x, y))
    return Box(x - 9.0, y - 9.0, 18.0, 20.0)
