"""Covering and locking at the desk: by hand, after a time in which nothing was touched, and when the computer slept.

Here the shelter is wired to the desk: what is stored and let go of before, where the desk stood, and going back there.
What is remembered are a place and ids, never a word.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from relmap.resuming import MOST_CHOSEN, Resume
from relmap.settings import Settings
from relmap.store.document import Document
from relmap.ui.actions import Actions
from relmap.ui.before import Before
from relmap.ui.beside import Beside
from relmap.ui.canvas import Canvas
from relmap.ui.find import FindBox
from relmap.ui.later import later
from relmap.ui.map.desk_view import DeskView
from relmap.ui.map.tools import MapTools
from relmap.ui.mark_keys import MarkKeys
from relmap.ui.pages import MAP, Pages
from relmap.ui.selection import Selection
from relmap.ui.shelter import Shelter
from relmap.ui.sleep_signal import SleepSignal
from relmap.ui.stillness import Stillness
from relmap.ui.times import Times
from relmap.ui.view_table import page_makers
from relmap.words import say

_LISTENS_MS = 500


class Desk(Protocol):
    """What is covered and locked: the therapist's window."""

    actions_: Actions
    before: Before
    beside: Beside
    canvas: Canvas
    document: Document
    find_box: FindBox
    pages: Pages
    selection: Selection
    settings: Settings
    times: Times
    tools: MapTools
    view: DeskView

    def keep_words(self) -> bool: ...


class Locking(QObject):
    """`locked` carries where the desk stood, when it is to be closed so that nothing of it stays in memory."""

    locked = Signal(object)

    def __init__(self, desk: QObject) -> None:
        """Nothing is covered before `furnish`."""
        super().__init__(desk)
        self.shelter = Shelter(self)
        self._sleep = SleepSignal(self)
        self._back: Resume | None = None

    def furnish(self, desk: Desk, window: QWidget) -> None:
        """Shelter `window`, which is the desk, and whatever it opens beside."""
        self._desk = desk
        self.stillness = Stillness(lambda: desk.settings.lock_after_minutes, self)
        self.shelter.take(window, desk.keep_words, self._let_go)
        self.shelter.changed.connect(lambda covered: self._go_on())
        desk.pages.shown.connect(lambda name: self._go_on())
        self.shelter.locked.connect(self._lock)
        self.stillness.nearly.connect(self._warn)
        self.stillness.touched.connect(self._stop_warning)
        self.stillness.still.connect(self.shelter.lock)
        self.stillness.slept.connect(self.shelter.lock)
        self._sleep.going.connect(self.shelter.lock)
        later(self, self._sleep.listen, _LISTENS_MS)  # once the window is up
        desk.beside.opened.connect(self._take_client)
        keys = MarkKeys(desk.actions_, ["cover"], self)
        keys.switch(True)
        desk.canvas.page_came.connect(keys.add)
        self.stillness.begin()

    def go_back_to(self, resume: Resume) -> None:
        """Be covered, and stand where the desk stood when it was locked once somebody goes on."""
        desk = self._desk
        self._back = resume
        if not resume.opening:
            desk.before.sheet.put_away()
        if resume.page in page_makers():
            desk.pages.show(resume.page)
        desk.selection.set([id for id in resume.chosen if desk.document.get(id) is not None])
        self.shelter.cover()
        if resume.beside:
            desk.beside.open()

    def close_case(self) -> None:
        """Keep no window, and look no longer."""
        self.stillness.end()
        self.shelter.close_case()

    def where(self) -> Resume:
        """Where the desk stands."""
        desk = self._desk
        area = None if desk.view.shows_all() else _numbers(desk.view.shown_area())
        if self._back is not None:  # nobody has seen the map since it was locked before
            area = self._back.area
        chosen = desk.selection.ids
        return Resume(
            path=str(desk.document.path.absolute()),
            area=area,
            chosen=chosen if len(chosen) <= MOST_CHOSEN else (),
            page=desk.pages.current,
            beside=desk.beside.shows,
            opening=not desk.before.sheet.isHidden(),
        )

    def _take_client(self, window: QWidget) -> None:
        self.shelter.take(window)
        QShortcut(QKeySequence("B"), window, self.shelter.cover)

    def _lock(self) -> None:
        self.stillness.end()
        self.locked.emit(self.where())

    def _let_go(self) -> None:
        """Drop what is half made, as Esc does; what is selected stays."""
        desk = self._desk
        desk.times.looking.pause()
        desk.tools.let_go()
        if desk.find_box.hasFocus():
            desk.find_box.put_away()

    def _go_on(self) -> None:
        """Once the map is in sight again, and has its size."""
        if self._back is not None and self._desk.pages.current == MAP and not self.shelter.covered:
            later(self, self._stand_there)

    def _stand_there(self) -> None:
        back, self._back = self._back, None
        if back is None or back.area is None:
            return
        view, area = self._desk.view, QRectF(*back.area)
        view.show_area(area, 0.0)
        larger = view.shown_area().width() / area.width()
        if larger > 1:  # somebody had zoomed in farther than a fit does
            view.zoom_by(larger, view.viewportTransform().map(area.center()))

    def _warn(self) -> None:
        words = say("Nothing was touched for a while, so the case locks itself in a minute. Touch anything to go on.")
        self._desk.canvas.messages.tell(words, stays=True)

    def _stop_warning(self) -> None:
        self._desk.canvas.messages.clear()


def _numbers(area: QRectF) -> tuple[float, float, float, float]:
    return (area.x(), area.y(), area.width(), area.height())
