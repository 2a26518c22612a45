"""The list of process notes: when each was written, what it begins with, and what it is about."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from relmap.apart.notes import ProcessNote
from relmap.read.titles import one_line
from relmap.ui.guard import guarded
from relmap.ui.notes_map import NotesMap
from relmap.ui.panels.dress import scaled
from relmap.ui.selection import Selection
from relmap.ui.texts import date_words
from relmap.ui.theme import theme
from relmap.ui.views.rows import CardDelegate, RowList, Rows
from relmap.ui.views.writing import card_font, write, written_height
from relmap.words import say

_LINES = 2
_PAD = 9


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note in the list: its first words, and a line of when, which kind and about what."""

    id: str
    words: str
    line: str

    @property
    def spoken(self) -> str:
        """All of it for the ear."""
        return say("{words}. {line}", words=self.words, line=self.line)


class NoteCards(CardDelegate):
    """Paints a note as a card: its beginning, and the line below."""

    EDGE = 12

    @guarded(default=0)
    def card_height(self, row: Any, width: int) -> int:
        room = width - 2 * scaled(_PAD + 4)
        words = written_height(row.words, card_font(), room, _LINES)
        return round(words + written_height(row.line, card_font(-2), room, _LINES)) + scaled(2 * _PAD + 3)

    @guarded
    def paint_card(self, painter: QPainter, box: QRectF, row: Any) -> None:
        inside = box.adjusted(scaled(_PAD + 4), scaled(_PAD), -scaled(_PAD + 4), -scaled(_PAD))
        height = write(painter, inside, row.words, card_font(), theme().colour("ink"), _LINES)
        below = inside.adjusted(0, height + scaled(3), 0, 0)
        write(painter, below, row.line, card_font(-2), theme().colour("faded"), _LINES)


class NotesList(RowList):
    """The notes; `picked` carries the one that is gone to, `left_out` the one that is to be removed."""

    picked = Signal(str)
    left_out = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Begin empty."""
        self.current = Selection()
        super().__init__(Rows(parent), NoteCards(), self.current, say("Process notes"), parent)
        self.current.setParent(self)
        self.current.changed.connect(self._pick)

    def show_notes(self, notes: Iterable[ProcessNote], map_: NotesMap) -> None:
        """Show these, in this order."""
        self.show_rows([row_of(note, map_) for note in notes])

    def mark(self, id: str | None) -> None:
        """Show which one stands beside the list."""
        self.current.set([id] if id else [])
        if id is not None and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _pick(self, ids: object) -> None:
        if self.current.only is not None:
            self.picked.emit(self.current.only)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.current.only is not None:
            self.left_out.emit(self.current.only)
        else:
            super().keyPressEvent(event)


def row_of(note: ProcessNote, map_: NotesMap) -> NoteRow:
    """A note as it stands in the list."""
    parts = [time_words(note.written)]
    if note.kind == "supervision":
        parts.append(say("for supervision"))
    if note.session is not None:
        parts.append(map_.session_title(note.session))
    if note.subject is not None:
        parts.append(map_.title(note.subject))
    return NoteRow(note.id, one_line(note.text, 160) or say("No words yet"), " · ".join(parts))


def time_words(time: str) -> str:
    """A stored time as the clock here shows it: `29 April 2026, 16:40`."""
    local = datetime.datetime.fromisoformat(time).astimezone()
    return say("{day}, {time}", day=date_words(local.date().isoformat()), time=local.strftime("%H:%M"))
