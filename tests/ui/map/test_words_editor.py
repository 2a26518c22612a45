"""The sheet for words on the map by itself: what is taken, kept, dropped and refused, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from relmap.ui.map.words_editor import LINES, Asking, WordsEditor
from tests.ui.desk import CTRL, SHIFT, K, settle, type_letter

CHOICES = (("a", "one"), ("b", "two"), ("c", "three"))


class Sheet:
    """A canvas with the sheet over it and another field below."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.canvas, self.other = QWidget(self.window), QLineEdit(self.window)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self.window)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.other)
        self.sheet = WordsEditor(self.canvas)
        self.sheet.given_back.connect(self.canvas.setFocus)
        self.window.resize(600, 400)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.taken: list[tuple[str, str]] = []
        self.takes = True

    @property
    def edit(self) -> QPlainTextEdit:
        (edit,) = self.sheet.findChildren(QPlainTextEdit)
        return edit

    def take(self, words: str, choice: str) -> bool:
        if self.takes:
            self.taken.append((words, choice))
        return self.takes

    def ask(self, words: str = "", at: QPoint | None = None, **how: object) -> None:
        asking = Asking("say it", self.take, words, **how)  # type: ignore[arg-type]  # whatever a test asks for
        self.sheet.ask(asking, at or QPoint(300, 200))

    def type(self, words: str) -> None:
        QTest.keyClicks(self.edit, words)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.edit, key, modifiers)


@pytest.fixture
def sheet(qtbot: QtBot, light: object) -> Iterator[Sheet]:
    made = Sheet(qtbot)
    yield made
    made.window.close()
    made.window.deleteLater()
    settle()


def test_enter_takes_once(sheet: Sheet) -> None:
    sheet.ask()
    sheet.type("hello")
    sheet.key(K.Key_Return)
    sheet.key(K.Key_Return)
    assert sheet.taken == [("hello", "")]
    assert not sheet.sheet.isVisible()
    assert QApplication.focusWidget() is sheet.canvas
    assert sheet.edit.toPlainText() == "", "no words stay behind"


def test_blank_words_are_nothing_said(sheet: Sheet) -> None:
    sheet.ask()
    sheet.type("   ")
    sheet.key(K.Key_Return)
    assert sheet.taken == []
    assert not sheet.sheet.isVisible()


def test_unchanged_words_are_nothing_said_and_cleared_ones_are(sheet: Sheet) -> None:
    sheet.ask("was")
    sheet.key(K.Key_Return)
    assert sheet.taken == []
    sheet.ask("was")
    sheet.key(K.Key_Delete)
    sheet.key(K.Key_Return)
    assert sheet.taken == [("", "")]


def test_escape_drops(sheet: Sheet) -> None:
    sheet.ask("was")
    sheet.type("is")
    sheet.key(K.Key_Escape)
    assert sheet.taken == []
    assert not sheet.sheet.asking
    assert QApplication.focusWidget() is sheet.canvas


def test_leaving_keeps_without_taking_the_focus_back(sheet: Sheet) -> None:
    sheet.ask()
    sheet.type("hello")
    sheet.other.setFocus()
    assert sheet.taken == [("hello", "")]
    assert QApplication.focusWidget() is sheet.other
    assert not sheet.sheet.isVisible()


def test_asking_for_something_else_keeps_what_was_typed(sheet: Sheet) -> None:
    sheet.ask()
    sheet.type("first")
    sheet.ask()
    assert sheet.taken == [("first", "")]
    assert sheet.edit.toPlainText() == ""
    sheet.type("second")
    sheet.key(K.Key_Return)
    assert [words for words, _ in sheet.taken] == ["first", "second"]


def test_refused_words_stay(sheet: Sheet) -> None:
    sheet.ask()
    sheet.type("hello")
    sheet.takes = False
    sheet.key(K.Key_Return)
    assert sheet.sheet.isVisible()
    assert not sheet.sheet.keep()
    sheet.ask("something else")
    assert sheet.edit.toPlainText() == "hello"
    sheet.other.setFocus()
    assert sheet.sheet.isVisible()
    sheet.takes = True
    assert sheet.sheet.keep()
    assert sheet.taken == [("hello", "")]


