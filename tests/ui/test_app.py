"""The whole program in one process: from the start window to a case, to another case, and out again."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType, FunctionType

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from relmap.app import Root
from relmap.model.lessons import Lesson
from relmap.model.people import Person
from relmap.settings import Settings, load_settings
from relmap.ui.charts.page import ChartsPage
from relmap.ui.errors import CrashNotice
from relmap.ui.start_window import StartWindow
from relmap.ui.therapist_window import TherapistWindow
from relmap.words import Trouble
from tests.casefiles import PASSPHRASE, begun_document
from tests.ui.desk import CTRL, Desk, K, settle

SENTINEL = "zzoborF"[::-1]  # no literal: Hypothesis keeps those of the tests, and all of memory is searched


class Program:
    """The composition root with what a test asks of it."""

    def __init__(self, qapp: QApplication, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.hooks = sys.excepthook, threading.excepthook
        self.root = Root(qapp, Settings(theme="light", motion=False))

    @property
    def start(self) -> StartWindow:
        assert self.root.start is not None
        return self.root.start

    @property
    def desk(self) -> Desk:
        """The window of the open case, as the other tests work with it."""
        window = self.root.desk
        assert window is not None
        made = Desk.__new__(Desk)
        made.qtbot, made.settings, made.window = self.qtbot, self.root.settings, window
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        return made

    def open(self, path: Path) -> Desk:
        self.start.open_with(path, PASSPHRASE)
        self.qtbot.waitUntil(lambda: self.root.desk is not None, timeout=15_000)
        return self.desk

    def close(self) -> None:
        for window in (self.root.desk, self.root.start):
            if window is not None:
                window.close()
        self.root.finish()
        for notice in notices():
            notice.close()
        sys.excepthook, threading.excepthook = self.hooks
        self.root.deleteLater()
        settle()


def notices() -> list[CrashNotice]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashNotice)]


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot) -> Iterator[Program]:
    made = Program(qapp, qtbot)
    made.root.show_start()
    yield made
    made.close()


@pytest.fixture
def wren(tmp_path: Path) -> Path:
    document = begun_document(tmp_path / "Wren.relmap")
    document.close()
    return document.path


def words_in(widget: QWidget) -> list[str]:
    """Every word that a widget holds in any way Qt knows of."""
    words = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()]
    words += [widget.statusTip(), widget.whatsThis(), widget.objectName()]
    for name in ("text", "toPlainText", "placeholderText", "currentText", "title"):
        ask = getattr(widget, name, None)
        if callable(ask):
            words.append(str(ask()))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        words += [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]
    return words + [str(widget.property(name)) for name in ("look", "value", "author", "words")]


def words_of_actions() -> list[str]:
    found = [action for widget in QApplication.allWidgets() for action in widget.findChildren(QAction)]
    return [f"{action.text()} {action.toolTip()} {action.statusTip()}" for action in found]


def holders_of(sentinel: str) -> list[str]:
    """The types of all objects in memory that hold a text with the sentinel, but for the test's own constants."""
    gc.collect()
    found: list[str] = []
    for thing in gc.get_objects():  # no comprehension: it would hold the sentinel in a cell of its own
        if _holds(thing, sentinel):
            found.append(type(thing).__name__)  # noqa: PERF401
    return found


def see_a_chart_of(desk: Desk) -> None:
    """Look at the chart of a lesson that has the sentinel, and go back to the map."""
    desk.key(K.Key_6, CTRL)
    page = desk.window.pages.page("charts")
    assert isinstance(page, ChartsPage)
    desk.qtbot.waitUntil(lambda: page.picture.data is not None, timeout=20_000)
    assert page.picture.data is not None
    assert SENTINEL in page.picture.data.title
    desk.key(K.Key_1, CTRL)


def _holds(thing: object, sentinel: str, deeper: int = 2) -> bool:
    if isinstance(thing, CodeType | FrameType | FunctionType) or thing is globals():
        return False
    for part in gc.get_referents(thing):
        if isinstance(part, str) and sentinel in part:
            return True
        if deeper and isinstance(part, dict | tuple) and not gc.is_tracked(part) and _holds(part, sentinel, deeper - 1):
            return True
    return False


def test_a_case_opens_from_the_start_window_and_quitting_ends(program: Program, wren: Path, qapp: QApplication) -> None:
    desk = program.open(wren)
    assert program.root.start is None
    desk.add_people("Mum")
    desk.key(K.Key_Q, CTRL)
    assert program.root.desk is None
    assert program.root.start is None


