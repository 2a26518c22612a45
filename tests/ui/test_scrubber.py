"""The bar at the foot: both clocks by key, by mouse and by ear, for no session and for hundreds; two times together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from relmap.edits import fields, marks, sessions
from relmap.model.people import Person
from relmap.model.therapy import Rupture, Session
from relmap.settings import Settings
from relmap.ui.compare import Compare
from relmap.ui.map.shapes import NodeLook, TieLook
from relmap.ui.past_banner import PastBanner
from relmap.ui.scrub_line import ScrubLine
from relmap.ui.scrub_points import Point
from relmap.ui.scrubber import Scrubber
from tests.casefiles import begun_document, set_cover, sit
from tests.ui.desk import LEFT, NONE, SHIFT, Desk, K, settle
from tests.ui.times import lived_desk, looking, shown, told_desk


@pytest.fixture
def lived(tmp_path: Path, qtbot: QtBot, light: object) -> Iterator[Desk]:
    """Three sessions and what was added after them."""
    desk = lived_desk(tmp_path / "lived.relmap", qtbot)
    yield desk
    desk.close()


@pytest.fixture
def told(tmp_path: Path, qtbot: QtBot, light: object) -> Iterator[Desk]:
    """The demo, session by session."""
    desk = told_desk(tmp_path / "told.relmap", qtbot)
    yield desk
    desk.close()


def line_of(desk: Desk) -> ScrubLine:
    return desk.part(Scrubber).line


# the line by itself


def points_of(count: int) -> list[Point]:
    """So many sessions, some marked, some not held, and today."""
    words = ("", "", "disruption", "", "new experience")
    made = [
        Point(str(n), f"session {n}", f"Session {n}", words[n % 5], open_=n % 7 != 0, disruption=n % 5 == 2)
        for n in range(1, count + 1)
    ]
    return [*made, Point("today", "today", "Today", today=True, rank=0)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(1, 520), width=st.integers(150, 2000), at=st.floats(0, 1))
def test_words_never_cover_each_other(qapp: QApplication, light: object, count: int, width: int, at: float) -> None:
    line = ScrubLine(None)  # type: ignore[arg-type]  # it stands alone here
    line.resize(width, 66)
    line.show_points(points_of(count), round(at * count), "The sessions")
    for words in (list(line.labels()), list(line.words())):
        for (_, one, _), (_, other, _) in combinations(words, 2):
            assert not one.intersects(other)
        assert all(box.left() >= 0 and box.right() <= width for _, box, _ in words)
    below = [index for index, _, _ in line.labels()]
    assert round(at * count) in below
    line.deleteLater()


@pytest.mark.parametrize("count", [1, 16, 84, 500])
def test_numbers_thin_out_evenly(qapp: QApplication, light: object, count: int) -> None:
    line = ScrubLine(None)  # type: ignore[arg-type]  # it stands alone here
    line.resize(700, 66)
    line.show_points(points_of(count), count, "The sessions")
    numbers = [int(text) for _, _, text in line.labels() if text.isdecimal()]
    steps = {later - sooner for sooner, later in zip(sorted(numbers), sorted(numbers)[1:], strict=False)}
    assert len(steps) <= 1
    assert numbers
    line.deleteLater()


def test_it_reads_from_right_to_left(qapp: QApplication, light: object) -> None:
    line = ScrubLine(None)  # type: ignore[arg-type]  # it stands alone here
    line.resize(700, 66)
    line.show_points(points_of(16), 3, "The sessions")
    left = line.place_of(0).x()
    line.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert line.place_of(0).x() == pytest.approx(line.width() - left, abs=1.0)
    assert line.nearest(line.place_of(4).x()) == 4
    QTest.keyClick(line, K.Key_Left)
    assert line.value() == 4
    line.deleteLater()


def test_being_told_where_it_is_chooses_nothing(qapp: QApplication, light: object, qtbot: QtBot) -> None:
    line = ScrubLine(None)  # type: ignore[arg-type]  # it stands alone here
    with qtbot.assertNotEmitted(line.chosen):
        line.show_points(points_of(60), 60, "The years")
        line.show_points(points_of(16), 16, "The sessions")
        line.show_place(3)
        line.show_points(points_of(80), 40, "The years")
        line.forget()
    line.deleteLater()


# by session


def test_keys_on_the_canvas_go_by_session(told: Desk) -> None:
    held = [halt.stop for halt in looking(told).halts if halt.held]
    told.key(K.Key_Left)
    assert looking(told).stop == held[-1]
    told.key(K.Key_Left)
    assert looking(told).stop == held[-2]
    told.key(K.Key_Right)
    told.key(K.Key_Right)
    assert not looking(told).away
    told.key(K.Key_Right)
    assert not looking(told).away


def test_keys_where_earlier_is_to_the_right(qapp: QApplication, tmp_path: Path, qtbot: QtBot, light: object) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        desk = lived_desk(tmp_path / "lived.relmap", qtbot)
        desk.key(K.Key_Right)
        assert looking(desk).stop == looking(desk).halts[-1].stop
        desk.key(K.Key_Right)
        desk.key(K.Key_Left)
        assert looking(desk).stop == looking(desk).halts[-1].stop
        desk.close()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_line_by_keyboard_alone(told: Desk) -> None:
    line = line_of(told)
    line.setFocus()
    told.key(K.Key_Home)
    assert looking(told).stop == looking(told).halts[0].stop
    told.key(K.Key_Right)
    assert looking(told).stop == looking(told).halts[1].stop
    held = [halt.held for halt in looking(told).halts]
    skipped = held.index(False)
    looking(told).go_to_session(looking(told).halts[skipped - 1].stop)
    told.key(K.Key_Right)
    assert looking(told).stop == looking(told).halts[held.index(True, skipped)].stop
    told.key(K.Key_Escape)
    assert not looking(told).away
    told.key(K.Key_Left)
    told.key(K.Key_End)
    assert not looking(told).away
    assert told.in_focus(line)


def test_the_line_by_mouse(told: Desk) -> None:
    line = line_of(told)
    QTest.mouseClick(line, LEFT, NONE, line.place_of(3).toPoint())
    assert looking(told).stop == looking(told).halts[3].stop
    QTest.mousePress(line, LEFT, NONE, line.place_of(3).toPoint())
    way = [looking(told).halts[place].stop for place in (4, 5, 8) if looking(told).halts[place].held]
    been = []
    for place in (4, 5, 8):
        QTest.mouseMove(line, line.place_of(place).toPoint())
        been.append(looking(told).stop)
    QTest.mouseRelease(line, LEFT, NONE, line.place_of(8).toPoint())
    assert [stop for stop in been if stop in way] == way
    QTest.mouseMove(line, line.place_of(2).toPoint())
    assert looking(told).stop == been[-1]


def test_it_is_a_slider_that_is_spoken(told: Desk) -> None:
    line = line_of(told)
    spoken = QAccessible.queryAccessibleInterface(line)
    assert spoken.role() == QAccessible.Role.Slider
    assert spoken.text(QAccessible.Text.Name) == "The sessions"
    assert spoken.text(QAccessible.Text.Description) == "today"
    place = next(place for place, halt in enumerate(looking(told).halts) if halt.disruptions)
    looking(told).go_to_session(looking(told).halts[place].stop)
    assert spoken.text(QAccessible.Text.Description).endswith("1 disruption")
    assert f"ession {place + 1}," in spoken.text(QAccessible.Text.Description)


def test_hovering_says_what_is_marked(told: Desk) -> None:
    line = line_of(told)
    place = next(place for place, halt in enumerate(looking(told).halts) if halt.experiences)
    at = line.place_of(place).toPoint()
    QApplication.sendEvent(line, QHelpEvent(QEvent.Type.ToolTip, at, line.mapToGlobal(at)))
    assert "New: " in QToolTip.text()
    assert f"Session {place + 1}" in QToolTip.text()
    QToolTip.hideText()
    assert "cancelled" in "".join(point.tip for point in line.points) or "did not come" in "".join(
        point.tip for point in line.points
    )


def test_words_of_people_are_no_markup(lived: Desk) -> None:
    sit(lived.document, sessions.begin_session(lived.document))
    rupture = marks.mark(lived.document, "disruption")
    fields.set_field(lived.document, rupture, "description", "<b>x</b> & y")
    sit(lived.document, None)
    line = line_of(lived)
    at = line.place_of(3).toPoint()
    QApplication.sendEvent(line, QHelpEvent(QEvent.Type.ToolTip, at, line.mapToGlobal(at)))
    assert "&lt;b&gt;x&lt;/b&gt; &amp; y" in QToolTip.text()
    QToolTip.hideText()


def test_a_running_session_is_today(lived: Desk) -> None:
    assert len(line_of(lived).points) == 4
    lived.key(K.Key_F5)
    assert lived.document.running is not None
    assert len(line_of(lived).points) == 4
    sit(lived.document, None)
    assert len(line_of(lived).points) == 5


def test_what_is_covered_is_not_on_the_line(told: Desk) -> None:
    line = line_of(told)
    (rupture, *_) = (row for row in told.all(Rupture) if row.veil == "none")
    place = next(place for place, halt in enumerate(looking(told).halts) if rupture.id in halt.disruptions)
    assert line.points[place].disruption
    set_cover(told.document, rupture.id, "outline")
    assert not line.points[place].disruption
    session = told.all(Session)[0].id
    count = len(line.points)
    set_cover(told.document, session, "full")
    assert len(line.points) == count - 1


@pytest.mark.parametrize("clock", ["sessions", "life"])
def test_an_empty_case_has_a_kind_sentence(desk: Desk, clock: str) -> None:
    looking(desk).set_clock("life" if clock == "life" else "sessions")
    scrubber = desk.part(Scrubber)
    assert not scrubber.line.isVisible()
    words = [label.text() for label in scrubber.findChildren(QLabel) if label.isVisible()]
    assert any("here" in text for text in words)
    before = desk.document.revision
    for key, modifiers in ((K.Key_Left, NONE), (K.Key_Right, NONE), (K.Key_Left, SHIFT), (K.Key_F7, NONE)):
        desk.key(key, modifiers)
        assert desk.message or key == K.Key_F7
        desk.window.canvas.messages.clear()
    assert not looking(desk).away
    assert desk.document.revision == before


# by years of life


def test_a_year_shows_what_was_there(told: Desk) -> None:
    today = shown(told)
    looking(told).life(1995)
    then = shown(told)
    assert then.keys() == today.keys()
    absent = looking(told).lifetimes.absent(1995)
    for look in then.values():
        if look.entity in absent:
            assert look.ghosted, look.id
        elif isinstance(look, NodeLook):
            assert not look.ghosted
            assert (look.x, look.y) == (today[look.id].x, today[look.id].y)  # type: ignore[union-attr]  # nodes both
    assert told.part(PastBanner).words.startswith("What was there in 1995")
    dad = told.named("Dad")
    looking(told).life(2020)
    assert dad.died is not None
    assert not shown(told)[dad.id].ghosted
    looking(told).to_today()
    assert shown(told) == today


def test_ghosts_can_be_hidden(told: Desk) -> None:
    today = shown(told)
    looking(told).life(1995)
    hide = told.part(QAbstractButton, "Hide what was not there", within=told.part(Scrubber))
    told.click_on(hide)
    then = shown(told)
    absent = looking(told).lifetimes.absent(1995)
    assert then.keys() < today.keys()
    assert not [look for look in then.values() if look.ghosted or look.entity in absent]
    lines = [look for look in then.values() if isinstance(look, TieLook)]
    assert all(told.window.scene.board.drawn(told.window.scene.board.ties[line.id]) for line in lines)
    told.click_on(hide)
    assert shown(told).keys() == today.keys()


def test_keys_go_by_year(told: Desk) -> None:
    told.key(K.Key_Left, SHIFT)
    last = looking(told).year
    assert last == looking(told).lifetimes.last
    told.key(K.Key_Left, SHIFT)
    assert looking(told).year == last - 1
    assert line_of(told).accessibleName() == "The years of this life"
    assert line_of(told).accessibleDescription().startswith(str(last - 1))
    for _ in range(2):
        told.key(K.Key_Right, SHIFT)
    assert not looking(told).away
    line_of(told).setFocus()
    told.key(K.Key_Home)
    assert looking(told).year == looking(told).lifetimes.first
    told.key(K.Key_Escape)
    assert not looking(told).away


def test_from_one_clock_to_the_other(told: Desk) -> None:
    looking(told).life(1995)
    told.window.view.setFocus()
    told.key(K.Key_Left)
    assert looking(told).stop == [halt.stop for halt in looking(told).halts if halt.held][-1]
    assert looking(told).year is None
    assert not [look for look in shown(told).values() if look.ghosted]
    told.click_on(told.part(QAbstractButton, "Life"))
    assert (looking(told).clock, looking(told).away) == ("life", False)
    told.click_on(told.part(QAbstractButton, "Sessions"))
    assert (looking(told).clock, looking(told).away) == ("sessions", False)


def test_playing_through_a_life_goes_where_anything_changes(told: Desk) -> None:
    looking(told).set_clock("life")
    looking(told).play()
    been = []
    while looking(told).playing:
        been.append(looking(told).year)
        looking(told)._play.timeout.emit()
    turns = looking(told).lifetimes.turns
    assert been == [*turns, *(year for year in [looking(told).lifetimes.last] if year not in turns)]
    assert not looking(told).away


def test_a_change_of_today_is_seen_in_the_year_that_is_shown(told: Desk) -> None:
    looking(told).life(1995)
    mum = told.named("Mum").id
    assert not shown(told)[mum].ghosted
    fields.set_field(told.document, mum, "born", "2001")
    assert shown(told)[mum].ghosted
    set_cover(told.document, mum, "full")
    assert mum not in shown(told)


def test_escape_on_a_page_leads_back(told: Desk) -> None:
    looking(told).step(-1)
    told.window.show_view("lessons")
    assert told.part(PastBanner).words
    told.key(K.Key_Escape)
    assert not looking(told).away
    assert told.window.pages.current == "lessons"


# two times side by side


def test_two_times_side_by_side(lived: Desk) -> None:
    before = lived.document.revision
    lived.key(K.Key_Left)
    lived.key(K.Key_Left)
    lived.key(K.Key_Left)
    lived.key(K.Key_F8)
    pair = lived.part(Compare)
    assert pair.words == "2 added, 1 changed"
    mother = lived.named("Mother").id
    assert pair.earlier.scene.look(mother).title == "Mum"  # type: ignore[union-attr]  # it is there
    assert pair.later.scene.look(mother).title == "Mother"  # type: ignore[union-attr]  # it is there
    assert mother in (pair.earlier.scene.emphasis or ())
    assert {one.id for one in lived.all(Person)} & (pair.later.scene.emphasis or frozenset()) >= {mother}
    assert not lived.part(Compare).findChildren(PastBanner)
    lived.key(K.Key_Escape)
    assert not pair.isVisible()
    assert pair.earlier.source is None
    assert pair.later.scene.looks() == []
    assert lived.document.revision == before


def test_choosing_the_two_times_by_key(lived: Desk) -> None:
    lived.key(K.Key_F8)
    pair = lived.part(Compare)
    assert pair.words == "1 added"
    assert lived.in_focus(pair.earlier.box)
    lived.key(K.Key_Home)
    assert pair.words == "2 added, 1 changed"
    later = lived.part(QComboBox, "Later")
    later.setFocus()
    lived.key(K.Key_Home)
    assert pair.words == "Nothing differs between these two times."
    assert pair.earlier.scene.emphasis is None
    pair.earlier.box.setFocus()
    lived.key(K.Key_End)
    assert (pair.earlier.box.currentIndex(), later.currentIndex()) == (0, 3)
    lived.key(K.Key_Escape)
    assert lived.in_focus(lived.window.view)


def test_both_maps_move_together(lived: Desk) -> None:
    lived.window.times.compare()
    settle()
    pair = lived.part(Compare)
    ways: list[Callable[[], object]] = [
        partial(pair.later.view.zoom_by, 1.5),
        partial(pair.earlier.view.pan_by, 40, -25),
        pair.fit,
    ]
    for way in ways:
        way()
        one, other = pair.earlier.view.viewportTransform(), pair.later.view.viewportTransform()
        assert one.m11() == other.m11()
        assert one.dx() == pytest.approx(other.dx(), abs=1.0)
        assert one.dy() == pytest.approx(other.dy(), abs=1.0)


def test_nothing_can_be_written_side_by_side(lived: Desk) -> None:
    lived.window.times.compare()
    settle()
    pair, before = lived.part(Compare), lived.document.revision
    for view in (pair.earlier.view, pair.later.view):
        centre = QPoint(view.viewport().width() // 2, view.viewport().height() // 2)
        QTest.mouseDClick(view.viewport(), LEFT, NONE, centre)
        QTest.mousePress(view.viewport(), LEFT, NONE, centre)
        QTest.mouseMove(view.viewport(), centre + QPoint(60, 30))
        QTest.mouseRelease(view.viewport(), LEFT, NONE, centre + QPoint(60, 30))
        for key in (K.Key_P, K.Key_Delete, K.Key_Return, K.Key_Space):
            QTest.keyClick(view, key)
    assert lived.document.revision == before
    assert not lived.typing


def test_what_is_covered_is_covered_on_both_sides(lived: Desk) -> None:
    lived.key(K.Key_Left)
    lived.window.times.compare()
    mother = lived.named("Mother").id
    set_cover(lived.document, mother, "full")
    pair = lived.part(Compare)
    assert not pair.earlier.scene.looks_of(mother)
    assert not pair.later.scene.looks_of(mother)


def test_another_view_ends_the_comparison(lived: Desk) -> None:
    lived.key(K.Key_Left)
    lived.window.times.compare()
    pair = lived.part(Compare)
    lived.window.actions_.run("map")
    assert not pair.isVisible()
    assert pair.later.source is None
    assert lived.part(PastBanner).words


def test_closing_in_the_middle_of_a_comparison(lived: Desk) -> None:
    lived.window.times.compare()
    pair = lived.part(Compare)
    lived.window.close()
    assert (pair.words, pair.earlier.box.count(), pair.later.scene.looks()) == ("", 0, [])


def test_one_session_and_no_motion(tmp_path: Path, qtbot: QtBot, light: object) -> None:
    document = begun_document(tmp_path / "one.relmap")
    sessions.begin_session(document)
    sit(document, None)
    desk = Desk(document, qtbot, Settings(motion=False))
    assert len(line_of(desk).points) == 2
    desk.key(K.Key_Left)
    assert looking(desk).away
    assert desk.window.scene.lifted == frozenset()
    desk.close()
