"""The open file of process notes: read, written, removed and searched here, and nowhere else in relmap.

There is no journal: what is removed is gone from the file at once, and a note says what it says now. Each write is one
transaction that is on the drive when it returns. Nothing here knows the case; an import rule keeps the rest of relmap
from knowing this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from relmap.apart.errors import said_of_notes
from relmap.apart.notes import ProcessNote, now_in_utc, require_storable
from relmap.read.search import folded
from relmap.store.file_kinds import NOTES
from relmap.store.migrations import Step, migrate, version_of
from relmap.store.places import discard
from relmap.store.plain_rows import read_rows, writing
from relmap.store.vault import Vault, change_passphrase, create_vault, open_vault, verify

VERSION = 1
STEPS: Mapping[int, Step] = {}
"""Version reached → the step that reaches it from the one before."""
SCHEMA: Mapping[str, str] = {
    "process_notes": (
        "CREATE TABLE process_notes (id TEXT NOT NULL PRIMARY KEY, subject TEXT, session TEXT, kind TEXT NOT NULL "
        "CHECK (kind IN ('process', 'supervision')), text TEXT NOT NULL, written TEXT NOT NULL, changed TEXT NOT NULL) "
        "STRICT"
    )
}
_READ = "SELECT id, written, changed, kind, text, subject, session FROM process_notes"
_WRITE = (
    "INSERT INTO process_notes (id, written, changed, kind, text, subject, session) "
    "VALUES (:id, :written, :changed, :kind, :text, :subject, :session) "
    "ON CONFLICT (id) DO UPDATE SET changed = :changed, kind = :kind, text = :text, subject = :subject, "
    "session = :session"
)


class Notebook:
    """The notes of one file. Every method belongs to one thread at a time."""

    def __init__(self, vault: Vault) -> None:
        """Read the notes of an unlocked, migrated vault."""
        self._vault = vault
        self._folded: dict[str, str] = {}
        self._notes: dict[str, ProcessNote] = {row[0]: ProcessNote(*row) for row in read_rows(vault, _READ)}

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._vault.path

    @property
    def notes(self) -> tuple[ProcessNote, ...]:
        """Every note, the newest first."""
        return tuple(sorted(self._notes.values(), key=lambda note: (note.written, note.id), reverse=True))

    def get(self, id: str) -> ProcessNote | None:
        """The note with this id, or None."""
        return self._notes.get(id)

    def write(self, note: ProcessNote) -> ProcessNote:
        """Store a note, new or changed, and give it as it is stored. Raises NoteRefused or a StoreError."""
        changed = replace(note, changed=now_in_utc())
        self._store(changed)
        return changed

    def remove(self, id: str) -> ProcessNote:
        """Take a note out of the file and give it, so that it may be put back. Raises KeyError or a StoreError."""
        note = self._notes[id]
        with writing(self._vault) as run:
            run("DELETE FROM process_notes WHERE id = :id", {"id": id})
        del self._notes[id]
        self._folded.pop(id, None)
        return note

    def put_back(self, note: ProcessNote) -> None:
        """Store a removed note as it was, its times included. Raises a StoreError."""
        self._store(note)

    def find(self, words: str) -> tuple[str, ...]:
        """The ids of the notes in which `words` stand, newest first; all of them for no words."""
        wanted = folded(words.strip())
        return tuple(note.id for note in self.notes if wanted in self._searched(note))

    def change_passphrase(self, passphrase: str) -> None:
        """Give the file a new passphrase. On any failure the old one still opens it."""
        with said_of_notes():
            change_passphrase(self._vault, passphrase)

    def close(self) -> None:
        """Close the file; nothing of it stays in this object. Again is harmless."""
        self._vault.close()
        self._notes.clear()
        self._folded.clear()

    def _store(self, note: ProcessNote) -> None:
        require_storable(note)
        with writing(self._vault) as run:
            run(_WRITE, asdict(note))
        self._notes[note.id] = note
        self._folded.pop(note.id, None)

    def _searched(self, note: ProcessNote) -> str:
        if note.id not in self._folded:
            self._folded[note.id] = folded(note.text)
        return self._folded[note.id]


def create_notebook(path: Path, passphrase: str) -> Notebook:
    """Make a new, empty file for process notes and open it. Never replaces a file. Raises a StoreError."""
    with said_of_notes():
        vault = create_vault(path, passphrase, NOTES)
        try:
            with writing(vault) as run:
                for statement in SCHEMA.values():
                    run(statement)
                run(f"PRAGMA user_version = {VERSION}")
            return Notebook(vault)
        except BaseException:
            vault.close()
            discard(path)
            raise


def open_notebook(path: Path, passphrase: str) -> Notebook:
    """Unlock, check, migrate and read a file of process notes. Slow by intention (the key); raises a StoreError."""
    with said_of_notes():
        return load_notebook(open_vault(path, passphrase, NOTES))


def load_notebook(vault: Vault) -> Notebook:
    """The notes of a vault that has been unlocked: checked, and migrated where it is older."""
    try:
        with said_of_notes():
            if version_of(vault) != VERSION:
                verify(vault, None)
                migrate(vault, STEPS, VERSION)
            verify(vault, SCHEMA)
        return Notebook(vault)
    except BaseException:
        vault.close()
        raise
