"""A parsed case becomes a case file, whole or not at all, with a past that can be scrubbed like a lived one.

Each session is one revision, in the order of the sessions, after one for what was told in none. A row comes with the
latest session among the one it was told in, the one it belongs to and those of everything it refers to, so that no
revision refers to anything that is not there yet. A disruption is open until the client's word mends it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from relmap.edits.importing import take_in
from relmap.exchange.landing import landing
from relmap.exchange.writing import case_bytes
from relmap.model.base import Entity, entity_from, plain
from relmap.model.integrity import session_order
from relmap.model.kinds import KINDS
from relmap.model.source import Source
from relmap.model.therapy import Repair, Rupture
from relmap.store.document import Document
from relmap.store.files import create_document, open_document
from relmap.words import Trouble, say


class ImportFailed(Trouble):
    """The new file did not hold what was to be written; it was not kept."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(say("The new file did not read back as it was written, so it was not kept. Please try again."))


@dataclass(slots=True)
class Step:
    """One revision of an import: its session (None before the first), the rows that come, the disruptions mended."""

    session: str | None
    rows: list[Entity] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)


def import_case(case: Source, path: Path, passphrase: str) -> None:
    """Make the case file `path` from a case that was parsed (and so is sound). Never replaces a file.

    Raises NotWritten, ImportFailed or a StoreError; then there is no new file.
    """
    with landing(path) as draft:
        with contextlib.closing(create_document(draft, passphrase)) as document:
            for step in steps(case):
                take_in(document, step.rows, session=step.session, mended=step.mended)
        with contextlib.closing(open_document(draft, passphrase)) as document:
            _compare(case, document)


def steps(case: Source) -> list[Step]:
    """The revisions of an import, in order; those without anything left out. The rows are new copies."""
    told = told_order(case)
    made = [Step(None), *(Step(id) for id in session_order(case))]
    copies = {row.id: entity_from(type(row), plain(row)) for row in _rows(case)}
    for id, copy in copies.items():
        made[told[id]].rows.append(copy)
    for id, place in _mended(case, told).items():
        if place != told[id]:
            cast("Rupture", copies[id]).state = "open"
            made[place].mended.append(id)
    return [step for step in made if step.rows]


def told_order(case: Source) -> Mapping[str, int]:
    """Each row's place in the telling: 0 before all sessions, then 1, 2, … as the sessions go."""
    own = {id: place + 1 for id, place in session_order(case).items()}
    told: dict[str, int] = {}
    for session in sorted(own, key=own.__getitem__, reverse=True):
        waiting = [session]
        while waiting:  # whatever leans on the latest session has its place; the earlier ones cannot change it
            id = waiting.pop()
            if id not in told:
                told[id] = own[session]
                waiting.extend(case.referrers(id))
    return {entity.id: told.get(entity.id, 0) for entity in _rows(case)}


def _rows(case: Source) -> Iterator[Entity]:
    for cls in KINDS.values():
        yield from case.all(cls)


def _mended(case: Source, told: Mapping[str, int]) -> Mapping[str, int]:
    """Each disruption that is back on track → the place of the client's first word for it."""
    first: dict[str, int] = {}
    for repair in case.all(Repair):
        if repair.clients_word:
            first[repair.rupture] = min(told[repair.id], first.get(repair.rupture, told[repair.id]))
    return {id: place for id, place in first.items() if case.need(Rupture, id).state == "back_on_track"}


def _compare(case: Source, document: Document) -> None:
    if case_bytes(document) != case_bytes(case):
        raise ImportFailed
