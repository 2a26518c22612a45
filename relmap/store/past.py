"""The case as it stood: a read-only `Source` of the same classes that can move to any revision.

It starts as a copy of the present and walks the journal backwards and forwards, touching only what differs, so a step
costs what changed in it. Nothing that is read from it can be written. What is erased in the present goes here at once.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from itertools import chain
from typing import TypeVar, cast

from relmap.model.base import Entity, copies_of, copy_of, entity_from, field_named, from_plain, plain
from relmap.model.kinds import KINDS
from relmap.model.privacy import WISHES
from relmap.store.collector import paused
from relmap.store.document import Document
from relmap.store.index import Index
from relmap.store.journal import Change, Row, compose
from relmap.store.telling import Subscribers

E = TypeVar("E", bound=Entity)
T = TypeVar("T")


class Past:
    """A view of `document` at one revision."""

    read_only = True

    def __init__(self, document: Document) -> None:
        """Begin at the present."""
        self._document = document
        self._subscribers: Subscribers[tuple[Change, ...]] = Subscribers()
        self._gone: dict[str, Entity] = {}
        self._answers: dict[str, object] = {}
        self._begin()
        me = weakref.ref(self)
        weakref.finalize(self, document.subscribe(lambda changes: _hear(me(), changes)))

    @property
    def revision(self) -> int:
        """The revision it shows."""
        return self._revision

    def get(self, id: str) -> Entity | None:
        """The entity with this id as it was, or None."""
        return self._index.get(id)

    def need(self, cls: type[E], id: str) -> E:
        """The entity with this id and class; raises KeyError when there was none."""
        return self._index.need(cls, id)

    def today(self, id: str) -> Entity | None:
        """The entity as it is in the present, or as it was just before it was removed."""
        entity = self._document.get(id)
        if entity is not None or self._index.get(id) is None:
            return entity
        if id not in self._gone:
            _, removal = self._document.story(id)[-1]
            self._gone[id] = copy_of(entity_from(KINDS[removal.array], removal.before or {}))
        return self._gone[id]

    @property
    def present(self) -> Document:
        """The case as it is now."""
        return self._document

    def all(self, cls: type[E]) -> Sequence[E]:
        """Every entity of a class, in order."""
        return self._index.all(cls)

    def referrers(self, id: str) -> frozenset[str]:
        """The ids of those that referred to this one."""
        return self._index.referrers(id)

    def remember(self, question: str, answer: Callable[[], T]) -> T:
        """The answer kept under `question` until the next move."""
        if question not in self._answers:
            self._answers[question] = answer()
        return cast("T", self._answers[question])

    def subscribe(self, subscriber: Callable[[tuple[Change, ...]], None]) -> Callable[[], None]:
        """Call `subscriber` once after each move; returns the way to stop that."""
        return self._subscribers.add(subscriber)

    def seek(self, revision: int) -> tuple[Change, ...]:
        """Move to how it stood right after `revision`; returns what that changed. Raises ValueError outside."""
        if not 0 <= revision <= self._document.revision:
            raise ValueError(f"there is no revision {revision}")
        changes = self._go(revision) if self._erasures == self._document.erasures else self._begin_again(revision)
        if changes:
            self._subscribers.tell(changes)
        return changes

    def _hear(self, changes: tuple[Change, ...]) -> None:
        """The present went on: nothing moves here, but what was erased goes, and a wish to cover is told."""
        self._gone.clear()
        if self._erasures != self._document.erasures:
            self.seek(self._revision)
        wishes = [change for change in changes if change.before and change.after and WISHES & change.after.keys()]
        here = [change for change in wishes if self._index.get(change.id) is not None]
        if here:
            self._subscribers.tell(tuple(Change(change.array, change.id, {}, {}) for change in here))

    def _begin(self) -> None:
        document = self._document
        document.seal()
        self._answers.clear()
        self._revision, self._erasures = document.revision, document.erasures
        with paused():
            self._index = Index(chain.from_iterable(copies_of(document.all(cls)) for cls in KINDS.values()))

    def _begin_again(self, revision: int) -> tuple[Change, ...]:
        """Something was erased for good, from the journal too: nothing that was read before may be built upon."""
        before = [Change(entity.array, entity.id, plain(entity), None) for entity in self._index]
        self._begin()
        self._go(revision)
        return compose(before, [Change(entity.array, entity.id, None, plain(entity)) for entity in self._index])

    def _go(self, revision: int) -> tuple[Change, ...]:
        if revision == self._document.revision:
            self._document.seal()
        changes = self._way_to(revision)
        self._answers.clear()
        for change in changes:
            self._apply(change)
        self._revision = revision
        return changes

    def _way_to(self, revision: int) -> tuple[Change, ...]:
        if revision >= self._revision:
            steps = [change for _, change in self._document.changes(self._revision + 1, revision)]
        else:
            back = reversed(self._document.changes(revision + 1, self._revision))
            steps = [change.inverse() for _, change in back]
        return compose((), steps)

    def _apply(self, change: Change) -> None:
        entity = self._index.get(change.id)
        if change.after is None:
            if entity is not None:
                self._index.discard(entity)
        elif entity is None:
            self._index.add(copy_of(entity_from(KINDS[change.array], change.after)))
        else:
            _rewrite(entity, change.after)
            self._index.renew(entity, moved="ordinal" in change.after)


def _hear(past: Past | None, changes: tuple[Change, ...]) -> None:
    if past is not None:
        past._hear(changes)


def _rewrite(entity: Entity, row: Row) -> None:
    for name, value in row.items():
        field = field_named(type(entity), name)
        entity.__dict__[field.attr if field else name] = from_plain(value)
