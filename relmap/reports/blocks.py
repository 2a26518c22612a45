"""What a page is made of: blocks of words and recipes for pictures, frozen, without a size, a font or a colour.

A report says what stands on paper and in which order; how it is set on a sheet, in HTML or in a text file is decided
elsewhere. A picture is never pixels here: it is what to draw, so that it is drawn sharp where it is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the page's title, each deeper one a section of that above it."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. `lang` (BCP 47) where it is not that of the page; `quote`: somebody's words, as they spoke them.

    A quotation is kept code point for code point; its quotation marks are set by whoever sets the page.
    """

    text: str
    lang: str | None = None
    quote: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list, one point after the other."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Short facts under each other: what it is about, and what there is to say."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a heading over each column; each row is as long as the header. `words` says in a line what it is."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be drawn later: a map or a chart, by its arguments; `alt` says all of it in words.

    A map: `key` is "map", `at` the revision it shows (None: as it is now). A chart: `key` names its kind in the
    catalogue of charts, `subject` what it is of. `code_names`: people bear their code names in it.
    """

    kind: Literal["map", "chart"]
    key: str
    alt: str
    width_mm: float
    subject: str | None = None
    at: int | None = None
    code_names: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A new sheet begins here."""


@dataclass(frozen=True, slots=True)
class Space:
    """Room to write by hand: so many lines."""

    lines: int = 1


Block: TypeAlias = Heading | Words | Items | Facts | Grid | Picture | Break | Space


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. `sheets`: it should fit on so few, at `smallest_pt` points or more; None: as many as it takes.

    `told` is for the one who makes it, before it leaves the case; it stands on no page.
    """

    title: str
    language: str
    direction: Direction
    blocks: tuple[Block, ...]
    footer: str = ""
    watermark: str | None = None
    sheets: int | None = None
    smallest_pt: float = 9.0
    told: str = ""


def texts(report: Report) -> Iterator[str]:
    """Every text of a report, in the order in which it is read."""
    yield report.title
    for block in report.blocks:
        yield from _texts(block)
    yield report.footer
    if report.watermark is not None:
        yield report.watermark


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Heading | Words):
        yield block.text
    elif isinstance(block, Items):
        yield from block.items
    elif isinstance(block, Facts):
        yield from (text for row in block.rows for text in row)
    elif isinstance(block, Grid):
        yield from (block.words, *block.header, *(text for row in block.rows for text in row))
    elif isinstance(block, Picture):
        yield block.alt
