"""Fifty times from one case to another and back in one process: nothing of the last one stays, and nothing grows."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QCompleter, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from relmap.edits import case, lessons, people, roles, things
from relmap.model.people import Person
from relmap.ui.client_window import ClientWindow
from relmap.ui.help_window import HelpWindow
from relmap.ui.therapist_window import TherapistWindow
from tests.casefiles import empty_document, open_file
from tests.ui.desk import CTRL, Desk, K, settle
from tests.ui.test_app import Program, holders_of, words_in

BACKWARDS = ("ztlawhcsneklaF", "grebnenniZ")
"""The words of the two cases; turned round only where they are asked for, because all of memory is searched."""
TURNS, BEGUN = 50, 10
MOST_GROWTH = 20_000_000
"""Bytes in forty turns: half of what was needed before a closed case left none of its prepared statements."""


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot) -> Iterator[Program]:
    made = Program(qapp, qtbot)
    made.root.show_start()
    yield made
    made.close()


def filled(path: Path, word: str) -> Path:
    """A case all of whose words hold one word."""
    document = empty_document(path)
    case.begin(document, code=f"{word} case")
    mum = people.add_person(document, name=f"{word} of the mill")
    people.add_person(document, name=f"{word} the younger")
    lessons.add_lesson(document, f"{word} never waits")
    roles.add_role(document, f"{word} who waits")
    things.add_note(document, mum, f"asked about {word}")
    things.add_life_event(document, f"{word} went away")
    things.add_context(document, f"{word} and the village")
    document.close()
    return path


def words_known_to_qt() -> Iterator[str]:
    """Every word that Qt holds for this application: widgets, actions, models in every role, properties, titles."""
    for widget in QApplication.allWidgets():
        yield from words_in(widget)
    application = QApplication.instance()
    assert application is not None
    for top in (application, *QApplication.topLevelWidgets()):
        for thing in (top, *top.findChildren(QObject)):
            yield from _properties(thing)
            yield from _of(thing)
    for window in QGuiApplication.allWindows():
        yield window.title()
    yield QGuiApplication.clipboard().text()


def _of(thing: QObject) -> Iterator[str]:
    if isinstance(thing, QAction):
        yield from (thing.text(), thing.toolTip(), thing.statusTip(), thing.whatsThis())
    elif isinstance(thing, QAbstractItemModel):
        yield from _model(thing)
    elif isinstance(thing, QCompleter):
        yield thing.completionPrefix()
        yield from _model(thing.completionModel())
    elif isinstance(thing, QAbstractItemView | QComboBox) and thing.model() is not None:
        yield from _model(thing.model())
    elif isinstance(thing, QLineEdit):
        yield thing.selectedText()


def _model(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    parent = parent or QModelIndex()
    for row in range(model.rowCount(parent)):
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
        for column in range(columns):
            index = model.index(row, column, parent)
            yield from (str(model.data(index, role)) for role in (*range(15), *range(256, 262)))
        if not isinstance(model, QAbstractListModel):
            yield from _model(model, model.index(row, 0, parent))


def _properties(thing: QObject) -> Iterator[str]:
    meta = thing.metaObject()
    for name in (meta.property(at).name() for at in range(meta.propertyCount())):
        value = thing.property(str(name))
        if isinstance(value, str):
            yield value
    for dynamic in (bytes(name.data()).decode() for name in thing.dynamicPropertyNames()):
        if not dynamic.startswith("_"):  # Qt's own, which Python has no words for
            yield str(thing.property(dynamic))


def stored(what: str) -> int:
    """How many objects of relmap, widgets, or bytes this process holds now.

    Qt keeps a gesture for every widget there was, so that not all objects can be counted.
    """
    gc.collect()
    if what == "widgets":
        return sum(isValid(one) for one in QApplication.allWidgets())
    if what == "objects":
        return sum(str(type(one).__module__).startswith("relmap.") for one in gc.get_objects())
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


def word_of(turn: int) -> str:
    return BACKWARDS[turn % 2][::-1]


def shown_of(turn: int) -> list[str]:
    """What Qt still holds of the case of a turn."""
    known = list(words_known_to_qt())
    return [one for one in known if word_of(turn) in one]


def wait_until_nobody_holds(qtbot: QtBot, turn: int) -> None:
    """What a timer still holds for a moment goes by itself; what is held for longer is told."""

    def nobody_holds() -> None:
        assert holders_of(word_of(turn)) == [], f"turn {turn}"

    qtbot.waitUntil(nobody_holds, timeout=3000)


def look_everywhere(qtbot: QtBot, turn: int) -> None:
    """Neither Qt nor Python holds a word of the case of a turn."""
    assert shown_of(turn) == [], f"turn {turn}"
    wait_until_nobody_holds(qtbot, turn)


def windows_left() -> list[str]:
    kinds = (TherapistWindow, ClientWindow, HelpWindow)
    return [type(one).__name__ for one in QApplication.allWidgets() if isinstance(one, kinds)]


# what is done at a desk, in turns


def help_and_client(desk: Desk) -> None:
    desk.key(K.Key_F11)
    settle()
    assert desk.window.beside.shows
    desk.key(K.Key_F1)
    settle()
    assert "HelpWindow" in windows_left()
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)


def typing(desk: Desk) -> None:
    """Something is half typed when the case is left: it is stored."""
    word = desk.all(Person)[2].name or ""
    desk.key(K.Key_L)
    desk.type(f"{word} half said")


def finding(desk: Desk) -> None:
    desk.key(K.Key_K, CTRL)
    desk.type((desk.all(Person)[2].name or "")[:8])
    assert desk.window.find_box.results.rowCount()
    desk.key(K.Key_Escape)


def choosing(desk: Desk) -> None:
    person = desk.all(Person)[2].id
    desk.click(person)
    desk.key(K.Key_Delete)
    desk.key(K.Key_Delete)
    assert desk.document.get(person) is None
    desk.key(K.Key_Z, CTRL)
    desk.click(person)


def looking(desk: Desk) -> None:
    for number in (K.Key_2, K.Key_3, K.Key_4, K.Key_5):
        desk.key(number, CTRL)
        settle()


def changing(desk: Desk) -> None:
    desk.click(desk.all(Person)[2].id)
    desk.key(K.Key_K)
    desk.click_on(desk.part(QPushButton, "That was a slip"))
    desk.key(K.Key_F4)


DEEDS: tuple[Callable[[Desk], None], ...] = (help_and_client, typing, finding, choosing, looking, changing)


def test_fifty_switches_between_two_cases_leave_nothing_and_grow_nothing(program: Program, tmp_path: Path) -> None:
    files = [filled(tmp_path / f"{turn}.relmap", word_of(turn)) for turn in (0, 1)]
    figures: dict[str, int] = {}
    grown: dict[str, int] = {}
    kinds = ("widgets", "objects", *(("bytes",) if sys.platform == "linux" else ()))
    for turn, deed in enumerate(islice(cycle(DEEDS), TURNS + len(DEEDS)), start=1):
        desk = opened(program, files[turn % 2])
        deed(desk)
        settle()
        looks = turn > TURNS  # once at every deed, and after: to look everywhere takes memory of its own
        if looks:
            assert shown_of(turn), "it is found where it is"
            assert shown_of(turn + 1) == [], f"turn {turn}"
        left(program, desk)
        del desk
        assert windows_left() == [], f"turn {turn}, after {deed.__name__}"
        if looks:
            look_everywhere(program.qtbot, turn)
        if turn == BEGUN:
            figures = {kind: stored(kind) for kind in kinds}
        if turn == TURNS:
            grown = {kind: stored(kind) - before for kind, before in figures.items()}
            look_everywhere(program.qtbot, TURNS)
            look_everywhere(program.qtbot, TURNS + 1)
    assert grown["widgets"] <= 0
    assert grown["objects"] < 2 * (TURNS - BEGUN), "a map kept would be hundreds; Qt keeps one spoken stand-in or two"
    assert grown.get("bytes", 0) < MOST_GROWTH


def opened(program: Program, path: Path) -> Desk:
    """The desk of a case, the way the first window hands it over; its key is known, which saves the wait for it."""
    program.start.opened.emit(open_file(path))
    settle()
    desk = program.desk
    desk.window.before.sheet.put_away()
    desk.window.view.setFocus()
    return desk


def left(program: Program, desk: Desk) -> None:
    desk.key(K.Key_W, CTRL)
    settle()
    program.qtbot.waitUntil(lambda: program.root.start is not None)
    settle()
