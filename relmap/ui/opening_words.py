"""The sentences of the opening map: what is new, changed or gone, what is open and what is to be asked, in plain words.

Each is told through a source, so that nothing is said of what that source does not show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from relmap.analysis.changes import PLACE, Line
from relmap.model.base import Entity, fields_of
from relmap.model.contexts import Context
from relmap.model.kinds import KINDS
from relmap.model.notes import Note
from relmap.model.people import CASE_ID, OtherName
from relmap.model.source import Source
from relmap.model.therapy import Moment, Rating, Rupture, Session
from relmap.read.choices import value_word
from relmap.read.labels import field_word
from relmap.read.titles import shown_title
from relmap.ui.texts import capital, date_words, kind_word, one_line, quoted, title_of
from relmap.words import say

_LONG = 160
"""Characters of a note; its list cuts what does not fit."""
_TITLES = ("text", "name", "title", "description", "what_helped", "narrative")
"""Fields whose words are the title already."""
ICONS: Mapping[str, str] = {
    "people": "user",
    "names": "user",
    "relationships": "link",
    "lessons": "quote",
    "taught": "quote",
    "roles": "ticket",
    "played": "ticket",
    "patterns": "repeat",
    "episodes": "message-square-quote",
    "life_events": "calendar-days",
    "sessions": "clock",
    "moments": "locate-fixed",
    "ruptures": "zap",
    "repairs": "check",
    "experiences": "sprout",
    "ways": "leaf",
    "ratings": "sliders-horizontal",
    "contexts": "triangle",
    "links": "link",
    "notes": "sticky-note",
    "consents": "handshake",
    "exports": "upload",
    "case": "info",
}
"""The drawing beside a line, by its kind."""


def line_words(source: Source, line: Line) -> str:
    """One line of what changed, as a sentence; `source` is the case as it stood where the row is gone."""
    if line.what == "removed":
        return say("Taken away: {what}", what=_named(source, line.id))
    entity = source.get(line.id)
    if entity is None:
        return say("something that is not shown")
    if line.what == "added":
        return _added(source, entity)
    return _changed(source, entity, line.fields)


def session_words(source: Source, session: str | None) -> str:
    """A session by its number and day: `session 16, 29 April 2026`."""
    if session is None:
        return say("the last session")
    row, title = source.get(session), title_of(source, session)
    if not isinstance(row, Session) or row.number is None or row.date is None:
        return title
    return say("{session}, {day}", session=title, day=date_words(row.date))


def open_words(source: Source, rupture: str) -> str:
    """A disruption that waits: what happened, when, and how it stands."""
    row = source.get(rupture)
    if not isinstance(row, Rupture):
        return title_of(source, rupture)
    state, session = value_word("state", row.state, "ruptures"), title_of(source, row.session)
    if not row.description:
        return say("A disruption in {session}, without words yet · {state}", session=session, state=state)
    what = title_of(source, rupture)
    return say("{session} · {state}: {what}", what=what, session=capital(session), state=state)


def ask_words(source: Source, note: str) -> str:
    """Something to ask about: the note's own words, and what it is on."""
    row = source.get(note)
    if not isinstance(row, Note):
        return title_of(source, note)
    about = _about(source, row.subject)
    if not row.text:
        return say("About {what}", what=about) if about else say("A note without words")
    words = one_line(row.text, _LONG)
    return say("{what}: {words}", words=words, what=about) if about else words


def _about(source: Source, subject: str) -> str:
    """What a note is on; nothing where it is on everything."""
    entity = source.get(subject)
    if subject == CASE_ID or entity is None:
        return ""
    if isinstance(entity, OtherName):
        return say("a name of {who}", who=title_of(source, entity.person))
    return _named(source, subject)


def _named(source: Source, id: str) -> str:
    """A thing as it stands in a sentence, with what it is where its title does not say so."""
    entity = source.get(id)
    if isinstance(entity, Rating):
        return _rating(source, entity)
    if isinstance(entity, Context):
        return _context(source, entity)
    return shown_title(source, id)


