"""Marks of the moment: one key or one large button each, nothing asked, nothing lost, completed later or never."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QPushButton

from relmap.edits import disruptions, lessons, sessions, things
from relmap.model.base import Entity
from relmap.model.lessons import Lesson
from relmap.model.links import Link
from relmap.model.patterns import Pattern
from relmap.model.placement import Placement
from relmap.model.seats import main_tie, therapist
from relmap.model.therapy import Moment, NewExperience, Repair, Rupture, Session
from relmap.read.marked import marks_of
from relmap.ui import hour
from relmap.ui.marks_strip import MarksStrip
from relmap.ui.panels.score import ScoreLine
from relmap.ui.theme import themes
from tests.casefiles import sit
from tests.ui.desk import CTRL, LEFT, NONE, SHIFT, Desk, K, settle

BUTTONS = ["Here too", "Disruption", "Back on track?", "Something new", "I felt heard"]


@pytest.fixture
def room(desk: Desk) -> Desk:
    """A running session in a case with two people, a lesson and a pattern."""
    desk.add_people("Mum", "Sam")
    lessons.add_lesson(desk.document, "My needs are too much", place=(-260.0, -120.0))
    things.add_pattern(desk.document, "Useful, then gone", place=(260.0, -160.0))
    desk.key(K.Key_Escape)
    desk.key(K.Key_F5)
    desk.window.view.fit()
    return desk


def marked(desk: Desk) -> list[str]:
    """What was marked, as kinds."""
    rows: list[Entity] = [*desk.all(Moment), *desk.all(Rupture), *desk.all(Repair), *desk.all(NewExperience)]
    return [row.type if isinstance(row, Moment) else row.array for row in rows]


def strip(desk: Desk) -> MarksStrip:
    return desk.part(MarksStrip)


def shown_strips(desk: Desk) -> list[MarksStrip]:
    return [one for one in desk.window.findChildren(MarksStrip) if one.isVisible()]


def button(desk: Desk, words: str) -> QAbstractButton:
    return desk.part(QAbstractButton, words, within=strip(desk))


def told(desk: Desk, words: str) -> None:
    """The quiet line says these words, with the hour and minute of now or just now."""
    now = datetime.datetime.now()
    times = [(now - datetime.timedelta(minutes=back)).strftime("%H:%M") for back in (0, 1)]
    assert desk.message in [words.format(time=time) for time in times]


# one key each


@pytest.mark.parametrize(
    ("key", "kind", "words"),
    [
        (K.Key_X, "ruptures", "Disruption noted, {time}. Ctrl+Z takes it back."),
        (K.Key_N, "experiences", "Something new noted, {time}. Ctrl+Z takes it back."),
        (K.Key_V, "heard", "“I felt heard” noted, {time}. Ctrl+Z takes it back."),
        (K.Key_H, "here_too", "Here too noted, {time}. Click what it is like; Esc leaves that for later."),
    ],
)
def test_one_key_marks_the_moment(room: Desk, key: Qt.Key, kind: str, words: str) -> None:
    before = room.selected
    room.key(key)
    told(room, words)
    room.key(K.Key_Escape)
    assert marked(room) == [kind]
    assert not room.typing
    assert room.selected == before
    assert room.in_focus(room.window.view)
    room.key(K.Key_Z, CTRL)
    assert marked(room) == []
    room.key(K.Key_Z, CTRL | SHIFT)
    assert marked(room) == [kind]
    room.reopen()
    assert marked(room) == [kind]


def test_marks_belong_to_the_session_and_its_tie(room: Desk) -> None:
    for key in (K.Key_X, K.Key_Equal, K.Key_N, K.Key_V):
        room.key(key)
    (session,) = room.all(Session)
    host = therapist(room.document)
    assert host is not None
    tie = main_tie(room.document, host.id)
    assert tie is not None
    rows = marks_of(room.document, session.id)
    assert len(rows) == 4
    assert {row.told_in for row in rows} == {session.id}
    assert room.all(NewExperience)[0].relationship == tie.id


def test_back_on_track_is_of_the_open_disruption_and_no_word_of_the_client(room: Desk) -> None:
    room.key(K.Key_Equal)
    assert room.message == "No disruption is open, so nothing was marked."
    assert room.all(Repair) == []
    room.key(K.Key_X)
    room.key(K.Key_Equal)
    told(room, "Back on track? noted, {time}. Only the client can say that it is.")
    (repair,) = room.all(Repair)
    assert repair.clients_word is False
    assert repair.back_on_track is None
    assert [one.state for one in room.all(Rupture)] == ["being_mended"]
    room.key(K.Key_Z, CTRL)
    assert (list(room.all(Repair)), [one.state for one in room.all(Rupture)]) == ([], ["open"])


def test_a_key_held_down_marks_once(room: Desk) -> None:
    window = room.window.windowHandle()
    QTest.keyPress(window, K.Key_X)
    for _ in range(3):
        again = QKeyEvent(QKeyEvent.Type.KeyPress, K.Key_X, NONE, "x", True)
        QApplication.sendEvent(window, again)
    QTest.keyRelease(window, K.Key_X)
    assert marked(room) == ["ruptures"]


def test_marks_are_not_of_any_selection(room: Desk) -> None:
    room.click(room.named("Sam").id)
    room.key(K.Key_N)
    host = therapist(room.document)
    assert host is not None
    tie = main_tie(room.document, host.id)
    assert tie is not None
    assert room.all(NewExperience)[0].relationship == tie.id
    assert room.selected == [room.named("Sam").id]


def test_something_new_stays_where_it_first_stood(room: Desk) -> None:
    room.key(K.Key_N)
    (lived,) = room.all(NewExperience)
    place = room.place(lived.id)
    (stored,) = [one for one in room.all(Placement) if one.subject == lived.id]
    assert (stored.x, stored.y) == place
    room.reopen()
    assert room.place(lived.id) == place


def test_the_quiet_line_opens_the_mark(room: Desk) -> None:
    room.key(K.Key_X)
    room.window.canvas.messages.choose(0)
    (rupture,) = room.all(Rupture)
    assert room.selected == [rupture.id]
    room.write_in_inspector(f"{rupture.id}:therapist_part", "I looked at the clock")
    assert room.all(Rupture)[0].therapist_part == "I looked at the clock"


# the round buttons


def test_the_round_buttons_are_there_while_a_session_runs(desk: Desk) -> None:
    assert shown_strips(desk) == []
    desk.key(K.Key_F5)
    assert len(shown_strips(desk)) == 1
    desk.key(K.Key_F6)
    desk.enter()
    assert shown_strips(desk) == []
    desk.key(K.Key_Z, CTRL)
    assert len(shown_strips(desk)) == 1


def test_the_round_buttons_hide_nothing_that_was_in_sight(demo_desk: Desk) -> None:
    demo_desk.window.resize(1100, 760)
    settle()
    view = demo_desk.window.view
    view.fit()
    assert view.shows_all()
    demo_desk.key(K.Key_F5)
    assert view.shows_all()
    strip_left = strip(demo_desk).x()
    seen = view.viewportTransform().mapRect(demo_desk.window.scene.bounds())
    assert seen.right() <= strip_left


def test_a_map_that_was_moved_by_hand_stays_where_it_is(demo_desk: Desk) -> None:
    view = demo_desk.window.view
    view.zoom_by(2.0)
    before = view.viewportTransform()
    demo_desk.key(K.Key_F5)
    assert view.viewportTransform() == before


def test_each_round_button_marks_and_leaves_the_keyboard_on_the_map(room: Desk) -> None:
    for words in ("Disruption", "Back on track?", "Something new", "I felt heard", "Here too"):
        room.click_on(button(room, words))
        assert room.in_focus(room.window.view)
    assert sorted(marked(room)) == sorted(["here_too", "heard", "ruptures", "repairs", "experiences"])
    assert button(room, "5 marks today, show them").text() == "5"


def test_a_double_click_marks_once(room: Desk) -> None:
    one = button(room, "Disruption")
    at = one.mapTo(room.window, one.rect().center())
    handle = room.window.windowHandle()
    QTest.mouseDClick(handle, LEFT, NONE, at)
    assert marked(room) == ["ruptures"]


@pytest.mark.parametrize(("size", "scale"), [((1024, 700), 1.0), ((1440, 900), 1.0), ((1024, 700), 2.0)])
def test_the_round_buttons_are_large_and_in_sight(room: Desk, size: tuple[int, int], scale: float) -> None:
    themes().scale_text(scale)
    try:
        room.window.resize(*size)
        room.qtbot.waitUntil(lambda: room.window.size().toTuple() == size)
        settle()
        room.window.canvas.lay_out()
        canvas = room.window.canvas
        for words in BUTTONS:
            one = button(room, words)
            assert min(one.width(), one.height()) >= 44
            assert canvas.rect().contains(QRect(one.mapTo(canvas, QPoint()), one.size()))
            assert one.accessibleName() == words
            assert "(" in one.toolTip()
        tops = [button(room, words).mapTo(canvas, QPoint()).y() for words in BUTTONS]
        assert tops == sorted(tops)
    finally:
        themes().scale_text(1.0)


def test_the_buttons_work_from_the_keyboard(room: Desk) -> None:
    button(room, "I felt heard").setFocus(Qt.FocusReason.TabFocusReason)
    room.key(K.Key_Space)
    assert marked(room) == ["heard"]


# outside a session


@pytest.mark.parametrize("key", [K.Key_H, K.Key_X, K.Key_Equal, K.Key_V])
def test_outside_a_session_a_kind_sentence_offers_one(desk: Desk, key: Qt.Key) -> None:
    desk.key(key)
    assert desk.message == "No session is running. F5 begins one; then one key marks a moment."
    assert marked(desk) == []
    desk.window.canvas.messages.choose(0)
    assert desk.document.running is not None


def test_outside_a_session_n_asks_for_words(room: Desk) -> None:
    sit(room.document, None)
    room.key(K.Key_N)
    assert room.typing
    room.type("I asked and Sam came")
    room.enter()
    assert [one.description for one in room.all(NewExperience)] == ["I asked and Sam came"]


def test_in_a_session_the_strip_still_asks_for_words(room: Desk) -> None:
    room.key(K.Key_N, SHIFT)
    assert room.typing
    room.type("I asked and Sam came")
    room.enter()
    assert [one.description for one in room.all(NewExperience)] == ["I asked and Sam came"]


@pytest.mark.parametrize("typed", ["x=hnvm"])
def test_the_keys_are_letters_wherever_words_are_typed(room: Desk, typed: str) -> None:
    room.key(K.Key_L)
    room.type(typed)
    room.enter()
    assert typed in [one.text for one in room.all(Lesson)]
    assert marked(room) == []


def test_nothing_can_be_marked_in_the_past(room: Desk) -> None:
    room.key(K.Key_X)
    sit(room.document, None)
    room.key(K.Key_F5)
    looking = room.window.times.looking
    looking.go_to_session(looking.halts[0].stop)
    settle()
    before = list(room.verbs)
    assert room.window.tools.read_only
    assert shown_strips(room) == []
    for key in (K.Key_H, K.Key_X, K.Key_Equal, K.Key_N, K.Key_V, K.Key_F6, K.Key_F5):
        room.key(key)
    assert room.verbs == before
    assert not room.typing
    assert not room.window.hour.ending.isVisible()
    looking.to_today()
    settle()
    assert len(shown_strips(room)) == 1


# here too


def here_links(desk: Desk) -> list[tuple[str, str, str]]:
    return [(one.kind, one.from_, one.to) for one in desk.all(Link)]


def test_here_too_by_two_clicks(room: Desk) -> None:
    room.click_on(button(room, "Here too"))
    (pattern,) = room.all(Pattern)
    room.click(pattern.id)
    (moment,) = room.all(Moment)
    assert here_links(room) == [("here_too", moment.id, pattern.id)]
    assert room.selected == [moment.id]
    assert room.message == "Here too: Useful, then gone"
    assert room.window.tools.armed_for_click is False
    room.key(K.Key_Z, CTRL)
    assert (here_links(room), marked(room)) == ([], ["here_too"])
    room.key(K.Key_Z, CTRL)
    assert marked(room) == []


def test_a_person_stands_for_their_tie_and_a_lesson_for_itself(room: Desk) -> None:
    mum = main_tie(room.document, room.named("Mum").id)
    assert mum is not None
    room.key(K.Key_H)
    room.click(room.named("Mum").id)
    (lesson,) = room.all(Lesson)
    minute_before(room)
    room.key(K.Key_H)
    room.click(lesson.id)
    assert [(kind, to) for kind, _, to in here_links(room)] == [("here_too", mum.id), ("here_too", lesson.id)]
    assert len(room.all(Moment)) == 2


def minute_before(desk: Desk) -> None:
    """Let every moment have been a while ago."""
    with desk.document.edit("test"):
        for moment in desk.all(Moment):
            moment.at = "00:00" if moment.at != "00:00" else "00:01"


def test_what_is_here_is_not_like_itself(room: Desk) -> None:
    host = therapist(room.document)
    assert host is not None
    room.key(K.Key_H)
    room.click(host.id)
    assert here_links(room) == []
    assert room.message.startswith("It can be like a pattern")
    assert room.window.tools.armed_for_click
    room.key(K.Key_Escape)
    assert not room.window.tools.armed_for_click


def test_escape_or_paper_leaves_the_mark_for_later(room: Desk) -> None:
    room.key(K.Key_H)
    room.key(K.Key_Escape)
    assert marked(room) == ["here_too"]
    minute_before(room)
    room.key(K.Key_H)
    room.click_paper(room.empty_place())
    assert marked(room) == ["here_too", "here_too"]
    assert here_links(room) == []
    assert room.message == ""


@pytest.mark.parametrize("key", [K.Key_X, K.Key_Equal, K.Key_N, K.Key_V])
def test_a_key_struck_twice_marks_once(room: Desk, monkeypatch: pytest.MonkeyPatch, key: Qt.Key) -> None:
    room.key(K.Key_X)
    room.key(K.Key_H)
    room.key(K.Key_Escape)
    before = len(marked(room))
    monkeypatch.setattr(hour, "monotonic", lambda: 100.0)
    room.key(key)
    monkeypatch.setattr(hour, "monotonic", lambda: 100.4)
    room.key(key)
    assert len(marked(room)) == before + 1
    room.key(K.Key_Z, CTRL)
    room.key(key)  # taken back, it may be marked again at once
    assert len(marked(room)) == before + 1
    monkeypatch.setattr(hour, "monotonic", lambda: 102.0)
    room.key(key)
    assert len(marked(room)) == before + 2


def test_a_here_too_that_waits_for_its_end_is_not_marked_again(room: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hour, "monotonic", lambda: 100.0)
    room.key(K.Key_H)
    (moment,) = room.all(Moment)
    assert moment.at is not None
    monkeypatch.setattr(hour, "monotonic", lambda: 130.0)
    monkeypatch.setattr(sessions, "clock", lambda time: moment.at)
    room.key(K.Key_H)
    assert len(room.all(Moment)) == 1
    assert room.window.tools.likening == moment.id
    monkeypatch.setattr(sessions, "clock", lambda time: "a minute later")
    room.key(K.Key_H)
    assert len(room.all(Moment)) == 2


def test_here_too_by_keyboard(room: Desk) -> None:
    room.key(K.Key_H)
    fitting = []
    while room.window.tools.next_thing():
        fitting.append(room.window.tools._cursor)
        assert len(fitting) < 20
    (lesson,) = room.all(Lesson)
    (pattern,) = room.all(Pattern)
    assert fitting == [room.named("Mum").id, room.named("Sam").id, lesson.id, pattern.id]
    room.enter()
    assert [to for _, _, to in here_links(room)] == [pattern.id]


def test_a_selected_disruption_is_tied_instead(room: Desk) -> None:
    room.key(K.Key_X)
    room.window.canvas.messages.choose(0)
    (rupture,) = room.all(Rupture)
    room.window.view.setFocus()
    room.key(K.Key_H)
    assert marked(room) == ["ruptures"]
    (pattern,) = room.all(Pattern)
    room.click(pattern.id)
    assert here_links(room) == [("re_enacts", rupture.id, pattern.id)]


def test_an_undo_while_it_is_armed_lets_go(room: Desk) -> None:
    room.key(K.Key_H)
    room.key(K.Key_Z, CTRL)
    assert not room.window.tools.armed_for_click
    room.click(room.named("Mum").id)
    assert here_links(room) == []
    assert room.selected == [room.named("Mum").id]


def test_words_being_typed_are_kept_when_a_moment_is_marked(room: Desk) -> None:
    room.key(K.Key_L)
    room.type("Love has to be earned")
    room.click_on(button(room, "Here too"))
    assert "Love has to be earned" in [one.text for one in room.all(Lesson)]
    (pattern,) = room.all(Pattern)
    room.click(pattern.id)
    assert [kind for kind, _, _ in here_links(room)] == ["here_too"]


# today's marks


def listed(desk: Desk) -> list[str]:
    return [row.spoken for row in desk.window.hour.marks.list._rows.rows]


def without_hour(lines: list[str]) -> list[str]:
    return [line.split(", ", 1)[1] for line in lines]


def test_todays_marks_in_order_with_what_is_open(room: Desk) -> None:
    for key in (K.Key_X, K.Key_Equal, K.Key_N, K.Key_V, K.Key_H):
        room.key(key)
    room.key(K.Key_Escape)
    room.click_on(button(room, "5 marks today, show them"))
    model = room.window.hour.marks.list.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, room.window)
    assert without_hour(listed(room)) == [
        "Disruption, Still open: What happened · Who moved first",
        "Repair, To mend: a disruption in session 1, Still open: The client’s word · What helped",
        "New experience, Still open: What was new · What happened instead",
        "Felt heard, Still open: What happened",
        "Here too, Still open: What is it like? · What happened",
    ]
    room.key(K.Key_V)  # the list has the keyboard, and the moment is marked all the same
    assert len(listed(room)) == 6
    room.key(K.Key_M)
    assert not room.window.hour.shows_marks


@pytest.mark.parametrize("view", ["lessons", "patterns", "room", "timeline"])
def test_a_moment_is_marked_in_every_view(demo_desk: Desk, view: str) -> None:
    before = len(marked(demo_desk))
    demo_desk.window.show_view(view)
    demo_desk.key(K.Key_X)
    assert len(marked(demo_desk)) == before
    demo_desk.key(K.Key_F5)
    for key in (K.Key_X, K.Key_H, K.Key_V, K.Key_N, K.Key_Equal):
        demo_desk.key(key)
    assert len(marked(demo_desk)) == before + 5
    assert demo_desk.window.pages.current == view
    demo_desk.window.pages.page(view).filter_box.setFocus()
    demo_desk.type("hxnv")
    demo_desk.window.pages.page(view).order_box.setFocus()
    demo_desk.key(K.Key_N)
    assert len(marked(demo_desk)) == before + 5
    demo_desk.click_on(button(demo_desk, "Disruption"))
    assert len(marked(demo_desk)) == before + 6
    demo_desk.key(K.Key_F6)
    demo_desk.enter()
    demo_desk.window.pages.page(view).focus_body()
    demo_desk.key(K.Key_X)
    assert len(marked(demo_desk)) == before + 6


def test_the_marks_cover_nothing_of_a_view(demo_desk: Desk) -> None:
    demo_desk.key(K.Key_F5)
    demo_desk.window.show_view("room")
    page = demo_desk.window.pages.page("room")
    settle()
    assert page.geometry().right() < strip(demo_desk).x()
    demo_desk.key(K.Key_M)
    settle()
    assert page.geometry().right() < demo_desk.window.hour.marks.x()
    demo_desk.key(K.Key_Escape)
    demo_desk.window.show_view("map")
    settle()
    assert demo_desk.window.view.width() == demo_desk.window.canvas.width()


def test_all_of_a_few_marks_are_in_sight_whatever_is_asked_below_them(room: Desk) -> None:
    for key in (K.Key_H, K.Key_X, K.Key_Equal, K.Key_N, K.Key_V, K.Key_M):
        room.key(key)
    marks = room.window.hour.marks
    for at in range(5):  # “What is it like?” below the first, the client's word below the third
        marks.list.setCurrentIndex(marks.list.model().index(at, 0))
        settle()
        assert marks.list.verticalScrollBar().maximum() == 0


def test_a_mark_is_completed_from_the_list_by_keyboard(room: Desk) -> None:
    room.key(K.Key_V)
    room.key(K.Key_X)
    room.key(K.Key_M)
    assert room.in_focus(room.window.hour.marks.list)
    room.key(K.Key_Down)
    (rupture,) = room.all(Rupture)
    assert room.selected == [rupture.id]
    room.enter()  # into the panel at the side
    room.type("I was late, and said nothing of it")
    room.key(K.Key_Tab)
    assert "I was late, and said nothing of it" in listed(room)[1]
    room.window.hour.marks.focus_first()
    room.key(K.Key_Escape)
    assert not room.window.hour.marks.isVisible()
    assert room.in_focus(room.window.view)


def test_enter_opens_the_panel_at_the_side(room: Desk) -> None:
    room.key(K.Key_F9)
    assert not room.window.inspector.isVisible()
    room.key(K.Key_X)
    room.key(K.Key_M)
    room.enter()
    assert room.window.inspector.isVisible()
    assert room.selected == [room.all(Rupture)[0].id]


def repair_in_list(room: Desk) -> str:
    room.key(K.Key_X)
    room.key(K.Key_Equal)
    room.key(K.Key_M)
    room.key(K.Key_Down)
    (repair,) = room.all(Repair)
    assert room.selected == [repair.id]
    return repair.id


def test_only_the_clients_answer_makes_it_back_on_track(room: Desk) -> None:
    repair_in_list(room)
    marks = room.window.hour.marks
    room.click_on(room.part(QPushButton, "The client says: back on track", within=marks))
    assert room.all(Repair)[0].clients_word is True
    assert [one.state for one in room.all(Rupture)] == ["back_on_track"]
    assert room.message == "Back on track, in the client’s word."
    assert room.part(QPushButton, "The client says: back on track", within=marks).isChecked()
    room.click_on(room.part(QPushButton, "The client says: not yet", within=marks))
    assert room.all(Repair)[0].clients_word is False
    assert [one.state for one in room.all(Rupture)] == ["being_mended"]
    room.key(K.Key_Z, CTRL)
    assert [one.state for one in room.all(Rupture)] == ["back_on_track"]


def test_the_client_gives_a_number_and_may_take_it_back(room: Desk) -> None:
    repair_in_list(room)
    line = room.part(ScoreLine, within=room.window.hour.marks)
    line.setFocus()
    room.key(K.Key_7)
    assert room.all(Repair)[0].back_on_track == 7
    assert room.all(Repair)[0].clients_word is False
    assert [one.state for one in room.all(Rupture)] == ["being_mended"]
    room.key(K.Key_Delete)
    assert room.all(Repair)[0].back_on_track is None


def test_the_answer_is_reached_by_tab(room: Desk) -> None:
    repair_in_list(room)
    room.key(K.Key_Tab)
    assert room.in_focus(room.part(QPushButton, "The client says: back on track"))
    room.key(K.Key_Space)
    assert room.all(Repair)[0].clients_word is True


def test_a_moment_without_an_end_is_tied_from_the_list(room: Desk) -> None:
    room.key(K.Key_H)
    room.key(K.Key_Escape)
    room.key(K.Key_M)
    marks = room.window.hour.marks
    room.click_on(room.part(QPushButton, "What is it like?", within=marks))
    assert room.in_focus(room.window.view)
    room.key(K.Key_Tab)
    room.enter()
    (moment,) = room.all(Moment)
    mum = main_tie(room.document, room.named("Mum").id)
    assert mum is not None
    assert here_links(room) == [("here_too", moment.id, mum.id)]
    assert [one for one in marks.findChildren(QPushButton) if one.isVisible()] == []
    assert without_hour(listed(room)) == ["Here too, Like: Mum and me, Still open: What happened"]


def test_the_marks_of_the_last_session_when_none_runs(room: Desk) -> None:
    room.key(K.Key_V)
    room.key(K.Key_F6)
    room.enter()
    room.key(K.Key_M)
    assert room.window.hour.marks._title.text() == "Marks of session 1"
    assert without_hour(listed(room)) == ["Felt heard, Still open: What happened"]
    room.key(K.Key_Escape)
    room.key(K.Key_F5)
    room.key(K.Key_M)
    assert room.window.hour.marks._title.text() == "Today’s marks"
    assert listed(room) == []


def test_no_marks_at_all_is_said_kindly(desk: Desk) -> None:
    desk.key(K.Key_M)
    marks = desk.window.hour.marks
    assert marks._empty.isVisible()
    assert marks._empty.text().startswith("Nothing was marked.")
    desk.key(K.Key_Escape)
    assert not marks.isVisible()


def test_marks_of_the_demo_are_read(demo_desk: Desk) -> None:
    demo_desk.window.hour.show_marks()
    assert demo_desk.window.hour.marks._title.text() == "Marks of session 16"
    last = demo_desk.all(Session)[-1].id
    assert len(listed(demo_desk)) == len(marks_of(demo_desk.document, last)) > 0


def test_the_list_keeps_nothing_after_closing(room: Desk) -> None:
    room.key(K.Key_X)
    room.window.canvas.messages.choose(0)
    room.type("a secret")
    room.key(K.Key_Tab)
    room.window.view.setFocus()
    room.key(K.Key_M)
    marks = room.window.hour.marks
    assert "a secret" in listed(room)[0]
    room.window.hour.close_case()
    assert listed(room) == []
    assert [one.toPlainText() for one in marks.findChildren(QPlainTextEdit)] == []


def test_what_is_covered_stays_covered_in_the_list(room: Desk) -> None:
    room.key(K.Key_X)
    (rupture,) = room.all(Rupture)
    with room.document.edit("cover", stands=True):
        rupture.description = "a secret"
        rupture.veil = "outline"
    room.key(K.Key_M)
    assert "a secret" not in " ".join(listed(room))


def test_back_on_track_many_sessions_later(room: Desk) -> None:
    room.key(K.Key_X)
    (rupture,) = room.all(Rupture)
    sit(room.document, None)
    room.key(K.Key_F5)
    room.key(K.Key_Equal)
    (repair,) = room.all(Repair)
    assert (repair.rupture, repair.session) == (rupture.id, room.document.running)
    disruptions.hear_word(room.document, repair.id, True)
    room.key(K.Key_Equal)
    assert room.message == "No disruption is open, so nothing was marked."
