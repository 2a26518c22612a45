"""Where errors end: a kind notice without a word of anybody's, or a plain sentence."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from types import TracebackType

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from relmap.ui.errors import CrashNotice, ErrorBoundary, report_of
from relmap.ui.guard import guarded
from relmap.words import Trouble
from tests.ui.desk import Desk, K, settle

SENTINEL = "Xyzzy said it"
Hook = tuple[type[BaseException], BaseException, TracebackType | None]


@pytest.fixture
def boundary(qapp: QApplication, light: object) -> Iterator[ErrorBoundary]:
    """The application's last resort, with Python's own hooks back afterwards."""
    hooks = sys.excepthook, threading.excepthook
    made = ErrorBoundary(qapp)
    made.install()
    yield made
    sys.excepthook, threading.excepthook = hooks
    for notice in notices():
        notice.close()
    settle()
    made.deleteLater()
    settle()


def notices() -> list[CrashNotice]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashNotice) and one.isVisible()]


def fail() -> None:
    raise ValueError(SENTINEL)


def all_words(widget: QWidget) -> str:
    parts = [widget, *widget.findChildren(QWidget)]
    words = [getattr(part, "text", str)() for part in parts if isinstance(part, QLabel | QPushButton)]
    return "\n".join([*words, *(f"{part.toolTip()} {part.accessibleName()} {part.windowTitle()}" for part in parts)])


def test_a_bug_in_a_slot_shows_one_notice_without_its_message(boundary: ErrorBoundary, qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("mine")
    for _ in range(3):
        QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: bool(notices()))
    settle()
    (notice,) = notices()
    said = all_words(notice)
    assert SENTINEL not in said
    assert "Xyzzy" not in said
    assert "ValueError" in said
    assert "test_errors.py:" in said
    assert "is saved" in said
    assert clipboard.text() == "mine"


def test_python_does_not_keep_the_error_and_what_it_holds(boundary: ErrorBoundary, qtbot: QtBot) -> None:
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: bool(notices()))
    assert not {name for name in vars(sys) if name.startswith("last_")}


def test_the_report_is_copied_when_asked(boundary: ErrorBoundary, qtbot: QtBot) -> None:
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: bool(notices()))
    (notice,) = notices()
    next(one for one in notice.findChildren(QPushButton) if one.text() == "Copy this report").click()
    copied = QGuiApplication.clipboard().text()
    assert copied == notice.report
    assert "Xyzzy" not in copied


def test_after_going_on_the_next_one_is_shown_again(boundary: ErrorBoundary, qtbot: QtBot) -> None:
    for _ in range(2):
        QTimer.singleShot(0, fail)
        qtbot.waitUntil(lambda: bool(notices()))
        next(one for one in notices()[0].findChildren(QPushButton) if one.text() == "Go on").click()
        qtbot.waitUntil(lambda: not notices())
        settle()


def test_a_bug_in_a_virtual_ends_there_too(boundary: ErrorBoundary, qtbot: QtBot) -> None:
    class Bad(QWidget):
        @guarded(default=False)
        def event(self, event: QEvent) -> bool:
            if event.type() == QEvent.Type.User:
                fail()
            return super().event(event)

    bad = Bad()
    assert not QApplication.sendEvent(bad, QEvent(QEvent.Type.User))
    qtbot.waitUntil(lambda: bool(notices()))
    assert "Xyzzy" not in all_words(notices()[0])
    bad.deleteLater()


def test_a_bug_in_a_thread_ends_there_too(boundary: ErrorBoundary, qtbot: QtBot) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(notices()))
    assert "Xyzzy" not in all_words(notices()[0])


def test_trouble_becomes_a_sentence_and_no_notice(boundary: ErrorBoundary, qtbot: QtBot) -> None:
    def trouble() -> None:
        raise Trouble("The disk is full.")

    with qtbot.waitSignal(boundary.trouble) as said:
        QTimer.singleShot(0, trouble)
    assert said.args == ["The disk is full."]
    assert notices() == []


def test_a_report_holds_no_words_of_causes_either() -> None:
    def chained() -> None:
        try:
            fail()
        except ValueError as error:
            raise KeyError(SENTINEL) from error

    with pytest.raises(KeyError) as caught:
        chained()
    assert "Xyzzy" not in report_of(caught.value)


def test_work_goes_on_after_a_bug_at_the_desk(boundary: ErrorBoundary, desk: Desk) -> None:
    """A verb that fails by a bug leaves nothing half done, and the next one works."""
    real = desk.document.add

    def broken(*_: object) -> None:
        raise RuntimeError(SENTINEL)

    desk.document.add = broken  # type: ignore[assignment, method-assign]  # a bug, for a moment
    desk.key(K.Key_P)
    desk.type("Mum")
    desk.enter()
    desk.qtbot.waitUntil(lambda: bool(notices()))
    assert "Xyzzy" not in all_words(notices()[0])
    notices()[0].close()
    desk.document.add = real  # type: ignore[method-assign]  # as it was
    settle()
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.key(K.Key_Escape)
    desk.add_people("Dad")
    assert "Dad" in desk.names
    assert desk.verbs.count("add_person") == len(desk.names)


def test_a_bug_does_not_lose_the_words(boundary: ErrorBoundary, desk: Desk) -> None:
    """Until it was dropped or stored, what was typed stands where it was typed."""
    real = desk.document.add

    def broken(*_: object) -> None:
        raise RuntimeError(SENTINEL)

    desk.key(K.Key_L)
    desk.type("I am too much")
    desk.document.add = broken  # type: ignore[assignment, method-assign]  # a bug, for a moment
    desk.enter()
    desk.document.add = real  # type: ignore[method-assign]  # as it was
    desk.qtbot.waitUntil(lambda: bool(notices()))
    assert desk.typing
    assert desk.typed == "I am too much"
