"""Cases to make reports of, and reports as somebody reads them: in order, block by block."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from relmap.exchange.reading import parse_case
from relmap.model.base import Entity
from relmap.model.kinds import KINDS as ARRAYS
from relmap.model.lessons import Lesson, Taught
from relmap.model.people import Case, Person, Relationship
from relmap.model.source import Source
from relmap.model.therapy import NewExperience, Rating, Session
from relmap.read.projection import Projection
from relmap.reports.blocks import Block, Facts, Grid, Heading, Picture, Report, Words, texts
from relmap.reports.catalogue import KINDS, kind
from relmap.reports.questions import Answer, Answers, Given
from relmap.resources import resource
from tests.analysis.looked_at import Still
from tests.longcase import long_case

KEYS = [one.key for one in KINDS]
TODAY = "2026-11-23"


def seen(rows: Iterable[Entity]) -> Projection:
    """What of some rows may be exported."""
    return Projection(Still(rows), "export")


def rows_of(source: Source) -> list[Entity]:
    return [row for cls in ARRAYS.values() for row in source.all(cls)]


@cache
def _demo() -> tuple[Entity, ...]:
    return tuple(rows_of(parse_case(resource("demo", "heron.json"))))


def demo() -> Source:
    """The demo case as it is shipped, as it may be exported."""
    return seen(_demo())


@cache
def _long() -> tuple[Entity, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.json"
        path.write_text(json.dumps(long_case()), encoding="utf-8")
        return tuple(rows_of(parse_case(path)))


def long() -> Source:
    """66 people and 84 sessions."""
    return seen(_long())


HEBREW, HEBREW_LESSON, HEBREW_CLOSING = "אמא", "אסור לי לבקש כלום", "אמרתי את זה, והשמיים לא נפלו."
CHINESE, CHINESE_LESSON, CHINESE_CLOSING = "奶奶", "我本来的样子就很好", "我说出来了，天没有塌。"


def hebrew() -> Source:
    return seen(_small("he", HEBREW, HEBREW_LESSON, HEBREW_CLOSING))


def chinese() -> Source:
    return seen(_small("zh-Hans", CHINESE, CHINESE_LESSON, CHINESE_CLOSING))


def _small(language: str, name: str, lesson: str, closing: str) -> list[Entity]:
    """One person, one lesson learned with them, one session and a number."""
    return [
        Case(id="case", code="Wren", language=language),
        Person(id="me", kind="self", seat="client"),
        Person(id="t", kind="therapist", seat="therapist", ordinal=1),
        Person(id="p", name=name, kind="parent", ordinal=2),
        Relationship(id="r_t", a="me", b="t"),
        Relationship(id="r", a="me", b="p", ordinal=1),
        Session(id="s", number=1, date="2026-01-14", closing=closing),
        Lesson(id="l", text=lesson, language=language, told_in="s"),
        Taught(id="w", lesson="l", relationship="r", told_in="s"),
        NewExperience(id="x", relationship="r", session="s", description=closing),
        Rating(id="g", subject="l", dimension="true_today", session="s", value=0, rated_by="me"),
    ]


def page(source: Source, key: str, **answers: Answer) -> Report:
    """The report of a kind, from these answers."""
    return told(source, key, answers)


def told(source: Source, key: str, answers: Answers, given: Given | None = None) -> Report:
    """The same, with what it is told besides the case."""
    return kind(key).read(source, answers, given or Given(TODAY))


def everything(report: Report) -> str:
    return "\n".join(texts(report))


def under(report: Report, *titles: str) -> list[Block]:
    """The blocks under a heading, and under one in it, up to the next of the same level."""
    blocks: list[Block] = list(report.blocks)
    for title in titles:
        place = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text == title)
        head = blocks[place]
        assert isinstance(head, Heading)
        rest = blocks[place + 1 :]
        ends = (n for n, block in enumerate(rest) if isinstance(block, Heading) and block.level <= head.level)
        blocks = rest[: next(ends, len(rest))]
    return blocks


def headings(report: Report, level: int | None = None) -> list[str]:
    return [one.text for one in report.blocks if isinstance(one, Heading) and level in (None, one.level)]


def quotes(blocks: Iterable[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Words) and block.quote]


def small(blocks: Iterable[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Words) and block.small]


def facts(blocks: Iterable[Block]) -> dict[str, str]:
    """The facts by their labels; the last of those that are alike."""
    return dict(row for block in blocks if isinstance(block, Facts) for row in block.rows)


def grid(blocks: Iterable[Block]) -> Grid:
    return next(block for block in blocks if isinstance(block, Grid))


def pictures(report: Report) -> list[Picture]:
    return [block for block in report.blocks if isinstance(block, Picture)]


def plain(blocks: Iterable[Block]) -> Iterator[str]:
    return (block.text for block in blocks if isinstance(block, Words) and not block.quote and not block.small)
