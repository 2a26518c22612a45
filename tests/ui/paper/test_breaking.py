"""Where a long text is cut into sheets: never through a line or a row, and nothing stands alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from relmap.ui.paper.breaking import Slice, Strip, slices


def lines(*heights: float) -> list[Strip]:
    """Strips of these heights, one below the other."""
    tops = [sum(heights[:number]) for number in range(len(heights))]
    return [Strip(top, top + height) for top, height in zip(tops, heights, strict=True)]


def test_nothing_is_no_sheet() -> None:
    assert slices([], 100) == ()


def test_as_many_lines_as_fit_stand_on_a_sheet() -> None:
    assert slices(lines(40, 40, 40, 40), 100) == (Slice(0, 80), Slice(80, 160))


def test_a_heading_goes_with_what_follows() -> None:
    strips = [Strip(0, 40), Strip(40, 80, holds=True), Strip(80, 120)]
    assert slices(strips, 100) == (Slice(0, 40), Slice(40, 120))


def test_a_row_of_headings_longer_than_a_sheet_is_cut_all_the_same() -> None:
    strips = [Strip(40.0 * n, 40.0 * n + 40, holds=True) for n in range(4)]
    assert slices(strips, 100) == (Slice(0, 80), Slice(80, 160))


def test_a_sheet_begins_where_one_is_wanted_even_after_a_heading() -> None:
    strips = [Strip(0, 40, holds=True), Strip(40, 80, begins=True)]
    assert slices(strips, 100) == (Slice(0, 40), Slice(40, 80))


def test_what_is_higher_than_a_sheet_has_one_of_its_own() -> None:
    assert slices(lines(20, 300, 20), 100) == (Slice(0, 20), Slice(20, 320), Slice(320, 340))


def test_the_head_of_a_table_is_shown_again_and_takes_its_room() -> None:
    head = (0.0, 20.0)
    strips = [Strip(0, 20, holds=True), *(Strip(20.0 + 20 * n, 40.0 + 20 * n, head=head) for n in range(8))]
    assert slices(strips, 100) == (Slice(0, 100), Slice(100, 180, head))


@given(st.lists(st.tuples(st.floats(1, 60), st.booleans(), st.booleans()), max_size=40), st.floats(60, 200))
def test_every_line_stands_on_one_sheet_in_order_and_none_is_higher_than_it_may(
    parts: list[tuple[float, bool, bool]], room: float
) -> None:
    bare = lines(*(height for height, _, _ in parts))
    strips = [
        Strip(strip.top, strip.bottom, holds, begins) for strip, (_, holds, begins) in zip(bare, parts, strict=True)
    ]
    cut = slices(strips, room)
    assert [one.top for one in cut[1:]] == [one.bottom for one in cut[:-1]]
    assert (cut[0].top, cut[-1].bottom) == (strips[0].top, strips[-1].bottom) if strips else not cut
    assert all(one.bottom - one.top <= room + 1e-6 for one in cut)
    tops = {one.top for one in cut}
    assert all(strip.top in tops for strip in strips if strip.begins)
