"""Taking things away: what goes along is said, nothing is asked that undo answers, and everything comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from relmap.edits import lessons, people, things
from relmap.model.lessons import Lesson, Taught
from relmap.model.notes import Note
from relmap.model.people import Person, Relationship
from relmap.model.roles import Role
from relmap.model.seats import client, main_tie, therapist
from relmap.store.past import Past
from tests.casefiles import set_cover, tables
from tests.ui.desk import CTRL, Desk, K, settle


@pytest.fixture
def taught(desk: Desk) -> Desk:
    """Mum, who alone taught a lesson, and Dad."""
    desk.add_people("Mum", "Dad")
    tie = main_tie(desk.document, desk.named("Mum").id)
    assert tie is not None
    lessons.add_lesson(desk.document, "My needs are too much", taught_by=[tie.id], place=(200.0, -200.0))
    return desk


def test_what_takes_nothing_along_goes_at_once_and_comes_back(taught: Desk) -> None:
    (lesson,) = taught.all(Lesson)
    taught.click(lesson.id)
    taught.key(K.Key_Delete)
    assert taught.all(Lesson) == []
    assert taught.all(Taught) == []
    assert taught.message == "Removed."
    assert taught.selected == []
    taught.click_on(taught.part(QPushButton, "Undo"))
    assert [one.text for one in taught.all(Lesson)] == ["My needs are too much"]
    assert len(taught.all(Taught)) == 1
    assert taught.in_focus(taught.window.view)


def test_what_goes_along_is_said_and_kept_or_removed_by_a_click(taught: Desk) -> None:
    mum = taught.named("Mum").id
    before = tables(taught.document)
    taught.click(mum)
    taught.key(K.Key_Delete)
    assert tables(taught.document) == before
    assert taught.message.startswith("Removing Mum takes along ")
    assert "“My needs are too much”" in taught.message
    assert "no tie left" in taught.message
    taught.click_on(taught.part(QPushButton, "Keep"))
    assert tables(taught.document) == before
    assert taught.message == ""
    taught.key(K.Key_Delete)
    taught.click_on(taught.part(QPushButton, "Remove"))
    assert taught.names == ["Dad"]
    assert [one.text for one in taught.all(Lesson)] == ["My needs are too much"]
    assert not taught.window.scene.looks_of(mum)
    taught.key(K.Key_Z, CTRL)
    assert tables(taught.document) == before


def test_by_keyboard_alone_a_second_delete_means_it(taught: Desk) -> None:
    taught.click(taught.named("Mum").id)
    taught.key(K.Key_Delete)
    assert taught.names == ["Mum", "Dad"]
    taught.key(K.Key_Delete)
    assert taught.names == ["Dad"]


def test_escape_keeps(taught: Desk) -> None:
    taught.click(taught.named("Mum").id)
    taught.key(K.Key_Delete)
    taught.key(K.Key_Escape)
    assert taught.message == ""
    taught.click(taught.named("Mum").id)
    taught.key(K.Key_Delete)
    assert taught.names == ["Mum", "Dad"], "asked anew"


def test_a_question_about_one_thing_is_no_answer_about_another(taught: Desk) -> None:
    taught.click(taught.named("Mum").id)
    taught.key(K.Key_Delete)
    taught.click(taught.named("Dad").id)
    taught.key(K.Key_Delete)
    assert taught.names == ["Mum", "Dad"]
    assert "Dad" in taught.message


def test_the_people_in_the_room_stay(taught: Desk) -> None:
    for person in (client(taught.document), therapist(taught.document)):
        assert person is not None
        taught.click(person.id)
        taught.key(K.Key_Delete)
        assert taught.message == "The people in the room stay on the map."
    assert len(taught.all(Person)) == 4


def test_everything_but_the_room(taught: Desk) -> None:
    before = tables(taught.document)
    taught.key(K.Key_A, CTRL)
    taught.key(K.Key_Delete)
    taught.key(K.Key_Delete)
    assert taught.names == []
    assert taught.all(Lesson) == []
    assert len(taught.all(Person)) == 2
    taught.key(K.Key_Z, CTRL)
    assert tables(taught.document) == before


def test_a_tie_alone_leaves_the_person(taught: Desk) -> None:
    mum = taught.named("Mum")
    tie = main_tie(taught.document, mum.id)
    assert tie is not None
    taught.window.selection.set([tie.id])
    taught.key(K.Key_Delete)
    assert "no tie left" in taught.message
    taught.key(K.Key_Delete)
    assert taught.document.get(tie.id) is None
    assert taught.names == ["Mum", "Dad"]


def test_notes_that_go_along_are_counted(taught: Desk) -> None:
    mum = taught.named("Mum").id
    for number in range(3):
        things.add_note(taught.document, mum, f"note {number}")
    taught.click(mum)
    taught.key(K.Key_Delete)
    assert "3 notes" in taught.message
    taught.key(K.Key_Delete)
    assert taught.all(Note) == []


def test_backspace_does_the_same_and_typing_does_not(taught: Desk) -> None:
    (lesson,) = taught.all(Lesson)
    taught.click(lesson.id)
    taught.enter()
    taught.key(K.Key_Backspace)
    taught.key(K.Key_Delete)
    taught.key(K.Key_Escape)
    assert [one.text for one in taught.all(Lesson)] == ["My needs are too much"]
    taught.key(K.Key_Backspace)
    assert taught.all(Lesson) == []


def test_nothing_selected_removes_nothing(taught: Desk) -> None:
    taught.key(K.Key_Escape)
    before = taught.verbs
    taught.key(K.Key_Delete)
    assert taught.verbs == before


def test_what_was_asked_about_and_has_gone_meanwhile(taught: Desk) -> None:
    taught.click(taught.named("Dad").id)
    taught.key(K.Key_Delete)
    taught.document.undo()  # the lesson
    taught.document.undo()  # Dad himself
    assert taught.names == ["Mum"]
    taught.click_on(taught.part(QPushButton, "Remove"))
    assert taught.names == ["Mum"]


def test_removed_while_its_words_are_edited(taught: Desk) -> None:
    """Undo takes the thing away under the sheet that edits it."""
    (lesson,) = taught.all(Lesson)
    taught.click(lesson.id)
    taught.enter()
    taught.type("other words")
    taught.document.undo()
    assert taught.all(Lesson) == []
    taught.enter()
    assert "no longer there" in taught.message
    assert taught.typed == "other words"
    taught.key(K.Key_Escape)
    assert not taught.typing


def test_the_kinds_of_everything_in_the_demo_can_be_removed_and_brought_back(demo_desk: Desk) -> None:
    desk = demo_desk
    before = tables(desk.document)
    chosen = [desk.all(cls)[0].id for cls in (Lesson, Role, Relationship, Person)]
    chosen += [looks.entity for looks in desk.window.scene.looks()[:: max(1, len(desk.window.scene.looks()) // 20)]]
    for id in dict.fromkeys(chosen):
        desk.window.selection.set([id])
        if desk.document.get(id) is None or id in {one.id for one in desk.all(Person) if one.seat != "none"}:
            continue
        desk.key(K.Key_Delete)
        if desk.document.get(id) is not None:
            desk.key(K.Key_Delete)
        assert desk.document.get(id) is None, id
        desk.key(K.Key_Z, CTRL)
        assert tables(desk.document) == before


def test_what_cannot_be_stored_is_said(taught: Desk, tmp_path: Path) -> None:
    taught.click(taught.all(Lesson)[0].id)
    kept = tmp_path / "away"
    taught.path.rename(kept)
    taught.key(K.Key_Delete)
    assert taught.message
    assert taught.message != "Removed."
    kept.rename(taught.path)
    assert len(taught.all(Lesson)) == 1


def test_a_person_tied_to_others_only(taught: Desk) -> None:
    taught.document.undo()
    one, two = taught.named("Mum").id, taught.named("Dad").id
    people.add_tie(taught.document, one, two)
    taught.click(one)
    taught.key(K.Key_Delete)
    assert "2 ties" in taught.message or "2 relationships" in taught.message


def test_erasing_asks_and_leaves_nothing_at_any_time(taught: Desk) -> None:
    mum = taught.named("Mum").id
    before = tables(taught.document)
    taught.click(mum)
    taught.window.actions_.run("erase")
    assert "Erase Mum for good?" in taught.message
    assert "takes along" in taught.message
    taught.click_on(taught.part(QPushButton, "Keep"))
    assert tables(taught.document) == before
    taught.window.actions_.run("erase")
    settle()
    taught.click_on(taught.part(QPushButton, "Erase for good"))
    assert taught.names == ["Dad"]
    assert "Erased" in taught.message
    assert taught.document.undo_verb is None
    past = Past(taught.document)
    past.seek(0)
    for revision in range(taught.document.revision + 1):
        past.seek(revision)
        assert past.get(mum) is None


def test_neither_who_is_in_the_room_nor_what_is_covered_is_erased(taught: Desk) -> None:
    here = client(taught.document)
    assert here is not None
    mum = taught.named("Mum").id
    set_cover(taught.document, mum, "outline")
    for id in (here.id, mum):
        taught.window.selection.set([id])
        taught.window.actions_.run("erase")
        assert not [one for one in taught.window.findChildren(QPushButton) if one.text() == "Erase for good"]
        assert taught.document.get(id) is not None
