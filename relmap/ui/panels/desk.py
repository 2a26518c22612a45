"""What every part of a panel works with: the document to write to, the source to read, and what leads elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from relmap.model.base import Entity
from relmap.model.people import Relationship
from relmap.model.source import Source
from relmap.model.vocabulary import Author
from relmap.store.document import Document
from relmap.ui.bind import Bindings
from relmap.ui.panels.pick import Choice
from relmap.ui.selection import Selection
from relmap.ui.texts import partner_title, title_of


@dataclass
class Desk:
    """One for each inspector. `opened` are the (id, field) that stay in sight though nothing stands in them.

    `rater`: the one of two clients who alone is asked for numbers. `open_life` shows the life of a lesson, wherever
    that is shown.
    """

    document: Document
    source: Source
    selection: Selection
    bindings: Bindings
    author: Callable[[], Author]
    opened: set[tuple[str, str]] = field(default_factory=set)
    rater: str | None = None
    open_life: Callable[[str], object] = lambda lesson: None

    @property
    def can_write(self) -> bool:
        """Whether this is the present."""
        return not self.source.read_only

    def go_to(self, id: str) -> None:
        """Select another thing."""
        self.selection.set([id])

    def choices(self, cls: type[Entity], *, but: frozenset[str] = frozenset()) -> list[Choice]:
        """Everything of a kind that may be seen, by title, without those in `but`."""
        rows = (row for row in self.source.all(cls) if row.id not in but and in_sight(self.source, row.id))
        return [Choice(row.id, self.name(row.id)) for row in rows]

    def name(self, id: str) -> str:
        """How a thing is called on a chip; a tie by whom it is with."""
        entity = self.source.get(id)
        if entity is not None and entity.array == "relationships":
            return partner_title(self.source, id)
        return title_of(self.source, id)


def in_sight(source: Source, id: str) -> bool:
    """Whether a thing may be listed: it is there, not covered, and a tie leads to nobody who is covered."""
    entity = source.get(id)
    if entity is None or entity.veil != "none":
        return False
    return not isinstance(entity, Relationship) or (in_sight(source, entity.a) and in_sight(source, entity.b))
