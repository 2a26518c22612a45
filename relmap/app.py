"""The composition root: the only place that makes the application and its windows and decides which one is shown.

The first window is up before anything of the store is imported.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from relmap.resources import resource
from relmap.settings import Settings, load_settings, save_settings
from relmap.ui.errors import ErrorBoundary
from relmap.ui.start_window import StartWindow
from relmap.ui.theme import begin_themes
from relmap.words import say, speak

if TYPE_CHECKING:
    from relmap.store.document import Document
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
    """Holds the one window that is open."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        """Dress the application as `settings` wish."""
        super().__init__(app)
        self._app, self.settings = app, settings
        self.start: StartWindow | None = None
        self.desk: TherapistWindow | None = None
        self._leftovers = contextlib.ExitStack()
        self._demo_path: Path | None = None
        begin_themes(app, settings.theme, settings.text_scale)
        self._boundary = ErrorBoundary(app)
        self._boundary.trouble.connect(self._say_trouble)
        self._boundary.install()

    def show_start(self) -> StartWindow:
        """Show the first window."""
        start = self.start = StartWindow(self.settings)
        start.opened.connect(self._show_desk)
        start.demo_asked.connect(self.open_demo)
        start.closed.connect(self._start_closed)
        start.show()
        return start

    def open_demo(self) -> None:
        """Make the demo's encrypted file in a temporary place and open it like any other."""
        if self.start is not None:
            self.start.work(say("Opening the demo…"), self._demo_document)

    def finish(self) -> None:
        """Store the preferences and take away what was temporary."""
        if self.start is not None:
            self.start.close()  # its threads have to end before the application does
        with contextlib.suppress(OSError):
            save_settings(self.settings)
        self._leftovers.close()

    def _demo_document(self) -> Any:
        from relmap.exchange.demo import DEMO_PASSPHRASE, demo_file
        from relmap.ui.start_window import open_case

        self._demo_path = self._leftovers.enter_context(demo_file())
        return open_case(self._demo_path, DEMO_PASSPHRASE)

    def _show_desk(self, document: Document) -> None:
        from relmap.ui.therapist_window import TherapistWindow

        desk = self.desk = TherapistWindow(document, self.settings)
        desk.left.connect(self._desk_left)
        desk.show()
        if document.path == self._demo_path:
            desk.say_welcome(_demo_words())
        start, self.start = self.start, None
        if start is not None:
            start.close()
            start.deleteLater()

    def _desk_left(self, wants_another: bool) -> None:
        desk, self.desk = self.desk, None
        if desk is not None:
            desk.deleteLater()
        self._leftovers.close()
        if wants_another:
            self.show_start()
        else:
            self._app.quit()

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
    root = Root(app, settings)
    QTimer.singleShot(0, root, lambda: begin(root))
    try:
        return app.exec()
    finally:
        root.finish()
        sys.excepthook = last_resort


def _demo_words() -> str:
    from relmap.exchange.demo import DEMO_PASSPHRASE

    return say(
        "This is a demo, and everybody in it is invented. It is encrypted with the passphrase “{passphrase}” in a "
        "temporary folder, and goes when you close it.",
        passphrase=DEMO_PASSPHRASE,
    )
