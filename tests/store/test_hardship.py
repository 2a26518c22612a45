"""A full disk, a folder that cannot be written, a drive that goes: one sentence each, and the case stays whole."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from relmap.edits import people
from relmap.model.integrity import case_problems
from relmap.model.people import Person
from relmap.store import errors
from relmap.store.document import Document
from relmap.store.files import create_document, load_document
from relmap.store.journal import replay
from relmap.store.vault import open_with_key
from tests.casefiles import begun_document, reopened, tables
from tests.rules import ROOT


def sound(document: Document) -> bool:
    """Whether rules and journal hold."""
    story = [change for _, change in document.changes(1, document.revision)]
    return not list(case_problems(document)) and replay(story) == tables(document)


def in_one_sentence(trouble: errors.StoreError) -> bool:
    """Whether it says what is, and what is safe or to be done."""
    words = str(trouble)
    return "case.relmap" in words and words.endswith(".") and "\n" not in words


# a full disk


def test_a_full_disk_keeps_the_case_and_goes_on_when_there_is_room(document: Document) -> None:
    people.add_person(document, "Mum")
    driver = document._vault.driver
    pages = driver.execute("PRAGMA page_count").fetchone()[0]
    driver.execute(f"PRAGMA max_page_count = {pages}")
    told: list[object] = []
    document.subscribe(told.append)
    before, revision = tables(document), document.revision
    with pytest.raises(errors.DiskFull, match="is full") as caught:
        people.add_person(document, "x" * 90_000)
    assert in_one_sentence(caught.value)
    assert (tables(document), document.revision, told) == (before, revision, [])
    driver.execute("PRAGMA max_page_count = 1000000")
    people.add_person(document, "afterwards")
    assert len(told) == 1
    again = reopened(document)
    assert "afterwards" in {person.name for person in again.all(Person)}
    assert sound(again)
    again.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 800 kB, where this system lets us have one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=800k", "tmpfs", str(place)]
    if not sys.platform.startswith("linux") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk needs Linux and its administrator")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_at_whatever_write_a_real_disk_is_full_nothing_is_lost(small_disk: Path) -> None:
    document = begun_document(small_disk / "case.relmap")
    filler = small_disk / "filler"
    refused = 0
    for pages in range(22):
        people.add_person(document, f"before {pages}")
        room = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
        filler.write_bytes(bytes(max(0, room - pages * 4096)))
        before, revision = tables(document), document.revision
        with contextlib.suppress(errors.DiskFull):
            people.add_person(document, "z" * 15_000)
        if document.revision == revision:
            assert tables(document) == before
            refused += 1
        filler.unlink()
        if document.revision > revision:
            document.undo()
    assert refused > 4
    again = reopened(document)
    assert sum(person.name.startswith("before") for person in again.all(Person) if person.name) == 22
    assert sound(again)
    again.close()


def test_a_new_case_on_a_full_disk_leaves_nothing(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relmap.store.vault.ROUNDS", 1)
    (small_disk / "filler").write_bytes(bytes(800 * 1024 - 3 * 4096))
    with pytest.raises(errors.DiskFull):
        create_document(small_disk / "case.relmap", "x")
    assert [path.name for path in small_disk.iterdir()] == ["filler"]


def test_a_full_disk_stops_a_new_passphrase_and_nothing_else(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = begun_document(small_disk / "case.relmap")
    people.add_person(document, "Mum")
    monkeypatch.setattr("relmap.store.vault.ROUNDS", 1)
    (small_disk / "filler").write_bytes(bytes(430 * 1024))
    with pytest.raises(errors.DiskFull):
        document.change_passphrase("another one")
    people.add_person(document, "Dad")
    assert {path.name for path in small_disk.iterdir()} == {"filler", "case.relmap", "case.relmap-journal"}
    again = reopened(document)
    assert sound(again)
    again.close()


LIMITED = """
import pathlib, resource, signal, sys
from relmap.edits import people
from relmap.store.files import load_document
from relmap.store.vault import Key, open_with_key
from relmap.words import Trouble
path = pathlib.Path(sys.argv[1])
document = load_document(open_with_key(path, Key(sys.argv[2])))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 4096, resource.RLIM_INFINITY))
done = 0
try:
    for _ in range(400):
        people.add_person(document, "y" * 900)
        done += 1
except Trouble as trouble:
    print(type(trouble).__name__, done, document.revision)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits on a process's files are POSIX")
def test_a_file_that_may_not_grow_loses_nothing_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "case.relmap"
    begun = begun_document(path)
    begun.close()
    command = [sys.executable, "-c", LIMITED, str(path), begun._vault.key.digits]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    kind, added, revision = done.stdout.split()
    assert kind in ("DiskFull", "DriveFailed")
    document = load_document(open_with_key(path, begun._vault.key))
    assert document.revision == int(revision)
    assert len(document.all(Person)) == 2 + int(added)
    assert sound(document)
    document.close()


# a drive that goes


