"""How something new felt, in the client's own numbers: stronger, more confident, more alive; or "not today"."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmap.model.columns import Plain
from relmap.ui.panels.desk import Desk
from relmap.ui.panels.dress import plain_label
from relmap.ui.panels.editors import PanelEditor
from relmap.ui.panels.flow import Flow
from relmap.ui.panels.score import ScoreLine
from relmap.ui.panels.section import Section
from relmap.ui.panels.tile import Tile
from relmap.ui.texts import field_word
from relmap.ui.theme import Tone
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
            editor = FeltEditor(field_word("experiences", name), "new")
            editor.setObjectName(f"{self.id}:{name}")
            self.desk.bindings.bind(self.id, name, editor)
            box.addWidget(editor)


class FeltEditor(PanelEditor):
    """A question, the line to answer on, and beside it the answer that it is not asked today."""

    def __init__(self, question: str, tone: Tone = "plain") -> None:
        """`question` stands above the line."""
        super().__init__()
        self.line = ScoreLine(question, tone)
        self.not_today = Tile(say("not today"))
        self.not_today.make_choice()
        self.not_today.setAccessibleName(say("{question}: not today", question=question))
        self._number = plain_label("", "number")
        head, answer = QWidget(), QWidget()
        words = Flow(head, gap=4, spread=True)
        words.addWidget(plain_label(question, "faded"))
        words.addWidget(self._number)
        row = QHBoxLayout(answer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.not_today, 0, Qt.AlignmentFlag.AlignVCenter)
        self.put_in(head)
        self.put_in(answer)
        self.setFocusProxy(self.line)
        self.line.moved.connect(self._moved)
        self.line.meant.connect(self._meant)
        self.not_today.clicked.connect(self._unask)
        self._tell()

    def value(self) -> Plain:
        return self.line.number

    def display(self, value: Plain) -> None:
        self.line.show_number(value if isinstance(value, int) else None)
        self._tell()

    def lock(self, locked: bool) -> None:
        self.line.setEnabled(not locked)
        self.not_today.setEnabled(not locked)

    def _moved(self) -> None:
        self._tell()
        self.typed.emit()

    def _meant(self) -> None:
        self._tell()
        self.settled.emit()

    def _unask(self) -> None:
        was = self.line.number
        self.line.show_number(None)
        self._tell()
        if was is not None:
            self.typed.emit()
            self.settled.emit()

    def _tell(self) -> None:
        number = self.line.number
        self._number.setText("" if number is None else say("{value} of 10", value=number))
        self._number.updateGeometry()
        self.not_today.setChecked(number is None)
