"""The two kinds of encrypted file there are, a case and the process notes beside it, and what tells them apart.

Each has a suffix, which is looked at before a passphrase is asked for, and a number inside, which no renaming changes.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: the application id that SQLite keeps in its header, and how its name ends."""

    application_id: int
    suffix: str


CASE = FileKind(0x72656C6D, ".relmap")  # "relm"
NOTES = FileKind(0x72656C6E, ".relnotes")  # "reln"


def other_kind(kind: FileKind) -> FileKind:
    """The kind that a file is not when it is `kind`."""
    return NOTES if kind is CASE else CASE
