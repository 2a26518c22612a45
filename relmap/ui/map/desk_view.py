"""The desk's view of the map: a MapView that can be worked by keyboard alone. The client has a plain MapView."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QMargins, QMarginsF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from relmap.ui.guard import guarded
from relmap.ui.map.letter_keys import run_meant
from relmap.ui.map.scene import MapScene
from relmap.ui.map.view import MapView

_ROOM = QMargins(90, 60, 90, 60)
_AROUND = QMarginsF(110.0, 80.0, 110.0, 80.0)
_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class Keys(Protocol):
    """What the keys of the canvas ask for; the tools of the map answer."""

    def next_thing(self) -> bool: ...
    def previous_thing(self) -> bool: ...
    def activate(self) -> None: ...
    def escape(self) -> None: ...
    def nearer(self) -> None: ...
    def farther(self) -> None: ...
    def nudge(self, dx: float, dy: float) -> None: ...
    def who_else(self, shown: bool) -> None: ...


class DeskView(MapView):
    """Tab goes from thing to thing, Enter edits, Esc lets go, Space shows who else, Alt with arrows moves."""

    def __init__(self, scene: MapScene, parent: QWidget | None = None) -> None:
        """Show `scene`; `set_keys` says who answers the keyboard."""
        super().__init__(scene, parent)
        self._keys: Keys | None = None

    def set_keys(self, keys: Keys | None) -> None:
        """Give the canvas keys to `keys`."""
        self._keys = keys

    def make_room(self, point: QPointF) -> None:
        """Show a point of the scene, and all there was, unless it is in sight with room round it."""
        room = self.viewport().rect().marginsRemoved(self._insets).marginsRemoved(_ROOM)
        if not room.contains(self.viewportTransform().map(point).toPoint()):
            here = QRectF(point, point).marginsAdded(_AROUND)
            self.show_area(self.scene_area(room).united(here))

    def scene_area(self, rect: QRect) -> QRectF:
        """The rectangle of the scene in a rectangle of the viewport."""
        return self.viewportTransform().inverted()[0].mapRect(QRectF(rect))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        known = self._keys is not None and self._press(self._keys, event)
        event.setAccepted(known or run_meant(self.actions(), event))

    @guarded
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        space = event.key() == Qt.Key.Key_Space and not event.isAutoRepeat()
        if space and self._keys is not None:
            self._keys.who_else(False)
        event.setAccepted(space)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._keys is not None:
            self._keys.who_else(False)  # the key is let go of somewhere else

    @guarded(default=False)
    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002  # Qt names it
        moved = self._keys is not None and (self._keys.next_thing() if next else self._keys.previous_thing())
        return moved or super().focusNextPrevChild(next)

    def _press(self, keys: Keys, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if modifiers & Qt.KeyboardModifier.AltModifier and key in _ARROWS:
            self._move(keys, Qt.Key(key), bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                keys.who_else(True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            keys.activate()
        elif key == Qt.Key.Key_Escape:
            keys.escape()
        else:
            return False
        return True

    def _move(self, keys: Keys, key: Qt.Key, by_place: bool) -> None:
        if by_place:
            keys.nudge(*_ARROWS[key])
        elif key == Qt.Key.Key_Up:
            keys.nearer()
        elif key == Qt.Key.Key_Down:
            keys.farther()
