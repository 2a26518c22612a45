"""A running line keeps its order, stays inside its room, covers nothing, and reads each script its own way round."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from relmap.ui.sentences import Chip, closes, hole, read_out, sentence
from relmap.ui.views.running import direction, place, placed_height

WORDS = st.text(st.sampled_from("abcdאבג 12“”().,"), min_size=1, max_size=12).filter(lambda text: text.strip())
PIECES = st.lists(st.builds(Chip, st.sampled_from(("", "", "x")), WORDS), max_size=14)
pytestmark = pytest.mark.usefixtures("light")


@given(PIECES, st.floats(120.0, 700.0), st.booleans())
def test_nothing_stands_outside_or_over_another(pieces: list[Chip], width: float, rightward: bool) -> None:
    room = QRectF(30.0, 10.0, width, 0.0)
    placed = place(pieces, room, QFont(), rightward=rightward)
    assert [one.chip for one in placed] == pieces, "in the order it is read"
    for one in placed:
        if not closes(one.chip):
            assert one.box.left() >= room.left() - 0.6
            assert one.box.right() <= room.right() + 0.6
    for one, two in combinations(placed, 2):
        assert not one.box.adjusted(0.1, 0.1, -0.1, -0.1).intersects(two.box.adjusted(0.1, 0.1, -0.1, -0.1))
    tops = [one.box.top() for one in placed]
    assert tops == sorted(tops)
    assert placed_height(placed) == (placed[-1].box.bottom() - 10.0 if placed else 0.0)


def lefts(*pieces: Chip, rightward: bool = False) -> list[str]:
    """What stands from left to right."""
    placed = place(pieces, QRectF(0, 0, 2000, 0), QFont(), rightward=rightward)
    return [one.chip.words for one in sorted(placed, key=lambda one: one.box.left())]


def words(text: str) -> tuple[Chip, ...]:
    return tuple(Chip("", word) for word in text.split())


def test_a_phrase_of_another_script_is_read_its_own_way_round() -> None:
    mum = Chip("r", "Mum")
    assert lefts(*words("With"), mum, *words(", “כשהייתי בן שבע” about 1998")) == [
        "With", "Mum", ",", "שבע”", "בן", "“כשהייתי", "about", "1998",
    ]  # fmt: skip
    assert lefts(*words("עם"), mum, *words("“when I was seven” בערך")) == [
        "בערך", "“when", "I", "was", "seven”", "Mum", "עם",
    ]  # fmt: skip


def test_without_words_it_runs_as_the_window_does() -> None:
    one, two = Chip("a", "Mum"), Chip("b", "Dad")
    assert lefts(one, two) == ["Mum", "Dad"]
    assert lefts(one, two, rightward=True) == ["Dad", "Mum"]
    assert lefts(one, *words("and"), two, rightward=True) == ["Mum", "and", "Dad"]
    assert direction("12 (“") is None


def test_a_sentence_has_its_chips_in_the_order_of_its_language() -> None:
    one, two, three = Chip("a", "Mum"), Chip("b", "Dad"), Chip("c", "“I am too much”")
    told = sentence(f"{hole('who')} taught {hole('what')}, once", who=[one, two], what=[three])
    assert told == (one, two, *words("taught"), three, *words(", once"))
    assert read_out(told) == "Mum, Dad taught “I am too much”, once"
