"""The demo case "Heron": invented, shipped in the exchange format, opened through the ordinary encrypted path.

What no exchange file can hold is lived here: words that were other ones before, and what was added after the last
session. It is stored by the verbs that everybody's edits take.
"""

from __future__ import annotations

import contextlib
import json
import shutil
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
_PREFIX = "relmap-demo-"
_FILE = "heron.relmap"


@contextmanager
def demo_file() -> Iterator[Path]:
    """An encrypted case file of the demo in a private folder of its own; both go when the block ends."""
    path = make_demo()
    try:
        yield path
    finally:
        drop_demo(path)


def make_demo() -> Path:
    """An encrypted case file of the demo in a private folder of its own; `drop_demo` takes both away."""
    path = Path(tempfile.mkdtemp(prefix=_PREFIX)) / _FILE
    with contextlib.ExitStack() as half_made:
        half_made.callback(drop_demo, path)
        case, since = _read("heron.json"), _read("heron-since.json")
        import_case(parse_case(_as_it_was_said(case, since["words"])), path, DEMO_PASSPHRASE)
        with contextlib.closing(open_document(path, DEMO_PASSPHRASE)) as document:
            _live_on(document, since)
        half_made.pop_all()
    return path


def is_demo(path: Path) -> bool:
    """Whether a file stands where the demo's is made, in a folder of its own that is no link."""
    folder = path.parent
    made_here = path.name == _FILE and folder.name.startswith(_PREFIX) and folder.parent == Path(tempfile.gettempdir())
    return made_here and folder.is_dir() and not folder.is_symlink()


def drop_demo(path: Path) -> None:
    """Take the demo's file away, and its folder. Anything else is left alone."""
    if is_demo(path):
        shutil.rmtree(path.parent, ignore_errors=True)


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource("demo", name).read_text(encoding="utf-8"))
    return found


def _as_it_was_said(case: dict[str, Any], words: list[dict[str, str]]) -> bytes:
    """The case with the words that were found first, and its ways where they stood first."""
    rows = {row["id"]: row for array in case.values() if isinstance(array, list) for row in array}
    for change in words:
        assert rows[change["id"]][change["field"]] == change["after"], change["id"]
        rows[change["id"]][change["field"]] = change["before"]
    return json.dumps(case).encode()


def _live_on(document: Document, since: dict[str, Any]) -> None:
    """The words that were found later and the ways that moved, each in its session; then what was added between."""
    for change in since["words"]:
        with document.edit("change_words" if change["field"] == "text" else "change", session=change["session"]):
            set_field(document, change["id"], change["field"], change["after"])
    for note in since["notes"]:
        add_note(document, note["subject"], note["text"], ask_later=note.get("ask_later", False))
