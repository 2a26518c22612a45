"""A session at the desk: begun and ended with a key, shown quietly, resumed after a crash, and never losing a word."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QWidget

from relmap.model.therapy import Session
from relmap.ui.session_chip import SessionChip
from tests.casefiles import sit
from tests.ui.desk import CTRL, LEFT, NONE, SHIFT, Desk, K, settle


@pytest.fixture
def running(desk: Desk) -> Desk:
    """A case in which a session was begun with F5."""
    desk.key(K.Key_F5)
    return desk


def shows(desk: Desk, session: str, minutes: int) -> bool:
    """Whether the chip says that the session runs since so many minutes; one may have gone by meanwhile."""
    times = [f"{one // 60:02}:{one % 60:02}" for one in (minutes, minutes + 1)]
    return chip(desk).text() in [f"{session} · {time}" for time in times]


def only(desk: Desk) -> Session:
    (session,) = desk.all(Session)
    return session


def begun_ago(desk: Desk, **ago: float) -> None:
    """Let the one session have begun a while ago."""
    begun = datetime.datetime.now() - datetime.timedelta(**ago)
    with desk.document.edit("test"):
        session = only(desk)
        session.date, session.started = begun.date().isoformat(), begun.strftime("%H:%M")


def runs(desk: Desk) -> bool:
    return desk.document.running is not None


def chip(desk: Desk) -> SessionChip:
    return desk.part(SessionChip)


# the chip


def test_f5_begins_a_session_and_the_chip_shows_it(desk: Desk) -> None:
    assert chip(desk).text() == "Begin session"
    desk.key(K.Key_F5)
    session = only(desk)
    assert (session.number, session.held, session.ended) == (1, "held", None)
    assert desk.document.running == session.id
    assert shows(desk, "Session 1", 0)
    assert desk.message == "Session 1 begins."
    assert desk.in_focus(desk.window.view)


def test_a_click_on_the_chip_begins_one(desk: Desk) -> None:
    desk.click_on(chip(desk))
    assert desk.document.running == only(desk).id


def test_two_quick_clicks_begin_one_session(desk: Desk) -> None:
    at = chip(desk).mapTo(desk.window, QPoint(30, chip(desk).height() // 2))
    QTest.mouseDClick(desk.window.windowHandle(), LEFT, NONE, at)
    assert len(desk.all(Session)) == 1
    assert [menu for menu in desk.window.findChildren(QMenu) if menu.isVisible()] == []


def test_f5_while_one_runs_says_so_kindly(running: Desk) -> None:
    running.key(K.Key_F5)
    assert len(running.all(Session)) == 1
    assert running.message == "Session 1 runs already. F6 ends it."


def test_a_session_that_nobody_ends_is_over_after_half_a_day(running: Desk) -> None:
    running.add_people("Mum")
    begun_ago(running, hours=13)
    assert chip(running).text() == "Begin session"
    assert running.message.endswith("was never ended.")


def test_the_chip_counts_in_minutes_and_says_so_aloud(running: Desk) -> None:
    begun_ago(running, minutes=94)
    assert shows(running, "Session 1", 94)
    assert chip(running).accessibleName() in [f"Session 1 runs, {n} minutes so far" for n in (94, 95)]
    assert running.window.hour._timer.isActive()
    assert 0 < running.window.hour._timer.interval() <= 60_000


def test_the_chip_moves_when_a_minute_has_passed(running: Desk) -> None:
    hour = running.window.hour
    session = only(running)
    begun = datetime.datetime.now() - datetime.timedelta(minutes=5)
    with running.document.edit("test"):
        session.date, session.started = begun.date().isoformat(), begun.strftime("%H:%M")
    chip(running).show_running("Session 1", 4)
    hour._timer.timeout.emit()
    assert shows(running, "Session 1", 5)


def test_the_chip_offers_details_the_end_and_other_hours(running: Desk) -> None:
    offered = [action.text() for action in chip(running).menu().actions()]
    assert offered == [
        "About this session",
        "Today’s marks",
        "End session",
        "Note an hour that did not take place",
    ]
    chip(running).menu().actions()[0].trigger()
    assert running.selected == [only(running).id]
    assert running.window.inspector.isVisible()


def test_the_details_can_be_written_while_the_session_runs(running: Desk) -> None:
    running.window.actions_.run("session_details")
    id = only(running).id
    for shown in ("date", "medium", "also_present", "opening"):
        assert running.part(QWidget, f"{id}:{shown}", within=running.window.inspector).isVisible()
    running.write_in_inspector(f"{id}:opening", "I nearly did not come")
    running.write_in_inspector(f"{id}:also_present", "Sam")
    assert (only(running).opening, only(running).also_present) == ("I nearly did not come", "Sam")
    assert running.document.running == id


def test_undo_of_the_beginning_and_of_the_end(running: Desk) -> None:
    id = only(running).id
    running.key(K.Key_F6)
    running.key(K.Key_F6)
    assert not runs(running)
    running.key(K.Key_Z, CTRL)
    assert (running.document.running, running.message) == (id, "Undone: ending a session")
    assert shows(running, "Session 1", 0)
    running.key(K.Key_Z, CTRL)
    assert not running.all(Session)
    assert chip(running).text() == "Begin session"
    running.key(K.Key_Z, CTRL | SHIFT)
    assert running.document.running == id


def test_the_numbers_go_on(demo_desk: Desk) -> None:
    demo_desk.key(K.Key_F5)
    assert shows(demo_desk, "Session 17", 0)


# the end


def sheet_paper(desk: Desk, number: int) -> QPlainTextEdit:
    papers = [one for one in desk.window.hour.ending.findChildren(QPlainTextEdit) if one.isVisible()]
    assert len(papers) == 2
    return papers[number]


def test_f6_asks_two_things_and_f6_again_ends(running: Desk) -> None:
    running.key(K.Key_F6)
    assert runs(running)
    running.type("I said it out loud")
    running.key(K.Key_Tab)
    assert running.in_focus(sheet_paper(running, 1))
    running.type("Ask Sam for help once")
    running.key(K.Key_F6)
    session = only(running)
    assert not runs(running)
    assert (session.closing, session.note) == ("I said it out loud", "Ask Sam for help once")
    assert session.ended is not None
    assert not running.window.hour.ending.isVisible()
    assert running.in_focus(running.window.view)
    assert running.message == "Session 1 is over. Ctrl+Z goes on with it."


def test_the_sheet_stands_over_the_list_of_marks(running: Desk) -> None:
    running.window.hour.show_marks()
    running.key(K.Key_F6)
    sheet = running.window.hour.ending
    corner = sheet.mapTo(running.window, sheet.rect().topRight()) + QPoint(-12, 12)
    shown = running.window.childAt(corner)
    assert shown is not None
    assert shown is sheet or sheet.isAncestorOf(shown)


def test_both_may_stay_empty_and_enter_ends(running: Desk) -> None:
    running.key(K.Key_F6)
    running.enter()
    session = only(running)
    assert (session.closing, session.note, runs(running)) == (None, None, False)


def test_enter_in_the_words_ends_with_them(running: Desk) -> None:
    running.key(K.Key_F6)
    running.type("That was new")
    running.enter()
    assert (only(running).closing, runs(running)) == ("That was new", False)


def test_shift_enter_breaks_the_line(running: Desk) -> None:
    running.key(K.Key_F6)
    running.type("one")
    running.key(K.Key_Return, SHIFT)
    running.type("two")
    running.enter()
    assert only(running).closing == "one\ntwo"


def test_escape_goes_on_with_the_session_and_loses_nothing(running: Desk) -> None:
    running.key(K.Key_F6)
    running.type("Not yet the end")
    running.key(K.Key_Escape)
    assert running.document.running == only(running).id
    assert not running.window.hour.ending.isVisible()
    assert running.in_focus(running.window.view)
    running.key(K.Key_F6)
    assert sheet_paper(running, 0).toPlainText() == "Not yet the end"
    running.type(", she says")
    running.reopen()
    assert only(running).closing == "Not yet the end, she says"
    running.key(K.Key_F6)
    running.type(".")
    running.enter()
    assert only(running).closing == "Not yet the end, she says."


def test_words_are_kept_when_the_window_closes_over_the_sheet(running: Desk) -> None:
    running.key(K.Key_F6)
    running.type("half a sent")
    running.reopen()
    assert only(running).closing == "half a sent"
    assert running.document.running == only(running).id


def test_words_in_the_sheet_are_stored_while_they_are_typed(running: Desk) -> None:
    running.key(K.Key_F6)
    running.type("It rained, and")
    running.qtbot.waitUntil(lambda: only(running).closing == "It rained, and")
    assert running.window.hour.ending.isVisible()
    assert running.in_focus(sheet_paper(running, 0))


def test_the_buttons_of_the_sheet(running: Desk) -> None:
    running.key(K.Key_F6)
    running.click_on(running.part(QPushButton, "Go on"))
    assert runs(running)
    running.key(K.Key_F6)
    running.click_on(running.part(QPushButton, "End the session"))
    assert not runs(running)


def test_letters_in_the_sheet_are_words(running: Desk) -> None:
    running.key(K.Key_F6)
    running.type("x=hnv")
    running.enter()
    assert only(running).closing == "x=hnv"
    assert [verb for verb in running.verbs if verb.startswith("mark")] == []


def test_an_undo_that_ends_the_session_takes_the_sheet_away(running: Desk) -> None:
    running.key(K.Key_F6)
    running.window.undo()
    assert not running.window.hour.ending.isVisible()
    assert chip(running).text() == "Begin session"


def test_ending_when_none_runs_says_so(desk: Desk) -> None:
    desk.key(K.Key_F6)
    assert desk.message == "No session is running."
    desk.window.canvas.messages.choose(0)
    assert runs(desk)


# hours that did not take place


def test_an_hour_that_was_missed_is_noted(desk: Desk) -> None:
    desk.window.actions_.run("note_session")
    assert desk.in_focus(desk.part(QComboBox, "What became of it"))
    desk.key(K.Key_Down)
    day = desk.part(QLineEdit, "Day")
    day.setFocus()
    day.selectAll()
    desk.type("14 January 2026")
    desk.enter()
    session = only(desk)
    assert (session.date, session.held, session.number) == ("2026-01-14", "no_show", 1)
    assert not runs(desk)
    assert desk.selected == [session.id]
    assert desk.message == "Written down for 14 January 2026."
    desk.key(K.Key_Z, CTRL)
    assert desk.all(Session) == []


def test_what_is_no_day_is_asked_again(desk: Desk) -> None:
    desk.window.actions_.run("note_session")
    day = desk.part(QLineEdit, "Day")
    day.setFocus()
    day.selectAll()
    desk.type("soon")
    desk.enter()
    assert desk.all(Session) == []
    assert desk.window.hour.noting.isVisible()
    assert day.text() == "soon"
    desk.key(K.Key_Escape)
    assert not desk.window.hour.noting.isVisible()
    assert desk.in_focus(desk.window.view)


def test_an_hour_is_noted_while_a_session_runs(running: Desk) -> None:
    running.window.actions_.run("note_session")
    running.enter()
    assert [one.held for one in running.all(Session)] == ["held", "cancelled"]
    assert shows(running, "Session 1", 0)


# after a crash


def test_a_session_runs_on_after_a_crash(running: Desk) -> None:
    id = only(running).id
    begun_ago(running, minutes=20)
    running.reopen()
    running.window.resize(1440, 900)
    settle()
    assert running.document.running == id
    assert running.message == "Session 1 runs on."
    assert shows(running, "Session 1", 20)
    running.add_people("Mum")
    assert running.named("Mum").told_in == id


def test_a_session_that_was_never_ended_is_offered_to_be_closed(running: Desk) -> None:
    id = only(running).id
    running.add_people("Mum")
    with running.document.edit("test"):
        only(running).date = "2026-01-14"
    running.reopen()
    assert not runs(running)
    assert running.message == "Session 1 of 14 January 2026 was never ended."
    offered = [one.text() for one in running.window.canvas.messages.findChildren(QPushButton) if one.isVisible()]
    assert offered == ["By hand", "Later"]  # nothing was noted on that day
    running.window.canvas.messages.choose(0)
    assert running.selected == [id]
    running.reopen()
    assert running.message == "Session 1 of 14 January 2026 was never ended."


def test_it_is_closed_at_its_last_entry(running: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    running.add_people("Mum")
    at = datetime.datetime.fromisoformat(running.document.revisions()[-1].at).astimezone().strftime("%H:%M")
    later = datetime.datetime.now() + datetime.timedelta(hours=13)
    monkeypatch.setattr("relmap.store.document._now", lambda: later)
    running.reopen()
    running.window.canvas.messages.choose(0)
    assert only(running).ended == at
    assert running.message == f"Session 1 ended at {at}."
    running.key(K.Key_Z, CTRL)
    assert only(running).ended is None
    running.key(K.Key_Z, CTRL | SHIFT)
    running.reopen()
    assert running.message == ""


def test_sessions_of_an_import_are_not_asked_about(demo_desk: Desk) -> None:
    with demo_desk.document.edit("test"):
        demo_desk.all(Session)[0].ended = None
    demo_desk.reopen()
    assert demo_desk.message == ""


def test_nothing_of_the_case_stays_after_closing(running: Desk) -> None:
    running.key(K.Key_F6)
    running.type("a secret")
    ending = running.window.hour.ending
    running.window.hour.close_case()
    settle()
    assert [paper.toPlainText() for paper in ending.findChildren(QPlainTextEdit)] == []
    assert ending.session == ""


def test_in_a_narrow_window_the_chip_says_less(running: Desk) -> None:
    running.window.resize(900, 600)
    settle()
    assert chip(running).text() in ("00:00", "00:01")
    running.qtbot.waitUntil(lambda: chip(running).width() >= chip(running).sizeHint().width())
    bar = running.window.top_bar
    for part in bar.children():
        if isinstance(part, QWidget) and part.isVisible():
            assert bar.rect().contains(part.geometry())


def test_a_session_noted_for_today_is_begun(desk: Desk) -> None:
    desk.window.actions_.run("note_session")
    desk.type("It")
    desk.click_on(desk.part(QPushButton, "Write it down"))
    desk.key(K.Key_F5)
    assert desk.document.running == only(desk).id


def test_another_begins_after_the_end(running: Desk) -> None:
    sit(running.document, None)
    running.key(K.Key_F5)
    assert [one.number for one in running.all(Session)] == [1, 2]
    assert shows(running, "Session 2", 0)
    assert [menu for menu in running.window.findChildren(QMenu) if menu.isVisible()] == []
