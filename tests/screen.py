"""A screen of its own for the program as it is started by hand: an X server with a keyboard, and its windows.

Needs Xvfb and xdotool. Where one is missing the tests that use it are skipped, but never on a machine that checks for
others.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MISSING = [tool for tool in ("Xvfb", "xdotool", "xrandr") if shutil.which(tool) is None]
needs_screen = pytest.mark.skipif(
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

    def __init__(self, folder: Path, size: str = "1440x900") -> None:
        self.folder = folder
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-noreset"]
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

    def first_window(self) -> str | None:
        """The small window on which a case is chosen, where it is the only one; else None."""
        windows = self.windows()
        return windows[0] if len(windows) == 1 and 0 < self.width(windows[0]) < 900 else None

    def width(self, window: str) -> int:
        return self.shape(window).get("WIDTH", 0)

    def shape(self, window: str) -> dict[str, int]:
        """X, Y, WIDTH and HEIGHT of a window; empty for one that has gone."""
        lines = self.tool("getwindowgeometry", "--shell", window).splitlines()
        return {name: int(value) for name, _, value in (line.partition("=") for line in lines)}

    def titled(self, title: str) -> str | None:
        """The one visible window with this title, or None."""
        found = self.tool("search", "--onlyvisible", "--name", f"^{title}$").split()
        return found[0] if found else None

    def monitors(self, *arguments: str) -> None:
        """Plug or unplug a part of this screen as a monitor of its own (see xrandr)."""
        subprocess.run(["xrandr", *arguments], env=self.env, capture_output=True, timeout=30, check=False)

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
