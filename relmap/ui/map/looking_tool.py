"""The tool of somebody who only looks: a touch chooses a thing, a long one shows who else belongs to it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal

from relmap.ui.map.shapes import Hit


class LookingTool(QObject):
    """`chosen` carries the id of the entity that was touched, "" for the paper; `held` the one that was held."""

    chosen = Signal(str)
    held = Signal(str)

    def press(self, point: QPointF, hit: Hit | None, modifiers: Qt.KeyboardModifier) -> bool:
        """Leave every drag to the view, which then pans."""
        return False

    def move(self, point: QPointF, hit: Hit | None, modifiers: Qt.KeyboardModifier) -> None: ...

    def release(self, point: QPointF, hit: Hit | None, modifiers: Qt.KeyboardModifier) -> None:
        """Choose what lies there."""
        self.chosen.emit(hit.id if hit is not None else "")

    def hover(self, point: QPointF, hit: Hit | None) -> None: ...

    def double_click(self, point: QPointF, hit: Hit | None) -> None: ...

    def long_press(self, point: QPointF, hit: Hit | None) -> None:
        """Show who else belongs to what lies there."""
        if hit is not None:
            self.held.emit(hit.id)

    def menu(self, point: QPointF, hit: Hit | None, where: QPoint) -> None: ...

    def cancel(self) -> None: ...
