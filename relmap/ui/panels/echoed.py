"""What else shares a lesson, a role or a pattern with this: quiet lines with chips, an observation and nothing more."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from PySide6.QtWidgets import QVBoxLayout

from relmap.analysis.echoes import Echo, echoes_of
from relmap.model.people import Relationship
from relmap.model.source import Source
from relmap.ui.panels.desk import Desk
from relmap.ui.panels.section import Section
from relmap.ui.panels.told import Told
from relmap.ui.sentences import Chip, hole, sentence, thing_chip, tie_chips
from relmap.words import say

MOST = 6
"""Lines in a panel; the Patterns view has them all."""


class Echoed(Section):
    """The echoes of a tie, or of a lesson, role or pattern."""

    def __init__(self, desk: Desk, id: str) -> None:
        """About the thing `id`."""
        super().__init__(desk, id, say("Echoes"))

    def key(self) -> Hashable:
        return tuple(echo_lines(self.desk.source, self.id)) or None

    def fill(self, box: QVBoxLayout) -> None:
        for pieces in echo_lines(self.desk.source, self.id)[:MOST]:
            box.addWidget(Told(pieces, self.desk.go_to))


def echo_lines(source: Source, id: str) -> list[tuple[Chip, ...]]:
    """Each echo of a thing as a sentence in words and chips."""
    found = echoes_of(source, id)
    if isinstance(source.get(id), Relationship):
        return [_of_tie(source, id, echo) for echo in found]
    return list(_of_thing(source, found))


def _of_tie(source: Source, tie: str, echo: Echo) -> tuple[Chip, ...]:
    """What a tie shares: with whom else, or with what came up in the room."""
    people, sessions = tie_chips(source, echo.beside(tie)), [thing_chip(source, id) for id in echo.here]
    holes = {"thing": hole("thing"), "people": hole("people")}
    words = {
        "lessons": say("{thing} also taught by {people}", **holes),
        "roles": say("{thing} the same role with {people}", **holes),
        "patterns": say("{thing} also seen with {people}", **holes),
    }[echo.array]
    here = say("here too, in {sessions}", sessions=hole("sessions"))
    thing = [thing_chip(source, echo.thing)]
    told = sentence(words, thing=thing, people=people) if people else tuple(thing)
    return (*told, *sentence(here, sessions=sessions)) if sessions else told


def _of_thing(source: Source, found: tuple[Echo, ...]) -> Iterator[tuple[Chip, ...]]:
    """What else the ties of a thing share, the same people once."""
    together: dict[tuple[str, ...], list[Chip]] = {}
    for echo in found:
        together.setdefault(echo.ties, []).append(thing_chip(source, echo.thing))
    for ties, things in together.items():
        words = say("{people} also share {things}", people=hole("people"), things=hole("things"))
        yield sentence(words, people=tie_chips(source, ties), things=things)
