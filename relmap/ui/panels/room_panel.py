"""The panels of a disruption and of what helped: one thread, however many sessions it runs through.

Only the client's answer makes it back on track. That it is still open, was left open or ended the therapy are choices
beside each other, none of them larger or nearer than another.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmap.analysis.room import Disruption, RoomThread, room_thread
from relmap.analysis.room_words import session_words, state_words
from relmap.edits.disruptions import add_repair, end_therapy, hear_word, leave_open, open_again
from relmap.edits.removing import remove
from relmap.model.integrity import session_order
from relmap.model.source import Source
from relmap.model.therapy import Repair, Rupture, Session
from relmap.store.document import Document
from relmap.ui.panels.choosers import ChipsEditor
from relmap.ui.panels.desk import Desk
from relmap.ui.panels.dress import plain_label, quiet_button
from relmap.ui.panels.fields import Fields, bound_field, inset, of_clients
from relmap.ui.panels.flow import Flow
from relmap.ui.panels.linked import link_sections
from relmap.ui.panels.pick import Choice, Pick
from relmap.ui.panels.section import Offer, Section, offered
from relmap.ui.texts import field_word
from relmap.ui.theme import Tone
from relmap.words import say

_OPEN, _ON_TRACK = "open", "back_on_track"
_ENDS: Mapping[str, Callable[[Document, str], None]] = {
    _OPEN: open_again,
    "left_open": leave_open,
    "ended_the_therapy": end_therapy,
}


def rupture_sections(desk: Desk, id: str) -> list[Section]:
    """The sections of a disruption: what happened, what helped, where it stands, and what was there again."""
    names = ("kind", "moved_by", "with", "therapist_part", "session")
    always = ("kind", "moved_by", "session", *of_clients(desk, "with"))
    fields = Fields(desk, id, names, always=always, ruled=False)
    return [fields, Standing(desk, id), Mending(desk, id), *link_sections(desk, id)]


def repair_sections(desk: Desk, id: str) -> list[Section]:
    """The sections of what helped: with which disruption, in which session, and the client's answer."""
    fields = Fields(desk, id, ("rupture", "session", "by"), always=("rupture", "session", "by"), ruled=False)
    return [fields, Answer(desk, id), *link_sections(desk, id)]


class Mending(Section):
    """What helped, in the order of the sessions, each with the client's answer."""

    def __init__(self, desk: Desk, id: str) -> None:
        """About the disruption `id`."""
        super().__init__(desk, id, say("What helped"))

    def key(self) -> Hashable:
        rows = repairs_of(self.desk.source, self.id)
        return tuple((row.id, *_answer_key(self.desk, row)) for row in rows), self.desk.can_write

    def fill(self, box: QVBoxLayout) -> None:
        for row in repairs_of(self.desk.source, self.id):
            frame, rows = inset()
            for name in ("session", "what_helped", "by"):
                rows.addWidget(bound_field(self.desk, row.id, name))
            rows.addWidget(plain_label(say("The client’s answer"), "heading"))
            away = quiet_button(say("Remove this"), spoken=say("Remove what helped"))
            away.clicked.connect(partial(self._remove, row.id))
            _put_answer(self, rows, row, away)
            box.addWidget(frame)
        if self.desk.can_write:
            more = quiet_button(offered(field_word("repairs", "what_helped")), name="more_help")
            more.clicked.connect(lambda: self._add(more))
            box.addWidget(more)

    def _add(self, beside: QWidget) -> None:
        """In the running session; where none runs, in the one that is picked."""
        if self.desk.document.running is not None:
            self._add_in(self.desk.document.running)
            return
        choices = [Choice(id, session_words(self.desk.source, id)) for id in sessions_since(self.desk.source, self.id)]
        pick = Pick(beside, say("In which session?"), choices)
        pick.picked.connect(self._add_in)
        pick.open_below(beside)

    def _add_in(self, session: str) -> None:
        made: list[str] = []
        if self.attempt(lambda: made.append(add_repair(self.desk.document, self.id, session=session))):
            self.reshaped.emit()
            self.focus_on(f"{made[0]}:what_helped")

    def _remove(self, repair: str, _checked: bool = False) -> None:
        self.attempt(lambda: remove(self.desk.document, [repair]))


class Answer(Section):
    """The client's answer to one thing that helped."""

    def __init__(self, desk: Desk, id: str) -> None:
        """About the repair `id`."""
        super().__init__(desk, id, say("The client’s answer"))

    def key(self) -> Hashable:
        row = self.desk.source.get(self.id)
        return (*_answer_key(self.desk, row), self.desk.can_write) if isinstance(row, Repair) else None

    def fill(self, box: QVBoxLayout) -> None:
        row = self.desk.source.get(self.id)
        if isinstance(row, Repair):
            _put_answer(self, box, row)

    def offers(self) -> Sequence[Offer]:
        return ()


