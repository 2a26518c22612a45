"""Pictures along the therapy: disruptions and repairs, the repertoire, and what new experiences left."""

from __future__ import annotations

from relmap.charts.disruptions import ROW as DISRUPTION_ROW
from relmap.charts.disruptions import DisruptionsChart, Open
from relmap.charts.draw_along import RADIUS, SHAPES, Across, Scale, Sign, draw_axis, draw_scale, draw_signs
from relmap.charts.felt import STRIP, FeltChart, FeltStrip
from relmap.charts.repertoire import HEAD, RepertoireChart, WayRow
from relmap.charts.repertoire import ROW as WAY_ROW
from relmap.charts.sheet import Dash, Sheet
from relmap.model.vocabulary import WayState
from relmap.words import say

_STROKES: dict[WayState, Dash] = {"imagined": "dotted", "tried": "dashed", "mine": "solid"}
_BESIDE = 1.1
"""Letters (em) from one sign on a line to the next."""
_FEW = 7.0
"""Letters (em) under which what happened is left to its mark."""
_TAIL = 1.8
"""Letters (em) that a line of no known length is long."""


def draw_disruptions(sheet: Sheet, data: DisruptionsChart) -> None:
    """A row for each: its words, and under them the time it was open."""
    em = sheet.em
    below = say("From the session of each to the client’s word, or to the last session where it is still open")
    top = sheet.title(data.title, below) + 1.2 * em
    across = Across(data.axis, 1.2 * em, sheet.width - 2.4 * em)
    for number, row in enumerate(data.rows):
        _draw_open(sheet, across, row, top + number * DISRUPTION_ROW * em)
    low = top + len(data.rows) * DISRUPTION_ROW * em
    draw_axis(sheet, across, low)
    signs: list[Sign] = [("bolt", say("a disruption")), ("stitch", say("something helped"))]
    signs += [("tick", say("back on track, says the client")), ("circle", say("still open today"))]
    draw_signs(sheet, low + 4.5 * em, signs)


def _draw_open(sheet: Sheet, across: Across, row: Open, y: float) -> None:
    em, x, line = sheet.em, across.x(row.first), y + 1.55 * sheet.em
    words = _shown_words(sheet, row)
    wide = min(sheet.look.wide(words), sheet.width - em)
    left = max(0.5 * em, min(x - 0.4 * em, sheet.width - 0.5 * em - wide))
    sheet.words(words, (left, y), room=sheet.width - em)
    tail = max([x + _TAIL * em, *(across.x(one.place) for one in row.helped)])
    end = across.x(row.last) if row.last is not None else min(tail, sheet.width - 0.6 * em)
    if end > x:
        sheet.line([(x, line), (end, line)], "room", 1.4, "solid" if row.last is not None else "dotted")
    _draw_helped(sheet, across, row, line)
    _draw_end(sheet, row, end, line)
    sheet.shape("bolt", (x, line), 0.55 * em, "room", "paper")
    sheet.spot(row.mark, left, y - 0.7 * em, left + wide, y + 0.7 * em)
    sheet.spot_round(row.mark, (x, line), 0.6 * em)


def _shown_words(sheet: Sheet, row: Open) -> str:
    """What happened, as much of it as fits, and how it stands, which is never cut for it."""
    room = sheet.width - 2.2 * sheet.em - sheet.look.wide(row.words)
    return f"{sheet.look.elided(row.title, room)} · {row.words}" if room >= _FEW * sheet.em else row.words


def _draw_helped(sheet: Sheet, across: Across, row: Open, y: float) -> None:
    """What helped, at its session, and the tick of the client's word; several of one session beside each other."""
    em, free = sheet.em, across.x(row.first) + _BESIDE * sheet.em
    for helped in row.helped:
        x = max(across.x(helped.place), free)
        free = x + _BESIDE * em
        if helped.word:
            sheet.shape("tick", (x, y - 0.25 * em), 0.5 * em, "room", width=1.6)
        else:
            sheet.shape("stitch", (x, y), 0.36 * em, "room", width=1.4)
        sheet.spot_round(helped.mark, (x, y), _BESIDE * em / 2)


def _draw_end(sheet: Sheet, row: Open, x: float, y: float) -> None:
    """Two bars where it ended the therapy, an open ring while it is open, a tick where nobody noted the session."""
    em = sheet.em
    if row.state == "ended_the_therapy":
        sheet.shape("bars", (x, y), 0.42 * em, "room", width=1.4)
    elif row.state == "back_on_track" and row.last is None:
        sheet.shape("tick", (x, y - 0.25 * em), 0.5 * em, "room", width=1.6)
    elif row.state != "back_on_track" and row.last is not None:
        past = max((_BESIDE * em for one in row.helped if one.place == row.last), default=0.0)
        sheet.shape(
            "circle", (x + max(past, _BESIDE * em if row.last == row.first else 0.0), y), RADIUS, "room", "paper"
        )


