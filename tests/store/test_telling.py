"""Everybody hears of every edit once, whatever another subscriber does."""

from __future__ import annotations

import pytest

from relmap.edits import people
from relmap.model.people import Person
from relmap.read.projection import Delta, Projection
from relmap.store.document import Document
from relmap.store.journal import Change
from relmap.store.past import Past
from relmap.store.telling import Subscribers

Changes = tuple[Change, ...]


def test_a_subscriber_that_fails_keeps_nobody_else_from_hearing(document: Document) -> None:
    heard: list[int] = []

    def fail(changes: Changes) -> None:
        raise ZeroDivisionError

    document.subscribe(fail)
    document.subscribe(lambda changes: heard.append(len(changes)))
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            people.add_person(document, "Mum")
    assert heard == [2, 2]
    assert len(document.all(Person)) == 4


def test_a_subscriber_that_is_stopped_while_others_hear_hears_no_more(document: Document) -> None:
    heard: list[str] = []

    def first(changes: Changes) -> None:
        heard.append("first")
        stop_second()
        stop_first()

    stop_first = document.subscribe(first)
    stop_second = document.subscribe(lambda changes: heard.append("second"))
    document.subscribe(lambda changes: heard.append("third"))
    people.add_person(document, "Mum")
    people.add_person(document, "Dad")
    assert heard == ["first", "third", "third"]


def test_each_subscription_is_stopped_by_itself() -> None:
    told: Subscribers[str] = Subscribers()
    heard: list[str] = []
    stop, _ = told.add(heard.append), told.add(heard.append)
    stop()
    stop()
    told.tell("a")
    assert heard == ["a"]


def test_what_is_told_while_telling_waits_its_turn_even_when_somebody_fails() -> None:
    told: Subscribers[int] = Subscribers()
    heard: list[tuple[str, int]] = []

    def first(number: int) -> None:
        heard.append(("first", number))
        if number == 1:
            told.tell(2)
            raise ZeroDivisionError

    told.add(first)
    told.add(lambda number: heard.append(("second", number)))
    with pytest.raises(ZeroDivisionError):
        told.tell(1)
    told.tell(3)
    assert heard == [(who, number) for number in (1, 2, 3) for who in ("first", "second")]


def test_a_new_subscriber_hears_from_the_next_edit_on(document: Document) -> None:
    heard: list[int] = []

    def first(changes: Changes) -> None:
        document.subscribe(lambda changes: heard.append(len(changes)))
        stop()

    stop = document.subscribe(first)
    people.add_person(document, "Mum")
    assert heard == []
    people.add_person(document, "Dad")
    assert heard == [2]


def test_followers_of_a_projection_and_of_the_past_hear_as_safely(document: Document) -> None:
    deltas, moves = list[Delta](), list[Changes]()
    projection, past = Projection(document, "therapist"), Past(document)

    def fail(news: object) -> None:
        raise ZeroDivisionError

    projection.subscribe(fail)
    projection.subscribe(deltas.append)
    past.subscribe(fail)
    past.subscribe(moves.append)
    with pytest.raises(ZeroDivisionError):
        people.add_person(document, "Mum")
    with pytest.raises(ZeroDivisionError):
        past.seek(document.revision)
    assert len(deltas) == len(moves) == 1
    projection.close()
    people.add_person(document, "Dad")
    assert len(deltas) == 1
