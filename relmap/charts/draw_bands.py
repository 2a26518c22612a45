"""The picture of a life and its times: years across, a row for each thing, its ends as sure as they are known."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from relmap.charts.bands import HEAD, LINE, Band, BandRow, BandsChart, Glyph
from relmap.charts.draw_along import Sign, draw_signs
from relmap.charts.shapes import Shape
from relmap.charts.sheet import Sheet
from relmap.read.whens import year_words
from relmap.words import say

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_SIGNS: dict[Glyph, tuple[Shape, str]] = {
    "context": ("badge", "context"),
    "event": ("circle", "ink"),
    "diminishing": ("card", "diminishing"),
    "affirming": ("circle", "affirming"),
    "mixed": ("diamond", "mixed"),
    "role": ("ticket", "role"),
    "story": ("sheet", "tie"),
    "new": ("sprout", "new"),
    "room": ("square", "room"),
    "tie": ("square", "tie"),
    "life": ("circle", "faded"),
}
_WIDTHS: dict[Glyph, float] = {"tie": 2.2, "life": 0.8, "event": 1.6}
"""How thick the line of each is (points); what is not named has a thin one."""
_BROAD: frozenset[Glyph] = frozenset({"context", "room"})
"""What is drawn as a band of its ground and not as a line."""
_DOUBT = 1.4
"""Letters (em) that an end which is only about right fades over."""


@dataclass(frozen=True, slots=True)
class _Years:
    first: float
    last: float
    left: float
    right: float

    def x(self, year: float) -> float:
        """Where a year stands (points)."""
        return self.left + (self.right - self.left) * (year - self.first) / max(self.last - self.first, 1.0)

    def ticks(self, room: float) -> Iterator[int]:
        """Round years, at least `room` (points) apart."""
        year = (self.right - self.left) / max(self.last - self.first, 1.0)
        step = next((step for step in _STEPS if step * year >= room), _STEPS[-1])
        yield from range(math.ceil(self.first / step) * step, math.floor(self.last) + 1, step)


def draw_bands(sheet: Sheet, data: BandsChart) -> None:
    """The lanes below each other."""
    em = sheet.em
    y = sheet.title(data.title) + 1.6 * em
    years = _Years(data.first, data.last, data.gutter(sheet.width, em), sheet.width - 1.5 * em)
    rows = sum(row.tall for _, rows in data.lanes for row in rows) + HEAD * len(data.lanes)
    low = y + rows * em
    _draw_years(sheet, years, y, low)
    for word, lane in data.lanes:
        sheet.words(word, (0.5 * em, y + 1.1 * em), role="faded", bold=True, room=years.left - em)
        y += HEAD * em
        for row in lane:
            _draw_row(sheet, years, row, y)
            y += row.tall * em
    draw_signs(sheet, low + (4.2 if data.undated else 2.6) * em, _meanings(data))
    if data.undated:
        sheet.words(data.undated, (0.5 * em, low + 2.6 * em), role="faded", room=sheet.width - em)


def _meanings(data: BandsChart) -> list[Sign]:
    """What the signs in the rows are, of those there are."""
    used = {band.glyph for _, rows in data.lanes for row in rows for band in row.bands}
    words: list[tuple[Glyph, str]] = [
        ("affirming", say("an affirming lesson")),
        ("mixed", say("a mixed one")),
        ("diminishing", say("a diminishing one")),
        ("role", say("a role")),
        ("story", say("a story")),
        ("new", say("something new")),
    ]
    return [(_SIGNS[glyph][0], word) for glyph, word in words if glyph in used]


def _draw_years(sheet: Sheet, years: _Years, top: float, low: float) -> None:
    em = sheet.em
    for year in years.ticks(sheet.look.wide("0000") + 2.2 * em):
        x = years.x(year)
        sheet.line([(x, top), (x, low)], "ring", 0.8)
        for y in (top - 0.8 * em, low + 0.8 * em):
            sheet.words(year_words(year), (x, y), role="faded", align="center")


def _draw_row(sheet: Sheet, years: _Years, row: BandRow, y: float) -> None:
    em = sheet.em
    middle = y + LINE * em / 2
    wide = sheet.words(row.title, (0.5 * em, middle), room=years.left - 1.6 * em)
    sheet.spot(row.mark, 0.0, y, 0.5 * em + wide, y + LINE * em)
    for band in row.bands:
        _draw_band(sheet, years, band, middle + band.line * LINE * em)


def _draw_band(sheet: Sheet, years: _Years, band: Band, y: float) -> None:
    em = sheet.em
    x, end = years.x(band.first), years.x(band.last)
    shape, role = _SIGNS[band.glyph]
    width = _WIDTHS.get(band.glyph, 1.0)
    if not band.moment:
        _draw_stretch(sheet, band, (x, end), y, role, width)
    if band.beyond is not None:
        sheet.line([(end, y), (years.x(band.beyond), y)], role, 1.2, "dashed")
    if band.moment or band.glyph not in ("tie", "life", "context", "room"):
        at = ((x + end) / 2 if band.moment else x, y)
        fill = {"tie": "paper", "faded": "paper", "ink": "ink"}.get(role, f"{role}_ground")
        sheet.shape(shape, at, 0.42 * em, role, fill, 1.1)
        sheet.spot_round(band.mark, at, 0.62 * em)
    else:
        if band.glyph == "life":
            sheet.shape("circle", (x, y), 1.8, role, "paper", 0.9)
        sheet.spot(band.mark, x, y - 0.4 * em, max(end, x + 2.0), y + 0.4 * em)


def _draw_stretch(sheet: Sheet, band: Band, ends: tuple[float, float], y: float, role: str, width: float) -> None:
    """A line as long as it was; dots at an end that is only about right or unknown, an arrow where it goes on."""
    em, (x, end) = sheet.em, ends
    fade = min(_DOUBT * em, (end - x) / 3)
    first = x + fade if band.begins in ("about", "unknown") else x
    last = end - fade if band.ends in ("about", "unknown") else end
    if band.glyph in _BROAD:
        sheet.band(first, y - 0.4 * em, max(last, first + 1.0), y + 0.4 * em, f"{role}_ground", role)
    else:
        sheet.line([(first, y), (last, y)], role, width)
    for start, stop in ((x, first), (last, end)):
        if stop > start:
            sheet.line([(start, y), (stop, y)], role, 1.0, "dotted")
    if band.ends == "open" and band.beyond is None:
        tip = 0.4 * em
        sheet.line([(end + 1.5, y - tip), (end + 1.5 + tip, y), (end + 1.5, y + tip)], role, 1.0)
