"""How something was worded before: read from the journal, never lost, one click away."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout

from relmap.model.base import fields_of
from relmap.model.former import is_among, unshown_names
from relmap.model.people import OtherName
from relmap.store.document import Document
from relmap.ui.panels.desk import Desk
from relmap.ui.panels.dress import plain_label, quiet_button
from relmap.ui.panels.fields import inset
from relmap.ui.panels.head import TITLE_FIELDS
from relmap.ui.panels.section import Section
from relmap.ui.texts import capital, date_words, field_word, quoted, title_of
from relmap.words import say, say_n


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that stood in a field until `revision` (its number) replaced them, on the day `at` and in `session`."""

    field: str
    words: str
    at: str
    session: str | None


def earlier_wordings(document: Document, id: str) -> tuple[Wording, ...]:
    """What stood in the text fields of a thing before, newest first; each wording once, the present one left out.

    A name that is never to be shown is no wording.
    """
    entity = document.get(id)
    if entity is None or isinstance(entity, OtherName):
        return ()
    unshown = unshown_names(document, id)
    texts = {field.name: getattr(entity, field.attr) for field in fields_of(type(entity)) if field.form == "text"}
    revisions = {revision.number: revision for revision in document.revisions()}
    found: dict[tuple[str, str], Wording] = {}
    for number, change in reversed(document.story(id)):
        for field, words in (change.before or {}).items():
            if field in texts and isinstance(words, str) and words != texts[field] and not is_among(words, unshown):
                made = revisions[number]
                found.setdefault((field, words), Wording(field, words, made.at[:10], made.session))
    return tuple(found.values())


class Wordings(Section):
    """The button that shows the earlier wordings, and below it, once asked for, the wordings."""

    def __init__(self, desk: Desk, id: str) -> None:
        """About the thing `id`."""
        super().__init__(desk, id, ruled=False)
        self._shown = False
        self._read_at = -1
        self._wordings: tuple[Wording, ...] = ()

    def key(self) -> Hashable:
        source = self.desk.source
        if not self.desk.can_write or source.get(self.id) is None:
            return None
        if self._read_at != source.revision:
            self._read_at = source.revision
            self._wordings = earlier_wordings(self.desk.document, self.id)
        return (self._shown, self._wordings) if self._wordings else None

    def fill(self, box: QVBoxLayout) -> None:
        number = len(self._wordings)
        button = quiet_button(say_n("{n} earlier wording", "{n} earlier wordings", number), name="wordings")
        button.setCheckable(True)
        button.setChecked(self._shown)
        button.clicked.connect(self._toggle)
        box.addWidget(button)
        if self._shown:
            frame, rows = inset()
            for wording in self._wordings:
                rows.addWidget(plain_label(self._told(wording), "small"))
                rows.addWidget(plain_label(quoted(wording.words)))
            box.addWidget(frame)

    def _toggle(self) -> None:
        self._shown = not self._shown
        self.refresh()

    def _told(self, wording: Wording) -> str:
        when = date_words(wording.at)
        if wording.session is not None and self.desk.source.get(wording.session) is not None:
            when = title_of(self.desk.source, wording.session)
        entity = self.desk.source.get(self.id)
        array = entity.array if entity is not None else ""
        until = say("until {when}", when=when)
        if TITLE_FIELDS.get(array) == wording.field or not array:
            return capital(until)
        return say("{field}, {until}", field=field_word(array, wording.field), until=until)
