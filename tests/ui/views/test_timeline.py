"""The timeline as a person uses it: in the real window, by keys and by the mouse, the picture and the list in step."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from relmap.edits.fields import set_field
from relmap.edits.linking import link
from relmap.edits.people import add_person, add_tie
from relmap.edits.things import add_context, add_life_event
from relmap.exchange.importing import import_case
from relmap.exchange.reading import parse_case
from relmap.model.people import Person
from relmap.model.seats import main_tie
from relmap.resources import resource
from relmap.store.document import Document
from relmap.store.files import open_document
from relmap.ui.views.time_rows import Row, rows_of
from relmap.ui.views.timeline import TimelinePage
from tests.casefiles import PASSPHRASE, begun_document, set_cover
from tests.longcase import make_long_case
from tests.ui.desk import ALT, CTRL, Desk, K

TODAY = datetime.date(2026, 7, 1)


@pytest.fixture
def small(tmp_path: Path) -> Document:
    """A case with five people and dates of every manner."""
    document = begun_document(tmp_path / "case.relmap")
    for number, (name, period) in enumerate(
        [("Ada", "../1990"), ("Bo", "1984/1994"), ("Cy", "1990~"), ("Di", "2019/.."), ("Ed", None)]
    ):
        person = add_person(document, name)
        tie = main_tie(document, person)
        tie_id = tie.id if tie is not None else add_tie(document, _me(document), person)
        if period is not None:
            set_field(document, tie_id, "period", period)
        if number == 0:
            move = add_life_event(document, "The move")
            set_field(document, move, "happened", "1990~")
            set_field(document, move, "happened_said", "when I was about seven")
            link(document, "made_of", move, tie_id)
            context = add_context(document, "money", about=tie_id)
            set_field(document, context, "period", "1985/unknown")
    return document


@pytest.fixture
def opened(small: Document, qtbot: QtBot, light: object) -> Iterator[Desk]:
    """That case at the desk."""
    made = Desk(small, qtbot)
    yield made
    made.close()


def page_of(desk: Desk) -> TimelinePage:
    """The timeline of a desk, in sight."""
    desk.window.show_view("timeline")
    page = desk.window.pages.page("timeline")
    assert isinstance(page, TimelinePage)
    page.clock = lambda: TODAY
    page.look_again()
    return page


def _me(document: Document) -> str:
    return next(one.id for one in document.all(Person) if one.seat == "client")


def titles(page: TimelinePage) -> list[str]:
    return [mark.title for mark in page.picture.marks]


def spoken(page: TimelinePage) -> list[str]:
    return [row.spoken for row in page.rows.rows]


def test_everything_dated_is_in_the_picture_and_in_the_list(opened: Desk) -> None:
    page = page_of(opened)
    assert {"Ada", "Bo", "Cy", "Di", "The move", "Money"} <= set(titles(page))
    listed = spoken(page)
    apart = listed.index("Not dated yet")
    assert any(row.startswith("Ed") for row in listed[apart:])
    assert not any(row.startswith("Ed") for row in listed[:apart])
    assert sorted(mark.id for mark in page.picture.marks) == sorted(row.id for row in page.rows.rows[:apart])


def test_the_words_it_was_said_in_stand_beside_the_date(opened: Desk) -> None:
    page = page_of(opened)
    (row,) = [words for words in spoken(page) if words.startswith("The move")]
    assert "“when I was about seven” (about 1990)" in row
    assert "What I made of it: Ada" in row


def test_what_is_clicked_is_chosen_and_shown_in_the_list(opened: Desk) -> None:
    page = page_of(opened)
    (mark,) = [one for one in page.picture.marks if one.title == "Bo"]
    box = page.picture.box_of(mark.id)
    assert box is not None
    QTest.mouseClick(page.picture.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert opened.selected == [mark.id]
    assert page.list.currentIndex().row() == page.rows.row_of(mark.id)
    QTest.mouseClick(page.picture.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(400, 4))
    assert opened.selected == []


def test_the_arrows_go_through_time_and_enter_leads_to_the_map(opened: Desk) -> None:
    page = page_of(opened)
    assert QApplication.focusWidget() is page.picture
    opened.key(K.Key_Home)
    first = opened.selected
    opened.key(K.Key_Right)
    assert opened.selected != first
    opened.key(K.Key_Left)
    assert opened.selected == first
    marks = {mark.id: mark for mark in page.picture.marks}
    assert page.picture.accessibleDescription() == marks[first[0]].spoken
    opened.key(K.Key_Down)
    assert opened.selected != first
    chosen = opened.selected
    opened.enter()
    assert opened.window.pages.current == "map"
    assert opened.selected == chosen
    opened.key(K.Key_Left, ALT)
    assert opened.window.pages.current == "timeline"


def test_every_thing_can_be_reached_by_keys(opened: Desk) -> None:
    page = page_of(opened)
    opened.key(K.Key_Home)
    reached = set(opened.selected)
    for _ in page.picture.marks:
        opened.key(K.Key_Right)
        reached |= set(opened.selected)
        assert page.picture.box_of(opened.selected[0]) is not None, "what is chosen is in sight"
    assert reached == {mark.id for mark in page.picture.marks}


def test_zooming_and_panning_by_keys_and_wheel(opened: Desk) -> None:
    page = page_of(opened)
    picture = page.picture
    whole = picture.axis
    opened.key(K.Key_Plus)
    assert picture.axis.scale == pytest.approx(whole.scale * 1.5)
    opened.key(K.Key_Right, CTRL)
    assert picture.axis.first > whole.first
    opened.key(K.Key_0)
    assert picture.axis.scale == pytest.approx(whole.scale)
    at = QPointF(400.0, 60.0)
    x = at.x() - picture._board.measures.heads
    year = picture.axis.year(x)
    turn = QWheelEvent(
        at,
        picture.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(picture.viewport(), turn)
    assert picture.axis.scale > whole.scale
    assert picture.axis.year(x) == pytest.approx(year, abs=2.0 / picture.axis.scale)


def test_a_filter_holds_for_both(opened: Desk) -> None:
    page = page_of(opened)
    page.filter_box.setText("seven")
    assert titles(page) == ["The move"]
    assert [row.id for row in page.rows.rows] == [mark.id for mark in page.picture.marks]
    page.filter_box.clear()
    page.kind_box.setCurrentIndex(page.kind_box.findData("contexts"))
    page.look_again()
    assert titles(page) == ["Money"]


def test_as_it_was_told_has_everything_once(opened: Desk) -> None:
    page = page_of(opened)
    by_date = sorted(row.id for row in page.rows.rows if row.id)
    page.order_box.setCurrentIndex(1)
    page.look_again()
    assert sorted(row.id for row in page.rows.rows if row.id) == by_date
    assert spoken(page)[0] == "Outside a session"


def test_a_choice_elsewhere_is_brought_into_sight(opened: Desk) -> None:
    page = page_of(opened)
    page.picture.zoom_by(30.0, 0.0)
    (mark,) = [one for one in page.picture.marks if one.title == "Di"]
    opened.window.selection.set([mark.id])
    assert page.picture.box_of(mark.id) is not None


def test_a_date_that_is_changed_moves_the_mark(opened: Desk) -> None:
    page = page_of(opened)
    (mark,) = [one for one in page.picture.marks if one.title == "Bo"]
    set_field(opened.document, mark.id, "period", None)
    assert "Bo" not in titles(page)
    opened.document.undo()
    assert "Bo" in titles(page)


@pytest.mark.parametrize("veil", ["outline", "full"])
def test_what_is_covered_appears_nowhere(opened: Desk, veil: str) -> None:
    page = page_of(opened)
    ada = opened.named("Ada").id
    set_cover(opened.document, ada, veil)
    (move,) = [mark for mark in page.picture.marks if mark.title == "The move"]
    shown = " ".join(
        [*titles(page), *spoken(page), *(mark.spoken for mark in page.picture.marks), *page.picture._titles.values()]
    )
    assert "Ada" not in shown
    assert move.leads_to == frozenset()


def test_closing_keeps_no_word(opened: Desk) -> None:
    page = page_of(opened)
    opened.key(K.Key_Home)
    page.close_case()
    assert page.picture.marks == ()
    assert page.rows.rows == ()
    assert "Ada" not in page.picture.accessibleDescription()


def test_with_nothing_dated_there_is_a_kind_word(desk: Desk) -> None:
    page = page_of(desk)
    assert page.picture.marks == ()
    assert spoken(page)[0] == "Not dated yet"
    page.filter_box.setText("nobody has these words")
    assert page.rows.rows == ()


def test_the_list_is_a_sound_model(opened: Desk) -> None:
    page = page_of(opened)
    QAbstractItemModelTester(page.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    add_life_event(opened.document, "Another")
    page.filter_box.setText("a")
    page.filter_box.clear()
    opened.document.undo()
    assert page.rows.rowCount() == len(page.rows.rows)


def test_a_long_case_puts_no_two_marks_on_each_other(tmp_path: Path, qtbot: QtBot, light: object) -> None:
    make_long_case(tmp_path / "long.relmap", PASSPHRASE)
    made = Desk(open_document(tmp_path / "long.relmap", PASSPHRASE), qtbot)
    page = page_of(made)
    assert len(page.picture.marks) > 140
    for row in rows_of(page.picture.marks, (1930.0, 2027.0)):
        assert row.lane == "therapy" or not _overlapping(row)
    made.close()


def _overlapping(row: Row) -> list[tuple[str, str]]:
    """Marks of one line that begin before another has ended."""
    ends: dict[int, tuple[float, str]] = {}
    found = []
    for place in sorted(row.places, key=lambda one: one.mark.at.at.first if one.mark.at else 0.0):
        at = place.mark.at
        if at is None or place.mark.glyph == "life":
            continue
        before = ends.get(place.line)
        if before is not None and at.at.first < before[0]:
            found.append((before[1], place.mark.id))
        ends[place.line] = (at.at.last, place.mark.id)
    return found


def test_the_legend_says_what_the_ends_mean(opened: Desk) -> None:
    page = page_of(opened)
    assert not page.legend.isVisible()
    opened.click_on(opened.part(QToolButton, "Legend", within=page))
    assert page.legend.isVisible()
    words = page.legend.accessibleDescription()
    assert "about then" in words
    assert "goes on after a death" in words
    assert page.legend.height() >= page.legend.heightForWidth(page.legend.width())


def test_the_years_of_the_therapy_can_be_brought_into_sight(opened: Desk) -> None:
    set_field(opened.document, "case", "started", "2026-01")
    page = page_of(opened)
    page.years_box.setCurrentIndex(2)
    page.years_box.activated.emit(2)
    axis = page.picture.axis
    assert axis.first == pytest.approx(2026, abs=0.1)
    (mark,) = [one for one in page.picture.marks if one.array == "case"]
    assert page.picture.box_of(mark.id) is not None


def test_a_heading_leads_to_whose_row_it_is(opened: Desk) -> None:
    page = page_of(opened)
    ada = opened.named("Ada").id
    band = next(one for one in page.picture._board.bands if one.row.key == ada)
    y = round(band.top + page.picture._board.measures.axis + 8 - page.picture.verticalScrollBar().value())
    QTest.mouseClick(page.picture.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, y))
    assert opened.selected == [ada]


def test_looking_back_shows_what_was_known_then(tmp_path: Path, qtbot: QtBot, light: object) -> None:
    import_case(parse_case(resource("demo", "heron.json")), tmp_path / "heron.relmap", PASSPHRASE)
    heron = Desk(open_document(tmp_path / "heron.relmap", PASSPHRASE), qtbot)
    page = page_of(heron)
    now = {mark.id for mark in page.picture.marks}
    for _ in range(12):
        heron.window.actions_.action("earlier").trigger()
    then = {mark.id for mark in page.picture.marks}
    assert then < now
    assert "x_angry" in now - then
    heron.window.actions_.action("today").trigger()
    assert {mark.id for mark in page.picture.marks} == now
    heron.close()


def test_what_somebody_looks_at_stays_when_the_years_grow(opened: Desk) -> None:
    page = page_of(opened)
    picture = page.picture
    assert page.years_box.currentData() == "all"
    picture.zoom_by(4.0)
    assert page.years_box.currentIndex() == -1
    before = picture.axis
    set_field(opened.document, add_life_event(opened.document, "Long ago"), "happened", "1900")
    after = picture.axis
    assert after.scale == pytest.approx(before.scale)
    assert after.first == pytest.approx(before.first, abs=2.0 / after.scale)
    picture.setFocus()
    opened.key(K.Key_0)
    assert page.years_box.currentData() == "all"
    assert picture.axis.first < 1900


def test_all_years_stay_all_years_when_they_grow(opened: Desk) -> None:
    page = page_of(opened)
    event = add_life_event(opened.document, "Long ago")
    set_field(opened.document, event, "happened", "1900")
    assert page.picture.axis.first < 1900
    assert page.picture.box_of(event) is not None
