"""Paints a matplotlib figure with Qt: on a screen, in a picture, on paper.

matplotlib decides where everything stands; Qt paints it, so that words of every script are shaped and turned as on the
map, fall back to fonts that have their letters, and stay words in a PDF or SVG.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgba
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from relmap.ui.theme import install_fonts

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Text
    from matplotlib.transforms import Transform

FINE = 10
"""Words are laid out so many times larger than they are painted: a font is a whole number of dots high."""
_BOLD, _OPAQUE = 600, 255
_CAPS = {
    "butt": Qt.PenCapStyle.FlatCap,
    "round": Qt.PenCapStyle.RoundCap,
    "projecting": Qt.PenCapStyle.SquareCap,
}
_JOINS = {
    "miter": Qt.PenJoinStyle.MiterJoin,
    "round": Qt.PenJoinStyle.RoundJoin,
    "bevel": Qt.PenJoinStyle.BevelJoin,
}


def paint_figure(figure: Figure, painter: QPainter, rect: QRectF) -> None:
    """Paint a figure into `rect`, as large as it fits; a point of the figure is a point of its own size."""
    width, height = (float(inches) * 72.0 for inches in figure.get_size_inches())
    figure.set_dpi(72.0)
    scale = min(rect.width() / width, rect.height() / height)
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.translate(rect.topLeft())
    painter.scale(scale, scale)
    figure.draw(PainterRenderer(painter, width, height))
    painter.restore()


def words_width(words: str, size_pt: float) -> float:
    """How wide words of the charts' font are, in points."""
    return QFontMetricsF(_font(round(size_pt * FINE), bold=False)).horizontalAdvance(words) / FINE


class PainterRenderer(RendererBase):
    """A renderer of matplotlib over a QPainter whose unit is a point."""

    def __init__(self, painter: QPainter, width: float, height: float) -> None:
        """Paint a figure of `width` × `height` points."""
        super().__init__()
        self._painter, self._width, self._height = painter, width, height

    def get_canvas_width_height(self) -> tuple[float, float]:
        """The figure's size in points."""
        return self._width, self._height

    def points_to_pixels(self, points: Any) -> Any:
        """A point is the unit."""
        return points

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Outline,
        transform: Transform,
        rgbFace: Any = None,  # noqa: N803
    ) -> None:
        """Paint a path, filled where it has a face."""
        painter = self._begin(gc)
        painter.setPen(_pen(gc))
        painter.setBrush(_brush(gc, rgbFace))
        painter.drawPath(self._shape(path, transform))
        painter.restore()

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Outline,
        marker_trans: Transform,
        path: Outline,
        trans: Transform,
        rgbFace: Any = None,  # noqa: N803
    ) -> None:
        """Paint one shape at many places."""
        painter = self._begin(gc)
        painter.setPen(_pen(gc))
        painter.setBrush(_brush(gc, rgbFace))
        shape = _path(marker_path.transformed(marker_trans), -1.0, 0.0)
        for points, _ in path.iter_segments(trans, simplify=False):
            if len(points):
                painter.drawPath(shape.translated(float(points[-2]), self._height - float(points[-1])))
        painter.restore()

    def draw_path_collection(
        self,
        gc: GraphicsContextBase,
        master_transform: Transform,
        paths: Sequence[Any],
        all_transforms: Any,
        offsets: Any,
        offset_trans: Transform,
        facecolors: Any,
        edgecolors: Any,
        linewidths: Any,
        linestyles: Any,
        *others: Any,
        **more: Any,
    ) -> None:
        """Paint many paths; those that all look alike are painted with one pen, and mere lines in one go."""
        looks = (facecolors, edgecolors, linewidths, linestyles)
        if any(len(look) > 1 for look in looks):
            shared = (master_transform, paths, all_transforms, offsets, offset_trans, *looks)
            super().draw_path_collection(gc, *shared, *others, **more)
            return
        turns = [Affine2D(matrix) + master_transform for matrix in all_transforms] or [master_transform]
        made = [
            self._shape(paths[n % len(paths)], turns[n % len(turns)])
            for n in range(max(len(paths), len(all_transforms)) if len(paths) else 0)
        ]
        face = facecolors[0] if len(facecolors) and facecolors[0][3] else None
        self._draw_alike(
            self._look(gc, edgecolors, linewidths, linestyles), face, made, offset_trans.transform(offsets)
        )

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Text | None = None,
    ) -> None:
        """Paint words from their baseline's left end; they are never read as mathematics."""
        painter = self._begin(gc)
        painter.translate(QPointF(float(x), float(y)))
        painter.rotate(-float(angle))
        painter.scale(1 / FINE, 1 / FINE)
        painter.setPen(_colour(gc.get_rgb(), gc))
        painter.setFont(_font_of(prop))
        painter.drawText(QPointF(0.0, 0.0), s)
        painter.restore()

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        """How wide and tall words are, and how far they go below the line."""
        metrics = QFontMetricsF(_font_of(prop))
        return metrics.horizontalAdvance(s) / FINE, metrics.height() / FINE, metrics.descent() / FINE

    # inside

    def _begin(self, gc: GraphicsContextBase) -> QPainter:
        """A painter that is cut to the graphics context; whoever asks restores it."""
        self._painter.save()
        box = gc.get_clip_rectangle()
        if box is not None:
            part = QRectF(box.x0, self._height - box.y1, box.width, box.height)
            self._painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
        outline, transform = cast("tuple[Outline | None, Transform | None]", gc.get_clip_path())
        if outline is not None and transform is not None:
            self._painter.setClipPath(self._shape(outline, transform), Qt.ClipOperation.IntersectClip)
        return self._painter

    def _look(self, gc: GraphicsContextBase, edges: Any, widths: Any, styles: Any) -> GraphicsContextBase:
        """The graphics context of a collection that has one look."""
        look = self.new_gc()
        look.copy_properties(gc)
        seen = len(edges) and edges[0][3]
        look.set_linewidth((float(widths[0]) if len(widths) else look.get_linewidth()) if seen else 0.0)
        if seen:
            look.set_foreground(edges[0], isRGBA=True)
        if len(styles):
            look.set_dashes(*styles[0])
        return look

    def _draw_alike(self, look: GraphicsContextBase, face: Any, shapes: Sequence[QPainterPath], places: Any) -> None:
        """Paint shapes at places, with the shorter list begun again at its end; y of the places goes upwards."""
        painter, pen, together = self._begin(look), _pen(look), QPainterPath()
        painter.setPen(pen)
        painter.setBrush(_brush(look, face))
        ats: list[list[float]] = np.reshape(places, (-1, 2)).tolist() or [[0.0, 0.0]]
        for n in range(max(len(shapes), len(ats)) if shapes else 0):
            x, y = ats[n % len(ats)]
            if not (isfinite(x) and isfinite(y)):
                continue
            shape = shapes[n % len(shapes)]
            moved = shape.translated(x, -y) if x or y else shape
            if face is None and pen.color().alpha() == _OPAQUE:
                together.addPath(moved)
            else:
                painter.drawPath(moved)
        painter.drawPath(together)
        painter.restore()

    def _shape(self, path: Outline, transform: Transform) -> QPainterPath:
        return _path(path.transformed(transform), -1.0, self._height)


