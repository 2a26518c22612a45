"""The invariants of the model, each by its number, on a real case file."""

from __future__ import annotations

import datetime

import pytest

from relmap.edits import fields, lessons, linking, people, rating, removing
from relmap.model.base import Entity, fields_of
from relmap.model.integrity import RuleBroken, case_problems
from relmap.model.kinds import KINDS
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import LINK_RULES, Link
from relmap.model.people import OtherName, Person
from relmap.model.removal import links_broken_by, removal_plan
from relmap.model.roles import Role
from relmap.model.seats import ties_between
from relmap.model.therapy import NewExperience, Rating, Repair, Rupture, Session
from relmap.read.projection import Projection
from relmap.read.search import Search
from tests.casefiles import set_cover, sit, tables
from tests.model.conftest import Life

SECRET = "zugunruhe"


def test_1_removing_a_tie_never_takes_a_lesson_or_role_and_says_what_loses_its_last_tie(life: Life) -> None:
    plan = removal_plan(life.document, [life.with_mum])
    assert set(plan.untied) == {life.needs, life.caretaker}
    assert not set(plan.removed) & {life.needs, life.caretaker}
    assert removing.remove(life.document, [life.mum]).untied == plan.untied
    assert life.document.need(Lesson, life.needs).text == "My needs are too much"
    assert life.document.need(Role, life.caretaker).name == "The caretaker"
    assert not list(case_problems(life.document))


def test_1_a_lesson_with_another_tie_does_not_lose_its_last(life: Life) -> None:
    lessons.teach(life.document, life.needs, life.with_sam)
    assert removal_plan(life.document, [life.with_mum]).untied == (life.caretaker,)


@pytest.mark.parametrize(
    ("kind", "lesson"), [("counters", "welcome"), ("supports", "needs")], ids=["against affirming", "for diminishing"]
)
def test_2_experiences_speak_only_for_or_against_what_they_can(life: Life, kind: str, lesson: str) -> None:
    before = tables(life.document)
    with pytest.raises(RuleBroken) as caught:
        linking.link(life.document, kind, life.asked, getattr(life, lesson))  # type: ignore[arg-type]
    assert str(caught.value).endswith("Nothing was changed.")
    assert tables(life.document) == before


def test_2_a_mixed_lesson_takes_both(life: Life) -> None:
    fields.set_field(life.document, life.welcome, "valence", "mixed")
    linking.link(life.document, "counters", life.asked, life.welcome)
    linking.link(life.document, "supports", life.asked, life.welcome)
    assert not list(case_problems(life.document))


def test_2_changing_a_valence_says_which_links_it_breaks(life: Life) -> None:
    (link,) = life.document.all(Link)
    assert links_broken_by(life.document, life.needs, "affirming") == (link.id,)
    assert links_broken_by(life.document, life.needs, "mixed") == ()
    with pytest.raises(RuleBroken), life.document.edit("test"):
        life.document.need(Lesson, life.needs).valence = "affirming"
    assert lessons.set_valence(life.document, life.needs, "affirming") == (link.id,)
    assert life.document.undo()
    assert [row.id for row in life.document.all(Link)] == [link.id]


def test_3_an_experience_has_a_tie_with_anyone_and_need_not_speak_for_a_lesson(life: Life) -> None:
    fields.set_field(life.document, life.sam, "died", "2011")
    with life.document.edit("test"):
        life.document.add(NewExperience(relationship=life.with_sam))
    with pytest.raises(RuleBroken), life.document.edit("test"):
        life.document.add(NewExperience())
    assert not list(case_problems(life.document))


def test_4_repairs_come_in_the_session_of_their_disruption_or_later(life: Life) -> None:
    rupture = life.rupture(life.second)
    life.repair(rupture, life.second)
    with pytest.raises(RuleBroken):
        life.repair(rupture, life.first)


def test_4_a_session_cannot_be_moved_before_a_disruption_it_mends(life: Life) -> None:
    life.repair(life.rupture(life.first), life.second)
    with pytest.raises(RuleBroken):
        fields.set_field(life.document, life.second, "number", 0)


