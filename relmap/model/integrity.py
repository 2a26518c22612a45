"""The rules of a case: which values, references and links may stand together (the invariants of the model).

Every edit is checked here before it is committed, every import before it is taken, and every file by `relmap check`.
A rule answers with problems; it never repairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from relmap.model.base import Entity, fields_of, ids_in
from relmap.model.forms import form_problem
from relmap.model.kinds import KINDS
from relmap.model.lessons import Lesson
from relmap.model.links import LINK_RULES, Link
from relmap.model.people import CASE_ID, Case
from relmap.model.placement import Placement
from relmap.model.source import Source
from relmap.model.therapy import Rating, Repair, Rupture, Session
from relmap.words import Trouble, say


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: at which row and field, in one sentence without a word of the case."""

    id: str
    array: str
    field: str | None
    sentence: str


class RuleBroken(Trouble):
    """An edit would break a rule; nothing was changed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Say the first problem; all are kept in `problems`."""
        self.problems = tuple(problems)
        super().__init__(say("{sentence} Nothing was changed.", sentence=self.problems[0].sentence))


def problems(source: Source, ids: Iterable[str]) -> Iterator[Problem]:
    """Every broken rule at the given rows; ids that are not there are passed over."""
    ground = _Ground(source)
    for id in ids:
        entity = source.get(id)
        if entity is not None:
            yield from form_problems((entity,))
            yield from _reference_problems(source, entity)
            rule = _RULES.get(type(entity))
            if rule is not None:
                yield from rule(ground, entity)


def case_problems(source: Source) -> Iterator[Problem]:
    """Every broken rule of a whole case."""
    cases = source.all(Case)
    if [case.id for case in cases] != [CASE_ID]:
        yield Problem(CASE_ID, "case", None, say("A case has exactly one row of its own."))
    for cls in KINDS.values():
        yield from problems(source, [entity.id for entity in source.all(cls)])


class _Ground:
    """What the rules ask of a source more than once, looked up once: a thing may have thousands of ratings."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._at: dict[str, Counter[tuple[str | None, ...]]] = {}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The order of the sessions."""
        return session_order(self.source)

    def likes(self, row: Rating | Placement) -> int:
        """How many rows say the same as this one: the same rating again, or another place of the same thing."""
        if row.subject not in self._at:
            others = (self.source.get(id) for id in self.source.referrers(row.subject))
            self._at[row.subject] = Counter(_claim(other) for other in others if isinstance(other, Rating | Placement))
        return self._at[row.subject][_claim(row)]


def _claim(row: Rating | Placement) -> tuple[str | None, ...]:
    if isinstance(row, Placement):
        return (row.subject,)
    return row.subject, row.dimension, row.session, row.rated_by


def _problem(entity: Entity, field: str | None, sentence: str) -> Problem:
    return Problem(entity.id, entity.array, field, sentence)


def form_problems(entities: Iterable[Entity]) -> Iterator[Problem]:
    """Every value that does not fit the form of its field: what can be said before a row is stored."""
    for entity in entities:
        for field in fields_of(type(entity)):
            sentence = form_problem(field, getattr(entity, field.attr))
            if sentence is not None:
                yield _problem(entity, field.name, sentence)


def _reference_problems(source: Source, entity: Entity) -> Iterator[Problem]:
    for field, id in ids_in(entity):
        target = source.get(id)
        if target is None:
            yield _problem(entity, field.name, say("This refers to something that is not in the case."))
        elif field.target is not None and target.array != field.target:
            yield _problem(entity, field.name, say("This must refer to one of: {kind}.", kind=field.target))


def session_order(source: Source) -> Mapping[str, int]:
    """The place of each session in the therapy, by number, then as they were made."""
    sessions = sorted(source.all(Session), key=session_key)
    return {session.id: place for place, session in enumerate(sessions)}


def session_key(session: Session) -> tuple[bool, int, int]:
    """What puts sessions in their order in the therapy."""
    return session.number is None, session.number or 0, session.ordinal


