"""The window for a reduced-identity copy: worked by keys, left and taken up again, and what a copy says of itself."""

from __future__ import annotations

import contextlib
import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit

from relmap.edits.consents import agree
from relmap.edits.people import add_other_name, add_person
from relmap.edits.things import add_note
from relmap.model.notes import ExportRecord, Note
from relmap.model.people import CASE_ID, Case
from relmap.model.seats import clients
from relmap.store.files import open_document
from relmap.ui.charts.page import ChartsPage
from relmap.ui.drawing import draw_map
from relmap.ui.folio.sheet import SHEETS
from relmap.ui.paper.making import Making
from relmap.ui.paper.poster import SetPoster
from relmap.ui.paper.set_report import SetReport
from relmap.ui.paper.writing import write_bound
from relmap.ui.reduced_sheet import ReducedSheet
from tests.ui.desk import ALT, NONE, Desk, K, choose_file, settle

PASSPHRASE = "four words of it"
SECRET = "Dødnavn"


@pytest.fixture(autouse=True)
def _quick_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relmap.store.vault.ROUNDS", 1)


def told(desk: Desk, *notes: str) -> str:
    """A friend Vexley, once called otherwise, and notes about them."""
    person = add_person(desk.document, "Vexley", kind="friend")
    add_other_name(desk.document, person, SECRET, use="former", never_show=True)
    for text in notes:
        add_note(desk.document, person, text)
    return person


def opened(desk: Desk) -> ReducedSheet:
    desk.window.actions_.run("reduce")
    return shown(desk)


def shown(desk: Desk) -> ReducedSheet:
    (sheet,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ReducedSheet) and one.isVisible()]
    sheet.activateWindow()
    desk.qtbot.waitUntil(lambda: sheet.places is not None and sheet.isActiveWindow())
    return sheet


def press(sheet: ReducedSheet, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(sheet.windowHandle(), key, modifiers)


def all_words(sheet: ReducedSheet) -> str:
    """Every word that the window shows, or says to who cannot see it."""
    labels = [one.text() for one in sheet.findChildren(QLabel)]
    buttons = [one.text() for one in sheet.findChildren(QAbstractButton)]
    lines = [one.text() + one.placeholderText() for one in sheet.findChildren(QLineEdit)]
    rows = []
    if sheet.places is not None:
        indexes = [sheet.places.index(row) for row in range(sheet.places.rowCount())]
        rows = [str(sheet.places.data(index, role)) for index in indexes for role in Qt.ItemDataRole]
    return "\n".join((*labels, *buttons, *lines, *rows, sheet.answer.accessibleName()))


def test_a_copy_is_made_by_keyboard_and_recorded(desk: Desk, tmp_path: Path) -> None:
    told(desk, "Vexley and I, by the sea", "so I told Vexley, and VEXLEY went", "vexley again")
    sheet = opened(desk)
    assert sheet.told.text() == "4 of 4 places are still to be looked at"
    assert sheet.answer.line.text() == "Friend A"
    assert sheet.answer.line.hasFocus()
    press(sheet, K.Key_Return)
    press(sheet, K.Key_L, ALT)
    QTest.keyClicks(sheet.answer.line, "they")
    press(sheet, K.Key_Return)
    press(sheet, K.Key_R, ALT)
    assert sheet.told.text() == "Every place has been looked at."
    press(sheet, K.Key_Space)
    QTest.keyClicks(sheet.going.whom, "my supervisor")
    sheet.going.until.setText("31 January 2099")
    sheet.going.passphrase.fill(PASSPHRASE)
    sheet.on.click()
    choose_file(tmp_path / "copy.relmap")
    desk.qtbot.waitUntil(lambda: "is the reduced-identity copy" in desk.message)
    with contextlib.closing(open_document(tmp_path / "copy.relmap", PASSPHRASE)) as copy:
        assert [note.text for note in copy.all(Note)] == [
            "Friend A and I, by the sea",
            "so I told Vexley, and they went",
            None,
        ]
        assert copy.need(Case, CASE_ID).retention_until == "2099-01-31"
    (record,) = desk.all(ExportRecord)
    assert (record.reduced_identity, record.for_whom, record.form) == (True, "my supervisor", "relmap")
    settle()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, ReducedSheet)]


