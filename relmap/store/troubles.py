"""Which sentence an error of the database or the system means for the person at the case."""

from __future__ import annotations

import errno
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from relmap.store.errors import (
    AlreadyOpen,
    Damaged,
    DiskFull,
    DriveFailed,
    Missing,
    ReadOnlyPlace,
    StoreError,
    Vanished,
)

BACKUP_MARK = ".backup-"
_BUSY, _LOCKED, _READONLY, _IOERR, _FULL, _CANTOPEN = 5, 6, 8, 10, 13, 14
_UNWRITABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def code_of(error: BaseException) -> int | None:
    """SQLite's primary result code of an error, or None."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(origin, "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF


def translate(error: BaseException, path: Path) -> StoreError:
    """The error to raise instead of a database, system or memory error."""
    if isinstance(error, OSError):
        return _system_error(error, path)
    code = code_of(error)
    if code in (_BUSY, _LOCKED):
        return AlreadyOpen(path)
    if code == _FULL:
        return DiskFull(path)
    if code in (_READONLY, _CANTOPEN, _IOERR):
        return _unreachable(code, path)
    return Damaged(path, newest_backup(path))


def newest_backup(path: Path) -> Path | None:
    """The newest backup of a case that lies beside it, or None."""
    backups = path.parent.glob(f"{_escaped(path.stem)}{BACKUP_MARK}*{path.suffix}")
    return max(backups, key=lambda backup: backup.stat().st_mtime, default=None)


def _escaped(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _unreachable(code: int | None, path: Path) -> StoreError:
    if not path.exists():
        return Vanished(path)
    return DriveFailed(path) if code == _IOERR else ReadOnlyPlace(path)


def _system_error(error: OSError, path: Path) -> StoreError:
    if error.errno == errno.ENOSPC:
        return DiskFull(path)
    if error.errno in _UNWRITABLE:
        return ReadOnlyPlace(path)
    return Missing(path) if error.errno == errno.ENOENT else DriveFailed(path)
