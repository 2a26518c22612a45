"""What is linked to a thing, as chips or cards that lead there; what could be is offered, from here."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import partial
from typing import cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmap.edits.linking import link
from relmap.edits.making import can_make, live_for, make_linked
from relmap.edits.removing import remove
from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.kinds import KINDS
from relmap.model.links import LINK_RULES, Link
from relmap.model.people import CASE_ID, Relationship
from relmap.model.source import Source
from relmap.model.therapy import NewExperience
from relmap.model.vocabulary import LinkKind
from relmap.ui.panels.desk import Desk, in_sight
from relmap.ui.panels.editors import WordsEditor
from relmap.ui.panels.flow import Flow
from relmap.ui.panels.pick import Choice, Pick
from relmap.ui.panels.section import Offer, Section, offered
from relmap.ui.panels.tile import Tile
from relmap.ui.texts import field_word, kind_word, quoted, title_of, value_word
from relmap.ui.tones import tone_of
from relmap.words import say

_ON_THE_MAP = ("people", "relationships", "lessons", "roles", "patterns", "experiences", "life_events")
_IN_THE_ROOM = ("sessions", "moments", "ruptures", "repairs")
_MATTERS_FOR = (*_ON_THE_MAP, "ways", "episodes", *_IN_THE_ROOM)
"""What a context can be tied to from its own panel; the therapy as a whole is offered beside them."""
_HAVE_CONTEXT = frozenset({*_MATTERS_FOR, "taught", "played", "case"})
_CARDS = frozenset({"experiences", "life_events", "ruptures", "moments", "episodes", "repairs"})


class Linked(Section):
    """The links of one kind at one thing, in one direction."""

    def __init__(self, desk: Desk, id: str, kind: str, *, outward: bool) -> None:
        """`outward`: those that lead from it; else those that lead to it."""
        self.heading = link_heading(kind, outward=outward)
        super().__init__(desk, id, self.heading)
        self._kind, self._outward = cast("LinkKind", kind), outward

    def rows(self) -> list[tuple[Link, str]]:
        """The links that are shown, with the ids at their other ends."""
        return linked(self.desk.source, self.id, self._kind, outward=self._outward)

    def key(self) -> Hashable:
        rows = self.rows()
        if not rows:
            return None
        seen = [
            (row.id, other, end_title(self.desk, other), card_line(self.desk.source, other), bool(row.text))
            for row, other in rows
        ]
        return tuple(seen), self.desk.can_write

    def fill(self, box: QVBoxLayout) -> None:
        chips = QWidget()
        flow = Flow(chips)
        for row, other in self.rows():
            entity = self.desk.source.get(other)
            if entity is not None and (row.text or entity.array in _CARDS):
                box.addWidget(self._with_words(self._tile(entity, row.id), row))
            elif entity is not None:
                flow.addWidget(self._tile(entity, row.id))
        if self.desk.can_write and self._can_add():
            more = Tile("+")
            more.setObjectName("more")
            more.setAccessibleName(offered(self.heading))
            more.clicked.connect(lambda: self._add(more))
            flow.addWidget(more)
        box.addWidget(chips)

    def offers(self) -> Sequence[Offer]:
        if self.key() is not None or not self._can_add():
            return ()
        return [Offer(offered(self.heading), self._add)]

    def _tile(self, entity: Entity, row: str) -> Tile:
        card = entity.array in _CARDS
        words = end_title(self.desk, entity.id)
        shown = quoted(words) if entity.array == "lessons" else words
        tile = Tile(shown, tone_of(entity), line=card_line(self.desk.source, entity.id), card=card)
        tile.clicked.connect(partial(self._go, entity.id))
        if self.desk.can_write:
            tile.make_removable()
            tile.let_go.connect(lambda: self.attempt(lambda: remove(self.desk.document, [row])))
        return tile

    def _with_words(self, tile: Tile, row: Link) -> QWidget:
        """A tile with the words of its link below it, where it has some."""
        if not row.text:
            return tile
        block = QWidget()
        box = QVBoxLayout(block)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        if tile.is_card:
            box.addWidget(tile)
        else:
            holder = QWidget()
            Flow(holder).addWidget(tile)
            box.addWidget(holder)
        editor = WordsEditor(field_word("links", "text"), one_line=True)
        editor.setObjectName(f"{row.id}:text")
        self.desk.bindings.bind(row.id, "text", editor)
        box.addWidget(editor)
        return block

    def _go(self, id: str, checked: bool = False) -> None:
        self.desk.go_to(id)

    # adding

    def _can_add(self) -> bool:
        return self._new_array() is not None or any(True for _ in self._linkable())

    def _linkable(self) -> Iterator[str]:
        but = frozenset({*self._there(), self.id})
        return linkable(self.desk.source, self._kind, outward=self._outward, but=but)

    def _there(self) -> set[str]:
        return {other for _, other in self.rows()}

    def _new_array(self) -> str | None:
        """The kind that new words would make, where there is one."""
        arrays = _ends(self._kind, outward=self._outward)
        made = [array for array in arrays if can_make(array) or array == "experiences"]
        if self._kind in ("about", "involves", "made_of") and self._outward:
            return None
        return made[0] if len(made) == 1 else None

    def _add(self, beside: QWidget) -> None:
        array = self._new_array()
        new = say("new {kind}", kind=kind_word(array)) if array is not None else None
        choices = [Choice(id, self.desk.name(id)) for id in self._linkable()]
        if self._kind == "about" and self._outward and CASE_ID not in self._there():
            choices.append(Choice(CASE_ID, say("the therapy")))
        pick = Pick(beside, self.heading, choices, new=new)
        pick.picked.connect(self._link)
        pick.made.connect(lambda words: self._make(words, beside))
        pick.open_below(beside)

    def _link(self, other: str) -> None:
        source, target = (self.id, other) if self._outward else (other, self.id)
        self.attempt(lambda: link(self.desk.document, self._kind, source, target, author=self.desk.author()))

    def _make(self, words: str, beside: QWidget) -> None:
        array = self._new_array()
        if array == "experiences":
            self._ask_with_whom(words)
        elif array is not None:
            self.attempt(
                lambda: make_linked(
                    self.desk.document,
                    self._kind,
                    self.id,
                    array,
                    words,
                    outward=self._outward,
                    author=self.desk.author(),
                )
            )

    def _ask_with_whom(self, words: str) -> None:
        pick = Pick(self, field_word("experiences", "relationship"), self.desk.choices(Relationship))
        pick.picked.connect(lambda tie: self.attempt(lambda: self._live(words, tie)))
        pick.open_below(self)

    def _live(self, words: str, tie: str) -> str:
        return live_for(self.desk.document, self._kind, self.id, words, tie=tie, author=self.desk.author())


def end_title(desk: Desk, id: str) -> str:
    """How the other end of a link is called; the case stands for the therapy."""
    return say("the therapy") if id == CASE_ID else desk.name(id)


def linked(source: Source, id: str, kind: str, *, outward: bool) -> list[tuple[Link, str]]:
    """The links of a kind at a thing with the id at their other end, in order; only what may be seen."""
    rows = [row for other in source.referrers(id) if isinstance(row := source.get(other), Link) and row.kind == kind]
    ends = [(row, row.to if outward else row.from_) for row in rows if (row.from_ if outward else row.to) == id]
    return sorted(((row, end) for row, end in ends if in_sight(source, end)), key=lambda pair: pair[0].ordinal)


def linkable(source: Source, kind: str, *, outward: bool, but: frozenset[str]) -> Iterator[str]:
    """What stands ready to be at the other end of a link of a kind, without those in `but`."""
    rule = LINK_RULES[kind]
    valences = rule.target_valences if outward else rule.source_valences
    for array in _ends(kind, outward=outward):
        for entity in source.all(KINDS[array]):
            free = entity.id not in but and in_sight(source, entity.id)
            if free and (not valences or getattr(entity, "valence", None) in valences):
                yield entity.id


def _ends(kind: str, *, outward: bool) -> Sequence[str]:
    rule = LINK_RULES[kind]
    arrays = rule.targets if outward else rule.sources
    return [array for array in KINDS if array in arrays] if arrays else _MATTERS_FOR


def link_sections(desk: Desk, id: str, *, but: frozenset[tuple[str, bool]] = frozenset()) -> list[Section]:
    """A section for each kind of link that could stand at a thing, but those in `but` as (kind, outward)."""
    entity = desk.source.get(id)
    if entity is None:
        return []
    sections: list[Section] = []
    for kind, rule in LINK_RULES.items():
        for outward, arrays in ((True, rule.sources), (False, rule.targets or _HAVE_CONTEXT)):
            fits = _valence_fits(entity, rule.source_valences if outward else rule.target_valences)
            if entity.array in arrays and fits and (kind, outward) not in but:
                sections.append(Linked(desk, id, kind, outward=outward))
    return sections


def _valence_fits(entity: Entity, valences: frozenset[str]) -> bool:
    return not valences or entity.array != "lessons" or getattr(entity, "valence", None) in valences


def link_heading(kind: str, *, outward: bool) -> str:
    """What stands above the things at the other end."""
    return (_outward_headings() if outward else _inward_headings())[kind]


def _outward_headings() -> dict[str, str]:
    return {
        "counters": say("What it speaks against"),
        "supports": say("What it speaks for"),
        "instead": say("A truer lesson, in my words"),
        "asks_for": say("Role it asks for"),
        "shown_with": say("Seen with"),
        "involves": say("What is part of it"),
        "re_enacts": say("An old pattern, here"),
        "here_too": say("Here too"),
        "uses": say("A way of connecting, tried"),
        "about": say("Matters for"),
        "made_of": say("What I made of it"),
    }


def _inward_headings() -> dict[str, str]:
    return {
        "counters": say("What speaks against it"),
        "supports": say("What speaks for it"),
        "instead": say("Older lesson it stands against"),
        "asks_for": say("Lessons that ask for it"),
        "shown_with": say("Patterns seen here"),
        "involves": say("Pattern it is part of"),
        "re_enacts": say("Disruptions where it was here"),
        "here_too": say("Here too, in the room"),
        "uses": say("Tried when"),
        "about": say("What matters here"),
        "made_of": say("Life event behind it"),
    }


def _standing(context: Context) -> Iterator[str]:
    """What standing a context gives, and to whom if it is not the client alone."""
    if context.standing is not None:
        yield value_word("standing", context.standing, "contexts")
        if context.held_by != "client":
            yield value_word("held_by", context.held_by, "contexts")


def card_line(source: Source, id: str) -> str:
    """The small line on a card: when it was, and how it felt; empty where there is nothing to say."""
    entity = source.get(id)
    parts = []
    session = getattr(entity, "session", None)
    if session is not None and source.get(session) is not None:
        parts.append(title_of(source, session))
    if isinstance(entity, Context):
        parts.extend(_standing(entity))
    if isinstance(entity, NewExperience):
        felt = [
            say("{word} {value}", word=field_word("experiences", name).lower(), value=value)
            for name in ("stronger", "more_confident", "more_alive")
            if (value := getattr(entity, name)) is not None
        ]
        if felt:
            parts.append(say("felt {how}", how=", ".join(felt)))
    return " · ".join(parts)
