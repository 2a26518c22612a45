"""The folder of cases on the first window: what is listed, opened, remembered and erased, by mouse and by key."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMenu
from pytestqt.qtbot import QtBot

from relmap.settings import Settings, load_settings, save_settings, usual_folder
from relmap.store.document import Document
from relmap.store.places import notes_path
from relmap.ui.kept_passphrase import KeptPassphrase
from relmap.ui.shelf import cases_in
from relmap.ui.shelf_list import ShelfList
from relmap.ui.start_window import StartWindow
from tests.casefiles import PASSPHRASE, begun_document
from tests.notefiles import empty_notebook
from tests.ui.desk import choose_file, settle

K = Qt.Key


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two cases, and what is none."""
    folder = tmp_path / "cases"
    folder.mkdir()
    for name in ("wren", "Alder"):
        begun_document(folder / f"{name}.relmap").close()
    empty_notebook(notes_path(folder / "wren.relmap")).close()
    (folder / "Hazel.relmap").touch()
    (folder / "letter.relmap").write_text("no case")
    (folder / "inside.relmap").mkdir()
    for name in (".Lark.relmap", "wren.backup-import-2026-01-01.relmap", "readme.txt", "other.json"):
        (folder / name).write_bytes(b"x" * 5000)
    return folder


class First:
    """The first window over a folder."""

    def __init__(self, qtbot: QtBot, folder: Path | None, kept: KeptPassphrase | None = None) -> None:
        self.qtbot = qtbot
        self.opened: list[Document] = []
        self.settings = Settings(last_folder=str(folder) if folder else "")
        self.kept = kept or KeptPassphrase()
        self.window = StartWindow(self.settings, self.kept)
        self.window.opened.connect(self.opened.append)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        qtbot.waitUntil(lambda: self.window.findChild(ShelfList) is not None)
        settle()

    @property
    def shelf(self) -> ShelfList:
        found = self.window.findChild(ShelfList)
        assert found is not None
        return found

    @property
    def rows(self) -> list[tuple[str, str]]:
        model = self.shelf.model()
        return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())]

    @property
    def words(self) -> str:
        return "\n".join(label.text() for label in self.window.findChildren(QLabel) if label.isVisible())

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window.windowHandle(), key)
        settle()

    def close(self) -> None:
        for document in self.opened:
            document.close()
        self.window.close()
        self.window.deleteLater()
        settle()


def type_words(words: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)


