from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QToolButton

from relmap.edits.lessons import add_lesson
from relmap.edits.people import add_other_name, add_person, add_tie
from relmap.edits.rating import rate
from relmap.edits.roles import add_role, play
from relmap.model.people import OtherName, Person, Relationship
from relmap.model.roles import Played
from relmap.model.seats import client, main_tie
from relmap.model.therapy import NewExperience
from relmap.ui.panels.score import ScoreLine
from tests.ui.panels.conftest import Room


def tie_of(room: Room, person: str) -> str:
    tie = main_tie(room.document, person)
    assert tie is not None
    return tie.id


def choose(room: Room, name: str, words: str) -> None:
    """Take one line of the menu behind a field."""
    button = room.part(QToolButton, "") if not name else room.part(QToolButton, name)
    action = next(action for action in button.menu().actions() if action.text() == words)
    action.trigger()


def test_a_name_a_kind_and_dates_are_written_in_place(room: Room) -> None:
    id = add_person(room.document, None)
    room.select(id)
    room.write("title", "Gran Ada")
    room.write(f"{id}:kind", "Grandparent")
    room.press("more …")
    room.press("+ died")
    room.write(f"{id}:died", "about 1999")
    room.write(f"{id}:died_said", "the winter I was ten")
    person = room.document.need(Person, id)
    assert (person.name, person.kind, person.died, person.died_said) == (
        "Gran Ada",
        "grandparent",
        "1999~",
        "the winter I was ten",
    )
    assert "person · grandparent" in room.words()


def test_a_kind_of_ones_own_is_kept_as_typed(room: Room) -> None:
    id = add_person(room.document, "Rex")
    room.select(id)
    room.write(f"{id}:kind", "the dog next door")
    assert room.document.need(Person, id).kind == "the dog next door"
    room.write(f"{id}:kind", "")
    assert room.document.need(Person, id).kind == "unknown"


def test_the_tie_is_there_with_its_quality_and_closeness(room: Room) -> None:
    id = add_person(room.document, "Mum")
    tie = tie_of(room, id)
    room.select(id)
    room.button("How it feels: strained").click()
    assert room.document.need(Relationship, tie).quality == "strained"
    room.button("How it feels: strained").click()
    assert room.document.need(Relationship, tie).quality is None
    rate(room.document, tie, "closeness", 4)
    assert room.all(ScoreLine)[0].number == 4


def test_a_second_tie_makes_two_groups(room: Room) -> None:
    id = add_person(room.document, "Father")
    room.select(id)
    room.press("+ another relationship with me")
    ties = [tie for tie in room.document.all(Relationship) if id in (tie.a, tie.b)]
    assert len(ties) == 2
    assert len(room.all(ScoreLine)) == 2
    room.write(f"{ties[1].id}:label", "pastor")
    assert room.document.need(Relationship, ties[1].id).label == "pastor"
    room.document.undo()
    room.document.undo()
    assert len(room.all(ScoreLine)) == 1


def test_the_client_has_no_closeness_to_themselves(room: Room) -> None:
    me = client(room.document)
    assert me is not None
    add_person(room.document, "Sam")
    room.select(me.id)
    assert not room.all(ScoreLine)
    room.press("Sam")
    assert room.selection.only == tie_of(room, room.document.all(Person)[-1].id)


def test_a_name_never_to_be_shown_is_in_its_own_field_only_when_asked_for(room: Room) -> None:
    id = add_person(room.document, "Robin")
    name = add_other_name(room.document, id, "Old name", use="former", never_show=True)
    room.select(id)
    assert "Old name" not in room.words()
    assert "a name that is not shown" in room.words()
    room.press("Edit it")
    assert room.paper(f"{name}:text").toPlainText() == "Old name"
    room.select()
    room.select(id)
    assert "Old name" not in room.words()


def test_another_name_is_added_and_removed(room: Room) -> None:
    id = add_person(room.document, "Robin")
    room.select(id)
    room.press("more …")
    room.press("+ another name")
    name = room.document.all(OtherName)[0]
    room.write(f"{name.id}:text", "Rob")
    room.part(QCheckBox, "").setFocus()
    assert room.document.need(OtherName, name.id).text == "Rob"
    room.press("Remove this name")
    assert not room.document.all(OtherName)


def test_lessons_taught_and_roles_played_stand_with_the_tie(room: Room) -> None:
    id = add_person(room.document, "Mum")
    tie = tie_of(room, id)
    lesson = add_lesson(room.document, "I am too much", taught_by=[tie])
    role = add_role(room.document, "The caretaker", played_in=[tie])
    room.select(id)
    assert "Lessons taught" in room.words()
    room.press("“I am too much”")
    room.press("Show I am too much")
    assert room.selection.only == lesson
    room.select(id)
    room.press("The caretaker")
    row = room.document.all(Played)[0]
    room.press("+ what it kept safe")
    room.write(f"{row.id}:kept_safe", "Somebody to come home to")
    assert room.document.need(Played, row.id).kept_safe == "Somebody to come home to"
    assert role


def test_a_tie_leads_to_both_people_and_takes_something_new(room: Room) -> None:
    id = add_person(room.document, "Sam")
    tie = tie_of(room, id)
    room.select(tie)
    assert "Sam and me" in room.words()
    room.press("+ who does the adapting")
    room.press("more …")
    room.press("+ something new lived here")
    room.pick("I asked for help")
    assert room.document.all(NewExperience)[0].relationship == tie
    room.press("Sam")
    assert room.selection.only == id


def test_a_tie_between_two_others_is_named_by_both(room: Room) -> None:
    one, other = add_person(room.document, "Mum"), add_person(room.document, "Dad")
    tie = add_tie(room.document, one, other)
    room.select(one)
    assert "Mum and Dad" in room.words()
    room.press("Mum and Dad")
    assert room.selection.only == tie


def test_a_role_shows_what_it_asked_in_each_tie_side_by_side(room: Room) -> None:
    ties = [tie_of(room, add_person(room.document, name)) for name in ("Mum", "Boss")]
    role = add_role(room.document, "The caretaker")
    rows = [play(room.document, role, tie, pressure=words) for tie, words in zip(ties, ("quiet", "loud"), strict=True)]
    room.inspector.resize(900, 800)
    room.select(role)
    room.qtbot.waitUntil(lambda: room.paper(f"{rows[0]}:pressure").isVisible())
    first, second = (room.paper(f"{row}:pressure") for row in rows)
    room.qtbot.waitUntil(lambda: second.mapTo(room.panel, second.pos()).x() > first.mapTo(room.panel, first.pos()).x())
    room.inspector.resize(300, 800)
    room.qtbot.waitUntil(lambda: second.mapTo(room.panel, second.pos()).y() > first.mapTo(room.panel, first.pos()).y())
    room.button("Is it still played?: set down").click()
    assert room.document.get(role) is not None


def test_a_couple_is_never_averaged(room: Room) -> None:
    partner = add_person(room.document, "Kim")
    lesson = add_lesson(room.document, "We can talk")
    with room.document.edit("change"):
        room.document.need(Person, partner).seat = "client"
    room.select(lesson)
    assert len(room.all(ScoreLine)) == 2
    rate(room.document, lesson, "true_today", 3, rated_by=partner)
    assert [line.number for line in room.all(ScoreLine)] == [None, 3]
