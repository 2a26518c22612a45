"""Every item of a map by id, by neighbourhood and by what it is joined to.

The board keeps lines led between their ends while Looks come and go, and answers what lies where. It paints nothing
and emits nothing; the scene does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from relmap.ui.map.captions import LABEL_ROOM
from relmap.ui.map.grid import Box, Grid
from relmap.ui.map.items import Node, Tie, mark_box
from relmap.ui.map.lettering import Lettering
from relmap.ui.map.outlines import MARK, POINT, Body, outside
from relmap.ui.map.shapes import JOINABLE_SHAPES, Hit, Look, NodeLook, Place, TieLook

RIM_INSIDE = 6.0
RIM_OUTSIDE = 9.0
"""How far the rim, from which a tie is drawn, reaches on both sides of an outline (scene units)."""
_TIE_REACH = 5.0
_LABEL_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
"""Where on a line its words may stand, the best first."""
_DATE_SHARES = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.24, 0.76, 0.18, 0.82)
_RANK = 1_000_000_000
_FEW = 1200
"""With no more lines than this, the words on all of them find their places anew, so that no way there matters."""
_TIE_RANKS = {"room": 1, "plain": 2}


class Board:
    """The items of one map."""

    def __init__(self, lettering: Lettering) -> None:
        self.nodes: dict[str, Node] = {}
        self.ties: dict[str, Tie] = {}
        self.lettering = lettering
        self._mark_ties: dict[str, str] = {}
        self._joined: dict[str, set[str]] = {}
        self._faint: dict[str, set[str]] = {}
        self._attached: dict[str, set[str]] = {}
        self._by_entity: dict[str, set[str]] = {}
        self._node_grid: Grid[Node] = Grid()
        self._tie_grid: Grid[Tie] = Grid()
        self._orders: dict[str, int] = {}

    def apply(self, looks: Iterable[Look], removed: Iterable[str]) -> list[Box]:
        """Take Looks in, drop the removed; returns the boxes that need painting anew."""
        stale: list[Box] = []
        moved: set[str] = set()
        for id in removed:
            self._remove(id, stale, moved)
        for look in looks:
            if isinstance(look, NodeLook):
                self._put_node(look, stale, moved)
            else:
                self._put_tie(look, stale, moved)
        self.lead_to_rest(self.ties_of(moved) | (moved & self.ties.keys()), stale)
        return stale

    def get(self, id: str) -> Node | Tie | None:
        """The item of a Look."""
        return self.nodes.get(id) or self.ties.get(id)

    def looks_of(self, entity: str) -> frozenset[str]:
        """The ids of all Looks that stand for an entity."""
        found = self._by_entity.get(entity)
        return frozenset(found) if found else frozenset()

    def anchor(self, id: str) -> tuple[Place, Body] | None:
        """Where lines to `id` go: a node's body, a mark, or the middle of a tie."""
        node = self.nodes.get(id)
        if node is not None:
            return node.place, node.body
        tie = self.ties.get(id)
        if tie is not None:
            return (tie.middle, POINT) if tie in self._tie_grid else None
        carrier = self.ties.get(self._mark_ties.get(id, ""))
        if carrier is None or carrier not in self._tie_grid:
            return None
        for mark, place in zip(carrier.look.marks, carrier.marks, strict=False):
            if id in mark.entities:
                return place, MARK
        return None

    def ties_of(self, ids: Iterable[str]) -> set[str]:
        """The ties that end at any of `ids`, and those that end at such a tie or its marks."""
        found: set[str] = set()
        queue = list(ids)
        while queue:
            for id in self._joined.get(queue.pop(), ()):
                tie = self.ties.get(id)
                if tie is not None and id not in found:
                    found.add(id)
                    queue.append(id)
                    queue.extend(_on_marks(tie.look))
        return found

    def faint_at(self, entities: Iterable[str]) -> Iterator[Tie]:
        """The lines that are faint as long as none of these entities is chosen."""
        for id in frozenset[str]().union(*(self._faint.get(entity, ()) for entity in entities)):
            if self.ties[id] in self._tie_grid:
                yield self.ties[id]

    def with_attached(self, ids: Iterable[str]) -> set[str]:
        """The nodes among `ids` and all that are attached to them."""
        found: set[str] = set()
        queue = [id for id in ids if id in self.nodes]
        while queue:
            id = queue.pop()
            if id not in found:
                found.add(id)
                queue.extend(self._attached.get(id, ()))
        return found

    def lead(self, ties: Iterable[str], stale: list[Box] | None = None) -> None:
        """Lead lines anew between their ends; with `stale`, the grid follows and boxes are noted there."""
        for id in sorted(ties, key=self._depth):
            tie = self.ties[id]
            if stale is not None and tie in self._tie_grid:
                stale.extend(tie.boxes())
            a, b = self.anchor(tie.look.a), self.anchor(tie.look.b)
            if a is None or b is None:
                self._tie_grid.drop(tie)
                continue
            tie.lead(*a, *b)
            if stale is not None:
                boxes = tie.boxes()
                self._tie_grid.put(tie, boxes, tie.course.length)
                stale.extend(boxes)

    def lead_to_rest(self, ties: Iterable[str], stale: list[Box]) -> None:
        """Lead lines anew to where they stay: their words find a place."""
        self.lead(ties, stale)
        self._place_labels(stale)

    def bands(self, ids: Iterable[str]) -> Iterator[tuple[Tie, Node]]:
        """The lines from any patterns among `ids` to people, and those people."""
        for id in ids:
            pattern = self.nodes.get(id)
            if pattern is None or pattern.look.shape != "pattern":
                continue
            for tie in (self.ties[each] for each in sorted(self._joined.get(id, ()))):
                node = self.nodes.get(tie.look.b)
                if node is not None and node.look.shape in JOINABLE_SHAPES and tie in self._tie_grid:
                    yield tie, node

    def near(self, *boxes: Box) -> tuple[list[Node], list[Tie]]:
        """The nodes and ties that may touch any of some boxes, in painting order."""
        nodes: set[Node] = set()
        ties: set[Tie] = set()
        for box in boxes:
            nodes |= self._node_grid.near(box)
            ties |= self._tie_grid.near(box)
        return sorted(nodes, key=_order), sorted(ties, key=_order)

    def everything(self) -> tuple[list[Node], list[Tie]]:
        """All nodes and all ties that have both ends, in painting order."""
        return sorted(self.nodes.values(), key=_order), sorted(self._tie_grid, key=_order)

    def drawn(self, tie: Tie) -> bool:
        """Whether a tie has both its ends on the map."""
        return tie in self._tie_grid

    def hit(self, x: float, y: float, reach: float, without: frozenset[str]) -> Hit | None:
        """What lies at a point: marks first, then bodies and their labels, then lines, each within `reach` units."""
        box = (x - reach, y - reach, x + reach, y + reach)
        ties = [tie for tie in self._tie_grid.near(box) if tie.look.id not in without]
        nodes = [node for node in self._node_grid.near(box) if node.look.id not in without]
        return (
            _hit_mark(ties, x, y)
            or _hit_badge(nodes, x, y)
            or _hit_node(nodes, x, y, reach)
            or _hit_tie(ties, x, y, reach)
        )

    def _place_labels(self, stale: list[Box]) -> None:
        """Put the words on lines where they cover nothing; words without room are left out until there is some."""
        few = len(self.ties) <= _FEW
        near = set(self.ties.values() if few or len(stale) > len(self.ties) else self._ties_near(stale))
        labelled = {tie for tie in near if tie.look.label and tie in self._tie_grid}
        for tie in sorted((tie for tie in near if tie.look.dates and tie in self._tie_grid), key=_order):
            self._place_dates(tie, stale)
        for tie in sorted(labelled, key=_order):
            tie.label_words(self.lettering)
            before, tie.label_at = tie.label_at, None
            tie.label_at = next((at for at in map(tie.course.at, _LABEL_SHARES) if self._is_free(tie, at)), None)
            if tie.label_at != before:
                stale.extend(tie.label_box(at) for at in (before, tie.label_at) if at is not None)

    def _place_dates(self, tie: Tie, stale: list[Box]) -> None:
        """Put the dates of a line where they hide least; the nearer to its middle, the better."""
        widest = max(self.lettering.width("small", words) for words in tie.look.dates)
        tie.dates_half = min(widest, LABEL_ROOM) / 2 + 7.0
        hidden = [(self._hidden_by(tie, tie.dates_box(tie.course.at(share))), share) for share in _DATE_SHARES]
        before, tie.dates_at = tie.dates_at, tie.course.at(min(hidden, key=lambda pair: pair[0])[1])
        if tie.dates_at != before:
            stale.extend((tie.dates_box(before), tie.dates_box(tie.dates_at)))
            self._tie_grid.put(tie, tie.boxes(), tie.course.length)

    def _ties_near(self, boxes: list[Box]) -> Iterator[Tie]:
        for box in tuple(boxes):
            yield from self._tie_grid.near(box)

    def _hidden_by(self, tie: Tie, box: Box) -> float:
        """How much the dates of a line would hide in a box: things, marks, and dates that are seen with them."""
        covered = [node.solid() for node in self._node_grid.near(box)]
        for other in self._tie_grid.near(box):
            covered += map(mark_box, other.marks)
            if other.order < tie.order and not set(other.look.ends).isdisjoint(tie.look.ends):
                covered.append(other.dates_box(other.dates_at))
        return sum(_shared_area(box, each) for each in covered)

    def _is_free(self, tie: Tie, at: Place) -> bool:
        box = tie.label_box(at)
        for node in self._node_grid.near(box):
            if _overlap(box, node.solid()):
                return False
        others = (other for other in self._tie_grid.near(box) if other is not tie)
        return not any(_in_the_way(other, box) for other in others)

    def _put_node(self, look: NodeLook, stale: list[Box], moved: set[str]) -> None:
        old = self.nodes.get(look.id)
        if old is not None:
            if old.look == look and (old.x, old.y) == (look.x, look.y):
                return
            stale.append(old.box())
            self._forget_node(old)
        elif look.id in self.ties:
            self._remove(look.id, stale, moved)
        order = self._order_of(look.id)
        node = Node(look, order, self.lettering)
        self.nodes[look.id] = node
        for entity in _entities(look):
            self._by_entity.setdefault(entity, set()).add(look.id)
        if look.attached:
            self._attached.setdefault(look.attached, set()).add(look.id)
        box = node.box()
        self._node_grid.put(node, (box,), box[2] - box[0])
        stale.append(box)
        if old is None or old.place != node.place or old.body != node.body:
            moved.add(look.id)

    def _put_tie(self, look: TieLook, stale: list[Box], moved: set[str]) -> None:
        old = self.ties.get(look.id)
        if old is not None:
            if old.look == look:
                return
            self._forget_tie(old, stale)
        elif look.id in self.nodes:
            self._remove(look.id, stale, moved)
        number = self._order_of(look.id)
        tie = Tie(look, _TIE_RANKS.get(look.style, 0) * _RANK + number)
        self.ties[look.id] = tie
        self._by_entity.setdefault(look.entity, set()).add(look.id)
        for end in (look.a, look.b):
            self._joined.setdefault(end, set()).add(look.id)
        for end in look.ends:
            self._faint.setdefault(end, set()).add(look.id)
        for entity in _on_marks(look):
            self._mark_ties[entity] = look.id
            self._by_entity.setdefault(entity, set()).add(look.id)
        moved.add(look.id)
        moved.update(_on_marks(look))

    def _remove(self, id: str, stale: list[Box], moved: set[str]) -> None:
        node, tie = self.nodes.pop(id, None), self.ties.get(id)
        if node is not None:
            stale.append(node.box())
            self._forget_node(node)
            moved.add(id)
        if tie is not None:
            self._forget_tie(tie, stale)
            del self.ties[id]
            moved.add(id)
            moved.update(_on_marks(tie.look))

    def _forget_node(self, node: Node) -> None:
        self._node_grid.drop(node)
        for entity in _entities(node.look):
            _discard(self._by_entity, entity, node.look.id)
        _discard(self._attached, node.look.attached, node.look.id)

    def _forget_tie(self, tie: Tie, stale: list[Box]) -> None:
        if tie in self._tie_grid:
            stale.extend(tie.boxes())
            self._tie_grid.drop(tie)
        _discard(self._by_entity, tie.look.entity, tie.look.id)
        for end in (tie.look.a, tie.look.b):
            _discard(self._joined, end, tie.look.id)
        for end in tie.look.ends:
            _discard(self._faint, end, tie.look.id)
        for entity in _on_marks(tie.look):
            self._mark_ties.pop(entity, None)
            _discard(self._by_entity, entity, tie.look.id)

    def _depth(self, id: str) -> int:
        """How many ties lie between a tie and solid ground, so that a tie is led before those that end at it."""
        depth, tie = 0, self.ties.get(id)
        while tie is not None and depth < 4:
            ends = (self._mark_ties.get(end, end) for end in (tie.look.a, tie.look.b))
            tie = next((self.ties[end] for end in ends if end in self.ties), None)
            depth += 1
        return depth

    def _order_of(self, id: str) -> int:
        """When a thing first came: one that goes and comes back lies where it lay before."""
        return self._orders.setdefault(id, len(self._orders) + 1)


