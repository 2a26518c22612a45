"""From the table of fields to editors: which field gets which editor, and the plain section that shows some of them.

A field that holds nothing is not shown but offered, so a panel is never a form to complete.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import partial
from typing import cast

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from relmap.model.base import Entity, Field, field_named
from relmap.model.kinds import KINDS
from relmap.model.people import CASE_ID, Case
from relmap.model.seats import clients
from relmap.ui.bind import Editor
from relmap.ui.panels.choosers import (
    ChipsEditor,
    LeadEditor,
    MenuEditor,
    OneEditor,
    OpenEditor,
    SeveralEditor,
    TriStateEditor,
    is_chosen_at_once,
)
from relmap.ui.panels.desk import Desk
from relmap.ui.panels.dress import plain_label
from relmap.ui.panels.editors import TickEditor, WordsEditor, date_editor, number_editor, time_editor, when_editor
from relmap.ui.panels.flow import Flow
from relmap.ui.panels.score import ScoreEditor
from relmap.ui.panels.section import Offer, Section, offered
from relmap.ui.texts import field_word, value_word
from relmap.ui.theme import TONES, Tone
from relmap.words import say

_AS_CHIPS = frozenset({("lessons", "valence"), ("relationships", "quality"), ("roles", "state"), ("ways", "state")})
_ONE_LINE = frozenset(
    {"name", "label", "code", "pronouns", "language", "other_pole", "also_present", "title", "what", "form", "for_whom"}
)
_SPOKEN = frozenset({("lessons", "text"), ("taught", "quote")})
_SAID = "_said"
UNSHOWN = frozenset({"id", "author", "told_in", "disputed", "veil", "veiled_by"})
"""What every kind has; the head and the foot of a panel show what of it is to be seen."""


def editor_for(desk: Desk, array: str, field: Field, *, tone: Tone = "plain") -> Editor:
    """A fresh editor for a field of a kind, not bound to anything."""
    label = field_word(array, field.name)
    if field.form == "closed":
        return _closed(array, field, label)
    if field.form == "open":
        return OpenEditor(label, _words(array, field), cast("str | None", field.default))
    if field.form in ("ref", "subject"):
        return _one(desk, array, field, label)
    if field.form == "refs":
        cls = KINDS[field.target or "people"]
        return SeveralEditor(label, partial(desk.choices, cls), desk.name, unsaid=_unsaid(field))
    if field.form == "flag":
        return TriStateEditor(label) if field.nullable else TickEditor(label)
    if field.form == "score":
        return ScoreEditor(label, tone)
    return _written(array, field, label)


def _written(array: str, field: Field, label: str) -> Editor:
    if field.form == "when":
        return when_editor(label)
    if field.form == "date":
        return date_editor(label)
    if field.form == "time":
        return time_editor(label)
    if field.form == "number":
        return number_editor(label)
    said = field.name.endswith(_SAID) or (array, field.name) in _SPOKEN
    one_line = field.name in _ONE_LINE or field.name.endswith(_SAID)
    return WordsEditor(label, one_line=one_line, spoken=said)


def _closed(array: str, field: Field, label: str) -> Editor:
    words = _words(array, field)
    if (array, field.name) in _AS_CHIPS:
        tones: dict[str, Tone] = {value: value for value in field.values if value in TONES}
        return ChipsEditor(label, words, nullable=field.nullable, tones=tones)
    return MenuEditor(label, words, unsaid=say("not said") if field.nullable else None)


def _one(desk: Desk, array: str, field: Field, label: str) -> Editor:
    if field.target is None:
        return LeadEditor(desk.name, desk.go_to)
    unsaid = _unsaid(field) if field.nullable else None
    choices = partial(desk.choices, KINDS[field.target])
    return OneEditor(label, choices, desk.name, unsaid=unsaid, lead=desk.go_to)


def _words(array: str, field: Field) -> Mapping[str, str]:
    return {value: value_word(field.name, value, array) for value in (*field.values, *field.suggestions)}


def _unsaid(field: Field) -> str:
    words = {
        "told_in": say("between sessions"),
        "session": say("outside a session"),
        "held_by": say("the client’s own"),
        "experienced_by": say("the client’s"),
        "rated_by": say("the client"),
        "with": say("the therapist"),
        "pattern": say("none"),
    }
    return words.get(field.name, say("not said"))


def bound_field(desk: Desk, id: str, name: str, *, tone: Tone = "plain") -> QWidget:
    """A field of `id` with its label, bound; the editor's object name is `id:field`."""
    entity = desk.source.get(id)
    field = field_named(type(entity), name) if entity is not None else None
    if entity is None or field is None:
        raise KeyError(name)
    editor = editor_for(desk, entity.array, field, tone=tone)
    editor.setObjectName(f"{id}:{name}")
    block = _labelled(editor, field_word(entity.array, name))
    desk.bindings.bind(id, name, editor)
    return block


