"""What stands in the inspector when there is not exactly one thing to show: nothing, several, or something covered."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmap.model.kinds import KINDS
from relmap.ui.panels.desk import Desk, in_sight
from relmap.ui.panels.dress import plain_label
from relmap.ui.panels.flow import Flow
from relmap.ui.panels.section import Section
from relmap.ui.panels.tile import Tile
from relmap.ui.texts import capital, count_word
from relmap.ui.tones import tone_of
from relmap.words import say

MOST_NAMED = 24


class Told(Section):
    """A few kind words, and nothing to do."""

    def __init__(self, desk: Desk, title: str, words: Sequence[str]) -> None:
        """A title and sentences below it."""
        super().__init__(desk, "", ruled=False)
        self._title, self._words = title, words

    def key(self) -> Hashable:
        return True

    def fill(self, box: QVBoxLayout) -> None:
        title = plain_label(self._title, "static_title")
        title.setObjectName("title")
        box.addWidget(title)
        for words in self._words:
            box.addWidget(plain_label(words, "faded"))


def covered(desk: Desk) -> Told:
    """What is said of a thing that the client covered."""
    words = (say("The client covered this. It is still here, and only the client lifts the cover."),)
    return Told(desk, say("Covered"), words)


def nothing_selected(desk: Desk) -> Told:
    """What is said when nothing is selected."""
    if not desk.can_write:
        return Told(desk, say("As it was"), (say("Click anything on the map to read it as it stood then."),))
    words = (
        say("Click anything on the map to read it and to change it here."),
        say("Double-click empty paper, or press P, to bring somebody onto the map."),
    )
    return Told(desk, say("This map"), words)


class Several(Section):
    """How many of which kind are selected, and each by name."""

    def __init__(self, desk: Desk, ids: Sequence[str]) -> None:
        """The selected `ids`."""
        super().__init__(desk, ids[0], ruled=False)
        self._ids = tuple(ids)

    def key(self) -> Hashable:
        return tuple((id, self.desk.name(id)) for id in self._seen())

    def fill(self, box: QVBoxLayout) -> None:
        title = plain_label(self._summary(), "static_title")
        title.setObjectName("title")
        box.addWidget(title)
        chips = QWidget()
        flow = Flow(chips)
        seen = self._seen()
        for id in seen[:MOST_NAMED]:
            entity = self.desk.source.get(id)
            chip = Tile(self.desk.name(id), tone_of(entity) if entity is not None else "plain")
            chip.clicked.connect(lambda _=False, id=id: self.desk.go_to(id))
            flow.addWidget(chip)
        box.addWidget(chips)
        if len(seen) > MOST_NAMED:
            box.addWidget(plain_label(say("and {n} more", n=len(seen) - MOST_NAMED), "faded"))

    def _summary(self) -> str:
        arrays = [entity.array for id in self._seen() if (entity := self.desk.source.get(id)) is not None]
        counts = [count_word(array, arrays.count(array)) for array in KINDS if array in arrays]
        return capital(", ".join(counts))

    def _seen(self) -> list[str]:
        return [id for id in self._ids if in_sight(self.desk.source, id)]
