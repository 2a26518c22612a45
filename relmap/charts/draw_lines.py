"""Pictures of lessons and of closeness over the sessions: one at large, small ones side by side, or strips."""

from __future__ import annotations

from collections.abc import Sequence

from relmap.charts.closeness import STRIP, ClosenessChart, Strip
from relmap.charts.draw_along import (
    RADIUS,
    Across,
    Scale,
    draw_axis,
    draw_gaps,
    draw_names,
    draw_scale,
    draw_series,
    draw_values,
)
from relmap.charts.lesson_lines import SIGN_ROW, LessonChart, LessonLine, LessonsChart, Sign
from relmap.charts.shapes import Shape
from relmap.charts.sheet import Sheet
from relmap.model.vocabulary import Valence
from relmap.read.titles import capital
from relmap.words import say

VALENCES: dict[Valence, Shape] = {"diminishing": "card", "affirming": "circle", "mixed": "diamond"}
"""The shape that stands for what a lesson does, beside its word."""
_SIGNS: dict[str, tuple[Shape, str]] = {
    "against": ("sprout", "new"),
    "for": ("sprout", "new"),
    "both": ("sprout", "new"),
    "here_too": ("badge", "room"),
}
_NAMES = 9.0
_TICKS = 2.0
"""Points: the ticks under a small picture do not stand closer; of very many sessions only some have one."""


def draw_lesson(sheet: Sheet, data: LessonChart) -> None:
    """One lesson: the numbers, and under the sessions what was lived, each with its words."""
    line, em = data.line, sheet.em
    assert line is not None  # one that is not there has a sentence instead
    top = sheet.title(data.title, _what(line), 2) + 1.4 * em
    bottom = sheet.height - (4.4 + SIGN_ROW * len(line.signs)) * em
    names = _NAMES * em if any(one.name for one in line.series) else 1.2 * em
    across, scale = Across(data.axis, 3.4 * em, sheet.width - names), Scale(top, bottom)
    draw_scale(sheet, across, scale, [(0, "0"), (5, "5"), (10, "10")])
    draw_gaps(sheet, across, bottom - 0.8 * em, line.gaps)
    draw_series(sheet, across, scale, line.series, line.valence)
    if len(line.series) == 1:
        draw_values(sheet, across, scale, line.series[0])
    draw_names(sheet, across, scale, line.series, names)
    draw_axis(sheet, across, bottom + 0.7 * em)
    sheet.spot(line.mark, 0.0, 0.0, sheet.width, top - 1.6 * em)
    for sign in line.signs:
        sheet.line([(across.x(sign.place), top), (across.x(sign.place), bottom)], "ring", 0.8)
    _draw_signs(sheet, across, bottom + 4.2 * em, line.signs)


def _what(line: LessonLine) -> str:
    return say("{valence} · how true it feels, from 0 to 10", valence=capital(line.valence_word))


def _draw_signs(sheet: Sheet, across: Across, top: float, signs: Sequence[Sign]) -> None:
    """A shape for each under its session, on a line of its own, and its words on the side where there is more room.

    The thin lines that lead down to the lower ones leave out the words that they would run through.
    """
    em = sheet.em
    taken: list[tuple[float, float]] = []
    for number, sign in enumerate(signs):
        x, y = across.x(sign.place), top + (number + 0.5) * SIGN_ROW * em
        for row, (first, last) in enumerate(taken):
            if not first <= x <= last:
                sheet.line([(x, top + row * SIGN_ROW * em), (x, top + (row + 1) * SIGN_ROW * em)], "ring", 0.8)
        taken.append(_draw_sign(sheet, sign, x, y))


def _draw_sign(sheet: Sheet, sign: Sign, x: float, y: float) -> tuple[float, float]:
    """One sign; returns from where to where it is."""
    em = sheet.em
    shape, role = _SIGNS[sign.kind]
    sheet.shape(shape, (x, y), 0.5 * em, role, f"{role}_ground")
    after, before = sheet.width - x - 1.6 * em, x - 1.6 * em
    if after >= min(before, sheet.look.wide(sign.words)):
        wide = sheet.words(sign.words, (x + 1.1 * em, y), room=after)
        first, last = x - 0.7 * em, x + 1.1 * em + wide
    else:
        wide = sheet.words(sign.words, (x - 1.1 * em, y), align="right", room=before)
        first, last = x - 1.1 * em - wide, x + 0.7 * em
    sheet.spot(sign.mark, first, y - 0.8 * em, last, y + 0.8 * em)
    return first, last


