from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from relmap.edits.fields import set_field
from relmap.edits.lessons import add_lesson
from relmap.edits.people import add_person
from relmap.edits.removing import remove
from relmap.model.lessons import Lesson
from relmap.model.people import Person
from relmap.read.projection import Projection
from relmap.store.document import Document
from relmap.store.past import Past
from relmap.ui import bind
from relmap.ui.bind import Bindings
from relmap.ui.feed import Feed
from relmap.ui.panels.editors import WordsEditor, number_editor, when_editor
from relmap.words import Trouble
from tests.casefiles import begun_document, reopened


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    opened = begun_document(tmp_path / "case.relmap")
    yield opened
    opened.close()


class Sheet(QWidget):
    """A window with editors bound to one document."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.projection = Projection(document, "therapist")
        self.feed = Feed(self.projection, self)
        self.bindings = Bindings(document, self.projection, self)
        self.feed.changed.connect(self.bindings.follow)
        self.box = QVBoxLayout(self)
        self.elsewhere = QLineEdit()
        self.box.addWidget(self.elsewhere)

    def words(self, id: str, name: str, *, one_line: bool = False, spoken: bool = False) -> WordsEditor:
        editor = WordsEditor("Words", one_line=one_line, spoken=spoken)
        self.box.addWidget(editor)
        self.bindings.bind(id, name, editor)
        return editor


@pytest.fixture
def sheet(document: Document, qtbot: QtBot, light: object) -> Iterator[Sheet]:
    window = Sheet(document)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    yield window
    window.hide()


def write(editor: WordsEditor, text: str) -> None:
    editor.paper.setFocus()
    editor.paper.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor.paper, text)


def text_of(document: Document, id: str) -> str | None:
    return document.need(Lesson, id).text


def test_typing_is_stored_after_a_pause(sheet: Sheet, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bind, "PAUSE", 30)
    lesson = add_lesson(sheet.document, "I am")
    editor = sheet.words(lesson, "text")
    assert editor.paper.words() == "I am"
    write(editor, " welcome")
    assert text_of(sheet.document, lesson) == "I am", "not before the pause"
    qtbot.waitUntil(lambda: text_of(sheet.document, lesson) == "I am welcome")
    assert editor.paper.textCursor().atEnd(), "the cursor stays where it was"


def test_leaving_the_field_stores_at_once(sheet: Sheet) -> None:
    lesson = add_lesson(sheet.document, "I am")
    editor = sheet.words(lesson, "text")
    write(editor, " welcome")
    sheet.elsewhere.setFocus()
    assert text_of(sheet.document, lesson) == "I am welcome"


def test_flush_stores_and_survives_closing(sheet: Sheet) -> None:
    lesson = add_lesson(sheet.document, "I am")
    write(sheet.words(lesson, "text"), " welcome")
    assert sheet.bindings.flush()
    again = reopened(sheet.document)
    assert again.need(Lesson, lesson).text == "I am welcome"
    again.close()


def test_enter_settles_one_line_and_shift_enter_breaks_it(sheet: Sheet) -> None:
    lesson = add_lesson(sheet.document, "I am")
    editor = sheet.words(lesson, "text", one_line=True)
    write(editor, "!")
    QTest.keyClick(editor.paper, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(editor.paper, Qt.Key.Key_Return)
    assert text_of(sheet.document, lesson) == "I am!\n"


def test_escape_drops_what_was_not_stored_yet(sheet: Sheet) -> None:
    lesson = add_lesson(sheet.document, "I am")
    editor = sheet.words(lesson, "text")
    write(editor, " nothing")
    QTest.keyClick(editor.paper, Qt.Key.Key_Escape)
    assert editor.paper.words() == "I am"
    assert sheet.bindings.flush()
    assert text_of(sheet.document, lesson) == "I am"


def test_undo_shows_in_the_field(sheet: Sheet) -> None:
    lesson = add_lesson(sheet.document, "old")
    editor = sheet.words(lesson, "text")
    set_field(sheet.document, lesson, "text", "new")
    assert editor.paper.words() == "new"
    sheet.document.undo()
    assert editor.paper.words() == "old"


def test_a_change_from_elsewhere_does_not_take_what_is_being_typed(sheet: Sheet) -> None:
    lesson = add_lesson(sheet.document, "old")
    editor = sheet.words(lesson, "text")
    write(editor, " words")
    set_field(sheet.document, lesson, "text", "from the other window")
    assert editor.paper.words() == "old words"
    assert sheet.bindings.flush()
    assert text_of(sheet.document, lesson) == "old words"


def test_the_cursor_stays_when_another_field_changes(sheet: Sheet) -> None:
    lesson = add_lesson(sheet.document, "some words here")
    editor = sheet.words(lesson, "text")
    cursor = editor.paper.textCursor()
    cursor.setPosition(4)
    editor.paper.setTextCursor(cursor)
    set_field(sheet.document, lesson, "about", "self")
    assert editor.paper.textCursor().position() == 4


def test_two_editors_of_one_field_agree(sheet: Sheet) -> None:
    lesson = add_lesson(sheet.document, "one")
    first, second = sheet.words(lesson, "text"), sheet.words(lesson, "text")
    write(first, " two")
    sheet.bindings.flush()
    assert second.paper.words() == "one two"


def test_what_is_no_date_is_said_and_kept(sheet: Sheet) -> None:
    person = add_person(sheet.document, "Mum")
    editor = when_editor("Born")
    sheet.box.addWidget(editor)
    sheet.bindings.bind(person, "born", editor)
    write(editor, "the war")
    assert not sheet.bindings.flush()
    assert sheet.document.need(Person, person).born is None
    trouble = editor.findChild(QLabel, "trouble")
    assert trouble is not None
    assert "since 2019" in trouble.text()
    assert editor.paper.words() == "the war"
    sheet.bindings.release()
    again = when_editor("Born")
    sheet.box.addWidget(again)
    sheet.bindings.bind(person, "born", again)
    assert again.paper.words() == "the war", "it waits as a draft"
    sheet.bindings.release()
    sheet.bindings.forget()


def test_dates_are_written_in_words_and_stored_as_edtf(sheet: Sheet) -> None:
    person = add_person(sheet.document, "Mum")
    editor = when_editor("Born")
    sheet.box.addWidget(editor)
    sheet.bindings.bind(person, "born", editor)
    write(editor, "about 1961")
    assert sheet.bindings.flush()
    assert sheet.document.need(Person, person).born == "1961~"
    set_field(sheet.document, person, "born", "1961-05")
    editor.paper.clearFocus()
    assert editor.paper.words() == "May 1961"
    editor.paper.setPlainText("")
    assert sheet.bindings.flush()
    assert sheet.document.need(Person, person).born is None


def test_a_pause_in_a_half_typed_number_is_no_reason_to_complain(
    sheet: Sheet, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bind, "PAUSE", 10)
    person = add_person(sheet.document, "Mum")
    editor = when_editor("Born")
    sheet.box.addWidget(editor)
    sheet.bindings.bind(person, "born", editor)
    write(editor, "abo")
    qtbot.wait(60)
    assert editor.findChild(QWidget, "trouble") is None
    number = number_editor("Number")
    qtbot.addWidget(number)
    number.take_up("twelve")
    with pytest.raises(Trouble, match="12"):
        number.value()


def test_what_went_meanwhile_is_not_written(sheet: Sheet) -> None:
    lesson = add_lesson(sheet.document, "gone soon")
    editor = sheet.words(lesson, "text")
    write(editor, "!")
    remove(sheet.document, [lesson])
    assert not sheet.bindings.flush()
    assert sheet.document.get(lesson) is None
    sheet.bindings.release()


def test_the_past_is_read_only(sheet: Sheet) -> None:
    lesson = add_lesson(sheet.document, "as it was")
    past = Past(sheet.document)
    sheet.bindings.look_at(Projection(past, "therapist"))
    editor = sheet.words(lesson, "text")
    assert editor.paper.isReadOnly()
    assert sheet.bindings.read_only
    write(editor, " not")
    assert editor.paper.words() == "as it was"


@pytest.mark.parametrize(
    "text", ["a\u00a0b", "line\nline", " \u202b\u05e9\u05dc\u05d5\u05dd", "<b>not bold</b>", "é", "👩‍👩‍👧"]
)
def test_text_is_kept_code_point_for_code_point(sheet: Sheet, text: str) -> None:
    lesson = add_lesson(sheet.document, text)
    editor = sheet.words(lesson, "text")
    write(editor, "!")
    assert sheet.bindings.flush()
    assert text_of(sheet.document, lesson) == text + "!"


def test_a_text_begins_at_the_side_of_its_first_strong_character(sheet: Sheet) -> None:
    lesson = add_lesson(sheet.document, "1. שלום hello")
    editor = sheet.words(lesson, "text", spoken=True)
    assert editor.paper.document().defaultTextOption().alignment() & Qt.AlignmentFlag.AlignRight
    set_field(sheet.document, lesson, "text", "hello שלום")
    assert editor.paper.document().defaultTextOption().alignment() & Qt.AlignmentFlag.AlignLeft


def seconds_per_key(edit: QPlainTextEdit, keys: int) -> float:
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.End)
    start = time.process_time()
    for _ in range(keys):
        QTest.keyClick(edit, Qt.Key.Key_A)
        QApplication.sendPostedEvents()
    return (time.process_time() - start) / keys


def test_a_long_note_costs_no_more_per_key_than_qt_itself(sheet: Sheet) -> None:
    sentence = "Night sister on a children's ward. "
    long = sentence * (9000 // len(sentence))
    lesson = add_lesson(sheet.document, long)
    editor = sheet.words(lesson, "text")
    bare = QPlainTextEdit(long)
    bare.setFixedSize(editor.paper.size())
    sheet.box.addWidget(bare)
    seconds_per_key(bare, 5)
    limit = min(seconds_per_key(bare, 40) for _ in range(3))
    ours = min(seconds_per_key(editor.paper, 40) for _ in range(3))
    assert ours < max(2.5 * limit, 0.004)
    sheet.bindings.flush()
