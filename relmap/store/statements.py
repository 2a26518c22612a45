"""Statements that SQLAlchemy has prepared: it keeps those of every engine there was, and their dialects with them.

They hold no value of any row; but a person who goes from case to case all day would pay a megabyte for each.
"""

from __future__ import annotations

from relmap.model.base import Entity


def drop_prepared() -> None:
    """Keep none. Whatever is open prepares its own again when they are needed."""
    for mapper in Entity.registry.mappers:
        prepared = vars(mapper).get("_compiled_cache")  # a private name: where it is another one, only memory is lost
        if prepared is not None:
            prepared.clear()
