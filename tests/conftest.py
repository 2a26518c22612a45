"""What every test stands on: an offscreen screen, a home of its own, no network, and no noise left behind."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt
os.environ.pop("QT_SCALE_FACTOR", None)

import logging
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from relmap.ui.theme import Theme


def _keep_files_in_memory() -> None:
    """Let temporary files lie where a sync waits for no drive: a case is synced at every edit, half of a test's time.

    What a test asks of files is the same there. A container with little shared memory keeps its drive.
    """
    place = Path("/dev/shm")
    if "TMPDIR" in os.environ or not os.access(place, os.W_OK | os.X_OK):
        return
    if shutil.disk_usage(place).free > 2 * 1024**3 and not os.statvfs(place).f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = str(place)  # for the workers and the programs that tests start, too
        tempfile.tempdir = None


_keep_files_in_memory()

# The same examples every time, and no tracing of failures, which costs minutes with a database underneath.
# Look for new ones with --hypothesis-profile=explore.
_phases = [phase for phase in Phase if phase is not Phase.explain]
hypothesis_settings.register_profile("relmap", deadline=None, database=None, derandomize=True, phases=_phases)
hypothesis_settings.register_profile("explore", deadline=None, database=None, max_examples=1000, phases=_phases)
hypothesis_settings.load_profile("relmap")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder that no other test shares."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("RELMAP_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_unless_local(name: str) -> None:
        original = getattr(socket.socket, name)

        def call(self: socket.socket, *args: Any) -> Any:
            if self.family != getattr(socket, "AF_UNIX", None):
                pytest.fail(f"relmap reached for the network: socket.{name}")
            return original(self, *args)

        monkeypatch.setattr(socket.socket, name, call)

    def refuse(*args: Any, **_: Any) -> Any:
        pytest.fail("relmap asked for the address of a host")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        refuse_unless_local(name)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


class _Noise(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_noise(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on log records of WARNING or above, unless the test is marked `noise`."""
    noise = _Noise()
    logging.getLogger().addHandler(noise)
    yield
    logging.getLogger().removeHandler(noise)
    if noise.heard and request.node.get_closest_marker("noise") is None:
        pytest.fail("unexpected log records:\n" + "\n".join(noise.heard))


@pytest.fixture(autouse=True)
def _no_windows_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail when a visible top-level window outlives its test, unless it is marked `leaves_windows`."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets else None
    if widgets is None or not isinstance(app, widgets.QApplication):
        return
    left = [widget for widget in app.topLevelWidgets() if widget.isVisible()]
    names = [f"{type(widget).__name__} {widget.windowTitle()!r}" for widget in left]
    for widget in left:
        widget.hide()
        widget.deleteLater()
    if names and request.node.get_closest_marker("leaves_windows") is None:
        pytest.fail("windows left open: " + ", ".join(names))


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The one application of the run, with the shipped font installed."""
    from relmap.ui.theme import install_fonts

    install_fonts()
    return qapp


@pytest.fixture
def light(qapp: QApplication) -> Theme:
    """The application dressed in light."""
    from relmap.ui.theme import begin_themes

    return begin_themes(qapp, "light").current


@pytest.fixture
def dark(qapp: QApplication) -> Iterator[Theme]:
    """The application dressed in dark, and in light again afterwards."""
    from relmap.ui.theme import begin_themes

    yield begin_themes(qapp, "dark").current
    begin_themes(qapp, "light")
