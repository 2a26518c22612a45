"""The sheet of paper: its size, its margins, and how finely a place on it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QLocale, QSizeF
from PySide6.QtGui import QGuiApplication

from relmap.ui.theme import Theme, load_theme

DOTS = 10
"""How finely a text is laid out, in dots per point: so that it is as wide on every device."""
MM = 72 / 25.4
"""Points of a millimetre."""
MARGIN = 18 * MM
FOOT = 9 * MM
"""Where the line at the foot stands, from the lower edge of the sheet."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size of paper, in points."""

    name: str
    width: float
    height: float

    @property
    def size(self) -> QSizeF:
        """Its size as Qt has it."""
        return QSizeF(self.width, self.height)

    def turned(self) -> Sheet:
        """The same sheet, lying on its side."""
        return Sheet(self.name, self.height, self.width)


SHEETS: Mapping[str, Sheet] = {
    "A4": Sheet("A4", 210 * MM, 297 * MM),
    "Letter": Sheet("Letter", 612.0, 792.0),
}


def usual_sheet() -> Sheet:
    """The paper that is usual where this computer stands."""
    metric = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.MetricSystem
    return SHEETS["A4" if metric else "Letter"]


def px(points: float) -> float:
    """Points as the units in which a text document takes its margins: pixels of the screen."""
    return points * round(QGuiApplication.primaryScreen().logicalDotsPerInch()) / 72


def paper_theme() -> Theme:
    """The light colours, on the white of paper."""
    light = load_theme("light")
    return replace(light, colours={**light.colours, "paper": light.colour("panel")})
