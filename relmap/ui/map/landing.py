"""Where a new thing lands on a map as it stands: a calm free place near what it belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from relmap.analysis.arrange import Edge, Node, free_place
from relmap.ui.map.items import Node as Item
from relmap.ui.map.scene import MapScene
from relmap.ui.map.shapes import Place, Shape

_NEW = "a new thing"
_SIZES: dict[str, tuple[float, float]] = {"lesson": (170, 62), "role": (140, 30), "experience": (180, 52)}
_PERSON = (96.0, 104.0)
_CHIP = (130.0, 32.0)


def landing(scene: MapScene, shape: Shape, near: Iterable[str] = ()) -> Place:
    """The free place for a thing of `shape` that will be tied to the entities `near`."""
    circle = shape in ("person", "place")
    width, height = _PERSON if circle else _SIZES.get(shape, _CHIP)
    new = Node(_NEW, width, height, below=14.0 if circle else 0.0, kind="person" if circle else "card")
    hosts = [look for entity in near for look in scene.looks_of(entity)]
    edges = [Edge(_NEW, host) for host in hosts if host in scene.board.nodes]
    return free_place(new, [node_of(item) for item in scene.board.nodes.values()], edges)


def node_of(item: Item) -> Node:
    """A thing on the map as the layout measures it, where it stands."""
    box, look = item.rect(), item.look
    kind = {"client": "client", "person": "person", "therapist": "person", "place": "person", "second": "second"}
    return Node(
        look.id,
        box.width(),
        box.height(),
        below=box.center().y() - look.y,
        kind=kind.get(look.shape, "card"),  # type: ignore[arg-type]  # the values are the kinds of Node
        place=(look.x, look.y),
        fixed=True,
        joined_to=look.attached or None,
    )
