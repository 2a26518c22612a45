"""Covering at the desk: one key covers what is chosen, a slip is taken back at once, and nothing here uncovers.

Uncovering belongs to the client: it is reached only while they have the pen (`ui.pen`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from relmap.edits import veiling
from relmap.edits.veiling import How
from relmap.store.document import Document
from relmap.ui.canvas import Canvas
from relmap.ui.selection import Selection
from relmap.words import Trouble, say, say_n


class Veils(QObject):
    """The command that covers."""

    def __init__(self, document: Document, selection: Selection, canvas: Canvas, parent: QObject) -> None:
        """Cover things of `document`."""
        super().__init__(parent)
        self._document, self._selection, self._canvas = document, selection, canvas
        self.whose: Callable[[], str | None] = lambda: None

    def cover_selection(self) -> None:
        """Cover what is chosen; what is covered to an outline already leaves nothing at all."""
        ids = self._selection.ids
        outlined = bool(ids) and all(self._veil_of(id) == "outline" for id in ids)
        self.cover(ids, how="full" if outlined else "outline")

    def cover(self, ids: Sequence[str], how: How = "outline", *, by: str | None = None) -> None:
        """Cover some things, and say what has become of them."""
        holder = by if by is not None else self.whose()
        try:
            done = veiling.cover(self._document, ids, how, by=holder)
        except Trouble as trouble:
            self._canvas.messages.tell(str(trouble), stays=True)
            return
        if not done:
            self._canvas.messages.tell(_nothing(bool(ids)))
            return
        self._selection.set(id for id in self._selection.ids if id not in done)
        choices: list[tuple[str, Callable[[], object]]] = []
        if how == "outline":
            choices.append((say("Leave nothing at all"), lambda: self.cover(done, "full", by=by)))
        choices.append((say("That was a slip"), self._take_back))
        self._canvas.messages.tell(_covered(len(done), how), choices)

    def _take_back(self) -> None:
        try:
            if not veiling.take_back_cover(self._document):
                self._canvas.messages.tell(say("Something was done since. Only the client uncovers it now."))
        except Trouble as trouble:
            self._canvas.messages.tell(str(trouble), stays=True)

    def _veil_of(self, id: str) -> str:
        entity = self._document.get(id)
        return entity.veil if entity is not None else "none"


def _nothing(chosen: bool) -> str:
    if chosen:
        return say("Those in the middle of the map cannot be covered.")
    return say("Choose what is to be covered first.")


def _covered(number: int, how: How) -> str:
    if how == "outline":
        return say_n("Covered; an empty outline stays.", "{n} things covered; empty outlines stay.", number)
    return say_n("Covered; nothing of it is left to see.", "{n} things covered; nothing is left to see.", number)
