"""The demo case "Heron": invented, shipped in the exchange format, opened through the ordinary encrypted path.

What no exchange file can hold is lived here: words that were other ones before, and what was added after the last
session. It is stored by the verbs that everybody's edits take.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from relmap.edits.fields import set_field
from relmap.edits.things import add_note
from relmap.exchange.importing import import_case
from relmap.exchange.reading import parse_case
from relmap.resources import resource
from relmap.store.document import Document
from relmap.store.files import open_document

DEMO_PASSPHRASE = "heron"  # noqa: S105  # nobody's secret
"""Known to everybody and said on screen; the demo holds nobody's life."""


@contextmanager
def demo_file() -> Iterator[Path]:
    """An encrypted case file of the demo in a private folder of its own; both go when the block ends."""
    with tempfile.TemporaryDirectory(prefix="relmap-demo-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "heron.relmap"
        case, since = _read("heron.json"), _read("heron-since.json")
        import_case(parse_case(_as_it_was_said(case, since["words"])), path, DEMO_PASSPHRASE)
        with contextlib.closing(open_document(path, DEMO_PASSPHRASE)) as document:
            _live_on(document, since)
        yield path


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource("demo", name).read_text(encoding="utf-8"))
    return found


def _as_it_was_said(case: dict[str, Any], words: list[dict[str, str]]) -> bytes:
    """The case with the words that were found first."""
    rows = {row["id"]: row for array in case.values() if isinstance(array, list) for row in array}
    for change in words:
        assert rows[change["id"]][change["field"]] == change["after"], change["id"]
        rows[change["id"]][change["field"]] = change["before"]
    return json.dumps(case).encode()


def _live_on(document: Document, since: dict[str, Any]) -> None:
    """The words that were found later, each in its session; then what was added when no session ran."""
    for change in since["words"]:
        with document.edit("change_words", session=change["session"]):
            set_field(document, change["id"], change["field"], change["after"])
    for note in since["notes"]:
        add_note(document, note["subject"], note["text"], ask_later=note.get("ask_later", False))
