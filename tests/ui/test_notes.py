"""Process notes at the desk: made, written, tied to the map, found and removed by keys, and put away with the case."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from relmap.apart.notebook import open_notebook
from relmap.edits import removing
from relmap.model.people import Person
from relmap.model.therapy import Session
from relmap.store import errors
from relmap.store.places import notes_path
from relmap.ui.notes_doors import ChangingDoor, MakingDoor
from relmap.ui.notes_window import NotesWindow
from tests.casefiles import sit
from tests.notefiles import NOTES_PASSPHRASE, empty_notebook, opened_notebook, written
from tests.ui.desk import CTRL, SHIFT, Desk, K, settle
from tests.ui.notes import Notes, door_of, show, type_words, window_of

WORDS = "whose shame was it"


@pytest.fixture
def notes(desk: Desk) -> Iterator[Notes]:
    """Empty process notes beside a case that has just begun, unlocked."""
    opened = Notes(desk)
    yield opened
    desk.window.notes.close_case()
    settle()


@pytest.fixture
def demo_notes(demo_desk: Desk) -> Iterator[Notes]:
    """The same beside the demo case."""
    opened = Notes(demo_desk)
    yield opened
    demo_desk.window.notes.close_case()
    settle()


def labels(window: QWidget) -> str:
    return "\n".join(one.text() for one in window.findChildren(QLabel) if one.isVisible())


def client_has_the_pen(desk: Desk) -> bool:
    return desk.window.pen.with_client


# the door


def test_the_case_works_without_notes_and_makes_no_file_until_it_is_wished(desk: Desk) -> None:
    show(desk)
    window = window_of(desk)
    assert isinstance(door_of(desk), MakingDoor)
    said = labels(window)
    assert "kept apart from the map" in said
    assert "“case.relnotes”" in said
    assert "Take another one than that of the case" in said
    for _ in range(2):
        QTest.keyClick(window.windowHandle(), K.Key_Return)
    assert "Type a passphrase: the notes" in door_of(desk).complaint
    window.close()
    assert not notes_path(desk.path).exists()
    assert desk.window.notes.window is None


def test_a_file_is_made_with_a_passphrase_of_its_own(desk: Desk) -> None:
    show(desk)
    window = window_of(desk)
    for words in ("an own passphrase", "another"):
        type_words(words)
        QTest.keyClick(window.windowHandle(), K.Key_Return)
    assert "differ" in door_of(desk).complaint
    second = QApplication.focusWidget()
    assert isinstance(second, QLineEdit)
    second.clear()
    QTest.keyClicks(second, "an own passphrase")
    QTest.keyClick(window.windowHandle(), K.Key_Return)
    desk.qtbot.waitUntil(lambda: window.page is not None)
    assert window.page is not None
    assert QApplication.focusWidget() is window.page.editor.paper
    QTest.keyClicks(window.page.editor.paper, WORDS)
    window.close()
    made = open_notebook(notes_path(desk.path), "an own passphrase")
    assert [note.text for note in made.notes] == [WORDS]
    made.close()


def test_a_wrong_passphrase_is_said_and_the_next_one_opens(desk: Desk) -> None:
    empty_notebook(notes_path(desk.path)).close()
    show(desk)
    window = window_of(desk)
    type_words("no")
    QTest.keyClick(window.windowHandle(), K.Key_Return)
    desk.qtbot.waitUntil(lambda: bool(door_of(desk).complaint))
    assert "does not open “case.relnotes”" in door_of(desk).complaint
    type_words(NOTES_PASSPHRASE)  # what was wrong is selected, and typed over
    QTest.keyClick(window.windowHandle(), K.Key_Return)
    desk.qtbot.waitUntil(lambda: window.page is not None)
    window.close()


def test_a_damaged_file_is_said_at_the_door_and_the_case_goes_on(desk: Desk) -> None:
    notes_path(desk.path).write_bytes(b"")
    show(desk)
    window = window_of(desk)
    type_words("any")
    QTest.keyClick(window.windowHandle(), K.Key_Return)
    desk.qtbot.waitUntil(lambda: bool(door_of(desk).complaint))
    assert "no process notes in it" in door_of(desk).complaint
    QTest.keyClick(window.windowHandle(), K.Key_N, CTRL | SHIFT)
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.add_people("Ada")
    assert "Ada" in desk.names


# writing


def test_what_is_typed_is_stored_after_a_pause(notes: Notes) -> None:
    notes.write(WORDS)
    assert not notes.texts
    notes.desk.qtbot.waitUntil(lambda: notes.texts == [WORDS], timeout=3000)
    notes.write("?")
    notes.desk.qtbot.waitUntil(lambda: notes.texts == [WORDS + "?"], timeout=3000)
    assert notes.listed[0].startswith(WORDS)


def test_what_is_typed_is_stored_when_the_words_are_left_and_when_the_window_goes(notes: Notes) -> None:
    notes.write(WORDS)
    notes.key(K.Key_F, CTRL)
    assert notes.texts == [WORDS]
    notes.key(K.Key_N, CTRL)
    notes.write("two")
    notes.key(K.Key_W, CTRL)
    again = opened_notebook(notes_path(notes.desk.path))
    assert [note.text for note in again.notes] == ["two", WORDS]
    again.close()


def test_what_is_typed_is_stored_when_the_case_is_closed(notes: Notes) -> None:
    notes.write(WORDS)
    notes.desk.window.close()
    assert notes.desk.window.notes.window is None
    again = opened_notebook(notes_path(notes.desk.path))
    assert [note.text for note in again.notes] == [WORDS]
    again.close()


def test_a_note_without_a_word_is_not_stored(notes: Notes) -> None:
    notes.write("   ")
    notes.key(K.Key_N, CTRL)
    notes.key(K.Key_N, CTRL)
    assert not notes.texts


def test_a_break_of_the_line_is_stored_as_one(notes: Notes) -> None:
    notes.write("one")
    notes.key(K.Key_Return)
    notes.write("two")
    notes.key(K.Key_Return, SHIFT)
    notes.write("three")
    notes.page.flush()
    assert notes.texts == ["one\ntwo\nthree"]


def test_words_that_cannot_be_stored_stay_where_they_are_and_are_asked_about(notes: Notes) -> None:
    path = notes_path(notes.desk.path)
    notes.write(WORDS)
    path.rename(path.with_name("away"))
    notes.key(K.Key_N, CTRL)
    assert "no longer where it was" in labels(notes.page.editor)
    assert notes.page.editor.paper.words() == WORDS
    assert not notes.desk.window.close()
    assert notes.desk.window.isVisible()
    assert not notes.window.close()
    assert "could not be stored" in notes.page.messages.words
    path.with_name("away").rename(path)
    assert notes.window.close()
    again = opened_notebook(path)
    assert [note.text for note in again.notes] == [WORDS]
    again.close()


def test_a_note_says_of_which_kind_it_is(notes: Notes) -> None:
    notes.write(WORDS)
    notes.click(notes.page.editor._kinds["supervision"])
    assert notes.one.kind == "supervision"
    assert "for supervision" in notes.listed[0]


# the map


def test_a_chosen_person_and_a_session_are_taken_over_with_one_key_each(demo_notes: Notes) -> None:
    notes = demo_notes
    desk = notes.desk
    mum, session = desk.named("Mum"), desk.all(Session)[2]
    notes.write(WORDS)
    desk.window.selection.set([mum.id])
    notes.key(K.Key_M, CTRL)
    assert notes.one.subject == mum.id
    desk.window.selection.set([session.id])
    notes.key(K.Key_M, CTRL)
    assert (notes.one.subject, notes.one.session) == (mum.id, session.id)
    assert notes.chips == ["Session 3, 28 January 2026", "Mum"]
    notes.key(K.Key_M, CTRL | SHIFT)
    held = [one for one in desk.all(Session) if one.held == "held"]
    assert notes.one.session == held[-1].id
    desk.window.selection.clear()
    notes.key(K.Key_M, CTRL)
    assert notes.one.subject == mum.id


def test_a_chip_leads_to_the_map_and_delete_lets_go_of_it(demo_notes: Notes) -> None:
    notes = demo_notes
    desk = notes.desk
    mum = desk.named("Mum")
    notes.write(WORDS)
    desk.window.selection.set([mum.id])
    notes.key(K.Key_M, CTRL)
    desk.window.selection.clear()
    (chip,) = notes.tiles
    notes.click(chip, QPoint(12, chip.height() // 2))
    assert desk.selected == [mum.id]
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    notes.window.activateWindow()
    desk.qtbot.waitUntil(notes.window.isActiveWindow)
    chip.setFocus()
    notes.key(K.Key_Delete)
    settle()
    assert notes.one.subject is None
    assert not notes.chips


def test_a_note_begun_in_a_session_is_about_it(demo_notes: Notes) -> None:
    notes = demo_notes
    session = notes.desk.all(Session)[-1]
    sit(notes.desk.document, session.id)
    notes.key(K.Key_N, CTRL)
    notes.write(WORDS)
    notes.page.flush()
    assert notes.one.session == session.id
    sit(notes.desk.document, None)


def test_what_is_not_on_the_map_any_more_is_called_so_and_comes_back(demo_notes: Notes) -> None:
    notes = demo_notes
    desk = notes.desk
    mum = desk.named("Mum").id
    notes.write(WORDS)
    desk.window.selection.set([mum])
    notes.key(K.Key_M, CTRL)
    removing.remove(desk.document, [mum])
    settle()
    assert notes.chips == ["something that is not on the map now"]
    assert notes.one.subject == mum
    desk.document.undo()
    settle()
    assert notes.chips == ["Mum"]


def test_notes_of_another_case_are_shown_and_nothing_of_them_is_lost(notes: Notes) -> None:
    written(notes.notebook, "strange", subject="nobody", session="never")
    notes.page._follow_note()
    assert "a session that is not on the map now" in notes.listed[0]
    assert "something that is not on the map now" in notes.listed[0]
    notes.page.open_note(notes.one.id)
    notes.page.editor.paper.moveCursor(QTextCursor.MoveOperation.End)
    notes.write("!")
    notes.page.flush()
    assert (notes.one.text, notes.one.subject, notes.one.session) == ("strange!", "nobody", "never")


# finding


def test_notes_are_found_by_their_words_kind_and_what_they_are_about(demo_notes: Notes) -> None:
    notes = demo_notes
    desk = notes.desk
    notes.have("Größe", "plain", "about mum")
    notes.page.open_note(notes.notebook.notes[0].id)
    desk.window.selection.set([desk.named("Mum").id])
    notes.key(K.Key_M, CTRL)
    notes.key(K.Key_F, CTRL)
    notes.write("gross")
    assert [words[:5] for words in notes.listed] == ["Größe"]
    notes.key(K.Key_Escape)
    assert len(notes.listed) == 3
    notes.write("zzz")
    assert not notes.listed
    assert "No note fits." in labels(notes.page)
    notes.key(K.Key_Escape)
    about = notes.page.abouts
    about.setCurrentIndex(about.findText("Mum"))
    about.activated.emit(about.currentIndex())
    assert [words.startswith("about mum") for words in notes.listed] == [True]
    about.setCurrentIndex(about.count() - 1)
    about.activated.emit(about.currentIndex())
    assert [words[:5] for words in notes.listed] == ["plain", "Größe"]


def test_the_list_is_walked_by_keys_and_enter_goes_into_the_words(notes: Notes) -> None:
    notes.have("one", "two", "three")
    notes.key(K.Key_F, CTRL)
    notes.key(K.Key_Down)
    assert notes.page.editor.paper.words() == "three"
    notes.key(K.Key_Down)
    assert notes.page.editor.paper.words() == "two"
    notes.key(K.Key_Return)
    assert QApplication.focusWidget() is notes.page.editor.paper


# removing


def test_a_removed_note_can_be_put_back_as_it_was(notes: Notes) -> None:
    notes.have("one", "two")
    kept = notes.notebook.notes
    notes.page.open_note(kept[0].id)
    notes.page.list.setFocus()
    notes.key(K.Key_Delete)
    assert notes.texts == ["one"]
    assert "gone from the file" in notes.page.messages.words
    notes.click(notes.part(QPushButton, "Put it back"))
    assert notes.notebook.notes == kept
    assert notes.page.editor.paper.words() == "two"


def test_ctrl_delete_removes_the_note_that_is_written_in_with_its_last_words(notes: Notes) -> None:
    notes.write(WORDS)
    notes.page.flush()
    notes.write(", I wonder")
    notes.key(K.Key_Delete, CTRL)
    assert not notes.texts
    notes.page.put_back()
    assert notes.texts == [WORDS + ", I wonder"]


# the passphrase


def test_the_passphrase_of_the_notes_is_changed_in_their_window(notes: Notes) -> None:
    notes.write(WORDS)
    notes.page.actions_.run("passphrase")
    assert isinstance(notes.door, ChangingDoor)
    for _ in range(2):
        notes.write("another one")
        notes.key(K.Key_Return)
    assert notes.window._stack.currentWidget() is notes.page
    assert "was changed" in notes.page.messages.words
    notes.window.close()
    with pytest.raises(errors.WrongPassphrase):
        open_notebook(notes_path(notes.desk.path), NOTES_PASSPHRASE)
    again = open_notebook(notes_path(notes.desk.path), "another one")
    assert [note.text for note in again.notes] == [WORDS]
    again.close()


# going


def test_closed_notes_ask_for_their_passphrase_again_and_keep_nothing(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NotesWindow, "deleteLater", lambda window: None)  # what is left is looked at before it goes
    notes.have(WORDS)
    window, page = notes.window, notes.page
    page.open_note(notes.one.id)
    page.editor.paper.selectAll()
    page.editor.paper.copy()
    assert QGuiApplication.clipboard().text() == WORDS
    notes.key(K.Key_W, CTRL)
    assert notes.desk.window.notes.window is None
    assert QGuiApplication.clipboard().text() == ""
    assert not page.editor.paper.words()
    assert not page.list._rows.rows
    assert not page._notebook.notes
    assert page.abouts.count() == 0
    monkeypatch.undo()
    window.deleteLater()
    notes.open()
    assert notes.texts == [WORDS]


def test_what_somebody_else_put_into_the_clipboard_stays_there(notes: Notes) -> None:
    notes.have(WORDS)
    QGuiApplication.clipboard().setText("a shopping list")
    notes.key(K.Key_W, CTRL)
    assert QGuiApplication.clipboard().text() == "a shopping list"
    QGuiApplication.clipboard().clear()


def test_notes_whose_window_is_closed_while_they_are_unlocked_stay_locked(desk: Desk) -> None:
    empty_notebook(notes_path(desk.path)).close()
    show(desk)
    window = window_of(desk)
    type_words(NOTES_PASSPHRASE)
    QTest.keyClick(window.windowHandle(), K.Key_Return)
    window.close()
    opened_notebook(notes_path(desk.path)).close()  # it is free again


def test_handing_over_the_pen_closes_the_notes_and_they_cannot_be_opened_meanwhile(notes: Notes) -> None:
    desk, path = notes.desk, notes_path(notes.desk.path)
    notes.write(WORDS)
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.key(K.Key_F12)
    assert client_has_the_pen(desk)
    assert desk.window.notes.window is None
    again = opened_notebook(path)
    assert [note.text for note in again.notes] == [WORDS]
    again.close()
    desk.key(K.Key_N, CTRL | SHIFT)
    assert desk.window.notes.window is None
    desk.key(K.Key_F12)
    show(desk)
    window_of(desk).close()


def test_the_pen_is_not_handed_over_before_the_notes_are_stored(notes: Notes) -> None:
    desk, path = notes.desk, notes_path(notes.desk.path)
    notes.write(WORDS)
    path.rename(path.with_name("away"))
    desk.window.pen.toggle()
    assert not client_has_the_pen(desk)
    assert "no longer where it was" in labels(notes.page.editor)
    assert not desk.window.notes.put_away()
    assert not notes.window.isVisible()
    path.with_name("away").rename(path)
    desk.window.pen.toggle()
    assert client_has_the_pen(desk)
    assert desk.window.notes.window is None


def test_the_file_of_the_case_does_not_change_by_notes(demo_notes: Notes) -> None:
    notes = demo_notes
    desk = notes.desk
    before, revision = desk.path.read_bytes(), desk.document.revision
    notes.write(WORDS)
    desk.window.selection.set([desk.all(Person)[3].id])
    notes.key(K.Key_M, CTRL)
    notes.page.remove_note()
    notes.page.put_back()
    assert desk.path.read_bytes() == before
    assert desk.document.revision == revision
    assert {path.suffix for path in Path(desk.path).parent.iterdir() if path.is_file()} <= {
        ".relmap", ".relnotes", ".relmap-journal", ".relnotes-journal",
    }  # fmt: skip


def test_a_note_that_cannot_be_stored_is_not_left_for_another(notes: Notes) -> None:
    notes.have("one", "two")
    one, two = reversed(notes.notebook.notes)
    notes.page.open_note(one.id)
    notes.write("more ")
    path = notes_path(notes.desk.path)
    path.rename(path.with_name("away"))
    notes.page.open_note(two.id)
    assert notes.page.editor.id == one.id
    assert notes.page.list.current.only == one.id
    notes.page.remove_note()
    assert "no longer where it was" in notes.page.messages.words
    path.with_name("away").rename(path)
    notes.page.open_note(two.id)
    assert notes.page.editor.id == two.id
    assert set(notes.texts) == {"more one", "two"}


def test_no_words_can_be_dragged_out_of_a_note(notes: Notes) -> None:
    notes.write(WORDS)
    paper = notes.page.editor.paper
    paper.selectAll()
    at = paper.cursorRect(paper.document().find("shame")).center()
    QTest.mousePress(paper.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert not paper.textCursor().hasSelection()
    QTest.mouseMove(paper.viewport(), at + QPoint(40, 0))  # would begin a drag, and wait for its end
    QTest.mouseRelease(paper.viewport(), Qt.MouseButton.LeftButton, pos=at + QPoint(40, 0))


def test_notes_that_lost_their_case_are_named_where_new_ones_are_made(desk: Desk) -> None:
    empty_notebook(desk.path.with_name("earlier.relnotes")).close()
    empty_notebook(desk.path.with_name("earlier.backup-x-2026-01-01.relnotes")).close()
    show(desk)
    assert "“earlier.relnotes” lies in this folder without its case" in labels(window_of(desk))
    window_of(desk).close()
    desk.path.with_name("earlier.relmap").touch()
    show(desk)
    assert "without its case" not in labels(window_of(desk))
    window_of(desk).close()


def test_a_passphrase_is_forgotten_once_the_notes_are_open(notes: Notes) -> None:
    settle()
    gc.collect()
    strings = (one for thing in gc.get_objects() for one in gc.get_referents(thing) if isinstance(one, str))
    wanted = NOTES_PASSPHRASE[::-1]
    holders = [one for one in strings if one[::-1] == wanted and one is not NOTES_PASSPHRASE]
    assert not holders
