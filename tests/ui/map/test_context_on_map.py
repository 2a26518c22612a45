"""Contexts on the map: attached with C, drawn as a badge, spoken with the standing they give."""

from __future__ import annotations

from relmap.edits.fields import set_field
from relmap.edits.linking import link
from relmap.edits.people import add_person, add_tie
from relmap.edits.things import add_context, add_experience, add_life_event, add_pattern
from relmap.model.contexts import Context
from relmap.model.links import Link
from relmap.model.people import CASE_ID
from relmap.model.seats import main_tie, therapist
from tests.ui.desk import Desk, K


def test_c_attaches_a_context_to_what_is_chosen(desk: Desk) -> None:
    desk.add_people("Mum")
    mum = desk.named("Mum").id
    desk.click(mum)
    desk.key(K.Key_C)
    desk.type("class")
    desk.enter()
    (context,) = desk.all(Context)
    assert [(row.kind, row.from_, row.to) for row in desk.all(Link)] == [("about", context.id, mum)]
    assert desk.node(mum).badges[0].text == "class"


def test_a_badge_is_spoken_with_the_standing_it_gives(desk: Desk) -> None:
    document = desk.document
    mum = add_person(document, "Mum")
    context = add_context(document, "class", about=mum)
    assert "class" in desk.node(mum).spoken
    set_field(document, context, "standing", "less_power")
    assert "class (less power)" in desk.node(mum).spoken
    set_field(document, context, "held_by", "both")
    assert "class (less power, both)" in desk.node(mum).spoken


def test_what_matters_for_the_therapy_is_between_the_two(desk: Desk) -> None:
    helper = therapist(desk.document)
    assert helper is not None
    context = add_context(desk.document, "race", about=CASE_ID)
    set_field(desk.document, context, "standing", "more_power")
    set_field(desk.document, context, "held_by", "therapist")
    assert desk.node(helper.id).badges[0].text == "race"
    assert "race (more power, the therapist)" in desk.node(helper.id).spoken


def test_everything_that_bears_a_badge_speaks_of_it(desk: Desk) -> None:
    document = desk.document
    tie = main_tie(document, add_person(document, "Mum"))
    assert tie is not None
    things = [
        add_pattern(document, "Evidence"),
        add_experience(document, "She asked", tie=tie.id),
        add_life_event(document, "The move"),
    ]
    for thing in things:
        add_context(document, "money", about=thing)
        assert "money" in desk.node(thing).spoken
        assert desk.node(thing).badges


def test_a_context_that_is_no_badge_says_what_it_matters_for(desk: Desk) -> None:
    document = desk.document
    mum, dad = add_person(document, "Mum"), add_person(document, "Dad")
    between = add_tie(document, mum, dad)
    context = add_context(document, "gender", about=between)
    set_field(document, context, "standing", "mixed")
    assert desk.node(context).spoken == "gender, context, mixed; matters for Mum and Dad"
    link(document, "about", context, CASE_ID)
    assert context not in desk.window.scene.looks_of(context), "a badge now"
