"""What a case file's bytes tell before anything connects to it: its salt, what it cannot be, whether a key fits.

The layout is SQLCipher 4's: 16 bytes of salt, then pages of 4096 bytes that end in an IV and an HMAC-SHA512 over the
page and its number. Nothing here may be called while the file is connected: it closes a handle to it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path

from relmap.store.errors import Damaged, EmptyFile, NotACase, NotEncrypted, Truncated
from relmap.store.places import left_behind, newest_backup

PAGE = 4096
SALT = 16
_SEAL = 64
_LOOKED_AT = 64
_PLAIN = b"SQLite format 3\x00"
_OTHERS = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\xef\xbb\xbf")
_TEXT = frozenset(range(0x20, 0x7F)) | frozenset(b"\t\n\r")


def read_salt(path: Path) -> bytes:
    """The first 16 bytes of a file that may be a case. Raises the StoreError of what it cannot be, or OSError."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        head = file.read(SALT)
    if size == 0:
        raise EmptyFile(path)  # any passphrase would open it as a new database
    if head == _PLAIN:
        raise NotEncrypted(path)
    if _is_something_else(head):
        raise NotACase(path)
    if size < PAGE or (size % PAGE and left_behind(path) is None):
        raise Truncated(path, newest_backup(path))
    if not any(head):
        raise Damaged(path, newest_backup(path))  # drives and copies that fail leave zeros
    return head


def fresh_salt() -> bytes:
    """A random salt that does not look like the beginning of another kind of file."""
    while _is_something_else(salt := os.urandom(SALT)):
        pass
    return salt


def key_fits(path: Path, key: bytes, salt: bytes) -> bool:
    """Whether one of the pages after the first was sealed with this key: then only the first is at fault."""
    seal_key = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)
    with path.open("rb") as file:
        file.seek(PAGE)
        return any(_is_sealed(file.read(PAGE), number, seal_key) for number in range(2, _LOOKED_AT))


def _is_sealed(page: bytes, number: int, seal_key: bytes) -> bool:
    sealed = page[:-_SEAL] + number.to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(seal_key, sealed, "sha512"), page[-_SEAL:])


def _is_something_else(head: bytes) -> bool:
    return head == _PLAIN or head.startswith(_OTHERS) or _TEXT.issuperset(head)
