"""Who mattered, on paper: each relationship with what was learned and played in it, in the order in which they came up.

A relationship of which nothing more was said yet has a line of its own all the same; nobody is left out for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from relmap.analysis.patterns import rows_at
from relmap.analysis.threads import is_open
from relmap.model.base import Entity
from relmap.model.lessons import Taught
from relmap.model.people import Person, Relationship
from relmap.model.roles import Played
from relmap.model.seats import clients, main_tie, ties_of
from relmap.model.source import Source
from relmap.model.therapy import NewExperience
from relmap.read.choices import value_word
from relmap.read.titles import other_end, title_of
from relmap.reports.blocks import Block, Heading, Items, Words
from relmap.reports.lines import line_about, notes_on, person_words, thing_title, tie_facts
from relmap.reports.telling import begun, has_words, in_told_order, spoken, tie_words, whose
from relmap.words import say

E = TypeVar("E", bound=Entity)
LEVEL = 3


def who_mattered(source: Source) -> tuple[Block, ...]:
    """Every relationship that may be told of, then whoever stands on the map without one."""
    ties = in_told_order(source, (tie for tie in source.all(Relationship) if is_open(source, tie.id)))
    full = [tie for tie in ties if _is_told_of(source, tie)]
    blocks = [block for tie in full for block in _tie_blocks(source, tie)]
    lines = [_tie_line(source, tie) for tie in ties if tie not in full]
    lines += [_person_line(source, one) for one in _without_a_tie(source)]
    if lines:
        blocks += [*([Heading(LEVEL, say("Also there"))] if full else []), Items(tuple(lines))]
    return tuple(blocks)


def _is_told_of(source: Source, tie: Relationship) -> bool:
    """Whether more was said than that it is there."""
    about = [tie.id]
    far = source.get(other_end(source, tie))
    if isinstance(far, Person) and _is_of_a_client(source, tie) and _is_first(source, far, tie):
        about.append(far.id)
        if has_words(far.note):
            return True
    rows = (source.get(id) for id in source.referrers(tie.id))
    said = any(isinstance(row, Taught | Played | NewExperience) and row.veil == "none" for row in rows)
    return said or has_words(tie.note) or any(True for id in about for _ in notes_on(source, id))


def _tie_blocks(source: Source, tie: Relationship) -> Iterator[Block]:
    """A tie; of the first tie with somebody also what was said about them."""
    yield Heading(LEVEL, begun(source, tie_words(source, tie.id)))
    far = source.get(other_end(source, tie))
    about_them = isinstance(far, Person) and _is_first(source, far, tie) and _is_of_a_client(source, tie)
    about = person_words(far) if isinstance(far, Person) and about_them else ""
    for line in (about, tie_facts(source, tie)):
        if line:
            yield Words(line, small=True)
    if isinstance(far, Person) and about_them and has_words(far.note):
        yield from spoken(far, far.note or "")
    if has_words(tie.note):
        yield from spoken(tie, tie.note or "")
    lines = (*_learned(source, tie), *_played(source, tie), *_new(source, tie))
    if lines:
        yield Items(lines)
    yield from notes_on(source, tie.id)
    if isinstance(far, Person) and about_them:
        yield from notes_on(source, far.id)


def _is_first(source: Source, far: Person, tie: Relationship) -> bool:
    first = main_tie(source, far.id)
    return first is not None and first.id == tie.id


def _is_of_a_client(source: Source, tie: Relationship) -> bool:
    return len({tie.a, tie.b} & {one.id for one in clients(source)}) == 1


def _learned(source: Source, tie: Relationship) -> tuple[str, ...]:
    rows = [row for row in _rows(source, tie, Taught) if is_open(source, row.lesson)]
    return tuple(_learned_line(source, row) for row in rows)


def _learned_line(source: Source, row: Taught) -> str:
    how = value_word("how", row.how, "taught") if row.how != "not_sure" else ""
    line = say("Learned: {lesson}", lesson=thing_title(source, row.lesson))
    return say("{line} ({how})", line=line, how=how) if how else line


def _played(source: Source, tie: Relationship) -> tuple[str, ...]:
    rows = [row for row in _rows(source, tie, Played) if is_open(source, row.role)]
    return tuple(say("Asked for the role: {role}", role=thing_title(source, row.role)) for row in rows)


def _new(source: Source, tie: Relationship) -> tuple[str, ...]:
    rows = _rows(source, tie, NewExperience)
    return tuple(say("Something new: {what}", what=thing_title(source, row.id)) for row in rows)


def _rows(source: Source, tie: Relationship, cls: type[E]) -> Sequence[E]:
    return in_told_order(source, rows_at(source, tie.id, cls))


def _tie_line(source: Source, tie: Relationship) -> str:
    far = source.get(other_end(source, tie))
    about = person_words(far) if isinstance(far, Person) and _is_of_a_client(source, tie) else ""
    return line_about(source, tie_words(source, tie.id), about, tie_facts(source, tie), whose(tie))


def _without_a_tie(source: Source) -> list[Person]:
    centre = {one.id for one in clients(source)}
    seen = [one for one in source.all(Person) if one.veil == "none" and one.id not in centre]
    return in_told_order(source, (one for one in seen if not _has_an_open_tie(source, one)))


def _has_an_open_tie(source: Source, one: Person) -> bool:
    return any(is_open(source, tie.id) for tie in ties_of(source, one.id))


def _person_line(source: Source, one: Person) -> str:
    return line_about(source, title_of(source, one.id), person_words(one), whose(one))
