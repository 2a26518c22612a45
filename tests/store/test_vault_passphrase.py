"""A passphrase is changed wholly or not at all, and backups are whole or not there."""

from __future__ import annotations

import hashlib
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from relmap.edits import people
from relmap.store import errors, vault
from relmap.store.backup import make_backup
from relmap.store.document import Document
from relmap.store.file_kinds import CASE
from relmap.store.files import load_document, schema
from relmap.store.header import PAGE
from relmap.store.places import newest_backup
from relmap.store.vault import change_passphrase, create_vault, derive_key, open_vault, open_with_key, verify
from tests.casefiles import PASSPHRASE, begun_document, tables
from tests.rules import ROOT


def names(folder: Path) -> set[str]:
    """What lies in a folder, but for the test's home."""
    return {path.name for path in folder.iterdir()} - {"home"}


def test_the_key_is_what_any_sqlcipher_derives() -> None:
    salt = bytes(range(16))
    expected = hashlib.pbkdf2_hmac("sha512", b"pass", salt, 256_000, 32)
    assert derive_key("pass", salt).digits == (expected + salt).hex()
    assert derive_key("\ufb01", salt) == derive_key("fi", salt)


def test_a_file_of_another_tool_with_the_same_passphrase_unlocks(tmp_path: Path) -> None:
    path = tmp_path / "theirs.relmap"
    tool = sqlcipher.connect(str(path), isolation_level=None)
    tool.execute("PRAGMA key = 'it''s a passphrase'")
    tool.execute(f"PRAGMA application_id = {CASE.application_id}")
    tool.execute("PRAGMA journal_mode = WAL")
    tool.execute("CREATE TABLE t (a)")
    tool.close()
    opened = open_vault(path, "it's a passphrase")
    verify(opened, {"t": "CREATE TABLE t (a)"})
    with pytest.raises(errors.Foreign):
        verify(opened, {})
    opened.close()


@pytest.mark.parametrize("passphrase", ["", "a\x00b", "\ud800"])
def test_unusable_passphrases_are_refused_everywhere(document: Document, passphrase: str) -> None:
    before = tables(document)
    with pytest.raises(errors.PassphraseRefused):
        document.change_passphrase(passphrase)
    assert tables(document) == before
    document.close()
    for use in (open_vault, create_vault):
        with pytest.raises(errors.PassphraseRefused):
            use(document.path, passphrase)


