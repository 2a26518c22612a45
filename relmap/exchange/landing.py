"""How a file reaches its place: written in a hidden folder beside it, moved there only when it is whole.

Whatever goes wrong, the place holds what it held before, and nothing else is left in the folder. The file is readable
by its owner only.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from relmap.store.errors import (
    AlreadyExists,
    DiskFull,
    DriveFailed,
    Missing,
    ReadOnlyPlace,
    StoreError,
    Vanished,
)
from relmap.store.troubles import translate
from relmap.words import Trouble, say


class NotWritten(Trouble):
    """The file could not be written; nothing of it was left behind."""

    def __init__(self, path: Path, cause: StoreError, error: OSError | None = None) -> None:
        """Say why; `error`: what the system said."""
        words = say(
            "“{name}” could not be written: {reason}. Nothing of it was left behind.", **_why(path, cause, error)
        )
        super().__init__(words)


def _why(path: Path, cause: StoreError, error: OSError | None) -> dict[str, str]:
    if path.is_dir():
        reason = say("a folder of this name is there")
    elif error is not None and error.errno == errno.ENAMETOOLONG:
        reason = say("the name is too long")
    elif isinstance(cause, DiskFull):
        reason = say("the disk is full")
    elif isinstance(cause, ReadOnlyPlace):
        reason = say("the folder cannot be written to")
    elif isinstance(cause, Missing | Vanished):
        reason = say("the folder is not there")
    else:
        reason = say("the drive gave an error")
    return {"name": path.name, "reason": reason}


def require_free(path: Path) -> None:
    """Raise AlreadyExists where there is a file, or a link to nowhere."""
    if os.path.lexists(path):
        raise AlreadyExists(path)


def require_other(path: Path, case: Path) -> None:
    """Raise Trouble where what is to be written would take the place of the case itself."""
    with suppress(OSError):
        if path.samefile(case):
            raise Trouble(say("That is the case itself. Nothing was written: choose another name."))


@contextmanager
def landing(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """A path of the same name in a hidden folder to write to; it lands on `path` when the block ends well.

    Raises AlreadyExists, also when a file appears meanwhile, unless `replace`; NotWritten where the system refuses.
    """
    if not replace:
        require_free(path)
    draft = path.parent / f".{secrets.token_hex(8)}.new" / path.name
    try:
        draft.parent.mkdir(0o700)
        yield draft
        _settle(draft, path, replace=replace)
    except OSError as error:
        raise NotWritten(path, translate(error, draft), error) from error
    except (DiskFull, DriveFailed, ReadOnlyPlace, Vanished) as trouble:
        if trouble.path != draft:
            raise
        raise NotWritten(path, trouble) from trouble
    finally:
        shutil.rmtree(draft.parent, ignore_errors=True)


def write_file(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write a whole file or nothing. Raises AlreadyExists or NotWritten."""
    with landing(path, replace=replace) as draft:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)


def _settle(draft: Path, path: Path, *, replace: bool) -> None:
    draft.chmod(0o600)
    _sync(draft)
    if replace:
        draft.replace(path)
    else:
        _move_to_free_place(draft, path)
    if os.name == "posix":
        _sync(path.parent)


def _move_to_free_place(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)  # unlike a rename, this never replaces what somebody put there meanwhile
    except FileExistsError:
        raise AlreadyExists(path) from None
    except OSError:  # a file system without hard links
        require_free(path)
        draft.rename(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def case_warning() -> str:
    """What to say when the whole case has left its encryption."""
    return say("It holds the whole case, covered things too, and is not encrypted: keep it safe.")


def picture_warning() -> str:
    """What to say when a picture of the map has been made."""
    return say("It is not encrypted: whoever has it can see it.")
