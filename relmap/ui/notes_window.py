"""The window of the therapist's process notes: it opens their file, keeps off the client's screen, and leaves nothing.

It is the one place in which their words are shown. It never stands on the client's screen, not even by a corner: while
any part of it does, it is empty. Systems that can are asked to leave it out of shared and recorded screens.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMargins, QRect, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QMoveEvent, QResizeEvent, QScreen, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmap import NAME
from relmap.apart.notebook import Notebook, create_notebook, open_notebook
from relmap.ui.guard import guarded
from relmap.ui.in_sight import InSight
from relmap.ui.jobs import Job
from relmap.ui.notes_doors import ChangingDoor, Door, MakingDoor, UnlockDoor
from relmap.ui.notes_map import NotesMap
from relmap.ui.notes_page import NotesPage
from relmap.ui.out_of_capture import leave_out_of_capture
from relmap.ui.panels.dress import plain_label, scaled
from relmap.words import Trouble, say

ClientScreen = Callable[[], QScreen | None]
FIRST_SIZE = (980, 640)
SMALLEST = (560, 420)
SETTLED_MS = 300
"""After so long without moving, a window that strayed goes back."""
_FOR_THE_FRAME = QMargins(24, 48, 24, 24)
"""Room on a screen for what a system puts round a window."""


class NotesWindow(QWidget):
    """The notes in the file at `path`. `left` when it is closed; `map_asked` when the desk is wanted in front.

    `lock_asked` is for whoever locks all windows at once.
    """

    left = Signal()
    map_asked = Signal()
    lock_asked = Signal()

    def __init__(self, path: Path, map_: NotesMap, desk: QWidget, client_screen: ClientScreen) -> None:
        """Ask for the passphrase, or offer to make the file; `desk` tells on which screen this belongs."""
        super().__init__()
        self.setWindowTitle(NAME)
        self.setObjectName("start")
        self.setMinimumSize(*SMALLEST)
        self._path, self._map, self._desk, self._client_screen = path, map_, desk, client_screen
        self._notebook: Notebook | None = None
        self._job: Job | None = None
        self._drops_words = self._closed = False
        self.page: NotesPage | None = None
        whole = QWidget(self)  # the one child that a cover takes away: what shows itself at times stands inside
        self._stack = InSight(whole)
        door = UnlockDoor(self) if path.exists() else MakingDoor(path, self)
        self.door: Door | None = door
        self._stack.addWidget(door)
        self._footnote = plain_label("", "small")
        self._footnote.setContentsMargins(scaled(14), scaled(4), scaled(14), scaled(6))
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self._footnote)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(whole)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED_MS)
        self._settling.timeout.connect(self.keep_off)
        door.entered.connect(partial(self._open, door))
        door.left.connect(self.map_asked)
        for keys, asked in (("Ctrl+Alt+L", self.lock_asked), ("Ctrl+Shift+N", self.map_asked)):
            QShortcut(QKeySequence(keys), self).activated.connect(asked)
        self._place()

    def open_up(self) -> None:
        """Come to the front, unless there is no screen but the client's."""
        self.keep_off()
        if self._straying():
            return
        self.show()
        self.raise_()
        self.activateWindow()
        if self.door is not None:
            self.door.setFocus()
        elif self.page is not None:
            self.page.focus_first()

    def flush(self) -> bool:
        """Store what is being typed; False where it could not be, and still stands there."""
        return self.page is None or self.page.flush()

    def drop_words(self) -> None:
        """Let it be closed even where words cannot be stored: it was asked, and that was the answer."""
        self._drops_words = True

    def keep_off(self) -> None:
        """Be where the client does not look: back on the desk's screen, or not to be seen at all."""
        self._settling.stop()
        if self._straying():
            self._place()
        stray = self._straying()
        self._stack.setVisible(not stray)
        if stray:
            self.hide()  # the desk itself stands on the client's screen

    # the file

    def _open(self, door: Door, passphrase: str) -> None:
        if self._job is not None:
            return
        path, making = self._path, isinstance(door, MakingDoor)
        work = create_notebook if making else open_notebook
        door.show_busy(say("Making the file…") if making else say("Unlocking…"))
        self._job = Job(lambda progress, cancelled: work(path, passphrase), self)
        self._job.done.connect(self._opened)
        self._job.failed.connect(partial(self._failed, door))
        self._job.ended.connect(self._ended)
        self._job.start()

    def _opened(self, notebook: Notebook) -> None:
        self._notebook = notebook
        page = self.page = NotesPage(notebook, self._map, self)
        page.map_asked.connect(self.map_asked)
        page.close_asked.connect(self.close)
        page.passphrase_asked.connect(self._ask_another)
        self._stack.addWidget(page)
        self._go_through()
        page.focus_first()

    def _failed(self, door: Door, error: Exception) -> None:
        door.show_busy("")
        if not isinstance(error, Trouble):
            raise error
        door.complain(str(error))

    def _ended(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()  # and the passphrase with it

    def _go_through(self) -> None:
        """Show the notes, and let the door go with what was typed at it."""
        door, self.door = self.door, None
        if self.page is not None:
            self._stack.setCurrentWidget(self.page)
        if door is not None:
            door.forget()
            self._stack.removeWidget(door)
            door.deleteLater()

    def _ask_another(self) -> None:
        if not self.flush():
            return
        door = self.door = ChangingDoor(self)
        self._stack.addWidget(door)
        self._stack.setCurrentWidget(door)
        door.entered.connect(partial(self._change, door))
        door.left.connect(self._back_to_notes)
        door.setFocus()

    def _change(self, door: Door, passphrase: str) -> None:
        if self._notebook is None:
            return
        try:
            self._notebook.change_passphrase(passphrase)
        except Trouble as trouble:
            door.complain(str(trouble))
            return
        self._back_to_notes()
        if self.page is not None:
            self.page.messages.tell(say("The passphrase was changed. Backups made before still open with the old one."))

    def _back_to_notes(self) -> None:
        self._go_through()
        if self.page is not None:
            self.page.focus_first()

    # where it stands

    def _place(self) -> None:
        """In the middle of the desk's screen, and smaller than that."""
        screen = self._desk.screen()
        room = screen.availableGeometry().marginsRemoved(_FOR_THE_FRAME)
        size = self.size() if self.isVisible() else QRect(0, 0, scaled(FIRST_SIZE[0]), scaled(FIRST_SIZE[1])).size()
        box = QRect(room.topLeft(), size.boundedTo(room.size()))
        box.moveCenter(room.center())
        self.setScreen(screen)
        self.setGeometry(box)

    def _straying(self) -> bool:
        screen = self._client_screen()
        return screen is not None and screen.geometry().intersects(self.geometry())  # its frame tells nothing

    def _watch(self) -> None:
        """Show nothing while a corner of it is on the client's screen; go back once it rests."""
        if self.isVisible() and self._straying():
            self._stack.hide()
            self._settling.start()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._footnote.setText(_said_of_capture(left_out=leave_out_of_capture(self)))
        self._watch()

    @guarded
    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._watch()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._watch()

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._watch()

    # going

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.flush() and not self._drops_words:
            event.ignore()
            self._ask_to_drop_words()
            return
        super().closeEvent(event)
        if not self._closed:
            self._closed = True
            self._let_go()
            self.left.emit()

    def _let_go(self) -> None:
        self._settling.stop()
        if self.door is not None:
            self.door.forget()
        if self._job is not None:
            self._job.wait()
            answer, self._job = self._job.answer, None
            self._notebook = self._notebook or answer
        if self.page is not None:
            self.page.close_notes()
        notebook, self._notebook = self._notebook, None
        if notebook is not None:
            notebook.close()

    def _ask_to_drop_words(self) -> None:
        if self.page is not None:
            words = say("What was typed last could not be stored. It still stands where it was typed.")
            self.page.messages.tell(words, ((say("Close without it"), self._close_without_words),), stays=True)

    def _close_without_words(self) -> None:
        self.drop_words()
        self.close()


def _said_of_capture(*, left_out: bool) -> str:
    if left_out:
        return say("This window asks the system to leave it out of shared and recorded screens.")
    return say("This system cannot leave this window out of a shared screen: close it before you share all of yours.")
