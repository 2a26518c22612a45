"""The axis of sessions and the numbers along it, as they are drawn in every chart that has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from relmap.charts.along import BEFORE, Axis, Series, Tick
from relmap.charts.shapes import Shape
from relmap.charts.sheet import Dash, Sheet
from relmap.words import say

RADIUS = 3.0
HIGHEST = 10
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
Sign = tuple[Shape, str]
"""A shape and what it stands for."""
SHAPES: Sequence[tuple[Shape, Dash]] = (("circle", "solid"), ("square", "dashed"), ("diamond", "dotted"))
"""How the numbers of the first, the second and any other person are drawn: by shape and stroke, not by colour."""


@dataclass(frozen=True, slots=True)
class Across:
    """Places of an axis on a sheet: from `left` to `right` (points)."""

    axis: Axis
    left: float
    right: float

    @property
    def step(self) -> float:
        """The room of one session."""
        return (self.right - self.left) / max(self.axis.last - self.axis.first, 1.0)

    def every(self, apart: float) -> int:
        """Of how many sessions one may be drawn, so that what is drawn is so far apart (points): a round number."""
        return next((step for step in _STEPS if step * self.step >= apart), _STEPS[-1])

    @property
    def before(self) -> float:
        """Where life before the therapy stands."""
        return self.x(max(BEFORE, self.axis.first))

    def x(self, place: float) -> float:
        """Where a place stands; a single one in the middle."""
        if self.axis.last == self.axis.first:
            return (self.left + self.right) / 2
        return self.left + (place - self.axis.first) * self.step


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers from 0 to 10 on a sheet, from `bottom` up to `top` (points)."""

    top: float
    bottom: float

    def y(self, value: float) -> float:
        """Where a number stands."""
        return self.bottom - (self.bottom - self.top) * value / HIGHEST


def draw_axis(sheet: Sheet, across: Across, top: float, *, days: bool = True) -> None:
    """Ticks for the sessions with as many numbers as fit, and under them the first and the last day."""
    em, axis = sheet.em, across.axis
    for tick in axis.ticks:
        x = across.x(tick.place)
        sheet.line([(x, top), (x, top + 0.3 * em)], "mid", 0.8)
    for tick in _numbered(sheet, across):
        sheet.words(tick.words, (across.x(tick.place), top + 1.1 * em), role="faded", align="center")
    if axis.is_before:
        sheet.words(say("before"), (across.before, top + 1.1 * em), role="faded", align="center")
    if days:
        _draw_days(sheet, across, top + 2.4 * em)


def _numbered(sheet: Sheet, across: Across) -> list[Tick]:
    """The ticks whose numbers stand on the axis: round ones, as many as fit, and none over another."""
    ticks = across.axis.ticks
    widest = max((sheet.look.wide(tick.words) for tick in ticks), default=0.0) + 0.8 * sheet.em
    step = across.every(widest)
    clear = sheet.look.wide(say("before")) / 2 + widest / 2 if across.axis.is_before else 0.0
    chosen, free = [], across.before + clear if clear else 0.0
    for number, tick in enumerate(ticks):
        is_round = not int(tick.words) % step if tick.words.isdecimal() else not number % step
        if (is_round or number == 0) and across.x(tick.place) >= free:
            chosen.append(tick)
            free = across.x(tick.place) + widest
    return chosen


def _draw_days(sheet: Sheet, across: Across, y: float) -> None:
    """The first and the last day, and between them what the numbers count, where there is room."""
    axis, em = across.axis, sheet.em
    widths = [sheet.look.wide(words) for words in (axis.begins, axis.ends)]
    left, right = across.left, across.right
    if axis.begins:
        sheet.words(axis.begins, (left, y), role="faded")
    if axis.ends and axis.ends != axis.begins and widths[0] + widths[1] + 2 * em <= right - left:
        sheet.words(axis.ends, (right, y), role="faded", align="right")
    word = say("sessions")
    room = right - left - 2 * max(widths) - 2 * em
    if sheet.look.wide(word) <= room:
        sheet.words(word, ((left + right) / 2, y), role="faded", align="center")


