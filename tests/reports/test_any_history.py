"""Whatever was done to a case, every report can be made of it, and of what is covered today it holds no word."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from hypothesis import given, settings

from relmap.model.kinds import KINDS as ARRAYS
from relmap.model.lessons import Lesson
from relmap.model.notes import Note
from relmap.model.people import Person, Relationship
from relmap.read.projection import Projection
from relmap.read.sessions import as_it_stood, stops
from relmap.reports.catalogue import kind
from relmap.reports.questions import Answer, Given
from relmap.store.document import Document
from tests.casefiles import begun_document, set_cover
from tests.histories import histories, live
from tests.reports.readings import KEYS, everything

WORDS = re.compile(r"word\d+\.")


def _unseen(document: Document, source: Projection) -> set[str]:
    """The words that stand only in what is covered."""
    said = {cls: [(row.id, str(vars(row))) for row in document.all(cls)] for cls in ARRAYS.values()}
    hidden: set[str] = set()
    shown: set[str] = set()
    for rows in said.values():
        for id, text in rows:
            row = source.get(id)
            (shown if row is not None and row.veil == "none" else hidden).update(WORDS.findall(text))
    return hidden - shown


def _pages(document: Document, source: Projection) -> str:
    first = next((stop.revision for stop in stops(document) if stop.held == "held" and stop.revision > 0), None)
    told = Given("2026-11-23", first_map=first, then=lambda revision: as_it_stood(document, "export", revision))
    found = []
    for key in KEYS:
        answers: dict[str, Answer] = {"map": True}
        for question in kind(key).questions(source):
            if question.kind == "ticks":
                answers[question.key] = tuple(value for value, _ in question.options)
            found += [words for _, words in question.options]
        for names in ("names", "code"):
            report = kind(key).read(source, {**answers, "names": names}, told)
            found += [everything(report), report.told]
    return "\n".join(found)


@settings(max_examples=10)
@given(history=histories(covers=True))
def test_every_report_can_be_made_and_keeps_what_is_covered(history: list[tuple[str, list[int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        document = begun_document(Path(folder) / "case.relmap")
        live(document, history)
        for row in [*document.all(Lesson), *document.all(Person)[2:], *document.all(Note)][::2]:
            set_cover(document, row.id, "full")
        source = Projection(document, "export")
        pages = _pages(document, source)
        for word in _unseen(document, source):
            assert word not in pages
        assert all(source.get(tie.id) is not None for tie in source.all(Relationship))
        source.close()
        document.close()
