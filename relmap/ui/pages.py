"""The views of the rail: which one is in sight, and the way back to the one somebody came from.

A page is made when it is first wanted, and from then on follows what the window looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from relmap.ui.canvas import Canvas
from relmap.ui.feed import Feed
from relmap.ui.views.page import Page, PageContext

MAP, CHARTS, REPORTS = "map", "charts", "reports"
POSTER = "poster"
"""The page that shows the map on paper."""
Maker = Callable[[PageContext], Page]


class Pages(QObject):
    """The map and the pages by name. `shown` names the view that came into sight, `asked` a thing to see on the map."""

    shown = Signal(str)
    asked = Signal(str)

    def __init__(self, canvas: Canvas, makers: Mapping[str, Maker], context: PageContext, parent: QObject) -> None:
        """Begin with the map."""
        super().__init__(parent)
        self._canvas, self._makers, self._context = canvas, makers, context
        self._pages: dict[str, Page] = {}
        self._came_from = ""
        self.current = MAP

    def page(self, name: str) -> Page:
        """The page of a name, made when it is first asked for."""
        if name not in self._pages:
            page = self._pages[name] = self._makers[name](self._context)
            page.asked.connect(self._ask)
        return self._pages[name]

    def show(self, name: str) -> None:
        """Bring a view into sight and give it the keyboard."""
        page = None if name == MAP else self.page(name)
        self._came_from = ""
        self.current = name
        self._canvas.show_page(page)
        if page is None:
            self._canvas.view.setFocus()
        else:
            page.focus_body()
        self.shown.emit(name)

    @property
    def way_back(self) -> str:
        """The view from which somebody came to the map; empty where there is none."""
        return self._came_from

    def go_back(self) -> None:
        """Return to that view."""
        if self._came_from:
            self.show(self._came_from)

    def look_at(self, feed: Feed) -> None:
        """Let every page follow another feed, as that of the past."""
        self._context = replace(self._context, feed=feed)
        for page in self._pages.values():
            page.look_at(feed)

    def close_case(self) -> None:
        """Keep no word of the case."""
        for page in self._pages.values():
            page.close_case()

    def _ask(self, id: str) -> None:
        came_from = self.current
        self.show(MAP)
        self._came_from = came_from
        self.asked.emit(id)
