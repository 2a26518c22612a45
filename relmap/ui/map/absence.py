"""What was not there yet, or not any more: drawn as a ghost, or left out.

It changes Looks on their way to the map and nothing else, so that a date of life can be laid over any of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from relmap.ui.map.shapes import Look, NodeLook


@dataclass(frozen=True, slots=True)
class Absence:
    """The ids of the entities that are absent; `hidden` leaves them out instead of drawing ghosts."""

    ids: frozenset[str] = frozenset()
    hidden: bool = False

    def laid_over(self, looks: Iterable[Look]) -> list[Look]:
        """The Looks as they are to be shown."""
        if not self.ids:
            return list(looks)
        looks = list(looks)
        gone = {look.id for look in looks if isinstance(look, NodeLook) and look.entity in self.ids}
        gone |= {look.id for look in looks if isinstance(look, NodeLook) and look.attached in gone}
        gone |= {look.id for look in looks if not isinstance(look, NodeLook) and look.entity in self.ids}
        gone |= self._left_hanging(looks, gone)
        shown = [look for look in looks if not (self.hidden and look.id in gone)]
        return [self._lean(replace(look, ghosted=True) if look.id in gone else look) for look in shown]

    def _left_hanging(self, looks: Iterable[Look], gone: set[str]) -> set[str]:
        """Lines that end at something absent, and those that end at them."""
        lines = [look for look in looks if not isinstance(look, NodeLook)]
        marks = {mark.subject for line in lines for mark in line.marks if mark.subject in self.ids}
        found: set[str] = set()
        while more := {line.id for line in lines if {line.a, line.b} & (gone | marks | found)} - found:
            found |= more
        return found

    def _lean(self, look: Look) -> Look:
        """A Look without the badges and marks of what is absent."""
        if isinstance(look, NodeLook):
            badges = tuple(badge for badge in look.badges if not badge.subjects or {*badge.subjects} - self.ids)
            return replace(look, badges=badges) if badges != look.badges else look
        marks = tuple(mark for mark in look.marks if mark.subject not in self.ids)
        return replace(look, marks=marks) if marks != look.marks else look


NOTHING_ABSENT = Absence()
