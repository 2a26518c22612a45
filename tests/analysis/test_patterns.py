"""A pattern is told as it goes round, with its stories by when they were lived and everyone it is seen with."""

from __future__ import annotations

import pytest

from relmap.analysis.patterns import STEPS, loops, loose_stories
from relmap.model.base import Entity
from relmap.model.links import Link
from relmap.model.patterns import Episode, Pattern
from relmap.model.therapy import Moment, Rupture, Session
from relmap.model.vocabulary import Veil
from tests.analysis.looked_at import looked_at, people

ROWS: list[Entity] = [
    *people("mum", "dad"),
    Pattern(id="p1", wish="To be asked twice", aftermath="A teaspoon", ordinal=1),
    Episode(id="e1", pattern="p1", relationship="r_mum", narrative="The tin", happened="1998~", ordinal=1),
    Episode(id="e2", pattern="p1", relationship="r_mum", narrative="The stairs", ordinal=2),
    Episode(id="e3", pattern="p1", relationship="r_dad", narrative="Earlier", happened="1990", ordinal=3),
    Episode(id="e4", relationship="r_dad", narrative="Of no pattern", ordinal=4),
    Session(id="s1", number=1, ordinal=2),
    Session(id="s2", number=2, ordinal=1),
    Rupture(id="u1", session="s2", ordinal=1),
    Moment(id="m1", session="s1", type="here_too", ordinal=1),
    Moment(id="m2", session="s1", type="here_too", ordinal=2),
    Link(id="k1", kind="re_enacts", from_="u1", to="p1", ordinal=1),
    Link(id="k2", kind="here_too", from_="m1", to="p1", ordinal=2),
    Link(id="k3", kind="here_too", from_="m2", to="p1", ordinal=3),
]


def test_the_steps_go_round_and_empty_ones_stay() -> None:
    (loop,) = loops(looked_at(ROWS))
    assert [step for step, _ in loop.steps] == list(STEPS)
    assert dict(loop.steps)["wish"] == "To be asked twice"
    assert dict(loop.steps)["expected"] is None


def test_stories_stand_by_when_they_were_lived_those_without_a_date_last() -> None:
    (loop,) = loops(looked_at(ROWS))
    assert [story.episode for story in loop.stories] == ["e3", "e1", "e2"]
    assert [story.episode for story in loose_stories(looked_at(ROWS))] == ["e4"]


def test_a_story_shows_the_pattern_in_its_tie_and_each_session_is_named_once() -> None:
    (loop,) = loops(looked_at(ROWS))
    assert loop.seen_with == ("r_mum", "r_dad")
    assert loop.here == ("s1", "s2")
    assert not loop.only_here, "stories tell of it elsewhere"


@pytest.mark.parametrize("veil", ["outline", "full"])
@pytest.mark.parametrize("covered", ["mum", "r_mum", "e1", "s1", "m1", "p1"])
def test_what_is_covered_is_not_told(covered: str, veil: Veil) -> None:
    rows = [row for row in ROWS if row.id != covered]
    original = next(row for row in ROWS if row.id == covered)
    rows.append(type(original)(**{name: value for name, value in vars(original).items() if name[0] != "_"}))
    rows[-1].veil = veil
    told = loops(looked_at(rows))
    if covered == "p1":
        assert not told
        return
    (loop,) = told
    assert ("r_mum" in loop.seen_with) == (covered not in ("mum", "r_mum"))
    assert ("e1" in {story.episode for story in loop.stories}) == (covered not in ("mum", "r_mum", "e1"))
    assert ("s1" in loop.here) == (covered != "s1"), "the second moment of that session is still there"
