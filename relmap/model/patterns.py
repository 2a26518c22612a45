"""Patterns, the episodes that show them, and life events (the form of a pattern: CCRT, Luborsky 1977)."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from relmap.model import columns as c
from relmap.model.base import Entity
from relmap.model.vocabulary import Scope


class Pattern(Entity):
    """Wish, expected and actual response of the other, response of self."""

    __tablename__ = "patterns"
    name: Mapped[str | None] = c.text()
    wish: Mapped[str | None] = c.text()
    expected: Mapped[str | None] = c.text()
    response_of_other: Mapped[str | None] = c.text()
    response_of_self: Mapped[str | None] = c.text()
    toward_self: Mapped[str | None] = c.text()
    aftermath: Mapped[str | None] = c.text()


class Episode(Entity):
    """One told story that shows a pattern, or stands alone."""

    __tablename__ = "episodes"
    pattern: Mapped[str | None] = c.reference("patterns")
    relationship: Mapped[str] = c.reference("relationships", required=True)
    happened: Mapped[str | None] = c.when()
    happened_said: Mapped[str | None] = c.text()
    narrative: Mapped[str | None] = c.text()
    wish: Mapped[str | None] = c.text()
    response_of_other: Mapped[str | None] = c.text()
    response_of_self: Mapped[str | None] = c.text()


class LifeEvent(Entity):
    """Something that happened, to one person, a family or a whole people, and what it meant."""

    __tablename__ = "life_events"
    title: Mapped[str | None] = c.text()
    happened: Mapped[str | None] = c.when()
    happened_said: Mapped[str | None] = c.text()
    scope: Mapped[Scope] = c.closed(Scope, "personal")
    what_it_meant: Mapped[str | None] = c.text()
