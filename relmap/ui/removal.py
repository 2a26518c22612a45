"""Says what a removal would take along before it happens, and how to bring it back after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from relmap.edits import removing
from relmap.model.base import Entity
from relmap.model.people import Person
from relmap.model.removal import RemovalPlan, removal_plan
from relmap.read.projection import Projection
from relmap.read.titles import shown_title
from relmap.store.document import Document
from relmap.ui.messages import Messages
from relmap.ui.texts import count_word
from relmap.words import Trouble, say, say_n

_SILENT = frozenset({"placements", "taught", "played", "links", "ratings"})
"""Kinds that have no face of their own: they go without being counted out."""


class Removal:
    """Removes things from one document and speaks through one message line."""

    def __init__(
        self, document: Document, projection: Projection, messages: Messages, undo: Callable[[], object]
    ) -> None:
        """Speak through `messages`; `undo` brings back."""
        self._document, self._projection, self._messages, self._undo = document, projection, messages, undo
        self._asked: tuple[list[str], str] = ([], "")

    def ask(self, ids: Iterable[str]) -> None:
        """Remove at once what takes nothing along; else say what would go, and let the person choose.

        Asked for the same again while that is being said, it is meant: so it goes by the keyboard alone.
        """
        chosen = [id for id in ids if self._may_go(id)]
        if not chosen:
            self._messages.tell(say("The people in the room stay on the map."))
            return
        plan = removal_plan(self._document, chosen)
        sentence = " ".join(
            part for part in (self._along(plan, chosen), self._untied(plan), self._unmended(plan)) if part
        )
        again = self._asked == (chosen, sentence) and self._messages.words == sentence
        self._asked = (chosen, sentence)
        if again or not sentence:
            self._remove(chosen)
            return
        remove = (say("Remove"), lambda: self._remove(chosen))
        self._messages.tell(sentence, (remove, (say("Keep"), self._messages.clear)), stays=True)

    def ask_erase(self, ids: Iterable[str]) -> None:
        """Ask whether things are to go for good, from every earlier time too; only here is anybody asked twice."""
        chosen = [id for id in ids if self._may_go(id)]
        if not chosen:
            self._messages.tell(say("The people in the room stay on the map."))
            return
        if any(one is not None and one.veil != "none" for one in map(self._document.get, chosen)):
            self._messages.tell(say("What is covered can be erased once the client has uncovered it."))
            return
        plan = removal_plan(self._document, chosen)
        what = shown_title(self._projection, chosen[0]) if len(chosen) == 1 else say("all of this")
        sentence = say(
            "Erase {what} for good? It goes from every earlier time too, nobody can bring it back, and what was done "
            "before cannot be undone any more.",
            what=what,
        )
        sentence = " ".join(part for part in (sentence, self._along(plan, chosen), self._untied(plan)) if part)
        erase = (say("Erase for good"), lambda: self._erase(chosen))
        self._messages.tell(sentence, ((say("Keep"), self._messages.clear), erase), stays=True)

    def _erase(self, ids: list[str]) -> None:
        try:
            removing.erase(self._document, ids)
        except Trouble as trouble:
            self._messages.tell(str(trouble), stays=True)
            return
        self._messages.tell(say("Erased. Backups made before still hold it."))

    def _may_go(self, id: str) -> bool:
        entity = self._document.get(id)
        return entity is not None and not (isinstance(entity, Person) and entity.seat in ("client", "therapist"))

    def _remove(self, ids: list[str]) -> None:
        try:
            removing.remove(self._document, ids)
        except Trouble as trouble:
            self._messages.tell(str(trouble), stays=True)
            return
        self._messages.tell(say("Removed."), ((say("Undo"), self._undo),))

    def _along(self, plan: RemovalPlan, chosen: list[str]) -> str:
        others = self._shown(id for id in plan.removed if id not in chosen)
        counts = Counter(entity.array for entity in others if entity.array not in _SILENT)
        if not counts:
            return ""
        what = shown_title(self._projection, chosen[0]) if len(chosen) == 1 else say("all of this")
        along = ", ".join(count_word(array, n) for array, n in counts.items())
        return say("Removing {what} takes along {along}.", what=what, along=along)

    def _untied(self, plan: RemovalPlan) -> str:
        untied = self._shown(plan.untied)
        if not untied:
            return ""
        first = shown_title(self._projection, untied[0].id)
        if len(untied) == 1:
            return say("{what} would have no tie left, and stays.", what=first)
        more = len(untied) - 1
        return say_n(
            "{what} and {n} other would have no tie left, and stay.",
            "{what} and {n} others would have no tie left, and stay.",
            more,
            what=first,
        )

    def _unmended(self, plan: RemovalPlan) -> str:
        if not self._shown(plan.unmended):
            return ""
        return say("A disruption loses the word that it is back on track, and counts as being mended.")

    def _shown(self, ids: Iterable[str]) -> list[Entity]:
        """Those that may be spoken of: what is covered is not counted and not named."""
        found = (self._projection.get(id) for id in ids)
        return [entity for entity in found if entity is not None and entity.veil == "none"]
