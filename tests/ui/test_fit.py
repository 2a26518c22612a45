"""Nothing is cut off, covered or pressed together: every view in a small window and with large letters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from relmap.model.lessons import Lesson
from relmap.ui.rail import Rail
from relmap.ui.theme import themes
from relmap.ui.views.lessons import LessonsPage
from tests.ui.desk import Desk, settle

SMALL = (1024, 700)
VIEWS = ("map", "lessons", "patterns", "room", "timeline")


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


def test_no_view_is_cut_in_a_small_window_with_large_letters(small_desk: Desk) -> None:
    window, rail = small_desk.window, small_desk.part(Rail)
    for view in VIEWS:
        window.show_view(view)
        settle()
        assert cut(window) == [], view
        assert rail.width() >= rail.sizeHint().width(), view
        assert window.canvas.width() >= SMALL[0] // 2, view


def test_what_is_shown_of_lessons_is_chosen_from_a_box_where_tiles_have_no_room(small_desk: Desk) -> None:
    small_desk.window.show_view("lessons")
    page = small_desk.window.pages.page("lessons")
    assert isinstance(page, LessonsPage)
    settle()
    choices = page.choices
    assert choices.box.isVisible() and not choices.kinds[None].isVisible()
    choices.box.setCurrentIndex(choices.box.findData("affirming"))
    choices.box.activated.emit(choices.box.currentIndex())
    assert {row.valence for row in page.lessons.rows} == {"affirming"}
    page.show_valence(None)
    assert choices.box.currentData() is None
    assert len([row for row in page.lessons.rows if row.id]) == len(small_desk.all(Lesson))
