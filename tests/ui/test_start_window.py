"""The first window, worked as a person works it: opening, making, refusing, changing one's mind."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from relmap.model.people import CASE_ID, Case, Person
from relmap.settings import Settings
from relmap.store.document import Document
from relmap.ui import start_window
from relmap.ui.start_window import StartWindow
from tests.casefiles import PASSPHRASE, begun_document
from tests.ui.desk import choose_file, settle

K = Qt.Key


class Start:
    """The window with what a test asks of it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot, self.window = qtbot, StartWindow(Settings())
        self.documents: list[Document] = []
        self.window.opened.connect(self.documents.append)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def close(self) -> None:
        if self.window.isVisible():
            self.window.close()
        self.window.deleteLater()
        for document in self.documents:
            document.close()
        settle()

    def button(self, words: str) -> QPushButton:
        (found,) = [one for one in self.window.findChildren(QPushButton) if one.text() == words and one.isVisible()]
        return found

    def press(self, words: str) -> None:
        QTest.mouseClick(self.button(words), Qt.MouseButton.LeftButton)

    def field(self, name: str) -> QLineEdit:
        fields = self.window.findChildren(QLineEdit)
        (found,) = [one for one in fields if one.accessibleName() == name and one.isVisible()]
        return found

    def type(self, words: str) -> None:
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit)
        QTest.keyClicks(focus, words)

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window.windowHandle(), key)

    @property
    def words(self) -> str:
        """All that is said in sight."""
        return "\n".join(label.text() for label in self.window.findChildren(QLabel) if label.isVisible())

    @property
    def at_home(self) -> bool:
        return self.window.home.isVisible()

    def ask(self, path: Path) -> None:
        """Come to the passphrase of a file the way the file dialog leads there."""
        self.press("Open a case…")
        choose_file(path)
        self.come_back()
        assert QApplication.focusWidget() is self.field("Passphrase")

    def come_back(self) -> None:
        """Become the active window again, as after a dialog every window manager sees to."""
        self.window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)

    def wait_for_words(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.words, timeout=10_000)


@pytest.fixture
def start(qtbot: QtBot, light: object) -> Iterator[Start]:
    made = Start(qtbot)
    yield made
    made.close()


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    document = begun_document(tmp_path / "Wren.relmap")
    document.close()
    return document.path


# opening


def test_a_wrong_passphrase_is_said_and_stays_selected_and_the_right_one_opens(start: Start, case_file: Path) -> None:
    start.ask(case_file)
    assert "Wren" in start.words
    start.type("a heron stands ill")
    start.key(K.Key_Return)
    start.wait_for_words("passphrase")
    start.qtbot.waitUntil(lambda: bool(start.window.unlock.complaint), timeout=10_000)
    field = start.field("Passphrase")
    assert (field.selectedText(), QApplication.focusWidget()) == (field.text(), field)
    assert start.button("Unlock").isEnabled()
    start.type(PASSPHRASE)  # over what is selected
    start.press("Unlock")
    start.qtbot.waitUntil(lambda: bool(start.documents), timeout=10_000)
    assert [person.seat for person in start.documents[0].all(Person)] == ["client", "therapist"]


def test_pressing_twice_unlocks_once(start: Start, case_file: Path) -> None:
    start.ask(case_file)
    start.type(PASSPHRASE)
    button = start.button("Unlock")
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    start.key(K.Key_Return)
    assert "Unlocking…" in start.words
    start.qtbot.waitUntil(lambda: bool(start.documents), timeout=10_000)
    settle()
    start.qtbot.waitUntil(button.isEnabled)
    assert len(start.documents) == 1


