"""Rows and lines of the timeline: everything once, nothing on anything else, and the order of a life."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from relmap.analysis.lifeline import Dated, Lane
from relmap.analysis.stretch import Stretch
from relmap.ui.views.time_axis import Axis
from relmap.ui.views.time_board import Board, Measures
from relmap.ui.views.time_marks import Glyph, Mark
from relmap.ui.views.time_rows import ROOM_FOR_WORDS, Place, Row, rows_of

FIRST, LAST = 1900.0, 2000.0
ROOM = ROOM_FOR_WORDS * (LAST - FIRST)
LANES: dict[Glyph, Lane] = {"band": "history", "event": "events", "tie": "people", "lesson": "people", "life": "people"}


def mark(id: str, glyph: Glyph, first: float, last: float, row: str = "", label: str = "words") -> Mark:
    array = "relationships" if glyph == "tie" else "people" if glyph == "life" else "life_events"
    at = Dated(id, array, LANES[glyph], Stretch(first, last), row if LANES[glyph] == "people" else "")
    return Mark(id, array, at, glyph, "ink", id, label, "", "", id, frozenset([id]), frozenset())


@st.composite
def lives(draw: Any) -> list[Mark]:
    """Marks of any kind and length, in a few rows."""
    found = []
    for number in range(draw(st.integers(0, 25))):
        first = draw(st.floats(FIRST, LAST))
        last = draw(st.one_of(st.just(first), st.floats(first, LAST)))
        glyph = draw(st.sampled_from(sorted(LANES)))
        found.append(
            mark(
                str(number),
                glyph,
                first,
                last,
                draw(st.sampled_from(["a", "b", "c"])),
                draw(st.sampled_from(["", "x"])),
            )
        )
    return found


def taken(place: Place) -> tuple[float, float]:
    """The years a place takes with its words, when everything is in sight."""
    at = place.mark.at
    assert at is not None
    first, last = at.at.first, at.at.last
    if place.mark.glyph == "tie" or not place.mark.label:
        return first, last
    return (first - ROOM, last) if place.early else (first, max(last, min(first + ROOM, LAST)))


@given(lives())
def test_everything_has_one_place_and_nothing_lies_on_anything(life: list[Mark]) -> None:
    rows = rows_of(life, (FIRST, LAST))
    assert sorted(place.mark.id for row in rows for place in row.places) == sorted(one.id for one in life)
    for row in rows:
        for line in range(row.lines):
            there = sorted(taken(place) for place in row.places if place.line == line and place.mark.glyph != "life")
            assert all(one[1] <= two[0] + 1e-9 for one, two in pairwise(there))


@given(lives())
def test_every_place_is_inside_its_row(life: list[Mark]) -> None:
    board = Board(rows_of(life, (FIRST, LAST)), Measures(20.0, 5.0, 100.0, 30.0), ROOM)
    tops = [band.top for band in board.bands]
    assert tops == sorted(tops)
    for band in board.bands:
        for place in band.row.places:
            y = board.line_y(band, place)
            assert band.top + 10.0 <= y <= band.top + band.height - 10.0
            slot = board.slot(band, place, Axis(FIRST, 8.0), 800.0)
            assert slot.left <= slot.right


def test_rows_come_in_the_order_of_a_life() -> None:
    rows = rows_of(
        [
            mark("t1", "tie", 1990, 2000, "therapist"),
            mark("m1", "tie", 1960, 1990, "mum"),
            mark("l1", "life", 1930, 1930, "late"),
            mark("t2", "tie", 1980, 1990, "late"),
            mark("me", "life", 1955, 2000, "me"),
            mark("e", "event", 1970, 1970),
            mark("c", "band", 1980, 1990),
        ],
        (FIRST, LAST),
        first=frozenset(["me"]),
        last=frozenset(["therapist"]),
    )
    assert [row.key for row in rows] == ["history", "events", "me", "mum", "late", "therapist"]


def test_two_ties_at_once_stand_on_two_lines_and_what_was_learned_below() -> None:
    (row,) = rows_of(
        [
            mark("pastor", "tie", 1994, 2000, "dad"),
            mark("dad", "tie", 1989, 2000, "dad"),
            mark("lived", "life", 1959, 2000, "dad"),
            mark("lesson", "lesson", 1950, 1951, "dad"),
        ],
        (FIRST, LAST),
    )
    assert line_of(row, "dad") == line_of(row, "lived") == 0
    assert line_of(row, "pastor") == 1
    assert line_of(row, "lesson") == 2


def line_of(row: Row, id: str) -> int:
    return next(place.line for place in row.places if place.mark.id == id)
