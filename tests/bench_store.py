"""How fast the store is, as ratios to the bare driver in the same run. By hand: `python -m tests.bench store`.

The case is the largest that relmap promises to carry (`tests/largecase.py`); the budgets are those of the design.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from relmap.edits import fields, lessons, people, placing
from relmap.model.kinds import KINDS
from relmap.model.lessons import Lesson
from relmap.model.people import Person, Relationship
from relmap.read.projection import Projection
from relmap.read.search import Search
from relmap.store.document import Document
from relmap.store.past import Past
from tests.casefiles import reopened
from tests.figures import Figure
from tests.largecase import large_document

OPENING_LIMIT, EDIT_LIMIT, EDIT_MS, SEARCH_MS, STEP_MS = 2.0, 3.0, 20.0, 50.0, 100.0


def milliseconds(action: Callable[[], object]) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def opening(document: Document) -> Iterator[Figure]:
    """All rows into an indexed document, against all rows into tuples."""
    vault = document._vault

    def raw() -> None:
        for array in (*KINDS, "revisions"):
            vault.driver.execute(f'SELECT * FROM "{array}"').fetchall()

    runs = [(milliseconds(raw), milliseconds(lambda: Document(vault))) for _ in range(5)]
    bare, ours = (min(column) for column in zip(*runs, strict=True))
    rows = sum(len(document.all(cls)) for cls in KINDS.values())
    yield Figure(f"opening {rows} rows", ours, OPENING_LIMIT, bare)


def editing(document: Document) -> Iterator[Figure]:
    """Verbs from the call to told subscribers, against one bare INSERT and COMMIT."""
    driver = document._vault.driver
    driver.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)")

    def raw() -> None:
        driver.execute("BEGIN IMMEDIATE")
        driver.execute("INSERT INTO bare (text) VALUES ('some words of a note')")
        driver.execute("COMMIT")

    projection = Projection(document, "therapist")
    lesson, person = document.all(Lesson)[9].id, document.all(Person)[9].id
    tie = document.all(Relationship)[9].id
    verbs: dict[str, Callable[[int], object]] = {
        "add_person": lambda number: people.add_person(document, f"Person {number}", place=(1.0, number)),
        "set_field": lambda number: fields.set_field(document, person, "name", f"Name {number}"),
        "add_lesson": lambda number: lessons.add_lesson(document, f"Lesson {number}", taught_by=[tie]),
        "valence": lambda number: fields.set_field(document, lesson, "valence", ("mixed", "diminishing")[number % 2]),
        "move": lambda number: placing.move(document, {person: (number, 2.0)}, closeness={tie: number % 11}),
        "undo": lambda number: document.undo(),
    }
    times: dict[str, list[float]] = {verb: [] for verb in verbs}
    bare = []
    for number in range(100):
        bare.append(milliseconds(raw))
        for verb, act in verbs.items():
            times[verb].append(milliseconds(partial(act, number)))
            document.seal()  # typing on would merge
    projection.close()
    driver.execute("DROP TABLE bare")
    for verb, found in times.items():
        yield Figure(f"edit {verb}", statistics.median(found), EDIT_LIMIT, statistics.median(bare))
        yield Figure(f"edit {verb}, 95th percentile", sorted(found)[int(len(found) * 0.95)], EDIT_MS)


def searching(document: Document) -> Iterator[Figure]:
    """One search of all texts, the first (which reads them) told apart."""
    search = Search(Projection(document, "therapist"))
    first = milliseconds(lambda: search.find("kitchen"))
    found = [milliseconds(partial(search.find, word)) for word in ("kitchen", "qqq", "e", "never enough")]
    yield Figure("search, the slowest of four", max(found), SEARCH_MS)
    yield Figure("search, the first of all", first)


def looking_back(document: Document) -> Iterator[Figure]:
    """Beginning a past and one step of it; no budget of its own."""
    begun = milliseconds(lambda: Past(document))
    past = Past(document)
    step = statistics.median(milliseconds(partial(past.seek, to)) for to in range(document.revision - 50, 0, -25))
    yield Figure("the past, a step", step, STEP_MS)
    yield Figure("the past, begun", begun)


def figures() -> Iterator[Figure]:
    """All figures of this file."""
    with tempfile.TemporaryDirectory() as folder:
        document = reopened(large_document(Path(folder) / "large.relmap"))
        gc.collect()
        for measure in (opening, editing, searching, looking_back):
            yield from measure(document)
        document.close()
