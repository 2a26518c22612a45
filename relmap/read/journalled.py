"""What the journal knows beside the rows: when each was first stored, and when something was moved from one state on.

It can be handed to whatever asks when a row was noted; who asks more finds it here. What was imported has no story, and
none is made up for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from relmap.read.sessions import noted_at
from relmap.store.document import Document


@dataclass(frozen=True, slots=True)
class Moved:
    """That a field was changed from one value to another, in a session or else on a day (ISO)."""

    before: str | None
    after: str | None
    session: str | None
    day: str


class Journalled:
    """The journal of a case, asked for the day on which a row was first stored (ISO), or for more by name."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def __call__(self, id: str) -> str | None:
        """The day on which a row was first stored."""
        at = noted_at(self._document, id)
        return at.date().isoformat() if at is not None else None

    def moves(self, id: str, field: str, until: int) -> tuple[Moved, ...]:
        """How a field of a row changed up to a revision, oldest first; not what was taken back in the same session."""
        revisions = {revision.number: revision for revision in self._document.revisions()}
        found: list[Moved] = []
        for number, change in self._document.story(id):
            if number > until or change.before is None or change.after is None or field not in change.after:
                continue
            made = revisions[number]
            move = Moved(_word(change.before.get(field)), _word(change.after[field]), made.session, made.at[:10])
            if found and (found[-1].session, found[-1].day) == (move.session, move.day):
                move = Moved(found.pop().before, move.after, move.session, move.day)
            if move.before != move.after:
                found.append(move)
        return tuple(found)


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None
