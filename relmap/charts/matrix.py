"""Which tie taught which lesson, and which tie asked for which role, as a picture of cells.

Affirming lessons stand first and beside the others, as large. A cell leads to the row of the case that says so; an
empty place says that nothing was told, and nothing else. Nothing is counted up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from relmap.analysis.ledger import RolePlayed, lessons_ledger, roles_ledger
from relmap.analysis.numbers import Noted
from relmap.analysis.threads import Teaching
from relmap.charts.along import Collected
from relmap.charts.look import rough_width
from relmap.charts.marks import LEAST_PT, ChartData, of_groups
from relmap.model.people import Relationship
from relmap.model.source import Source
from relmap.model.vocabulary import Valence
from relmap.read.choices import value_word
from relmap.read.labels import field_word
from relmap.read.sentences import dotted, in_turn, listed, sentences
from relmap.read.titles import capital, partner_title, quoted, shown_title, title_of
from relmap.read.whens import when_words
from relmap.words import say

Glyph = Literal["diminishing", "affirming", "mixed", "role"]
ROW, HEAD, COLUMN, NAMES = 2.3, 2.6, 2.1, 10.5
"""Letters (em): how tall a row is, the word over a group, how wide a column is, and the room for its name."""
_WIDEST = 3.4
_WORDS = 0.4
"""Of the whole width: the most that the words of the rows take."""


@dataclass(frozen=True, slots=True)
class Cell:
    """That a tie taught a lesson, or asked for a role; `told`: what it was like was told too.

    `aside`: where it stands among several of one tie, from -0.5 to 0.5.
    """

    row: int
    column: int
    told: bool
    mark: int
    aside: float = 0.0


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A lesson or a role, and the shape of its cells."""

    thing: str
    title: str
    glyph: Glyph
    mark: int


@dataclass(frozen=True, slots=True)
class Column:
    """A tie, by whom it is with."""

    tie: str
    title: str
    mark: int


