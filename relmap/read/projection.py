"""What one audience may see of a case, and what of that has just changed.

Every view, list, count, search and export reads through a projection. What is covered is not in it at all; of a thing
covered to an outline there is only an empty stand-in with its id, so that no reader can show what it does not have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol, TypeVar, cast

from relmap.model.base import Entity, Field, copy_of, fields_of
from relmap.model.kinds import KINDS
from relmap.model.privacy import WISHES, Audience, Cover, Lasting, as_wished, own_cover, own_covers, spread
from relmap.store.journal import Change
from relmap.store.telling import Subscribers

E = TypeVar("E", bound=Entity)
T = TypeVar("T")


class Followed(Lasting, Protocol):
    """A source that tells what has changed: the document, or the past as it moves."""

    def subscribe(self, subscriber: Callable[[tuple[Change, ...]], None]) -> Callable[[], None]:
        """Call `subscriber` once after each change; returns the way to stop that."""


@dataclass(frozen=True, slots=True)
class Delta:
    """The ids that came, changed and went, as one audience sees it.

    `covers`: more is covered than before, so that nobody may keep for later what was shown.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    covers: bool = field(default=False, compare=False)

    def __bool__(self) -> bool:
        """Whether anything changed for this audience."""
        return bool(self.added or self.updated or self.removed)

    @property
    def touched(self) -> frozenset[str]:
        """All ids it names."""
        return frozenset((*self.added, *self.updated, *self.removed))


class Projection:
    """A `Source` over `source` that holds only what `audience` may see."""

    def __init__(self, source: Followed, audience: Audience) -> None:
        """Look at `source` as `audience`."""
        self._source = source
        self.audience: Audience = audience
        self._own_covers = own_covers(source, audience)
        self._covers = spread(source, self._own_covers)
        self._answers: dict[str, object] = {}
        self._followers: Subscribers[Delta] = Subscribers()
        self._stop = source.subscribe(self._follow)

    @property
    def revision(self) -> int:
        """The revision it shows."""
        return self._source.revision

    @property
    def read_only(self) -> bool:
        """Whether what it shows can never be written."""
        return self._source.read_only

    def get(self, id: str) -> Entity | None:
        """The entity with this id, an empty stand-in where only its outline is left, or None."""
        entity = self._source.get(id)
        return None if entity is None else self._seen(entity)

    def need(self, cls: type[E], id: str) -> E:
        """The entity with this id and class; raises KeyError when there is none to be seen."""
        entity = self.get(id)
        if not isinstance(entity, cls):
            raise KeyError(id)
        return entity

    def all(self, cls: type[E]) -> Sequence[E]:
        """Every entity of a class that may be seen, in order."""
        entities = self._source.all(cls)
        if not self._covers and not self._source.read_only:
            return entities
        return [cast("E", seen) for entity in entities if (seen := self._seen(entity)) is not None]

    def referrers(self, id: str) -> frozenset[str]:
        """The ids of those that refer to this one and may be seen."""
        ids = self._source.referrers(id)
        if not self._covers:
            return ids
        return frozenset(other for other in ids if not self._is_hidden(other) and not self._is_hidden(id))

    def remember(self, question: str, answer: Callable[[], T]) -> T:
        """The answer kept under `question`, asked for once after each change (see `model.source`)."""
        if question not in self._answers:
            self._answers[question] = answer()
        return cast("T", self._answers[question])

    def subscribe(self, follower: Callable[[Delta], None]) -> Callable[[], None]:
        """Call `follower` once after each change that this audience can see; returns the way to stop that."""
        return self._followers.add(follower)

    def close(self) -> None:
        """Stop following the source."""
        self._stop()
        self._followers.clear()

    def _is_hidden(self, id: str) -> bool:
        return self._covers.get(id) == "full"

    def _seen(self, entity: Entity) -> Entity | None:
        cover = self._covers.get(entity.id)
        if cover is None:
            return as_wished(entity, self._source)
        return outline(entity) if cover == "outline" else None

    def _follow(self, changes: tuple[Change, ...]) -> None:
        self._answers.clear()
        before = self._covers
        changes = tuple(change for change in changes if not self._is_old_wish(change))
        for change in changes:
            entity = self._source.today(change.id) if self._source.get(change.id) is not None else None
            cover = own_cover(entity, self.audience) if entity is not None else None
            if cover is None:
                self._own_covers.pop(change.id, None)
            else:
                self._own_covers[change.id] = cover
        self._covers = spread(self._source, self._own_covers)
        delta = self._delta(changes, before)
        if delta:
            self._followers.tell(delta)

    def _is_old_wish(self, change: Change) -> bool:
        return bool(self._source.read_only and change.before and change.after and change.after.keys() <= WISHES)

    def _delta(self, changes: Iterable[Change], was: Mapping[str, Cover]) -> Delta:
        changed = {change.id: change for change in changes}
        recovered = {id for id in was.keys() | self._covers.keys() if was.get(id) != self._covers.get(id)}
        kinds: dict[str, list[str]] = {"added": [], "updated": [], "removed": []}
        for id in (*changed, *sorted(recovered - changed.keys())):
            change = changed.get(id)
            stood = (change is None or change.before is not None) and was.get(id) != "full"
            stands = (change is None or change.after is not None) and self._covers.get(id) != "full"
            if was.get(id) == self._covers.get(id) == "outline" and change is not None and not _shows(change):
                continue
            if stood or stands:
                kinds["updated" if stood and stands else "added" if stands else "removed"].append(id)
        thicker = any(cover != was.get(id) for id, cover in self._covers.items())
        return Delta(tuple(kinds["added"]), tuple(kinds["updated"]), tuple(kinds["removed"]), thicker)


def outline(entity: Entity) -> Entity:
    """An entity of the same class and id with nothing in it but what it must refer to, and its place."""
    keep = {field.attr: getattr(entity, field.attr) for field in _left_of(type(entity))}
    keep |= {field.attr: "" for field in fields_of(type(entity)) if field.required and field.form == "open"}
    return copy_of(type(entity)(**keep, veil="outline", ordinal=entity.ordinal))


@cache
def _left_of(cls: type[Entity]) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(cls) if field.required and field.form not in ("open", "closed"))


def _shows(change: Change) -> bool:
    """Whether a change can be seen at an outline."""
    if change.before is None or change.after is None:
        return True
    return any(field.name in change.after for field in _left_of(KINDS[change.array]))
