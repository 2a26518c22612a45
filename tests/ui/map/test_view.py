"""Zoom, pan, and who gets the mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMargins, QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relmap.ui.map.scene import MapScene
from relmap.ui.map.shapes import Hit, NodeLook
from relmap.ui.map.tool import IdleTool
from relmap.ui.map.view import LARGEST, SMALLEST, MapView
from relmap.ui.theme import Theme
from tests.ui.map.samples import heron, many

LEFT = Qt.MouseButton.LeftButton
MIDDLE = Qt.MouseButton.MiddleButton


class Recorder(IdleTool):
    """Writes down what it is told; takes the mouse when it hits something."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def note(self, what: str, hit: Hit | None) -> None:
        self.told.append((what, hit.id if hit is not None else ""))

    def press(self, point: QPointF, hit: Hit | None, modifiers: Qt.KeyboardModifier) -> bool:
        self.note("press", hit)
        return hit is not None

    def move(self, point: QPointF, hit: Hit | None, modifiers: Qt.KeyboardModifier) -> None:
        self.note("move", hit)

    def release(self, point: QPointF, hit: Hit | None, modifiers: Qt.KeyboardModifier) -> None:
        self.note("release", hit)

    def double_click(self, point: QPointF, hit: Hit | None) -> None:
        self.note("double", hit)

    def long_press(self, point: QPointF, hit: Hit | None) -> None:
        self.note("long", hit)

    def cancel(self) -> None:
        self.told.append(("cancel", ""))


@pytest.fixture
def view(light: Theme, qtbot: QtBot) -> Iterator[MapView]:
    scene = MapScene(light)
    scene.motion = False
    scene.apply(heron())
    view = MapView(scene)
    qtbot.addWidget(view)
    view.resize(900, 640)
    view.show()
    view.fit()
    view.settle()
    yield view
    view.hide()


def at(view: MapView, id: str) -> QPoint:
    node = view._map.board.nodes[id]
    return view.viewportTransform().map(QPointF(node.x, node.y)).toPoint()


def test_fit_shows_everything_clear_of_what_floats(view: MapView) -> None:
    view.set_insets(QMargins(0, 0, 0, 90))
    view.fit()
    seen = view.viewportTransform().mapRect(view._map.bounds())
    assert QRectF(view.viewport().rect().adjusted(0, 0, 0, -90)).contains(seen)


