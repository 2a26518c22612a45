"""The client's window as the desk sees it: opened and closed here, kept on its own screen, its buttons done here.

The window itself can reach no verb. It looks at the same case through a projection of its own; when the desk looks
back, it does too, and while it follows it shows the part of the map that the desk shows.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen, QWindow
from PySide6.QtWidgets import QWidget

from relmap.edits.fields import set_field
from relmap.edits.marks import MarkKind
from relmap.read.projection import Projection
from relmap.settings import Settings
from relmap.store.document import Document
from relmap.ui.actions import Actions
from relmap.ui.canvas import Canvas
from relmap.ui.client_window import ClientWindow
from relmap.ui.feed import Feed
from relmap.ui.hour import Hour
from relmap.ui.map.desk_view import DeskView
from relmap.ui.map.scene import MapScene
from relmap.ui.scrub_points import session_points, year_points
from relmap.ui.selection import Selection
from relmap.ui.times import Times
from relmap.words import Trouble, say


class Desk(Protocol):
    """What the client's window follows: the therapist's window."""

    actions_: Actions
    canvas: Canvas
    document: Document
    hour: Hour
    scene: MapScene
    selection: Selection
    settings: Settings
    times: Times
    view: DeskView

    def screen(self) -> QScreen: ...
    def windowHandle(self) -> QWindow | None: ...
    def activateWindow(self) -> None: ...


class Beside(QObject):
    """`opened` carries a client's window that has just been made; at most one is open."""

    opened = Signal(object)

    def __init__(self, desk: QObject) -> None:
        """Nothing is open."""
        super().__init__(desk)
        self.window: ClientWindow | None = None
        self._today: Feed | None = None
        self._past: Feed | None = None
        self._lost = ""
        self._watched: QWindow | None = None

    def furnish(self, desk: Desk) -> None:
        """Follow the desk."""
        self._desk = desk
        looking = desk.times.looking
        looking.shown.connect(self._look)
        looking.dropped.connect(self._drop_past)
        looking.moved.connect(self._show_time)
        desk.view.viewed.connect(self._show_area)
        desk.scene.stale.connect(self._mirror)
        desk.selection.changed.connect(self._mirror)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenRemoved.connect(self._screen_gone)
            application.screenAdded.connect(self._screen_came)

    # what the commands do

    @property
    def shows(self) -> bool:
        """Whether the client's window is open."""
        return self.window is not None

    def toggle(self) -> None:
        """Open the client's window, or close it."""
        if self.window is None:
            self.open()
        else:
            self.close()

    def open(self) -> None:
        """Open the client's window on another screen than the desk's, where there is one."""
        if self.window is not None:
            return
        desk = self._desk
        self._today = Feed(Projection(desk.document, "client"), self)
        window = self.window = ClientWindow(self._today)
        window.scene.found = desk.scene.found
        window.scene.motion = desk.scene.motion
        window.heard.connect(lambda: self._mark("heard"))
        window.off.connect(lambda: self._mark("that_was_off"))
        window.not_quite.connect(self._dispute)
        window.strayed.connect(self._strayed)
        window.reshaped.connect(self._show_area)
        window.left.connect(self.close)
        self._look(desk.times.looking.feed)
        self.opened.emit(window)
        self._show(window)
        self._watch_desk()
        self._show_time()
        self._mirror()
        self._strayed(False)
        desk.activateWindow()  # some systems hand the keyboard to whatever was opened last
        desk.actions_.renew()

    def close(self) -> None:
        """Close the client's window; nothing of the case stays in it."""
        window, self.window = self.window, None
        if window is None:
            return
        window.close_case()
        window.close()
        window.deleteLater()
        self._drop_past()
        today, self._today = self._today, None
        if today is not None:
            _end(today)
        self._desk.actions_.renew()

    def client_screen(self) -> QScreen | None:
        """The screen that is the client's now, where it is not the desk's."""
        if self.window is None or self.window.screen() is self._desk.screen():
            return None
        return self.window.screen()

    def keep_apart(self) -> None:
        """Close the client's window where the desk has come onto its screen, and say so."""
        if self.window is not None and self.window.isFullScreen() and self.window.screen() is self._desk.screen():
            self.close()
            words = say("The desk is on the client’s screen now, so the client’s window was closed.")
            self._desk.canvas.messages.tell(words)

    def close_case(self) -> None:
        """Keep no word of the case."""
        self.close()

    # where it stands

    def _show(self, window: ClientWindow) -> None:
        desk = self._desk
        screen = screen_for_client(desk.screen(), desk.settings.client_screen)
        if screen is None:
            window.show()
            words = say("There is one screen only. The client’s window stands on it, to be shared in a call.")
            desk.canvas.messages.tell(words)
            return
        desk.settings.client_screen = screen.name()
        window.setScreen(screen)
        window.setGeometry(screen.geometry())
        window.showFullScreen()
        desk.canvas.messages.tell(say("The client’s window is on the other screen. F11 closes it."))

    def _watch_desk(self) -> None:
        handle = self._desk.windowHandle()
        if handle is not None and handle is not self._watched:
            self._watched = handle
            handle.screenChanged.connect(self._desk_moved)

    def _desk_moved(self, _screen: QScreen) -> None:
        self.keep_apart()

    def _screen_gone(self, screen: QScreen) -> None:
        """Before Qt moves what stood there over the desk, it goes."""
        if self.window is not None and self.window.screen() is screen and self.window.isFullScreen():
            self._lost = screen.name()
            self.window.hide()
            self.close()
            words = say("The client’s screen is gone, and their map with it. Nothing of it is shown elsewhere.")
            self._desk.canvas.messages.tell(words, stays=True)

    def _screen_came(self, screen: QScreen) -> None:
        if self._lost and screen.name() == self._lost and self.window is None:
            self._lost = ""
            choices = ((say("Show the map there"), self.open), (say("Leave it"), self._desk.canvas.messages.clear))
            self._desk.canvas.messages.tell(say("The client’s screen is back."), choices, stays=True)

    # what it shows

    def _look(self, feed: Feed) -> None:
        window, looking = self.window, self._desk.times.looking
        if window is None or self._today is None:
            return
        if looking.past is None:
            window.follow(self._today)
        else:
            if self._past is None:
                self._past = Feed(Projection(looking.past, "client"), self)
            window.follow(self._past, looking.first)

    def _drop_past(self, _feed: object = None) -> None:
        past, self._past = self._past, None
        if past is not None:
            if self.window is not None:
                self.window.scene.drop(past)
            _end(past)

    def _show_time(self) -> None:
        window, looking, today = self.window, self._desk.times.looking, self._today
        if window is None or today is None:
            return
        window.scene.set_absence(looking.absence)
        if looking.year is not None:
            years = looking.lifetimes
            points = year_points(today.projection, years)
            window.show_time(say("What was there in {year}", year=looking.year), points, looking.year - years.first)
        elif looking.stop is not None:
            points = session_points(today.projection, looking.halts)
            index = next((i for i, halt in enumerate(looking.halts) if halt.stop == looking.stop), 0)
            window.show_time(say("An earlier time: {when}", when=points[index].spoken), points, index)
        else:
            window.show_time("", (), 0)

    def _show_area(self) -> None:
        window, view = self.window, self._desk.view
        if window is None or not view.isVisible():
            return
        if view.shows_all():
            window.show_whole()
        else:
            window.show_area(view.shown_area())

    def _mirror(self, _what: object = None) -> None:
        """The same ground, the same fading and the same choice as at the desk, while it follows."""
        window = self.window
        if window is None:
            return
        ground, scene = self._desk.scene.ground, window.scene
        scene.set_rings(ground.rings)
        scene.set_sectors(ground.sectors)
        scene.set_context_layer(ground.context)
        if window.follows:
            scene.set_emphasis(self._desk.scene.emphasis)
            scene.set_selection(self._desk.selection.ids)

    def _strayed(self, strayed: bool) -> None:
        if not strayed:
            self._show_area()
            self._mirror()

    # what its buttons mean

    def _mark(self, kind: MarkKind) -> None:
        before = self._desk.document.revision
        self._desk.hour.mark(kind)
        self._answer(before, say("Noted."), say("There is no session now, so nothing was noted."))

    def _dispute(self, id: str) -> None:
        document = self._desk.document
        entity = self._today.projection.get(id) if self._today is not None else None
        if entity is None:
            return
        before, disputed = document.revision, not entity.disputed
        try:
            set_field(document, id, "disputed", disputed)
        except Trouble as trouble:
            self._desk.canvas.messages.tell(str(trouble), stays=True)
        said = say("Marked: not quite.") if disputed else say("It fits again.")
        self._answer(before, said, say("That could not be stored, so nothing has changed."))
        if document.revision != before:
            self._desk.canvas.messages.tell(say("The client: not quite.") if disputed else say("The client: it fits."))

    def _answer(self, before: int, done: str, not_done: str) -> None:
        """Say on the client's side what has come of a touch; a slip can be taken back at once."""
        window, document = self.window, self._desk.document
        if window is None:
            return
        now = document.revision
        if now == before:
            window.messages.tell(not_done)
            return

        def take_back() -> None:
            if document.revision == now:
                document.undo()

        window.messages.tell(done, ((say("That was a slip"), take_back),))


def screen_for_client(desk: QScreen, wanted: str) -> QScreen | None:
    """The screen for the client's window: the one it had, else another than the desk's; None where that is all."""
    others = [screen for screen in QGuiApplication.screens() if screen is not desk]
    return next((screen for screen in others if screen.name() == wanted), others[0] if others else None)


def screen_for_desk(desk: QScreen, clients: str) -> QScreen:
    """Where the desk opens: where it would, but not on the screen that was the client's while there is another."""
    others = [screen for screen in QGuiApplication.screens() if screen.name() != clients]
    return others[0] if desk.name() == clients and others else desk


def keep_off(desk: QWidget, clients: str) -> None:
    """Move a desk that is about to open off the client's screen."""
    screen = screen_for_desk(desk.screen(), clients)
    if screen is not desk.screen():
        desk.setScreen(screen)
        desk.move(screen.availableGeometry().topLeft())


def _end(feed: Feed) -> None:
    feed.close()
    feed.projection.close()
    feed.deleteLater()