def _entities(look: NodeLook) -> list[str]:
    """The entities a thing stands for, those on its badges included."""
    return [look.entity, *(subject for badge in look.badges for subject in badge.subjects)]


def _on_marks(look: TieLook) -> list[str]:
    """The entities that the marks of a tie stand for."""
    return [entity for mark in look.marks for entity in mark.entities]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _shared_area(one: Box, other: Box) -> float:
    wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)


def _in_the_way(tie: Tie, box: Box) -> bool:
    """Whether the words or the marks of another line stand in a box."""
    if tie.label_at is not None and _overlap(box, tie.label_box(tie.label_at)):
        return True
    return any(_overlap(box, mark_box(place)) for place in tie.marks)


def _order(item: Node | Tie) -> int:
    return item.order


def _discard(index: dict[str, set[str]], key: str, id: str) -> None:
    held = index.get(key)
    if held is not None:
        held.discard(id)
        if not held:
            del index[key]


def _hit_mark(ties: Iterable[Tie], x: float, y: float) -> Hit | None:
    for tie in ties:
        for mark, (mx, my) in zip(tie.look.marks, tie.marks, strict=False):
            if outside(MARK, x - mx, y - my) <= 1.0:
                return Hit(mark.subject, "mark", tie.look.id)
    return None


def _hit_badge(nodes: Iterable[Node], x: float, y: float) -> Hit | None:
    for node in nodes:
        if node.look.badges and not node.look.covered:
            for badge, (left, top, right, bottom) in zip(node.look.badges, node.caption.badge_boxes(), strict=True):
                if badge.subjects and left <= x - node.x <= right and top <= y - node.y <= bottom:
                    return Hit(badge.subjects[0], "mark", node.look.id)
    return None


