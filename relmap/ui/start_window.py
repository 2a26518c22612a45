"""The first window: open a case, make one, or look at the demo. It loads nothing of the store before it is shown.

Unlocking runs on a thread of its own, with everything slow that the desk will need; the window stays alive meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from relmap import NAME
from relmap.settings import Settings
from relmap.ui.guard import guarded
from relmap.ui.jobs import Job
from relmap.ui.start_pages import HomePage, NewPage, UnlockPage
from relmap.words import Trouble, say

SUFFIX = ".relmap"


class StartWindow(QWidget):
    """Says `opened(document)` when a case is ready, and `demo_asked` when the demo is wanted."""

    opened = Signal(object)
    demo_asked = Signal()
    closed = Signal()

    def __init__(self, settings: Settings) -> None:
        """Begin at the home page."""
        super().__init__()
        self.setWindowTitle(NAME)
        self.setObjectName("start")
        self.setAcceptDrops(True)
        self._settings = settings
        self._job: Job | None = None
        self._handed_over = False
        self.home, self.unlock, self.new = HomePage(self), UnlockPage(self), NewPage(self)
        self._pages = QStackedWidget(self)
        for page in (self.home, self.unlock, self.new):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.home.open_asked.connect(self._ask_open)
        self.home.new_asked.connect(self.ask_new)
        self.home.demo_asked.connect(self.demo_asked)
        self.unlock.entered.connect(self._unlock)
        self.new.entered.connect(self._ask_place)
        for page in (self.unlock, self.new):
            page.back_asked.connect(self.show_home)
        self.resize(640, 600)

    def show_home(self) -> None:
        """Go back to the beginning, and forget what was typed."""
        self.unlock.clear()
        self.new.clear()
        self._pages.setCurrentWidget(self.home)

    def ask_passphrase(self, path: Path) -> None:
        """Ask for the passphrase of a file."""
        self.unlock.begin(path)
        self._pages.setCurrentWidget(self.unlock)
        self.unlock.setFocus()

    def ask_new(self) -> None:
        """Ask for what a new case needs."""
        self.new.begin()
        self._pages.setCurrentWidget(self.new)
        self.new.setFocus()

    def open_with(self, path: Path, passphrase: str) -> None:
        """Unlock a file with a passphrase that is known."""
        self.ask_passphrase(path)
        self._unlock(passphrase)

    def work(self, busy: str, work: Callable[[], Any]) -> None:
        """Run `work`, which gives a document, beside the window; its Trouble is said on the page."""
        if self._job is None:
            page = self._pages.currentWidget()
            self._show_busy(page, busy)
            self._job = Job(lambda progress, cancelled: work(), self)
            self._job.done.connect(self._hand_over)
            self._job.failed.connect(lambda error: self._failed(page, error))
            self._job.ended.connect(self._ended)
            self._job.start()

    def say_trouble(self, sentence: str) -> None:
        """Show a sentence on the page that is shown."""
        page = self._pages.currentWidget()
        if isinstance(page, HomePage | UnlockPage | NewPage):
            page.complain(sentence)

    def create_in(self, path: Path) -> None:
        """Make the new case in a file."""
        self._settings.last_folder = str(path.parent)
        code, passphrase = self.new.code(), self.new.passphrase()
        self.work(say("Making the case…"), lambda: create_case(path, passphrase, code))

    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.toLocalFile().endswith(SUFFIX) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @guarded
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        chosen = next((path for path in paths if path.suffix == SUFFIX), None)
        if chosen is not None and self._job is None:
            event.acceptProposedAction()
            self.ask_passphrase(chosen)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._job is None:
            self.show_home()
        else:
            super().keyPressEvent(event)

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        self.show_home()
        self.new.close_jobs()
        if self._job is not None:
            self._job.wait()
            self._let_go()
        super().closeEvent(event)
        self.closed.emit()

    def _hand_over(self, document: Any) -> None:
        self._handed_over = True
        self.opened.emit(document)

    def _let_go(self) -> None:
        """Close a case that was opened for nobody, because the window was closed meanwhile."""
        answer = self._job.answer if self._job is not None and not self._handed_over else None
        if answer is not None:
            answer.close()

    def _ask_open(self) -> None:
        dialog = self._dialog(say("Open a case"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self._chosen(Path(chosen)))
        dialog.open()

    def _chosen(self, path: Path) -> None:
        self._settings.last_folder = str(path.parent)
        self.ask_passphrase(path)

    def _ask_place(self) -> None:
        dialog = self._dialog(say("Where the new case is kept"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setDefaultSuffix(SUFFIX[1:])
        dialog.selectFile(f"{self.new.code() or 'case'}{SUFFIX}")
        dialog.fileSelected.connect(lambda chosen: self.create_in(Path(chosen)))
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title, self._settings.last_folder)
        dialog.setNameFilter(say("relmap case (*{suffix})", suffix=SUFFIX))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _unlock(self, passphrase: str) -> None:
        path = self.unlock.path
        if path is not None:
            self.work(say("Unlocking…"), lambda: open_case(path, passphrase))

    def _show_busy(self, page: QWidget | None, words: str) -> None:
        if isinstance(page, HomePage | UnlockPage | NewPage):
            page.show_busy(words)

    def _failed(self, page: QWidget | None, error: Exception) -> None:
        if not isinstance(error, Trouble):
            self._show_busy(page, "")
            raise error
        if isinstance(page, HomePage | UnlockPage | NewPage):
            page.complain(str(error))

    def _ended(self) -> None:
        self._job = None
        for page in (self.home, self.unlock, self.new):
            page.show_busy("")


def open_case(path: Path, passphrase: str) -> Any:
    """Unlock and load a case, and load what its window is made of; for a thread."""
    from relmap.store.files import open_document

    document = open_document(path, passphrase)
    import relmap.ui.therapist_window  # noqa: F401  # so that the window's own thread need not wait for it

    return document


def create_case(path: Path, passphrase: str, code: str | None) -> Any:
    """Make a case with its first people; for a thread."""
    import relmap.ui.therapist_window  # noqa: F401  # as above
    from relmap.edits.case import begin
    from relmap.store.files import create_document

    document = create_document(path, passphrase)
    begin(document, code=code)
    return document
