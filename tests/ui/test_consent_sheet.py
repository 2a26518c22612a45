"""What was agreed: written down in the client's words, withdrawn and kept so, by keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from relmap.edits import consents, fields, people
from relmap.model.agreements import no_secrets
from relmap.model.notes import Consent
from relmap.model.seats import client
from tests.ui.desk import Desk, settle

K = Qt.Key


@pytest.fixture
def sheet(desk: Desk) -> Desk:
    """A desk with the sheet open."""
    desk.window.actions_.run("agreements")
    settle()
    return desk


def said(desk: Desk) -> str:
    return "\n".join(one.text() for one in desk.window.agreements.findChildren(QLabel) if one.isVisible())


def press(desk: Desk, name: str) -> None:
    button = desk.part(QPushButton, name, within=desk.window.agreements)
    button.setFocus()
    desk.key(K.Key_Space)
    settle()


def test_it_says_openly_what_is_kept_and_that_nobody_asked_yet(sheet: Desk) -> None:
    assert "process notes" in said(sheet)
    assert said(sheet).count("not asked") == 5
    assert "Keeping no secrets" not in said(sheet)


def test_agreeing_in_the_clients_own_words_by_keyboard(sheet: Desk) -> None:
    press(sheet, "Keeping this record: Agreed…")
    line = sheet.part(QLineEdit, within=sheet.window.agreements)
    assert sheet.in_focus(line)
    sheet.type("As long as we work together")
    sheet.enter()
    settle()
    (row,) = sheet.document.all(Consent)
    assert (row.scope, row.words, row.withdrawn, row.author) == (
        "record",
        "As long as we work together",
        None,
        "client",
    )
    assert row.given is not None
    assert "As long as we work together" in said(sheet)


def test_withdrawn_is_kept_as_withdrawn_and_may_be_agreed_anew(sheet: Desk) -> None:
    press(sheet, "Recording the sessions: Agreed…")
    sheet.enter()
    settle()
    press(sheet, "Recording the sessions: Withdraw…")
    (row,) = sheet.document.all(Consent)
    assert row.withdrawn is not None
    assert "withdrawn on" in said(sheet)
    press(sheet, "Recording the sessions: Agreed…")
    sheet.enter()
    settle()
    assert [one.withdrawn is None for one in sheet.document.all(Consent)] == [False, True]


def test_escape_leaves_the_question_first_and_then_the_sheet(sheet: Desk) -> None:
    press(sheet, "Keeping this record: Agreed…")
    sheet.key(K.Key_Escape)
    assert sheet.window.agreements.isVisible()
    assert not sheet.window.agreements.findChildren(QLineEdit) or not said(sheet).count("own words, if")
    sheet.key(K.Key_Escape)
    assert not sheet.window.agreements.isVisible()
    assert sheet.document.all(Consent) == []
    assert sheet.in_focus(sheet.window.view)


def test_a_couple_agrees_on_no_secrets_when_both_have(desk: Desk) -> None:
    lev = people.add_person(desk.document, "Lev")
    fields.set_field(desk.document, lev, "seat", "client")
    desk.window.actions_.run("agreements")
    settle()
    assert said(desk).count("Keeping no secrets from each other") == 2
    noor = client(desk.document)
    assert noor is not None
    consents.agree(desk.document, noor.id, "no_secrets")
    assert not no_secrets(desk.document)
    consents.agree(desk.document, lev, "no_secrets")
    assert no_secrets(desk.document)
    assert consents.agree(desk.document, lev, "no_secrets") == desk.document.all(Consent)[1].id
    consents.withdraw(desk.document, desk.document.all(Consent)[0].id)
    assert not no_secrets(desk.document)


def test_what_was_half_said_stays_when_something_else_is_stored(sheet: Desk) -> None:
    press(sheet, "Keeping this record: Agreed…")
    sheet.type("As long")
    people.add_person(sheet.document, "Mum")
    settle()
    assert sheet.part(QLineEdit, within=sheet.window.agreements).text() == "As long"


def test_closing_the_case_leaves_nothing_in_it(sheet: Desk) -> None:
    agreements = sheet.window.agreements
    sheet.window.close()
    assert agreements.findChildren(QLineEdit) == [] or not agreements.isVisible()
