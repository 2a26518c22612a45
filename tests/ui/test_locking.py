"""Locking: by hand, in stillness, after sleep. What is typed is stored before; unlocking leads back to the place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from relmap.edits.lessons import add_lesson
from relmap.edits.people import add_person
from relmap.exchange.demo import DEMO_PASSPHRASE, drop_demo, is_demo
from relmap.model.lessons import Lesson
from relmap.resuming import Resume
from relmap.settings import Settings, load_settings, settings_path
from relmap.ui.guard import guarded
from relmap.ui.shelter import Shelter
from relmap.ui.start_window import StartWindow
from relmap.ui.stillness import SLEPT, Stillness
from relmap.ui.therapist_window import TherapistWindow
from relmap.words import Trouble
from tests.casefiles import PASSPHRASE, begun_document
from tests.ui.desk import CTRL, Desk, K, settle
from tests.ui.test_app import Program, notices

CTRL_ALT = CTRL | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot) -> Iterator[Program]:
    made = Program(qapp, qtbot)
    made.root.show_start()
    yield made
    made.close()


@pytest.fixture
def wren(tmp_path: Path) -> Path:
    """A case with a few things in it."""
    document = begun_document(tmp_path / "Wren.relmap")
    for name in ("Mum", "Dad", "Gran Ada"):
        add_person(document, name=name)
    add_lesson(document, text="My needs are too much")
    document.close()
    return document.path


def shelter(desk: Desk) -> Shelter:
    return desk.window.locking.shelter


def words_on(window: QWidget) -> str:
    return "\n".join(one.text() for one in window.findChildren(QLabel) if one.isVisible())


def unlock(program: Program, passphrase: str = PASSPHRASE) -> Desk:
    """Type the passphrase at the prompt that has the keyboard."""
    start = program.start
    start.activateWindow()
    program.qtbot.waitUntil(start.isActiveWindow)
    type_passphrase(start, passphrase)
    program.qtbot.waitUntil(lambda: program.root.desk is not None, timeout=15_000)
    return program.desk


def type_passphrase(start: StartWindow, passphrase: str) -> None:
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, passphrase)
    QTest.keyClick(start.windowHandle(), K.Key_Return)


def is_like(one: QRectF, other: QRectF) -> bool:
    """The same part of the map, but for what floats over its edges."""
    near = (one.center() - other.center()).manhattanLength() < other.width() / 30
    return near and abs(one.width() - other.width()) < other.width() / 100


def strike_lock(desk: Desk) -> None:
    """Ctrl+Alt+L as a screen sends it: with a letter that is no letter."""
    QTest.sendKeyEvent(QTest.KeyAction.Press, desk.window.windowHandle(), K.Key_L, "\x0c", CTRL_ALT)


def lock(desk: Desk, program: Program) -> StartWindow:
    strike_lock(desk)
    program.qtbot.waitUntil(lambda: program.root.start is not None)
    settle()
    return program.start


# there and back


def test_locking_asks_for_the_same_file_and_leads_back_covered(program: Program, wren: Path) -> None:
    desk = program.open(wren)
    lesson = desk.all(Lesson)[0].id
    desk.window.view.zoom_by(9.0)
    area = desk.window.view.shown_area()
    desk.window.beside.open()
    desk.window.show_view("lessons")
    desk.window.selection.set([lesson, desk.named("Dad").id])
    start = lock(desk, program)
    assert program.root.desk is None
    assert not [one for one in QApplication.allWidgets() if isinstance(one, TherapistWindow)]
    assert start.unlock.isVisible()
    assert "Wren" in words_on(start)
    assert "Locked" in words_on(start)
    desk = unlock(program)
    assert shelter(desk).covered
    client = desk.window.beside.window
    assert client is not None
    assert client.windowTitle() == "relmap"
    assert desk.selected == [lesson, desk.named("Dad").id]
    assert desk.window.pages.current == "lessons"
    desk.key(K.Key_B)
    assert not shelter(desk).covered
    desk.window.show_view("map")
    program.qtbot.waitUntil(lambda: is_like(desk.window.view.shown_area(), area))


def test_undo_and_redo_work_across_it(program: Program, wren: Path) -> None:
    desk = program.open(wren)
    desk.add_people("Sam", "Kit")
    desk.key(K.Key_Z, CTRL)
    lock(desk, program)
    desk = unlock(program)
    desk.key(K.Key_Z, CTRL)
    assert desk.names[-1] == "Sam", "covered, no key reaches it"
    desk.key(K.Key_B)
    desk.key(K.Key_Y, CTRL)
    assert desk.names[-1] == "Kit"
    desk.key(K.Key_Z, CTRL)
    desk.key(K.Key_Z, CTRL)
    assert desk.names[-1] == "Gran Ada"


def test_what_is_typed_is_stored_before(program: Program, wren: Path) -> None:
    desk = program.open(wren)
    desk.key(K.Key_L)
    desk.type("Half of it")
    lock(desk, program)
    desk = unlock(program)
    assert "Half of it" in [one.text for one in desk.all(Lesson)]


def test_locked_again_before_anybody_went_on_it_still_leads_to_the_same_place(program: Program, wren: Path) -> None:
    desk = program.open(wren)
    desk.window.view.zoom_by(2.0)
    area = desk.window.view.shown_area()
    lock(desk, program)
    desk = unlock(program)
    lock(desk, program)
    desk = unlock(program)
    desk.key(K.Key_B)
    program.qtbot.waitUntil(lambda: is_like(desk.window.view.shown_area(), area))


def test_a_wrong_passphrase_asks_again_and_going_back_forgets_the_place(program: Program, wren: Path) -> None:
    desk = program.open(wren)
    start = lock(desk, program)
    start.activateWindow()
    type_passphrase(start, "not this one")
    program.qtbot.waitUntil(lambda: bool(start.unlock.complaint), timeout=15_000)
    assert program.root.desk is None
    QTest.keyClick(start.windowHandle(), K.Key_Escape)
    assert start.home.isVisible()
    start.ask_passphrase(wren)
    assert "Locked" not in words_on(start)


def test_a_case_that_is_gone_meanwhile_leads_to_the_start(program: Program, tmp_path: Path) -> None:
    program.root.go_on(Resume(str(tmp_path / "gone.relmap")))
    assert program.start.home.isVisible()


def test_what_does_not_exist_any_longer_is_passed_over(program: Program, wren: Path) -> None:
    program.root.go_on(Resume(str(wren), area=(0, 0, 100, 100), chosen=("nobody",), page="nowhere"))
    desk = unlock(program)
    assert shelter(desk).covered
    assert desk.selected == []
    assert desk.window.pages.current == "map"


def test_only_the_locked_file_opens_covered(program: Program, wren: Path, tmp_path: Path) -> None:
    other = begun_document(tmp_path / "Otter.relmap")
    other.close()
    lock(program.open(wren), program)
    assert not shelter(program.open(other.path)).covered


def test_the_demo_is_there_after_it_and_goes_in_the_end(program: Program) -> None:
    program.root.open_demo()
    program.qtbot.waitUntil(lambda: program.root.desk is not None, timeout=30_000)
    path = program.desk.path
    start = lock(program.desk, program)
    assert DEMO_PASSPHRASE in words_on(start)
    desk = unlock(program, DEMO_PASSPHRASE)
    assert shelter(desk).covered
    assert desk.path == path
    desk.window.close()
    assert not path.parent.exists()


def test_the_demo_goes_too_when_it_is_not_unlocked_again(program: Program) -> None:
    program.root.open_demo()
    program.qtbot.waitUntil(lambda: program.root.desk is not None, timeout=30_000)
    path = program.desk.path
    lock(program.desk, program)
    assert path.exists()
    program.root.finish()
    assert not path.parent.exists()


# what goes with it


def test_our_clipboard_is_emptied_and_nobody_elses(
    program: Program, wren: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("mine")
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)  # this screen does not tell
    lock(program.open(wren), program)
    assert clipboard.text() == ""
    clipboard.setText("somebody else’s")
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: False)
    lock(unlock(program), program)
    assert clipboard.text() == "somebody else’s"


def test_covering_and_going_on_leave_the_clipboard_alone(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("mine")
    desk.key(K.Key_B)
    desk.key(K.Key_B)
    assert QGuiApplication.clipboard().text() == "mine"


def test_words_that_cannot_be_stored_are_covered_and_not_locked(
    program: Program, wren: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = program.open(wren)

    def full(*_: object, **__: object) -> None:
        raise Trouble("The disk is full.")

    desk.key(K.Key_L)
    desk.type("Precious")
    with monkeypatch.context() as patch:
        patch.setattr(desk.document, "edit", full)
        strike_lock(desk)
        assert shelter(desk).covered
        assert "could not be stored" in words_on(desk.window)
        assert program.root.desk is desk.window
    desk.key(K.Key_B)
    assert desk.typed == "Precious"
    strike_lock(desk)
    program.qtbot.waitUntil(lambda: program.root.start is not None)
    assert "Precious" in [one.text for one in unlock(program).all(Lesson)]


def test_it_locks_without_them_when_that_is_wished(
    program: Program, wren: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = program.open(wren)

    def full(*_: object, **__: object) -> None:
        raise Trouble("The disk is full.")

    desk.key(K.Key_L)
    desk.type("Precious")
    with monkeypatch.context() as patch:
        patch.setattr(desk.document, "edit", full)
        strike_lock(desk)
        assert [one.text() for one in desk.window.findChildren(QPushButton) if one.isVisible()] == [
            "Go on",
            "Lock without it",
        ]
        desk.click_on(desk.part(QPushButton, "Lock without it"))
    program.qtbot.waitUntil(lambda: program.root.start is not None)
    assert [one.text for one in unlock(program).all(Lesson)] == ["My needs are too much"]


def test_a_closing_window_under_the_cover_says_on_it_what_cannot_be_stored(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise Trouble("The disk is full.")

    desk.key(K.Key_L)
    desk.type("Precious")
    with monkeypatch.context() as patch:
        patch.setattr(desk.document, "edit", full)
        desk.key(K.Key_B, CTRL)
        desk.window.close()
        assert desk.window.isVisible()
        assert "could not be stored" in words_on(desk.window)
        desk.click_on(desk.part(QPushButton, "Close without it"))
    assert not desk.window.isVisible()


def test_the_cover_offers_to_lock(program: Program, wren: Path) -> None:
    desk = program.open(wren)
    desk.key(K.Key_B)
    desk.click_on(desk.part(QPushButton, "Lock"))
    program.qtbot.waitUntil(lambda: program.root.start is not None)
    desk = unlock(program)
    strike_lock(desk)
    program.qtbot.waitUntil(lambda: program.root.start is not None)


def test_a_mistake_at_closing_locks_all_the_same(program: Program, wren: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = program.open(wren)

    def broken() -> None:
        raise RuntimeError

    monkeypatch.setattr(desk.window.look, "remember", broken)
    strike_lock(desk)
    program.qtbot.waitUntil(lambda: program.root.start is not None)
    program.qtbot.waitUntil(lambda: bool(notices()))
    assert program.start.unlock.isVisible()


# stillness and sleep


class Clock:
    """Two clocks that a test turns."""

    def __init__(self, stillness: Stillness) -> None:
        self.now = self.slept = 1000.0
        self.stillness = stillness
        stillness.clock, stillness.asleep = (lambda: self.now), (lambda: self.slept)
        stillness.begin()

    def pass_by(self, seconds: float, *, asleep: float = 0.0) -> None:
        """Time goes on, in steps as the timer takes them; then the computer sleeps for a while."""
        last = self.now + seconds
        while self.now < last:
            self.now = min(last, self.now + 5)
            self.stillness.look()
        if asleep:
            self.now, self.slept = self.now + 1, self.slept + asleep
            self.stillness.look()


@pytest.fixture
def clock(desk: Desk) -> Clock:
    return Clock(desk.window.locking.stillness)


@pytest.fixture
def left(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[Resume]:
    """Where the desk stood when it locked, as often as it did."""
    said: list[Resume] = []
    desk.window.locked.connect(said.append)
    return said


def test_after_a_still_while_it_locks_and_says_so_a_minute_before(desk: Desk, clock: Clock, left: list[Resume]) -> None:
    desk.settings.lock_after_minutes = 10
    clock.pass_by(9 * 60 - 5)
    assert desk.message == ""
    clock.pass_by(5)
    assert "locks itself in a minute" in desk.message
    clock.pass_by(55)
    assert left == []
    clock.pass_by(5)
    assert [one.path for one in left] == [str(desk.path)]
    assert not desk.window.isVisible()


@pytest.mark.parametrize("touch", ["key", "mouse", "click", "client"])
def test_a_touch_begins_the_while_anew(desk: Desk, clock: Clock, left: list[Resume], touch: str) -> None:
    desk.settings.lock_after_minutes = 10
    desk.window.beside.open()
    client = desk.window.beside.window
    assert client is not None
    window = desk.window.windowHandle()
    touches: dict[str, Callable[[], object]] = {
        "key": lambda: desk.key(K.Key_Shift),
        "mouse": lambda: QTest.mouseMove(window, desk.pixel(desk.empty_place())),
        "click": lambda: QTest.mouseClick(window, Qt.MouseButton.LeftButton),
        "client": lambda: QTest.mouseMove(client.windowHandle(), client.rect().center()),
    }
    clock.pass_by(9.5 * 60)
    assert "locks itself" in desk.message
    touches[touch]()
    settle()
    assert "locks itself" not in desk.message
    clock.pass_by(9 * 60 - 5)
    assert left == []
    assert "locks itself" not in desk.message
    clock.pass_by(65)
    assert len(left) == 1


def test_never_is_never(desk: Desk, clock: Clock, left: list[Resume]) -> None:
    desk.settings.lock_after_minutes = 0
    clock.pass_by(5 * 60 * 60)
    assert left == []
    assert desk.message == ""


def test_a_covered_desk_locks_too(desk: Desk, clock: Clock, left: list[Resume]) -> None:
    desk.settings.lock_after_minutes = 5
    desk.key(K.Key_B)
    clock.pass_by(5 * 60)
    assert len(left) == 1


@pytest.mark.parametrize("minutes", [0, 15])
def test_it_locks_when_the_computer_has_slept(desk: Desk, clock: Clock, left: list[Resume], minutes: float) -> None:
    desk.settings.lock_after_minutes = minutes
    clock.pass_by(60)
    clock.pass_by(0, asleep=SLEPT - 1)
    assert left == [], "a clock that is set right is no sleep"
    clock.pass_by(0, asleep=SLEPT + 1)
    assert len(left) == 1


def test_it_locks_when_the_program_stood_still_for_long(desk: Desk, clock: Clock, left: list[Resume]) -> None:
    clock.now += SLEPT + 10
    clock.stillness.look()
    assert len(left) == 1


def test_the_clocks_of_this_computer_agree_while_it_is_awake(desk: Desk, left: list[Resume]) -> None:
    stillness = desk.window.locking.stillness
    for _ in range(100):
        stillness.look()
    assert left == []


class Watched(Stillness):
    """Notes whose events it is shown."""

    seen: set[str]

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen.add(type(watched).__name__)
        return super().eventFilter(watched, event)


def test_it_is_shown_the_events_of_windows_alone(desk: Desk) -> None:
    """A filter on the application sees every event of every widget: the first pass takes twenty times as long then."""
    stillness = Watched(lambda: 1.0, desk.window)
    stillness.seen = set()
    stillness.look()
    desk.key(K.Key_Shift)
    desk.click_on(desk.window.inspector)
    settle()
    assert stillness.seen == {"QWindow"}


# the setting


def test_the_time_is_a_setting_that_is_kept(program: Program, wren: Path) -> None:
    desk = program.open(wren)
    desk.key(K.Key_Comma, CTRL)
    box = desk.part(QComboBox, "Lock after", within=desk.window.preferences)
    assert box.currentText() == "15 minutes without a touch"
    box.setFocus()
    desk.key(K.Key_End)
    assert box.currentText() == "never by itself"
    assert desk.settings.lock_after_minutes == 0
    desk.key(K.Key_Up)
    desk.key(K.Key_Escape)
    lock(desk, program)
    program.root.finish()
    assert load_settings().lock_after_minutes == 60


@pytest.mark.parametrize(
    ("stored", "minutes"), [(7, 7.0), (0, 0.0), (-1, 15.0), (1e9, 15.0), ("5", 15.0), (True, 15.0)]
)
def test_a_time_that_does_not_fit_is_the_usual_one(home: Path, stored: object, minutes: float) -> None:
    settings_path().write_text(json.dumps({"lock_after_minutes": stored}))
    assert load_settings().lock_after_minutes == minutes


def test_a_time_of_ones_own_is_shown(desk: Desk) -> None:
    desk.settings.lock_after_minutes = 7
    for _ in range(2):
        desk.window.show_preferences()
        box = desk.part(QComboBox, "Lock after", within=desk.window.preferences)
        assert box.currentText() == "7 minutes without a touch"
        assert [box.itemData(row) for row in range(box.count())] == [5, 7, 10, 15, 30, 60, 0]


# the folder of the demo


def test_only_the_demos_own_folder_is_ever_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    elsewhere = tmp_path / "deeper" / "relmap-demo-x" / "heron.relmap"
    other = tmp_path / "cases" / "heron.relmap"
    renamed = tmp_path / "relmap-demo-y" / "wren.relmap"
    for path in (elsewhere, other, renamed):
        path.parent.mkdir(parents=True)
        path.touch()
    link = tmp_path / "relmap-demo-z"
    link.symlink_to(other.parent)
    for path in (elsewhere, other, renamed, link / "heron.relmap"):
        drop_demo(path)
        assert not is_demo(path)
        assert path.exists()


def test_a_hostile_resume_takes_nothing_away(program: Program, wren: Path) -> None:
    program.root.go_on(Resume(str(wren), demo=True))
    assert "everybody" not in words_on(program.start)
    assert DEMO_PASSPHRASE not in words_on(program.start)
    program.root.finish()
    assert wren.exists()


def test_settings_know_the_time(home: Path) -> None:
    assert Settings().lock_after_minutes == 15
