"""The view of lessons and roles as a person uses it: in the real window, by keys and by the mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relmap.edits.fields import set_field
from relmap.edits.lessons import add_lesson
from relmap.edits.people import add_person
from relmap.edits.rating import rate
from relmap.edits.roles import add_role, play
from relmap.model.lessons import Lesson
from relmap.model.people import Relationship
from relmap.model.roles import Played, Role
from relmap.model.seats import main_tie
from relmap.store.document import Document
from relmap.ui.panels.score import ScoreLine
from relmap.ui.panels.tile import Tile
from relmap.ui.views.lesson_cards import LessonCard
from relmap.ui.views.lesson_rows import Heading, LessonRow
from relmap.ui.views.lessons import LessonsPage
from relmap.ui.views.role_rows import PlayedRow, RoleRow
from relmap.ui.views.rows import RowList
from tests.longcase import make_long_case
from tests.ui.desk import CTRL, Desk, K


def page_of(desk: Desk) -> LessonsPage:
    """The lessons of a desk, in sight."""
    desk.window.show_view("lessons")
    page = desk.window.pages.page("lessons")
    assert isinstance(page, LessonsPage)
    return page


def lessons(page: LessonsPage) -> list[str]:
    return [row.id for row in page.lessons.rows if row.id]


def headings(page: LessonsPage) -> list[str]:
    return [row.spoken for row in page.lessons.rows if isinstance(row, Heading)]


def row(page: LessonsPage, id: str) -> LessonRow:
    (found,) = [row for row in page.lessons.rows if isinstance(row, LessonRow) and row.id == id]
    return found


def order_by(desk: Desk, page: LessonsPage, key: str) -> None:
    """Choose an order by the keyboard: down from the first until it is reached."""
    page.order_box.setFocus()
    page.order_box.setCurrentIndex(0)
    for _ in range(page.order_box.findData(key)):
        desk.key(K.Key_Down)


def click_row(desk: Desk, listed: RowList, number: int, *, twice: bool = False) -> None:
    index = listed.model().index(number, 0)
    listed.scrollTo(index)
    at = listed.viewport().mapTo(desk.window, listed.visualRect(index).topLeft() + QPoint(60, 20))
    QTest.mouseClick(desk.window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    if twice:
        QTest.mouseDClick(desk.window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def tie_with(document: Document, name: str) -> str:
    tie = main_tie(document, add_person(document, name))
    assert tie is not None
    return tie.id


def test_every_lesson_has_a_row_that_says_all_of_it(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    QAbstractItemModelTester(page.lessons, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert lessons(page) == [lesson.id for lesson in demo_desk.all(Lesson)]
    needs = row(page, "l_needs")
    assert needs.spoken.startswith("“My needs are too much” · diminishing · loosening · 6 of 10")
    assert "learned with Mum, Dr. Okoye" in needs.spoken
    assert "4 experiences speak against it" in needs.spoken
    disputed = row(page, "l_disappear")
    assert disputed.disputed
    assert "not quite · words of the therapist" in disputed.spoken
    assert "4 of 10, session 11" in disputed.spoken, "a number of an earlier hour says when it was given"
    igbo = row(page, "l_nwanne")
    assert (igbo.words, igbo.gloss) == ("Onye aghala nwanne ya", "Nobody leaves their own behind")


def test_a_lesson_nobody_asked_about_has_no_number_and_no_line(desk: Desk) -> None:
    id = add_lesson(desk.document, "I am too much")
    page = page_of(desk)
    assert row(page, id).numbers[0].value is None
    assert "not asked yet" in row(page, id).spoken
    rate(desk.document, id, "true_today", 0)
    assert row(page, id).numbers[0].value == 0
    assert "0 of 10" in row(page, id).spoken


def test_an_affirming_card_is_as_large_as_a_diminishing_one(desk: Desk) -> None:
    words = ("Nobody stays with me", "Somebody stays with me")
    dark = add_lesson(desk.document, words[0])
    light = add_lesson(desk.document, words[1], valence="affirming")
    page = page_of(desk)
    listed = page.lesson_list
    heights = {id: listed.visualRect(page.lessons.index(lessons(page).index(id), 0)).height() for id in (dark, light)}
    assert heights[dark] == heights[light]
    card = LessonCard()
    assert card.card_height(row(page, dark), 300) == card.card_height(row(page, light), 300)


def test_arrow_keys_choose_and_the_panel_follows(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    assert demo_desk.in_focus(page.lesson_list)
    demo_desk.key(K.Key_Home)
    demo_desk.key(K.Key_Down)
    assert demo_desk.selected == ["l_earned"]
    panel = demo_desk.window.inspector
    line = demo_desk.part(ScoreLine, within=panel)
    line.setFocus()
    demo_desk.type("3")
    assert row(page, "l_earned").numbers[0].value == 3
    assert page.lesson_list.currentIndex().row() == 1, "a change in a row moves nothing"
    demo_desk.window.undo()
    assert row(page, "l_earned").numbers[0].value == 8


def test_a_click_chooses_and_a_choice_elsewhere_is_followed(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    click_row(demo_desk, page.lesson_list, 2)
    assert demo_desk.selected == ["l_welcome"]
    demo_desk.window.selection.set(["l_earned"])
    assert page.lesson_list.currentIndex().row() == 1
    demo_desk.window.selection.set(["mum"])
    assert not page.lesson_list.selectionModel().hasSelection()


def test_typing_in_the_filter_leaves_what_has_the_words(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    page.filter_box.setFocus()
    demo_desk.type("okoye")
    assert lessons(page) == ["l_needs"]
    demo_desk.key(K.Key_Down)
    assert demo_desk.in_focus(page.lesson_list)
    page.filter_box.setFocus()
    demo_desk.type("qqq")
    assert not lessons(page)
    demo_desk.key(K.Key_Escape)
    assert len(lessons(page)) == len(demo_desk.all(Lesson))


def test_the_orders_group_and_say_what_they_group(demo_desk: Desk) -> None:
    unasked = add_lesson(demo_desk.document, "Nobody asked yet")
    page = page_of(demo_desk)
    everything = set(lessons(page))
    order_by(demo_desk, page, "felt")
    assert headings(page) == ["The most felt first", "Not asked yet"]
    assert lessons(page)[-1] == unasked
    numbers = [row(page, id).numbers[0].value or 0 for id in lessons(page)[:-1]]
    assert numbers == sorted(numbers, reverse=True)
    order_by(demo_desk, page, "taught")
    assert headings(page)[0] == "Mum"
    assert headings(page)[-1] == "Nobody named yet"
    assert set(lessons(page)) == everything
    order_by(demo_desk, page, "state")
    assert headings(page) == ["Live", "Questioned", "Loosening", "Resting"]
    assert set(lessons(page)) == everything


def test_one_kind_of_lessons_at_a_time(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    demo_desk.click_on(demo_desk.part(Tile, "Affirming", within=page))
    assert lessons(page) == [one.id for one in demo_desk.all(Lesson) if one.valence == "affirming"]
    demo_desk.click_on(demo_desk.part(Tile, "All", within=page))
    assert len(lessons(page)) == len(demo_desk.all(Lesson))


def test_where_nothing_is_yet_something_kind_is_said(desk: Desk) -> None:
    page = page_of(desk)
    assert page.empty_words()[0] == "No lesson has been told yet"
    assert page.accessibleName() == "Lessons"
    page.show_valence("affirming")
    assert "kind" in page.empty_words()[0]
    page.show_part("roles")
    assert page.empty_words()[0] == "No role has been named yet"
    page.show_part("lessons")
    page.show_valence(None)
    id = add_lesson(desk.document, "I am too much")
    assert lessons(page) == [id]


def test_a_double_click_and_enter_open_the_life_and_esc_leads_back(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    click_row(demo_desk, page.lesson_list, 1, twice=True)
    assert (page.part, page.life.lesson) == ("life", "l_earned")
    assert demo_desk.in_focus(page.life.picture)
    demo_desk.key(K.Key_Escape)
    assert page.part == "lessons"
    assert demo_desk.selected == ["l_earned"]
    assert demo_desk.in_focus(page.lesson_list)
    demo_desk.key(K.Key_Down)
    demo_desk.enter()
    assert (page.part, page.life.lesson) == ("life", "l_welcome")


def test_the_place_on_the_map_and_the_way_back(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    click_row(demo_desk, page.lesson_list, 1)
    demo_desk.click_on(page.to_map)
    assert demo_desk.window.pages.current == "map"
    assert demo_desk.selected == ["l_earned"]
    demo_desk.window.pages.go_back()
    assert demo_desk.window.pages.current == "lessons"
    assert page.lesson_list.currentIndex().row() == 1


def test_only_a_lesson_has_a_life_to_open(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    demo_desk.window.selection.set(["mum"])
    assert not page.choices.to_life.isEnabled()
    demo_desk.window.selection.set(["l_needs"])
    assert page.choices.to_life.isEnabled()
    demo_desk.click_on(page.choices.to_life)
    assert page.life.lesson == "l_needs"
    page.open_life("mum")
    assert page.life.lesson == "l_needs"
    page.leave_life()
    page.show_part("roles")
    assert not page.choices.to_life.isVisible()


def test_roles_stand_with_pressure_cost_and_what_was_kept_safe_for_every_tie(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    demo_desk.click_on(demo_desk.part(Tile, "Roles", within=page))
    QAbstractItemModelTester(page.roles, QAbstractItemModelTester.FailureReportingMode.Fatal)
    roles = [one.id for one in page.roles.rows if isinstance(one, RoleRow)]
    assert roles == [role.id for role in demo_desk.all(Role)]
    played = {one.id: one for one in page.roles.rows if isinstance(one, PlayedRow)}
    assert played.keys() == {one.id for one in demo_desk.all(Played)}
    mum = played["pl_care_mum"]
    assert [words for _, words in mum.told] == [
        "She goes quiet for days",
        "I never know what I want",
        "Somebody to come home to",
    ]
    assert mum.spoken.startswith("The caretaker, with Mum")


def test_what_a_role_cost_is_changed_beside_its_row(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    page.show_part("roles")
    number = [one.id for one in page.roles.rows].index("pl_care_mum")
    click_row(demo_desk, page.role_list, number)
    assert demo_desk.selected == ["pl_care_mum"]
    demo_desk.write_in_inspector("pl_care_mum:cost", "Everything else. ")
    found = page.roles.rows[number]
    assert isinstance(found, PlayedRow)
    assert "Everything else." in found.told[1][1]


def test_a_role_without_a_tie_stands_there_and_orders_by_state(desk: Desk) -> None:
    document = desk.document
    alone = add_role(document, "The quiet one")
    played = add_role(document, "The caretaker")
    play(document, played, tie_with(document, "Mum"))
    set_field(document, alone, "state", "set_down")
    page = page_of(desk)
    page.show_part("roles")
    assert [type(one) for one in page.roles.rows] == [RoleRow, RoleRow, PlayedRow]
    assert "no relationship named yet" in page.roles.rows[0].spoken
    order_by(desk, page, "state")
    assert [one.spoken for one in page.roles.rows if isinstance(one, Heading)] == ["Still played", "Set down"]


def test_what_is_covered_is_in_no_row(demo_desk: Desk) -> None:
    document = demo_desk.document
    with document.edit("cover", stands=True):
        document.need(Lesson, "l_needs").veil = "full"
        document.need(Lesson, "l_earned").veil = "outline"
        document.need(Relationship, "r_mum").veil = "full"
    page = page_of(demo_desk)
    assert not {"l_needs", "l_earned"} & set(lessons(page))
    page.show_part("roles")
    spoken = " ".join(one.spoken for one in page.roles.rows)
    assert "Mum" not in spoken
    assert "She goes quiet" not in spoken
    page.open_life("l_earned")
    assert page.life.lesson == ""


def test_when_the_case_is_closed_no_word_is_left(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    page.filter_box.setText("needs")
    page.show_part("roles")
    page.open_life("l_needs")
    demo_desk.window._let_go()
    assert not page.lessons.rows
    assert not page.roles.rows
    assert not page.life.events.rows
    assert page.life.picture.plan is None
    assert not page.filter_box.text()
    demo_desk.window._closed = True
    demo_desk.document.close()


@pytest.fixture
def long_desk(tmp_path: Path, qtbot: QtBot, light: object) -> Iterator[Desk]:
    """Sixty-six people and eighty-four sessions."""
    from relmap.store.files import open_document

    path = tmp_path / "long.relmap"
    make_long_case(path, "long")
    made = Desk(open_document(path, "long"), qtbot)
    yield made
    made.close()


def test_a_long_case_is_all_there(long_desk: Desk) -> None:
    page = page_of(long_desk)
    assert len(lessons(page)) == len(long_desk.all(Lesson))
    assert len(row(page, lessons(page)[0]).spark) == 84
    page.show_part("roles")
    assert {one.id for one in page.roles.rows} == {one.id for cls in (Role, Played) for one in long_desk.all(cls)}
    QApplication.sendPostedEvents()


def test_two_clients_have_a_number_each_and_no_line_that_mixes_them(desk: Desk) -> None:
    document = desk.document
    other = add_person(document, "Noor")
    set_field(document, other, "seat", "client")
    id = add_lesson(document, "We never say sorry")
    rate(document, id, "true_today", 3, rated_by=other)
    page = page_of(desk)
    numbers = row(page, id).numbers
    assert [(one.whose, one.value) for one in numbers] == [("client 1", None), ("Noor", 3)]
    assert "client 1: not asked yet" in row(page, id).spoken
    assert row(page, id).spark == ()


def test_ctrl_2_enter_and_esc_lead_in_and_out_by_keys_alone(demo_desk: Desk) -> None:
    demo_desk.key(K.Key_2, CTRL)
    assert demo_desk.window.pages.current == "lessons"
    page = page_of(demo_desk)
    demo_desk.key(K.Key_Down)
    demo_desk.enter()
    assert page.life.isVisible()
    demo_desk.key(K.Key_End)
    demo_desk.key(K.Key_Left)
    demo_desk.key(K.Key_Escape)
    assert demo_desk.in_focus(page.lesson_list)
    demo_desk.key(K.Key_1, CTRL)
    assert demo_desk.window.pages.current == "map"


def test_without_any_lesson_there_is_no_kind_to_choose(desk: Desk) -> None:
    page = page_of(desk)
    assert not page.choices.to_life.isVisible()
    assert not any(tile.isVisible() for tile in page.choices.kinds.values())
    add_lesson(desk.document, "words", valence="affirming")
    assert page.choices.to_life.isVisible()
    assert page.choices.kinds["affirming"].isVisible()
