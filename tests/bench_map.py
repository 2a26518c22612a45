"""How fast the map is, as ratios to a bare QPainter in the same run. By hand: `python -m tests.bench map`."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QApplication

from relmap.ui.map.curves import wedge, zigzag
from relmap.ui.map.painting import LEGIBLE, SHAPED
from relmap.ui.map.scene import MapScene
from relmap.ui.map.view import MapView
from relmap.ui.theme import install_fonts, load_theme
from tests.figures import Figure
from tests.ui.map.samples import many

WIDTH, HEIGHT = 1400, 900
SIZES = (200, 2000, 10000)
FRAME_LIMIT, STEP_MS, DRAG_ENDS_MS, GROWTH = 1.3, 16.0, 100.0, 1.5


@dataclass
class Size:
    """What was measured at one size (milliseconds)."""

    frame: float
    bare: float
    pan: float
    zoom: float
    drag: float
    begin: float
    end: float


def best(action: Callable[[], None], times: int = 9) -> float:
    """The shortest of some runs, in milliseconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        found.append((time.perf_counter() - start) * 1000)
    return min(found)


def median(action: Callable[[int], None], times: int = 41) -> float:
    """The median of some runs, in milliseconds."""
    found = []
    for number in range(times):
        start = time.perf_counter()
        action(number)
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found)[times // 2]


class Bare:
    """The same shapes, strokes and words as the map draws at this zoom, by plain QPainter calls."""

    def __init__(self, view: MapView, scene: MapScene) -> None:
        self.scene, self.transform, self.scale = scene, view.viewportTransform(), view.zoom()
        self.pixmap = QPixmap(WIDTH, HEIGHT)
        self.detailed = self.scale >= SHAPED
        self.legible = self.scale >= LEGIBLE
        self.fonts = {size: self._font(size) for size in (12, 14)}
        area = view.viewportTransform().inverted()[0].mapRect(QRectF(0, 0, WIDTH, HEIGHT))
        box = (area.left(), area.top(), area.right(), area.bottom())
        self.nodes, self.ties = scene.board.near(box)

    def _font(self, size: int) -> QFont:
        font = QFont(install_fonts())
        font.setPixelSize(size)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def draw(self) -> None:
        painter = QPainter(self.pixmap)
        self.pixmap.fill(self.scene.pens.paper)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(self.transform)
        for tie in self.ties:
            self._tie(painter, tie)
        for node in self.nodes:
            self._node(painter, node)
        painter.end()

    def _tie(self, painter: QPainter, tie: object) -> None:
        look, line = tie.look, tie.course  # type: ignore[attr-defined]  # a Tie
        if self.detailed and look.taper:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.scene.pens.power)
            painter.drawPolygon(QPolygonF([QPointF(*point) for point in wedge(line, look.taper)]))
        if self.detailed and look.style == "warm":
            painter.setPen(QPen(self.scene.pens.ring, 9.0))
            painter.drawLine(QPointF(*line.start), QPointF(*line.end))
        pen = QPen(self.scene.pens.stroke(look.tone), 2.0 if self.detailed else 1.0)
        pen.setCosmetic(not self.detailed)
        if self.detailed and (look.dashed or look.style == "distant"):
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        if not self.detailed:
            painter.drawLine(QPointF(*line.start), QPointF(*line.end))
        elif look.style == "strained":
            painter.drawPolyline([QPointF(*point) for point in zigzag(line)])
        elif line.bend is not None:
            path = QPainterPath(QPointF(*line.start))
            path.quadTo(*line.bend, *line.end)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)
        else:
            painter.drawLine(QPointF(*line.start), QPointF(*line.end))
        if self.detailed and look.end == "arrow":
            x, y = line.end
            painter.setBrush(self.scene.pens.stroke(look.tone))
            painter.drawPolygon(QPolygonF([QPointF(x, y), QPointF(x - 10, y - 4), QPointF(x - 10, y + 4)]))

    def _node(self, painter: QPainter, node: object) -> None:
        look, body = node.look, node.body  # type: ignore[attr-defined]  # a Node
        pen = QPen(self.scene.pens.stroke(look.tone), 1.9 if self.detailed else 1.0)
        pen.setCosmetic(not self.detailed)
        painter.setPen(pen)
        painter.setBrush(self.scene.pens.fill(look.tone))
        w, h = body.half_width, body.half_height
        rect = QRectF(look.x - w, look.y - h, 2 * w, 2 * h)
        if look.shape in ("person", "client"):
            painter.drawEllipse(rect)
        elif self.detailed:
            painter.drawRoundedRect(rect, 9, 9)
        else:
            painter.drawRect(rect)
        if self.legible:
            self._words(painter, look, rect)

    def _words(self, painter: QPainter, look: object, rect: QRectF) -> None:
        painter.setPen(QColor(self.scene.pens.ink))
        below = rect.adjusted(-40, rect.height(), 40, 60)
        inside = look.shape not in ("person", "place")  # type: ignore[attr-defined]  # a NodeLook
        place = rect.adjusted(16, 4, -12, -16) if inside else below
        painter.setFont(self.fonts[14])
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(place, int(flags), look.title)  # type: ignore[attr-defined]  # a NodeLook
        painter.setFont(self.fonts[12])
        if look.subtitle:  # type: ignore[attr-defined]  # a NodeLook
            painter.drawText(place.adjusted(0, 18, 0, 18), int(flags), look.subtitle)  # type: ignore[attr-defined]  # a NodeLook
        if look.score is not None:  # type: ignore[attr-defined]  # a NodeLook
            for mark in range(10):
                painter.drawRoundedRect(QRectF(rect.left() + 16 + mark * 9, rect.bottom() - 14, 7, 4), 2, 2)
            painter.drawText(rect.adjusted(0, 40, -10, 0), int(Qt.AlignmentFlag.AlignRight), look.score_text)  # type: ignore[attr-defined]  # a NodeLook


