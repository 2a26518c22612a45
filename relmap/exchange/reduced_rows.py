"""The rows of a reduced-identity copy: what goes over, under ids of its own, with its dates moved.

What is covered stays behind, with all that hangs on it; so do other names, consents, the record of exports, and dates
that anybody can look up. What is left is a sound case of its own, whose texts are still to be looked through.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

from relmap.exchange.reduced_dates import Shift
from relmap.model.base import Entity, Field, entity_from, fields_of, new_id, plain
from relmap.model.contexts import Context
from relmap.model.kinds import KINDS
from relmap.model.notes import Consent, ExportRecord
from relmap.model.patterns import LifeEvent
from relmap.model.people import CASE_ID, Case, OtherName, Person
from relmap.model.privacy import own_cover, spread
from relmap.model.source import Source
from relmap.model.therapy import Repair, Rupture
from relmap.read.reduced import THIS_FILE
from relmap.read.whens import date_words
from relmap.words import say

STAY_BEHIND = (OtherName, Consent, ExportRecord)
_WHOSE = frozenset({"rated_by", "experienced_by", "with_"})
"""Fields that mean somebody else where they are empty."""
_SECONDS = re.compile(r"(?:.*T|.* )?(\d\d:\d\d)")
"""A time of day in a time of day or a full date and time."""


def rows_of_copy(going: Sequence[Entity], shift: Shift, pseudonyms: Mapping[str, str]) -> dict[str, Entity]:
    """Id in the case → its row in the copy, of those `going`. Texts are as they were, but for people's names."""
    ids = {row.id: CASE_ID if row.id == CASE_ID else new_id() for row in going}
    rows = {row.id: _row(row, ids, shift) for row in going}
    for id, row in rows.items():
        if isinstance(row, Person):
            row.name = pseudonyms.get(id)
        elif isinstance(row, Case):
            row.code = row.retention_until = None
    _soften_unmended(rows)
    return rows


def case_of_itself(case: Case, until: datetime.date) -> Case:
    """The row of the case, called by what it is."""
    code = say("Reduced-identity copy, until {day}", day=date_words(until.isoformat()))
    return cast("Case", entity_from(Case, plain(case) | {"code": code, "retention_until": until.isoformat()}))


def record_of_itself() -> ExportRecord:
    """The row by which a copy says what it is."""
    what = say("reduced-identity copy")
    return ExportRecord(author="therapist", what=what, form=THIS_FILE, reduced_identity=True, ordinal=1)


def going_along(source: Source) -> list[Entity]:
    """What goes over, in order. What refers to a row that stays behind, and cannot stand without it, stays too."""
    rows = [row for cls in KINDS.values() for row in source.all(cls)]
    covers = spread(source, {row.id: cover for row in rows if (cover := own_cover(row, "export")) is not None})
    behind = set(covers) | {row.id for row in rows if isinstance(row, STAY_BEHIND)}
    behind.discard(CASE_ID)
    waiting = list(behind)
    while waiting:
        for id in source.referrers(waiting.pop()):
            row = source.get(id)
            if row is not None and id not in behind and id != CASE_ID and _needs(row, behind):
                behind.add(id)
                waiting.append(id)
    return [row for row in rows if row.id not in behind]


def _needs(row: Entity, behind: set[str]) -> bool:
    """Whether a row cannot stand without what stays behind, or would seem to be somebody else's."""
    holders = getattr(row, "held_by", None)
    if isinstance(holders, tuple) and holders and behind.issuperset(holders):
        return True
    fields = (field for field in _references(row) if field.required or field.attr in _WHOSE)
    return any(getattr(row, field.attr) in behind for field in fields)


def _references(row: Entity) -> Iterator[Field]:
    return (field for field in fields_of(type(row)) if field.form in ("ref", "subject"))


def _row(row: Entity, ids: Mapping[str, str], shift: Shift) -> Entity:
    values = plain(row)
    for field in fields_of(type(row)):
        value = values[field.name]
        if value is None or field.form not in _MOVED:
            continue
        values[field.name] = _MOVED[field.form](value, ids, shift)
    values |= {"id": ids[row.id], "veil": "none", "veiled_by": None}
    for name in _public_dates(row):
        values[name] = None
    return entity_from(type(row), values)


def _public_dates(row: Entity) -> tuple[str, ...]:
    """Fields whose date anybody could look up, and find the offset from."""
    if isinstance(row, LifeEvent) and row.scope == "historical":
        return ("happened",)
    if isinstance(row, Context) and row.dimension == "history":
        return ("period",)
    if isinstance(row, Person) and row.kind == "public figure":
        return ("born", "died")
    return ()


def _time_of_day(value: Any, ids: Mapping[str, str], shift: Shift) -> str | None:
    match = _SECONDS.match(value)
    return match[1] if match else None


_MOVED: Mapping[str, Callable[[Any, Mapping[str, str], Shift], Any]] = {
    "ref": lambda value, ids, shift: ids.get(value),
    "subject": lambda value, ids, shift: ids[value],
    "refs": lambda value, ids, shift: [ids[one] for one in value if one in ids],
    "when": lambda value, ids, shift: shift.when(value),
    "date": lambda value, ids, shift: shift.date(value),
    "time": _time_of_day,
}


def _soften_unmended(rows: Mapping[str, Entity]) -> None:
    """A disruption whose repair is covered cannot stand as mended without the client's word: it is being mended."""
    mended = {row.rupture for row in rows.values() if isinstance(row, Repair) and row.clients_word}
    for row in rows.values():
        if isinstance(row, Rupture) and row.state == "back_on_track" and row.id not in mended:
            row.state = "being_mended"
