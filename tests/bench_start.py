"""How long a person waits for the first window and, after the passphrase, for the map; and what a large map weighs.

By hand: `python -m tests.bench start`. Every program runs in a process of its own, with the same interpreter, without
a screen and with its bytecode at hand, as after any start but the very first.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.casefiles import PASSPHRASE
from tests.figures import Figure, median
from tests.largecase import large_document
from tests.longcase import make_long_case
from tests.rules import ROOT

STARTS, UNLOCKS = 9, 5
START_BUDGET, UNLOCK_BUDGET, MEMORY_BUDGET = 1.6, 1.5, 2.0

BARE = """
import os, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)

def painted():
    print(time.monotonic(), flush=True)
    os._exit(0)

app = QApplication(["bare"])
window = Window()
window.setCentralWidget(QGraphicsView(QGraphicsScene(window)))
window.resize(640, 600)
window.show()
app.exec()
"""

RELMAP = """
import os, sys, time
import relmap.cli
from relmap.__main__ import main

def watch():
    import relmap.app
    from PySide6.QtCore import QTimer
    from relmap.ui.start_window import StartWindow

    paint = StartWindow.paintEvent
    def painted():
        print(time.monotonic(), flush=True)
        os._exit(0)
    def paint_and_tell(self, event):
        QTimer.singleShot(0, painted)
        paint(self, event)
    StartWindow.paintEvent = paint_and_tell

relmap.cli.windows.require_display = watch
sys.exit(main())
"""

UNLOCK = """
import json, os, sys, threading, time
from pathlib import Path
import relmap.cli
from relmap.__main__ import main

path, passphrase, typed = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "typed"
state = {}

def watch():
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    from relmap.ui.ahead import load_ahead
    from relmap.ui.start_window import StartWindow

    def go_on():
        tops = {type(widget).__name__: widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}
        start, desk = tops.get("StartWindow"), tops.get("TherapistWindow")
        if desk is not None and desk.view.settled:
            finish(time.perf_counter() - state["from"])
        elif start is not None and "loading" not in state:
            state["loading"] = threading.Thread(target=load_ahead)
            if typed:  # whoever types a passphrase takes longer than loading does
                state["loading"].start()
        elif start is not None and "from" not in state and not state["loading"].is_alive():
            state["from"] = time.perf_counter()
            start.open_with(path, passphrase)

    def finish(drawn):
        from relmap.store.vault import derive_key

        salt, derived = path.read_bytes()[:16], []
        for _ in range(3):
            begun = time.perf_counter()
            derive_key(passphrase, salt)
            derived.append(time.perf_counter() - begun)
        print(json.dumps([drawn * 1000, min(derived) * 1000]), flush=True)
        os._exit(0)

    state["timer"] = QTimer(interval=2)
    state["timer"].timeout.connect(go_on)
    QTimer.singleShot(0, state["timer"].start)

relmap.cli.windows.require_display = watch
sys.argv = ["relmap", "open", str(path)]
sys.exit(main())
"""

WEIGHT = """
import gc, json, os, resource

def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()
"""

WINDOW = """
import sys
from pathlib import Path
import relmap.app
from relmap.settings import Settings
from relmap.ui.ahead import load_ahead
from relmap.ui.start_window import open_case
from relmap.ui.theme import begin_themes

app = relmap.app.make_application()
begin_themes(app, "light")
load_ahead()
from relmap.ui.therapist_window import TherapistWindow
document = open_case(Path(sys.argv[1]), sys.argv[2])
before = resident()
window = TherapistWindow(document, Settings(motion=False))
window.resize(1440, 900)
window.show()
while not window.view.settled:
    app.processEvents()
weight = resident() - before
board = window.scene.board
things = [[*item.solid(), item.look.title, item.look.subtitle] for item in board.nodes.values()]
lines = [[*tie.course.start, *tie.course.end] for tie in board.ties.values()]
print(json.dumps({"weight": weight, "things": things, "lines": lines}), flush=True)
os._exit(0)
"""

PLAIN = """
import sys
from PySide6.QtWidgets import *

