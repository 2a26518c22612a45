"""The encrypted file below a document, or below process notes: one SQLCipher 4 database.

Any SQLCipher tool opens it with the passphrase. The key is derived here in Python, slowly by intention and without
holding the interpreter lock, so that a window stays alive meanwhile. A file is refused by its header before anything
connects to it, and never opened by any other means while it is connected: closing another handle would drop SQLite's
locks.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import threading
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from relmap.store.errors import (
    AlreadyExists,
    AlreadyOpen,
    Damaged,
    Foreign,
    HoldsCase,
    HoldsNotes,
    Missing,
    NotACase,
    NotStored,
    PassphraseRefused,
    ReadOnlyPlace,
    Truncated,
    Vanished,
    WrongPassphrase,
)
from relmap.store.file_kinds import CASE, NOTES, FileKind, other_kind
from relmap.store.header import PAGE, fresh_salt, key_fits, read_salt
from relmap.store.places import discard, left_behind, make_private, newest_backup, sync_file, sync_folder
from relmap.store.statements import drop_prepared
from relmap.store.troubles import NOTADB, code_of, translate

ROUNDS = 256_000
_KEY = 32
_WAIT = 0.2
"""Seconds to wait for a lock: a scanner may hold a file for a moment, another relmap holds it for hours."""
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
_DAMAGE = (sqlcipher.Error, MemoryError, UnicodeDecodeError)
"""What reading a damaged file can raise."""
Identity = tuple[int, int]
_open_files: set[Identity] = set()
_open_files_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Key:
    """Key and salt as SQLCipher takes them raw: 96 hex digits, never shown."""

    digits: str = field(repr=False)

    @property
    def salt(self) -> bytes:
        """The salt the key was made with; the file begins with it."""
        return bytes.fromhex(self.digits)[_KEY:]

    def fits_pages_of(self, path: Path) -> bool:
        """Whether a closed file's later pages were sealed with this key."""
        return key_fits(path, bytes.fromhex(self.digits)[:_KEY], self.salt)


def derive_key(passphrase: str, salt: bytes) -> Key:
    """The key of a passphrase: PBKDF2-HMAC-SHA512, 256,000 rounds, NFKC. Takes some tenths of a second."""
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    return Key((hashlib.pbkdf2_hmac("sha512", typed, salt, ROUNDS, _KEY) + salt).hex())


class Vault:
    """An unlocked file, a case unless its `kind` says otherwise, held alone. `engine` is its one connection."""

    def __init__(self, path: Path, key: Key, identity: Identity, kind: FileKind = CASE) -> None:
        """Connect with a key and prove it; `identity` has been claimed for this file. Raises a StoreError."""
        self.path, self.kind, self._key = path, kind, key
        self._identity: Identity | None = identity
        self._connect()

    def check_present(self) -> None:
        """Raise Vanished when the file is no longer the one that was opened; a look, not a touch."""
        if _identity_of(self.path) != self._identity:
            raise Vanished(self.path)

    def close(self) -> None:
        """Let the file go; again is harmless."""
        self._disconnect()
        _release(self._identity)
        self._identity = None

    @property
    def driver(self) -> sqlcipher.Connection:
        """The connection itself, for statements that may stand in no transaction."""
        return self._driver

    @property
    def key(self) -> Key:
        """The key, for a second file of the same case."""
        return self._key

    def opens_with(self, passphrase: str) -> bool:
        """Whether this is the file's passphrase; slow by intention, touches nothing."""
        return derive_key(passphrase, self._key.salt) == self._key

    def replace_by(self, other: Path, key: Key) -> None:
        """Put another file in this one's place, atomically; on failure this one is open again as it was.

        Raises OSError where the file could not be replaced, a StoreError where it cannot be opened again.
        """
        place = self.path.resolve()  # a link to the case stays a link
        self._disconnect()
        try:
            other.replace(place)
        except OSError:
            self._connect()
            raise
        _release(self._identity)
        self._identity, self._key = _claim(self.path), key
        self._connect()
        sync_folder(place.parent)

    def _connect(self) -> None:
        self._driver = _connected(self.path, self._key)
        self.engine: Engine = create_engine(
            "sqlite://", module=sqlcipher, creator=lambda: self._driver, poolclass=StaticPool, hide_parameters=True
        )
        event.listen(self.engine, "begin", _begin)

    def _disconnect(self) -> None:
        with contextlib.suppress(sqlcipher.Error):  # a drive that is gone; the journal is then left to the next opening
            if self._driver.in_transaction:
                self._driver.execute("ROLLBACK")
            self._driver.execute("PRAGMA locking_mode = NORMAL")  # or the next line would leave the journal
            self._driver.execute("PRAGMA journal_mode = DELETE").fetchone()  # under a lock, unlike an unlink of ours
        self.engine.dispose()
        drop_prepared()
        self._driver.close()


