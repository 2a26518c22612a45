"""One look over a case while its Looks are made: who sits where, which tie is whose, which context is about what.

It remembers what it has read for as long as one pass lasts, and is thrown away afterwards. It decides nothing about
how things are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.integrity import session_order
from relmap.model.links import Link
from relmap.model.people import CASE_ID, Person, Relationship
from relmap.model.ratings import closeness_of, current_rating
from relmap.model.seats import clients, therapist, ties_between
from relmap.model.source import Source
from relmap.model.therapy import Repair, Rupture
from relmap.read.titles import partner_title, title_of

E = TypeVar("E", bound=Entity)

BEARERS = frozenset({"people", "lessons", "roles", "experiences", "patterns", "life_events", "ways"})
"""The kinds that have a place on the map and can carry a context's badge."""


class Sight:
    """What a pass over `source` has seen."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.clients = tuple(person.id for person in clients(source))
        found = therapist(source)
        self.therapist = found.id if found is not None else None
        self._ranks: dict[str, int] = {}
        self._titles: dict[str, str] = {}
        self._partners: dict[str, str] = {}
        self._order: dict[str, int] | None = None

    def get(self, id: str | None) -> Entity | None:
        """The entity with this id, if it may be seen."""
        return self.source.get(id) if id is not None else None

    def far_end(self, tie: Relationship) -> str:
        """The person at the far end: not a client, else the second."""
        return tie.a if tie.b in self.clients and tie.a not in self.clients else tie.b

    def near_end(self, tie: Relationship) -> str:
        """The other end."""
        return tie.b if self.far_end(tie) == tie.a else tie.a

    def is_clients(self, tie: Relationship) -> bool:
        """Whether it is a tie between a client and somebody who is not one."""
        return (tie.a in self.clients) != (tie.b in self.clients)

    def rank(self, tie: Relationship) -> int:
        """0 for the main tie of a pair, 1 for their second, and so on."""
        if tie.id not in self._ranks:
            for place, each in enumerate(ties_between(self.source, tie.a, tie.b)):
                self._ranks[each.id] = place
        return self._ranks.get(tie.id, 0)

    def count(self, tie: Relationship) -> int:
        """How many ties the two people of a tie have."""
        return len(ties_between(self.source, tie.a, tie.b))

    def stand(self, id: str) -> str:
        """The Look id that stands for an entity where a line arrives: a person's circle for their main tie."""
        entity = self.get(id)
        if isinstance(entity, Relationship) and self.is_clients(entity) and self.rank(entity) == 0:
            return self.far_end(entity)
        if id == CASE_ID:
            return self.therapist or (self.clients[0] if self.clients else id)
        return id

    def is_room(self, tie: Relationship) -> bool:
        """Whether it is the tie of this room."""
        return self.is_clients(tie) and self.far_end(tie) == self.therapist and self.rank(tie) == 0

    def closeness(self, tie: Relationship) -> int | None:
        """How close its client feels today in a tie; None is not asked, and a tie between two clients is of neither."""
        if tie.a in self.clients and tie.b in self.clients:
            return None
        rating = closeness_of(self.source, tie)
        return rating.value if rating is not None else None

    def numbers(self, subject: str, dimension: str) -> list[tuple[str, int]]:
        """What each of several clients says of a thing today: their name and their number, where they were asked."""
        found = ((id, current_rating(self.source, subject, dimension, id)) for id in self.clients)
        return [(self.title(id), one.value) for id, one in found if one is not None and one.value is not None]

    def whose(self, held_by: tuple[str, ...] | None) -> str:
        """The name of the one of several clients who holds something; empty where it is all of them, or one comes."""
        if len(self.clients) < 2 or not held_by:
            return ""
        holders = [id for id in self.clients if id in held_by]
        return self.title(holders[0]) if len(holders) == 1 else ""

    def contexts_about(self, *ids: str) -> list[Context]:
        """The contexts that matter for any of some things, in order, each once."""
        found: dict[str, Context] = {}
        for id in ids:
            for link in self.referring(id, Link):
                context = self.get(link.from_) if link.kind == "about" and link.to == id else None
                if isinstance(context, Context) and context.veil == "none":
                    found[context.id] = context
        return sorted(found.values(), key=lambda context: context.ordinal)

    def bears(self, id: str) -> bool:
        """Whether a context about this is drawn as a badge on some thing."""
        if id == CASE_ID:
            return self.therapist is not None
        entity = self.get(id)
        if isinstance(entity, Relationship):
            return self.is_clients(entity)
        return entity is not None and entity.array in BEARERS

    def is_badge(self, context: str) -> bool:
        """Whether a context is drawn as a badge on at least one thing."""
        return any(link.kind == "about" and self.bears(link.to) for link in self.referring(context, Link))

    def referring(self, id: str, cls: type[E]) -> Iterator[E]:
        """Those of a class that refer to an id, in order."""
        found = (self.source.get(other) for other in self.source.referrers(id))
        yield from sorted((each for each in found if isinstance(each, cls)), key=lambda each: each.ordinal)

    def title(self, id: str) -> str:
        """The title of a thing, asked for once."""
        if id not in self._titles:
            self._titles[id] = title_of(self.source, id)
        return self._titles[id]

    def partner(self, tie: str) -> str:
        """Whom a tie is with, asked for once."""
        if tie not in self._partners:
            self._partners[tie] = partner_title(self.source, tie)
        return self._partners[tie]

    def disruptions(self, tie: Relationship) -> list[Rupture | Repair]:
        """The disruptions of a client's tie and what mended them, in the order of the sessions."""
        between_clients = tie.a in self.clients and tie.b in self.clients
        if not (between_clients or self.is_clients(tie)) or self.rank(tie) > 0:
            return []
        who = (tie.a, tie.b) if between_clients else (self.far_end(tie),)
        events: list[tuple[tuple[int, int, int], Rupture | Repair]] = []
        for rupture in self.source.all(Rupture):
            if (rupture.with_ or self.therapist) in who:
                events.append(((self._session(rupture.session), 0, rupture.ordinal), rupture))
                repairs = [one for one in self.referring(rupture.id, Repair) if one.rupture == rupture.id]
                words = [one for one in repairs if one.clients_word] if rupture.state == "back_on_track" else []
                if repairs:
                    last = max(words or repairs, key=lambda repair: (self._session(repair.session), repair.ordinal))
                    events.append(((self._session(last.session), 1, last.ordinal), last))
        return [event for _, event in sorted(events, key=lambda pair: pair[0])]

    def person(self, id: str) -> Person | None:
        """The person with this id."""
        found = self.get(id)
        return found if isinstance(found, Person) else None

    def _session(self, id: str) -> int:
        if self._order is None:
            self._order = dict(session_order(self.source))
        return self._order.get(id, -1)
