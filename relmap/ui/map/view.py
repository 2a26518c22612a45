"""A view of the map: zoom, pan and the picture kept between paints; mouse and touch go to a tool.

The view never edits and owns no keys. While the map is zoomed or panned it shows the picture it has and paints sharply
at rest; `settle` does so at once, for tests and for pictures of the window.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QMargins, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QGestureEvent, QGraphicsView, QPinchGesture, QWidget

from relmap.ui.guard import guarded
from relmap.ui.map.frame import Frame
from relmap.ui.map.scene import MapScene
from relmap.ui.map.shapes import Hit
from relmap.ui.map.tool import IdleTool, Tool

SMALLEST, LARGEST = 0.03, 6.0
FIT_AT_MOST = 2.2
_REST_MS = 100
_LONG_PRESS_MS = 500
_SLICE_SECONDS = 0.008
_AT_REST_MS = 90.0
_ON_THE_MOVE_MS = 2.5
_WHEEL_STEP = 1.0015
_REACH_PIXELS = 8.0
_EMPTY_MAP = QRectF(-420.0, -330.0, 840.0, 660.0)


class MapView(QGraphicsView):
    """Shows a MapScene. Scales are screen pixels per scene unit."""

    viewed = Signal()
    """The view has moved or zoomed."""

    def __init__(self, scene: MapScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self._map = scene
        self._frame = Frame(scene)
        self._tool: Tool = IdleTool()
        self._insets = QMargins()
        self._zooming = self._moving = self._panned = self._swallow_release = False
        self._pressed_at: QPoint | None = None
        self._pan_from: QPoint | None = None
        self._tool_has_drag = False
        self._rest = _timer(self, self._come_to_rest, _REST_MS)
        self._work = _timer(self, self._go_on, 0)
        self._long = _timer(self, self._held_long, _LONG_PRESS_MS)
        self._set_up()
        scene.stale.connect(self._spoil)
        scene.stirred.connect(self.viewport().update)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLayoutDirection(
            Qt.LayoutDirection.LeftToRight
        )  # a map is the same in every language, its scrolling too
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setSceneRect(self._map.sceneRect())
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.centerOn(0.0, 0.0)

    # What others ask of it

    @property
    def tool(self) -> Tool:
        """Who gets the mouse."""
        return self._tool

    def set_tool(self, tool: Tool | None) -> None:
        """Give mouse and touch to a tool; the one before is cancelled. None only looks."""
        self._tool.cancel()
        self._tool = tool if tool is not None else IdleTool()
        self._tool_has_drag = False

    def zoom(self) -> float:
        """Screen pixels per scene unit."""
        return self.transform().m11()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom, keeping what lies at a point of the viewport (its middle by default) where it is."""
        scale = max(SMALLEST, min(LARGEST, self.zoom() * factor))
        if scale == self.zoom():
            return
        pivot = at if at is not None else QPointF(self.viewport().rect().center())
        kept = self.scene_point(pivot)
        self._zooming = True
        self.setTransform(QTransform.fromScale(scale, scale))
        drift = self.viewportTransform().map(kept) - pivot
        self._scroll_by(round(drift.x()), round(drift.y()))
        self._stir()

    def pan_by(self, dx: int, dy: int) -> None:
        """Move the picture by whole pixels to the right and down."""
        self._moving = True
        self._scroll_by(-dx, -dy)
        self._stir()

    def set_insets(self, insets: QMargins) -> None:
        """Say how much of each edge is covered by something floating; `fit` and `centre_on` keep clear of it."""
        self._insets = insets

    def shown_area(self) -> QRectF:
        """The rectangle of the scene that is in sight and clear of the edges."""
        room = QRectF(self.viewport().rect().marginsRemoved(self._insets))
        return self.viewportTransform().inverted()[0].mapRect(room)

    def shows_all(self) -> bool:
        """Whether everything on the map is in sight and clear of the edges."""
        room = QRectF(self.viewport().rect().marginsRemoved(self._insets))
        return room.contains(self.viewportTransform().mapRect(self._map.bounds()))

    def fit(self, margin: float = 24.0) -> None:
        """Show the whole map, `margin` pixels from the edges, and room round the client while it is small."""
        bounds = self._map.bounds()
        self.show_area(bounds.united(_EMPTY_MAP), margin)

    def show_area(self, area: QRectF, margin: float = 24.0) -> None:
        """Show a rectangle of the scene as large as it fits."""
        room = QRectF(self.viewport().rect().marginsRemoved(self._insets))
        width, height = max(room.width() - 2 * margin, 40.0), max(room.height() - 2 * margin, 40.0)
        scale = min(width / max(area.width(), 1.0), height / max(area.height(), 1.0), FIT_AT_MOST)
        scale = max(SMALLEST, scale)
        self.setTransform(QTransform.fromScale(scale, scale))
        self._bring(area.center(), room.center())

    def show_like(self, other: MapView) -> None:
        """Show the same part of the map as another view, at the same size."""
        if self.zoom() != other.zoom():
            self._zooming = True
            self.setTransform(other.transform())
        drift = self.viewportTransform().map(QPointF()) - other.viewportTransform().map(QPointF())
        self._scroll_by(round(drift.x()), round(drift.y()))
        self._stir()

    def centre_on(self, id: str) -> None:
        """Bring the thing with this Look id to the middle, without zooming."""
        item = self._map.item(id)
        if item is not None:
            room = QRectF(self.viewport().rect().marginsRemoved(self._insets))
            self._bring(item.rect().center(), room.center())

    def reveal(self, id: str, margin: float = 24.0) -> None:
        """Bring the thing with this Look id into sight if it is not, moving as little as possible."""
        item = self._map.item(id)
        if item is None:
            return
        room = QRectF(self.viewport().rect().marginsRemoved(self._insets))
        room.adjust(margin, margin, -margin, -margin)
        seen = self.viewportTransform().mapRect(item.rect())
        dx = min(0.0, seen.left() - room.left()) or max(0.0, seen.right() - room.right())
        dy = min(0.0, seen.top() - room.top()) or max(0.0, seen.bottom() - room.bottom())
        if dx or dy:
            self.pan_by(-round(dx), -round(dy))

    def scene_point(self, at: QPointF) -> QPointF:
        """The point of the scene at a point of the viewport."""
        return self.viewportTransform().inverted()[0].map(at)

    def hit_at(self, at: QPointF) -> Hit | None:
        """What lies at a point of the viewport, within a finger's reach."""
        return self._map.hit(self.scene_point(at), _REACH_PIXELS / self.zoom())

    def settle(self) -> None:
        """Paint everything sharply now, whatever it takes."""
        self._zooming = self._moving = False
        self._rest.stop()
        self._aim()
        self._frame.refresh()
        self.viewport().update()

    @property
    def settled(self) -> bool:
        """Whether what is shown is sharp and up to date."""
        return self._frame.sharp and not self._zooming

    # Painting

    @guarded
    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:  # type: ignore[override]  # Qt hands a QRectF
        self._aim()
        if self._frame.empty:
            self._frame.refresh()
        elif not self._zooming:
            most = _ON_THE_MOVE_MS if self._moving else _AT_REST_MS
            if not self._frame.refresh(most):
                self._work.start()
        painter.save()
        painter.resetTransform()
        self._frame.paint(painter)
        painter.restore()

    @guarded
    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:  # type: ignore[override]  # Qt hands a QRectF
        self._map.paint_lifted(painter, self.zoom())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.viewed.emit()

    def _aim(self) -> None:
        self._frame.resize(self.viewport().size(), self.viewport().devicePixelRatioF())
        self._frame.aim(self.viewportTransform())

    def _spoil(self, boxes: object) -> None:
        self._frame.spoil(cast("list[tuple[float, float, float, float]] | None", boxes))
        self.viewport().update()

    def _stir(self) -> None:
        self._rest.start()
        self.viewport().update()
        self.viewed.emit()

    def _come_to_rest(self) -> None:
        self._zooming = self._moving = False
        self.viewport().update()

    def _go_on(self) -> None:
        """Paint a slice of what was too much for one turn."""
        if self._zooming:
            return
        self._aim()
        if self._frame.advance(_SLICE_SECONDS):
            self.viewport().update()
        else:
            self._work.start()

    def _bring(self, point: QPointF, to: QPointF) -> None:
        drift = self.viewportTransform().map(point) - to
        self._scroll_by(round(drift.x()), round(drift.y()))
        self.viewport().update()
        self.viewed.emit()

    def _scroll_by(self, dx: int, dy: int) -> None:
        for bar, step in ((self.horizontalScrollBar(), dx), (self.verticalScrollBar(), dy)):
            bar.setValue(bar.value() + step)

    # Mouse, wheel and touch

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self._pressed_at, self._panned = at.toPoint(), False
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan_from = at.toPoint()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._long.start()
            taken = self._tool.press(self.scene_point(at), self.hit_at(at), event.modifiers())
            self._tool_has_drag = taken
            self._pan_from = None if taken else at.toPoint()
        event.accept()

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed_at is not None and self._far_from_press(at):
            self._long.stop()
        if self._pan_from is not None:
            self._pan_to(at.toPoint())
        elif self._tool_has_drag:
            self._tool.move(self.scene_point(at), self.hit_at(at), event.modifiers())
        elif event.buttons() == Qt.MouseButton.NoButton:
            hit = self.hit_at(at)
            self._tool.hover(self.scene_point(at), hit)
            self._map.set_pointed(hit.look if hit is not None and hit.part == "tie" else "")
        event.accept()

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self._long.stop()
        left = event.button() == Qt.MouseButton.LeftButton
        still = self._pan_from is not None and not self._panned
        if left and not self._swallow_release and (self._tool_has_drag or still):
            self._tool.release(self.scene_point(at), self.hit_at(at), event.modifiers())
        self._pan_from = self._pressed_at = None
        self._tool_has_drag = self._swallow_release = False
        self.viewport().unsetCursor()
        event.accept()

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._swallow_release = True
            self._tool.double_click(self.scene_point(event.position()), self.hit_at(event.position()))
        event.accept()

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = QPointF(event.pos())
        self._tool.menu(self.scene_point(at), self.hit_at(at), event.globalPos())
        event.accept()

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels = event.pixelDelta()
        glides = event.phase() != Qt.ScrollPhase.NoScrollPhase and not pixels.isNull()
        if glides and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pan_by(pixels.x(), pixels.y())
        else:
            self.zoom_by(_WHEEL_STEP ** event.angleDelta().y(), event.position())
        event.accept()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    @guarded
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    @guarded(default=False)
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Gesture and isinstance(event, QGestureEvent):
            return self._pinch(event)
        if event.type() == QEvent.Type.Leave:
            self._map.set_pointed("")
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1.0 + event.value(), event.position())
            return True
        return super().viewportEvent(event)

    def _pinch(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        self._tool.cancel()
        self._tool_has_drag, self._pan_from = False, None
        middle = QPointF(self.viewport().mapFromGlobal(pinch.centerPoint().toPoint()))
        before = QPointF(self.viewport().mapFromGlobal(pinch.lastCenterPoint().toPoint()))
        self.pan_by(round(middle.x() - before.x()), round(middle.y() - before.y()))
        self.zoom_by(pinch.scaleFactor(), middle)
        event.accept()
        return True

    def _far_from_press(self, at: QPointF) -> bool:
        start = self._pressed_at
        return start is None or (at.toPoint() - start).manhattanLength() >= QApplication.startDragDistance()

    def _pan_to(self, at: QPoint) -> None:
        start = self._pan_from
        if start is not None and (self._panned or self._far_from_press(QPointF(at))):
            self._panned = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.pan_by(at.x() - start.x(), at.y() - start.y())
            self._pan_from = at

    def _held_long(self) -> None:
        if self._pressed_at is not None:
            at = QPointF(self._pressed_at)
            self._tool.long_press(self.scene_point(at), self.hit_at(at))


def _timer(view: MapView, done: object, ms: int) -> QTimer:
    timer = QTimer(view)
    timer.setSingleShot(True)
    timer.setInterval(ms)
    timer.timeout.connect(done)
    return timer
