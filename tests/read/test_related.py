"""Who else, where else: what belongs with a thing, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from relmap.edits import lessons, linking, people, roles, things
from relmap.model.people import Relationship
from relmap.model.seats import client, main_tie, therapist
from relmap.read.projection import Projection
from relmap.read.related import related
from relmap.store.document import Document
from tests.casefiles import set_cover


@dataclass(frozen=True)
class Web:
    """Mum and Dad taught a lesson; Mum asked for a role; with Sam something new; Ada has nothing to do with it."""

    document: Document
    me: str
    mum: str
    dad: str
    sam: str
    ada: str
    lesson: str
    role: str
    lived: str
    links: dict[str, str]

    def tie(self, person: str) -> str:
        """A person's tie with the client."""
        found = main_tie(self.document, person)
        assert found is not None
        return found.id


@pytest.fixture
def web(document: Document) -> Web:
    """That case."""
    me = client(document)
    assert me is not None
    mum, dad, sam, ada = (people.add_person(document, name) for name in ("Mum", "Dad", "Sam", "Ada"))
    ties = {person: tie.id for person in (mum, dad, sam, ada) if (tie := main_tie(document, person))}
    lesson, role = lessons.add_lesson(document, "one"), roles.add_role(document, "two")
    lived = things.add_experience(document, "three", tie=ties[sam])
    links = {
        "mum taught": lessons.teach(document, lesson, ties[mum]),
        "dad taught": lessons.teach(document, lesson, ties[dad]),
        "mum played": roles.play(document, role, ties[mum]),
        "counters": linking.link(document, "counters", lived, lesson),
    }
    return Web(document, me.id, mum, dad, sam, ada, lesson, role, lived, links)


def test_a_lesson_shows_everybody_who_taught_it_and_what_speaks_against_it(web: Web) -> None:
    taught = {web.tie(web.mum), web.tie(web.dad), web.mum, web.dad, web.links["mum taught"], web.links["dad taught"]}
    against = {web.links["counters"], web.lived, web.tie(web.sam), web.sam}
    assert related(web.document, web.lesson) == {web.lesson, web.me, *taught, *against}


def test_a_role_shows_where_it_was_played(web: Web) -> None:
    assert related(web.document, web.role) == {web.role, web.links["mum played"], web.tie(web.mum), web.mum, web.me}


def test_a_person_shows_what_their_ties_taught_and_asked_for(web: Web) -> None:
    second = people.add_tie(web.document, web.me, web.mum)
    other = lessons.add_lesson(web.document, "another")
    taught = lessons.teach(web.document, other, second)
    mine = {web.mum, web.me, web.tie(web.mum), second, other, taught, web.lesson, web.role}
    assert related(web.document, web.mum) == mine | {web.links["mum taught"], web.links["mum played"]}


def test_something_lived_shows_with_whom_and_against_what(web: Web) -> None:
    expected = {web.lived, web.links["counters"], web.lesson, web.tie(web.sam), web.sam, web.me}
    assert related(web.document, web.lived) == expected


def test_who_has_nothing_to_do_with_it_is_related_to_the_client_alone(web: Web) -> None:
    assert related(web.document, web.ada) == {web.ada, web.tie(web.ada), web.me}
    dana = therapist(web.document)
    assert dana is not None
    everybody = {id for thing in (web.lesson, web.role, web.lived) for id in related(web.document, thing)}
    assert not everybody & {web.ada, dana.id}


def test_when_and_by_whom_something_was_told_relates_nothing(web: Web) -> None:
    set_cover(web.document, web.role, "outline", by=web.ada)
    set_cover(web.document, web.links["mum played"], "outline", by=web.ada)
    assert web.ada not in related(web.document, web.role)


def test_a_pattern_shows_its_ties_lessons_and_roles(web: Web) -> None:
    pattern = things.add_pattern(web.document, "waiting")
    seen = linking.link(web.document, "shown_with", pattern, web.tie(web.dad))
    part = linking.link(web.document, "involves", pattern, web.role)
    assert related(web.document, pattern) == {pattern, seen, part, web.tie(web.dad), web.dad, web.me, web.role}


def test_what_is_covered_is_related_to_nothing(web: Web) -> None:
    set_cover(web.document, web.mum, "full")
    projection = Projection(web.document, "client")
    assert related(projection, web.mum) == frozenset()
    assert related(projection, "nowhere") == frozenset()
    assert not related(projection, web.lesson) & {web.mum, web.tie(web.mum), web.links["mum taught"]}
    assert web.dad in related(projection, web.lesson)
    assert web.document.need(Relationship, web.tie(web.mum)).b == web.mum
