"""What a client has covered stays covered, whatever is stored: only an edit made for that makes a cover thinner.

Undo and redo leave covers as they are; what comes back comes back as covered as it went.
"""

from __future__ import annotations

from collections.abc import Iterable

from relmap.model.integrity import Problem, RuleBroken
from relmap.store.journal import Change, Row
from relmap.words import say

_COVER, _BY = "veil", "veiled_by"


def covers_in(row: Row) -> Row:
    """What a row says of its cover."""
    return {name: row[name] for name in (_COVER, _BY) if name in row}


def without_covers(row: Row) -> Row:
    """A row without its cover."""
    return {name: value for name, value in row.items() if name != _COVER}


def keep_covers(changes: Iterable[Change]) -> None:
    """Raise RuleBroken where an edit that is not made for it changes a cover."""
    broken = [Problem(change.id, change.array, _COVER, _words()) for change in changes if _alters(change)]
    if broken:
        raise RuleBroken(broken)


def _alters(change: Change) -> bool:
    return change.before is not None and change.after is not None and _COVER in change.after


def _words() -> str:
    return say("Only the client uncovers what the client has covered. It stays as it is.")
