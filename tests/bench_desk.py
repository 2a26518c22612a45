"""How fast the therapist's window answers a hand, at 66 people and 84 sessions; and how soon it shows a large case.

By hand: `python -m tests.bench desk`. A figure is the time until the window has been painted anew.
"""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest

from relmap.app import make_application
from relmap.edits.fields import set_field
from relmap.model.lessons import Lesson
from relmap.model.people import Person
from relmap.settings import Settings
from relmap.store.document import Document
from relmap.store.files import open_document
from relmap.ui.ahead import load_ahead
from relmap.ui.theme import begin_themes
from relmap.ui.therapist_window import TherapistWindow
from tests.casefiles import PASSPHRASE
from tests.figures import Figure, median
from tests.largecase import large_document
from tests.longcase import make_long_case

AT_ONCE, LARGE = 100.0, 2000.0
TIMES = 9
Act = Callable[[int], object]


def figures() -> Iterator[Figure]:
    """All figures of this file."""
    load_ahead()
    app = make_application()
    begin_themes(app, "light")
    with tempfile.TemporaryDirectory(prefix="relmap-bench-") as folder:
        path = Path(folder) / "long.relmap"
        make_long_case(path, PASSPHRASE)
        opened(open_document(path, PASSPHRASE))[0].close()  # the first of all windows builds what the others share
        window, _ = opened(open_document(path, PASSPHRASE))
        yield from _by_hand(window)
        window.close()
        gc.collect()
        window, took = opened(large_document(Path(folder) / "large.relmap"))
        yield Figure("window of 2,000 things, 6,000 links, 500 sessions, drawn", took, LARGE)
        window.close()


def opened(document: Document) -> tuple[TherapistWindow, float]:
    """A window, once it is drawn, and how long that took in milliseconds."""
    start = time.perf_counter()
    window = TherapistWindow(document, Settings(motion=False))
    window.resize(1440, 900)
    window.show()
    settle(window)
    return window, (time.perf_counter() - start) * 1000


def settle(window: TherapistWindow) -> None:
    """Let everything be painted that is waiting to be."""
    loop = QEventLoop()
    loop.processEvents()
    while not window.view.settled:
        loop.processEvents()


def _by_hand(window: TherapistWindow) -> Iterator[Figure]:
    document, view = window.document, window.view
    people = [person.id for person in document.all(Person) if person.seat == "none"]
    lessons = [lesson.id for lesson in document.all(Lesson)]

    def select(ids: Sequence[str]) -> Act:
        return lambda turn: window.selection.set([ids[turn]])

    def key_down(_: int) -> None:
        QTest.keyPress(view, Qt.Key.Key_Space)

    def key_up(_: int) -> None:
        QTest.keyRelease(view, Qt.Key.Key_Space)

    def rename(turn: int) -> None:
        set_field(document, people[turn], "name", f"Somebody {turn}")

    view.setFocus()
    cases: tuple[tuple[str, tuple[Act, ...], Act], ...] = (
        ("selection of another person", (), select(people)),
        ("selection of another lesson", (), select(lessons)),
        ("highlight: who else taught it (Space)", (key_up, select(lessons)), key_down),
        ("end of the highlight", (select(lessons), key_down), key_up),
        ("a change, seen everywhere", (), rename),
        ("undo", (rename,), lambda _: window.undo()),
        ("redo", (lambda _: document.undo(),), lambda _: window.redo()),
    )
    for name, before, act in cases:
        yield Figure(f"{name}, 66 people", median([_took(window, turn, before, act) for turn in range(TIMES)]), AT_ONCE)


def _took(window: TherapistWindow, turn: int, before: Sequence[Act], act: Act) -> float:
    for step in before:
        step(turn)
    settle(window)
    start = time.perf_counter()
    act(turn)
    settle(window)
    return (time.perf_counter() - start) * 1000
