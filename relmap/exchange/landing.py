"""How a file reaches its place: written in a hidden folder beside it, moved there only when it is whole.

Whatever goes wrong, the place holds what it held before, and nothing else is left in the folder. The file is readable
by its owner only.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from relmap.words import Trouble, say


class Taken(Trouble):
    """Where the file was to go there is one already."""

    def __init__(self, path: Path) -> None:
        """Say that it was left as it was."""
        super().__init__(say("There is a file {name} already. It was left as it is.", name=path.name))


class NotWritten(Trouble):
    """The file could not be written: a full disk, a folder that may not be written to, a vanished drive."""

    def __init__(self, path: Path, error: OSError) -> None:
        """Say why, and that nothing was left behind."""
        reason = error.strerror or type(error).__name__
        words = say("{name} could not be written ({reason}). Nothing was left behind.", name=path.name, reason=reason)
        super().__init__(words)


def require_free(path: Path) -> None:
    """Raise Taken where there is a file already."""
    if os.path.lexists(path):
        raise Taken(path)


@contextmanager
def landing(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """A path of the same name in a hidden folder to write to; it lands on `path` when the block ends well.

    Raises Taken, also when a file appears meanwhile, unless `replace`; NotWritten where the system refuses.
    """
    if not replace:
        require_free(path)
    folder = path.parent / f".{secrets.token_hex(8)}.new"
    try:
        folder.mkdir(0o700)
        yield folder / path.name
        _settle(folder / path.name, path, replace=replace)
    except OSError as error:
        raise NotWritten(path, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_file(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write a whole file or nothing. Raises Taken or NotWritten."""
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
        raise Taken(path) from None
    except OSError:  # a file system without hard links
        require_free(path)
        draft.rename(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
