"""The therapist's window as a whole: editing in place, closing, what is remembered, large text, many things."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from relmap.edits import lessons, people, placing, things
from relmap.exchange.reading import parse_case
from relmap.model.lessons import Lesson
from relmap.model.notes import ExportRecord, Note
from relmap.model.people import Person
from relmap.model.placement import Placement
from relmap.model.seats import main_tie
from relmap.settings import Settings
from relmap.store.document import Document
from relmap.ui.add_strip import AddStrip
from relmap.ui.leaving_question import LeavingQuestion
from relmap.ui.rail import Rail
from relmap.ui.theme import begin_themes, themes
from tests.casefiles import PASSPHRASE, begun_document, empty_document, reopened
from tests.ui.desk import ALT, CTRL, SHIFT, Desk, K, choose_file, settle

# words in place


def test_f2_and_enter_edit_in_place(desk: Desk) -> None:
    desk.add_people("Mum")
    mum = desk.named("Mum").id
    desk.click(mum)
    desk.key(K.Key_F2)
    assert desk.typed == "Mum"
    desk.type("Mama")  # over what is selected
    desk.enter()
    assert desk.names == ["Mama"]
    assert desk.in_focus(desk.window.view)
    desk.enter()
    assert desk.typing
    desk.key(K.Key_Escape)
    assert desk.names == ["Mama"]
    desk.double_click(desk.at(mum))
    desk.type("Mum again")
    desk.key(K.Key_Tab)
    assert desk.names == ["Mum again"]
    assert desk.selected == [mum]


def test_words_can_be_cleared_in_place(desk: Desk) -> None:
    desk.add_people("Mum")
    mum = desk.named("Mum").id
    desk.click(mum)
    desk.enter()
    desk.key(K.Key_Delete)
    desk.enter()
    assert desk.document.need(Person, mum).name is None
    assert desk.all(Person)[-1].id == mum  # cleared, not removed
    desk.key(K.Key_Z, CTRL)
    assert desk.names == ["Mum"]


def test_an_edit_dropped_leaves_no_revision(desk: Desk) -> None:
    desk.add_people("Mum")
    before = desk.verbs
    desk.click(desk.named("Mum").id)
    desk.enter()
    desk.type("nobody")
    desk.key(K.Key_Escape)
    desk.enter()
    desk.enter()  # nothing was changed
    assert desk.verbs == before


def test_the_words_of_a_lesson_break_lines_with_shift(desk: Desk) -> None:
    desk.key(K.Key_L)
    desk.type("one")
    desk.key(K.Key_Return, SHIFT)
    desk.type("two")
    desk.enter()
    assert [lesson.text for lesson in desk.all(Lesson)] == ["one\ntwo"]


# undo


def test_undo_and_redo_say_what_they_did(desk: Desk) -> None:
    desk.add_people("Mum")
    desk.key(K.Key_Z, CTRL)
    assert desk.message.startswith("Undone: ")
    assert desk.names == []
    assert not desk.window.actions_.action("undo").isEnabled()
    assert desk.window.actions_.action("redo").toolTip().startswith("Redo: ")
    desk.key(K.Key_Y, CTRL)
    assert desk.message.startswith("Done again: ")
    assert desk.names == ["Mum"]


def test_undo_keeps_words_that_are_being_typed_first(desk: Desk) -> None:
    """What is half typed is stored, and is the thing that is undone."""
    desk.add_people("Mum")
    mum = desk.named("Mum").id
    desk.click(mum)
    desk.enter()
    desk.type("Mama")
    desk.window.undo()
    assert desk.names == ["Mum"]
    assert not desk.typing


# typing elsewhere


def text_fields(desk: Desk) -> list[QWidget]:
    """Every field in sight that letters can be typed into."""
    found: list[QWidget] = [*desk.window.findChildren(QLineEdit), *desk.window.findChildren(QPlainTextEdit)]
    return [one for one in found if one.isVisible() and one.isEnabled() and not one.property("readOnly")]


def test_letters_typed_into_any_field_are_letters(desk: Desk) -> None:
    desk.add_people("Mum")
    desk.click(desk.named("Mum").id)
    desk.window.ask_passphrase()
    fields = text_fields(desk)
    assert len(fields) >= 4
    before = desk.verbs
    for field in fields:
        field.setFocus()
        assert desk.in_focus(field)
        desk.type("plotnecrw")
        assert desk.in_focus(field), "a letter went away with the focus"
        desk.key(K.Key_Delete)
        desk.key(K.Key_Backspace)
    assert not desk.typing
    assert desk.window.author() == "client"
    assert desk.verbs == before or set(desk.verbs[len(before) :]) <= {"change_words", "change"}
    assert len(desk.names) == 1


def test_letters_do_nothing_while_a_button_has_the_focus(desk: Desk) -> None:
    desk.part(QAbstractButton, "Therapist").setFocus()
    desk.key(K.Key_P)
    assert not desk.typing


def test_ctrl_k_leads_out_of_every_field(desk: Desk) -> None:
    desk.add_people("Mum")
    desk.click(desk.named("Mum").id)
    for field in [one for one in text_fields(desk) if one is not desk.window.find_box]:
        field.setFocus()
        desk.key(K.Key_K, CTRL)
        assert desk.in_focus(desk.window.find_box), field.objectName() or field.accessibleName()


# leaving


def test_closing_keeps_words_half_typed_on_the_map(desk: Desk) -> None:
    desk.key(K.Key_P)
    desk.type("Mum")
    desk.reopen()
    assert desk.names == ["Mum"]


def test_closing_keeps_words_half_typed_in_the_inspector(desk: Desk) -> None:
    desk.add_people("Mum")
    mum = desk.named("Mum").id
    desk.click(mum)
    title = desk.window.inspector.findChild(QWidget, "title")
    assert title is not None
    paper = title.findChildren(QPlainTextEdit)[0]
    desk.click_on(paper)
    desk.key(K.Key_A, CTRL)
    desk.type("Mama")
    desk.reopen()
    assert desk.names == ["Mama"]


def test_closing_twice_is_closing(desk: Desk) -> None:
    with desk.qtbot.waitSignal(desk.window.left) as said:
        desk.key(K.Key_Q, CTRL)
    assert said.args == [False]
    assert not desk.window.isVisible()
    assert desk.window.close()


def test_leaving_for_another_case(desk: Desk) -> None:
    with desk.qtbot.waitSignal(desk.window.left) as said:
        desk.key(K.Key_W, CTRL)
    assert said.args == [True]


def test_closing_in_the_middle_of_anything(desk: Desk) -> None:
    desk.add_people("Mum")
    desk.key(K.Key_L)
    desk.type("I am too much")
    desk.enter()
    start = desk.at(desk.named("Mum").id)
    desk.press(start)
    desk.move(start + QPointF(30.0, 10.0), start + QPointF(60.0, 30.0))
    desk.reopen()
    assert len(desk.all(Lesson)) == 1


# what is remembered


def test_size_and_panel_are_remembered(tmp_path: Path, qtbot: QtBot, light: object) -> None:
    settings = Settings(motion=False)
    desk = Desk(begun_document(tmp_path / "a.relmap"), qtbot, settings)
    desk.window.resize(900, 640)
    desk.window.split.moveSplitter(desk.window.split.width() - 330, 1)
    desk.key(K.Key_R, CTRL | SHIFT)  # rings off
    width = desk.window.inspector.width()
    desk.close()
    assert not settings.rings
    again = Desk(begun_document(tmp_path / "b.relmap"), qtbot, settings)
    assert (again.window.width(), again.window.height()) == (900, 640)
    assert again.window.inspector.width() == pytest.approx(width, abs=3)
    assert not again.window.scene.ground.rings
    assert not again.window.actions_.action("rings").isChecked()
    again.close()


def test_a_hidden_panel_stays_hidden_and_keeps_its_width(tmp_path: Path, qtbot: QtBot, light: object) -> None:
    settings = Settings(motion=False, inspector_width=380)
    desk = Desk(begun_document(tmp_path / "a.relmap"), qtbot, settings)
    desk.key(K.Key_F9)
    assert not desk.window.inspector.isVisible()
    desk.close()
    again = Desk(begun_document(tmp_path / "b.relmap"), qtbot, settings)
    assert not again.window.inspector.isVisible()
    again.key(K.Key_F9)
    assert again.window.inspector.isVisible()
    assert settings.inspector_width == 380
    again.close()


def test_settings_hold_no_word_of_the_case(desk: Desk) -> None:
    desk.add_people("Xyzzy")
    desk.click(desk.named("Xyzzy").id)
    desk.window.close()
    assert "Xyzzy" not in repr(desk.settings)


# how it looks


def test_the_rail_has_words_where_they_fit_and_icons_where_they_would_be_cut(demo_desk: Desk) -> None:
    rail = demo_desk.part(Rail)
    themes().scale_text(2.0)
    for height in (700, 1600):
        demo_desk.window.resize(1024, height)
        settle()
        for button in rail.findChildren(QToolButton):
            worded = button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextUnderIcon
            assert worded == (height == 1600)
            assert button.height() >= button.sizeHint().height()
            assert button.toolTip()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(1024, 700), (3840, 2160)])
def test_everything_fits_from_small_to_large(demo_desk: Desk, scale: float, size: tuple[int, int]) -> None:
    window = demo_desk.window
    themes().scale_text(scale)
    window.resize(*size)
    demo_desk.click(demo_desk.all(Lesson)[0].id)
    settle()
    assert (window.width(), window.height()) == size
    inside = [window.top_bar, window.canvas, window.inspector, demo_desk.part(Rail), demo_desk.part(AddStrip)]
    for part in inside:
        box = part.rect().translated(part.mapTo(window, part.rect().topLeft()))
        assert window.rect().contains(box), type(part).__name__
    assert window.canvas.width() >= size[0] // 3
    strip = demo_desk.part(AddStrip)
    for button in strip.findChildren(QAbstractButton):
        assert strip.rect().contains(button.geometry()), button.accessibleName()
        for label in button.findChildren(QLabel):
            assert not label.isVisible() or label.width() >= label.sizeHint().width(), label.text()
    find = window.find_box
    assert find.width() >= 100
    for button in demo_desk.part(Rail).findChildren(QAbstractButton):
        assert button.sizeHint().width() <= demo_desk.part(Rail).width(), button.text()
    themes().scale_text(1.0)


def test_the_theme_changes_live(demo_desk: Desk, qapp: QApplication) -> None:
    window = demo_desk.window
    window.view.settle()
    light = window.grab().toImage()
    demo_desk.key(K.Key_Comma, CTRL)
    choice = demo_desk.part(QComboBox, "Colours", within=window.preferences)
    assert demo_desk.in_focus(choice)
    demo_desk.key(K.Key_Down)
    demo_desk.key(K.Key_Down)
    assert demo_desk.settings.theme == "dark"
    demo_desk.key(K.Key_Escape)
    assert not window.preferences.isVisible()
    assert demo_desk.in_focus(window.view)
    window.view.settle()
    dark = window.grab().toImage()
    for point in ((40, 400), (1000, 75), (1300, 500), (600, 20)):
        assert dark.pixelColor(*point).lightness() < 90 < light.pixelColor(*point).lightness(), point
    begin_themes(qapp, "light")


def test_text_is_larger_by_command(desk: Desk) -> None:
    desk.window.look.scale_text(1)
    assert desk.settings.text_scale == pytest.approx(1.1)
    for nearly, step, end in ((1.9, 1, 2.0), (0.9, -1, 0.8)):
        desk.settings.text_scale = nearly
        desk.window.look.scale_text(step)
        desk.window.look.scale_text(step)
        assert desk.settings.text_scale == end
    themes().scale_text(1.0)


@pytest.mark.parametrize(("name", "key"), [("rings", K.Key_R), ("sectors", K.Key_S), ("context_layer", K.Key_C)])
def test_the_ground_is_switched(desk: Desk, name: str, key: Qt.Key) -> None:
    before = getattr(desk.settings, name)
    desk.key(key, CTRL | SHIFT)
    assert getattr(desk.settings, name) is not before
    assert desk.window.actions_.action(name).isChecked() is not before
    desk.key(key, CTRL | SHIFT)
    assert getattr(desk.settings, name) is before


def test_the_legend_opens_and_closes(desk: Desk) -> None:
    desk.key(K.Key_L, CTRL | SHIFT)
    tall = desk.window.legend.height()
    desk.key(K.Key_L, CTRL | SHIFT)
    assert desk.window.legend.height() < tall


def test_the_menu_of_everything(desk: Desk) -> None:
    desk.key(K.Key_F10)
    (menu,) = [one for one in desk.window.findChildren(QMenu) if one.isVisible()]
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert {"Person", "Undo", "Arrange calmly", "Another case…", "Quit"} <= set(words)
    assert not next(action for action in menu.actions() if action.text() == "Undo").isEnabled()
    menu.close()


def test_the_help_is_a_window_that_goes_with_the_case(desk: Desk) -> None:
    desk.key(K.Key_F1)
    assert desk.window._help is not None
    assert desk.window._help.isVisible()
    help_window = desk.window._help
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.key(K.Key_Q, CTRL)
    assert not isValid(help_window) or not help_window.isVisible()


# arranging


def test_what_the_map_found_a_place_for_may_be_arranged_and_what_a_person_placed_stays(desk: Desk) -> None:
    desk.double_click(desk.empty_place())
    desk.type("By hand")
    desk.enter()
    desk.key(K.Key_Escape)
    desk.add_people(*(f"P{number}" for number in range(6)))
    authors = {desk.document.need(Person, one.subject).name: one.author for one in desk.all(Placement)}
    assert authors["By hand"] == "both"
    assert authors["P0"] == authors["P5"] == "other"
    assert desk.verbs[-1] == "add_person"
    there = desk.place(desk.named("By hand").id)
    for _ in range(2):
        desk.key(K.Key_A, CTRL | SHIFT)
        assert desk.place(desk.named("By hand").id) == there
    moved = desk.named("P3").id
    desk.drag(desk.at(moved), desk.at(moved) + QPointF(10.0, 25.0))
    there = desk.place(moved)
    desk.key(K.Key_A, CTRL | SHIFT)
    assert desk.place(moved) == there


def test_an_imported_case_stands_where_it_stood(demo_desk: Desk) -> None:
    places = {node.look.id: (node.look.x, node.look.y) for node in demo_desk.window.scene.board.nodes.values()}
    demo_desk.reopen()
    again = {node.look.id: (node.look.x, node.look.y) for node in demo_desk.window.scene.board.nodes.values()}
    assert {id for id in places if places[id] != pytest.approx(again[id], abs=0.1)} == set()


def test_arranging_is_one_step_back(desk: Desk) -> None:
    desk.add_people(*(f"P{number}" for number in range(8)))
    ids = [desk.named(name).id for name in desk.names]
    with desk.document.edit("fill"):
        for number, id in enumerate(ids):
            placing.put(desk.document, id, (5.0 * number, 0.0), "other")
    before = {id: desk.place(id) for id in ids}
    done = len(desk.verbs)
    desk.key(K.Key_A, CTRL | SHIFT)
    assert desk.verbs[done:] == ["arrange"]
    assert {id: desk.place(id) for id in ids} != before
    desk.key(K.Key_Z, CTRL)
    assert {id: desk.place(id) for id in ids} == before


# what cannot be stored


def test_a_vanished_file_keeps_the_words_and_says_so(desk: Desk) -> None:
    desk.add_people("Mum")
    desk.key(K.Key_P)
    desk.type("Dad")
    kept = desk.path.with_suffix(".away")
    desk.path.rename(kept)
    desk.enter()
    assert desk.typing
    assert desk.typed == "Dad"
    assert desk.names == ["Mum"]
    sentence = desk.message
    assert sentence
    assert "Dad" not in sentence
    kept.rename(desk.path)
    desk.enter()
    assert desk.names == ["Mum", "Dad"]


def test_nothing_crashes_while_the_file_is_away(desk: Desk) -> None:
    desk.add_people("Mum", "Dad")
    desk.key(K.Key_L)
    desk.type("I am too much")
    desk.enter()
    kept = desk.path.with_suffix(".away")
    desk.path.rename(kept)
    before = len(desk.verbs)
    mum = desk.named("Mum").id
    desk.click(mum)  # assigns
    assert desk.message
    desk.key(K.Key_Escape)
    desk.key(K.Key_Escape)
    desk.drag(desk.at(mum), desk.at(mum) + QPointF(70.0, 40.0))
    assert not desk.window.scene.lifted
    desk.click(mum)
    desk.key(K.Key_Up, ALT)
    desk.key(K.Key_Right, ALT | SHIFT)
    desk.key(K.Key_Delete)
    desk.key(K.Key_Delete)
    desk.key(K.Key_Z, CTRL)
    desk.key(K.Key_R)
    desk.click(desk.named("Dad").id)
    assert len(desk.verbs) == before
    assert desk.names == ["Mum", "Dad"]
    kept.rename(desk.path)
    desk.key(K.Key_Z, CTRL)
    assert desk.all(Lesson) == []


def test_closing_without_words_that_cannot_be_stored_is_asked_for(desk: Desk) -> None:
    desk.key(K.Key_P)
    desk.type("Mum")
    kept = desk.path.with_suffix(".away")
    desk.path.rename(kept)
    desk.key(K.Key_Q, CTRL)
    assert desk.window.isVisible()
    assert desk.typed == "Mum"
    desk.click_on(desk.part(QPushButton, "Close without it"))
    assert not desk.window.isVisible()
    kept.rename(desk.path)
    document = reopened(desk.document)
    assert [person.name for person in document.all(Person)][2:] == []
    document.close()


def test_words_that_could_not_be_stored_are_not_lost_to_another_question(desk: Desk) -> None:
    desk.add_people("Sam")
    desk.key(K.Key_P)
    desk.type("Mum")
    kept = desk.path.with_suffix(".away")
    desk.path.rename(kept)
    desk.click(desk.named("Sam").id)
    desk.key(K.Key_L)
    assert desk.typed == "Mum"
    desk.key(K.Key_Escape)
    assert not desk.typing
    kept.rename(desk.path)


# a long note, a large case


def test_a_long_note_is_edited_in_the_inspector(desk: Desk) -> None:
    desk.add_people("Mum")
    mum = desk.named("Mum").id
    words = " ".join(random.Random(1).choices(["water", "heron", "still", "تنتظر", "früh"], k=1600))[:9000]
    note = things.add_note(desk.document, mum, words)
    desk.click(mum)
    fields = desk.window.inspector.findChildren(QPlainTextEdit)
    paper = next(one for one in fields if one.isVisible() and one.toPlainText() == words)
    desk.window.inspector.ensureWidgetVisible(paper)
    desk.click_on(paper)
    desk.key(K.Key_End, CTRL)
    desk.type(" the end")
    desk.key(K.Key_Tab)
    assert desk.document.need(Note, note).text == words + " the end"


def test_two_thousand_things_open_and_are_worked_with(tmp_path: Path, qtbot: QtBot, light: object) -> None:
    document = empty_document(tmp_path / "large.relmap")
    fill(document)
    desk = Desk(document, qtbot)
    nodes = list(desk.window.scene.board.nodes.values())
    assert len(nodes) >= 2000
    desk.key(K.Key_Tab)
    desk.key(K.Key_Tab)
    assert len(desk.selected) == 1
    desk.press_key(K.Key_Space)
    assert desk.kept()
    desk.release_key(K.Key_Space)
    desk.add_people("One more")
    assert "One more" in desk.names
    desk.key(K.Key_K, CTRL)
    desk.type("number 999")
    assert desk.window.find_box.results.rowCount() >= 1
    desk.enter()
    assert desk.selected
    desk.key(K.Key_Z, CTRL)
    assert "One more" not in desk.names
    arrange_for_long(desk)


def arrange_for_long(desk: Desk) -> None:
    """Stopped, nothing moves; what is moved meanwhile stays; closed meanwhile, it ends."""
    with desk.document.edit("fill"):
        for place in desk.all(Placement):
            place.author = "other"
    done = len(desk.verbs)
    desk.key(K.Key_A, CTRL | SHIFT)
    assert desk.message == "Arranging the map…"
    desk.click_on(desk.part(QPushButton, "Stop"))
    desk.qtbot.waitUntil(lambda: desk.window.arranging._job is None, timeout=20_000)
    assert len(desk.verbs) == done
    desk.key(K.Key_A, CTRL | SHIFT)
    moved = desk.named("Person number 7").id
    placing.move(desk.document, {moved: (123.0, 45.0)})
    desk.qtbot.waitUntil(lambda: desk.window.arranging._job is None, timeout=40_000)
    assert desk.verbs[done:] == ["move", "arrange"]
    assert desk.place(moved) == (123.0, 45.0)
    desk.key(K.Key_A, CTRL | SHIFT)
    desk.close()


def fill(document: Document) -> None:
    """A thousand people and a thousand lessons, in one edit."""
    from relmap.edits import case

    rng = random.Random(4)
    with document.edit("fill", origin=True):
        case.begin(document, code="Large")
        for number in range(1000):
            spot = (rng.uniform(-6000, 6000), rng.uniform(-5000, 5000))
            person = people.add_person(document, f"Person number {number}", place=spot)
            tie = main_tie(document, person)
            taught = [tie.id] if tie is not None else []
            lessons.add_lesson(
                document, f"Lesson number {number}", taught_by=taught, place=(spot[0] + 90, spot[1] + 90)
            )


# leaving the file


@pytest.mark.parametrize(("suffix", "start"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_the_map_is_saved_as_a_picture(demo_desk: Desk, tmp_path: Path, suffix: str, start: bytes) -> None:
    demo_desk.key(K.Key_E, CTRL)
    choose_file(tmp_path / f"map{suffix}")
    demo_desk.qtbot.waitUntil(lambda: "was written" in demo_desk.message)
    assert (tmp_path / f"map{suffix}").read_bytes().startswith(start)
    assert "not encrypted" in demo_desk.message
    record = demo_desk.all(ExportRecord)[-1]
    assert (record.what, record.form, record.for_whom) == ("the map", suffix[1:], None)


def test_for_whom_it_is_is_asked_after_it_is_said_that_it_leaves(demo_desk: Desk, tmp_path: Path) -> None:
    demo_desk.window.export_case()
    (question,) = demo_desk.window.findChildren(LeavingQuestion)
    assert any("not encrypted" in label.text() for label in question.findChildren(QLabel))
    question.whom.setText("for my own safe")
    choose_file(tmp_path / "case.json")
    record = demo_desk.all(ExportRecord)[-1]
    assert (record.form, record.for_whom) == ("json", "for my own safe")


def save_case_as(desk: Desk, path: Path) -> None:
    """What the file dialog begins once somebody has said that the file which is there may go."""
    leaving = desk.window.leaving
    leaving._write(path, leaving.write_case, "", "the whole case", "")


@pytest.mark.parametrize("name", ["{case}", "other.relmap", "notes.relnotes", "map.png"])
def test_the_whole_case_never_takes_the_place_of_a_case(demo_desk: Desk, tmp_path: Path, name: str) -> None:
    case = demo_desk.document.path
    path = case if name == "{case}" else tmp_path / "elsewhere" / name
    path.parent.mkdir(exist_ok=True)
    if path != case:
        path.write_bytes(b"what is there")
    before, records = path.read_bytes(), len(demo_desk.all(ExportRecord))
    save_case_as(demo_desk, path)
    assert "Nothing was written" in demo_desk.message
    assert path.read_bytes() == before
    assert len(demo_desk.all(ExportRecord)) == records
    document = reopened(demo_desk.document)
    assert document.all(Person)
    document.close()


def test_a_case_by_another_name_is_not_written_over(demo_desk: Desk, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.hardlink_to(demo_desk.document.path)
    records = len(demo_desk.all(ExportRecord))
    save_case_as(demo_desk, link)
    assert "That is the case itself. Nothing was written" in demo_desk.message
    assert len(demo_desk.all(ExportRecord)) == records


def test_what_has_left_without_a_record_is_said(demo_desk: Desk, tmp_path: Path) -> None:
    driver = demo_desk.document._vault.driver
    pages = driver.execute("PRAGMA page_count").fetchone()[0]
    driver.execute(f"PRAGMA max_page_count = {pages}")
    for _ in range(200):  # till there is no room left for a record either
        save_case_as(demo_desk, tmp_path / "case.json")
        if "could not keep a record" in demo_desk.message:
            break
    assert "It has left the case, but the case could not keep a record of that" in demo_desk.message
    assert (tmp_path / "case.json").exists()
    driver.execute("PRAGMA max_page_count = 1000000")


@pytest.mark.parametrize("suffix", [".graphml", ".zip", ".drawio"])
def test_the_map_is_saved_for_another_program(demo_desk: Desk, tmp_path: Path, suffix: str) -> None:
    demo_desk.window.export_form()
    (question,) = demo_desk.window.findChildren(LeavingQuestion)
    assert any("leaves out sessions" in label.text() for label in question.findChildren(QLabel))
    choose_file(tmp_path / f"map{suffix}")
    assert (tmp_path / f"map{suffix}").stat().st_size
    assert demo_desk.all(ExportRecord)[-1].form == suffix[1:]
    demo_desk.window.show_exports()
    assert demo_desk.window.exports.list.item(0).text().endswith(suffix[1:].upper())
    demo_desk.key(K.Key_Escape)
    assert not demo_desk.window.exports.isVisible()
    assert not demo_desk.window.exports.list.count()


def test_who_does_not_go_on_saves_and_records_nothing(demo_desk: Desk) -> None:
    before = len(demo_desk.all(ExportRecord))
    demo_desk.key(K.Key_E, CTRL)
    (question,) = demo_desk.window.findChildren(LeavingQuestion)
    question.reject()
    settle()
    assert not demo_desk.window.findChildren(QFileDialog)
    assert len(demo_desk.all(ExportRecord)) == before


def test_the_case_is_saved_whole(demo_desk: Desk, tmp_path: Path) -> None:
    demo_desk.window.export_case()
    choose_file(tmp_path / "case.json")
    assert not demo_desk.window.findChildren(QFileDialog), "it would hold what was written"
    again = parse_case(tmp_path / "case.json")
    assert [one.name for one in again.all(Person)] == [one.name for one in demo_desk.all(Person)]


def test_a_place_that_takes_nothing_is_said(demo_desk: Desk, tmp_path: Path) -> None:
    """The folder goes away while the dialog is open."""
    folder = tmp_path / "drive"
    folder.mkdir()
    demo_desk.settings.last_folder = str(folder)
    demo_desk.key(K.Key_E, CTRL)
    (question,) = demo_desk.window.findChildren(LeavingQuestion)
    question.accept()
    (dialog,) = demo_desk.window.findChildren(QFileDialog)
    folder.rmdir()
    dialog.fileSelected.emit(str(folder / "map.png"))
    dialog.reject()
    settle()
    assert demo_desk.message
    assert "could not be written" in demo_desk.message
    assert not folder.exists()


# another passphrase


def test_the_passphrase_is_changed_and_nothing_is_lost(desk: Desk) -> None:
    from relmap.store.errors import WrongPassphrase
    from relmap.store.files import open_document

    desk.add_people("Mum")
    desk.window.ask_passphrase()
    sheet = desk.window.passphrase
    field = desk.focus
    assert isinstance(field, QLineEdit)
    for typed in ("no passphrase of this case", "another long passphrase", "another wrong passphrase"):
        desk.type(typed)
        desk.enter()
    assert sheet.isVisible()
    assert "differ" in said_on(sheet)
    desk.key(K.Key_A, CTRL)
    desk.type("another long passphrase")
    desk.enter()
    desk.qtbot.waitUntil(lambda: "not the passphrase" in said_on(sheet))
    assert desk.in_focus(field), "it is typed over"
    desk.type(PASSPHRASE)
    for _ in range(3):
        desk.enter()
    desk.qtbot.waitUntil(lambda: not sheet.isVisible())
    assert "was changed" in desk.message
    assert desk.in_focus(desk.window.view)
    desk.add_people("Dad")
    desk.close()
    with pytest.raises(WrongPassphrase):
        open_document(desk.path, PASSPHRASE)
    document = open_document(desk.path, "another long passphrase")
    assert [person.name for person in document.all(Person)][2:] == ["Mum", "Dad"]
    document.close()


def said_on(sheet: QWidget) -> str:
    return "\n".join(label.text() for label in sheet.findChildren(QLabel))


def test_escape_while_the_key_is_worked_out_keeps_the_old_passphrase(desk: Desk) -> None:
    desk.window.ask_passphrase()
    for typed in (PASSPHRASE, "another long passphrase", "another long passphrase"):
        desk.type(typed)
        desk.enter()
    assert "One moment" in said_on(desk.window.passphrase)
    desk.key(K.Key_Escape)
    assert not desk.window.passphrase.isVisible()
    desk.window.passphrase.close_jobs()
    settle()
    desk.reopen()


def test_escape_keeps_the_old_passphrase(desk: Desk) -> None:
    desk.window.ask_passphrase()
    desk.type("half")
    desk.enter()
    desk.type("half")
    desk.key(K.Key_Escape)
    assert not desk.window.passphrase.isVisible()
    assert desk.in_focus(desk.window.view)
    assert not any("half" in field.text() for field in desk.window.findChildren(QLineEdit))
    desk.reopen()


# words to read first


def test_what_is_said_at_first_stays_until_it_is_read(desk: Desk) -> None:
    desk.window.say_welcome("Welcome")
    assert desk.message == "Welcome"
    desk.click_on(desk.part(QPushButton, "All right"))
    assert desk.message == ""


@pytest.fixture(autouse=True)
def _usual_size(light: object) -> Iterator[None]:
    yield
    themes().scale_text(1.0)


def test_words_in_the_inspector_that_cannot_be_stored_hold_the_window(desk: Desk) -> None:
    desk.add_people("Mum")
    desk.click(desk.named("Mum").id)
    title = desk.window.inspector.findChild(QWidget, "title")
    assert title is not None
    paper = title.findChildren(QPlainTextEdit)[0]
    desk.click_on(paper)
    desk.key(K.Key_A, CTRL)
    desk.type("Mama")
    kept = desk.path.with_suffix(".away")
    desk.path.rename(kept)
    desk.key(K.Key_Q, CTRL)
    assert desk.window.isVisible()
    assert paper.toPlainText() == "Mama"
    kept.rename(desk.path)
    desk.key(K.Key_Q, CTRL)
    assert not desk.window.isVisible()
    document = reopened(desk.document)
    assert [person.name for person in document.all(Person)][2:] == ["Mama"]
    document.close()


def test_a_mistake_at_closing_closes_the_file_all_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no window left the program would wait for ever, and the file would stay taken."""

    def broken() -> None:
        raise RuntimeError

    monkeypatch.setattr(desk.window.look, "remember", broken)
    with desk.qtbot.captureExceptions() as caught, desk.qtbot.waitSignal(desk.window.left):
        desk.window.close()
    assert [kind for kind, *_ in caught] == [RuntimeError]
    reopened(desk.document).close()
