"""The program as it is started by hand, on a screen of its own: begun, typed into, closed, killed, opened again."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from relmap.model.lessons import Lesson
from relmap.model.people import Person
from relmap.store.document import Document
from relmap.store.files import open_document
from tests.screen import ROOT, Screen, close_window, needs_screen, wait_for

PASSPHRASE = "correct horse battery"
ACCENT = bytes.fromhex("2f6f73")
"""The colour of what is chosen in the light theme."""
pytestmark = needs_screen


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    made = Screen(tmp_path)
    (tmp_path / "words").write_text(PASSPHRASE + "\n")
    yield made
    made.close()


def case(path: Path) -> Document:
    return open_document(path, PASSPHRASE)


def names(document: Document) -> list[str | None]:
    return [person.name for person in document.all(Person) if person.seat == "none"]


def is_stored(path: Path, before: int) -> bool:
    """Whether an edit has reached the file since, with its journal emptied: from then on it is acknowledged."""
    journal = path.with_name(path.name + "-journal")
    return path.stat().st_mtime_ns > before and not (journal.exists() and journal.stat().st_size)


def test_the_demo_from_the_first_line_to_closing_its_window(screen: Screen) -> None:
    screen.start("demo")
    window = screen.wait_for_desk()
    wait_for(lambda: len(set(zip(*[iter(screen.picture()[::7])] * 3, strict=False))) > 60, "a painted map")
    folders = list(screen.folder.glob("relmap-demo-*"))
    assert len(folders) == 1
    assert (folders[0] / "heron.relmap").exists()
    assert b"SQLite format" not in (folders[0] / "heron.relmap").read_bytes()[:64]
    close_window(screen, window)
    assert screen.ended() == (0, "")
    assert list(screen.folder.glob("relmap-demo-*")) == []


def test_from_a_new_case_to_five_people_and_back_again(screen: Screen) -> None:
    path = screen.folder / "Wren.relmap"
    screen.start("new", str(path), "--passphrase-file", "words")
    window = screen.wait_for_desk()
    screen.key("p")
    for name in ("Mum", "Dad", "Gran Ada", "Sam", "Dr. Okoye"):
        screen.type(name)
        screen.key("Return")
    screen.key("Escape")
    screen.key("l")
    screen.type("My needs are too much")
    screen.key("Return", "Escape", "Escape")
    close_window(screen, window)
    assert screen.ended() == (0, "")
    document = case(path)
    assert names(document) == ["Mum", "Dad", "Gran Ada", "Sam", "Dr. Okoye"]
    assert [lesson.text for lesson in document.all(Lesson)] == ["My needs are too much"]
    document.close()
    screen.start("open", str(path), "--passphrase-file", "words")
    screen.wait_for_desk()
    screen.key("ctrl+z", "ctrl+z", "ctrl+q")
    assert screen.ended() == (0, "")
    document = case(path)
    assert names(document) == ["Mum", "Dad", "Gran Ada", "Sam"]
    assert document.all(Lesson) == []
    assert document.redo()
    assert names(document)[-1] == "Dr. Okoye"
    document.close()


def test_killed_in_the_middle_of_typing_every_stored_edit_is_there(screen: Screen) -> None:
    path = screen.folder / "Wren.relmap"
    program = screen.start("new", str(path), "--passphrase-file", "words")
    screen.wait_for_desk()
    screen.key("p")
    for number in range(8):
        before = path.stat().st_mtime_ns
        screen.type(f"Person {number}")
        screen.key("Return")
        wait_for(partial(is_stored, path, before), "the edit")
    screen.type("half a na")
    program.send_signal(signal.SIGKILL)
    assert program.wait(20) == -signal.SIGKILL
    document = case(path)
    assert names(document) == [f"Person {number}" for number in range(8)]
    assert document.undo()
    document.close()


def test_the_passphrase_is_asked_for_and_leaving_a_case_asks_for_another(screen: Screen) -> None:
    path = screen.folder / "Wren.relmap"
    screen.start("import", str(ROOT / "tests" / "data" / "small.json"), str(path), "--passphrase-file", "words")
    assert screen.ended()[0] == 0
    screen.start("open", str(path))
    wait_for(screen.windows, "the start window")
    (start,) = screen.windows()
    screen.tool("windowfocus", "--sync", start)
    screen.type(PASSPHRASE)
    screen.key("Return")
    screen.wait_for_desk()
    screen.key("ctrl+w")
    wait_for(lambda: screen.windows() and screen.desk() is None, "the start window again")
    (start,) = screen.windows()
    close_window(screen, start)
    assert screen.ended() == (0, "")


def test_one_passphrase_opens_the_cases_of_a_folder_until_it_is_locked(screen: Screen) -> None:
    folder = screen.folder / "home" / "cases"
    folder.mkdir(parents=True)
    for name in ("Alder", "Wren"):
        source = str(ROOT / "tests" / "data" / "small.json")
        screen.start("import", source, str(folder / f"{name}.relmap"), "--passphrase-file", "words")
        assert screen.ended()[0] == 0
    process = screen.start()
    first_window(screen)
    wait_for(lambda: lists_cases(screen), "the list of the folder")
    screen.key("Return")  # the first of the list
    screen.key("Tab", "Tab", "space", "shift+Tab", "shift+Tab")  # past the eye, to be kept
    screen.type(PASSPHRASE)
    screen.key("Return")
    desk = screen.wait_for_desk()
    screen.key("ctrl+o")
    wait_for(lambda: desk not in screen.windows(), "the end of the first case")
    first_window(screen)
    wait_for(lambda: lists_cases(screen), "the list again")
    screen.key("Down", "Return")
    screen.wait_for_desk()
    assert not (folder / "Wren.relmap-journal").exists()
    screen.key("ctrl+alt+l")
    start = first_window(screen)
    screen.type("no " + PASSPHRASE)
    screen.key("Return")
    wait_for(lambda: screen.desk() is None, "the prompt, which asks again")
    assert screen.program is process
    close_window(screen, start)
    assert screen.ended() == (0, "")


def first_window(screen: Screen) -> str:
    """The small window, once it is there and has the keyboard."""
    wait_for(lambda: screen.first_window() is not None, "the first window")
    start = screen.first_window()
    assert start is not None
    screen.tool("windowfocus", "--sync", start)
    return start


def lists_cases(screen: Screen) -> bool:
    """Whether the row that is chosen is seen, and below it the next one, which is white."""
    picture = screen.picture()
    column = [picture[3 * (1440 * y + 320) :][:3] for y in range(120, 400)]
    return any(above == ACCENT and below == b"\xff\xff\xff" for above, below in pairwise(column))
