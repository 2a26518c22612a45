"""Draws the map of a case into a file without any window, as the command line does. It writes nothing into the case."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from relmap.read.projection import Projection
from relmap.read.reduced import copy_words
from relmap.reports.telling import case_language
from relmap.store.document import Document
from relmap.ui.feed import Feed
from relmap.ui.map.picture import picture_steps
from relmap.ui.map.scene import MapScene
from relmap.ui.steps import finished
from relmap.ui.theme import load_theme


def draw_map(document: Document, out: Path) -> None:
    """Draw what an export may show into `out`, on light paper, by its suffix."""
    finished(map_steps(document, out))


def map_steps(document: Document, out: Path) -> Generator[float, None, None]:
    """The same bit by bit; yields how far it is (0 to 1)."""
    yield 0.0
    projection = Projection(document, "export")
    feed = Feed(projection)
    scene = MapScene(load_theme("light"))
    try:
        scene.follow(feed)
        yield 0.2
        said, language = copy_words(document), case_language(projection)
        yield from picture_steps(scene, out, load_theme("light"), watermark=said, language=language)
    finally:
        feed.close()
        projection.close()
        scene.deleteLater()