def test_4_only_the_clients_word_makes_it_back_on_track(life: Life) -> None:
    rupture = life.rupture(life.first)
    repair = life.repair(rupture, life.second, back_on_track=9)
    with pytest.raises(RuleBroken):
        fields.set_field(life.document, rupture, "state", "back_on_track")
    fields.set_field(life.document, repair, "clients_word", True)
    assert life.document.need(Rupture, rupture).state == "back_on_track"
    with pytest.raises(RuleBroken), life.document.edit("test"):
        life.document.need(Repair, repair).clients_word = False
    for state in ("open", "being_mended", "left_open", "ended_the_therapy"):
        fields.set_field(life.document, rupture, "state", state)
    removing.remove(life.document, [repair])
    assert life.document.need(Rupture, rupture).state == "ended_the_therapy"


def test_6_ratings_belong_to_held_sessions_and_stand_once(life: Life) -> None:
    document = life.document
    sit(document, life.first)
    rating.rate(document, life.needs, "true_today", 8)
    rating.rate(document, life.needs, "true_today", 7)
    sit(document, life.second)
    rating.rate(document, life.needs, "true_today", 9)
    assert [(row.session, row.value) for row in document.all(Rating)] == [(life.first, 7), (life.second, 9)]
    with pytest.raises(RuleBroken), document.edit("test"):
        document.add(
            Rating(subject=life.needs, dimension="true_today", value=1, session=life.second, rated_by=_me(life))
        )
    with document.edit("test"):  # another rater, and another dimension, are other ratings
        document.add(
            Rating(subject=life.needs, dimension="true_today", value=1, session=life.second, rated_by=life.mum)
        )
        document.add(Rating(subject=life.needs, dimension="heard", value=0, session=life.second, rated_by=_me(life)))
    with pytest.raises(RuleBroken):
        fields.set_field(document, life.second, "held", "cancelled")


@pytest.mark.parametrize("held", ["cancelled", "no_show", "hour_kept"])
def test_6_nothing_is_rated_in_a_session_that_was_not_held(life: Life, held: str) -> None:
    fields.set_field(life.document, life.first, "held", held)
    with pytest.raises(RuleBroken), life.document.edit("test"):
        life.document.add(Rating(subject=life.needs, dimension="true_today", value=3, session=life.first))


def test_6_not_asked_is_null_and_never_zero(life: Life) -> None:
    rating.rate(life.document, life.needs, "true_today", 0)
    (row,) = life.document.all(Rating)
    assert row.value == 0
    rating.rate(life.document, life.needs, "true_today", None)
    assert not life.document.all(Rating)
    for wrong in (11, -1, True, 1.5, "3"):
        with pytest.raises(RuleBroken), life.document.edit("test"):
            life.document.add(Rating(subject=life.needs, dimension="heard", value=wrong))


def test_7_the_dead_are_rated_and_met_anew(life: Life) -> None:
    fields.set_field(life.document, life.mum, "died", "2011-03")
    sit(life.document, life.second)
    rating.rate(life.document, life.with_mum, "closeness", 7)
    with life.document.edit("test"):
        life.document.add(NewExperience(relationship=life.with_mum, session=life.second, happened="2026"))
    assert not list(case_problems(life.document))


def test_9_the_earlier_wording_stays_in_the_journal(life: Life) -> None:
    fields.set_field(life.document, life.needs, "text", "My needs were too much")
    wordings = [change.after.get("text") for _, change in life.document.story(life.needs) if change.after]
    assert wordings == ["My needs are too much", "My needs were too much"]
    fields.set_field(life.document, life.needs, "disputed", True)
    assert life.document.need(Lesson, life.needs).disputed


@pytest.mark.parametrize("veil", ["outline", "full"])
@pytest.mark.parametrize("audience", ["therapist", "client", "export"])
def test_10_what_is_covered_is_not_there(life: Life, veil: str, audience: str) -> None:
    document = life.document
    for id, name in ((life.mum, "name"), (life.needs, "text"), (life.caretaker, "name")):
        fields.set_field(document, id, name, SECRET)
    fields.set_field(document, life.with_mum, "note", SECRET)
    for id in (life.mum, life.needs, life.caretaker):
        set_cover(document, id, veil)
    projection = Projection(document, audience)  # type: ignore[arg-type]
    seen = [entity for cls in KINDS.values() for entity in projection.all(cls)]
    seen += [entity for one in tuple(seen) for id in projection.referrers(one.id) if (entity := projection.get(id))]
    assert SECRET not in _all_words(seen)
    assert Search(projection).find(SECRET) == []
    assert (projection.get(life.mum) is None) == (veil == "full")
    assert not [row for row in projection.all(Taught) if row.lesson == life.needs]
    set_cover(document, life.mum, "none")
    assert projection.need(Person, life.mum).name == SECRET
    projection.close()


