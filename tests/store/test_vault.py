"""What opens, what is refused, and with which sentence: through real encrypted files."""

from __future__ import annotations

import os
import random
import shutil
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from relmap.edits import people
from relmap.model.people import Person
from relmap.store import errors
from relmap.store.backup import make_backup
from relmap.store.document import Document
from relmap.store.files import create_document, load_document, open_document
from relmap.store.places import newest_backup
from relmap.store.vault import Key, create_vault, derive_key, open_with_key
from tests.casefiles import PASSPHRASE, begun_document, tables

WORD = "quetzalcoatlus"


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """A closed case with some people in it."""
    document = begun_document(tmp_path / "case.relmap")
    for number in range(12):
        people.add_person(document, f"{WORD} {number}")
    document.close()
    return tmp_path / "case.relmap"


@pytest.fixture
def key(case_file: Path) -> Key:
    """The key of that case."""
    return derive_key(PASSPHRASE, case_file.read_bytes()[:16])


def refused(open_it: Callable[[], object]) -> errors.StoreError:
    """The sentence with which something is refused."""
    with pytest.raises(errors.StoreError) as caught:
        open_it()
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert WORD not in sentence
    return caught.value


def test_a_wrong_passphrase_is_refused_and_changes_nothing(case_file: Path) -> None:
    before = case_file.read_bytes()
    assert type(refused(lambda: open_document(case_file, "not it"))) is errors.WrongPassphrase
    assert case_file.read_bytes() == before
    open_document(case_file, PASSPHRASE).close()


def test_one_passphrase_typed_in_two_unicode_forms_is_one(tmp_path: Path) -> None:
    composed, taken_apart = unicodedata.normalize("NFC", "Müßiggång ﬁ"), unicodedata.normalize("NFD", "Müßiggång ﬁ")
    create_document(tmp_path / "n.relmap", composed).close()
    open_document(tmp_path / "n.relmap", taken_apart).close()


@pytest.mark.parametrize("passphrase", ["", "a\x00b"])
def test_a_passphrase_that_cannot_be_used_is_refused(tmp_path: Path, passphrase: str) -> None:
    path = tmp_path / "x.relmap"
    assert type(refused(lambda: create_vault(path, passphrase))) is errors.PassphraseRefused
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


def test_what_is_not_a_case_is_refused_by_its_header(tmp_path: Path) -> None:
    empty, plain, nonsense, cut = (tmp_path / name for name in ("empty", "plain", "nonsense", "cut"))
    empty.touch()
    plain_database = sqlcipher.connect(str(plain))
    plain_database.execute("CREATE TABLE t (a)")
    plain_database.commit()
    plain_database.close()
    nonsense.write_bytes(b"hello")
    cut.write_bytes(os.urandom(5000))
    kinds = [type(refused(lambda p=p: open_document(p, "x"))) for p in (empty, plain, nonsense, cut, tmp_path)]  # type: ignore[misc]
    assert kinds == [errors.EmptyFile, errors.NotEncrypted, errors.NotACase, errors.Truncated, errors.NotACase]
    assert type(refused(lambda: open_document(tmp_path / "nowhere", "x"))) is errors.Missing
    assert empty.stat().st_size == 0


def test_random_bytes_are_no_case(tmp_path: Path) -> None:
    path = tmp_path / "random.relmap"
    path.write_bytes(os.urandom(8192))
    assert isinstance(refused(lambda: open_document(path, "x")), errors.WrongPassphrase)


def test_every_truncation_is_noticed(case_file: Path, key: Key, tmp_path: Path) -> None:
    whole, cut = case_file.read_bytes(), tmp_path / "cut.relmap"
    for length in [*range(0, len(whole), 4096), 1, 17, 4095, 4097, len(whole) - 1]:
        cut.write_bytes(whole[:length])
        refused(lambda: load_document(open_with_key(cut, key)))
        assert cut.read_bytes() == whole[:length]


def test_every_one_of_500_flipped_bytes_is_noticed(case_file: Path, key: Key, tmp_path: Path) -> None:
    whole, chance = case_file.read_bytes(), random.Random(20260114)
    bent = tmp_path / "bent.relmap"
    for _ in range(500):
        changed = bytearray(whole)
        place = chance.randrange(len(whole))
        changed[place] ^= 1 << chance.randrange(8)
        bent.write_bytes(changed)
        error = refused(lambda: load_document(open_with_key(bent, key)))
        assert isinstance(error, errors.Damaged | errors.WrongPassphrase), place
        assert bent.read_bytes() == bytes(changed), "a damaged file was written to"


def test_a_damaged_case_names_its_newest_backup(case_file: Path, key: Key) -> None:
    document = load_document(open_with_key(case_file, key))
    vault = document._vault  # a backup is made by the store itself
    backup = make_backup(vault, "by-hand")
    document.close()
    assert newest_backup(case_file) == backup
    copy = load_document(open_with_key(backup, key))
    assert len(copy.all(Person)) == 14
    copy.close()
    bent = bytearray(case_file.read_bytes())
    bent[9000] ^= 1
    case_file.write_bytes(bent)
    assert backup.name in str(refused(lambda: load_document(open_with_key(case_file, key))))