def measure(size: int) -> Size:
    """Everything at one size."""
    scene = MapScene(load_theme("light"))
    scene.apply(many(size))
    view = MapView(scene)
    view.resize(WIDTH, HEIGHT)
    view.show()
    view.fit()
    view.settle()
    QApplication.processEvents()
    bare = Bare(view, scene)
    bare_ms = best(bare.draw)

    def whole() -> None:
        scene.stale.emit(None)
        view.settle()
        view.viewport().repaint()

    frame = best(whole)

    def pan(number: int) -> None:
        view.pan_by(9 if number % 2 else -14, 5)
        view.viewport().repaint()

    pan_ms = median(pan)
    view.settle()

    def zoom(number: int) -> None:
        view.zoom_by(1.1 if number % 2 else 1 / 1.1, QPointF(500, 400))
        view.viewport().repaint()

    zoom_ms = median(zoom)
    view.settle()
    view.viewport().repaint()
    id = f"n{size // 2}"

    def begin() -> None:
        scene.begin_drag([id])
        view.viewport().repaint()

    def end() -> None:
        scene.end_drag()
        view.viewport().repaint()

    def drag(number: int) -> None:
        scene.drag_to({id: (number * 6.0, number * 3.0)})
        view.viewport().repaint()

    begin_ms = best(begin, 1)
    drag_ms = median(drag)
    end_ms = best(end, 1)
    view.close()
    return Size(frame, bare_ms, pan_ms, zoom_ms, drag_ms, begin_ms, end_ms)


def figures() -> Iterator[Figure]:
    """All figures of this file."""
    app = QApplication(["bench"])
    install_fonts()
    found: dict[int, Size] = {}
    for size in SIZES:
        one = found[size] = measure(size)
        gc.collect()
        yield Figure(f"whole frame, {size} things", one.frame, FRAME_LIMIT, one.bare)
        for name, took in (("pan", one.pan), ("zoom", one.zoom), ("drag", one.drag)):
            yield Figure(f"{name}, one step, {size} things", took, STEP_MS)
    small, large = found[SIZES[0]], found[SIZES[-1]]
    for name in ("pan", "zoom", "drag"):
        many, few = getattr(large, name), getattr(small, name)
        yield Figure(f"{name} at {SIZES[-1]} against {SIZES[0]} things", many, GROWTH, few)
    yield Figure("begin of a drag, 2000 things", found[2000].begin, DRAG_ENDS_MS)
    yield Figure("end of a drag, 2000 things", found[2000].end, DRAG_ENDS_MS)
    app.quit()
