"""The plan of a reduced-identity copy: its rows, and every place in its texts that a person has to look at.

People have pseudonyms, dates are moved, what is covered stays behind; what somebody *said* is as it was said, with a
list of the places where a name, a date or a way to reach somebody still stands. The copy has less of who somebody is
in it. It is never "anonymous": whoever knows the story may know the people.
"""

from __future__ import annotations

import bisect
import datetime
import itertools
import re
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from relmap.exchange.reduced_dates import Shift, secret_shift
from relmap.exchange.reduced_pseudonyms import pseudonyms
from relmap.exchange.reduced_rows import going_along, rows_of_copy
from relmap.exchange.reduced_unknown import written_like_names
from relmap.model.agreements import holding
from relmap.model.base import Entity, Field, fields_of
from relmap.model.people import Case, Person
from relmap.model.seats import clients
from relmap.model.source import Source
from relmap.read.dates_in_text import edtf_of
from relmap.read.name_terms import Why
from relmap.read.names_in_text import Hit, NameSearch
from relmap.read.titles import title_of
from relmap.read.whens import date_words
from relmap.words import say

AROUND = 80
"""Letters that are shown before and after a place."""
KEPT_DAYS = 180
"""How long a copy is to be kept where nobody says otherwise."""
LEFT_OUT = "…"
"""What stands in place of words for which there is nothing to suggest."""
Words = tuple[str, ...]
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Residue:
    """A place in a text that a person has to look at.

    `key`: the same whenever the list is made from the same case. `found`: what stands there; None where it holds a name
    never to be shown. `before`, `after`: the text around it. `suggestions`: what could stand there instead, one for
    each person it may mean; never empty.
    """

    key: str
    row: str
    array: str
    field: str
    start: int
    end: int
    why: Why
    found: str | None
    before: str
    after: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A copy that is not written yet: its rows by their ids in the case, and what is still to be looked at.

    `unknown`: words that are written like names and that nobody has named. `left_out`: what stays behind, in sentences.
    """

    rows: Mapping[str, Entity]
    residue: tuple[Residue, ...]
    names: NameSearch
    unknown: tuple[str, ...]
    left_out: tuple[str, ...]


def make_plan(source: Source, *, also: Sequence[str] = (), shift: Shift | None = None) -> Plan:
    """All of a copy but the answers. `also`: words to look for beside the names; `shift`: drawn anew if left out."""
    steps = plan_steps(source, also=also, shift=shift)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            plan: Plan = end.value
            return plan


def plan_steps(source: Source, *, also: Sequence[str] = (), shift: Shift | None = None) -> Generator[float, None, Plan]:
    """The same bit by bit, for a window that goes on answering: says how far it is, 0 to 1."""
    shift = shift or secret_shift()
    names = NameSearch(source, also)
    going = going_along(source)
    called = pseudonyms(source, names, [row for row in going if isinstance(row, Person)])
    rows = rows_of_copy(going, shift, called)
    residue: list[Residue] = []
    texts: list[tuple[str, Sequence[Hit]]] = []
    for number, (id, row) in enumerate(rows.items()):
        for field, text in searched_fields(row):
            hits = names.hits(text)
            texts.append((text, hits))
            if hits or field.name.endswith("_said"):
                residue.extend(_in_text(id, row, field, text, hits, names, partial(_suggestions, called, shift)))
        yield number / len(rows)
    return Plan(rows, tuple(residue), names, written_like_names(texts), tuple(_left_out()))


def default_until(today: datetime.date) -> datetime.date:
    """Until when a copy is to be kept where nobody says otherwise."""
    return today + datetime.timedelta(days=KEPT_DAYS)


def consent_words(source: Source) -> str | None:
    """A kind question where somebody has not agreed to supervision, of a couple each; None where all have."""
    people = clients(source)
    missing = [one.id for one in people if holding(source, one.id, "supervision") is None]
    if not missing:
        return None
    if len(people) == 1:
        return say("It is not written down that the client agrees to supervision. Have you asked?")
    who = ", ".join(title_of(source, id) for id in missing)
    return say("It is not written down that everybody agrees to supervision: {who}. Have you asked?", who=who)


def searched_fields(row: Entity) -> Iterator[tuple[Field, str]]:
    """Each field of a row in which somebody's own words stand, and the words."""
    for field in fields_of(type(row)):
        value = getattr(row, field.attr)
        if not isinstance(value, str) or not value or field.form not in ("text", "open"):
            continue
        if field.name == "language" and _LANGUAGE.fullmatch(value):
            continue
        if isinstance(row, Case) and field.name == "code":  # it is called anew
            continue
        if not (isinstance(row, Person) and field.name == "name") and value not in field.suggestions:
            yield field, value


