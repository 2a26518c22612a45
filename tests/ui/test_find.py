"""Find or do: everything on the map in any script, every command, and back to where one was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListView

from relmap.edits import fields, lessons, people, things
from relmap.model.people import Person
from relmap.model.seats import main_tie
from tests.ui.desk import CTRL, Desk, K


def lines(desk: Desk) -> list[str]:
    model = desk.window.find_box.results
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def shown(desk: Desk) -> QListView:
    """The list below the box."""
    return desk.part(QListView, "Results")


def test_a_person_is_found_shown_and_selected(demo_desk: Desk) -> None:
    person = next(one for one in demo_desk.all(Person) if one.name)
    demo_desk.key(K.Key_K, CTRL)
    assert demo_desk.in_focus(demo_desk.window.find_box)
    demo_desk.type((person.name or "")[:4].lower())
    assert any((person.name or "") in line for line in lines(demo_desk))
    assert shown(demo_desk).currentIndex().row() == 0
    while person.name not in shown(demo_desk).currentIndex().data():
        demo_desk.key(K.Key_Down)
    demo_desk.enter()
    assert demo_desk.selected == [person.id]
    assert demo_desk.in_focus(demo_desk.window.view)
    assert demo_desk.window.find_box.text() == ""
    assert lines(demo_desk) == []
    view = demo_desk.window.view
    assert view.viewport().rect().contains(view.viewportTransform().map(demo_desk.at(person.id)).toPoint())


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Gran Ada", "gran"),
        ("Þórdís", "þordis"),
        ("أمي", "امي"),
        ("סבתא", "סב"),
        ("祖母", "母"),
        ("Łukasz Żak", "zak"),
        ("STRASSE", "strasse"),
        ("नानी", "नान"),
    ],
)
def test_names_are_found_in_any_script(desk: Desk, name: str, typed: str) -> None:
    id = people.add_person(desk.document, name, place=(200.0, 0.0))
    desk.key(K.Key_K, CTRL)
    desk.type(typed)
    assert any(name in line for line in lines(desk))
    desk.enter()
    assert desk.selected == [id]


def test_lessons_and_notes_are_found(desk: Desk) -> None:
    mum = people.add_person(desk.document, "Mum", place=(200.0, 0.0))
    lesson = lessons.add_lesson(desk.document, "My needs are too much", place=(-200.0, 0.0))
    note = things.add_note(desk.document, mum, "ask about the lighthouse")
    desk.key(K.Key_K, CTRL)
    desk.type("NEEDS")
    assert lines(desk) == ["“My needs are too much”  ·  lesson"]
    desk.enter()
    assert desk.selected == [lesson]
    desk.key(K.Key_F, CTRL)
    desk.type("lighthouse")
    desk.enter()
    assert desk.selected == [note]


def test_commands_are_found_and_done(desk: Desk) -> None:
    desk.key(K.Key_K, CTRL)
    desk.type("rings")
    assert lines(desk)[0].startswith("Rings of closeness")
    before = desk.settings.rings
    desk.enter()
    assert desk.settings.rings is not before
    desk.key(K.Key_K, CTRL)
    desk.type("lesson")
    desk.enter()
    assert desk.typing
    desk.key(K.Key_Escape)
    assert desk.in_focus(desk.window.view)


def test_a_command_that_cannot_be_done_now_is_not_offered(desk: Desk) -> None:
    desk.key(K.Key_K, CTRL)
    desk.type("undo")
    assert lines(desk) == []
    desk.enter()
    assert desk.in_focus(desk.window.find_box)


def test_escape_goes_back_and_forgets(desk: Desk) -> None:
    desk.add_people("Mum")
    desk.key(K.Key_K, CTRL)
    desk.type("Mu")
    assert shown(desk).isVisible()
    desk.key(K.Key_Escape)
    assert desk.in_focus(desk.window.view)
    assert desk.window.find_box.text() == ""
    assert not [one for one in desk.window.findChildren(QListView) if one.isVisible()]


def test_a_click_on_a_line_takes_it(desk: Desk) -> None:
    desk.add_people("Mum", "Mumtaz")
    desk.key(K.Key_K, CTRL)
    desk.type("mum")
    view = shown(desk)
    second = view.model().index(1, 0)
    from PySide6.QtTest import QTest

    at = view.viewport().mapTo(desk.window, view.visualRect(second).center())
    QTest.mouseClick(desk.window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert len(desk.selected) == 1
    assert desk.in_focus(desk.window.view)


def test_the_list_stays_with_what_changes(desk: Desk) -> None:
    """What is renamed or removed while the box is open is found as it is now."""
    desk.add_people("Mum")
    desk.key(K.Key_K, CTRL)
    desk.type("mu")
    desk.key(K.Key_Escape)
    fields.set_field(desk.document, desk.named("Mum").id, "name", "Amma")
    desk.key(K.Key_K, CTRL)
    desk.type("mu")
    assert not any("Mum" in line for line in lines(desk))
    desk.key(K.Key_A, CTRL)
    desk.type("amm")
    assert any("Amma" in line for line in lines(desk))


def test_what_is_covered_is_not_found(desk: Desk) -> None:
    desk.add_people("Xyzzy")
    with desk.document.edit("cover", stands=True):
        desk.named("Xyzzy").veil = "full"
    desk.key(K.Key_K, CTRL)
    desk.type("xyz")
    assert lines(desk) == []


def test_a_name_never_to_be_shown_is_not_found(desk: Desk) -> None:
    desk.add_people("Sam")
    people.add_other_name(desk.document, desk.named("Sam").id, "Xyzzy", use="former", never_show=True)
    desk.key(K.Key_K, CTRL)
    desk.type("xyz")
    assert lines(desk) == []


def test_words_with_marks_stay_words(desk: Desk) -> None:
    """No HTML, no mnemonics, no pattern language."""
    for name in ("<b>Mum</b>", "R&D (team)", "100% [*] \\d+"):
        desk.add_people(name)
        desk.key(K.Key_K, CTRL)
        desk.type(name)
        assert any(name in line for line in lines(desk)), name
        desk.key(K.Key_Escape)


def test_the_arrows_stop_at_the_ends(desk: Desk) -> None:
    desk.key(K.Key_K, CTRL)
    desk.type("text")
    count = len(lines(desk))
    assert count > 1
    desk.key(K.Key_Up)
    assert shown(desk).currentIndex().row() == 0
    for _ in range(5):
        desk.key(K.Key_Down)
    assert shown(desk).currentIndex().row() == count - 1


def test_quitting_and_undo_work_from_the_box(desk: Desk) -> None:
    desk.add_people("Mum")
    desk.key(K.Key_K, CTRL)
    desk.key(K.Key_Z, CTRL)
    assert desk.names == []
    with desk.qtbot.waitSignal(desk.window.left):
        desk.key(K.Key_Q, CTRL)


def test_the_model_keeps_qts_rules(demo_desk: Desk) -> None:
    model = demo_desk.window.find_box.results
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, demo_desk.window)
    demo_desk.key(K.Key_K, CTRL)
    for letter in "the caret":
        demo_desk.type(letter)
    demo_desk.key(K.Key_Escape)
    assert model.rowCount(QModelIndex()) == 0
    assert model.data(QModelIndex()) is None
    assert model.result(0) is None


def test_nothing_of_the_case_stays_when_it_closes(desk: Desk) -> None:
    desk.add_people("Xyzzy")
    tie = main_tie(desk.document, desk.named("Xyzzy").id)
    assert tie is not None
    desk.key(K.Key_K, CTRL)
    desk.type("xyz")
    box = desk.window.find_box
    desk.window.close()
    assert box.text() == ""
    assert box.results.rowCount() == 0
    assert box._search._texts is None
