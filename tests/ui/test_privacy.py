"""A word in all that is covered or never to be shown is nowhere in the window, its voice, its files or its pictures."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from relmap.app import export_picture
from relmap.edits import fields, lessons, people, roles, things
from relmap.model.base import fields_of
from relmap.model.kinds import KINDS
from relmap.model.seats import main_tie
from relmap.settings import Settings
from relmap.store.document import Document
from relmap.ui.therapist_window import TherapistWindow
from tests.casefiles import begun_document, set_cover

SECRET = "zugunruhe"
SHOWN = "Mum"
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


@pytest.fixture
def document(tmp_path: Path) -> Document:
    """A case with a secret in everything that hangs on somebody who is covered, and in a former name."""
    opened = begun_document(tmp_path / "case.relmap")
    people.add_person(opened, SHOWN, place=(150.0, 0.0))
    hidden = people.add_person(opened, SECRET, place=(-150.0, 0.0))
    tie = main_tie(opened, hidden)
    assert tie is not None
    lesson = lessons.add_lesson(opened, SECRET, taught_by=[tie.id], place=(-300.0, -80.0))
    role = roles.add_role(opened, SECRET, played_in=[tie.id], place=(-300.0, 80.0))
    lived = things.add_experience(opened, SECRET, tie=tie.id, place=(0.0, 200.0))
    things.add_note(opened, hidden, SECRET)
    people.add_other_name(opened, opened.all(type(opened.need(KINDS["people"], hidden)))[2].id, SECRET, never_show=True)
    for array, cls in KINDS.items():
        for entity in opened.all(cls):
            if entity.id in (hidden, lesson, role, lived, tie.id):
                for field in fields_of(cls):
                    if field.form == "text":
                        fields.set_field(opened, entity.id, field.name, f"{SECRET} {array}")
    for id in (hidden, lesson, role):
        set_cover(opened, id, "full" if id != role else "outline")
    people.add_person(opened, "somebody for undo to take back")
    return opened


@pytest.fixture
def window(qtbot: QtBot, light: object, document: Document) -> Iterator[TherapistWindow]:
    """The window of that case."""
    shown = TherapistWindow(document, Settings(motion=False, legend=True))
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    shown.close()
    shown.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_the_secret_is_in_the_file_and_the_shown_name_in_the_window(
    window: TherapistWindow, document: Document
) -> None:
    assert SECRET in repr([change.after for _, change in document.changes(1, document.revision)])
    assert SHOWN in "\n".join(_everything_said(window))


def test_no_word_that_is_covered_is_said_anywhere(window: TherapistWindow, qtbot: QtBot) -> None:
    said = list(_everything_said(window))
    window.tools.select_all()
    said += _everything_said(window)
    for id in window.selection.ids:
        window.selection.set([id])
        said += _everything_said(window)
    for typed in (SECRET[:3], SECRET, "z"):
        window.find_box.setFocus()
        window.find_box.setText(typed)
        said += [text for text in _everything_said(window) if text != typed]
    window.undo()
    said += _everything_said(window)
    assert SECRET not in "\n".join(said)
    assert SECRET not in QGuiApplication.clipboard().text()


def test_no_word_that_is_covered_is_in_a_picture(window: TherapistWindow, document: Document, tmp_path: Path) -> None:
    for form in ("svg", "pdf", "png"):
        out = tmp_path / f"map.{form}"
        export_picture(document, out)
        assert SECRET.encode() not in out.read_bytes()
    assert SHOWN in (tmp_path / "map.svg").read_text(encoding="utf-8")


def test_no_word_of_a_case_is_left_in_the_settings(window: TherapistWindow, home: Path) -> None:
    window.close()
    for path in home.rglob("*"):
        if path.is_file():
            assert SHOWN.encode() not in path.read_bytes()


def _everything_said(window: TherapistWindow) -> Iterator[str]:
    QApplication.sendPostedEvents()
    for one in (window, *window.findChildren(QObject)):
        if isinstance(one, QWidget):
            yield from (
                one.windowTitle(),
                one.toolTip(),
                one.accessibleName(),
                one.accessibleDescription(),
                one.statusTip(),
            )
            text = getattr(one, "text", None)
            yield str(text()) if callable(text) else ""
        if isinstance(one, QPlainTextEdit):
            yield one.toPlainText()
        if isinstance(one, QAction):
            yield from (one.text(), one.toolTip())
        if isinstance(one, QAbstractItemModel):
            rows = [one.index(row, 0) for row in range(one.rowCount())]
            yield from (str(row.data(role)) for row in rows for role in _ROLES)
    yield from (f"{look!r}" for look in window.scene.looks())
    canvas = QAccessible.queryAccessibleInterface(window.view)
    for place in range(canvas.childCount()):
        yield canvas.child(place).text(QAccessible.Text.Name)


def test_nothing_of_a_case_is_left_when_it_is_closed(qtbot: QtBot, light: object, document: Document) -> None:
    shown = TherapistWindow(document, Settings(motion=False))
    shown.show()
    qtbot.waitExposed(shown)
    shown.tools.select_all()
    shown.close()
    shown.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    del shown
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, TherapistWindow)]
