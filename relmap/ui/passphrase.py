"""Fields for passphrases: one that can be shown, and a pair for a new one that says how easy it is to guess."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from relmap.ui.icons import dress
from relmap.ui.jobs import Job
from relmap.words import say

PAUSE_MS = 250
LONGEST_MEASURED = 72


class PassphraseField(QWidget):
    """One passphrase, hidden unless the eye is pressed. Nothing of it is kept after `clear`."""

    entered = Signal()
    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Call itself `name`."""
        super().__init__(parent)
        self._edit = QLineEdit(self)
        self._edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._edit.setPlaceholderText(name)
        self._edit.setAccessibleName(name)
        self._edit.returnPressed.connect(self.entered)
        self._edit.textEdited.connect(self.edited)
        self._eye = QToolButton(self)
        self._eye.setCheckable(True)
        self._eye.setToolTip(say("Show what is typed"))
        self._eye.setAccessibleName(say("Show what is typed"))
        self._eye.toggled.connect(self._show)
        dress(self._eye, "eye")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._edit, 1)
        row.addWidget(self._eye)
        self.setFocusProxy(self._edit)

    def text(self) -> str:
        """What is typed."""
        return self._edit.text()

    def set_text(self, text: str) -> None:
        """Type for the person."""
        self._edit.setText(text)

    def select(self) -> None:
        """Select what is typed, ready to be typed over."""
        self._edit.selectAll()
        self._edit.setFocus()

    def take_focus(self) -> None:
        """Be typed into next."""
        self._edit.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self._edit.clear()
        self._eye.setChecked(False)

    def _show(self, shown: bool) -> None:
        self._edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        dress(self._eye, "eye-off" if shown else "eye")


class NewPassphrase(QWidget):
    """A new passphrase, typed twice; `entered` when Enter is pressed in the second."""

    entered = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, of_notes: bool = False) -> None:
        """Begin empty; `of_notes`: it is for process notes, not for a case."""
        super().__init__(parent)
        self._of_notes = of_notes
        self._first = PassphraseField(say("Passphrase"), self)
        self._second = PassphraseField(say("The same again"), self)
        self._words = QLabel(self)
        self._words.setProperty("look", "small")
        self._words.setWordWrap(True)
        self._job: Job | None = None
        self._outdated = False  # what is measured now is no longer what stands there
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._measure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._first, self._second, self._words):
            column.addWidget(widget)
        self._first.edited.connect(self._edited)
        self._second.edited.connect(self.changed)
        self._first.entered.connect(self._second.take_focus)
        self._second.entered.connect(self.entered)
        self.setFocusProxy(self._first)
        self._say("")

    def text(self) -> str:
        """The passphrase, once both fields agree; else empty."""
        return self._first.text() if self._first.text() == self._second.text() else ""

    def complaint(self) -> str:
        """Why it cannot be used yet, in one sentence; empty when it can."""
        if not self._first.text():
            notes = say("Type a passphrase: the notes can only be opened with it.")
            return notes if self._of_notes else say("Type a passphrase: the case can only be opened with it.")
        if self._first.text() != self._second.text():
            return say("The two passphrases differ.")
        return ""

    def fill(self, passphrase: str) -> None:
        """Type both fields for the person."""
        self._first.set_text(passphrase)
        self._second.set_text(passphrase)
        self._edited()

    def clear(self) -> None:
        """Forget what was typed."""
        self._first.clear()
        self._second.clear()
        self._say("")

    def close_jobs(self) -> None:
        """Wait for a measurement under way: before the window goes."""
        self._timer.stop()
        if self._job is not None:
            self._job.wait()

    def _edited(self) -> None:
        self._outdated = self._job is not None
        self._timer.start()
        if not self._first.text():
            self._say("")
        self.changed.emit()

    def _measure(self) -> None:
        if self._job is None and self._first.text():
            typed = self._first.text()[:LONGEST_MEASURED]
            self._job = Job(lambda progress, cancelled: ease_of_guessing(typed), self)
            self._job.done.connect(self._show_ease)
            self._job.ended.connect(self._ended)
            self._job.start()

    def _ended(self) -> None:
        self._job = None
        if self._outdated:
            self._timer.start()

    def _show_ease(self, ease: int) -> None:
        if not self._outdated and self._first.text():
            self._say(_ease_words(ease))

    def _say(self, ease: str) -> None:
        never = say("Nobody can open the case without it, and nobody can bring it back: write it down somewhere safe.")
        if self._of_notes:
            never = say("Nobody can read the notes without it, and nobody can bring it back: keep it somewhere safe.")
        self._words.setText(f"{ease}\n{never}" if ease else never)


def ease_of_guessing(passphrase: str) -> int:
    """How hard a passphrase is to guess, 0 (at once) to 4 (not in years)."""
    from zxcvbn import zxcvbn  # slow to load: only where a passphrase is chosen

    return int(zxcvbn(passphrase)["score"])


def _ease_words(ease: int) -> str:
    return (
        say("Very easy to guess. Four or five unrelated words are better."),
        say("Easy to guess. Four or five unrelated words are better."),
        say("Could be guessed with some effort. One more word helps."),
        say("Hard to guess."),
        say("Very hard to guess."),
    )[ease]
