"""One place of a reduced-identity copy, with its sentence, and what can become of it; all of it by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from relmap.exchange.reduced import Residue
from relmap.exchange.reduced_choices import Choice
from relmap.read.names_in_text import NameSearch
from relmap.ui.guard import guarded
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import plain_label
from relmap.ui.panels.flow import Flow
from relmap.ui.reduced_places import choice_words
from relmap.ui.residue_words import found_words, sentence_words, where_words, why_words
from relmap.words import say

_MOST_KEYS = 9


class Answer(QFrame):
    """`chosen` carries a Choice for the place that is shown; `moved`: another place is wanted, so many rows on."""

    chosen = Signal(object)
    moved = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._place: Residue | None = None
        self._names: NameSearch | None = None
        self.found = plain_label("", "static_title")
        self.where = plain_label("", "faded")
        self.sentence = plain_label("")
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._candidates = QWidget(self)
        self._flow = Flow(self._candidates)
        self.line = Line(self)
        self.line.setAccessibleName(say("What stands there in the copy"))
        self.line.returnPressed.connect(self._put)
        self.line.moved.connect(self.moved)
        self.complaint = plain_label("", "trouble")
        self.put = _button(say("Put this there"), "", self._put)
        self.put.setToolTip(say("Enter"))
        self.leave = _button(say("Leave it"), "Alt+L", lambda: self.chosen.emit(Choice("leave")))
        self.remove = _button(say("Remove the whole text"), "Alt+R", lambda: self.chosen.emit(Choice("remove")))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 4, 4, 4)
        column.setSpacing(10)
        for part in (self.found, self.where, self.sentence, self._candidates, self.line, self.complaint):
            column.addWidget(part)
        doings = Flow(gap=8)
        for button in (self.put, self.leave, self.remove):
            doings.addWidget(button)
        column.addLayout(doings)
        column.addStretch(1)

    def show_place(self, one: Residue, choice: Choice | None, names: NameSearch) -> None:
        """Ask what becomes of a place; what was chosen before stands there."""
        self._place, self._names = one, names
        self.found.setText(found_words(one))
        became = choice_words(one, choice) if choice is not None else ""
        facts = [why_words(one), where_words(one), became]
        self.where.setText(" · ".join(fact for fact in facts if fact))
        self.sentence.setText(sentence_words(one))
        self.sentence.setVisible(one.why != "said" or one.found is None)
        self._offer(one)
        several = len(one.suggestions) > 1
        typed = choice.words if choice is not None and choice.do in ("suggested", "words") else ""
        self.line.setText(typed or ("" if several else one.suggestions[0]))
        self.line.setPlaceholderText(say("Who is meant? Choose above, or write other words") if several else "")
        self._complain("")
        self.setAccessibleName(f"{self.found.text()}. {self.where.text()}. {self.sentence.text()}")
        self.setEnabled(True)

    def show_nothing(self, words: str) -> None:
        """Nothing is to be looked at; say why."""
        self._place = self._names = None
        for label in (self.where, self.sentence):
            label.clear()
        self.found.setText(words)
        self.line.clear()
        self._complain("")
        self._candidates.hide()
        self.setEnabled(False)

    def take_focus(self) -> None:
        """Be typed into next."""
        self.line.setFocus()
        self.line.selectAll()

    def _offer(self, one: Residue) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()  # and with it its key
                widget.deleteLater()
        for number, words in enumerate(one.suggestions if len(one.suggestions) > 1 else (), 1):
            key = f"Alt+{number}" if number <= _MOST_KEYS else ""
            self._flow.addWidget(_button(words, key, partial(self._choose, words)))
        self._candidates.setVisible(len(one.suggestions) > 1)

    def _choose(self, words: str) -> None:
        self.chosen.emit(Choice("suggested", words))

    def _put(self) -> None:
        one, words = self._place, self.line.text()
        if one is None or self._names is None:
            return
        if words in one.suggestions:
            self._choose(words)
        elif not words and len(one.suggestions) > 1:
            self._complain(say("Who is meant? Choose one of them, or write other words."))
        elif self._names.knows(words):
            self._complain(say("These words hold a name that is looked for. Write others, or leave what stands there."))
        else:
            self.chosen.emit(Choice("words", words))

    def _complain(self, words: str) -> None:
        self.complaint.setText(words)
        self.complaint.setVisible(bool(words))


class Line(QLineEdit):
    """A line in which Up and Down go to another place."""

    moved = Signal(int)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if steps is not None:
            self.moved.emit(steps)
        else:
            super().keyPressEvent(event)


def _button(words: str, key: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(escaped(words))
    button.setAutoDefault(False)
    if key:
        shortcut = QShortcut(QKeySequence(key), button)  # a button’s own key presses it only after a while
        shortcut.activated.connect(act)
        button.setToolTip(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))
    button.clicked.connect(lambda checked: act())
    return button
