"""A question asked in place, when an act would take more along than one sees: never a dialog, and Esc leaves it be."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from relmap.ui.guard import guarded
from relmap.ui.panels.dress import plain_label
from relmap.ui.panels.flow import Flow
from relmap.words import say


class Asking(QFrame):
    """A sentence, the act, and "leave it"; closes itself either way."""

    def __init__(self, sentence: str, act: str, do: Callable[[], object], leave: Callable[[], object]) -> None:
        """`act` names what `do` does; `leave` is called when nothing is to happen."""
        super().__init__()
        self.setObjectName("asking")
        self.setProperty("look", "inset")
        self._do, self._leave = do, leave
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 2, 0, 2)
        told = plain_label(sentence)
        box.addWidget(told)
        row = QWidget()
        flow = Flow(row)
        self.yes, self.no = QPushButton(act), QPushButton(say("Leave it"))
        self.yes.setAccessibleDescription(sentence)
        flow.addWidget(self.yes)
        flow.addWidget(self.no)
        box.addWidget(row)
        self.yes.clicked.connect(lambda: self._answer(self._do))
        self.no.clicked.connect(lambda: self._answer(self._leave))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._answer(self._leave)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._answer(self._do if self.yes.hasFocus() else self._leave)
        else:
            super().keyPressEvent(event)

    def _answer(self, answer: Callable[[], object]) -> None:
        self.hide()
        self.deleteLater()
        answer()