def _path(path: Outline, turn: float, base: float) -> QPainterPath:
    """The same outline with y downwards: `base` plus `turn` times y."""
    shape = QPainterPath()
    if path.codes is None and np.isfinite(np.asarray(path.vertices, dtype=float)).all():
        corners: list[list[float]] = np.asarray(path.vertices, dtype=float).tolist()
        for n, (x, y) in enumerate(corners):
            shape.lineTo(x, base + turn * y) if n else shape.moveTo(x, base + turn * y)
        return shape
    for points, code in path.iter_segments(simplify=False, curves=True):
        at = [QPointF(float(points[n]), base + turn * float(points[n + 1])) for n in range(0, len(points), 2)]
        _add(shape, int(code), at)
    return shape


def _add(shape: QPainterPath, code: int, at: Sequence[QPointF]) -> None:
    if code == Outline.MOVETO:
        shape.moveTo(at[0])
    elif code == Outline.LINETO:
        shape.lineTo(at[0])
    elif code == Outline.CURVE3:
        shape.quadTo(at[0], at[1])
    elif code == Outline.CURVE4:
        shape.cubicTo(at[0], at[1], at[2])
    elif code == Outline.CLOSEPOLY:
        shape.closeSubpath()


def _pen(gc: GraphicsContextBase) -> QPen:
    width = float(gc.get_linewidth())
    if width <= 0.0:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(QBrush(_colour(gc.get_rgb(), gc)), width)
    pen.setCapStyle(_CAPS[str(gc.get_capstyle())])
    pen.setJoinStyle(_JOINS[str(gc.get_joinstyle())])
    offset, dashes = gc.get_dashes()
    if dashes is not None:
        pen.setDashPattern([float(dash) / width for dash in np.ravel(np.asarray(dashes, dtype=float))])
        pen.setDashOffset(float(offset) / width)
    return pen


def _brush(gc: GraphicsContextBase, face: Any) -> QBrush:
    return QBrush(Qt.BrushStyle.NoBrush) if face is None else QBrush(_colour(face, gc))


def _colour(colour: Any, gc: GraphicsContextBase) -> QColor:
    alpha = float(gc.get_alpha()) if gc.get_forced_alpha() else None
    return QColor.fromRgbF(*(float(part) for part in to_rgba(colour, alpha)))


def _font_of(prop: FontProperties) -> QFont:
    return _font(round(float(prop.get_size_in_points()) * FINE), bold=str(prop.get_weight()) == "bold")


@lru_cache(maxsize=16)
def _font(pixels: int, *, bold: bool) -> QFont:
    font = QFont(install_fonts())
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setWeight(QFont.Weight(_BOLD) if bold else QFont.Weight.Normal)
    return font