@pytest.mark.parametrize("whole", [False, True])
def test_a_copy_nobody_waits_for_is_recorded_all_the_same(desk: Desk, tmp_path: Path, whole: bool) -> None:
    sheet = opened(desk)
    sheet.on.click()
    sheet.going.whom.setText("my supervisor")
    sheet.going.passphrase.fill(PASSPHRASE)
    sheet.on.click()
    choose_file_and_go(tmp_path / "copy.relmap", desk.window.close if whole else sheet.close_.click)
    settle()
    assert (tmp_path / "copy.relmap").exists()
    if whole:
        desk.reopen()
    (record,) = desk.all(ExportRecord)
    assert (record.reduced_identity, record.for_whom) == (True, "my supervisor")


def choose_file_and_go(path: Path, go: Callable[[], object]) -> None:
    """Choose a file, and go before anything more is done."""
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible()]
    dialog.fileSelected.emit(str(path))
    dialog.close()
    go()


def test_what_was_resolved_is_there_again(desk: Desk) -> None:
    told(desk, "Vexley", "Vexley too, in Lagos and in Lagos")
    sheet = opened(desk)
    sheet.also.setText("Lagos")
    sheet.begin()
    desk.qtbot.waitUntil(lambda: sheet.places is not None and sheet.places.rowCount() == 4)
    press(sheet, K.Key_Return)
    desk.window.locking.shelter.cover()
    settle()
    desk.window.locking.shelter.uncover()
    sheet = opened(desk)
    assert sheet.also.text() == "Lagos"
    assert sheet.told.text() == "3 of 4 places are still to be looked at"
    assert sheet.list.currentIndex().row() == 1
    sheet.reject()


def test_a_text_that_was_changed_meanwhile_is_asked_again(desk: Desk) -> None:
    told(desk, "Vexley")
    sheet = opened(desk)
    press(sheet, K.Key_Return)
    sheet.reject()
    settle()
    (note,) = desk.all(Note)
    with desk.document.edit("test"):
        note.text = "VEXLEY"
    sheet = opened(desk)
    assert sheet.places is not None
    assert sheet.places.left == 1
    sheet.reject()


def test_a_name_never_to_be_shown_is_not_shown(desk: Desk) -> None:
    told(desk, f"{SECRET} was Vexley’s name, and Vexley is not {SECRET.lower()}")
    sheet = opened(desk)
    assert sheet.places is not None
    seen = ""
    for row in range(sheet.places.rowCount()):
        sheet.list.setCurrentIndex(sheet.places.index(row))
        seen += all_words(sheet)
    assert "a name never to be shown" in seen
    assert SECRET.casefold() not in seen.casefold()
    sheet.reject()


def test_own_words_may_hold_no_name(desk: Desk) -> None:
    told(desk, "Vexley")
    sheet = opened(desk)
    sheet.answer.line.setText("old vexley")
    press(sheet, K.Key_Return)
    assert "hold a name" in sheet.answer.complaint.text()
    assert sheet.places is not None
    assert sheet.places.left == 1
    sheet.reject()


def test_of_two_people_somebody_says_who_is_meant(desk: Desk) -> None:
    add_person(desk.document, "Sam", kind="partner")
    add_note(desk.document, add_person(desk.document, "Sam", kind="friend"), "Sam came")
    sheet = opened(desk)
    assert sheet.answer.line.text() == ""
    press(sheet, K.Key_Return)
    assert "Who is meant" in sheet.answer.complaint.text()
    assert sheet.places is not None
    press(sheet, K.Key_2, ALT)
    assert [choice.words for choice in sheet.places.choices.values()] == ["Friend B"]
    sheet.reject()


