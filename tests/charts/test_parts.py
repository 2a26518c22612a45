"""A chart that is too tall for a sheet is cut between its rows: each is there once, and no letter is set smaller."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from relmap.charts.bands import BandsChart
from relmap.charts.catalogue import CHARTS
from relmap.charts.lesson_lines import LessonChart
from relmap.charts.marks import LEAST_PT, ChartData
from relmap.charts.matrix import MatrixChart
from relmap.model.base import Entity
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.people import Person, Relationship
from relmap.model.source import Source
from relmap.model.therapy import NewExperience, Session
from tests.analysis.looked_at import looked_at, people
from tests.charts.pictures import long, picture, read

WIDTH, LOW = 520.0, 300.0
KEYS = [kind.key for kind in CHARTS]


@pytest.fixture(scope="module")
def much(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return long(tmp_path_factory.mktemp("much"))


def spots(parts: Sequence[ChartData]) -> Counter[str]:
    """How often each mark can be pointed at, over all parts."""
    drawn = (picture(part, WIDTH).drawn for part in parts)
    return Counter(words for one in drawn for words in {spot.mark.words for spot in one.spots})


@pytest.mark.parametrize("key", KEYS)
def test_every_mark_stands_in_some_part_and_no_row_in_two(much: Source, key: str) -> None:
    data = read(much, key)
    parts = data.parts(WIDTH, LOW)
    assert len(parts) > 1 or data.size(WIDTH) <= LOW or data.pieces == 1
    if data.pieces > 1:
        assert all(part.size(WIDTH) <= LOW for part in parts)
    whole, cut = spots([data]), spots(parts)
    assert cut.keys() == whole.keys()
    often = {words for words, times in cut.items() if times > 1}
    if key not in ("lesson", "lessons_ties", "roles_ties"):  # these say their names and numbers again in each part
        assert often == set()


@pytest.mark.parametrize("key", KEYS)
def test_parts_say_which_they_are_and_a_whole_one_does_not(much: Source, key: str) -> None:
    data = read(much, key)
    assert data.parts(WIDTH, 100_000.0) == (data,)
    parts = data.parts(WIDTH, LOW)
    if len(parts) > 1:
        assert [part.title for part in parts] == [
            f"{data.title} ({number} of {len(parts)})" for number in range(1, len(parts) + 1)
        ]


@pytest.mark.parametrize("key", ["life", "lessons_ties", "lessons"])
def test_no_word_of_a_part_is_small(much: Source, key: str) -> None:
    for part in read(much, key).parts(WIDTH, LOW):
        assert all(float(text.get_fontsize()) >= LEAST_PT for text in picture(part, WIDTH).texts)


def test_a_chart_without_anything_is_one_part(tmp_path: Path) -> None:
    data = read(looked_at(people("mum")), "disruptions")
    assert data.parts(WIDTH, 1.0) == (data,)


def test_what_was_lived_goes_on_beside_the_same_numbers() -> None:
    rows: list[Entity] = [Session(id="s", number=1, date="2026-01-07"), Lesson(id="l", text="No")]
    for n in range(60):
        rows.append(NewExperience(id=f"x{n}", relationship="r_mum", session="s", description=f"new {n}", ordinal=n))
        rows.append(Link(id=f"k{n}", kind="counters", from_=f"x{n}", to="l", ordinal=n))
    data = read(looked_at([*people("mum"), *rows]), "lesson")
    assert isinstance(data, LessonChart)
    parts = data.parts(WIDTH, 500.0)
    assert len(parts) > 1
    signs = [sign for part in parts if isinstance(part, LessonChart) and part.line for sign in part.line.signs]
    assert data.line is not None
    assert tuple(signs) == data.line.signs


def test_a_long_row_of_a_life_is_cut_between_its_lines() -> None:
    taught = [
        Taught(id=f"w{n}", lesson="l", relationship="r_mum", period=f"19{10 + n % 3}", ordinal=n) for n in range(200)
    ]
    data = read(looked_at([*people("mum"), Lesson(id="l", text="No"), *taught]), "life")
    assert isinstance(data, BandsChart)
    parts = [part for part in data.parts(WIDTH, LOW) if isinstance(part, BandsChart)]
    assert len(parts) > 1
    bands = [band.mark for part in parts for _, rows in part.lanes for row in rows for band in row.bands]
    assert sorted(bands) == sorted(band.mark for _, rows in data.lanes for row in rows for band in row.bands)
    assert {row.title for part in parts for _, rows in part.lanes for row in rows} == {"Mum"}


def test_a_lesson_nobody_is_named_for_stands_in_the_first_block_too() -> None:
    """Many ties need several blocks; a row without a cell is in the first, and is not lost."""
    rows: list[Entity] = [Lesson(id="tied", text="tied"), Lesson(id="loose", text="loose", ordinal=1)]
    for n in range(60):
        rows += [Person(id=f"p{n}", name=f"N{n}", ordinal=n), Relationship(id=f"x{n}", a="me", b=f"p{n}", ordinal=n)]
        rows.append(Taught(id=f"t{n}", lesson="tied", relationship=f"x{n}", ordinal=n))
    data = read(looked_at([*people(), *rows]), "lessons_ties")
    assert isinstance(data, MatrixChart)
    blocks = data.blocks(WIDTH)
    shown = [[data.rows[row].thing for _, there in data.rows_in(block) for row in there] for block in blocks]
    assert len(blocks) > 1
    assert [block.count("loose") for block in shown] == [1, *[0] * (len(blocks) - 1)]
    assert all("tied" in block for block in shown)