def _labelled(editor: Editor, label: str) -> QWidget:
    if isinstance(editor, ScoreEditor | TickEditor):
        return editor
    block = QWidget()
    shown = plain_label(label, "heading")
    if is_chosen_at_once(editor):
        row = Flow(block, gap=8, spread=True)
        row.addWidget(shown)
        row.addWidget(editor)
    else:
        box = QVBoxLayout(block)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(1)
        box.addWidget(shown)
        box.addWidget(editor)
    return block


class Fields(Section):
    """Some fields of one thing; those that hold nothing are offered, unless they are always in sight."""

    def __init__(
        self,
        desk: Desk,
        id: str,
        names: Sequence[str],
        heading: str = "",
        *,
        always: Iterable[str] = (),
        tone: Tone = "plain",
        ruled: bool = True,
    ) -> None:
        """`names` in the order they are shown."""
        super().__init__(desk, id, heading, ruled=ruled)
        self._names, self._always, self._tone = names, frozenset(always), tone

    def key(self) -> Hashable:
        names = shown_fields(self.desk, self.id, self._names, self._always)
        return (names, self.desk.can_write) if names else None

    def fill(self, box: QVBoxLayout) -> None:
        for name in shown_fields(self.desk, self.id, self._names, self._always):
            box.addWidget(bound_field(self.desk, self.id, name, tone=self._tone))

    def offers(self) -> Sequence[Offer]:
        return field_offers(self, self.id, self._names, self._always)


def shown_fields(desk: Desk, id: str, names: Iterable[str], always: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Those fields of a thing that are to be seen; once seen they stay until the panel closes."""
    entity = desk.source.get(id)
    if entity is None:
        return ()
    shown = tuple(
        name for name in names if name in always or (id, name) in desk.opened or _says_more(desk, entity, name)
    )
    desk.opened.update((id, name) for name in shown)
    return shown


def _says_more(desk: Desk, entity: Entity, name: str) -> bool:
    """Whether a field has something to tell: the language of the case needs no mention."""
    case = desk.source.get(CASE_ID)
    usual = name == "language" and isinstance(case, Case) and getattr(entity, name) == case.language
    return is_filled(entity, name) and not usual


def is_filled(entity: Entity, name: str) -> bool:
    """Whether a field says more than its default."""
    field = field_named(type(entity), name)
    value = None if field is None else getattr(entity, field.attr)
    return field is not None and value is not None and (field.required or value != field.default)


def field_offers(section: Section, id: str, names: Iterable[str], always: frozenset[str] = frozenset()) -> list[Offer]:
    """An offer for each field that is not in sight."""
    entity = section.desk.source.get(id)
    if entity is None:
        return []
    shown = shown_fields(section.desk, id, names, always)
    hidden = [name for name in names if name not in shown]
    return [
        Offer(offered(field_word(entity.array, name)), partial(_open, section, id, name, hidden))
        for name in hidden
        if (name.removesuffix(_SAID) == name or name.removesuffix(_SAID) not in hidden)
        and (name not in _OF_CLIENTS or entity.array == "contexts" or of_clients(section.desk, name))
    ]


_OF_CLIENTS = frozenset({"held_by", "experienced_by"})


def of_clients(desk: Desk, name: str) -> tuple[str, ...]:
    """A field that tells clients apart, where there are two of them, else nothing."""
    return (name,) if len(clients(desk.source)) > 1 else ()


def _open(section: Section, id: str, name: str, hidden: Sequence[str], button: QWidget) -> None:
    """Open a field, and with a date the words it was said in."""
    if name + _SAID in hidden:
        section.desk.opened.add((id, name))
        name += _SAID
    section.open(id, name)


def inset() -> tuple[QFrame, QVBoxLayout]:
    """A frame set in a little, for what belongs to the chip above it."""
    frame = QFrame()
    frame.setProperty("look", "inset")
    box = QVBoxLayout(frame)
    box.setContentsMargins(10, 0, 0, 0)
    box.setSpacing(6)
    return frame, box
