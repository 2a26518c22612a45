"""The sheet of what was agreed: for each client each thing, since when and in whose words, or that nobody asked.

What is withdrawn stays there as withdrawn. It says openly what a case holds, and that process notes may exist.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from relmap.edits.consents import agree, withdraw
from relmap.model.agreements import agreements_of, holding
from relmap.model.notes import Consent
from relmap.model.seats import clients
from relmap.model.vocabulary import ConsentScope
from relmap.read.projection import Delta
from relmap.store.document import Document
from relmap.ui.feed import Feed
from relmap.ui.guard import guarded
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import plain_label, scaled
from relmap.ui.texts import capital, date_words, title_of, value_word
from relmap.words import Trouble, say

WIDTH, MOST = 600, 460
SCOPES: tuple[ConsentScope, ...] = get_args(ConsentScope)


class ConsentSheet(QFrame):
    """`left`: the sheet goes, and the keyboard with it."""

    left = Signal()

    def __init__(self, document: Document, feed: Feed, canvas: QWidget) -> None:
        """Wait, hidden, over `canvas`."""
        super().__init__(canvas)
        self.setObjectName("sheet")
        self.setAutoFillBackground(True)
        self.setAccessibleName(say("What was agreed"))
        self._document, self._feed = document, feed
        self._asking: tuple[str, ConsentScope] | None = None
        self._draft = ""
        self._page: QWidget | None = None
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._complaint = plain_label("", "complaint")
        self._close = QPushButton(say("Close"), self)
        self._close.setAutoDefault(True)
        self._close.clicked.connect(self.put_away)
        foot = QHBoxLayout()
        foot.addWidget(self._complaint, 1)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(plain_label(say("What was agreed"), "title"))
        for words in _openly():
            column.addWidget(plain_label(words, "faded"))
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)
        feed.changed.connect(self._follow)
        self.hide()

    def begin(self) -> None:
        """Show how things stand."""
        self._asking, self._draft = None, ""
        self._fill()

    def focus_first(self) -> None:
        """Give the first button the keyboard."""
        buttons = self._page.findChildren(QPushButton) if self._page is not None else []
        (buttons[0] if buttons else self._close).setFocus()

    def put_away(self) -> None:
        """Hide, and keep nothing."""
        self.hide()
        self._empty()
        self.left.emit()

    def close_case(self) -> None:
        """Keep no word of the case."""
        self._feed.changed.disconnect(self._follow)
        self.hide()
        self._empty()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._asking is not None:
            self._ask(None)
        else:
            self.put_away()

    # inside

    def _follow(self, delta: Delta) -> None:
        if self.isVisible() and delta:
            line = self._page.findChild(QLineEdit) if self._page is not None else None
            self._draft = line.text() if line is not None else ""
            self._fill()

    def _empty(self) -> None:
        page, self._page = self._scroll.takeWidget(), None
        self._asking, self._draft = None, ""
        self._complaint.clear()
        if page is not None:
            page.deleteLater()

    def _fill(self) -> None:
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()
        source = self._feed.projection
        people = clients(source)
        page = self._page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(10)
        for person in people:
            if len(people) > 1:
                box.addWidget(plain_label(capital(title_of(source, person.id)), "heading"))
            for scope in SCOPES:
                if scope != "no_secrets" or len(people) > 1:
                    box.addWidget(self._row(person.id, scope))
        box.addStretch(1)
        self._scroll.setWidget(page)
        self._scroll.setMinimumHeight(min(page.sizeHint().height() + 4, scaled(MOST)))
        self.setMinimumWidth(scaled(WIDTH))

    def _row(self, person: str, scope: ConsentScope) -> QWidget:
        row = QFrame(self._page)
        row.setProperty("look", "ruled")
        held = holding(self._feed.projection, person, scope)
        box = QVBoxLayout(row)
        box.setContentsMargins(0, 6, 0, 2)
        box.setSpacing(4)
        head = QHBoxLayout()
        what = capital(value_word("scope", scope, "consents"))
        head.addWidget(plain_label(what), 1)
        if self._asking != (person, scope):
            head.addWidget(self._button(person, scope, held, what))
        box.addLayout(head)
        stories = [_story(one) for one in agreements_of(self._feed.projection, person, scope)]
        for story in stories or [say("not asked")]:
            box.addWidget(plain_label(story, "small"))
        if self._asking == (person, scope):
            box.addLayout(self._asked(person, scope, what))
        return row

    def _button(self, person: str, scope: ConsentScope, held: Consent | None, what: str) -> QPushButton:
        words = say("Withdraw…") if held is not None else say("Agreed…")
        button = QPushButton(escaped(words), self._page)
        button.setAccessibleName(say("{what}: {words}", what=what, words=words))
        button.setAutoDefault(True)
        if held is not None:
            button.clicked.connect(partial(self._withdraw, held.id))
        else:
            button.clicked.connect(partial(self._ask, (person, scope)))
        return button

    def _asked(self, person: str, scope: ConsentScope, what: str) -> QHBoxLayout:
        line = QLineEdit(self._draft, self._page)
        line.setPlaceholderText(say("In their own words, if they say some"))
        line.setAccessibleName(say("{what}: in their own words", what=what))
        done, leave = QPushButton(say("Write it down"), self._page), QPushButton(say("Leave it"), self._page)
        done.setProperty("look", "primary")
        line.returnPressed.connect(lambda: self._agree(person, scope, line.text()))
        done.clicked.connect(lambda: self._agree(person, scope, line.text()))
        leave.clicked.connect(lambda: self._ask(None))
        row = QHBoxLayout()
        row.addWidget(line, 1)
        for button in (leave, done):
            button.setAutoDefault(True)
            row.addWidget(button)
        return row

    def _ask(self, what: tuple[str, ConsentScope] | None) -> None:
        self._asking, self._draft = what, ""
        self._fill()
        line = self._page.findChild(QLineEdit) if self._page is not None else None
        if line is not None:
            line.setFocus()
        else:
            self.focus_first()

    def _agree(self, person: str, scope: ConsentScope, said: str) -> None:
        before, self._asking = self._asking, None
        if not self._attempt(partial(agree, self._document, person, scope, said=said)):
            self._asking, self._draft = before, said
            self._fill()
        self.focus_first()

    def _withdraw(self, consent: str) -> None:
        self._attempt(partial(withdraw, self._document, consent))
        self.focus_first()

    def _attempt(self, act: Callable[[], object]) -> bool:
        self._complaint.clear()
        try:
            act()
        except Trouble as trouble:
            self._complaint.setText(str(trouble))
            return False
        return True


def _story(one: Consent) -> str:
    """One agreement in a line: since when, until when, and in whose words."""
    given = date_words(one.given) if one.given else say("an unknown day")
    parts = [say("agreed on {day}", day=given)]
    if one.withdrawn:
        parts.append(say("withdrawn on {day}", day=date_words(one.withdrawn)))
    line = ", ".join(parts)
    return say("{what}: “{words}”", what=line, words=one.words) if one.words else line


def _openly() -> tuple[str, ...]:
    """What everybody may know of what is kept."""
    return (
        say(
            "All that is on the map may be seen by you both. It is kept in one encrypted file on this computer, and "
            "you can cover anything in it."
        ),
        say(
            "Beside it the therapist may keep process notes of their own, in another encrypted file with another "
            "passphrase. Nothing of them is on the map."
        ),
    )
