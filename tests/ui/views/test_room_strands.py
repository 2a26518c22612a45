"""The lines beside the rows: each runs unbroken from its disruption to its end, and none runs over another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from relmap.analysis.room import Disruption, Mend
from relmap.model.vocabulary import RuptureState
from relmap.ui.views.room_strands import MOST_LANES, strands

STATES: tuple[RuptureState, ...] = ("open", "being_mended", "back_on_track", "left_open", "ended_the_therapy")


def disruption(number: int, state: RuptureState, mends: int = 0) -> Disruption:
    """A disruption with so many repairs, mended by the last where it is back on track."""
    rows = tuple(Mend(f"q{number}_{n}", f"u{number}", "s", None, "both", None, word=False) for n in range(mends))
    word = rows[-1].id if rows and state == "back_on_track" else None
    return Disruption(f"u{number}", "s", "unsure", None, None, None, state, None, (), (), rows, word, None)


@st.composite
def threads(draw: st.DrawFn) -> tuple[list[str], list[Disruption]]:
    """Rows in an order in which no repair comes before its disruption."""
    found = [
        disruption(number, draw(st.sampled_from(STATES)), draw(st.integers(0, 3)))
        for number in range(draw(st.integers(0, 10)))
    ]
    ids: list[str] = []
    for one in found:
        at = draw(st.integers(0, len(ids)))
        for id in (one.id, *(mend.id for mend in one.mends)):
            ids.insert(at, id)
            at = draw(st.integers(at + 1, len(ids)))
    for _ in range(draw(st.integers(0, 5))):
        ids.insert(draw(st.integers(0, len(ids))), "")
    return ids, found


@given(threads(), st.booleans())
def test_a_line_runs_unbroken_through_its_own_signs(drawn: tuple[list[str], list[Disruption]], newest: bool) -> None:
    ids, found = drawn
    rows = ids[::-1] if newest else ids
    beside, lanes = strands(rows, found, newest_first=newest)
    assert lanes <= MOST_LANES
    for one in found:
        mine = {row: strand for row, held in beside.items() for strand in held if strand.disruption == one.id}
        first, last = min(mine), max(mine)
        assert sorted(mine) == list(range(first, last + 1))
        assert len({strand.lane for strand in mine.values()}) == 1
        signed = {rows[row]: strand.sign for row, strand in mine.items() if strand.sign}
        assert signed.keys() == {one.id, *(mend.id for mend in one.mends)}
        assert [id for id, sign in signed.items() if sign == "tick"] == ([one.mended_by] if one.mended_by else [])
        for row in range(first, last):
            assert (mine[row].below, mine[row + 1].above) == ("line", "line")


@given(threads())
def test_only_what_is_open_runs_on_to_the_newest_row(drawn: tuple[list[str], list[Disruption]]) -> None:
    ids, found = drawn
    beside, _ = strands(ids, found, newest_first=False)
    for one in found:
        last = max(row for row, held in beside.items() if any(strand.disruption == one.id for strand in held))
        (strand,) = [strand for strand in beside[last] if strand.disruption == one.id]
        ends = {"back_on_track": "", "left_open": "left", "ended_the_therapy": "ended"}
        assert strand.below == ends.get(one.state, "line")
        assert (last == len(ids) - 1) or not one.is_open


@given(threads())
def test_lines_share_a_lane_only_where_they_do_not_meet(drawn: tuple[list[str], list[Disruption]]) -> None:
    beside, lanes = strands(drawn[0], drawn[1], newest_first=False)
    for held in beside.values():
        seen = [strand.lane for strand in held if strand.lane < MOST_LANES - 1]
        assert len(seen) == len(set(seen))
    assert (lanes == 0) == (not drawn[1])
