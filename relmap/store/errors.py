"""What can go wrong with a case file: each error is one plain sentence.

It says what happened, what is safe, and what to do. A sentence may name the file, never a word that is in it.
"""

from __future__ import annotations

from pathlib import Path

from relmap.words import Trouble, say


class StoreError(Trouble):
    """Something about a case file that a person can meet."""

    def __init__(self, path: Path, sentence: str) -> None:
        """Say `sentence` of the file at `path`."""
        super().__init__(sentence)
        self.path = path


class Missing(StoreError):
    """There is no such file."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(path, say("There is no file “{name}” in that place.", name=_name(path)))


class AlreadyExists(StoreError):
    """A new file was to be made where there is one."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        words = say("There is a file “{name}” already. It was not touched: choose another name.", name=_name(path))
        super().__init__(path, words)


class NotACase(StoreError):
    """The file is something else."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        words = say("“{name}” is not a relmap case. It was not touched: choose another file.", name=_name(path))
        super().__init__(path, words)


class EmptyFile(NotACase):
    """The file holds nothing."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        words = say("“{name}” is empty: there is no case in it. Look for a backup beside it.", name=_name(path))
        StoreError.__init__(self, path, words)


class NotEncrypted(NotACase):
    """The file is a plain database."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        words = say(
            "“{name}” is a database without encryption, so it is not a relmap case. It was not touched: choose "
            "another file.",
            name=_name(path),
        )
        StoreError.__init__(self, path, words)


class Foreign(NotACase):
    """The file opens, but holds tables, views or triggers that are not ours; nothing of them was run."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        words = say(
            "“{name}” holds things that relmap did not put there, so it was closed again. It was not touched: ask "
            "whoever gave it to you, or open a backup.",
            name=_name(path),
        )
        StoreError.__init__(self, path, words)


class HoldsNotes(NotACase):
    """A case was wanted, and the file is one for process notes."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        words = say(
            "“{name}” is a file for process notes, not a case. It was not touched: choose the case beside it, and open "
            "the notes from there.",
            name=_name(path),
        )
        StoreError.__init__(self, path, words)


class HoldsCase(NotACase):
    """Process notes were wanted, and the file is a case."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        words = say(
            "“{name}” is a case, not a file for process notes. It was not touched: open it as a case.",
            name=_name(path),
        )
        StoreError.__init__(self, path, words)


class WrongPassphrase(StoreError):
    """The passphrase does not open the file, or its first page is damaged: from outside that looks the same."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        words = say(
            "That passphrase does not open “{name}”. Nothing was changed: try again, and if you are sure of it, "
            "the beginning of the file may be damaged.",
            name=_name(path),
        )
        super().__init__(path, words)


class PassphraseRefused(StoreError):
    """The passphrase cannot be used."""

    def __init__(self, path: Path) -> None:
        """Name nothing of it."""
        super().__init__(path, say("A passphrase needs at least one character, and none of them may be invisible."))


class Damaged(StoreError):
    """The file is damaged; nothing more is read from it and nothing is written to it."""

    def __init__(self, path: Path, backup: Path | None = None) -> None:
        """Name the file, and its newest backup where there is one."""
        if backup is None:
            words = say("“{name}” is damaged, and it was left as it is. Open a backup of it instead.", name=_name(path))
        else:
            words = say(
                "“{name}” is damaged, and it was left as it is. The newest backup is “{backup}”: open that one.",
                name=_name(path),
                backup=_name(backup),
            )
        super().__init__(path, words)


class Truncated(Damaged):
    """The file ends too early, or has grown at its end: it has not the length of a whole case."""

    def __init__(self, path: Path, backup: Path | None = None) -> None:
        """Name the file, and its newest backup where there is one."""
        if backup is None:
            words = say(
                "“{name}” has not the length of a whole case, as after a copy that was cut off. It was left as it is: "
                "copy it again, or open a backup of it.",
                name=_name(path),
            )
        else:
            words = say(
                "“{name}” has not the length of a whole case, as after a copy that was cut off. It was left as it is: "
                "copy it again, or open its newest backup “{backup}”.",
                name=_name(path),
                backup=_name(backup),
            )
        StoreError.__init__(self, path, words)


class NewerVersion(StoreError):
    """The file was made by a newer relmap."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        """Say both versions of the format."""
        self.found, self.known = found, known
        words = say(
            "“{name}” was made by a newer relmap (format {found}, this one knows {known}). It was not touched: "
            "open it with the newer relmap.",
            name=_name(path),
            found=found,
            known=known,
        )
        super().__init__(path, words)


class AlreadyOpen(StoreError):
    """The case is open elsewhere."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        words = say("“{name}” is open already. Close it there first; nothing was changed.", name=_name(path))
        super().__init__(path, words)


class ReadOnlyPlace(StoreError):
    """The file or its folder cannot be written."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        words = say(
            "“{name}” cannot be written where it is. What was saved is safe: move the file to a folder of your own.",
            name=_name(path),
        )
        super().__init__(path, words)


class DiskFull(StoreError):
    """There is no room left."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        words = say(
            "The disk with “{name}” is full, so the last change was not saved. All before it is safe: make room and "
            "do it again.",
            name=_name(path),
        )
        super().__init__(path, words)


class Vanished(StoreError):
    """The file was there and is not any more."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        words = say(
            "“{name}” is no longer where it was, so the last change was not saved. All before it is in the file: "
            "plug its drive in again, or put it back, and open it anew.",
            name=_name(path),
        )
        super().__init__(path, words)


class DriveFailed(StoreError):
    """The drive answered with an error."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        words = say(
            "The drive with “{name}” gave an error, so the last change was not saved. All before it is safe: check "
            "the drive and do it again.",
            name=_name(path),
        )
        super().__init__(path, words)


class NotStored(StoreError):
    """The change could not be stored for a reason that is no fault of the file or its drive."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        words = say(
            "The last change could not be stored in “{name}”, and was taken back. All before it is safe: do it again.",
            name=_name(path),
        )
        super().__init__(path, words)


def _name(path: Path) -> str:
    """The file's name as something that can be printed anywhere, also where it is no proper text."""
    return (path.name or path.resolve().name or str(path)).encode("utf-8", "replace").decode("utf-8")


class NotErased(StoreError):
    """A file could not be taken away."""

    def __init__(self, path: Path) -> None:
        """Name what is still there."""
        words = say(
            "“{name}” could not be erased and is still there, encrypted as before. See who may write in its folder.",
            name=_name(path),
        )
        super().__init__(path, words)
