"""Written dates are found whole, in figures and in words of many languages, and are read where they are plain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmap.model.people import Case
from relmap.read.dates_in_text import edtf_of
from relmap.read.names_in_text import NameSearch
from relmap.store.index import Index

ARABIC = "\u0663 \u0623\u0628\u0631\u064a\u0644 \u0661\u0669\u0668\u0669"


def dates(text: str) -> list[str]:
    hits = NameSearch(Index([Case(id="case")])).hits(text)
    return [text[hit.start : hit.end] for hit in hits if hit.why == "date"]


@pytest.mark.parametrize(
    ("text", "date", "meant"),
    [
        ("Mum was born 12 April 1961.", "12 April 1961", "1961-04-12"),
        ("on April 12th, 1989 we", "April 12th, 1989", "1989-04-12"),
        ("le 3 mars 2011", "3 mars 2011", "2011-03-03"),
        ("le 1er ao\u00fbt 2011", "1er ao\u00fbt 2011", "2011-08-01"),
        ("the 4th of May 1994", "4th of May 1994", "1994-05-04"),
        ("Sept. 5, 2001", "Sept. 5, 2001", "2001-09-05"),
        ("12-Apr-1989", "12-Apr-1989", "1989-04-12"),
        ("am 12. M\u00e4rz 1989", "12. M\u00e4rz 1989", "1989-03-12"),
        ("1989. \u00e1prilis 12-\u00e9n", "1989. \u00e1prilis 12", "1989-04-12"),
        ("12 \u0430\u043f\u0440\u0435\u043b\u044f 1989", "12 \u0430\u043f\u0440\u0435\u043b\u044f 1989", "1989-04-12"),
        ("12 \u05d1\u05d0\u05e4\u05e8\u05d9\u05dc 1989", "12 \u05d1\u05d0\u05e4\u05e8\u05d9\u05dc 1989", "1989-04-12"),
        ("1989\u5e744\u670812\u65e5", "1989\u5e744\u670812\u65e5", "1989-04-12"),
        ("1989\ub144 4\uc6d4 12\uc77c", "1989\ub144 4\uc6d4 12\uc77c", "1989-04-12"),
        (ARABIC, ARABIC, "1989-04-03"),
        ("in May 2019", "May 2019", "2019-05"),
        ("2019-03-12", "2019-03-12", "2019-03-12"),
        ("3/4/2019", "3/4/2019", None),
        ("on 12 March we", "12 March", None),
        ("3. Mai \u201989", "3. Mai \u201989", None),
        ("12 blurgust 1989", "12 blurgust 1989", None),
        ("31 February 2001", "31 February 2001", None),
        ("12 listopad 1989", "12 listopad 1989", None),
    ],
)  # fmt: skip
def test_a_date_is_one_place_and_means_what_it_says(text: str, date: str, meant: str | None) -> None:
    assert dates(text) == [date]
    assert edtf_of(date) == meant


@pytest.mark.parametrize("text", ["2 out of 3", "10 and 12 years", "25 apples and 3000 steps", "she may, and so may I"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates(text) == []


@given(st.text(st.sampled_from("12 3456.-/apriloct\u5e74\u6708\u05d1'"), max_size=30))
def test_any_text_is_read(text: str) -> None:
    for date in dates(text):
        assert date in text
        edtf_of(date)
