"""What differs between two times, thing by thing, each counted once."""

from __future__ import annotations

from relmap.analysis.difference import Difference, difference
from relmap.analysis.passage import passage
from relmap.model.lessons import Lesson, Taught
from relmap.model.people import Person, Relationship
from relmap.model.placement import Placement
from relmap.model.therapy import NewExperience, Rating, Rupture, Session
from relmap.read.sessions import Stop
from relmap.store.index import Index


def people(*names: str) -> list[Person]:
    """People by their names, which are their ids as well."""
    return [Person(id=name, name=name) for name in names]


def test_two_times_that_are_alike() -> None:
    differ = difference(Index(people("a", "b")), Index(people("a", "b")))
    assert differ == Difference()
    assert not differ
    assert differ.all == frozenset()


def test_added_changed_gone() -> None:
    before = Index([*people("a", "b"), Lesson(id="l", text="x")])
    after = Index([*people("b", "c"), Lesson(id="l", text="y")])
    assert difference(before, after) == Difference(frozenset("c"), frozenset("l"), frozenset(), frozenset("a"))
    assert difference(after, before) == Difference(frozenset("a"), frozenset("l"), frozenset(), frozenset("c"))


def test_a_tie_is_not_counted_beside_somebody_who_came_with_it() -> None:
    before = Index(people("a", "b"))
    after = Index([*people("a", "b", "c"), Relationship(id="r", a="a", b="c"), Relationship(id="r2", a="a", b="b")])
    assert difference(before, after) == Difference(added=frozenset({"c", "r2"}))
    assert difference(after, before) == Difference(gone=frozenset({"c", "r2"}))


def test_rows_that_are_not_seen_change_what_they_are_about() -> None:
    rows = [*people("a", "b"), Relationship(id="r", a="a", b="b"), Lesson(id="l", text="x")]
    more = [Rating(id="g", subject="l", dimension="true_today", value=3), Taught(id="t", lesson="l", relationship="r")]
    assert difference(Index(rows), Index([*rows, *more])) == Difference(changed=frozenset("l"))
    assert difference(Index([*rows, *more]), Index(rows)) == Difference(changed=frozenset("l"))
    new = Lesson(id="m", text="y")
    of_new = Rating(id="h", subject="m", dimension="true_today", value=3)
    assert difference(Index(rows), Index([*rows, new, of_new])) == Difference(added=frozenset("m"))


def test_only_a_hand_moves() -> None:
    def at(x: float, author: str) -> Index:
        return Index([*people("a"), Placement(id="p", subject="a", x=x, y=0.0, author=author)])

    assert difference(at(0, "other"), at(5, "both")) == Difference(moved=frozenset("a"))
    assert difference(at(0, "both"), at(5, "other")) == Difference()
    assert difference(Index(people("a")), at(5, "both")) == Difference()


def test_the_way_through_the_therapy() -> None:
    rows = [
        *people("a", "b"),
        Relationship(id="r", a="a", b="b"),
        *(Session(id=f"s{number}", number=number) for number in range(1, 5)),
        Rupture(id="u", session="s1"),
        Rupture(id="covered", session="s1", veil="outline"),
        NewExperience(id="x", relationship="r", session="s2"),
        NewExperience(id="y", relationship="r", told_in="s1"),
    ]
    stops = [Stop(f"s{number}", number, None, "held" if number != 3 else "no_show", number) for number in range(1, 6)]
    halts = passage(Index(rows), stops, running="s4")
    assert [halt.stop.number for halt in halts] == [1, 2, 3]
    assert [halt.held for halt in halts] == [True, True, False]
    assert [halt.disruptions for halt in halts] == [("u",), (), ()]
    assert [halt.experiences for halt in halts] == [("y",), ("x",), ()]
