"""The pages of the first window: home, unlocking a case, and what a new case needs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from relmap.ui.guard import guarded
from relmap.ui.icons import dress
from relmap.ui.mnemonics import escaped
from relmap.ui.passphrase import NewPassphrase, PassphraseField
from relmap.ui.theme import themes
from relmap.words import say

WIDTH = 400
_PLAIN = 0
"""Qt.TextFormat.PlainText by its number: to load the names of Qt takes as long as to build all of the first window."""
CODES = (
    *("Alder", "Bracken", "Clover", "Curlew", "Dunlin", "Elder", "Finch", "Godwit", "Hazel", "Heron", "Juniper"),
    *("Kestrel", "Larch", "Lark", "Linnet", "Maple", "Merlin", "Otter", "Pipit", "Plover", "Rowan", "Siskin"),
    *("Sorrel", "Teasel", "Thistle", "Willow", "Wren", "Yarrow"),
)
"""Birds and plants: a code says nothing about who the case is of."""


class Page(QFrame):
    """A column in the middle of the window, with a line for what is under way and one for what went wrong.

    `painted` is said each time it was.
    """

    back_asked = Signal()
    painted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin with nothing to say."""
        super().__init__(parent)
        self.setObjectName("start_page")
        self._busy = _label("", "faded", self)
        self._complaint = _label("", "complaint", self)
        self.column = QVBoxLayout()
        self.column.setSpacing(12)
        middle = QWidget(self)
        middle.setFixedWidth(round(WIDTH * themes().text_scale))
        middle.setLayout(self.column)
        row = QHBoxLayout()  # stretches, not an alignment: that would forget how tall wrapped words are
        row.addStretch(1)
        row.addWidget(middle)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        whole.addLayout(row)
        whole.addStretch(2)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()

    def show_busy(self, words: str) -> None:
        """Say what is under way and take no more orders meanwhile; empty words end it."""
        self._busy.setText(words)
        if words:
            self._complaint.setText("")
        for child in self.findChildren(QPushButton):
            child.setEnabled(not words)

    def complain(self, sentence: str) -> None:
        """Say what went wrong."""
        self._complaint.setText(sentence)

    def clear(self) -> None:
        """Forget what was typed, and what went wrong."""
        self._complaint.clear()

    def close_jobs(self) -> None:
        """Wait for work under way."""

    @property
    def complaint(self) -> str:
        """What went wrong, if anything."""
        return self._complaint.text()

    def _finish(self, *, back: bool = True, beside: QWidget | None = None) -> None:
        self.column.addWidget(self._busy)
        self.column.addWidget(self._complaint)
        if back:
            button = QPushButton(say("Back"), self)
            button.setProperty("look", "quiet")
            button.setAutoDefault(True)
            button.clicked.connect(self.back_asked)
            self._back = button
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            if beside is not None:
                row.addWidget(beside)
            self.column.addLayout(row)