def _in_text(
    id: str,
    row: Entity,
    field: Field,
    text: str,
    hits: list[Hit],
    names: NameSearch,
    suggest: Callable[[Hit, str], Words],
) -> Iterator[Residue]:
    suggested = [suggest(hit, text) for hit in hits]
    if field.name.endswith("_said"):  # a phrase such as "the winter the wall fell" is a date as a whole
        whole = Hit(0, len(text), "said", hidden=any(hit.hidden for hit in hits))
        hits, suggested = [whole], [(_with_suggestions(text, hits, suggested),)]
    secrets = names.hidden(text)
    for hit, words in zip(hits, suggested, strict=True):
        start, end = max(0, hit.start - AROUND), hit.end + AROUND
        yield Residue(
            *(f"{id}.{field.name}:{hit.start}-{hit.end}", id, row.array, field.name, hit.start, hit.end, hit.why),
            found=None if hit.hidden else text[hit.start : hit.end],
            before=("…" if start else "") + _shown(text, start, hit.start, secrets),
            after=_shown(text, hit.end, end, secrets) + ("…" if end < len(text) else ""),
            suggestions=words,
        )


def _with_suggestions(text: str, hits: Sequence[Hit], suggested: Sequence[tuple[str, ...]]) -> str:
    if not hits:
        return LEFT_OUT
    for hit, words in reversed(list(zip(hits, suggested, strict=True))):
        text = text[: hit.start] + (words[0] if len(words) == 1 else say("somebody")) + text[hit.end :]
    return text


def _shown(text: str, start: int, end: int, secrets: Sequence[tuple[int, int]]) -> str:
    """A piece of a text, with three dots where a name never to be shown stands; `secrets` are in order."""
    shown, end = "", min(end, len(text))
    nearest = max(0, bisect.bisect_left(secrets, (start, start)) - 1)
    for first, last in itertools.takewhile(lambda secret: secret[0] < end, secrets[nearest:]):
        if last > start:
            shown += text[start : max(first, start)] + "…"
            start = min(last, end)
    return shown + text[start:end]


def _suggestions(called: Mapping[str, str], shift: Shift, hit: Hit, text: str) -> Words:
    if hit.people:
        return tuple(dict.fromkeys(called.get(id) or say("somebody") for id in hit.people))
    found = text[hit.start : hit.end]
    if hit.why == "date" and found.isdecimal():
        return (str(shift.year(int(found))),)
    return ((hit.why == "date" and _moved(found, shift)) or LEFT_OUT,)


def _moved(found: str, shift: Shift) -> str | None:
    """A written date, moved, in words where it was in words; None where nobody knows for sure what it means."""
    meant = edtf_of(found)
    moved = shift.when(meant) if meant is not None else "unknown"
    if moved == "unknown":
        return None
    return moved if meant == found else date_words(moved)


def _left_out() -> Iterator[str]:
    """Said of every copy alike, so that nobody learns from it whether anything is covered."""
    yield say("Other names, what was agreed and what has left the case stay behind; so do process notes.")
    yield say("What is covered stays behind, with all that hangs on it.")
    yield say("Dates are moved by one secret offset. Dates of public events are left out.")
    yield say("Days in figures without a year, such as 12/3, are not looked for in texts: read for them yourself.")
