"""The journal: every stored edit, append-only, with what each changed row was before and is after.

Undo, redo, time travel and "what changed" are all read from here. Values stand in their plain form; an update holds
only the changed fields, an addition or removal the whole row.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    Table,
    Text,
    delete,
    select,
    update,
)

from relmap.model.base import Entity
from relmap.model.columns import Plain

Row = Mapping[str, Plain]
ImageEdit = Callable[[str, str, dict[str, Plain]], Row | None]
RevisionKind = Literal["edit", "undo", "redo", "origin", "standing"]
"""`origin` revisions (a beginning, an import, an erasure) are the floor that undo does not pass; `standing` ones (what
somebody wished not to be seen) are passed over by undo and redo."""

REVISIONS = Table(
    "revisions",
    Entity.metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("of", Integer),
    Column("merge", Text),
    Column("session", Text),
)
CHANGES = Table(
    "changes",
    Entity.metadata,
    Column("number", Integer, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("array", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index("changes_by_revision", "revision"),
    Index("changes_by_entity", "entity"),
)


_INSERT_REVISION = 'INSERT INTO revisions (number, at, verb, kind, "of", merge, session) VALUES (?, ?, ?, ?, ?, ?, ?)'
_INSERT_CHANGE = 'INSERT INTO changes (revision, "array", entity, "before", "after") VALUES (?, ?, ?, ?, ?)'
"""Written out: every edit runs them, and to build and compile them anew costs more than what they do."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One stored edit: its number from 1, UTC time (ISO 8601), verb, kind, and the session it was made in."""

    number: int
    at: str
    verb: str
    kind: RevisionKind
    of: int | None
    merge: str | None
    session: str | None


@dataclass(frozen=True, slots=True, repr=False)
class Change:
    """What one row was and is; None before it came or after it went."""

    array: str
    id: str
    before: Row | None
    after: Row | None

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.array, self.id, self.after, self.before)

    def then(self, later: Change) -> Change:
        """Make this change and a later one of the same row as one."""
        if self.before is None or later.after is None:
            after = None if later.after is None else {**(self.after or {}), **later.after}
            return Change(self.array, self.id, self._whole_before(later), after)
        if self.after is None or later.before is None:
            return Change(self.array, self.id, self.before, later.after)
        return Change(self.array, self.id, {**later.before, **self.before}, {**self.after, **later.after})

    def _whole_before(self, later: Change) -> Row | None:
        if self.before is None or later.before is None:
            return self.before
        return {**later.before, **self.before}


def compose(first: Iterable[Change], second: Iterable[Change]) -> tuple[Change, ...]:
    """Two sets of changes as one, one for each row; rows that are as they were are left out."""
    merged = {change.id: change for change in first}
    for change in second:
        earlier = merged.get(change.id)
        merged[change.id] = change if earlier is None else earlier.then(change)
    return tuple(lean for change in merged.values() if (lean := _without_what_stayed(change)) is not None)


def _without_what_stayed(change: Change) -> Change | None:
    if change.before is None or change.after is None:
        return change if change.before != change.after else None
    names = [name for name, value in change.after.items() if change.before[name] != value]
    if len(names) == len(change.after):
        return change
    before, after = ({name: row[name] for name in names} for row in (change.before, change.after))
    return Change(change.array, change.id, before, after) if names else None


def read_revisions(connection: Connection) -> list[Revision]:
    """Every revision, oldest first."""
    rows = connection.execute(select(*REVISIONS.columns).order_by(REVISIONS.c.number))
    return [Revision(*row) for row in rows]


def read_changes(connection: Connection, first: int, last: int) -> Iterator[tuple[int, Change]]:
    """(revision number, change) for the revisions `first` to `last`, oldest first."""
    c = CHANGES.c
    query = select(c.revision, c.array, c.entity, c.before, c.after)
    for number, array, id, before, after in connection.execute(
        query.where(c.revision.between(first, last)).order_by(c.number)
    ):
        yield number, Change(array, id, _row(before), _row(after))


def changes_of(connection: Connection, id: str) -> list[tuple[int, Change]]:
    """The whole story of one row: (revision number, change), oldest first."""
    c = CHANGES.c
    query = select(c.revision, c.array, c.entity, c.before, c.after).where(c.entity == id).order_by(c.number)
    return [
        (number, Change(array, entity, _row(before), _row(after)))
        for number, array, entity, before, after in connection.execute(query)
    ]


def first_of(connection: Connection, id: str) -> int | None:
    """The number of the revision in which a row was first stored; None for one that never was."""
    row = connection.exec_driver_sql("SELECT min(revision) FROM changes WHERE entity = ?", (id,)).one()
    return None if row[0] is None else int(row[0])


def write(connection: Connection, revision: Revision, changes: Sequence[Change], *, again: bool) -> None:
    """Append a revision, or replace what one has changed that is still open for merging (`again`)."""
    if again:
        connection.execute(delete(CHANGES).where(CHANGES.c.revision == revision.number))
    else:
        connection.exec_driver_sql(_INSERT_REVISION, _values(revision))
    number = revision.number
    rows = [(number, change.array, change.id, _text(change.before), _text(change.after)) for change in changes]
    if rows:
        connection.exec_driver_sql(_INSERT_CHANGE, rows)


def _values(revision: Revision) -> tuple[object, ...]:
    return (
        revision.number,
        revision.at,
        revision.verb,
        revision.kind,
        revision.of,
        revision.merge,
        revision.session,
    )


def all_images(connection: Connection) -> Iterator[tuple[str, str, Row]]:
    """(array, id, row) of every image in the journal, oldest first."""
    c = CHANGES.c
    for array, id, before, after in connection.execute(select(c.array, c.entity, c.before, c.after).order_by(c.number)):
        for image in (before, after):
            if image is not None:
                yield array, id, json.loads(image)


def forget_in_revisions(connection: Connection, gone: Set[str]) -> None:
    """Leave no id of erased rows in the revisions: merge keys are made of ids, and a session may be erased."""
    c = REVISIONS.c
    connection.execute(update(REVISIONS).where(c.merge.is_not(None)).values(merge=None))
    sessions = {session for (session,) in connection.execute(select(c.session).distinct())} & gone
    connection.execute(update(REVISIONS).where(c.session.in_(sessions)).values(session=None))


def map_images(connection: Connection, change: ImageEdit) -> None:
    """Rewrite every journal image with `change(array, id, row)`; None drops the image's whole change."""
    c = CHANGES.c
    for number, array, id, before, after in list(
        connection.execute(select(c.number, c.array, c.entity, c.before, c.after))
    ):
        images = [None if image is None else change(array, id, json.loads(image)) for image in (before, after)]
        gone = all(image is None for image in images)
        if gone:
            connection.execute(delete(CHANGES).where(c.number == number))
        elif [_text(image) for image in images] != [before, after]:
            values = {"before": _text(images[0]), "after": _text(images[1])}
            connection.execute(update(CHANGES).where(c.number == number).values(values))


def replay(changes: Iterable[Change]) -> dict[str, dict[str, Row]]:
    """The rows (array → id → row) that a run of changes leads to, from nothing."""
    rows: dict[str, dict[str, Row]] = {}
    for change in changes:
        array = rows.setdefault(change.array, {})
        if change.after is None:
            del array[change.id]
        else:
            array[change.id] = {**array.get(change.id, {}), **change.after}
    return {array: ids for array, ids in rows.items() if ids}


def _row(text: str | None) -> Row | None:
    return None if text is None else json.loads(text)


def _text(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False, separators=(",", ":"))
