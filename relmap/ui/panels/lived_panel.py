"""The panels of what is newly lived and of the ways of connecting it was lived in."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtWidgets import QVBoxLayout

from relmap.analysis.repertoire import way_of
from relmap.ui.panels.desk import Desk
from relmap.ui.panels.felt import Felt
from relmap.ui.panels.fields import Fields
from relmap.ui.panels.linked import Linked, link_sections
from relmap.ui.panels.section import Section
from relmap.ui.panels.told import Told
from relmap.ui.repertoire_words import way_words

_SPEAKS = frozenset({("counters", True), ("supports", True), ("uses", True)})


def experience_sections(desk: Desk, id: str) -> list[Section]:
    """The sections of something newly lived: with whom, what was feared, what came instead, and what it speaks for."""
    return [
        Fields(desk, id, ("relationship",), always=("relationship",), ruled=False),
        Fields(desk, id, ("feared", "happened_instead"), always=("feared", "happened_instead"), ruled=False),
        Linked(desk, id, "counters", outward=True),
        Linked(desk, id, "supports", outward=True),
        Linked(desk, id, "uses", outward=True),
        Felt(desk, id),
        Fields(desk, id, ("session", "happened_said", "happened")),
        *link_sections(desk, id, but=_SPEAKS),
    ]


def way_sections(desk: Desk, id: str) -> list[Section]:
    """The sections of a way of connecting: where it stands, with whom it was first lived, and every time since."""
    return [
        Fields(desk, id, ("state",), always=("state",), ruled=False),
        FirstLived(desk, id),
        *link_sections(desk, id),
    ]


class FirstLived(Section):
    """When a way was first lived and with whom, and with whom else."""

    def __init__(self, desk: Desk, id: str) -> None:
        """Of the way `id`."""
        super().__init__(desk, id, ruled=False)

    def key(self) -> Hashable:
        way = way_of(self.desk.source, self.id)
        return (way_words(self.desk.source, way) or None) if way is not None else None

    def fill(self, box: QVBoxLayout) -> None:
        way = way_of(self.desk.source, self.id)
        if way is not None:
            box.addWidget(Told(way_words(self.desk.source, way), self.desk.go_to))
