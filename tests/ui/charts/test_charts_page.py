"""The view of charts on the real window: each is seen, heard, walked along and taken out, and leads to the map."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel

from relmap.charts.catalogue import CHARTS
from relmap.charts.matrix import MatrixChart
from relmap.edits import marks, sessions
from relmap.edits.lessons import add_lesson, teach
from relmap.edits.people import add_person
from relmap.model.lessons import Lesson
from relmap.model.notes import ExportRecord
from relmap.model.people import Relationship
from relmap.ui.charts.page import ChartsPage
from relmap.ui.leaving_question import LeavingQuestion
from tests.casefiles import set_cover
from tests.ui.desk import CTRL, Desk, K, choose_file, settle
from tests.ui.paper.sheaf import read_by_pdfium

SECRET = "Quillonwort"
KEYS = [kind.key for kind in CHARTS]


def charts(desk: Desk, key: str = "") -> ChartsPage:
    """The view of charts, once its first chart is drawn."""
    desk.key(K.Key_6, CTRL)
    page = desk.window.pages.page("charts")
    assert isinstance(page, ChartsPage)
    desk.qtbot.waitUntil(lambda: page.picture.data is not None, timeout=20_000)
    if key:
        page.side.choose(key)
        settle()
    return page


def colours_of(image: QImage) -> int:
    """How many colours a picture has; one where nothing is drawn."""
    return len({image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)})


@pytest.mark.parametrize("key", KEYS)
def test_every_chart_is_drawn_and_told(demo_desk: Desk, key: str) -> None:
    page = charts(demo_desk, key)
    data = page.picture.data
    assert data is not None
    assert data.key == key
    assert data.marks
    assert page.picture.accessibleDescription() == data.words
    assert colours_of(page.picture.grab().toImage()) > 10


def test_every_chart_of_an_empty_case_says_something_kind(desk: Desk) -> None:
    page = charts(desk)
    for key in KEYS:
        page.side.choose(key)
        settle()
        data = page.picture.data
        assert data is not None
        assert data.empty or data.marks
        assert colours_of(page.picture.grab().toImage()) > 3


def test_the_keyboard_walks_along_the_marks_and_on_to_the_map(demo_desk: Desk) -> None:
    page = charts(demo_desk, "lessons_ties")
    page.picture.setFocus(Qt.FocusReason.TabFocusReason)
    first = page.picture.mark
    assert first is not None
    assert page.picture.accessibleName() == first.words
    for _ in range(40):
        demo_desk.key(K.Key_Right)
    mark = page.picture.mark
    assert mark is not None
    assert mark != first
    assert page.picture.words == mark.words
    assert mark.thing is not None
    assert demo_desk.selected == [mark.thing]
    demo_desk.key(K.Key_Return)
    settle()
    assert demo_desk.window.pages.current == "map"


def test_pointing_at_a_mark_says_its_words_and_a_double_click_leads_to_the_map(demo_desk: Desk) -> None:
    page = charts(demo_desk, "roles_ties")
    drawn = page.picture._drawn
    assert drawn is not None
    number = next(n for n, spot in enumerate(drawn.spots) if spot.mark.thing)
    handle = demo_desk.window.windowHandle()
    at = page.picture.mapTo(demo_desk.window, page.picture.box_of(number).center())
    QTest.mouseMove(handle, at)
    (words,) = [one for one in page.picture.findChildren(QLabel) if one.isVisible()]
    assert words.textFormat() == Qt.TextFormat.PlainText
    assert words.text()
    QTest.mouseDClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(at))
    settle()
    assert demo_desk.window.pages.current == "map"


def test_another_lesson_is_another_chart(demo_desk: Desk) -> None:
    page = charts(demo_desk, "lesson")
    (box,) = page.side.form.findChildren(QComboBox)
    before = page.picture.data
    box.setCurrentIndex(1)
    box.activated.emit(1)
    demo_desk.qtbot.waitUntil(lambda: page.picture.data != before)
    lesson = demo_desk.document.need(Lesson, str(box.currentData()))
    assert page.picture.data is not None
    assert (lesson.text or "") in page.picture.data.title


def test_a_chart_follows_the_past(desk: Desk) -> None:
    for _ in range(2):
        sessions.begin_session(desk.document)
        marks.mark(desk.document, "disruption")
        sessions.end_session(desk.document)
    page = charts(desk, "disruptions")
    now = page.picture.data
    assert now is not None
    looking = desk.window.times.looking
    looking.go_to_session(looking.halts[0].stop)
    settle()
    assert looking.away
    assert page.picture.data is not None
    assert len(page.picture.data.marks) < len(now.marks)
    looking.to_today()
    settle()
    assert page.picture.data == now


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_chart_is_saved_and_its_leaving_recorded(demo_desk: Desk, tmp_path: Path, suffix: str) -> None:
    page = charts(demo_desk, "lessons")
    page.save_button.click()
    settle()
    out = tmp_path / f"chart{suffix}"
    choose_file(out)
    record = demo_desk.all(ExportRecord)[-1]
    assert (record.what, record.form) == (page.side.title, suffix[1:])
    title = page.picture.data.title if page.picture.data is not None else ""
    if suffix == ".png":
        assert colours_of(QImage(str(out))) > 10
    elif suffix == ".svg":
        texts = [element.text for element in ET.parse(out).iter("{http://www.w3.org/2000/svg}text")]
        assert title in texts
    else:
        assert title in read_by_pdfium(out.read_bytes())


def test_a_copied_chart_is_a_picture_and_goes_with_the_case(demo_desk: Desk) -> None:
    page = charts(demo_desk, "felt")
    page.copy_button.click()
    assert "Copied" in demo_desk.message
    assert colours_of(QGuiApplication.clipboard().image()) > 10
    assert demo_desk.all(ExportRecord)[-1].form == "clipboard"
    QGuiApplication.clipboard().clear()


def test_a_chart_is_printed_as_it_is(demo_desk: Desk) -> None:
    charts(demo_desk, "felt")
    demo_desk.key(K.Key_P, CTRL)
    (question,) = [one for one in demo_desk.window.findChildren(LeavingQuestion) if one.isVisible()]
    question.reject()
    assert demo_desk.window.pages.current == "charts"


def test_two_people_of_one_name_are_told_apart(desk: Desk) -> None:
    for kind in ("friend", "sibling"):
        person = add_person(desk.document, "Sam", kind=kind)
        lesson = add_lesson(desk.document, f"said by a {kind}")
        teach(desk.document, lesson, next(tie.id for tie in desk.all(Relationship) if person in (tie.a, tie.b)))
    page = charts(desk, "lessons_ties")
    data = page.picture.data
    assert isinstance(data, MatrixChart)
    assert [column.title for column in data.columns] == ["Sam (friend)", "Sam (sibling)"]


def test_what_is_covered_is_in_no_chart(desk: Desk) -> None:
    person = add_person(desk.document, SECRET)
    lesson = add_lesson(desk.document, f"{SECRET} knows best")
    page = charts(desk, "lesson")
    assert page.picture.data is not None
    assert SECRET in page.picture.data.title
    for id in (person, lesson):
        set_cover(desk.document, id, "full")
    settle()
    for key in KEYS:
        page.side.choose(key)
        settle()
        held = (page.picture.accessibleDescription(), page.picture.accessibleName(), page.picture.data.words)
        assert SECRET not in "".join(held)
        assert not any(
            SECRET in box.itemText(row) for box in page.findChildren(QComboBox) for row in range(box.count())
        )


def test_a_chart_out_of_sight_and_a_closed_case_keep_nothing(demo_desk: Desk) -> None:
    page = charts(demo_desk, "lesson")
    lesson = demo_desk.document.all(Lesson)[0].id
    demo_desk.key(K.Key_1, CTRL)
    set_cover(demo_desk.document, lesson, "full")
    settle()
    assert page.picture.data is None
    demo_desk.key(K.Key_6, CTRL)
    settle()
    demo_desk.window.pages.close_case()
    assert (page.picture.data, page.picture.accessibleDescription()) == (None, "")
    assert not page.side.form.findChildren(QComboBox)
