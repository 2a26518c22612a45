"""The view of pages for paper: which page, what it asks, and the page itself beside it, which follows every answer.

Pages are always made of today, and of what an export may show. Nothing leaves the case from here by itself.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from relmap.read.projection import Delta
from relmap.ui.leaving import Writer
from relmap.ui.panels.dress import plain_label, scaled
from relmap.ui.paper.bound import Bound
from relmap.ui.paper.form import QuestionForm
from relmap.ui.paper.making import Made, Making
from relmap.ui.paper.preview import Preview
from relmap.ui.paper.set_report import SetReport
from relmap.ui.paper.sheets import SHEETS, usual_sheet
from relmap.ui.paper.writing import write_bound
from relmap.ui.views.choice_box import ChoiceBox
from relmap.ui.views.page import Page, PageContext
from relmap.words import say

_SIDE = 300
_LOWEST_KINDS = 84
_WAIT_MS = 120
"""A pause in typing or ticking, after which the page is made anew."""


class ReportsPage(Page):
    """Choose a page, answer what it asks, see it, save or print it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Begin with the first kind of page."""
        self._making: Making | None = Making(context.document)
        self._made: Made | None = None
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
        return say("Nothing to make a page of"), say("There is always a page; this is never said.")

    def body(self) -> QWidget:
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.preview = Preview(whole)
        row.addWidget(self._side(whole))
        row.addWidget(self.preview, 1)
        whole.setFocusProxy(self.kinds)
        return whole

    def renew(self) -> bool:
        if self._making is None:
            return True
        self.kinds.setMaximumHeight(self.kinds.sizeHintForRow(0) * self.kinds.count() + scaled(8))
        self.form.ask(self._making.questions(self.key))
        self.make_again()
        return True

    def forget(self) -> None:
        self._timer.stop()
        self._made = None
        self.preview.forget()
        self.form.forget()
        self._told.setText("")

    def forget_unseen(self) -> None:
        """What is in sight is made anew at once."""

    def close_case(self) -> None:
        super().close_case()
        self._making = None

    # what can be done

    @property
    def key(self) -> str:
        """The kind of page that is chosen."""
        item = self.kinds.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole))

    def choose(self, key: str) -> None:
        """Choose another kind of page."""
        for row in range(self.kinds.count()):
            if self.kinds.item(row).data(Qt.ItemDataRole.UserRole) == key:
                self.kinds.setCurrentRow(row)

    @property
    def made(self) -> Made:
        """The page as it is shown; made now where an answer is waiting for it."""
        if self._made is None or self._timer.isActive():
            self.make_again()
        assert self._made is not None
        return self._made

    def make_again(self) -> None:
        """Make the page of the answers that there are."""
        self._timer.stop()
        if self._making is None:
            return
        sheet = SHEETS[str(self.paper.currentData())]
        self._made = self._making.make(self.key, self.form.answers, sheet)
        self.preview.show_bound(self._made.bound, self._made.words)
        self._told.setText(self._made.told)

    def save(self) -> None:
        """Ask for whom and where, then write the page."""
        bound = self.made.bound
        kinds = say("Page (*.pdf)")
        if isinstance(bound, SetReport):
            kinds += say(";;Web page, for ears and any screen (*.html);;Text for a word processor (*.odt)")
        title = self._kind_title()
        self.leaving.save(say("Save “{page}”", page=title), "page.pdf", kinds, self._writer(bound), _warning(), title)

    def print_it(self) -> None:
        """Ask for whom, then print the page."""
        self.leaving.print(self.made.bound, self._kind_title())

    # inside

    def _writer(self, bound: Bound) -> Writer:
        return lambda path: write_bound(bound, path)

    def _kind_title(self) -> str:
        assert self._making is not None
        return self._making.kind(self.key).title()

    def _side(self, parent: QWidget) -> QWidget:
        side = QWidget(parent)
        side.setFixedWidth(scaled(_SIDE))
        column = QVBoxLayout(side)
        column.setContentsMargins(scaled(16), 0, scaled(14), scaled(12))
        column.setSpacing(scaled(8))
        self.kinds = self._kinds(side)
        self._about = plain_label("", "small")
        self.form = QuestionForm()
        self.form.changed.connect(self._timer.start)
        scroll = QScrollArea(side)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        asking = self._asking()
        scroll.setWidget(asking)
        for ground in (asking, scroll.viewport()):
            ground.setAutoFillBackground(False)  # the page shines through
        self._told = plain_label("", "small")
        column.addWidget(self.kinds, 2)
        column.addWidget(scroll, 3)
        column.addWidget(self._told)
        column.addLayout(self._foot(side))
        self._chosen()
        return side

    def _kinds(self, parent: QWidget) -> QListWidget:
        assert self._making is not None
        kinds = QListWidget(parent)
        kinds.setAccessibleName(say("Which page"))
        kinds.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for kind in self._making.kinds:
            item = QListWidgetItem(kind.title(), kinds)
            item.setData(Qt.ItemDataRole.UserRole, kind.key)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, kind.about())
        kinds.setCurrentRow(0, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        kinds.setMinimumHeight(scaled(_LOWEST_KINDS))
        kinds.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        kinds.currentRowChanged.connect(lambda _: self._chosen())
        return kinds

    def _asking(self) -> QWidget:
        asking = QWidget()
        column = QVBoxLayout(asking)
        column.setContentsMargins(0, 0, scaled(4), 0)
        column.setSpacing(scaled(10))
        column.addWidget(self._about)
        column.addWidget(self.form)
        column.addStretch(1)
        return asking

    def _foot(self, parent: QWidget) -> QHBoxLayout:
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
        row = QHBoxLayout()
        row.setSpacing(scaled(8))
        for part in (self.paper, self.print_button, self.save_button):
            row.addWidget(part)
        return row

    def _chosen(self) -> None:
        """Another kind of page was chosen."""
        if self._making is None:
            return
        self._about.setText(self._making.kind(self.key).about())
        self.form.forget()
        self._made = None
        if hasattr(self, "paper") and self.isVisible():
            self.renew()

    def _follow(self, delta: Delta | None) -> None:
        """Make the page anew a moment after something of it may have changed."""
        if delta is not None and delta.covers and not self.isVisible():
            self.forget()
        self._stale = True
        if self.isVisible():
            self.look_again()


def _warning() -> str:
    return say("It is not encrypted: whoever has it can read it.")