def open_vault(path: Path, passphrase: str, kind: FileKind = CASE) -> Vault:
    """Unlock a file. Refuses by the header first; slow by intention. Raises a StoreError."""
    _refuse_other_suffix(path, kind)
    _refuse_unusable(path, passphrase)
    return _unlocked(path, lambda salt: derive_key(passphrase, salt), kind)


def open_with_key(path: Path, key: Key, kind: FileKind = CASE) -> Vault:
    """Open a file with a key that was derived before. Raises a StoreError."""
    return _unlocked(path, lambda _: key, kind)


def create_vault(path: Path, passphrase: str, kind: FileKind = CASE) -> Vault:
    """Make a new, empty encrypted file for its owner alone; never over another. Raises a StoreError."""
    _refuse_other_suffix(path, kind)
    _refuse_unusable(path, passphrase)
    _refuse_taken(path)
    key = derive_key(passphrase, fresh_salt())
    try:
        make_private(path)
    except FileExistsError as error:
        raise AlreadyExists(path) from error
    except OSError as error:
        raise translate(error, path) from error
    try:
        return _begun(path, key, kind)
    except BaseException:
        discard(path)
        raise


def verify(vault: Vault, schema: Mapping[str, str] | None) -> None:
    """Check every page, the database's own structure, and that it is ours: exactly `schema` (name → SQL), if given.

    Triggers and views are refused in any case. Raises Damaged, NotACase, or what the drive says.
    """
    try:
        sound = _is_sound(vault.driver)
        pages = vault.driver.execute("PRAGMA page_count").fetchone()[0]
        whole = pages * PAGE == vault.path.stat().st_size
        number = vault.driver.execute("PRAGMA application_id").fetchone()[0]
        found = vault.driver.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    except (*_DAMAGE, OSError) as error:
        raise _read_error(error, vault.path) from None  # the driver's own words may hold what was read
    if not sound:
        raise Damaged(vault.path, newest_backup(vault.path))
    if not whole:
        raise Truncated(vault.path, newest_backup(vault.path))
    if number == other_kind(vault.kind).application_id:
        raise _other_kind(vault.path, vault.kind)
    if number != vault.kind.application_id:
        raise NotACase(vault.path)
    if any(kind not in ("table", "index") for kind, _, _ in found):
        raise Foreign(vault.path)
    if schema is not None and {name: sql for _, name, sql in found} != schema:
        raise Foreign(vault.path)


def verify_copy(original: Vault, path: Path, key: Key) -> None:
    """Open a closed copy of a case and check that it is sound and holds all that the case holds. Raises NotStored."""
    try:
        copy = open_with_key(path, key, original.kind)
        try:
            verify(copy, None)
            complete = _contents(copy.driver) == _contents(original.driver)
        finally:
            copy.close()
    except (Damaged, NotACase, WrongPassphrase) as error:  # their sentences would name a file that nobody has seen
        raise NotStored(original.path) from error
    if not complete:
        raise NotStored(original.path)


