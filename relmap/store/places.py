"""The names that belong to a case file in its folder, and how what was written there is made to stay.

Nothing here opens a case file that may be connected, but for `sync_file`, which says so.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

from relmap.store.file_kinds import CASE, NOTES

BACKUP_MARK = ".backup-"
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF})


def sidecars(path: Path) -> tuple[Path, ...]:
    """What SQLite may keep beside a database: its journals, were they left behind."""
    return tuple(path.with_name(path.name + ending) for ending in ("-journal", "-wal", "-shm"))


def notes_path(case: Path) -> Path:
    """Where the process notes of a case are, whether there are any or not: beside it, under its name.

    Beside the file itself, where `case` is a link to it.
    """
    if case.is_symlink():
        case = case.resolve()
    return case.with_suffix(NOTES.suffix) if case.suffix == CASE.suffix else case.with_name(case.name + NOTES.suffix)


def notes_without_a_case(folder: Path) -> tuple[Path, ...]:
    """The files of process notes in a folder that have no case beside them: it may have been given another name."""
    try:
        found = [path for path in folder.iterdir() if path.suffix == NOTES.suffix and BACKUP_MARK not in path.name]
        return tuple(sorted(path for path in found if not path.with_suffix(CASE.suffix).exists()))
    except OSError:
        return ()


def drafts_of(path: Path) -> tuple[Path, ...]:
    """Unfinished copies of a file that a power cut has left beside it: `.NAME.new-…`, `.NAME.backup-…`."""
    starts = (f".{path.name}.new-", f".{path.name}{BACKUP_MARK}")
    try:
        return tuple(sorted(one for one in path.parent.iterdir() if one.name.startswith(starts)))
    except OSError:
        return ()


def left_behind(path: Path) -> Path | None:
    """A journal beside the file that says something: the last write to it may be unfinished."""
    return next((sidecar for sidecar in sidecars(path) if _size(sidecar)), None)


def make_private(path: Path) -> None:
    """Make an empty file for its owner alone. Raises FileExistsError, also for a link to nowhere, or OSError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def discard(path: Path) -> None:
    """Remove a file that was to become a case and did not, with its sidecars; a drive that is gone keeps them."""
    for left in (path, *sidecars(path)):
        with contextlib.suppress(OSError):
            left.unlink(missing_ok=True)


def newest_backup(path: Path) -> Path | None:
    """The newest backup of a case that lies beside it, or None."""
    backups = path.parent.glob(f"{_literal(path.stem)}{BACKUP_MARK}*{_literal(path.suffix)}")
    try:
        return max(backups, key=lambda backup: backup.stat().st_mtime_ns, default=None)
    except OSError:
        return None


def sync_file(path: Path) -> None:
    """Wait until a file's bytes are on the drive. Never for a file that is connected: this closes a handle to it."""
    with path.open("rb+") as file:
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until a folder's names are on the drive, where the system knows how to."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)


def _literal(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
