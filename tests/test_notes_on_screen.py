"""Process notes in the program as it is started by hand: made, kept off the client's screen, and there after a kill."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from relmap.apart.notebook import open_notebook
from relmap.store.places import notes_path
from tests.casefiles import PASSPHRASE, begun_document
from tests.notefiles import NOTES_PASSPHRASE
from tests.screen import Screen, needs_screen, wait_for

pytestmark = needs_screen
OWN = NOTES_PASSPHRASE
WORDS = "whose shame was it"


@pytest.fixture
def screens(tmp_path: Path) -> Iterator[Screen]:
    """Two monitors of 1200 × 800 side by side."""
    made = Screen(tmp_path, "2400x800")
    made.monitors("--setmonitor", "L", "1200/300x800/200+0+0", "screen")
    made.monitors("--setmonitor", "R", "1200/300x800/200+1200+0", "none")
    yield made
    made.close()


def opened(screens: Screen) -> tuple[Path, str]:
    """A case on the left screen, with the client's window on the right one."""
    path = screens.folder / "case.relmap"
    begun_document(path).close()
    words = screens.folder / "words"
    words.write_text(PASSPHRASE, encoding="utf-8")
    screens.start("open", str(path), "--passphrase-file", str(words))
    desk = screens.wait_for_desk()
    screens.key("Escape", "F11")
    wait_for(lambda: screens.titled("Map"), "the client's window")
    screens.tool("windowfocus", "--sync", desk)
    return path, desk


def notes_window(screens: Screen, desk: str) -> str | None:
    return next((window for window in screens.windows() if window != desk), None)


def is_stored(path: Path, before: int) -> bool:
    """Whether a write has reached the notes since, with its journal emptied: from then on it is acknowledged."""
    file, journal = notes_path(path), notes_path(path).with_name(notes_path(path).name + "-journal")
    return file.stat().st_mtime_ns > before and not (journal.exists() and journal.stat().st_size)


def typed_letter_is_stored(screens: Screen, path: Path, before: int) -> bool:
    """Type a letter, and see whether it is stored a while later."""
    screens.type(WORDS[:1])
    time.sleep(1.3)  # longer than the pause after which it would be
    return is_stored(path, before)


def test_notes_are_made_kept_off_the_clients_screen_and_there_after_a_kill(screens: Screen) -> None:
    path, desk = opened(screens)
    screens.key("ctrl+shift+n")
    wait_for(lambda: notes_window(screens, desk), "the window of notes")
    window = notes_window(screens, desk)
    assert window is not None
    shape = screens.shape(window)
    assert shape["X"] + shape["WIDTH"] <= 1200
    screens.tool("windowfocus", "--sync", window)
    for _ in range(2):
        screens.type(OWN)
        screens.key("Return")
    wait_for(notes_path(path).exists, "the file")
    wait_for(lambda: notes_path(path).stat().st_size > 4096, "the empty notes")
    made = notes_path(path).stat().st_mtime_ns
    wait_for(lambda: typed_letter_is_stored(screens, path, made), "the page to write on")
    screens.type(WORDS)
    screens.tool("windowmove", window, "1150", "100")
    wait_for(lambda: screens.shape(window)["X"] + screens.shape(window)["WIDTH"] <= 1200, "its way back")
    before = notes_path(path).stat().st_mtime_ns
    screens.type(" and mine")
    wait_for(lambda: is_stored(path, before), "what was typed")
    screens.type(" this was typed a moment ago")
    assert screens.program is not None
    screens.program.send_signal(signal.SIGKILL)
    screens.program.wait(20)
    notebook = open_notebook(notes_path(path), OWN)
    (note,) = notebook.notes
    assert f"{WORDS} and mine" in note.text
    notebook.close()
