"""Conversations with the mouse: dragging, drawing a tie from a rim, a lasso, and letting go of each in the middle."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from relmap.edits import people, placing
from relmap.model.geometry import closeness_at, distance, ring
from relmap.model.people import Person, Relationship
from relmap.model.ratings import current_rating
from relmap.model.seats import client, main_tie, therapist, ties_between
from relmap.ui.map.shapes import Place
from tests.ui.desk import ALT, CTRL, LEFT, SHIFT, Desk, K


@pytest.fixture
def three(desk: Desk) -> Desk:
    """A desk with three people at places of their own."""
    desk.add_people("Mum", "Dad", "Sam")
    for name, place in (("Mum", (-300.0, -60.0)), ("Dad", (280.0, -120.0)), ("Sam", (230.0, 150.0))):
        placing.move(desk.document, {desk.named(name).id: place})
    desk.window.view.fit()
    return desk


def closeness(desk: Desk, name: str) -> int | None:
    tie = main_tie(desk.document, desk.named(name).id)
    assert tie is not None
    rating = current_rating(desk.document, tie.id, "closeness")
    return rating.value if rating is not None else None


def near(place: Place, x: float, y: float) -> bool:
    return math.hypot(place[0] - x, place[1] - y) < 3.0


# dragging


def test_nearer_by_hand_rates_and_moves_in_one_step(three: Desk) -> None:
    mum = three.named("Mum").id
    start, before = three.at(mum), three.verbs
    three.press(start)
    goal = QPointF(-170.0, -40.0)
    three.move(QPointF(-290.0, -60.0), QPointF(-230.0, -50.0), goal)
    assert three.window.scene.lifted
    assert three.place(mum) == (-300.0, -60.0)
    three.release(goal)
    assert three.verbs == [*before, "move"]
    assert closeness(three, "Mum") == closeness_at(goal.x(), goal.y())
    x, y = three.place(mum)
    assert abs(distance(x, y) - ring(closeness_at(goal.x(), goal.y()))) <= 19.0 + 0.01
    assert not three.window.scene.lifted
    three.key(K.Key_Z, CTRL)
    assert near(three.place(mum), -300.0, -60.0)
    assert closeness(three, "Mum") is None


def test_round_the_ring_moves_and_rates_nothing(three: Desk) -> None:
    mum = three.named("Mum").id
    three.drag(three.at(mum), QPointF(-300.0, 60.0))
    assert closeness(three, "Mum") is None
    assert near(three.place(mum), -300.0, 60.0)


def test_without_rings_distance_means_nothing(three: Desk) -> None:
    three.window.look.toggle("rings")
    three.drag(three.at(three.named("Mum").id), QPointF(-150.0, -40.0))
    assert closeness(three, "Mum") is None
    assert near(three.place(three.named("Mum").id), -150.0, -40.0)


def test_the_closeness_is_shown_while_dragging(three: Desk) -> None:
    start = three.at(three.named("Mum").id)
    three.press(start)
    three.move(QPointF(-250.0, -50.0), QPointF(-150.0, -40.0))
    preview = three.window.scene._preview
    assert preview is not None
    assert preview.words == f"close {closeness_at(-150.0, -40.0)} of 10"
    three.release(QPointF(-150.0, -40.0))
    assert three.window.scene._preview is None


def test_a_trembling_click_moves_nothing(three: Desk) -> None:
    mum = three.at(three.named("Mum").id)
    before = three.verbs
    three.press(mum)
    three.move(mum + QPointF(2.0, 1.0))
    three.release(mum + QPointF(2.0, 1.0))
    assert three.verbs == before
    assert three.selected == [three.named("Mum").id]


def test_several_move_together_and_are_not_rated(three: Desk) -> None:
    mum, dad = three.named("Mum").id, three.named("Dad").id
    three.click(mum)
    three.click(dad, CTRL)
    before = three.verbs
    three.drag(three.at(mum), three.at(mum) + QPointF(90.0, 30.0))
    assert near(three.place(mum), -210.0, -30.0)
    assert near(three.place(dad), 370.0, -90.0)
    assert three.verbs == [*before, "move"]
    assert (closeness(three, "Mum"), closeness(three, "Dad")) == (None, None)


def test_a_rated_person_among_several_keeps_to_their_ring(three: Desk) -> None:
    mum, dad = three.named("Mum").id, three.named("Dad").id
    three.drag(three.at(mum), QPointF(-150.0, -40.0))
    rated = closeness(three, "Mum")
    three.click(mum)
    three.click(dad, SHIFT)
    three.drag(three.at(dad), three.at(dad) + QPointF(0.0, -80.0))
    assert closeness(three, "Mum") == rated
    x, y = three.place(mum)
    assert rated is not None
    assert abs(distance(x, y) - ring(rated)) <= 19.0 + 0.01


def test_the_client_cannot_be_dragged(three: Desk) -> None:
    centre = client(three.document)
    assert centre is not None
    before = three.verbs
    three.drag(three.at(centre.id), QPointF(80.0, 80.0))
    assert three.verbs == before
    assert three.place(centre.id) == (0.0, 0.0)


def test_a_second_circle_moves_with_its_person(three: Desk) -> None:
    centre, dad = client(three.document), three.named("Dad")
    assert centre is not None
    second = people.add_tie(three.document, centre.id, dad.id)
    three.drag(three.at(second), three.at(second) + QPointF(60.0, 20.0))
    assert near(three.place(dad.id), 340.0, -100.0)


def test_escape_in_the_middle_of_a_drag_leaves_nothing(three: Desk) -> None:
    mum = three.named("Mum").id
    before = three.verbs
    three.press(three.at(mum))
    three.move(QPointF(-250.0, -50.0), QPointF(-150.0, -40.0))
    three.key(K.Key_Escape)
    assert not three.window.scene.lifted
    assert three.window.scene._preview is None
    three.move(QPointF(-100.0, -30.0))
    three.release(QPointF(-100.0, -30.0))
    assert three.place(mum) == (-300.0, -60.0)
    assert three.verbs == before


def test_what_is_undone_while_it_is_dragged_ends_the_drag(three: Desk) -> None:
    three.add_people("Gone")
    gone = three.named("Gone").id
    start = three.at(gone)
    three.press(start)
    three.move(start + QPointF(30.0, 20.0), start + QPointF(60.0, 30.0))
    three.key(K.Key_Z, CTRL)
    three.move(start + QPointF(80.0, 30.0))
    three.release(start + QPointF(80.0, 30.0))
    assert three.names == ["Mum", "Dad", "Sam"]
    assert not three.window.scene.lifted
    assert three.window.scene._preview is None


# drawing a tie


def rim(desk: Desk, id: str) -> QPointF:
    """A point on the rim of a circle, away from its tie and its name."""
    middle = desk.at(id)
    for turn in range(0, 360, 15):
        way = QPointF(math.cos(math.radians(turn)), math.sin(math.radians(turn)))
        for reach in (31.0, 33.0, 35.0):
            hit = desk.window.scene.hit(middle + way * reach)
            if hit is not None and (hit.part, hit.id) == ("rim", id):
                return middle + way * reach
    raise AssertionError("no rim")


def test_from_rim_to_rim_makes_a_tie(three: Desk) -> None:
    mum, dad = three.named("Mum").id, three.named("Dad").id
    before = three.verbs
    three.drag(rim(three, mum), QPointF(0.0, -150.0), three.at(dad))
    assert three.verbs == [*before, "add_tie"]
    assert len(ties_between(three.document, mum, dad)) == 1
    assert three.place(mum) == (-300.0, -60.0)


def test_from_a_rim_to_somebody_tied_already_makes_a_second_tie(three: Desk) -> None:
    centre, mum = client(three.document), three.named("Mum").id
    assert centre is not None
    three.drag(rim(three, mum), three.at(centre.id))
    assert len(ties_between(three.document, centre.id, mum)) == 2


def test_from_a_rim_to_paper_makes_nothing(three: Desk) -> None:
    before = three.verbs
    three.drag(rim(three, three.named("Mum").id), three.empty_place())
    assert three.verbs == before
    assert three.window.scene._preview is None


def test_back_to_the_same_person_makes_nothing(three: Desk) -> None:
    mum = three.named("Mum").id
    before = three.verbs
    three.drag(rim(three, mum), QPointF(-200.0, 40.0), three.at(mum))
    assert three.verbs == before


def test_escape_while_a_tie_is_drawn_leaves_nothing(three: Desk) -> None:
    before = three.verbs
    three.press(rim(three, three.named("Mum").id))
    three.move(QPointF(-200.0, -100.0), QPointF(0.0, -150.0), three.at(three.named("Dad").id))
    three.key(K.Key_Escape)
    assert three.window.scene._preview is None
    three.release(three.at(three.named("Dad").id))
    assert three.verbs == before


def test_the_tie_of_a_whole_room_of_people_is_one_row(three: Desk) -> None:
    three.drag(rim(three, three.named("Sam").id), three.at(three.named("Dad").id))
    tie = three.all(Relationship)[-1]
    assert {tie.a, tie.b} == {three.named("Sam").id, three.named("Dad").id}
    assert tie.author == "client"


# selecting


def test_a_lasso_selects_what_it_goes_round(three: Desk) -> None:
    three.drag(
        QPointF(150.0, -190.0), QPointF(400.0, -190.0), QPointF(400.0, 220.0), QPointF(150.0, 220.0), modifiers=SHIFT
    )
    assert set(three.selected) == {three.named("Dad").id, three.named("Sam").id}


def test_escape_in_the_middle_of_a_lasso_keeps_the_selection(three: Desk) -> None:
    three.click(three.named("Mum").id)
    three.press(QPointF(150.0, -190.0), SHIFT)
    three.move(QPointF(300.0, -190.0), QPointF(400.0, 220.0))
    three.key(K.Key_Escape)
    assert three.window.scene._preview is None
    three.release(QPointF(150.0, 220.0), SHIFT)
    assert three.selected == [three.named("Mum").id]


def test_clicks_with_ctrl_add_and_let_go(three: Desk) -> None:
    mum, dad = three.named("Mum").id, three.named("Dad").id
    three.click(mum)
    three.click(dad, CTRL)
    assert three.selected == [mum, dad]
    three.click(mum, CTRL)
    assert three.selected == [dad]
    three.click_paper(three.empty_place())
    assert three.selected == []


def test_everything_at_once(three: Desk) -> None:
    three.key(K.Key_A, CTRL)
    assert set(three.selected) == {person.id for person in three.all(Person)}


def test_a_tie_is_selected_by_its_line(three: Desk) -> None:
    tie = main_tie(three.document, three.named("Mum").id)
    assert tie is not None
    item = three.window.scene.item(tie.id)
    assert item is not None
    three.click_paper(QPointF(-150.0, -30.0))
    assert three.selected == [tie.id]


def test_paper_is_panned_with_the_mouse(three: Desk) -> None:
    paper = three.empty_place()
    before = three.pixel(paper)
    start = before
    QTest.mousePress(three.window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 6):
        QTest.mouseMove(three.window.windowHandle(), start + QPoint(20 * step, 10 * step))
    QTest.mouseRelease(three.window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, start + QPoint(100, 50))
    assert (three.pixel(paper) - before).manhattanLength() == pytest.approx(150, abs=2)
    assert three.selected == []


def test_the_menu_of_a_thing_by_the_right_button(three: Desk) -> None:
    dad = three.named("Dad").id
    view = three.window.view
    where = view.viewportTransform().map(three.at(dad)).toPoint()
    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QApplication

    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, view.viewport().mapToGlobal(where))
    QApplication.sendEvent(view.viewport(), event)
    (menu,) = [one for one in three.window.findChildren(QMenu) if one.isVisible()]
    words = [action.text() for action in menu.actions()]
    assert "Remove what is selected" in words
    assert three.selected == [dad]
    menu.close()


# where things stay


def test_what_was_moved_by_hand_stays_when_arranged(three: Desk) -> None:
    places = {person.id: three.place(person.id) for person in three.all(Person)}
    three.key(K.Key_A, CTRL | SHIFT)
    for name in ("Mum", "Dad", "Sam"):
        id = three.named(name).id
        assert three.place(id) == places[id]


def test_a_place_survives_reopening(three: Desk) -> None:
    three.drag(three.at(three.named("Mum").id), QPointF(-310.0, 90.0))
    there = three.place(three.named("Mum").id)
    host = therapist(three.document)
    assert host is not None
    room = three.place(host.id)
    three.reopen()
    assert three.place(three.named("Mum").id) == there
    assert three.place(host.id) == room


def test_a_second_circle_with_a_place_of_its_own_goes_along_and_stays(three: Desk) -> None:
    centre, dad = client(three.document), three.named("Dad")
    assert centre is not None
    second = people.add_tie(three.document, centre.id, dad.id)
    placing.move(three.document, {second: three.place(second)})
    x, y = three.place(dad.id)
    beside = three.place(second)[0] - x, three.place(second)[1] - y
    three.drag(three.at(dad.id), three.at(dad.id) + QPointF(30.0, 60.0))
    x, y = three.place(dad.id)
    assert (three.place(second)[0] - x, three.place(second)[1] - y) == pytest.approx(beside, abs=0.5)
    three.click(dad.id)
    three.key(K.Key_Right, ALT | SHIFT)
    three.reopen()
    x, y = three.place(dad.id)
    assert (three.place(second)[0] - x, three.place(second)[1] - y) == pytest.approx(beside, abs=0.5)
