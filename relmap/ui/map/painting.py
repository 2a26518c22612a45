"""Paints a map in layers: ground, tapers, lines, paper under labels, bodies with their words, marks, what is selected.

Painting is a generator that yields now and then, so that a view can spread a large picture over several turns of the
event loop. It is given everything it needs and remembers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPolygonF

from relmap.ui.map.bands import paint_band_edges, paint_bands
from relmap.ui.map.board import Board
from relmap.ui.map.grid import Box
from relmap.ui.map.ground import SHADE_REACH, Ground, paint_ground
from relmap.ui.map.items import Node, Tie
from relmap.ui.map.lettering import Lettering
from relmap.ui.map.nodes import (
    by_tone,
    paint_bare,
    paint_dot,
    paint_glow,
    paint_halo,
    paint_node,
    paint_selected,
    paint_small_words,
)
from relmap.ui.map.palette import Palette, opacity
from relmap.ui.map.shapes import Preview
from relmap.ui.map.tie_marks import paint_marks
from relmap.ui.map.ties import (
    paint_chosen,
    paint_dates,
    paint_hairs,
    paint_label,
    paint_soft,
    paint_strokes,
    paint_tapers,
)

LEGIBLE = 0.42
"""Below this scale words are too small to read."""
INITIALS = 0.3
"""Below this scale even a single large letter is."""
SHAPED = 0.24
"""Below this scale things are dots and lines are hairs, without decoration."""
SMALLEST_WORDS = 9.5
"""Pixels on the screen: on a map that is not crowded, titles are still written this large when words are not."""
_FEW_NODES = 160
_TIES_AT_ONCE = 400
_NODES_AT_ONCE = 60
_PREVIEW_DASH = (7.0, 5.0)
_EFFORTS = ((0.01, 0.015), (0.03, 0.015), (0.06, 0.015))
"""Milliseconds for a node and for a tie, plain, shaped and with words; only their order of magnitude matters."""
_HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing

Item = TypeVar("Item", Node, Tie)


@dataclass(frozen=True, slots=True)
class Canvas:
    """How to paint: colours, ground, which Looks are selected, which are not faded (None: all), which to leave out.

    `marked` are the selected entities, marks on ties among them; `bands` lead from selected patterns to people;
    `aglow` are set off by a soft light behind them; `pointed` is the Look of the line under the pointer. `least` is how
    large titles are at the least, in pixels of the screen.
    """

    pens: Palette
    ground: Ground = field(default_factory=Ground)
    selected: frozenset[str] = frozenset()
    kept: frozenset[str] | None = None
    lifted: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    bands: tuple[tuple[Tie, Node], ...] = ()
    aglow: frozenset[str] = frozenset()
    pointed: str = ""
    least: float = SMALLEST_WORDS

    @property
    def legible(self) -> float:
        """The scale below which words would be smaller than the smallest that are wanted."""
        return LEGIBLE * self.least / SMALLEST_WORDS

    def is_plain(self, tie: Tie) -> bool:
        """Whether a line that may be faint is not: it or one of its ends is chosen, kept or pointed at."""
        look = tie.look
        if not look.ends or look.id == self.pointed or look.id in self.selected:
            return True
        chosen = not self.marked.isdisjoint(look.ends) or look.a in self.selected or look.b in self.selected
        return chosen or (self.kept is not None and look.id in self.kept)

    def opacity(self, item: Node | Tie) -> float:
        """How opaque an item is."""
        return opacity(item.look.ghosted, self.kept is None or item.look.id in self.kept)


@dataclass(frozen=True, slots=True)
class Portion:
    """The items that one painting is about, and roughly how long it takes (milliseconds)."""

    nodes: Sequence[Node]
    ties: Sequence[Tie]
    effort: float


def portion(board: Board, boxes: Sequence[Box], canvas: Canvas, scale: float) -> Portion:
    """What must be painted to fill some boxes (scene units) at a scale."""
    if canvas.ground.context:  # the shade of what lies beside a box may reach into it
        boxes = [_grown(box, SHADE_REACH) for box in boxes]
    nodes, ties = board.near(*boxes)
    if canvas.lifted:
        nodes = [node for node in nodes if node.look.id not in canvas.lifted]
        ties = [tie for tie in ties if tie.look.id not in canvas.lifted]
    for_node, for_tie = _EFFORTS[(scale >= canvas.legible) + (scale >= SHAPED)]
    return Portion(nodes, ties, len(nodes) * for_node + len(ties) * for_tie)


def _grown(box: Box, room: float) -> Box:
    return box[0] - room, box[1] - room, box[2] + room, box[3] + room


def paint(
    painter: QPainter, what: Portion, box: Box, canvas: Canvas, scale: float, lettering: Lettering
) -> Iterator[None]:
    """Paint a portion and the ground of `box`, for a painter that shows scene units `scale` times enlarged."""
    painter.setRenderHints(_HINTS)
    paint_ground(painter, box, canvas.ground, what.nodes, canvas.pens, lettering, words=scale >= canvas.legible)
    yield
    yield from _paint_items(painter, what.nodes, what.ties, canvas, scale, lettering)


def paint_lifted(
    painter: QPainter,
    nodes: Sequence[Node],
    ties: Sequence[Tie],
    canvas: Canvas,
    scale: float,
    lettering: Lettering,
) -> None:
    """Paint things in motion over the still picture."""
    painter.setRenderHints(_HINTS)
    for _ in _paint_items(painter, nodes, ties, canvas, scale, lettering):
        pass


def paint_preview(painter: QPainter, preview: Preview, pens: Palette, lettering: Lettering) -> None:
    """Paint what a tool is about to do."""
    painter.setRenderHints(_HINTS)
    painter.setPen(pens.pen(preview.tone, 2.0, _PREVIEW_DASH))
    if preview.lasso:
        painter.setBrush(pens.soft(preview.tone))
        painter.drawPolygon(QPolygonF([QPointF(*point) for point in preview.lasso]))
    if preview.line is not None:
        painter.drawLine(QLineF(*preview.line[0], *preview.line[1]))
    if preview.words:
        words = lettering.words("name", preview.words, 260.0)
        x, y = preview.words_at
        painter.setPen(pens.pen(preview.tone, 1.4))
        painter.setBrush(pens.panel)
        painter.drawRoundedRect(QRectF(x, y, words.width + 20.0, words.height + 8.0), 8.0, 8.0)
        painter.setPen(pens.words(preview.tone))
        words.draw_tight(painter, x + 10.0, y + 4.0)


def _paint_items(
    painter: QPainter,
    nodes: Sequence[Node],
    ties: Sequence[Tie],
    canvas: Canvas,
    scale: float,
    lettering: Lettering,
) -> Iterator[None]:
    if scale < SHAPED:
        yield from _paint_plainly(painter, nodes, ties, canvas)
        return
    yield from _paint_lines(painter, nodes, ties, canvas)
    if scale < canvas.legible:
        yield from _paint_shapes(painter, nodes, canvas, scale, lettering)
    else:
        yield from _paint_with_words(painter, nodes, ties, canvas, lettering)
    painter.setOpacity(1.0)


def _paint_lines(painter: QPainter, nodes: Sequence[Node], ties: Sequence[Tie], canvas: Canvas) -> Iterator[None]:
    pens = canvas.pens
    groups = _by_opacity(ties, canvas)
    paint_bands(painter, canvas.bands, pens)
    for strength, group in groups:
        painter.setOpacity(strength)
        paint_tapers(painter, group, pens)
        paint_soft(painter, group, pens)
    painter.setOpacity(1.0)
    _paint_outlines(painter, nodes, canvas)
    for strength, group in groups:
        painter.setOpacity(strength)
        paint_chosen(painter, [tie for tie in group if tie.look.id in canvas.selected], pens)
        for start in range(0, len(group), _TIES_AT_ONCE):
            paint_strokes(painter, group[start : start + _TIES_AT_ONCE], pens, plain=canvas.is_plain)
            yield
    if canvas.bands:
        painter.setOpacity(1.0)
        paint_band_edges(painter, canvas.bands, pens)


def _paint_with_words(
    painter: QPainter, nodes: Sequence[Node], ties: Sequence[Tie], canvas: Canvas, lettering: Lettering
) -> Iterator[None]:
    pens = canvas.pens
    painter.setOpacity(1.0)
    for node in nodes:
        paint_halo(painter, node, pens)
    yield
    for count, node in enumerate(nodes):
        painter.setOpacity(canvas.opacity(node))
        paint_node(painter, node, pens)
        if count % _NODES_AT_ONCE == 0:
            yield
    for tie in ties:
        if tie.look.marks or tie.label_at is not None:
            painter.setOpacity(canvas.opacity(tie))
            paint_marks(painter, tie, pens, canvas.marked, lettering)
            paint_label(painter, tie, pens, lettering)
    painter.setOpacity(1.0)
    for tie in ties:
        if tie.look.dates and canvas.is_plain(tie):
            paint_dates(painter, tie, pens, lettering)


def _paint_shapes(
    painter: QPainter, nodes: Sequence[Node], canvas: Canvas, scale: float, lettering: Lettering
) -> Iterator[None]:
    initials = scale >= INITIALS
    font = lettering.enlarged(canvas.least / scale) if initials and len(nodes) <= _FEW_NODES else None
    for count, node in enumerate(nodes):
        painter.setOpacity(canvas.opacity(node))
        paint_bare(painter, node, canvas.pens, initials=initials)
        if font is not None:
            paint_small_words(painter, node, canvas.pens, font)
        if count % _NODES_AT_ONCE == 0:
            yield


def _paint_plainly(painter: QPainter, nodes: Sequence[Node], ties: Sequence[Tie], canvas: Canvas) -> Iterator[None]:
    pens = canvas.pens
    for strength, group in _by_opacity(ties, canvas):
        painter.setOpacity(strength)
        paint_chosen(painter, [tie for tie in group if tie.look.id in canvas.selected], pens)
        for start in range(0, len(group), _TIES_AT_ONCE):
            paint_hairs(painter, group[start : start + _TIES_AT_ONCE], pens)
            yield
    for strength, things in _by_opacity(by_tone(nodes), canvas):
        painter.setOpacity(strength)
        for count, node in enumerate(things):
            paint_dot(painter, node, pens)
            if count % _TIES_AT_ONCE == 0:
                yield
    painter.setOpacity(1.0)
    _paint_outlines(painter, nodes, canvas)


def _paint_outlines(painter: QPainter, nodes: Iterable[Node], canvas: Canvas) -> None:
    if canvas.aglow:
        for node in nodes:
            if node.look.id in canvas.aglow:
                paint_glow(painter, node, canvas.pens)
    if canvas.selected:
        for node in nodes:
            if node.look.id in canvas.selected:
                paint_selected(painter, node, canvas.pens)


def _by_opacity(items: Sequence[Item], canvas: Canvas) -> list[tuple[float, list[Item]]]:
    """Items in groups of one opacity, the faintest first."""
    groups: dict[float, list[Item]] = {}
    for item in items:
        groups.setdefault(canvas.opacity(item), []).append(item)
    return sorted(groups.items(), key=lambda group: group[0])
