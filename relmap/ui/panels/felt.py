"""How something new felt, in the client's own numbers: stronger, more confident, more alive; or "not today"."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtWidgets import QVBoxLayout

from relmap.ui.panels.desk import Desk
from relmap.ui.panels.score import ScoreEditor
from relmap.ui.panels.section import Section
from relmap.ui.texts import field_word
from relmap.words import say

FELT = ("stronger", "more_confident", "more_alive")


class Felt(Section):
    """The three questions of a new experience, each with its line and "not today"."""

    def __init__(self, desk: Desk, id: str) -> None:
        """About the experience `id`."""
        super().__init__(desk, id, say("How it left me, 0 to 10"))

    def key(self) -> Hashable:
        return self.desk.can_write if self.desk.source.get(self.id) is not None else None

    def fill(self, box: QVBoxLayout) -> None:
        for name in FELT:
            editor = ScoreEditor(field_word("experiences", name), "new", answer=say("not asked"))
            editor.setObjectName(f"{self.id}:{name}")
            self.desk.bindings.bind(self.id, name, editor)
            box.addWidget(editor)
