"""The columns a kind can have, each carrying what the exchange format needs to know of it.

Every field of the model is made by one of these functions; what they note in `column.info` is read back as a `Field`
by `relmap.model.base`. Nothing here knows any kind.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from sqlalchemy import JSON, Boolean, Dialect, Float, ForeignKey, Integer, Text
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

Plain = str | int | float | bool | None | list[str]
"""A value as it stands in the exchange file and in the journal."""

Form = Literal[
    "id",
    "ref",
    "refs",
    "subject",
    "text",
    "closed",
    "open",
    "when",
    "date",
    "time",
    "score",
    "flag",
    "number",
    "coordinate",
]


class IdList(TypeDecorator[tuple[str, ...]]):
    """A list of ids kept as JSON text; a tuple in Python, so that it cannot change unseen."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> Any:
        """The list that JSON stores."""
        return None if value is None else list(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:
        """The tuple that Python sees."""
        return None if value is None else tuple(value)


def _column(
    form: Form,
    type_: TypeEngine[Any],
    *foreign_keys: ForeignKey,
    name: str | None = None,
    nullable: bool = True,
    default: Plain = None,
    values: tuple[str, ...] = (),
    suggestions: tuple[str, ...] = (),
    target: str | None = None,
    primary_key: bool = False,
) -> MappedColumn[Any]:
    info = {"form": form, "values": values, "suggestions": suggestions, "default": default, "target": target}
    args: tuple[Any, ...] = (type_, *foreign_keys)
    if name is not None:
        args = (name, *args)
    return mapped_column(*args, nullable=nullable, info=info, primary_key=primary_key)


def key() -> MappedColumn[Any]:
    """The id of a row."""
    return _column("id", Text(), nullable=False, primary_key=True)


def text() -> MappedColumn[Any]:
    """Words as typed, or null."""
    return _column("text", Text())


def closed(values: Any, default: str | None = None, *, required: bool = False) -> MappedColumn[Any]:
    """One of a closed list (a `Literal`); null is allowed only where there is no default and it is not required."""
    nullable = default is None and not required
    return _column("closed", Text(), nullable=nullable, default=default, values=get_args(values))


def open_list(suggestions: tuple[str, ...], default: str | None = None) -> MappedColumn[Any]:
    """Any text, with a suggested vocabulary; required where there is no default."""
    return _column("open", Text(), nullable=False, default=default, suggestions=suggestions)


def reference(kind: str, *, required: bool = False, name: str | None = None) -> MappedColumn[Any]:
    """The id of a row of `kind`."""
    key = ForeignKey(f"{kind}.id", deferrable=True, initially="DEFERRED")
    return _column("ref", Text(), key, name=name, nullable=not required, target=kind)


def references(kind: str) -> MappedColumn[Any]:
    """A list of ids of rows of `kind`, or null for the default."""
    return _column("refs", IdList(), target=kind)


def subject(*, name: str | None = None) -> MappedColumn[Any]:
    """The id of a row of any kind."""
    return _column("subject", Text(), name=name, nullable=False)


def when() -> MappedColumn[Any]:
    """A time in life: EDTF level 0 or 1, or null."""
    return _column("when", Text())


def date() -> MappedColumn[Any]:
    """A calendar day, `2026-01-14`, or null."""
    return _column("date", Text())


def time() -> MappedColumn[Any]:
    """A time of day (`10:05`) or a full date and time, ISO 8601, or null."""
    return _column("time", Text())


def score() -> MappedColumn[Any]:
    """A whole number 0..10; null means not asked and is never 0."""
    return _column("score", Integer())


def flag(default: bool | None = False) -> MappedColumn[Any]:
    """Yes or no; with default None also "not said"."""
    return _column("flag", Boolean(create_constraint=False), nullable=default is None, default=default)


def number() -> MappedColumn[Any]:
    """A whole number from 0, or null."""
    return _column("number", Integer())


def coordinate() -> MappedColumn[Any]:
    """A place on the map in scene units; finite."""
    return _column("coordinate", Float(), nullable=False)
