"""The shade of the context layer: round everything that has a context, seen in greys, the same from any side."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from relmap.ui.map.ground import SHADE_REACH
from relmap.ui.map.scene import MapScene
from relmap.ui.map.shapes import Badge, NodeLook
from relmap.ui.theme import THEME_NAMES, Theme, ThemeName, load_theme
from tests.ui.map.test_paint import bare_scene, painted, pixels

HERE = NodeLook("n", "person", initial="S", badges=(Badge("class", ("c",)),))
ALONE = NodeLook("m", "person", x=-200.0, initial="T")
MIDDLE = 350


def greys(image: QImage) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """How light every pixel is to somebody who sees no colour."""
    found: np.ndarray[tuple[int, int], np.dtype[np.float64]] = pixels(image) @ np.array([0.114, 0.587, 0.299])
    return found


def shaded(theme: Theme, *looks: NodeLook) -> MapScene:
    scene = bare_scene(theme, list(looks))
    scene.set_context_layer(True)
    return scene


@pytest.mark.parametrize("name", THEME_NAMES)
def test_the_shore_is_seen_without_colour(light: Theme, name: ThemeName) -> None:
    row = greys(painted(shaded(load_theme(name), HERE)))[MIDDLE]
    paper, shore = row[0], row[MIDDLE + 31 : MIDDLE + 31 + int(SHADE_REACH) + 6]
    assert np.abs(shore - paper).max() > 25


def test_only_what_has_a_context_is_shaded(light: Theme) -> None:
    plain = painted(bare_scene(light, [HERE, ALONE]))
    changed = (pixels(plain) != pixels(painted(shaded(light, HERE, ALONE)))).any(axis=2)
    columns = np.nonzero(changed.any(axis=0))[0]
    assert columns.min() > MIDDLE - 31 - SHADE_REACH - 4
    assert columns.max() < MIDDLE + 31 + SHADE_REACH + 4
    assert len(columns) > 2 * SHADE_REACH


def test_two_that_meet_have_one_shore(light: Theme) -> None:
    near = NodeLook("o", "person", x=90.0, initial="O", badges=(Badge("class", ("c",)),))
    image = pixels(painted(shaded(light, HERE, near)))
    between = image[MIDDLE - 20, MIDDLE + 40 : MIDDLE + 50]
    shade = light.colour("shade")
    assert (between == (shade.blue(), shade.green(), shade.red())).all()


def test_a_part_that_is_painted_alone_has_the_shade_of_what_lies_beside_it(light: Theme) -> None:
    scene = shaded(light, HERE)
    whole = painted(scene)
    beside = QRectF(60.0, -40.0, 30.0, 80.0)
    image = QImage(30, 80, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.translate(-beside.left(), -beside.top())
    scene.drawBackground(painter, beside)
    painter.end()
    part = whole.copy(MIDDLE + 60, MIDDLE - 40, 30, 80)
    assert np.abs(pixels(part) - pixels(image)).max() <= 3


def test_rings_are_drawn_over_the_shade(light: Theme) -> None:
    scene = shaded(light, NodeLook("n", "person", x=0.0, y=-150.0, badges=(Badge("class", ("c",)),)))
    without = pixels(painted(scene))
    scene.set_rings(True)
    changed = (without != pixels(painted(scene))).any(axis=2)
    assert changed[MIDDLE - 150 - 70 : MIDDLE - 150 + 75, MIDDLE + 35 : MIDDLE + 70].any()


def test_what_is_covered_has_no_shade(light: Theme) -> None:
    covered = NodeLook("n", "person", covered=True, badges=(Badge("class", ("c",)),))
    assert (pixels(painted(shaded(light, covered))) == pixels(painted(bare_scene(light, [covered])))).all()
