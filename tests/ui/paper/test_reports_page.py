"""The view of pages on the real window: what is chosen is what is seen, what is seen is what is saved or printed."""

from __future__ import annotations

import time
from collections.abc import Generator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QPushButton

from relmap.edits.lessons import add_lesson
from relmap.edits.people import add_person
from relmap.model.lessons import Lesson
from relmap.model.notes import ExportRecord
from relmap.model.people import Person
from relmap.ui.leaving_question import LeavingQuestion
from relmap.ui.panels.wrapped import WrappedTick
from relmap.ui.paper.page import ReportsPage
from relmap.ui.paper.printing import print_steps, printer_for
from relmap.ui.paper.set_report import SetReport
from relmap.ui.paper.writing import write_bound
from relmap.words import Trouble
from tests.casefiles import set_cover
from tests.ui.desk import CTRL, Desk, K, choose_file, made_of, settle
from tests.ui.paper.sheaf import read_by_pdfium

SECRET = "Quillonwort"


def reports(desk: Desk, kind: str = "") -> ReportsPage:
    """The view of pages, with a kind of page chosen."""
    desk.key(K.Key_7, CTRL)
    page = desk.window.pages.page("reports")
    assert isinstance(page, ReportsPage)
    if kind:
        page.side.choose(kind)
    settle()
    return page


def seen(page: ReportsPage) -> str:
    """All words of the page that is shown."""
    return made_of(page).words


def asked(desk: Desk) -> list[LeavingQuestion]:
    """The questions for whom something is that are in sight."""
    return [one for one in desk.window.findChildren(LeavingQuestion) if one.isVisible()]


def question_of(desk: Desk) -> LeavingQuestion:
    """The question for whom something is, once the page is made."""
    desk.qtbot.waitUntil(lambda: bool(asked(desk)), timeout=20_000)
    (question,) = asked(desk)
    return question


def everything_held(page: ReportsPage) -> str:
    """Every word the view holds: in its boxes, ticks, labels, and in what is read aloud."""
    boxes = [box.itemText(row) for box in page.findChildren(QComboBox) for row in range(box.count())]
    ticks = [tick.text().replace("\n", " ") for tick in page.findChildren(WrappedTick)]
    return "\n".join((*boxes, *ticks, page.preview.accessibleDescription()))


def test_each_kind_of_page_is_made_and_shown(demo_desk: Desk) -> None:
    page = reports(demo_desk)
    for row in range(page.side.list.count()):
        page.side.list.setCurrentRow(row)
        settle()
        assert made_of(page).bound is page.preview.bound
        assert made_of(page).bound.count >= 1
        assert page.preview.accessibleDescription()


def test_each_kind_says_something_kind_in_an_empty_case(desk: Desk) -> None:
    page = reports(desk)
    for row in range(page.side.list.count()):
        page.side.list.setCurrentRow(row)
        settle()
        assert len(seen(page)) > 7


def test_another_lesson_is_another_page(demo_desk: Desk) -> None:
    page = reports(demo_desk, "lesson")
    (box,) = [one for one in page.side.form.findChildren(QComboBox) if one.accessibleName() == "Which lesson"]
    before = seen(page)
    box.setFocus()
    demo_desk.key(K.Key_Down)
    settle()
    assert seen(page) != before
    lesson = demo_desk.document.need(Lesson, str(box.currentData()))
    assert (lesson.text or "") in seen(page)


def test_the_page_follows_the_case(demo_desk: Desk) -> None:
    page = reports(demo_desk, "lessons")
    add_lesson(demo_desk.document, "A heron does not hurry")
    settle()
    assert "A heron does not hurry" in seen(page)


def test_the_keyboard_alone_chooses_answers_and_saves(demo_desk: Desk, tmp_path: Path) -> None:
    page = reports(demo_desk)
    assert demo_desk.in_focus(page.side.list)
    demo_desk.key(K.Key_Down)
    settle()
    stops = [page.side.list, *page.side.form.stops(), page.paper, page.print_button, page.save_button]
    for stop in stops:
        assert demo_desk.in_focus(stop)
        demo_desk.key(K.Key_Tab)
    page.side.list.setFocus()
    demo_desk.key(K.Key_End)
    settle()
    assert page.side.list.currentRow() == page.side.list.count() - 1
    for _ in range(12):
        if demo_desk.in_focus(page.save_button):
            break
        demo_desk.key(K.Key_Tab)
    assert demo_desk.in_focus(page.save_button)
    demo_desk.key(K.Key_Space)
    question_of(demo_desk).reject()