def test_11_a_name_never_to_be_shown_is_in_its_own_field_only(life: Life) -> None:
    people.add_other_name(life.document, life.sam, SECRET, use="former", never_show=True)
    for audience in ("client", "export"):
        projection = Projection(life.document, audience)
        assert projection.all(OtherName) == []
        assert Search(projection).find(SECRET) == []
    desk = Projection(life.document, "therapist")
    assert [name.text for name in desk.all(OtherName)] == [SECRET]
    assert Search(desk).find(SECRET) == []


def test_12_names_identify_nobody(life: Life) -> None:
    document = life.document
    other, nobody = people.add_person(document, "Mum"), people.add_person(document, "?")
    second = people.add_tie(document, _me(life), life.mum)
    assert document.need(Person, nobody).name is None
    assert [tie.id for tie in ties_between(document, _me(life), life.mum)] == [life.with_mum, second]
    removing.remove(document, [other])
    assert document.need(Person, life.mum).name == "Mum"


def test_13_every_reference_stays_inside_the_case(life: Life) -> None:
    for cls in KINDS.values():
        for field in fields_of(cls):
            if field.form in ("ref", "refs", "subject"):
                _refuses_to_point_outside(life, cls, field.attr, many=field.form == "refs")


def _refuses_to_point_outside(life: Life, cls: type[Entity], attr: str, *, many: bool) -> None:
    row = next(iter(life.document.all(cls)), None)
    if row is None:
        return
    with pytest.raises(RuleBroken), life.document.edit("test"):
        setattr(row, attr, ("nowhere",) if many else "nowhere")


def test_links_join_only_what_their_table_says(life: Life) -> None:
    things = {array: next(iter(life.document.all(cls)), None) for array, cls in KINDS.items()}
    ends = [entity for entity in things.values() if entity is not None]
    for kind, rule in LINK_RULES.items():
        for source in ends:
            for target in ends:
                fits = (not rule.sources or source.array in rule.sources) and (
                    not rule.targets or target.array in rule.targets
                )
                if not fits:
                    with pytest.raises(RuleBroken):
                        linking.link(life.document, kind, source.id, target.id)  # type: ignore[arg-type]


def test_a_session_that_goes_takes_its_moments_and_leaves_other_words(life: Life) -> None:
    sit(life.document, life.first)
    lesson = lessons.add_lesson(life.document, "told here")
    sit(life.document, None)
    rupture = life.rupture(life.first)
    plan = removing.remove(life.document, [life.first])
    assert rupture in plan.removed
    assert life.document.need(Lesson, lesson).told_in is None
    assert life.document.get(life.first) is None
    assert len(life.document.all(Session)) == 1


def _me(life: Life) -> str:
    return next(person.id for person in life.document.all(Person) if person.seat == "client")


def _all_words(entities: list[Entity]) -> str:
    return "\n".join(
        str(getattr(entity, field.attr))
        for entity in entities
        for field in fields_of(type(entity))
        if field.attr != "id"
    )


def test_4_removing_the_session_that_mended_says_so_and_leaves_it_being_mended(life: Life) -> None:
    rupture = life.rupture(life.first)
    life.repair(rupture, life.second, clients_word=True)
    fields.set_field(life.document, rupture, "state", "back_on_track")
    assert removal_plan(life.document, [life.second]).unmended == (rupture,)
    removing.remove(life.document, [life.second])
    assert life.document.need(Rupture, rupture).state == "being_mended"
    assert life.document.undo()
    assert life.document.need(Rupture, rupture).state == "back_on_track"


def test_6_two_clients_have_two_numbers(life: Life) -> None:
    with life.document.edit("test"):
        life.document.need(Person, life.sam).seat = "client"
    rating.rate(life.document, life.with_mum, "closeness", 2, rated_by=life.sam)
    rating.rate(life.document, life.with_mum, "closeness", 9)
    rating.rate(life.document, life.with_mum, "closeness", 5)
    numbers = {row.rated_by: row.value for row in life.document.all(Rating)}
    assert numbers == {life.sam: 2, _me(life): 5}


def test_6_a_number_between_sessions_corrects_only_one_of_the_same_day(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    rating.rate(life.document, life.needs, "true_today", 9)
    rating.rate(life.document, life.needs, "true_today", 8)

    tomorrow = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)
    monkeypatch.setattr("relmap.edits.rating._today", lambda: tomorrow)
    rating.rate(life.document, life.needs, "true_today", 4)
    assert [row.value for row in life.document.all(Rating)] == [8, 4]
