"""Dates of a life: what is EDTF level 0 or 1 is read and put in order, all else is refused without a stumble."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmap.model.when import Span, is_when, span, year_of

BOUNDS = {
    "1984": (1984.0, 1985.0),
    "1984-03": (1984.16, 1984.25),
    "1984-03-12": (1984.19, 1984.20),
    "2000-02-29": (2000.16, 2000.17),
    "1990~": (1990.0, 1991.0),
    "1984?": (1984.0, 1985.0),
    "1984-06%": (1984.41, 1984.5),
    "199X": (1990.0, 2000.0),
    "19XX": (1900.0, 2000.0),
    "1984-XX": (1984.0, 1985.0),
    "1984-05-XX": (1984.33, 1984.42),
    "1984-XX-XX": (1984.0, 1985.0),
    "2004-21": (2004.16, 2004.42),
    "-0044": (-44.0, -43.0),
    "0000": (0.0, 1.0),
    "0000-02-29": (0.16, 0.17),
    "1984/1994": (1984.0, 1995.0),
    "1984/1984": (1984.0, 1985.0),
    "1984~/1990?": (1984.0, 1991.0),
    "2019/..": (2019.0, math.inf),
    "2019/": (2019.0, math.inf),
    "../1990": (-math.inf, 1991.0),
    "/1990": (-math.inf, 1991.0),
    "unknown/1990": (-math.inf, 1991.0),
    "unknown": (-math.inf, math.inf),
}

REFUSED = (
    "", " ", "1984 ", "198", "19845", "1984-3", "1984-13", "1984-00", "1984-02-30", "1900-02-29", "2004-25", "0000-13",
    "1994/1984", "1984/1985/1986", "1984-1X", "1984-X1", "1984-XX-12", "198X-05", "X984", "1XXX", "XXXX", "?2004",
    "2004-06-~11", "2004?-06", "[1984]", "{1984,1985}", "1984..", "Y170000002", "1984-03-12T10:05", "198u", "1984-uu",
    "open", "1984/open", "seven", "when I was seven", "\u0661\u0669\u0668\u0664", "1984\n", "１９８４", "1984-", "-",
    "1984//1985",
)  # fmt: skip


@pytest.mark.parametrize("text", BOUNDS)
def test_a_date_has_its_bounds(text: str) -> None:
    found, (first, last) = span(text), BOUNDS[text]
    assert is_when(text)
    for one, other in ((found.first, first), (found.last, last)):
        assert one == other or abs(one - other) < 0.01
    assert found.first <= found.last


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert not is_when(text)
    assert year_of(text) is None
    with pytest.raises(ValueError, match=r"."):
        span(text)


def test_dates_stand_in_order() -> None:
    order = ["../1890", "-0044", "0000", "19XX", "1984", "1984-01-02", "1984-03", "1984-12-31", "1985", "1990/.."]
    shuffled = [*order[5:], *order[:5]]
    assert sorted(shuffled, key=span) == order


@pytest.mark.parametrize(
    ("text", "year"),
    [("1984", "1984"), ("1984-03~", "1984"), ("199X", "199X"), ("1984/1994", "1984–1994"), ("2019/..", "2019–"),
     ("../1990", "–1990"), ("../..", None), ("unknown", None), (None, None), ("-0044", "-0044")],
)  # fmt: skip
def test_a_date_is_said_by_its_years(text: str | None, year: str | None) -> None:
    assert year_of(text) == year


def test_a_span_contains_what_lies_in_it() -> None:
    assert Span(1984, 1990).contains(1984)
    assert not Span(1984, 1990).contains(1990.5)
    assert span("2019/..").contains(9999)


@given(text=st.text("0123456789X-/?~%.u [Y", max_size=14))
def test_no_text_makes_it_stumble(text: str) -> None:
    assert is_when(text) in (True, False)
    if is_when(text):
        assert span(text).first <= span(text).last
        year_of(text)


@given(text=st.from_regex(r"-?[0-9X]{4}(-[0-9X]{2}){0,2}[?~%]?", fullmatch=True))
def test_nothing_that_looks_like_a_date_makes_it_stumble(text: str) -> None:
    assert is_when(text) in (True, False)