def _hit_node(nodes: Iterable[Node], x: float, y: float, reach: float) -> Hit | None:
    best: tuple[float, int, Node] | None = None
    for node in nodes:
        far = outside(node.body, x - node.x, y - node.y)
        joinable = node.look.shape in JOINABLE_SHAPES
        if far > (max(reach, RIM_OUTSIDE) if joinable else reach) and not _on_label(node, x, y):
            continue
        rank = (max(far, 0.0), -node.order, node)
        if best is None or rank[:2] < best[:2]:
            best = rank
    if best is None:
        return None
    node = best[2]
    far = outside(node.body, x - node.x, y - node.y)
    rim = node.look.shape in JOINABLE_SHAPES and -RIM_INSIDE <= far <= RIM_OUTSIDE
    return Hit(node.look.entity, "rim" if rim and not _on_label(node, x, y) else "body", node.look.id)


def _on_label(node: Node, x: float, y: float) -> bool:
    if not node.look.title and not node.look.subtitle:
        return False
    box = node.caption.box
    return box is not None and box[0] <= x - node.x <= box[2] and box[1] <= y - node.y <= box[3]


def _hit_tie(ties: Iterable[Tie], x: float, y: float, reach: float) -> Hit | None:
    best: tuple[float, int, Tie] | None = None
    for tie in ties:
        far = tie.course.distance(x, y)
        if far <= max(reach, _TIE_REACH) and (best is None or (far, tie.order) < best[:2]):
            best = (far, tie.order, tie)
    return Hit(best[2].look.entity, "tie", best[2].look.id) if best is not None else None
