"""The timeline: a life as a picture and as a list, both filtered alike and both choosing the same things.

The picture is for the eye, the list for the keyboard and the ear as well; what has no date yet stands in the list,
apart. Nothing here writes.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from relmap.analysis.lifeline import Lifeline, lifeline
from relmap.model.integrity import session_order
from relmap.model.kinds import KINDS
from relmap.model.people import Person
from relmap.model.seats import clients
from relmap.model.when import span
from relmap.read.search import folded
from relmap.ui.guard import guarded
from relmap.ui.icons import dress
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import scaled
from relmap.ui.texts import capital, kind_word, title_of
from relmap.ui.views.choice_box import ChoiceBox
from relmap.ui.views.page import Page, PageContext
from relmap.ui.views.rows import Row as ListRow
from relmap.ui.views.rows import RowList, Rows
from relmap.ui.views.time_card import TimeCard, TimeRow, heading
from relmap.ui.views.time_legend import TimeLegend
from relmap.ui.views.time_marks import Mark, marks_of, row_title
from relmap.ui.views.time_picture import TimePicture
from relmap.ui.views.time_rows import rows_of
from relmap.words import say

_KINDS = (
    "relationships",
    "life_events",
    "contexts",
    "taught",
    "played",
    "episodes",
    "experiences",
    "people",
    "sessions",
)
_STEP = 1.5
_NARROWEST, _ROOM_FOR_ZOOMS = 230, 310


class TimelinePage(Page):
    """Everything with a date in life; `asked` and the selection as on every page."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Follow the context's feed."""
        self.clock: Callable[[], datetime.date] = datetime.date.today
        self._line: Lifeline | None = None
        super().__init__(context, parent)

    def title(self) -> str:
        return say("Timeline")

    def orders(self) -> Sequence[tuple[str, str]]:
        return (("date", say("By date")), ("told", say("As it was told")))

    def body(self) -> QWidget:
        whole = self._body = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.legend = TimeLegend(whole)
        self.legend.hide()
        column.addLayout(self._tool_row(whole))
        column.addWidget(self.legend)
        self.picture = TimePicture(self.selection, whole)
        self.rows = Rows(whole)
        self.list = RowList(self.rows, TimeCard(), self.selection, say("Timeline, as a list"), whole)
        self.picture.asked.connect(self.asked)
        self.picture.stretched.connect(lambda every: self.years_box.setCurrentIndex(0 if every else -1))
        self.list.asked.connect(self.asked)
        self.parts = QSplitter(Qt.Orientation.Vertical, whole)
        self.parts.addWidget(self.picture)
        self.parts.addWidget(self.list)
        self.parts.setChildrenCollapsible(False)
        self.parts.setStretchFactor(0, 3)
        self.parts.setStretchFactor(1, 2)
        column.addWidget(self.parts, 1)
        whole.setFocusProxy(self.picture)
        return whole

    def renew(self) -> bool:
        line = self._line = lifeline(self.source, span(str(self.clock())).first)
        every = marks_of(self.source, line)
        marks = [mark for mark in every if self._fits(mark)]
        self._show_picture(line, marks)
        self.list.show_rows(tuple(self._list_rows(marks)))
        return bool(marks) or (bool(every) and not self.wanted)

    def empty_words(self) -> tuple[str, str]:
        return (
            say("A life can be told in any order"),
            say("What is given a year, or words like “when I was seven”, is shown here in its place."),
        )

    def forget(self) -> None:
        self._line = None
        self.picture.forget()
        self.rows.show(())

    # inside

    def _tool_row(self, whole: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(scaled(22), 0, scaled(22), scaled(8))
        row.setSpacing(scaled(6))
        self.kind_box = ChoiceBox(whole, say("What is shown"))
        self.kind_box.addItem(say("Everything"), "")
        for array in _KINDS:
            self.kind_box.addItem(escaped(capital(kind_word(array, many=True))), array)
        self.kind_box.activated.connect(self.look_again)
        self.years_box = ChoiceBox(whole, say("Years in sight"))
        for key, words in (("all", say("All years")), ("life", say("My life")), ("therapy", say("The therapy"))):
            self.years_box.addItem(words, key)
        self.years_box.setPlaceholderText(say("Some years"))
        self.years_box.activated.connect(self._fit)
        row.addWidget(self.kind_box)
        row.addWidget(self.years_box)
        row.addStretch(1)
        row.addWidget(self._legend_button(whole))
        self.zooms: list[QToolButton] = []
        for name, words, factor in (("zoom-out", say("Zoom out"), 1 / _STEP), ("zoom-in", say("Zoom in"), _STEP)):
            self.zooms.append(self._zoom_button(whole, name, words, factor))
            row.addWidget(self.zooms[-1])
        whole.setMinimumWidth(scaled(_NARROWEST))
        return row

    def _wear(self, theme: object) -> None:
        self._body.setMinimumWidth(scaled(_NARROWEST))
        super()._wear(theme)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The wheel, two fingers and + and - zoom as well: their buttons go first where there is no room."""
        super().resizeEvent(event)
        for button in self.zooms:
            button.setVisible(self.width() >= scaled(_ROOM_FOR_ZOOMS))

    def _legend_button(self, parent: QWidget) -> QToolButton:
        button = QToolButton(parent)
        button.setCheckable(True)
        button.setAccessibleName(say("Legend"))
        button.setToolTip(say("Legend"))
        dress(button, "info")
        button.toggled.connect(self.legend.setVisible)
        return button

    def _zoom_button(self, parent: QWidget, icon: str, words: str, factor: float) -> QToolButton:
        button = QToolButton(parent)
        button.setAccessibleName(words)
        button.setToolTip(words)
        dress(button, icon)
        button.clicked.connect(lambda _=False: self.picture.zoom_by(factor))
        return button

    def _fit(self, _: object = None) -> None:
        line = self._line
        if line is None:
            return
        wanted = {"life": line.lived, "therapy": line.therapy}.get(str(self.years_box.currentData()))
        self.picture.fit(*(wanted or (line.first, line.last)))

    def _fits(self, mark: Mark) -> bool:
        kind = self.kind_box.currentData()
        of_kind = not kind or mark.array == kind or (kind == "sessions" and mark.array == "case")
        return of_kind and self.wanted in folded(mark.spoken)

    def _show_picture(self, line: Lifeline, marks: Sequence[Mark]) -> None:
        people = self.source.all(Person)
        first = frozenset(one.id for one in clients(self.source))
        last = frozenset(one.id for one in people if one.seat in ("therapist", "co_therapist"))
        rows = rows_of(marks, (line.first, line.last), first=first, last=last)
        lanes = {"history": say("History and context"), "events": say("Life events"), "therapy": say("The therapy")}
        titles = {row.key: lanes.get(row.key) or row_title(self.source, row.key) for row in rows}
        self.picture.show_rows(rows, titles, (line.first, line.last), line.today)

    def _list_rows(self, marks: Sequence[Mark]) -> Iterator[ListRow]:
        if self.order == "told":
            order = session_order(self.source)
            yield from _as_told(marks, {place: capital(title_of(self.source, id)) for id, place in order.items()})
            return
        yield from (TimeRow(mark) for mark in marks if mark.at is not None)
        undated = [mark for mark in marks if mark.at is None]
        if undated:
            yield heading(say("Not dated yet"))
        yield from (TimeRow(mark, apart=True) for mark in undated)


def _as_told(marks: Sequence[Mark], sessions: Mapping[int, str]) -> Iterator[ListRow]:
    order = list(KINDS)
    told = sorted(marks, key=lambda mark: (mark.told, order.index(mark.array)))
    before: int | None = None
    for mark in told:
        if mark.told != before:
            before = mark.told
            yield heading(sessions.get(before) or say("Outside a session"))
        yield TimeRow(mark)
