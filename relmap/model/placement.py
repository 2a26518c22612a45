"""Where a thing was put on the map by hand or by an arrangement."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from relmap.model import columns as c
from relmap.model.base import Entity


class Placement(Entity):
    """A place in scene units, the client at (0, 0); at most one for each thing."""

    __tablename__ = "placements"
    subject: Mapped[str] = c.subject()
    x: Mapped[float] = c.coordinate()
    y: Mapped[float] = c.coordinate()
