"""The window of process notes over a real encrypted file, worked by keys as the desk is."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from relmap.apart.notebook import Notebook
from relmap.apart.notes import ProcessNote
from relmap.store.places import notes_path
from relmap.ui.notes_doors import Door
from relmap.ui.notes_page import NotesPage
from relmap.ui.notes_window import NotesWindow
from tests.notefiles import NOTES_PASSPHRASE, empty_notebook, written
from tests.ui.desk import CTRL, NONE, SHIFT, Desk, K, settle, words_of

W = TypeVar("W", bound=QWidget)


class Notes:
    """The notes of a desk's case, opened with Ctrl+Shift+N and their passphrase."""

    def __init__(self, desk: Desk) -> None:
        """Make a file with no note, and open it."""
        self.desk = desk
        empty_notebook(notes_path(desk.path)).close()
        self.open()

    def open(self) -> None:
        """Open the window, type the passphrase, Enter."""
        show(self.desk)
        self.write(NOTES_PASSPHRASE)
        self.key(K.Key_Return)
        self.desk.qtbot.waitUntil(lambda: self.window.page is not None)
        settle()

    @property
    def window(self) -> NotesWindow:
        return window_of(self.desk)

    @property
    def door(self) -> Door:
        return door_of(self.desk)

    @property
    def page(self) -> NotesPage:
        assert self.window.page is not None
        return self.window.page

    @property
    def notebook(self) -> Notebook:
        return self.page._notebook

    @property
    def texts(self) -> list[str]:
        """What is stored, the newest first."""
        return [note.text for note in self.notebook.notes]

    @property
    def one(self) -> ProcessNote:
        """The one note that is stored."""
        (note,) = self.notebook.notes
        return note

    @property
    def listed(self) -> list[str]:
        """What the list says."""
        return [row.spoken for row in self.page.list._rows.rows]

    @property
    def chips(self) -> list[str]:
        """What the note says it is about."""
        return [one.accessibleName() for one in self.tiles]

    @property
    def tiles(self) -> list[QAbstractButton]:
        return [one for one in self.page.editor._chips.findChildren(QAbstractButton) if one.isVisible()]

    def have(self, *texts: str) -> None:
        """Put these notes in, the first one first."""
        for text in texts:
            written(self.notebook, text)
        self.page._follow_note()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def write(self, words: str) -> None:
        """Type words where the keyboard is, which is in this window."""
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.window() is self.window
        type_words(words)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        where = widget.mapTo(self.window, at or widget.rect().center())
        QTest.mouseClick(self.window.windowHandle(), Qt.MouseButton.LeftButton, NONE, where)

    def part(self, cls: type[W], name: str = "") -> W:
        found = [one for one in self.window.findChildren(cls) if one.isVisible()]
        if name:
            found = [one for one in found if name in (one.objectName(), one.accessibleName(), words_of(one))]
        assert len(found) == 1, f"{len(found)} of {cls.__name__} {name!r}"
        return found[0]


def type_words(words: str) -> None:
    """Type words where the keyboard is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)


def window_of(desk: Desk) -> NotesWindow:
    window = desk.window.notes.window
    assert window is not None
    return window


def door_of(desk: Desk) -> Door:
    door = window_of(desk).door
    assert door is not None
    return door


def show(desk: Desk) -> None:
    """Ctrl+Shift+N at the desk, until the window of notes has the keyboard."""
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.key(K.Key_N, CTRL | SHIFT)
    desk.qtbot.waitUntil(window_of(desk).isActiveWindow)