def test_where_people_read_from_the_right_the_map_is_shown_as_well(
    qapp: QApplication, light: Theme, qtbot: QtBot
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        scene = MapScene(light)
        scene.apply(heron())
        view = MapView(scene)
        qtbot.addWidget(view)
        view.resize(900, 640)
        view.show()
        view.set_insets(QMargins(300, 0, 0, 0))
        view.fit()
        assert view.shows_all()
        view.hide()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_zoom_keeps_the_pointed_place(view: MapView) -> None:
    pivot = QPointF(220, 140)
    before = view.scene_point(pivot)
    view.zoom_by(1.7, pivot)
    after = view.scene_point(pivot)
    assert abs(after.x() - before.x()) * view.zoom() <= 1.0
    assert abs(after.y() - before.y()) * view.zoom() <= 1.0


def test_zoom_has_limits(view: MapView) -> None:
    for _ in range(40):
        view.zoom_by(3.0)
    assert view.zoom() == LARGEST
    for _ in range(40):
        view.zoom_by(0.3)
    assert view.zoom() == SMALLEST


def test_a_press_on_a_thing_goes_to_the_tool(view: MapView) -> None:
    tool = Recorder()
    view.set_tool(tool)
    QTest.mousePress(view.viewport(), LEFT, pos=at(view, "mum"))
    QTest.mouseMove(view.viewport(), at(view, "mum") + QPoint(30, 0))
    QTest.mouseRelease(view.viewport(), LEFT, pos=at(view, "mum"))
    assert tool.told[0] == ("press", "mum")
    assert tool.told[-1] == ("release", "mum")


def test_empty_paper_is_dragged(view: MapView) -> None:
    tool = Recorder()
    view.set_tool(tool)
    start = QPoint(8, 8)
    before = view.scene_point(QPointF(100, 100))
    QTest.mousePress(view.viewport(), LEFT, pos=start)
    for step in (20, 40, 60):
        QTest.mouseMove(view.viewport(), start + QPoint(step, 0))
    QTest.mouseRelease(view.viewport(), LEFT, pos=start + QPoint(60, 0))
    assert view.scene_point(QPointF(100, 100)).x() < before.x()
    assert [what for what, _ in tool.told] == ["press"]


def test_a_click_on_empty_paper_is_told(view: MapView) -> None:
    tool = Recorder()
    view.set_tool(tool)
    QTest.mouseClick(view.viewport(), LEFT, pos=QPoint(8, 8))
    assert tool.told == [("press", ""), ("release", "")]


def test_the_middle_button_pans_over_things_too(view: MapView) -> None:
    tool = Recorder()
    view.set_tool(tool)
    before = view.scene_point(QPointF(0, 0))
    QTest.mousePress(view.viewport(), MIDDLE, pos=at(view, "mum"))
    QTest.mouseMove(view.viewport(), at(view, "mum") + QPoint(0, 50))
    QTest.mouseRelease(view.viewport(), MIDDLE, pos=at(view, "mum") + QPoint(0, 50))
    assert tool.told == []
    assert view.scene_point(QPointF(0, 0)) != before


def test_a_double_click_is_not_a_second_click(view: MapView) -> None:
    tool = Recorder()
    view.set_tool(tool)
    place = at(view, "sam")
    QTest.mouseClick(view.viewport(), LEFT, pos=place)
    QTest.mouseDClick(view.viewport(), LEFT, pos=place)
    assert ("double", "sam") in tool.told
    assert sum(what == "release" for what, _ in tool.told) <= 2


def test_a_long_press_is_told(view: MapView, qtbot: QtBot) -> None:
    tool = Recorder()
    view.set_tool(tool)
    view._long.setInterval(5)
    QTest.mousePress(view.viewport(), LEFT, pos=at(view, "sam"))
    qtbot.waitUntil(lambda: ("long", "sam") in tool.told, timeout=1000)
    QTest.mouseRelease(view.viewport(), LEFT, pos=at(view, "sam"))


def test_another_tool_cancels_the_first(view: MapView) -> None:
    tool = Recorder()
    view.set_tool(tool)
    view.set_tool(None)
    assert tool.told == [("cancel", "")]


def test_reveal_moves_as_little_as_possible(view: MapView) -> None:
    before = view.viewportTransform()
    view.reveal("mum")
    assert view.viewportTransform() == before
    view._map.apply([NodeLook("far", "person", 4000, 0)])
    view.reveal("far")
    assert view.viewport().rect().contains(at(view, "far"))


def test_the_window_keeps_the_keys(view: MapView) -> None:
    before = view.viewportTransform()
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.viewportTransform() == before


def test_a_large_map_comes_sharp_by_itself(light: Theme, qtbot: QtBot) -> None:
    scene = MapScene(light)
    scene.apply(many(2500))
    view = MapView(scene)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    view.fit()
    QApplication.sendPostedEvents()
    for _ in range(4):
        view.pan_by(30, 10)
        view.viewport().repaint()
    view.zoom_by(1.3)
    view.viewport().repaint()
    qtbot.waitUntil(lambda: view.settled, timeout=10_000)
    view.hide()


def test_it_dies_in_the_middle_of_painting(light: Theme, qtbot: QtBot) -> None:
    scene = MapScene(light)
    scene.apply(many(600))
    view = MapView(scene)
    view.resize(600, 400)
    view.fit()
    view.settle()
    scene.stale.emit(None)
    view._aim()
    assert not view._frame.advance(0.0)
    view.close()
    view.deleteLater()
    QApplication.sendPostedEvents()
