"""Locking as it is done by hand: what is in the memory of the process before and after, and the way back.

The memory is read from outside, as whoever holds the computer could: every page of the process, all of it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from relmap.edits import case as cases
from relmap.edits.fields import set_field
from relmap.edits.lessons import add_lesson
from relmap.edits.people import add_person
from relmap.edits.things import add_note
from relmap.model.lessons import Lesson
from relmap.model.notes import Note
from relmap.model.people import Person
from relmap.store.files import create_document, open_document
from tests.memory import READABLE, files_of, found_in
from tests.screen import Screen, close_window, needs_screen, wait_for

PASSPHRASE = "quokka marmalade sousaphone"
NAME, OTHER, LESSON, NOTE = "Zwentibold", "Ünlykely", "Hippolyta never stays", "mangelwurzel"
TYPED = "half a thistledown"
WORDS = (NAME, OTHER, LESSON, NOTE)
pytestmark = needs_screen


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    made = Screen(tmp_path)
    yield made
    made.close()


@pytest.fixture
def wren(tmp_path: Path) -> Path:
    """A case with words that stand nowhere else."""
    path = tmp_path / "Wren.relmap"
    document = create_document(path, PASSPHRASE)
    cases.begin(document, code="Heron")
    person = add_person(document, name=NAME)
    add_person(document, name=OTHER)
    lesson = add_lesson(document, text=LESSON)
    add_note(document, person, f"{NOTE} and more")
    set_field(document, lesson, "text", f"{LESSON} long")
    document.close()
    return path


def settings(screen: Screen, **values: object) -> None:
    (screen.folder / "home").mkdir(exist_ok=True)
    (screen.folder / "home" / "settings.json").write_text(json.dumps(values))


def pid_of(screen: Screen) -> int:
    assert screen.program is not None
    return screen.program.pid


def small(screen: Screen) -> list[str]:
    return [window for window in screen.windows() if 0 < screen.width(window) < 900]


def is_fresh(screen: Screen) -> bool:
    """Whether the process runs anew, in the same place and without arguments."""
    return Path(f"/proc/{pid_of(screen)}/cmdline").read_bytes().endswith(b"\0-m\0relmap\0")


def wait_for_prompt(screen: Screen) -> None:
    """The first window, of the fresh process, with the keyboard."""
    wait_for(lambda: screen.has_ended() or (is_fresh(screen) and small(screen)), "the prompt")
    screen.tool("windowfocus", "--sync", small(screen)[0])


def unlock(screen: Screen, passphrase: str = PASSPHRASE) -> str:
    wait_for(lambda: small(screen), "the prompt")
    screen.tool("windowfocus", "--sync", small(screen)[0])
    screen.type(passphrase)
    screen.key("Return")
    wait_for(lambda: screen.has_ended() or screen.desk() is not None, "the desk")
    desk = max(screen.windows(), key=screen.width)  # while it is covered the client's window is called the same
    screen.tool("windowfocus", "--sync", desk)
    return desk


def found(screen: Screen, *more: str) -> list[str]:
    """Which of the words are anywhere in the memory of the process."""
    return [word for word, times in found_in(pid_of(screen), (*WORDS, PASSPHRASE, *more)).items() if times]


def colours(screen: Screen) -> int:
    """How many colours there are where the rail stands: one where nothing does, or a cover."""
    picture = screen.picture()
    rows = (picture[3 * (1440 * y + 10) : 3 * (1440 * y + 70)] for y in range(100, 800, 2))
    return len({row[at : at + 3] for row in rows for at in range(0, len(row), 3)})


@pytest.mark.skipif(not READABLE, reason="only root on Linux may read the memory of a process that hides it")
def test_after_locking_no_word_and_no_passphrase_is_in_memory(screen: Screen, wren: Path) -> None:
    screen.start("open", str(wren))
    unlock(screen)
    screen.key("F11", "Tab", "Tab", "ctrl+2")
    wait_for(lambda: colours(screen) > 10, "the lessons")
    screen.key("ctrl+1", "l")
    screen.type(TYPED)
    screen.key("ctrl+a", "ctrl+c")
    wait_for(lambda: TYPED in found(screen, TYPED), "what is typed")
    assert set(WORDS) <= set(found(screen)), "they are found where they are"
    process = screen.program
    began = time.monotonic()
    screen.key("ctrl+alt+l")
    wait_for_prompt(screen)
    assert time.monotonic() - began < 20
    assert found(screen, TYPED) == []
    assert screen.program is process
    assert not [file for file in files_of(pid_of(screen)) if str(screen.folder) in file]
    assert len(Path(f"/proc/{pid_of(screen)}/environ").read_bytes()) > 0
    desk = unlock(screen)
    screen.key("Delete", "ctrl+z", "p", "Tab")
    assert TYPED in found(screen, TYPED), "what was typed was stored"
    screen.key("b", "ctrl+z", "ctrl+w")
    wait_for(lambda: desk not in screen.windows(), "the end of the desk")
    wait_for_prompt(screen)
    assert found(screen, TYPED) == [], "after closing a case neither"
    close_window(screen, small(screen)[0])
    assert screen.ended() == (0, "")
    document = open_document(wren, PASSPHRASE)
    assert [one.name for one in document.all(Person) if one.seat == "none"] == [NAME, OTHER]
    assert [one.text for one in document.all(Lesson)] == [f"{LESSON} long"], "undone once, not twice"
    assert [one.text for one in document.all(Note)] == [f"{NOTE} and more"]
    document.close()


def test_left_alone_it_locks_and_leads_back_covered(screen: Screen, wren: Path) -> None:
    settings(screen, lock_after_minutes=0.08, rings=False)
    screen.start("open", str(wren))
    unlock(screen)
    wait_for(lambda: colours(screen) > 10, "the map")
    screen.key("p")
    screen.type("Ada")
    wait_for_prompt(screen)
    stored = json.loads((screen.folder / "home" / "settings.json").read_text())
    assert stored["rings"] is False
    assert stored["window_geometry"]
    desk = unlock(screen)
    assert colours(screen) == 1, "covered, or nothing there yet"
    screen.key("Tab", "p", "b")
    wait_for(lambda: colours(screen) > 10, "the map")
    close_window(screen, desk)
    assert screen.ended() == (0, "")
    document = open_document(wren, PASSPHRASE)
    assert [one.name for one in document.all(Person) if one.seat == "none"] == [NAME, OTHER, "Ada"]
    document.close()


def test_the_demo_is_still_there_after_it_and_goes_with_the_program(screen: Screen) -> None:
    screen.start("demo")
    screen.wait_for_desk()
    (folder,) = screen.folder.glob("relmap-demo-*")
    screen.key("Escape", "ctrl+alt+l")
    wait_for_prompt(screen)
    assert (folder / "heron.relmap").is_file()
    desk = unlock(screen, "heron")
    close_window(screen, desk)
    assert screen.ended() == (0, "")
    assert list(screen.folder.glob("relmap-demo-*")) == []
