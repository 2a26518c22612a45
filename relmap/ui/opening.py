"""The opening map: what changed last time and since, what is open and what is to be asked, beside the map itself.

It shows itself when a case opens and nobody is in session, never takes the keyboard by itself, and goes as soon as
somebody does anything else. Every line leads to its place. It reads; it never writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from relmap.analysis.changes import PLACE, Line
from relmap.analysis.opening import Opening, opening
from relmap.model.base import Entity
from relmap.model.lessons import Taught
from relmap.model.links import Link
from relmap.model.notes import Note
from relmap.model.roles import Played
from relmap.model.source import Source
from relmap.model.therapy import Rating
from relmap.read.sessions import as_it_stood
from relmap.store.document import Document
from relmap.ui.feed import Feed
from relmap.ui.guard import guarded
from relmap.ui.opening_list import OpeningList, OpeningRow
from relmap.ui.opening_words import ICONS, ask_words, line_words, open_words, session_words
from relmap.ui.panels.dress import plain_label, scaled
from relmap.ui.selection import Selection
from relmap.ui.theme import themes
from relmap.words import say, say_n

SHORT = 4
"""So many lines of a list are shown at first."""
_SPARE = 1
"""One more line is shown at once: a line that hides it would be as long."""
WIDTH = 360
_LAST, _SINCE, _OPEN, _ASK = "last", "since", "open", "ask"
_MOVED = "moved "


class OpeningSheet(QFrame):
    """`asked` carries a thing whose place somebody wants to see, `begin_asked` that the session is to begin.

    `set_off` carries the ids that changed, for the map to set them off softly; none once the sheet has gone. `went`
    says that it has gone, `left` that the keyboard is free again, `resized` that it wants another place.
    """

    asked = Signal(str)
    begin_asked = Signal()
    set_off = Signal(object)
    left = Signal()
    went = Signal()
    resized = Signal()

    def __init__(self, document: Document, feed: Feed, selection: Selection, canvas: QWidget) -> None:
        """Wait, hidden, over `canvas`."""
        super().__init__(canvas)
        self.setObjectName("sheet")
        self.setProperty("beside", True)
        self.setAutoFillBackground(True)
        self.setAccessibleName(say("Since last time"))
        self._document, self._feed = document, feed
        self._all: frozenset[str] = frozenset()
        self._title = plain_label(say("Since last time"), "title")
        self._hint = plain_label(say("F4 goes to this list, Esc puts it away."), "small")
        self.list = OpeningList(selection, self)
        self._lay_out()
        self.list.asked.connect(self.asked)
        self.list.rest_asked.connect(self._show_rest)
        feed.changed.connect(self._follow)
        themes().changed.connect(self._wear)
        self.hide()

    # what it is told

    def renew(self) -> bool:
        """Look again at what there is to say; False where a case is too new for that."""
        found = opening(self._document, self._feed.projection)
        self.list.show_rows(tuple(self._rows(found)) if found is not None else ())
        self.set_off.emit(_on_the_map(self._feed.projection, found) if found is not None else frozenset())
        self.updateGeometry()
        self.resized.emit()
        return found is not None

    def put_away(self) -> None:
        """Go, and keep no word."""
        if self.isHidden():
            return
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.hide()
        self._forget()
        self.went.emit()
        if had_focus:
            self.left.emit()

    def focus_first(self) -> None:
        """Give the list the keyboard."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_case(self) -> None:
        """Keep no word of the case."""
        self._feed.changed.disconnect(self._follow)
        self.hide()
        self._forget()

    # how it is put together

    def _lay_out(self) -> None:
        begin, away = QPushButton(say("Begin session"), self), QPushButton(say("Put away"), self)
        begin.setProperty("look", "primary")
        begin.clicked.connect(self.begin_asked)
        away.setProperty("look", "quiet")
        away.clicked.connect(self.put_away)
        self._head, self._foot = QVBoxLayout(), QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addWidget(self._hint)
        self._foot.addStretch(1)
        self._foot.addWidget(away)
        self._foot.addWidget(begin)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addLayout(self._head)
        self._column.addWidget(self.list, 1)
        self._column.addLayout(self._foot)
        self._space()

    def _space(self) -> None:
        side = scaled(20)
        self._head.setContentsMargins(side, scaled(14), side, 0)
        self._head.setSpacing(scaled(2))
        self._foot.setContentsMargins(side, scaled(8), side, scaled(14))
        self._foot.setSpacing(scaled(8))

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        width = scaled(WIDTH)
        around = self._head.sizeHint().height() + self._foot.sizeHint().height() + 2
        return QSize(width, around + self.list.wanted_height(width - 2))

    def _wear(self, _theme: object) -> None:
        self._space()
        self.list.scheduleDelayedItemsLayout()
        self.updateGeometry()
        self.resized.emit()

    # what it says

    def _rows(self, found: Opening) -> Iterator[OpeningRow]:
        source, changes = self._feed.projection, found.changes
        session = session_words(source, changes.session)
        if changes.last_time:
            yield OpeningRow("", say("Last time: {session}", session=session), "heading")
            yield from self._changed(_LAST, changes.last_time)
        else:
            yield OpeningRow("", say("Last time: {session}", session=session), "heading")
            yield OpeningRow("", say("It was a quiet hour: nothing on the map changed."), "plain")
        if changes.since:
            yield OpeningRow("", say("Since then, outside a session"), "heading")
            yield from self._changed(_SINCE, changes.since)
        if found.disruptions:
            yield OpeningRow("", say("Still open between us"), "heading")
            waiting = [OpeningRow(id, open_words(source, id), "line", ICONS["ruptures"]) for id in found.disruptions]
            yield from self._short(_OPEN, waiting)
        if found.ask_later:
            yield OpeningRow("", say("To ask later"), "heading")
            notes = [OpeningRow(id, ask_words(source, id), "line", "bookmark") for id in found.ask_later]
            yield from self._short(_ASK, notes)

    def _short(self, section: str, rows: Sequence[OpeningRow]) -> Iterator[OpeningRow]:
        if section in self._all or len(rows) <= SHORT + _SPARE:
            yield from rows
            return
        yield from rows[:SHORT]
        more = len(rows) - SHORT
        yield OpeningRow("", say_n("and {n} more", "and {n} more", more), "more", section=section)

    def _changed(self, section: str, lines: Sequence[Line]) -> Iterator[OpeningRow]:
        """The lines as sentences, what was newly said first; what was only moved is counted."""
        moved = [line for line in lines if line.fields == (PLACE,)]
        yield from self._short(section, self._told([line for line in lines if line.fields != (PLACE,)]))
        if moved and _MOVED + section in self._all:
            yield from self._told(moved)
        elif moved:
            n = len(moved)
            words = say_n("{n} thing stands elsewhere on the map", "{n} things stand elsewhere on the map", n)
            yield OpeningRow("", words, "more", "move", _MOVED + section)

    def _told(self, lines: Sequence[Line]) -> list[OpeningRow]:
        with ExitStack() as stack:
            sources: dict[int, Source] = {}

            def seen(line: Line) -> Source:
                if line.title_from is None:
                    return self._feed.projection
                if line.title_from not in sources:
                    then = as_it_stood(self._document, self._feed.projection.audience, line.title_from)
                    sources[line.title_from] = stack.enter_context(then)
                return sources[line.title_from]

            return [_row(seen, line) for line in sorted(lines, key=_weight)]

    def _show_rest(self, section: str) -> None:
        self._all |= {section}
        self.renew()

    def _follow(self, _delta: object) -> None:
        if self.isVisible():
            self.renew()

    def _forget(self) -> None:
        self._all = frozenset()
        self.list.show_rows(())
        self.set_off.emit(frozenset())

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)


_FIRST = (
    "experiences", "repairs", "ruptures", "lessons", "moments", "people", "relationships", "roles", "patterns", "ways",
    "episodes", "life_events", "contexts", "names", "taught", "played", "ratings", "notes", "consents", "exports",
)  # fmt: skip


def _weight(line: Line) -> int:
    return _FIRST.index(line.array) if line.array in _FIRST else len(_FIRST)


def _row(seen: Callable[[Line], Source], line: Line) -> OpeningRow:
    gone = line.title_from is not None
    return OpeningRow(
        "" if gone else line.id, line_words(seen(line), line), "plain" if gone else "line", ICONS[line.array]
    )


def _on_the_map(source: Source, found: Opening) -> frozenset[str]:
    """What changed last time and since, as ids: a row without a place of its own by what it is said of."""
    lines = (line for line in (*found.changes.last_time, *found.changes.since) if line.fields != (PLACE,))
    rows = (source.get(line.id) for line in lines)
    return frozenset(_stands_at(row) for row in rows if row is not None and not isinstance(row, Link))


def _stands_at(row: Entity) -> str:
    if isinstance(row, Rating | Note):
        return row.subject
    if isinstance(row, Taught):
        return row.lesson
    return row.role if isinstance(row, Played) else row.id
