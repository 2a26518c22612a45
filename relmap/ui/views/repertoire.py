"""The repertoire side by side: ways of connecting that are imagined, tried, and mine, with whom and when first.

Three lists, since the three are places and not steps of a ladder; a way goes from one to the next by a key or a button,
and back again as easily. In a narrow window they stand below each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from relmap.analysis.repertoire import Way, repertoire
from relmap.model.source import Source
from relmap.model.therapy import WayOfConnecting
from relmap.model.vocabulary import WayState
from relmap.read.search import folded
from relmap.ui.guard import guarded
from relmap.ui.keys import left_to_the_window, types_something
from relmap.ui.panels.dress import plain_label, quiet_button, scaled
from relmap.ui.repertoire_words import way_words
from relmap.ui.selection import Selection
from relmap.ui.sentences import Chip, read_out
from relmap.ui.texts import capital, title_of, value_word
from relmap.ui.theme import theme
from relmap.ui.views.chips import ChipCard, ChipList
from relmap.ui.views.rows import Rows
from relmap.ui.views.running import Placed, place, placed_height
from relmap.ui.views.writing import card_font, write, written_height
from relmap.words import say

STATES: tuple[WayState, ...] = get_args(WayState)
_NARROW = 620
_MOST_LINES = 4
_TALLEST = 16777215  # Qt's own bound


@dataclass(frozen=True, slots=True)
class WayRow:
    """A way of connecting as its card shows it."""

    id: str
    name: str
    state: WayState
    pieces: tuple[Chip, ...]
    spoken: str

    @property
    def chips(self) -> tuple[Chip, ...]:
        """What can be gone to."""
        return tuple(piece for piece in self.pieces if piece.id)


def way_rows(source: Source, wanted: str, order: str) -> tuple[WayRow, ...]:
    """Every way, as it was said or by name; only what has the words of `wanted`."""
    rows = [_row(source, way) for way in repertoire(source)]
    if order == "name":
        rows.sort(key=lambda row: folded(row.name))
    return tuple(row for row in rows if wanted in folded(row.spoken))


def _row(source: Source, way: Way) -> WayRow:
    name, pieces = title_of(source, way.way), way_words(source, way)
    state = value_word("state", way.state, "ways")
    return WayRow(way.way, name, way.state, pieces, ". ".join(part for part in (name, state, read_out(pieces)) if part))


class WayCard(ChipCard):
    """Paints a way of connecting."""

    EDGE = 8

    def card_height(self, row: Any, width: int) -> int:
        line = placed_height(self._line(row, QRectF(0, 0, width - 2 * scaled(12), 0)))
        return round(self._top(row, width - 2 * scaled(12)) + (line + scaled(6) if line else 0) + scaled(10))

    def placed(self, row: Any, box: QRectF, *, rightward: bool) -> tuple[Placed, ...]:
        room = box.adjusted(scaled(12), 0, -scaled(12), 0)
        room.setTop(box.top() + self._top(row, room.width()) + scaled(6))
        return self._line(row, room, rightward=rightward)

    def paint_card(self, painter: QPainter, box: QRectF, row: Any) -> None:
        rightward = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        room = box.adjusted(scaled(12), scaled(10), -scaled(12), 0)
        write(painter, room, row.name, card_font(bold=True), theme().colour("ink"), _MOST_LINES)
        self.paint_row(painter, self.placed(row, box, rightward=rightward), card_font(-1))

    def _line(self, row: WayRow, room: QRectF, *, rightward: bool = False) -> tuple[Placed, ...]:
        return place(row.pieces, room, card_font(-1), rightward=rightward)

    def _top(self, row: WayRow, width: float) -> float:
        return scaled(10) + written_height(row.name, card_font(bold=True), width, _MOST_LINES)


class WayList(ChipList):
    """The ways of one state. Ctrl with Left or Right moves the chosen one: `moved(way, step)`."""

    moved = Signal(str, int)

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _step_of(event):
            event.accept()
            return True
        return super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _step_of(event)
        id = self._id(self.currentIndex())
        if step and id:
            self.moved.emit(id, -step if self.isRightToLeft() else step)
        elif not step:
            super().keyPressEvent(event)


class Column(QWidget):
    """One state: its name, the button that brings the chosen way here, its list, and a kind word while it is empty."""

    def __init__(self, state: WayState, selection: Selection, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.state = state
        self.word = capital(value_word("state", state, "ways"))
        self.rows = Rows(self)
        self.list = WayList(self.rows, WayCard(selection), selection, self.word, self)
        self.here = quiet_button(say("Move here"), name=f"to_{state}", spoken=say("Move to: {state}", state=self.word))
        policy = self.here.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that nothing jumps when it comes
        self.here.setSizePolicy(policy)
        self.here.setToolTip(say("Ctrl with Left or Right moves it, too."))
        self._empty = plain_label(_nothing_yet(state), "faded")
        self._empty.setContentsMargins(scaled(8), 0, scaled(8), 0)
        head = QHBoxLayout()
        head.setContentsMargins(scaled(8), 0, scaled(8), 0)
        head.addWidget(plain_label(self.word, "heading"), 1)
        head.addWidget(self.here)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(scaled(6))
        self._column.addLayout(head)
        self._column.addWidget(self._empty)
        self._column.addWidget(self.list, 1)

    def take_in(self, line: QWidget) -> None:
        """Put the line for new words below the heading."""
        row = QHBoxLayout()
        row.setContentsMargins(scaled(8), 0, scaled(8), 0)
        row.addWidget(line)
        self._column.insertLayout(1, row)

    def show_rows(self, rows: Sequence[WayRow], *, filtered: bool) -> None:
        """Show the ways of this state; while words are looked for, an empty column says nothing."""
        self.list.show_rows(rows)
        self._empty.setVisible(not rows and not filtered)

    def be_as_tall_as_needed(self, needed: bool) -> None:
        """Show the whole list, or let it scroll in the room it gets."""
        width = self.list.viewport().width()
        heights = (self.list.sizeHintForIndex(self.rows.index(row, 0)).height() for row in range(len(self.rows.rows)))
        tall = sum(heights) + scaled(4) if width > 0 and needed else 0
        self.list.setMinimumHeight(tall)
        self.list.setMaximumHeight(tall if needed else _TALLEST)


class Repertoire(QWidget):
    """The three columns. `move(way, state)` and `add(words)` are the page's to write; `asked` as for a list."""

    asked = Signal(str)

    def __init__(
        self,
        selection: Selection,
        move: Callable[[str, WayState], object],
        add: Callable[[str], object],
        parent: QWidget,
    ) -> None:
        """Follow `selection`."""
        super().__init__(parent)
        self._selection, self._move, self._add = selection, move, add
        self._source: Source | None = None
        self.columns = {state: Column(state, selection, self) for state in STATES}
        self.line = _NewWay(self)
        self.line.returnPressed.connect(self._added)
        inner = QWidget()
        inner.setObjectName("repertoire")
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._box.setContentsMargins(scaled(14), 0, scaled(14), scaled(14))
        self._box.setSpacing(scaled(8))
        self._area = _Area(inner, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        for state, column in self.columns.items():
            self._box.addWidget(column, 1)
            column.list.asked.connect(self.asked)
            column.list.moved.connect(self._step)
            column.here.clicked.connect(lambda _=False, state=state: self._bring(state))
        self.columns["imagined"].take_in(self.line)
        self.setFocusProxy(self.columns["imagined"].list)
        selection.changed.connect(self._tell)

    def show_ways(self, source: Source, rows: Sequence[WayRow], *, filtered: bool) -> None:
        """Show every way in the column of its state."""
        self._source = source
        for state, column in self.columns.items():
            column.show_rows([row for row in rows if row.state == state], filtered=filtered)
        self.line.setVisible(not source.read_only)
        self._tell(None)
        self._fit()
        filled = (column.list for column in self.columns.values() if column.rows.rows)
        self.setFocusProxy(next(filled, self.columns["imagined"].list))

    def forget(self) -> None:
        """Keep no word of the case."""
        self._source = None
        self.line.setText("")  # which forgets what could be undone
        for column in self.columns.values():
            column.rows.show(())

    def _chosen(self) -> WayOfConnecting | None:
        id = self._selection.only
        entity = self._source.get(id) if self._source is not None and id is not None else None
        return entity if isinstance(entity, WayOfConnecting) and entity.veil == "none" else None

    def _tell(self, _ids: object) -> None:
        """Offer to bring the chosen way to where it is not."""
        way = self._chosen()
        free = self._source is not None and not self._source.read_only
        for state, column in self.columns.items():
            column.here.setVisible(free and way is not None and way.state != state)

    def _bring(self, state: WayState) -> None:
        way = self._chosen()
        if way is not None:
            self._move_to(way.id, state)

    def _step(self, id: str, step: int) -> None:
        row = next((row for row in self._rows() if row.id == id), None)
        at = STATES.index(row.state) + step if row is not None else -1
        if 0 <= at < len(STATES) and self._source is not None and not self._source.read_only:
            self._move_to(id, STATES[at])

    def _rows(self) -> Iterator[WayRow]:
        for column in self.columns.values():
            yield from (row for row in column.rows.rows if isinstance(row, WayRow))

    def _move_to(self, id: str, state: WayState) -> None:
        self._move(id, state)
        self.columns[state].list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.columns[state].list.go_to(id)
        self._tell(None)

    def _added(self) -> None:
        words = self.line.text()
        if words.strip():
            self._add(words)
            self.line.setText("")

    def _fit(self) -> None:
        """Side by side where there is room, each list scrolling; else below each other, scrolling as one."""
        narrow = self.width() < scaled(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != way:
            self._box.setDirection(way)
        for column in self.columns.values():
            column.be_as_tall_as_needed(narrow)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class _Area(QScrollArea):
    """Lets the columns scroll as one where they stand below each other."""

    def __init__(self, inner: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self.viewport(), inner):
            part.setAutoFillBackground(False)


class _NewWay(QLineEdit):
    """New words for a way of connecting, imagined until it is moved."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("new_way")
        self.setPlaceholderText(say("+ a way of connecting"))
        self.setAccessibleName(say("A new way of connecting, imagined"))

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if types_something(event):
                event.accept()
                return True
            if left_to_the_window(event, can_undo=self.isUndoAvailable(), can_redo=self.isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)


def _nothing_yet(state: WayState) -> str:
    words: dict[WayState, str] = {
        "imagined": say("Ways to be with others that you can picture, even if nobody has seen them yet."),
        "tried": say("Ways you have lived once or more, with anyone."),
        "mine": say("Ways that feel like yours by now."),
    }
    return words[state]


def _step_of(event: QKeyEvent) -> int:
    """Which way a key moves the chosen one: -1, 1, or 0 for none."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.ControlModifier:
        return 0
    return {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}.get(event.key(), 0)
