"""The panel of a person: who they are, their names, and each tie with the client in a group of its own."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmap.edits.people import add_other_name, add_tie
from relmap.edits.removing import remove
from relmap.model.lessons import Taught
from relmap.model.people import OtherName, Person
from relmap.model.roles import Played
from relmap.model.seats import client, clients, ties_between, ties_of
from relmap.model.source import Source
from relmap.ui.panels.desk import Desk, in_sight
from relmap.ui.panels.dress import plain_label, quiet_button
from relmap.ui.panels.fields import Fields, bound_field, inset
from relmap.ui.panels.flow import Flow
from relmap.ui.panels.joined import Joined
from relmap.ui.panels.linked import link_sections
from relmap.ui.panels.matters import ABOUT_IT, matters_in_tie
from relmap.ui.panels.rated import Rated
from relmap.ui.panels.section import Offer, Section
from relmap.ui.panels.tie_panel import TIE_FIELDS
from relmap.ui.panels.tile import Tile
from relmap.ui.texts import partner_title, title_of
from relmap.words import say

_FIELDS = ("pronouns", "born_said", "born", "died_said", "died", "seat", "note", "language")


def person_sections(desk: Desk, id: str) -> list[Section]:
    """The sections between the head and the foot."""
    ties = own_ties(desk.source, id)
    several = len(ties) > 1
    groups = [section for tie in ties for section in _tie_group(desk, tie, several=several)]
    matters = [matters_in_tie(desk, ties[0], id)] if len(ties) == 1 else []
    return [
        Fields(desk, id, ("kind",), always=("kind",), ruled=False),
        *groups,
        *matters,
        Ties(desk, id),
        Fields(desk, id, _FIELDS),
        Names(desk, id),
        *link_sections(desk, id, but=frozenset({ABOUT_IT} if matters else ())),
    ]


def own_ties(source: Source, person: str) -> list[str]:
    """The ties that are shown in a person's own panel: those with a client; none for a client."""
    centre = clients(source)
    if person in {one.id for one in centre}:
        return []
    return [tie.id for one in centre for tie in ties_between(source, one.id, person) if tie.veil == "none"]


def _tie_group(desk: Desk, tie: str, *, several: bool) -> list[Section]:
    heading = partner_title(desk.source, tie) if several else ""
    return [
        Fields(desk, tie, ("label",), heading, always=("label",)) if several else Fields(desk, tie, ()),
        Rated(desk, tie, "closeness", ruled=not several),
        Fields(desk, tie, TIE_FIELDS, always=("quality", "state"), ruled=False),
        Joined(desk, tie, Taught, "lesson", say("Lessons taught")),
        Joined(desk, tie, Played, "role", say("Roles played")),
        *([matters_in_tie(desk, tie)] if several else []),
    ]


class Ties(Section):
    """The ties with others than the client; a further tie with the client is offered."""

    def __init__(self, desk: Desk, id: str) -> None:
        """Of the person `id`."""
        super().__init__(desk, id, say("Relationships"))

    def key(self) -> Hashable:
        ties = self._others()
        return tuple((tie, self._words(tie)) for tie in ties) if ties else None

    def fill(self, box: QVBoxLayout) -> None:
        chips = QWidget()
        flow = Flow(chips)
        for tie in self._others():
            chip = Tile(self._words(tie))
            chip.clicked.connect(lambda _=False, tie=tie: self.desk.go_to(tie))
            flow.addWidget(chip)
        box.addWidget(chips)

    def offers(self) -> Sequence[Offer]:
        centre = client(self.desk.source)
        if centre is None or self.id == centre.id:
            return ()
        first = not ties_between(self.desk.source, centre.id, self.id)
        words = say("+ a relationship with me") if first else say("+ another relationship with me")
        return [Offer(words, lambda _: self.attempt(self._add))]

    def _add(self) -> None:
        centre = client(self.desk.source)
        if centre is not None:
            add_tie(self.desk.document, centre.id, self.id, author=self.desk.author())

    def _others(self) -> list[str]:
        own = own_ties(self.desk.source, self.id)
        source = self.desk.source
        return [tie.id for tie in ties_of(source, self.id) if tie.id not in own and in_sight(source, tie.id)]

    def _words(self, tie: str) -> str:
        centre = {one.id for one in clients(self.desk.source)}
        return partner_title(self.desk.source, tie) if self.id in centre else title_of(self.desk.source, tie)


class Names(Section):
    """The other names of a person. One that is never to be shown is shown nowhere, here neither, until asked for."""

    def __init__(self, desk: Desk, id: str) -> None:
        """Of the person `id`."""
        super().__init__(desk, id, say("Other names"))
        self._uncovered: set[str] = set()

    def key(self) -> Hashable:
        shape = tuple((name.id, name.never_show, name.id in self._uncovered) for name in self._names())
        return (shape, self.desk.can_write) if shape else None

    def fill(self, box: QVBoxLayout) -> None:
        for name in self._names():
            frame, rows = inset()
            if name.never_show and name.id not in self._uncovered:
                rows.addWidget(plain_label(title_of(self.desk.source, name.id), "faded"))
                button = quiet_button(say("Edit it"))
                button.setEnabled(self.desk.can_write)
                button.clicked.connect(partial(self._uncover, name.id))
                rows.addWidget(button)
            else:
                for field in ("text", "use", "never_show"):
                    rows.addWidget(bound_field(self.desk, name.id, field))
            if self.desk.can_write:
                away = quiet_button(say("Remove this name"))
                away.clicked.connect(partial(self._remove, name.id))
                rows.addWidget(away)
            box.addWidget(frame)

    def offers(self) -> Sequence[Offer]:
        if not isinstance(self.desk.source.get(self.id), Person):
            return ()
        return [Offer(say("+ another name"), lambda _: self.attempt(self._add))]

    def _add(self) -> None:
        name = add_other_name(self.desk.document, self.id, "")
        self._uncovered.add(name)
        self.reshaped.emit()
        self.focus_on(f"{name}:text")

    def _uncover(self, id: str, checked: bool = False) -> None:
        self._uncovered.add(id)
        self.refresh()
        self.focus_on(f"{id}:text")

    def _remove(self, id: str, checked: bool = False) -> None:
        self.attempt(lambda: remove(self.desk.document, [id]))

    def _names(self) -> list[OtherName]:
        source = self.desk.source
        rows = [name for id in source.referrers(self.id) if isinstance(name := source.get(id), OtherName)]
        return sorted((name for name in rows if name.person == self.id), key=lambda name: name.ordinal)
