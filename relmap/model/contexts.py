"""Social and historical positions and who has more power in them (Burnham 2012; Hays 1996)."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from relmap.model import columns as c
from relmap.model.base import Entity
from relmap.model.vocabulary import CONTEXT_DIMENSIONS, Author, Standing


class Context(Entity):
    """A position or force such as class or race; attached to things by `about` links."""

    __tablename__ = "contexts"
    dimension: Mapped[str] = c.open_list(CONTEXT_DIMENSIONS)
    description: Mapped[str | None] = c.text()
    standing: Mapped[Standing | None] = c.closed(Standing)
    visible: Mapped[bool | None] = c.flag(None)
    voiced: Mapped[bool | None] = c.flag(None)
    period: Mapped[str | None] = c.when()
    period_said: Mapped[str | None] = c.text()
    held_by: Mapped[Author] = c.closed(Author, "client")
