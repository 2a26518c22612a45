"""The panel of a relationship: who it is with, how close and how it feels, and what it taught and asked for."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmap.edits.things import add_experience
from relmap.model.lessons import Taught
from relmap.model.people import Relationship
from relmap.model.roles import Played
from relmap.model.seats import clients
from relmap.model.therapy import NewExperience
from relmap.ui.panels.desk import Desk
from relmap.ui.panels.echoed import Echoed
from relmap.ui.panels.fields import Fields, of_clients
from relmap.ui.panels.flow import Flow
from relmap.ui.panels.joined import Joined
from relmap.ui.panels.linked import link_sections
from relmap.ui.panels.listed import Listed
from relmap.ui.panels.matters import ABOUT_IT, matters_in_tie
from relmap.ui.panels.pattern_panel import Stories
from relmap.ui.panels.rated import Rated
from relmap.ui.panels.section import Section
from relmap.ui.panels.tile import Tile
from relmap.ui.texts import title_of
from relmap.words import say

TIE_FIELDS = ("quality", "state", "period_said", "period", "who_adapts", "note")


def tie_sections(desk: Desk, id: str) -> list[Section]:
    """The sections between the head and the foot."""

    def lived(words: str) -> str:
        return add_experience(desk.document, words, tie=id, author=desk.author())

    return [
        Ends(desk, id),
        Rated(desk, id, "closeness"),
        Fields(
            desk,
            id,
            ("label", *TIE_FIELDS, "experienced_by"),
            always=("quality", "state", *_account(desk, id)),
            ruled=False,
        ),
        Rated(desk, id, "mutuality", always=False),
        Joined(desk, id, Taught, "lesson", say("Lessons taught")),
        Joined(desk, id, Played, "role", say("Roles played")),
        Listed(desk, id, NewExperience, "relationship", say("Something new lived here"), lived),
        Stories(desk, id),
        Echoed(desk, id),
        matters_in_tie(desk, id),
        *link_sections(desk, id, but=frozenset({ABOUT_IT})),
    ]


class Ends(Section):
    """The two people of a tie, as chips that lead to them."""

    def __init__(self, desk: Desk, id: str) -> None:
        """Of the tie `id`."""
        super().__init__(desk, id, ruled=False)

    def key(self) -> Hashable:
        tie = self.desk.source.get(self.id)
        if not isinstance(tie, Relationship):
            return None
        return tuple((end, title_of(self.desk.source, end)) for end in (tie.a, tie.b))

    def fill(self, box: QVBoxLayout) -> None:
        tie = self.desk.source.need(Relationship, self.id)
        chips = QWidget()
        flow = Flow(chips)
        for end in (tie.a, tie.b):
            chip = Tile(title_of(self.desk.source, end))
            chip.clicked.connect(lambda _=False, end=end: self.desk.go_to(end))
            flow.addWidget(chip)
        box.addWidget(chips)


def _account(desk: Desk, id: str) -> tuple[str, ...]:
    """Between two clients each has an account of their tie."""
    tie = desk.source.need(Relationship, id)
    return of_clients(desk, "experienced_by") if {tie.a, tie.b} <= {one.id for one in clients(desk.source)} else ()
