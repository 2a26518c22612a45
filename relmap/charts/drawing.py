"""Pictures of charts on a matplotlib Figure: no pyplot, no backend, no letter but through the figure's own renderer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure

from relmap.charts.draw_bands import draw_bands
from relmap.charts.draw_lines import draw_closeness, draw_lesson, draw_lessons
from relmap.charts.draw_matrix import draw_matrix
from relmap.charts.draw_room import draw_disruptions, draw_felt, draw_repertoire
from relmap.charts.look import ChartLook
from relmap.charts.marks import ChartData, Mark
from relmap.charts.sheet import LEADING, Sheet, Spot

__all__ = ["ChartLook", "Drawn", "Spot", "draw"]
_REACH = 7.0
"""How far beside a mark (points) it can still be pointed at."""

_DRAWN_BY: Mapping[str, Callable[[Sheet, Any], None]] = {
    "lesson": draw_lesson,
    "lessons": draw_lessons,
    "lessons_ties": draw_matrix,
    "roles_ties": draw_matrix,
    "disruptions": draw_disruptions,
    "repertoire": draw_repertoire,
    "felt": draw_felt,
    "closeness": draw_closeness,
    "life": draw_bands,
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where everything is that can be pointed at, on a figure of so many points."""

    spots: tuple[Spot, ...]
    width: float
    height: float

    def hit(self, x: float, y: float) -> Mark | None:
        """The mark at a place of the figure (fractions, y upwards), or the nearest within reach."""
        found = min(((*self._far(spot, x, y), n) for n, spot in enumerate(self.spots)), default=None)
        return self.spots[found[-1]].mark if found is not None and found[0] <= _REACH else None

    def _far(self, spot: Spot, x: float, y: float) -> tuple[float, float]:
        """How far a place is from a spot, and from its middle (points); what lies in both is decided by the second."""
        aside = max(spot.x0 - x, 0.0, x - spot.x1) * self.width
        above = max(spot.y0 - y, 0.0, y - spot.y1) * self.height
        middle = ((spot.x0 + spot.x1) / 2 - x) * self.width, ((spot.y0 + spot.y1) / 2 - y) * self.height
        return (aside**2 + above**2) ** 0.5, (middle[0] ** 2 + middle[1] ** 2) ** 0.5


def draw(figure: Figure, data: ChartData, look: ChartLook) -> Drawn:
    """Draw a chart on a figure, in place of what was on it. The figure's size is that of the picture."""
    figure.clear()
    figure.set_facecolor(look.colour("paper"))
    sheet = Sheet(figure, look, data.marks)
    if data.empty is None:
        _DRAWN_BY[data.key](sheet, data)
    else:
        _draw_empty(sheet, data.title, data.empty)
    return Drawn(sheet.done(), sheet.width, sheet.height)


def _draw_empty(sheet: Sheet, title: str, sentence: str) -> None:
    top = sheet.title(title) + 1.5 * sheet.em
    for number, line in enumerate(sheet.look.lines(sentence, sheet.width - sheet.em, 5)):
        sheet.words(line, (0.5 * sheet.em, top + number * LEADING * sheet.em), role="faded")
