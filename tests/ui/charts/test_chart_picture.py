"""A chart in the window, closer: what is kept and what is not, small windows, the past that leaves, what goes wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from relmap.edits.fields import set_field
from relmap.edits.lessons import add_lesson
from relmap.edits.people import add_person
from relmap.edits.sessions import begin_session, end_session
from relmap.model.lessons import Lesson
from relmap.ui.charts.page import ChartsPage
from relmap.ui.errors import forget_last_error
from relmap.ui.leaving_question import LeavingQuestion
from relmap.ui.theme import themes
from tests.casefiles import set_cover
from tests.ui.desk import CTRL, Desk, K, settle
from tests.ui.probes import said_by

SECRET = "Quillonwort"


def charts(desk: Desk, key: str = "lesson") -> ChartsPage:
    """The view of charts with one chosen and drawn."""
    desk.key(K.Key_6, CTRL)
    page = desk.window.pages.page("charts")
    assert isinstance(page, ChartsPage)
    desk.qtbot.waitUntil(lambda: page.picture.data is not None, timeout=20_000)
    page.side.choose(key)
    settle()
    return page


def point_at(desk: Desk, page: ChartsPage, number: int) -> None:
    at = page.picture.mapTo(desk.window, page.picture.box_of(number).center())
    QTest.mouseMove(desk.window.windowHandle(), at)


def kept_as(page: ChartsPage) -> str:
    return type(page.picture._painted).__name__


def words_over(page: ChartsPage) -> list[str]:
    return [one.text() for one in page.picture.findChildren(QLabel)]


# what is kept


def test_words_that_were_pointed_at_are_not_kept_when_they_are_covered(demo_desk: Desk) -> None:
    lesson = next(one for one in demo_desk.all(Lesson) if one.text == "My needs are too much")
    set_field(demo_desk.document, lesson.id, "text", f"{SECRET} knows best")
    page = charts(demo_desk, "lessons")
    drawn = page.picture._drawn
    assert drawn is not None
    point_at(demo_desk, page, next(n for n, spot in enumerate(drawn.spots) if SECRET in spot.mark.words))
    assert any(SECRET in words for words in words_over(page))
    set_cover(demo_desk.document, lesson.id, "full")
    settle()
    assert not any(SECRET in words for words in said_by(page))


def test_words_are_gone_when_the_mouse_is(demo_desk: Desk) -> None:
    page = charts(demo_desk, "roles_ties")
    point_at(demo_desk, page, 3)
    assert words_over(page) != [""]
    QTest.mouseMove(demo_desk.window.windowHandle(), page.side.mapTo(demo_desk.window, page.side.rect().center()))
    demo_desk.qtbot.waitUntil(lambda: words_over(page) == [""])


def test_a_chart_is_painted_again_only_when_it_is_another(demo_desk: Desk) -> None:
    page = charts(demo_desk, "disruptions")
    painted = page.picture._painted
    add_person(demo_desk.document, "somebody who is in no disruption")
    settle()
    assert page.picture._painted is painted
    themes().choose("dark")
    dark = page.picture._painted
    assert dark is not painted
    themes().choose("light")
    narrow = page.picture.width()
    demo_desk.window.resize(demo_desk.window.width() + 120, demo_desk.window.height())
    demo_desk.qtbot.waitUntil(lambda: page.picture.width() > narrow)


def test_a_picture_in_the_clipboard_goes_when_the_case_is_closed(
    demo_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("PySide6.QtGui.QClipboard.ownsClipboard", lambda _: True)  # the offscreen screen does not know
    page = charts(demo_desk, "felt")
    assert "not encrypted" in page.copy_button.toolTip()
    page.copy_button.click()
    assert not QGuiApplication.clipboard().image().isNull()
    demo_desk.close()
    assert QGuiApplication.clipboard().image().isNull()


# keys


def test_tab_into_a_chart_says_where_it_is_and_chooses_nothing(demo_desk: Desk) -> None:
    page = charts(demo_desk, "lessons_ties")
    demo_desk.window.selection.clear()
    page.save_button.setFocus()
    demo_desk.key(K.Key_Tab)
    for _ in range(6):
        if page.picture.hasFocus():
            break
        demo_desk.key(K.Key_Tab)
    assert page.picture.hasFocus()
    assert page.picture.mark is not None
    assert page.picture.accessibleName() == page.picture.words == page.picture.mark.words
    assert demo_desk.selected == []
    demo_desk.key(K.Key_Right)
    assert demo_desk.selected == [page.picture.mark.thing]


def test_every_mark_is_reached_by_keys_and_seen(demo_desk: Desk) -> None:
    page = charts(demo_desk, "life")
    page.picture.setFocus()
    demo_desk.key(K.Key_Home)
    reached = []
    drawn = page.picture._drawn
    assert drawn is not None
    for _ in drawn.spots:
        assert page.picture.mark is not None
        reached.append(page.picture.mark)
        box = page.picture.box_of(len(reached) - 1)
        assert page.picture.visibleRegion().contains(box.center())
        demo_desk.key(K.Key_Right)
    assert reached == [spot.mark for spot in drawn.spots]


def test_what_is_chosen_elsewhere_is_where_the_keyboard_goes_on(demo_desk: Desk) -> None:
    page = charts(demo_desk, "lessons_ties")
    drawn = page.picture._drawn
    assert drawn is not None
    wanted = drawn.spots[len(drawn.spots) // 2].mark.thing
    assert wanted is not None
    demo_desk.window.selection.set([wanted])
    assert page.picture.mark is not None
    assert page.picture.mark.thing == wanted


def test_the_keys_for_copying_copy_the_chart(demo_desk: Desk) -> None:
    page = charts(demo_desk, "felt")
    page.picture.setFocus()
    demo_desk.key(K.Key_C, CTRL)
    assert "Copied" in demo_desk.message
    assert not QGuiApplication.clipboard().image().isNull()
    QGuiApplication.clipboard().clear()


def test_the_way_to_the_map_can_be_seen_as_well(demo_desk: Desk) -> None:
    page = charts(demo_desk, "roles_ties")
    page.picture.go(2)
    button = demo_desk.part(QToolButton, "Show on the map", within=page)
    chosen = demo_desk.selected
    demo_desk.click_on(button)
    settle()
    assert demo_desk.window.pages.current == "map"
    assert demo_desk.selected == chosen


# small windows


@pytest.fixture
def large_letters(light: object) -> Iterator[None]:
    themes().scale_text(2.0)
    yield
    themes().scale_text(1.0)


def test_in_a_small_window_a_box_takes_the_place_of_the_list(demo_desk: Desk) -> None:
    demo_desk.window.resize(1024, 700)
    page = charts(demo_desk, "lessons")
    demo_desk.qtbot.waitUntil(page.side.box.isVisible)
    assert not page.side.list.isVisible()
    assert page.side.box.currentText() == "All lessons, side by side"
    page.side.box.setFocus()
    demo_desk.key(K.Key_Down)
    settle()
    assert page.picture.data is not None
    assert page.picture.data.key == page.side.key == "lessons_ties"
    demo_desk.window.resize(1500, 900)
    demo_desk.qtbot.waitUntil(page.side.list.isVisible)
    assert not page.side.box.isVisible()


def test_the_wheel_moves_the_sheet_and_chooses_no_other_chart(demo_desk: Desk) -> None:
    demo_desk.window.resize(1024, 700)
    page = charts(demo_desk, "closeness")
    demo_desk.qtbot.waitUntil(lambda: page.parts.verticalScrollBar().maximum() > 200)
    at = page.side.box.mapTo(demo_desk.window, page.side.box.rect().center())
    QTest.wheelEvent(demo_desk.window.windowHandle(), QPointF(at), QPoint(0, -240))
    settle()
    assert page.side.key == "closeness"
    assert page.parts.verticalScrollBar().value() > 0


@pytest.mark.usefixtures("large_letters")
def test_with_large_letters_all_of_a_chart_can_be_seen(demo_desk: Desk) -> None:
    demo_desk.window.resize(1024, 700)
    page = charts(demo_desk, "closeness")
    demo_desk.qtbot.waitUntil(lambda: page.side.narrow)
    demo_desk.qtbot.waitUntil(lambda: page._scroll.verticalScrollBar().maximum() == 0)
    demo_desk.qtbot.waitUntil(lambda: page._scroll.horizontalScrollBar().maximum() == 0)
    demo_desk.qtbot.waitUntil(lambda: page.parts.verticalScrollBar().maximum() > page.picture.height() // 2)
    page.picture.setFocus()
    for end in (K.Key_End, K.Key_Home):
        demo_desk.key(end)
        number = page.picture._cursor
        assert number is not None
        assert page.picture.visibleRegion().contains(page.picture.box_of(number).center())


# the past, and ways out


def test_what_leaves_from_the_past_is_the_chart_that_is_seen(desk: Desk) -> None:
    for words in ("A heron stands still", "A heron does not hurry"):
        begin_session(desk.document)
        add_lesson(desk.document, words)
        end_session(desk.document)
    page = charts(desk, "lessons")
    assert "A heron does not hurry" in page.paper().data.words
    desk.window.times.looking.go_to_session(desk.window.times.looking.halts[0].stop)
    settle()
    assert page.picture.data is not None
    assert "A heron stands still" in page.picture.data.words
    assert "A heron does not hurry" not in page.picture.data.words
    assert page.paper().data == page.picture.data


@pytest.mark.parametrize("name", ["save_chart", "copy_chart"])
def test_a_chart_is_saved_and_copied_by_name_where_there_is_one(demo_desk: Desk, name: str) -> None:
    actions = demo_desk.window.actions_
    assert not actions.action(name).isEnabled()
    charts(demo_desk, "felt")
    assert actions.action(name).isEnabled()
    actions.run(name)
    settle()
    if name == "save_chart":
        (question,) = [one for one in demo_desk.window.findChildren(LeavingQuestion) if one.isVisible()]
        question.reject()
    else:
        assert "Copied" in demo_desk.message
        QGuiApplication.clipboard().clear()
    demo_desk.window.show_view("map")
    assert not actions.action(name).isEnabled()


def test_two_pictures_of_one_chart_are_the_same_and_name_nobody(demo_desk: Desk, tmp_path: Any) -> None:
    page = charts(demo_desk, "lessons")
    for form in ("png", "svg", "pdf"):
        one, two = tmp_path / f"one.{form}", tmp_path / f"two.{form}"
        page.paper().write(one)
        page.paper().write(two)
        assert form == "pdf" or one.read_bytes() == two.read_bytes(), "Qt counts the fonts of its PDFs"
        for told in (b"Heron", b"heron", b"root", b"tEXt", b"relmap", b"CreationDate"):
            assert told not in one.read_bytes(), (form, told)
    assert QImage(str(tmp_path / "one.png")).textKeys() == []


# what goes wrong


def test_a_case_can_be_closed_while_charts_are_still_being_loaded(
    demo_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()
    page = demo_desk.window.pages.page("charts")
    assert isinstance(page, ChartsPage)

    def load(_name: str) -> None:
        begun.set()
        assert page._job is not None
        page._job._stop.wait()

    monkeypatch.setattr("relmap.ui.charts.page.importlib.import_module", load)
    demo_desk.window.show_view("charts")
    demo_desk.qtbot.waitUntil(begun.is_set)
    job = page._job
    assert job is not None
    assert [one for one in page.findChildren(QLabel) if one.isVisible() and "being drawn" in one.text()]
    assert not page.save_button.isEnabled()
    demo_desk.window.close()
    assert job._thread.isFinished()
    assert page.picture.data is None


def test_where_charts_cannot_be_loaded_a_sentence_says_so(
    demo_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(_name: str) -> None:
        raise ImportError("no such library")

    monkeypatch.setattr("relmap.ui.charts.page.importlib.import_module", load)
    with qtbot.capture_exceptions() as caught:
        demo_desk.window.show_view("charts")
        page: QWidget = demo_desk.window.pages.page("charts")
        qtbot.waitUntil(lambda: any("cannot be drawn" in one.text() for one in page.findChildren(QLabel)))
    said = [str(value) for _, value, _ in caught]
    caught.clear()  # what was caught holds the whole window
    forget_last_error()
    assert said == ["no such library"]
    assert demo_desk.window.isEnabled()
    demo_desk.key(K.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert demo_desk.window.pages.current == "map"


def test_a_chart_too_large_for_dots_is_kept_as_strokes_and_looks_the_same(
    demo_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = charts(demo_desk, "closeness")
    dots = page.picture.grab().toImage()
    assert kept_as(page) == "QPixmap"
    page.picture.forget()
    monkeypatch.setattr("relmap.ui.charts.picture._MOST_DOTS", 0)
    page.draw_again()
    assert kept_as(page) == "QPicture"
    strokes = page.picture.grab().toImage()
    assert strokes.size() == dots.size()
    places = [(x, y) for x in range(0, dots.width(), 3) for y in range(0, dots.height(), 3)]
    other = [at for at in places if abs(dots.pixelColor(*at).lightness() - strokes.pixelColor(*at).lightness()) > 60]
    assert len(other) < len(places) / 500
