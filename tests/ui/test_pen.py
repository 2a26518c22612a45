"""The pen in the client's hands: what they can do with it, what nobody can meanwhile, and one key back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

from relmap.edits import fields, people, sessions, veiling
from relmap.model.lessons import Lesson
from relmap.model.people import Person
from relmap.model.seats import main_tie
from relmap.model.therapy import Moment, Rating
from relmap.ui.covered_sheet import CoveredSheet
from relmap.ui.panels.score import ScoreLine
from relmap.ui.pen import CLIENTS_OWN
from tests.ui.desk import CTRL, Desk, settle

K = Qt.Key


@pytest.fixture
def pen(demo_desk: Desk) -> Desk:
    """The demo, handed over."""
    demo_desk.key(K.Key_F12)
    assert demo_desk.window.pen.with_client
    return demo_desk


def buttons(desk: Desk) -> dict[str, QPushButton]:
    """The buttons of the card, by their words."""
    return {one.text(): one for one in desk.window.pen.card.findChildren(QPushButton) if one.isVisible()}


def a_lesson(desk: Desk) -> Lesson:
    return next(one for one in desk.document.all(Lesson) if not one.disputed and one.veil == "none")


def test_everything_round_the_map_goes_and_comes_back(pen: Desk) -> None:
    window = pen.window
    assert not any(part.isVisible() for part in (window.rail, window.top_bar, window.inspector))
    assert window.pen.bar.isVisible()
    assert pen.in_focus(window.view)
    pen.key(K.Key_F12)
    assert all(part.isVisible() for part in (window.rail, window.top_bar, window.inspector))
    assert not window.pen.bar.isVisible()
    assert not window.pen.with_client


def test_only_what_is_the_clients_can_be_done(pen: Desk) -> None:
    names = {command.name for command in pen.window.actions_.commands}
    assert names == CLIENTS_OWN, "a name of no command is among them"
    before = pen.document.revision
    for key, modifiers in (
        (K.Key_F5, Qt.KeyboardModifier.NoModifier),
        (K.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (K.Key_W, CTRL),
        (K.Key_Q, CTRL),
        (K.Key_E, CTRL),
        (K.Key_2, CTRL),
        (K.Key_K, CTRL),
        (K.Key_F10, Qt.KeyboardModifier.NoModifier),
        (K.Key_Comma, CTRL),
    ):
        pen.window.selection.set([a_lesson(pen).id])
        pen.key(key, modifiers)
    assert pen.document.revision == before
    assert pen.document.running is None
    assert pen.window.isVisible()
    assert pen.window.pages.current == "map"


def test_the_client_adds_in_their_own_words(pen: Desk) -> None:
    pen.window.set_author("therapist")
    pen.key(K.Key_F12)
    pen.key(K.Key_F12)
    pen.add_people("Ines")
    assert pen.named("Ines").author == "client"


def test_a_number_of_the_clients_own(pen: Desk) -> None:
    sessions.begin_session(pen.document)
    lesson = a_lesson(pen)
    pen.click(lesson.id)
    card = pen.window.pen.card
    assert card.isVisible()
    pen.part(QAbstractButton, "not today", within=card)
    before = len(pen.document.all(Rating))
    (score,) = card.findChildren(ScoreLine)
    score.setFocus()
    pen.type("3")
    settle()
    assert len(pen.document.all(Rating)) == before + 1
    newest = pen.document.all(Rating)[-1]
    assert (newest.subject, newest.dimension, newest.value) == (lesson.id, "true_today", 3)


def test_not_quite(pen: Desk) -> None:
    lesson = a_lesson(pen)
    pen.click(lesson.id)
    buttons(pen)["Not quite"].click()
    settle()
    assert pen.document.need(Lesson, lesson.id).disputed
    buttons(pen)["It fits again"].click()
    assert not pen.document.need(Lesson, lesson.id).disputed


def test_covering_and_uncovering_in_a_session_only(pen: Desk) -> None:
    mum = pen.named("Mum")
    pen.click(mum.id)
    buttons(pen)["Cover it"].click()
    settle()
    assert pen.document.need(Person, mum.id).veil == "outline"
    assert "Mum" not in pen.message
    pen.click(mum.id)
    buttons(pen)["Uncover it"].click()
    assert pen.document.need(Person, mum.id).veil == "outline"
    assert "session" in pen.message
    sessions.begin_session(pen.document)
    settle()
    buttons(pen)["Uncover it"].click()
    assert pen.document.need(Person, mum.id).veil == "none"


def test_what_i_have_covered_names_nothing_until_it_is_held(pen: Desk) -> None:
    mum = pen.named("Mum")
    veiling.cover(pen.document, [mum.id], "full")
    session = sessions.begin_session(pen.document)
    pen.window.actions_.run("covered")
    sheet = pen.window.pen.sheet
    assert "Mum" not in said(sheet)
    rows = {one.accessibleDescription(): one for one in sheet.findChildren(QPushButton) if one.text() == "Hold to see"}
    looks = next(one for words, one in reversed(rows.items()) if words.startswith("Person, covered on"))
    looks.setDown(True)
    looks.pressed.emit()
    assert "Mum" in said(sheet)
    looks.released.emit()
    assert "Mum" not in said(sheet)
    lift = next(
        one
        for one in sheet.findChildren(QPushButton)
        if one.text() == "Uncover it" and one.accessibleDescription() == looks.accessibleDescription()
    )
    lift.click()
    assert pen.document.need(Person, mum.id).veil == "none"
    assert pen.document.running == session
    pen.key(K.Key_Escape)
    assert not sheet.isVisible()


def said(sheet: CoveredSheet) -> str:
    labels = [one.text() for one in sheet.findChildren(QLabel) if one.isVisible()]
    spoken = [one.accessibleName() + one.accessibleDescription() for one in sheet.findChildren(QWidget)]
    return "\n".join([*labels, *spoken])


def test_outside_the_pen_nobody_is_told_what_is_covered(demo_desk: Desk) -> None:
    demo_desk.window.actions_.run("covered")
    assert not demo_desk.window.pen.sheet.isVisible()


def test_k_at_the_desk_covers_and_never_uncovers(demo_desk: Desk) -> None:
    mum = demo_desk.named("Mum")
    sessions.begin_session(demo_desk.document)
    demo_desk.click(mum.id)
    demo_desk.key(K.Key_K)
    assert demo_desk.document.need(Person, mum.id).veil == "outline"
    assert demo_desk.selected == []
    demo_desk.click(mum.id)
    demo_desk.key(K.Key_K)
    assert demo_desk.document.need(Person, mum.id).veil == "full"
    demo_desk.key(K.Key_Z, CTRL)
    assert demo_desk.document.need(Person, mum.id).veil == "full"


def test_a_slip_is_taken_back_at_once(demo_desk: Desk) -> None:
    mum = demo_desk.named("Mum")
    demo_desk.click(mum.id)
    demo_desk.key(K.Key_K)
    demo_desk.window.canvas.messages.choose(1)
    assert demo_desk.document.need(Person, mum.id).veil == "none"


def test_the_marks_are_the_clients_too(pen: Desk) -> None:
    sessions.begin_session(pen.document)
    before = len(pen.document.all(Moment))
    pen.key(K.Key_V)
    assert len(pen.document.all(Moment)) == before + 1


def test_words_of_the_therapist_are_not_edited_by_the_client(pen: Desk) -> None:
    lesson = a_lesson(pen)
    fields.set_field(pen.document, lesson.id, "author", "therapist")
    pen.window.selection.set([lesson.id])
    pen.enter()
    assert not pen.typing
    assert "Not quite" in pen.message
    fields.set_field(pen.document, lesson.id, "author", "client")
    pen.enter()
    assert pen.typing


def test_two_clients_are_asked_whose_hands(desk: Desk) -> None:
    lev = people.add_person(desk.document, "Lev")
    fields.set_field(desk.document, lev, "seat", "client")
    mum = people.add_person(desk.document, "Mum", place=(200.0, 100.0))
    desk.key(K.Key_F12)
    assert not desk.window.pen.with_client
    desk.window.canvas.messages.choose(1)
    assert desk.window.pen.holder == lev
    desk.window.selection.set([mum])
    desk.key(K.Key_K)
    assert desk.document.need(Person, mum).veiled_by == lev
    assert main_tie(desk.document, mum) is not None


def test_closing_the_case_while_the_client_has_the_pen(pen: Desk) -> None:
    pen.click(a_lesson(pen).id)
    pen.close()
    settle()
