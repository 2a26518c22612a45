"""The verb that keeps a record of what left the encrypted file: when, what, in which form, and for whom.

The file is outside whatever is undone here, so undo and redo pass the record over, and it breaks no chain of redo.
"""

from __future__ import annotations

import datetime

from relmap.edits.adding import add, words
from relmap.model.notes import ExportRecord
from relmap.store.document import Document
from relmap.words import Trouble, say


class NotRecorded(Trouble):
    """Something has left the file, and the case could not keep the record of it."""

    def __init__(self, cause: Trouble) -> None:
        """Say so, and why."""
        super().__init__(
            say("It has left the case, but the case could not keep a record of that. {why}", why=str(cause))
        )


def record_export(
    document: Document,
    *,
    what: str,
    form: str,
    for_whom: str | None = None,
    reduced_identity: bool = False,
) -> str:
    """Write down that something has left the file, now; to be called after it was written. Returns the record's id.

    Raises NotRecorded where the case cannot be written to.

    `what`: in words ("the map"); `form`: the kind of file ("png"); `for_whom`: as typed, or None.
    """
    try:
        with document.edit("record_export", stands=True):
            return add(
                document,
                ExportRecord,
                author="therapist",
                at=datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                what=words(what),
                form=words(form),
                for_whom=words(for_whom),
                reduced_identity=reduced_identity,
            ).id
    except Trouble as trouble:
        raise NotRecorded(trouble) from trouble
