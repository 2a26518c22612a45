"""Opens and makes case files: the vault below, the document above, and in what order a file is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateIndex, CreateTable

from relmap.model.base import Entity
from relmap.store.document import Document
from relmap.store.file_kinds import CASE
from relmap.store.migrations import VERSION, migrate, version_of
from relmap.store.places import discard
from relmap.store.troubles import translate
from relmap.store.vault import Vault, create_vault, open_vault, verify

SUFFIX = CASE.suffix


@cache
def schema() -> Mapping[str, str]:
    """The tables and indices of a case file: name → the SQL that makes them, as SQLite keeps it."""
    dialect = sqlite.dialect()
    tables = list(Entity.metadata.tables.values())
    made = {table.name: str(CreateTable(table).compile(dialect=dialect)) for table in tables}
    indices = [index for table in tables for index in table.indexes]
    made |= {str(index.name): str(CreateIndex(index).compile(dialect=dialect)) for index in indices}
    return {name: sql.strip() for name, sql in made.items()}


def open_document(path: Path, passphrase: str) -> Document:
    """Unlock, check, migrate and load a case. Slow by intention (the key); raises a StoreError with its sentence."""
    return load_document(open_vault(path, passphrase))


def create_document(path: Path, passphrase: str) -> Document:
    """Make a new, empty case file and open it. Never replaces a file."""
    vault = create_vault(path, passphrase)
    try:
        with vault.engine.begin() as connection:
            for sql in schema().values():
                connection.exec_driver_sql(sql)
            connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
        return Document(vault)
    except BaseException as error:
        vault.close()
        discard(path)
        if isinstance(error, SQLAlchemyError):
            raise translate(error, path) from error
        raise


def load_document(vault: Vault) -> Document:
    """The case of a vault that has been unlocked: checked, migrated where it is older, and loaded."""
    try:
        if version_of(vault) != VERSION:
            verify(vault, None)
            migrate(vault)
        verify(vault, schema())
        return Document(vault)
    except BaseException:
        vault.close()
        raise
