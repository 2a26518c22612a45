"""The map as a file: whole, sharp, with real text, and nobody's name in its data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter

from relmap.ui.map.ground import Ground
from relmap.ui.map.legend import Legend, LegendSheet, entries
from relmap.ui.map.picture import PictureTrouble, picture_bytes, picture_steps, render_map
from relmap.ui.map.scene import MapScene
from relmap.ui.map.shapes import Look, NodeLook, TieLook
from relmap.ui.steps import finished
from relmap.ui.theme import Theme, load_theme
from tests.ui.map.samples import heron
from tests.ui.paper.sheaf import read_by_pdfium


@pytest.fixture
def scene(light: Theme) -> MapScene:
    scene = MapScene(light)
    scene.apply(heron())
    return scene


def test_png(scene: MapScene, light: Theme, tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    finished(picture_steps(scene, path, light))
    image = QImage(str(path))
    assert image.width() > 1200
    assert image.textKeys() == []
    assert b"Gran Ada" not in path.read_bytes()


def test_svg_has_text_and_no_names_in_its_title(scene: MapScene, light: Theme) -> None:
    text = picture_bytes(scene, ".svg", light).decode()
    assert "Gran Ada" in text
    assert re.findall(r"<title>(.*?)</title>", text) == ["Map"]
    assert "<desc></desc>" in text or "<desc" not in text


def test_pdf_has_no_names_in_its_data(scene: MapScene, light: Theme) -> None:
    data = picture_bytes(scene, ".pdf", light)
    assert data.startswith(b"%PDF")
    assert b"Gran Ada" not in data
    assert "Gran Ada".encode("utf-16-be") not in data
    for told in (b"/CreationDate", b"/Producer", b"/Creator", b"/Metadata", b"xmpmeta"):
        assert told not in data


@pytest.mark.parametrize("name", ["Griffith", "أحمد", "奶奶", "חוה"])
def test_names_in_a_pdf_read_back_letter_for_letter(light: Theme, name: str) -> None:
    scene = MapScene(light)
    scene.apply([NodeLook("n", "person", title=name)])
    data = picture_bytes(scene, ".pdf", light, language="ar")
    assert name in read_by_pdfium(data)
    assert b"/Lang (ar)" in data


def test_an_empty_map_says_something_kind(light: Theme) -> None:
    assert b"Nothing is on this map yet." in picture_bytes(MapScene(light), ".svg", light)


def test_what_is_covered_is_not_in_the_file(light: Theme) -> None:
    scene = MapScene(light)
    scene.apply([NodeLook("a", "person", title="Sentinel", subtitle="Sentinel", covered=True)])
    assert b"Sentinel" not in picture_bytes(scene, ".svg", light)


def test_a_dark_window_gives_a_light_page(scene: MapScene) -> None:
    scene.set_theme(load_theme("dark"))
    image = QImage.fromData(picture_bytes(scene, ".png", load_theme("light")))
    assert image.pixelColor(2, 2) == load_theme("light").colour("paper")
    assert scene.pens.theme.name == "dark"


def test_another_form_is_refused_in_one_sentence(scene: MapScene, light: Theme, tmp_path: Path) -> None:
    with pytest.raises(PictureTrouble, match=r"png, \.svg or \.pdf"):
        finished(picture_steps(scene, tmp_path / "map.gif", light))
    with pytest.raises(PictureTrouble, match="could not be written"):
        finished(picture_steps(scene, tmp_path / "nowhere" / "map.png", light))


def test_it_can_be_rendered_onto_any_page(scene: MapScene) -> None:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    render_map(scene, painter, image.rect().toRectF())
    painter.end()
    assert image.pixelColor(200, 100) != image.pixelColor(2, 2)


def test_the_legend_shows_only_what_is_there(light: Theme) -> None:
    looks: list[Look] = [
        NodeLook("a", "client"),
        NodeLook("b", "lesson", tone="affirming"),
        TieLook("t", "a", "b", tone="affirming", end="arrow", kind="taught"),
    ]
    keys = [entry.key for entry in entries(looks, Ground(rings=False))]
    assert keys == ["client", "lesson.affirming", "taught.affirming"]
    assert entries([], Ground(rings=False)) == []


def test_every_entry_of_the_legend_can_be_painted(scene: MapScene, light: Theme) -> None:
    lines = entries(scene.looks(), scene.ground)
    assert len(lines) > 20
    sheet = LegendSheet(lines, scene.pens, scene.board.lettering)
    image = QImage(900, int(sheet.height(900)), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sheet.paint(painter, 0.0, 0.0, 900.0)
    painter.end()
    assert sheet.height(200) > sheet.height(1200)


def test_the_legend_keeps_up(scene: MapScene) -> None:
    legend = Legend(scene)
    high = legend.heightForWidth(300)
    scene.apply([], [look.id for look in scene.looks()])
    assert legend.heightForWidth(300) < high
    scene.set_rings(False)
    assert legend.heightForWidth(300) == 0
