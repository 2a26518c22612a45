"""The editors for words, dates, numbers and ticks: each shows one value, and says in one sentence what it cannot take.

They hold no ids and store nothing; `ui.bind` does. What they read and write are values as the exchange file has them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from relmap.edits.adding import words
from relmap.model.columns import Plain
from relmap.ui.bind import Editor
from relmap.ui.panels.dress import plain_label
from relmap.ui.panels.paper import Paper
from relmap.ui.panels.wrapped import WrappedTick
from relmap.ui.texts import date_words, read_when
from relmap.words import Trouble, say


class PanelEditor(Editor):
    """An editor with room below it for one sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        self._trouble: QLabel | None = None

    def complain(self, sentence: str) -> None:
        if self._trouble is None and sentence:
            self._trouble = plain_label("", "trouble")
            self._trouble.setObjectName("trouble")
            self._box.addWidget(self._trouble)
        if self._trouble is not None:
            self._trouble.setText(sentence)
            self._trouble.setVisible(bool(sentence))

    def put_in(self, widget: QWidget) -> None:
        """Show `widget` above the room for the sentence; it takes the focus for the whole editor."""
        self._box.addWidget(widget)
        self.setFocusProxy(widget)


class WordsEditor(PanelEditor):
    """Words as typed; nothing but space is no words at all."""

    def __init__(self, label: str, *, one_line: bool = False, spoken: bool = False, hint: str = "") -> None:
        """`label` is what it is called aloud."""
        super().__init__()
        self.paper = Paper(one_line=one_line, spoken=spoken)
        self.paper.setAccessibleName(label)
        self.paper.setPlaceholderText(hint)
        self.put_in(self.paper)
        self.paper.typed.connect(self.typed)
        self.paper.left.connect(self.settled)
        self.paper.dropped.connect(self.dropped)

    def value(self) -> Plain:
        return words(self.paper.words())

    def display(self, value: Plain) -> None:
        if value != self.value():
            self.paper.show_words(str(value or ""))

    def lock(self, locked: bool) -> None:
        self.paper.setReadOnly(locked)

    def draft(self) -> str | None:
        return self.paper.words() or None

    def take_up(self, draft: str) -> None:
        self.paper.show_words(draft)


Read = Callable[[str], Plain]


class TypedEditor(WordsEditor):
    """A value that is written by hand in one of several ways: a date, a time, a number."""

    def __init__(self, label: str, read: Read, write: Callable[[Plain], str], expects: str) -> None:
        """`read` raises ValueError for what it cannot take, and then `expects` is said."""
        super().__init__(label, one_line=True, hint=expects)
        self.paper.setAccessibleDescription(expects)
        self._read, self._write, self._expects = read, write, expects

    def value(self) -> Plain:
        text = self.paper.words().strip()
        if not text:
            return None
        try:
            return self._read(text)
        except ValueError as error:
            raise Trouble(self._expects) from error

    def display(self, value: Plain) -> None:
        shown = "" if value is None else self._write(value)
        if self.paper.hasFocus() and self._means(value):
            return
        self.paper.show_words(shown)

    def patient(self) -> bool:
        return True

    def _means(self, value: Plain) -> bool:
        try:
            return self.value() == value
        except Trouble:
            return False


def when_editor(label: str) -> TypedEditor:
    """An editor for a date of a life, in EDTF or in plain words."""
    expects = say("A year such as 1984, March 1984, about 1990, since 2019, from 1984 to 1994, or “not known when”")
    return TypedEditor(label, _read_when, _write_when, expects)


def date_editor(label: str) -> TypedEditor:
    """An editor for a day."""
    return TypedEditor(label, _read_day, _write_when, say("A day such as 2026-01-14, or 14 January 2026"))


def time_editor(label: str) -> TypedEditor:
    """An editor for a time of day."""
    return TypedEditor(label, _read_time, str, say("A time such as 10:05"))


def number_editor(label: str) -> TypedEditor:
    """An editor for a whole number."""
    return TypedEditor(label, _read_number, str, say("A whole number such as 12"))


def _read_when(text: str) -> str:
    found = read_when(text)
    if found is None:
        raise ValueError("not a date")
    return found


def _write_when(value: Plain) -> str:
    text = str(value)
    shown = date_words(text)
    return shown if read_when(shown) == text else text


def _read_day(text: str) -> str:
    found = _read_when(text)
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", found):
        raise ValueError("not a day")
    return found


def _read_time(text: str) -> str:
    short = re.fullmatch(r"(\d{1,2})[.:](\d\d)", text)
    if short:
        return datetime.time(int(short[1]), int(short[2])).isoformat("minutes")
    datetime.datetime.fromisoformat(text)
    return text


def _read_number(text: str) -> int:
    if not text.isdecimal():
        raise ValueError("not a whole number")
    return int(text)


class TickEditor(PanelEditor):
    """A yes or no."""

    def __init__(self, label: str) -> None:
        """`label` stands beside the box."""
        super().__init__()
        self.box = WrappedTick(label)
        self.box.setAccessibleName(label)
        self.put_in(self.box)
        self.box.clicked.connect(self._clicked)

    def value(self) -> Plain:
        return self.box.checkState() == Qt.CheckState.Checked

    def display(self, value: Plain) -> None:
        self.box.setChecked(bool(value))

    def lock(self, locked: bool) -> None:
        self.box.setEnabled(not locked)

    def _clicked(self) -> None:
        self.typed.emit()
        self.settled.emit()
