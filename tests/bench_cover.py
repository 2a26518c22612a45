"""How soon every window is covered, and how soon a locked case asks for its passphrase again, in a fresh process.

By hand: `python -m tests.bench cover`. Covering is measured from the key to the painted cover, with the client's window
open; the prompt from the key to its first painting.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from relmap.app import make_application
from relmap.store.document import Document
from relmap.store.files import open_document
from relmap.ui.ahead import load_ahead
from relmap.ui.theme import begin_themes
from relmap.ui.therapist_window import TherapistWindow
from tests.bench_desk import opened, settle
from tests.casefiles import PASSPHRASE
from tests.figures import Figure, median
from tests.largecase import large_document
from tests.longcase import make_long_case
from tests.rules import ROOT

TIMES, LOCKS = 9, 5
AT_ONCE, ASKED = 100.0, 1000.0

LOCKING = """
import os, sys, time
from pathlib import Path
import relmap.cli
from relmap.__main__ import main
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

fresh = "RELMAP_RESUME" in os.environ

def watch():
    from relmap.ui.start_window import StartWindow

    if not fresh:
        timer.timeout.connect(go_on)
        QTimer.singleShot(0, lambda: timer.start(5))
        return
    paint = StartWindow.paintEvent
    def painted():
        print(time.monotonic(), flush=True)
        os._exit(0)
    def paint_and_tell(self, event):
        QTimer.singleShot(0, painted)
        paint(self, event)
    StartWindow.paintEvent = paint_and_tell

def go_on():
    tops = {type(widget).__name__: widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    start, desk = tops.get("StartWindow"), tops.get("TherapistWindow")
    if desk is not None and desk.view.settled:
        timer.stop()
        print(time.monotonic(), flush=True)
        desk.leave_case() if how == "leave" else desk.locking.shelter.lock()
    elif start is not None and not state:
        state.append(1)
        start.open_with(path, passphrase)

state = []
relmap.cli.windows.require_display = watch
if not fresh:
    path, passphrase, how = Path(sys.argv[1]), *sys.argv[2:]
    sys.argv[1:] = sys.orig_argv[3:] = []
    from relmap.app import make_application
    application = make_application()
    timer = QTimer()
sys.exit(main())
"""


def figures() -> Iterator[Figure]:
    """All figures of this file."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    load_ahead()
    begin_themes(make_application(), "light")
    with tempfile.TemporaryDirectory(prefix="relmap-bench-") as name:
        folder = Path(name)
        long = folder / "long.relmap"
        make_long_case(long, PASSPHRASE)
        yield from _covers(open_document(long, PASSPHRASE), "66 people, 84 sessions")
        yield from _covers(large_document(folder / "large.relmap"), "2,000 things, 6,000 links")
        for how, what in (
            ("lock", "lock: until the passphrase is asked for"),
            ("leave", "close: until the start is up"),
        ):
            took = [_fresh(folder, long, how) for _ in range(LOCKS)]
            yield Figure(what, median(took), ASKED)


def _covers(document: Document, case: str) -> Iterator[Figure]:
    window, _ = opened(document)
    window.beside.open()
    window.view.setFocus()
    settle(window)
    first = _key(window)
    rest = [_key(window) for _ in range(2 * TIMES)]
    yield Figure(f"first cover, {case}", first, AT_ONCE)
    yield Figure(f"cover, {case}", median(rest[1::2]), AT_ONCE)
    yield Figure(f"going on, {case}", median(rest[::2]), AT_ONCE)
    window.close()
    gc.collect()


def _key(window: TherapistWindow) -> float:
    """Milliseconds from B to everything painted anew."""
    start = time.perf_counter()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_B)
    settle(window)
    return (time.perf_counter() - start) * 1000


def _fresh(folder: Path, case: Path, how: str) -> float:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "RELMAP_HOME": str(folder / "home")}
    command = [sys.executable, "-c", LOCKING, str(case), PASSPHRASE, how]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    asked, painted = (float(line) for line in done.stdout.split()[-2:])
    return (painted - asked) * 1000
