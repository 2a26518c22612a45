"""The cover: nothing of a case is left for eye, ear or key in any window, and all come back to where they were."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QToolTip, QWidget

from relmap.edits.lessons import add_lesson
from relmap.edits.things import add_note
from relmap.model.lessons import Lesson
from relmap.model.people import Person
from relmap.ui.client_window import ClientWindow
from relmap.ui.cover import Cover
from relmap.ui.leaving_question import LeavingQuestion
from relmap.ui.shelter import Shelter
from tests.ui.desk import CTRL, LEFT, NONE, SHIFT, Desk, K, settle

SENTINEL = "Quokkawort"


def shelter(desk: Desk) -> Shelter:
    return desk.window.locking.shelter


def client_of(desk: Desk) -> ClientWindow:
    window = desk.window.beside.window
    assert window is not None
    return window


def cover_of(window: QWidget) -> Cover:
    (cover,) = window.findChildren(Cover)
    return cover


def spoken(root: QAccessibleInterface | None) -> list[str]:
    """Every text that a screen reader can find from here on."""
    if root is None or not root.isValid():
        return []
    kinds = (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)
    found = [words for kind in kinds if (words := root.text(kind))]
    text = root.textInterface()
    if text is not None:
        found.append(text.text(0, text.characterCount()))
    for index in range(root.childCount()):
        found += spoken(root.child(index))
    return found


def all_spoken() -> list[str]:
    """From the application, and from each window by itself."""
    application = QApplication.instance()
    assert application is not None
    found = spoken(QAccessible.queryAccessibleInterface(application))
    for widget in QApplication.topLevelWidgets():
        if widget.isVisible():
            found += spoken(QAccessible.queryAccessibleInterface(widget))
    return found


def colours(widget: QWidget) -> set[str]:
    """What is seen of a window, but for its middle where the cover says that it is one."""
    picture = widget.grab().toImage()
    width, height = picture.width(), picture.height()
    points = [(x, y) for x in range(0, width, 7) for y in range(0, height, 7)]
    outside = [(x, y) for x, y in points if abs(x - width / 2) > 0.25 * width or abs(y - height / 2) > 0.35 * height]
    return {picture.pixelColor(x, y).name() for x, y in outside}


@pytest.fixture
def told(demo_desk: Desk) -> Desk:
    """The demo with sentinels in a name, a lesson and a note, one of them selected."""
    person = demo_desk.all(Person)[3]
    with demo_desk.document.edit("test"):
        person.name = f"{SENTINEL} the first"
    add_lesson(demo_desk.document, text=f"Said {SENTINEL}")
    add_note(demo_desk.document, person.id, f"About {SENTINEL}")
    settle()
    demo_desk.window.selection.set([person.id])
    settle()
    return demo_desk


def test_nothing_is_seen_or_heard_of_the_case(told: Desk) -> None:
    told.window.beside.open()
    told.window.show_help()
    told.window.show_view("lessons")
    told.window.show_view("map")
    settle()
    assert any(SENTINEL in words for words in all_spoken()), "a screen reader finds it before"
    assert len(colours(told.window)) > 10
    shelter(told).cover()
    settle()
    assert not [words for words in all_spoken() if SENTINEL in words]
    heard = all_spoken()
    for person in told.all(Person):
        assert person.name not in heard
    for window in (told.window, client_of(told), told.window._help):
        assert window is not None
        assert len(colours(window)) == 1, window
        assert window.windowTitle() == "relmap"
    shelter(told).uncover()
    assert any(SENTINEL in words for words in all_spoken())
    assert client_of(told).windowTitle() == "Map"
    assert told.window._help is not None
    assert told.window._help.windowTitle() == "relmap: help"
    told.window._help.close()


def test_what_stands_in_front_for_a_moment_goes(told: Desk) -> None:
    window = told.window
    QToolTip.showText(QPoint(5, 5), SENTINEL, window)
    window.export_map()
    settle()
    assert [one for one in window.findChildren(LeavingQuestion) if one.isVisible()]
    window.show_menu()
    settle()
    assert QApplication.activePopupWidget() is not None
    shelter(told).cover()
    settle()
    assert QApplication.activePopupWidget() is None
    assert QApplication.activeModalWidget() is None
    told.qtbot.waitUntil(lambda: not QToolTip.isVisible())
    assert {one for one in QApplication.topLevelWidgets() if one.isVisible()} == {window}
    told.key(K.Key_B)
    assert not shelter(told).covered


def test_what_was_found_is_put_away(told: Desk) -> None:
    told.key(K.Key_K, CTRL)
    told.type(SENTINEL)
    assert told.window.find_box.results.rowCount()
    told.key(K.Key_B, CTRL)
    assert shelter(told).covered
    assert told.window.find_box.results.rowCount() == 0
    assert not [words for words in all_spoken() if SENTINEL in words]
    told.enter()
    assert not shelter(told).covered


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (K.Key_F5, NONE), (K.Key_Z, CTRL), (K.Key_Delete, NONE), (K.Key_Backspace, NONE), (K.Key_P, NONE),
        (K.Key_K, CTRL), (K.Key_Escape, NONE), (K.Key_A, CTRL), (K.Key_2, CTRL), (K.Key_F10, NONE), (K.Key_F1, NONE),
        (K.Key_F11, NONE), (K.Key_W, CTRL), (K.Key_Q, CTRL), (K.Key_E, CTRL), (K.Key_Left, NONE), (K.Key_N, SHIFT),
        (K.Key_X, NONE), (K.Key_Tab, NONE), (K.Key_Up, Qt.KeyboardModifier.AltModifier), (K.Key_L, CTRL | SHIFT),
    ],
)  # fmt: skip
def test_no_key_reaches_the_case(told: Desk, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    shelter(told).cover()
    before = told.document.revision, told.selected, told.window.pages.current, told.settings.legend
    told.key(key, modifiers)
    settle()
    after = told.document.revision, told.selected, told.window.pages.current, told.settings.legend
    assert after == before
    assert shelter(told).covered
    assert told.window.isVisible()
    assert not told.typing
    assert told.window.beside.window is None
    assert QApplication.activePopupWidget() is None
    assert told.focus in cover_of(told.window).findChildren(QPushButton)
    assert {one for one in QApplication.topLevelWidgets() if one.isVisible()} == {told.window}


@pytest.mark.parametrize("key", [K.Key_B, K.Key_Return, K.Key_Enter, K.Key_Space])
def test_its_own_keys_go_on_with_the_keyboard_where_it_was(told: Desk, key: Qt.Key) -> None:
    told.window.view.setFocus()
    told.key(K.Key_B)
    assert shelter(told).covered
    told.key(key)
    assert not shelter(told).covered
    assert told.in_focus(told.window.view)
    told.key(K.Key_P)
    assert told.typing


def test_a_click_on_its_button_goes_on_and_one_beside_it_does_not(told: Desk) -> None:
    told.click_on(told.part(QWidget, "Cover every window"))
    assert shelter(told).covered
    person = told.all(Person)[3].id
    before = told.document.revision
    at = QPoint(told.window.width() // 2, told.window.height() // 4)
    QTest.mouseDClick(told.window.windowHandle(), LEFT, NONE, at)
    QTest.mouseClick(told.window.windowHandle(), Qt.MouseButton.RightButton, NONE, at)
    assert shelter(told).covered
    assert told.document.revision == before
    assert told.selected == [person]
    assert QApplication.activePopupWidget() is None
    told.click_on(told.part(QPushButton, "Go on"))
    assert not shelter(told).covered


def test_what_is_typed_is_stored_first_and_the_field_keeps_the_keyboard(told: Desk) -> None:
    person = told.all(Person)[3]
    told.click_on(told.part(QWidget, f"{person.id}:pronouns"))
    paper = told.focus
    assert isinstance(paper, QPlainTextEdit)
    before = person.pronouns or ""
    told.type(" or they")
    assert told.document.need(Person, person.id).pronouns == before
    told.key(K.Key_B, CTRL)
    assert shelter(told).covered
    assert told.document.need(Person, person.id).pronouns == f"{before} or they"
    told.key(K.Key_B)
    assert told.focus is paper
    told.type("!")
    assert paper.toPlainText() == f"{before} or they!"


def test_words_on_the_map_are_kept_as_on_leaving_them(told: Desk) -> None:
    told.window.view.setFocus()
    told.key(K.Key_L)
    told.type("Half of it")
    told.key(K.Key_B, CTRL)
    assert "Half of it" in [lesson.text for lesson in told.all(Lesson)]
    told.key(K.Key_Space)
    assert not told.typing
    assert told.in_focus(told.window.view)


def test_words_that_cannot_be_stored_are_covered_and_still_there(told: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from relmap.words import Trouble

    def full(*_: object, **__: object) -> None:
        raise Trouble("The disk is full.")

    told.window.view.setFocus()
    told.key(K.Key_L)
    told.type(SENTINEL)
    monkeypatch.setattr(told.document, "edit", full)
    told.key(K.Key_B, CTRL)
    assert shelter(told).covered
    assert not [words for words in all_spoken() if SENTINEL in words]
    told.key(K.Key_B)
    assert told.typing
    assert told.typed == SENTINEL
    assert isinstance(told.focus, QPlainTextEdit)


def test_a_drag_ends_where_it_began(told: Desk) -> None:
    person = told.named(f"{SENTINEL} the first").id
    at, before = told.at(person), told.document.revision
    told.press(at)
    told.move(told.at(person, 20, 20), told.at(person, 60, 60))
    shelter(told).cover()
    told.move(told.at(person, 90, 90))
    told.release(told.at(person, 90, 90))
    told.key(K.Key_B)
    settle()
    assert told.document.revision == before
    assert told.at(person) == at
    told.move(told.at(person, 30, 30))
    assert told.at(person) == at


def test_what_was_armed_is_let_go_of_and_what_was_selected_stays(told: Desk) -> None:
    armed: list[str] = []
    told.window.tools.armed.connect(armed.append)
    selected = told.selected
    told.window.view.setFocus()
    told.key(K.Key_R)
    told.key(K.Key_B)
    assert armed == ["tie", ""]
    told.key(K.Key_B)
    assert told.selected == selected


def test_a_mistake_while_storing_covers_all_the_same(told: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> bool:
        raise RuntimeError

    monkeypatch.setattr(shelter(told)._windows[0], "keep", broken)
    with pytest.raises(RuntimeError):
        shelter(told).cover()
    assert len(colours(told.window)) == 1


def test_a_window_that_is_opened_while_covered_opens_covered(told: Desk) -> None:
    shelter(told).cover()
    told.window.beside.open()
    settle()
    assert len(colours(client_of(told))) == 1
    assert not [words for words in all_spoken() if SENTINEL in words]
    client_of(told).messages.tell(SENTINEL)
    settle()
    assert len(colours(client_of(told))) == 1
    assert not [words for words in all_spoken() if SENTINEL in words]
    shelter(told).uncover()
    settle()
    assert len(colours(client_of(told))) > 10


def test_the_client_covers_and_goes_on_by_the_same_keys(told: Desk) -> None:
    told.window.beside.open()
    window = client_of(told)
    window.activateWindow()
    told.qtbot.waitUntil(window.isActiveWindow)
    for keys in ((K.Key_B, NONE), (K.Key_B, CTRL)):
        QTest.keyClick(window.windowHandle(), *keys)
        assert shelter(told).covered
        before = told.document.revision
        QTest.keyClick(window.windowHandle(), K.Key_1)
        assert told.document.revision == before
        QTest.keyClick(window.windowHandle(), K.Key_Return)
        assert not shelter(told).covered
    assert [one.text() for one in cover_of(window).findChildren(QPushButton) if not one.isHidden()] == ["Go on"]


def test_it_follows_the_size_of_its_window(told: Desk) -> None:
    shelter(told).cover()
    told.window.resize(1200, 800)
    settle()
    assert len(colours(told.window)) == 1
    shelter(told).uncover()
    settle()
    assert told.window.view.isVisible()
    middle = told.window.centralWidget()
    assert middle is not None
    assert middle.size() == told.window.size()


def test_b_covers_in_every_view_and_types_where_words_are_typed(told: Desk) -> None:
    for view in ("lessons", "room"):
        told.window.show_view(view)
        told.key(K.Key_B)
        assert shelter(told).covered, view
        told.key(K.Key_B)
        assert not shelter(told).covered
    told.key(K.Key_K, CTRL)
    told.type("b")
    assert not shelter(told).covered
    assert told.window.find_box.text() == "b"


def test_covering_fifty_times_leaves_every_part_as_it_was(told: Desk) -> None:
    told.window.beside.open()
    settle()
    before = {one: one.geometry() for one in told.window.findChildren(QWidget) if one.isVisible()}
    count = len(told.window.findChildren(QWidget))
    for _ in range(50):
        shelter(told).cover()
        shelter(told).uncover()
    settle()
    after = {one: one.geometry() for one in told.window.findChildren(QWidget) if one.isVisible()}
    assert after == before
    assert len(told.window.findChildren(QWidget)) == count + len(cover_of(told.window).findChildren(QWidget)) + 1
