"""An inspector over a real encrypted case: an empty one that has just begun, or the demo case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from relmap.model.vocabulary import Author
from relmap.read.projection import Projection
from relmap.store.document import Document
from relmap.ui.feed import Feed
from relmap.ui.panels.inspector import Inspector
from relmap.ui.panels.pick import Pick
from relmap.ui.panels.tile import Tile
from relmap.ui.selection import Selection
from tests.casefiles import begun_document, demo_document

W = TypeVar("W", bound=QWidget)


class Room:
    """The inspector with what a test asks of it."""

    def __init__(self, document: Document, qtbot: QtBot) -> None:
        self.document, self.qtbot = document, qtbot
        self.author: Author = "client"
        self.projection = Projection(document, "therapist")
        self.feed = Feed(self.projection)
        self.selection = Selection()
        self.inspector = Inspector(document, self.feed, self.selection, lambda: self.author)
        qtbot.addWidget(self.inspector)
        self.inspector.resize(330, 900)
        self.inspector.show()
        self.inspector.activateWindow()

    def select(self, *ids: str) -> None:
        self.selection.set(ids)

    @property
    def panel(self) -> QWidget:
        panel = self.inspector.panel
        assert panel is not None
        return panel

    def all(self, cls: type[W], name: str = "") -> list[W]:
        """The parts in sight, newest panel only."""
        found = self.panel.findChildren(cls, name) if name else self.panel.findChildren(cls)
        return [part for part in found if part.isVisible()]

    def part(self, cls: type[W], name: str) -> W:
        found = self.all(cls, name)
        assert found, f"no {name}"
        return found[0]

    def button(self, words: str) -> QAbstractButton:
        """The button or chip with these words."""
        found = [
            button
            for button in self.all(QAbstractButton)
            if words in (button.text().replace("&&", "&"), getattr(button, "words", None), button.accessibleName())
        ]
        assert found, f"no button {words!r} among {[b.text() or b.accessibleName() for b in self.all(QAbstractButton)]}"
        return found[0]

    def press(self, words: str) -> None:
        """Press a button, and let what it begins begin."""
        self.button(words).click()
        QApplication.sendPostedEvents()
        QTest.qWait(1)

    def write(self, name: str, text: str) -> None:
        """Replace the words in the field of that name, and leave it."""
        paper = self.paper(name)
        paper.setFocus()
        paper.selectAll()
        QTest.keyClicks(paper, text) if text else QTest.keyClick(paper, Qt.Key.Key_Delete)
        self.inspector.flush()

    def paper(self, name: str) -> QPlainTextEdit:
        return self.part(QWidget, name).findChildren(QPlainTextEdit)[0]

    def words(self) -> str:
        """All words in sight."""
        labels = [label.text() for label in self.all(QLabel)]
        papers = [paper.toPlainText() for paper in self.all(QPlainTextEdit)]
        tiles = [f"{tile.words} {tile.accessibleDescription()}" for tile in self.all(Tile)]
        buttons = [button.text() for button in self.all(QAbstractButton)]
        return "\n".join([*labels, *papers, *tiles, *buttons])

    def pick(self, typed: str) -> None:
        """Type into the open list and take its first line."""
        pick = next((one for one in QApplication.topLevelWidgets() if isinstance(one, Pick) and one.isVisible()), None)
        assert pick is not None, "no list is open"
        line = pick.findChild(QWidget, "find")
        assert line is not None
        QTest.keyClicks(line, typed)
        QTest.keyClick(line, Qt.Key.Key_Return)
        QApplication.sendPostedEvents()
        QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))

    def close(self) -> None:
        self.inspector.close_case()
        self.inspector.hide()
        self.document.close()


MakeRoom = Callable[[], Room]


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, light: object) -> Iterator[Room]:
    """A case that has just begun."""
    made = Room(begun_document(tmp_path / "case.relmap"), qtbot)
    yield made
    made.close()


@pytest.fixture
def heron(tmp_path: Path, qtbot: QtBot, light: object) -> Iterator[Room]:
    """The demo case."""
    document = demo_document(tmp_path / "heron.relmap")
    made = Room(document, qtbot)
    yield made
    made.close()
