"""The program as it is started by hand, on a screen of its own: begun, typed into, closed, killed, opened again.

Needs Xvfb and xdotool. Where Xvfb is missing these tests are skipped, but never on a machine that checks for others.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from relmap.model.lessons import Lesson
from relmap.model.people import Person
from relmap.store.document import Document
from relmap.store.files import open_document

ROOT = Path(__file__).parent.parent
PASSPHRASE = "correct horse battery"
MISSING = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(
    bool(MISSING) and not os.environ.get("CI"), reason=f"{' and '.join(MISSING)} not installed: no screen to start on"
)


def wait_for(true: Callable[[], object], what: str, seconds: float = 40.0) -> None:
    """Ask again and again until it is so."""
    last = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < last, f"{what} did not come"
        time.sleep(0.02)  # another process is waited for; there is nothing to be told by


class Screen:
    """An X server of its own, with a keyboard."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-noreset"]
        command += ["-nolisten", "tcp"]
        self.server = subprocess.Popen(
            command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(writing)
        with os.fdopen(reading) as said:
            self.name = f":{said.readline().strip()}"
        self.env = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
        self.env |= {"DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
        self.env |= {"RELMAP_HOME": str(folder / "home"), "LIBGL_ALWAYS_SOFTWARE": "1"}
        self.program: subprocess.Popen[str] | None = None

    def close(self) -> None:
        for process in (self.program, self.server):
            if process is not None:
                if process.poll() is None:
                    process.kill()
                process.communicate(timeout=20)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start relmap."""
        command = [sys.executable, "-m", "relmap", *arguments]
        pipes = subprocess.PIPE
        self.program = subprocess.Popen(command, env=self.env, cwd=self.folder, stdout=pipes, stderr=pipes, text=True)
        return self.program

    def tool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.env, capture_output=True, text=True, timeout=30, check=False
        )
        return done.stdout.strip()

    def windows(self) -> list[str]:
        return self.tool("search", "--onlyvisible", "--name", "^relmap$").split()

    def wait_for_desk(self) -> str:
        """The window of a case: the wide one, with the focus."""
        wait_for(lambda: self.desk() is not None or self.has_ended(), "the desk")
        window = self.desk()
        assert window is not None
        self.tool("windowfocus", "--sync", window)
        return window

    def has_ended(self) -> bool:
        """Whether the program has ended before it should; then says so."""
        assert self.program is not None
        assert self.program.poll() is None, self.ended()
        return False

    def desk(self) -> str | None:
        return next((window for window in self.windows() if self.width(window) >= 900), None)

    def width(self, window: str) -> int:
        shape = dict(line.split("=") for line in self.tool("getwindowgeometry", "--shell", window).splitlines())
        return int(shape.get("WIDTH", 0))

    def key(self, *keys: str) -> None:
        self.tool("key", "--clearmodifiers", *keys)

    def type(self, words: str) -> None:
        self.tool("type", "--delay", "1", words)

    def picture(self) -> bytes:
        """What is on the screen, as 24-bit colours."""
        command = ["import", "-window", "root", "-depth", "8", "rgb:-"]
        return subprocess.run(command, env=self.env, capture_output=True, timeout=30, check=True).stdout

    def ended(self) -> tuple[int, str]:
        """How the program ended: its exit status, and all that it said."""
        assert self.program is not None
        out, err = self.program.communicate(timeout=30)
        return self.program.returncode, out + err


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


def close_window(screen: Screen, window: str) -> None:
    """Ask a window to close, as the cross in its corner does; there is no window manager here that has one."""
    x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(screen.name.encode()))
    atoms = [x11.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")]
    message = ClientMessage(type=33, window=int(window), message_type=atoms[0], format=32)
    message.data[0] = atoms[1]
    x11.XSendEvent(display, ctypes.c_ulong(int(window)), 0, ctypes.c_long(0), ctypes.byref(message))
    x11.XCloseDisplay(display)


class ClientMessage(ctypes.Structure):
    """The X event that asks; as large as any event."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 12),
    )


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
