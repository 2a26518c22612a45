"""The bar at the top: the case's code, whose words come next, undo and redo, and the box to find or do anything."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from relmap.model.vocabulary import Author
from relmap.ui.actions import Actions, escaped
from relmap.ui.find import FindBox
from relmap.words import say

AUTHORS: tuple[Author, ...] = ("client", "therapist", "both")


class TopBar(QFrame):
    """Says `author_chosen` when somebody else's words are to be taken down."""

    author_chosen = Signal(str)

    def __init__(self, actions: Actions, find: FindBox, buttons: Iterable[str], parent: QWidget) -> None:
        """Lay out the bar; `buttons` are small command buttons."""
        super().__init__(parent)
        self.setObjectName("top_bar")
        self._case = QLabel(self)
        self._case.setTextFormat(Qt.TextFormat.PlainText)
        self._case.setProperty("look", "case")
        self._authors = _Authors(self)
        self._authors.chosen.connect(self.author_chosen)
        label = QLabel(say("Words of"), self)
        label.setProperty("look", "faded")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(10)
        row.addWidget(self._case)
        row.addStretch(1)
        row.addWidget(label)
        row.addWidget(self._authors)
        row.addStretch(1)
        for name in buttons:
            row.addWidget(_small(actions, name, self))
        row.addWidget(find, 2)

    def show_case(self, code: str | None) -> None:
        """Show the case's code."""
        self._case.setText(say("Case “{code}”", code=code) if code else say("Case without a code"))

    def show_author(self, author: Author) -> None:
        """Show whose words come next."""
        self._authors.show_chosen(author)


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
            button.setToolTip(say("Whose words come next (W changes it)"))
            self._group.addButton(button)
            row.addWidget(button)
        self._group.buttonClicked.connect(lambda button: self.chosen.emit(button.property("author")))

    def show_chosen(self, author: Author) -> None:
        """Check the button of an author."""
        for button in self._group.buttons():
            button.setChecked(button.property("author") == author)


def _small(actions: Actions, name: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setDefaultAction(actions.action(name))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    return button
