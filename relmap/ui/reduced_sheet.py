"""The window for a reduced-identity copy: each place where a name may still stand, one by one, then where it goes.

It reads the case bit by bit, so that the desk goes on answering, and it can be left at any time: what was resolved is
there again until the case is closed.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from relmap.exchange.reduced import Plan, consent_words, default_until, plan_steps
from relmap.exchange.reduced_choices import Choice, write_copy
from relmap.model.source import Source
from relmap.ui.guard import guarded
from relmap.ui.jobs import Cancelled, Job, Progress
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import plain_label, scaled
from relmap.ui.reduced_answer import Answer
from relmap.ui.reduced_going import Going
from relmap.ui.reduced_places import Places, kept_for
from relmap.ui.steps import Steps
from relmap.words import Trouble, say, say_n

WIDTH, HEIGHT = 900, 640
MOST_OFFERED = 30


@dataclass(slots=True)
class Kept:
    """What is kept while the case is open: what was chosen, where what stood, and what to look for as well."""

    choices: dict[str, Choice] = field(default_factory=dict)
    found: dict[str, str | None] = field(default_factory=dict)
    also: str = ""


class ReducedSheet(QDialog):
    """`written` carries the path and for whom it is. It deletes itself when it goes."""

    written = Signal(object, str)

    def __init__(self, source: Source, kept: Kept, folder: str, window: QWidget) -> None:
        """Wait over `window`; `begin` looks through the texts. The copy is first offered to go into `folder`."""
        super().__init__(window)
        self.setWindowTitle(say("A reduced-identity copy"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(min(scaled(WIDTH), window.width()), min(scaled(HEIGHT), window.height()))
        self._source, self._kept, self._folder = source, kept, folder
        self._steps: Steps | None = None
        self._job: Job | None = None
        self.places: Places | None = None
        self.also = QLineEdit(kept.also, self)
        self.list = QListView(self)
        self.answer = Answer(self)
        self.going = Going(default_until(datetime.date.today()), self)
        self.told = plain_label("")
        self.back, self.close_, self.on = (QPushButton(self) for _ in range(3))
        self._stack = QStackedWidget(self)
        self.offers = QPushButton(self)
        self._dress()
        self._lay_out()
        self._show_page(0)

    def begin(self) -> None:
        """Look through the texts, from the start."""
        if self._steps is not None:
            self._steps.cancel()
        self._keep()
        self.answer.show_nothing(say("Looking through the texts…"))
        also = [words for words in self.also.text().split(",") if words.strip()]
        self._steps = Steps(plan_steps(self._source, also=also), self)
        self._steps.progress.connect(self._show_progress)
        self._steps.done.connect(self._show_plan)
        self._steps.failed.connect(self._fail)
        self._steps.start()

    @guarded
    def done(self, result: int) -> None:
        if self._steps is not None:
            self._steps.cancel()
        job, self._job = self._job, None
        if job is not None:
            job.wait()
            if job.answer is not None:  # what was written is told, also to who did not wait for it
                self.written.emit(job.answer, self.going.whom.text())
        self._keep()
        self.going.passphrase.close_jobs()
        self.going.forget()
        super().done(result)

    # how it is put together

    def _dress(self) -> None:
        self.also.setAccessibleName(say("Also look for"))
        self.also.setPlaceholderText(say("places, streets, firms; with commas between"))
        self.also.returnPressed.connect(self.begin)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(say("Places to be looked at"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.activated.connect(self.answer.take_focus)
        self.answer.chosen.connect(self._choose)
        self.answer.moved.connect(lambda by: self._show_row(self.list.currentIndex().row() + by))
        self.back.setText(say("Back to the places"))
        self.close_.setText(say("Close"))
        self.on.setProperty("look", "primary")
        self.back.clicked.connect(lambda: self._show_page(0))
        self.close_.clicked.connect(self.reject)
        self.on.clicked.connect(self._go_on)
        self.going.entered.connect(self._go_on)
        for button in (self.offers, self.back, self.close_, self.on):
            button.setAutoDefault(False)
        self.offers.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        about = say(
            "A new encrypted case in which people have other names and dates are moved. It is not anonymous: whoever "
            "knows the story may know the people."
        )
        column.addWidget(plain_label(about, "faded"))
        asked = consent_words(self._source)
        if asked is not None:
            column.addWidget(plain_label(asked, "trouble"))
        self._stack.addWidget(self._looking())
        self._stack.addWidget(_scrolled(self.going))
        column.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        for button in (self.back, self.close_, self.on):
            foot.addWidget(button)
        column.addLayout(foot)

    def _looking(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        label = QLabel(say("Also look for"), page)
        label.setBuddy(self.also)
        again = QPushButton(say("Look again"), page)
        again.setAutoDefault(False)
        again.clicked.connect(self.begin)
        row.addWidget(label)
        row.addWidget(self.also, 1)
        row.addWidget(again)
        row.addWidget(self.offers)
        column.addLayout(row)
        split = QSplitter(Qt.Orientation.Horizontal, page)
        split.addWidget(self.list)
        split.addWidget(_scrolled(self.answer))
        split.setChildrenCollapsible(False)
        split.setSizes([2, 3])
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        column.addWidget(split, 1)
        return page

    # looking at the places

    def _show_progress(self, far: float) -> None:
        self.told.setText(say("Looking through the texts: {percent} %", percent=round(far * 100)))

    def _show_plan(self, plan: Plan) -> None:
        self._kept.choices = kept_for(plan, self._kept.choices, self._kept.found)
        self._kept.found = {one.key: one.found for one in plan.residue}
        old = self.list.selectionModel()
        self.places = Places(plan, self._kept.choices, self)
        self.list.setModel(self.places)
        if old is not None:
            old.deleteLater()
        self.list.selectionModel().currentChanged.connect(lambda now, before: self._show_place(now.row()))
        self.going.left_out.setText("\n".join(plan.left_out))
        self._offer(plan.unknown[:MOST_OFFERED])
        self._count()
        first = self.places.next_open(-1)
        self._show_row(first or 0)
        if plan.residue:
            self.answer.take_focus()
        else:
            self.answer.show_nothing(say("No name and no date stands in any text."))

    def _offer(self, words: Sequence[str]) -> None:
        """Words that are written like names, in a menu, to be looked for as well."""
        menu = QMenu(self.offers)
        for word in words:
            menu.addAction(escaped(word)).triggered.connect(partial(self._add, word))
        self.offers.setText(say_n("{n} word like a name", "{n} words like names", len(words)))
        self.offers.setToolTip(say("Written like names, and not looked for: choose one to look for it as well."))
        self.offers.setAccessibleDescription(self.offers.toolTip())
        self.offers.setMenu(menu)
        self.offers.setVisible(bool(words))

    def _add(self, word: str, checked: bool = False) -> None:
        self.also.setText(", ".join(part for part in (self.also.text().strip(" ,"), word) if part))
        self.begin()

    def _show_row(self, row: int) -> None:
        if self.places is not None and 0 <= row < self.places.rowCount():
            self.list.setCurrentIndex(self.places.index(row))

    def _show_place(self, row: int) -> None:
        if self.places is None or row < 0:
            return
        one = self.places.place(row)
        self.answer.show_place(one, self.places.choices.get(one.key), self.places.plan.names)

    def _choose(self, choice: Choice) -> None:
        row = self.list.currentIndex().row()
        if self.places is None or row < 0:
            return
        self.places.choose(row, choice)
        self._count()
        following = self.places.next_open(row)
        if following is None:
            self._show_place(row)
            self.on.setFocus()
        else:
            self._show_row(following)
            self.answer.take_focus()

    def _count(self) -> None:
        if self.places is None:
            return
        all_, left = self.places.rowCount(), self.places.left
        words = say_n(
            "{n} place of {all} is still to be looked at",
            "{n} of {all} places are still to be looked at",
            left,
            all=all_,
        )
        self.told.setText(words if left else say("Every place has been looked at."))

    # writing

    def _show_page(self, page: int) -> None:
        self._stack.setCurrentIndex(page)
        self.back.setVisible(page == 1)
        self.on.setText(say("Choose where…") if page == 1 else say("Go on"))
        if page == 1:
            self.told.clear()
            self.going.whom.setFocus()
        else:
            self._count()

    def _go_on(self) -> None:
        if self.places is None or self._job is not None:
            return
        left = self.places.next_open(-1)
        if left is not None:
            self._show_row(left)
            self.answer.take_focus()
            return
        if self._stack.currentIndex() == 0:
            self._show_page(1)
            return
        complaint = self.going.complaint()
        self.told.setText(complaint)
        if not complaint:
            self._choose_file()

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, say("Where the copy goes"), self._folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # an existing file is refused in a sentence
        dialog.setNameFilter(say("Case (*.relmap)"))
        dialog.setDefaultSuffix("relmap")
        dialog.selectFile("copy.relmap")
        dialog.fileSelected.connect(lambda path: self._write(Path(path)))
        dialog.open()

    def _write(self, path: Path) -> None:
        until = self.going.day
        if self.places is None or until is None:
            return
        plan, choices = self.places.plan, dict(self.places.choices)
        passphrase = self.going.passphrase.text()
        self.told.setText(say("Writing the copy…"))
        self.on.setEnabled(False)

        def work(_progress: Progress, _cancelled: Cancelled) -> Path:
            write_copy(plan, choices, until, path, passphrase)
            return path

        self._job = Job(work, self)
        self._job.done.connect(lambda _: self.accept())
        self._job.failed.connect(self._fail)
        self._job.ended.connect(self._end)
        self._job.start()

    def _end(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()  # it knows the passphrase
        self.on.setEnabled(True)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Trouble):
            raise error
        self.told.setText(str(error))

    def _keep(self) -> None:
        self._kept.also = self.also.text()


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area
