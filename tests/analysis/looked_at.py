"""Rows that stand in no file, looked at as the app looks at a case: through a projection that keeps covers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from relmap.model.base import Entity
from relmap.model.people import Case, Person, Relationship
from relmap.read.projection import Projection
from relmap.store.index import Index
from relmap.store.journal import Change


class Still(Index):
    """A case that never changes."""

    def today(self, id: str) -> Entity | None:
        return self.get(id)

    @property
    def present(self) -> Still:
        return self

    def subscribe(self, subscriber: Callable[[tuple[Change, ...]], None]) -> Callable[[], None]:
        return lambda: None


def looked_at(rows: Iterable[Entity]) -> Projection:
    return Projection(Still(rows), "therapist")


def people(*names: str) -> list[Entity]:
    """The client, the therapist, and others by name, each with a tie `r_name`."""
    seats = [Person(id="me", kind="self", seat="client"), Person(id="dana", kind="therapist", seat="therapist")]
    others = [Person(id=name, name=name.title(), ordinal=n) for n, name in enumerate(names, start=3)]
    ties = [Relationship(id=f"r_{who}", a="me", b=who, ordinal=n) for n, who in enumerate(("dana", *names), start=1)]
    return [Case(id="case"), *seats, *others, *ties]
