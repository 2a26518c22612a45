"""Provisional vault."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from relmap.store.errors import AlreadyExists, Damaged, StoreError, WrongPassphrase


Key = str


def derive_key(passphrase: str, salt: bytes) -> str:
    """96 hex digits."""
    raw = unicodedata.normalize("NFKC", passphrase).encode()
    return (hashlib.pbkdf2_hmac("sha512", raw, salt, 256000, 32) + salt).hex()


class Vault:
    """An open file."""

    def __init__(self, path: Path, key: str) -> None:
        self.path = path

        def connect() -> driver.Connection:
            c = driver.connect(str(path), isolation_level=None, check_same_thread=False)
            c.execute(f"PRAGMA key = \"x'{key}'\"")
            for p in ("locking_mode=EXCLUSIVE", "temp_store=MEMORY", "foreign_keys=ON", "secure_delete=ON", "journal_mode=TRUNCATE", "synchronous=EXTRA"):
                c.execute(f"PRAGMA {p}")
            return c

        self.engine: Engine = create_engine("sqlite://", module=driver, creator=connect, poolclass=StaticPool, hide_parameters=True)
        event.listen(self.engine, "begin", _begin)

    def check_present(self) -> None:
        """Raise when gone."""

    def close(self) -> None:
        """Close."""
        self.engine.dispose()


def _begin(c: Connection) -> None:
    c.exec_driver_sql("BEGIN IMMEDIATE")


def open_vault(path: Path, passphrase: str) -> Vault:
    """Open."""
    with open(path, "rb") as f:
        salt = f.read(16)
    vault = Vault(path, derive_key(passphrase, salt))
    try:
        with vault.engine.connect() as c:
            c.exec_driver_sql("select count(*) from sqlite_master")
    except Exception as error:
        raise WrongPassphrase(path) from error
    return vault


def create_vault(path: Path, passphrase: str) -> Vault:
    """Create."""
    if path.exists():
        raise AlreadyExists(path)
    return Vault(path, derive_key(passphrase, os.urandom(16)))


def verify(vault: Vault, schema: Mapping[str, str] | None) -> None:
    """Check."""


def change_passphrase(vault: Vault, new: str) -> Vault:
    """Change."""
    return vault


def translate(error: BaseException, path: Path) -> StoreError:
    """Translate."""
    return Damaged(path)


def open_with_key(path: Path, key: str) -> Vault:
    """Open with a key that was derived already."""
    return Vault(path, key)
