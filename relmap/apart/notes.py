"""What a process note is: the therapist's own words for themselves, kept apart from the record (45 CFR 164.501).

A note may name a session and a thing of the case by their ids, and nothing else ties it to the case: neither file holds
a mark of the other. An id that the case does not know is kept as it is; what it meant may come back.
"""

from __future__ import annotations

import datetime
import re
import uuid
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from relmap.model.forms import ID, LONGEST_TEXT
from relmap.words import Trouble, say

NoteKind: TypeAlias = Literal["process", "supervision"]
NOTE_KINDS: tuple[NoteKind, ...] = get_args(NoteKind)
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ProcessNote:
    """One note. `subject` and `session` are ids of the case or None; `written` and `changed` are times in UTC."""

    id: str
    written: str
    changed: str
    kind: NoteKind = "process"
    text: str = field(default="", repr=False)  # no word of it in a log
    subject: str | None = None
    session: str | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether it has no word."""
        return not self.text.strip()


class NoteRefused(Trouble):
    """A note that cannot be stored as it is; it still stands where it was typed."""


def new_note(*, kind: NoteKind = "process", subject: str | None = None, session: str | None = None) -> ProcessNote:
    """An empty note of now, which is nowhere yet."""
    now = now_in_utc()
    return ProcessNote(uuid.uuid4().hex, now, now, kind, "", subject, session)


def now_in_utc() -> str:
    """The time, as it is stored."""
    return datetime.datetime.now(datetime.UTC).isoformat()


def require_storable(note: ProcessNote) -> None:
    """Raise NoteRefused for a text or an id that no file may hold."""
    if len(note.text) >= LONGEST_TEXT:
        raise NoteRefused(
            say(
                "A note holds up to {limit} characters. Cut this one in two: the rest of it is safe.",
                limit=LONGEST_TEXT,
            )
        )
    if _UNWRITABLE.search(note.text):
        raise NoteRefused(say("There is a character in this note that cannot be stored. Remove what was pasted last."))
    if not all(ID.fullmatch(id) for id in (note.id, note.subject, note.session) if id is not None):
        raise ValueError("an id of a process note is malformed")
    if note.kind not in NOTE_KINDS:
        raise ValueError("the kind of a process note is unknown")
