from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget

from relmap.edits.fields import set_field
from relmap.edits.lessons import add_lesson
from relmap.edits.people import add_person
from relmap.edits.roles import add_role
from relmap.edits.things import add_note
from relmap.model.lessons import Lesson
from relmap.model.notes import Note
from relmap.model.people import Person
from relmap.model.seats import main_tie
from relmap.model.therapy import Session
from relmap.ui.panels.wordings import earlier_wordings
from tests.ui.panels.conftest import Room


def test_not_quite_is_one_press(room: Room) -> None:
    id = add_lesson(room.document, "I am too much")
    room.select(id)
    box = next(box for box in room.all(QCheckBox) if box.text() == "Not quite")
    box.click()
    assert room.document.need(Lesson, id).disputed
    assert "lesson · diminishing · not quite" in room.words()
    box = next(box for box in room.all(QCheckBox) if box.text() == "Not quite")
    box.click()
    assert not room.document.need(Lesson, id).disputed


def test_told_in_leads_to_a_session_or_to_none(room: Room) -> None:
    with room.document.edit("change"):
        session = room.document.add(Session(number=12)).id
    id = add_lesson(room.document, "I am too much")
    room.select(id)
    room.press("Told in: between sessions")
    room.pick("12")
    assert room.document.need(Lesson, id).told_in == session
    room.press("Told in: session 12")
    room.pick("between")
    assert room.document.need(Lesson, id).told_in is None


def test_a_note_is_added_and_can_be_asked_about_later(room: Room) -> None:
    id = add_lesson(room.document, "I am too much")
    room.select(id)
    room.press("+ a note")
    note = room.document.all(Note)[0].id
    room.write(f"{note}:text", "Where did she hear it first?")
    next(box for box in room.all(QCheckBox) if box.text() == "Ask about it later").click()
    row = room.document.need(Note, note)
    assert (row.subject, row.text, row.ask_later) == (id, "Where did she hear it first?", True)


def test_a_note_left_empty_goes_again(room: Room) -> None:
    id = add_lesson(room.document, "I am too much")
    room.select(id)
    room.press("+ a note")
    assert room.document.all(Note)
    room.inspector.focus_title()
    QTest.qWait(1)
    assert not room.document.all(Note)


def test_nine_thousand_characters_in_a_note_stay_in_their_place(room: Room) -> None:
    id = add_lesson(room.document, "I am too much")
    note = add_note(room.document, id, "Night sister on a children's ward. " * 257)
    room.select(id)
    paper = room.paper(f"{note}:text")
    room.qtbot.waitUntil(lambda: 100 < paper.height() < 400)
    assert paper.verticalScrollBar().maximum() > 0


def test_earlier_wordings_are_one_click_away(room: Room) -> None:
    id = add_lesson(room.document, "I am a burden")
    room.select(id)
    assert "earlier wording" not in room.words()
    set_field(room.document, id, "text", "I am too much")
    room.document.seal()
    set_field(room.document, id, "text", "My needs are too much")
    assert "2 earlier wordings" in room.words()
    assert "burden" not in room.words()
    room.press("2 earlier wordings")
    assert "“I am a burden”" in room.words()
    assert [wording.words for wording in earlier_wordings(room.document, id)] == ["I am too much", "I am a burden"]


def test_a_removal_says_what_goes_along_and_what_loses_its_last_tie(room: Room) -> None:
    mum = add_person(room.document, "Mum")
    tie = main_tie(room.document, mum)
    assert tie is not None
    add_lesson(room.document, "I am too much", taught_by=[tie.id])
    room.select(mum)
    room.press("Remove this person")
    words = room.words()
    assert "1 relationship, 1 way it was taught" in words
    assert "no relationship left: “I am too much”" in words
    focus = room.button("Leave it")
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert room.document.get(mum) is not None
    room.press("Remove this person")
    room.press("Remove")
    assert room.document.get(mum) is None
    room.document.undo()
    assert room.document.get(mum) is not None


def test_what_takes_nothing_along_goes_at_once(room: Room) -> None:
    id = add_role(room.document, "The clown")
    room.select(id)
    room.press("Remove this role")
    assert room.document.get(id) is None


def test_covered_things_are_not_counted_in_what_goes_along(room: Room) -> None:
    mum = add_person(room.document, "Mum")
    tie = main_tie(room.document, mum)
    assert tie is not None
    lesson = add_lesson(room.document, "nobody may read this", taught_by=[tie.id])
    with room.document.edit("cover", stands=True):
        room.document.need(Lesson, lesson).veil = "full"
    room.select(mum)
    room.press("Remove this person")
    assert "nobody may read this" not in room.words()
    assert "way it was taught" not in room.words()


def test_the_people_in_the_room_stay(room: Room) -> None:
    for person in room.document.all(Person):
        room.select(person.id)
        assert "Remove this person" not in room.words()


def test_the_case_itself_is_never_removed(room: Room) -> None:
    assert not [part for part in room.all(QWidget) if part.objectName() == "remove"]
