"""The scene: holds what is on the map, applies Looks, and shows gestures before they are done.

It follows; it never writes and knows no verb. Views listen to `stale` (parts of the still picture to paint anew) and
`stirred` (what is in motion over it). Selection, emphasis and drags are the scene's, so all views of it agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsScene

from relmap.ui.feed import Feed
from relmap.ui.guard import guarded
from relmap.ui.map.absence import NOTHING_ABSENT, Absence
from relmap.ui.map.board import Board
from relmap.ui.map.following import Following
from relmap.ui.map.glide import Glide
from relmap.ui.map.grid import Box
from relmap.ui.map.ground import Ground
from relmap.ui.map.items import Node, Tie
from relmap.ui.map.lettering import Lettering
from relmap.ui.map.look import Looks
from relmap.ui.map.painting import SMALLEST_WORDS, Canvas, paint, paint_lifted, paint_preview, portion
from relmap.ui.map.palette import Palette
from relmap.ui.map.places import Places
from relmap.ui.map.shapes import Hit, Look, Place, Preview
from relmap.ui.theme import Theme, install_fonts

_PAPER = 200_000.0
"""Half the side of the paper, in scene units: farther than anybody pans."""
_GLIDE_MS = 240
_FEW = 600
"""More things than this do not glide, they jump; and more boxes than this are all of the picture."""


class MapScene(QGraphicsScene):
    """What is on the map. Ids are those of Looks, except in selection and emphasis, which hold ids of entities."""

    stale = Signal(object)
    """A list of boxes in scene units whose still picture has changed, or None for all of it."""
    stirred = Signal()
    """Something in motion (a drag, a glide, a preview) has moved."""
    altered = Signal(object, object)
    """Look ids added or updated, and removed: for the legend and the accessible tree."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setSceneRect(-_PAPER, -_PAPER, 2 * _PAPER, 2 * _PAPER)
        self.board = Board(Lettering(install_fonts()))
        self.pens = Palette(theme)
        self.ground = Ground()
        self.motion = True
        self.found: dict[str, Place] = {}
        self.least = SMALLEST_WORDS
        self._feeds: dict[Feed, Following] = {}
        self._followed: Following | None = None
        self._absence = NOTHING_ABSENT
        self._selection: frozenset[str] = frozenset()
        self._emphasis: frozenset[str] | None = None
        self._aglow: frozenset[str] = frozenset()
        self._pointed = ""
        self._lifted: frozenset[str] = frozenset()
        self._preview: Preview | None = None
        self._glide = Glide(self._glide_to, self.end_drag, self)

    # What is on it

    def follow(
        self, feed: Feed, first: Mapping[str, Place] | None = None, differs: Iterable[str] | None = None
    ) -> None:
        """Show what a feed's projection holds, and every change of it, until another feed is followed.

        Only what differs is drawn anew. `first`: where things stand that were not put anywhere yet (see `Places`).
        `differs`: what alone is not as in the feed that is shown, where that is known. A feed that was followed
        before stays ready until it is dropped.
        """
        before = self._followed
        following = self._feeds.get(feed)
        if following is None:
            looks = Looks(feed.projection, Places(self.found, first))
            following = self._feeds[feed] = Following(feed, looks, self._take)
            following.begin(before, differs)
        if before is not None:
            before.shown = False
        following.shown, self._followed = True, following
        self._show_again()

    def drop(self, feed: Feed) -> None:
        """Follow a feed no longer; what is shown stays."""
        following = self._feeds.pop(feed, None)
        if following is not None:
            following.end()
            if following is self._followed:
                self._followed = None

    def unfollow(self) -> None:
        """Follow nothing; what is shown stays."""
        for feed in tuple(self._feeds):
            self.drop(feed)

    def set_absence(self, absence: Absence) -> None:
        """Show as ghosts, or leave out, what was not there at some date of life."""
        if absence != self._absence:
            self._absence = absence
            self._show_again()

    def show(self, looks: Iterable[Look], ms: int = 0) -> None:
        """Show these Looks and nothing else; with `ms`, what stands elsewhere glides there."""
        wanted = {look.id: look for look in looks}
        gone = [look.id for look in self.looks() if look.id not in wanted]
        differ = [look for look in wanted.values() if self.look(look.id) != look]
        if differ or gone:
            self.apply(differ, gone, ms)

    def apply(self, looks: Iterable[Look], removed: Iterable[str] = (), ms: int = 0) -> None:
        """Take Looks in and drop the removed; with `ms`, things that have moved glide to their new places."""
        self._glide.stop()
        looks, removed = list(looks), list(removed)
        was = {id: node.place for look in looks if (node := self.board.nodes.get(id := look.id)) is not None}
        banded = self._banded()
        boxes = self.board.apply(looks, removed)
        boxes += [node.box() for node in banded ^ self._banded()]
        if boxes and self.ground.context:
            self.stale.emit(None)
        self._stale(boxes)
        self.altered.emit([look.id for look in looks], removed)
        if ms > 0:
            self._glide_from(was, ms)

    def _banded(self) -> frozenset[Node]:
        """Everyone in the band of a selected pattern."""
        return frozenset(node for _, node in self.board.bands(self._chosen(self._selection)))

    def look(self, id: str) -> Look | None:
        """The Look with this id."""
        item = self.board.get(id)
        return item.look if item is not None else None

    def looks(self) -> list[Look]:
        """All Looks: nodes in the order they came, then ties."""
        board = self.board
        return [*(node.look for node in board.nodes.values()), *(tie.look for tie in board.ties.values())]

    def item(self, id: str) -> Node | Tie | None:
        """The item of a Look, with its rectangle in scene units."""
        return self.board.get(id)

    def looks_of(self, entity: str) -> frozenset[str]:
        """The ids of the Looks that stand for an entity."""
        return self.board.looks_of(entity)

    def place(self, id: str) -> Place | None:
        """Where a thing belongs (not where a drag shows it just now), in scene units; None for a tie."""
        node = self.board.nodes.get(id)
        return (node.look.x, node.look.y) if node is not None else None

    def hit(self, point: QPointF, reach: float = 6.0, without: Iterable[str] = ()) -> Hit | None:
        """What lies at a point or within `reach` units of it, leaving out the Looks `without`."""
        return self.board.hit(point.x(), point.y(), reach, frozenset(without))

    def touching(self, area: QRectF) -> list[str]:
        """The ids of the nodes whose middle lies in a rectangle."""
        nodes, _ = self.board.near((area.left(), area.top(), area.right(), area.bottom()))
        return [node.look.id for node in nodes if area.contains(node.x, node.y)]

    def bounds(self) -> QRectF:
        """The rectangle round everything on the map, labels included; empty when nothing is."""
        boxes = [node.box() for node in self.board.nodes.values()]
        if not boxes:
            return QRectF()
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
        return QRectF(left, top, right - left, bottom - top)

    # What is chosen

    @property
    def selection(self) -> frozenset[str]:
        """The ids of the selected entities."""
        return self._selection

    def set_selection(self, ids: Iterable[str]) -> None:
        """Outline the Looks of these entities, and no others."""
        chosen = frozenset(ids)
        changed = chosen ^ self._selection
        self._selection = chosen
        boxes = [box for id in changed for box in self._boxes_of(id)]
        for tie, node in self.board.bands(self._chosen(changed)):
            boxes += [*tie.boxes(), node.box()]
        for tie in self.board.faint_at(changed):
            boxes += tie.boxes()
        self._stale(boxes)

    @property
    def emphasis(self) -> frozenset[str] | None:
        """The ids of the emphasised entities, or None when nothing is faded."""
        return self._emphasis

    def set_pointed(self, look: str) -> None:
        """Show the dates of the line under the pointer; "" where there is none."""
        tie = self.board.ties.get(look)
        wanted = look if tie is not None and tie.look.ends else ""
        if wanted != self._pointed:
            pair, self._pointed = (self._pointed, wanted), wanted
            self._stale([box for id in pair if id in self.board.ties for box in self.board.ties[id].boxes()])

    def set_emphasis(self, ids: Iterable[str] | None) -> None:
        """Fade everything but the Looks of these entities, though never below 30 %; None fades nothing."""
        wanted = frozenset(ids) if ids is not None else None
        if wanted != self._emphasis:
            self._emphasis = wanted
            self.stale.emit(None)

    def set_aglow(self, ids: Iterable[str]) -> None:
        """Set the Looks of these entities off by a soft light behind them, and no others; nothing else fades."""
        wanted = frozenset(ids)
        if wanted != self._aglow:
            self._aglow = wanted
            self.stale.emit(None)

    # The ground

    def set_rings(self, shown: bool) -> None:
        """Show or hide the rings of closeness."""
        self._set_ground(self.ground.with_rings(shown))

    def set_sectors(self, names: Iterable[str]) -> None:
        """Divide the ground into equal sectors with these names, clockwise from the top; none hides them."""
        self._set_ground(self.ground.with_sectors(tuple(names)))

    def set_context_layer(self, shown: bool) -> None:
        """Shade the ground round everything that has a context badge."""
        self._set_ground(self.ground.with_context(shown))

    def set_theme(self, theme: Theme) -> None:
        """Draw everything in another theme."""
        self.pens = Palette(theme)
        self.stale.emit(None)

    # What is in motion

    @property
    def lifted(self) -> frozenset[str]:
        """The ids of the Looks that are in motion over the still picture."""
        return self._lifted

    def begin_drag(self, ids: Iterable[str]) -> None:
        """Lift these nodes, whatever is attached to them, and their ties off the still picture."""
        self._glide.stop()
        self._lift(self.board.with_attached(ids))

    def drag_to(self, offsets: Mapping[str, Place]) -> None:
        """Show lifted nodes this far (dx, dy) from where they belong; what is attached moves along."""
        places = {}
        for id, (dx, dy) in offsets.items():
            for each in self.board.with_attached([id]):
                look = self.board.nodes[each].look
                places[each] = (look.x + dx, look.y + dy)
        self._show_at(places)

    def end_drag(self) -> None:
        """Put everything lifted back into the still picture, each where its Look says."""
        lifted, self._lifted = self._lifted, frozenset()
        if not lifted:
            return
        boxes: list[Box] = []
        for id in lifted & self.board.nodes.keys():
            node = self.board.nodes[id]
            node.x, node.y = node.look.x, node.look.y
            boxes.append(node.box())
        self.board.lead_to_rest(lifted & self.board.ties.keys(), boxes)
        self._stale(boxes)
        self.stirred.emit()

    def glide(self, places: Mapping[str, Place], ms: int) -> None:
        """Show nodes moving to new places within `ms`; apply their Looks before or after. Jumps without motion."""
        known = {id: place for id, place in places.items() if id in self.board.nodes}
        if not self.motion or ms <= 0 or len(known) > _FEW:
            return
        start = {id: self.board.nodes[id].place for id in known}
        self._lift(self.board.with_attached(known))
        self._glide.start(start, known, ms)

    def set_preview(self, preview: Preview | None) -> None:
        """Show what a tool is about to do, or nothing."""
        if preview != self._preview:
            self._preview = preview
            self.stirred.emit()

    # Painting

    def canvas(self) -> Canvas:
        """All that painting needs to know beside the items."""
        chosen, aglow = self._chosen(self._selection), self._chosen(self._aglow)
        bands = tuple(self.board.bands(chosen))
        kept, pointed = self._kept(), self._pointed
        return Canvas(
            self.pens, self.ground, chosen, kept, self._lifted, self._selection, bands, aglow, pointed, self.least
        )

    def painting(self, painter: QPainter, boxes: list[Box], ground: Box, scale: float) -> Iterator[None]:
        """Paint what lies in some boxes, on the ground of one box, a little with each step."""
        canvas = self.canvas()
        what = portion(self.board, boxes, canvas, scale)
        return paint(painter, what, ground, canvas, scale, self.board.lettering)

    def paint_lifted(self, painter: QPainter, scale: float) -> None:
        """Paint what is in motion and the preview, in scene units."""
        nodes = [self.board.nodes[id] for id in self._lifted if id in self.board.nodes]
        ties = [tie for id in self._lifted if (tie := self.board.ties.get(id)) and self.board.drawn(tie)]
        nodes.sort(key=lambda node: node.order)
        ties.sort(key=lambda tie: tie.order)
        if nodes:
            canvas = replace(self.canvas(), bands=())
            paint_lifted(painter, nodes, ties, canvas, scale, self.board.lettering)
        if self._preview is not None:
            paint_preview(painter, self._preview, self.pens, self.board.lettering)

    @guarded
    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint the whole map that lies in `rect`, at once and without a cache: for pictures and `render`."""
        scale = painter.worldTransform().m11()
        box = (float(rect.left()), float(rect.top()), float(rect.right()), float(rect.bottom()))
        for _ in self.painting(painter, [box], box, scale):
            pass

    # Inside

    def _take(self, change: tuple[list[Look], list[str]] | None) -> None:
        if change is None or self._absence.ids:
            self._show_again()
        elif any(change):
            self.apply(*change, ms=_GLIDE_MS)

    def _show_again(self) -> None:
        if self._followed is not None:
            self.show(self._absence.laid_over(self._followed.now()), _GLIDE_MS)

    def _stale(self, boxes: list[Box]) -> None:
        if boxes:
            self.stale.emit(boxes if len(boxes) <= _FEW else None)

    def _set_ground(self, ground: Ground) -> None:
        if ground != self.ground:
            self.ground = ground
            self.stale.emit(None)

    def _chosen(self, entities: frozenset[str]) -> frozenset[str]:
        return frozenset(id for entity in entities for id in self.board.looks_of(entity))

    def _kept(self) -> frozenset[str] | None:
        return None if self._emphasis is None else self._chosen(self._emphasis)

    def _boxes_of(self, entity: str) -> list[Box]:
        boxes: list[Box] = []
        for id in self.board.looks_of(entity):
            node, tie = self.board.nodes.get(id), self.board.ties.get(id)
            if node is not None:
                boxes.append(node.box())
            elif tie is not None and self.board.drawn(tie):
                boxes.extend(tie.boxes())
        return boxes

    def _lift(self, nodes: set[str]) -> None:
        ties = self.board.ties_of(nodes)
        lifted = frozenset(nodes | ties)
        boxes = [self.board.nodes[id].box() for id in nodes]
        for id in ties:
            if self.board.drawn(self.board.ties[id]):
                boxes.extend(self.board.ties[id].boxes())
        self._lifted = self._lifted | lifted
        self._stale(boxes)

    def _show_at(self, places: Mapping[str, Place]) -> None:
        for id, place in places.items():
            if id in self._lifted:
                node = self.board.nodes[id]
                node.x, node.y = place
        self.board.lead(self._lifted & self.board.ties.keys())
        self.stirred.emit()

    def _glide_to(self, places: Mapping[str, Place]) -> None:
        self._show_at({id: place for id, place in places.items() if id in self.board.nodes})

    def _glide_from(self, was: Mapping[str, Place], ms: int) -> None:
        nodes = self.board.nodes
        moved = {
            id: nodes[id].place
            for id, place in was.items()
            if id in nodes and nodes[id].place != place and id not in self._lifted
        }
        if not moved or not self.motion or len(moved) > _FEW:
            return
        self._lift(self.board.with_attached(moved))
        self._glide.start({id: was[id] for id in moved}, moved, ms)
