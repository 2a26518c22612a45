"""The people of a family tree as a list with ticks, filtered by what is typed; quick with very many."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from relmap.exchange.gedcom import Relative, Tree
from relmap.read.search import folded
from relmap.ui.guard import guarded
from relmap.ui.texts import date_words, value_word
from relmap.words import say

Index = QModelIndex | QPersistentModelIndex
_TICK = Qt.ItemDataRole.CheckStateRole


class TreePeople(QAbstractListModel):
    """Nobody is ticked until somebody ticks them; a filter hides people and takes no tick away."""

    def __init__(self, tree: Tree, parent: QObject) -> None:
        """Show everybody."""
        super().__init__(parent)
        self._people = list(tree.people.values())
        self._folded = [folded(one.name or "") for one in self._people]
        self._shown = self._people
        self._kinds: Mapping[str, str] = {}
        self.ticked: set[str] = set()

    def person(self, row: int) -> Relative:
        """Who stands in a row."""
        return self._shown[row]

    def filter(self, words: str) -> None:
        """Show those whose name holds the words."""
        wanted = folded(words.strip())
        self.beginResetModel()
        self._shown = [one for one, name in zip(self._people, self._folded, strict=True) if wanted in name]
        self.endResetModel()

    def relate(self, kinds: Mapping[str, str]) -> None:
        """Say what each is to the client."""
        self.beginResetModel()
        self._kinds = kinds
        self.endResetModel()

    @guarded(default=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        return 0 if parent.isValid() else len(self._shown)

    @guarded(default=Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    @guarded(default=None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        person = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(person)
        if role == _TICK:
            return Qt.CheckState.Checked if person.id in self.ticked else Qt.CheckState.Unchecked
        return None

    @guarded(default=False)
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _TICK:
            return False
        id = self._shown[index.row()].id
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.ticked.add(id)
        else:
            self.ticked.discard(id)
        self.dataChanged.emit(index, index)
        return True

    def _words(self, person: Relative) -> str:
        parts = [person.name or say("no name")]
        if person.id in self._kinds:
            parts.append(value_word("kind", self._kinds[person.id], "people"))
        if born := date_words(person.born) if person.born else person.born_said:
            parts.append(say("born {when}", when=born))
        if died := date_words(person.died) if person.died else person.died_said:
            parts.append(say("died {when}", when=died))
        elif person.dead:
            parts.append(say("has died"))
        return " · ".join(parts)
