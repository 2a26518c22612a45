"""Copies of a case beside it, made by the database itself and trusted only once they have been opened again."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from relmap.store.troubles import BACKUP_MARK, translate
from relmap.store.vault import Vault, open_with_key, verify


def make_backup(vault: Vault, reason: str) -> Path:
    """A verified copy under the same passphrase, beside the case; `reason` is part of its name. Raises a StoreError."""
    path = vault.path
    day = datetime.date.today().isoformat()
    part = path.with_name(f".{path.name}.backup-{os.urandom(4).hex()}")
    try:
        vault.driver.execute("VACUUM INTO ?", (str(part),))
        copy = open_with_key(part, vault.key)
        try:
            verify(copy, None)
        finally:
            copy.close()
        return _keep(part, path.with_name(f"{path.stem}{BACKUP_MARK}{reason}-{day}{path.suffix}"))
    except (sqlcipher.Error, OSError) as error:
        raise translate(error, path) from error
    finally:
        part.unlink(missing_ok=True)


def _keep(part: Path, wanted: Path) -> Path:
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    free = wanted
    for count in range(2, 1000):
        if not free.exists():
            break
        free = wanted.with_name(f"{wanted.stem}-{count}{wanted.suffix}")
    part.rename(free)
    return free