def test_after_a_case_was_left_none_of_its_words_is_reachable(program: Program, wren: Path, tmp_path: Path) -> None:
    desk = program.open(wren)
    desk.add_people(SENTINEL + " the first", "Dad")
    person = desk.named(SENTINEL + " the first").id
    desk.key(K.Key_L)
    desk.type(f"{SENTINEL} said so")
    desk.enter()
    desk.click(person)
    desk.key(K.Key_Escape)
    desk.click(person)
    desk.key(K.Key_K, CTRL)
    desk.type(SENTINEL)
    assert desk.window.find_box.results.rowCount()
    desk.key(K.Key_Escape)
    desk.click(person)
    desk.enter()
    desk.type(SENTINEL + " renamed")
    desk.enter()
    desk.key(K.Key_Delete)
    desk.key(K.Key_Delete)
    desk.key(K.Key_Z, CTRL)
    see_a_chart_of(desk)
    QGuiApplication.clipboard().setText("mine")
    assert {"dict", "NodeLook"} <= set(holders_of(SENTINEL)), "it is found where it is"
    desk.key(K.Key_W, CTRL)
    del desk
    settle()
    program.qtbot.waitUntil(lambda: program.root.start is not None)
    assert program.root.desk is None
    settle()
    assert not [widget for widget in QApplication.allWidgets() if isinstance(widget, TherapistWindow)]
    assert not [one for widget in QApplication.allWidgets() for one in words_in(widget) if SENTINEL in one]
    assert not [one for one in words_of_actions() if SENTINEL in one]
    assert QGuiApplication.clipboard().text() == "mine"
    assert SENTINEL not in repr(program.root.settings)
    assert holders_of(SENTINEL) == []
    document = begun_document(tmp_path / "Otter.relmap")
    document.close()
    again = program.open(document.path)
    assert again.names == []
    assert again.all(Lesson) == []
    assert not [one for widget in QApplication.allWidgets() for one in words_in(widget) if SENTINEL in one]
    program.desk.window.close()


def test_the_same_case_opens_again_after_it_was_left(program: Program, wren: Path) -> None:
    desk = program.open(wren)
    desk.add_people("Mum")
    desk.key(K.Key_W, CTRL)
    program.qtbot.waitUntil(lambda: program.root.start is not None)
    again = program.open(wren)
    assert again.names == ["Mum"]
    again.key(K.Key_Z, CTRL)
    assert again.names == []


def test_the_demo_says_that_it_is_one_and_goes_when_it_is_left(program: Program) -> None:
    button = next(one for one in program.start.findChildren(QAbstractButton) if one.text() == "Look at the demo")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    program.qtbot.waitUntil(lambda: program.root.desk is not None, timeout=30_000)
    desk = program.desk
    assert "everybody in it is invented" in desk.message
    assert "“heron”" in desk.message
    assert len(desk.all(Person)) > 10
    folder = desk.path.parent
    assert folder.is_dir()
    desk.key(K.Key_W, CTRL)
    assert not folder.exists()


def test_a_case_opened_after_the_demo_is_no_demo(program: Program, wren: Path) -> None:
    program.root.open_demo()
    program.qtbot.waitUntil(lambda: program.root.desk is not None, timeout=30_000)
    program.desk.key(K.Key_W, CTRL)
    desk = program.open(wren)
    assert desk.message == ""


def test_trouble_is_said_where_one_is(program: Program, wren: Path) -> None:
    def trouble() -> None:
        raise Trouble("The disk is full.")

    QTimer.singleShot(0, trouble)
    program.qtbot.waitUntil(lambda: program.start.home.complaint == "The disk is full.")
    desk = program.open(wren)
    QTimer.singleShot(0, trouble)
    program.qtbot.waitUntil(lambda: desk.message == "The disk is full.")
    desk.click_on(desk.part(QPushButton, "All right"))
    assert desk.message == ""
    assert notices() == []


def test_preferences_are_kept_at_the_end(program: Program, wren: Path) -> None:
    desk = program.open(wren)
    desk.window.look.toggle("rings")
    desk.window.resize(920, 660)
    desk.key(K.Key_Q, CTRL)
    program.root.finish()
    stored = load_settings()
    assert not stored.rings
    assert stored.window_geometry
    assert "Wren" not in repr(stored)


def test_closing_the_start_window_ends(program: Program, qapp: QApplication) -> None:
    with program.qtbot.waitSignal(program.start.closed):
        program.start.close()


def test_closing_while_a_case_is_opened(program: Program, wren: Path) -> None:
    program.start.open_with(wren, PASSPHRASE)
    program.start.close()
    settle()
    assert program.root.desk is None
    program.root.show_start()
    assert program.open(wren).names == []