def test_a_case_is_open_once_in_one_process_by_whatever_name(case_file: Path, tmp_path: Path) -> None:
    document = open_document(case_file, PASSPHRASE)
    link, twin = tmp_path / "link.relmap", tmp_path / "twin.relmap"
    link.symlink_to(case_file)
    os.link(case_file, twin)
    for path in (case_file, link, twin, tmp_path / "home" / ".." / case_file.name):
        assert type(refused(lambda p=path: open_document(p, PASSPHRASE))) is errors.AlreadyOpen  # type: ignore[misc]
    people.add_person(document, "still writing")
    document.close()
    open_document(link, PASSPHRASE).close()


def test_a_case_is_open_once_on_one_machine(case_file: Path) -> None:
    document = open_document(case_file, PASSPHRASE)
    program = (
        "import sys, pathlib\n"
        "from relmap.store.files import open_document\n"
        "from relmap.words import Trouble\n"
        "try: open_document(pathlib.Path(sys.argv[1]), sys.argv[2])\n"
        "except Trouble as trouble: print(type(trouble).__name__)\n"
    )
    command = [sys.executable, "-c", program, str(case_file), PASSPHRASE]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "AlreadyOpen"
    assert len(document.all(Person)) == 14
    people.add_person(document, "still writing")
    document.close()


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER t AFTER INSERT ON people BEGIN DELETE FROM notes; END",
        "CREATE VIEW v AS SELECT * FROM people",
        "CREATE TABLE extra (a)",
        "ALTER TABLE people ADD COLUMN extra TEXT",
        "PRAGMA application_id = 7",
        "DROP INDEX changes_by_entity",
    ],
)
def test_a_database_that_is_not_exactly_ours_is_refused(case_file: Path, key: Key, sql: str) -> None:
    foreign = sqlcipher.connect(str(case_file), isolation_level=None)
    foreign.execute(f"PRAGMA key = \"x'{key.digits}'\"")
    foreign.execute(sql)
    foreign.close()
    assert isinstance(refused(lambda: load_document(open_with_key(case_file, key))), errors.NotACase)


def test_a_newer_version_is_refused_untouched(case_file: Path, key: Key) -> None:
    newer = sqlcipher.connect(str(case_file), isolation_level=None)
    newer.execute(f"PRAGMA key = \"x'{key.digits}'\"")
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    before = case_file.read_bytes()
    assert isinstance(refused(lambda: load_document(open_with_key(case_file, key))), errors.NewerVersion)
    assert case_file.read_bytes() == before


def test_any_sqlcipher_tool_opens_a_case_with_its_passphrase(case_file: Path) -> None:
    tool = sqlcipher.connect(str(case_file))
    tool.execute(f"PRAGMA key = '{PASSPHRASE}'")
    names = {name for (name,) in tool.execute("SELECT name FROM people WHERE name IS NOT NULL")}
    tool.close()
    assert len(names) == 12


def test_the_passphrase_can_be_changed_and_the_old_one_is_gone(case_file: Path) -> None:
    document = open_document(case_file, PASSPHRASE)
    before, told = tables(document), list[object]()
    document.subscribe(told.append)
    document.change_passphrase("another one")
    assert tables(document) == before
    people.add_person(document, "afterwards")
    assert len(told) == 1
    assert document.undo()
    document.close()
    refused(lambda: open_document(case_file, PASSPHRASE))
    again = open_document(case_file, "another one")
    assert tables(again) == before
    again.close()
    assert not list(case_file.parent.glob(".*new*"))


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_failed_change_of_passphrase_leaves_the_old_one(
    case_file: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    document = open_document(case_file, PASSPHRASE)
    before = tables(document)

    def fail(*_: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync" if broken == "fsync" else "pathlib.Path.replace", fail)
        refused(lambda: document.change_passphrase("another one"))
    people.add_person(document, "goes on")
    document.undo()
    assert tables(document) == before
    document.close()
    open_document(case_file, PASSPHRASE).close()
    assert not list(case_file.parent.glob(".*new*"))


def test_a_new_case_never_replaces_a_file(case_file: Path) -> None:
    before = case_file.read_bytes()
    assert type(refused(lambda: create_document(case_file, "x"))) is errors.AlreadyExists
    assert case_file.read_bytes() == before


def test_a_case_is_for_its_owner_alone_and_leaves_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    document = create_document(folder / "c.relmap", PASSPHRASE)
    assert stat.S_IMODE((folder / "c.relmap").stat().st_mode) == 0o600
    with document.edit("begin_case"):
        document.add(Person(name="x"))
    document.close()
    assert [path.name for path in folder.iterdir()] == ["c.relmap"]


def test_a_copy_of_a_case_opens_with_the_same_passphrase(case_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "a copy with [odd] *letters? é.relmap"
    shutil.copy(case_file, copy)
    first, second = open_document(case_file, PASSPHRASE), open_document(copy, PASSPHRASE)
    assert tables(first) == tables(second)
    first.close()
    second.close()


def test_the_key_is_never_shown(key: Key, document: Document) -> None:
    assert key.digits not in repr(key)
    assert key.digits not in repr(document._vault.engine)
