"""Links between things of any kind, and the table of what may be linked to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Mapped

from relmap.model import columns as c
from relmap.model.base import Entity
from relmap.model.vocabulary import LinkKind

ANYTHING = frozenset[str]()


@dataclass(frozen=True, slots=True)
class LinkRule:
    """What a kind of link may join; an empty set of kinds means anything. Valences bind where an end is a lesson."""

    sources: frozenset[str]
    targets: frozenset[str]
    source_valences: frozenset[str] = frozenset()
    target_valences: frozenset[str] = frozenset()


def _rule(sources: str, targets: str, **valences: frozenset[str]) -> LinkRule:
    return LinkRule(frozenset(sources.split()), frozenset(targets.split()), **valences)


LINK_RULES: Mapping[str, LinkRule] = {
    "counters": _rule("experiences", "lessons", target_valences=frozenset({"diminishing", "mixed"})),
    "supports": _rule("experiences", "lessons", target_valences=frozenset({"affirming", "mixed"})),
    "instead": _rule(
        "lessons",
        "lessons",
        source_valences=frozenset({"diminishing"}),
        target_valences=frozenset({"affirming"}),
    ),
    "asks_for": _rule("lessons", "roles"),
    "shown_with": _rule("patterns", "relationships"),
    "involves": _rule("patterns", "lessons roles"),
    "re_enacts": _rule("ruptures", "patterns"),
    "here_too": _rule("moments ruptures", "patterns relationships lessons roles"),
    "uses": _rule("experiences", "ways"),
    "about": _rule("contexts", ""),
    "made_of": _rule("life_events", "lessons relationships"),
}


class Link(Entity):
    """A directed link; what it reads as is its kind's."""

    __tablename__ = "links"
    kind: Mapped[LinkKind] = c.closed(LinkKind, required=True)
    from_: Mapped[str] = c.subject(name="from")
    to: Mapped[str] = c.subject()
    text: Mapped[str | None] = c.text()
