"""People from a family tree: nobody is taken unticked, and one undo takes all back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from relmap.ui.gedcom_sheet import GedcomSheet
from tests.exchange.test_gedcom import UTF8
from tests.ui.desk import Desk, settle


def opened(desk: Desk, path: Path) -> GedcomSheet:
    sheet = GedcomSheet(desk.document, desk.window)
    sheet.open()
    sheet.read(path)
    return sheet


def test_only_who_is_ticked_is_taken(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.ged").write_bytes(UTF8)
    before = desk.names
    sheet = opened(desk, tmp_path / "a.ged")
    desk.qtbot.waitUntil(lambda: sheet.people is not None)
    people = sheet.people
    assert people is not None
    sheet.take.click()
    assert desk.names == before
    sheet.list.setCurrentIndex(people.index(0))
    sheet.is_client.click()
    assert "parent" in str(people.data(people.index(1)))
    sheet.search.setText("jurgen")
    assert people.rowCount() == 1
    people.setData(people.index(0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    sheet.search.clear()
    sheet.take.click()
    settle()
    assert desk.names == [*before, "Jürgen Müller"]
    assert desk.named("Jürgen Müller").kind == "parent"
    desk.document.undo()
    assert desk.names == before


def test_what_is_no_tree_is_said(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.ged").write_bytes(b"\x00nonsense")
    sheet = opened(desk, tmp_path / "a.ged")
    desk.qtbot.waitUntil(lambda: "not a GEDCOM file" in sheet.told.text())
    sheet.reject()
    settle()
