"""The view of charts: which chart, of what, the chart itself, and the ways it can be taken out of the case.

matplotlib is loaded on a worker when the first chart is wanted. What leaves from here is drawn anew from what an export
may show.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from relmap.charts.catalogue import CHARTS, ChartKind, chart
from relmap.charts.marks import ChartData
from relmap.exchange.landing import picture_warning
from relmap.model.source import Source
from relmap.read.journalled import Journalled
from relmap.read.projection import Projection
from relmap.read.reduced import copy_words
from relmap.read.sessions import as_it_stood
from relmap.reports.naming import told_apart
from relmap.reports.questions import Question
from relmap.reports.telling import case_language
from relmap.ui.charts.picture import ChartPicture
from relmap.ui.folio.sheet import Sheet, usual_sheet
from relmap.ui.guard import guarded
from relmap.ui.jobs import Cancelled, Job, Progress
from relmap.ui.panels.dress import plain_label, scaled
from relmap.ui.views.page import Page, PageContext
from relmap.ui.views.side import Offer, Side
from relmap.ui.views.side_and_sheet import SideAndSheet
from relmap.words import say

if TYPE_CHECKING:
    from relmap.ui.charts.saving import ChartPaper

_MODULE = "relmap.ui.charts.saving"
_WAIT_MS = 60
_EDGE = 14
_NARROWEST, _SIGN_FROM = 320, 420
"""A chart is never narrower; it is moved sideways where there is less room."""
_SUBJECT = "subject"


class ChartsPage(Page):
    """Choose a chart, see it, go from a mark to the map, save or copy it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Begin with the first chart."""
        self._job: Job | None = None
        self._ready = False
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        super().__init__(context, parent)
        self._timer.setParent(self)
        self._timer.timeout.connect(self.draw_again)
        self.filter_box.hide()

    def title(self) -> str:
        return say("Charts")

    def empty_words(self) -> tuple[str, str]:
        return say("Charts"), say("Each chart says something kind where there is nothing to draw yet.")

    def body(self) -> QWidget:
        offers = [Offer(kind.key, kind.title, partial(_about, kind.key)) for kind in CHARTS]
        self.side = Side(say("Which chart"), offers, self._foot(self), self)
        self.side.chosen.connect(lambda _: self.look_again())
        self.side.form.changed.connect(self._timer.start)
        self.picture = ChartPicture(self.selection)
        self.picture.asked.connect(self.asked)
        self.picture.copied.connect(self.copy)
        self._waiting: QLabel = plain_label(say("The chart is being drawn…"), "faded")
        self.parts = SideAndSheet(self.side, self._sheet(self), self)
        self.parts.turned.connect(self._timer.start)
        return self.parts

    def renew(self) -> bool:
        self.side.form.ask(self._questions())
        self.parts.fit(self._whole())
        self._tell_ready()
        if self._ready:
            self.draw_again()
        elif self._job is None:
            self._load()
        return True

    def forget(self) -> None:
        self._timer.stop()
        self.picture.forget()
        self.side.forget()

    def close_case(self) -> None:
        if self._job is not None:
            self._job.wait()
            self._job = None
        super().close_case()

    # what can be done

    def draw_again(self) -> None:
        """Draw the chosen chart in the room there is."""
        self._timer.stop()
        if self._feed is None or not self._ready:
            return
        room = self._scroll.width() - self._scroll.verticalScrollBar().sizeHint().width() - 2 * scaled(_EDGE)
        self.picture.show_chart(self._data(self.source), max(room, scaled(_NARROWEST)))
        self.parts.fit(self._whole())

    def paper(self, sheet: Sheet | None = None) -> ChartPaper:
        """The chart as an export may show it, of the time that is in sight, on light paper."""
        from relmap.ui.charts.saving import ChartPaper

        past = self.source.read_only
        seen = as_it_stood(self.document, "export", self.source.revision) if past else self._today()
        with seen as source:
            return ChartPaper(self._data(source), case_language(source), sheet, watermark=copy_words(source))

    def save(self) -> None:
        """Ask for whom and where, then draw the chart there."""
        if not self._ready:
            return
        kinds = ";;".join((say("Picture (*.png)"), say("Drawing (*.svg)"), say("Page (*.pdf)")))
        paper, title = self.paper(), self.side.title
        name = say("Save “{chart}”", chart=title)
        self.leaving.save(name, "chart.png", kinds, partial(_write, paper), picture_warning(), title)

    def copy(self) -> None:
        """Put the chart on the clipboard as a picture."""
        if self._ready:
            self.leaving.copy(self.paper().image(), self.side.title)

    def print_it(self) -> bool:
        """Ask for whom, then print the chart."""
        from relmap.ui.paper.printing import print_bound  # which loads what Qt has for printers

        if self._ready:
            print_bound(self.paper(usual_sheet()), self.side.title, self.leaving, self.window())
        return True

    def fit_head(self) -> None:
        """There is no filter to make room for."""
        super().fit_head()
        self.to_map.setVisible(self.width() >= scaled(_SIGN_FROM))

    # inside

    def _today(self) -> closing[Projection]:
        return closing(Projection(self.document, "export"))

    def _kind(self) -> ChartKind:
        return chart(self.side.key)

    def _questions(self) -> tuple[Question, ...]:
        kind = self._kind()
        options = kind.subjects(told_apart(self.source, "names")) if kind.subjects is not None else ()
        if not options:
            return ()
        if kind.many:
            return (Question(_SUBJECT, say("Of whom"), "ticks", options, ()),)
        return (Question(_SUBJECT, say("Of which one"), "one", options, options[0][0]),)

    def _data(self, source: Source) -> ChartData:
        answer = self.side.form.answers.get(_SUBJECT, ())
        chosen = (answer,) if isinstance(answer, str) else answer if isinstance(answer, tuple) else ()
        seen = tuple(id for id in chosen if (row := source.get(id)) is not None and row.veil == "none")
        return self._kind().read(told_apart(source, "names"), seen, Journalled(self.document))

    def _load(self) -> None:
        def work(_progress: Progress, _cancelled: Cancelled) -> None:
            importlib.import_module(_MODULE)

        self._job = Job(work, self)
        self._job.done.connect(lambda _: self._begin())
        self._job.failed.connect(self._fail)
        self._job.start()

    def _begin(self) -> None:
        self._ready = True
        self._tell_ready()
        self.look_again()

    def _fail(self, error: Exception) -> None:
        self._waiting.setText(say("Charts cannot be drawn on this computer. Everything else works without them."))
        raise error

    def _tell_ready(self) -> None:
        self._waiting.setVisible(not self._ready)
        self.picture.setVisible(self._ready)
        for button in self._buttons:
            button.setEnabled(self._ready)

    def _sheet(self, parent: QWidget) -> QScrollArea:
        self._scroll = QScrollArea(parent)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(scaled(_EDGE), 0, scaled(_EDGE), scaled(_EDGE))
        column.addWidget(self._waiting)
        column.addWidget(self.picture)
        column.addStretch(1)
        self._scroll.setWidget(sheet)
        for ground in (sheet, self._scroll.viewport()):
            ground.setAutoFillBackground(False)  # the page shines through
        self.picture.reached.connect(self._reach)
        return self._scroll

    def _whole(self) -> QSize:
        """How large all of the chart is, with what is round it."""
        edges = QSize(2 * scaled(_EDGE), scaled(_EDGE))
        return self.picture.size() + edges if self._ready else QSize()

    def _reach(self, box: QRect) -> None:
        """Bring what the keyboard has come to into sight."""
        middle = self.picture.mapToParent(box.center())
        self._scroll.ensureVisible(middle.x(), middle.y(), 60, 80)
        self.parts.show_part(self.picture, box)

    def _foot(self, parent: QWidget) -> Sequence[QPushButton]:
        self.copy_button = QPushButton(say("Copy"), parent)
        self.copy_button.setToolTip(say("As a picture, onto the clipboard, where it is not encrypted"))
        self.print_button = QPushButton(say("Print…"), parent)
        self.save_button = QPushButton(say("Save…"), parent)
        self.save_button.setProperty("look", "primary")
        self.copy_button.clicked.connect(self.copy)
        self.print_button.clicked.connect(self.print_it)
        self.save_button.clicked.connect(self.save)
        self._buttons = (self.copy_button, self.print_button, self.save_button)
        return self._buttons

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._timer.start()


def _write(paper: ChartPaper, path: Path) -> None:
    paper.write(path)


def _about(key: str) -> str:
    """What a chart is good for, in a line."""
    return {
        "lesson": say("How true one lesson felt, each time it was asked, and what was lived meanwhile."),
        "lessons": say("Every lesson by itself, small, on the same scale."),
        "lessons_ties": say("Lessons beside the ties in which they were learned. Each sign leads to the map."),
        "roles_ties": say("Roles beside the ties that asked for them. Each sign leads to the map."),
        "disruptions": say("When something broke, what helped, and how long each stayed open."),
        "repertoire": say("Ways of being with others: imagined, tried, one’s own."),
        "felt": say("What was left after something new: the client’s own numbers."),
        "closeness": say("How near some ties felt, over the sessions: the ticked ones, or the first with a number."),
        "life": say("Years of life, what happened in them, and what the world did meanwhile."),
    }[key]
