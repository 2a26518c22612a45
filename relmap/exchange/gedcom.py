"""A family tree in GEDCOM 5.5.1 or 7 as plain data: who is who, when they were born and died, and who belongs to whom.

Only that is read. Nothing is written here: `edits.family` takes what somebody has ticked.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from relmap.exchange.gedcom_dates import when_of
from relmap.exchange.gedcom_lines import LARGEST, Line, NotReadable, Patience, read_lines
from relmap.words import say

LONGEST_NAME = 300
MOST_PEOPLE = 200_000
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
    patience = Patience(cancelled)
    people: dict[str, Relative] = {}
    families: list[Family] = []
    for record in _records(read_lines(data, patience)):
        head = record[0]
        if head.tag == "INDI" and head.id and head.id not in people:
            people[head.id] = _relative(head.id, record)
        elif head.tag == "FAM":
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


_DATES = frozenset({(2, "DATE"), (2, "PHRASE"), (3, "PHRASE")})
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


def _records(lines: Iterable[Line]) -> Iterator[list[Line]]:
    record: list[Line] = []
    for line in lines:
        if line.level == 0:
            if record:
                yield record
            record = [line]
        elif record:
            record.append(line)
    if record:
        yield record


def _relative(id: str, record: list[Line]) -> Relative:
    person = Relative(id)
    event = ""
    for line in record[1:]:
        if line.level == 1:
            event = line.tag
            if event == "NAME" and person.name is None:
                person.name = _name(line.text)
            elif event == "DEAT":
                person.dead = True
        elif (line.level, line.tag) in _DATES and line.text.strip():
            _take_date(person, event, line.text.strip())
    return person


def _take_date(person: Relative, event: str, text: str) -> None:
    when = when_of(text)
    said = None if when is not None else text[:LONGEST_NAME]
    if event == "BIRT" and person.born is None:
        person.born, person.born_said = when, person.born_said or said
    elif event == "DEAT" and person.died is None:
        person.died, person.died_said = when, person.died_said or said


def _name(text: str) -> str | None:
    return " ".join(text.replace("/", " ").split())[:LONGEST_NAME] or None


def _family(record: list[Line]) -> Family:
    family = Family()
    for line in record[1:]:
        pointer = line.text.strip().strip("@")
        if line.level != 1:
            continue
        if line.tag in ("HUSB", "WIFE") and pointer not in family.partners:
            family.partners.append(pointer)
        elif line.tag == "CHIL" and pointer not in family.children:
            family.children.append(pointer)
        elif line.tag in ("DIV", "DIVF"):
            family.divorced = True
    return family
