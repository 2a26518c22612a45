"""The encrypted file below a document: one SQLCipher 4 database that any SQLCipher tool opens with the passphrase.

The key is derived here in Python, slowly by intention and without holding the interpreter lock, so that a window stays
alive meanwhile. A file is refused by its header before anything connects to it, and never opened by any other means
while it is connected: closing another handle would drop SQLite's locks.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from relmap.store.errors import (
    AlreadyExists,
    AlreadyOpen,
    Damaged,
    EmptyFile,
    Missing,
    NotACase,
    NotEncrypted,
    PassphraseRefused,
    Truncated,
    Vanished,
    WrongPassphrase,
)
from relmap.store.troubles import code_of, newest_backup, translate

APPLICATION_ID = 0x72656C6D  # "relm"
ROUNDS = 256_000
PAGE = 4096
SALT = 16
_PLAIN = b"SQLite format 3\x00"
_NOTADB = 26
_PRAGMAS = (
    "locking_mode = EXCLUSIVE",
    "temp_store = MEMORY",
    "mmap_size = 0",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "foreign_keys = ON",
    "secure_delete = ON",
    "journal_mode = TRUNCATE",
    "synchronous = EXTRA",
    "fullfsync = ON",
)
_open_files: set[tuple[int, int]] = set()
_open_files_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Key:
    """Key and salt as SQLCipher takes them raw: 96 hex digits, never shown."""

    digits: str = field(repr=False)


def derive_key(passphrase: str, salt: bytes) -> Key:
    """The key of a passphrase: PBKDF2-HMAC-SHA512, 256,000 rounds, NFKC. Takes some tenths of a second."""
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    return Key((hashlib.pbkdf2_hmac("sha512", typed, salt, ROUNDS, 32) + salt).hex())


class Vault:
    """An unlocked case file, held alone. `engine` is its one connection for SQLAlchemy."""

    def __init__(self, path: Path, key: Key) -> None:
        """Connect with a key and prove it. Raises a StoreError."""
        self.path, self._key = path, key
        self._identity = _claim(path)
        try:
            self._connect()
        except BaseException:
            _release(self._identity)
            raise

    def check_present(self) -> None:
        """Raise Vanished when the file is no longer the one that was opened; a look, not a touch."""
        if _identity_of(self.path) != self._identity:
            raise Vanished(self.path)

    def close(self) -> None:
        """Let the file go."""
        self._disconnect()
        _release(self._identity)

    @property
    def driver(self) -> sqlcipher.Connection:
        """The connection itself, for statements that may stand in no transaction."""
        return self._driver

    @property
    def key(self) -> Key:
        """The key, for a second file of the same case."""
        return self._key

    def _connect(self) -> None:
        self._driver = _connected(self.path, self._key)
        self.engine: Engine = create_engine(
            "sqlite://", module=sqlcipher, creator=lambda: self._driver, poolclass=StaticPool, hide_parameters=True
        )
        event.listen(self.engine, "begin", _begin)

    def _disconnect(self) -> None:
        self.engine.dispose()
        with contextlib.suppress(sqlcipher.Error):  # a drive that is gone; the journal is then left to the next opening
            self._driver.execute("PRAGMA journal_mode = DELETE")  # takes the empty journal away while we hold the lock
        self._driver.close()

    def _replace_by(self, other: Path, key: Key) -> None:
        """Put another file in this one's place, atomically; on failure this one is open again as it was."""
        self._disconnect()
        try:
            other.replace(self.path)
        except OSError:
            self._connect()
            raise
        _sync_folder(self.path)
        _release(self._identity)
        self._identity, self._key = _claim(self.path), key
        self._connect()


def open_vault(path: Path, passphrase: str) -> Vault:
    """Unlock a case file. Refuses by the header first; slow by intention. Raises a StoreError."""
    _refuse_unusable(path, passphrase)
    return open_with_key(path, derive_key(passphrase, _salt_of(path)))


def open_with_key(path: Path, key: Key) -> Vault:
    """Open a case file with a key that was derived before. Raises a StoreError."""
    _salt_of(path)
    return Vault(path, key)


