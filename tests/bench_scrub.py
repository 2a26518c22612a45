"""How fast the window goes through time, at 66 people, 84 sessions and 300 ratings.

By hand: `python -m tests.bench scrub`. A figure is the time until the window has been painted anew.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest

from relmap.app import make_application
from relmap.store.files import open_document
from relmap.ui.ahead import load_ahead
from relmap.ui.desk_commands import VIEWS
from relmap.ui.pages import MAP
from relmap.ui.theme import begin_themes
from relmap.ui.therapist_window import TherapistWindow
from tests.bench_desk import opened, settle
from tests.casefiles import PASSPHRASE
from tests.figures import Figure, median
from tests.longcase import SESSIONS, make_long_case

AT_ONCE = 100.0
YEARS = 40
TIMES = 5


def figures() -> Iterator[Figure]:
    """All figures of this file."""
    load_ahead()
    app = make_application()
    begin_themes(app, "light")
    with tempfile.TemporaryDirectory(prefix="relmap-bench-") as folder:
        path = Path(folder) / "long.relmap"
        make_long_case(path, PASSPHRASE)
        window, _ = opened(open_document(path, PASSPHRASE))
        window.view.setFocus()
        yield from _by_session(window)
        yield from _by_year(window)
        yield from _side_by_side(window)
        yield from _in_each_view(window)
        window.close()


def _by_session(window: TherapistWindow) -> Iterator[Figure]:
    looking = window.times.looking
    first, back = [], []
    for _ in range(TIMES):
        first.append(_key(window, Qt.Key.Key_Left))
        back.append(_took(window, looking.to_today))
        looking._let_go()
    yield Figure("the first step back from today", median(first), AT_ONCE)
    yield Figure("back to today", median(back), AT_ONCE)
    steps = [_key(window, Qt.Key.Key_Left) for _ in range(SESSIONS)]
    yield Figure(f"one session back, {SESSIONS} sessions: half of the steps within", median(steps), AT_ONCE)
    yield Figure("one session back: the slowest of all steps", max(steps[1:]), AT_ONCE)
    window.selection.set(["l1"])
    steps = [_key(window, Qt.Key.Key_Right) for _ in range(SESSIONS - 1)]
    yield Figure("one session on, a lesson selected: the slowest of all steps", max(steps), AT_ONCE)
    halts = looking.halts
    looking.to_today()
    settle(window)
    far, back = [], []
    for _ in range(TIMES):
        far.append(_took(window, lambda: looking.go_to_session(halts[0].stop)))
        back.append(_took(window, looking.to_today))
    yield Figure("from today to the first session at once", median(far), AT_ONCE)
    yield Figure("from the first session to today at once", median(back), AT_ONCE)


def _by_year(window: TherapistWindow) -> Iterator[Figure]:
    steps = [_key(window, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier) for _ in range(YEARS)]
    yield Figure("one year of life back: the slowest of all steps", max(steps[1:]), AT_ONCE)
    yield Figure("what was not there hidden", _took(window, window.times.switch_hiding), AT_ONCE)
    window.times.switch_hiding()
    window.times.looking.to_today()
    settle(window)


def _side_by_side(window: TherapistWindow) -> Iterator[Figure]:
    yield Figure("two times side by side", _took(window, window.times.compare))
    window.times.compare()
    settle(window)


def _in_each_view(window: TherapistWindow) -> Iterator[Figure]:
    for name in VIEWS:
        if name == MAP:
            continue
        window.show_view(name)  # the first time makes the page
        settle_page(window)
        window.show_view(MAP)
        settle(window)
        yield Figure(f"to the view “{name}”", _took(window, partial(window.show_view, name)), AT_ONCE)
        steps = [_took(window, window.times.earlier) for _ in range(TIMES)]
        yield Figure(f"one session back in the view “{name}”: the slowest", max(steps[1:]), AT_ONCE)
        window.show_view(MAP)
        window.times.looking.to_today()
        settle(window)


def settle_page(window: TherapistWindow) -> None:
    """Let everything be painted; the map is out of sight and waits."""
    for _ in range(3):
        QEventLoop().processEvents()


def _key(
    window: TherapistWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> float:
    return _took(window, lambda: QTest.keyClick(window.view, key, modifiers))


def _took(window: TherapistWindow, act: Callable[[], object]) -> float:
    rest = settle if window.pages.current == MAP else settle_page
    rest(window)
    start = time.perf_counter()
    act()
    rest = settle if window.pages.current == MAP and not window.times.comparing else settle_page
    rest(window)
    return (time.perf_counter() - start) * 1000
