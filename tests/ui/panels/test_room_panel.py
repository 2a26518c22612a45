"""The panel of a disruption: its thread, the client's answer, and ends that are equally near."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from relmap.edits.disruptions import add_repair, hear_word
from relmap.edits.linking import link
from relmap.edits.marks import mark
from relmap.edits.sessions import begin_session
from relmap.edits.things import add_context, add_pattern
from relmap.model.therapy import Repair, Rupture, Session
from relmap.ui.panels.score import ScoreLine
from tests.casefiles import sit
from tests.ui.desk import K
from tests.ui.panels.conftest import Room

STATES = ("Still open", "Left open", "It ended the therapy", "Back on track")


@pytest.fixture
def broken(room: Room) -> str:
    """A disruption in the first of three sessions; none runs."""
    begin_session(room.document)
    id = mark(room.document, "disruption")
    sit(room.document, None)
    with room.document.edit("test"):
        for number in (2, 3):
            room.document.add(Session(id=f"s{number}", number=number, date=f"2026-02-0{number}"))
    room.select(id)
    return id


def standing(room: Room) -> str:
    """The state that is chosen."""
    return next(word for word in STATES if chip(room, word).isChecked())


def chip(room: Room, word: str) -> QAbstractButton:
    return room.button(f"Where it stands: {word}")


def answer(room: Room, word: str) -> QAbstractButton:
    return room.button(f"The client’s answer: {word}")


def press(button: QAbstractButton) -> None:
    button.setFocus()
    QTest.keyClick(button, K.Key_Space)
    QApplication.sendPostedEvents()


def test_the_honest_ends_are_chosen_with_one_key_each(room: Room, broken: str) -> None:
    row = room.document.need(Rupture, broken)
    assert standing(room) == "Still open"
    for word, state in (
        ("Left open", "left_open"),
        ("It ended the therapy", "ended_the_therapy"),
        ("Still open", "open"),
    ):
        press(chip(room, word))
        assert row.state == state
        assert standing(room) == word
    room.document.undo()
    assert standing(room) == "It ended the therapy"


def test_the_choices_are_of_one_size_and_look(room: Room, broken: str) -> None:
    heights = {chip(room, word).height() for word in STATES}
    assert len(heights) == 1


def test_back_on_track_needs_the_clients_word_and_says_so_kindly(room: Room, broken: str) -> None:
    press(chip(room, "Back on track"))
    assert room.document.need(Rupture, broken).state == "open"
    assert standing(room) == "Still open"
    assert "That is for the client to say." in room.words()


def test_what_helped_is_added_in_a_session_that_is_picked_and_the_client_answers(room: Room, broken: str) -> None:
    room.press("+ what helped")
    room.pick("session 3")
    (helped,) = room.document.all(Repair)
    assert helped.session == "s3"
    room.write(f"{helped.id}:what_helped", "Being asked")
    assert helped.what_helped == "Being asked"
    assert answer(room, "Not said so far").isChecked()
    press(answer(room, "Back on track"))
    assert (helped.clients_word, room.document.need(Rupture, broken).state) == (True, "back_on_track")
    assert standing(room) == "Back on track"
    assert "Back on track in session 3, 2 sessions later, says the client" in room.words()
    (line,) = room.all(ScoreLine)
    line.setFocus()
    QTest.keyClick(line, K.Key_6)
    assert helped.back_on_track == 6
    press(answer(room, "Not said so far"))
    assert (helped.clients_word, room.document.need(Rupture, broken).state) == (False, "being_mended")
    assert helped.back_on_track == 6, "the number is the client's own and stays"


def test_in_a_running_session_what_helped_is_of_that_session(room: Room, broken: str) -> None:
    sit(room.document, "s3")
    room.press("+ what helped")
    (helped,) = room.document.all(Repair)
    assert helped.session == "s3"


def test_any_number_of_repairs_stand_in_the_order_of_the_sessions(room: Room, broken: str) -> None:
    late = add_repair(room.document, broken, session="s3", what_helped="Later")
    early = add_repair(room.document, broken, session="s2", what_helped="Earlier")
    hear_word(room.document, late, True)
    words = room.words()
    assert words.index("Earlier") < words.index("Later")
    unsaid = [
        one for one in room.all(QAbstractButton) if one.accessibleName() == "The client’s answer: Not said so far"
    ]
    assert [one.isChecked() for one in unsaid] == [True, False]
    assert room.part(QAbstractButton, "more_help").isVisible()
    assert {late, early} == {row.id for row in room.document.all(Repair)}


def test_one_that_was_opened_again_keeps_what_was_said_then(room: Room, broken: str) -> None:
    helped = add_repair(room.document, broken, session="s2")
    hear_word(room.document, helped, True)
    press(chip(room, "Still open"))
    assert room.document.need(Rupture, broken).state == "open"
    assert room.document.need(Repair, helped).clients_word
    press(chip(room, "Back on track"))
    assert room.document.need(Rupture, broken).state == "back_on_track"


def test_the_panel_of_what_helped_leads_to_its_disruption(room: Room, broken: str) -> None:
    helped = add_repair(room.document, broken, session="s2")
    room.select(helped)
    press(answer(room, "Back on track"))
    assert room.document.need(Rupture, broken).state == "back_on_track"
    room.press("Show a disruption in session 1")
    assert room.selection.ids == (broken,)


def test_old_patterns_and_contexts_stand_with_it_and_can_be_added(room: Room, broken: str) -> None:
    pattern = add_pattern(room.document, "I say fine")
    context = add_context(room.document, "race")
    link(room.document, "re_enacts", broken, pattern)
    link(room.document, "about", context, broken)
    words = room.words()
    assert "An old pattern, here" in words
    assert "I say fine" in words
    assert "Race" in words or "race" in words


def test_removing_what_helped_takes_the_word_back(room: Room, broken: str) -> None:
    helped = add_repair(room.document, broken, session="s2")
    hear_word(room.document, helped, True)
    room.press("Remove what helped")
    assert room.document.all(Repair) == []
    assert room.document.need(Rupture, broken).state == "being_mended"
    assert standing(room) == "Still open"