def test_only_names_of_files_are_listed_in_order(folder: Path, qtbot: QtBot, light: object) -> None:
    first = First(qtbot, folder)
    assert [name for name, _ in first.rows] == ["Alder", "Hazel", "letter", "wren"]
    assert [when for _, when in first.rows][1:3] == ["is empty", "is no case"]
    assert "Cases in “cases”" in first.words
    QAbstractItemModelTester(first.shelf.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    said = first.shelf.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Hazel, is empty"
    first.close()


def test_keys_alone_open_one(folder: Path, qtbot: QtBot, light: object) -> None:
    first = First(qtbot, folder)
    assert QApplication.focusWidget() is first.shelf
    first.key(K.Key_Down)  # over the two that are no cases
    first.key(K.Key_Return)
    assert first.window.unlock.isVisible()
    assert first.window.unlock.path == folder / "wren.relmap"
    type_words(PASSPHRASE)
    first.key(K.Key_Return)
    qtbot.waitUntil(lambda: bool(first.opened), timeout=10_000)
    assert not first.kept.words, "nobody asked for that"
    first.close()


def test_a_click_opens_one(folder: Path, qtbot: QtBot, light: object) -> None:
    first = First(qtbot, folder)
    place = first.shelf.visualRect(first.shelf.model().index(0, 0)).center()
    QTest.mouseClick(first.shelf.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert first.window.unlock.path == folder / "Alder.relmap"
    first.close()


def test_one_passphrase_for_several(folder: Path, qtbot: QtBot, light: object) -> None:
    kept = KeptPassphrase()
    first = First(qtbot, folder, kept)
    first.window.choose(folder / "wren.relmap")
    keep = next(one for one in first.window.unlock.findChildren(QCheckBox) if one.isVisible())
    keep.click()
    first.window.unlock.setFocus()
    type_words("not this one")
    first.key(K.Key_Return)
    qtbot.waitUntil(lambda: bool(first.window.unlock.complaint), timeout=10_000)
    assert not kept.words, "what opens nothing is not kept"
    type_words(PASSPHRASE)
    first.key(K.Key_Return)
    qtbot.waitUntil(lambda: bool(first.opened), timeout=10_000)
    assert kept.words == PASSPHRASE
    first.close()
    second = First(qtbot, folder, kept)
    second.window.choose(folder / "Alder.relmap")
    qtbot.waitUntil(lambda: bool(second.opened), timeout=10_000)
    second.close()
    kept.keep("another")
    third = First(qtbot, folder, kept)
    third.window.choose(folder / "Alder.relmap")
    qtbot.waitUntil(lambda: "is not the one of this case" in third.window.unlock.complaint, timeout=10_000)
    with qtbot.waitSignal(third.window.forget_asked):
        third.window.show_home()
        third.window.home._forget.click()
    third.close()


def test_nothing_is_remembered_unless_it_is_ticked(folder: Path, qtbot: QtBot, light: object, tmp_path: Path) -> None:
    first = First(qtbot, folder)
    (tick,) = [one for one in first.window.home.findChildren(QCheckBox) if one.isVisible()]
    save_settings(first.settings, tmp_path / "s.json")
    assert folder.name not in (tmp_path / "s.json").read_text()
    tick.click()
    save_settings(first.settings, tmp_path / "s.json")
    assert load_settings(tmp_path / "s.json").remembered_folder == str(folder)
    tick.click()
    save_settings(first.settings, tmp_path / "s.json")
    assert folder.name not in (tmp_path / "s.json").read_text()
    first.close()


def test_the_usual_folder_need_not_be_there(qtbot: QtBot, light: object) -> None:
    first = First(qtbot, None)
    assert "No case is here yet." in first.words
    assert not usual_folder().exists()
    assert first.rows == []
    first.close()


def test_another_folder(folder: Path, qtbot: QtBot, light: object) -> None:
    first = First(qtbot, None)
    first.window._ask_folder()
    choose_file(folder)
    assert len(first.rows) == 4
    first.close()


def test_erasing_asks_first_and_enter_goes_back(folder: Path, qtbot: QtBot, light: object) -> None:
    first = First(qtbot, folder)
    first.key(K.Key_Down)
    first.key(K.Key_Delete)
    assert "Erase “wren”?" in first.words
    assert "wren.relmap, wren.relnotes, wren.backup-import-2026-01-01.relmap" in first.words
    first.key(K.Key_Return)
    assert first.window.home.isVisible()
    assert (folder / "wren.relmap").exists()
    first.window.ask_erase(folder / "wren.relmap")
    first.key(K.Key_Backtab)
    first.key(K.Key_Space)
    assert "“wren” was erased." in first.words
    assert not [path for path in folder.iterdir() if path.name.startswith("wren")]
    assert [name for name, _ in first.rows] == ["Alder", "Hazel", "letter"]
    first.close()


def test_what_is_open_is_not_erased(folder: Path, qtbot: QtBot, light: object) -> None:
    first = First(qtbot, folder)
    first.window.choose(folder / "Alder.relmap")
    type_words(PASSPHRASE)
    first.key(K.Key_Return)
    qtbot.waitUntil(lambda: bool(first.opened), timeout=10_000)
    first.window._erase(folder / "Alder.relmap")
    assert (folder / "Alder.relmap").exists()
    assert "open" in first.words
    first.close()


def test_the_menu_of_a_row_offers_to_erase_it(folder: Path, qtbot: QtBot, light: object) -> None:
    first = First(qtbot, folder)
    first.shelf.customContextMenuRequested.emit(first.shelf.visualRect(first.shelf.model().index(0, 0)).center())
    (menu,) = first.shelf.findChildren(QMenu)
    menu.actions()[0].trigger()
    menu.close()
    assert "Erase “Alder”?" in first.words
    first.close()


def test_five_hundred_are_listed(tmp_path: Path) -> None:
    for number in range(500):
        (tmp_path / f"case {number:03}.relmap").write_bytes(b"x" * 4096)
    assert len(cases_in(tmp_path)) == 500
    assert cases_in(tmp_path / "nowhere") == ()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_read_is_empty(tmp_path: Path) -> None:
    tmp_path.chmod(0)
    assert cases_in(tmp_path) == ()
    tmp_path.chmod(0o700)
