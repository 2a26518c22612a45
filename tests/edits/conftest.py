"""A case with one thing of each kind, and a way to see what a verb does to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from relmap.edits import lessons, people, roles, things
from relmap.model.people import Relationship
from relmap.model.seats import main_tie
from relmap.model.therapy import Session
from relmap.store.document import Document
from tests.casefiles import begun_document, tables


@dataclass(frozen=True)
class Done:
    """What one verb did: its answer, array → ids that came, id → fields that changed, array → ids that went."""

    answer: Any
    added: dict[str, list[str]]
    changed: dict[str, dict[str, Any]]
    removed: dict[str, list[str]]


@dataclass(frozen=True)
class Things:
    """Ids of one thing of each kind; nothing is linked yet."""

    document: Document
    client: str
    mum: str
    sam: str
    tie: str
    with_sam: str
    session: str
    lesson: str
    truer: str
    role: str
    pattern: str
    experience: str
    event: str
    context: str
    way: str

    def does(self, verb: Callable[[], Any]) -> Done:
        """Run a verb that makes one revision; proves that one undo and one redo take it back and bring it again."""
        before, revision = tables(self.document), self.document.revision
        answer = verb()
        after = tables(self.document)
        assert self.document.revision == revision + 1
        assert self.document.undo()
        assert tables(self.document) == before
        assert self.document.redo()
        assert tables(self.document) == after
        return Done(answer, _missing(before, after), _changed(before, after), _missing(after, before))

    def does_nothing(self, verb: Callable[[], Any]) -> Any:
        """Run a verb that makes no revision; its answer."""
        before, revision = tables(self.document), self.document.revision
        answer = verb()
        assert (tables(self.document), self.document.revision) == (before, revision)
        return answer


def _missing(where: dict[str, Any], what: dict[str, Any]) -> dict[str, list[str]]:
    found = {array: [id for id in rows if id not in where.get(array, {})] for array, rows in what.items()}
    return {array: ids for array, ids in found.items() if ids}


def _changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, dict[str, Any]]:
    changed = {}
    for array, rows in after.items():
        for id, row in rows.items():
            was = before.get(array, {}).get(id, row)
            if was != row:
                changed[id] = {name: value for name, value in row.items() if was[name] != value}
    return changed


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Things]:
    """That case, open."""
    document = begun_document(tmp_path / "case.relmap")
    mum, sam = people.add_person(document, "Mum"), people.add_person(document, "Sam")
    tie, with_sam = (found.id for id in (mum, sam) if (found := main_tie(document, id)) is not None)
    with document.edit("test"):
        session = document.add(Session(number=1)).id
    yield Things(
        document,
        document.all(Relationship)[0].a,
        mum,
        sam,
        tie,
        with_sam,
        session,
        lesson=lessons.add_lesson(document, "My needs are too much"),
        truer=lessons.add_lesson(document, "I am welcome", valence="affirming"),
        role=roles.add_role(document, "The caretaker"),
        pattern=things.add_pattern(document, "Waiting"),
        experience=things.add_experience(document, "She stayed", tie=with_sam),
        event=things.add_life_event(document, "We moved"),
        context=things.add_context(document, "class"),
        way=things.add_way(document, "Asking"),
    )
    document.close()
