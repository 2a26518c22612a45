"""Which sentence an error of the database or the system means for the person at the case."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from sqlalchemy.exc import StatementError

from relmap.store.errors import (
    AlreadyOpen,
    Damaged,
    DiskFull,
    DriveFailed,
    Missing,
    NotStored,
    ReadOnlyPlace,
    StoreError,
    Vanished,
)
from relmap.store.places import newest_backup

NOTADB = 26
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN = 5, 6, 8, 10, 11, 13, 14
_MOVED = 1032
"""SQLITE_READONLY_DBMOVED: the file is no longer the one that was opened."""
_UNWRITABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_LITTLE_ROOM = 64 * 1024


def code_of(error: BaseException) -> int | None:
    """SQLite's primary result code of an error, or None."""
    code = _extended_code(error)
    return None if code is None else code & 0xFF


def translate(error: BaseException, path: Path) -> StoreError:
    """The error to raise instead of a database, system or memory error."""
    if isinstance(error, StoreError):
        return error
    if isinstance(error, OSError):
        return _system_error(error, path)
    if isinstance(error, UnicodeDecodeError) or isinstance(_origin(error), UnicodeDecodeError):
        return Damaged(path, newest_backup(path))
    return _database_error(error, path)


def translate_reading(error: BaseException, path: Path) -> StoreError:
    """As `translate`, for what came up while reading: what neither drive nor place is to blame for is damage."""
    trouble = None if isinstance(error, ValueError) else translate(error, path)
    return Damaged(path, newest_backup(path)) if trouble is None or isinstance(trouble, NotStored) else trouble


def _database_error(error: BaseException, path: Path) -> StoreError:
    code = code_of(error)
    if code in (_BUSY, _LOCKED):
        return AlreadyOpen(path)
    if code == _FULL:
        return DiskFull(path)
    if code in (_CORRUPT, NOTADB):
        return Damaged(path, newest_backup(path))
    if code in (_READONLY, _CANTOPEN, _IOERR):
        return _unreachable(error, path)
    return DiskFull(path) if _room(path) < _LITTLE_ROOM else NotStored(path)  # an export says "full" without its code


def _unreachable(error: BaseException, path: Path) -> StoreError:
    if _extended_code(error) == _MOVED or not os.path.exists(path):  # noqa: PTH110  # Path.exists raises on a dead drive
        return Vanished(path)
    if code_of(error) != _IOERR:
        return ReadOnlyPlace(path)
    return DiskFull(path) if _room(path) < _LITTLE_ROOM else DriveFailed(path)


def _system_error(error: OSError, path: Path) -> StoreError:
    if error.errno in _NO_ROOM:
        return DiskFull(path)
    if error.errno in _UNWRITABLE:
        return ReadOnlyPlace(path)
    return Missing(path) if error.errno in (errno.ENOENT, errno.ENOTDIR) else DriveFailed(path)


def _room(path: Path) -> int:
    import shutil

    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return _LITTLE_ROOM


def _origin(error: BaseException) -> BaseException | None:
    return error.orig if isinstance(error, StatementError) else error


def _extended_code(error: BaseException) -> int | None:
    code = getattr(_origin(error), "sqlite_errorcode", None)
    return None if code is None else int(code)