@pytest.mark.parametrize(("name", "begins"), [("page.pdf", b"%PDF"), ("page.html", b"<!DOCTYPE"), ("page.odt", b"PK")])
def test_a_page_is_saved_and_its_leaving_recorded(demo_desk: Desk, tmp_path: Path, name: str, begins: bytes) -> None:
    page = reports(demo_desk, "lesson")
    page.save_button.click()
    question_of(demo_desk)
    out = tmp_path / name
    choose_file(out)
    demo_desk.qtbot.waitUntil(out.exists)
    demo_desk.qtbot.waitUntil(lambda: "was written" in demo_desk.message)
    assert out.read_bytes().startswith(begins)
    record = demo_desk.all(ExportRecord)[-1]
    assert (record.what, record.form) == ("The life of a lesson", name.split(".")[1])


def test_the_saved_pdf_is_the_page_that_was_seen(demo_desk: Desk, tmp_path: Path) -> None:
    page = reports(demo_desk, "room")
    page.save_button.click()
    question_of(demo_desk)
    choose_file(tmp_path / "room.pdf")
    demo_desk.qtbot.waitUntil((tmp_path / "room.pdf").exists)
    read = "".join(read_by_pdfium((tmp_path / "room.pdf").read_bytes()).split())
    bound = made_of(page).bound
    assert isinstance(bound, SetReport)
    items = [item for block in bound.report.blocks for item in getattr(block, "items", ())]
    assert len(items) > 10
    missing = [item for item in items if "".join(item.split())[:40] not in read and item.isascii()]
    assert not missing


def slowly(work: Generator[float, None, None]) -> Generator[float, None, None]:
    """The same work on a computer that takes its time."""
    for far in work:
        time.sleep(0.06)
        yield far


def test_saving_can_be_stopped_and_leaves_nothing(demo_desk: Desk, tmp_path: Path) -> None:
    page, before = reports(demo_desk, "room"), len(demo_desk.all(ExportRecord))
    out = tmp_path / "room.pdf"
    bound = made_of(page).bound
    work = slowly(write_bound(bound, out))
    next(work)
    demo_desk.window.leaving._begin(work, "never said", lambda: None, out)
    demo_desk.window.leaving.stop()
    settle()
    assert not list(tmp_path.glob("*.pdf"))
    assert len(demo_desk.all(ExportRecord)) == before


def test_what_is_covered_is_on_no_page(desk: Desk) -> None:
    person = add_person(desk.document, SECRET)
    lesson = add_lesson(desk.document, f"{SECRET} knows best")
    page = reports(desk, "lessons")
    assert SECRET in everything_held(page)
    for id in (person, lesson):
        set_cover(desk.document, id, "full")
    settle()
    for row in range(page.side.list.count()):
        page.side.list.setCurrentRow(row)
        settle()
        assert SECRET not in seen(page)
        assert SECRET not in everything_held(page)


def test_a_view_that_is_out_of_sight_forgets_what_is_covered(desk: Desk) -> None:
    person = add_person(desk.document, SECRET)
    page = reports(desk, "lessons")
    page.side.choose("lesson")
    desk.key(K.Key_1, CTRL)
    set_cover(desk.document, person, "full")
    settle()
    assert page.preview.bound is None
    assert SECRET not in everything_held(page)