def _added(source: Source, entity: Entity) -> str:
    sentence = _ADDED.get(entity.array)
    if sentence is None:
        return say("{kind}: {what}", kind=capital(kind_word(entity.array)), what=_named(source, entity.id))
    return sentence(source, entity)


def _changed(source: Source, entity: Entity, fields: tuple[str, ...]) -> str:
    what = say("The case") if entity.array == "case" else _named(source, entity.id)
    named = [field for field in fields if field != PLACE]
    if not named:
        return say("{what}: stands in another place", what=what)
    told = [_field(entity, field) for field in named]
    if PLACE in fields:
        told.append(say("another place"))
    return say("{what}: {changes}", what=what, changes="; ".join(told))


def _field(entity: Entity, name: str) -> str:
    """A field that changed: with its value where that is a word from a list, else that its words are other ones."""
    if name in _TITLES:
        return say("in other words than before")
    field = next(one for one in fields_of(KINDS[entity.array]) if one.name == name)
    word, value = field_word(entity.array, name), getattr(entity, field.attr)
    if field.form in ("closed", "open") and isinstance(value, str):
        return say("{field}, now {value}", field=word, value=value_word(name, value, entity.array))
    if field.form == "score" and value is not None:
        return say("{field}, now {value} of 10", field=word, value=value)
    if field.form == "flag":
        return say("{field}, now so", field=word) if value else say("{field}, no longer so", field=word)
    if field.form == "text":
        return say("{field}, in other words", field=word)
    return say("{field}, now otherwise", field=word)


def _person(source: Source, entity: Any) -> str:
    return say("{who} came onto the map", who=title_of(source, entity.id))


def _tie(source: Source, entity: Any) -> str:
    return say("A tie was drawn: {tie}", tie=title_of(source, entity.id))


def _lesson(source: Source, entity: Any) -> str:
    return say("A lesson found words: {words}", words=shown_title(source, entity.id))


def _taught(source: Source, entity: Any) -> str:
    if entity.quote:
        return say("{lesson}: {quote}", lesson=title_of(source, entity.id), quote=quoted(one_line(entity.quote)))
    return title_of(source, entity.id)


def _role(source: Source, entity: Any) -> str:
    return say("A role got its name: {role}", role=title_of(source, entity.id))


def _story(source: Source, entity: Any) -> str:
    return say("A story was told: {story}", story=title_of(source, entity.id))


def _moment(source: Source, entity: Moment) -> str:
    kind = capital(value_word("type", entity.type, "moments"))
    return say("{kind}: {words}", kind=kind, words=one_line(entity.text)) if entity.text else kind


def _repair(source: Source, entity: Any) -> str:
    return say("What helped: {words}", words=one_line(entity.what_helped)) if entity.what_helped else say("A repair")


def _lived(source: Source, entity: Any) -> str:
    return say("Something new was lived: {words}", words=title_of(source, entity.id))


def _rating(source: Source, entity: Any) -> str:
    return say("{what} – {rating}", what=shown_title(source, entity.subject), rating=title_of(source, entity.id))


def _context(source: Source, entity: Any) -> str:
    title = capital(title_of(source, entity.id))
    return say("{context}: {words}", context=title, words=one_line(entity.description)) if entity.description else title


def _name(source: Source, entity: Any) -> str:
    return say("Another name for {who}: {name}", who=title_of(source, entity.person), name=title_of(source, entity.id))


def _note(source: Source, entity: Note) -> str:
    return say("A note. {words}", words=ask_words(source, entity.id))


def _bare(source: Source, entity: Any) -> str:
    return capital(title_of(source, entity.id))


_ADDED: Mapping[str, Callable[[Source, Any], str]] = {
    "people": _person,
    "names": _name,
    "relationships": _tie,
    "lessons": _lesson,
    "taught": _taught,
    "roles": _role,
    "played": _bare,
    "episodes": _story,
    "moments": _moment,
    "repairs": _repair,
    "experiences": _lived,
    "ratings": _rating,
    "contexts": _context,
    "links": _bare,
    "notes": _note,
}
