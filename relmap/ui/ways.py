"""The ways from one thing to another at the desk: to its place on the map, to its panel, to its life, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from relmap.model.base import ids_in
from relmap.model.seats import therapist
from relmap.model.therapy import Moment, Repair, Session
from relmap.read.projection import Projection
from relmap.settings import Settings
from relmap.ui.actions import Actions
from relmap.ui.canvas import Canvas
from relmap.ui.desk_look import DeskLook
from relmap.ui.map.desk_view import DeskView
from relmap.ui.map.scene import MapScene
from relmap.ui.pages import CHARTS, MAP, POSTER, REPORTS, Pages
from relmap.ui.panels.inspector import Inspector
from relmap.ui.selection import Selection
from relmap.ui.times import Times
from relmap.ui.views.lessons import LessonsPage
from relmap.words import say

if TYPE_CHECKING:
    from relmap.ui.charts.page import ChartsPage


class Desk(Protocol):
    """Where the ways lead: the therapist's window."""

    actions_: Actions
    canvas: Canvas
    inspector: Inspector
    look: DeskLook
    pages: Pages
    projection: Projection
    scene: MapScene
    selection: Selection
    settings: Settings
    times: Times
    view: DeskView

    def show_view(self, name: str) -> None: ...


class Ways(QObject):
    """Goes where it is asked to; what the past does not have it does not go to."""

    def __init__(self, desk: QObject) -> None:
        """Nowhere to go before `furnish`."""
        super().__init__(desk)

    def furnish(self, desk: Desk) -> None:
        """Go about at this desk."""
        self._desk = desk

    def go_to(self, id: str) -> None:
        """Select a thing and bring it, or whatever it stands at, into sight on the map."""
        desk = self._desk
        if desk.times.lacks(id):
            return
        if desk.pages.current != MAP:
            desk.pages.show(MAP)
        desk.selection.set([id])
        if not desk.settings.inspector_shown and not desk.scene.looks_of(id):
            desk.look.toggle("inspector_shown")
        look = next(iter(sorted(desk.scene.looks_of(id) or self._looks_beside(id))), None)
        if look is not None:
            desk.view.centre_on(look)
        desk.view.setFocus()

    def go_to_from_page(self, id: str) -> None:
        """Go to a thing from another view, with a way back offered."""
        self.go_to(id)
        self._desk.actions_.renew()
        choices = ((say("Back to where I was"), self._desk.pages.go_back),)
        self._desk.canvas.messages.tell(say("Shown on the map."), choices)

    def open_beside(self, id: str) -> None:
        """Show a thing in the panel at the side, ready to be written in; the map stays as it is."""
        desk = self._desk
        if desk.times.lacks(id):
            return
        desk.selection.set([id])
        if not desk.settings.inspector_shown:
            desk.look.toggle("inspector_shown")
        desk.inspector.focus_title()

    def show_lesson_life(self, lesson: str) -> None:
        """Show the life of a lesson in the view of lessons."""
        self._desk.show_view("lessons")
        page = self._desk.pages.page("lessons")
        if isinstance(page, LessonsPage):
            page.open_life(lesson)

    def print_view(self) -> None:
        """Show the view in sight as a page, which can be printed or saved; a page that is shown is printed at once."""
        from relmap.ui.paper.page import ReportsPage  # loaded when somebody wants paper

        desk, came_from = self._desk, self._desk.pages.current
        if came_from != MAP and desk.pages.page(came_from).print_it():
            return
        desk.show_view(REPORTS)
        page = desk.pages.page(REPORTS)
        assert isinstance(page, ReportsPage)
        page.side.choose(POSTER if came_from == MAP else came_from)

    def save_chart(self) -> None:
        """Ask for whom and where, then save the chart in sight."""
        self._charts().save()

    def copy_chart(self) -> None:
        """Put the chart in sight on the clipboard."""
        self._charts().copy()

    @property
    def has_chart(self) -> bool:
        """Whether a chart is in sight."""
        return self._desk.pages.current == CHARTS

    def _charts(self) -> ChartsPage:
        from relmap.ui.charts.page import ChartsPage  # loaded when somebody wants a chart

        page = self._desk.pages.page(CHARTS)
        assert isinstance(page, ChartsPage)
        return page

    def give_focus_back(self) -> None:
        """To the view in sight, when something that floated over it goes."""
        pages = self._desk.pages
        if pages.current == MAP:
            self._desk.view.setFocus()
        else:
            pages.page(pages.current).focus_body()

    def _looks_beside(self, id: str) -> frozenset[str]:
        """The Looks of the first thing that a row without one refers to; of the room, the therapist’s."""
        projection, scene = self._desk.projection, self._desk.scene
        entity = projection.get(id)
        targets = [target for _, target in ids_in(entity)] if entity is not None else []
        host = therapist(projection)
        if host is not None and isinstance(entity, Session | Moment | Repair):
            targets.append(host.id)
        return next((looks for target in targets if (looks := scene.looks_of(target))), frozenset())
