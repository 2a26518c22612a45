"""Looking back through the real window: the map as it stood, nothing that jumps, nothing that can be written."""

from __future__ import annotations

import datetime
import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from relmap.edits import fields, people, removing
from relmap.model.lessons import Lesson
from relmap.model.people import Person, Relationship
from relmap.model.placement import Placement
from relmap.model.therapy import Session
from relmap.ui.desk_commands import VIEWS
from relmap.ui.map.shapes import NodeLook
from relmap.ui.pages import MAP
from relmap.ui.past_banner import PastBanner
from relmap.ui.scrubber import Scrubber
from tests.casefiles import set_cover, tables
from tests.ui.desk import ALT, SHIFT, Desk, K, settle
from tests.ui.test_commands import ELSEWHERE, close_all
from tests.ui.times import jumps, lived_desk, looking, shown, told_desk


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


# the map as it stood


def test_each_session_shows_what_the_map_showed_then(tmp_path: Path, qtbot: QtBot, light: object) -> None:
    desk = told_desk(tmp_path / "told.relmap", qtbot)
    taken, rows = [], []
    for number in range(3):
        desk.window.actions_.run("begin_session")
        desk.add_people(f"Somebody {number}")
        desk.click(desk.named(f"Somebody {number}").id)
        desk.key(K.Key_Up, ALT)
        fields.set_field(desk.document, desk.named("Mum").id, "pronouns", f"wording {number}")
        with desk.document.edit("test", session=desk.document.running):
            running = desk.document.need(Session, desk.document.running or "")
            running.ended = datetime.datetime.now().strftime("%H:%M")
        taken.append(shown(desk))
        rows.append(tables(desk.window.projection))
    desk.add_people("Somebody later")
    today = shown(desk)
    stops = [halt.stop for halt in looking(desk).halts][-3:]
    for order in ((2, 0, 1), (1, 2, 0)):
        for place in order:
            looking(desk).go_to_session(stops[place])
            assert shown(desk) == taken[place]
            assert tables(looking(desk).feed.projection) == rows[place]
    looking(desk).to_today()
    assert shown(desk) == today
    desk.close()


def test_nothing_jumps_that_did_not_change(told: Desk) -> None:
    before = shown(told)
    steps = 0
    while looking(told).stop != looking(told).halts[0].stop:
        told.key(K.Key_Left)
        after = shown(told)
        assert list(jumps(before, after)) == []
        before, steps = after, steps + 1
    assert steps == sum(halt.held for halt in looking(told).halts)
    while looking(told).away:
        told.key(K.Key_Right)
        after = shown(told)
        assert list(jumps(before, after)) == []
        before = after


def test_nothing_jumps_in_a_long_therapy(tmp_path: Path, qtbot: QtBot, light: object) -> None:
    desk = told_desk(tmp_path / "long.relmap", qtbot, long=True)
    before = shown(desk)
    for _ in range(84):
        looking(desk).step(-1)
        after = shown(desk)
        assert list(jumps(before, after)) == []
        before = after
    assert looking(desk).stop == looking(desk).halts[0].stop
    desk.close()


def test_the_way_there_makes_no_difference(told: Desk) -> None:
    stops = [halt.stop for halt in looking(told).halts if halt.held]
    there = []
    for way in ((9, 4), (0, 4), (12, 2, 4)):
        for place in way:
            looking(told).go_to_session(stops[place])
        there.append(shown(told))
        looking(told).to_today()
    assert there[0] == there[1] == there[2]


def test_the_way_back_leaves_words_and_lines_where_they_were(told: Desk) -> None:
    def lie() -> tuple[list[str], dict[str, object]]:
        nodes, ties = told.window.scene.board.everything()
        ids = [*(node.look.id for node in nodes), *(tie.look.id for tie in ties)]
        return ids, {tie.look.id: tie.label_at for tie in ties}

    told.window.scene.motion = True
    before = lie()
    for _ in range(4):
        looking(told).step(-3)
    looking(told).to_today()
    told.window.scene.end_drag()
    assert lie() == before


def test_things_without_a_place_stand_where_they_were_first_put(told: Desk) -> None:
    today = {look.id: (look.x, look.y) for look in shown(told).values() if isinstance(look, NodeLook)}
    assert told.all(Placement), "the window stores where it shows an imported case"
    looking(told).go_to_session(looking(told).halts[0].stop)
    assert not looking(told).feed.projection.all(Placement)
    unrated = [look for look in shown(told).values() if isinstance(look, NodeLook) and look.shape in ("lesson", "role")]
    assert unrated
    assert all((look.x, look.y) == today[look.id] for look in unrated)


def test_motion_glides_what_moved(lived: Desk) -> None:
    lived.window.scene.motion = True
    mother = lived.named("Mother").id
    looking(lived).step(-1)
    looking(lived).step(-1)
    assert lived.window.scene.lifted & lived.window.scene.looks_of(mother)
    looking(lived).to_today()


