"""What can go wrong with a case file, each in one plain sentence."""

from __future__ import annotations

from pathlib import Path

from relmap.words import Trouble, say


class StoreError(Trouble):
    """Something about the file."""

    def __init__(self, path: Path | None = None) -> None:
        super().__init__(say("The case file could not be used: {name}.", name=path.name if path else ""))


class WrongPassphrase(StoreError):
    """The passphrase does not open the file."""


class Damaged(StoreError):
    """The file is damaged."""


class AlreadyOpen(StoreError):
    """Open elsewhere."""


class AlreadyExists(StoreError):
    """There is a file of that name."""


class NewerVersion(StoreError):
    """Made by a newer relmap."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(path)
