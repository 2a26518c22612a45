"""This room as a person uses it: in the real window, by keys and by the mouse."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from relmap.edits.disruptions import add_repair, hear_word, leave_open, open_again
from relmap.edits.fields import set_field
from relmap.edits.importing import take_in
from relmap.edits.marks import mark
from relmap.edits.people import add_person
from relmap.edits.sessions import begin_session, end_session, note_session
from relmap.exchange.reading import parse_case
from relmap.model.base import Entity
from relmap.model.therapy import Repair, Rupture, Session
from relmap.ui.map.shapes import TieLook
from relmap.ui.panels.score import ScoreLine
from relmap.ui.panels.tile import Tile
from relmap.ui.views.room import RoomPage
from relmap.ui.views.room_choices import RoomChoices
from relmap.ui.views.room_rows import RoomRow
from tests.casefiles import empty_document, set_cover
from tests.longcase import long_case
from tests.ui.desk import ALT, CTRL, Desk, K, settle


def page_of(desk: Desk) -> RoomPage:
    """The room of a desk, in sight."""
    desk.window.show_view("room")
    page = desk.window.pages.page("room")
    assert isinstance(page, RoomPage)
    return page


def rows(page: RoomPage) -> list[RoomRow]:
    return [row for row in page.rows.rows if isinstance(row, RoomRow)]


def spoken(page: RoomPage) -> dict[str, str]:
    """Every row by its id, as it is read aloud."""
    return {row.id: row.spoken for row in rows(page)}


def tile(page: RoomPage, words: str) -> Tile:
    (found,) = [one for one in page.findChildren(Tile) if one.words == words]
    return found


def panel_button(desk: Desk, words: str) -> QAbstractButton:
    """A button of the panel, brought into sight."""
    found = desk.part(QAbstractButton, words, within=desk.window.inspector)
    desk.window.inspector.ensureWidgetVisible(found)
    return found


def hold(desk: Desk, day: int) -> str:
    """A session that was held on a day of January."""
    now = datetime.datetime(2026, 1, day, 14, 0)
    id = begin_session(desk.document, now=now)
    end_session(desk.document, now=now + datetime.timedelta(minutes=50))
    return id


@pytest.fixture
def long_desk(tmp_path: Path, qtbot: QtBot, light: object) -> Iterator[Desk]:
    """84 sessions."""
    source = tmp_path / "long.json"
    source.write_text(json.dumps(long_case()), encoding="utf-8")
    document = empty_document(tmp_path / "long.relmap")
    take_in(document, parse_case(source), session=None)
    made = Desk(document, qtbot)
    yield made
    made.close()


def test_a_key_opens_the_room_at_the_latest_hour(demo_desk: Desk) -> None:
    demo_desk.key(K.Key_4, CTRL)
    page = page_of(demo_desk)
    assert demo_desk.window.pages.current == "room"
    assert demo_desk.in_focus(page.list)
    assert demo_desk.selected == ["s16"]
    hours = [row.id for row in rows(page) if row.kind == "hour"]
    assert hours == [f"s{number}" for number in range(1, 17)]
    faint = {row.id for row in rows(page) if row.faint}
    assert faint == {"s7", "s10", "s13"}, "hours that did not take place are there, faintly"


def test_every_disruption_and_repair_is_read_aloud_once_where_it_was(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    said = spoken(page)
    for cls in (Rupture, Repair):
        assert {row.id for row in demo_desk.all(cls)} <= said.keys()
    assert "Back on track in session 12, 3 sessions later, says the client" in said["u_cup"]
    assert "Left open" in said["u_fee"]
    assert "Still open" in said["u_path"]
    assert "What helped with the disruption of session 8" in said["q_cup"]
    assert "Here too: It's fine · “when I was about nine” (about 1998)" in said["u_hour"]
    assert "Closed with “So you did notice.”" in said["s6"]


def test_going_through_it_by_keys_shows_each_thing_at_the_side_and_enter_leads_to_the_map(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    demo_desk.key(K.Key_Home)
    seen = list(demo_desk.selected)
    for _ in rows(page)[1:]:
        demo_desk.key(K.Key_Down)
        seen += demo_desk.selected
    assert seen == [row.id for row in rows(page)]
    page.list.go_to("u_cup")
    assert demo_desk.selected == ["u_cup"]
    demo_desk.enter()
    assert demo_desk.window.pages.current == "map"
    assert demo_desk.selected == ["u_cup"]
    demo_desk.key(K.Key_Left, ALT)
    assert demo_desk.window.pages.current == "room"
    assert page.list.currentIndex().row() == page.rows.row_of("u_cup")


def test_a_click_chooses_a_row_and_the_old_thing_in_it(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    page.list.go_to("u_cup")
    index = page.list.currentIndex()
    page.list.scrollTo(index)
    demo_desk.window.selection.set([])
    rect = page.list.visualRect(index)
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert demo_desk.selected == ["u_cup"]
    demo_desk.key(K.Key_Right)
    assert demo_desk.selected == ["p_evidence"], "the next chip of the row"


def test_what_is_shown_is_chosen_by_a_click_or_a_key(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    for words, kinds in (
        ("Disruptions", {"hour", "disruption", "mend"}),
        ("Felt heard", {"hour", "moment"}),
        ("Still open", {"hour", "disruption"}),
        ("Here too", {"hour", "moment", "disruption"}),
    ):
        demo_desk.click_on(tile(page, words))
        assert {row.kind for row in rows(page)} == kinds, words
        assert tile(page, words).isChecked()
    assert {row.id for row in rows(page) if row.kind == "moment"} == {"m_mums_voice", "m_three_examples", "m_coat"}
    tile(page, "Everything").setFocus()
    demo_desk.key(K.Key_Space)
    assert page.shown == "all"


def test_the_order_turns_round_and_the_lines_with_it(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    oldest = [row.id for row in rows(page) if row.kind == "hour"]
    page.order_box.setFocus()
    demo_desk.key(K.Key_Down)
    newest = [row.id for row in rows(page)]
    assert [id for id in newest if id in oldest] == oldest[::-1]
    assert newest.index("q_cup") < newest.index("u_cup")
    (bolt,) = [strand for row in rows(page) if row.id == "u_cup" for strand in row.beside if strand.sign == "bolt"]
    assert (bolt.above, bolt.below) == ("line", "")


def test_words_are_found_in_everything_and_nothing_found_is_said(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    page.filter_box.setText("CUP herself")
    assert [row.id for row in rows(page)] == []
    page.filter_box.setText("the cup up herself")
    assert [row.id for row in rows(page)] == ["s12", "q_cup"]
    page.filter_box.clear()
    assert len(rows(page)) > 40


def test_a_new_case_has_a_kind_word(desk: Desk) -> None:
    page = page_of(desk)
    assert not rows(page)
    assert page._empty.accessibleName() == "The thread of this therapy begins with its first hour"
    assert demo_words(page) == []


def demo_words(page: RoomPage) -> list[str]:
    """The tiles in sight."""
    return [one.words for one in page.findChildren(Tile) if one.isVisible()]


def test_each_kind_that_is_not_there_has_a_kind_word_and_a_way_back(desk: Desk) -> None:
    hold(desk, 5)
    page = page_of(desk)
    for words in ("Disruptions", "Still open", "Felt heard", "Here too"):
        desk.click_on(tile(page, words))
        assert not rows(page)
        assert page._empty.accessibleName()
    desk.click_on(tile(page, "Everything"))
    assert len(rows(page)) == 1


def test_an_hour_that_did_not_take_place_is_written_down_and_changed_at_the_side(desk: Desk) -> None:
    hold(desk, 5)
    page = page_of(desk)
    page.clock = lambda: datetime.date(2026, 1, 12)
    button = desk.part(QToolButton, "An hour that did not take place", within=page)
    menu = button.menu()
    assert [action.text() for action in menu.actions()] == [
        "Cancelled",
        "The client did not come",
        "The hour was kept open",
    ]
    menu.actions()[1].trigger()
    (made,) = [one for one in desk.all(Session) if one.held == "no_show"]
    assert desk.selected == [made.id]
    assert spoken(page)[made.id] == "Session 2 · 12 January 2026 · the client did not come"
    paper = desk.part(QWidget, f"{made.id}:date").findChildren(QPlainTextEdit)[0]
    desk.click_on(paper)
    desk.key(K.Key_A, CTRL)
    desk.type("9 January 2026")
    desk.key(K.Key_Tab)
    assert made.date == "2026-01-09"
    assert "9 January 2026" in spoken(page)[made.id]
    desk.key(K.Key_Z, CTRL)
    desk.key(K.Key_Z, CTRL)
    assert made.id not in spoken(page)


def test_back_on_track_six_sessions_later(desk: Desk) -> None:
    """A disruption is marked with a key, and six sessions later the client says the word: the whole way by hand."""
    desk.key(K.Key_F5)
    desk.key(K.Key_X)
    (broken,) = desk.all(Rupture)
    desk.document.need(Session, broken.session)
    with desk.document.edit("test"):
        first = desk.document.need(Session, broken.session)
        first.date, first.ended = "2026-01-05", "14:50"
    for day in range(6, 11):
        hold(desk, day)
    desk.key(K.Key_F5)
    page = page_of(desk)
    assert "Still open · 6 sessions since" in spoken(page)[broken.id]
    page.list.go_to(broken.id)
    desk.click_on(panel_button(desk, "+ what helped"))
    (helped,) = desk.all(Repair)
    assert helped.session == desk.document.running
    desk.type("She asked how it was")
    desk.key(K.Key_Tab)
    assert helped.what_helped == "She asked how it was"
    assert broken.state == "being_mended"
    answer = desk.part(Tile, "The client’s answer: Back on track", within=desk.window.inspector)
    desk.window.inspector.ensureWidgetVisible(answer)
    desk.click_on(answer)
    settle()
    assert (helped.clients_word, broken.state) == (True, "back_on_track")
    line = desk.part(ScoreLine, within=desk.window.inspector)
    line.setFocus()
    desk.key(K.Key_8)
    assert helped.back_on_track == 8
    said = spoken(page)
    assert "Back on track in session 7, 6 sessions later, says the client" in said[broken.id]
    assert "Back on track, says the client: 8 of 10" in said[helped.id]
    signs = [strand.sign for row in rows(page) for strand in row.beside if strand.sign]
    assert signs == ["bolt", "tick"]
    desk.key(K.Key_Z, CTRL)
    desk.key(K.Key_Z, CTRL)
    assert broken.state == "being_mended"
    assert "Still open, being mended" in spoken(page)[broken.id]


@pytest.mark.parametrize("veil", ["outline", "full"])
def test_what_is_covered_appears_nowhere(demo_desk: Desk, veil: str) -> None:
    page = page_of(demo_desk)
    secret = "Sentinel-Word"
    set_field(demo_desk.document, "u_cup", "description", secret)
    page.list.go_to("u_cup")
    assert secret in " ".join(spoken(page).values())
    set_cover(demo_desk.document, "u_cup", veil)
    assert secret not in " ".join(spoken(page).values())
    assert not {"u_cup", "q_cup", "q_cup_first", "q_cup_carried"} & spoken(page).keys()
    assert not [strand for row in rows(page) for strand in row.beside if strand.disruption == "u_cup"]
    settle()
    shown = [one.accessibleName() for one in demo_desk.window.findChildren(Tile) if one.isVisible()]
    assert secret not in " ".join(shown)
    for look in demo_desk.window.scene.looks():
        assert secret not in look.spoken
        assert "u_cup" not in repr(look)


def test_closing_keeps_no_word(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    assert rows(page)
    page.close_case()
    assert rows(page) == []


def test_the_list_is_a_sound_model(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    QAbstractItemModelTester(page.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    leave_open(demo_desk.document, "u_path")
    page.show_only("open")
    page.show_only("all")
    page.filter_box.setText("cup")
    page.filter_box.clear()
    open_again(demo_desk.document, "u_path")
    demo_desk.document.undo()
    assert page.rows.rowCount() == len(page.rows.rows) > 40


def test_with_whom_is_said_where_there_are_two_clients(desk: Desk) -> None:
    other = add_person(desk.document, "Sam")
    set_field(desk.document, other, "seat", "client")
    begin_session(desk.document)
    broken = mark(desk.document, "disruption")
    set_field(desk.document, broken, "with", other)
    page = page_of(desk)
    assert "With Sam" in spoken(page)[broken]
    page.list.go_to(broken)
    with_whom = desk.part(QAbstractButton, "With: Sam", within=desk.window.inspector)
    assert with_whom.isVisible()


def test_whom_the_client_covered_is_not_named_and_not_quite_is_said(demo_desk: Desk) -> None:
    document = demo_desk.document
    set_field(document, "u_path", "with", "sam")
    page = page_of(demo_desk)
    assert "· with Sam ·" in spoken(page)["u_path"]
    assert "Not quite" not in spoken(page)["u_path"]
    set_cover(document, "sam", "full")
    assert "· with" not in spoken(page)["u_path"]
    set_field(document, "u_path", "disputed", True)
    assert "Not quite, says the client" in spoken(page)["u_path"]


def test_a_long_therapy_has_every_hour_and_the_open_lines_run_on(long_desk: Desk) -> None:
    page = page_of(long_desk)
    assert sum(row.kind == "hour" for row in rows(page)) == 84
    last = rows(page)[-1]
    assert {strand.disruption for strand in last.beside} == {one.id for one in long_desk.all(Rupture)}
    assert {strand.lane for strand in last.beside} == set(range(7))
    long_desk.key(K.Key_Home)
    assert long_desk.selected == ["s1"]


def test_many_disruptions_are_few_marks_on_the_map_and_every_one_is_told(long_desk: Desk) -> None:
    document = long_desk.document
    with document.edit("test"):
        for number in range(12):
            document.add(Rupture(id=f"more{number}", session=f"s{number + 1}"))
    for number in range(6):
        hear_word(document, add_repair(document, f"more{number}", session="s84"), True)
    lines = [look for look in long_desk.window.scene.looks() if isinstance(look, TieLook)]
    (marks,) = [line.marks for line in lines if line.marks]
    assert len(marks) == 7
    assert marks[0].kind == "folded"
    everything: list[Entity] = [*long_desk.all(Rupture), *long_desk.all(Repair)]
    assert sorted(id for one in marks for id in one.entities) == sorted(row.id for row in everything)
    assert marks[0].spoken == "13 earlier disruptions; 7 open, 6 back on track"
    assert [one.kind for one in marks[1:]] == ["disruption"] * 6


def test_the_past_can_only_be_read(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    note_session(demo_desk.document, day="2026-06-17", held="cancelled")
    assert page.choices.adding.isEnabled()
    demo_desk.window.show_view("map")
    demo_desk.key(K.Key_Left)
    demo_desk.key(K.Key_Left)
    page = page_of(demo_desk)
    assert not page.can_write
    assert not page.choices.adding.isEnabled()
    assert "2026" in " ".join(spoken(page).values())


def test_the_tiles_become_one_box_where_there_is_little_room(qtbot: QtBot, light: object) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    choices = RoomChoices(holder)
    shown: list[str] = []
    choices.shows.connect(shown.append)
    holder.resize(900, 80)
    choices.resize(900, 60)
    holder.show()
    assert all(one.isVisible() for one in choices.tiles.values())
    assert not choices.box.isVisible()
    choices.resize(320, 60)
    assert not any(one.isVisible() for one in choices.tiles.values())
    choices.box.setFocus()
    QTest.keyClick(choices.box, K.Key_Down)
    assert shown == ["disruptions"]


def test_who_was_there_and_how_one_met_stand_with_the_hour(demo_desk: Desk) -> None:
    said = spoken(page_of(demo_desk))
    assert "by video" in said["s6"]
    assert "Also there: Sam, from twenty past" in said["s12"]


@pytest.mark.parametrize("id", ["s7", "m_pepper", "q_fee"])
def test_what_has_no_place_of_its_own_leads_to_the_therapist_on_the_map(demo_desk: Desk, id: str) -> None:
    page = page_of(demo_desk)
    page.list.go_to(id)
    demo_desk.enter()
    assert demo_desk.window.pages.current == "map"
    assert demo_desk.selected == [id]
    view = demo_desk.window.view
    middle = view.scene_point(QPointF(view.viewport().rect().center()))
    there = demo_desk.at("dana") if id != "q_fee" else demo_desk.at("u_fee")
    assert abs(middle.x() - there.x()) + abs(middle.y() - there.y()) < 200
