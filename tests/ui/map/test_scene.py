"""A scene follows its feed: what is edited, undone or covered is on it at once, and drags do not jump."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter

from relmap.edits import people, placing, removing
from relmap.read.projection import Projection
from relmap.store.document import Document
from relmap.ui.feed import Feed
from relmap.ui.map.scene import MapScene
from relmap.ui.map.shapes import NodeLook, Preview
from relmap.ui.theme import Theme, load_theme
from tests.casefiles import begun_document, set_cover


class Followed:
    """A case, its feed and a scene that follows."""

    def __init__(self, path: Path, theme: Theme) -> None:
        self.document: Document = begun_document(path)
        self.projection = Projection(self.document, "client")
        self.feed = Feed(self.projection)
        self.scene = MapScene(theme)
        self.scene.motion = False
        self.scene.follow(self.feed)

    def close(self) -> None:
        self.feed.close()
        self.projection.close()
        self.document.close()


@pytest.fixture
def followed(light: Theme, tmp_path: Path) -> Iterator[Followed]:
    made = Followed(tmp_path / "case.relmap", light)
    yield made
    made.close()


def test_it_follows_edits_and_undo(followed: Followed) -> None:
    scene, document = followed.scene, followed.document
    mum = people.add_person(document, "Mum", place=(200.0, 0.0))
    look = scene.look(mum)
    assert isinstance(look, NodeLook)
    assert look.title == "Mum"
    document.undo()
    assert scene.look(mum) is None
    document.redo()
    assert scene.look(mum) == look
    removing.remove(document, [mum])
    assert scene.looks_of(mum) == frozenset()
    assert all(scene.board.drawn(tie) for tie in scene.board.ties.values())


def test_what_is_covered_leaves_the_scene(followed: Followed) -> None:
    mum = people.add_person(followed.document, "Sentinel")
    set_cover(followed.document, mum, "full")
    assert not any("Sentinel" in repr(look) for look in followed.scene.looks())


def test_a_drag_that_is_committed_stays_where_it_was_let_go(followed: Followed) -> None:
    scene, document = followed.scene, followed.document
    mum = people.add_person(document, "Mum", place=(200.0, 0.0))
    scene.begin_drag([mum])
    scene.drag_to({mum: (30.0, 40.0)})
    assert scene.place(mum) == (200.0, 0.0)
    placing.move(document, {mum: (230.0, 40.0)})
    assert scene.board.nodes[mum].place == (230.0, 40.0)
    scene.end_drag()
    assert scene.place(mum) == (230.0, 40.0)
    assert not scene.lifted


def test_undoing_in_the_middle_of_a_drag_is_no_accident(followed: Followed) -> None:
    scene, document = followed.scene, followed.document
    mum = people.add_person(document, "Mum")
    scene.begin_drag([mum])
    document.undo()
    scene.drag_to({mum: (5.0, 5.0)})
    scene.end_drag()
    assert scene.item(mum) is None


def test_what_moves_glides_there(followed: Followed) -> None:
    scene, document = followed.scene, followed.document
    mum = people.add_person(document, "Mum", place=(200.0, 0.0))
    scene.motion = True
    placing.move(document, {mum: (400.0, 0.0)})
    assert scene.lifted
    scene.begin_drag([])
    assert not scene.lifted
    assert scene.board.nodes[mum].place == (400.0, 0.0)


def test_previews_and_grounds_are_painted(followed: Followed) -> None:
    scene = followed.scene
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    told: list[object] = []
    scene.stale.connect(told.append)
    scene.set_sectors(["family", "work"])
    scene.set_context_layer(True)
    scene.set_rings(False)
    scene.set_theme(load_theme("dark"))
    assert told == [None] * 4
    scene.set_preview(Preview(((0.0, 0.0), (50.0, 50.0)), ((0.0, 0.0), (9.0, 0.0), (0.0, 9.0)), "close 4 of 10"))
    painter = QPainter(image)
    scene.render(painter, source=image.rect().toRectF())
    scene.paint_lifted(painter, 1.0)
    painter.end()
    assert image.pixelColor(299, 150) == load_theme("dark").colour("paper")
