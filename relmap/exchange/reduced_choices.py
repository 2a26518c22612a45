"""What a person decides about each place, one by one, and the reduced-identity copy that is made of it.

Nothing is written until every place is resolved.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from relmap.exchange.importing import import_case
from relmap.exchange.reduced import Plan, Residue
from relmap.exchange.reduced_rows import case_of_itself, record_of_itself
from relmap.model.base import Entity, Field, entity_from, field_named, plain
from relmap.model.integrity import case_problems
from relmap.model.people import Case
from relmap.store.index import Index
from relmap.words import Trouble, say, say_n

Do = Literal["suggested", "words", "leave", "remove"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of one place.

    `suggested`: the suggestion, which `words` must repeat where there are several, for nobody is meant by chance;
    `words`: these words; `leave`: it stays as it is; `remove`: the whole text goes.
    """

    do: Do
    words: str = ""


class NotResolved(Trouble):
    """Somebody has still to look at places where a name may stand; nothing was written."""

    def __init__(self, left: int) -> None:
        """`left`: how many places."""
        self.left = left
        words = say_n(
            "{n} place is still to be looked at. Nothing was written.",
            "{n} places are still to be looked at. Nothing was written.",
            left,
        )
        super().__init__(words)


class NotSound(Trouble):
    """What was chosen cannot stand in a case; nothing was written."""


def unresolved(plan: Plan, choices: Mapping[str, Choice]) -> tuple[Residue, ...]:
    """The places nobody has looked at yet; those in a text that goes as a whole need no look."""
    gone = {(one.row, one.field) for one in plan.residue if (chosen := choices.get(one.key)) and chosen.do == "remove"}
    left = (one for one in plan.residue if not _is_answer(one, choices.get(one.key)))
    return tuple(one for one in left if (one.row, one.field) not in gone)


def resolved(plan: Plan, choices: Mapping[str, Choice], until: datetime.date) -> Index:
    """The copy, to be erased by `until`, as a case in memory. Raises NotResolved, or NotSound with what is wrong."""
    left = unresolved(plan, choices)
    if left:
        raise NotResolved(len(left))
    _check_words(plan, choices)
    texts = _texts(plan, choices)
    rows = [_with_texts(row, texts.get(id, {})) for id, row in plan.rows.items()]
    rows = [case_of_itself(row, until) if isinstance(row, Case) else row for row in rows]
    copy = Index([*rows, record_of_itself()])
    problem = next(case_problems(copy), None)
    if problem is not None:
        raise NotSound(say("{sentence} Nothing was written.", sentence=problem.sentence))
    return copy


def write_copy(plan: Plan, choices: Mapping[str, Choice], until: datetime.date, path: Path, passphrase: str) -> None:
    """Write the copy as a new encrypted case. Raises NotResolved, NotSound, NotWritten or a StoreError."""
    import_case(resolved(plan, choices, until), path, passphrase)


def put_there(one: Residue, chosen: Choice) -> str:
    """The words that stand at a place in the copy."""
    if chosen.do == "leave":
        return one.found or ""
    if chosen.do == "words" or chosen.words in one.suggestions:
        return chosen.words
    return one.suggestions[0]


def _is_answer(one: Residue, chosen: Choice | None) -> bool:
    if chosen is None or (chosen.do == "leave" and one.found is None):  # a name never to be shown does not stay
        return False
    return chosen.do != "suggested" or len(one.suggestions) == 1 or chosen.words in one.suggestions


def _check_words(plan: Plan, choices: Mapping[str, Choice]) -> None:
    """Own words may hold no name either: who wants one to stay leaves it."""
    for number, one in enumerate(plan.residue, 1):
        chosen = choices.get(one.key)
        if chosen is None or chosen.do != "words" or chosen.words in one.suggestions:
            continue
        if plan.names.knows(chosen.words):
            raise NotSound(
                say("The words for place {number} hold a name that is looked for. Nothing was written.", number=number)
            )


def _texts(plan: Plan, choices: Mapping[str, Choice]) -> dict[str, dict[str, str | None]]:
    """Row → field → its text in the copy; None: it goes."""
    places: dict[tuple[str, str], list[Residue]] = {}
    for one in plan.residue:
        places.setdefault((one.row, one.field), []).append(one)
    texts: dict[str, dict[str, str | None]] = {}
    for (id, name), ones in places.items():
        texts.setdefault(id, {})[name] = _replaced(getattr(plan.rows[id], name), ones, choices)
    return texts


def _replaced(text: str, places: Iterable[Residue], choices: Mapping[str, Choice]) -> str | None:
    for one in sorted(places, key=lambda one: one.start, reverse=True):
        chosen = choices.get(one.key)
        if chosen is None or chosen.do == "remove":
            return None
        if chosen.do != "leave":
            text = text[: one.start] + put_there(one, chosen) + text[one.end :]
    return text


def _with_texts(row: Entity, texts: Mapping[str, str | None]) -> Entity:
    if not texts:
        return row
    values = plain(row)
    for name, text in texts.items():
        field = field_named(type(row), name)
        values[name] = text if text is not None or field is None else _nothing(field)
    return entity_from(type(row), values)


def _nothing(field: Field) -> str | None:
    """What stands in a field whose text goes."""
    return None if field.nullable else str(field.default or "")