def test_a_page_that_is_still_made_is_saved_when_it_is(demo_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = reports(demo_desk, "session")
    monkeypatch.setattr("relmap.ui.paper.page._AT_ONCE", 0.0)
    page.side.choose("story")
    shown = page.preview.bound
    page.save_button.click()
    assert not asked(demo_desk)
    assert page.preview.bound is shown
    question = question_of(demo_desk)
    assert "The story so far" in question.windowTitle()
    assert page.preview.bound is made_of(page).bound
    question.reject()


def test_who_goes_elsewhere_meanwhile_is_not_asked(demo_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = reports(demo_desk, "session")
    monkeypatch.setattr("relmap.ui.paper.page._AT_ONCE", 0.0)
    page.side.choose("story")
    page.save_button.click()
    demo_desk.key(K.Key_1, CTRL)
    demo_desk.qtbot.wait(300)
    assert not asked(demo_desk)


def test_a_page_that_cannot_be_made_is_not_saved(demo_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = reports(demo_desk, "session")
    trouble = Trouble("It could not be made.")

    def steps(*_: object) -> Generator[float, None, None]:
        yield 0.1
        raise trouble

    monkeypatch.setattr("relmap.ui.paper.making.Making.steps", steps)
    for begin in (partial(page.side.choose, "story"), page.make_again):
        with demo_desk.qtbot.captureExceptions() as met:
            begin()
            page.save_button.click()
            demo_desk.qtbot.waitUntil(partial(bool, met))
            demo_desk.qtbot.wait(50)
        assert {error for _, error, _ in met} == {trouble}
        assert not asked(demo_desk)


def test_one_thing_is_written_at_a_time(demo_desk: Desk, tmp_path: Path) -> None:
    page, out = reports(demo_desk, "room"), tmp_path / "room.pdf"
    work = slowly(write_bound(made_of(page).bound, out))
    demo_desk.window.leaving.begin(work, "It is there.", stopped="It is not.", what="a page", form="pdf", whom="")
    page.save_button.click()
    assert not asked(demo_desk)
    demo_desk.qtbot.waitUntil(lambda: "One thing is written at a time" in demo_desk.message)
    demo_desk.qtbot.waitUntil(lambda: demo_desk.message == "It is there.")
    assert out.read_bytes().startswith(b"%PDF")
    page.save_button.click()
    question_of(demo_desk).reject()


def test_after_the_case_is_closed_nothing_of_it_is_held(demo_desk: Desk) -> None:
    page = reports(demo_desk, "lesson")
    demo_desk.window.pages.close_case()
    assert page.preview.bound is None
    names = [one.name for one in demo_desk.document.all(Person) if one.name and len(one.name) > 3]
    assert names
    assert not [name for name in names if name in everything_held(page)]


@pytest.mark.parametrize(("key", "kind"), [(K.Key_1, "poster"), (K.Key_2, "lessons"), (K.Key_3, "patterns"),
                                           (K.Key_4, "room"), (K.Key_5, "timeline")])  # fmt: skip
def test_every_view_can_be_printed(demo_desk: Desk, key: Qt.Key, kind: str) -> None:
    demo_desk.key(key, CTRL)
    demo_desk.key(K.Key_P, CTRL)
    settle()
    page = demo_desk.window.pages.page("reports")
    assert isinstance(page, ReportsPage)
    assert (demo_desk.window.pages.current, page.side.key) == ("reports", kind)
    demo_desk.key(K.Key_P, CTRL)
    question = question_of(demo_desk)
    assert "printer" in " ".join(button.text() for button in question.findChildren(QPushButton))
    question.reject()


def test_a_printer_gets_the_sheets_that_were_asked_for(demo_desk: Desk, tmp_path: Path) -> None:
    bound = made_of(reports(demo_desk, "room")).bound
    assert bound.count >= 3
    printer = printer_for(bound)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 3)
    assert [round(far, 1) for far in print_steps(bound, printer)] == [0.5, 1.0]
    read = read_by_pdfium((tmp_path / "printed.pdf").read_bytes())
    assert f"2 of {bound.count}" in read
    assert f"1 of {bound.count}" not in read


def test_what_the_printer_has_is_recorded_when_printing_is_stopped(demo_desk: Desk, tmp_path: Path) -> None:
    bound = made_of(reports(demo_desk, "story")).bound
    printer = printer_for(bound)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    leaving, before = demo_desk.window.leaving, len(demo_desk.all(ExportRecord))
    work = slowly(print_steps(bound, printer))
    leaving.begin(work, "never said", stopped="Sheets may come out.", what="this room", form="paper", whom="R.")
    demo_desk.qtbot.waitUntil(lambda: "Writing" in demo_desk.message)
    assert leaving.stop_and_say()
    settle()
    assert not leaving.stop_and_say()
    assert demo_desk.message == "Sheets may come out."
    (record,) = demo_desk.all(ExportRecord)[before:]
    assert (record.what, record.form, record.for_whom) == ("this room", "paper", "R.")


@pytest.mark.parametrize("on_the_map", [True, False])
def test_esc_stops_what_is_being_written(demo_desk: Desk, tmp_path: Path, on_the_map: bool) -> None:
    bound = made_of(reports(demo_desk, "story")).bound
    leaving, out = demo_desk.window.leaving, tmp_path / "x.pdf"
    before = len(demo_desk.all(ExportRecord))
    leaving._write(out, lambda path: slowly(write_bound(bound, path)), "", "the story", "")
    if on_the_map:
        demo_desk.key(K.Key_1, CTRL)
    demo_desk.qtbot.waitUntil(lambda: "Writing" in demo_desk.message)
    demo_desk.key(K.Key_Escape)
    assert demo_desk.message == "Stopped. Nothing was written."
    settle()
    assert not out.exists()
    assert len(demo_desk.all(ExportRecord)) == before


def test_without_a_printer_a_sentence_says_so(demo_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relmap.ui.paper.printing.QPrinterInfo.availablePrinterNames", list)
    before = len(demo_desk.all(ExportRecord))
    reports(demo_desk, "lesson").print_button.click()
    question_of(demo_desk).accept()
    settle()
    assert "knows no printer" in demo_desk.message
    assert len(demo_desk.all(ExportRecord)) == before
