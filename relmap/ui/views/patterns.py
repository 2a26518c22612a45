"""The Patterns view: patterns with their stories, echoes between ties, and the repertoire, one of them at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal, get_args

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from relmap.edits.fields import set_field
from relmap.edits.things import add_way
from relmap.model.vocabulary import WayState
from relmap.ui.in_sight import InSight
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import scaled
from relmap.ui.panels.flow import Flow
from relmap.ui.panels.tile import Tile
from relmap.ui.views.chips import ChipList
from relmap.ui.views.echo_rows import EchoCard, echo_rows
from relmap.ui.views.loops import LoopCard, pattern_rows
from relmap.ui.views.page import Page, PageContext
from relmap.ui.views.repertoire import Repertoire, way_rows
from relmap.ui.views.rows import Rows
from relmap.words import say

Part = Literal["patterns", "echoes", "repertoire"]
PARTS: tuple[Part, ...] = get_args(Part)


class PatternsPage(Page):
    """The page with its three parts; `part` is the one in sight."""

    part: Part = "patterns"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Begin with the patterns."""
        super().__init__(context, parent)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self._switch())
        lists = (self.loop_list, self.echo_list, self.repertoire)
        for before, after in pairwise((self.order_box, self.to_map, *self.switches.values(), *lists)):
            QWidget.setTabOrder(before, after)

    def title(self) -> str:
        return say("Patterns")

    def orders(self) -> Sequence[tuple[str, str]]:
        told, name = ("told", say("As it was told")), ("name", say("By name"))
        orders: dict[Part, tuple[tuple[str, str], ...]] = {
            "patterns": (told, name, ("here", say("Here too first"))),
            "echoes": (("what", say("By what is shared")), ("who", say("By whom"))),
            "repertoire": (told, name),
        }
        return orders[self.part]

    def body(self) -> QWidget:
        self.loops, self.echoes = Rows(self), Rows(self)
        chosen = self.selection
        self.loop_list = ChipList(self.loops, LoopCard(chosen), chosen, say("Patterns and their stories"), self)
        self.echo_list = ChipList(self.echoes, EchoCard(chosen), chosen, say("Echoes"), self)
        self.repertoire = Repertoire(chosen, self._move, self._add, self)
        self._parts = InSight(self)
        for part in (self.loop_list, self.echo_list, self.repertoire):
            part.asked.connect(self.asked)
            self._parts.addWidget(part)
        self._parts.setFocusProxy(self.loop_list)
        return self._parts

    def renew(self) -> bool:
        if self.part == "patterns":
            self.loop_list.show_rows(pattern_rows(self.source, self.wanted, self.order))
            return bool(self.loops.rows)
        if self.part == "echoes":
            self.echo_list.show_rows(echo_rows(self.source, self.wanted, self.order))
            return bool(self.echoes.rows)
        ways = way_rows(self.source, self.wanted, self.order)
        self.repertoire.show_ways(self.source, ways, filtered=bool(self.wanted))
        return bool(ways) or (self.can_write and not self.wanted)

    def empty_words(self) -> tuple[str, str]:
        words: dict[Part, tuple[str, str]] = {
            "patterns": (
                say("No pattern has been told yet"),
                say("When something keeps going the same way, press T on the map and give it a name of your own."),
            ),
            "echoes": (
                say("Nothing echoes yet"),
                say("What two relationships have in common, a lesson, a role or a pattern, is put side by side here."),
            ),
            "repertoire": (
                say("No way of connecting has been told yet"),
                say("Ways to be with others stand here, whether imagined, tried, or yours by now."),
            ),
        }
        return words[self.part]

    def forget(self) -> None:
        self.loops.show(())
        self.echoes.show(())
        self.repertoire.forget()

    def forget_unseen(self) -> None:
        if self.part != "patterns":
            self.loops.show(())
        if self.part != "echoes":
            self.echoes.show(())
        if self.part != "repertoire":
            self.repertoire.forget()

    def show_part(self, part: Part) -> None:
        """Bring one of the three into sight."""
        self.part = part
        self.switches[part].setChecked(True)
        self._parts.setCurrentIndex(PARTS.index(part))
        lists = (self.loop_list, self.echo_list, self.repertoire)
        self._parts.setFocusProxy(lists[PARTS.index(part)])
        self.order_box.clear()
        for key, words in self.orders():
            self.order_box.addItem(escaped(words), key)
        self.look_again()

    # inside

    def _switch(self) -> QWidget:
        words: Mapping[Part, str] = {
            "patterns": say("Patterns"),
            "echoes": say("Echoes"),
            "repertoire": say("Repertoire"),
        }
        row, holder = QWidget(self), QWidget()
        line = QVBoxLayout(row)
        line.setContentsMargins(scaled(22), 0, scaled(22), scaled(10))
        line.addWidget(holder)
        flow = Flow(holder)
        self.switches: dict[Part, Tile] = {}
        group = QButtonGroup(self)
        for part, word in words.items():
            tile = self.switches[part] = Tile(word, "room")
            tile.make_choice()
            tile.setObjectName(f"part_{part}")
            tile.setChecked(part == self.part)
            tile.clicked.connect(lambda _=False, part=part: self.show_part(part))
            group.addButton(tile)
            flow.addWidget(tile)
        return row

    def _move(self, way: str, state: WayState) -> None:
        set_field(self.document, way, "state", state)

    def _add(self, words: str) -> None:
        self.selection.set([add_way(self.document, words, author=self.author())])
