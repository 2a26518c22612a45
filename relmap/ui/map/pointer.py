"""The pointer on the map: which gesture a press begins, and what a click, a double click and a long press mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

from PySide6.QtCore import QPoint, QPointF, Qt, SignalInstance
from PySide6.QtWidgets import QApplication

from relmap.model.vocabulary import Author
from relmap.store.document import Document
from relmap.ui.map.gestures import Drag, DrawTie, Gesture, Lasso
from relmap.ui.map.scene import MapScene
from relmap.ui.map.shapes import JOINABLE_SHAPES, Hit, NodeLook, Place
from relmap.ui.map.view import MapView
from relmap.ui.selection import Selection
from relmap.words import Trouble

_SEVERAL = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Hands(Protocol):
    """What the pointer works for: the tools of a map."""

    document: Document
    scene: MapScene
    selection: Selection
    author: Callable[[], Author]
    read_only: bool
    trouble: SignalInstance
    menu_asked: SignalInstance

    @property
    def view(self) -> MapView: ...
    @property
    def armed_for_click(self) -> bool: ...
    def add(self, what: Literal["person"], place: Place) -> None: ...
    def edit_words(self, id: str) -> None: ...
    def click(self, hit: Hit | None) -> None: ...
    def hover(self, point: QPointF, hit: Hit | None) -> None: ...
    def who_else(self, shown: bool) -> None: ...
    def refuse(self) -> bool: ...


class Pointer:
    """The one tool of the desk's map (see `relmap.ui.map.tool.Tool`)."""

    def __init__(self, tools: Hands) -> None:
        """Work for `tools`, which knows what is armed."""
        self._tools = tools
        self._gesture: Gesture | None = None
        self._pressed: tuple[QPointF, Hit | None] | None = None
        self._long = False

    def press(self, point: QPointF, hit: Hit | None, modifiers: Qt.KeyboardModifier) -> bool:
        """Note where it began; the gesture itself begins with the first real move."""
        self._pressed, self._long, self._gesture = (point, hit), False, None
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        return self._tools.armed_for_click or hit is not None or (shift and not self._tools.read_only)

    def move(self, point: QPointF, hit: Hit | None, modifiers: Qt.KeyboardModifier) -> None:
        """Begin or go on with a gesture."""
        if self._gesture is None and self._far(point):
            self._begin(modifiers)
        if self._gesture is not None:
            self._gesture.move(point, hit)

    def release(self, point: QPointF, hit: Hit | None, modifiers: Qt.KeyboardModifier) -> None:
        """Finish the gesture, or take it as a click."""
        gesture, self._gesture, pressed, self._pressed = self._gesture, None, self._pressed, None
        if self._long:
            self._long = False
            self._tools.who_else(False)
        elif gesture is not None:
            self._finish(gesture, point, hit)
        elif pressed is not None:
            self._click(pressed[1], modifiers)

    def hover(self, point: QPointF, hit: Hit | None) -> None:
        """Let what is armed show itself."""
        self._tools.hover(point, hit)

    def double_click(self, point: QPointF, hit: Hit | None) -> None:
        """Edit the words of a thing; on paper, add somebody."""
        self._drop()
        if self._tools.armed_for_click:
            return  # its first click was meant; a second one would take that back
        if hit is None:
            self._tools.add("person", (point.x(), point.y()))
        else:
            self._tools.edit_words(hit.id)

    def long_press(self, point: QPointF, hit: Hit | None) -> None:
        """Show who else, where else, until the finger is lifted."""
        if self._gesture is None and hit is not None and not self._tools.armed_for_click:
            self._long = True
            self._tools.selection.set([hit.id])
            self._tools.who_else(True)

    def menu(self, point: QPointF, hit: Hit | None, where: QPoint) -> None:
        """Select what was asked about, then let the window show its menu."""
        if hit is not None and hit.id not in self._tools.selection.ids:
            self._tools.selection.set([hit.id])
        self._tools.menu_asked.emit(where)

    def cancel(self) -> None:
        """Drop everything half made."""
        self._drop()
        if self._long:
            self._long = False
            self._tools.who_else(False)

    @property
    def busy(self) -> bool:
        """Whether a gesture is under way."""
        return self._gesture is not None

    def _drop(self) -> None:
        gesture, self._gesture, self._pressed = self._gesture, None, None
        if gesture is not None:
            gesture.cancel()

    def _far(self, point: QPointF) -> bool:
        if self._pressed is None or self._long:
            return False
        way = (point - self._pressed[0]) * self._tools.view.zoom()
        return way.manhattanLength() >= QApplication.startDragDistance()

    def _begin(self, modifiers: Qt.KeyboardModifier) -> None:
        if self._pressed is None:
            return
        if self._tools.refuse():
            self._pressed = None
            return
        start, hit = self._pressed
        tools, scene = self._tools, self._tools.scene
        look = scene.look(hit.look) if hit is not None else None
        if hit is None:
            self._gesture = Lasso(scene, tools.selection, start)
        elif hit.part == "rim" and isinstance(look, NodeLook) and look.shape in JOINABLE_SHAPES:
            self._gesture = DrawTie(tools.document, scene, self._person(look), tools.author)
        elif isinstance(look, NodeLook) and look.shape != "client":
            if hit.id not in tools.selection.ids:
                tools.selection.set([hit.id])
            self._gesture = Drag(tools.document, scene, self._movable(look), start)

    def _movable(self, pressed: NodeLook) -> list[str]:
        scene = self._tools.scene
        chosen = [id for entity in self._tools.selection.ids for id in scene.looks_of(entity)]
        nodes = [look for id in (pressed.id, *chosen) if isinstance(look := scene.look(id), NodeLook)]
        return list(dict.fromkeys(look.attached or look.id for look in nodes if look.shape != "client"))

    def _person(self, look: NodeLook) -> str:
        host = self._tools.scene.look(look.attached) if look.attached else look
        return host.entity if host is not None else look.entity

    def _finish(self, gesture: Gesture, point: QPointF, hit: Hit | None) -> None:
        try:
            gesture.release(point, hit)
        except Trouble as trouble:
            gesture.cancel()
            self._tools.trouble.emit(str(trouble))

    def _click(self, hit: Hit | None, modifiers: Qt.KeyboardModifier) -> None:
        selection = self._tools.selection
        if self._tools.armed_for_click:
            self._tools.click(hit)
        elif hit is None:
            selection.clear()
        elif modifiers & _SEVERAL:
            selection.toggle(hit.id)
        else:
            selection.set([hit.id])
