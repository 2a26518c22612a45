"""Years and pixels: labels never touch, whatever the years, the zoom and the width of the words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmap.model.when import is_when, span
from relmap.ui.views.time_axis import FINEST, GAP, Axis, fitted, ticks

YEARS = st.floats(-500.0, 2500.0)
SCALES = st.floats(0.05, FINEST)


@given(YEARS, SCALES, st.floats(50.0, 3000.0), st.floats(3.0, 14.0))
def test_labels_never_touch(first: float, scale: float, width: float, letter: float) -> None:
    found = ticks(Axis(first, scale), width, lambda date: letter * len(date))
    for one, two in pairwise(found):
        free = two.x - one.x - letter * (len(one.date) + len(two.date)) / 2
        assert free >= GAP - 1e-6
    assert all(0.0 <= tick.x <= width for tick in found)


@given(YEARS, SCALES)
def test_a_label_says_the_date_it_stands_at(first: float, scale: float) -> None:
    axis = Axis(first, scale)
    for tick in ticks(axis, 800.0, lambda date: 40.0):
        assert is_when(tick.date)
        if tick.year >= 0:
            assert axis.x(span(tick.date).first) == pytest.approx(tick.x, abs=max(scale / 100, 0.01))


@pytest.mark.parametrize(("years", "fewest"), [(1, 3), (20, 5), (90, 5)])
def test_a_year_and_a_life_have_enough_labels(years: int, fewest: int) -> None:
    found = ticks(fitted(1935, 1935 + years, 800.0), 800.0, lambda date: 7.0 * len(date))
    assert len(found) >= fewest


@given(YEARS, st.floats(0.1, 1000.0), st.floats(0.2, 5.0), st.floats(0.0, 800.0))
def test_the_year_under_the_hand_stays_while_zooming(first: float, scale: float, factor: float, x: float) -> None:
    axis = Axis(first, scale)
    assert axis.zoomed(factor, x, 0.05).year(x) == pytest.approx(axis.year(x), abs=1e-6)


def test_it_zooms_no_further_than_days_and_the_whole() -> None:
    axis = Axis(1950.0, 10.0)
    assert axis.zoomed(1e6, 0.0, 5.0).scale == FINEST
    assert axis.zoomed(1e-6, 0.0, 5.0).scale == 5.0
