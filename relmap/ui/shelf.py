"""The cases of one folder as the first window lists them: by the name of their file, and by nothing that is in them."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from pathlib import Path

from relmap.store.file_kinds import CASE
from relmap.store.places import BACKUP_MARK
from relmap.words import say

_SMALLEST = 4096
"""Bytes of one page: a file that is shorter holds no case."""


@dataclass(frozen=True, slots=True)
class ShelvedCase:
    """A file of the folder; `unfit` says in a few words why it cannot be opened, where one look tells."""

    path: Path
    changed: datetime.date | None
    unfit: str = ""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.path.stem


def cases_in(folder: Path) -> tuple[ShelvedCase, ...]:
    """The cases of a folder by name; none where it is not there or cannot be read. Backups and drafts are left out."""
    try:
        with os.scandir(folder) as entries:
            found = [_shelved(entry) for entry in entries if _is_case(entry.name)]
    except OSError:
        return ()
    cases = [one for one in found if one is not None]
    return tuple(sorted(cases, key=lambda one: (one.name.casefold(), one.name)))


def _is_case(name: str) -> bool:
    return name.endswith(CASE.suffix) and not name.startswith(".") and BACKUP_MARK not in name


def _shelved(entry: os.DirEntry[str]) -> ShelvedCase | None:
    path = Path(entry.path)
    try:
        if entry.is_dir():
            return None
        status = entry.stat()
    except OSError:
        return ShelvedCase(path, None, say("cannot be read"))
    changed = datetime.datetime.fromtimestamp(status.st_mtime).date()  # the day as the person in the room counts it
    if status.st_size < _SMALLEST:
        return ShelvedCase(path, changed, say("is empty") if not status.st_size else say("is no case"))
    return ShelvedCase(path, changed, "" if os.access(path, os.R_OK) else say("cannot be read"))