def test_what_is_selected_stays_so(lived: Desk) -> None:
    mother = lived.named("Mother").id
    lived.click(mother)
    for _ in range(3):
        lived.key(K.Key_Left)
    assert lived.selected == [mother]
    assert lived.window.scene.selection == {mother}
    lived.key(K.Key_Escape)
    assert not looking(lived).away
    assert lived.selected == [mother]


# saying where it is


def test_it_says_where_it_is_and_leads_back(lived: Desk) -> None:
    lived.key(K.Key_Left)
    lived.key(K.Key_Left)
    banner = lived.part(PastBanner)
    assert banner.words.startswith("As it stood at the end of session 2")
    assert banner.words.endswith("It can be read, not changed.")
    lived.click_on(lived.part(QAbstractButton, "Back to today"))
    assert not banner.isVisible()
    assert banner.words == ""
    assert lived.in_focus(lived.window.view)


def test_the_panel_and_the_tools_look_where_the_map_looks(lived: Desk) -> None:
    mother = lived.named("Mother").id
    lived.click(mother)
    for _ in range(2):
        lived.key(K.Key_Left)
    assert lived.part(QPlainTextEdit, within=lived.part(QWidget, "title")).toPlainText() == "Mum"
    assert lived.window.tools.projection is looking(lived).feed.projection
    lived.key(K.Key_Escape)
    assert lived.part(QPlainTextEdit, within=lived.part(QWidget, "title")).toPlainText() == "Mother"


def test_what_came_later_is_not_found_in_the_past(lived: Desk) -> None:
    sam = lived.named("Sam").id
    lived.key(K.Key_Left)
    lived.window.ways.go_to(sam)
    assert "not there yet" in lived.message
    lived.window.canvas.messages.choose(0)
    assert not looking(lived).away


# nothing can be written


@pytest.mark.parametrize("life", [False, True])
def test_no_command_writes(told: Desk, life: bool) -> None:
    look_away(told, life=life)
    before = told.document.revision
    mum = told.named("Mum").id
    for selected in ([], [mum], [told.all(Lesson)[0].id], [one.id for one in told.all(Person)[3:6]]):
        for command in told.window.actions_.commands:
            if command.name in ELSEWHERE:
                continue
            look_away(told, life=life)
            told.window.selection.set(selected)
            told.window.actions_.run(command.name)
            settle()
            if command.writes and command.available():
                assert looking(told).away, command.name
                assert "not changed" in told.message, command.name
            close_all(told)
            assert told.document.revision == before, command.name


def test_no_key_and_no_hand_on_the_canvas_writes(lived: Desk) -> None:
    lived.key(K.Key_Left)
    before = lived.document.revision
    mother = lived.named("Mother").id
    lived.click(mother)
    lived.key(K.Key_Return)
    assert not lived.typing
    assert "not changed" in lived.message
    for key in (K.Key_Up, K.Key_Down):
        lived.key(key, ALT)
        lived.key(key, ALT | SHIFT)
    for letter in (K.Key_P, K.Key_L, K.Key_R, K.Key_X, K.Key_H, K.Key_V, K.Key_N, K.Key_Delete, K.Key_F2, K.Key_F5):
        lived.key(letter)
        assert not lived.typing
    start = lived.at(mother)
    lived.drag(start, start + QPointF(160, 90))
    lived.drag(lived.at(mother, 31.0), lived.at(lived.all(Person)[0].id))
    paper = lived.empty_place()
    lived.double_click(paper)
    lived.double_click(start)
    lived.drag(paper, paper + QPointF(40, 40), modifiers=SHIFT)
    assert not lived.typing
    assert lived.document.revision == before
    assert shown(lived)[mother] == lived.node(mother)


def test_no_field_and_no_button_of_the_panel_writes(told: Desk) -> None:
    looking(told).go_to_session(looking(told).halts[11].stop)
    before = told.document.revision
    source = looking(told).feed.projection
    ids = [source.all(cls)[1].id for cls in (Person, Lesson, Relationship)]
    for selected in ([], *([id] for id in ids), ids):
        told.window.selection.set(selected)
        settle()
        for field in told.window.inspector.findChildren(QPlainTextEdit):
            assert field.isReadOnly()
        for line in told.window.inspector.findChildren(QLineEdit):
            assert line.isReadOnly() or not line.isEnabled()
        for button in told.window.inspector.findChildren(QAbstractButton):
            if isValid(button) and button.isVisible() and button.isEnabled():
                button.click()
                settle()
                told.window.selection.set(selected)
    assert told.document.revision == before


