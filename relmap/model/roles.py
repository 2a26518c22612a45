"""Restricted roles and the ties that asked for them (reciprocal roles, Ryle 1985)."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from relmap.model import columns as c
from relmap.model.base import Entity
from relmap.model.vocabulary import RoleState


class Role(Entity):
    """A restricted way of being, often one end of a pair."""

    __tablename__ = "roles"
    name: Mapped[str | None] = c.text()
    other_pole: Mapped[str | None] = c.text()
    state: Mapped[RoleState] = c.closed(RoleState, "still_played")
    held_by: Mapped[tuple[str, ...] | None] = c.references("people")


class Played(Entity):
    """That a role was played in a tie: its pressure, its cost, and the connection it kept safe.

    The central relational paradox (Miller & Stiver 1997); accommodation (Brandchaft 2007).
    """

    __tablename__ = "played"
    role: Mapped[str] = c.reference("roles", required=True)
    relationship: Mapped[str] = c.reference("relationships", required=True)
    pressure: Mapped[str | None] = c.text()
    cost: Mapped[str | None] = c.text()
    kept_safe: Mapped[str | None] = c.text()
    period: Mapped[str | None] = c.when()
    period_said: Mapped[str | None] = c.text()
