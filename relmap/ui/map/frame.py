"""The still picture of a map in one view: kept between paints, scrolled, repaired in parts, stretched while zooming.

Whatever is too much for one turn of the event loop is painted beside the picture in small steps and put in when it is
done; until then the old picture stays. Everything here is in device pixels.
"""

from __future__ import annotations

import math
import time
import weakref
from collections.abc import Iterable, Iterator
from typing import cast

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion, QTransform

from relmap.ui.map.grid import Box
from relmap.ui.map.painting import Canvas, Portion, paint, portion
from relmap.ui.map.scene import MapScene

_MANY_RECTANGLES = 48
_WHOLE_PIXEL = 1e-3


class Frame:
    """The still picture of `scene`."""

    def __init__(self, scene: MapScene) -> None:
        self._scene = scene
        self._picture = QPixmap()
        self._ratio = 1.0
        self._shown = QTransform()
        self._wanted = QTransform()
        self._dirty = QRegion()
        self._repair: Repair | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was ever painted."""
        return self._picture.isNull()

    @property
    def stretched(self) -> bool:
        """Whether the picture is that of another zoom."""
        return self._shown != self._wanted

    @property
    def sharp(self) -> bool:
        """Whether it shows exactly what is on the map now."""
        return not (self.empty or self.stretched or self._repair is not None) and self._dirty.isEmpty()

    def resize(self, size: QSize, ratio: float) -> None:
        """Cover `size` pixels of a screen with `ratio` device pixels each; keeps what was painted meanwhile."""
        device = QSize(math.ceil(size.width() * ratio), math.ceil(size.height() * ratio))
        if device == self._picture.size() and ratio == self._ratio:
            return
        old, self._picture, self._ratio = self._picture, QPixmap(device), ratio
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(self._scene.pens.paper)
        if not old.isNull():
            old.setDevicePixelRatio(ratio)
            painter = QPainter(self._picture)
            painter.drawPixmap(QPointF(), old)
            painter.end()
        self._drop_repair()
        self._dirty = QRegion(self._area())

    def aim(self, transform: QTransform) -> None:
        """Say where the view looks: how scene units become its pixels. Whole-pixel moves scroll the picture."""
        wanted = transform * QTransform.fromScale(self._ratio, self._ratio)
        if wanted == self._wanted:
            return
        if self.stretched:
            self._drop_repair()
        self._wanted = wanted
        dx, dy = wanted.dx() - self._shown.dx(), wanted.dy() - self._shown.dy()
        if wanted.m11() == self._shown.m11() and _is_whole(dx) and _is_whole(dy):
            self._scroll(round(dx), round(dy))
            self._shown = wanted
        else:
            self._drop_repair()

    def spoil(self, boxes: Iterable[Box] | None) -> None:
        """Note that some boxes (scene units) no longer show what is there; None is everything."""
        if self.empty:
            return  # all of it is going to be painted
        area = self._area()
        spoiled = QRegion(area) if boxes is None else QRegion()
        for box in boxes or ():
            spoiled += _outward(self._shown.mapRect(_rect(box))) & area
        if self._repair is not None and self._repair.region.intersects(spoiled):
            self._drop_repair()
        self._dirty += spoiled

    def refresh(self, most: float | None = None) -> bool:
        """Make it sharp now if that takes at most `most` milliseconds or so (None: whatever it takes)."""
        while not self.sharp:
            repair = self._prepared()
            if most is not None and repair.effort > most:
                return False
            for _ in repair.steps():
                pass
            self._finish(repair)
        return True

    def advance(self, seconds: float) -> bool:
        """Go on making it sharp for about so long; whether it is done."""
        until = time.perf_counter() + seconds
        while not self.sharp:
            repair = self._prepared()
            for _ in repair.steps():
                if time.perf_counter() >= until:
                    return False
            self._finish(repair)
        return True

    def paint(self, painter: QPainter) -> None:
        """Paint it, stretched if it must be; the painter is in the view's own pixels."""
        if not self.stretched:
            painter.drawPixmap(QPointF(), self._picture)
            return
        size = self._picture.deviceIndependentSize()
        painter.fillRect(QRectF(QPointF(), size), self._scene.pens.paper)
        back = QTransform.fromScale(self._ratio, self._ratio) * self._shown.inverted()[0]
        forth = self._wanted * QTransform.fromScale(1 / self._ratio, 1 / self._ratio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(back * forth, combine=True)
        painter.drawPixmap(QPointF(), self._picture)

    def _area(self) -> QRect:
        return QRect(QPoint(), self._picture.size())

    def _scroll(self, dx: int, dy: int) -> None:
        area = self._area()
        if self._repair is not None:
            self._repair.shift(dx, dy)
        if abs(dx) >= area.width() or abs(dy) >= area.height():
            self._drop_repair()
            self._dirty = QRegion(area)
            return
        self._picture.scroll(dx, dy, area)
        fresh = QRegion(area.translated(dx, dy) & area)
        self._dirty.translate(dx, dy)
        self._dirty = (self._dirty & area) | (QRegion(area) - fresh)
        painter = self._painter()
        for rect in _rects(QRegion(area) - fresh):
            painter.fillRect(rect, self._scene.pens.paper)
        painter.end()

    def _prepared(self) -> Repair:
        if self._repair is None:
            region = QRegion(self._area()) if self.stretched else _simplified(self._dirty)
            self._repair = Repair(self._scene, region, self._wanted, self._ratio, self._picture.size())
            self._dirty = QRegion()
        return self._repair

    def _finish(self, repair: Repair) -> None:
        self._repair = None
        painter = self._painter()
        painter.setClipRegion(repair.region)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawPixmap(repair.moved, repair.close())
        painter.end()
        self._shown = QTransform(self._wanted)

    def _drop_repair(self) -> None:
        if self._repair is not None:
            self._repair.close()
            self._dirty = (self._dirty | self._repair.region) & self._area()
            self._repair = None

    def _painter(self) -> QPainter:
        """A painter on the picture whose units are device pixels."""
        painter = QPainter(self._picture)
        painter.scale(1 / self._ratio, 1 / self._ratio)
        return painter


class Repair:
    """The painting of some part of a picture beside it, in steps.

    It is as large as the picture, although only a part is painted: lines cut elsewhere would be rounded otherwise.
    """

    def __init__(self, scene: MapScene, region: QRegion, to_device: QTransform, ratio: float, size: QSize) -> None:
        self.region = region
        self.moved = QPoint()
        self._size = size
        self._scene = scene
        self._to_device = to_device
        self._scale = to_device.m11() / ratio
        self._canvas: Canvas = scene.canvas()
        from_device = to_device.inverted()[0]
        boxes = [_box(from_device.mapRect(QRectF(rect))) for rect in _rects(self.region)]
        self._what: Portion = portion(scene.board, boxes, self._canvas, self._scale)
        self._ground = _box(from_device.mapRect(QRectF(self.region.boundingRect())))
        self._picture = QPixmap()
        self._painter: QPainter | None = None
        self._end: weakref.finalize[[QPainter, QPixmap], Repair] | None = None
        self._steps: Iterator[None] | None = None

    @property
    def effort(self) -> float:
        """About how many milliseconds it takes."""
        return self._what.effort

    def steps(self) -> Iterator[None]:
        """The painting from where it stopped."""
        if self._steps is None:
            self._picture = QPixmap(self._size)
            self._painter = QPainter(self._picture)
            self._end = weakref.finalize(self, _end, self._painter, self._picture)
            self._painter.setClipRegion(self.region)
            self._painter.fillRect(self.region.boundingRect(), self._scene.pens.paper)
            self._painter.setTransform(self._to_device, combine=True)
            lettering = self._scene.board.lettering
            self._steps = paint(self._painter, self._what, self._ground, self._canvas, self._scale, lettering)
        return self._steps

    def shift(self, dx: int, dy: int) -> None:
        """Put it in elsewhere: the picture was scrolled."""
        self.region.translate(dx, dy)
        if self._steps is None:
            self._to_device = self._to_device * QTransform.fromTranslate(dx, dy)
        else:
            self.moved += QPoint(dx, dy)

    def close(self) -> QPixmap:
        """End it, done or not; what was painted."""
        if self._end is not None:
            self._end()
        self._painter = self._steps = None
        return self._picture


def _end(painter: QPainter, picture: QPixmap) -> None:
    """End a painter while its picture still lives, in whatever order the two would have been collected."""
    painter.end()


def _simplified(region: QRegion) -> QRegion:
    return QRegion(region.boundingRect()) if region.rectCount() > _MANY_RECTANGLES else QRegion(region)


def _rects(region: QRegion) -> list[QRect]:
    """The rectangles of a region, which can be iterated although its stub does not say so."""
    return list(cast("Iterable[QRect]", region))


def _is_whole(pixels: float) -> bool:
    return abs(pixels - round(pixels)) < _WHOLE_PIXEL


def _outward(rect: QRectF) -> QRect:
    return rect.toAlignedRect().adjusted(-1, -1, 1, 1)


def _rect(box: Box) -> QRectF:
    return QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1])


def _box(rect: QRectF) -> Box:
    return rect.left(), rect.top(), rect.right(), rect.bottom()
