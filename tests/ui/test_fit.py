"""Nothing is cut off, covered or pressed together: every view in a small window and with large letters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QWidget
from pytestqt.qtbot import QtBot

from relmap.edits.sessions import begin_session
from relmap.model.kinds import KINDS
from relmap.model.lessons import Lesson
from relmap.model.therapy import Session
from relmap.ui.desk_commands import VIEWS
from relmap.ui.panels.dress import quiet_button
from relmap.ui.rail import Rail
from relmap.ui.scrubber import Scrubber, no_sessions
from relmap.ui.theme import themes
from relmap.ui.views.choice_box import ChoiceBox
from relmap.ui.views.lesson_rows import LessonRow
from relmap.ui.views.lessons import LessonsPage
from tests.ui.desk import Desk, K, settle

SMALL = (1024, 700)


@pytest.fixture
def large_letters(light: object) -> Iterator[None]:
    """Letters of twice the size, and the usual ones again."""
    themes().scale_text(2.0)
    yield
    themes().scale_text(1.0)


@pytest.fixture
def small_desk(large_letters: None, demo_desk: Desk) -> Desk:
    """The demo case in a small window with large letters."""
    demo_desk.window.resize(*SMALL)
    settle()
    return demo_desk


def cut(root: QWidget) -> list[str]:
    """The visible parts that reach out of what holds them, and of a scrolling area beyond its width."""
    found = []
    for part in root.findChildren(QWidget):
        holder = part.parentWidget()
        if holder is None or part.isWindow() or not part.isVisible() or part.objectName().startswith("qt_"):
            continue
        scrolls = isinstance(holder.parentWidget(), QAbstractScrollArea)
        if not scrolls and not holder.rect().contains(part.geometry()):
            found.append(f"{type(part).__name__} {part.geometry()} in {type(holder).__name__} {holder.size()}")
    return found


def _is_whole(root: QWidget) -> bool:
    return not cut(root)


def test_no_view_is_cut_in_a_small_window_with_large_letters(small_desk: Desk) -> None:
    window, rail = small_desk.window, small_desk.part(Rail)
    for view in VIEWS:
        window.show_view(view)
        settle()
        small_desk.qtbot.waitUntil(partial(_is_whole, window))  # what wraps is laid out more than once
        assert rail.width() >= rail.sizeHint().width(), view
        assert window.canvas.width() >= SMALL[0] // 2, view


def test_what_is_shown_of_lessons_is_chosen_from_a_box_where_tiles_have_no_room(small_desk: Desk) -> None:
    small_desk.window.show_view("lessons")
    page = small_desk.window.pages.page("lessons")
    assert isinstance(page, LessonsPage)
    settle()
    choices = page.choices
    assert choices.box.isVisible()
    assert not choices.kinds[None].isVisible()
    choices.box.setCurrentIndex(choices.box.findData("affirming"))
    choices.box.activated.emit(choices.box.currentIndex())
    assert {row.valence for row in page.lessons.rows if isinstance(row, LessonRow)} == {"affirming"}
    page.show_valence(None)
    assert choices.box.currentData() is None
    assert len([row for row in page.lessons.rows if row.id]) == len(small_desk.all(Lesson))


def test_every_panel_fits_beside_a_page_whatever_it_offers(small_desk: Desk) -> None:
    window, inspector = small_desk.window, small_desk.window.inspector
    window.resize(1600, 700)
    window.split.setSizes([1600, 330])
    settle()
    wide = inspector.viewport().width()
    for kind in KINDS.values():
        for entity in small_desk.all(kind)[:3]:
            window.selection.set([entity.id])
            settle()
            panel = inspector.panel
            assert panel is not None
            assert panel.minimumSizeHint().width() <= wide, entity.id
            small_desk.qtbot.waitUntil(partial(_is_whole, panel))


def test_what_is_offered_goes_on_in_the_next_line_where_there_is_no_room(qtbot: QtBot, light: object) -> None:
    button = quiet_button("+ what the therapist made of it")
    qtbot.addWidget(button)
    whole = button.sizeHint()
    button.resize(whole)
    button.show()
    assert "\n" not in button.text()
    narrow = whole.width() // 2
    assert button.heightForWidth(narrow) > whole.height()
    button.resize(narrow, button.heightForWidth(narrow))
    settle()
    assert button.text().split() == ["+", "what", "the", "therapist", "made", "of", "it"]
    assert len(button.text().splitlines()) > 1
    assert button.sizeHint().width() == whole.width()
    button.resize(whole)
    settle()
    assert "\n" not in button.text()


def test_the_tooltip_of_a_box_says_what_is_cut_short(qtbot: QtBot, light: object) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.show()
    box = ChoiceBox(holder, "Order")
    box.addItem("By what the two of them share")
    box.resize(box.sizeHint())
    box.show()
    assert box.toolTip() == ""
    box.resize(box.minimumSizeHint())
    assert box.toolTip() == "By what the two of them share"
    box.clear()
    assert box.toolTip() == ""


def test_comparing_leaves_the_rail_as_it_was(small_desk: Desk) -> None:
    window, rail = small_desk.window, small_desk.part(Rail)
    before = rail.width()
    small_desk.key(K.Key_F8)
    settle()
    assert not window.canvas.shows_map
    assert rail.width() == before
    assert cut(window) == []
    small_desk.key(K.Key_Escape)
    settle()
    assert rail.width() == before
    assert window.inspector.isVisible()


def left_behind(desk: Desk) -> None:
    """Open the case again with a session of long ago that nobody ended."""
    session = begin_session(desk.document)
    with desk.document.edit("test"):
        desk.document.need(Session, session).date = "2026-01-14"
    desk.opening = True
    desk.reopen()


@pytest.mark.parametrize(("size", "scale"), [((1440, 900), 1.0), (SMALL, 1.0), (SMALL, 2.0)])
def test_the_opening_list_leaves_room_for_what_is_asked(demo_desk: Desk, size: tuple[int, int], scale: float) -> None:
    themes().scale_text(scale)
    try:
        left_behind(demo_desk)
        window = demo_desk.window
        window.resize(*size)
        settle()
        message, sheet = window.canvas.messages, window.before.sheet
        assert message.words.endswith("was never ended.")
        assert sheet.isVisible()
        assert not sheet.geometry().intersects(message.geometry())
        assert cut(window) == []
        for label in (*message.findChildren(QLabel), *sheet.findChildren(QLabel)):
            assert label.visibleRegion().isEmpty() or label.height() + 3 >= label.heightForWidth(label.width())
    finally:
        themes().scale_text(1.0)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_message_leaves_the_legend_in_sight(demo_desk: Desk, scale: float) -> None:
    window = demo_desk.window
    themes().scale_text(scale)
    try:
        window.resize(*SMALL)
        demo_desk.key(K.Key_F5)
        demo_desk.key(K.Key_X)
        settle()
        message = window.canvas.messages
        assert message.words.startswith("Disruption noted")
        assert not message.geometry().intersects(window.legend.geometry())
        assert cut(window.canvas) == []
    finally:
        themes().scale_text(1.0)


def test_what_is_said_where_no_session_was_held_is_never_cut(large_letters: None, desk: Desk) -> None:
    for width, whole in ((1024, False), (2400, True)):
        desk.window.resize(width, 700)
        settle()
        words = desk.part(QLabel, no_sessions(), within=desk.part(Scrubber))
        assert words.heightForWidth(words.width()) <= words.height()
        assert (words.text() == no_sessions()) == whole
        assert words.toolTip() == ("" if whole else no_sessions())
