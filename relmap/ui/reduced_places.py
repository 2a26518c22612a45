"""The places of a reduced-identity copy as a list: what stands there, where, and whether it was looked at."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from relmap.exchange.reduced import Plan, Residue
from relmap.exchange.reduced_choices import Choice, put_there, unresolved
from relmap.ui.guard import guarded
from relmap.ui.residue_words import found_words, sentence_words, where_words
from relmap.words import say

Index = QModelIndex | QPersistentModelIndex
_DONE, _OPEN = "✓", "○"


class Places(QAbstractListModel):
    """The places of a plan, in the order of the case, and what was chosen for each; `choices` belong to the sheet."""

    def __init__(self, plan: Plan, choices: dict[str, Choice], parent: QObject) -> None:
        """List all of them."""
        super().__init__(parent)
        self.plan, self.choices = plan, choices
        self._open: set[str] = set()
        self._count()

    @property
    def left(self) -> int:
        """How many are still to be looked at."""
        return len(self._open)

    def place(self, row: int) -> Residue:
        """The place in a row."""
        return self.plan.residue[row]

    def choose(self, row: int, choice: Choice) -> None:
        """Resolve a place."""
        self.choices[self.place(row).key] = choice
        self._count()
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))  # a text that goes takes others along

    def next_open(self, after: int) -> int | None:
        """The next row nobody has looked at, from the start again after the last; None once all are resolved."""
        rows = [row for row, one in enumerate(self.plan.residue) if one.key in self._open]
        return next((row for row in rows if row > after), rows[0] if rows else None)

    @guarded(default=0)
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.plan.residue)

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.place(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{_OPEN if one.key in self._open else _DONE}  {found_words(one)}  {self._became(one)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = say("still to be looked at") if one.key in self._open else self._became(one)
            return f"{found_words(one)}, {where_words(one)}, {state}. {sentence_words(one)}"
        return None

    def _became(self, one: Residue) -> str:
        if one.key in self._open:
            return ""
        choice = self.choices.get(one.key)
        return choice_words(one, choice) if choice is not None else say("goes with its text")

    def _count(self) -> None:
        self._open = {one.key for one in unresolved(self.plan, self.choices)}


def choice_words(one: Residue, choice: Choice) -> str:
    """What becomes of a place, to follow what stands there now."""
    if choice.do == "leave":
        return say("stays")
    if choice.do == "remove":
        return say("goes with its text")
    words = put_there(one, choice)
    return say("→ “{words}”", words=words) if words else say("is taken out")


def kept_for(plan: Plan, choices: Mapping[str, Choice], found: Mapping[str, str | None]) -> dict[str, Choice]:
    """Of choices made before, those whose place still holds what it held (`found`), and whose words still fit."""
    places = {one.key: one for one in plan.residue}
    return {
        key: choice
        for key, choice in choices.items()
        if key in places and found.get(key) == places[key].found and not _offers_otherwise(places[key], choice)
    }


def _offers_otherwise(one: Residue, choice: Choice) -> bool:
    """Whether a suggestion was taken that is none any more, as a date moved by another offset."""
    return choice.do == "suggested" and choice.words not in one.suggestions