def test_what_follows_follows_enter_only(sheet: Sheet) -> None:
    followed: list[str] = []
    sheet.ask(then=lambda: followed.append("then"))
    sheet.type("a")
    sheet.other.setFocus()
    assert followed == []
    sheet.ask(then=lambda: followed.append("then"))
    sheet.key(K.Key_Return)
    assert followed == [], "nothing was said"
    sheet.ask(then=lambda: followed.append("then"))
    sheet.type("a")
    sheet.key(K.Key_Enter)
    assert followed == ["then"]


def test_choices_by_key_and_by_click(sheet: Sheet) -> None:
    sheet.ask(choices=CHOICES, choice="a")
    sheet.key(K.Key_Down, CTRL)
    sheet.key(K.Key_Down, CTRL)
    sheet.key(K.Key_Down, CTRL)
    sheet.key(K.Key_Up, CTRL)
    sheet.type("x")
    sheet.key(K.Key_Return)
    assert sheet.taken == [("x", "c")]
    sheet.ask(choices=CHOICES, choice="a")
    settle()
    sheet.type("y")
    (two,) = [button for button in sheet.sheet.findChildren(QToolButton) if button.text() == "two"]
    QTest.mouseClick(two, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is sheet.edit
    sheet.key(K.Key_Return)
    assert sheet.taken[-1] == ("y", "b")
    sheet.ask()
    settle()
    assert not [button for button in sheet.sheet.findChildren(QToolButton) if button.isVisible()]


@pytest.mark.parametrize("at", [(0, 0), (10_000, 10_000), (-500, 200), (300, 200)])
def test_it_stays_whole_inside_the_canvas(sheet: Sheet, at: tuple[int, int]) -> None:
    sheet.ask("some words " * 30, QPoint(*at), choices=CHOICES, choice="a")
    assert sheet.canvas.rect().contains(sheet.sheet.geometry())


def test_it_grows_up_to_its_lines_and_scrolls_further(sheet: Sheet) -> None:
    sheet.ask()
    low = sheet.edit.height()
    sheet.type("word " * 60)
    high = sheet.edit.height()
    assert low < high <= low * LINES
    sheet.type("word " * 60)
    assert sheet.edit.height() == high
    assert sheet.edit.viewport().rect().contains(sheet.edit.cursorRect().center())


def test_other_scripts_and_an_input_method(sheet: Sheet) -> None:
    sheet.ask()
    for letter in "أمي 祖母":
        type_letter(sheet.edit, letter)
    composing = QInputMethodEvent("か", [])
    QApplication.sendEvent(sheet.edit, composing)
    assert sheet.taken == []
    done = QInputMethodEvent()
    done.setCommitString("母")
    QApplication.sendEvent(sheet.edit, done)
    sheet.key(K.Key_Return)
    assert sheet.taken == [("أمي 祖母母", "")]


def test_words_are_plain_however_they_are_pasted(sheet: Sheet) -> None:
    QApplication.clipboard().setText("<b>bold</b>")
    sheet.ask()
    sheet.key(K.Key_V, CTRL)
    sheet.key(K.Key_Return)
    assert sheet.taken == [("<b>bold</b>", "")]


def test_shift_enter_breaks_a_line(sheet: Sheet) -> None:
    sheet.ask()
    sheet.type("one")
    sheet.key(K.Key_Return, SHIFT)
    sheet.type("two")
    sheet.key(K.Key_Return)
    assert sheet.taken == [("one\ntwo", "")]


def test_a_name_of_one_line_stays_on_one_line(sheet: Sheet) -> None:
    QApplication.clipboard().setText("Gran\nAda")
    sheet.ask(one_line=True)
    sheet.key(K.Key_V, CTRL)
    sheet.key(K.Key_Return)
    assert sheet.taken == [("Gran Ada", "")]
