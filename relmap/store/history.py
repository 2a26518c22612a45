"""The undo and redo stacks, as a short fold over the journal: they live as long as the file does."""

from __future__ import annotations

from collections.abc import Iterable

from relmap.store.journal import Revision


class History:
    """What can be undone and redone, by revision number."""

    def __init__(self, revisions: Iterable[Revision] = ()) -> None:
        """Fold a journal, oldest first."""
        self._log: dict[int, Revision] = {}
        self._undo: list[int] = []
        self._redo: list[int] = []
        for revision in revisions:
            self.append(revision)

    def append(self, revision: Revision) -> None:
        """Follow one more revision; one that was merged into the last only replaces it.

        Raises ValueError for one that takes back or brings again what is not there.
        """
        again = revision.number in self._log
        self._log[revision.number] = revision
        if again:
            return
        if revision.kind == "undo":
            self._redo.append(_taken(self._undo, revision))
        elif revision.kind == "redo":
            self._undo.append(_taken(self._redo, revision))
        elif revision.kind == "standing":
            return
        else:
            self._redo.clear()
            if revision.kind == "origin":
                self._undo.clear()
            else:
                self._undo.append(revision.number)

    @property
    def last(self) -> Revision | None:
        """The newest revision."""
        return next(reversed(self._log.values()), None)

    @property
    def revisions(self) -> tuple[Revision, ...]:
        """Every revision, oldest first."""
        return tuple(self._log.values())

    def revision(self, number: int) -> Revision:
        """The revision of a number; raises KeyError for none."""
        return self._log[number]

    @property
    def next_undo(self) -> Revision | None:
        """The revision that undo would take back."""
        return self._log[self._undo[-1]] if self._undo else None

    @property
    def next_redo(self) -> Revision | None:
        """The revision that redo would bring back."""
        return self._log[self._redo[-1]] if self._redo else None


def _taken(stack: list[int], revision: Revision) -> int:
    if not stack or stack[-1] != revision.of:
        raise ValueError(f"revision {revision.number} does not follow from those before")
    return stack.pop()
