"""What a map leaves open, said and never forced: an experience that speaks of no lesson, a pattern only seen here."""

from __future__ import annotations

from relmap.model.links import Link
from relmap.model.patterns import Episode
from relmap.model.people import Relationship
from relmap.model.seats import clients, therapist, ties_between
from relmap.model.source import Source


def speaks_of_nothing(source: Source, experience: str) -> bool:
    """Whether a new experience speaks neither for nor against a lesson yet (invariant 3)."""
    return not any(link.kind in ("counters", "supports") for link in _links_at(source, experience))


def only_seen_here(source: Source, pattern: str) -> bool:
    """Whether a pattern came back between client and therapist and was seen in no other tie so far (invariant 5)."""
    links = _links_at(source, pattern)
    shown_with = {link.to for link in links if link.kind == "shown_with"}
    stories = (story for id in source.referrers(pattern) if isinstance(story := source.get(id), Episode))
    lived = {story.relationship for story in stories if story.pattern == pattern and story.veil == "none"}
    return any(link.kind == "re_enacts" for link in links) and shown_with | lived <= room_ties(source)


def _links_at(source: Source, id: str) -> list[Link]:
    return [link for other in source.referrers(id) if isinstance(link := source.get(other), Link)]


def room_ties(source: Source) -> set[str]:
    """The ties between the clients and the therapist: *this room*."""
    host = therapist(source)
    if host is None:
        return set()
    ties: list[Relationship] = [tie for one in clients(source) for tie in ties_between(source, one.id, host.id)]
    return {tie.id for tie in ties}
