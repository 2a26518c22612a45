"""The panel of a lesson: how true it feels, with whom it was learned, what it asks for, and what speaks against it."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from relmap.edits.fields import set_field
from relmap.model.base import field_named
from relmap.model.columns import Plain
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.removal import links_broken_by
from relmap.model.roles import Played
from relmap.ui.icons import dress
from relmap.ui.panels.asking import Asking
from relmap.ui.panels.choosers import ChipsEditor
from relmap.ui.panels.desk import Desk
from relmap.ui.panels.dress import plain_label
from relmap.ui.panels.echoed import Echoed
from relmap.ui.panels.fields import Fields, bound_field, editor_for, is_filled, of_clients
from relmap.ui.panels.joined import Joined
from relmap.ui.panels.linked import Linked, link_heading, link_sections, linked
from relmap.ui.panels.rated import Rated
from relmap.ui.panels.section import Section
from relmap.ui.texts import field_word, quoted, title_of, value_word
from relmap.words import say

_FIELDS = ("state", "about", "held_by")
_SPOKEN_IN = ("gloss", "language")
_ASKED = ("pressure", "cost", "kept_safe")
_OWN_PLACE = frozenset({("asks_for", True), ("counters", False), ("supports", False), ("instead", True)})


def lesson_sections(desk: Desk, id: str) -> list[Section]:
    """The sections between the head and the foot."""
    lesson = desk.source.need(Lesson, id)
    speaks = {"diminishing": ["counters"], "affirming": ["supports"], "mixed": ["counters", "supports"]}
    return [
        Fields(desk, id, _SPOKEN_IN, ruled=False),
        Rated(desk, id, "true_today", tone=lesson.valence),
        ItsLife(desk, id),
        Joined(desk, id, Taught, "relationship", say("Learned with")),
        Linked(desk, id, "asks_for", outward=True),
        Asked(desk, id),
        *(Linked(desk, id, kind, outward=False) for kind in speaks[lesson.valence]),
        *([Linked(desk, id, "instead", outward=True)] if lesson.valence == "diminishing" else []),
        Echoed(desk, id),
        ValenceChoice(desk, id),
        Fields(desk, id, _FIELDS, always=("state", *of_clients(desk, "held_by")), ruled=False),
        *link_sections(desk, id, but=_OWN_PLACE),
    ]


class ItsLife(Section):
    """The way to the lesson's life, one line through time."""

    def __init__(self, desk: Desk, id: str) -> None:
        """Of the lesson `id`."""
        super().__init__(desk, id, ruled=False)

    def key(self) -> Hashable:
        return self.desk.source.get(self.id) is not None or None

    def fill(self, box: QVBoxLayout) -> None:
        button = QPushButton(say("Its life"))
        button.setObjectName("life")
        button.setToolTip(say("Who taught it, how true it felt over the sessions, and what speaks against it"))
        dress(button, "history")
        button.clicked.connect(lambda: self.desk.open_life(self.id))
        box.addWidget(button)


class ValenceChoice(Section):
    """What the lesson does; says which links a change would let go of, before it happens."""

    def __init__(self, desk: Desk, id: str) -> None:
        """About the lesson `id`."""
        super().__init__(desk, id, field_word("lessons", "valence"))
        self._editor: ChipsEditor | None = None

    def key(self) -> Hashable:
        return self.desk.can_write if self.desk.source.get(self.id) is not None else None

    def fill(self, box: QVBoxLayout) -> None:
        field = field_named(Lesson, "valence")
        editor = editor_for(self.desk, "lessons", field) if field is not None else None
        if isinstance(editor, ChipsEditor):
            editor.setObjectName("valence")
            self._editor = editor
            self.desk.bindings.bind(self.id, "valence", editor, store=self._store)
            box.addWidget(editor)

    def _store(self, value: Plain) -> None:
        broken = links_broken_by(self.desk.document, self.id, str(value))
        if not broken:
            set_field(self.desk.document, self.id, "valence", value)
            return
        sentence = broken_sentence(self.desk, self.id, broken, str(value))
        self.ask(Asking(sentence, say("Change it"), lambda: self._change(value), self._leave))

    def _change(self, value: Plain) -> None:
        self.attempt(lambda: set_field(self.desk.document, self.id, "valence", value))

    def _leave(self) -> None:
        self.focus_on("valence")


def broken_sentence(desk: Desk, lesson: str, broken: tuple[str, ...], valence: str) -> str:
    """Which links a lesson would lose by becoming `valence`, as its panel names them."""
    ends: dict[str, list[str]] = {}
    for id in broken:
        link = desk.source.get(id)
        if isinstance(link, Link):
            outward = link.from_ == lesson
            other = quoted(title_of(desk.source, link.to if outward else link.from_))
            ends.setdefault(link_heading(link.kind, outward=outward), []).append(other)
    told = [say("{heading}: {things}", heading=heading, things=", ".join(things)) for heading, things in ends.items()]
    return say(
        "As {valence}, it would let go of this. {links}. It can be undone.",
        valence=value_word("valence", valence, "lessons"),
        links=". ".join(told) or say("Something that is not shown"),
    )


class Asked(Section):
    """What staying connected asked, cost and kept safe, in the roles that this lesson asks for."""

    def __init__(self, desk: Desk, id: str) -> None:
        """About the lesson `id`."""
        super().__init__(desk, id)

    def key(self) -> Hashable:
        rows = [(row.id, self._filled(row), self._who(row)) for row in self._rows()]
        return (tuple(rows), self.desk.can_write) if rows else None

    def fill(self, box: QVBoxLayout) -> None:
        rows = self._rows()
        for row in rows:
            if len(rows) > 1:
                box.addWidget(plain_label(self._who(row), "small"))
            for name in self._filled(row):
                block: QWidget = bound_field(self.desk, row.id, name)
                box.addWidget(block)

    def _who(self, row: Played) -> str:
        return title_of(self.desk.source, row.id)

    def _rows(self) -> list[Played]:
        """The played rows of those roles that have words: with those who taught the lesson, else with anybody."""
        source = self.desk.source
        teachers = {row.relationship for id in source.referrers(self.id) if isinstance(row := source.get(id), Taught)}
        roles = [role for _, role in linked(source, self.id, "asks_for", outward=True)]
        rows = [
            row
            for role in roles
            for id in sorted(source.referrers(role))
            if isinstance(row := source.get(id), Played) and self._filled(row)
        ]
        return [row for row in rows if row.relationship in teachers] or rows

    def _filled(self, row: Played) -> tuple[str, ...]:
        names = tuple(name for name in _ASKED if is_filled(row, name) or (row.id, name) in self.desk.opened)
        self.desk.opened.update((row.id, name) for name in names)
        return names
