"""How fast the store is, as ratios to the bare driver in the same run. By hand: `python -m tests.bench_store`.

The case is the largest that relmap promises to carry (`tests/largecase.py`); the budgets are those of the design.
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
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
from tests.largecase import large_document

OPENING_LIMIT, EDIT_LIMIT, EDIT_MS, SEARCH_MS = 2.0, 3.0, 20.0, 50.0


def milliseconds(action: Callable[[], object]) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def said(what: str, figure: str, *, kept: bool) -> bool:
    """Print one line; whether the budget was kept."""
    print(f"{'ok  ' if kept else 'OVER'} {what}: {figure}")
    return kept


def opening(document: Document) -> bool:
    """All rows into an indexed document, against all rows into tuples."""
    vault = document._vault

    def raw() -> None:
        for array in (*KINDS, "revisions"):
            vault.driver.execute(f'SELECT * FROM "{array}"').fetchall()

    runs = [(milliseconds(raw), milliseconds(lambda: Document(vault))) for _ in range(5)]
    bare, ours = (min(column) for column in zip(*runs, strict=True))
    rows = sum(len(document.all(cls)) for cls in KINDS.values())
    figure = f"{ours:.0f} ms, raw driver {bare:.0f} ms, ratio {ours / bare:.2f} (at most {OPENING_LIMIT})"
    return said(f"opening {rows} rows", figure, kept=ours <= OPENING_LIMIT * bare)


def editing(document: Document) -> bool:
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
    kept = [_edit_figures(verb, found, bare) for verb, found in times.items()]
    return all(kept)


def _edit_figures(verb: str, found: list[float], bare: list[float]) -> bool:
    middle, limit = statistics.median(found), statistics.median(bare)
    late = sorted(found)[int(len(found) * 0.95)]
    figure = (
        f"median {middle:.1f} ms, 95th percentile {late:.1f} ms (under {EDIT_MS:.0f}), "
        f"raw {limit:.1f} ms, ratio {middle / limit:.1f} (at most {EDIT_LIMIT})"
    )
    return said(f"edit {verb}", figure, kept=middle <= EDIT_LIMIT * limit and late < EDIT_MS)


def searching(document: Document) -> bool:
    """One search of all texts, the first (which reads them) told apart."""
    search = Search(Projection(document, "therapist"))
    first = milliseconds(lambda: search.find("kitchen"))
    found = [milliseconds(partial(search.find, word)) for word in ("kitchen", "qqq", "e", "never enough")]
    figure = f"{max(found):.0f} ms at most (under {SEARCH_MS:.0f}); the first of all {first:.0f} ms"
    return said("search", figure, kept=max(found) < SEARCH_MS)


def looking_back(document: Document) -> bool:
    """Beginning a past and one step of it; no budget of its own."""
    begun = milliseconds(lambda: Past(document))
    past = Past(document)
    step = statistics.median(milliseconds(partial(past.seek, to)) for to in range(document.revision - 50, 0, -25))
    return said("the past", f"begun in {begun:.0f} ms, a step in {step:.1f} ms", kept=step < 100)


def main() -> int:
    """Measure everything; 1 where a budget is exceeded."""
    with tempfile.TemporaryDirectory() as folder:
        document = reopened(large_document(Path(folder) / "large.relmap"))
        gc.collect()
        kept = [measure(document) for measure in (opening, editing, searching, looking_back)]
        document.close()
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
