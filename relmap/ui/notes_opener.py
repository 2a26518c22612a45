"""Opens the process notes of a case from the desk, in their own window, and closes them with the case.

The desk knows no more of them than this: that they can be opened, put away, and may have words that are not stored.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from relmap.store.document import Document
from relmap.store.places import notes_path
from relmap.ui.beside import Beside
from relmap.ui.canvas import Canvas
from relmap.ui.feed import Feed
from relmap.ui.later import later
from relmap.ui.locking import Locking
from relmap.ui.notes_map import NotesMap
from relmap.ui.notes_window import NotesWindow
from relmap.ui.pen import Pen
from relmap.ui.selection import Selection
from relmap.ui.ways import Ways
from relmap.words import say


class Desk(Protocol):
    """Where the notes are opened: the therapist's window."""

    beside: Beside
    canvas: Canvas
    document: Document
    feed: Feed
    locking: Locking
    pen: Pen
    selection: Selection
    ways: Ways


class ProcessNotes(QObject):
    """At most one window of notes, covered and locked with the desk, and never where the client looks."""

    def __init__(self, desk: QWidget) -> None:
        """Nothing is open."""
        super().__init__(desk)
        self._window_of_desk = desk
        self.window: NotesWindow | None = None
        self._map: NotesMap | None = None

    def furnish(self, desk: Desk) -> None:
        """Open what belongs to the case of this desk."""
        self._desk = desk
        desk.beside.opened.connect(self._keep_off_soon)
        desk.pen.changed.connect(self._give_way)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self.keep_off)
            application.screenRemoved.connect(self.keep_off)

    def open(self) -> None:
        """Open the notes, or bring them to the front."""
        if self.window is None:
            self._make()
        if self.window is not None:
            self.window.open_up()
            if not self.window.isVisible():
                words = say("The desk stands on the client’s screen. Move it to your own to open the process notes.")
                self._desk.canvas.messages.tell(words)

    def keep_off(self, _screen: object = None) -> None:
        """Look again whether the notes stand on the client's screen: it may just have become that."""
        if self.window is not None and self.window.isVisible():
            self.window.keep_off()

    def _give_way(self, to_client: bool) -> None:
        if to_client:
            self.put_away()

    def _keep_off_soon(self, _window: object) -> None:
        later(self, self.keep_off)  # once the client's window stands where it will

    def put_away(self) -> bool:
        """Store and close the notes, as when the screen goes to the client; False where words could not be stored.

        Out of sight they are in any case.
        """
        if self.window is None:
            return True
        if self.window.flush():
            return self.window.close()
        self.window.hide()
        return False

    def flush(self) -> bool:
        """Store what is being typed; False where it could not be, and still stands there."""
        return self.window is None or self.window.flush()

    def close_case(self) -> None:
        """Close the notes, whatever happens; no word of them stays."""
        if self.window is not None:
            self.window.drop_words()
            self.window.close()

    def _make(self) -> None:
        desk = self._desk
        map_ = self._map = NotesMap(desk.document, desk.feed, desk.selection, self._show, self)
        path = notes_path(desk.document.path)
        window = self.window = NotesWindow(path, map_, self._window_of_desk, desk.beside.client_screen)
        window.left.connect(self._left)
        window.map_asked.connect(self._to_desk)
        window.lock_asked.connect(desk.locking.shelter.lock)
        desk.locking.shelter.take(window)

    def _left(self) -> None:
        window, self.window = self.window, None
        map_, self._map = self._map, None
        if map_ is not None:
            map_.close_case()
            map_.deleteLater()
        if window is not None:
            window.deleteLater()

    def _show(self, id: str) -> None:
        self._to_desk()
        self._desk.ways.go_to(id)

    def _to_desk(self) -> None:
        self._window_of_desk.raise_()
        self._window_of_desk.activateWindow()
