"""A word in a process note is in its own window and its own encrypted file, and nowhere else."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from relmap.app import export_picture
from relmap.exchange.writing import case_bytes
from relmap.settings import save_settings
from relmap.store.places import notes_path
from relmap.ui.notes_window import NotesWindow
from tests.notefiles import opened_notebook
from tests.ui.desk import CTRL, SHIFT, Desk, K, settle
from tests.ui.notes import Notes
from tests.ui.probes import said_by, spoken

DROW = "thcaneirebaw"
"""The word, the wrong way round, so that no string of this file is found when memory is searched for it."""


def word() -> str:
    return DROW[::-1]


@pytest.fixture
def notes(demo_desk: Desk) -> Iterator[Notes]:
    """Notes with the word, one of them about somebody on the map, that were searched for it, removed and put back."""
    demo_desk.key(K.Key_F11)
    opened = Notes(demo_desk)
    demo_desk.window.selection.set([demo_desk.named("Mum").id])
    opened.write(word())
    opened.key(K.Key_M, CTRL)
    opened.key(K.Key_M, CTRL | SHIFT)
    opened.key(K.Key_N, CTRL)
    opened.write(f"and {word()} again")
    opened.key(K.Key_F, CTRL)
    opened.write(word()[:4])
    opened.page.remove_note()
    opened.page.put_back()
    settle()
    assert len(opened.texts) == 2
    yield opened
    demo_desk.window.notes.close_case()
    settle()


def windows_but(own: QWidget) -> list[QWidget]:
    """Every window there is, but the one of the notes and those that belong to it."""
    return [one for one in QApplication.topLevelWidgets() if one is not own and not own.isAncestorOf(one)]


def in_memory() -> int:
    """How many Python strings hold the word, of those that anything tracked refers to."""
    gc.collect()
    held = (one for thing in gc.get_objects() for one in gc.get_referents(thing) if isinstance(one, str))
    return sum(DROW in one[::-1] for one in held)


def test_the_word_is_found_where_it_belongs(notes: Notes) -> None:
    assert word() in "\n".join(said_by(notes.window))
    assert in_memory()


def test_no_other_window_says_it(notes: Notes) -> None:
    desk = notes.desk
    others = windows_but(notes.window)
    assert {one.windowTitle() for one in others} >= {"Map", "relmap"}
    said = [text for one in others for text in said_by(one)]
    for id in (desk.named("Mum").id, notes.notebook.notes[-1].session or ""):
        desk.window.ways.open_beside(id)
        said += [text for one in others for text in said_by(one)]
    desk.window.find_box.setFocus()
    desk.window.find_box.setText(word()[:4])
    settle()
    said += [text for one in windows_but(notes.window) for text in said_by(one) if text != word()[:4]]
    assert "Mum" in "\n".join(said)
    assert word()[:6] not in "\n".join(said)
    assert QGuiApplication.clipboard().text() == ""


def test_no_title_tells_what_the_window_is(notes: Notes) -> None:
    assert notes.window.windowTitle() == "relmap"
    assert notes.window.windowHandle().title() in ("relmap", "")
    assert not notes.window.windowFilePath()


def test_nothing_that_leaves_the_case_has_it(notes: Notes, tmp_path: Path) -> None:
    document = notes.desk.document
    assert word().encode() not in case_bytes(document)
    for form in ("svg", "pdf", "png"):
        out = tmp_path / f"map.{form}"
        export_picture(document, out)
        assert word().encode() not in out.read_bytes()
    notes.desk.window.close()
    save_settings(notes.desk.settings)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".relmap", ".relnotes", ".json"}
    for path in files:
        assert word().encode() not in path.read_bytes()
        assert word().encode("utf-16-le") not in path.read_bytes()
        assert "relnotes" not in path.name or path == notes_path(notes.desk.path)


def test_the_case_holds_no_trace_of_notes(notes: Notes) -> None:
    story = repr([change for _, change in notes.desk.document.changes(1, notes.desk.document.revision)])
    assert "relnotes" not in story
    assert word() not in story
    assert "notes" not in {revision.verb for revision in notes.desk.document.revisions()}


def test_no_log_has_it(notes: Notes, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        notes.write(word())
        notes.key(K.Key_N, CTRL)
        notes.write(word())
        notes.page.flush()
        notes_path(notes.desk.path).rename(notes_path(notes.desk.path).with_name("away"))
        notes.write(word())
        assert not notes.page.flush()
        notes_path(notes.desk.path).with_name("away").rename(notes_path(notes.desk.path))
        assert notes.page.flush()
    assert word() not in caplog.text
    assert not [record for record in caplog.records if word() in repr(record.__dict__)]


def test_a_cover_takes_it_away_and_brings_it_back(notes: Notes) -> None:
    before = notes.window.focusWidget()
    notes.key(K.Key_B, CTRL)
    assert notes.desk.window.locking.shelter.covered
    assert word() not in "\n".join(spoken(QAccessible.queryAccessibleInterface(notes.window)))
    shown = [one for one in notes.window.findChildren(QWidget) if one.isVisible()]
    assert word() not in "\n".join(text for one in shown for text in (one.accessibleName(), _text(one)))
    notes.desk.window.locking.shelter.uncover()
    assert notes.window.focusWidget() is before
    assert word() in "\n".join(said_by(notes.window))


def _text(widget: QWidget) -> str:
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else ""


def test_nothing_of_it_is_left_when_the_case_is_closed(notes: Notes) -> None:
    path = notes_path(notes.desk.path)
    notes.page.editor.paper.setFocus()
    notes.page.editor.paper.selectAll()
    notes.page.editor.paper.copy()
    notes.desk.window.close()
    settle()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, NotesWindow) and one.isVisible()]
    assert QGuiApplication.clipboard().text() == ""
    assert not in_memory()
    again = opened_notebook(path)
    assert len(again.notes) == 2
    again.close()


def test_nothing_of_it_is_left_when_the_notes_are_closed_and_the_case_goes_on(notes: Notes) -> None:
    notes.key(K.Key_W, CTRL)
    settle()
    assert not in_memory()
    notes.desk.window.activateWindow()
    notes.desk.qtbot.waitUntil(notes.desk.window.isActiveWindow)
    notes.desk.add_people("Ada")
    assert "Ada" in notes.desk.names
