"""Brings a case file of an earlier version to this one: numbered steps, after a backup, all or nothing.

A step changes the tables and, through `journal.map_images`, the journal's images alike, so that the past can still be
read. Version 1 is the first; `tests/data` keeps one file of every version that was ever released.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection

from relmap.store.backup import make_backup
from relmap.store.errors import Damaged, NewerVersion
from relmap.store.vault import Vault

VERSION = 1
Step = Callable[[Connection], None]
STEPS: Mapping[int, Step] = {}
"""Version reached → the step that reaches it from the one before."""


def version_of(vault: Vault) -> int:
    """The format version a file says it has."""
    with vault.engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def migrate(vault: Vault, steps: Mapping[int, Step] = STEPS, target: int = VERSION) -> None:
    """Bring a file up to `target`. Raises NewerVersion, or Damaged where a step would leave dangling references."""
    found = version_of(vault)
    if found > target:
        raise NewerVersion(vault.path, found, target)
    if found == target:
        return
    if any(version not in steps for version in range(found + 1, target + 1)):
        raise Damaged(vault.path)
    make_backup(vault, f"before-version-{target}")
    with vault.engine.connect() as connection:
        _run(connection, vault, [steps[version] for version in range(found + 1, target + 1)], target)


def _run(connection: Connection, vault: Vault, steps: list[Step], target: int) -> None:
    vault.driver.execute("PRAGMA foreign_keys = OFF")  # has no effect inside a transaction
    try:
        with connection.begin():
            for step in steps:
                step(connection)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise Damaged(vault.path)
            connection.exec_driver_sql(f"PRAGMA user_version = {target}")
    finally:
        vault.driver.execute("PRAGMA foreign_keys = ON")
