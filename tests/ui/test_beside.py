"""The client's window beside the desk: what it shows, what its three buttons do, and what it never does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from relmap.edits import fields, lessons, people, sessions
from relmap.model.lessons import Lesson
from relmap.model.people import Person
from relmap.model.therapy import Moment
from relmap.ui.client_window import ClientWindow
from tests.ui.desk import Desk, settle

K = Qt.Key


@pytest.fixture
def beside(demo_desk: Desk) -> Desk:
    """The demo's desk with the client's window open."""
    demo_desk.key(K.Key_F11)
    return demo_desk


def client_of(desk: Desk) -> ClientWindow:
    window = desk.window.beside.window
    assert window is not None
    return window


def press(desk: Desk, key: Qt.Key) -> None:
    """A key struck on the client's side."""
    QTest.keyClick(client_of(desk), key)
    settle()


def touch(desk: Desk, id: str) -> None:
    """A touch on a thing on the client's side."""
    view = client_of(desk).view
    item = view._map.item(next(iter(sorted(client_of(desk).scene.looks_of(id)))))
    assert item is not None
    at = view.viewportTransform().map(item.rect().center()).toPoint()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settle()


def a_lesson(desk: Desk) -> Lesson:
    return next(one for one in desk.document.all(Lesson) if not one.disputed and one.veil == "none")


def test_it_is_titled_map_and_nothing_more(beside: Desk) -> None:
    window = client_of(beside)
    assert window.windowTitle() == "Map"
    assert [one.accessibleName() for one in window.findChildren(QPushButton)] == [
        "I felt heard",
        "That was off",
        "Not quite",
    ]


def test_it_shows_all_that_the_desk_shows_on_the_same_places(beside: Desk) -> None:
    desk, client = beside.window.scene, client_of(beside).scene
    assert {look.id: look for look in client.looks()} == {look.id: look for look in desk.looks()}
    people.add_person(beside.document, "Somebody new")
    settle()
    assert {look.id for look in client.looks()} == {look.id for look in desk.looks()}


def test_opening_it_leaves_the_keyboard_at_the_desk(beside: Desk) -> None:
    assert beside.window.isActiveWindow()
    beside.add_people("Ines")
    assert "Ines" in beside.names


def test_f11_closes_it_and_nothing_of_it_stays(beside: Desk) -> None:
    window = client_of(beside)
    beside.key(K.Key_F11)
    assert beside.window.beside.window is None
    assert not window.scene.looks()
    settle()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, ClientWindow)]


def test_heard_by_mouse_and_by_key(beside: Desk) -> None:
    session = sessions.begin_session(beside.document)
    client_of(beside).buttons.heard.click()
    press(beside, K.Key_2)
    marks = [one.type for one in beside.document.all(Moment) if one.session == session]
    assert marks == ["heard", "that_was_off"]
    assert client_of(beside).messages.words == "Noted."


def test_a_slip_is_taken_back_where_it_was_made(beside: Desk) -> None:
    sessions.begin_session(beside.document)
    before = len(beside.document.all(Moment))
    press(beside, K.Key_1)
    client_of(beside).messages.choose(0)
    assert len(beside.document.all(Moment)) == before


def test_a_slip_takes_back_nothing_that_came_later(beside: Desk) -> None:
    sessions.begin_session(beside.document)
    press(beside, K.Key_1)
    people.add_person(beside.document, "Later")
    client_of(beside).messages.choose(0)
    assert beside.document.all(Person)[-1].name == "Later"


def test_without_a_session_nothing_is_noted_and_it_says_so(beside: Desk) -> None:
    before = beside.document.revision
    press(beside, K.Key_1)
    assert beside.document.revision == before
    assert "no session" in client_of(beside).messages.words


def test_not_quite_of_what_was_touched(beside: Desk) -> None:
    lesson = a_lesson(beside)
    touch(beside, lesson.id)
    press(beside, K.Key_3)
    assert beside.document.need(Lesson, lesson.id).disputed
    touch(beside, lesson.id)
    press(beside, K.Key_3)
    assert not beside.document.need(Lesson, lesson.id).disputed


def test_not_quite_first_and_then_the_touch(beside: Desk) -> None:
    lesson = a_lesson(beside)
    client_of(beside).buttons.not_quite.click()
    assert client_of(beside).messages.words == "Touch what is not quite right."
    touch(beside, lesson.id)
    assert beside.document.need(Lesson, lesson.id).disputed
    assert client_of(beside).messages.words == "Marked: not quite."


