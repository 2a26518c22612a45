"""What closes every panel: "not quite", when it was told, the notes on it, how it was worded before, and letting go."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from relmap.edits.removing import remove
from relmap.edits.things import add_note
from relmap.model.base import Entity
from relmap.model.notes import Note
from relmap.model.people import CASE_ID, Person
from relmap.model.removal import RemovalPlan, removal_plan
from relmap.model.source import Source
from relmap.ui.panels.asking import Asking
from relmap.ui.panels.desk import Desk
from relmap.ui.panels.dress import quiet_button
from relmap.ui.panels.editors import WordsEditor
from relmap.ui.panels.fields import bound_field, inset
from relmap.ui.panels.section import Offer, Section
from relmap.ui.panels.wordings import Wordings
from relmap.ui.texts import count_word, kind_word, quoted, title_of
from relmap.words import say


def closing_sections(desk: Desk, id: str) -> list[Section]:
    """The sections that every kind has."""
    entity = desk.source.get(id)
    if entity is None or id == CASE_ID:
        return []
    notes = [] if entity.array == "notes" else [Notes(desk, id)]
    return [*notes, Told(desk, id), Wordings(desk, id), Remove(desk, (id,))]


class Told(Section):
    """When it was said, and whether the client says it is not quite so."""

    def key(self) -> Hashable:
        return self.desk.source.get(self.id) is not None or None

    def fill(self, box: QVBoxLayout) -> None:
        entity = self.desk.source.get(self.id)
        if entity is not None and entity.array != "sessions":  # an hour is not told in another
            box.addWidget(bound_field(self.desk, self.id, "told_in"))
        box.addWidget(bound_field(self.desk, self.id, "disputed"))


class Notes(Section):
    """The shared notes on a thing. A note without words is let go when one turns away from it."""

    def __init__(self, desk: Desk, id: str) -> None:
        """About the thing `id`."""
        super().__init__(desk, id, say("Notes"))

    def key(self) -> Hashable:
        notes = self._notes()
        return (*(note.id for note in notes), self.desk.can_write) if notes else None

    def fill(self, box: QVBoxLayout) -> None:
        for note in self._notes():
            frame, rows = inset()
            words = bound_field(self.desk, note.id, "text")
            for editor in words.findChildren(WordsEditor):
                editor.settled.connect(partial(self._tidy, note.id, frame))
            rows.addWidget(words)
            rows.addWidget(bound_field(self.desk, note.id, "ask_later"))
            if self.desk.can_write:
                away = quiet_button(say("Remove this note"))
                away.clicked.connect(lambda _=False, id=note.id: self.attempt(lambda: remove(self.desk.document, [id])))
                rows.addWidget(away)
            box.addWidget(frame)

    def offers(self) -> Sequence[Offer]:
        return [Offer(say("+ a note"), lambda _: self.attempt(self._add))]

    def _add(self) -> None:
        note = add_note(self.desk.document, self.id, "", author=self.desk.author())
        self.reshaped.emit()
        self.focus_on(f"{note}:text")

    def _tidy(self, id: str, frame: QWidget) -> None:
        """Let go of a note that was begun and left without a word."""
        note, focus = self.desk.document.get(id), QApplication.focusWidget()
        empty = isinstance(note, Note) and not note.text and not note.ask_later
        if empty and not (focus is not None and frame.isAncestorOf(focus)):
            self.attempt(lambda: remove(self.desk.document, [id]))

    def _notes(self) -> list[Note]:
        return notes_on(self.desk.source, self.id)


def notes_on(source: Source, id: str) -> list[Note]:
    """The notes on a thing, in order."""
    rows = [note for other in source.referrers(id) if isinstance(note := source.get(other), Note)]
    return sorted((note for note in rows if note.subject == id), key=lambda note: note.ordinal)


class Remove(Section):
    """Takes the selected things away; asks first where more would go than one sees."""

    def __init__(self, desk: Desk, ids: Sequence[str]) -> None:
        """Take away `ids`, all at once."""
        super().__init__(desk, ids[0], ruled=False)
        self._ids = tuple(ids)

    def key(self) -> Hashable:
        rows = [self.desk.source.get(id) for id in self._ids]
        stays = any(isinstance(row, Person) and row.seat in _STAY for row in rows)
        return True if self.desk.can_write and not stays else None

    def fill(self, box: QVBoxLayout) -> None:
        entity = self.desk.source.get(self.id)
        if entity is None:
            return
        one = say("Remove this {kind}", kind=kind_word(entity.array))
        button = quiet_button(one if len(self._ids) == 1 else say("Remove these"), name="remove")
        button.clicked.connect(self._remove)
        box.addWidget(button)

    def _remove(self) -> None:
        sentence = what_goes_along(self.desk.source, removal_plan(self.desk.document, self._ids), self._ids)
        if not sentence:
            self._go()
        else:
            self.ask(Asking(sentence, say("Remove"), self._go, lambda: self.focus_on("remove")))

    def _go(self) -> None:
        self.attempt(lambda: remove(self.desk.document, self._ids))


_STAY = frozenset({"client", "therapist"})
"""Who sits in these seats stays on the map."""
_TAKEN_SILENTLY = frozenset({"placements", "names"})


def what_goes_along(source: Source, plan: RemovalPlan, asked: Sequence[str]) -> str:
    """What a removal would take along besides what was asked, as sentences; empty where it is nothing to tell."""
    rows: list[Entity] = [
        row
        for id in plan.removed
        if id not in asked and (row := source.get(id)) is not None and row.array not in _TAKEN_SILENTLY
    ]
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.array] = counts.get(row.array, 0) + 1
    sentences = []
    if counts:
        along = ", ".join(count_word(array, number) for array, number in counts.items())
        sentences.append(say("This takes along: {along}.", along=along))
    untied = [quoted(title_of(source, id)) for id in plan.untied if source.get(id) is not None]
    if untied:
        sentences.append(say("These would have no relationship left: {things}.", things=", ".join(untied)))
    if any(source.get(id) is not None for id in plan.unmended):
        sentences.append(say("A disruption loses the word that it is back on track, and counts as being mended."))
    return " ".join([*sentences, say("It can be undone.")]) if sentences else ""
