"""The composition root: the only place that makes the application and its windows and decides which one is shown.

The first window is up before anything of the store is imported.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from relmap.resources import resource
from relmap.resuming import Resume, replace_process
from relmap.settings import Settings, load_settings, save_settings
from relmap.ui.errors import ErrorBoundary
from relmap.ui.kept_passphrase import KeptPassphrase
from relmap.ui.later import later
from relmap.ui.start_window import StartWindow
from relmap.ui.theme import begin_themes
from relmap.words import say, speak

if TYPE_CHECKING:
    from relmap.store.document import Document
    from relmap.ui.paper.making import Making
    from relmap.ui.therapist_window import TherapistWindow


def run_start() -> int:
    """Show the first window; returns the exit code once everything is closed."""
    return _run(lambda root: root.show_start())


def run_open(path: Path, passphrase: str | None) -> int:
    """Open a case, asking for its passphrase where it is not given."""

    def begin(root: Root) -> None:
        start = root.show_start()
        if passphrase is None:
            start.ask_passphrase(path)
        else:
            start.open_with(path, passphrase)

    return _run(begin)


def run_resumed(resume: Resume) -> int:
    """Go on where the process before this one has left off: at the start, or at a locked case."""
    return _run(lambda root: root.go_on(resume))


def run_demo() -> int:
    """Open the demo case."""

    def begin(root: Root) -> None:
        root.show_start()
        root.open_demo()

    return _run(begin)


def export_picture(document: Document, out: Path) -> None:
    """Draw the map of a case into a file, by its suffix: .png, .svg or .pdf. Works without a display."""
    from relmap.ui.drawing import draw_map

    app = make_application()
    begin_themes(app, "light")
    draw_map(document, out)


def draw_chart(document: Document, key: str, subjects: tuple[str, ...], out: Path, *, replace: bool) -> None:
    """Draw a chart of a case into a file, by its suffix: .png, .svg or .pdf. Works without a display."""
    begin_themes(make_application(), "light")
    from relmap.ui.charts.saving import chart_of

    chart_of(document, key, subjects).write(out, replace=replace)


def make_pages(document: Document) -> Making:
    """What makes pages of a case. Works without a display."""
    from relmap.ui.paper.making import Making

    begin_themes(make_application(), "light")
    return Making(document)


def make_application() -> QApplication:
    """The application, made once. It leaves nothing behind in lists of recent documents and never quits by a lock."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, os.devnull)  # Qt's file dialog would keep folders and names
    app = QApplication(["relmap"])
    app.setApplicationName("relmap")
    app.setQuitLockEnabled(False)
    app.setQuitOnLastWindowClosed(False)
    return app


