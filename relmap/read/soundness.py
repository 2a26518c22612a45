"""Is this case sound? Every rule at every row, and whether the journal still leads to what the tables hold.

The file below (its pages, its schema) is checked by the vault whenever it is opened; this asks what the vault cannot.
"""

from __future__ import annotations

from collections.abc import Iterator

from relmap.model.base import plain
from relmap.model.integrity import Problem, case_problems
from relmap.model.kinds import KINDS
from relmap.store.document import Document
from relmap.store.journal import replay
from relmap.words import say


def soundness_problems(document: Document) -> Iterator[Problem]:
    """Every broken rule of an open case, then every row that its journal tells otherwise."""
    yield from case_problems(document)
    yield from _journal_problems(document)


def _journal_problems(document: Document) -> Iterator[Problem]:
    told = replay(change for _, change in document.changes(1, document.revision))
    for array, cls in KINDS.items():
        rows = {entity.id: plain(entity) for entity in document.all(cls)}
        history = told.get(array, {})
        for id in dict.fromkeys((*rows, *history)):
            if rows.get(id) != history.get(id):
                yield Problem(id, array, None, say("The journal tells this otherwise."))
