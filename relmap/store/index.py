"""The rows of a case in memory: by id, by kind in order, and who refers to whom.

The ORM's identity map is weak, so whoever holds a case keeps one of these. It is a `Source` of its own for rows that
live in no file, such as those of an import that is being checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar, cast

from relmap.model.base import Entity, target_ids
from relmap.model.kinds import KINDS
from relmap.store.collector import paused

E = TypeVar("E", bound=Entity)
T = TypeVar("T")


class Index:
    """A `Source` over entities that somebody else stores."""

    def __init__(self, entities: Iterable[Entity] = ()) -> None:
        """Hold `entities`."""
        self._by_id: dict[str, Entity] = {entity.__dict__["id"]: entity for entity in entities}  # skips the ORM's read
        self._by_kind: dict[type[Entity], dict[str, Entity]] = {cls: {} for cls in KINDS.values()}
        for id, entity in self._by_id.items():
            self._by_kind[type(entity)][id] = entity
        self._unsorted: set[type[Entity]] = set(KINDS.values())
        self._referrers: defaultdict[str, set[str]] | None = None
        self._targets: dict[str, tuple[str, ...]] = {}

    revision = 0
    read_only = True

    def __iter__(self) -> Iterator[Entity]:
        """Every entity, kind by kind, in order."""
        for cls in KINDS.values():
            yield from self.all(cls)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._by_id)

    def get(self, id: str) -> Entity | None:
        """The entity with this id, or None."""
        return self._by_id.get(id)

    def need(self, cls: type[E], id: str) -> E:
        """The entity with this id and class; raises KeyError when there is none."""
        return cast("E", self._by_kind[cls][id])

    def all(self, cls: type[E]) -> Sequence[E]:
        """Every entity of a class, in order."""
        self._sort(cls)
        return cast("Sequence[E]", list(self._by_kind[cls].values()))

    def referrers(self, id: str) -> frozenset[str]:
        """The ids of those that refer to this one."""
        if self._referrers is None:
            self._referrers = defaultdict(set)
            with paused():
                for entity in self._by_id.values():
                    self._note(entity)
        return frozenset(self._referrers.get(id, ()))

    def remember(self, question: str, answer: Callable[[], T]) -> T:
        """The answer, asked for each time: rows that live in no file may change without a word."""
        return answer()

    def add(self, entity: Entity) -> None:
        """Take a row in; its ordinal decides its place."""
        cls = type(entity)
        last = self._last(cls)
        if last is not None and last.ordinal > entity.ordinal:
            self._unsorted.add(cls)
        self._by_id[entity.id] = entity
        self._by_kind[cls][entity.id] = entity
        if self._referrers is not None:
            self._note(entity)

    def discard(self, entity: Entity) -> None:
        """Let a row go."""
        self._by_id.pop(entity.id, None)
        self._by_kind[type(entity)].pop(entity.id, None)
        self._forget(entity.id)

    def renew(self, entity: Entity, *, moved: bool) -> None:
        """Note again what a changed row refers to, and where it stands if it has `moved`."""
        if moved:
            self._unsorted.add(type(entity))
        if self._referrers is not None:
            self._forget(entity.id)
            self._note(entity)

    def next_ordinal(self, cls: type[Entity]) -> int:
        """The ordinal of a row added last."""
        self._sort(cls)
        last = self._last(cls)
        return last.ordinal + 1 if last is not None else 1

    def _sort(self, cls: type[Entity]) -> None:
        if cls in self._unsorted:
            self._unsorted.discard(cls)
            rows = sorted(self._by_kind[cls].items(), key=lambda row: row[1].ordinal)
            self._by_kind[cls] = dict(rows)

    def _last(self, cls: type[Entity]) -> Entity | None:
        return next(reversed(self._by_kind[cls].values()), None)

    def _note(self, entity: Entity) -> None:
        if self._referrers is not None:
            own, targets = entity.id, target_ids(entity)
            self._targets[own] = targets
            for id in targets:
                self._referrers[id].add(own)

    def _forget(self, id: str) -> None:
        if self._referrers is not None:
            for target in self._targets.pop(id, ()):
                self._referrers[target].discard(id)
