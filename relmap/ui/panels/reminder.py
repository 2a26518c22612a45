"""One quiet line in a panel about what is still open; nothing has to be done about it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from PySide6.QtWidgets import QVBoxLayout

from relmap.model.source import Source
from relmap.read.reminders import only_seen_here, speaks_of_nothing
from relmap.ui.panels.dress import plain_label
from relmap.ui.panels.section import Section
from relmap.words import say


class Reminder(Section):
    """Says what `reminder_of` finds, if anything."""

    def key(self) -> Hashable:
        return reminder_of(self.desk.source, self.id) or None

    def fill(self, box: QVBoxLayout) -> None:
        box.addWidget(plain_label(reminder_of(self.desk.source, self.id), "faded"))


def reminder_of(source: Source, id: str) -> str:
    """The reminder for a thing, in one sentence; empty where there is none."""
    entity = source.get(id)
    remind = _REMINDERS.get(entity.array) if entity is not None else None
    return remind(source, id) if remind is not None else ""


def _experience(source: Source, id: str) -> str:
    return say("It speaks for or against no lesson yet.") if speaks_of_nothing(source, id) else ""


def _pattern(source: Source, id: str) -> str:
    return say("Only seen here so far.") if only_seen_here(source, id) else ""


_REMINDERS: Mapping[str, Callable[[Source, str], str]] = {"experiences": _experience, "patterns": _pattern}
