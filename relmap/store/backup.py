"""Copies of a case beside it, made by the database itself and trusted only once they have been opened again."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from relmap.store.places import BACKUP_MARK, discard, make_private, sync_file, sync_folder
from relmap.store.troubles import translate
from relmap.store.vault import Vault, verify_copy


def make_backup(vault: Vault, reason: str) -> Path:
    """A verified copy under the same passphrase, beside the case; `reason` is part of its name. Raises a StoreError."""
    path = vault.path
    vault.check_present()
    day = datetime.date.today().isoformat()
    part = path.with_name(f".{path.name}.backup-{os.urandom(4).hex()}")
    try:
        make_private(part)
        vault.driver.execute("VACUUM INTO ?", (str(part.absolute()),))
        verify_copy(vault, part, vault.key)
        sync_file(part)
        kept = _keep(part, path.with_name(f"{path.stem}{BACKUP_MARK}{reason}-{day}{path.suffix}"))
        sync_folder(path.parent)
    except (sqlcipher.Error, OSError) as error:
        raise translate(error, path) from error
    finally:
        discard(part)
    return kept


def _keep(part: Path, wanted: Path) -> Path:
    """Move a finished copy to the first free name."""
    free, count = wanted, 1
    while os.path.lexists(free):
        count += 1
        free = wanted.with_name(f"{wanted.stem}-{count}{wanted.suffix}")
    part.rename(free)
    return free
