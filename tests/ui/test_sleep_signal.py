"""A Linux system says on its own bus that it goes to sleep; what it says is heard, and no other bus is asked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from relmap.ui.sleep_signal import SleepSignal, _is_here
from tests.screen import wait_for

CONFIGURATION = """
<busconfig>
<type>system</type>
<listen>unix:path={socket}</listen>
<auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
"""

LOGIND = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage

application = QCoreApplication([])
bus = QDBusConnection.systemBus()
assert bus.registerService("org.freedesktop.login1")
print("ready", flush=True)
for line in sys.stdin:
    name, going = line.split()
    said = QDBusMessage.createSignal("/org/freedesktop/login1", "org.freedesktop.login1.Manager", name)
    said.setArguments([going == "yes"])
    bus.send(said)
"""

LISTENER = """
from PySide6.QtCore import QCoreApplication
from relmap.ui.sleep_signal import SleepSignal

application = QCoreApplication([])
signal = SleepSignal()
signal.going.connect(lambda: (print("sleep", flush=True), application.quit()))
print(signal.listen(), flush=True)
application.exec()
"""

needs_bus = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="no dbus-daemon to speak through"
)


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A system bus of its own."""
    socket, configuration = tmp_path / "bus", tmp_path / "bus.xml"
    configuration.write_text(CONFIGURATION.format(socket=socket))
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={socket}")
    quiet = subprocess.DEVNULL
    daemon = subprocess.Popen(["dbus-daemon", f"--config-file={configuration}", "--nofork"], stdout=quiet, stderr=quiet)
    wait_for(socket.exists, "the bus")
    yield socket
    daemon.kill()
    daemon.wait(10)


def spoken_with(script: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", script], stdin=pipe, stdout=pipe, text=True)


@needs_bus
def test_sleep_is_heard_and_waking_is_not(bus: Path) -> None:
    logind, listener = spoken_with(LOGIND), spoken_with(LISTENER)
    assert logind.stdout is not None
    assert listener.stdout is not None
    assert logind.stdout.readline() == "ready\n"
    assert listener.stdout.readline() == "True\n"
    said, _ = logind.communicate("PrepareForSleep no\nPrepareForShutdown yes\nPrepareForSleep yes\n", timeout=30)
    assert said == ""
    heard, _ = listener.communicate(timeout=30)
    assert heard == "sleep\n"
    assert (logind.returncode, listener.returncode) == (0, 0)


def test_no_bus_is_no_mistake(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'nothing'}")
    done = subprocess.run(
        [sys.executable, "-c", LISTENER.replace("application.exec()", "")], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("False\n", "")


@pytest.mark.parametrize(
    "address", ["tcp:host=example.org,port=1", "unix:path=/a;tcp:host=b,port=1", "unixexec:path=/a", ""]
)
def test_a_bus_elsewhere_is_not_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    assert not SleepSignal().listen()
    assert _is_here("unix:path=/run/dbus/system_bus_socket")
