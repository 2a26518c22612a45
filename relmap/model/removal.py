"""What a removal would take along: written out before anything is removed, so that a person can be told.

A row that cannot stand without the removed one goes with it; a row that only mentions it loses the mention. Lessons
and roles are never taken along: losing the last tie is said, and left to the person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from relmap.model.base import Entity, ids_in
from relmap.model.lessons import Taught
from relmap.model.links import LINK_RULES, Link
from relmap.model.people import CASE_ID
from relmap.model.roles import Played
from relmap.model.source import Source
from relmap.model.therapy import Repair, Rupture


@dataclass(frozen=True, slots=True)
class RemovalPlan:
    """What goes and what that leaves behind, all of it by id.

    `removed`: what goes, that asked for first. `emptied`: (id, attribute) mentions that are emptied. `untied`: lessons
    and roles left without a tie. `unmended`: disruptions that lose the client's last word that they are mended.
    """

    removed: tuple[str, ...]
    emptied: tuple[tuple[str, str], ...]
    untied: tuple[str, ...]
    unmended: tuple[str, ...] = ()


def removal_plan(source: Source, ids: Iterable[str]) -> RemovalPlan:
    """What removing `ids` means. The case row itself is never removed."""
    removed = dict.fromkeys(id for id in ids if source.get(id) is not None and id != CASE_ID)
    waiting = list(removed)
    emptied: dict[tuple[str, str], None] = {}
    while waiting:
        id = waiting.pop()
        for referrer in _in_order(source, source.referrers(id)):
            attrs = [(field.attr, field.nullable) for field, target in ids_in(referrer) if target == id]
            if all(nullable for _, nullable in attrs):
                emptied.update(dict.fromkeys((referrer.id, attr) for attr, _ in attrs))
            elif referrer.id not in removed:
                removed[referrer.id] = None
                waiting.append(referrer.id)
    mentions = tuple(mention for mention in emptied if mention[0] not in removed)
    return RemovalPlan(tuple(removed), mentions, _untied(source, removed), _unmended(source, removed))


def _in_order(source: Source, ids: Iterable[str]) -> list[Entity]:
    found = [entity for id in ids if (entity := source.get(id)) is not None]
    return sorted(found, key=lambda entity: (entity.array, entity.ordinal))


def _untied(source: Source, removed: dict[str, None]) -> tuple[str, ...]:
    losing: dict[str, None] = {}
    for id in removed:
        entity = source.get(id)
        end = entity.lesson if isinstance(entity, Taught) else entity.role if isinstance(entity, Played) else None
        if end is not None and end not in removed and not _tied_without(source, end, removed):
            losing[end] = None
    return tuple(losing)


def _unmended(source: Source, removed: dict[str, None]) -> tuple[str, ...]:
    repairs = (repair for id in removed if isinstance(repair := source.get(id), Repair))
    losing = dict.fromkeys(repair.rupture for repair in repairs if repair.rupture not in removed)
    return tuple(id for id in losing if _is_mended(source, id) and not _has_word(source, id, removed))


def _is_mended(source: Source, rupture: str) -> bool:
    entity = source.get(rupture)
    return isinstance(entity, Rupture) and entity.state == "back_on_track"


def _has_word(source: Source, rupture: str, removed: dict[str, None]) -> bool:
    repairs = (source.get(id) for id in source.referrers(rupture) if id not in removed)
    return any(isinstance(repair, Repair) and repair.clients_word for repair in repairs)


def _tied_without(source: Source, id: str, removed: dict[str, None]) -> bool:
    ties = (source.get(other) for other in source.referrers(id) if other not in removed)
    return any(isinstance(tie, Taught | Played) for tie in ties)


def links_broken_by(source: Source, lesson: str, valence: str) -> tuple[str, ...]:
    """The links at a lesson that could not stand if its valence became `valence`."""
    broken = []
    for id in source.referrers(lesson):
        link = source.get(id)
        if isinstance(link, Link):
            rule = LINK_RULES[link.kind]
            ends = ((link.from_, rule.source_valences), (link.to, rule.target_valences))
            if any(end == lesson and valences and valence not in valences for end, valences in ends):
                broken.append(link.id)
    return tuple(sorted(broken))