class Standing(Section):
    """Where a disruption stands, in a sentence and as choices beside each other."""

    def __init__(self, desk: Desk, id: str) -> None:
        """About the disruption `id`."""
        super().__init__(desk, id, field_word("ruptures", "state"))

    def key(self) -> Hashable:
        one = self._disruption()
        return (state_words(self.desk.source, one), one.state, self.desk.can_write) if one is not None else None

    def fill(self, box: QVBoxLayout) -> None:
        one = self._disruption()
        if one is None:
            return
        words = state_words(self.desk.source, one)
        if words != _states()[_shown_state(one)]:
            box.addWidget(plain_label(words, "faded"))
        chips = _choice(field_word("ruptures", "state"), _states(), _shown_state(one))
        chips.setObjectName("standing")
        chips.lock(not self.desk.can_write)
        chips.settled.connect(lambda: self._choose(chips))
        box.addWidget(chips)

    def _choose(self, chips: ChipsEditor) -> None:
        one, wanted = self._disruption(), chips.value()
        if one is None or wanted == _shown_state(one):
            return
        if wanted == _ON_TRACK:
            self._back_on_track(one)
        else:
            self.attempt(partial(_ENDS[str(wanted)], self.desk.document, self.id))
        now = self._disruption()
        if now is not None:
            chips.display(_shown_state(now))

    def _back_on_track(self, one: Disruption) -> None:
        word = next((mend.id for mend in reversed(one.mends) if mend.word), None)
        if word is not None:
            self.attempt(lambda: hear_word(self.desk.document, word, True))
        else:
            self.complain(
                say("That is for the client to say. Ask, now or another day, and write the answer at what helped.")
            )

    def _disruption(self) -> Disruption | None:
        return _thread(self.desk.source).disruption(self.id)


def repairs_of(source: Source, rupture: str) -> list[Repair]:
    """What helped with a disruption, in the order of the sessions."""
    order = session_order(source)
    rows = (source.get(id) for id in source.referrers(rupture))
    found = [row for row in rows if isinstance(row, Repair) and row.rupture == rupture and row.veil == "none"]
    return sorted(found, key=lambda row: (order.get(row.session, 0), row.ordinal))


def sessions_since(source: Source, rupture: str) -> list[str]:
    """The sessions from a disruption's own on that may be seen, the latest first."""
    row, order = source.get(rupture), session_order(source)
    first = order.get(row.session, 0) if isinstance(row, Rupture) else 0
    found = [one.id for one in source.all(Session) if one.veil == "none" and order[one.id] >= first]
    return sorted(found, key=lambda id: -order[id])


def _thread(source: Source) -> RoomThread:
    return source.remember("room", lambda: room_thread(source))


def _answer_key(desk: Desk, row: Repair) -> tuple[Hashable, ...]:
    return row.clients_word, _asks_how_much(desk, row)


def _asks_how_much(desk: Desk, row: Repair) -> bool:
    """Whether 0 to 10 is in sight: once the client answered, or where somebody wanted it."""
    shown = row.clients_word or row.back_on_track is not None or (row.id, "back_on_track") in desk.opened
    if shown:
        desk.opened.add((row.id, "back_on_track"))
    return shown


def _put_answer(section: Section, box: QVBoxLayout, row: Repair, *more: QWidget) -> None:
    """The client's answer to one thing that helped: the word, and 0 to 10; below it what more can be done."""
    desk = section.desk
    words = {"said": say("Back on track"), "not_said": say("Not said so far")}
    chips = _choice(say("The client’s answer"), words, "said" if row.clients_word else "not_said")
    chips.setObjectName(f"{row.id}:answer")
    chips.lock(not desk.can_write)
    chips.settled.connect(partial(_hear, section, row.id, chips))
    box.addWidget(chips)
    below = QWidget()
    flow = Flow(below, gap=2)
    if _asks_how_much(desk, row):
        box.addWidget(bound_field(desk, row.id, "back_on_track"))
    else:
        how_much = quiet_button(offered(field_word("repairs", "back_on_track")))
        how_much.clicked.connect(lambda: section.open(row.id, "back_on_track"))
        flow.addWidget(how_much)
    for button in more:
        flow.addWidget(button)
    box.addWidget(below)
    below.setVisible(desk.can_write and flow.count() > 0)


def _hear(section: Section, repair: str, chips: ChipsEditor) -> None:
    row, said = section.desk.document.get(repair), chips.value() == "said"
    if isinstance(row, Repair) and (said != row.clients_word or said):
        section.attempt(lambda: hear_word(section.desk.document, repair, said))


def _choice(label: str, words: Mapping[str, str], chosen: str) -> ChipsEditor:
    tones: Mapping[str, Tone] = dict.fromkeys(words, "room")
    chips = ChipsEditor(label, words, nullable=False, tones=tones)
    chips.display(chosen)
    return chips


def _states() -> Mapping[str, str]:
    return {
        _OPEN: say("Still open"),
        "left_open": say("Left open"),
        "ended_the_therapy": say("It ended the therapy"),
        _ON_TRACK: say("Back on track"),
    }


def _shown_state(one: Disruption) -> str:
    return _OPEN if one.is_open else one.state
