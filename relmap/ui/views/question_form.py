"""The questions a page asks, as a form: short ones as boxes and ticks, words as paper to write on.

Nothing typed here is stored in the case; it stands on the page that is made.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmap.reports.questions import Answer, Answers, Question
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import plain_label, scaled
from relmap.ui.panels.paper import Paper
from relmap.ui.panels.wrapped import WrappedTick
from relmap.ui.views.choice_box import ChoiceBox
from relmap.words import say

_MANY = 7
"""Ticks from which on all of them can be ticked at once."""


class QuestionForm(QWidget):
    """`changed` when an answer did; `asked` when other questions stand here."""

    changed = Signal()
    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self._answers: dict[str, Answer] = {}
        self._asked: tuple[Question, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(scaled(6))

    @property
    def answers(self) -> Answers:
        """What has been answered, by the questions' keys."""
        return dict(self._answers)

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in its order."""
        items = [self._column.itemAt(place) for place in range(self._column.count())]
        parts = [item.widget() for item in items if item is not None]
        return [part for part in parts if part is not None and part.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def ask(self, questions: tuple[Question, ...]) -> None:
        """Ask these questions; answers that still fit stay."""
        if questions == self._asked:
            return
        self.forget(keep_answers=True)
        self._asked = questions
        self._answers = {one.key: _still(one, self._answers.get(one.key)) for one in questions}
        for question in questions:
            self._put(question)
        self.asked.emit()

    def forget(self, *, keep_answers: bool = False) -> None:
        """Keep no word of the case."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._asked = ()
        if not keep_answers:
            self._answers = {}

    # one kind of question each

    def _put(self, question: Question) -> None:
        if question.kind != "flag":
            label = plain_label(question.words, "heading")
            self._column.addWidget(label)
        if question.kind == "one":
            self._column.addWidget(self._box(question))
        elif question.kind == "ticks":
            for tick in self._ticks(question):
                self._column.addWidget(tick)
        elif question.kind == "flag":
            self._column.addWidget(self._flag(question))
        else:
            self._column.addWidget(self._words(question))
        if question.hint:
            self._column.addWidget(plain_label(question.hint, "small"))
        self._column.addSpacing(scaled(8))

    def _box(self, question: Question) -> QWidget:
        box = ChoiceBox(self, question.words)
        for value, words in question.options:
            box.addItem(escaped(words), value)
        box.setCurrentIndex(max(0, box.findData(self._answers[question.key])))
        box.activated.connect(lambda _: self._answer(question, str(box.currentData())))
        return box

    def _ticks(self, question: Question) -> list[WrappedTick]:
        ticked = self._answers[question.key]
        ticks = []
        for value, words in question.options:
            tick = WrappedTick(words)
            tick.setAccessibleDescription(question.words)
            tick.setChecked(isinstance(ticked, tuple) and value in ticked)
            tick.setProperty("value", value)
            ticks.append(tick)
        for tick in ticks:
            tick.toggled.connect(lambda _, ticks=ticks: self._tick(question, ticks))
        if len(ticks) >= _MANY:
            return [self._all(ticks), *ticks]
        return ticks

    def _all(self, ticks: list[WrappedTick]) -> WrappedTick:
        every = WrappedTick(say("All of these"))
        every.setChecked(all(tick.isChecked() for tick in ticks))
        every.clicked.connect(lambda on: _tick_all(ticks, on=on))
        return every

    def _flag(self, question: Question) -> QWidget:
        tick = WrappedTick(question.words)
        tick.setChecked(self._answers[question.key] is True)
        tick.toggled.connect(lambda on: self._answer(question, on))
        return tick

    def _words(self, question: Question) -> QWidget:
        paper = Paper()
        paper.setProperty("look", "")
        paper.setAccessibleName(question.words)
        paper.show_words(str(self._answers[question.key]))
        paper.typed.connect(lambda: self._answer(question, paper.words()))
        return paper

    def _tick(self, question: Question, ticks: list[WrappedTick]) -> None:
        self._answer(question, tuple(str(tick.property("value")) for tick in ticks if tick.isChecked()))

    def _answer(self, question: Question, answer: Answer) -> None:
        if self._answers.get(question.key) != answer:
            self._answers[question.key] = answer
            self.changed.emit()


def _tick_all(ticks: list[WrappedTick], *, on: bool) -> None:
    for tick in ticks:
        tick.setChecked(on)


def _still(question: Question, answer: Answer | None) -> Answer:
    """The answer that was given before, where it can still be given; else the default."""
    values = {value for value, _ in question.options}
    if question.kind == "one":
        return answer if isinstance(answer, str) and answer in values else question.default
    if question.kind == "ticks":
        kept = tuple(value for value in answer if value in values) if isinstance(answer, tuple) else None
        return question.default if kept is None else kept
    return question.default if answer is None else answer
