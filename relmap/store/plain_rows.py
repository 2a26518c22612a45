"""Plain statements on an unlocked file whose rows need no ORM and no journal, with every error said as a Trouble."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from relmap.store.troubles import translate, translate_reading
from relmap.store.vault import Vault

Run: TypeAlias = Callable[..., Sequence[Sequence[Any]]]
"""Runs one statement with its values and gives the rows it finds, none where it finds nothing."""


@contextmanager
def writing(vault: Vault) -> Iterator[Run]:
    """One transaction, on the drive when the bracket ends; after an error nothing of it is. Raises a StoreError."""
    vault.check_present()
    try:
        with vault.engine.begin() as connection:
            yield _runner(connection)
    except (SQLAlchemyError, OSError, MemoryError) as error:
        raise translate(error, vault.path) from error


def read_rows(vault: Vault, statement: str) -> Sequence[Sequence[Any]]:
    """All the rows that a statement finds. Raises a StoreError."""
    try:
        with vault.engine.connect() as connection:
            return _runner(connection)(statement)
    except (SQLAlchemyError, OSError, MemoryError, ValueError) as error:
        raise translate_reading(error, vault.path) from error


def _runner(connection: Connection) -> Run:
    def run(statement: str, values: Mapping[str, Any] | None = None) -> Sequence[Sequence[Any]]:
        done = connection.exec_driver_sql(statement, dict(values or {}))
        return done.all() if done.returns_rows else ()

    return run
