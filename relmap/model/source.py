"""How anything reads a case: by id and by kind, in order. The present, the past and a projection all answer alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from relmap.model.base import Entity

E = TypeVar("E", bound=Entity)
T = TypeVar("T")


class Source(Protocol):
    """A case that can be read. Ids stay valid; entities are not to be kept across a turn of the event loop."""

    @property
    def revision(self) -> int:
        """The number of the stored edit it shows; 0 before the first."""

    @property
    def read_only(self) -> bool:
        """Whether it can never be written, like the past."""

    def get(self, id: str) -> Entity | None:
        """The entity with this id, or None."""

    def need(self, cls: type[E], id: str) -> E:
        """The entity with this id and class; raises KeyError when there is none."""

    def all(self, cls: type[E]) -> Sequence[E]:
        """Every entity of a class, in order."""

    def referrers(self, id: str) -> frozenset[str]:
        """The ids of those that refer to this one, by whichever field."""

    def remember(self, question: str, answer: Callable[[], T]) -> T:
        """The answer to `question`, which may be kept until the next change; asked for when it is not."""