def create_vault(path: Path, passphrase: str) -> Vault:
    """Make a new, empty encrypted file for its owner alone; never over another. Raises a StoreError."""
    _refuse_unusable(path, passphrase)
    key = derive_key(passphrase, os.urandom(SALT))
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        raise AlreadyExists(path) from error
    except OSError as error:
        raise translate(error, path) from error
    try:
        vault = Vault(path, key)
        vault.driver.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _sync_folder(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return vault


def verify(vault: Vault, schema: Mapping[str, str] | None) -> None:
    """Check every page, the database's own structure, and that it is ours: exactly `schema` (name → SQL), if given.

    Raises Damaged or NotACase.
    """
    try:
        broken = vault.driver.execute("PRAGMA cipher_integrity_check").fetchall()
        sound = vault.driver.execute("PRAGMA quick_check").fetchall()
        found = vault.driver.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        ours = vault.driver.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        pages = vault.driver.execute("PRAGMA page_count").fetchone()[0]
    except (sqlcipher.Error, MemoryError, UnicodeDecodeError) as error:
        raise Damaged(vault.path, newest_backup(vault.path)) from error
    if broken or sound != [("ok",)]:
        raise Damaged(vault.path, newest_backup(vault.path))
    if pages * PAGE != vault.path.stat().st_size:
        raise Truncated(vault.path, newest_backup(vault.path))
    if not ours or (schema is not None and dict(found) != schema):
        raise NotACase(vault.path)


def change_passphrase(vault: Vault, new: str) -> None:
    """Write the case into a new file under a new key and salt, and put it in the old one's place.

    Until that last step, and on any failure, the old file stays as it was. Raises a StoreError.
    """
    if not new or "\x00" in new:
        raise PassphraseRefused(vault.path)
    key = derive_key(new, os.urandom(SALT))
    fresh = vault.path.with_name(f".{vault.path.name}.new-{os.urandom(4).hex()}")
    try:
        _export(vault, fresh, key)
        copy = open_with_key(fresh, key)
        try:
            verify(copy, None)
        finally:
            copy.close()
        _sync_file(fresh)
        vault._replace_by(fresh, key)  # the vault's own module
    except (sqlcipher.Error, OSError) as error:
        raise translate(error, vault.path) from error
    finally:
        for left in (fresh, fresh.with_name(fresh.name + "-journal")):
            left.unlink(missing_ok=True)


def _export(vault: Vault, fresh: Path, key: Key) -> None:
    driver = vault.driver
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    driver.execute(f"ATTACH DATABASE ? AS fresh KEY \"x'{key.digits}'\"", (str(fresh),))
    try:
        driver.execute("SELECT sqlcipher_export('fresh')")
        version = driver.execute("PRAGMA main.user_version").fetchone()[0]
        driver.execute(f"PRAGMA fresh.user_version = {int(version)}")
        driver.execute(f"PRAGMA fresh.application_id = {APPLICATION_ID}")
    finally:
        if driver.in_transaction:
            driver.execute("ROLLBACK")
        driver.execute("DETACH DATABASE fresh")


def _connected(path: Path, key: Key) -> sqlcipher.Connection:
    driver = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, timeout=0.2)
    try:
        driver.execute("PRAGMA cipher_log_level = NONE")
        driver.execute(f"PRAGMA key = \"x'{key.digits}'\"")
        for pragma in _PRAGMAS:
            driver.execute(f"PRAGMA {pragma}")
        driver.execute("BEGIN EXCLUSIVE")  # with the locking mode above, held until the file is closed
        driver.execute("SELECT count(*) FROM sqlite_master").fetchone()
        driver.execute("COMMIT")
        if driver.execute("PRAGMA temp_store").fetchone() != (2,):
            raise Damaged(path)
    except (sqlcipher.Error, MemoryError, UnicodeDecodeError) as error:
        driver.close()
        if code_of(error) == _NOTADB:
            raise WrongPassphrase(path) from error
        raise translate(error, path) from error
    return driver


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _refuse_unusable(path: Path, passphrase: str) -> None:
    if not passphrase or "\x00" in passphrase:
        raise PassphraseRefused(path)


def _salt_of(path: Path) -> bytes:
    identity = _identity_of(path)
    if identity is None:
        raise Missing(path)
    if identity in _open_files:
        raise AlreadyOpen(path)
    try:
        if not path.is_file():  # nothing else is opened: a pipe would wait for ever
            raise NotACase(path)
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            head = file.read(SALT)
    except OSError as error:
        raise translate(error, path) from error
    _refuse_by_header(path, size, head)
    return head


def _refuse_by_header(path: Path, size: int, head: bytes) -> None:
    if size == 0:
        raise EmptyFile(path)  # any passphrase would open it as a new database
    if head == _PLAIN:
        raise NotEncrypted(path)
    if size < PAGE:
        raise NotACase(path)
    if size % PAGE:
        raise Truncated(path, newest_backup(path))


def _identity_of(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _claim(path: Path) -> tuple[int, int]:
    identity = _identity_of(path)
    if identity is None:
        raise Missing(path)
    with _open_files_lock:
        if identity in _open_files:
            raise AlreadyOpen(path)
        _open_files.add(identity)
    return identity


def _release(identity: tuple[int, int]) -> None:
    with _open_files_lock:
        _open_files.discard(identity)


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
