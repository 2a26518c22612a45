"""What is painted stays inside what an item says it covers, and a repaired picture equals one painted anew."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from relmap.ui.map.grid import Box
from relmap.ui.map.palette import FAINTEST, opacity
from relmap.ui.map.scene import MapScene
from relmap.ui.map.shapes import Look, NodeLook, Shape, Style, TieLook, TieMark
from relmap.ui.map.view import MapView
from relmap.ui.theme import THEME_NAMES, Theme, ThemeName, load_theme
from tests.ui.map.samples import heron, many

SIZE = 700
RICH = NodeLook(
    "n", "person", title="Somebody with a rather long name", initial="S", subtitle="a line of words below it",
    tone="role", disputed=True, dashed=True, score=7, score_text="7/10",
)  # fmt: skip


def painted(scene: MapScene, scale: float = 1.0) -> QImage:
    """The middle of a scene, without its cache."""
    image = QImage(SIZE, SIZE, QImage.Format.Format_RGB32)
    half = SIZE / 2 / scale
    painter = QPainter(image)
    painter.translate(SIZE / 2, SIZE / 2)
    painter.scale(scale, scale)
    scene.drawBackground(painter, QRectF(-half, -half, 2 * half, 2 * half))
    painter.end()
    return image


def bare_scene(theme: Theme, looks: list[Look]) -> MapScene:
    """A scene without rings, so that only things leave ink."""
    scene = MapScene(theme)
    scene.set_rings(False)
    scene.apply(looks)
    return scene


def pixels(image: QImage) -> np.ndarray[tuple[int, int, int], np.dtype[np.int16]]:
    """Blue, green and red of every pixel."""
    raw = np.frombuffer(image.constBits(), np.uint8)
    return raw.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width(), :3].astype(np.int16)


def alike(one: QImage, other: QImage) -> bool:
    """Whether two pictures are the same but for the rounding of lines that were cut at an edge."""
    difference = np.abs(pixels(one) - pixels(other)).max(axis=2)
    return int(difference.max()) <= 24 and float((difference > 3).mean()) < 0.001


def ink(image: QImage, paper: QColor) -> QRectF:
    """The rectangle round everything that is not paper, in scene units."""
    rows, columns = np.nonzero((pixels(image) != (paper.blue(), paper.green(), paper.red())).any(axis=2))
    if not len(rows):
        return QRectF()
    left, right, top, bottom = columns.min(), columns.max(), rows.min(), rows.max()
    return QRectF(left - SIZE / 2, top - SIZE / 2, right - left + 1, bottom - top + 1)


def holds(boxes: list[Box], rect: QRectF) -> bool:
    """Whether a rectangle lies within the one round some boxes."""
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return QRectF(left, top, right - left, bottom - top).contains(rect)


@pytest.mark.parametrize("shape", get_args(Shape))
def test_a_thing_is_drawn_inside_its_box(light: Theme, shape: Shape) -> None:
    scene = bare_scene(light, [replace(RICH, shape=shape)])
    scene.set_selection(["n"])
    item = scene.board.nodes["n"]
    seen = ink(painted(scene), light.colour("paper"))
    assert not seen.isEmpty()
    assert holds([item.box()], seen)


@pytest.mark.parametrize("shape", get_args(Shape))
def test_a_covered_thing_shows_no_words(light: Theme, shape: Shape) -> None:
    covered = replace(RICH, shape=shape, covered=True)
    with_words = painted(bare_scene(light, [covered]))
    without = painted(bare_scene(light, [NodeLook("n", shape, title=RICH.title, covered=True)]))
    assert with_words == without
    assert not ink(with_words, light.colour("paper")).isEmpty()


@pytest.mark.parametrize("style", get_args(Style))
def test_a_line_is_drawn_inside_its_boxes(light: Theme, style: Style) -> None:
    marks = (TieMark("disruption", "u"), TieMark("repair", "q"))
    tie = TieLook("r", "a", "b", style, taper=1, end="arrow", marks=marks, label="a word or two")
    ends: list[Look] = [NodeLook("a", "moment", -250, -120), NodeLook("b", "moment", 240, 130)]
    scene = bare_scene(light, [*ends, tie])
    boxes = scene.board.ties["r"].boxes() + [node.box() for node in scene.board.nodes.values()]
    assert holds(boxes, ink(painted(scene), light.colour("paper")))


def test_every_quality_looks_different(light: Theme) -> None:
    ends: list[Look] = [NodeLook("a", "person", -200, 0), NodeLook("b", "person", 200, 0)]
    pictures = [painted(bare_scene(light, [*ends, TieLook("r", "a", "b", style)])) for style in get_args(Style)]
    for number, picture in enumerate(pictures):
        assert all(picture != other for other in pictures[number + 1 :])


def test_qualities_differ_without_colour(light: Theme) -> None:
    ends: list[Look] = [NodeLook("a", "person", -200, 0), NodeLook("b", "person", 200, 0)]
    styles = [style for style in get_args(Style) if style != "plain"]
    grey = [
        painted(bare_scene(light, [*ends, TieLook("r", "a", "b", style, "ink")])).convertToFormat(
            QImage.Format.Format_Grayscale8
        )
        for style in styles
    ]
    assert len({bytes(image.constBits()) for image in grey}) == len(styles)


@pytest.mark.parametrize("name", THEME_NAMES)
def test_every_theme_paints_the_whole_map(qapp: QApplication, name: ThemeName) -> None:
    theme = load_theme(name)
    scene = MapScene(theme)
    scene.apply(heron())
    assert not ink(painted(scene), theme.colour("paper")).isEmpty()


def test_words_are_laid_out_only_when_they_can_be_read(light: Theme) -> None:
    scene = MapScene(light)
    scene.apply(many(40))
    painted(scene, 0.1)
    assert all(node._caption is None for node in scene.board.nodes.values())
    painted(scene, 0.5)
    assert any(node._caption is not None for node in scene.board.nodes.values())


def test_nothing_fades_below_three_tenths() -> None:
    assert min(opacity(ghosted, kept) for ghosted in (True, False) for kept in (True, False)) >= FAINTEST == 0.3


def test_emphasis_fades_all_but_the_chosen(light: Theme) -> None:
    looks: list[Look] = [NodeLook("a", "lesson", -150, 0, "role"), NodeLook("b", "lesson", 150, 0, "role")]
    scene = bare_scene(light, looks)
    plain = painted(scene)
    scene.set_emphasis(["a"])
    faded = painted(scene)
    left, right = QRectF(0, 0, SIZE // 2, SIZE).toRect(), QRectF(SIZE // 2, 0, SIZE // 2, SIZE).toRect()
    assert faded.copy(left) == plain.copy(left)
    assert faded.copy(right) != plain.copy(right)
    scene.set_emphasis(None)
    assert painted(scene) == plain


class TestTheKeptPicture:
    """A picture that was scrolled and repaired is the one that a fresh painting gives."""

    @pytest.fixture
    def view(self, light: Theme, qapp: QApplication) -> MapView:
        scene = MapScene(light)
        scene.motion = False
        scene.apply(heron())
        view = MapView(scene)
        view.resize(900, 640)
        view.fit()
        view.settle()
        return view

    def fresh(self, view: MapView) -> QImage:
        scene = view._map
        scene.stale.emit(None)
        view.settle()
        return view._frame._picture.toImage()

    def kept(self, view: MapView) -> QImage:
        view.settle()
        return view._frame._picture.toImage()

    def check(self, view: MapView) -> None:
        kept = self.kept(view)
        assert alike(kept, self.fresh(view))

    def test_after_panning(self, view: MapView) -> None:
        for dx, dy in ((13, 0), (-40, 25), (7, -3), (0, 200)):
            view.pan_by(dx, dy)
            view._aim()
        self.check(view)

    def test_after_a_change(self, view: MapView) -> None:
        scene = view._map
        lesson = scene.look("l1")
        assert isinstance(lesson, NodeLook)
        scene.apply(
            [replace(lesson, title="Something else", score=2, score_text="2/10", x=lesson.x + 60)],
            ["o2", "r7"],
        )
        self.check(view)

    def test_after_a_drag(self, view: MapView) -> None:
        scene = view._map
        before = self.kept(view)
        scene.begin_drag(["mum"])
        lifted = self.kept(view)
        assert not alike(lifted, before)
        scene.drag_to({"mum": (60.0, 20.0)})
        assert alike(self.kept(view), lifted)
        scene.end_drag()
        assert alike(self.kept(view), before)

    def test_after_selecting(self, view: MapView) -> None:
        view._map.set_selection(["sam", "r1", "u1"])
        self.check(view)
        view._map.set_selection([])
        self.check(view)

    def test_a_selected_pattern_has_a_band_to_everyone_it_is_seen_with(self, view: MapView) -> None:
        scene = view._map
        seen_with = [TieLook(f"s{id}", "p1", id, tone="faded", dashed=True, thin=True) for id in ("mum", "dad")]
        scene.apply(seen_with)
        before = self.kept(view)
        scene.set_selection(["p1"])
        assert [node.look.id for _, node in scene.canvas().bands] == ["dad", "mum"]
        assert not alike(self.kept(view), before)
        self.check(view)
        scene.apply([TieLook("ssam", "p1", "sam", tone="faded", dashed=True, thin=True)])
        self.check(view)
        scene.apply([], ["ssam"])
        self.check(view)
        scene.set_selection([])
        assert alike(self.kept(view), before)

    def test_painting_in_slices_gives_the_same(self, view: MapView) -> None:
        whole = self.fresh(view)
        view._map.stale.emit(None)
        view._aim()
        turns = 0
        while not view._frame.advance(0.0):
            turns += 1
            if turns <= 4:
                view.pan_by(3 if turns % 2 else -3, 0)
                view._aim()
        assert turns > 4
        assert alike(self.kept(view), whole)

    def test_zooming_shows_what_there_is_until_it_rests(self, view: MapView) -> None:
        view.zoom_by(1.5, QPointF(300, 200))
        view._aim()
        assert view._frame.stretched
        view.settle()
        assert view.settled
        self.check(view)

    def test_it_stays_sharp_on_a_dense_screen(self, view: MapView) -> None:
        view._frame.resize(view.viewport().size(), 2.0)
        assert view._frame._picture.size() == view.viewport().size() * 2