@pytest.mark.parametrize("name", [name for name in VIEWS if name != MAP])
def test_no_page_writes(told: Desk, name: str) -> None:
    looking(told).go_to_session(looking(told).halts[11].stop)
    before = told.document.revision
    told.window.show_view(name)
    page = told.window.pages.page(name)
    assert not page.can_write
    for _ in range(2):  # what a first click opens is clicked as well
        for button in page.findChildren(QAbstractButton):
            if isValid(button) and button.isVisible() and button.isEnabled():
                button.click()
                settle()
                for menu in told.window.findChildren(QMenu):
                    menu.close()
                if told.window.pages.current != name:
                    told.window.show_view(name)
    page.focus_body()
    for key in (K.Key_Down, K.Key_Delete, K.Key_F2, K.Key_Space, K.Key_X, K.Key_Return):
        told.key(key)
        settle()
    assert told.document.revision == before
    assert looking(told).away


def test_what_is_typed_is_stored_before_looking_back(lived: Desk) -> None:
    mother = lived.named("Mother").id
    lived.click(mother)
    paper = lived.part(QPlainTextEdit, within=lived.part(QWidget, "title"))
    lived.click_on(paper)
    paper.selectAll()
    lived.type("Ma")
    looking(lived).step(-1)
    assert lived.document.need(Person, mother).name == "Ma"
    assert looking(lived).away


def test_what_cannot_be_stored_keeps_today(lived: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking(lived), "_flush", lambda: False)
    assert not looking(lived).go_to_session(looking(lived).halts[0].stop)
    lived.key(K.Key_Left)
    assert not looking(lived).away
    line = lived.part(Scrubber).line
    assert line.value() == line.maximum()


# covering, erasing, going on


def test_what_is_covered_today_is_covered_in_the_past(lived: Desk) -> None:
    mother = lived.named("Mother").id
    lived.key(K.Key_Left)
    assert mother in shown(lived)
    set_cover(lived.document, mother, "full")
    assert mother not in shown(lived)
    looking(lived).step(-1)
    assert mother not in shown(lived)
    looking(lived).to_today()
    assert mother not in shown(lived)


def test_what_is_erased_goes_from_the_past_at_once(lived: Desk) -> None:
    (lesson,) = lived.all(Lesson)
    lived.key(K.Key_Left)
    assert lesson.id in shown(lived)
    removing.erase(lived.document, [lesson.id])
    assert lesson.id not in shown(lived)
    for _ in range(3):
        looking(lived).step(-1)
        assert lesson.id not in shown(lived)
    looking(lived).to_today()
    assert lesson.id not in shown(lived)


def test_a_session_that_is_erased_leads_back_to_today(lived: Desk) -> None:
    lived.key(K.Key_Left)
    stop = looking(lived).stop
    assert stop is not None
    removing.erase(lived.document, [stop.session])
    assert not looking(lived).away
    assert len(looking(lived).halts) == 2


def test_today_goes_on_while_somebody_looks_back(lived: Desk) -> None:
    lived.key(K.Key_Left)
    then = shown(lived)
    added = people.add_person(lived.document, "Kit", place=(300.0, 0.0))
    assert shown(lived) == then
    looking(lived).to_today()
    assert added in shown(lived)


def test_the_past_is_let_go(lived: Desk) -> None:
    lived.key(K.Key_Left)
    assert looking(lived)._past is not None
    looking(lived).to_today()
    looking(lived)._kept.timeout.emit()
    assert looking(lived)._past is None
    lived.key(K.Key_Left)
    assert looking(lived).away


# playing


def test_playing_goes_through_all_to_today(lived: Desk) -> None:
    lived.key(K.Key_F7)
    way = [looking(lived).stop]
    for _ in range(3):
        assert looking(lived).playing
        looking(lived)._play.timeout.emit()
        way.append(looking(lived).stop)
    assert way == [*(halt.stop for halt in looking(lived).halts), None]
    assert not looking(lived).playing


def test_playing_stops_at_a_key_a_click_and_a_change(lived: Desk) -> None:
    looking(lived).play()
    lived.key(K.Key_Escape)
    assert (looking(lived).playing, looking(lived).away) == (False, True)
    lived.key(K.Key_Escape)
    assert not looking(lived).away
    looking(lived).play()
    lived.click_paper(lived.empty_place())
    assert (looking(lived).playing, looking(lived).away) == (False, True)
    looking(lived).play()
    people.add_person(lived.document, "Kit")
    assert not looking(lived).playing
    looking(lived).play()
    lived.key(K.Key_Right)
    assert not looking(lived).playing


def test_closing_while_it_plays(lived: Desk) -> None:
    looking(lived).play()
    window, line = lived.window, lived.part(Scrubber).line
    past = weakref.ref(looking(lived)._past)
    lived.window.close()
    settle()
    gc.collect()
    assert past() is None
    assert not window.times.looking.playing
    assert (list(line.points), line.accessibleDescription()) == ([], "")
    assert window.canvas._banner is not None
    assert window.canvas._banner.words == ""


def look_away(desk: Desk, *, life: bool) -> None:
    """Be in the past, or in a year of life."""
    if life:
        looking(desk).life(2010)
    elif looking(desk).stop is None:
        looking(desk).go_to_session(looking(desk).halts[5].stop)
