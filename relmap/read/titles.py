"""A short, plain title of anything in a case, for chips, lists, sentences and the spoken map.

It reads through any source and shows no more than that source holds: of what is covered it says only that it is.
A name that is never to be shown is never a title. Titles are plain text on one line; the stored words are not cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.notes import Consent, ExportRecord, Note
from relmap.model.patterns import Episode, LifeEvent, Pattern
from relmap.model.people import CASE_ID, Case, OtherName, Person, Relationship
from relmap.model.placement import Placement
from relmap.model.roles import Played, Role
from relmap.model.seats import clients, ties_between
from relmap.model.source import Source
from relmap.model.therapy import Moment, NewExperience, Rating, Repair, Rupture, Session, WayOfConnecting
from relmap.read.choices import value_word
from relmap.read.sentences import listed
from relmap.read.whens import date_words
from relmap.words import say

LONGEST = 72
"""Characters of a title before it ends in an ellipsis."""


def title_of(source: Source, id: str) -> str:
    """A short title of the thing with this id, on one line."""
    entity = source.get(id)
    if entity is None:
        return say("something that is not shown")
    if entity.veil != "none":
        return say("covered")
    return one_line(_TITLES[type(entity)](source, entity))


def whole_title(source: Source, id: str) -> str:
    """The title of a thing with all its words, however long; as it was written, line ends included."""
    entity = source.get(id)
    if entity is None or entity.veil != "none":
        return title_of(source, id)
    return _TITLES[type(entity)](source, entity)


def one_line(text: str, longest: int = LONGEST) -> str:
    """A text on one line, with an ellipsis where it goes on."""
    line = " ".join(text[: 4 * longest].split())
    return line if len(line) <= longest and len(text) <= 4 * longest else line[: longest - 1].rstrip() + "…"


def quoted(text: str) -> str:
    """Words that somebody spoke, in quotation marks."""
    return say("“{words}”", words=text)


def capital(text: str) -> str:
    """A text with its first letter large, to begin a line."""
    return text[:1].upper() + text[1:]


def shown_title(source: Source, id: str) -> str:
    """The title of anything as it stands in a sentence: a lesson's own words in quotation marks."""
    entity, title = source.get(id), title_of(source, id)
    said = isinstance(entity, Lesson) and entity.veil == "none" and bool(entity.text and entity.text.strip())
    return quoted(title) if said else title


def things_named(source: Source, ids: Iterable[str]) -> str:
    """Several things in a row: a tie by whom it is with, a lesson in quotation marks, the case as the therapy."""
    return listed(say("the therapy") if id == CASE_ID else _named(source, id) for id in ids)


def _named(source: Source, id: str) -> str:
    return shown_title(source, id) if isinstance(source.get(id), Lesson) else partner_title(source, id)


def other_end(source: Source, tie: Relationship) -> str:
    """The id of the person at the far end of a tie: the one who is not a client, else the second."""
    centre = {one.id for one in clients(source)}
    return tie.a if tie.b in centre and tie.a not in centre else tie.b


def partner_title(source: Source, tie: str) -> str:
    """A tie by whom it is with, and its label where they have several: `Father · pastor`; both where no client is."""
    entity = source.get(tie)
    if not isinstance(entity, Relationship) or entity.veil != "none":
        return title_of(source, tie)
    centre = {one.id for one in clients(source)}
    if not {entity.a, entity.b} & centre or len(centre) > 1:
        return title_of(source, tie)
    return _told_apart(source, entity, title_of(source, other_end(source, entity)))


def _told_apart(source: Source, tie: Relationship, name: str) -> str:
    """The name of a tie, with its label where the same two people have another."""
    if not tie.label or len(ties_between(source, tie.a, tie.b)) == 1:
        return name
    return say("{name} · {label}", name=name, label=one_line(tie.label))


def _case(source: Source, case: Case) -> str:
    return case.code or say("this case")


def _person(source: Source, person: Person) -> str:
    if person.name:
        return person.name
    if person.seat == "client" or person.kind == "self":
        return _me(source, person)
    return say("the therapist") if person.seat == "therapist" else say("someone without a name")