app = QApplication(["plain"])
told = json.load(sys.stdin)
before = resident()
scene = QGraphicsScene()
scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)  # its index alone would weigh 170 MB
kept = []
for x0, y0, x1, y1 in told["lines"]:
    kept.append(scene.addLine(x0, y0, x1, y1))
for left, top, right, bottom, title, subtitle in told["things"]:
    kept.append(scene.addRect(left, top, right - left, bottom - top))
    for number, words in enumerate(words for words in (title, subtitle) if words):
        label = scene.addSimpleText(words)
        label.setPos(left, top + 18 * number)
        kept.append(label)
window = QMainWindow()
view = QGraphicsView(scene)
window.setCentralWidget(view)
window.resize(1440, 900)
window.show()
view.fitInView(scene.itemsBoundingRect())
app.processEvents()
print(json.dumps({"weight": resident() - before}), flush=True)
os._exit(0)
"""


def figures() -> Iterator[Figure]:
    """All figures of this file."""
    with tempfile.TemporaryDirectory(prefix="relmap-bench-") as name:
        folder = Path(name)
        long = folder / "long.relmap"
        make_long_case(long, PASSPHRASE)
        _place_once(folder, long)
        yield from _starts(folder, long)
        yield from _unlocks(folder, long)
        if Path("/proc/self/statm").exists():
            yield _weight(folder)


def _starts(folder: Path, case: Path) -> Iterator[Figure]:
    programs: dict[str, tuple[str, ...]] = {"bare": (BARE,), "start": (RELMAP,), "open": (RELMAP, "open", str(case))}
    found: dict[str, list[float]] = {name: [] for name in programs}
    for turn in range(STARTS + 1):
        for name, program in programs.items():
            began = time.monotonic()
            took = (float(_output(folder, *program)) - began) * 1000
            if turn:  # the first one only writes the bytecode
                found[name].append(took)
    bare = median(found["bare"])
    yield Figure("start to first painted window", median(found["start"]), START_BUDGET, bare)
    yield Figure("start to the passphrase of a case (relmap open)", median(found["open"]), START_BUDGET, bare)


def _unlocks(folder: Path, case: Path) -> Iterator[Figure]:
    for how, budget in (("typed", UNLOCK_BUDGET), ("given", None)):
        runs = [json.loads(_output(folder, UNLOCK, str(case), PASSPHRASE, how)) for _ in range(UNLOCKS)]
        drawn, derived = median([run[0] for run in runs]), median([run[1] for run in runs])
        told = "typed passphrase" if how == "typed" else "passphrase given at the start"
        yield Figure(f"unlock to drawn map, 66 people 84 sessions, {told}", drawn, budget, derived)


def _weight(folder: Path) -> Figure:
    case = folder / "large.relmap"
    large_document(case).close()
    window = json.loads(_output(folder, WEIGHT + WINDOW, str(case), PASSPHRASE))
    plain = json.loads(_output(folder, WEIGHT + PLAIN, told=json.dumps(window)))
    mega = 1e6
    what = f"memory of the window, {len(window['things'])} things and {len(window['lines'])} lines"
    return Figure(what, window["weight"] / mega, MEMORY_BUDGET, plain["weight"] / mega, "MB")


def _place_once(folder: Path, case: Path) -> None:
    """Show the case once, so that everything has its place, as in every case that is opened again."""
    _output(folder, UNLOCK, str(case), PASSPHRASE, "given")


def _output(folder: Path, program: str, *arguments: str, told: str | None = None) -> str:
    command = [sys.executable, "-c", program, *arguments]
    surroundings = _surroundings(folder)
    done = subprocess.run(
        command, check=False, input=told, capture_output=True, text=True, timeout=300, cwd=ROOT, env=surroundings
    )
    if done.returncode or not done.stdout:
        raise RuntimeError(done.stderr)
    return done.stdout


def _surroundings(folder: Path) -> dict[str, str]:
    own: dict[str, Any] = {
        "QT_QPA_PLATFORM": "offscreen",
        "RELMAP_HOME": str(folder / "home"),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | own
