"""The top of a panel: what kind of thing it is, whose words these are, and its title, edited where it stands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import get_args

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from relmap.edits.fields import set_field
from relmap.model.base import Entity
from relmap.model.vocabulary import Author
from relmap.ui.panels.desk import Desk
from relmap.ui.panels.dress import plain_label, quiet_button
from relmap.ui.panels.editors import WordsEditor
from relmap.ui.panels.flow import Flow
from relmap.ui.panels.section import Section
from relmap.ui.texts import capital, field_word, kind_word, title_of, value_word
from relmap.ui.tones import tone_of
from relmap.words import say

TITLE_FIELDS: Mapping[str, str] = {
    "people": "name",
    "names": "text",
    "lessons": "text",
    "roles": "name",
    "patterns": "name",
    "episodes": "narrative",
    "life_events": "title",
    "moments": "text",
    "ruptures": "description",
    "repairs": "what_helped",
    "experiences": "description",
    "ways": "name",
    "notes": "text",
}
"""The field that is a kind's title; the titles of other kinds are made and cannot be edited."""

_DESCRIBED_BY: Mapping[str, str] = {
    "people": "kind",
    "names": "use",
    "relationships": "quality",
    "lessons": "valence",
    "roles": "state",
    "life_events": "scope",
    "sessions": "held",
    "moments": "type",
    "ruptures": "state",
    "ways": "state",
    "contexts": "standing",
    "consents": "scope",
}
_UNTOLD: Mapping[str, tuple[str, ...]] = {"people": ("unknown",), "sessions": ("held",)}


class Head(Section):
    """The kind line and the title."""

    def __init__(self, desk: Desk, id: str) -> None:
        """About the thing `id`."""
        super().__init__(desk, id, ruled=False)

    def key(self) -> Hashable:
        entity = self.desk.source.get(self.id)
        if entity is None:
            return None
        made = None if entity.array in TITLE_FIELDS else title_of(self.desk.source, self.id)
        return kind_line(entity), entity.author, entity.disputed, made, self.desk.can_write

    def fill(self, box: QVBoxLayout) -> None:
        entity = self.desk.source.get(self.id)
        if entity is None:
            return
        head = QWidget()
        row = Flow(head, gap=8, spread=True)
        kind = plain_label(kind_line(entity), "kind", tone_of(entity))
        kind.setObjectName("kind")
        row.addWidget(kind)
        row.addWidget(self._author(entity.author))
        box.addWidget(head)
        box.addWidget(self._title(entity))
        if entity.disputed and self.desk.can_write:
            box.addWidget(self._dispute())

    def _dispute(self) -> QWidget:
        """That the client said "not quite", and the word that it is right by now."""
        line = QWidget()
        row = Flow(line, gap=8, spread=True)
        row.addWidget(plain_label(say("The client said: not quite."), "small"))
        settled = quiet_button(say("It is right now"), name="settled")
        settled.clicked.connect(lambda: self.attempt(self._settle))
        row.addWidget(settled)
        return line

    def _settle(self) -> None:
        set_field(self.desk.document, self.id, "disputed", False)

    def _author(self, author: str) -> QToolButton:
        words = say("words of {who}", who=value_word("author", author))
        button = quiet_button(words, name="author")
        button.setEnabled(self.desk.can_write)
        menu = QMenu(button)
        for value in get_args(Author):
            action = QAction(value_word("author", value), menu)
            action.triggered.connect(partial(self._set_author, value))
            menu.addAction(action)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        return button

    def _set_author(self, author: str, checked: bool = False) -> None:
        self.attempt(lambda: set_field(self.desk.document, self.id, "author", author))

    def _title(self, entity: Entity) -> QWidget:
        field = TITLE_FIELDS.get(entity.array)
        if field is None:
            title = plain_label(capital(title_of(self.desk.source, self.id)), "static_title")
            title.setObjectName("title")
            return title
        label, spoken = field_word(entity.array, field), entity.array == "lessons"
        editor = WordsEditor(label, one_line=True, spoken=spoken, hint=_hint(entity.array))
        editor.setObjectName("title")
        editor.paper.setProperty("voice", "title")
        self.desk.bindings.bind(self.id, field, editor)
        editor.paper.mark_disputed(entity.disputed)
        return editor


def kind_line(entity: Entity) -> str:
    """`lesson · diminishing`, and that its words are not quite right where the client said so."""
    parts = [kind_word(entity.array)]
    field = _DESCRIBED_BY.get(entity.array)
    value = getattr(entity, field) if field is not None else None
    if value is not None and value not in _UNTOLD.get(entity.array, ()):
        parts.append(value_word(field or "", value, entity.array))
    if entity.disputed:
        parts.append(say("not quite"))
    return " · ".join(parts)


def _hint(array: str) -> str:
    hints: Mapping[str, Callable[[], str]] = {
        "people": lambda: say("someone without a name"),
        "lessons": lambda: say("the words as they were spoken"),
        "experiences": lambda: say("what was new"),
    }
    return hints[array]() if array in hints else say("in the client’s words")