def change_passphrase(vault: Vault, new: str) -> None:
    """Derive a key, which takes its time, and give it to the file. Raises a StoreError."""
    change_key(vault, new_key(vault, new))


def new_key(vault: Vault, passphrase: str) -> Key:
    """A key for a file's next passphrase; slow by intention, touches nothing. Raises PassphraseRefused."""
    _refuse_unusable(vault.path, passphrase)
    return derive_key(passphrase, fresh_salt())


def change_key(vault: Vault, key: Key) -> None:
    """Write the case into a new file under another key and salt, and put it in the old one's place.

    Until that last step, and on any failure, the old file stays as it was. Raises a StoreError.
    """
    vault.check_present()
    fresh = vault.path.resolve().with_name(f".{vault.path.name}.new-{os.urandom(4).hex()}")
    try:
        _export(vault, fresh, key)
        verify_copy(vault, fresh, key)
        sync_file(fresh)
        vault.replace_by(fresh, key)
    except (sqlcipher.Error, OSError) as error:
        raise translate(error, vault.path) from error
    finally:
        discard(fresh)


def refuse_in_use(path: Path) -> None:
    """Raise AlreadyOpen where a file is open, here or in another program; needs no passphrase and changes nothing."""
    identity = _claim(path)
    try:
        with contextlib.closing(sqlcipher.connect(_address(path), uri=True, isolation_level=None, timeout=0)) as asked:
            asked.execute("BEGIN EXCLUSIVE")
    except sqlcipher.Error as error:
        if isinstance(trouble := translate(error, path), AlreadyOpen):  # that it cannot be read is no surprise
            raise trouble from error
    finally:
        _release(identity)


def _export(vault: Vault, fresh: Path, key: Key) -> None:
    driver = vault.driver
    make_private(fresh)
    driver.execute(f"ATTACH DATABASE ? AS fresh KEY \"x'{key.digits}'\"", (_address(fresh),))
    try:
        driver.execute("SELECT sqlcipher_export('fresh')")
        version = driver.execute("PRAGMA main.user_version").fetchone()[0]
        driver.execute(f"PRAGMA fresh.user_version = {int(version)}")
        driver.execute(f"PRAGMA fresh.application_id = {vault.kind.application_id}")
    finally:
        if driver.in_transaction:
            driver.execute("ROLLBACK")
        driver.execute("DETACH DATABASE fresh")


def _unlocked(path: Path, key_of: Callable[[bytes], Key], kind: FileKind) -> Vault:
    identity = _claim(path)
    try:
        _refuse_unwritable(path)
        salt = read_salt(path)
        key = key_of(salt)
        if key.salt != salt:
            raise WrongPassphrase(path)
        return Vault(path, key, identity, kind)
    except OSError as error:
        _release(identity)
        raise translate(error, path) from error
    except BaseException:
        _release(identity)
        raise


def _begun(path: Path, key: Key, kind: FileKind) -> Vault:
    identity = _claim(path)
    try:
        vault = Vault(path, key, identity, kind)
    except BaseException:
        _release(identity)
        raise
    try:
        vault.driver.execute(f"PRAGMA application_id = {kind.application_id}")
        sync_folder(path.parent)
    except (sqlcipher.Error, OSError) as error:
        vault.close()
        raise translate(error, path) from error
    return vault


def _connected(path: Path, key: Key) -> sqlcipher.Connection:
    try:
        driver = sqlcipher.connect(
            _address(path), uri=True, isolation_level=None, check_same_thread=False, timeout=_WAIT
        )
    except sqlcipher.Error as error:
        raise translate(error, path) from error
    try:
        _unlock(driver, key)
        return driver
    except _DAMAGE as error:
        driver.close()
        if code_of(error) == NOTADB and not key.fits_pages_of(path):
            raise WrongPassphrase(path) from error
        raise _read_error(error, path) from error


