"""Clicking on what a thing belongs to: for every pair of kinds it ties them, and lets go again."""

from __future__ import annotations

from functools import partial

import pytest

from relmap.edits import fields, linking, things
from relmap.edits.belonging import belongs, can_belong
from relmap.model.links import Link
from relmap.model.therapy import NewExperience
from tests.edits.conftest import Things

THINGS = ("lesson", "truer", "role", "pattern", "experience", "event", "context", "way", "tie", "mum", "client")

TIED: dict[tuple[str, str], str] = {
    ("lesson", "tie"): "taught",
    ("lesson", "mum"): "taught",
    ("truer", "tie"): "taught",
    ("truer", "mum"): "taught",
    ("role", "tie"): "played",
    ("role", "mum"): "played",
    ("pattern", "tie"): "shown_with",
    ("pattern", "mum"): "shown_with",
    ("event", "tie"): "made_of",
    ("event", "mum"): "made_of",
    ("lesson", "role"): "asks_for",
    ("truer", "role"): "asks_for",
    ("role", "lesson"): "asks_for",
    ("role", "truer"): "asks_for",
    ("lesson", "truer"): "instead",
    ("truer", "lesson"): "instead",
    ("pattern", "lesson"): "involves",
    ("pattern", "truer"): "involves",
    ("pattern", "role"): "involves",
    ("lesson", "pattern"): "involves",
    ("truer", "pattern"): "involves",
    ("role", "pattern"): "involves",
    ("experience", "lesson"): "counters",
    ("experience", "truer"): "supports",
    ("lesson", "experience"): "counters",
    ("truer", "experience"): "supports",
    ("experience", "way"): "uses",
    ("way", "experience"): "uses",
    ("event", "lesson"): "made_of",
    ("event", "truer"): "made_of",
    ("lesson", "event"): "made_of",
    ("truer", "event"): "made_of",
    **{("context", other): "about" for other in THINGS if other != "context"},
    **{(other, "context"): "about" for other in THINGS if other not in ("context", "tie", "mum", "client")},
    ("tie", "context"): "about",
    ("mum", "context"): "about",
    ("client", "context"): "about",
}
MOVED = {("experience", "tie"), ("experience", "mum")}


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("other", THINGS)
def test_every_pair_is_tied_and_let_go_or_cannot_be(case: Things, thing: str, other: str) -> None:
    document, one, two = case.document, getattr(case, thing), getattr(case, other)
    if (thing, other) in MOVED:
        done = case.does(lambda: belongs(document, one, two))
        assert (done.answer, done.changed) == (True, {one: {"relationship": case.tie}})
        assert case.does_nothing(lambda: belongs(document, one, two)) is True
        return
    if (thing, other) not in TIED:
        assert not can_belong(document, one, two)
        assert case.does_nothing(lambda: belongs(document, one, two)) is None
        return
    for _ in range(2):
        assert can_belong(document, one, two)
        done = case.does(lambda: belongs(document, one, two, author="therapist"))
        ((array, (row,)),) = done.added.items()
        link = document.get(row)
        assert (done.answer, done.changed, done.removed) == (True, {}, {})
        assert (link.kind if isinstance(link, Link) else array) == TIED[thing, other]
        assert link is not None
        assert link.author == "therapist"
        assert can_belong(document, one, two)
        let_go = case.does(lambda: belongs(document, one, two))
        assert (let_go.answer, let_go.added, let_go.removed) == (False, {}, {array: [row]})


def test_letting_go_takes_along_what_was_said_about_the_tie(case: Things) -> None:
    document = case.document
    assert belongs(document, case.lesson, case.tie)
    (row,) = document.referrers(case.lesson) & document.referrers(case.tie)
    note = things.add_note(document, row, "at table")
    done = case.does(lambda: belongs(document, case.lesson, case.tie))
    assert done.removed == {"taught": [row], "notes": [note]}


def test_a_mixed_lesson_lets_go_of_whichever_way_it_was_spoken_of(case: Things) -> None:
    document = case.document
    fields.set_field(document, case.lesson, "valence", "mixed")
    link = linking.link(document, "supports", case.experience, case.lesson)
    done = case.does(lambda: belongs(document, case.experience, case.lesson))
    assert (done.answer, done.removed) == (False, {"links": [link]})
    assert belongs(document, case.lesson, case.experience)
    assert [row.kind for row in document.all(Link)] == ["counters"]


def test_what_is_not_there_belongs_to_nothing(case: Things) -> None:
    for one, two in (("nowhere", case.tie), (case.lesson, "nowhere")):
        assert not can_belong(case.document, one, two)
        assert case.does_nothing(partial(belongs, case.document, one, two)) is None


def test_something_lived_moves_to_the_tie_it_was_lived_in(case: Things) -> None:
    assert case.document.need(NewExperience, case.experience).relationship == case.with_sam
    assert belongs(case.document, case.experience, case.mum)
    assert case.document.need(NewExperience, case.experience).relationship == case.tie