@dataclass(frozen=True)
class MatrixChart(ChartData):
    """`groups` are the rows under a word. Columns that do not fit go on in a block below."""

    groups: tuple[tuple[str, tuple[int, ...]], ...]
    rows: tuple[MatrixRow, ...]
    columns: tuple[Column, ...]
    cells: tuple[Cell, ...]
    foot: str

    def gutter(self, width_pt: float, size_pt: float = LEAST_PT) -> float:
        """The room for the words of the rows (points)."""
        longest = max((rough_width(row.title, size_pt) for row in self.rows), default=0.0)
        return min(_WORDS * width_pt, 30.0 * size_pt, longest + 2.0 * size_pt)

    def column(self, width_pt: float, size_pt: float = LEAST_PT) -> float:
        """How wide a column is (points): wider where few stand beside each other."""
        widest = max(len(block) for block in self.blocks(width_pt, size_pt)) or 1
        room = width_pt - self.gutter(width_pt, size_pt) - size_pt
        return max(COLUMN * size_pt, min(_WIDEST * size_pt, room / widest))

    def blocks(self, width_pt: float, size_pt: float = LEAST_PT) -> tuple[range, ...]:
        """Which columns stand in each block."""
        room = width_pt - self.gutter(width_pt, size_pt) - size_pt
        fit = max(1, int(room // (COLUMN * size_pt)))
        many = max(1, -(-len(self.columns) // fit))
        wide = max(1, -(-len(self.columns) // many))
        return tuple(range(n, min(n + wide, len(self.columns))) for n in range(0, max(len(self.columns), 1), wide))

    def rows_in(self, block: range) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The groups and rows that a block shows: those with a cell in it; the first also those that have none."""
        there = {cell.row for cell in self.cells if cell.column in block}
        if block.start == 0:
            there |= set(range(len(self.rows))) - {cell.row for cell in self.cells}
        kept = ((word, tuple(row for row in rows if row in there)) for word, rows in self.groups)
        return tuple((word, rows) for word, rows in kept if rows)

    def tall(self, block: range) -> float:
        """How tall a block is, in letters (em)."""
        groups = self.rows_in(block)
        return NAMES + 1.0 + sum(HEAD * bool(word) + ROW * len(rows) for word, rows in groups) + 1.5

    def tall_at(self, width_pt: float, size_pt: float) -> float:
        """The blocks below each other and the line under them."""
        blocks = sum(self.tall(block) for block in self.blocks(width_pt, size_pt))
        return (blocks + (5.0 if self.foot else 3.5)) * size_pt

    @property
    def pieces(self) -> int:
        """A row is not cut."""
        return sum(len(rows) for _, rows in self.groups)

    def piece(self, first: int, last: int) -> MatrixChart:
        """Those rows alone."""
        return replace(self, groups=of_groups(self.groups, first, last))

    def _cut(self, width_pt: float, height_pt: float, size_pt: float) -> tuple[ChartData, ...]:
        """Between blocks first; a block that is too tall by itself between its rows."""
        found: list[MatrixChart] = []
        run = range(0)
        for block in self.blocks(width_pt, size_pt):
            longer = range(run.start, block.stop)
            if run and self._with(longer).size(width_pt, size_pt) > height_pt:
                found.append(self._with(run))
                longer = block
            run = longer
        found.append(self._with(run))
        if len(found) == 1:
            return super()._cut(width_pt, height_pt, size_pt)
        return tuple(part for one in found for part in one._parts_of_block(width_pt, height_pt, size_pt))

    def _parts_of_block(self, width_pt: float, height_pt: float, size_pt: float) -> tuple[ChartData, ...]:
        fits = self.size(width_pt, size_pt) <= height_pt
        return (self,) if fits else super()._cut(width_pt, height_pt, size_pt)

    def _with(self, columns: range) -> MatrixChart:
        """Some columns beside each other, and their rows."""
        cells = tuple(
            replace(cell, column=cell.column - columns.start) for cell in self.cells if cell.column in columns
        )
        return replace(
            self, columns=self.columns[columns.start : columns.stop], cells=cells, groups=self.rows_in(columns)
        )


def read_lessons(source: Source, noted: Noted) -> MatrixChart:
    """Every lesson and the ties that taught it."""
    lines = lessons_ledger(source, noted)
    making = _Making(source, (one.relationship for line in lines for one in line.life.taught))
    order: tuple[Valence, ...] = ("affirming", "mixed", "diminishing")
    for valence in order:
        making.group(capital(value_word("valence", valence, "lessons")))
        for line in lines:
            if line.life.valence == valence:
                making.row(line.lesson, valence)
                for taught in line.life.taught:
                    making.cell(taught.id, taught.relationship, _taught_words(source, taught))
    empty = None
    if not making.cells:
        empty = say("No lesson has been tied to anybody yet. Who taught what will stand here.")
    return making.chart("lessons_ties", say("Who taught which lesson"), empty, "")


def read_roles(source: Source, noted: Noted) -> MatrixChart:
    """Every role and the ties that asked for it."""
    lines = roles_ledger(source)
    making = _Making(source, (one.relationship for line in lines for one in line.ties))
    making.group("")
    for line in lines:
        making.row(line.role, "role")
        for played in line.ties:
            told = any((played.pressure, played.cost, played.kept_safe))
            making.cell(played.id, played.relationship, _played_words(source, played), told=told)
    empty = None
    if not making.cells:
        empty = say("No role has been tied to anybody yet. Who asked for what will stand here.")
    foot = say("Filled: what it asked, cost or kept safe has been told.")
    return making.chart("roles_ties", say("Who asked for which role"), empty, foot)


class _Making:
    """A matrix while it is read."""

    def __init__(self, source: Source, ties: Iterable[str]) -> None:
        self._source = source
        self._kept = Collected()
        wanted = frozenset(ties)
        there = [one.id for one in source.all(Relationship) if one.id in wanted]
        self._columns = [Column(id, partner_title(source, id), self._kept.add(_tie(source, id), id)) for id in there]
        self._at = {id: number for number, id in enumerate(there)}
        self._groups: list[tuple[str, list[int]]] = []
        self._rows: list[MatrixRow] = []
        self._told: list[list[str]] = []
        self.cells: list[Cell] = []

    def group(self, word: str) -> None:
        """Begin a group of rows."""
        self._groups.append((word, []))

    def row(self, thing: str, glyph: Glyph) -> None:
        """Begin a row in the last group."""
        title = shown_title(self._source, thing)
        self._groups[-1][1].append(len(self._rows))
        self._rows.append(MatrixRow(thing, title, glyph, self._kept.add(title, thing)))
        self._told.append([])

    def cell(self, id: str, tie: str, words: str, *, told: bool = True) -> None:
        """A cell in the last row."""
        mark = self._kept.add(dotted((self._rows[-1].title, words)), id)
        self.cells.append(Cell(len(self._rows) - 1, self._at[tie], told, mark))
        self._told[-1].append(words)

    def chart(self, key: str, title: str, empty: str | None, foot: str) -> MatrixChart:
        """The whole of it."""
        groups = tuple((word, tuple(rows)) for word, rows in self._groups if rows)
        told = [self._row_words(word, row) for word, rows in groups for row in rows]
        return MatrixChart(
            key,
            title,
            tuple(self._kept.marks),
            empty or sentences(told),
            empty,
            groups,
            tuple(self._rows),
            tuple(self._columns),
            tuple(_beside(self.cells)),
            foot,
        )

    def _row_words(self, group: str, row: int) -> str:
        """A row in words: its group, what it is, and the ties of its cells."""
        what = listed((group, self._rows[row].title))
        return say("{what}: {ties}", what=what, ties=in_turn(self._told[row]) or _nobody())


def _beside(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The cells, several of one tie and row beside each other."""
    many, seen = Counter((cell.row, cell.column) for cell in cells), Counter[tuple[int, int]]()
    for cell in cells:
        place = (cell.row, cell.column)
        yield replace(cell, aside=(seen[place] + 0.5) / many[place] - 0.5)
        seen[place] += 1


def _nobody() -> str:
    return say("nobody named yet")


def _tie(source: Source, tie: str) -> str:
    return title_of(source, tie)


def _taught_words(source: Source, taught: Teaching) -> str:
    parts: Sequence[str] = (
        say("learned with {who}", who=partner_title(source, taught.relationship)),
        value_word("how", taught.how, "taught"),
        when_words(taught.period, taught.period_said),
        quoted(taught.quote) if taught.quote else "",
    )
    return listed(parts)


def _played_words(source: Source, played: RolePlayed) -> str:
    told = (("pressure", played.pressure), ("cost", played.cost), ("kept_safe", played.kept_safe))
    words = [say("{field}: {words}", field=field_word("played", name), words=text) for name, text in told if text]
    when = when_words(played.period, played.period_said)
    head = say("with {who}", who=partner_title(source, played.relationship))
    return dotted((head, when, *words))