class Root(QObject):
    """Holds the one window that is open.

    `replaces`: the process may be replaced by a fresh one when a case is locked or left, so that no word of it stays
    in memory. `next` is what that one begins with.
    """

    def __init__(self, app: QApplication, settings: Settings, *, replaces: bool = False) -> None:
        """Dress the application as `settings` wish."""
        super().__init__(app)
        self.replaces = replaces
        self.next: Resume | None = None
        self._resume: Resume | None = None
        self._app, self.settings = app, settings
        self.start: StartWindow | None = None
        self.desk: TherapistWindow | None = None
        self._leftovers = contextlib.ExitStack()
        self._demo_path: Path | None = None
        self.kept = KeptPassphrase()
        self._alone = QTimer(self)
        self._alone.setSingleShot(True)
        self._alone.timeout.connect(self._forget)
        begin_themes(app, settings.theme, settings.text_scale)
        self._boundary = ErrorBoundary(app)
        self._boundary.trouble.connect(self._say_trouble)
        self._boundary.install()

    def show_start(self) -> StartWindow:
        """Show the first window."""
        start = self.start = StartWindow(self.settings, self.kept)
        start.opened.connect(self._show_desk)
        start.demo_asked.connect(self.open_demo)
        start.forget_asked.connect(self._forget)
        start.closed.connect(self._start_closed)
        start.show()
        return start

    def open_demo(self) -> None:
        """Make the demo's encrypted file in a temporary place and open it like any other."""
        if self.start is not None:
            self.start.work(say("Opening the demo…"), self._demo_document)

    def restart(self, resume: Resume | None = None) -> None:
        """Go on in a process in which nothing of this one is left: at the start, or at a locked case.

        While a passphrase is kept for several cases, another one is opened in the same process.
        """
        wanted = resume or Resume(folder=self.settings.last_folder)
        if not self.replaces or self.kept.words:
            self.go_on(wanted)
            return
        if wanted.demo:
            self._leftovers.pop_all()  # the next process takes it away
        self.next = wanted
        self._app.quit()

    def go_on(self, resume: Resume) -> None:
        """Show the first window, and ask for the passphrase of a locked case."""
        start, path = self.start or self.show_start(), Path(resume.path)
        self.settings.last_folder = resume.folder
        if not resume.path or not path.is_file():
            return
        self._resume = resume
        if resume.demo:
            self._keep_demo(path)
        start.ask_again(path, _demo_locked_words() if path == self._demo_path else _locked_words())

    def finish(self) -> None:
        """Store the preferences and take away what was temporary."""
        if self.start is not None:
            self.start.close()  # its threads have to end before the application does
        with contextlib.suppress(OSError):
            save_settings(self.settings)
        self._leftovers.close()

    def _demo_document(self) -> Any:
        from relmap.exchange.demo import DEMO_PASSPHRASE, make_demo
        from relmap.ui.start_window import open_case

        path = make_demo()
        self._keep_demo(path)
        return open_case(path, DEMO_PASSPHRASE)

    def _keep_demo(self, path: Path) -> None:
        from relmap.exchange.demo import drop_demo, is_demo

        if is_demo(path) and path != self._demo_path:
            self._demo_path = path
            self._leftovers.callback(drop_demo, path)

    def _show_desk(self, document: Document) -> None:
        from relmap.ui.therapist_window import TherapistWindow

        self._alone.stop()
        desk = self.desk = TherapistWindow(document, self.settings)
        desk.left.connect(self._desk_left)
        desk.locked.connect(self._desk_locked)
        resume, self._resume = self._resume, None
        if resume is not None and Path(resume.path) == document.path:
            desk.go_back_to(resume)
        desk.show()
        if document.path == self._demo_path and resume is None:
            desk.say_welcome(_demo_words())
        start, self.start = self.start, None
        if start is not None:
            start.close()
            start.deleteLater()

    def _desk_left(self, wants_another: bool) -> None:
        self._drop_desk()
        self._leftovers.close()
        if wants_another:
            self.restart()
            self._watch_alone()
        else:
            self._app.quit()

    def _forget(self) -> None:
        """Forget the passphrase that is kept, and all else with it."""
        self.kept.forget()
        start, self.start = self.start, None
        if start is not None:
            start.closed.disconnect(self._start_closed)
            start.close()
            start.deleteLater()
        self.restart()

    def _desk_locked(self, resume: Resume) -> None:
        self.kept.forget()
        self._drop_desk()
        self.restart(replace(resume, demo=Path(resume.path) == self._demo_path, folder=self.settings.last_folder))

    def _watch_alone(self) -> None:
        """Left alone at the first window, the passphrase that is kept goes as a case would be locked."""
        if self.kept.words and self.settings.lock_after_minutes:
            self._alone.start(round(self.settings.lock_after_minutes * 60_000))

    def _drop_desk(self) -> None:
        desk, self.desk = self.desk, None
        if desk is not None:
            desk.destroyed.connect(self._sweep)
            desk.deleteLater()

    def _sweep(self) -> None:
        """Once its window is gone, take away what a case has left in circles; otherwise that would wait for long."""
        later(self, gc.collect)

    def _start_closed(self) -> None:
        if self.desk is None:
            self._app.quit()

    def _say_trouble(self, sentence: str) -> None:
        if self.desk is not None:
            self.desk.say_trouble(sentence)
        elif self.start is not None:
            self.start.say_trouble(sentence)


def _run(begin: Callable[[Root], object]) -> int:
    app = make_application()
    settings = load_settings()
    speak([settings.language] if settings.language else [], resource("translations"))
    last_resort = sys.excepthook
    root = Root(app, settings, replaces=True)
    later(root, lambda: begin(root))
    try:
        status = app.exec()
    finally:
        root.finish()
        sys.excepthook = last_resort
    if root.next is not None:
        replace_process(root.next)
    return status


def _locked_words() -> str:
    return say("Locked: relmap holds nothing of the case now. The passphrase leads back to where you were.")


def _demo_locked_words() -> str:
    from relmap.exchange.demo import DEMO_PASSPHRASE

    return say("Locked. The passphrase of the demo is “{passphrase}”.", passphrase=DEMO_PASSPHRASE)


def _demo_words() -> str:
    from relmap.exchange.demo import DEMO_PASSPHRASE

    return say(
        "This is a demo, and everybody in it is invented. It is encrypted with the passphrase “{passphrase}” in a "
        "temporary folder, and goes when you close it.",
        passphrase=DEMO_PASSPHRASE,
    )
