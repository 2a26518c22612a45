"""The first window: open a case, make one, or look at the demo. It loads nothing of the store before it is shown.

What the desk will need is loaded on a thread of its own as soon as the window is up, and unlocking runs on another;
the window stays alive meanwhile. A page is made when it is first shown.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from relmap import NAME
from relmap.settings import Settings
from relmap.ui.ahead import load_ahead
from relmap.ui.guard import guarded
from relmap.ui.jobs import Job
from relmap.ui.kept_passphrase import KeptPassphrase
from relmap.ui.later import later
from relmap.ui.start_pages import WIDTH, ErasePage, HomePage, NewPage, Page, UnlockPage
from relmap.ui.theme import themes
from relmap.words import Trouble, say

if TYPE_CHECKING:
    from relmap.ui.shelf_view import ShelfView

P = TypeVar("P", bound=Page)

SUFFIX = ".relmap"


class StartWindow(QWidget):
    """Says `opened(document)` when a case is ready, `demo_asked` when the demo is wanted.

    `forget_asked`: the passphrase that is kept is to be forgotten.
    """

    opened = Signal(object)
    demo_asked = Signal()
    forget_asked = Signal()
    closed = Signal()

    def __init__(self, settings: Settings, kept: KeptPassphrase | None = None) -> None:
        """Begin at the home page; `kept` holds a passphrase for several cases, where somebody wants one."""
        super().__init__()
        self.setWindowTitle(NAME)
        self.setObjectName("start")
        self.setAcceptDrops(True)
        self._settings = settings
        self._job: Job | None = None
        self._ahead: Job | None = None
        self._handed_over = False
        self._kept = kept or KeptPassphrase()
        self._wanted = ""
        self._shelf: ShelfView | None = None
        self._made: list[Page] = []
        self._pages = QStackedWidget(self)
        self.home = self._add(HomePage(self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scrolled = QScrollArea(self)  # with large text a page can be taller than a small screen
        scrolled.setObjectName("start_pages")
        scrolled.setWidgetResizable(True)
        scrolled.setWidget(self._pages)
        column.addWidget(scrolled)
        self.home.open_asked.connect(self._ask_open)
        self.home.new_asked.connect(self.ask_new)
        self.home.demo_asked.connect(self.demo_asked)
        self.home.forget_asked.connect(self.forget_asked)
        self.home.show_kept(bool(self._kept.words))
        self.resize(self._size())

    def _size(self) -> QSize:
        scale = themes().text_scale
        return QSize(round(max(640, (WIDTH + 80) * scale)), round(660 * scale)).boundedTo(self.screen().availableSize())

    @cached_property
    def unlock(self) -> UnlockPage:
        """The page that asks for the passphrase of a case."""
        page = self._add(UnlockPage(self))
        page.entered.connect(self._unlock)
        page.erase_asked.connect(self.ask_erase)
        return page

    @cached_property
    def new(self) -> NewPage:
        """The page that asks what a new case needs."""
        page = self._add(NewPage(self))
        page.entered.connect(self._ask_place)
        return page

    @cached_property
    def erase(self) -> ErasePage:
        """The page that asks whether a case is to be erased."""
        page = self._add(ErasePage(self))
        page.erased.connect(self._erase)
        return page

    def show_home(self) -> None:
        """Go back to the beginning, and forget what was typed."""
        for page in self._made:
            page.clear()
        self._pages.setCurrentWidget(self.home)
        self._show_shelf()

    def choose(self, path: Path) -> None:
        """Open a file with the passphrase that is kept, else ask for its own."""
        self.ask_passphrase(path)
        if self._kept.words:
            self._try(path, self._kept.words, say("The passphrase that is kept is not the one of this case."))

    def ask_passphrase(self, path: Path) -> None:
        """Ask for the passphrase of a file."""
        self.unlock.begin(path)
        self._pages.setCurrentWidget(self.unlock)
        self.unlock.setFocus()

    def ask_erase(self, path: Path) -> None:
        """Ask whether a case is to be erased, and say what goes with it."""
        from relmap.store.erasing import belongings

        try:
            going = belongings(path)
        except Trouble as trouble:
            self.say_trouble(str(trouble))
            return
        self.erase.begin(path, [one.name for one in going])
        self._pages.setCurrentWidget(self.erase)
        self.erase.setFocus()

    def ask_again(self, path: Path, words: str) -> None:
        """Ask for the passphrase of a file that was locked, and say so."""
        self.ask_passphrase(path)
        self.unlock.tell(words)

    def ask_new(self) -> None:
        """Ask for what a new case needs."""
        self.new.begin()
        self._pages.setCurrentWidget(self.new)
        self.new.setFocus()

    def open_with(self, path: Path, passphrase: str) -> None:
        """Unlock a file with a passphrase that is known."""
        self.ask_passphrase(path)
        self._unlock(passphrase, keep=False)

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
        if isinstance(page, Page):
            page.complain(sentence)

    def create_in(self, path: Path) -> None:
        """Make the new case in a file."""
        self._settings.last_folder = str(path.parent)
        new = self.new
        code, passphrase, couple = new.code(), new.passphrase(), new.couple()
        self.work(say("Making the case…"), lambda: create_case(path, passphrase, code, couple=couple))

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
            self.choose(chosen)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt  # here, because to load it takes as long as to build the first window

        if event.key() == Qt.Key.Key_Escape and self._job is None:
            self.show_home()
        else:
            super().keyPressEvent(event)

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        self.show_home()
        for page in self._made:
            page.close_jobs()
        if self._ahead is not None:
            self._ahead.wait()
        if self._job is not None:
            self._job.wait()
            self._let_go()
        super().closeEvent(event)
        self.closed.emit()

    def _begin_ahead(self) -> None:
        if self._ahead is None:
            self._ahead = Job(lambda progress, cancelled: load_ahead(cancelled), self)
            later(self, self._load_ahead)  # once all of the window has been painted

    def _load_ahead(self) -> None:
        if self._ahead is not None and self.isVisible():
            self._show_shelf()
            self._ahead.start()

    def _show_shelf(self) -> None:
        """List the cases of the folder, now that the window is up."""
        if self._shelf is None:
            if not self.isVisible():
                return
            from relmap.ui.shelf_view import ShelfView

            shelf = self._shelf = ShelfView(self._settings, self.home)
            shelf.chosen.connect(self.choose)
            shelf.erase_asked.connect(self.ask_erase)
            shelf.folder_asked.connect(self._ask_folder)
        self._shelf.show_folder()
        self.home.show_shelf(self._shelf, filled=self._shelf.filled)
        if self._shelf.filled and self._pages.currentWidget() is self.home:
            self._shelf.setFocus()

    def _hand_over(self, document: Any) -> None:
        self._handed_over = True
        if self._wanted:
            self._kept.keep(self._wanted)
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
        self.choose(path)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, say("A folder of cases"), self._settings.last_folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(self._chose_folder)
        dialog.open()

    def _chose_folder(self, folder: str) -> None:
        self._settings.last_folder = folder
        self._show_shelf()

    def _erase(self, path: Path) -> None:
        from relmap.store.erasing import erase_case

        try:
            erase_case(path)
        except Trouble as trouble:
            self.say_trouble(str(trouble))
            return
        self.show_home()
        self.home.complain(say("“{name}” was erased.", name=path.stem))

    def _ask_place(self) -> None:
        dialog = self._dialog(say("Where the new case is kept"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setDefaultSuffix(SUFFIX[1:])
        if not self._settings.last_folder and self._shelf is not None:
            with contextlib.suppress(OSError):
                self._shelf.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                dialog.setDirectory(str(self._shelf.folder))
        dialog.selectFile(f"{self.new.code() or 'case'}{SUFFIX}")
        dialog.fileSelected.connect(lambda chosen: self.create_in(Path(chosen)))
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title, self._settings.last_folder)
        dialog.setNameFilter(say("relmap case (*{suffix})", suffix=SUFFIX))
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _unlock(self, passphrase: str, keep: bool) -> None:
        path = self.unlock.path
        if path is not None:
            self._wanted = passphrase if keep else ""
            self.work(say("Unlocking…"), lambda: open_case(path, passphrase))

    def _try(self, path: Path, passphrase: str, otherwise: str) -> None:
        from relmap.store.errors import WrongPassphrase

        def work() -> Any:
            try:
                return open_case(path, passphrase)
            except WrongPassphrase as error:
                raise Trouble(otherwise) from error

        self.work(say("Unlocking…"), work)

    def _show_busy(self, page: QWidget | None, words: str) -> None:
        if isinstance(page, Page):
            page.show_busy(words)

    def _failed(self, page: QWidget | None, error: Exception) -> None:
        if not isinstance(error, Trouble):
            self._show_busy(page, "")
            raise error
        if isinstance(page, Page):
            page.complain(str(error))

    def _ended(self) -> None:
        self._job = None
        for page in self._made:
            page.show_busy("")

    def _add(self, page: P) -> P:
        self._made.append(page)
        self._pages.addWidget(page)
        page.back_asked.connect(self.show_home)
        page.painted.connect(self._begin_ahead)
        return page


def open_case(path: Path, passphrase: str) -> Any:
    """Unlock and load a case, and load what its window is made of; for a thread."""
    load_ahead()
    from relmap.model.people import CASE_ID
    from relmap.store.files import open_document

    document = open_document(path, passphrase)
    document.referrers(CASE_ID)  # who refers to whom is found out at the first question: here, where no window waits
    return document


def create_case(path: Path, passphrase: str, code: str | None, *, couple: bool = False) -> Any:
    """Make a case with its first people; for a thread."""
    load_ahead()
    from relmap.exchange.making import make_case

    make_case(path, passphrase, code, couple=couple)
    return open_case(path, passphrase)
