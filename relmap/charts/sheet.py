"""A sheet of paper in points, over a matplotlib Figure: lines, shapes and words are gathered and become few artists.

Its origin is the upper left corner and y goes downwards, as a page is read. Nothing is measured through a backend:
words are as wide as the look says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, IdentityTransform, Transform

from relmap.charts.look import ChartLook
from relmap.charts.marks import Mark
from relmap.charts.shapes import LINES, Shape, path_of

Align = Literal["left", "center", "right"]
Dash = Literal["solid", "dotted", "dashed"]
Point = tuple[float, float]
POINTS_PER_INCH = 72.0
LEADING = 1.3
"""From one line of words to the next, in letters (em)."""
_DASHES: dict[Dash, object] = {"solid": "solid", "dotted": (0.0, (1.0, 2.6)), "dashed": (0.0, (4.0, 2.4))}
GUIDES = frozenset({"ring", "line"})
"""Roles of lines that lie under everything else."""
_GUIDE, _BAND, _LINE, _SHAPE, _WORDS = 0.0, 0.5, 1.0, 2.0, 3.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a mark was drawn, in fractions of the figure; y goes upwards."""

    mark: Mark
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class _LineStyle:
    role: str
    width: float
    dash: Dash


@dataclass(frozen=True, slots=True)
class _ShapeStyle:
    shape: Shape
    size: float
    role: str
    fill: str | None
    width: float


class Sheet:
    """A figure to draw on; `done` hands over what was gathered, and tells where the marks are."""

    def __init__(self, figure: Figure, look: ChartLook, marks: Sequence[Mark]) -> None:
        self.figure, self.look = figure, look
        self.width, self.height = (float(inches) * POINTS_PER_INCH for inches in figure.get_size_inches())
        self._marks = marks
        self._spots: list[Spot] = []
        self._lines: dict[_LineStyle, list[Sequence[Point]]] = defaultdict(list)
        self._shapes: dict[_ShapeStyle, list[Point]] = defaultdict(list)
        self._bands: dict[tuple[str, str | None], list[Sequence[Point]]] = defaultdict(list)
        self._words: list[Text] = []
        paper = Affine2D().scale(1.0, -1.0).translate(0.0, self.height).scale(1.0 / POINTS_PER_INCH)
        self._paper: Transform = paper + figure.dpi_scale_trans

    @property
    def em(self) -> float:
        """The size of its letters (points)."""
        return self.look.size_pt

    # what is drawn

    def line(self, points: Sequence[Point], role: str, width: float = 1.0, dash: Dash = "solid") -> None:
        """A line through some points."""
        self._lines[_LineStyle(role, width, dash)].append(points)

    def band(self, x0: float, y0: float, x1: float, y1: float, fill: str, edge: str | None = None) -> None:
        """A filled box, with a thin edge where one is named."""
        self._bands[fill, edge].append(((x0, y0), (x1, y0), (x1, y1), (x0, y1)))

    def shape(
        self, shape: Shape, at: Point, radius: float, role: str, fill: str | None = None, width: float = 1.2
    ) -> None:
        """A small shape round a point, about so large (points); `fill` is the role of its inside."""
        self._shapes[_ShapeStyle(shape, radius, role, fill, width)].append(at)

    def words(
        self,
        words: str,
        at: Point,
        *,
        role: str = "ink",
        align: Align = "left",
        room: float | None = None,
        bold: bool = False,
        upright: bool = False,
    ) -> float:
        """Words on one line, their middle at `at`, elided to `room` (points); returns how wide they are.

        `upright`: they run upwards from there, for the head of a narrow column.
        """
        shown = words if room is None else self.look.elided(words, room)
        text = Text(
            *at,
            shown,
            color=self.look.colour(role),
            horizontalalignment="center" if upright else align,
            verticalalignment="bottom" if upright else "center_baseline",
            rotation=90.0 if upright else 0.0,
            fontfamily=self.look.family,
            fontsize=self.em,
            fontweight="bold" if bold else "normal",
            parse_math=False,
            usetex=False,
            transform=self._paper,
            zorder=_WORDS,
        )
        self._words.append(text)
        return self.look.wide(shown)

    def title(self, words: str, below: str = "", most: int = 1) -> float:
        """The title of the chart on at most so many lines, and a quieter one under it; returns where these end."""
        y = 0.9 * self.em
        for line in self.look.lines(words, 0.92 * (self.width - self.em), most):  # bold letters are wider
            self.words(line, (0.5 * self.em, y), bold=True)
            y += LEADING * self.em
        if below:
            self.words(below, (0.5 * self.em, y), role="faded", room=self.width - self.em)
            y += LEADING * self.em
        return y

    def spot(self, mark: int, x0: float, y0: float, x1: float, y1: float) -> None:
        """Where a mark is (points)."""
        wide, tall = self.width, self.height
        self._spots.append(Spot(self._marks[mark], x0 / wide, 1.0 - y1 / tall, x1 / wide, 1.0 - y0 / tall))

    def spot_round(self, mark: int, at: Point, radius: float) -> None:
        """Where a mark is: round a point."""
        x, y = at
        self.spot(mark, x - radius, y - radius, x + radius, y + radius)

    # what becomes of it

    def done(self) -> tuple[Spot, ...]:
        """Put everything on the figure, a few artists for all lines and shapes."""
        for (fill, edge), boxes in self._bands.items():
            self._add(self._filled(boxes, fill, edge))
        for line, points in self._lines.items():
            self._add(self._drawn(line, points))
        for shape, places in self._shapes.items():
            self._add(self._placed(shape, places))
        for text in self._words:
            self._add(text)
        return tuple(self._spots)

    def _add(self, artist: Artist) -> None:
        self.figure.add_artist(artist)

    def _filled(self, boxes: Sequence[Sequence[Point]], fill: str, edge: str | None) -> Artist:
        return PolyCollection(
            boxes,
            facecolors=self.look.colour(fill),
            edgecolors=self.look.colour(edge) if edge is not None else "none",
            linewidths=0.8 if edge is not None else 0.0,
            transform=self._paper,
            zorder=_BAND,
        )

    def _drawn(self, style: _LineStyle, lines: Sequence[Sequence[Point]]) -> Artist:
        return LineCollection(
            lines,
            colors=self.look.colour(style.role),
            linewidths=style.width,
            linestyles=[_DASHES[style.dash]],
            capstyle="round" if style.dash == "solid" else "butt",
            joinstyle="round",
            transform=self._paper,
            zorder=_GUIDE if style.role in GUIDES else _LINE,
        )

    def _placed(self, style: _ShapeStyle, places: Sequence[Point]) -> Artist:
        hollow = style.fill is None or style.shape in LINES
        collection = PathCollection(
            [path_of(style.shape)],
            sizes=[style.size**2],
            offsets=places,
            offset_transform=self._paper,
            facecolors="none" if hollow or style.fill is None else self.look.colour(style.fill),
            edgecolors=self.look.colour(style.role),
            linewidths=style.width,
            capstyle="round",
            joinstyle="round",
            zorder=_SHAPE,
        )
        collection.set_transform(IdentityTransform())  # its sizes are in points whatever the resolution
        return collection
