"""Which ties taught a lesson or asked for a role, and how: chips that open to the words that belong to that one tie."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from relmap.edits.lessons import teach
from relmap.edits.removing import remove
from relmap.edits.roles import play
from relmap.model.base import Entity
from relmap.model.lessons import Lesson, Taught
from relmap.model.people import Relationship
from relmap.model.roles import Played, Role
from relmap.ui.panels.desk import Desk, in_sight
from relmap.ui.panels.dress import quiet_button, scaled
from relmap.ui.panels.fields import bound_field, field_offers, inset, shown_fields
from relmap.ui.panels.flow import Columns, Flow
from relmap.ui.panels.pick import Pick
from relmap.ui.panels.section import Offer, Section, offered
from relmap.ui.panels.tile import Tile
from relmap.ui.texts import quoted
from relmap.ui.tones import tone_of
from relmap.words import say

_NARROWEST = 230
_FAR_KINDS: Mapping[str, type[Entity]] = {"relationship": Relationship, "lesson": Lesson, "role": Role}
TAUGHT_FIELDS = ("how", "quote", "period_said", "period")
PLAYED_FIELDS = ("pressure", "cost", "kept_safe", "period_said", "period")


class Joined(Section):
    """The rows of `Taught` or `Played` at one thing; each is named by its other end."""

    def __init__(
        self,
        desk: Desk,
        id: str,
        rows: type[Taught] | type[Played],
        other: str,
        heading: str,
        *,
        side_by_side: bool = False,
    ) -> None:
        """`other` is the attribute that names the far end; `side_by_side`: every row stays open, in columns."""
        super().__init__(desk, id, heading)
        self.heading = heading
        self._rows, self._other, self._side_by_side = rows, other, side_by_side
        self._here = "relationship" if other != "relationship" else "lesson" if rows is Taught else "role"
        self._names = TAUGHT_FIELDS if rows is Taught else PLAYED_FIELDS
        self._always = frozenset({"how"}) if rows is Taught else frozenset[str]()
        self._open: set[str] = set()

    def rows(self) -> list[Entity]:
        """The rows in order, those left out whose other end may not be seen."""
        source = self.desk.source
        found = [row for id in source.referrers(self.id) if isinstance(row := source.get(id), self._rows)]
        seen = (row for row in found if getattr(row, self._here) == self.id and in_sight(source, self._far(row)))
        return sorted(seen, key=lambda row: row.ordinal)

    def key(self) -> Hashable:
        shape = tuple((row.id, self.desk.name(self._far(row)), self._shown(row)) for row in self.rows())
        return (shape, self.desk.can_write) if shape else None

    def fill(self, box: QVBoxLayout) -> None:
        chips = QWidget()
        flow = Flow(chips)
        rows = self.rows()
        columns = QWidget()
        details: QLayout = Columns(scaled(_NARROWEST), columns)
        for row in rows:
            chip = self._chip(row)
            if self._side_by_side:
                details.addWidget(self._details(row, chip))
            else:
                flow.addWidget(chip)
                if row.id in self._open:
                    details.addWidget(self._details(row, None))
        if self.desk.can_write and self._can_add():
            more = Tile("+")
            more.setObjectName("more")
            more.setAccessibleName(offered(self.heading))
            more.clicked.connect(lambda: self._add(more))
            flow.addWidget(more)
        first, second = (columns, chips) if self._side_by_side else (chips, columns)
        box.addWidget(first)
        box.addWidget(second)

    def offers(self) -> Sequence[Offer]:
        return [Offer(offered(self.heading), self._add)] if not self.rows() and self._can_add() else ()

    # one row

    def _far(self, row: Entity) -> str:
        return str(getattr(row, self._other))

    def _shown(self, row: Entity) -> tuple[str, ...] | None:
        if not self._side_by_side and row.id not in self._open:
            return None
        return shown_fields(self.desk, row.id, self._names, self._always)

    def _chip(self, row: Entity) -> Tile:
        far = self.desk.source.get(self._far(row))
        name = self.desk.name(self._far(row))
        words = quoted(name) if isinstance(far, Lesson) else name
        chip = Tile(words, tone_of(far) if far is not None else "plain")
        chip.setObjectName(f"chip:{row.id}")
        if self._side_by_side:
            chip.clicked.connect(partial(self._go, self._far(row)))
        else:
            chip.setCheckable(True)
            chip.setChecked(row.id in self._open)
            chip.clicked.connect(partial(self._toggle, row.id))
        if self.desk.can_write:
            chip.make_removable()
            chip.let_go.connect(partial(self._let_go, row.id))
        return chip

    def _details(self, row: Entity, chip: Tile | None) -> QWidget:
        frame, box = inset()
        if chip is not None:
            head = QWidget()
            Flow(head).addWidget(chip)
            box.addWidget(head)
        for name in shown_fields(self.desk, row.id, self._names, self._always):
            box.addWidget(bound_field(self.desk, row.id, name))
        line = QWidget()
        flow = Flow(line, gap=2)
        if self.desk.can_write:
            for offer in field_offers(self, row.id, self._names, self._always):
                button = quiet_button(offer.words)
                button.clicked.connect(partial(_begin, offer.begin, button))
                flow.addWidget(button)
        if chip is None:
            there = quiet_button(say("Show {what}", what=self.desk.name(self._far(row))))
            there.clicked.connect(partial(self._go, self._far(row)))
            flow.addWidget(there)
        more = quiet_button(say("More about this"), name=f"more:{row.id}")
        more.setToolTip(say("Whose words, when it was told, “not quite”, and how it was worded before"))
        more.clicked.connect(partial(self._go, row.id))
        flow.addWidget(more)
        box.addWidget(line)
        box.addStretch(1)
        return frame

    def _toggle(self, row: str, checked: bool = False) -> None:
        self._open ^= {row}
        self.refresh()
        self.focus_on(f"chip:{row}")

    def _go(self, id: str, checked: bool = False) -> None:
        self.desk.go_to(id)

    def _let_go(self, row: str) -> None:
        self.attempt(lambda: remove(self.desk.document, [row]))

    # adding

    def _can_add(self) -> bool:
        there = {self._far(row) for row in self.rows()}
        source = self.desk.source
        return any(row.id not in there and in_sight(source, row.id) for row in source.all(_FAR_KINDS[self._other]))

    def _add(self, beside: QWidget) -> None:
        there = frozenset(self._far(row) for row in self.rows())
        pick = Pick(beside, self.heading, self.desk.choices(_FAR_KINDS[self._other], but=there))
        pick.picked.connect(self._join)
        pick.open_below(beside)

    def _join(self, other: str) -> None:
        here, tie = (self.id, other) if self._other == "relationship" else (other, self.id)
        verb = teach if self._rows is Taught else play
        self.attempt(lambda: verb(self.desk.document, here, tie, author=self.desk.author()))


def _begin(begin: Callable[[QWidget], object], button: QWidget, checked: bool = False) -> None:
    begin(button)
