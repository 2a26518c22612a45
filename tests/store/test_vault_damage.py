"""Files that are not whole: each is named for what it is, and left as it is."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from relmap.edits import people
from relmap.store import errors
from relmap.store.document import Document
from relmap.store.files import create_document, load_document
from relmap.store.header import PAGE, fresh_salt
from relmap.store.vault import Key, create_vault, open_vault, open_with_key, verify
from tests.casefiles import begun_document, tables
from tests.rules import ROOT


@pytest.fixture
def key(document: Document) -> Key:
    """The key of the case, which is closed now."""
    people.add_person(document, "Mum")
    document.close()
    return document._vault.key


def flip(path: Path, place: int) -> None:
    """Change one bit of one byte."""
    data = bytearray(path.read_bytes())
    data[place] ^= 0x10
    path.write_bytes(data)


def refused(path: Path, key: Key) -> errors.StoreError:
    """With what a file is refused; it is as it was, and can be claimed again."""
    before = path.read_bytes()
    for _ in range(2):
        with pytest.raises(errors.StoreError) as caught:
            load_document(open_with_key(path, key))
    assert path.read_bytes() == before
    return caught.value


@pytest.mark.parametrize("place", [16, 100, PAGE - 100, PAGE - 1, PAGE, 3 * PAGE - 70])
def test_a_damaged_first_page_is_told_from_a_wrong_passphrase(document: Document, key: Key, place: int) -> None:
    flip(document.path, place)
    assert type(refused(document.path, key)) is errors.Damaged
    wrong = Key("ab" * 32 + key.digits[64:])
    flip(document.path, place)
    assert type(refused(document.path, wrong)) is errors.WrongPassphrase


def test_a_damaged_salt_looks_like_a_wrong_passphrase_and_says_that_it_may_be(document: Document, key: Key) -> None:
    flip(document.path, 3)
    with pytest.raises(errors.WrongPassphrase, match="may be damaged"):
        open_vault(document.path, "a heron stands still")
    assert type(refused(document.path, key)) is errors.WrongPassphrase


def test_pages_that_were_swapped_or_taken_from_elsewhere_are_damage(document: Document, key: Key) -> None:
    data = bytearray(document.path.read_bytes())
    data[2 * PAGE : 3 * PAGE], data[4 * PAGE : 5 * PAGE] = data[4 * PAGE : 5 * PAGE], data[2 * PAGE : 3 * PAGE]
    document.path.write_bytes(data)
    assert type(refused(document.path, key)) is errors.Damaged


@pytest.mark.parametrize("more", [1, PAGE, 3 * PAGE])
def test_what_hangs_on_at_the_end_is_noticed(document: Document, key: Key, more: int) -> None:
    with document.path.open("ab") as file:
        file.write(os.urandom(more))
    assert isinstance(refused(document.path, key), errors.Damaged)


def test_zeros_where_the_case_was_are_damage(document: Document, key: Key) -> None:
    document.path.write_bytes(bytes(16 * PAGE))
    assert type(refused(document.path, key)) is errors.Damaged


@pytest.mark.parametrize(
    "head",
    [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", b"PK\x03\x04\x14\x00\x08", b"Dear all,\r\nplease find", b'{"format": "relma'],
)
def test_other_kinds_of_files_are_no_case(tmp_path: Path, key: Key, head: bytes) -> None:
    path = tmp_path / "other"
    for size in (300, 2 * PAGE):
        path.write_bytes(head[:16] + os.urandom(size - len(head[:16])))
        assert type(refused(path, key)) is errors.NotACase


def test_a_new_salt_never_looks_like_another_kind_of_file(monkeypatch: pytest.MonkeyPatch) -> None:
    salts = iter([b"%PDF-" + bytes(11), b"all of it letters"[:16], b"SQLite format 3\x00", bytes(range(16))])
    monkeypatch.setattr("os.urandom", lambda _: next(salts))
    assert fresh_salt() == bytes(range(16))


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, key: Key) -> None:
    if sys.platform == "win32":
        pytest.skip("named pipes are no files there")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(errors.NotACase):
        open_with_key(tmp_path / "pipe", key)


UNFINISHED = """
import os, signal, sys, pathlib
from relmap.store.vault import Key, open_with_key
vault = open_with_key(pathlib.Path(sys.argv[1]), Key(sys.argv[2]))
for sql in ("PRAGMA cache_size = 2", "BEGIN", "CREATE TABLE big (a)", "INSERT INTO big VALUES (randomblob(200000))"):
    vault.driver.execute(sql)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_write_that_a_power_cut_left_half_done_is_taken_back(document: Document, key: Key) -> None:
    size = document.path.stat().st_size
    done = subprocess.run([sys.executable, "-c", UNFINISHED, str(document.path), key.digits], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    with document.path.open("ab") as file:
        file.write(b"half a page")
    assert document.path.stat().st_size > size
    again = load_document(open_with_key(document.path, key))
    assert [row["name"] for row in tables(again)["people"].values()][-1] == "Mum"
    again.close()
    assert document.path.stat().st_size == size
    assert not list(document.path.parent.glob("*-journal"))


def test_a_journal_of_an_earlier_file_is_not_played_into_a_new_one(tmp_path: Path) -> None:
    journal = tmp_path / "new.relmap-journal"
    journal.write_bytes(os.urandom(5000))
    with pytest.raises(errors.AlreadyExists, match=r"new\.relmap-journal"):
        create_vault(tmp_path / "new.relmap", "x")
    assert not (tmp_path / "new.relmap").exists()
    assert journal.stat().st_size == 5000
    journal.write_bytes(b"")
    create_vault(tmp_path / "new.relmap", "x").close()


@pytest.mark.parametrize(
    "sql", ["CREATE VIEW v AS SELECT 1", "CREATE TRIGGER t AFTER INSERT ON people BEGIN SELECT 1; END"]
)
def test_views_and_triggers_are_refused_before_anything_is_migrated(document: Document, key: Key, sql: str) -> None:
    foreign = sqlcipher.connect(str(document.path), isolation_level=None)
    foreign.execute(f"PRAGMA key = \"x'{key.digits}'\"")
    foreign.execute("PRAGMA user_version = 0")
    foreign.execute(sql)
    foreign.close()
    vault = open_with_key(document.path, key)
    with pytest.raises(errors.Foreign):
        verify(vault, None)
    vault.close()
    vault.close()


def test_a_refused_second_opening_does_not_drop_the_lock_of_the_first(document: Document) -> None:
    """Opening and closing the file once more in this process would let another one in."""
    with pytest.raises(errors.AlreadyOpen):
        open_vault(document.path, "a heron stands still")
    program = "import sqlcipher3.dbapi2 as s, sys; s.connect(sys.argv[1], timeout=0).execute('BEGIN EXCLUSIVE')"
    done = subprocess.run(
        [sys.executable, "-c", program, str(document.path)], capture_output=True, text=True, check=False
    )
    assert "locked" in done.stderr
    people.add_person(document, "still ours")


def test_closing_twice_does_not_let_go_of_a_later_opening(document: Document, key: Key) -> None:
    first = open_with_key(document.path, key)
    first.close()
    second = open_with_key(document.path, key)
    first.close()
    with pytest.raises(errors.AlreadyOpen):
        open_with_key(document.path, key)
    second.close()


def test_a_failed_creation_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relmap.store.vault.ROUNDS", 1)
    folder = tmp_path / "cases"
    folder.mkdir()

    def fail(_: Path) -> None:
        raise OSError(5, "the drive")

    monkeypatch.setattr("relmap.store.vault.sync_folder", fail)
    with pytest.raises(errors.DriveFailed):
        create_vault(folder / "new.relmap", "x")
    monkeypatch.undo()
    assert list(folder.iterdir()) == []
    with pytest.raises(errors.Missing):
        create_vault(folder / "nowhere" / "new.relmap", "x")


def test_a_case_may_have_any_name(tmp_path: Path, key: Key, document: Document) -> None:
    names = ["ü ñ 家族", "a?mode=memory&x=%20#y", "file:x", "-", "'quoted\"", "x" * 200]
    if sys.platform.startswith("linux"):
        names.append(os.fsdecode(b"no \xff text"))
    for name in names:
        path = tmp_path / (name + ".relmap")
        shutil.copy(document.path, path)
        load_document(open_with_key(path, key)).close()
        flip(path, PAGE)
        str(refused(path, key)).encode()
        path.unlink()


def test_a_new_file_is_made_private_whatever_the_umask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relmap.store.vault.ROUNDS", 1)
    before = os.umask(0)
    try:
        document = create_document(tmp_path / "new.relmap", "x")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("new*")}
        document.close()
    finally:
        os.umask(before)
    assert set(modes.values()) == {0o600}, modes


def test_a_case_begun_elsewhere_is_found_by_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    document = begun_document(Path("case.relmap"))
    people.add_person(document, "Mum")
    document.close()
