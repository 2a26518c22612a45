"""Real encrypted case files for tests, quickly: the slow key is derived once for a whole run."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import cast

from relmap.edits import case
from relmap.edits.importing import take_in
from relmap.exchange.reading import parse_case
from relmap.model.base import plain
from relmap.model.kinds import KINDS
from relmap.model.source import Source
from relmap.model.therapy import Session
from relmap.model.vocabulary import Veil
from relmap.resources import resource
from relmap.store.document import Document
from relmap.store.files import create_document, load_document
from relmap.store.journal import Row
from relmap.store.vault import Key, derive_key, open_with_key

PASSPHRASE = "a heron stands still"


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="relmap-tests-"))


@cache
def _template() -> tuple[Path, Key]:
    path = _folder() / "template.relmap"
    create_document(path, PASSPHRASE).close()
    return path, derive_key(PASSPHRASE, path.read_bytes()[:16])


@cache
def _begun() -> Path:
    document = empty_document(_folder() / "begun.relmap")
    case.begin(document, code="Heron")
    document.close()
    return document.path


@cache
def _demo() -> Path:
    document = empty_document(_folder() / "demo.relmap")
    take_in(document, parse_case(resource("demo", "heron.json")), session=None)
    document.close()
    return document.path


def _copied(template: Path, path: Path) -> Document:
    shutil.copy(template, path)
    return open_file(path)


def empty_document(path: Path) -> Document:
    """A new case file without a single row."""
    return _copied(_template()[0], path)


def begun_document(path: Path) -> Document:
    """A new case as a person meets it: client, therapist and their tie."""
    return _copied(_begun(), path)


def demo_document(path: Path) -> Document:
    """The demo case."""
    return _copied(_demo(), path)


def reopened(document: Document) -> Document:
    """The same file, closed and opened again."""
    path = document.path
    document.close()
    return open_file(path)


def open_file(path: Path) -> Document:
    """A file that one of these made, opened without the wait for its key."""
    return load_document(open_with_key(path, _template()[1]))


def sit(document: Document, session: str | None) -> None:
    """Let this session run, and no other; None: let none run."""
    now = datetime.datetime.now()
    with document.edit("test"):
        if document.running is not None:
            document.need(Session, document.running).ended = now.strftime("%H:%M")
        if session is not None:
            row = document.need(Session, session)
            row.date, row.started, row.ended = now.date().isoformat(), now.strftime("%H:%M"), None
    assert document.running == session


def tables(source: Source) -> dict[str, dict[str, Row]]:
    """Every row there is: array → id → values."""
    rows: dict[str, dict[str, Row]] = {}
    for array, cls in KINDS.items():
        found: dict[str, Row] = {entity.id: plain(entity) for entity in source.all(cls)}
        if found:
            rows[array] = found
    return rows


def set_cover(document: Document, id: str, veil: str, *, by: str | None = None) -> None:
    """Cover a row, or uncover it, as the client does in a session."""
    with document.edit("uncover" if veil == "none" else "cover", stands=True):
        entity = document.get(id)
        assert entity is not None
        entity.veil, entity.veiled_by = cast("Veil", veil), by
