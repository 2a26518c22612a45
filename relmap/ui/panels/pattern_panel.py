"""The panel of a pattern: the loop from the wish to the aftermath, whom it is seen with, and its stories."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmap.analysis.patterns import STEPS
from relmap.edits.things import add_episode
from relmap.model.patterns import Episode
from relmap.model.people import Relationship
from relmap.model.source import Source
from relmap.ui.panels.desk import Desk, in_sight
from relmap.ui.panels.echoed import Echoed
from relmap.ui.panels.fields import Fields
from relmap.ui.panels.flow import Flow
from relmap.ui.panels.linked import Linked, link_sections
from relmap.ui.panels.pick import Pick
from relmap.ui.panels.section import Offer, Section, offered
from relmap.ui.panels.tile import Tile
from relmap.ui.texts import field_word, kind_word, partner_title, when_words
from relmap.words import say

_OWN_PLACE = frozenset({("shown_with", True), ("involves", True), ("re_enacts", False), ("here_too", False)})


def pattern_sections(desk: Desk, id: str) -> list[Section]:
    """The sections between the head and the foot."""
    return [
        Fields(desk, id, STEPS, always=STEPS, ruled=False),
        Linked(desk, id, "shown_with", outward=True),
        Stories(desk, id),
        Linked(desk, id, "involves", outward=True),
        Linked(desk, id, "re_enacts", outward=False),
        Linked(desk, id, "here_too", outward=False),
        Echoed(desk, id),
        *link_sections(desk, id, but=_OWN_PLACE),
    ]


class Stories(Section):
    """The stories of a pattern or of a tie, each with whom and when; another is told in a line, then with whom."""

    def __init__(self, desk: Desk, id: str) -> None:
        """About the pattern or the tie `id`."""
        self._title = say("Stories that show it") if self._of_pattern(desk.source, id) else say("Stories")
        super().__init__(desk, id, self._title)

    def key(self) -> Hashable:
        rows = [(row.id, self.desk.name(row.id), story_line(self.desk.source, row)) for row in self._rows()]
        return (tuple(rows), self.desk.can_write) if rows else None

    def fill(self, box: QVBoxLayout) -> None:
        for row in self._rows():
            tile = Tile(self.desk.name(row.id), line=story_line(self.desk.source, row), card=True)
            tile.clicked.connect(partial(self._go, row.id))
            box.addWidget(tile)
        if self.desk.can_write:
            more = Tile("+")
            more.setObjectName("more")
            more.setAccessibleName(offered(self._title))
            more.clicked.connect(lambda: self._add(more))
            holder = QWidget()
            Flow(holder).addWidget(more)
            box.addWidget(holder)

    def offers(self) -> Sequence[Offer]:
        return () if self._rows() else [Offer(offered(self._title), self._add)]

    def _rows(self) -> list[Episode]:
        source = self.desk.source
        rows = [row for id in source.referrers(self.id) if isinstance(row := source.get(id), Episode)]
        own = (row for row in rows if self.id in (row.pattern, row.relationship))
        seen = (row for row in own if in_sight(source, row.id) and in_sight(source, row.relationship))
        return sorted(seen, key=lambda row: row.ordinal)

    def _add(self, beside: QWidget) -> None:
        pick = Pick(beside, self._title, (), new=say("new {kind}", kind=kind_word("episodes")))
        pick.made.connect(self._made)
        pick.open_below(beside)

    def _made(self, words: str) -> None:
        if not self._of_pattern(self.desk.source, self.id):
            self._tell(words, None, self.id)
            return
        pick = Pick(self, field_word("episodes", "relationship"), self.desk.choices(Relationship))
        pick.picked.connect(lambda tie: self._tell(words, self.id, tie))
        pick.open_below(self)

    def _tell(self, words: str, pattern: str | None, tie: str) -> None:
        by = self.desk.author()
        self.attempt(
            lambda: add_episode(self.desk.document, pattern, relationship=tie, narrative=words, author=by),
        )

    def _go(self, id: str, checked: bool = False) -> None:
        self.desk.go_to(id)

    @staticmethod
    def _of_pattern(source: Source, id: str) -> bool:
        return not isinstance(source.get(id), Relationship)


def story_line(source: Source, story: Episode) -> str:
    """With whom a story was, and when in life."""
    who, when = partner_title(source, story.relationship), when_words(story.happened, story.happened_said)
    return say("With {who}, {when}", who=who, when=when) if when else say("With {who}", who=who)
