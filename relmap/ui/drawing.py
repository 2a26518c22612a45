"""Draws the map of a case into a file without any window, as the command line does. It writes nothing into the case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from relmap.analysis.arrange import arrange
from relmap.read.projection import Projection
from relmap.store.document import Document
from relmap.ui.arranging import layout_of, needs_arranging
from relmap.ui.feed import Feed
from relmap.ui.map.picture import picture
from relmap.ui.map.scene import MapScene
from relmap.ui.map.shapes import NodeLook
from relmap.ui.theme import themes


def draw_map(document: Document, out: Path) -> None:
    """Draw what an export may show into `out`, by its suffix; a case without places is arranged for the picture."""
    projection = Projection(document, "export")
    feed = Feed(projection)
    scene = MapScene(themes().current)
    try:
        scene.follow(feed)
        if needs_arranging(projection):
            _arrange(projection, scene)
        picture(scene, out, themes().current)
    finally:
        feed.close()
        projection.close()
        scene.deleteLater()


def _arrange(projection: Projection, scene: MapScene) -> None:
    places = arrange(*layout_of(projection, scene))
    looks = [(look, place) for id, place in places.items() if isinstance(look := scene.look(id), NodeLook)]
    scene.apply([replace(look, x=x, y=y) for look, (x, y) in looks])
