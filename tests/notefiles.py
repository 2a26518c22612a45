"""Real encrypted files of process notes for tests, quickly: the slow key is derived once for a whole run."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from relmap.apart.notebook import Notebook, create_notebook, load_notebook
from relmap.apart.notes import ProcessNote, new_note
from relmap.store.file_kinds import NOTES
from relmap.store.vault import Key, derive_key, open_with_key

NOTES_PASSPHRASE = "the river under the ice"


@cache
def _template() -> tuple[Path, Key]:
    path = Path(tempfile.mkdtemp(prefix="relmap-tests-")) / "template.relnotes"
    create_notebook(path, NOTES_PASSPHRASE).close()
    return path, derive_key(NOTES_PASSPHRASE, path.read_bytes()[:16])


def empty_notebook(path: Path) -> Notebook:
    """A new file of process notes without a note."""
    shutil.copy(_template()[0], path)
    return opened_notebook(path)


def opened_notebook(path: Path) -> Notebook:
    """A file that was made here, opened again."""
    return load_notebook(open_with_key(path, _template()[1], NOTES))


def written(notebook: Notebook, text: str, *, subject: str | None = None, session: str | None = None) -> ProcessNote:
    """A note with these words, stored."""
    return notebook.write(replace(new_note(subject=subject, session=session), text=text))
