"""What every kind has in common: the mapped base class, and one table of fields read from the mapped columns.

That table (`fields_of`) drives the exchange format, its schema, the checks, the journal and the inspector, so a field
is written down once. Entities are plain rows with an id; there are no ORM relationships.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Integer, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.orm.attributes import instance_state

from relmap.model import columns
from relmap.model.columns import Form, Plain
from relmap.model.resting import home_of, twin, wake
from relmap.model.vocabulary import Author, Veil


class OutsideEdit(RuntimeError):
    """An entity was written outside an edit bracket: a programming error, raised at that line."""


@dataclass(frozen=True, slots=True)
class Field:
    """One exchanged field of a kind: its name in the file, its attribute here, and what it may hold."""

    name: str
    attr: str
    form: Form
    values: tuple[str, ...]
    suggestions: tuple[str, ...]
    nullable: bool
    default: Plain
    target: str | None

    @property
    def required(self) -> bool:
        """Whether a file must give it, because it has no default."""
        return not self.nullable and self.default is None


class Entity(DeclarativeBase):
    """A row with an id. Read it freely; write it only inside `with document.edit(...)`."""

    id: Mapped[str] = columns.key()
    author: Mapped[Author] = columns.closed(Author, "client")
    told_in: Mapped[str | None] = columns.reference("sessions")
    disputed: Mapped[bool] = columns.flag()
    veil: Mapped[Veil] = columns.closed(Veil, "none")
    veiled_by: Mapped[str | None] = columns.reference("people")
    ordinal: Mapped[int] = mapped_column(Integer, nullable=False)

    def __init__(self, **values: Any) -> None:
        """Set the given fields, every other to its default; `id` is made when left out."""
        values.setdefault("id", new_id())
        for field in fields_of(type(self)):
            setattr(self, field.attr, values.pop(field.attr, field.default))
        self.ordinal = values.pop("ordinal", 0)
        if values:
            raise TypeError(f"{type(self).__name__} has no field {', '.join(sorted(values))}")

    def __setattr__(self, name: str, value: object) -> None:
        """Set an attribute; raises OutsideEdit outside an edit, on one of the past, and on a leftover."""
        if name[0] != "_":
            self._require_writable(name)
        super().__setattr__(name, value)

    def _require_writable(self, name: str) -> None:
        home, what = home_of(self), f"{type(self).__name__}.{name}"
        if self.__dict__.get("_of_the_past"):
            raise OutsideEdit(f"{what} belongs to the past and cannot be written")
        if home is not None and home.info.get("editing"):
            wake(self)
        elif home is not None:
            raise OutsideEdit(f"{what} was set outside an edit")
        state = instance_state(self)
        if state.session is not None and not state.session.info.get("editing"):
            raise OutsideEdit(f"{what} was set outside an edit")
        if state.session is not None and name == "id":
            raise OutsideEdit(f"{what} is what it is for ever")
        if state.key is not None and (state.session is None or state.was_deleted):
            raise OutsideEdit(f"{what} was set on what the case no longer holds")

    def __repr__(self) -> str:
        """The kind and id only: never a word of the case."""
        return f"<{type(self).__name__} {self.__dict__.get('id')}>"

    @property
    def array(self) -> str:
        """The kind's name, which is that of its array in the exchange file, such as `people`."""
        return str(type(self).__tablename__)


def new_id() -> str:
    """A fresh id, unique without asking anybody."""
    return uuid.uuid4().hex


@cache
def fields_of(cls: type[Entity]) -> tuple[Field, ...]:
    """The exchanged fields of a kind, its own first in their order, then those every kind has; `id` leads."""
    mapper = inspect(cls)
    fields = {}
    for prop in mapper.column_attrs:
        column = prop.columns[0]
        if column.info:
            info = dict(column.info)
            fields[prop.key] = Field(name=column.name, attr=prop.key, nullable=bool(column.nullable), **info)
    shared = ("author", "told_in", "disputed", "veil", "veiled_by")
    own = [field for key, field in fields.items() if key not in shared and key != "id"]
    return (fields["id"], *own, *(fields[key] for key in shared))


@cache
def field_named(cls: type[Entity], name: str) -> Field | None:
    """The field a file calls `name`, or None."""
    return next((field for field in fields_of(cls) if field.name == name), None)


@cache
def reference_fields(cls: type[Entity]) -> tuple[Field, ...]:
    """The fields of a kind that hold ids of other rows."""
    return tuple(field for field in fields_of(cls) if field.form in ("ref", "refs", "subject"))


def plain(entity: Entity) -> dict[str, Plain]:
    """Field name to value as it stands in a file; the ordinal too, under its own name."""
    values = {field.name: to_plain(getattr(entity, field.attr)) for field in fields_of(type(entity))}
    values["ordinal"] = entity.ordinal
    return values


def to_plain(value: Any) -> Plain:
    """A stored value as JSON knows it."""
    return list(value) if isinstance(value, tuple) else value


def from_plain(value: Plain) -> Any:
    """The stored form of a plain value."""
    return tuple(value) if isinstance(value, list) else value


def entity_from(cls: type[Entity], values: Mapping[str, Plain]) -> Entity:
    """A new entity of `cls` from plain values by field name."""
    by_attr = {field.attr: from_plain(values[field.name]) for field in fields_of(cls) if field.name in values}
    return cls(**by_attr, ordinal=values.get("ordinal", 0))


def ids_in(entity: Entity) -> Iterator[tuple[Field, str]]:
    """Each (field, id) an entity refers to."""
    for field in reference_fields(type(entity)):
        value = getattr(entity, field.attr)
        if isinstance(value, tuple):
            for one in value:
                yield field, one
        elif value is not None:
            yield field, value


def target_ids(entity: Entity) -> tuple[str, ...]:
    """The ids an entity refers to, quickly: thousands of rows are asked whenever a case is opened."""
    single, many = _reference_attrs(type(entity))
    found = [id for attr in single if (id := getattr(entity, attr)) is not None]
    for attr in many:
        found.extend(getattr(entity, attr) or ())
    return tuple(found)


@cache
def _reference_attrs(cls: type[Entity]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    fields = reference_fields(cls)
    single = tuple(field.attr for field in fields if field.form != "refs")
    return single, tuple(field.attr for field in fields if field.form == "refs")


def copy_of(entity: Entity, **others: Any) -> Entity:
    """The same values, but for `others`, in an entity of its own that is stored nowhere and can never be written."""
    copy = next(copies_of((entity,)))
    copy.__dict__.update(others)
    return copy


def copies_of(entities: Iterable[Entity]) -> Iterator[Entity]:
    """A copy of each, stored nowhere and never written. Quick, for a whole case is copied to look back."""
    for entity in entities:
        copy = twin(entity)
        copy.__dict__["_of_the_past"] = True
        yield copy
