"""One word in everything covered and in every name never to be shown: open all there is, and it is nowhere.

Each way of looking first finds the word while nothing is covered, so that it could not be missed afterwards.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from relmap.app import export_picture
from relmap.edits import fields, people, sessions
from relmap.model.base import fields_of
from relmap.model.kinds import KINDS
from relmap.model.people import OtherName, Person
from relmap.model.privacy import own_covers, spread
from relmap.settings import save_settings
from relmap.store.document import Document
from relmap.ui.charts.page import ChartsPage
from relmap.ui.desk_commands import VIEWS
from relmap.ui.paper.page import ReportsPage
from relmap.ui.views.lessons import LessonsPage
from relmap.ui.views.patterns import PatternsPage
from tests.casefiles import set_cover
from tests.ui.desk import CTRL, Desk, K, made_of, settle
from tests.ui.probes import drawn_on, listen_to_painting, said_by

SECRET = "mondscheinbruecke"
NAME = "Quellwasser"
_NEVER_COVERED = frozenset({"case", "placements", "exports", "consents", "ratings"})
SHEETS = ("show_preferences", "ask_passphrase", "show_agreements", "show_help")


Covers = dict[str, str]


@pytest.fixture
def covers(demo_desk: Desk) -> Covers:
    """What is to be covered, and how."""
    return to_cover(demo_desk.document)


@pytest.fixture
def told(demo_desk: Desk, covers: Covers) -> Desk:
    """The demo with the word in every text that is about to be covered, and in a name never to be shown."""
    document = demo_desk.document
    sessions.begin_session(document)
    for id in set(spread(document, dict.fromkeys(covers, "full"))) | covers.keys():
        entity = document.get(id)
        for field in fields_of(type(entity)) if entity is not None else ():
            if field.form == "text":
                fields.set_field(document, id, field.name, f"{SECRET} {field.name}")
    robin = people.add_person(document, NAME)
    with document.edit("test"):
        document.need(Person, robin).name = "Robin"
    people.add_other_name(document, robin, NAME, use="former")
    sessions.end_session(document)
    sessions.begin_session(document)
    return demo_desk


def to_cover(document: Document) -> Covers:
    """Two people with what hangs on them, and one thing of each kind, by turns as an outline and leaving nothing."""
    room = {one.id for one in document.all(Person) if one.seat != "none"}
    found = {"mum": "full", "dad": "outline"}
    for number, (array, cls) in enumerate(KINDS.items()):
        rows = [row.id for row in document.all(cls) if row.id not in room | found.keys()]
        if rows and array not in _NEVER_COVERED:
            found[rows[-1]] = ("full", "outline")[number % 2]
    return found


def cover(document: Document, covers: Covers) -> None:
    for id, how in covers.items():
        set_cover(document, id, how)
    (name,) = (row for row in document.all(OtherName) if row.text == NAME)
    fields.set_field(document, name.id, "never_show", True)


def everything(desk: Desk, *, selecting: bool = True) -> Iterator[str]:
    """What all windows say and draw, in every view, with every thing selected once, and looking back."""
    window = desk.window
    for view in VIEWS:
        window.show_view(view)
        yield from windows_say()
    yield from on_paper_and_in_charts(desk)
    lessons_page, patterns = window.pages.page("lessons"), window.pages.page("patterns")
    assert isinstance(lessons_page, LessonsPage)
    assert isinstance(patterns, PatternsPage)
    lessons_page.show_part("roles")
    patterns.show_part("echoes")
    yield from windows_say()
    window.show_view("map")
    for id in [one.entity for one in window.scene.looks()] if selecting else ():
        window.selection.set([id])
        settle()
        yield from said_by(window.inspector)
    for open_sheet in SHEETS:
        getattr(window, open_sheet)()
        yield from windows_say()
        window.canvas.put_sheets_away()
    window.activateWindow()
    window.before.what_changed()
    yield from windows_say()
    window.before.sheet.put_away()
    window.times.looking.go_to_session(window.times.looking.halts[-2].stop)
    for view in VIEWS:
        window.show_view(view)
        yield from windows_say()
    window.actions_.run("today")
    window.show_view("map")


def on_paper_and_in_charts(desk: Desk) -> Iterator[str]:
    """What every chart and every page says, seen, heard and painted."""
    charts, reports = desk.window.pages.page("charts"), desk.window.pages.page("reports")
    assert isinstance(charts, ChartsPage)
    assert isinstance(reports, ReportsPage)
    desk.window.show_view("charts")
    desk.qtbot.waitUntil(lambda: charts.picture.data is not None, timeout=20_000)
    for page in (charts, reports):
        desk.window.show_view("charts" if page is charts else "reports")
        for row in range(page.side.list.count()):
            page.side.list.setCurrentRow(row)
            settle()
            yield from said_by(page)
            yield drawn_on(page)
            yield made_of(reports).words if page is reports else ""


def windows_say() -> Iterator[str]:
    settle()
    for one in QApplication.topLevelWidgets():
        if one.isVisible():
            yield from said_by(one)
            yield drawn_on(one)


def holding(words: Iterator[str] | list[str]) -> list[str]:
    return [one[:300] for one in words if SECRET in one or NAME in one]


def searched(desk: Desk) -> list[str]:
    """What the find box offers for the beginning of the words, and for what they could be completed to."""
    said: list[str] = []
    for typed in (SECRET[:5], NAME[:5]):
        desk.window.find_box.setFocus()
        desk.window.find_box.setText(typed)
        settle()
        said += [one for one in windows_say() if one != typed]
        desk.key(K.Key_Escape)
    return said


def test_the_word_is_nowhere(
    told: Desk, covers: Covers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    painted = listen_to_painting(monkeypatch)
    told.key(K.Key_F11)
    assert {"Map", "relmap"} <= {one.windowTitle() for one in QApplication.topLevelWidgets() if one.isVisible()}
    client = told.window.beside.window
    assert client is not None
    assert probes_that_find(told, covers, client, painted) == set(PROBES), (
        "while nothing is covered, every way finds the word"
    )
    cover(told.document, covers)
    settle()
    painted.clear()
    assert probes_that_find(told, covers, client, painted) == set()
    assert holding(everything(told)) == []
    assert holding(searched(told)) == []
    assert holding(painted) == []
    assert holding([record.getMessage() for record in caplog.records]) == []


PROBES = ("desk says", "desk draws", "client hears", "painted", "pages", "panel", "find")


def probes_that_find(desk: Desk, covers: Covers, client: QWidget, painted: list[str]) -> set[str]:
    """Which ways of looking find the words now."""
    desk.window.show_view("map")
    settle()
    for window in (desk.window, client):
        window.grab()
    found = {
        "desk says": holding(said_by(desk.window)),
        "desk draws": holding([drawn_on(desk.window)]),
        "client hears": holding(said_by(client)),
        "painted": holding(painted),
        "pages": holding(pages(desk)),
        "panel": holding(panels(desk, covers)),
        "find": holding(searched(desk)),
    }
    return {name for name, words in found.items() if words}


def pages(desk: Desk) -> Iterator[str]:
    for view in VIEWS:
        desk.window.show_view(view)
        settle()
        yield from said_by(desk.window.canvas)
    desk.window.show_view("map")


def panels(desk: Desk, covers: Covers) -> Iterator[str]:
    for id in covers:
        desk.window.selection.set([id])
        settle()
        yield from said_by(desk.window.inspector)
    desk.window.selection.clear()


def test_no_file_but_the_encrypted_one_and_no_clipboard_has_it(
    told: Desk, covers: Covers, tmp_path: Path, home: Path
) -> None:
    cover(told.document, covers)
    told.window.tools.select_all()
    told.key(K.Key_C, CTRL)
    offered = QGuiApplication.clipboard().mimeData()
    forms: list[str] = getattr(offered, "formats", list)()
    assert holding([bytes(offered.data(form).data()).decode(errors="replace") for form in forms]) == []
    for form in ("svg", "pdf", "png"):
        export_picture(told.document, tmp_path / f"map.{form}")
    save_settings(told.settings)
    told.close()
    written = [path for folder in (tmp_path, home) for path in folder.rglob("*") if path.is_file()]
    assert len(written) >= 5
    for path in written:
        content = path.read_bytes()
        assert SECRET.encode() not in content, path
        assert NAME.encode() not in content, path


def test_what_could_be_undone_says_nothing_of_it(told: Desk, covers: Covers) -> None:
    cover(told.document, covers)
    settle()
    for key in [K.Key_Z] * 6 + [K.Key_Y] * 6:
        told.key(key, CTRL)
        settle()
        assert SECRET not in "\n".join(said_by(told.window)), "a cover outlasts what is undone"


def test_an_outline_says_who_can_lift_it_and_no_more(told: Desk, covers: Covers) -> None:
    cover(told.document, covers)
    assert own_covers(told.document, "therapist")["dad"] == "outline"
    told.window.selection.set(["dad"])
    settle()
    said = "\n".join(said_by(told.window.inspector))
    assert "client" in said
    assert "only the client lifts the cover" in said
    assert not holding([said])
