"""What leaves the encrypted file from the window: the map as a picture, the case as JSON, and forms of other programs.

It says first that this leaves the encryption, asks for whom it is, and keeps a record once the file is written.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from relmap.edits.exports import record_export
from relmap.exchange.forms_out import FORMS, form_warning, write_form
from relmap.exchange.landing import case_warning, landing, picture_warning, require_other, write_file
from relmap.exchange.writing import case_bytes
from relmap.settings import Settings
from relmap.store.document import Document
from relmap.store.troubles import translate
from relmap.ui.drawing import map_steps
from relmap.ui.leaving_question import LeavingQuestion
from relmap.ui.messages import Messages
from relmap.ui.steps import Steps
from relmap.words import Trouble, say

Work: TypeAlias = Generator[float, None, object]
Writer = Callable[[Path], Work | None]
"""Writes a file: at once, or bit by bit, saying how far it is (0 to 1)."""
_AT_ONCE = 0.25
"""Seconds of writing before anything else is done."""
ON_CLIPBOARD = "clipboard"


class Leaving(QObject):
    """Saves outside the case; speaks through one message line."""

    def __init__(self, document: Document, messages: Messages, settings: Settings, window: QWidget) -> None:
        """Ask for file names over `window`."""
        super().__init__(window)
        self._document, self._messages = document, messages
        self._settings, self._window = settings, window
        self._steps: Steps | None = None
        self._leave_off: Callable[[], None] = lambda: None
        self._stopped = ""
        self._more_asked = False
        self._offered = False

    def close_case(self) -> None:
        """Stop what is being written or printed, and take our picture off the clipboard."""
        self.stop()
        clipboard = QGuiApplication.clipboard()
        if self._offered and clipboard.ownsClipboard() and clipboard.mimeData().hasImage():
            clipboard.clear()

    def stop(self) -> None:
        """Write or print no further; of a file nothing is left."""
        steps, self._steps = self._steps, None
        if steps is not None:
            steps.cancel()
            self._record_what_left()

    def save_map(self) -> None:
        """Ask for whom and where, then draw the map there as PNG, SVG or PDF."""
        kinds = say("Picture (*.png);;Drawing (*.svg);;Page (*.pdf)")
        self.save(say("Save the map as a picture"), "map.png", kinds, self.write_map, picture_warning(), say("the map"))

    def save_case(self) -> None:
        """Ask for whom and where, then write the whole case there."""
        kinds = say("Case (*.json)")
        title, what = say("Save the whole case as JSON"), say("the whole case")
        self.save(title, "case.json", kinds, self.write_case, case_warning(), what)

    def save_form(self) -> None:
        """Ask for whom and where, then write the map for another program."""
        kinds = say("yEd, Gephi (*.graphml);;Tables as of Network Canvas (*.zip);;draw.io (*.drawio)")
        title = say("Save the map for another program")
        self.save(title, "map.graphml", kinds, self.write_form, form_warning(), say("the map"))

    def save(self, title: str, name: str, kinds: str, write: Writer, warning: str, what: str) -> None:
        """Say what leaves, ask for whom and where, then write; `what`: words for the record. `kinds`: Qt's filters.

        One thing is written at a time: while one is, the next is not begun, and the line says so.
        """
        if self._is_busy():
            return

        def choose(whom: str) -> None:
            self._choose(title, name, kinds, lambda path: self._write(path, write, warning, what, whom))

        LeavingQuestion(title, warning, choose, self._window).open()

    def hand_over(self, title: str, warning: str, on: str, choose: Callable[[str], None]) -> None:
        """Say what leaves, and ask for whom before `choose` goes on with that; `on`: the words of that button."""
        if self._is_busy():
            return

        def chosen(whom: str) -> None:
            try:
                choose(whom)
            except Trouble as trouble:
                self._messages.tell(str(trouble), stays=True)

        LeavingQuestion(title, warning, chosen, self._window, on).open()

    def begin(self, work: Work, words: str, *, stopped: str, what: str, form: str, whom: str) -> None:
        """Do what leaves as it is done, bit by bit; keep a record of it and say `words`.

        `stopped`: what is said where it ends before its end; what has left by then is recorded all the same.
        """
        self._begin(work, words, lambda: self._record(what, form, whom), stopped=stopped)

    def copy(self, picture: QImage, what: str) -> None:
        """Offer a picture on the clipboard, keep the record of it, and say so. `what`: words for the record."""
        QGuiApplication.clipboard().setImage(picture)
        self._offered = True
        try:
            self._record(what, ON_CLIPBOARD, "")
        except Trouble as trouble:
            QGuiApplication.clipboard().clear()
            self._messages.tell(str(trouble), stays=True)
            return
        self._messages.tell(
            say("Copied. It is not encrypted there; locking or closing the case takes it off the clipboard.")
        )

    def write_map(self, path: Path) -> Generator[float, None, None]:
        """Draw the map into a file, by its suffix, bit by bit. Replaces it: the file dialog has asked."""
        with landing(path, replace=True) as draft:
            yield from map_steps(self._document, draft)

    def write_form(self, path: Path) -> None:
        """Write the map in the form that the suffix names. Replaces the file: the file dialog has asked."""
        if path.suffix.lower() not in FORMS:
            raise Trouble(say("The name must end in .graphml, .zip or .drawio. Nothing was written."))
        write_form(self._document, path, replace=True)

    def write_case(self, path: Path) -> None:
        """Write the whole case into a file. Replaces it: the file dialog has asked."""
        if path.suffix.lower() != ".json":
            raise Trouble(say("The name must end in .json. Nothing was written."))
        write_file(path, case_bytes(self._document), replace=True)

    def _is_busy(self) -> bool:
        self._more_asked = self._steps is not None
        return self._more_asked

    def _choose(self, title: str, name: str, kinds: str, chosen: Writer) -> None:
        dialog = QFileDialog(self._window, title, self._settings.last_folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # it holds what is to be written
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kinds)
        dialog.selectFile(name)
        dialog.setDefaultSuffix(Path(name).suffix[1:])
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kind.rpartition("*.")[2].rstrip(")")))
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.open()

    def _write(self, path: Path, write: Writer, warning: str, what: str, whom: str) -> None:
        words = f"{say('“{name}” was written.', name=path.name)} {warning}"
        form = path.suffix[1:].lower()
        try:
            require_other(path, self._document.path)
            work = write(path)
            if work is None:
                self._record(what, form, whom)
        except (Trouble, OSError) as error:
            self._tell_trouble(error, path)
            return
        if work is None:
            self._messages.tell(words)
        else:
            self._begin(work, words, lambda: self._record(what, form, whom), path)

    def _begin(
        self, work: Work, words: str, then: Callable[[], None], path: Path | None = None, stopped: str | None = None
    ) -> None:
        """Do the work bit by bit, say how far it is, and at the end keep the record and say `words`.

        `stopped`: what is said instead where it is stopped, and then the record is kept too; None: nothing has left.
        """
        self._more_asked = False
        self._leave_off = (lambda: None) if stopped is None else then
        self._stopped = stopped or say("Stopped. Nothing was written.")
        steps = self._steps = Steps(work, self)
        steps.progress.connect(self._show_progress)
        steps.done.connect(lambda _: self._finish(words, then))
        steps.failed.connect(lambda error: self._fail(error, path))
        steps.start(_AT_ONCE)

    def _finish(self, words: str, then: Callable[[], None]) -> None:
        self._steps = None
        try:
            then()
        except Trouble as trouble:
            self._messages.tell(str(trouble), stays=True)
        else:
            self._messages.tell(words)

    def _record_what_left(self) -> None:
        """Where something left before it was stopped, or stopped by itself."""
        try:
            self._leave_off()
        except Trouble as trouble:
            self._messages.tell(str(trouble), stays=True)

    def _fail(self, error: Exception, path: Path | None) -> None:
        self._steps = None
        self._record_what_left()
        if not isinstance(error, Trouble | OSError):
            self._messages.clear()
            raise error
        self._tell_trouble(error, path)

    def _show_progress(self, far: float) -> None:
        words = say("Writing… {percent} %", percent=round(100 * far))
        if self._more_asked:
            words += ". " + say("One thing is written at a time: the next can be saved or printed after it.")
        self._messages.tell(words, ((say("Stop"), self.stop_and_say),), stays=True)

    def stop_and_say(self) -> bool:
        """Stop what is being written or printed, and say so; False where nothing is."""
        if self._steps is None:
            return False
        self._messages.tell(self._stopped)
        self.stop()
        return True

    def _record(self, what: str, form: str, whom: str) -> None:
        record_export(self._document, what=what, form=form, for_whom=whom)

    def _tell_trouble(self, error: Trouble | OSError, path: Path | None) -> None:
        if isinstance(error, OSError):
            error = translate(error, path if path is not None else Path())
        self._messages.tell(str(error), stays=True)
