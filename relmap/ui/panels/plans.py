"""Which sections each kind's panel has, from top to bottom.

The kinds a map is made of have layouts of their own; every other kind gets its fields from the model's one table, so a
new field is seen here without anybody's help.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from relmap.model.base import Entity, fields_of
from relmap.model.people import CASE_ID, Case
from relmap.model.roles import Played
from relmap.model.therapy import Moment, NewExperience, Repair, Rupture
from relmap.ui.panels.context_panel import context_sections, event_sections
from relmap.ui.panels.desk import Desk
from relmap.ui.panels.echoed import Echoed
from relmap.ui.panels.fields import UNSHOWN, Fields, of_clients
from relmap.ui.panels.foot import Remove, closing_sections
from relmap.ui.panels.head import TITLE_FIELDS, Head
from relmap.ui.panels.joined import Joined
from relmap.ui.panels.lesson_panel import lesson_sections
from relmap.ui.panels.linked import link_sections
from relmap.ui.panels.listed import Listed
from relmap.ui.panels.lived_panel import experience_sections, way_sections
from relmap.ui.panels.overview import Several, covered, nothing_selected
from relmap.ui.panels.pattern_panel import pattern_sections
from relmap.ui.panels.person_panel import own_ties, person_sections
from relmap.ui.panels.reminder import Reminder
from relmap.ui.panels.room_panel import repair_sections, rupture_sections
from relmap.ui.panels.section import Panel, Section
from relmap.ui.panels.tie_panel import tie_sections
from relmap.ui.tones import tone_of
from relmap.words import say

_ALWAYS: Mapping[str, tuple[str, ...]] = {
    "episodes": ("relationship",),
    "sessions": ("date", "medium", "also_present", "opening", "closing"),
    "moments": ("type",),
}
"""Fields that stand in sight though nothing is in them: few, because a panel is no form."""


def panel_for(desk: Desk, id: str) -> Panel:
    """The panel of one thing that may be seen."""
    entity = desk.source.get(id)
    if entity is None or entity.veil != "none":
        return Panel(desk, [covered(desk)])
    special = _SPECIAL.get(entity.array)
    sections = special(desk, id) if special is not None else plain_sections(desk, id)
    return Panel(desk, [Head(desk, id), Reminder(desk, id, ruled=False), *sections], closing_sections(desk, id))


def panel_for_none(desk: Desk) -> Panel:
    """What stands there when nothing is selected: a kind word, and the case as a whole."""
    if desk.source.get(CASE_ID) is None:
        return Panel(desk, [nothing_selected(desk)])
    return Panel(desk, [nothing_selected(desk), *case_sections(desk, CASE_ID)])


def panel_for_several(desk: Desk, ids: Sequence[str]) -> Panel:
    """What stands there when several are selected."""
    return Panel(desk, [Several(desk, ids)], [Remove(desk, ids)])


def shape_of(desk: Desk, id: str) -> object:
    """What decides which sections a panel has; when it differs, the panel is made anew."""
    entity = desk.source.get(id)
    if entity is None:
        return None
    valence = getattr(entity, "valence", None)
    ties = tuple(own_ties(desk.source, id)) if entity.array == "people" else ()
    return entity.array, entity.veil, valence, ties, desk.can_write


def plain_sections(desk: Desk, id: str) -> list[Section]:
    """The fields of any kind, what belongs to it, and its links."""
    entity = desk.source.get(id)
    if entity is None:
        return []
    title = TITLE_FIELDS.get(entity.array)
    names = [field.name for field in fields_of(type(entity)) if field.name not in UNSHOWN and field.name != title]
    always = _ALWAYS.get(entity.array, ())
    fields = Fields(desk, id, names, always=always, tone=tone_of(entity), ruled=False)
    return [fields, *_belonging(desk, entity), *link_sections(desk, id)]


def _belonging(desk: Desk, entity: Entity) -> list[Section]:
    rows: Mapping[str, list[tuple[type[Entity], str, str]]] = {
        "sessions": [
            (Rupture, "session", say("Disruptions")),
            (Repair, "session", say("Repairs")),
            (NewExperience, "session", say("Something new")),
            (Moment, "session", say("Moments")),
        ],
    }
    return [Listed(desk, entity.id, cls, attr, heading) for cls, attr, heading in rows.get(entity.array, [])]


def role_sections(desk: Desk, id: str) -> list[Section]:
    """The sections of a role: pressure, cost and what it kept safe, for each tie side by side."""
    always = ("state", *of_clients(desk, "held_by"))
    return [
        Fields(desk, id, ("other_pole", "state", "held_by"), always=always, ruled=False, tone="role"),
        Joined(desk, id, Played, "relationship", say("Played with"), side_by_side=True),
        Echoed(desk, id),
        *link_sections(desk, id),
    ]


def case_sections(desk: Desk, id: str) -> list[Section]:
    """What is to be said of the case as a whole."""
    names = [field.name for field in fields_of(Case) if field.name not in UNSHOWN]
    return [Fields(desk, id, names, always=("code", "modality", "status"), ruled=False), *link_sections(desk, id)]


_SPECIAL: Mapping[str, Callable[[Desk, str], list[Section]]] = {
    "people": person_sections,
    "relationships": tie_sections,
    "lessons": lesson_sections,
    "roles": role_sections,
    "case": case_sections,
    "patterns": pattern_sections,
    "experiences": experience_sections,
    "ways": way_sections,
    "contexts": context_sections,
    "life_events": event_sections,
    "ruptures": rupture_sections,
    "repairs": repair_sections,
}
