"""The colours of the map as pens and brushes, made once for a theme from its colour roles."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

from relmap.ui.map.shapes import Tone


class Colours(Protocol):
    """Whatever knows the colour of a role, as a rule the theme."""

    def colour(self, role: str) -> QColor:
        """The colour of a role such as `paper` or `diminishing_fill`."""


_STROKE_ROLES: dict[Tone, str] = {
    "ink": "ink",
    "faded": "faded",
    "accent": "accent",
    "diminishing": "diminishing",
    "affirming": "affirming",
    "mixed": "diminishing",
    "role": "role",
    "new": "new",
    "context": "context",
}
_FILL_ROLES: dict[Tone, str] = {
    "diminishing": "diminishing_fill",
    "affirming": "affirming_fill",
    "role": "role_fill",
    "new": "new_fill",
    "context": "context_fill",
}
FADED_OPACITY = 0.32
"""What is not emphasised never falls below this."""
GHOST_OPACITY = 0.5


class Palette:
    """Pens and brushes by tone. Asking twice gives the same object, so painting makes none."""

    def __init__(self, theme: Colours) -> None:
        self._theme = theme
        self._pens: dict[tuple[object, ...], QPen] = {}
        self.paper = theme.colour("paper")
        self.panel = theme.colour("panel")
        self.ink = theme.colour("ink")
        self.faded = theme.colour("faded")
        self.ring = theme.colour("ring")
        self.accent = theme.colour("accent")
        self.soft_ink = blend(self.ink, self.paper, 0.14)
        self.soft_faded = blend(self.faded, self.paper, 0.28)
        self.halo = QBrush(with_alpha(self.paper, 0.86))
        self._strokes = {tone: self._stroke(tone) for tone in _STROKE_ROLES}
        self._fills = {tone: self._fill(tone) for tone in _STROKE_ROLES}
        self._soft = {tone: QBrush(with_alpha(colour, 0.2)) for tone, colour in self._strokes.items()}
        self._solid = {tone: QBrush(colour) for tone, colour in self._strokes.items()}

    def stroke(self, tone: Tone) -> QColor:
        """The colour of a tone's lines and outlines."""
        return self._strokes[tone]

    def text(self, tone: Tone) -> QColor:
        """The colour of a tone's words (at AA contrast on the paper and on the tone's fill)."""
        return self.ink if tone == "ink" else self._theme.colour(_STROKE_ROLES[tone])

    def fill(self, tone: Tone) -> QBrush:
        """The ground inside a tone's shapes."""
        return self._fills[tone]

    def soft(self, tone: Tone) -> QBrush:
        """A light wash of a tone."""
        return self._soft[tone]

    def solid(self, tone: Tone) -> QBrush:
        """The full tone as a brush."""
        return self._solid[tone]

    def pen(
        self,
        tone: Tone,
        width: float,
        dash: tuple[float, ...] = (),
        *,
        cosmetic: bool = False,
        alpha: float = 1.0,
    ) -> QPen:
        """A round pen; `dash` is in scene units; a cosmetic one keeps its width at any zoom."""
        key = (tone, width, dash, cosmetic, alpha)
        found = self._pens.get(key)
        if found is None:
            found = self._pens[key] = _pen(with_alpha(self._strokes[tone], alpha), width, dash, cosmetic)
        return found

    def plain_pen(self, colour: QColor, width: float, *, cosmetic: bool = False) -> QPen:
        """A round pen of a given colour."""
        key = (colour.rgba(), width, cosmetic)
        found = self._pens.get(key)
        if found is None:
            found = self._pens[key] = _pen(colour, width, (), cosmetic)
        return found

    def _stroke(self, tone: Tone) -> QColor:
        if tone == "ink":
            return self.soft_ink
        return self.soft_faded if tone == "faded" else self._theme.colour(_STROKE_ROLES[tone])

    def _fill(self, tone: Tone) -> QBrush:
        role = _FILL_ROLES.get(tone)
        return QBrush(self._theme.colour(role) if role is not None else self.panel)


def blend(colour: QColor, other: QColor, share: float) -> QColor:
    """`colour` with a `share` (0..1) of `other` in it."""
    keep = 1.0 - share
    return QColor.fromRgbF(
        colour.redF() * keep + other.redF() * share,
        colour.greenF() * keep + other.greenF() * share,
        colour.blueF() * keep + other.blueF() * share,
    )


def with_alpha(colour: QColor, alpha: float) -> QColor:
    """`colour`, `alpha` (0..1) opaque."""
    clear = QColor(colour)
    clear.setAlphaF(colour.alphaF() * alpha)
    return clear


def _pen(colour: QColor, width: float, dash: tuple[float, ...], cosmetic: bool) -> QPen:
    pen = QPen(QBrush(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if dash:
        pen.setDashPattern([part / width for part in dash])
    pen.setCosmetic(cosmetic)
    return pen
