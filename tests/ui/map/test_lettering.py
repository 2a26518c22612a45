"""Words on the map: any script, either direction, shortened only in what is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from relmap.ui.map.lettering import Lettering, is_rightward, shown
from relmap.ui.map.look_people import initial
from relmap.ui.theme import install_fonts


@pytest.fixture(scope="module")
def lettering(qapp: QApplication) -> Lettering:
    return Lettering(install_fonts())


def test_short_words_are_left_alone(lettering: Lettering) -> None:
    words = lettering.words("card", "I am welcome", 140.0, 2, ("“", "”"))
    assert words.layout.text() == "“I am welcome”"
    assert not words.shortened


def test_a_closing_mark_survives_shortening(lettering: Lettering) -> None:
    words = lettering.words("card", "word " * 2000, 140.0, 2, ("“", "”"))
    assert words.shortened
    assert words.layout.text().endswith("…”")
    assert words.layout.lineCount() == 2
    assert words.width <= 141.0


def test_lines_are_about_equally_long(lettering: Lettering) -> None:
    words = lettering.words("card", "I am welcome as I am", 140.0, 2)
    assert words.layout.lineCount() == 2
    widths = [words.layout.lineAt(number).naturalTextWidth() for number in range(2)]
    assert min(widths) > 0.5 * max(widths)


@pytest.mark.parametrize(
    ("text", "rightward"),
    [
        ("Mum", False),
        ("أم نور", True),
        ("אמא", True),
        ("123 أم", True),
        ("", False),
        ("你好", False),
        ("(Mum)", False),
    ],
)
def test_direction(text: str, rightward: bool) -> None:
    assert is_rightward(text) == rightward


def test_words_from_the_right_end_at_the_right(lettering: Lettering) -> None:
    words = lettering.words("card", "أنا", 140.0, 2)
    left = words.left_within(10.0, 150.0)
    first_left, _, width = words.lines()[0]
    assert left + first_left + width == pytest.approx(150.0, abs=1.5)


@given(st.text(max_size=60))
def test_any_text_can_be_laid_out(text: str) -> None:
    lettering = Lettering(install_fonts())
    words = lettering.words("card", text, 120.0, 2, ("“", "”"))
    assert words.layout.lineCount() <= 2
    assert words.width <= 125.0


@given(st.text(max_size=5000))
def test_what_is_shown_is_one_short_paragraph(text: str) -> None:
    assert len(shown(text)) <= 400
    assert "\n" not in shown(text)


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Mum", "M"),
        ("éva", "É"),
        ("e\u0301va", "E\u0301"),
        ("", "?"),
        (None, "?"),
        (" أم", "أ"),
        ("7th", "7"),
    ],
)
def test_initials(name: str | None, letter: str) -> None:
    assert initial(name) == letter
