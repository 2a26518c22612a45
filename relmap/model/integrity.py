"""The rules of a case: which values, references and links may stand together (the invariants of the model).

Every edit is checked here before it is committed, every import before it is taken, and every file by `relmap check`.
A rule answers with problems; it never repairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
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
    for id in ids:
        entity = source.get(id)
        if entity is not None:
            yield from _form_problems(entity)
            yield from _reference_problems(source, entity)
            rule = _RULES.get(type(entity))
            if rule is not None:
                yield from rule(source, entity)


def case_problems(source: Source) -> Iterator[Problem]:
    """Every broken rule of a whole case."""
    cases = source.all(Case)
    if [case.id for case in cases] != [CASE_ID]:
        yield Problem(CASE_ID, "case", None, say("A case has exactly one row of its own."))
    for cls in KINDS.values():
        yield from problems(source, [entity.id for entity in source.all(cls)])


def _problem(entity: Entity, field: str | None, sentence: str) -> Problem:
    return Problem(entity.id, entity.array, field, sentence)


def _form_problems(entity: Entity) -> Iterator[Problem]:
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
    sessions = sorted(source.all(Session), key=_session_key)
    return {session.id: place for place, session in enumerate(sessions)}


def _session_key(session: Session) -> tuple[bool, int, int]:
    return session.number is None, session.number or 0, session.ordinal


def _case(source: Source, case: Case) -> Iterator[Problem]:
    if case.id != CASE_ID:
        yield _problem(case, "id", say("The case's own id is always {id}.", id=CASE_ID))


def _link(source: Source, link: Link) -> Iterator[Problem]:
    rule = LINK_RULES.get(link.kind)
    if rule is None:
        return
    ends = (
        ("from", source.get(link.from_), rule.sources, rule.source_valences),
        ("to", source.get(link.to), rule.targets, rule.target_valences),
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


def _rupture(source: Source, rupture: Rupture) -> Iterator[Problem]:
    if rupture.state != "back_on_track":
        return
    repairs = [source.get(id) for id in source.referrers(rupture.id)]
    if not any(isinstance(repair, Repair) and repair.clients_word for repair in repairs):
        yield _problem(rupture, "state", say("Only the client's own word makes it back on track."))


def _repair(source: Source, repair: Repair) -> Iterator[Problem]:
    rupture = source.get(repair.rupture)
    order = session_order(source)
    if not isinstance(rupture, Rupture):
        return
    here, there = order.get(repair.session), order.get(rupture.session)
    if here is not None and there is not None and here < there:
        yield _problem(repair, "session", say("A repair cannot come before its disruption."))


def _rating(source: Source, rating: Rating) -> Iterator[Problem]:
    if rating.session is None:
        return
    session = source.get(rating.session)
    if isinstance(session, Session) and session.held != "held":
        yield _problem(rating, "session", say("Ratings belong to sessions that were held."))
    for id in source.referrers(rating.subject):
        other = source.get(id)
        if isinstance(other, Rating) and other.id != rating.id and _rated(other) == _rated(rating):
            yield _problem(rating, "session", say("This was rated already by the same person in this session."))
            return


def _rated(rating: Rating) -> tuple[str, str, str | None, str | None]:
    return rating.subject, rating.dimension, rating.session, rating.rated_by


def _placement(source: Source, placement: Placement) -> Iterator[Problem]:
    others = (source.get(id) for id in source.referrers(placement.subject))
    if any(
        isinstance(other, Placement) and other.subject == placement.subject and other.id != placement.id
        for other in others
    ):
        yield _problem(placement, "subject", say("A thing has one place on the map."))


_RULES: Mapping[type[Entity], Callable[[Source, Any], Iterator[Problem]]] = {
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
