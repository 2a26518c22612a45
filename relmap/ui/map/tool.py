"""What the view asks of a tool: one mouse or touch conversation, from press to release, that can always be cancelled.

The view knows nothing of what a tool does; tools live elsewhere and may edit, the view never does.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, Qt

from relmap.ui.map.shapes import Hit


class Tool(Protocol):
    """Points are in scene units; `hit` is what lies under them."""

    def press(self, point: QPointF, hit: Hit | None, modifiers: Qt.KeyboardModifier) -> bool:
        """A press with the left button or a finger; False leaves the drag to the view, which then pans."""

    def move(self, point: QPointF, hit: Hit | None, modifiers: Qt.KeyboardModifier) -> None:
        """A move while pressed, after `press` returned True."""

    def release(self, point: QPointF, hit: Hit | None, modifiers: Qt.KeyboardModifier) -> None:
        """The end of it; also called for a press that was left to the view and did not become a pan."""

    def hover(self, point: QPointF, hit: Hit | None) -> None:
        """A move with no button down."""

    def double_click(self, point: QPointF, hit: Hit | None) -> None:
        """A double click; the second press is not sent."""

    def long_press(self, point: QPointF, hit: Hit | None) -> None:
        """The button or finger stayed where it was for half a second."""

    def menu(self, point: QPointF, hit: Hit | None, where: QPoint) -> None:
        """A menu was asked for; `where` is on the screen."""

    def cancel(self) -> None:
        """Drop everything half made."""


class IdleTool:
    """Does nothing: the whole map can be panned and zoomed. The client's window uses it."""

    def press(self, point: QPointF, hit: Hit | None, modifiers: Qt.KeyboardModifier) -> bool:
        return False

    def move(self, point: QPointF, hit: Hit | None, modifiers: Qt.KeyboardModifier) -> None: ...

    def release(self, point: QPointF, hit: Hit | None, modifiers: Qt.KeyboardModifier) -> None: ...

    def hover(self, point: QPointF, hit: Hit | None) -> None: ...

    def double_click(self, point: QPointF, hit: Hit | None) -> None: ...

    def long_press(self, point: QPointF, hit: Hit | None) -> None: ...

    def menu(self, point: QPointF, hit: Hit | None, where: QPoint) -> None: ...

    def cancel(self) -> None: ...
