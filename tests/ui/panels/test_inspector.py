from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from relmap.edits.fields import set_field
from relmap.edits.lessons import add_lesson
from relmap.edits.people import add_person
from relmap.model.kinds import KINDS
from relmap.model.lessons import Lesson
from relmap.model.people import CASE_ID, Case, Person
from relmap.read.projection import Delta, Projection
from relmap.store.past import Past
from relmap.ui.feed import Feed
from relmap.ui.panels.score import ScoreLine
from relmap.ui.theme import begin_themes, themes
from tests.casefiles import set_cover
from tests.ui.panels.conftest import Room


def test_nothing_selected_says_something_kind_and_shows_the_case(room: Room) -> None:
    assert "Click anything on the map" in room.words()
    assert "Heron" in room.words()
    room.write(f"{CASE_ID}:code", "Kingfisher")
    assert room.document.need(Case, CASE_ID).code == "Kingfisher"


def test_several_are_named_and_can_be_removed_together(room: Room) -> None:
    ids = [add_person(room.document, "Mum"), add_person(room.document, None), add_lesson(room.document, "I am enough")]
    room.select(*ids)
    words = room.words()
    assert "2 people, 1 lesson" in words
    assert "someone without a name" in words
    room.press("Remove these")
    assert "takes along" in room.words()
    room.press("Remove")
    assert not any(room.document.get(id) for id in ids)
    assert "This map" in room.words()


def test_what_is_covered_says_only_that(room: Room) -> None:
    id = add_lesson(room.document, "nobody may read this")
    room.select(id)
    set_cover(room.document, id, "outline")
    assert "nobody may read this" not in room.words()
    assert "only the client lifts the cover" in room.words()
    set_cover(room.document, id, "none")
    assert "nobody may read this" in room.words()


