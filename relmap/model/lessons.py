"""Lessons learned in relationships, and how each tie taught them (relational images, Miller & Stiver 1997)."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from relmap.model import columns as c
from relmap.model.base import Entity
from relmap.model.vocabulary import AboutWhom, HowTaught, LessonState, Valence


class Lesson(Entity):
    """A belief about self, others or world; affirming lessons count as much as diminishing ones."""

    __tablename__ = "lessons"
    text: Mapped[str | None] = c.text()
    language: Mapped[str | None] = c.text()
    gloss: Mapped[str | None] = c.text()
    valence: Mapped[Valence] = c.closed(Valence, "diminishing")
    about: Mapped[AboutWhom | None] = c.closed(AboutWhom)
    state: Mapped[LessonState] = c.closed(LessonState, "live")
    held_by: Mapped[tuple[str, ...] | None] = c.references("people")


class Taught(Entity):
    """That a tie taught a lesson, and how."""

    __tablename__ = "taught"
    lesson: Mapped[str] = c.reference("lessons", required=True)
    relationship: Mapped[str] = c.reference("relationships", required=True)
    how: Mapped[HowTaught] = c.closed(HowTaught, "not_sure")
    period: Mapped[str | None] = c.when()
    period_said: Mapped[str | None] = c.text()
    quote: Mapped[str | None] = c.text()
