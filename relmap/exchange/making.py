"""Makes a new case file whole or not at all: the encrypted file, and in it what every map begins with."""

from __future__ import annotations

import contextlib
from pathlib import Path

from relmap.edits.case import begin
from relmap.exchange.landing import landing
from relmap.store.files import create_document


def make_case(path: Path, passphrase: str, code: str | None, *, couple: bool = False) -> None:
    """Make a case at `path`, which must be free. Raises a Trouble, and then nothing is left behind."""
    with landing(path) as draft, contextlib.closing(create_document(draft, passphrase)) as document:
        begin(document, code=code, couple=couple)
