"""Marks of the moment: one key, no words, in the session that runs; and the thread of a disruption."""

from __future__ import annotations

import datetime

import pytest

from relmap.edits import disruptions, fields, linking, marks, people, removing, sessions, things
from relmap.model.integrity import RuleBroken, case_problems
from relmap.model.links import Link
from relmap.model.people import Relationship
from relmap.model.seats import main_tie
from relmap.model.therapy import Moment, NewExperience, Repair, Rupture, Session
from relmap.words import Trouble
from tests.casefiles import sit
from tests.edits.conftest import Things

NOW = datetime.datetime(2026, 3, 4, 14, 7)


@pytest.fixture
def sat(case: Things) -> Things:
    """The case, in a session."""
    sit(case.document, case.session)
    return case


@pytest.mark.parametrize("kind", ["here_too", "heard", "that_was_off"])
def test_a_moment_is_marked_with_its_time_and_no_words(sat: Things, kind: marks.MarkKind) -> None:
    done = sat.does(lambda: marks.mark(sat.document, kind, now=NOW))
    assert (done.added, done.changed) == ({"moments": [done.answer]}, {})
    moment = sat.document.need(Moment, done.answer)
    assert (moment.type, moment.session, moment.at, moment.text) == (kind, sat.session, "14:07", None)
    assert moment.told_in == sat.session


def test_a_disruption_is_marked_open_and_of_no_kind_yet(sat: Things) -> None:
    done = sat.does(lambda: marks.mark(sat.document, "disruption"))
    assert done.added == {"ruptures": [done.answer]}
    rupture = sat.document.need(Rupture, done.answer)
    assert (rupture.session, rupture.kind, rupture.state, rupture.with_) == (sat.session, "unsure", "open", None)


def test_what_may_be_back_on_track_belongs_to_the_latest_disruption_that_is_not_mended(sat: Things) -> None:
    document = sat.document
    first, second, third = (marks.mark(document, "disruption") for _ in range(3))
    disruptions.leave_open(document, third)
    done = sat.does(lambda: marks.mark(document, "back_on_track"))
    repair = document.need(Repair, done.answer)
    assert (repair.rupture, repair.session, repair.clients_word, repair.back_on_track) == (
        second, sat.session, False, None,
    )  # fmt: skip
    assert done.changed == {second: {"state": "being_mended"}}
    disruptions.hear_word(document, repair.id, True)
    again = marks.mark(document, "back_on_track")
    assert document.need(Repair, again).rupture == first


def test_a_disruption_of_a_later_session_is_not_mended_before_it(sat: Things) -> None:
    document = sat.document
    with document.edit("test"):
        later = document.add(Session(number=9)).id
        document.add(Rupture(session=later))
    with pytest.raises(marks.NothingOpen):
        marks.mark(document, "back_on_track")


def test_something_new_is_lived_in_the_therapy_or_in_a_tie_that_is_named(sat: Things) -> None:
    therapy = sat.document.all(Relationship)[0].id
    done = sat.does(lambda: marks.mark(sat.document, "new"))
    lived = sat.document.need(NewExperience, done.answer)
    assert (lived.relationship, lived.session, lived.stronger) == (therapy, sat.session, None)
    with_sam = marks.mark(sat.document, "new", tie=sat.with_sam)
    assert sat.document.need(NewExperience, with_sam).relationship == sat.with_sam


@pytest.mark.parametrize("kind", ["here_too", "disruption", "back_on_track", "new", "heard", "that_was_off"])
def test_without_a_session_nothing_is_marked(case: Things, kind: marks.MarkKind) -> None:
    def verb() -> None:
        with pytest.raises(marks.NoSession):
            marks.mark(case.document, kind)

    case.does_nothing(verb)


def test_where_nothing_is_open_nothing_is_mended(sat: Things) -> None:
    def verb() -> None:
        with pytest.raises(marks.NothingOpen, match="nothing was marked"):
            marks.mark(sat.document, "back_on_track")

    sat.does_nothing(verb)
    disruptions.end_therapy(sat.document, marks.mark(sat.document, "disruption"))
    sat.does_nothing(verb)


def test_a_therapy_without_a_tie_has_nothing_new_in_it(sat: Things) -> None:
    removing.remove(sat.document, [sat.document.all(Relationship)[0].id])
    with pytest.raises(marks.NoTherapyTie) as caught:
        marks.mark(sat.document, "new")
    assert isinstance(caught.value, Trouble)


def test_a_repair_comes_now_or_many_sessions_later(sat: Things) -> None:
    document = sat.document
    rupture = marks.mark(document, "disruption")
    done = sat.does(lambda: disruptions.add_repair(document, rupture, what_helped="Being asked", by="therapist"))
    assert done.changed == {rupture: {"state": "being_mended"}}
    repair = document.need(Repair, done.answer)
    assert (repair.session, repair.what_helped, repair.by, repair.clients_word) == (
        sat.session, "Being asked", "therapist", False,
    )  # fmt: skip
    sit(document, None)
    for day in range(10, 20):
        last = sessions.note_session(document, day=f"2026-01-{day}", held="held")
    sessions.note_session(document, day="2026-01-20", held="cancelled")
    assert document.need(Repair, disruptions.add_repair(document, rupture)).session == last
    assert document.need(Repair, disruptions.add_repair(document, rupture, session=sat.session)).session == sat.session


