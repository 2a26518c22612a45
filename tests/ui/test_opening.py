"""The opening map: exactly what changed, open disruptions and what to ask; it never stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from relmap.analysis.changes import what_changed
from relmap.edits import disruptions, marks, people, removing, sessions, things
from relmap.edits.importing import take_in
from relmap.exchange.importing import steps
from relmap.exchange.reading import parse_case
from relmap.model.notes import Note
from relmap.model.people import Person
from relmap.model.therapy import Rupture
from relmap.resources import resource
from relmap.store.document import Document
from relmap.ui.opening import SHORT, OpeningSheet
from relmap.ui.opening_list import OpeningRow, OpeningRows
from tests.casefiles import begun_document, empty_document
from tests.ui.desk import CTRL, LEFT, NONE, Desk, K, settle


@pytest.fixture
def heron(tmp_path: Path) -> Document:
    """The demo, one revision for each session."""
    document = empty_document(tmp_path / "heron.relmap")
    for step in steps(parse_case(resource("demo", "heron.json"))):
        take_in(document, step.rows, session=step.session, mended=step.mended)
    return document


@pytest.fixture
def opened(heron: Document, qtbot: QtBot, light: object) -> Iterator[Desk]:
    """The demo just opened, with the opening map over it."""
    desk = Desk(heron, qtbot, opening=True)
    yield desk
    desk.close()


@pytest.fixture
def lived(tmp_path: Path) -> Document:
    """A case with one session that is over, in which Mum came onto the map and a disruption was marked."""
    document = begun_document(tmp_path / "lived.relmap")
    sessions.begin_session(document)
    people.add_person(document, "Mum")
    marks.mark(document, "disruption")
    sessions.end_session(document)
    return document


@pytest.fixture
def after(lived: Document, qtbot: QtBot, light: object) -> Iterator[Desk]:
    desk = Desk(lived, qtbot, opening=True)
    yield desk
    desk.close()


def sheet(desk: Desk) -> OpeningSheet:
    return desk.window.before.sheet


def rows(desk: Desk) -> list[OpeningRow]:
    return list(sheet(desk).list.shown)


def under(desk: Desk, heading: str) -> list[OpeningRow]:
    """The rows below a heading that begins so."""
    words = [row.words for row in rows(desk)]
    start = next(number for number, one in enumerate(words) if one.startswith(heading)) + 1
    found = []
    for row in rows(desk)[start:]:
        if row.kind == "heading":
            break
        found.append(row)
    return found


def looks_back(desk: Desk) -> bool:
    return desk.window.times.looking.away


def show_all(desk: Desk) -> None:
    """Open every list that is short."""
    while more := [number for number, row in enumerate(rows(desk)) if row.kind == "more"]:
        model = sheet(desk).list.model()
        sheet(desk).list.setCurrentIndex(model.index(more[0], 0))
        sheet(desk).list.setFocus()
        desk.key(K.Key_Return)


def test_a_new_case_says_nothing(desk: Desk) -> None:
    assert not sheet(desk).isVisible()
    desk.key(K.Key_F4)
    assert not sheet(desk).isVisible()
    assert "nothing to look back on yet" in desk.message


def test_every_line_is_there_and_none_besides(opened: Desk) -> None:
    changes = what_changed(opened.document, opened.window.projection)
    assert sheet(opened).isVisible()
    assert len(under(opened, "Last time: session 16, 10 June 2026")) == SHORT + 1
    show_all(opened)
    told = [row.id for row in under(opened, "Last time")]
    assert sorted(told) == sorted(line.id for line in changes.last_time)
    assert len(told) > SHORT + 1
    assert not changes.since
    assert not [row for row in rows(opened) if row.words.startswith("Since then")]


def test_what_waits_and_what_is_to_be_asked(opened: Desk) -> None:
    (path,) = under(opened, "Still open")
    assert path.id == "u_path"
    assert path.words.startswith("Session 14 · open: By the boathouse")
    assert [row.id for row in under(opened, "To ask later")] == ["nt_furniture", "nt_her_name", "nt_path", "nt_august"]


def test_the_keyboard_stays_on_the_map_until_it_is_wanted(opened: Desk) -> None:
    assert opened.in_focus(opened.window.view)
    opened.key(K.Key_F4)
    assert opened.in_focus(sheet(opened).list)
    first = sheet(opened).list.currentIndex().row()
    assert rows(opened)[first].kind == "line"
    opened.key(K.Key_Down)
    chosen = rows(opened)[sheet(opened).list.currentIndex().row()]
    assert opened.selected == [chosen.id]
    opened.key(K.Key_Return)
    assert opened.in_focus(opened.window.view)
    assert opened.selected == [chosen.id]
    assert sheet(opened).isVisible()
    opened.key(K.Key_F4)
    opened.key(K.Key_Escape)
    assert not sheet(opened).isVisible()
    assert opened.in_focus(opened.window.view)


def test_tab_leads_to_the_buttons(opened: Desk) -> None:
    opened.key(K.Key_F4)
    opened.key(K.Key_Tab)
    assert isinstance(opened.focus, QPushButton)
    assert sheet(opened).isAncestorOf(opened.focus)


@pytest.mark.parametrize("way", ["escape", "click", "session", "past", "person"])
def test_it_never_stands_in_the_way(opened: Desk, way: str) -> None:
    if way == "escape":
        opened.key(K.Key_Escape)
    elif way == "click":
        QTest.mouseClick(opened.window.windowHandle(), LEFT, NONE, opened.pixel(opened.at("okoye")))
    elif way == "session":
        opened.key(K.Key_F5)
        assert opened.document.running is not None
    elif way == "past":
        opened.key(K.Key_Left)
    else:
        opened.key(K.Key_P)
        assert opened.typing
    assert not sheet(opened).isVisible()
    assert rows(opened) == []
    assert opened.window.scene.canvas().aglow == frozenset()


def test_the_whole_map_stands_beside_it_and_then_has_its_room(opened: Desk) -> None:
    view = opened.window.view
    left = view.viewportTransform().mapRect(opened.window.scene.bounds()).left()
    assert view.shows_all()
    assert left > sheet(opened).geometry().right()
    opened.key(K.Key_Escape)
    assert view.shows_all()
    assert view.viewportTransform().mapRect(opened.window.scene.bounds()).left() < left


def test_a_click_on_the_map_moves_nothing_under_the_hand(opened: Desk) -> None:
    before = opened.window.view.viewportTransform()
    opened.click(opened.named("Mum").id)
    assert sheet(opened).isHidden()
    assert opened.selected == [opened.named("Mum").id]
    assert opened.window.view.viewportTransform() == before


def test_its_button_begins_the_session(opened: Desk) -> None:
    opened.click_on(opened.part(QPushButton, "Begin session", within=sheet(opened)))
    assert opened.document.running is not None
    assert not sheet(opened).isVisible()


def test_what_changed_is_set_off_and_nothing_fades(opened: Desk) -> None:
    aglow = opened.window.scene.canvas().aglow
    assert {"x_rota", "l_needs"} <= aglow
    assert "church" not in aglow
    assert opened.kept() is None
    opened.key(K.Key_Escape)
    opened.key(K.Key_F4)
    assert opened.window.scene.canvas().aglow == aglow


def test_while_a_session_runs_on_it_stays_away_until_it_is_asked_for(after: Desk) -> None:
    after.key(K.Key_F5)
    after.reopen()
    assert after.document.running is not None
    assert not sheet(after).isVisible()
    after.key(K.Key_F4)
    assert sheet(after).isVisible()
    assert "Mum came onto the map" in [row.words for row in under(after, "Last time")]


def test_from_another_time_or_view_it_leads_back_to_the_map_of_today(opened: Desk) -> None:
    opened.key(K.Key_Left)
    assert looks_back(opened)
    opened.key(K.Key_4, CTRL)
    opened.key(K.Key_F4)
    assert not looks_back(opened)
    assert opened.window.pages.current == "map"
    assert opened.in_focus(sheet(opened).list)


def test_a_quiet_session_is_said_kindly(heron: Document, qtbot: QtBot, light: object) -> None:
    sessions.begin_session(heron)
    sessions.end_session(heron)
    desk = Desk(heron, qtbot, opening=True)
    assert [row.words for row in under(desk, "Last time")] == ["It was a quiet hour: nothing on the map changed."]
    assert desk.window.scene.canvas().aglow == frozenset()
    desk.close()


def test_what_came_outside_a_session_is_marked_so(after: Desk) -> None:
    id = people.add_person(after.document, "Gran")
    assert id in [row.id for row in under(after, "Since then, outside a session")]
    assert "Gran came onto the map" in [row.words for row in rows(after)]
    assert "Mum came onto the map" in [row.words for row in under(after, "Last time")]


def test_what_was_taken_away_is_said_and_leads_nowhere(after: Desk) -> None:
    removing.remove(after.document, [after.named("Mum").id])
    gone = [row for row in under(after, "Since then") if row.words == "Taken away: Mum"]
    assert [row.id for row in gone] == [""]


def test_a_disruption_that_was_mended_waits_no_longer(after: Desk) -> None:
    (broken,) = after.all(Rupture)
    assert [row.id for row in under(after, "Still open")] == [broken.id]
    repair = disruptions.add_repair(after.document, broken.id)
    (waits,) = under(after, "Still open")
    assert waits.words.endswith("being mended")
    disruptions.hear_word(after.document, repair, said=True)
    assert not [row for row in rows(after) if row.words.startswith("Still open")]


def test_it_is_a_sound_model_and_forgets(after: Desk) -> None:
    model = sheet(after).list.model()
    assert isinstance(model, OpeningRows)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, after.window)
    things.add_note(after.document, after.named("Mum").id, "Later", ask_later=True)
    sheet(after).put_away()
    assert model.rowCount() == 0
    after.key(K.Key_F4)
    assert model.rowCount() > 0
    assert tester.model() is model


def test_nothing_covered_is_told(after: Desk) -> None:
    mum = after.named("Mum").id
    with after.document.edit("cover", stands=True):
        after.document.need(Person, mum).veil = "full"
    assert "Mum" not in " ".join(row.words for row in rows(after))


def test_one_key_keeps_a_thing_for_later_and_settles_it(after: Desk) -> None:
    mum = after.named("Mum").id
    after.click(mum)
    after.key(K.Key_A)
    (note,) = after.all(Note)
    assert (note.subject, note.ask_later) == (mum, True)
    assert after.message == "Kept to ask later: Mum"
    after.key(K.Key_F4)
    assert [row.words for row in under(after, "To ask later")] == ["About Mum"]
    after.key(K.Key_Escape)
    after.click(mum)
    after.key(K.Key_A)
    assert list(after.all(Note)) == []
    settle()
