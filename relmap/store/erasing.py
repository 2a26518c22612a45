"""Erasing a case: its file, its process notes, and the backups that relmap made beside them.

What lies elsewhere is out of reach: copies that somebody or a system's own backup has made. The files are encrypted, so
a name taken away is enough where the passphrase was good.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from relmap.store.errors import Missing, NotACase, NotErased
from relmap.store.file_kinds import CASE, NOTES
from relmap.store.places import BACKUP_MARK, drafts_of, notes_path, sidecars, sync_folder
from relmap.store.vault import refuse_in_use


def belongings(case: Path) -> tuple[Path, ...]:
    """What erasing a case takes away: its file first, then notes, backups, and what an interrupted write has left."""
    own = case.resolve()
    if own.suffix != CASE.suffix:
        raise NotACase(case)
    notes = notes_path(own)
    found = [own, notes, *_backups(own), *_backups(notes)]
    found += [beside for path in tuple(found) for beside in (*sidecars(path), *drafts_of(path))]
    if case.is_symlink():
        found.insert(0, case)
    return tuple(path for path in found if path.is_file() or path.is_symlink())


def erase_case(case: Path) -> tuple[Path, ...]:
    """Take a case away for good; returns what went.

    Raises a StoreError where it is open, or is no case, and then nothing has gone; NotErased names what is still there.
    """
    if not case.exists():
        raise Missing(case)
    going = belongings(case)
    for path in (one for one in going if one.suffix in (CASE.suffix, NOTES.suffix) and not one.is_symlink()):
        refuse_in_use(path)
    left = [path for path in going if not _gone(path)]
    with contextlib.suppress(OSError):
        sync_folder(case.resolve().parent)
    if left:
        raise NotErased(left[0])
    return going


def _backups(path: Path) -> list[Path]:
    start, end = f"{path.stem}{BACKUP_MARK}", path.suffix
    try:
        return sorted(one for one in path.parent.iterdir() if one.name.startswith(start) and one.suffix == end)
    except OSError:
        return []


def _gone(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True