def _unlock(driver: sqlcipher.Connection, key: Key) -> None:
    driver.execute("PRAGMA cipher_log_level = NONE")
    driver.execute(f"PRAGMA key = \"x'{key.digits}'\"")
    for pragma in _PRAGMAS:
        driver.execute(f"PRAGMA {pragma}")
    driver.execute("BEGIN EXCLUSIVE")  # with the locking mode above, held until the file is closed
    driver.execute("SELECT count(*) FROM sqlite_master").fetchone()
    driver.execute("COMMIT")
    kept_in_memory = driver.execute("PRAGMA temp_store").fetchone() == (2,)
    assert kept_in_memory, "SQLite would write temporary files"


def _is_sound(driver: sqlcipher.Connection) -> bool:
    unsealed = driver.execute("PRAGMA cipher_integrity_check").fetchall()
    return not unsealed and driver.execute("PRAGMA quick_check").fetchall() == [("ok",)]


def _contents(driver: sqlcipher.Connection) -> tuple[object, ...]:
    """Schema, version, and how many rows each table has."""
    schema = driver.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
    tables = [name.replace('"', '""') for kind, name, _ in schema if kind == "table"]
    counts = [driver.execute(f'SELECT count(*) FROM "{table}"').fetchone() for table in tables]  # noqa: S608  # quoted
    return schema, driver.execute("PRAGMA user_version").fetchone(), counts


def _read_error(error: BaseException, path: Path) -> Exception:
    """What an error while a file is read for the first time means: memory and text errors come from damage too."""
    if isinstance(error, MemoryError | UnicodeDecodeError) or type(error) is sqlcipher.DatabaseError:
        return Damaged(path, newest_backup(path))
    return translate(error, path)


def _address(path: Path) -> str:
    """The file as SQLite's URI that never makes a file: `mode=rw`."""
    place = os.fsencode(path.absolute().as_posix())
    return "file://" + ("" if place.startswith(b"/") else "/") + quote(place) + "?mode=rw"


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _refuse_unusable(path: Path, passphrase: str) -> None:
    surrogates = any("\ud800" <= letter <= "\udfff" for letter in passphrase)
    if not passphrase or "\x00" in passphrase or surrogates:
        raise PassphraseRefused(path)


def _refuse_other_suffix(path: Path, kind: FileKind) -> None:
    """A name that ends like the other kind's: no passphrase need be tried on it, and none may be made under it."""
    if path.suffix == other_kind(kind).suffix:
        raise _other_kind(path, kind)


def _other_kind(path: Path, wanted: FileKind) -> NotACase:
    return HoldsCase(path) if wanted is NOTES else HoldsNotes(path)


def _refuse_taken(path: Path) -> None:
    """A journal left by an earlier file of the same name would be played back into a new one."""
    if os.path.lexists(path):
        raise AlreadyExists(path)
    if (left := left_behind(path)) is not None:
        raise AlreadyExists(left)


def _refuse_unwritable(path: Path) -> None:
    folder = path.resolve().parent
    effective = os.access in os.supports_effective_ids
    file_may = os.access(path, os.R_OK | os.W_OK, effective_ids=effective)
    if not (file_may and os.access(folder, os.W_OK, effective_ids=effective)):
        raise ReadOnlyPlace(path)


def _identity_of(path: Path) -> Identity | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _claim(path: Path) -> Identity:
    """Note a file as open before a byte of it is read: opening it twice in one process drops SQLite's locks."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Missing(path) from error
    except OSError as error:
        raise translate(error, path) from error
    if not stat.S_ISREG(status.st_mode):  # a pipe would wait for ever
        raise NotACase(path)
    identity = status.st_dev, status.st_ino
    with _open_files_lock:
        if identity in _open_files:
            raise AlreadyOpen(path)
        _open_files.add(identity)
    return identity


def _release(identity: Identity | None) -> None:
    with _open_files_lock:
        _open_files.difference_update({identity})
