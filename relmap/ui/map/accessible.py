"""The map for those who hear it: every thing on it is a child of the canvas, with a spoken sentence and a place.

Items are plain painted shapes, so their accessible objects are made here. They hold the view by weak reference and
look everything up anew, so that none can speak of what is gone.
"""

from __future__ import annotations

import weakref
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from relmap.ui.guard import guarded
from relmap.ui.map.items import Node, Tie
from relmap.ui.map.scene import MapScene
from relmap.ui.map.view import MapView
from relmap.words import say

_NOTHING_THERE = QRect()


OrNone = Any
"""An object or None: Qt takes both, its type stubs only know the one."""


class _Leaf(QAccessibleInterface):
    """What is alike for all: no children, no colours, and words that cannot be typed over."""

    @guarded
    def object(self) -> OrNone:
        return None

    @guarded(default=0)
    def childCount(self) -> int:
        return 0

    @guarded
    def child(self, index: int) -> OrNone:
        return None

    @guarded(default=-1)
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    @guarded
    def childAt(self, x: int, y: int) -> OrNone:
        return None

    @guarded
    def focusChild(self) -> OrNone:
        return None

    @guarded
    def setText(self, t: QAccessible.Text, text: str) -> None:
        return None

    @guarded(default=QColor)
    def foregroundColor(self) -> QColor:
        return QColor()

    @guarded(default=QColor)
    def backgroundColor(self) -> QColor:
        return QColor()


class MapAccessible(_Leaf):
    """The canvas: a list of things, people first, in the order of the map.

    `cursor` is the entity that the keyboard has reached while something is being tied.
    """

    def __init__(self, view: MapView) -> None:
        """Speak for `view`."""
        super().__init__()
        self._view = weakref.ref(view)
        self.cursor = ""
        self._children: dict[str, ThingAccessible] = {}

    def view(self) -> MapView | None:
        """The canvas, while it is there."""
        view = self._view()
        return view if view is not None and isValid(view) else None

    def ids(self) -> list[str]:
        """The Look ids of the children, in order."""
        scene = _scene(self.view())
        return [look.id for look in scene.looks() if look.spoken] if scene is not None else []

    def child_named(self, id: str) -> ThingAccessible:
        """The child with this Look id."""
        if id not in self._children:
            self._children[id] = ThingAccessible(self, id)
        return self._children[id]

    def forget(self, ids: object) -> None:
        """Drop children whose things have gone."""
        for id in list(self._children):
            scene = _scene(self.view())
            if scene is None or scene.look(id) is None:
                gone = self._children.pop(id)
                QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(gone))

    def let_go(self, _gone: object = None) -> None:
        """Let Qt forget this canvas and its children: it keeps them by number, also when what they speak of is gone."""
        for known in (*self._children.values(), self):
            if isValid(known):
                QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(known))
        self._children.clear()

    @guarded(default=False)
    def isValid(self) -> bool:
        return self.view() is not None

    @guarded
    def object(self) -> OrNone:
        return self.view()

    @guarded
    def window(self) -> OrNone:
        view = self.view()
        return view.window().windowHandle() if view is not None else None

    @guarded
    def parent(self) -> OrNone:
        view = self.view()
        parent = view.parentWidget() if view is not None else None
        return QAccessible.queryAccessibleInterface(parent) if parent is not None else None

    @guarded(default=0)
    def childCount(self) -> int:
        return len(self.ids())

    @guarded
    def child(self, index: int) -> OrNone:
        ids = self.ids()
        return self.child_named(ids[index]) if 0 <= index < len(ids) else None

    @guarded(default=-1)
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        ids = self.ids()
        return ids.index(child.id) if isinstance(child, ThingAccessible) and child.id in ids else -1

    @guarded
    def childAt(self, x: int, y: int) -> OrNone:
        for id in reversed(self.ids()):
            child = self.child_named(id)
            if child.rect().contains(x, y):
                return child
        return None

    @guarded
    def focusChild(self) -> OrNone:
        scene = _scene(self.view())
        chosen = self.cursor or None
        if chosen is None and scene is not None and len(scene.selection) == 1:
            chosen = next(iter(scene.selection))
        looks = sorted(scene.looks_of(chosen)) if scene is not None and chosen is not None else []
        return self.child_named(looks[0]) if looks else None

    @guarded(default=_NOTHING_THERE)
    def rect(self) -> QRect:
        view = self.view()
        return QRect(view.mapToGlobal(view.rect().topLeft()), view.size()) if view is not None else QRect()

    @guarded(default=QAccessible.Role.List)
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    @guarded(default=QAccessible.State)
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        view = self.view()
        state.focusable = True
        state.focused = view is not None and view.hasFocus()
        return state

    @guarded(default="")
    def text(self, t: QAccessible.Text) -> str:
        return say("The map") if t == QAccessible.Text.Name else ""


