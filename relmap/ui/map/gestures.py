"""Conversations with the mouse: dragging things, drawing a tie from a rim, and a lasso.

Each is an object with `move`, `release` and `cancel`. It shows what it is about to do in the scene, and does it through
one verb when the button is let go; cancelled, it leaves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPolygonF

from relmap.edits import people, placing
from relmap.model.geometry import STEP, closeness_at, distance, settle
from relmap.model.people import Relationship
from relmap.model.ratings import closeness_of
from relmap.model.seats import clients, main_tie
from relmap.model.vocabulary import Author
from relmap.store.document import Document
from relmap.ui.map.scene import MapScene
from relmap.ui.map.shapes import JOINABLE_SHAPES, Hit, NodeLook, Place, Preview
from relmap.ui.selection import Selection
from relmap.words import say


def carried(document: Document, scene: MapScene, places: Mapping[str, Place]) -> dict[str, Place]:
    """New places of things, and of the second circles that go with them where those have places of their own."""
    found = dict(places)
    for id, (x, y) in places.items():
        before = scene.place(id)
        for other in scene.board.with_attached([id]) - places.keys():
            look = scene.look(other)
            if before is not None and isinstance(look, NodeLook) and placing.placement_of(document, look.entity):
                found[look.entity] = (look.x + x - before[0], look.y + y - before[1])
    return found


class Gesture(Protocol):
    """One conversation, from press to release."""

    def move(self, point: QPointF, hit: Hit | None) -> None:
        """The pointer moved."""

    def release(self, point: QPointF, hit: Hit | None) -> None:
        """The button was let go: do it."""

    def cancel(self) -> None:
        """Drop it, and leave everything as it was."""


class Drag:
    """Moves things; one person alone, moved nearer or farther, is rated with it while rings mean closeness."""

    def __init__(self, document: Document, scene: MapScene, ids: Iterable[str], start: QPointF) -> None:
        self._document, self._scene, self._start = document, scene, start
        self._places = {id: place for id in ids if (place := scene.place(id)) is not None}
        scene.begin_drag(self._places)

    def move(self, point: QPointF, hit: Hit | None) -> None:
        offset = (point.x() - self._start.x(), point.y() - self._start.y())
        self._scene.drag_to(dict.fromkeys(self._places, offset))
        self._scene.set_preview(self._closeness_preview(offset))

    def release(self, point: QPointF, hit: Hit | None) -> None:
        offset = (point.x() - self._start.x(), point.y() - self._start.y())
        rated = self._rated(offset)
        places = {id: self._landing(id, place, offset) for id, place in self._places.items()}
        self._scene.set_preview(None)
        placing.move(self._document, carried(self._document, self._scene, places), closeness=rated)
        self._scene.end_drag()

    def cancel(self) -> None:
        self._scene.set_preview(None)
        self._scene.end_drag()

    def _landing(self, id: str, place: Place, offset: Place) -> Place:
        x, y = place[0] + offset[0], place[1] + offset[1]
        tie = self._rateable(id)
        if tie is None or not self._scene.ground.rings:
            return x, y
        if len(self._places) == 1 and self._rated(offset):
            return settle(x, y, closeness_at(x, y))
        now = closeness_of(self._document, self._document.need(Relationship, tie))
        return (x, y) if now is None or now.value is None else settle(x, y, now.value)

    def _rated(self, offset: Place) -> Mapping[str, int]:
        if len(self._places) != 1 or not self._scene.ground.rings:
            return {}
        ((id, place),) = self._places.items()
        x, y = place[0] + offset[0], place[1] + offset[1]
        tie = self._rateable(id)
        if tie is None or abs(distance(x, y) - distance(*place)) < STEP / 2:
            return {}
        return {tie: closeness_at(x, y)}

    def _rateable(self, id: str) -> str | None:
        tie = main_tie(self._document, id)
        centre = {client.id for client in clients(self._document)}
        return tie.id if tie is not None and centre & {tie.a, tie.b} and id not in centre else None

    def _closeness_preview(self, offset: Place) -> Preview | None:
        closeness = next(iter(self._rated(offset).values()), None)
        if closeness is None:
            return None
        (place,) = self._places.values()
        at = (place[0] + offset[0], place[1] + offset[1])
        return Preview(words=say("close {n} of 10", n=closeness), words_at=at)


class DrawTie:
    """Draws a tie from one person to another; to somebody tied already it is a further tie."""

    def __init__(self, document: Document, scene: MapScene, start: str, author: Callable[[], Author]) -> None:
        self._document, self._scene, self._from, self._author = document, scene, start, author

    def move(self, point: QPointF, hit: Hit | None) -> None:
        place = self._scene.place(self._from)
        if place is not None:
            words = say("a tie") if self._joins(hit) else ""
            to = (point.x(), point.y())
            self._scene.set_preview(Preview(line=(place, to), words=words, words_at=to))

    def release(self, point: QPointF, hit: Hit | None) -> None:
        self._scene.set_preview(None)
        if hit is not None and self._joins(hit):
            people.add_tie(self._document, self._from, hit.id, author=self._author())

    def cancel(self) -> None:
        self._scene.set_preview(None)

    def _joins(self, hit: Hit | None) -> bool:
        look = self._scene.look(hit.look) if hit is not None and hit.id != self._from else None
        return isinstance(look, NodeLook) and look.shape in JOINABLE_SHAPES and look.kind == "people"


class Lasso:
    """Selects what a line is drawn round."""

    def __init__(self, scene: MapScene, selection: Selection, start: QPointF) -> None:
        self._scene, self._selection = scene, selection
        self._points = [start]

    def move(self, point: QPointF, hit: Hit | None) -> None:
        self._points.append(point)
        self._scene.set_preview(Preview(lasso=tuple((p.x(), p.y()) for p in self._points)))

    def release(self, point: QPointF, hit: Hit | None) -> None:
        self._scene.set_preview(None)
        shape = QPolygonF(self._points)
        inside = [id for id in self._scene.touching(shape.boundingRect()) if self._holds(shape, id)]
        self._selection.set(look.entity for id in inside if (look := self._scene.look(id)) is not None)

    def cancel(self) -> None:
        self._scene.set_preview(None)

    def _holds(self, shape: QPolygonF, id: str) -> bool:
        place = self._scene.place(id)
        return place is not None and shape.containsPoint(QPointF(*place), Qt.FillRule.OddEvenFill)