def test_a_disruption_in_an_hour_that_was_not_held_is_mended_there(case: Things) -> None:
    hour = sessions.note_session(case.document, day="2026-01-14", held="no_show")
    with case.document.edit("test"):
        rupture = case.document.add(Rupture(session=hour)).id
    assert case.document.need(Repair, disruptions.add_repair(case.document, rupture)).session == hour


def test_only_the_clients_word_makes_it_back_on_track(sat: Things) -> None:
    document = sat.document
    rupture = marks.mark(document, "disruption")
    first, second = disruptions.add_repair(document, rupture), disruptions.add_repair(document, rupture)
    done = sat.does(lambda: disruptions.hear_word(document, first, False, score=4))
    assert done.changed == {first: {"back_on_track": 4}}
    done = sat.does(lambda: disruptions.hear_word(document, second, True, score=0))
    assert done.changed == {second: {"clients_word": True, "back_on_track": 0}, rupture: {"state": "back_on_track"}}
    done = sat.does(lambda: disruptions.hear_word(document, first, True))
    assert done.changed == {first: {"clients_word": True}}
    done = sat.does(lambda: disruptions.hear_word(document, second, False))
    assert done.changed == {second: {"clients_word": False}}
    done = sat.does(lambda: disruptions.hear_word(document, first, False))
    assert done.changed == {first: {"clients_word": False}, rupture: {"state": "being_mended"}}
    sat.does_nothing(lambda: disruptions.hear_word(document, first, False))


def test_the_field_of_the_clients_word_is_the_same_verb(sat: Things) -> None:
    document = sat.document
    rupture = marks.mark(document, "disruption")
    repair = disruptions.add_repair(document, rupture)
    done = sat.does(lambda: fields.set_field(document, repair, "clients_word", True))
    assert done.changed == {repair: {"clients_word": True}, rupture: {"state": "back_on_track"}}
    assert document.undo_verb == "hear_word"
    done = sat.does(lambda: fields.set_field(document, repair, "clients_word", False))
    assert done.changed == {repair: {"clients_word": False}, rupture: {"state": "being_mended"}}


def test_honest_ends_and_taking_it_up_again(sat: Things) -> None:
    document = sat.document
    rupture = marks.mark(document, "disruption")
    ends = (
        (disruptions.leave_open, "left_open"),
        (disruptions.end_therapy, "ended_the_therapy"),
        (disruptions.open_again, "open"),
    )
    for verb, state in ends:
        assert sat.does(lambda verb=verb: verb(document, rupture)).changed == {rupture: {"state": state}}  # type: ignore[misc]
        sat.does_nothing(lambda verb=verb: verb(document, rupture))  # type: ignore[misc]
    disruptions.leave_open(document, rupture)
    disruptions.hear_word(document, disruptions.add_repair(document, rupture), True)
    disruptions.open_again(document, rupture)
    assert [repair.clients_word for repair in document.all(Repair)] == [True]
    assert not list(case_problems(document))


def test_a_further_repair_does_not_take_the_clients_word_back(sat: Things) -> None:
    document = sat.document
    rupture = marks.mark(document, "disruption")
    disruptions.hear_word(document, disruptions.add_repair(document, rupture), True)
    disruptions.add_repair(document, rupture)
    assert document.need(Rupture, rupture).state == "back_on_track"
    disruptions.end_therapy(document, rupture)
    disruptions.add_repair(document, rupture)
    assert document.need(Rupture, rupture).state == "ended_the_therapy"


def test_here_too_ties_a_moment_or_a_disruption_to_what_was_there_before(sat: Things) -> None:
    document = sat.document
    moment, rupture = marks.mark(document, "here_too"), marks.mark(document, "disruption")
    for source in (moment, rupture):
        for target in (sat.tie, sat.lesson, sat.role, sat.pattern):
            done = sat.does(lambda source=source, target=target: linking.here_too(document, source, target))  # type: ignore[misc]
            link = document.need(Link, done.answer)
            again = source == rupture and target == sat.pattern
            assert (link.kind, link.from_, link.to) == ("re_enacts" if again else "here_too", source, target)
            assert sat.does_nothing(lambda s=source, t=target: linking.here_too(document, s, t)) == link.id  # type: ignore[misc]


def test_here_too_with_a_person_means_their_main_tie(sat: Things) -> None:
    document = sat.document
    second = people.add_tie(document, sat.client, sat.mum)
    moment = marks.mark(document, "here_too")
    link = document.need(Link, linking.here_too(document, moment, sat.mum))
    assert link.to == sat.tie != second
    found = main_tie(document, sat.mum)
    assert found is not None
    assert found.id == sat.tie


def test_here_too_leads_to_nothing_else(sat: Things) -> None:
    document = sat.document
    moment, event = marks.mark(document, "here_too"), things.add_life_event(document, "We moved")
    for source, target in ((moment, event), (sat.lesson, sat.tie), (sat.experience, sat.pattern)):
        with pytest.raises(RuleBroken):
            linking.here_too(document, source, target)
