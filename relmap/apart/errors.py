"""What can go wrong with a file of process notes, where the sentences about a case would say something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from relmap.store.errors import AlreadyExists, EmptyFile, Foreign, NotACase, NotEncrypted, StoreError, Truncated
from relmap.store.places import newest_backup
from relmap.words import say


@contextmanager
def said_of_notes() -> Iterator[None]:
    """Let what the store says of a case be said of process notes; the kind of the error stays."""
    try:
        yield
    except (NotACase, Truncated, AlreadyExists) as error:
        sentence = _sentences(error.path).get(type(error))
        if sentence is None:
            raise
        said = type(error)(error.path)
        StoreError.__init__(said, error.path, sentence)
        raise said from error


def _sentences(path: Path) -> Mapping[type[StoreError], str]:
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    return {
        AlreadyExists: say("There is a file “{name}” already. It was not touched: move it elsewhere first.", name=name),
        NotACase: say("“{name}” is not a file of process notes. It was not touched.", name=name),
        EmptyFile: say("“{name}” is empty: there are no process notes in it. Look for a backup beside it.", name=name),
        NotEncrypted: say(
            "“{name}” is a database without encryption, so it is not a file of process notes. It was not touched.",
            name=name,
        ),
        Foreign: say(
            "“{name}” holds things that relmap did not put there, so it was closed again. It was not touched: ask "
            "whoever gave it to you, or open a backup.",
            name=name,
        ),
        Truncated: _truncated(name, newest_backup(path)),
    }


def _truncated(name: str, backup: Path | None) -> str:
    if backup is None:
        return say(
            "“{name}” has not the length of a whole file, as after a copy that was cut off. It was left as it is: "
            "copy it again, or put a backup in its place.",
            name=name,
        )
    return say(
        "“{name}” has not the length of a whole file, as after a copy that was cut off. It was left as it is: "
        "copy it again, or put its newest backup “{backup}” in its place.",
        name=name,
        backup=backup.name.encode("utf-8", "replace").decode("utf-8"),
    )
