"""The view of pages for paper: which page, what it asks, and the page itself beside it, which follows every answer.

Pages are always made of today, and of what an export may show. Nothing leaves the case from here by itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from relmap.ui.folio.bound import Bound
from relmap.ui.folio.sheet import SHEETS, usual_sheet
from relmap.ui.leaving import Writer
from relmap.ui.paper.making import Made, Making
from relmap.ui.paper.preview import Preview
from relmap.ui.paper.set_report import SetReport
from relmap.ui.paper.writing import write_bound
from relmap.ui.steps import Steps
from relmap.ui.views.choice_box import ChoiceBox
from relmap.ui.views.page import Page, PageContext
from relmap.ui.views.side import Offer, Side
from relmap.ui.views.side_and_sheet import SideAndSheet
from relmap.words import say

_AT_ONCE = 0.15
"""Seconds in which a page is made before anything else is done."""
_WAIT_MS = 120
"""A pause in typing or ticking, after which the page is made anew."""


class ReportsPage(Page):
    """Choose a page, answer what it asks, see it, save or print it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Begin with the first kind of page."""
        self._making: Making | None = Making(context.document)
        self._made: Made | None = None
        self._steps: Steps | None = None
        self._wanted_for: Callable[[Made], None] | None = None
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        super().__init__(context, parent)
        self._timer.setParent(self)
        self._timer.timeout.connect(self.make_again)
        self.filter_box.hide()

    def title(self) -> str:
        return say("Reports")

    def empty_words(self) -> tuple[str, str]:
        return say("Reports"), say("There is a page for everything, also where little has been told.")

    def body(self) -> QWidget:
        assert self._making is not None
        offers = [Offer(kind.key, kind.title, kind.about) for kind in self._making.kinds]
        self.side = Side(say("Which page"), offers, self._foot(self), self)
        self.side.chosen.connect(lambda _: self._begin_another())
        self.side.form.changed.connect(self._timer.start)
        self.preview = Preview(self)
        self.parts = SideAndSheet(self.side, self.preview, self)
        return self.parts

    def renew(self) -> bool:
        if self._making is not None:
            self.side.form.ask(self._making.questions(self.side.key))
            self.parts.fit()
            self.make_again()
        return True

    def forget(self) -> None:
        self._stop()
        self._made = self._wanted_for = None
        self.preview.forget()
        self.side.forget()

    def close_case(self) -> None:
        super().close_case()
        self._making = None

    # what can be done

    def when_made(self, act: Callable[[Made], None]) -> None:
        """Do something with the page of the answers that there are, once it is made, if it is looked at still."""
        self._wanted_for = act
        if self._timer.isActive() or (self._made is None and self._steps is None):
            self.make_again()
        elif self._steps is None and self._made is not None:
            self._hand_on(self._made)

    def make_again(self) -> None:
        """Make the page of the answers that there are: at once where it is short, else bit by bit."""
        self._stop()
        if self._making is None:
            return
        sheet = SHEETS[str(self.paper.currentData())]
        steps = self._steps = Steps(self._making.steps(self.side.key, self.side.form.answers, sheet), self)
        steps.progress.connect(self._show_progress)
        steps.done.connect(self._show)
        steps.failed.connect(self._fail)
        steps.start(_AT_ONCE)

    def save(self) -> None:
        """Ask for whom and where, then write the page, once it is made."""
        self.when_made(self._save)

    def print_it(self) -> bool:
        """Ask for whom, then print the page, once it is made."""
        self.when_made(self._print)
        return True

    # inside

    def _foot(self, parent: QWidget) -> list[QWidget]:
        self.paper = ChoiceBox(parent, say("Paper"))
        for name in SHEETS:
            self.paper.addItem(name, name)
        self.paper.setCurrentIndex(self.paper.findData(usual_sheet().name))
        self.paper.activated.connect(lambda _: self.make_again())
        self.print_button = QPushButton(say("Print…"), parent)
        self.save_button = QPushButton(say("Save…"), parent)
        self.save_button.setProperty("look", "primary")
        self.print_button.clicked.connect(self.print_it)
        self.save_button.clicked.connect(self.save)
        return [self.paper, self.print_button, self.save_button]

    def _save(self, made: Made) -> None:
        title, kinds = self.side.title, say("Page (*.pdf)")
        if isinstance(made.bound, SetReport):
            kinds += ";;" + say("Web page, for ears and any screen (*.html)")
            kinds += ";;" + say("Text for a word processor (*.odt)")
        self.leaving.save(say("Save “{page}”", page=title), "page.pdf", kinds, _writer(made.bound), _warning(), title)

    def _print(self, made: Made) -> None:
        from relmap.ui.paper.printing import print_bound  # which loads what Qt has for printers

        print_bound(made.bound, self.side.title, self.leaving, self.window())

    def _hand_on(self, made: Made) -> None:
        act, self._wanted_for = self._wanted_for, None
        if act is not None and self.isVisible():
            act(made)

    def _stop(self) -> None:
        """Make no page any longer that nobody waits for."""
        self._timer.stop()
        steps, self._steps = self._steps, None
        if steps is not None:
            steps.cancel()
            steps.deleteLater()

    def _show(self, made: Made) -> None:
        self._steps = None
        self._made = made
        self.preview.show_bound(made.bound, made.words)
        self.side.tell(made.told)
        self._hand_on(made)

    def _fail(self, error: Exception) -> None:
        self._steps = self._made = self._wanted_for = None
        raise error

    def _show_progress(self, far: float) -> None:
        self.side.tell(say("Making the page… {percent} %", percent=round(100 * far)))

    def _begin_another(self) -> None:
        self._made = self._wanted_for = None
        self.look_again()


def _writer(bound: Bound) -> Writer:
    return lambda path: write_bound(bound, path)


def _warning() -> str:
    return say("It is not encrypted: whoever has it can read it.")
