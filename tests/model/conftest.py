"""A small life to test rules on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from relmap.edits import lessons, linking, people, roles, things
from relmap.model.seats import main_tie
from relmap.model.therapy import Repair, Rupture, Session
from relmap.store.document import Document
from tests.casefiles import begun_document


@dataclass(frozen=True)
class Life:
    """Ids of a small case: Mum and Sam, a lesson and a role of Mum's tie, something new with Sam, two sessions."""

    document: Document
    mum: str
    sam: str
    with_mum: str
    with_sam: str
    needs: str
    welcome: str
    caretaker: str
    asked: str
    first: str
    second: str

    def rupture(self, session: str, **values: object) -> str:
        """A disruption in a session."""
        with self.document.edit("test"):
            return self.document.add(Rupture(session=session, **values)).id

    def repair(self, rupture: str, session: str, **values: object) -> str:
        """A repair of it."""
        with self.document.edit("test"):
            return self.document.add(Repair(rupture=rupture, session=session, **values)).id


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    """That case, open."""
    document = begun_document(tmp_path / "case.relmap")
    mum, sam = people.add_person(document, "Mum"), people.add_person(document, "Sam")
    with_mum, with_sam = (tie.id for id in (mum, sam) if (tie := main_tie(document, id)) is not None)
    needs = lessons.add_lesson(document, "My needs are too much", taught_by=[with_mum])
    welcome = lessons.add_lesson(document, "I am welcome", valence="affirming", taught_by=[with_sam])
    caretaker = roles.add_role(document, "The caretaker", played_in=[with_mum])
    asked = things.add_experience(document, "I asked Sam for help", tie=with_sam)
    linking.link(document, "counters", asked, needs)
    with document.edit("test"):
        first, second = (document.add(Session(number=number)).id for number in (1, 2))
    yield Life(document, mum, sam, with_mum, with_sam, needs, welcome, caretaker, asked, first, second)
    document.close()
