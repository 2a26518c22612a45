"""The side of a view in which one of several things is made: which one, what it asks, what there is to say of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from relmap.ui.guard import guarded
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import plain_label, scaled
from relmap.ui.views.choice_box import ChoiceBox
from relmap.ui.views.question_form import QuestionForm

_WIDE = 300
_LOWEST_LIST, _LOWEST_FORM, _HIGHEST_FORM = 84, 110, 240
_NO_LIMIT = 16_777_215
"""What Qt takes for none."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be made."""

    key: str
    title: Callable[[], str]
    about: Callable[[], str]


class Side(QWidget):
    """`chosen` when another thing is to be made; the answers to what it asks are in `form`."""

    chosen = Signal(str)

    def __init__(self, spoken: str, offers: Sequence[Offer], foot: Sequence[QWidget], parent: QWidget) -> None:
        """Offer these; `foot` are the buttons below."""
        super().__init__(parent)
        self._offers = {offer.key: offer for offer in offers}
        self.narrow = False
        self.setFixedWidth(scaled(_WIDE))
        self.list = self._list(spoken)
        self.box = self._box(spoken)
        self.form = QuestionForm()
        self._about = plain_label("", "small")
        self._told = plain_label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(16), 0, scaled(14), scaled(12))
        column.setSpacing(scaled(8))
        column.addWidget(self.list)
        column.addWidget(self.box)
        self._scroll = self._asking()
        column.addWidget(self._scroll, 1)
        column.addWidget(self._told)
        row = QHBoxLayout()
        row.setSpacing(scaled(8))
        for part in foot:
            row.addWidget(part)
        column.addLayout(row)
        self.setFocusProxy(self.list)
        self._foot = tuple(foot)
        self.form.asked.connect(self._order_stops)
        self._show_about()

    @property
    def key(self) -> str:
        """What is chosen."""
        return str(self.list.currentItem().data(Qt.ItemDataRole.UserRole))

    @property
    def title(self) -> str:
        """What it is called."""
        return self._offers[self.key].title()

    def choose(self, key: str) -> None:
        """Choose something else; nothing happens where there is no such thing."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == key:
                self.list.setCurrentRow(row)

    def tell(self, words: str) -> None:
        """Say something of what was made."""
        self._told.setText(words)
        self._told.setVisible(bool(words))

    def fit(self, *, narrow: bool, widest: int) -> None:
        """Be as wide and as high as the text wishes.

        `narrow`: above what is made, with a box in place of the list, and no wider than `widest`.
        """
        self._turn(narrow=narrow)
        self.setMinimumWidth(0 if narrow else scaled(_WIDE))
        self.setMaximumWidth(widest if narrow else scaled(_WIDE))
        self.list.setMaximumHeight(self.list.sizeHintForRow(0) * self.list.count() + scaled(8))
        self._told.setVisible(bool(self._told.text()))
        self._fit_form()

    def forget(self) -> None:
        """Keep no word of the case."""
        self.form.forget()
        self._told.setText("")

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_form()

    # inside

    def _fit_form(self) -> None:
        """In a narrow window what is asked takes what it needs, up to a limit."""
        asked = self._asked.heightForWidth(self.width() - scaled(34))
        highest = min(asked, scaled(_HIGHEST_FORM))
        self._scroll.setMinimumHeight(highest if self.narrow else min(asked, scaled(_LOWEST_FORM)))
        self._scroll.setMaximumHeight(highest if self.narrow else _NO_LIMIT)

    def _list(self, spoken: str) -> QListWidget:
        offered = QListWidget(self)
        offered.setAccessibleName(spoken)
        offered.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for offer in self._offers.values():
            item = QListWidgetItem(offer.title(), offered)
            item.setData(Qt.ItemDataRole.UserRole, offer.key)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, offer.about())
        offered.setCurrentRow(0)
        offered.setMinimumHeight(scaled(_LOWEST_LIST))
        offered.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        offered.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        offered.currentRowChanged.connect(lambda _: self._choose())
        return offered

    def _box(self, spoken: str) -> ChoiceBox:
        box = ChoiceBox(self, spoken)
        for offer in self._offers.values():
            box.addItem(escaped(offer.title()), offer.key)
        box.activated.connect(self.list.setCurrentRow)
        self.list.currentRowChanged.connect(box.setCurrentIndex)
        box.hide()
        return box

    def _turn(self, *, narrow: bool) -> None:
        """Show the box or the list; the keyboard goes along."""
        if narrow == self.narrow:
            return
        self.narrow = narrow
        comes, goes = (self.box, self.list) if narrow else (self.list, self.box)
        had_keyboard = goes.hasFocus()
        comes.show()
        goes.hide()
        self.setFocusProxy(comes)
        if had_keyboard:
            comes.setFocus()
        self._order_stops()

    def _asking(self) -> QScrollArea:
        scroll, asking = QScrollArea(self), QWidget()
        self._asked = asking
        column = QVBoxLayout(asking)
        column.setContentsMargins(0, 0, scaled(4), 0)
        column.setSpacing(scaled(10))
        column.addWidget(self._about)
        column.addWidget(self.form)
        column.addStretch(1)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(asking)
        for ground in (asking, scroll.viewport()):
            ground.setAutoFillBackground(False)  # the page shines through
        return scroll

    def _order_stops(self) -> None:
        """Tab goes down the side, whenever what stands there was made."""
        for before, after in pairwise((self.list, self.box, *self.form.stops(), *self._foot)):
            self.setTabOrder(before, after)

    def _choose(self) -> None:
        self.form.forget()
        self._show_about()
        self.chosen.emit(self.key)

    def _show_about(self) -> None:
        self._about.setText(self._offers[self.key].about())
