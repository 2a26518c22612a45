"""Files with one thing wrong are refused, and the thing is named at its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from relmap.exchange.reading import parse_case
from relmap.exchange.refusing import ImportRefused

BROKEN = Path(__file__).parent.parent / "data" / "broken"
EXPECTED: dict[str, dict[str, str]] = json.loads((BROKEN / "expected.json").read_text("utf-8"))
SEEN_FROM_BOTH_SIDES = {
    "placed_twice.json": ["placements[0].subject", "placements[1].subject"],
    "rating_twice.json": ["ratings[0].session", "ratings[1].session"],
}
"""Two rows that exclude each other are both named."""


def problems_of(source: Path | bytes) -> list[tuple[str, str]]:
    with pytest.raises(ImportRefused) as refused:
        parse_case(source)
    return [(problem.place, problem.sentence) for problem in refused.value.problems]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_broken_file_is_refused_at_its_place(name: str) -> None:
    places = [place for place, _ in problems_of(BROKEN / name)]
    assert places == SEEN_FROM_BOTH_SIDES.get(name, [EXPECTED[name]["place"]])


def test_every_broken_file_is_expected() -> None:
    assert {path.name for path in BROKEN.iterdir()} == {*EXPECTED, "expected.json"}