@pytest.mark.parametrize(
    "broken", ["make_private", "_export", "verify_copy", "sync_file", "fresh_salt", "derive_key", "replace"]
)
def test_whatever_breaks_the_old_passphrase_still_opens(
    document: Document, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setattr(vault, "ROUNDS", 1)
    before = tables(document)

    def fail(*_: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(*(((Path, "replace") if broken == "replace" else (vault, broken)) + (fail,)))
        with pytest.raises((errors.DiskFull, OSError)):
            document.change_passphrase("another one")
    assert tables(document) == before
    people.add_person(document, "goes on")
    document.close()
    assert names(document.path.parent) == {"case.relmap"}
    load_document(open_with_key(document.path, document._vault.key)).close()


def test_an_error_of_the_database_stops_the_change_and_nothing_else(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "ROUNDS", 1)
    driver = document._vault.driver
    driver.set_authorizer(lambda action, *_: sqlcipher.SQLITE_DENY if action == sqlcipher.SQLITE_INSERT else 0)
    with pytest.raises(errors.StoreError):
        change_passphrase(document._vault, "another one")
    driver.set_authorizer(None)
    people.add_person(document, "goes on")
    assert names(document.path.parent) == {"case.relmap", "case.relmap-journal"}


def test_a_link_to_a_case_stays_a_link(document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "ROUNDS", 1)
    document.close()
    link = tmp_path / "folder" / "link.relmap"
    link.parent.mkdir()
    link.symlink_to(document.path)
    opened = load_document(open_with_key(link, document._vault.key))
    opened.change_passphrase("another one")
    opened.close()
    assert link.is_symlink()
    assert names(link.parent) == {"link.relmap"}
    with pytest.raises(errors.WrongPassphrase):
        open_vault(document.path, PASSPHRASE)
    open_vault(document.path, "another one").close()


def test_a_changed_file_is_its_owners_alone_with_a_new_salt(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "ROUNDS", 1)
    salt = document._vault.key.salt
    document.change_passphrase("another one")
    verify(document._vault, schema())
    document.close()
    assert document._vault.key.salt != salt
    assert stat.S_IMODE(document.path.stat().st_mode) == 0o600


CHANGER = """
import sys, pathlib
from relmap.store import vault
vault.ROUNDS = 1
opened = vault.open_with_key(pathlib.Path(sys.argv[1]), vault.Key(sys.argv[2]))
print("open", flush=True)
vault.change_passphrase(opened, "another one")
print("changed", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_kill_while_it_changes_leaves_the_old_or_the_new(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "ROUNDS", 1)
    document.close()
    key = document._vault.key
    for turn in range(8):
        command = [sys.executable, "-c", CHANGER, str(document.path), key.digits]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as changer:
            assert changer.stdout is not None
            changer.stdout.readline()
            time.sleep(0.005 * turn)
            changer.send_signal(signal.SIGKILL)
            changed = bool(changer.stdout.readline())
        try:
            opened = open_with_key(document.path, key)
            assert not changed
        except errors.WrongPassphrase:
            opened = open_vault(document.path, "another one")
            key = opened.key
        verify(opened, schema())
        opened.close()


def test_a_backup_is_whole_private_and_under_the_same_passphrase(document: Document) -> None:
    people.add_person(document, "Mum")
    first = make_backup(document._vault, "before-version-2")
    second = make_backup(document._vault, "before-version-2")
    assert first.name.startswith("case.backup-before-version-2-")
    assert first != second
    assert first.suffix == document.path.suffix
    assert newest_backup(document.path) == second
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert first.read_bytes()[:16] == document._vault.key.salt
    copy = load_document(open_with_key(first, document._vault.key))
    assert tables(copy) == tables(document)
    assert copy.undo()
    copy.close()
    people.add_person(document, "still ours")
    assert names(document.path.parent) == {"case.relmap", "case.relmap-journal", first.name, second.name}


@pytest.mark.parametrize("broken", ["sync_file", "verify_copy", "make_private", "sync_folder"])
def test_a_backup_that_fails_leaves_nothing_half_done(
    document: Document, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr("relmap.store.backup." + broken, fail)
        with pytest.raises(errors.DiskFull):
            make_backup(document._vault, "by-hand")
    assert not list(document.path.parent.glob(".*"))
    people.add_person(document, "goes on")


def test_a_backup_of_another_case_is_not_taken_for_ours(tmp_path: Path) -> None:
    for name in ("case.relmap", "case2.backup-x-2026-01-01.relmap", "case.backup-x-2026-01-01.json"):
        (tmp_path / name).touch()
    assert newest_backup(tmp_path / "case.relmap") is None
    (tmp_path / "odd[1]*.backup-x-2026-01-01.relmap").touch()
    assert newest_backup(tmp_path / "odd[1]*.relmap") == tmp_path / "odd[1]*.backup-x-2026-01-01.relmap"
    assert newest_backup(tmp_path / "nowhere" / "case.relmap") is None


def test_a_damaged_backup_is_not_kept(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    people.add_person(document, "Mum")
    verify_copy = vault.verify_copy

    def damage_first(original: vault.Vault, path: Path, key: vault.Key) -> None:
        data = bytearray(path.read_bytes())
        data[5 * PAGE + 9] ^= 1
        path.write_bytes(data)
        verify_copy(original, path, key)

    monkeypatch.setattr("relmap.store.backup.verify_copy", damage_first)
    with pytest.raises(errors.NotStored):
        make_backup(document._vault, "by-hand")
    assert names(document.path.parent) == {"case.relmap", "case.relmap-journal"}


def test_a_copy_that_lacks_a_row_is_not_kept(document: Document, tmp_path: Path) -> None:
    other = begun_document(tmp_path / "other.relmap")
    people.add_person(other, "Mum")
    other.close()
    with pytest.raises(errors.NotStored):
        vault.verify_copy(document._vault, other.path, document._vault.key)


def test_processes_are_hardened() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("core dumps and dumpable processes as Linux has them")
    program = (
        "import ctypes, os, resource; from relmap.store.process import harden; harden();"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), oct(os.umask(0)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["(0,", "0)", "0", "0o77"]