def test_an_empty_passphrase_asks_for_nothing(start: Start, case_file: Path) -> None:
    start.ask(case_file)
    start.key(K.Key_Return)
    assert start.button("Unlock").isEnabled()
    assert not start.window.unlock.complaint


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"nonsense" * 100, "not a relmap case"), (random.Random(1).randbytes(8192), "does not open")],
)
def test_nonsense_is_refused_in_a_sentence(start: Start, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "nonsense.relmap"
    path.write_bytes(content)
    start.ask(path)
    start.type("anything")
    start.key(K.Key_Return)
    start.qtbot.waitUntil(lambda: bool(start.window.unlock.complaint), timeout=10_000)
    assert said in start.window.unlock.complaint
    assert path.read_bytes() == content


def test_a_database_in_clear_is_refused(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "clear.relmap"
    with sqlite3.connect(path) as clear:
        clear.execute("CREATE TABLE people (name TEXT)")
    clear.close()
    start.ask(path)
    start.type("anything")
    start.key(K.Key_Return)
    start.qtbot.waitUntil(lambda: "without encryption" in start.window.unlock.complaint, timeout=10_000)


def test_a_case_that_is_open_already_is_not_opened_again(start: Start, case_file: Path, tmp_path: Path) -> None:
    start.ask(case_file)
    start.type(PASSPHRASE)
    start.key(K.Key_Return)
    start.qtbot.waitUntil(lambda: bool(start.documents), timeout=10_000)
    start.window.show_home()
    start.qtbot.waitUntil(start.button("Open a case…").isEnabled)
    start.ask(case_file)
    start.type(PASSPHRASE)
    start.key(K.Key_Return)
    start.qtbot.waitUntil(lambda: "open already" in start.window.unlock.complaint, timeout=10_000)
    assert len(start.documents) == 1


def test_a_file_that_has_gone_is_said(start: Start, case_file: Path) -> None:
    start.ask(case_file)
    case_file.unlink()
    start.type(PASSPHRASE)
    start.key(K.Key_Return)
    start.qtbot.waitUntil(lambda: bool(start.window.unlock.complaint), timeout=10_000)
    assert not case_file.exists()


def drop(window: QWidget, *paths: Path) -> bool:
    """Drop files on a window; whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where = (QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for event in (QDragEnterEvent(*where), QDropEvent(*where)):
        event.setAccepted(False)
        QApplication.sendEvent(window, event)
        if not event.isAccepted():
            return False
    return True


def test_a_dropped_case_asks_for_its_passphrase(start: Start, case_file: Path, tmp_path: Path) -> None:
    assert not drop(start.window, tmp_path / "letter.txt")
    assert start.at_home
    assert drop(start.window, tmp_path / "letter.txt", case_file)
    assert "Wren" in start.words
    start.type(PASSPHRASE)
    start.key(K.Key_Return)
    assert not drop(start.window, case_file)  # not now
    start.qtbot.waitUntil(lambda: bool(start.documents), timeout=10_000)


def test_escape_and_back_go_home_and_forget(start: Start, case_file: Path) -> None:
    ways: list[Callable[[], None]] = [lambda: start.key(K.Key_Escape), lambda: start.press("Back")]
    for way in ways:
        start.ask(case_file)
        start.type("half a passphrase")
        way()
        assert start.at_home
        assert not any(field.text() for field in start.window.findChildren(QLineEdit))
    start.key(K.Key_Escape)
    assert start.at_home


def test_closing_while_unlocking_lets_the_case_go(start: Start, case_file: Path) -> None:
    start.ask(case_file)
    start.type(PASSPHRASE)
    start.key(K.Key_Return)
    with start.qtbot.waitSignal(start.window.closed):
        start.window.close()
    settle()
    assert start.documents == []
    again = reopened_file(case_file)
    again.close()


def reopened_file(path: Path) -> Document:
    """The case of a file that nobody holds."""
    document = start_window.open_case(path, PASSPHRASE)
    assert isinstance(document, Document)
    return document


def test_a_hidden_passphrase_can_be_looked_at_and_is_hidden_again(start: Start, case_file: Path) -> None:
    start.ask(case_file)
    field = start.field("Passphrase")
    assert field.echoMode() == QLineEdit.EchoMode.Password
    start.key(K.Key_Tab)
    start.key(K.Key_Space)
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    start.window.show_home()
    assert field.echoMode() == QLineEdit.EchoMode.Password


# making


def fill_new(start: Start, first: str, second: str) -> None:
    start.press("New case…")
    start.qtbot.waitUntil(lambda: QApplication.focusWidget() is start.field("Code for the case"))
    start.type("Otter")  # over the suggestion
    start.key(K.Key_Tab)
    start.type(first)
    start.key(K.Key_Return)
    start.type(second)
    start.key(K.Key_Return)


def test_a_new_case_from_the_first_key_to_the_document(start: Start, tmp_path: Path) -> None:
    fill_new(start, "four unrelated words here", "four unrelated words here")
    choose_file(tmp_path / "Otter.relmap")
    start.qtbot.waitUntil(lambda: bool(start.documents), timeout=10_000)
    (document,) = start.documents
    assert document.need(Case, CASE_ID).code == "Otter"
    assert document.path == tmp_path / "Otter.relmap"
    start.documents[0] = reopened_with(document, "four unrelated words here")


def reopened_with(document: Document, passphrase: str) -> Document:
    document.close()
    again = start_window.open_case(document.path, passphrase)
    assert isinstance(again, Document)
    return again


def test_a_suggested_code_is_nobodys_name(start: Start) -> None:
    start.press("New case…")
    code = start.field("Code for the case")
    assert code.text() in start_pages_codes()
    assert code.selectedText() == code.text()


def start_pages_codes() -> tuple[str, ...]:
    from relmap.ui.start_pages import CODES

    return CODES


def test_differing_and_missing_passphrases_are_said(start: Start) -> None:
    fill_new(start, "one thing", "another thing")
    assert start.window.new.complaint == "The two passphrases differ."
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible()]
    start.key(K.Key_Escape)
    fill_new(start, "", "")
    start.press("Choose where to keep it…")
    assert start.window.new.complaint == "Type a passphrase: the case can only be opened with it."


def test_a_weak_passphrase_is_said_while_it_is_typed(start: Start) -> None:
    start.press("New case…")
    start.key(K.Key_Tab)
    start.type("password")
    start.wait_for_words("Very easy to guess")
    assert "nobody can bring it back" in start.words
    start.type(" heron umbrella teapot quartz")
    start.wait_for_words("Very hard to guess")
    QTest.keyClick(start.window.windowHandle(), K.Key_A, Qt.KeyboardModifier.ControlModifier)
    start.key(K.Key_Delete)
    assert "hard to guess" not in start.words


def test_a_new_case_never_replaces_a_file(start: Start, case_file: Path) -> None:
    before = case_file.read_bytes()
    fill_new(start, "four unrelated words here", "four unrelated words here")
    choose_file(case_file)
    start.qtbot.waitUntil(lambda: bool(start.window.new.complaint), timeout=10_000)
    assert case_file.read_bytes() == before
    assert start.documents == []
    assert start.button("Choose where to keep it…").isEnabled()


def test_changing_ones_mind_about_the_place_keeps_what_was_typed(start: Start) -> None:
    fill_new(start, "four unrelated words here", "four unrelated words here")
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible()]
    dialog.reject()
    settle()
    assert start.window.new.passphrase() == "four unrelated words here"


# the way it starts


def test_by_keyboard_alone(start: Start, case_file: Path) -> None:
    """Enter presses what has the focus, here and on every page."""
    start.button("Look at the demo").setFocus()
    with start.qtbot.waitSignal(start.window.demo_asked):
        start.key(K.Key_Return)
    start.ask(case_file)
    start.type(PASSPHRASE)
    start.button("Back").setFocus()
    start.key(K.Key_Return)
    assert start.at_home


def test_a_case_opens_again_after_it_was_let_go(start: Start, case_file: Path) -> None:
    start.window.open_with(case_file, PASSPHRASE)
    start.qtbot.waitUntil(lambda: bool(start.documents), timeout=10_000)
    start.documents[0] = reopened_with(start.documents[0], PASSPHRASE)


def test_nothing_heavy_is_loaded_before_the_first_window_is_painted() -> None:
    code = """
import sys
from PySide6.QtTest import QTest
from relmap.app import Root, make_application
from relmap.settings import Settings
app = make_application()
root = Root(app, Settings(theme="light"))
start = root.show_start()
assert QTest.qWaitForWindowExposed(start)
start.grab()
late = {"matplotlib", "sqlalchemy", "sqlcipher3", "numpy", "edtf", "zxcvbn", "jsonschema"}
print(sorted({name.split(".")[0] for name in sys.modules} & late))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
