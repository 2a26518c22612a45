"""Every verb by what it does to the tables, in one revision that one undo takes back."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from relmap.edits import case as case_verbs
from relmap.edits import fields, lessons, linking, making, people, placing, rating, removing, roles, things
from relmap.model.base import plain
from relmap.model.integrity import RuleBroken
from relmap.model.lessons import Lesson
from relmap.model.people import CASE_ID, Case, OtherName, Person, Relationship
from relmap.model.placement import Placement
from relmap.model.ratings import current_rating
from relmap.model.removal import removal_plan
from relmap.model.seats import client, therapist
from relmap.model.therapy import Rating, Repair, Rupture, Session
from relmap.store.document import Document
from tests.casefiles import empty_document, set_cover, sit, tables
from tests.edits.conftest import Done, Things


def row(document: Document, id: str) -> dict[str, Any]:
    """What a row says beyond its defaults."""
    entity = document.get(id)
    assert entity is not None
    fresh = plain(type(entity)(id=id, ordinal=entity.ordinal))
    return {name: value for name, value in plain(entity).items() if value != fresh[name]}


def test_a_case_begins_with_the_two_and_the_tie_between_them(tmp_path: Path) -> None:
    document = empty_document(tmp_path / "new.relmap")
    case_verbs.begin(document, code=" ", language="de")
    me, dana = client(document), therapist(document)
    assert me is not None
    assert dana is not None
    assert {array: len(rows) for array, rows in tables(document).items()} == {
        "case": 1,
        "people": 2,
        "relationships": 1,
        "placements": 1,
    }
    assert row(document, CASE_ID) == {"language": "de", "author": "therapist"}
    (tie,) = document.all(Relationship)
    assert (tie.a, tie.b) == (me.id, dana.id)
    assert not document.undo()
    document.close()


@pytest.mark.parametrize(
    ("typed", "name"), [("Mum", "Mum"), (" Mum ", "Mum"), ("?", None), ("", None), (None, None), ("??", "??")]
)
def test_a_person_comes_with_their_tie_to_the_client(case: Things, typed: str | None, name: str | None) -> None:
    document = case.document
    done = case.does(lambda: people.add_person(document, typed, kind="parent", place=(3.0, 4.0), author="both"))
    (person,), (tie,), (place,) = done.added["people"], done.added["relationships"], done.added["placements"]
    assert done.answer == person
    told = {"author": "both"}
    assert row(document, person) == {"name": name, "kind": "parent", **told} if name else {"kind": "parent", **told}
    assert row(document, tie) == {"a": case.client, "b": person, "author": "both"}
    assert row(document, place) == {"subject": person, "x": 3.0, "y": 4.0, "author": "both"}


def test_a_person_of_a_case_without_a_client_has_no_tie(tmp_path: Path) -> None:
    document = empty_document(tmp_path / "new.relmap")
    people.add_person(document, "Mum")
    assert list(tables(document)) == ["people"]
    document.close()


def test_what_is_said_in_a_session_is_told_in_it(case: Things) -> None:
    document = case.document
    sit(document, case.session)
    done = case.does(lambda: people.add_person(document, "Dad", place=(0.0, 0.0)))
    assert {row(document, ids[0])["told_in"] for ids in done.added.values()} == {case.session}
    assert document.revisions()[-1].session == case.session


def test_two_people_may_have_one_name(case: Things) -> None:
    done = case.does(lambda: people.add_person(case.document, "Mum"))
    assert done.answer != case.mum
    assert [person.name for person in case.document.all(Person)].count("Mum") == 2


def test_a_second_tie_with_one_person_and_another_name(case: Things) -> None:
    document = case.document
    tie = case.does(lambda: people.add_tie(document, case.client, case.mum)).answer
    assert row(document, tie) == {"a": case.client, "b": case.mum}
    name = case.does(lambda: people.add_other_name(document, case.mum, "Ada", use="former", never_show=True)).answer
    assert row(document, name) == {"person": case.mum, "text": "Ada", "use": "former", "never_show": True}
    assert document.all(OtherName)[0].id == name


MAKING: dict[str, tuple[Callable[[Things], str], dict[str, Any]]] = {
    "lessons": (lambda case: lessons.add_lesson(case.document, "words"), {"text": "words"}),
    "roles": (lambda case: roles.add_role(case.document, "words"), {"name": "words"}),
    "patterns": (lambda case: things.add_pattern(case.document, "words"), {"name": "words"}),
    "life_events": (lambda case: things.add_life_event(case.document, "words"), {"title": "words"}),
    "ways": (lambda case: things.add_way(case.document, "words"), {"name": "words"}),
    "contexts": (lambda case: things.add_context(case.document, " class "), {"dimension": "class"}),
    "notes": (
        lambda case: things.add_note(case.document, case.mum, "words", ask_later=True),
        {"text": "words", "ask_later": True},
    ),
    "experiences": (lambda case: things.add_experience(case.document, "words", tie=case.tie), {"description": "words"}),
}


@pytest.mark.parametrize("array", MAKING)
def test_a_thing_is_made_of_words(case: Things, array: str) -> None:
    verb, said = MAKING[array]
    done = case.does(lambda: verb(case))
    assert (list(done.added), done.changed, done.removed) == ([array], {}, {})
    assert done.added[array] == [done.answer]
    found = row(case.document, done.answer)
    assert {name: found[name] for name in said} == said


def test_a_story_is_told_of_a_pattern_which_is_then_seen_there(case: Things) -> None:
    document = case.document
    pattern = things.add_pattern(document, "It's fine")
    done = case.does(lambda: things.add_episode(document, pattern, relationship=case.tie, narrative="The tin"))
    assert {array: len(ids) for array, ids in done.added.items()} == {"episodes": 1, "links": 1}
    assert row(document, done.answer) == {"pattern": pattern, "relationship": case.tie, "narrative": "The tin"}
    assert linking.link_between(document, "shown_with", pattern, case.tie) is not None
    again = case.does(lambda: things.add_episode(document, pattern, relationship=case.tie, narrative=" "))
    assert {array: len(ids) for array, ids in again.added.items()} == {"episodes": 1}, "it is linked once"
    alone = case.does(lambda: things.add_episode(document, None, relationship=case.tie, narrative="x"))
    assert list(alone.added) == ["episodes"]


def test_things_are_put_where_they_were_typed(case: Things) -> None:
    verbs: list[Callable[[], str]] = [
        lambda: lessons.add_lesson(case.document, "x", place=(1.0, 2.0)),
        lambda: roles.add_role(case.document, "x", place=(1.0, 2.0)),
        lambda: things.add_pattern(case.document, "x", place=(1.0, 2.0)),
        lambda: things.add_experience(case.document, "x", tie=case.tie, place=(1.0, 2.0)),
        lambda: things.add_life_event(case.document, "x", place=(1.0, 2.0)),
        lambda: things.add_context(case.document, "x", about=case.mum, place=(1.0, 2.0)),
    ]
    for verb in verbs:
        done = case.does(verb)
        (place,) = done.added["placements"]
        assert row(case.document, place) == {"subject": done.answer, "x": 1.0, "y": 2.0, "author": "both"}


def test_a_lesson_is_taught_and_a_role_played_by_ties_once_each(case: Things) -> None:
    document = case.document
    done = case.does(lambda: lessons.add_lesson(document, "x", valence="mixed", taught_by=[case.tie, case.with_sam]))
    assert row(document, done.answer) == {"text": "x", "valence": "mixed"}
    assert [row(document, id)["relationship"] for id in done.added["taught"]] == [case.tie, case.with_sam]
    assert case.does_nothing(lambda: lessons.teach(document, done.answer, case.tie)) == done.added["taught"][0]
    done = case.does(lambda: roles.add_role(document, "x", played_in=[case.tie]))
    assert case.does_nothing(lambda: roles.play(document, done.answer, case.tie)) == done.added["played"][0]
    done = case.does(lambda: roles.play(document, case.role, case.tie, pressure="p", cost=" ", kept_safe="k"))
    assert row(document, done.answer) == {
        "role": case.role, "relationship": case.tie, "pressure": "p", "kept_safe": "k"
    }  # fmt: skip


def test_a_context_is_about_a_thing_or_the_therapy(case: Things) -> None:
    for subject in (case.mum, CASE_ID):
        done = case.does(partial(things.add_context, case.document, "money", about=subject))
        (link,) = done.added["links"]
        assert row(case.document, link) == {"kind": "about", "from": done.answer, "to": subject}


def test_a_context_of_the_therapist_is_the_therapists_own_standing(case: Things) -> None:
    host = therapist(case.document)
    assert host is not None
    for make in (
        lambda: things.add_context(case.document, "class", about=host.id),
        lambda: making.make_linked(case.document, "about", host.id, "contexts", "race", outward=False),
    ):
        done = case.does(make)
        assert row(case.document, done.answer)["held_by"] == "therapist"
        assert len(done.added["links"]) == 1


def test_the_same_link_is_made_once_and_another_way_round_is_another(case: Things) -> None:
    document = case.document
    other = lessons.add_lesson(document, "other")
    first = case.does(lambda: linking.link(document, "asks_for", case.lesson, case.role, text="because")).answer
    assert row(document, first)["text"] == "because"
    assert case.does_nothing(lambda: linking.link(document, "asks_for", case.lesson, case.role)) == first
    case.does(lambda: linking.link(document, "asks_for", other, case.role))
    with pytest.raises(RuleBroken):
        linking.link(document, "asks_for", case.role, case.lesson)


def test_typing_sets_one_field_and_the_same_again_is_nothing(case: Things) -> None:
    done = case.does(lambda: fields.set_field(case.document, case.mum, "note", "words"))
    assert done.changed == {case.mum: {"note": "words"}}
    case.does_nothing(lambda: fields.set_field(case.document, case.mum, "note", "words"))
    case.document.seal()
    done = case.does(lambda: fields.set_field(case.document, case.lesson, "held_by", [case.mum, case.sam]))
    assert done.changed == {case.lesson: {"held_by": [case.mum, case.sam]}}
    for id, name in (("nowhere", "note"), (case.mum, "nothing"), (case.mum, "id"), (case.mum, "ordinal")):
        with pytest.raises(KeyError):
            fields.set_field(case.document, id, name, "x")


def test_a_valence_lets_go_of_exactly_the_links_it_breaks(case: Things) -> None:
    document = case.document
    against = linking.link(document, "counters", case.experience, case.lesson)
    instead = linking.link(document, "instead", case.lesson, case.truer)
    asked = linking.link(document, "asks_for", case.lesson, case.role)
    about = things.add_note(document, against, "a note on the link")
    done = case.does(lambda: fields.set_field(document, case.lesson, "valence", "mixed"))
    assert (done.changed, done.removed) == ({case.lesson: {"valence": "mixed"}}, {"links": [instead]})
    done = case.does(lambda: lessons.set_valence(document, case.lesson, "affirming"))
    assert done.answer == (against,)
    assert done.removed == {"links": [against], "notes": [about]}
    assert document.get(asked) is not None


def test_moving_puts_a_thing_once_and_rates_the_tie(case: Things) -> None:
    document = case.document
    done = case.does(lambda: placing.move(document, {case.mum: (1.0, 2.0)}, closeness={case.tie: 8}))
    assert {array: len(ids) for array, ids in done.added.items()} == {"placements": 1, "ratings": 1}
    done = case.does(lambda: placing.move(document, {case.mum: (5.0, 6.0)}, closeness={case.tie: 3}))
    place, (rated,) = document.all(Placement)[-1], document.all(Rating)
    assert done.changed == {place.id: {"x": 5.0, "y": 6.0}, rated.id: {"value": 3}}
    done = case.does(lambda: placing.arrange(document, {case.mum: (7.0, 6.0), case.sam: (0.0, 1.0)}))
    assert done.changed == {place.id: {"x": 7.0, "author": "other"}}
    done = case.does(lambda: placing.move(document, {case.mum: (8.0, 6.0)}))
    assert done.changed == {place.id: {"x": 8.0, "author": "both"}}


def _rate(case: Things, value: int | None, **more: Any) -> Done:
    return case.does(lambda: rating.rate(case.document, case.lesson, "true_today", value, **more))


def test_a_rating_is_replaced_within_a_session_and_added_in_another(case: Things) -> None:
    document = case.document
    (first,) = _rate(case, 9).added["ratings"]
    sit(document, case.session)
    (second,) = _rate(case, 7).added["ratings"]
    assert row(document, second)["rated_by"] == case.client
    document.seal()
    assert _rate(case, 0).changed == {second: {"value": 0}}
    with document.edit("test"):
        other = document.add(Session(number=2)).id
    sit(document, other)
    assert case.does_nothing(lambda: rating.rate(document, case.lesson, "true_today", None)) is None
    (third,) = _rate(case, 5).added["ratings"]
    newest = current_rating(document, case.lesson, "true_today")
    assert newest is not None
    assert newest.id == third
    document.seal()
    assert _rate(case, None).removed == {"ratings": [third]}
    assert [rated.id for rated in document.all(Rating)] == [first, second]


def test_typing_a_number_soon_after_is_one_revision(case: Things) -> None:
    document = case.document
    rating.rate(document, case.lesson, "true_today", 1)
    revision = document.revision
    rating.rate(document, case.lesson, "true_today", 10)
    assert document.revision == revision
    assert document.undo()
    assert document.all(Rating) == []


def test_each_client_of_a_couple_has_numbers_of_their_own(case: Things) -> None:
    document = case.document
    fields.set_field(document, case.sam, "seat", "client")
    (his,) = _rate(case, 2, rated_by=case.sam).added["ratings"]
    (hers,) = _rate(case, 8).added["ratings"]
    values = {rated.id: (rated.rated_by, rated.value) for rated in document.all(Rating)}
    assert values == {his: (case.sam, 2), hers: (case.client, 8)}
    document.seal()
    assert _rate(case, 3, rated_by=case.sam).changed == {his: {"value": 3}}


def test_between_sessions_another_day_is_another_rating(case: Things, monkeypatch: pytest.MonkeyPatch) -> None:
    (first,) = _rate(case, 2).added["ratings"]
    tomorrow = datetime.datetime.now().date() + datetime.timedelta(days=1)
    monkeypatch.setattr(rating, "_today", lambda: tomorrow)
    case.document.seal()
    (second,) = _rate(case, 4).added["ratings"]
    newest = current_rating(case.document, case.lesson, "true_today")
    assert newest is not None
    assert (newest.id, first) == (second, case.document.all(Rating)[0].id)


def test_removing_takes_along_what_was_planned_and_says_so(case: Things) -> None:
    document = case.document
    taught = lessons.teach(document, case.lesson, case.tie)
    note = things.add_note(document, taught, "on that")
    fields.set_field(document, case.lesson, "held_by", [case.client, case.mum])
    set_cover(document, case.sam, "outline", by=case.mum)
    plan = removal_plan(document, [case.mum])
    done = case.does(lambda: removing.remove(document, [case.mum]))
    assert done.answer == plan
    assert done.removed == {"people": [case.mum], "relationships": [case.tie], "taught": [taught], "notes": [note]}
    assert done.changed == {case.lesson: {"held_by": [case.client]}, case.sam: {"veiled_by": None}}
    assert plan.removed[0] == case.mum
    assert plan.untied == (case.lesson,)
    assert set(plan.emptied) == {(case.lesson, "held_by"), (case.sam, "veiled_by")}


def test_removing_nothing_and_the_case_itself_is_nothing(case: Things) -> None:
    for ids in ([], ["nowhere"], [CASE_ID]):
        assert case.does_nothing(partial(removing.remove, case.document, ids)).removed == ()
    assert case.document.get(CASE_ID) is not None


def test_many_are_removed_in_one_edit_also_where_they_hang_on_each_other(case: Things) -> None:
    lessons.teach(case.document, case.lesson, case.tie)
    done = case.does(lambda: removing.remove(case.document, [case.tie, case.mum, case.lesson, case.mum]))
    assert done.answer.removed[:3] == (case.tie, case.mum, case.lesson)
    assert done.answer.untied == ()
    assert {array: len(ids) for array, ids in done.removed.items()} == {
        "people": 1, "relationships": 1, "lessons": 1, "taught": 1
    }  # fmt: skip


def test_a_disruption_that_loses_the_clients_last_word_is_being_mended_again(case: Things) -> None:
    document = case.document
    with document.edit("test"):
        rupture = document.add(Rupture(session=case.session)).id
        repair = document.add(Repair(rupture=rupture, session=case.session, clients_word=True)).id
        document.need(Rupture, rupture).state = "back_on_track"
    done = case.does(lambda: removing.remove(document, [repair]))
    assert done.answer.unmended == (rupture,)
    assert done.changed == {rupture: {"state": "being_mended"}}


def test_erasing_removes_for_good(case: Things) -> None:
    document = case.document
    before = document.revision
    plan = removing.erase(document, [case.mum])
    assert set(plan.removed) == {case.mum, case.tie}
    assert (document.revision, document.undo_verb, document.undo()) == (before + 1, None, False)
    assert document.story(case.mum) == []


def test_a_verb_inside_an_edit_joins_it(case: Things) -> None:
    document = case.document

    def both() -> None:
        with document.edit("both"):
            lesson = lessons.add_lesson(document, "x", taught_by=[case.tie])
            removing.remove(document, [case.lesson])
            fields.set_field(document, lesson, "text", "y")

    done = case.does(both)
    assert document.undo_verb == "both"
    assert done.removed == {"lessons": [case.lesson]}
    assert document.need(Lesson, done.added["lessons"][0]).text == "y"
    assert document.need(Case, CASE_ID).code == "Heron"
