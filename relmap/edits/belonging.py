"""The verb behind "click everyone it belongs to": ties a thing to another in the way the two kinds have.

A lesson and a tie mean *taught*, a pattern and a role mean *part of*, and so on. Done again, it lets go again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from relmap.edits.lessons import taught_by, teach
from relmap.edits.linking import link, link_between
from relmap.edits.removing import remove
from relmap.edits.roles import play, played_in
from relmap.model.base import Entity
from relmap.model.lessons import Lesson
from relmap.model.people import Person, Relationship
from relmap.model.seats import clients, main_tie
from relmap.model.therapy import NewExperience
from relmap.model.vocabulary import Author, LinkKind
from relmap.store.document import Document

_LINKS: Mapping[tuple[str, str], tuple[LinkKind, bool]] = {
    ("lessons", "roles"): ("asks_for", True),
    ("roles", "lessons"): ("asks_for", False),
    ("patterns", "relationships"): ("shown_with", True),
    ("patterns", "lessons"): ("involves", True),
    ("patterns", "roles"): ("involves", True),
    ("lessons", "patterns"): ("involves", False),
    ("roles", "patterns"): ("involves", False),
    ("experiences", "ways"): ("uses", True),
    ("ways", "experiences"): ("uses", False),
    ("life_events", "lessons"): ("made_of", True),
    ("life_events", "relationships"): ("made_of", True),
    ("lessons", "life_events"): ("made_of", False),
}
"""(kind of the thing, kind of the other) → the link between them, and whether it leads from the thing."""


def belongs(document: Document, thing: str, other: str, *, author: Author = "client") -> bool | None:
    """Tie `thing` to `other`, or let go where they are tied. True: tied now; False: let go; None: they cannot be tied.

    A person stands for their first tie with the client, except to a context, which may be about the person. The client
    stands for no tie.
    """
    one, two = document.get(thing), _meant(document, thing, other)
    if one is None or two is None or one.id == two.id:
        return None
    row = _row_between(document, one, two)
    if row is not None:
        with document.edit("let_go"):
            remove(document, [row.id])
        return False
    tie = _verb(document, one, two, author)
    if tie is None:
        return None
    tie()
    return True


def can_belong(document: Document, thing: str, other: str) -> bool:
    """Whether `belongs` would do anything."""
    one, two = document.get(thing), _meant(document, thing, other)
    if one is None or two is None or one.id == two.id:
        return False
    return _row_between(document, one, two) is not None or _verb(document, one, two, "client") is not None


def _meant(document: Document, thing: str, other: str) -> Entity | None:
    entity, one = document.get(other), document.get(thing)
    if isinstance(entity, Person) and one is not None and one.array != "contexts":
        tie, centre = main_tie(document, other), {person.id for person in clients(document)}
        alone = tie is not None and other in centre and not centre & ({tie.a, tie.b} - {other})
        return None if alone else tie
    return entity


def _row_between(document: Document, one: Entity, two: Entity) -> Entity | None:
    if isinstance(two, Relationship):
        row = taught_by(document, one.id, two.id) or played_in(document, one.id, two.id)
        if row is not None:
            return row
    kind = _link_kind(one, two)
    if kind is None:
        return None
    name, forward = kind
    ends = (one.id, two.id) if forward else (two.id, one.id)
    found = link_between(document, name, *ends)
    if found is None and name == "counters":
        return link_between(document, "supports", *ends)  # a mixed lesson may be spoken for, too
    return found


def _verb(document: Document, one: Entity, two: Entity, author: Author) -> Callable[[], object] | None:
    if isinstance(two, Relationship) and one.array == "lessons":
        return lambda: teach(document, one.id, two.id, author=author)
    if isinstance(two, Relationship) and one.array == "roles":
        return lambda: play(document, one.id, two.id, author=author)
    if isinstance(two, Relationship) and isinstance(one, NewExperience):
        return lambda: _live_in(document, one.id, two.id) if one.relationship != two.id else None
    kind = _link_kind(one, two)
    if kind is None:
        return None
    name, forward = kind
    source, target = (one.id, two.id) if forward else (two.id, one.id)
    return lambda: link(document, name, source, target, author=author)


def _live_in(document: Document, experience: str, tie: str) -> None:
    with document.edit("live_in"):
        document.need(NewExperience, experience).relationship = tie


def _link_kind(one: Entity, two: Entity) -> tuple[LinkKind, bool] | None:
    if one.array == "contexts":
        return "about", True
    if two.array == "contexts":
        return "about", False
    if isinstance(one, NewExperience) and isinstance(two, Lesson):
        return _speaks(two), True
    if isinstance(two, NewExperience) and isinstance(one, Lesson):
        return _speaks(one), False
    if isinstance(one, Lesson) and isinstance(two, Lesson):
        return _truer(one, two)
    return _LINKS.get((one.array, two.array))


def _speaks(lesson: Lesson) -> LinkKind:
    return "supports" if lesson.valence == "affirming" else "counters"


def _truer(one: Lesson, two: Lesson) -> tuple[LinkKind, bool] | None:
    valences = (one.valence, two.valence)
    if valences == ("diminishing", "affirming"):
        return "instead", True
    return ("instead", False) if valences == ("affirming", "diminishing") else None
