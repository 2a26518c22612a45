"""The table of the rail's views beside the map: which page each name stands for."""

from __future__ import annotations

from collections.abc import Mapping

from relmap.ui.pages import Maker
from relmap.ui.views.lessons import LessonsPage
from relmap.ui.views.page import Page, PageContext
from relmap.ui.views.patterns import PatternsPage
from relmap.ui.views.room import RoomPage
from relmap.ui.views.timeline import TimelinePage


def page_makers() -> Mapping[str, Maker]:
    """How each page is made, by the name of its command."""
    return {
        "lessons": LessonsPage,
        "patterns": PatternsPage,
        "room": RoomPage,
        "timeline": TimelinePage,
        "charts": _charts,
        "reports": _reports,
    }


def _charts(context: PageContext) -> Page:
    from relmap.ui.charts.page import ChartsPage  # loaded when somebody wants a chart

    return ChartsPage(context)


def _reports(context: PageContext) -> Page:
    from relmap.ui.paper.page import ReportsPage  # what is for paper is loaded when somebody wants paper

    return ReportsPage(context)
