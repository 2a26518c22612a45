"""The Lessons view: the ledger of lessons, the ledger of roles, and the life of any one lesson.

What stands in a row is changed in the panel at the side. `open_life` is what the map, the panel and a row call.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, get_args

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from relmap.model.lessons import Lesson
from relmap.model.vocabulary import Valence
from relmap.read.sessions import noted_at
from relmap.ui.in_sight import InSight
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import scaled
from relmap.ui.texts import value_word
from relmap.ui.views.lesson_cards import LessonCard
from relmap.ui.views.lesson_choices import LessonChoices
from relmap.ui.views.lesson_life import LessonLifeView
from relmap.ui.views.lesson_rows import lesson_rows
from relmap.ui.views.page import Page, PageContext
from relmap.ui.views.role_rows import RoleCard, role_rows
from relmap.ui.views.rows import RowList, Rows
from relmap.words import say

Part = Literal["lessons", "roles", "life"]
PARTS: tuple[Part, ...] = get_args(Part)


class LessonsPage(Page):
    """The page with its parts; `part` is the one in sight."""

    part: Part = "lessons"
    valence: Valence | None = None

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Begin with the lessons."""
        super().__init__(context, parent)
        self._came_from: Part = "lessons"
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        self.choices = LessonChoices(self)
        self.choices.ledger.connect(self.show_part)
        self.choices.kind.connect(self.show_valence)
        self.choices.life.connect(lambda: self.open_life(self.selection.only or ""))
        self._name = self.findChild(QLabel)
        column.insertWidget(1, self.choices)
        for before, after in pairwise((self.order_box, *self.choices.stops(), self.lesson_list)):
            QWidget.setTabOrder(before, after)
        self.renew_chosen()

    def title(self) -> str:
        return say("Lessons")

    def orders(self) -> Sequence[tuple[str, str]]:
        told, state = ("told", say("As it was told")), ("state", say("By where it stands"))
        if self.part == "roles":
            return told, state
        return told, ("felt", say("Most felt today")), ("taught", say("By who taught it")), state

    def body(self) -> QWidget:
        chosen = self.selection
        self.lessons, self.roles = Rows(self), Rows(self)
        self.lesson_list = _LessonList(self.lessons, LessonCard(), chosen, say("Lessons"), self)
        self.role_list = RowList(self.roles, RoleCard(), chosen, say("Roles, and what each asked"), self)
        self.life = LessonLifeView(chosen, self._noted, self)
        self.lesson_list.wanted.connect(self.open_life)
        self.life.left.connect(self.leave_life)
        self._parts = InSight(self)
        for part in (self.lesson_list, self.role_list, self.life):
            part.asked.connect(self.asked)
            self._parts.addWidget(part)
        self._parts.setFocusProxy(self.lesson_list)
        return self._parts

    def renew(self) -> bool:
        if self.part == "life" and not self.life.show_lesson(self.source, self.life.lesson):
            self._bring(self._came_from)
        if self.part == "life":
            return True
        if self.part == "roles":
            self.role_list.show_rows(role_rows(self.source, self.wanted, self.order))
            return bool(self.roles.rows)
        self.choices.offer(anything=bool(self.source.all(Lesson)))
        self.lesson_list.show_rows(lesson_rows(self.source, self.wanted, self.order, self.valence, self._noted))
        return bool(self.lessons.rows)

    def empty_words(self) -> tuple[str, str]:
        if self.part == "roles":
            return (
                say("No role has been named yet"),
                say("A role that somebody needed you to play, what it cost and what it kept safe can stand here."),
            )
        if self.valence is not None:
            kind = value_word("valence", self.valence, "lessons")
            return (
                say("No lesson of this kind has been told yet"),
                say("Nothing here is {kind} so far. Choose “All” to see every lesson.", kind=kind),
            )
        return (
            say("No lesson has been told yet"),
            say("When a sentence shows what a relationship taught, press L on the map and write it as it was said."),
        )

    def forget(self) -> None:
        self.lessons.show(())
        self.roles.show(())
        self.life.forget()

    def forget_unseen(self) -> None:
        for part, rows in (("lessons", self.lessons), ("roles", self.roles)):
            if part != self.part:
                rows.show(())
        if self.part != "life":
            self.life.forget()

    def renew_chosen(self, _: object = None) -> None:
        """Only a lesson has a life."""
        super().renew_chosen()
        chosen = self.selection.only if self._feed is not None else None
        self.choices.to_life.setEnabled(chosen is not None and isinstance(self.source.get(chosen), Lesson))

    # what can be asked of it

    def show_part(self, part: Part) -> None:
        """Bring the lessons or the roles into sight."""
        self._bring(part)
        self.look_again()

    def show_valence(self, valence: Valence | None) -> None:
        """Show only the lessons of one kind, or all."""
        self.valence = valence
        self.choices.show_kind(valence)
        self.look_again()

    def open_life(self, lesson: str) -> None:
        """Show the life of a lesson, and choose it."""
        if not isinstance(self.source.get(lesson), Lesson):
            return
        self._came_from = self.part if self.part != "life" else self._came_from
        self.selection.set([lesson])
        self.life.choose(lesson)
        self._bring("life")
        self.look_again()
        self.life.setFocus()

    def leave_life(self) -> None:
        """Go back from a life to the ledger it was opened from, at the same lesson."""
        lesson = self.life.lesson
        self.life.forget()
        self.show_part(self._came_from)
        if lesson:
            self.selection.set([lesson])
            self.lesson_list.go_to(lesson)
        self.focus_body()

    # inside

    def _noted(self, id: str) -> str | None:
        """The day on which something was first stored."""
        at = noted_at(self.document, id)
        return at.date().isoformat() if at is not None else None

    def _bring(self, part: Part) -> None:
        if part == "roles" or (self.part == "roles" and part == "lessons"):
            self.part = part
            self._refill_orders()
        self.part = part
        self._parts.setCurrentIndex(PARTS.index(part))
        self._parts.setFocusProxy((self.lesson_list, self.role_list, self.life)[PARTS.index(part)])
        if part != "life":
            self.choices.show_ledger(part)
        self.choices.setVisible(part != "life")
        self.filter_box.setVisible(part != "life")
        self.order_box.setVisible(part != "life")
        self.fit_head()  # a life has its own way to the map
        if self._name is not None:
            self._name.setVisible(part != "life")
        edge = scaled(8) if part == "life" else scaled(14)
        self.head.setContentsMargins(scaled(22), edge, scaled(22), 0 if part == "life" else scaled(10))

    def _refill_orders(self) -> None:
        self.order_box.clear()
        for key, words in self.orders():
            self.order_box.addItem(escaped(words), key)


class _LessonList(RowList):
    """The lessons: Enter or a double click wants the life of one."""

    wanted = Signal(str)

    def _ask(self, index: QModelIndex) -> None:
        id = self._id(index)
        if id:
            self.wanted.emit(id)
