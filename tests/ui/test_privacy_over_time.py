"""What the client covered is in no view, no time and no comparison: not said, not painted, not in any model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from relmap.edits import fields, people, sessions
from relmap.model.base import fields_of
from relmap.model.kinds import KINDS
from relmap.model.lessons import Lesson
from relmap.model.people import Person
from relmap.store.document import Document
from relmap.store.files import open_document
from relmap.ui.desk_commands import VIEWS
from relmap.ui.views.lessons import LessonsPage
from relmap.ui.views.patterns import PatternsPage
from tests.casefiles import PASSPHRASE, set_cover
from tests.ui.desk import SHIFT, Desk, K, settle
from tests.ui.probes import listen_to_painting, said_by
from tests.ui.times import told_desk

SECRET = "zugunruhe"
UNCOVERED = frozenset({"case", "placements", "exports", "consents"})


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every word that is painted from now on."""
    return listen_to_painting(monkeypatch)


@pytest.fixture
def covering(tmp_path: Path, qtbot: QtBot, light: object) -> Iterator[Desk]:
    """The demo with a secret in one row of every kind, written in a session that is over, and then covered."""
    desk = told_desk(tmp_path / "told.relmap", qtbot)
    sessions.begin_session(desk.document)
    secrets = [row for array in KINDS if array not in UNCOVERED and (row := _first(desk.document, array))]
    for id in secrets:
        _write_secret(desk.document, id)
    people.add_person(desk.document, "Nobody's secret")
    sessions.end_session(desk.document)
    for id in secrets:
        set_cover(desk.document, id, "full")
    desk.close()
    covered = Desk(open_document(tmp_path / "told.relmap", PASSPHRASE), qtbot)
    yield covered
    covered.close()


def test_what_is_covered_is_nowhere_at_any_time(covering: Desk, painted: list[str]) -> None:
    desk = covering
    desk.window.before.what_changed()
    said = list(_said(desk))
    desk.key(K.Key_Escape)
    for view in VIEWS:
        desk.window.show_view(view)
        said += _said(desk)
    said += _parts(desk)
    desk.window.show_view("map")
    for _ in range(4):
        desk.key(K.Key_Left)
        for view in VIEWS:
            desk.window.show_view(view)
            said += _said(desk)
        desk.window.show_view("map")
    desk.key(K.Key_Escape)
    for _ in range(3):
        desk.key(K.Key_Left, SHIFT)
        said += _said(desk)
    desk.key(K.Key_Escape)
    desk.key(K.Key_F8)
    said += _said(desk)
    desk.key(K.Key_Escape)
    desk.key(K.Key_F5)
    desk.window.hour.show_marks()
    said += _said(desk)
    assert any("Nobody's secret" in words for words in said)
    assert any("Nobody's secret" in words for words in painted)
    assert [words for words in (*said, *painted) if SECRET in words] == []


def _first(document: Document, array: str) -> str | None:
    """A row of a kind that nobody in the room stands for."""
    room = {one.id for one in document.all(Person) if one.seat != "none"}
    rows = [row for row in document.all(KINDS[array]) if row.id not in room and row.veil == "none"]
    return rows[-1].id if rows else None


def _write_secret(document: Document, id: str) -> None:
    entity = document.get(id)
    assert entity is not None
    for field in fields_of(type(entity)):
        if field.form == "text":
            fields.set_field(document, id, field.name, SECRET)


def _parts(desk: Desk) -> list[str]:
    lessons, patterns = desk.window.pages.page("lessons"), desk.window.pages.page("patterns")
    assert isinstance(lessons, LessonsPage)
    assert isinstance(patterns, PatternsPage)
    said: list[str] = []
    desk.window.show_view("patterns")
    for part in ("echoes", "repertoire"):
        patterns.show_part(part)
        said += _said(desk)
    desk.window.show_view("lessons")
    lessons.show_part("roles")
    said += _said(desk)
    for lesson in desk.document.all(Lesson):
        if desk.window.projection.get(lesson.id) is not None:
            lessons.open_life(lesson.id)
            said += _said(desk)
    lessons.leave_life()
    return said


def _said(desk: Desk) -> Iterator[str]:
    """Everything the window says now, after painting it."""
    settle()
    desk.window.grab()
    yield from said_by(desk.window)
