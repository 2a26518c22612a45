"""The colours of the map as pens and brushes, made once for a theme from its colour roles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

from relmap.ui.map.shapes import Tone
from relmap.ui.theme import ColourRole, Theme


class _Roles(NamedTuple):
    stroke: ColourRole
    fill: ColourRole
    words: ColourRole


_TONES: Mapping[Tone, _Roles] = {
    "ink": _Roles("person_edge", "person", "ink"),
    "faded": _Roles("distant", "person", "faded"),
    "accent": _Roles("room", "person", "room_ink"),
    "warm": _Roles("warm", "person", "ink"),
    "diminishing": _Roles("diminishing", "diminishing_ground", "diminishing_ink"),
    "affirming": _Roles("affirming", "affirming_ground", "affirming_ink"),
    "mixed": _Roles("mixed", "mixed_ground", "mixed_ink"),
    "role": _Roles("role", "role_ground", "role_ink"),
    "new": _Roles("new", "new_ground", "new_ink"),
    "context": _Roles("context", "context_ground", "context_ink"),
}
FADED_OPACITY = 0.32
GHOST_OPACITY = 0.5
FAINTEST = 0.3
"""Whatever fades, nothing gets fainter than this."""


class Palette:
    """Pens and brushes by tone. Asking twice gives the same object, so painting makes none."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.paper = theme.colour("paper")
        self.panel = theme.colour("panel")
        self.ink = theme.colour("ink")
        self.faded = theme.colour("faded")
        self.accent = theme.colour("accent")
        self.ring = theme.colour("ring")
        self.line = theme.colour("line")
        self.shade = theme.colour("shade")
        self.halo = QBrush(with_alpha(self.paper, 0.88))
        self.glow = QBrush(with_alpha(self.accent, 0.09))
        self.power = QBrush(theme.colour("power"))
        self.power_soft = QBrush(self._on_paper(theme.colour("power"), 0.5))
        self._pens: dict[tuple[object, ...], QPen] = {}
        self._strokes = {tone: theme.colour(roles.stroke) for tone, roles in _TONES.items()}
        self._words = {tone: theme.colour(roles.words) for tone, roles in _TONES.items()}
        self._fills = {tone: QBrush(theme.colour(roles.fill)) for tone, roles in _TONES.items()}
        self._soft = {tone: QBrush(with_alpha(colour, 0.2)) for tone, colour in self._strokes.items()}
        self._solid = {tone: QBrush(colour) for tone, colour in self._strokes.items()}

    def stroke(self, tone: Tone) -> QColor:
        """The colour of a tone's lines and outlines."""
        return self._strokes[tone]

    def words(self, tone: Tone) -> QColor:
        """The colour of a tone's words (at AA contrast on the paper and on the tone's fill)."""
        return self._words[tone]

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
        strength: float = 1.0,
    ) -> QPen:
        """A round pen; `dash` is in scene units; a cosmetic one keeps its width; `strength` (0..1) lightens it."""
        key = (tone, width, dash, cosmetic, strength)
        found = self._pens.get(key)
        if found is None:
            colour = self._on_paper(self._strokes[tone], strength)
            found = self._pens[key] = _pen(colour, width, dash, cosmetic)
        return found

    def line_pen(self, colour: QColor, width: float, *, cosmetic: bool = False) -> QPen:
        """A plain round pen of a given colour."""
        key = (colour.rgba(), width, cosmetic)
        found = self._pens.get(key)
        if found is None:
            found = self._pens[key] = _pen(colour, width, (), cosmetic)
        return found

    def _on_paper(self, colour: QColor, strength: float) -> QColor:
        """A colour as it looks, `strength` strong, on the paper: opaque, since that paints faster."""
        paper, rest = self.paper, 1.0 - strength
        return QColor.fromRgbF(
            colour.redF() * strength + paper.redF() * rest,
            colour.greenF() * strength + paper.greenF() * rest,
            colour.blueF() * strength + paper.blueF() * rest,
        )


def opacity(ghosted: bool, kept: bool) -> float:
    """How opaque a thing is drawn that may be outside the date shown or not among the emphasised."""
    value = (GHOST_OPACITY if ghosted else 1.0) * (1.0 if kept else FADED_OPACITY)
    return max(FAINTEST, value)


def with_alpha(colour: QColor, alpha: float) -> QColor:
    """`colour`, `alpha` (0..1) opaque."""
    clear = QColor(colour)
    clear.setAlphaF(colour.alphaF() * alpha)
    return clear


def _pen(colour: QColor, width: float, dash: tuple[float, ...], cosmetic: bool) -> QPen:
    cap = Qt.PenCapStyle.FlatCap if dash else Qt.PenCapStyle.RoundCap
    pen = QPen(QBrush(colour), width, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin)
    if dash:
        pen.setDashPattern([part / width for part in dash])
    pen.setCosmetic(cosmetic)
    return pen
