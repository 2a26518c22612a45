"""What is joined to what, and what lies where."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from relmap.ui.map.curves import course, mark_shares
from relmap.ui.map.grid import Grid
from relmap.ui.map.outlines import body, edge, outside
from relmap.ui.map.scene import MapScene
from relmap.ui.map.shapes import Badge, Hit, Look, NodeLook, TieLook, TieMark
from relmap.ui.theme import Theme
from tests.ui.map.samples import heron


@pytest.fixture
def scene(light: Theme) -> MapScene:
    scene = MapScene(light)
    scene.motion = False
    scene.apply(heron())
    return scene


def test_bodies_rims_ties_and_marks_are_hit(scene: MapScene) -> None:
    assert scene.hit(QPointF(-178, -86)) == Hit("mum", "body", "mum")
    assert scene.hit(QPointF(-178 - 31, -86)) == Hit("mum", "rim", "mum")
    assert scene.hit(QPointF(-178, -86 + 40)) == Hit("mum", "body", "mum")
    mark = scene.board.ties["r5"].marks[0]
    assert scene.hit(QPointF(*mark)) == Hit("u1", "mark", "r5")
    assert scene.hit(QPointF(103, 42)) == Hit("r4", "tie", "r4")
    assert scene.hit(QPointF(-560, -350)) is None


def test_a_badge_is_hit_as_its_context(scene: MapScene) -> None:
    node = scene.board.nodes["okoye"]
    left, top, right, bottom = node.caption.badge_boxes()[0]
    found = scene.hit(QPointF(node.x + (left + right) / 2, node.y + (top + bottom) / 2))
    assert found == Hit("c1", "mark", "okoye")
    assert scene.looks_of("c1") == {"okoye"}


def test_a_second_circle_is_its_own_tie(scene: MapScene) -> None:
    assert scene.hit(QPointF(335, -100)) == Hit("r9", "body", "okoye2")


def test_dragging_takes_what_is_attached_and_what_is_tied(scene: MapScene) -> None:
    scene.begin_drag(["okoye"])
    assert {"okoye", "okoye2", "r6", "t2"} <= scene.lifted
    scene.drag_to({"okoye": (10.0, -5.0)})
    assert scene.board.nodes["okoye2"].place == (345.0, -105.0)
    assert scene.place("okoye2") == (335.0, -100.0)
    scene.end_drag()
    assert scene.board.nodes["okoye2"].place == (335.0, -100.0)
    assert not scene.lifted


def test_lines_to_a_mark_follow_its_tie(scene: MapScene) -> None:
    before = scene.board.ties["k6"].course.start
    therapist = scene.look("t")
    assert isinstance(therapist, NodeLook)
    scene.apply([replace(therapist, x=200.0)])
    assert scene.board.ties["k6"].course.start != before


def test_a_line_without_an_end_waits_for_it(scene: MapScene) -> None:
    mum = scene.look("mum")
    assert mum is not None
    scene.apply([], ["mum"])
    assert not scene.board.drawn(scene.board.ties["r1"])
    assert scene.item("mum") is None
    scene.apply([mum])
    assert scene.board.drawn(scene.board.ties["r1"])


def test_a_tie_may_become_a_circle_and_back(scene: MapScene) -> None:
    scene.apply([NodeLook("r2", "second", 10, 10, attached="gran"), TieLook("r2:line", "me", "r2")])
    assert scene.board.drawn(scene.board.ties["r2:line"])
    scene.apply([TieLook("r2", "me", "gran", "warm")], ["r2:line"])
    assert isinstance(scene.look("r2"), TieLook)
    assert scene.look("r2:line") is None


def test_bounds_hold_everything(scene: MapScene) -> None:
    bounds = scene.bounds()
    assert all(bounds.contains(node.rect()) for node in scene.board.nodes.values())


def test_words_on_lines_cover_nothing(scene: MapScene) -> None:
    for tie in scene.board.ties.values():
        if tie.label_at is not None:
            left, top, right, bottom = tie.label_box(tie.label_at)
            rect = QRectF(left, top, right - left, bottom - top)
            assert not any(rect.intersects(node.rect()) for node in scene.board.nodes.values())


def test_applying_the_same_again_spoils_nothing(scene: MapScene) -> None:
    told: list[object] = []
    scene.stale.connect(told.append)
    scene.apply(heron())
    assert told == []


def test_removing_everything_leaves_nothing(scene: MapScene) -> None:
    scene.apply([], [look.id for look in scene.looks()])
    board = scene.board
    assert not board.nodes
    assert not board.ties
    assert not len(board._node_grid)
    assert not len(board._tie_grid)
    for index in (board._joined, board._attached, board._by_entity, board._mark_ties):
        assert not index


def test_a_glide_ends_where_things_belong(light: Theme) -> None:
    scene = MapScene(light)
    look = NodeLook("a", "person")
    scene.apply([look])
    scene.apply([replace(look, x=100.0)], ms=50)
    assert scene.lifted == {"a"}
    scene._glide.stop()
    assert scene.board.nodes["a"].place == (100.0, 0.0)
    assert not scene.lifted


_numbers = st.floats(-900, 900, allow_nan=False)
_boxes = st.tuples(_numbers, _numbers, st.floats(0, 400), st.floats(0, 400))


@given(st.lists(_boxes, max_size=30), _boxes)
def test_the_grid_finds_whatever_touches(things: list[tuple[float, ...]], asked: tuple[float, ...]) -> None:
    grid: Grid[int] = Grid()
    boxes = [(x, y, x + w, y + h) for x, y, w, h in things]
    for number, box in enumerate(boxes):
        grid.put(number, [box], max(box[2] - box[0], box[3] - box[1]))
    x, y, w, h = asked
    query = (x, y, x + w, y + h)
    touching = {
        number
        for number, box in enumerate(boxes)
        if box[0] <= query[2] and query[0] <= box[2] and box[1] <= query[3] and query[1] <= box[3]
    }
    assert touching <= grid.near(query)
    for number in range(len(boxes)):
        grid.drop(number)
    assert grid.near((-5000, -5000, 5000, 5000)) == set()


@given(st.sampled_from(["person", "lesson", "experience", "role", "place"]), _numbers, _numbers)
def test_a_line_meets_an_outline(shape: str, dx: float, dy: float) -> None:
    here = body(shape, 60.0)  # type: ignore[arg-type]  # sampled from the shapes
    if abs(dx) + abs(dy) > 1.0:
        assert abs(outside(here, *edge(here, dx, dy))) < 0.5
        assert outside(here, *edge(here, dx, dy, 5.0)) > 2.0


@given(_numbers, _numbers, _numbers, _numbers, st.floats(0.05, 0.4))
def test_lines_bend_outward(ax: float, ay: float, bx: float, by: float, curve: float) -> None:
    here = body("moment")
    bent = course((ax, ay), here, (bx, by), here, curve)
    inward = course((ax, ay), here, (bx, by), here, -curve)
    if bent.bend is not None and inward.bend is not None:
        assert bent.bend[0] ** 2 + bent.bend[1] ** 2 >= inward.bend[0] ** 2 + inward.bend[1] ** 2 - 1e-6


@given(st.integers(0, 40), st.floats(1, 600))
def test_marks_stay_on_their_line(count: int, length: float) -> None:
    shares = mark_shares(count, length, 29.0)
    assert len(shares) == count
    assert shares == sorted(shares)
    assert all(0.0 <= share <= 1.0 for share in shares)


def test_many_looks_of_one_entity(light: Theme) -> None:
    scene = MapScene(light)
    tie = TieLook("r", "a", "b", "room", marks=(TieMark("disruption", "u"),))
    looks: list[Look] = [
        NodeLook("a", "person", badges=(Badge("class", ("c", "d")),)),
        NodeLook("b", "person", 200),
        tie,
    ]
    scene.apply(looks)
    assert scene.looks_of("u") == {"r"}
    assert scene.looks_of("d") == {"a"}
    scene.set_selection(["u", "c"])
    assert scene.selection == {"u", "c"}
