"""What stands before process notes: the passphrase of notes that there are, or the making of a file for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from relmap.store.places import notes_without_a_case
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import plain_label, scaled
from relmap.ui.passphrase import NewPassphrase, PassphraseField
from relmap.words import say

_WIDTH = 460


class Door(QScrollArea):
    """A column in the middle, with a line for what is under way and one for what went wrong."""

    entered = Signal(str)
    left = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        """Begin with nothing to say."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._busy, self._complaint = plain_label("", "faded"), plain_label("", "complaint")
        self._go = QPushButton(self)
        self._go.setProperty("look", "primary")
        self._go.setAutoDefault(True)
        self._back = QPushButton(escaped(say("Back to the map")), self)
        self._back.setAutoDefault(True)
        self._back.clicked.connect(self.left)
        self.column = QVBoxLayout()
        self.column.setSpacing(scaled(12))
        self.column.addWidget(plain_label(title, "title"))

    def show_busy(self, words: str) -> None:
        """Say what is under way and take no more orders meanwhile; empty words end it."""
        self._busy.setText(words)
        self._busy.setVisible(bool(words))
        for button in (self._go, self._back):
            button.setEnabled(not words)
        if words:
            self.complain("")

    def complain(self, sentence: str) -> None:
        """Say what went wrong."""
        self._complaint.setText(sentence)
        self._complaint.setVisible(bool(sentence))

    @property
    def complaint(self) -> str:
        """What went wrong, if anything."""
        return self._complaint.text()

    def forget(self) -> None:
        """Keep nothing of what was typed."""

    def _finish(self, words: str, act: Callable[[], object]) -> None:
        self._go.setText(escaped(words))
        self._go.clicked.connect(act)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._go)
        self.column.addLayout(row)
        for line in (self._busy, self._complaint):
            self.column.addWidget(line)
        self.show_busy("")
        self.complain("")
        paper = QFrame(self)
        paper.setObjectName("start_page")
        middle = QWidget(paper)
        middle.setMaximumWidth(scaled(_WIDTH))
        middle.setLayout(self.column)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 20)
        across.addStretch(1)
        whole = QVBoxLayout(paper)
        whole.addStretch(1)
        whole.addLayout(across)
        whole.addStretch(2)
        self.setWidget(paper)


class UnlockDoor(Door):
    """Asks for the passphrase of the notes; `entered` carries it."""

    def __init__(self, parent: QWidget) -> None:
        """Ask."""
        super().__init__(say("Process notes"), parent)
        self._field = PassphraseField(say("Passphrase of the notes"), self)
        self._field.entered.connect(self._enter)
        self.column.addWidget(plain_label(say("They have a passphrase of their own."), "faded"))
        self.column.addWidget(self._field)
        self._finish(say("Unlock"), self._enter)
        self.setFocusProxy(self._field)

    def complain(self, sentence: str) -> None:
        """Say what went wrong, with the passphrase ready to be typed again."""
        super().complain(sentence)
        if sentence:
            self._field.select()

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        self._field.clear()

    def _enter(self) -> None:
        if self._field.text() and self._go.isEnabled():
            self.entered.emit(self._field.text())


class MakingDoor(Door):
    """Says what process notes are, and asks for a passphrase for them; `entered` carries it."""

    def __init__(self, path: Path, parent: QWidget) -> None:
        """Offer to make `path`."""
        super().__init__(say("Process notes"), parent)
        self._new = NewPassphrase(self, of_notes=True)
        self._new.entered.connect(self._enter)
        for words in (*_about(path.name), *_strays(path.parent)):
            self.column.addWidget(plain_label(words))
        self.column.addWidget(plain_label(say("A passphrase for the notes alone"), "heading"))
        self.column.addWidget(self._new)
        self.column.addWidget(plain_label(_another(), "small"))
        self._finish(say("Make the file for the notes"), self._enter)
        self.setFocusProxy(self._new)

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        self._new.clear()
        self._new.close_jobs()

    def _enter(self) -> None:
        complaint = self._new.complaint()
        self.complain(complaint)
        if not complaint and self._go.isEnabled():
            self.entered.emit(self._new.text())


class ChangingDoor(Door):
    """Asks for another passphrase for notes that are open; `entered` carries it."""

    def __init__(self, parent: QWidget) -> None:
        """Ask."""
        super().__init__(say("Another passphrase for the notes"), parent)
        self._new = NewPassphrase(self, of_notes=True)
        self._new.entered.connect(self._enter)
        self.column.addWidget(self._new)
        self.column.addWidget(plain_label(_another(), "small"))
        self._back.setText(escaped(say("Keep the old one")))
        self._finish(say("Change it"), self._enter)
        self.setFocusProxy(self._new)

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        self._new.clear()
        self._new.close_jobs()

    def _enter(self) -> None:
        complaint = self._new.complaint()
        self.complain(complaint)
        if not complaint:
            self.entered.emit(self._new.text())


def _about(name: str) -> tuple[str, str]:
    return (
        say("Your own words for yourself: what you wonder about, doubt, or want to take to supervision."),
        say(
            "They are kept apart from the map, in a second encrypted file, “{name}”. The case holds nothing of them, "
            "and no picture, page or export ever does. They are no secret: that they may exist stands in the help, for "
            "your client too.",
            name=name,
        ),
    )


def _strays(folder: Path) -> tuple[str, ...]:
    """Notes whose case is not there may be those of this one, under its earlier name."""
    found = notes_without_a_case(folder)
    if not found:
        return ()
    words = say(
        "“{name}” lies in this folder without its case. If this case had that name before, close it, give the notes "
        "the same name as the case, and open them then.",
        name=found[0].name,
    )
    return (words,)


def _another() -> str:
    return say(
        "Take another one than that of the case: with the same one, whoever can open the case can read the notes. "
        "relmap cannot know whether it is the same, as it keeps nothing to compare."
    )