class ThingAccessible(_Leaf):
    """One thing or tie on the map, by the id of its Look."""

    def __init__(self, canvas: MapAccessible, id: str) -> None:
        """Speak for the Look `id` on `canvas`."""
        super().__init__()
        self._canvas = weakref.ref(canvas)
        self.id = id

    @guarded(default=False)
    def isValid(self) -> bool:
        return self._item() is not None

    @guarded
    def window(self) -> OrNone:
        canvas = self._canvas()
        return canvas.window() if canvas is not None else None

    @guarded
    def parent(self) -> OrNone:
        return self._canvas()

    @guarded(default=_NOTHING_THERE)
    def rect(self) -> QRect:
        view, item = self._view(), self._item()
        if view is None or item is None:
            return QRect()
        box = view.viewportTransform().mapRect(item.rect()).toAlignedRect()
        return QRect(view.viewport().mapToGlobal(box.topLeft()), box.size())

    @guarded(default=QAccessible.Role.ListItem)
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    @guarded(default=QAccessible.State)
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        item, scene = self._item(), _scene(self._view())
        state.focusable = state.selectable = True
        state.invisible = item is None
        state.selected = item is not None and scene is not None and not scene.selection.isdisjoint(_entities(item))
        canvas = self._canvas()
        reached = canvas.cursor if canvas is not None else ""
        state.focused = item is not None and item.look.entity == reached if reached else state.selected
        return state

    @guarded(default="")
    def text(self, t: QAccessible.Text) -> str:
        item = self._item()
        if item is None or t not in (QAccessible.Text.Name, QAccessible.Text.Description):
            return ""
        marks = item.look.marks if isinstance(item, Tie) else ()
        if t == QAccessible.Text.Description:
            return ". ".join(mark.spoken for mark in marks)
        scene = _scene(self._view())
        chosen = scene.selection if scene is not None else frozenset()
        return next((mark.spoken for mark in marks if not chosen.isdisjoint(mark.entities)), item.look.spoken)

    def _view(self) -> MapView | None:
        canvas = self._canvas()
        return canvas.view() if canvas is not None else None

    def _item(self) -> Node | Tie | None:
        scene = _scene(self._view())
        return scene.item(self.id) if scene is not None else None


class Voice(QObject):
    """Announces on one canvas what is selected, and keeps its accessible children in step with the map."""

    def __init__(self, view: MapView, scene: MapScene) -> None:
        """Speak for `view` of `scene` from now on."""
        super().__init__(view)
        self._view, self._scene = view, scene
        scene.altered.connect(self._altered)

    def selected(self, ids: object) -> None:
        """Say that the focus is on the one selected thing."""
        self._say_focus()

    def reached(self, id: str) -> None:
        """Say that the keyboard has reached a thing while something is being tied; empty when that is over."""
        canvas = QAccessible.queryAccessibleInterface(self._view)
        if isinstance(canvas, MapAccessible) and canvas.cursor != id:
            canvas.cursor = id
            self._say_focus()

    def _say_focus(self) -> None:
        canvas = QAccessible.queryAccessibleInterface(self._view)
        focus = canvas.focusChild() if isinstance(canvas, MapAccessible) else None
        if isinstance(canvas, MapAccessible) and focus is not None:
            event = QAccessibleEvent(self._view, QAccessible.Event.Focus)
            event.setChild(canvas.indexOfChild(focus))
            QAccessible.updateAccessibility(event)

    def _altered(self, changed: object, removed: object) -> None:
        canvas = QAccessible.queryAccessibleInterface(self._view) if removed else None
        if isinstance(canvas, MapAccessible):
            canvas.forget(removed)


def _entities(item: Node | Tie) -> list[str]:
    """What an item stands for, the marks on it included."""
    marks = item.look.marks if isinstance(item, Tie) else ()
    return [item.look.entity, *(entity for mark in marks for entity in mark.entities)]


def _scene(view: MapView | None) -> MapScene | None:
    scene = view.scene() if view is not None else None
    return scene if isinstance(scene, MapScene) else None


def _interface(key: str, thing: QObject | None) -> QAccessibleInterface | None:
    if not isinstance(thing, MapView):
        return None
    made = MapAccessible(thing)  # a new one each time: Qt asks again when slots were added, and deletes every answer
    thing.destroyed.connect(partial(MapAccessible.let_go, made))  # which keeps it while Qt may ask it anything
    return made


def install_accessible_map() -> None:
    """Let Qt ask here for the accessible object of every map canvas; once for the application."""
    if QApplication.instance() is not None:
        QAccessible.installFactory(_interface)
