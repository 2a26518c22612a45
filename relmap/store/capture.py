"""What a flush changed, row by row, read from the ORM's own record of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import History

from relmap.model.base import Entity, fields_of, plain, to_plain
from relmap.model.columns import Plain
from relmap.store.journal import Change, Row


def captured(session: Session) -> tuple[Change, ...]:
    """The changes of a flush that has just run: whole rows for additions and removals, changed fields for updates."""
    return tuple(_changes(session))


def _changes(session: Session) -> Iterator[Change]:
    for entity in _ordered(session.deleted):  # first: a row may come again under the same id
        yield Change(entity.array, entity.id, _committed(entity), None)
    for entity in _ordered(session.new):
        yield Change(entity.array, entity.id, None, plain(entity))
    for entity in _ordered(session.dirty):
        before, after = _difference(entity)
        if after:
            yield Change(entity.array, entity.id, before, after)


def _ordered(entities: Iterable[object]) -> list[Entity]:
    found = [entity for entity in entities if isinstance(entity, Entity)]
    return sorted(found, key=lambda entity: (entity.array, entity.ordinal, entity.id))


def _histories(entity: Entity) -> Iterator[tuple[str, str, History]]:
    state = inspect(entity)
    for field in fields_of(type(entity)):
        yield field.name, field.attr, state.attrs[field.attr].history
    yield "ordinal", "ordinal", state.attrs["ordinal"].history


def _difference(entity: Entity) -> tuple[Row, Row]:
    before: dict[str, Plain] = {}
    after: dict[str, Plain] = {}
    for name, attr, history in _histories(entity):
        if history.has_changes():
            before[name] = to_plain(history.deleted[0] if history.deleted else None)
            after[name] = to_plain(getattr(entity, attr))
    return before, after


def _committed(entity: Entity) -> Row:
    return {
        name: to_plain(history.deleted[0] if history.deleted else getattr(entity, attr))
        for name, attr, history in _histories(entity)
    }