class HomePage(Page):
    """What relmap is, the cases of a folder, and three more ways in."""

    open_asked = Signal()
    new_asked = Signal()
    demo_asked = Signal()
    forget_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Offer the three; `show_shelf` adds the folder once the window is up."""
        super().__init__(parent)
        self.column.addWidget(_label("relmap", "word", self))
        words = say(
            "A map of the relationships that mattered, drawn by two people side by side. Each case is one encrypted "
            "file on this computer; nothing ever leaves it by itself."
        )
        self._intro = _label(words, "faded", self)
        self.column.addWidget(self._intro)
        self.column.addSpacing(12)
        self._shelf_row = self.column.count()
        self._open = self._offer(say("Open a case…"), "folder-open", self.open_asked, first=True)
        self._offer(say("New case…"), "file-plus", self.new_asked)
        self._offer(say("Look at the demo"), "map", self.demo_asked)
        self._forget = QPushButton(say("Forget the passphrase that is kept"), self)
        self._forget.setProperty("look", "quiet")
        self._forget.setAutoDefault(True)
        self._forget.clicked.connect(self.forget_asked)
        self._forget.hide()
        self.column.addWidget(self._forget)
        self._finish(back=False)

    def show_shelf(self, shelf: QWidget, *, filled: bool) -> None:
        """Show the cases of a folder above the other ways in; with `filled`, instead of what relmap is."""
        if shelf.parent() is None or self.column.indexOf(shelf) < 0:
            self.column.insertWidget(self._shelf_row, shelf)
            shelf.show()  # now, so that it can be given the keyboard
        self._intro.setVisible(not filled)
        self._open.setProperty("look", "" if filled else "primary")
        dress(self._open, "folder-open", "ink" if filled else "on_accent")
        self._open.style().polish(self._open)

    def show_kept(self, kept: bool) -> None:
        """Offer to forget the passphrase that is kept for several cases."""
        self._forget.setVisible(kept)

    def _offer(self, words: str, icon: str, asked: object, *, first: bool = False) -> QPushButton:
        button = QPushButton(escaped(words), self)
        button.setMinimumHeight(48)
        button.setAutoDefault(True)
        button.setProperty("look", "primary" if first else "")
        dress(button, icon, "on_accent" if first else "ink")
        button.clicked.connect(asked)
        self.column.addWidget(button)
        return button


class UnlockPage(Page):
    """The passphrase of one file. `entered` carries it and whether it is to be kept for other cases."""

    entered = Signal(str, bool)
    erase_asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        """Ask for nothing yet."""
        super().__init__(parent)
        self.path: Path | None = None
        self._name = _label("", "word", self)
        self._told = _label("", "faded", self)
        self._told.hide()
        self._field = PassphraseField(say("Passphrase"), self)
        self._field.entered.connect(self._enter)
        self._keep = QCheckBox(escaped(say("Keep it for my other cases until relmap is locked")), self)
        button = QPushButton(say("Unlock"), self)
        button.setAutoDefault(True)
        button.setProperty("look", "primary")
        button.clicked.connect(self._enter)
        erase = QPushButton(escaped(say("Erase this case…")), self)
        erase.setProperty("look", "quiet")
        erase.setAutoDefault(True)
        erase.clicked.connect(lambda: self.erase_asked.emit(self.path))
        for widget in (self._name, self._told, self._field, self._keep, button):
            self.column.addWidget(widget)
        self._finish(beside=erase)
        self.setFocusProxy(self._field)

    def begin(self, path: Path) -> None:
        """Ask for the passphrase of `path`."""
        self.clear()
        self.path = path
        self._name.setText(path.stem)

    def tell(self, words: str) -> None:
        """Say something about the file that is asked for."""
        self._told.setText(words)
        self._told.show()

    def clear(self) -> None:
        """Forget file and passphrase."""
        self.path = None
        self._told.hide()
        self._told.clear()
        self._field.clear()
        self._keep.setChecked(False)
        self._name.clear()
        super().clear()

    def complain(self, sentence: str) -> None:
        """Say what went wrong, with the passphrase ready to be typed again."""
        super().complain(sentence)
        self._field.select()

    def _enter(self) -> None:
        if self._field.text():
            self.entered.emit(self._field.text(), self._keep.isChecked())


class NewPage(Page):
    """The code and the passphrase of a new case."""

    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Suggest a code that is nobody's name."""
        super().__init__(parent)
        self._code = QLineEdit(self)
        self._code.setAccessibleName(say("Code for the case"))
        self._passphrase = NewPassphrase(self)
        self._passphrase.entered.connect(self._enter)
        self._couple = QCheckBox(escaped(say("A couple: two clients in the middle")), self)
        button = QPushButton(say("Choose where to keep it…"), self)
        button.setAutoDefault(True)
        button.setProperty("look", "primary")
        button.clicked.connect(self._enter)
        self.column.addWidget(_label(say("A new case"), "word", self))
        self.column.addWidget(_label(say("A code for it, rather than a name"), "heading", self))
        self.column.addWidget(self._code)
        self.column.addWidget(_label(say("Its passphrase"), "heading", self))
        self.column.addWidget(self._passphrase)
        self.column.addWidget(self._couple)
        self.column.addWidget(button)
        self._finish()
        self.setFocusProxy(self._code)

    def begin(self) -> None:
        """Start anew, with another suggestion."""
        self.clear()
        self._code.setText(random.choice(CODES))  # noqa: S311  # a code name, no secret
        self._code.selectAll()

    def clear(self) -> None:
        """Forget what was typed."""
        self._passphrase.clear()
        self._code.clear()
        self._couple.setChecked(False)
        super().clear()

    def code(self) -> str | None:
        """The case's code, or None."""
        return self._code.text().strip() or None

    def couple(self) -> bool:
        """Whether two clients come."""
        return self._couple.isChecked()

    def passphrase(self) -> str:
        """The passphrase, once it was typed twice alike."""
        return self._passphrase.text()

    def fill(self, code: str, passphrase: str) -> None:
        """Type for the person."""
        self._code.setText(code)
        self._passphrase.fill(passphrase)

    def close_jobs(self) -> None:
        """Wait for work under way."""
        self._passphrase.close_jobs()

    def _enter(self) -> None:
        complaint = self._passphrase.complaint()
        self.complain(complaint)
        if not complaint:
            self.entered.emit()


class ErasePage(Page):
    """The one place that asks whether somebody is sure: what goes is said first, and Back is what Enter does."""

    erased = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        """Ask about nothing yet."""
        super().__init__(parent)
        self._path: Path | None = None
        self._title = _label("", "word", self)
        self._goes = _label("", "faded", self)
        button = QPushButton(say("Erase it for good"), self)
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self.erased.emit(self._path))
        for widget in (self._title, self._goes, button):
            self.column.addWidget(widget)
        self._finish()
        self.setFocusProxy(self._back)

    def begin(self, path: Path, names: Sequence[str]) -> None:
        """Ask about `path`; `names` are the files that go."""
        self.clear()
        self._path = path
        self._title.setText(say("Erase “{name}”?", name=path.stem))
        words = say(
            "These files go, and nobody can bring them back: {names}. Copies in other places, such as the backups of "
            "this computer, are not known to relmap and stay.",
            names=", ".join(names),
        )
        self._goes.setText(words)

    def clear(self) -> None:
        """Forget what it was about."""
        self._path = None
        self._title.clear()
        self._goes.clear()
        super().clear()


def _label(words: str, look: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setProperty("textFormat", _PLAIN)
    label.setProperty("look", look)
    label.setWordWrap(True)
    return label
