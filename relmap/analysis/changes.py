"""What changed in the last held session, and what was changed after it: exactly what the journal says, line by line.

A session's own row is no news. What is covered is not told of, a row that is gone included: that one is looked at as
it stood. A place on the map belongs to what stands there; each rating is a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Literal

from relmap.model.base import Entity, fields_of
from relmap.model.integrity import session_key
from relmap.model.kinds import KINDS
from relmap.model.placement import Placement
from relmap.model.source import Source
from relmap.model.therapy import Session
from relmap.read.projection import Projection
from relmap.read.sessions import Stretch, as_it_stood, stops, stretches
from relmap.store.document import Document
from relmap.store.journal import Change, compose

What = Literal["added", "changed", "removed"]
PLACE = "place"
_ORDER = {array: place for place, array in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Line:
    """One row that is new, changed or gone; `fields` are those that changed, `place` among them.

    `title_from`: the revision at which a row that is gone still stood (see `read.sessions.as_it_stood`), else None.
    """

    id: str
    array: str
    what: What
    fields: tuple[str, ...] = ()
    title_from: int | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in the last held session and, outside of one, after it. No session: nothing to compare with."""

    session: str | None = None
    last_time: tuple[Line, ...] = ()
    since: tuple[Line, ...] = ()


def what_changed(document: Document, projection: Projection) -> Changes:
    """The changes of the last held session (not one that runs) and those after it, as `projection` may tell them."""
    held = [one for one in document.all(Session) if one.held == "held" and one.id != document.running]
    if not held:
        return Changes()
    last, made = max(held, key=session_key).id, stretches(document.revisions())
    stop = next(stop.revision for stop in stops(document) if stop.session == last)
    now = made[document.running].first - 1 if document.running in made else document.revision
    stretch = made.get(last, Stretch(stop + 1, stop))
    with ExitStack() as stack:
        sight = _Sight(document, projection, stack)
        return Changes(
            session=last if projection.get(last) is not None else None,
            last_time=_lines(sight, stretch.first, stretch.last, without=last),
            since=_lines(sight, stop + 1, now, without=last),
        )


def _lines(sight: _Sight, first: int, last: int, *, without: str) -> tuple[Line, ...]:
    """What the revisions `first` to `last` changed together, but for the row `without`, kind by kind, in order."""
    changes = compose((), (change for _, change in sight.document.changes(first, last)))
    found = [line for change in changes if change.id != without for line in _told(sight, change, first, last)]
    rows = [(_ORDER[line.array], ordinal, line) for ordinal, line in _merged(found)]
    return tuple(line for *_, line in sorted(rows, key=lambda row: (*row[:2], row[2].id)))


class _Sight:
    """Rows as they may be seen: those that stand today as they are, others as they stood."""

    def __init__(self, document: Document, projection: Projection, stack: ExitStack) -> None:
        self.document, self._projection, self._stack = document, projection, stack
        self._then: dict[int, Projection] = {}

    def row(self, id: str, revision: int) -> tuple[Entity | None, int | None]:
        """The row if it may be seen, and the revision it had to be looked up at, where it does not stand today."""
        if self.document.get(id) is not None:
            return _plainly(self._projection, id), None
        return _plainly(self._at(revision), id), revision

    def _at(self, revision: int) -> Projection:
        if revision not in self._then:
            seen = as_it_stood(self.document, self._projection.audience, revision)
            self._then[revision] = self._stack.enter_context(seen)
        return self._then[revision]


def _plainly(source: Source, id: str) -> Entity | None:
    entity = source.get(id)
    return entity if entity is not None and entity.veil == "none" else None


def _told(sight: _Sight, change: Change, first: int, last: int) -> Iterator[tuple[int, Line]]:
    what: What = "added" if change.before is None else "removed" if change.after is None else "changed"
    entity, stood = sight.row(change.id, first - 1 if what == "removed" else last)
    if isinstance(entity, Placement):
        yield from _of_place(sight, entity, change, last)
    elif entity is not None:
        fields = _fields(change) if what == "changed" else ()
        if fields or what != "changed":
            yield entity.ordinal, Line(change.id, change.array, what, fields, stood)


def _of_place(sight: _Sight, placement: Placement, change: Change, last: int) -> Iterator[tuple[int, Line]]:
    subject, stood = sight.row(placement.subject, last)
    moved = change.before is None or change.after is None or change.after.keys() & {"x", "y"}
    if subject is not None and moved:
        yield subject.ordinal, Line(subject.id, subject.array, "changed", (PLACE,), stood)


def _fields(change: Change) -> tuple[str, ...]:
    named = change.after or {}
    return tuple(field.name for field in fields_of(KINDS[change.array]) if field.name in named)


def _merged(found: Iterable[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """One line for each row: where a row has come, gone or changed itself, its place is no line of its own."""
    merged: dict[str, tuple[int, Line]] = {}
    for ordinal, line in sorted(found, key=lambda one: one[1].fields == (PLACE,)):
        _, own = merged.get(line.id, (0, line))
        if own is not line and own.what == "changed":
            own = replace(own, fields=(*own.fields, PLACE))
        merged[line.id] = (ordinal, own)
    return list(merged.values())