def draw_lessons(sheet: Sheet, data: LessonsChart) -> None:
    """All lessons, a small picture each, over the same sessions and the same numbers."""
    em, columns = sheet.em, data.columns(sheet.width, sheet.em)
    top = sheet.title(data.title, say("How true each feels, from 0 to 10, over the sessions")) + em
    gap = 2.4 * em
    wide = (sheet.width - em - (columns - 1) * gap) / columns
    for number, line in enumerate(data.lines):
        row, column = divmod(number, columns)
        _draw_small(sheet, data, line, 0.5 * em + column * (wide + gap), top + row * data.tall(em), wide)


def _draw_small(sheet: Sheet, data: LessonsChart, line: LessonLine, x: float, y: float, wide: float) -> None:
    em = sheet.em
    titles = sheet.look.lines(line.title, wide, 2)
    for number, words in enumerate(titles):
        sheet.words(words, (x, y + (1.55 - 1.3 * (len(titles) - 1 - number)) * em))
    low = y + 7.0 * em
    across, scale = Across(data.axis, x + RADIUS, x + wide - RADIUS), Scale(y + 3.0 * em, low)
    draw_scale(sheet, across, scale, [(0, ""), (10, "")])
    for tick in data.axis.ticks[:: across.every(_TICKS)]:
        sheet.line([(across.x(tick.place), low), (across.x(tick.place), low + 0.25 * em)], "mid", 0.8)
    draw_series(sheet, across, scale, line.series, line.valence, 2.4)
    _draw_foot(sheet, line, x, low + 1.3 * em, wide)
    sheet.spot(line.mark, x, y - 0.6 * em, x + wide, y + 2.2 * em)


def _draw_foot(sheet: Sheet, line: LessonLine, x: float, y: float, wide: float) -> None:
    """What the lesson does, by shape and word, and its newest number; whose line is which, where several gave one."""
    em = sheet.em
    sheet.shape(VALENCES[line.valence], (x + 0.55 * em, y), 0.38 * em, line.valence, f"{line.valence}_ground")
    used = sheet.words(line.valence_word, (x + 1.5 * em, y), role="faded", room=wide / 2) + 2.5 * em
    words = line.newest or " · ".join(f"{one.name} {one.last.value}" for one in line.series if one.last is not None)
    sheet.words(words, (x + wide, y), role="ink" if line.series else "faded", align="right", room=wide - used)


def draw_closeness(sheet: Sheet, data: ClosenessChart) -> None:
    """A strip for each tie, nearer upwards, over the same sessions."""
    em = sheet.em
    top = sheet.title(data.title, say("From 0, far, to 10, near; each on a strip of its own")) + em
    left = min(0.3 * sheet.width, 16.0 * em)
    names = _NAMES * em if any(one.name for strip in data.strips for one in strip.series) else 1.2 * em
    across = Across(data.axis, left, sheet.width - names)
    for number, strip in enumerate(data.strips):
        _draw_strip(sheet, across, strip, top + number * STRIP * em, names)
    draw_axis(sheet, across, top + len(data.strips) * STRIP * em)


def _draw_strip(sheet: Sheet, across: Across, strip: Strip, y: float, names: float) -> None:
    em = sheet.em
    scale = Scale(y + 1.2 * em, y + (STRIP - 1.4) * em)
    draw_scale(sheet, across, scale, [(0, say("far")), (10, say("near"))])
    lines = sheet.look.lines(strip.title, across.left - 5.0 * em, 2)
    middle = (scale.top + scale.bottom) / 2
    for number, words in enumerate(lines):
        sheet.words(words, (0.5 * em, middle + (number - (len(lines) - 1) / 2) * 1.3 * em))
    sheet.spot(strip.mark, 0.0, y, across.left - 4.6 * em, y + (STRIP - 0.6) * em)
    draw_series(sheet, across, scale, strip.series, "tie")
    if len(strip.series) == 1:
        draw_values(sheet, across, scale, strip.series[0])
    draw_names(sheet, across, scale, strip.series, names)
    if not strip.series:
        sheet.words(say("not asked yet"), (across.left + em, middle), role="faded")
