"""Dates are moved by one offset: intervals, weekdays and precision stay, and what is moved is still a date."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmap.exchange.reduced_dates import FEWEST_WEEKS, MOST_WEEKS, Shift, secret_shift
from relmap.model.when import is_when, span
from tests.exchange.cases import WHENS

SHIFTS = st.integers(FEWEST_WEEKS, MOST_WEEKS).map(lambda weeks: Shift(-7 * weeks))
DAYS = st.dates(datetime.date(1800, 1, 1), datetime.date(2200, 1, 1))
YEARS = st.integers(1000, 2500)


@given(SHIFTS, DAYS, DAYS)
def test_days_keep_weekdays_and_intervals(shift: Shift, one: datetime.date, other: datetime.date) -> None:
    moved, too = (datetime.date.fromisoformat(shift.when(day.isoformat())) for day in (one, other))
    assert moved - too == one - other
    assert moved.weekday() == one.weekday()
    assert shift.date(one.isoformat()) == moved.isoformat()


@given(SHIFTS, YEARS, YEARS, st.integers(1, 12), st.integers(1, 12), st.integers(21, 24), st.integers(21, 24))
def test_years_months_and_seasons_keep_intervals(
    shift: Shift, one: int, other: int, m: int, n: int, s: int, t: int
) -> None:
    def months(year: int, part: int, parts: int, first: int) -> int:
        moved = shift.when(f"{year}-{part:02}")
        return int(moved[:4]) * parts + int(moved[5:]) - first

    assert int(shift.when(f"{one}")) - int(shift.when(f"{other}")) == one - other
    assert months(one, m, 12, 1) - months(other, n, 12, 1) == (one - other) * 12 + m - n
    assert months(one, s, 4, 21) - months(other, t, 4, 21) == (one - other) * 4 + s - t


@given(SHIFTS, WHENS | st.sampled_from(["1984/1984-02-10", "199X/1999-01", "0000-02-29", "-0044-03-15", "1984-XX-XX"]))
def test_every_form_stays_a_date_of_its_form(shift: Shift, text: str) -> None:
    moved = shift.when(text)
    assert is_when(moved)
    assert (moved == "unknown") == (text == "unknown")
    assert moved.count("/") == text.count("/")
    assert [mark for mark in moved if mark in "?~%"] == [mark for mark in text if mark in "?~%"]
    if "X" not in text and text != "unknown":
        assert moved != text


@pytest.mark.parametrize(
    ("text", "moved"), [("1984", "1982"), ("1984-01-01/1984", "1982-01-03/1982"), ("198X", "198X")]
)
def test_each_at_its_own_precision(text: str, moved: str) -> None:
    assert Shift(-104 * 7).when(text) == moved


def test_an_interval_is_never_turned_round() -> None:
    for weeks in range(FEWEST_WEEKS, MOST_WEEKS + 1, 13):
        for text in ("1984/1984-01-02", "1984-12-30/1984", "1984-03/1984-03-01", "1984-24/1984-12-02", "199X/1990-01"):
            assert span(Shift(-7 * weeks).when(text)).first <= span(Shift(-7 * weeks).when(text)).last


def test_what_leaves_the_calendar_is_unknown() -> None:
    assert Shift(-700).when("-9999") == "unknown"
    assert Shift(-700).date("0001-01-01") is None


def test_the_offset_is_drawn_anew_and_is_told_by_nothing() -> None:
    drawn = {secret_shift().days for _ in range(60)}
    assert len(drawn) > 20
    assert all(days % 7 == 0 and -MOST_WEEKS * 7 <= days <= -FEWEST_WEEKS * 7 for days in drawn)
    assert "-700" not in repr(Shift(-700))