def test_a_vanished_file_is_noticed_before_a_word_is_lost(document: Document, tmp_path: Path) -> None:
    people.add_person(document, "Mum")
    away = tmp_path / "away.relmap"
    document.path.rename(away)
    before = tables(document)
    with pytest.raises(errors.Vanished) as caught:
        people.add_person(document, "Dad")
    assert in_one_sentence(caught.value)
    with pytest.raises(errors.Vanished):
        document.undo()
    assert tables(document) == before
    away.rename(document.path)
    people.add_person(document, "Dad")
    assert [person.name for person in document.all(Person)][-2:] == ["Mum", "Dad"]
    again = reopened(document)
    assert sound(again)
    again.close()


def test_a_folder_that_goes_leaves_the_case_readable_where_it_went(tmp_path: Path) -> None:
    drive, away = tmp_path / "drive", tmp_path / "away"
    drive.mkdir()
    document = begun_document(drive / "case.relmap")
    people.add_person(document, "Mum")
    drive.rename(away)
    for act in (lambda: people.add_person(document, "Dad"), lambda: document.change_passphrase("x")):
        with pytest.raises(errors.Vanished):
            act()
    assert document.all(Person)[-1].name == "Mum"
    document.close()
    again = load_document(open_with_key(away / "case.relmap", document._vault.key))
    assert again.all(Person)[-1].name == "Mum"
    assert sound(again)
    again.close()


def test_a_file_that_moves_in_the_middle_of_an_edit_keeps_the_edit(document: Document, tmp_path: Path) -> None:
    away = tmp_path / "away.relmap"
    people.add_person(document, "Sam")
    with document.edit("add_person"):
        document.add(Person(name="Mum"))
        document.path.rename(away)
    with pytest.raises(errors.Vanished):
        people.add_person(document, "Dad")
    document.close()
    again = load_document(open_with_key(away, document._vault.key))
    assert again.all(Person)[-1].name == "Mum"
    assert sound(again)
    again.close()


def test_a_file_that_moves_in_the_middle_of_its_first_edit_says_that_it_was_not_saved(
    document: Document, tmp_path: Path
) -> None:
    away = tmp_path / "away.relmap"

    def moved_meanwhile() -> None:
        with document.edit("add_person"):
            document.add(Person(name="Mum"))
            document.path.rename(away)

    with pytest.raises(errors.Vanished, match="not saved"):
        moved_meanwhile()
    document.close()
    again = load_document(open_with_key(away, document._vault.key))
    assert "Mum" not in [one.name for one in again.all(Person)]
    assert sound(again)
    again.close()


def test_another_file_put_in_its_place_is_not_written(document: Document, tmp_path: Path) -> None:
    document.path.rename(tmp_path / "away.relmap")
    document.path.write_bytes(b"something else")
    with pytest.raises(errors.Vanished):
        people.add_person(document, "Mum")
    assert document.path.read_bytes() == b"something else"


# a place that cannot be written


AS_NOBODY = """
import os, pathlib, sys
import relmap.store.backup, relmap.store.files, relmap.store.troubles, sqlalchemy.dialects.sqlite
from relmap.store.vault import Key, create_vault, make_private, open_with_key
from relmap.words import Trouble
path, key = pathlib.Path(sys.argv[1]), Key(sys.argv[2])
new = path.with_name("new.relmap")
if os.getuid() == 0:
    os.setgid(65534), os.setuid(65534)
for act in (lambda: open_with_key(path, key), lambda: create_vault(new, "x")):
    try:
        act()
        print("done")
    except Trouble as trouble:
        print(type(trouble).__name__)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that nobody in particular can reach; pytest's own are closed to others."""
    made = Path(tempfile.mkdtemp(prefix="relmap-tests-"))
    yield made
    made.chmod(0o700)
    shutil.rmtree(made)


@pytest.mark.skipif(sys.platform == "win32", reason="owners and modes are POSIX")
@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o555, 0o666), (0o777, 0o444), (0o555, 0o444)])
def test_a_case_in_a_place_that_cannot_be_written_is_refused(folder: Path, folder_mode: int, file_mode: int) -> None:
    path = folder / "case.relmap"
    document = begun_document(path)
    document.close()
    before = path.read_bytes()
    path.chmod(file_mode)
    folder.chmod(folder_mode)
    command = [sys.executable, "-c", AS_NOBODY, str(path), document._vault.key.digits]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    opened, created = done.stdout.split() or [done.stderr, ""]
    assert opened == "ReadOnlyPlace"
    assert created == ("ReadOnlyPlace" if folder_mode == 0o555 else "done")
    assert path.read_bytes() == before


# errors of any kind


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EROFS])
def test_an_error_of_the_system_in_an_edit_becomes_one_sentence(document: Document, code: int) -> None:
    before = tables(document)

    def add_and_fail() -> None:
        with document.edit("add_person"):
            document.add(Person(name="half made"))
            raise OSError(code, "from below")

    with pytest.raises(errors.StoreError) as caught:
        add_and_fail()
    assert in_one_sentence(caught.value)
    assert "below" not in str(caught.value)
    assert tables(document) == before


def test_a_drive_that_answers_nothing_more_is_still_one_sentence(document: Document) -> None:
    document._vault.driver.set_authorizer(lambda *_: sqlcipher.SQLITE_DENY)
    with pytest.raises(errors.StoreError) as caught:
        people.add_person(document, "Mum")
    assert in_one_sentence(caught.value)
    document._vault.driver.set_authorizer(None)
    document.reload()
    people.add_person(document, "Mum")
    again = reopened(document)
    assert sound(again)
    again.close()
