"""An exchange file as a case in memory, checked as strictly as an edit, or refused with every problem it has.

The forms of values come from `model.forms` and the rules between things from `model.integrity`; nothing of either is
said again here. Ids are kept as they are. A zero with a sign becomes a plain zero, because no database tells them
apart.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from relmap.exchange.border import Block, read_bytes, text_of, too_much, tree_of
from relmap.exchange.lines import lines_of
from relmap.exchange.refusing import Found, ImportRefused, place_of, refuse, shown
from relmap.exchange.writing import FORMAT, VERSION
from relmap.model.base import Entity, Field, entity_from, fields_of, ids_in, new_id
from relmap.model.forms import form_problem
from relmap.model.integrity import Problem, case_problems
from relmap.model.kinds import KINDS
from relmap.model.people import CASE_ID, Case
from relmap.store.index import Index
from relmap.words import say

Steps = tuple[str | int, ...]
MOST_ROWS = 100_000
MOST_PROBLEMS = 1000
_SAID_BY_RULES = frozenset({"id", "ref", "refs", "subject", "closed", "open", "flag", "number"})
"""Forms of the fields that rules between things look at."""


def parse_case(source: bytes | Path) -> Index:
    """The case in an exchange file, in memory. Raises ImportRefused with every problem and its place."""
    text = text_of(read_bytes(source) if isinstance(source, Path) else source)
    enabled = gc.isenabled()
    gc.disable()  # many new rows would set off collections that find nothing
    try:
        reading = _Reading()
        case = reading.take(tree_of(text))
    finally:
        if enabled:
            gc.enable()
    if reading.problems:
        raise ImportRefused(_in_order(text, reading.problems))
    return case


def _in_order(text: str, problems: Sequence[Found]) -> list[Found]:
    lines = lines_of(text, [found.place for found in problems])
    placed = [found._replace(line=lines.get(found.place)) for found in problems]
    return sorted(placed, key=lambda found: (found.line is None, found.line or 0))


class _Enough(Exception):
    """So many problems that the rest need not be looked for."""


class _Reading:
    """One pass over a file: the rows it holds, the place of each, and what is wrong."""

    def __init__(self) -> None:
        self.problems: list[Found] = []
        self._places: dict[str, Steps] = {}
        self._doubtful: dict[str, set[str]] = {}

    def take(self, tree: Any) -> Index:
        """The rows of a parsed file; of no use where problems were found."""
        _check_heading(tree)
        _check_amount(tree)
        try:
            index = Index(self._rows(tree))
            for problem in case_problems(index):
                if not self._follows_from_another(index, problem):
                    self._note_at(problem.id, problem.field, problem.sentence)
        except _Enough:
            self.problems.append(Found("", say("There are more problems than can be listed.")))
            return Index()
        return index

    def _rows(self, tree: Block) -> Iterator[Entity]:
        self._check_keys((), tree, {"format", "version", *KINDS}, _no_kind)
        for array, cls in KINDS.items():
            if cls is Case:
                yield from self._row(cls, (array,), tree.get(array), 1)
            elif array in tree:
                yield from self._array(cls, array, tree[array])

    def _array(self, cls: type[Entity], array: str, values: Any) -> Iterator[Entity]:
        if not isinstance(values, list):
            self._note((array,), say("This must be a list."))
            return
        for position, value in enumerate(values):
            yield from self._row(cls, (array, position), value, position + 1)

    def _row(self, cls: type[Entity], path: Steps, value: Any, ordinal: int) -> Iterator[Entity]:
        if not isinstance(value, Block):
            self._note(path, say("This must be given.") if value is None else say("This must be an object."))
            if cls is not Case:
                return
            value = Block()
        names = {field.name for field in fields_of(cls)}
        self._check_keys(path, value, names, _no_field)
        yield self._entity(cls, path, value, ordinal)

    def _entity(self, cls: type[Entity], path: Steps, row: Block, ordinal: int) -> Entity:
        sound: dict[str, Any] = {"ordinal": ordinal}
        doubtful: set[str] = set()
        if cls is Case:
            row.setdefault("id", CASE_ID)
        for field in fields_of(cls):
            if field.name not in row and not field.required:
                continue
            value: Any = row.get(field.name)
            sentence = form_problem(field, value) or self._taken(field, value)
            if sentence is None:
                sound[field.name] = float(value) + 0.0 if field.form == "coordinate" else value
            else:
                self._note((*path, field.name), sentence)
                doubtful.add(field.name)
        id = sound.setdefault("id", new_id())
        self._places[id] = path
        if doubtful:
            self._doubtful[id] = doubtful
        return entity_from(cls, sound)

    def _taken(self, field: Field, value: Any) -> str | None:
        if field.form != "id" or value not in self._places:
            return None
        return say("This id is taken already by {place}.", place=place_of(self._places[value]))

    def _check_keys(self, path: Steps, block: Block, known: Collection[str], no_such: Callable[[str], str]) -> None:
        for key in block:
            if key not in known:
                self._note((*path, key), no_such(key))
        for key in block.doubled:
            self._note((*path, key), say("This stands here twice."))

    def _note(self, path: Steps, sentence: str) -> None:
        if len(self.problems) >= MOST_PROBLEMS:
            raise _Enough
        self.problems.append(Found(place_of(path), sentence))

    def _note_at(self, id: str, field: str | None, sentence: str) -> None:
        path = self._places.get(id, ("case",))
        self._note((*path, field) if field else path, sentence)

    def _follows_from_another(self, index: Index, problem: Problem) -> bool:
        """Whether a problem only shows because a value nearby could not be read."""
        doubtful = self._doubtful.get(problem.id, set())
        if problem.field is None or problem.field in doubtful:
            return True
        entity = index.get(problem.id)
        if entity is None or _is_loose(index, entity, problem.field):
            return False
        near = {problem.id, *index.referrers(problem.id), *(id for _, id in ids_in(entity))}
        return any(self._misleads(index, id) for id in near & self._doubtful.keys())

    def _misleads(self, index: Index, id: str) -> bool:
        entity = index.get(id)
        return entity is not None and any(
            field.form in _SAID_BY_RULES and field.name in self._doubtful[id] for field in fields_of(type(entity))
        )


def _check_heading(tree: Any) -> None:
    if not isinstance(tree, Block) or tree.get("format") != FORMAT:
        raise refuse(say("This is not a relmap case: it does not begin with {format}.", format=f'"{FORMAT}"'))
    version = tree.get("version")
    if isinstance(version, int) and version > VERSION:
        raise refuse(say("This file was made by a newer relmap (version {version}).", version=version))
    if type(version) is not int or version != VERSION:
        raise refuse(say("This file has no version that relmap knows."))


def _check_amount(tree: Block) -> None:
    if sum(len(rows) for array, rows in tree.items() if array in KINDS and isinstance(rows, list)) > MOST_ROWS:
        raise too_much()


def _no_kind(name: str) -> str:
    return say("There is no kind called “{name}”.", name=shown(name))


def _no_field(name: str) -> str:
    return say("There is no field called “{name}” here.", name=shown(name))


def _is_loose(index: Index, entity: Entity, name: str) -> bool:
    """Whether a field refers to something that is not there, or not of its kind."""
    ends = ((field, index.get(id)) for field, id in ids_in(entity) if field.name == name)
    return any(end is None or field.target not in (None, end.array) for field, end in ends)