def draw_repertoire(sheet: Sheet, data: RepertoireChart) -> None:
    """A row for each way, under the word for where it stands today."""
    em = sheet.em
    below = say("Dotted while imagined, dashed while tried, full while mine; a sprout each time it was lived")
    y = sheet.title(data.title, below) + em
    left = min(0.36 * sheet.width, 22.0 * em)
    across = Across(data.axis, left, sheet.width - 2.4 * em)
    for word, rows in data.groups:
        y += 0.5 * em
        sheet.words(word, (0.5 * em, y), role="faded", bold=True)
        y += (HEAD - 0.5) * em
        for row in rows:
            _draw_way(sheet, across, row, y)
            y += WAY_ROW * em
    draw_axis(sheet, across, y)


def _draw_way(sheet: Sheet, across: Across, row: WayRow, y: float) -> None:
    em, end = sheet.em, across.right + sheet.em
    wide = sheet.words(row.name, (0.5 * em, y), room=across.left - 2.0 * em)
    sheet.spot(row.mark, 0.0, y - 0.9 * em, 0.5 * em + wide, y + 0.9 * em)
    places = [across.x(one.place) for one in row.stages]
    for one, x, until in zip(row.stages, places, [*places[1:], end], strict=False):
        if until > x:
            sheet.line([(x, y), (until, y)], "tie", 1.2, _STROKES[one.state])
        if one.mark is not None:
            _draw_state(sheet, one.state, x, y)
            sheet.spot(one.mark, x - 0.6 * em, y, x + 0.6 * em, y + 0.9 * em)
    for lived in row.lived:
        x = across.x(lived.place)
        sheet.line([(x, y), (x, y - 0.3 * em)], "new", 1.1)
        sheet.shape("sprout", (x, y - 0.55 * em), 0.5 * em, "new", "new_ground")
        sheet.spot(lived.mark, x - 0.6 * em, y - 1.1 * em, x + 0.6 * em, y)
    _draw_state(sheet, row.state, end, y)


def _draw_state(sheet: Sheet, state: WayState, x: float, y: float) -> None:
    """An empty ring for imagined, a half full one for tried, a full one for the client's own."""
    sheet.shape("circle", (x, y), RADIUS + 0.6, "tie", "tie" if state == "mine" else "paper")
    if state == "tried":
        sheet.shape("half", (x, y), RADIUS + 0.6, "tie", "tie")


def draw_felt(sheet: Sheet, data: FeltChart) -> None:
    """Three strips of points under each other; one experience stands at one place in all of them."""
    em = sheet.em
    top = sheet.title(data.title, say("What each new experience left, from 0 to 10, in the client’s own numbers")) + em
    left = min(0.26 * sheet.width, 13.0 * em)
    across = Across(data.axis, left + 2.6 * em, sheet.width - 2.4 * em)
    low = top + len(data.strips) * STRIP * em
    for x in sorted({across.x(point.place) for strip in data.strips for point in strip.points}):
        sheet.line([(x, top), (x, low - 1.0 * em)], "ring", 0.8)
    for number, strip in enumerate(data.strips):
        _draw_felt(sheet, across, strip, top + number * STRIP * em)
    draw_axis(sheet, across, low)
    if data.people:
        signs = [(SHAPES[min(n, len(SHAPES) - 1)][0], name) for n, name in enumerate(data.people)]
        draw_signs(sheet, low + 4.2 * em, signs)


def _draw_felt(sheet: Sheet, across: Across, strip: FeltStrip, y: float) -> None:
    em = sheet.em
    scale = Scale(y + 1.0 * em, y + (STRIP - 2.0) * em)
    draw_scale(sheet, across, scale, [(0, "0"), (10, "10")], "line")
    sheet.words(strip.title, (0.5 * em, (scale.top + scale.bottom) / 2), room=across.left - 3.6 * em)
    places = [(across.x(point.place), scale.y(point.value)) for point in strip.points]
    for n, (point, at) in enumerate(zip(strip.points, places, strict=True)):
        others = places[:n] + places[n + 1 :]
        sheet.shape(SHAPES[min(point.which, len(SHAPES) - 1)][0], at, RADIUS + 0.6, "new", "new_ground")
        sheet.spot_round(point.mark, at, RADIUS + 2.6)
        if not any(0.0 <= x - at[0] < 1.9 * em and abs(y - at[1]) < 1.2 * em for x, y in others):
            sheet.words(str(point.value), (at[0] + 0.95 * em, at[1]), align="center")
