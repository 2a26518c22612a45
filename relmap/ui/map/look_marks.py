"""Which marks stand on a tie: its disruptions and what became of each, in the order of the sessions.

Where there are many, earlier ones are one mark with their number, so that the tie stays readable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from relmap.analysis.room import OPEN_STATES
from relmap.model.people import Relationship
from relmap.model.therapy import Repair, Rupture
from relmap.model.vocabulary import RuptureState
from relmap.ui.map import spoken
from relmap.ui.map.drafts import is_covered
from relmap.ui.map.shapes import MarkKind, TieMark
from relmap.ui.map.sight import Sight

MOST_MARKS = 7
"""More marks than this are folded."""
_KINDS: Mapping[RuptureState, MarkKind] = {
    "open": "disruption",
    "being_mended": "disruption",
    "back_on_track": "mended",
    "left_open": "left_open",
    "ended_the_therapy": "ended",
}


def marks_on(sight: Sight, tie: Relationship) -> tuple[TieMark, ...]:
    """The marks on a tie, the earliest first; a disruption and what became of it are folded together."""
    events = [event for event in sight.disruptions(tie) if not is_covered(event)]
    if len(events) <= MOST_MARKS:
        return tuple(_mark(sight, event) for event in events)
    shown = _shown_singly(events)
    folded = [event for event in events if _disruption(event) not in shown]
    return (_folded(sight, folded), *(_mark(sight, event) for event in events if _disruption(event) in shown))


def _shown_singly(events: Sequence[Rupture | Repair]) -> set[str]:
    """The disruptions that keep marks of their own: as many as there is room for, those that wait and the latest."""
    broken = [event for event in events if isinstance(event, Rupture)]
    waiting = [one for one in broken if one.state in OPEN_STATES]
    shown: set[str] = set()
    room = MOST_MARKS - 1
    for one in (*reversed(waiting), *reversed([one for one in broken if one not in waiting])):
        room -= sum(_disruption(event) == one.id for event in events)
        if room < 0:
            break
        shown.add(one.id)
    return shown


def _disruption(event: Rupture | Repair) -> str:
    return event.id if isinstance(event, Rupture) else event.rupture


def _mark(sight: Sight, event: Rupture | Repair) -> TieMark:
    kind: MarkKind = _KINDS[event.state] if isinstance(event, Rupture) else _repair(sight, event)
    return TieMark(kind, event.id, spoken.of_mark(sight, event))


def _repair(sight: Sight, repair: Repair) -> MarkKind:
    broken = sight.get(repair.rupture)
    mended = isinstance(broken, Rupture) and broken.state == "back_on_track"
    return "repair" if mended and repair.clients_word else "helped"


def _folded(sight: Sight, events: Sequence[Rupture | Repair]) -> TieMark:
    """One mark for several; it leads to the latest of them."""
    broken = [event for event in events if isinstance(event, Rupture)]
    latest = broken[-1] if broken else events[-1]
    words = spoken.of_earlier(sight, broken)
    return TieMark("folded", latest.id, words, tuple(event.id for event in events), len(broken))