def draw_scale(
    sheet: Sheet, across: Across, scale: Scale, marks: Sequence[tuple[int, str]], role: str = "ring"
) -> None:
    """Thin lines across at some numbers, each with its word to the left."""
    for value, word in marks:
        y = scale.y(value)
        sheet.line([(across.left, y), (across.right, y)], role, 0.8)
        if word:
            sheet.words(word, (across.left - 1.1 * sheet.em, y), role="faded", align="right")


def draw_series(
    sheet: Sheet, across: Across, scale: Scale, all_series: Sequence[Series], role: str, radius: float = RADIUS
) -> None:
    """Everybody's numbers: a line through each run of them, none across a gap, and a shape for each."""
    for series in all_series:
        shape, dash = SHAPES[min(series.which, len(SHAPES) - 1)]
        aside = _aside(series, all_series, radius)
        for run in series.runs:
            places = [(across.x(dot.place) + aside, scale.y(dot.value)) for dot in run]
            if len(places) > 1:
                sheet.line(places, role, 1.4, dash)
            for dot, place in zip(run, places, strict=True):
                sheet.shape(shape, place, radius, role, "paper" if series.which % 2 == 0 else role)
                sheet.spot_round(dot.mark, place, radius + 2.0)


def _aside(series: Series, all_series: Sequence[Series], radius: float) -> float:
    """Two people's numbers of one session stand beside each other, so that neither covers the other."""
    order = [one.which for one in all_series]
    return (order.index(series.which) - (len(order) - 1) / 2) * 1.5 * radius if len(order) > 1 else 0.0


def draw_values(sheet: Sheet, across: Across, scale: Scale, series: Series) -> None:
    """Each number in figures beside its point: above it, or below where the line comes from above on both sides."""
    dots = [dot for run in series.runs for dot in run]
    closest = min((b.place - a.place for a, b in pairwise(dots)), default=1.0) * across.step
    if closest < 1.7 * sheet.em:
        return
    for run in series.runs:
        for number, dot in enumerate(run):
            beside = [run[n].value for n in (number - 1, number + 1) if 0 <= n < len(run)]
            below = bool(beside) and min(beside) > dot.value > 1
            y = scale.y(dot.value) + (1.15 if below else -1.1) * sheet.em
            sheet.words(str(dot.value), (across.x(dot.place), y), role="ink", align="center")


def draw_names(sheet: Sheet, across: Across, scale: Scale, all_series: Sequence[Series], room: float) -> None:
    """Whose line it is, at its end to the right, one below the other where the ends are close."""
    named = sorted((one for one in all_series if one.name and one.last is not None), key=_last_value, reverse=True)
    free = scale.top - 2.0 * sheet.em
    for one in named:
        y = max(scale.y(_last_value(one)), free)
        shape = SHAPES[min(one.which, len(SHAPES) - 1)][0]
        sheet.shape(shape, (across.right + 1.2 * sheet.em, y), RADIUS, "faded", None if one.which % 2 == 0 else "faded")
        sheet.words(one.name, (across.right + 2.0 * sheet.em, y), role="ink", room=room - 2.2 * sheet.em)
        free = y + 1.35 * sheet.em


def _last_value(series: Series) -> int:
    return series.last.value if series.last is not None else 0


def draw_gaps(sheet: Sheet, across: Across, y: float, gaps: Sequence[tuple[float, float]]) -> None:
    """That nobody asked, in words where they fit."""
    words = say("not asked")
    wide = sheet.look.wide(words) + 0.8 * sheet.em
    for first, last in gaps:
        if (last - first + 1) * across.step >= wide:
            x = min(max((across.x(first) + across.x(last)) / 2, across.left + wide / 2), across.right - wide / 2)
            sheet.words(words, (x, y), role="faded", align="center")


def draw_signs(sheet: Sheet, y: float, signs: Sequence[Sign]) -> None:
    """What the shapes are, on one line, as many as fit."""
    em = sheet.em
    x = 1.2 * em
    for shape, words in signs:
        wide = sheet.look.wide(words)
        if x + wide + 1.2 * em > sheet.width:
            return
        sheet.shape(shape, (x, y), 0.42 * em, "faded")
        sheet.words(words, (x + em, y), role="faded")
        x += wide + 3.0 * em