def _me(source: Source, person: Person) -> str:
    centre = [one.id for one in clients(source)]
    if len(centre) < 2 or person.id not in centre:
        return say("me")
    return say("client {number}", number=centre.index(person.id) + 1)  # of two, both would be “me”


def _name(source: Source, name: OtherName) -> str:
    return say("a name that is not shown") if name.never_show else name.text or say("another name")


def _tie(source: Source, tie: Relationship) -> str:
    centre = [one.id for one in clients(source)]
    far = other_end(source, tie)
    near = tie.b if far == tie.a else tie.a
    pair = (
        say("{name} and me", name=title_of(source, far))
        if near in centre and len(centre) == 1
        else say("{one} and {other}", one=title_of(source, near), other=title_of(source, far))
    )
    return _told_apart(source, tie, pair)


def _lesson(source: Source, lesson: Lesson) -> str:
    return lesson.text if lesson.text and lesson.text.strip() else say("a lesson without words yet")


def _taught(source: Source, row: Taught) -> str:
    return say("{lesson}, learned with {who}", lesson=title_of(source, row.lesson), who=_with(source, row))


def _role(source: Source, role: Role) -> str:
    return role.name or say("a role without a name")


def _played(source: Source, row: Played) -> str:
    return say("{role}, with {who}", role=title_of(source, row.role), who=_with(source, row))


def _with(source: Source, row: Taught | Played | Episode) -> str:
    return partner_title(source, row.relationship)


def _pattern(source: Source, pattern: Pattern) -> str:
    return pattern.name or say("a pattern without a name")


def _episode(source: Source, episode: Episode) -> str:
    return episode.narrative or say("a story with {who}", who=_with(source, episode))


def _life_event(source: Source, event: LifeEvent) -> str:
    return event.title or say("a life event")


def _session(source: Source, session: Session) -> str:
    if session.number is not None:
        return say("session {number}", number=session.number)
    return say("session of {day}", day=date_words(session.date)) if session.date else say("a session")


def _moment(source: Source, moment: Moment) -> str:
    return moment.text or value_word("type", moment.type, "moments")


def _rupture(source: Source, rupture: Rupture) -> str:
    return rupture.description or say("a disruption in {session}", session=title_of(source, rupture.session))


def _repair(source: Source, repair: Repair) -> str:
    return repair.what_helped or say("a repair in {session}", session=title_of(source, repair.session))


def _experience(source: Source, lived: NewExperience) -> str:
    return lived.description or say("something new")


def _way(source: Source, way: WayOfConnecting) -> str:
    return way.name or say("a way of connecting")


def _rating(source: Source, rating: Rating) -> str:
    asked = value_word("dimension", rating.dimension, "ratings")
    if rating.value is None:
        return say("{asked}: not asked", asked=asked)
    return say("{asked}: {value} of 10", asked=asked, value=rating.value)


def _context(source: Source, context: Context) -> str:
    return value_word("dimension", context.dimension, "contexts")


def _link(source: Source, link: Link) -> str:
    return link.text or say(
        "{one} – {reads} – {other}",
        one=title_of(source, link.from_),
        reads=value_word("kind", link.kind, "links"),
        other=title_of(source, link.to),
    )


def _note(source: Source, note: Note) -> str:
    return note.text or say("an empty note")


def _consent(source: Source, consent: Consent) -> str:
    return value_word("scope", consent.scope, "consents")


def _export(source: Source, record: ExportRecord) -> str:
    return record.what or say("something that left the file")


def _placement(source: Source, placement: Placement) -> str:
    return say("the place of {what}", what=title_of(source, placement.subject))


_TITLES: Mapping[type[Entity], Callable[[Source, Any], str]] = {
    Case: _case,
    Person: _person,
    OtherName: _name,
    Relationship: _tie,
    Lesson: _lesson,
    Taught: _taught,
    Role: _role,
    Played: _played,
    Pattern: _pattern,
    Episode: _episode,
    LifeEvent: _life_event,
    Session: _session,
    Moment: _moment,
    Rupture: _rupture,
    Repair: _repair,
    NewExperience: _experience,
    WayOfConnecting: _way,
    Rating: _rating,
    Context: _context,
    Link: _link,
    Note: _note,
    Consent: _consent,
    ExportRecord: _export,
    Placement: _placement,
}