@pytest.mark.parametrize("array", KINDS)
def test_every_kind_has_a_panel(heron: Room, array: str) -> None:
    for entity in heron.document.all(KINDS[array])[:3]:
        heron.select(entity.id)
        assert heron.panel is not None
        assert "_" not in " ".join(label.text() for label in heron.all(QLabel)), "a stored value is no word"
        for label in heron.all(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("array", ["people", "relationships", "lessons", "roles", "patterns", "experiences"])
def test_everything_that_takes_the_focus_has_a_name(heron: Room, array: str) -> None:
    heron.select(heron.document.all(KINDS[array])[2].id)
    for widget in heron.all(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.focusProxy():
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_the_keyboard_reaches_everything(heron: Room) -> None:
    heron.select(heron.document.all(Lesson)[0].id)
    expected = {
        widget
        for widget in heron.all(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and not widget.focusProxy()
    }
    assert len(expected) > 15
    reached = set()
    heron.inspector.focus_title()
    for _ in range(3 * len(expected)):
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert not {widget.accessibleName() or str(widget) for widget in expected - reached}


def test_undo_shows_at_once_and_a_removed_thing_leaves(room: Room) -> None:
    id = add_lesson(room.document, "old words")
    room.select(id)
    set_field(room.document, id, "text", "new words")
    assert room.paper("title").toPlainText() == "new words"
    room.document.undo()
    assert room.paper("title").toPlainText() == "old words"
    room.document.undo()
    assert "This map" in room.words()


def test_typing_is_stored_when_something_else_is_selected(room: Room) -> None:
    id = add_lesson(room.document, "")
    room.select(id)
    assert room.inspector.focus_title()
    QTest.keyClicks(room.paper("title"), "I have to be useful")
    room.select(add_person(room.document, "Sam"))
    assert room.document.need(Lesson, id).text == "I have to be useful"


def test_what_cannot_be_stored_waits_for_its_panel(room: Room) -> None:
    id = add_person(room.document, "Mum")
    room.select(id)
    room.press("more …")
    room.press("+ born")
    room.write(f"{id}:born", "in the war")
    assert not room.inspector.flush()
    room.select()
    room.select(id)
    room.press("more …")
    room.press("+ born")
    assert room.paper(f"{id}:born").toPlainText() == "in the war"
    assert "since 2019" in room.words()
    room.write(f"{id}:born", "1943")
    assert room.document.need(Person, id).born == "1943"


def test_hidden_it_waits_and_shows_the_latest(room: Room) -> None:
    id = add_lesson(room.document, "one")
    room.select(id)
    room.inspector.hide()
    set_field(room.document, id, "text", "two")
    set_field(room.document, id, "disputed", True)
    room.inspector.show()
    assert room.paper("title").toPlainText() == "two"
    assert "not quite" in room.words()


def test_the_past_is_shown_and_not_written(heron: Room) -> None:
    lesson = heron.document.all(Lesson)[0]
    id, words = lesson.id, str(lesson.text)
    set_field(heron.document, id, "text", "as it is now")
    past = Past(heron.document)
    past.seek(heron.document.revision - 1)
    feed = Feed(Projection(past, "therapist"))
    heron.inspector.look_at(feed)
    heron.select(id)
    assert heron.paper("title").toPlainText() == words
    assert all(paper.isReadOnly() for paper in heron.all(QPlainTextEdit))
    assert "+" not in heron.words()
    past.seek(heron.document.revision)
    assert heron.paper("title").toPlainText() == "as it is now"
    heron.inspector.look_at(heron.feed)
    assert "+ a note" in heron.words()
    feed.close()


def test_a_closed_case_leaves_no_word(heron: Room) -> None:
    heron.select(heron.document.all(Lesson)[0].id)
    assert heron.inspector.close_case()
    QApplication.sendPostedEvents()
    QApplication.sendPostedEvents(None, 52)
    assert not heron.inspector.findChildren(QPlainTextEdit)
    assert not [label.text() for label in heron.inspector.findChildren(QLabel)]


@pytest.mark.parametrize("array", ["people", "lessons", "roles", "experiences", "sessions"])
def test_at_twice_the_text_nothing_is_cut(heron: Room, qapp: QApplication, array: str) -> None:
    begin_themes(qapp, "light", 2.0)
    try:
        heron.inspector.resize(heron.inspector.minimumWidth(), 700)
        heron.select(heron.document.all(KINDS[array])[1].id)
        QTest.qWait(1)
        room = heron.inspector.viewport().width()
        assert heron.panel.width() <= room
        for label in heron.all(QLabel):
            right = label.mapTo(heron.panel, label.rect().topRight()).x()
            assert right <= room
            assert label.height() >= label.heightForWidth(label.width()) - 1, label.text()
    finally:
        themes().scale_text(1.0)


def test_showing_and_dressing_is_no_typing(heron: Room, qapp: QApplication) -> None:
    heron.select(heron.document.all(Lesson)[0].id)
    assert not heron.inspector.pending
    begin_themes(qapp, "dark", 1.5)
    QTest.qWait(1)
    assert not heron.inspector.pending
    begin_themes(qapp, "light", 1.0)
    assert not heron.inspector.pending
    before = heron.document.revision
    heron.inspector.flush()
    assert heron.document.revision == before


def test_keys_that_mean_something_here_are_no_shortcuts_of_the_window(heron: Room) -> None:
    heron.select(heron.document.all(Lesson)[0].id)
    fired: list[str] = []
    for key in ("Delete", "Return", "7", "Left", "P", "Ctrl+Z"):
        shortcut = QShortcut(QKeySequence(key), heron.inspector)
        shortcut.activated.connect(lambda key=key: fired.append(key))
    line = heron.all(ScoreLine)[0]
    line.setFocus()
    for pressed in (Qt.Key.Key_7, Qt.Key.Key_Left, Qt.Key.Key_Delete):
        QTest.keyClick(line, pressed)
    assert not fired
    assert line.number == 6, "today's number is gone, that of the last session stands"
    assert "from session 16; not asked today" in heron.words()
    QTest.keyClick(line, Qt.Key.Key_P)
    assert fired == ["P"], "a letter is still one"
    paper = heron.paper("title")
    paper.setFocus()
    QTest.keyClick(paper, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert fired == ["P", "Ctrl+Z"], "with nothing typed, undo is the case's own"
    QTest.keyClicks(paper, "p")
    QTest.keyClick(paper, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert fired == ["P", "Ctrl+Z"], "what was typed here is taken back here"


def test_following_a_change_elsewhere_costs_little(heron: Room) -> None:
    heron.select(heron.document.all(Lesson)[0].id)
    ids = [person.id for person in heron.document.all(Person)]
    panel = heron.panel
    seconds = []
    for number in range(9):
        set_field(heron.document, ids[number], "pronouns", str(number))
        start = time.process_time()
        heron.inspector._follow(Delta(updated=(ids[number],)))
        seconds.append(time.process_time() - start)
    assert heron.panel is panel
    assert sorted(seconds)[4] < 0.02


def test_what_takes_the_focus_comes_into_sight(heron: Room) -> None:
    heron.inspector.resize(330, 300)
    heron.select(heron.document.all(Lesson)[0].id)
    button = heron.button("Remove this lesson")
    assert button.visibleRegion().isEmpty()
    button.setFocus()
    heron.qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty())
    heron.press("Remove this lesson")
    heron.qtbot.waitUntil(lambda: not heron.button("Leave it").visibleRegion().isEmpty())
