"""A PDF that says nothing of who made it, when, and with what."""

from __future__ import annotations

from io import BytesIO

import pikepdf


def leave_bare(document: pikepdf.Pdf, language: str | None = None) -> None:
    """Take out all that is told besides the pages; the language stays, for whoever hears it."""
    for key in ("/Metadata", "/Names"):
        if key in document.Root:
            del document.Root[key]
    if language is not None:
        document.Root.Lang = pikepdf.String(language)
    del document.docinfo


def bare_bytes(data: bytes) -> bytes:
    """The same pages as a file that tells nothing else."""
    with pikepdf.open(BytesIO(data)) as document:
        leave_bare(document)
        out = BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()
