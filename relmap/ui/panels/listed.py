"""The things that belong to another by a field of their own: the repairs of a disruption, the stories of a pattern."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmap.model.base import Entity
from relmap.ui.panels.desk import Desk, in_sight
from relmap.ui.panels.flow import Flow
from relmap.ui.panels.linked import card_line
from relmap.ui.panels.pick import Pick
from relmap.ui.panels.section import Offer, Section, offered
from relmap.ui.panels.tile import Tile
from relmap.ui.texts import kind_word
from relmap.ui.tones import tone_of
from relmap.words import say


class Listed(Section):
    """Cards that lead to every row of a kind whose field `attr` names this thing."""

    def __init__(
        self,
        desk: Desk,
        id: str,
        cls: type[Entity],
        attr: str,
        heading: str,
        make: Callable[[str], object] | None = None,
    ) -> None:
        """`make`: adds one from words, where words are enough."""
        super().__init__(desk, id, heading)
        self._cls, self._attr, self._title, self._make = cls, attr, heading, make

    def key(self) -> Hashable:
        rows = self._rows()
        seen = tuple((row.id, self.desk.name(row.id), card_line(self.desk.source, row.id)) for row in rows)
        return (seen, self.desk.can_write) if rows else None

    def fill(self, box: QVBoxLayout) -> None:
        for row in self._rows():
            line = card_line(self.desk.source, row.id)
            tile = Tile(self.desk.name(row.id), tone_of(row), line=line, card=True)
            tile.clicked.connect(partial(self._go, row.id))
            box.addWidget(tile)
        if self._make is not None and self.desk.can_write:
            more = Tile("+")
            more.setObjectName("more")
            more.setAccessibleName(offered(self._title))
            more.clicked.connect(lambda: self._add(more))
            holder = QWidget()
            Flow(holder).addWidget(more)
            box.addWidget(holder)

    def offers(self) -> Sequence[Offer]:
        return [Offer(offered(self._title), self._add)] if self._make is not None and not self._rows() else ()

    def _go(self, id: str, checked: bool = False) -> None:
        self.desk.go_to(id)

    def _add(self, beside: QWidget) -> None:
        new = say("new {kind}", kind=kind_word(str(self._cls.__tablename__)))
        pick = Pick(beside, self._title, (), new=new)
        pick.made.connect(self._made)
        pick.open_below(beside)

    def _made(self, words: str) -> None:
        make = self._make
        if make is not None:
            self.attempt(lambda: make(words))

    def _rows(self) -> list[Entity]:
        source = self.desk.source
        rows = [row for id in source.referrers(self.id) if isinstance(row := source.get(id), self._cls)]
        seen = (row for row in rows if getattr(row, self._attr) == self.id and in_sight(source, row.id))
        return sorted(seen, key=lambda row: row.ordinal)
