"""Paints items in layers: ground, tapers, lines, label halos, bodies with their words, marks, and what is selected.

Painting is a generator that yields now and then, so that a view can spread a large picture over several turns of the
event loop. It is given everything it needs and remembers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from PySide6.QtGui import QPainter

from relmap.ui.map.board import Board
from relmap.ui.map.grid import Box
from relmap.ui.map.items import Node, Tie
from relmap.ui.map.palette import Palette
from relmap.ui.map.shapes import Preview


@dataclass(frozen=True, slots=True)
class Ground:
    """What is shown under everything: rings of closeness, named sectors, the context layer."""

    rings: bool = True
    sectors: tuple[str, ...] = ()
    context: bool = False

    def with_rings(self, shown: bool) -> Ground:
        """The same with or without rings."""
        return replace(self, rings=shown)

    def with_sectors(self, names: tuple[str, ...]) -> Ground:
        """The same with these sectors."""
        return replace(self, sectors=names)

    def with_context(self, shown: bool) -> Ground:
        """The same with or without the context layer."""
        return replace(self, context=shown)


@dataclass(frozen=True, slots=True)
class Canvas:
    """How to paint: colours, ground, which Looks are selected, which are not faded (None: all), which to leave out."""

    pens: Palette
    ground: Ground = field(default_factory=Ground)
    selected: frozenset[str] = frozenset()
    kept: frozenset[str] | None = None
    lifted: frozenset[str] = frozenset()


def paint(painter: QPainter, board: Board, box: Box, canvas: Canvas, scale: float) -> Iterator[None]:
    """Paint all that lies in `box` (scene units), for a painter that shows scene units `scale` times enlarged."""
    painter.fillRect(painter.worldTransform().inverted()[0].mapRect(painter.viewport()), canvas.pens.paper)
    yield


def paint_lifted(
    painter: QPainter,
    nodes: Iterable[Node],
    ties: Iterable[Tie],
    canvas: Canvas,
    scale: float,
    preview: Preview | None,
) -> None:
    """Paint things in motion over the still picture, and the preview of a gesture."""