def test_escape_lets_not_quite_go(beside: Desk) -> None:
    lesson = a_lesson(beside)
    press(beside, K.Key_3)
    press(beside, K.Key_Escape)
    touch(beside, lesson.id)
    assert not beside.document.need(Lesson, lesson.id).disputed
    assert client_of(beside).messages.words == ""


def test_not_quite_by_keyboard_alone(beside: Desk) -> None:
    window = client_of(beside)
    window.activateWindow()
    beside.qtbot.waitUntil(window.isActiveWindow)
    window.view.setFocus()
    reached: list[str] = []
    for _ in range(200):
        press(beside, K.Key_Tab)
        if not window.view.hasFocus():
            break
        reached += window.scene.selection
    assert set(reached) >= {one.id for one in beside.document.all(Lesson) if one.veil == "none"}
    window.view.setFocus()
    window.choose(a_lesson(beside).id)
    chosen = next(iter(window.scene.selection))
    press(beside, K.Key_3)
    assert beside.document.need(Lesson, chosen).disputed


def test_it_looks_back_when_the_desk_does_and_can_do_nothing_then(beside: Desk) -> None:
    window, scene = client_of(beside), beside.window.scene
    beside.window.actions_.run("earlier")
    beside.window.actions_.run("earlier")
    assert {look.id: look for look in window.scene.looks()} == {look.id: look for look in scene.looks()}
    assert not window.line.isHidden()
    assert not window.buttons.heard.isEnabled()
    before = beside.document.revision
    sessions_before = beside.document.running
    press(beside, K.Key_1)
    assert (beside.document.revision, beside.document.running) == (before, sessions_before)
    beside.window.actions_.run("today")
    assert window.buttons.heard.isEnabled()
    assert window.line.points == ()
    assert {look.id for look in window.scene.looks()} == {look.id for look in scene.looks()}


def test_it_shows_a_year_of_life_with_the_same_ghosts(beside: Desk) -> None:
    beside.window.actions_.run("earlier_in_life")
    ghosts = {look.id for look in beside.window.scene.looks() if look.ghosted}
    assert ghosts
    assert {look.id for look in client_of(beside).scene.looks() if look.ghosted} == ghosts


def test_it_follows_the_desk_until_it_is_moved_by_hand(beside: Desk) -> None:
    window, view = client_of(beside), beside.window.view
    view.zoom_by(3.0)
    settle()
    assert window.view.shown_area().contains(view.shown_area().center())
    shown = window.view.shown_area()
    window.view.pan_by(300, 0)
    assert not window.follows
    view.zoom_by(0.5)
    settle()
    assert window.view.shown_area() != shown
    moved = window.view.shown_area()
    view.zoom_by(2.0)
    assert window.view.shown_area() == moved
    window.set_follows(True)
    assert window.view.shown_area().contains(view.shown_area().center())


def test_a_resize_is_no_hand_that_moves_it(beside: Desk) -> None:
    window = client_of(beside)
    window.resize(700, 500)
    settle()
    assert window.follows


def test_who_else_at_the_desk_is_seen_there(beside: Desk) -> None:
    lesson = a_lesson(beside)
    beside.window.selection.set([lesson.id])
    beside.window.tools.who_else(True)
    assert client_of(beside).scene.emphasis == beside.window.scene.emphasis != None  # noqa: E711  # a chain
    beside.window.tools.who_else(False)
    assert client_of(beside).scene.emphasis is None


def test_a_long_touch_shows_who_else_there_alone(beside: Desk) -> None:
    lesson, window = a_lesson(beside), client_of(beside)
    window._tool.held.emit(lesson.id)
    assert window.scene.emphasis
    assert beside.window.scene.emphasis is None


def test_a_name_never_to_be_shown_is_not_there(desk: Desk) -> None:
    person = people.add_person(desk.document, "Robin")
    people.add_other_name(desk.document, person, "Zugunruhe", never_show=True)
    lessons.add_lesson(desk.document, "I am too loud")
    fields.set_field(desk.document, person, "note", "a friend")
    desk.key(K.Key_F11)
    said = " ".join(look.spoken for look in client_of(desk).scene.looks())
    assert "Robin" in said
    assert "Zugunruhe" not in said


def test_drags_move_the_paper_and_never_a_person(beside: Desk) -> None:
    window = client_of(beside)
    before = beside.document.revision
    view = window.view.viewport()
    middle = view.rect().center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    for step in range(1, 6):
        QTest.mouseMove(view, middle + QPoint(20 * step, 0))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(100, 0))
    assert beside.document.revision == before
    assert not window.follows


def test_closing_the_case_closes_it(beside: Desk) -> None:
    window = client_of(beside)
    beside.close()
    assert not [one for one in QApplication.topLevelWidgets() if one is window]