def test_it_does_not_go_on_before_all_is_resolved(desk: Desk) -> None:
    told(desk, "Vexley")
    sheet = opened(desk)
    sheet.on.click()
    assert sheet.answer.line.hasFocus()
    assert not sheet.going.isVisible()
    sheet.answer.put.click()
    sheet.on.click()
    assert sheet.going.isVisible()
    sheet.going.until.setText("soon")
    sheet.on.click()
    assert "Write the day" in sheet.told.text()
    sheet.going.until.setText(datetime.date.today().isoformat())
    sheet.on.click()
    assert "not to come" in sheet.told.text()
    sheet.going.until.setText((datetime.date.today() + datetime.timedelta(days=1)).isoformat())
    sheet.on.click()
    assert "Type a passphrase" in sheet.told.text()
    sheet.reject()


def test_words_like_names_can_be_looked_for_as_well(desk: Desk) -> None:
    told(desk, "we lived in Lagos then")
    sheet = opened(desk)
    assert sheet.places is not None
    assert sheet.places.rowCount() == 0
    (action,) = sheet.offers.menu().actions()
    action.trigger()
    desk.qtbot.waitUntil(lambda: sheet.places is not None and sheet.places.rowCount() == 1)
    assert sheet.answer.found.text() == "“Lagos”"
    sheet.reject()


def test_it_asks_for_the_consent_that_is_not_there(desk: Desk) -> None:
    sheet = opened(desk)
    assert "Have you asked?" in all_words(sheet)
    sheet.reject()
    settle()
    (client,) = clients(desk.document)
    agree(desk.document, client.id, "supervision")
    sheet = opened(desk)
    assert "Have you asked?" not in all_words(sheet)
    sheet.reject()


def test_closing_the_case_leaves_no_window_and_no_word(desk: Desk) -> None:
    told(desk, "Vexley")
    opened(desk)
    desk.window.close()
    settle()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, ReducedSheet)]


@pytest.mark.parametrize(
    ("until", "words"), [("2999-01-31", "To be erased by"), ("2020-01-31", "It was to be erased by")]
)
def test_a_copy_says_what_it_is_when_it_opens(desk: Desk, until: str, words: str) -> None:
    with desk.document.edit("test"):
        desk.document.need(Case, CASE_ID).retention_until = until
        desk.document.add(ExportRecord(form="this file", reduced_identity=True))
    assert desk.message == ""
    desk.reopen()
    assert words in desk.message


def test_each_page_of_a_copy_says_what_it_is(desk: Desk) -> None:
    with desk.document.edit("test"):
        desk.document.add(ExportRecord(form="this file", reduced_identity=True))
    making = Making(desk.document)
    for kind in making.kinds:
        bound = making.make(kind.key, {}, SHEETS["A4"]).bound
        assert isinstance(bound, SetReport | SetPoster)
        words = bound.report.watermark if isinstance(bound, SetReport) else bound._words.watermark
        assert "Reduced-identity copy" in str(words), kind.key


def test_a_text_and_a_chart_of_a_copy_say_what_it_is(demo_desk: Desk, tmp_path: Path) -> None:
    with demo_desk.document.edit("test"):
        demo_desk.document.add(ExportRecord(form="this file", reduced_identity=True))
    bound = Making(demo_desk.document).make("story", {}, SHEETS["A4"]).bound
    for _ in write_bound(bound, tmp_path / "a.odt"):
        pass
    with zipfile.ZipFile(tmp_path / "a.odt") as odt:
        assert "Reduced-identity copy" in odt.read("content.xml").decode()
    demo_desk.window.show_view("charts")
    page = demo_desk.window.pages.page("charts")
    assert isinstance(page, ChartsPage)
    demo_desk.qtbot.waitUntil(lambda: page._ready)
    page.paper().write(tmp_path / "a.svg")
    assert "Reduced-identity copy" in (tmp_path / "a.svg").read_text("utf-8")


def test_a_picture_of_a_copy_says_what_it_is(desk: Desk, tmp_path: Path) -> None:
    draw_map(desk.document, tmp_path / "a.svg")
    with desk.document.edit("test"):
        desk.document.need(Case, CASE_ID).retention_until = "2027-01-31"
        desk.document.add(ExportRecord(form="this file", reduced_identity=True))
    draw_map(desk.document, tmp_path / "b.svg")
    words = [path.read_text("utf-8").count("Reduced-identity copy") for path in sorted(tmp_path.glob("*.svg"))]
    assert words == [0, 1]
