"""A family tree in GEDCOM 5.5.1 or 7 as plain data: who is who, when they were born and died, and who belongs to whom.

ged4py reads, once `gedcom_lines` has made the bytes safe for it. Only the above is taken from its records. Nothing is
written here: `edits.family` takes what somebody has ticked.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from relmap.exchange.gedcom_dates import when_read
from relmap.exchange.gedcom_lines import LARGEST, NotReadable, Patience, sound_lines
from relmap.words import say

if TYPE_CHECKING:
    from ged4py.date import DateValue
    from ged4py.model import Record

LONGEST_NAME = 300
MOST_PEOPLE = 200_000
MOST_PARTNERS = 4
"""In one family; the format knows two."""
FARTHEST = 6
"""Steps from the chosen person beyond which nobody's relation is worked out."""


@dataclass(slots=True)
class Relative:
    """Somebody in the tree. `born`, `died`: EDTF or None; `…_said`: what the file says where EDTF cannot."""

    id: str
    name: str | None = None
    born: str | None = None
    born_said: str | None = None
    died: str | None = None
    died_said: str | None = None
    dead: bool = False


@dataclass(slots=True)
class Family:
    """Who were partners, and whose parents they are."""

    partners: list[str] = field(default_factory=list)
    children: list[str] = field(default_factory=list)
    divorced: bool = False


@dataclass(frozen=True, slots=True)
class Tree:
    """Everybody in the file, in its order, and their families."""

    people: Mapping[str, Relative]
    families: tuple[Family, ...]


def read_tree(path: Path, cancelled: Callable[[], bool] = lambda: False) -> Tree:
    """Read a file. Raises NotReadable with one plain sentence, or Stopped once `cancelled` says so."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        raise NotReadable(say("“{name}” cannot be read. Nothing was taken from it.", name=path.name)) from None
    return tree_of(data, cancelled)


def tree_of(data: bytes, cancelled: Callable[[], bool] = lambda: False) -> Tree:
    """The tree in the bytes of a file; raises as `read_tree`."""
    people: dict[str, Relative] = {}
    families: list[Family] = []
    for record in _records(data, Patience(cancelled)):
        id = record.xref_id
        if record.tag == "INDI" and id and id not in people:
            people[id] = _relative(id, record)
        elif record.tag == "FAM":
            families.append(_family(record))
        if len(people) > MOST_PEOPLE:
            raise NotReadable(say("This file names too many people. Nothing was taken from it."))
    if not people:
        raise NotReadable(say("This file names nobody. Nothing was taken from it."))
    return Tree(people, tuple(families))


def kinds_from(tree: Tree, client: str) -> dict[str, str]:
    """Person → what they are to `client` (parent, sibling, partner, child, grandparent, relative), for those near."""
    parents, children, partners = _neighbours(tree)
    found = {client: "self"}
    queue = deque([(client, "", 0)])
    while queue:
        id, path, far = queue.popleft()
        if far == FARTHEST:
            continue
        for step, others in (("p", parents[id]), ("c", children[id]), ("m", partners[id])):
            for other in others:
                if other in tree.people and other not in found:
                    found[other] = _KINDS.get(path + step) or ("ancestor" if set(path + step) == {"p"} else "relative")
                    queue.append((other, path + step, far + 1))
    return found


_KINDS = {"p": "parent", "c": "child", "m": "partner", "pp": "grandparent", "pc": "sibling"}


def _neighbours(tree: Tree) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, list[str]]]:
    parents, children, partners = (defaultdict[str, list[str]](list) for _ in range(3))
    for family in tree.families:
        for child in family.children:
            parents[child].extend(family.partners)
        for partner in family.partners:
            children[partner].extend(family.children)
            partners[partner].extend(one for one in family.partners if one != partner)
    return parents, children, partners


def _records(data: bytes, patience: Patience) -> Iterator[Record]:
    """The records of people and families, in order."""
    from relmap.exchange.gedcom_reader import RecordReader

    lines, codec = sound_lines(data, patience)
    return RecordReader(codec).records(lines)


def _relative(id: str, record: Record) -> Relative:
    person = Relative(id)
    for part in record.sub_records:
        if part.tag == "NAME" and person.name is None:
            person.name = _name(part)
        elif part.tag == "BIRT" and person.born is None:
            person.born, said = _day(part)
            person.born_said = person.born_said or said
        elif part.tag == "DEAT":
            person.dead = True
            if person.died is None:
                person.died, said = _day(part)
                person.died_said = person.died_said or said
    return person


def _day(event: Record) -> tuple[str | None, str | None]:
    """When it was, as EDTF and as the file says it where EDTF cannot."""
    from ged4py.model import Date

    when: str | None = None
    said: str | None = None
    for part in event.sub_records:
        if isinstance(part, Date) and when is None:
            when, phrase = when_read(cast("DateValue", part.value))
            said = said or phrase
        said = said or _phrase(part) or next(filter(None, map(_phrase, part.sub_records)), None)
    return when, said


def _phrase(part: Record) -> str | None:
    text = part.value if part.tag == "PHRASE" else None
    return unicodedata.normalize("NFC", text.strip())[:LONGEST_NAME] or None if isinstance(text, str) else None


def _name(record: Record) -> str | None:
    """The name as it is written: ged4py tells it as given name, family name and what comes after."""
    value: Any = record.value
    parts = value[:3] if isinstance(value, tuple) else ()
    return unicodedata.normalize("NFC", " ".join(" ".join(parts).split()))[:LONGEST_NAME] or None


def _family(record: Record) -> Family:
    partners: dict[str, None] = {}
    children: dict[str, None] = {}
    divorced = False
    for part in record.sub_records:
        pointer = part.value.strip().strip("@") if isinstance(part.value, str) else ""
        if part.tag in ("HUSB", "WIFE") and len(partners) < MOST_PARTNERS:
            partners[pointer] = None
        elif part.tag == "CHIL":
            children[pointer] = None
        elif part.tag in ("DIV", "DIVF"):
            divorced = True
    return Family(list(partners), list(children), divorced)
