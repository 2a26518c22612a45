"""Takes a map's things to the layout and brings their places back as one edit.

Things placed by hand stay; everything else finds a calm place. Small maps are arranged at once, large ones on a thread
of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from relmap.analysis.arrange import Cancelled, Edge, Node, arrange
from relmap.edits import placing
from relmap.model.people import Person
from relmap.model.placement import Placement
from relmap.model.ratings import closeness_of
from relmap.model.seats import main_tie
from relmap.read.projection import Projection
from relmap.store.document import Document
from relmap.ui.jobs import Cancelled as IsCancelled
from relmap.ui.jobs import Job, Progress
from relmap.ui.map.landing import node_of
from relmap.ui.map.look_people import sector_of
from relmap.ui.map.scene import MapScene
from relmap.ui.map.shapes import NodeLook, Place

SMALL = 120


class Arranging(QObject):
    """Arranges one map on request; `busy(True)` while a large one is on its way, `done()` when it stands."""

    busy = Signal(bool)
    done = Signal()

    def __init__(self, document: Document, projection: Projection, scene: MapScene, parent: QObject) -> None:
        """Arrange what `scene` shows of `projection`."""
        super().__init__(parent)
        self._document, self._projection, self._scene = document, projection, scene
        self._job: Job | None = None

    def start(self) -> None:
        """Arrange everything that was not placed by hand."""
        if self._job is not None:
            return
        nodes, edges = layout_of(self._projection, self._scene)
        if len(nodes) <= SMALL:
            self._place(arrange(nodes, edges))
        else:
            self._job = Job(lambda progress, stop: _arranged(nodes, edges, progress, stop), self)
            self._job.done.connect(self._place)
            self._job.ended.connect(self._ended)
            self.busy.emit(True)
            self._job.start()

    def keep_shown(self) -> None:
        """Store where the map shows things that have no stored place: those of a case that was never arranged."""
        placed = {place.subject for place in self._projection.all(Placement)}
        nodes = self._scene.board.nodes.values()
        places = {one.look.id: (one.look.x, one.look.y) for one in nodes if one.look.entity not in placed}
        self._place(places, first=True)

    def cancel(self) -> None:
        """Leave things where they are."""
        if self._job is not None:
            self._job.cancel()

    def close(self) -> None:
        """Cancel, and wait for the thread to end."""
        if self._job is not None:
            self._job.wait()

    def _ended(self) -> None:
        self._job = None
        self.busy.emit(False)

    def _place(self, places: dict[str, Place], *, first: bool = False) -> None:
        by_entity = {
            look.entity: place
            for id, place in places.items()
            if isinstance(look := self._scene.look(id), NodeLook) and look.shape not in ("client", "moment")
        }
        for id in placed_by_hand(self._projection):
            by_entity.pop(id, None)  # moved while the arrangement was on its way
        if by_entity:
            placing.arrange(self._document, by_entity, first=first)
        self.done.emit()


def placed_by_hand(projection: Projection) -> frozenset[str]:
    """What somebody put where it stands."""
    return frozenset(place.subject for place in projection.all(Placement) if place.author != "other")


def layout_of(projection: Projection, scene: MapScene) -> tuple[list[Node], list[Edge]]:
    """What the layout needs to know of a map: its things, those placed by hand fixed, and its lines."""
    by_hand = placed_by_hand(projection)
    nodes = [_node(projection, node_of(item), item.look, by_hand) for item in scene.board.nodes.values()]
    ends = [(tie.look.a, tie.look.b) for tie in scene.board.ties.values()]
    return nodes, [Edge(a, b) for a, b in ends if a in scene.board.nodes and b in scene.board.nodes]


def _node(projection: Projection, node: Node, look: NodeLook, by_hand: frozenset[str]) -> Node:
    fixed = look.entity in by_hand or look.shape == "client"
    person = projection.get(look.entity)
    if not isinstance(person, Person) or look.shape == "client":
        return replace(node, fixed=fixed)
    tie = main_tie(projection, person.id)
    rating = closeness_of(projection, tie) if tie is not None else None
    sector = sector_of(person)
    return replace(node, fixed=fixed, closeness=rating.value if rating else None, sector=sector)


def needs_arranging(projection: Projection) -> bool:
    """Whether most people of a case have no place yet, as after an import."""
    people = [person for person in projection.all(Person) if person.seat != "client"]
    placed = {place.subject for place in projection.all(Placement)}
    return len(people) > 2 and sum(person.id in placed for person in people) * 2 < len(people)


def _arranged(nodes: list[Node], edges: list[Edge], progress: Progress, stop: IsCancelled) -> dict[str, Place]:
    report: Callable[[float], None] = progress
    try:
        return arrange(nodes, edges, progress=report, cancelled=stop)
    except Cancelled:
        return {}
