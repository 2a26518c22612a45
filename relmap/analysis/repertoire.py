"""The repertoire: each way of connecting, with whom it was lived, and when first.

Imagined, tried and mine are the client's own words for where a way stands, and stay so: a way that was lived with
somebody is not moved by itself, and none is further on than another.
"""

from __future__ import annotations

from dataclasses import dataclass

from relmap.analysis.patterns import first_moment, rows_at
from relmap.analysis.threads import is_open
from relmap.model.links import Link
from relmap.model.source import Source
from relmap.model.therapy import NewExperience, WayOfConnecting
from relmap.model.vocabulary import WayState


@dataclass(frozen=True, slots=True)
class Use:
    """One time a way was lived: the experience, in which tie, and when, in life and in the therapy."""

    experience: str
    relationship: str
    session: str | None
    happened: str | None
    happened_said: str | None


@dataclass(frozen=True, slots=True)
class Way:
    """A way of connecting and every time it was lived, the first one first; those without a date come last."""

    way: str
    state: WayState
    uses: tuple[Use, ...]

    @property
    def first(self) -> Use | None:
        """When it was first lived."""
        return self.uses[0] if self.uses else None

    @property
    def ties(self) -> tuple[str, ...]:
        """With whom, each tie once, by when it was first lived there."""
        return tuple(dict.fromkeys(use.relationship for use in self.uses))


def repertoire(source: Source) -> tuple[Way, ...]:
    """Every way that may be seen, in the order in which it was said."""
    return tuple(_way(source, way) for way in source.all(WayOfConnecting) if way.veil == "none")


def way_of(source: Source, id: str) -> Way | None:
    """One way, or None where it may not be seen."""
    entity = source.get(id)
    return _way(source, entity) if isinstance(entity, WayOfConnecting) and entity.veil == "none" else None


def _way(source: Source, way: WayOfConnecting) -> Way:
    links = (link for link in rows_at(source, way.id, Link) if link.to == way.id)
    lived = [source.get(link.from_) for link in links if link.kind == "uses"]
    seen = {one.id: one for one in lived if isinstance(one, NewExperience) and _may_tell(source, one)}
    order = sorted(seen.values(), key=lambda one: (first_moment(source, one.happened, one.session), one.ordinal))
    return Way(way.id, way.state, tuple(_use(source, one) for one in order))


def _may_tell(source: Source, lived: NewExperience) -> bool:
    return lived.veil == "none" and is_open(source, lived.relationship)


def _use(source: Source, lived: NewExperience) -> Use:
    session = lived.session if lived.session is not None and is_open(source, lived.session) else None
    return Use(lived.id, lived.relationship, session, lived.happened, lived.happened_said)
