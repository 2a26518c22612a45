"""What every view of the rail has in common: its head, its filter, and its kind words where there is nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionComboBox

from relmap.ui.theme import themes
from relmap.ui.views.page import Page
from tests.ui.desk import Desk, K, settle

PAGES = ("lessons", "patterns", "room", "timeline")


@pytest.fixture
def large_text(light: object) -> Iterator[None]:
    themes().scale_text(2.0)
    yield
    themes().scale_text(1.0)


def page_of(desk: Desk, name: str) -> Page:
    desk.window.show_view(name)
    page = desk.window.pages.page(name)
    assert isinstance(page, Page)
    settle()
    return page


@pytest.mark.usefixtures("large_text")
@pytest.mark.parametrize("name", PAGES)
def test_the_title_stands_whole_where_the_text_is_large_and_the_window_small(demo_desk: Desk, name: str) -> None:
    demo_desk.window.resize(1024, 700)
    page = page_of(demo_desk, name)
    (title,) = [label for label in page.findChildren(QLabel) if label.text() == page.title()]
    assert title.width() >= title.fontMetrics().horizontalAdvance(title.text())
    assert page.order_box.geometry().right() < page.width()


@pytest.mark.usefixtures("large_text")
@pytest.mark.parametrize("name", ["lessons", "patterns", "room"])
def test_the_kind_words_can_all_be_read_on_a_low_page(desk: Desk, name: str) -> None:
    desk.window.resize(1024, 700)
    empty = page_of(desk, name)._empty
    assert empty.isVisible()
    assert empty.accessibleName()
    sheet = empty.widget()
    assert sheet is not None
    for label in sheet.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())
    assert empty.verticalScrollBar().maximum() >= sheet.height() - empty.viewport().height()
    assert desk.window.height() == 700


@pytest.mark.parametrize("name", PAGES)
def test_a_button_of_every_view_shows_the_chosen_thing_on_the_map(demo_desk: Desk, name: str) -> None:
    page = page_of(demo_desk, name)
    demo_desk.window.selection.clear()
    assert not page.to_map.isEnabled()
    demo_desk.window.selection.set(["dad"])
    demo_desk.click_on(page.to_map)
    assert demo_desk.window.pages.current == "map"
    assert demo_desk.selected == ["dad"]
    demo_desk.window.pages.go_back()
    assert demo_desk.window.pages.current == name


@pytest.mark.parametrize("name", PAGES)
def test_tab_goes_down_the_page_and_then_to_the_panel(demo_desk: Desk, name: str) -> None:
    page = page_of(demo_desk, name)
    page.filter_box.setFocus()
    tops = []
    for _ in range(30):
        focus = demo_desk.focus
        if focus is None or not page.isAncestorOf(focus):
            break
        tops.append(focus.mapTo(page, QPoint(0, 0)).y())
        demo_desk.key(K.Key_Tab)
    rows = [top // 20 for top in tops if top > page.to_map.y()]
    assert len(rows) > 1
    assert rows == sorted(rows)


def test_a_closed_case_leaves_no_filter_and_nothing_to_undo_in_it(demo_desk: Desk) -> None:
    page = page_of(demo_desk, "lessons")
    page.filter_box.setFocus()
    demo_desk.type("needs")
    assert page.filter_box.isUndoAvailable()
    demo_desk.key(K.Key_Escape)
    demo_desk.type("love")
    page.close_case()
    assert page.filter_box.text() == ""
    assert not page.filter_box.isUndoAvailable()
    assert not page.filter_box.isRedoAvailable()


@pytest.mark.parametrize("name", PAGES)
def test_every_order_can_be_read_whole_where_there_is_room(demo_desk: Desk, name: str) -> None:
    box = page_of(demo_desk, name).order_box
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, box).width() - 2
    assert box.count()
    assert all(box.fontMetrics().horizontalAdvance(box.itemText(row)) <= room for row in range(box.count()))
