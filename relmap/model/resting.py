"""Rows at rest: entities as they come from the file, read like any other, known to the ORM only when one is written.

Thousands are read for one that is written, and what the ORM keeps for each would cost several times the row itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.instrumentation import manager_of_class

T = TypeVar("T")
_HOME = "_home"
_KNOWN = "_sa_instance_state"


def at_rest(cls: type[T], attrs: Sequence[str], rows: Iterable[Sequence[Any]], home: Session | None) -> Iterator[T]:
    """An entity of each row of values for `attrs`, which wakes into the session `home`; without one it never wakes."""
    new = cls.__new__
    for row in rows:
        entity = new(cls)
        state = entity.__dict__
        state.update(zip(attrs, row, strict=False))  # a strict zip costs a case of thousands of rows some milliseconds
        state[_HOME] = home
        yield entity


def twin(entity: T) -> T:
    """Another entity of the same values that no session knows and that never wakes."""
    cls = type(entity)
    other = cls.__new__(cls)
    state = other.__dict__
    state.update(entity.__dict__)
    state.pop(_KNOWN, None)
    state.pop(_HOME, None)
    return other


def home_of(entity: object) -> Session | None:
    """The session in which an entity at rest would wake; None for any other."""
    home: Session | None = entity.__dict__.get(_HOME)
    return home


def wake(entity: object) -> None:
    """Make an entity at rest known to its session, as a row that is stored; any other is left as it is."""
    home = entity.__dict__.pop(_HOME, None)
    if home is not None:
        manager_of_class(type(entity)).setup_instance(entity)
        make_transient_to_detached(entity)
        home.add(entity)
