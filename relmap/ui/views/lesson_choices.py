"""The line above the ledger: which ledger, which kinds of lessons, and the way to the life of the chosen one.

Tiles stand side by side where there is room for them in one line; where there is not, one box names the kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from itertools import product
from typing import Literal, TypeVar, get_args

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from relmap.model.vocabulary import Valence
from relmap.ui.guard import guarded
from relmap.ui.icons import dress
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import scaled
from relmap.ui.panels.flow import Flow
from relmap.ui.panels.tile import Tile
from relmap.ui.texts import capital, value_word
from relmap.ui.theme import Tone
from relmap.ui.views.choice_box import ChoiceBox
from relmap.words import say

Key = TypeVar("Key", bound=Hashable)
Ledger = Literal["lessons", "roles"]
VALENCES: tuple[Valence, ...] = get_args(Valence)
_GAP = 6


class LessonChoices(QWidget):
    """`ledger` carries which ledger is wanted, `kind` a valence or None for all of them; `life` asks for a life."""

    ledger = Signal(str)
    kind = Signal(object)
    life = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin with every lesson."""
        super().__init__(parent)
        self._ledger: Ledger = "lessons"
        self._anything = True
        holder, edges = QWidget(self), QVBoxLayout(self)
        edges.setContentsMargins(scaled(22), 0, scaled(22), scaled(8))
        edges.addWidget(holder)
        self._flow = Flow(holder, gap=_GAP)
        ledgers: dict[Ledger, tuple[str, Tone]] = {"lessons": (say("Lessons"), "room"), "roles": (say("Roles"), "role")}
        self.switches = self._group(ledgers, self.ledger.emit)
        words: dict[Valence | None, tuple[str, Tone]] = {None: (say("All"), "plain")}
        words |= {one: (capital(value_word("valence", one, "lessons")), one) for one in VALENCES}
        self.kinds = self._group(words, self.kind.emit)
        self.box = ChoiceBox(self, say("What is shown"))
        for key, (word, _) in words.items():
            self.box.addItem(escaped(word), key)
        self.box.activated.connect(lambda _: self.kind.emit(self.box.currentData()))
        self._flow.addWidget(self.box)
        self.to_life = self._life_button()
        self._flow.addWidget(self.to_life)
        self.show_ledger("lessons")
        self.show_kind(None)

    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in its order."""
        return (*self.switches.values(), *self.kinds.values(), self.box, self.to_life)

    def show_ledger(self, ledger: Ledger) -> None:
        """Say which ledger is in sight; only lessons have kinds and lives."""
        self._ledger = ledger
        self.switches[ledger].setChecked(True)
        self._make_room()

    def show_kind(self, kind: Valence | None) -> None:
        """Say which kinds of lessons are in sight."""
        self.kinds[kind].setChecked(True)
        self.box.setCurrentIndex([None, *VALENCES].index(kind))

    def offer(self, *, anything: bool) -> None:
        """Whether there are any lessons to choose from."""
        self._anything = anything
        self._make_room()

    # inside

    def _group(self, words: Mapping[Key, tuple[str, Tone]], choose: Callable[[Key], object]) -> dict[Key, Tile]:
        """Tiles of which one is chosen."""
        group, tiles = QButtonGroup(self), {}
        for key, (word, tone) in words.items():
            tile = tiles[key] = Tile(word, tone)
            tile.make_choice()
            tile.clicked.connect(partial(_choose, choose, key))
            group.addButton(tile)
            self._flow.addWidget(tile)
        return tiles

    def _life_button(self) -> QToolButton:
        words = say("Its life")
        button = QToolButton(self)
        button.setText(words)
        button.setAccessibleName(words)
        button.setToolTip(say("The life of the chosen lesson"))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setProperty("look", "quiet")
        dress(button, "history")
        button.clicked.connect(lambda _=False: self.life.emit())
        return button

    def _make_room(self) -> None:
        """As much as fits into one line: tiles before a box, words before a sign alone."""
        shown = self._ledger == "lessons" and self._anything
        ways = list(product((True, False), repeat=2))
        in_line, spelt = next((way for way in ways if self._fits(*way)), ways[-1])
        for tile in self.kinds.values():
            tile.setVisible(shown and in_line)
        self.box.setVisible(shown and not in_line)
        self.to_life.setVisible(shown)
        self._spell(spelt)
        self._flow.invalidate()

    def _fits(self, in_line: bool, spelt: bool) -> bool:
        self._spell(spelt)
        choice = self.kinds.values() if in_line else (self.box,)
        parts = [*self.switches.values(), *choice, self.to_life]
        wanted: int = sum(part.sizeHint().width() + _GAP for part in parts)
        return wanted <= self.width() - 2 * scaled(22)

    def _spell(self, spelt: bool) -> None:
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if spelt else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.to_life.setToolButtonStyle(style)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(60), super().minimumSizeHint().height())


def _choose(choose: Callable[[Key], object], key: Key, checked: bool = False) -> None:
    choose(key)
