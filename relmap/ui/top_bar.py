"""The bar at the top: the case's code, whose words come next, undo and redo, the box to find or do anything, Cover."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from relmap.model.vocabulary import Author
from relmap.ui.actions import Actions
from relmap.ui.find import FindBox
from relmap.ui.guard import guarded
from relmap.ui.mnemonics import escaped
from relmap.ui.session_chip import SessionChip
from relmap.ui.theme import themes
from relmap.words import say

WIDE_ENOUGH = 840
NARROW = 700
NARROWEST = 600
TIGHT = 300
TIGHTEST = 250
AUTHORS: tuple[Author, ...] = ("client", "therapist", "both")


class TopBar(QFrame):
    """Says `author_chosen` when somebody else's words are to be taken down."""

    author_chosen = Signal(str)

    def __init__(self, actions: Actions, find: FindBox, buttons: Iterable[str], parent: QWidget) -> None:
        """Lay out the bar; `buttons` are small command buttons."""
        super().__init__(parent)
        self.setObjectName("top_bar")
        self._case = _Shortened(self)
        self._case.setTextFormat(Qt.TextFormat.PlainText)
        self._case.setProperty("look", "case")
        self._case.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._case.setMinimumWidth(60)
        self._authors = _Authors(self)
        self._authors.chosen.connect(self.author_chosen)
        self._whose = QLabel(say("Words of"), self)
        self._whose.setProperty("look", "faded")
        self._chip: SessionChip | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(8)
        self._row = row
        row.addWidget(self._case, 2)
        row.addWidget(self._whose)
        row.addWidget(self._authors)
        self._small = [_small(actions, name, self) for name in buttons]
        self._find = find
        for button in self._small:
            row.addWidget(button)
        row.addWidget(find, 2)
        self._beside = _small(actions, "client_window", self)
        row.addWidget(self._beside)
        row.addWidget(_small(actions, "cover", self))  # at every width: it is for when there is no time to look

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width() / themes().text_scale
        self._whose.setVisible(width > WIDE_ENOUGH)
        self._authors.set_compact(width < NARROW)
        self._beside.setVisible(width >= NARROW)
        if self._chip is not None:
            self._chip.set_compact(width < NARROWEST)
        self._row.setSpacing(4 if width < NARROWEST else 8)
        self._find.setMinimumWidth(100 if width < NARROWEST else 130)
        self._case.setVisible(width > TIGHT)
        for button in self._small:  # undo and redo have their keys, and stand in the menu
            button.setVisible(width > TIGHTEST)

    def set_chip(self, chip: SessionChip) -> None:
        """Show the session beside the case's code."""
        self._chip = chip
        self._row.insertWidget(1, chip)

    def show_case(self, code: str | None) -> None:
        """Show the case's code."""
        self._case.show_words(say("Case “{code}”", code=code) if code else say("Case without a code"))

    def show_author(self, author: Author) -> None:
        """Show whose words come next."""
        self._authors.show_chosen(author)


class _Shortened(QLabel):
    """Words that are shortened where there is no room, and whole in the tooltip then."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""

    def show_words(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.setAccessibleName(words)
        self._fit()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
        self.setText(words)
        self.setToolTip("" if words == self._words else self._words)


class _Authors(QFrame):
    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.setAccessibleName(say("Words of"))
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        words = {"client": say("Client"), "therapist": say("Therapist"), "both": say("Both")}
        for author in AUTHORS:
            button = QToolButton(self)
            button.setText(escaped(words[author]))
            button.setProperty("look", "segment")
            button.setProperty("author", author)
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            button.setToolTip(say("Whose words come next (W changes it)"))
            self._group.addButton(button)
            row.addWidget(button)
        self._compact = False
        self._group.buttonClicked.connect(lambda button: self._clicked(button.property("author")))

    def show_chosen(self, author: Author) -> None:
        """Check the button of an author."""
        for button in self._group.buttons():
            button.setChecked(button.property("author") == author)
            button.setVisible(button.isChecked() or not self._compact)

    def set_compact(self, compact: bool) -> None:
        """Show only the chosen author, where there is no room for more; a click then goes to the next."""
        if compact != self._compact:
            self._compact = compact
            for button in self._group.buttons():
                button.setVisible(button.isChecked() or not compact)

    def _clicked(self, author: Author) -> None:
        self.chosen.emit(AUTHORS[(AUTHORS.index(author) + 1) % len(AUTHORS)] if self._compact else author)


def _small(actions: Actions, name: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setDefaultAction(actions.action(name))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    return button