def _case(ground: _Ground, case: Case) -> Iterator[Problem]:
    if case.id != CASE_ID:
        yield _problem(case, "id", say("The case's own id is always {id}.", id=CASE_ID))


def _link(ground: _Ground, link: Link) -> Iterator[Problem]:
    rule = LINK_RULES.get(link.kind)
    if rule is None:
        return
    ends = (
        ("from", ground.source.get(link.from_), rule.sources, rule.source_valences),
        ("to", ground.source.get(link.to), rule.targets, rule.target_valences),
    )
    for field, end, arrays, valences in ends:
        if end is None:
            continue
        if arrays and end.array not in arrays:
            yield _problem(link, field, say("A link of this kind cannot be tied to {kind}.", kind=end.array))
        elif valences and isinstance(end, Lesson) and end.valence not in valences:
            yield _problem(link, field, _valence_sentence(link.kind, end.valence))


def _valence_sentence(kind: str, valence: str) -> str:
    if kind == "counters":
        return say("An experience cannot speak against an affirming lesson.")
    if kind == "supports":
        return say("An experience cannot speak for a diminishing lesson.")
    return say("A truer lesson leads from a diminishing lesson to an affirming one.")


def _rupture(ground: _Ground, rupture: Rupture) -> Iterator[Problem]:
    if rupture.state != "back_on_track":
        return
    repairs = [ground.source.get(id) for id in ground.source.referrers(rupture.id)]
    if not any(isinstance(repair, Repair) and repair.clients_word for repair in repairs):
        yield _problem(rupture, "state", say("Only the client's own word makes it back on track."))


def _repair(ground: _Ground, repair: Repair) -> Iterator[Problem]:
    rupture = ground.source.get(repair.rupture)
    order = ground.order
    if not isinstance(rupture, Rupture):
        return
    here, there = order.get(repair.session), order.get(rupture.session)
    if here is not None and there is not None and here < there:
        yield _problem(repair, "session", say("A repair cannot come before its disruption."))


def _rating(ground: _Ground, rating: Rating) -> Iterator[Problem]:
    if rating.session is None:
        return
    session = ground.source.get(rating.session)
    if isinstance(session, Session) and session.held != "held":
        yield _problem(rating, "session", say("Ratings belong to sessions that were held."))
    if ground.likes(rating) > 1:
        yield _problem(rating, "session", say("This was rated already by the same person in this session."))


def _placement(ground: _Ground, placement: Placement) -> Iterator[Problem]:
    if ground.likes(placement) > 1:
        yield _problem(placement, "subject", say("A thing has one place on the map."))


_RULES: Mapping[type[Entity], Callable[[_Ground, Any], Iterator[Problem]]] = {
    Case: _case,
    Link: _link,
    Rupture: _rupture,
    Repair: _repair,
    Rating: _rating,
    Placement: _placement,
}

_TELLING: Mapping[str, frozenset[str]] = {
    "lessons": frozenset({"valence"}),
    "sessions": frozenset({"held", "number"}),
    "ruptures": frozenset({"session"}),
}
"""Fields whose change can break a rule of those that refer to the row."""


def touched(
    source: Source, changed: Mapping[str, tuple[str, Mapping[str, Any] | None, Mapping[str, Any] | None]]
) -> set[str]:
    """The rows whose rules a change may break; `changed` maps an id to (array, before, after)."""
    ids = set(changed)
    for id, (array, before, after) in changed.items():
        if after is None or (before is not None and _TELLING.get(array, frozenset()) & after.keys()):
            ids |= source.referrers(id)
        if array == "repairs":
            ids |= _mended(source, id, before)
        if array == "sessions" and before is not None and after is not None and "number" in after:
            ids |= {repair.id for repair in source.all(Repair)}
    return ids


def _mended(source: Source, id: str, before: Mapping[str, Any] | None) -> set[str]:
    repair = source.get(id)
    now = {repair.rupture} if isinstance(repair, Repair) else set()
    return now | ({before["rupture"]} if before and "rupture" in before else set())
